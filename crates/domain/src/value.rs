//! One typed value: what a record holds. Equality is equality of meaning (1.50 equals 1.5), order is the order people expect.

use std::cmp::Ordering;

use compact_str::CompactString;
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use crate::record::RecordId;

/// A value of a field. An empty field is `Option::<Value>::None`; no variant stands for "nothing".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text, long text, e-mail, phone, web address; the key of a choice; the ISO 3166 code of a country.
    Text(CompactString),
    Integer(i64),
    /// Decimal, money, percent (0.21 is 21 %). At most 28 digits.
    Decimal(Decimal),
    Bool(bool),
    Date(Date),
    /// In UTC.
    DateTime(DateTime),
    Time(Time),
    Link(RecordId),
    /// Several choices, tags: in the order given, without repeats.
    List(Vec<CompactString>),
    /// Several links: ascending, without repeats.
    Links(Vec<RecordId>),
}

impl Value {
    pub fn text(text: &str) -> Value {
        Value::Text(CompactString::new(text))
    }

    /// Several links, sorted and without repeats; `None` for no link at all.
    pub fn links(mut ids: Vec<RecordId>) -> Option<Value> {
        ids.sort_unstable();
        ids.dedup();
        (!ids.is_empty()).then_some(Value::Links(ids))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_link(&self) -> Option<RecordId> {
        match self {
            Value::Link(id) => Some(*id),
            _ => None,
        }
    }

    pub fn as_links(&self) -> &[RecordId] {
        match self {
            Value::Links(ids) => ids,
            Value::Link(id) => std::slice::from_ref(id),
            _ => &[],
        }
    }

    pub fn as_list(&self) -> &[CompactString] {
        match self {
            Value::List(words) => words,
            _ => &[],
        }
    }

    /// Order within one kind; `None` between kinds.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
            (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
            (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::DateTime(a), Value::DateTime(b)) => Some(a.cmp(b)),
            (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
            (Value::Link(a), Value::Link(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_is_equality_of_meaning() {
        let parse = |text: &str| Value::Decimal(text.parse().expect("a decimal"));
        assert_eq!(parse("1.50"), parse("1.5"));
        assert_eq!(parse("1.50").compare(&parse("1.6")), Some(Ordering::Less));
        assert_eq!(Value::Bool(true).compare(&Value::Integer(1)), None);
    }

    #[test]
    fn several_links_are_a_set() {
        assert_eq!(Value::links(vec![RecordId(3), RecordId(1), RecordId(3)]), Some(Value::Links(vec![RecordId(1), RecordId(3)])));
        assert_eq!(Value::links(vec![]), None);
    }
}
