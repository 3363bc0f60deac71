//! A draft: one row of the file as typed values, before anybody asked the register anything.
//!
//! In: a row and a compiled [`RowReader`](crate::mapping::RowReader). Out: slots, one for each field the import writes.

use std::fmt::Write as _;

use compact_str::CompactString;

use crate::cell::RowNumber;
use crate::record::{RecordId, Version};
use crate::value::Value;

/// What a row says about one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// Nothing: the stored value stays.
    Keep,
    /// The stored value goes, because the person chose so.
    Clear,
    Value(Value),
    /// Names (or numbers) of records, still to be looked up.
    Names(Vec<CompactString>),
    /// Unreadable; an issue says why.
    Bad,
}

/// What a row says about the record's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenId {
    NotMapped,
    Empty,
    Given(RecordId),
    Bad,
}

/// The mark an export leaves on each row: which record in which version this row was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub id: RecordId,
    pub version: Version,
}

impl Mark {
    /// The header of the column that holds marks.
    pub const HEADER: &'static str = "_kartoteka";

    /// `12.3.k`: number, version and a check letter, so that a mark typed or dragged by accident is not believed.
    pub fn text(self) -> String {
        let mut text = String::with_capacity(16);
        // Writing into a string cannot fail.
        let _ = write!(text, "{}.{}.{}", self.id, self.version.0, self.check());
        text
    }

    pub fn from_text(text: &str) -> Option<Mark> {
        let mut parts = text.trim().splitn(3, '.');
        let mark = Mark { id: RecordId(parts.next()?.parse().ok()?), version: Version(parts.next()?.parse().ok()?) };
        (parts.next()?.chars().eq([mark.check()])).then_some(mark)
    }

    fn check(self) -> char {
        let sum = (self.id.0 as u64).wrapping_mul(31).wrapping_add(u64::from(self.version.0).wrapping_mul(17)) % 23;
        char::from(b'a' + sum as u8)
    }
}

/// One row as typed values.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub row: RowNumber,
    pub id: GivenId,
    pub mark: Option<Mark>,
    pub slots: Vec<Slot>,
    /// At least one issue of severity error was found while reading.
    pub has_error: bool,
}

impl Draft {
    /// A draft of which nothing was read yet, to be filled again and again.
    pub fn unread(slots: usize) -> Draft {
        Draft { row: RowNumber(0), id: GivenId::NotMapped, mark: None, slots: vec![Slot::Keep; slots], has_error: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r12_marks_are_checked() {
        let mark = Mark { id: RecordId(1204), version: Version(7) };
        assert_eq!(Mark::from_text(&mark.text()), Some(mark));
        let dragged = mark.text().replacen("1204", "1205", 1);
        assert_eq!(Mark::from_text(&dragged), None);
        assert_eq!(Mark::from_text("7"), None);
        assert_eq!(Mark::from_text(""), None);
    }
}
