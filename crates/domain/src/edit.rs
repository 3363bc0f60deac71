//! Mends: edits that lie over the file. The upload never changes; edits are a list that can be undone and replayed.
//!
//! In: a row and the edits in force. Out: the row as it counts, or the news that it was taken out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Row};

/// One mend, for one cell or for all rows of a group. Columns are indices from 0, rows are the numbers people see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Edit {
    SetCell {
        sheet: usize,
        row: u32,
        column: usize,
        text: String,
    },
    /// Every cell of the column that shows exactly `from`.
    Replace {
        sheet: usize,
        column: usize,
        from: String,
        to: String,
    },
    /// Every blank cell of the column.
    SetEmpty {
        sheet: usize,
        column: usize,
        text: String,
    },
    /// Every place where `find` stands in a cell, of one column or of all.
    Substitute {
        sheet: usize,
        column: Option<usize>,
        find: String,
        with: String,
        match_case: bool,
    },
    ExcludeRows {
        sheet: usize,
        rows: Vec<u32>,
    },
    /// Rows that were taken out come back.
    IncludeRows {
        sheet: usize,
        rows: Vec<u32>,
    },
}

impl Edit {
    pub fn sheet(&self) -> usize {
        match self {
            Edit::SetCell { sheet, .. }
            | Edit::Replace { sheet, .. }
            | Edit::SetEmpty { sheet, .. }
            | Edit::Substitute { sheet, .. }
            | Edit::ExcludeRows { sheet, .. }
            | Edit::IncludeRows { sheet, .. } => *sheet,
        }
    }

    /// The column it is about; none for whole rows and for all columns.
    pub fn column(&self) -> Option<usize> {
        match self {
            Edit::SetCell { column, .. } | Edit::Replace { column, .. } | Edit::SetEmpty { column, .. } => Some(*column),
            Edit::Substitute { column, .. } => *column,
            Edit::ExcludeRows { .. } | Edit::IncludeRows { .. } => None,
        }
    }
}

/// The edits of one sheet, ready to be laid over rows.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    pub fn of_sheet(edits: &[Edit], sheet: usize) -> Edits {
        let mut edits: Vec<Edit> = edits.iter().filter(|edit| edit.sheet() == sheet).cloned().collect();
        for edit in &mut edits {
            // Many thousands may be taken out at once; each row of the file asks for itself.
            if let Edit::ExcludeRows { rows, .. } | Edit::IncludeRows { rows, .. } = edit {
                rows.sort_unstable();
            }
        }
        Edits { edits }
    }

    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Lays the edits over a row, in order. `false`: the row was taken out by hand.
    pub fn apply(&self, row: &mut Row<'_>) -> bool {
        let mut included = true;
        for edit in &self.edits {
            match edit {
                Edit::SetCell { row: number, column, text, .. } if row.number.0 == *number => set(row, *column, text),
                Edit::Replace { column, from, to, .. } if row.cell(*column).shown() == from.as_str() => set(row, *column, to),
                Edit::SetEmpty { column, text, .. } if row.cell(*column).is_blank() => set(row, *column, text),
                Edit::Substitute { column, find, with, match_case, .. } => {
                    let columns = column.map_or(0..row.cells.len(), |column| column..column + 1);
                    for column in columns {
                        let changed = substituted(&row.cell(column).shown(), find, with, *match_case);
                        if let Some((text, _)) = changed {
                            set(row, column, &text);
                        }
                    }
                }
                Edit::ExcludeRows { rows, .. } if rows.binary_search(&row.number.0).is_ok() => included = false,
                Edit::IncludeRows { rows, .. } if rows.binary_search(&row.number.0).is_ok() => included = true,
                _ => {}
            }
        }
        included
    }
}

