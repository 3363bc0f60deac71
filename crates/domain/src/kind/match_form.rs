//! The form in which a value is compared when records are recognised: without case and diacritics, phones as digits.

use compact_str::{CompactString, ToCompactString};

use super::{fold, phone};
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

/// The normalised text of a value; `None` for lists, which are no keys. Equal forms mean the same key.
///
/// Unique fields that are not folded (external ids) are compared exactly.
pub fn match_form(field: &Field, value: &Value) -> Option<CompactString> {
    match value {
        Value::Text(text) if field.kind == FieldKind::Phone => Some(phone::normalise(text)),
        Value::Text(text) if field.unique && !field.folded => Some(text.trim().to_compact_string()),
        Value::Text(text) => Some(fold(text)),
        Value::Integer(number) => Some(number.to_compact_string()),
        Value::Decimal(number) => Some(number.normalize().to_compact_string()),
        Value::Bool(yes) => Some(CompactString::const_new(if *yes { "1" } else { "0" })),
        Value::Date(date) => Some(date.to_compact_string()),
        Value::DateTime(at) => Some(at.to_compact_string()),
        Value::Time(time) => Some(time.to_compact_string()),
        Value::Link(id) => Some(id.to_compact_string()),
        Value::List(_) | Value::Links(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h5_keys_are_compared_without_case_and_diacritics() {
        let mut name = Field::new("username", FieldKind::Text);
        name.folded = true;
        name.unique = true;
        let form = |text: &str| match_form(&name, &Value::text(text));
        assert_eq!(form("Jiří.Dvořák"), form("JIRI.DVORAK"));
        let phone = Field::new("phone", FieldKind::Phone);
        assert_eq!(match_form(&phone, &Value::text("+420 601 000 001")), match_form(&phone, &Value::text("00420601000001")));
    }

    #[test]
    fn external_ids_are_compared_exactly() {
        let mut id = Field::new("external_id", FieldKind::Text);
        id.unique = true;
        assert_ne!(match_form(&id, &Value::text("a-1")), match_form(&id, &Value::text("A-1")));
    }
}
