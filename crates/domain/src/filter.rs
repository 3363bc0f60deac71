//! Which records are meant: a list of conditions that all hold. A filter is data; only `store` turns it into SQL.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::record::{Key, RecordId};
use crate::value::Value;

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    Is,
    IsNot,
    Less,
    AtMost,
    Greater,
    AtLeast,
    /// The text holds these words, without case and diacritics.
    Contains,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// For several links and lists `Is` means "has this one". A `None` value stands for "empty".
    Field {
        field: Key,
        comparison: Comparison,
        value: Option<Value>,
    },
    /// Carries at least one of the tags.
    TagAny(Vec<CompactString>),
    /// Carries every one of the tags.
    TagAll(Vec<CompactString>),
    /// Carries none of the tags.
    TagNone(Vec<CompactString>),
    /// Created by the import with this number.
    CreatedBy(i64),
    /// Updated (not created) by the import with this number: carries its automatic tag, created otherwise.
    UpdatedBy(i64),
    Ids(Vec<RecordId>),
    /// Every record but these.
    Except(Vec<RecordId>),
    /// What a person types to find a record: its number, part of its name, the beginning of another key. `plenty` is for whoever
    /// knows that much is found: then records are looked at one after the other until there are enough, instead of found first.
    Search {
        words: CompactString,
        plenty: bool,
    },
}

/// Every condition holds. The empty filter means every record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub conditions: Vec<Condition>,
}

impl Filter {
    pub fn all() -> Filter {
        Filter::default()
    }

    pub fn ids(ids: Vec<RecordId>) -> Filter {
        Filter { conditions: vec![Condition::Ids(ids)] }
    }

    pub fn and(mut self, condition: Condition) -> Filter {
        self.conditions.push(condition);
        self
    }
}