/// The text with every place of `find` replaced, and how many there were; none when it stands nowhere.
pub fn substituted(text: &str, find: &str, with: &str, match_case: bool) -> Option<(String, u64)> {
    if find.is_empty() {
        return None;
    }
    let mut made = String::new();
    let (mut rest, mut places) = (text, 0);
    while let Some(first) = rest.chars().next() {
        if let Some(length) = begins_with(rest, find, match_case) {
            made.push_str(with);
            rest = &rest[length..];
            places += 1;
        } else {
            made.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (places > 0).then_some((made, places))
}

/// How many bytes of `text` are `start`, written in whatever case unless case matters.
fn begins_with(text: &str, start: &str, match_case: bool) -> Option<usize> {
    if match_case {
        return text.starts_with(start).then_some(start.len());
    }
    let mut left = text.char_indices();
    for wanted in start.chars() {
        let (_, found) = left.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(left.next().map_or(text.len(), |(at, _)| at))
}

fn set(row: &mut Row<'_>, column: usize, text: &str) {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    row.cells[column] = if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text.to_owned())) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::RowNumber;

    #[test]
    fn edits_lie_over_the_file_in_order() {
        let edits = [
            Edit::Replace { sheet: 0, column: 0, from: "Czechya".into(), to: "Czechia".into() },
            Edit::SetEmpty { sheet: 0, column: 2, text: "x".into() },
            Edit::SetCell { sheet: 0, row: 9, column: 0, text: String::new() },
            Edit::ExcludeRows { sheet: 1, rows: vec![8] },
        ];
        let edits = Edits::of_sheet(&edits, 0);
        let mut row = Row { number: RowNumber(8), hidden: false, cells: vec![Cell::text("Czechya")] };
        assert!(edits.apply(&mut row));
        assert_eq!(row.cells, vec![Cell::text("Czechia"), Cell::Empty, Cell::text("x")]);
        row.number = RowNumber(9);
        assert!(edits.apply(&mut row));
        assert_eq!(row.cell(0), &Cell::Empty);
    }

    #[test]
    fn a_row_can_be_taken_out() {
        let edits = Edits::of_sheet(&[Edit::ExcludeRows { sheet: 0, rows: vec![9, 3, 1] }], 0);
        let mut row = Row { number: RowNumber(3), ..Row::default() };
        assert!(!edits.apply(&mut row));
        row.number = RowNumber(4);
        assert!(edits.apply(&mut row));
    }

    #[test]
    fn parts_of_cells_are_found_and_replaced() {
        for (text, find, with, match_case, expected) in [
            ("Praha 1, praha 2", "praha", "Prague", false, Some(("Prague 1, Prague 2", 2))),
            ("Praha 1, praha 2", "praha", "Prague", true, Some(("Praha 1, Prague 2", 1))),
            ("ČESKO", "česko", "CZ", false, Some(("CZ", 1))),
            ("aaa", "aa", "b", true, Some(("ba", 1))),
            ("x", "", "y", true, None),
            ("x", "xy", "y", true, None),
        ] {
            let found = substituted(text, find, with, match_case);
            assert_eq!(found, expected.map(|(text, n)| (text.to_owned(), n)), "{text} {find}");
        }
        let edit = Edit::Substitute { sheet: 0, column: None, find: "a".into(), with: String::new(), match_case: true };
        let edits = Edits::of_sheet(&[edit], 0);
        let mut row = Row { number: RowNumber(4), hidden: false, cells: vec![Cell::text("ab"), Cell::text("a")] };
        assert!(edits.apply(&mut row));
        assert_eq!(row.cells, vec![Cell::text("b"), Cell::Empty]);
    }

    #[test]
    fn a_row_taken_out_comes_back() {
        let out = Edit::ExcludeRows { sheet: 0, rows: vec![3, 4] };
        let edits = Edits::of_sheet(&[out, Edit::IncludeRows { sheet: 0, rows: vec![4] }], 0);
        let mut row = Row { number: RowNumber(3), ..Row::default() };
        assert!(!edits.apply(&mut row));
        row.number = RowNumber(4);
        assert!(edits.apply(&mut row));
    }

    #[test]
    fn each_edit_meets_only_what_it_names() {
        let edits = |edit: Edit| Edits::of_sheet(&[edit], 0);
        let cells = |edits: &Edits, number: u32, text: &str| {
            let mut row = crate::testing::row(number, text);
            assert!(edits.apply(&mut row));
            row.cells.iter().map(|cell| cell.shown().into_owned()).collect::<Vec<_>>().join("|")
        };
        let set = edits(Edit::SetCell { sheet: 0, row: 3, column: 1, text: "x".into() });
        assert_eq!((cells(&set, 3, "a|b|c"), cells(&set, 4, "a|b|c")), ("a|x|c".into(), "a|b|c".into()));
        assert_eq!(cells(&set, 3, "a|b"), "a|x");
        let far = edits(Edit::SetCell { sheet: 0, row: 3, column: 3, text: "x".into() });
        assert_eq!(cells(&far, 3, "a"), "a|||x");
        let replace = edits(Edit::Replace { sheet: 0, column: 1, from: "b".into(), to: "x".into() });
        assert_eq!((cells(&replace, 3, "b|b"), cells(&replace, 3, "b|B")), ("b|x".into(), "b|B".into()));
        let fill = edits(Edit::SetEmpty { sheet: 0, column: 1, text: "x".into() });
        assert_eq!((cells(&fill, 3, "| "), cells(&fill, 3, "|b")), ("|x".into(), "|b".into()));
        for (edits, empty) in [(set, false), (Edits::default(), true), (Edits::of_sheet(&[], 0), true)] {
            assert_eq!(edits.is_empty(), empty);
        }
        let other = Edits::of_sheet(&[Edit::SetEmpty { sheet: 1, column: 0, text: "x".into() }], 0);
        assert!(other.is_empty());
    }
}
