//! Many rows for one statement: what a server takes as one stream or as one list a column, a file row by row.
//!
//! In: columns and cells, lent or owned. Out: the same in PostgreSQL's binary forms. Who writes what decides the caller.

use rusqlite::types::{ToSqlOutput, ValueRef};

use super::parameters::Kind;
use super::stream::{END, HEAD, put, put_row};
use crate::dialect;

/// Rows, cell after cell.
pub(crate) struct Many<'v> {
    columns: Vec<(String, Kind)>,
    cells: Vec<ToSqlOutput<'v>>,
}

impl<'v> Many<'v> {
    /// Columns by their quoted names.
    pub fn new(columns: Vec<(String, Kind)>) -> Many<'v> {
        Many { columns, cells: Vec::new() }
    }

    /// One column of numbers.
    pub fn of_numbers(numbers: impl IntoIterator<Item = i64>) -> Many<'v> {
        let cells = numbers.into_iter().map(ToSqlOutput::from).collect();
        Many { columns: vec![(dialect::name("id"), Kind::Number)], cells }
    }

    /// The next cell, row by row.
    pub fn push(&mut self, cell: impl Into<ToSqlOutput<'v>>) {
        self.cells.push(cell.into());
    }

    /// The same for a cell that may hold nothing.
    pub fn push_or_nothing(&mut self, cell: Option<impl Into<ToSqlOutput<'v>>>) {
        self.cells.push(cell.map_or(ToSqlOutput::Borrowed(ValueRef::Null), Into::into));
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The names of the columns, with commas between.
    pub fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub fn rows(&self) -> std::slice::Chunks<'_, ToSqlOutput<'v>> {
        self.cells.chunks(self.columns.len().max(1))
    }

    /// What the `n`-th column holds, from 0.
    pub fn kind(&self, n: usize) -> Kind {
        self.columns.get(n).map_or(Kind::Unknown, |(_, kind)| *kind)
    }

    /// All rows as the stream that `COPY … FROM STDIN BINARY` takes.
    pub fn stream(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD.len() + self.cells.len() * 16);
        out.extend_from_slice(HEAD);
        self.rows().for_each(|row| put_row(row.iter().map(value), &mut out));
        out.extend_from_slice(&END);
        out
    }

    /// The `n`-th column as a list in the server's form; `element` is the number of its type there.
    pub fn list(&self, n: usize, element: u32) -> Vec<u8> {
        let rows = self.rows().len();
        let mut out = Vec::with_capacity(20 + rows * 12);
        // One dimension, values may be missing, counted from 1. A list of nothing has no dimension.
        out.extend_from_slice(&i32::from(rows > 0).to_be_bytes());
        out.extend_from_slice(&1_i32.to_be_bytes());
        out.extend_from_slice(&element.to_be_bytes());
        if rows > 0 {
            out.extend_from_slice(&i32::try_from(rows).unwrap_or(i32::MAX).to_be_bytes());
            out.extend_from_slice(&1_i32.to_be_bytes());
        }
        self.rows().for_each(|row| put(value(&row[n]), &mut out));
        out
    }
}

fn value<'v>(cell: &'v ToSqlOutput<'_>) -> ValueRef<'v> {
    match cell {
        ToSqlOutput::Borrowed(value) => *value,
        ToSqlOutput::Owned(value) => ValueRef::from(value),
        _ => ValueRef::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Many<'static> {
        let mut many = Many::new(vec![("\"id\"".into(), Kind::Number), ("\"name\"".into(), Kind::Text)]);
        many.push(7_i64);
        many.push("a\0b");
        many.push(8_i64);
        many.push_or_nothing(None::<&str>);
        many
    }

    #[test]
    fn rows_become_a_stream() {
        let stream = two().stream();
        let rows = stream.strip_prefix(HEAD).expect("a head");
        let mut expected = vec![0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 5];
        expected.extend_from_slice("a\u{2400}b".as_bytes());
        expected.extend_from_slice(&[0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 8, 255, 255, 255, 255, 255, 255]);
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_column_becomes_a_list() {
        let list = two().list(1, 25);
        assert_eq!(list[..20], [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1]);
        assert_eq!(list[20..], [0, 0, 0, 5, b'a', 0xe2, 0x90, 0x80, b'b', 255, 255, 255, 255]);
        assert_eq!(Many::of_numbers([]).list(0, 20), [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 20]);
    }
}
