//! A stored record: its number, its version, its values. Identity only; what the values mean is the record type's business.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::value::Value;

/// The whole number of a record within its type: from 1 up, never reused, shown in addresses and exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordId(pub i64);

impl std::fmt::Display for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How many times a record was written: 1 after its creation. A stale version means somebody wrote in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version(pub u32);

/// A record with the values of some fields, in the order the reader asked for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub id: RecordId,
    pub version: Version,
    pub values: Vec<Option<Value>>,
}

/// Key of a record type or a field: lower-case ASCII letters, digits and `_`, starting with a letter, at most 40 bytes.
pub type Key = CompactString;

/// Whether a text can be the key of a type or a field (it becomes the name of a table or a column).
pub fn is_key(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !text.contains("__")
}

#[cfg(test)]
mod tests {
    #[test]
    fn web_17_keys_are_an_allow_list() {
        for (text, expected) in [
            ("email2", true),
            ("a", true),
            ("2a", false),
            ("A", false),
            ("a b", false),
            ("a\"; drop", false),
            ("a__b", false),
            ("", false),
        ] {
            assert_eq!(super::is_key(text), expected, "{text}");
        }
    }
}
