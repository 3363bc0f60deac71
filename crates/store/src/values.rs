//! Values in columns: how each kind is bound to a statement and read back. Text forms sort like the values they stand for.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::str::FromStr;

use compact_str::CompactString;
use jiff::civil::{Date, DateTime, Time};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_domain::value::Value;
use rust_decimal::Decimal;

use crate::error::{Result, StoreError};
use crate::sql::{Kind, Null, Statement, ToSqlOutput, ValueRef};

/// Binds a value to the `n`-th parameter. Several links have no column and bind as nothing.
pub(crate) fn bind(statement: &mut Statement<'_>, n: usize, value: Option<&Value>) -> Result<()> {
    match value {
        None | Some(Value::Links(_)) => statement.bind(n, Null)?,
        Some(Value::Text(text)) => statement.bind(n, text.as_str())?,
        Some(Value::Integer(number)) => statement.bind(n, number)?,
        Some(Value::Bool(yes)) => statement.bind(n, i64::from(*yes))?,
        Some(Value::Link(id)) => statement.bind(n, id.0)?,
        Some(other) => statement.bind(n, column_text(other).as_str())?,
    }
    Ok(())
}

/// A value as a cell among many; texts are lent. Several links have no column and are nothing.
pub(crate) fn cell(value: Option<&Value>) -> ToSqlOutput<'_> {
    match value {
        None | Some(Value::Links(_)) => ToSqlOutput::Borrowed(ValueRef::Null),
        Some(Value::Text(text)) => text.as_str().into(),
        Some(value) => ToSqlOutput::Owned(parameter(value)),
    }
}

/// What a column of this kind holds.
pub(crate) fn column_kind(kind: FieldKind) -> Kind {
    match kind {
        FieldKind::Integer | FieldKind::Link | FieldKind::YesNo => Kind::Number,
        _ => Kind::Text,
    }
}

/// A value as an owned parameter, for statements whose parameters are gathered first.
pub(crate) fn parameter(value: &Value) -> crate::sql::Value {
    match value {
        Value::Integer(number) => (*number).into(),
        Value::Bool(yes) => i64::from(*yes).into(),
        Value::Link(id) => id.0.into(),
        other => column_text(other).into_string().into(),
    }
}

/// The text a value has in its column.
fn column_text(value: &Value) -> CompactString {
    let mut text = CompactString::default();
    // Writing into a string cannot fail.
    let _ = match value {
        Value::Text(words) => return words.clone(),
        Value::Decimal(number) => write!(text, "{}", number.normalize()),
        Value::Date(date) => write!(text, "{date}"),
        Value::DateTime(at) => return time_text(*at),
        Value::Time(time) => write!(text, "{time}"),
        Value::List(words) => {
            let words: Vec<&str> = words.iter().map(CompactString::as_str).collect();
            write!(text, "{}", serde_json::Value::from(words))
        }
        Value::Integer(number) => write!(text, "{number}"),
        Value::Bool(yes) => write!(text, "{}", i64::from(*yes)),
        Value::Link(id) => write!(text, "{id}"),
        Value::Links(_) => Ok(()),
    };
    text
}

/// `YYYY-MM-DDTHH:MM:SSZ`; a fraction of a second is kept when there is one.
pub(crate) fn time_text(at: DateTime) -> CompactString {
    let mut text = CompactString::default();
    let _ = write!(text, "{at}Z");
    text
}

pub(crate) fn read_time(text: &str) -> Result<DateTime> {
    DateTime::from_str(text.strip_suffix('Z').unwrap_or(text)).map_err(|_| StoreError::undecodable("a time"))
}

pub(crate) fn read_time_or_none(text: Option<String>) -> Result<Option<DateTime>> {
    text.map(|text| read_time(&text)).transpose()
}

/// The value of a column; `None` inside when it is empty.
pub(crate) fn read(kind: FieldKind, column: ValueRef<'_>) -> Result<Option<Value>> {
    match column {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(number) => match kind {
            FieldKind::YesNo => Ok(Some(Value::Bool(number != 0))),
            FieldKind::Link => Ok(Some(Value::Link(RecordId(number)))),
            FieldKind::Integer => Ok(Some(Value::Integer(number))),
            _ => Err(broken(kind)),
        },
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes).map_err(|_| broken(kind))?;
            read_text(kind, text).ok_or_else(|| broken(kind)).map(Some)
        }
        ValueRef::Real(_) | ValueRef::Blob(_) => Err(broken(kind)),
    }
}

/// Whether the column holds the very text of the value.
pub(crate) fn is_plain_text(kind: FieldKind) -> bool {
    use FieldKind::{Choice, Country, Email, LongText, Phone, Text, WebAddress};
    matches!(kind, Text | LongText | Email | Phone | WebAddress | Choice | Country)
}

fn read_text(kind: FieldKind, text: &str) -> Option<Value> {
    let value = match kind {
        FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => Value::Decimal(Decimal::from_str(text).ok()?),
        FieldKind::Date => Value::Date(Date::from_str(text).ok()?),
        FieldKind::DateTime => Value::DateTime(read_time(text).ok()?),
        FieldKind::Time => Value::Time(Time::from_str(text).ok()?),
        FieldKind::Choices => Value::List(read_words(text)?),
        FieldKind::Integer | FieldKind::YesNo | FieldKind::Link | FieldKind::Links => return None,
        _ => Value::Text(CompactString::new(text)),
    };
    Some(value)
}

fn read_words(text: &str) -> Option<Vec<CompactString>> {
    let words: Vec<String> = serde_json::from_str(text).ok()?;
    Some(words.into_iter().map(CompactString::from).collect())
}

fn broken(kind: FieldKind) -> StoreError {
    StoreError::undecodable(format!("a stored {}", kind.word()))
}

/// Order of decimals kept as text; texts that are no decimals come last, in their own order.
pub(crate) fn compare_decimals(a: &str, b: &str) -> Ordering {
    match (Decimal::from_str(a), Decimal::from_str(b)) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_as_numbers() {
        for (a, b, expected) in [
            ("9", "10", Ordering::Less),
            ("-1", "1", Ordering::Less),
            ("1.5", "1.50", Ordering::Equal),
            ("2", "x", Ordering::Less),
        ] {
            assert_eq!(compare_decimals(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn times_are_utc_texts() {
        let at = jiff::civil::datetime(2026, 11, 3, 7, 5, 9, 0);
        assert_eq!(time_text(at), "2026-11-03T07:05:09Z");
        assert_eq!(read_time("2026-11-03T07:05:09Z").expect("own text"), at);
    }
}
