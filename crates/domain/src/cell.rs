//! What a file gave, before meaning: rows of cells with the row number a person sees.
//!
//! In: what a reader found. Out: plain data that borrows from a block. Never interprets: a phone that a spreadsheet
//! keeps as a number is still a number here.

use std::borrow::Cow;

use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};

/// The number of a row as the person sees it in the file: counted from 1, title and header rows included.
/// In delimited text a record that spans several lines counts as one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowNumber(pub u32);

impl std::fmt::Display for RowNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One cell. Texts are exact, code point by code point; they are not trimmed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// A spreadsheet number in a format that is neither date nor percent.
    Number(f64),
    /// A spreadsheet number shown in percent: `0.125` for `12.5 %`.
    Percent(f64),
    Bool(bool),
    /// A spreadsheet date or date and time. A pure date has the time 00:00:00.
    DateTime(DateTime),
    Time(Time),
    /// A spreadsheet error such as `#N/A`.
    Error(Cow<'a, str>),
}

impl Cell<'_> {
    pub fn text(text: &str) -> Cell<'_> {
        if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(text)) }
    }

    /// Empty, or a text of nothing but white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
            _ => false,
        }
    }

    /// The cell as text, as the person sees it: numbers without exponent and without `.0`, dates in ISO form.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number_text(*number)),
            Cell::Percent(number) => Cow::Owned(format!("{} %", number_text((number * 1e10).round() / 1e8))),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::DateTime(at) if at.time() == Time::midnight() => Cow::Owned(at.date().to_string()),
            Cell::DateTime(at) => Cow::Owned(format!("{} {}", at.date(), at.time())),
            Cell::Time(time) => Cow::Owned(time.to_string()),
            Cell::Error(code) => Cow::Borrowed(code),
        }
    }

    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Number(number) => Cell::Number(number),
            Cell::Percent(number) => Cell::Percent(number),
            Cell::Bool(yes) => Cell::Bool(yes),
            Cell::DateTime(at) => Cell::DateTime(at),
            Cell::Time(time) => Cell::Time(time),
            Cell::Error(code) => Cell::Error(Cow::Owned(code.into_owned())),
        }
    }
}

/// A number as a spreadsheet shows it in a wide general column: shortest exact decimal digits, never an exponent.
pub fn number_text(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e17 { format!("{}", number as i64) } else { format!("{number}") }
}

/// One row of a sheet. `cells` may be shorter than the header row: what is missing is [`Cell::Empty`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'a> {
    pub number: RowNumber,
    /// Hidden by hand or by a filter.
    pub hidden: bool,
    pub cells: Vec<Cell<'a>>,
}

impl<'a> Row<'a> {
    pub fn cell(&self, column: usize) -> &Cell<'a> {
        const EMPTY: &Cell<'static> = &Cell::Empty;
        self.cells.get(column).unwrap_or(EMPTY)
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    pub fn into_owned(self) -> Row<'static> {
        Row { number: self.number, hidden: self.hidden, cells: self.cells.into_iter().map(Cell::into_owned).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn val_03_numbers_are_shown_without_exponent_and_point_zero() {
        for (number, expected) in
            [(420601000001.0, "420601000001"), (1.0, "1"), (0.1, "0.1"), (-2.5, "-2.5"), (1e15, "1000000000000000")]
        {
            assert_eq!(Cell::Number(number).shown(), expected);
        }
    }

    #[test]
    fn blanks_of_every_kind_are_blank() {
        assert!(Cell::text(" \u{a0}\t").is_blank());
        assert!(!Cell::text("0").is_blank());
        assert!(!Cell::Bool(false).is_blank());
    }
}
