//! The form a value is matched and kept unique by: one text for everything people take for the same.
//!
//! In: a field and a value. Out: a text, or nothing for what is no key (lists, several links). Never shown, and never put
//! in the place of the value.

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;

use super::{fold, phone, trimmed, web_address};
use crate::record_type::{Field, FieldKind};
use crate::value::Value;

/// The matching form of a value. Texts are folded, but for unique ones whose field does not say so (codes, outside ids):
/// there `AB-1` and `ab-1` are two. E-mail goes without case, phones by digits, web addresses by host and path.
pub fn match_form(field: &Field, value: &Value) -> Option<CompactString> {
    match value {
        Value::Text(text) => Some(text_form(field, text)),
        Value::Integer(number) => Some(compact_str::format_compact!("{number}")),
        Value::Decimal(number) => Some(compact_str::format_compact!("{}", number.normalize())),
        Value::Bool(yes) => Some(CompactString::const_new(if *yes { "1" } else { "0" })),
        Value::Date(date) => Some(compact_str::format_compact!("{date}")),
        Value::DateTime(at) => Some(compact_str::format_compact!("{at}")),
        Value::Time(time) => Some(compact_str::format_compact!("{time}")),
        Value::Link(id) => Some(compact_str::format_compact!("{id}")),
        Value::List(_) | Value::Links(_) => None,
    }
}

fn text_form(field: &Field, text: &str) -> CompactString {
    match field.kind {
        FieldKind::Phone => phone::normalise(text),
        FieldKind::Email => without_case(text),
        FieldKind::WebAddress => web_form(text),
        FieldKind::Choice | FieldKind::Country => CompactString::new(text),
        _ if field.unique && !field.folded => composed(trimmed(text)),
        _ => fold(text),
    }
}

fn composed(text: &str) -> CompactString {
    if text.is_ascii() { CompactString::new(text) } else { text.nfc().collect() }
}

fn without_case(text: &str) -> CompactString {
    let mut form = composed(trimmed(text));
    if !form.is_ascii() {
        return form.to_lowercase();
    }
    form.make_ascii_lowercase();
    form
}

/// Host without case and `www.`, path as it is, neither scheme nor closing slash.
fn web_form(text: &str) -> CompactString {
    let (_, host, path) = web_address::parts(trimmed(text));
    let host = without_case(host);
    let mut form = CompactString::new(host.strip_prefix("www.").unwrap_or(&host));
    form.push_str(&composed(path.strip_suffix('/').unwrap_or(path)));
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordId;

    #[test]
    fn val_16_what_people_take_for_the_same_has_one_form() {
        let plain = |kind| Field::new("field", kind);
        let code = Field { unique: true, ..plain(FieldKind::Text) };
        let login = Field { unique: true, folded: true, ..plain(FieldKind::Text) };
        for (field, text, expected) in [
            (plain(FieldKind::Text), " Škoda  AUTO\u{a0}", "skoda auto"),
            (login, "Novák", "novak"),
            (code.clone(), " AB-1 ", "AB-1"),
            (code, "e\u{301}", "é"),
            (plain(FieldKind::Email), "Jan.Novak@Example.COM", "jan.novak@example.com"),
            (plain(FieldKind::Email), "Jan@Háčky.cz", "jan@háčky.cz"),
            (plain(FieldKind::Phone), "00420 601 000 001", "+420601000001"),
            (plain(FieldKind::WebAddress), "HTTPS://www.Example.com/", "example.com"),
            (plain(FieldKind::WebAddress), "example.com/Path/?q=A", "example.com/Path/?q=A"),
            (plain(FieldKind::Country), "CZ", "CZ"),
            (plain(FieldKind::Choice), "Nový", "Nový"),
        ] {
            assert_eq!(match_form(&field, &Value::text(text)).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_values_have_a_form_too() {
        let decimal = |text: &str| Value::Decimal(text.parse().expect("a decimal"));
        for (value, expected) in [
            (Value::Integer(-5), Some("-5")),
            (decimal("1.50"), Some("1.5")),
            (Value::Bool(true), Some("1")),
            (Value::Date(jiff::civil::date(2024, 3, 12)), Some("2024-03-12")),
            (Value::Link(RecordId(7)), Some("7")),
            (Value::List(vec!["a".into()]), None),
            (Value::Links(vec![RecordId(7)]), None),
        ] {
            assert_eq!(match_form(&Field::new("field", FieldKind::Text), &value).as_deref(), expected);
        }
    }
}
