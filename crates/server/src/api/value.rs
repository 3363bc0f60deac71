//! Values of records in JSON, the same in every language: numbers, yes and no, ISO dates, keys of choices, links with their id.
//!
//! In: values and JSON. Out: JSON, and the texts the engine reads. Decimal numbers are texts, so that no digit is lost.

use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::value::Value as Stored;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::list_records::{FieldView, RecordView};
use kartoteka_engine::shapes;
use serde_json::{Map, Value, json};

use super::given::{malformed, pointer};

/// A record: its fields under their keys, beside id, version, tags and stamps. `as_texts`: fields as people read them.
pub fn record(view: &RecordView, as_texts: bool) -> Value {
    let mut shape = shapes::record(view);
    if !as_texts && let Value::Object(members) = &mut shape {
        for field in &view.fields {
            members.insert(field.key.to_string(), value(field));
        }
    }
    shape
}

fn value(field: &FieldView) -> Value {
    match &field.value {
        None => Value::Null,
        Some(Stored::Text(text)) => text.as_str().into(),
        Some(Stored::Integer(number)) => (*number).into(),
        Some(Stored::Decimal(number)) => number.to_string().into(),
        Some(Stored::Bool(yes)) => (*yes).into(),
        Some(Stored::Date(day)) => day.to_string().into(),
        Some(Stored::DateTime(at)) => shapes::time(*at).into(),
        Some(Stored::Time(at)) => at.strftime("%H:%M:%S").to_string().into(),
        Some(Stored::Link(id)) => json!({"id": id.to_string(), "name": field.text}),
        Some(Stored::List(list)) => list.iter().map(|word| word.as_str()).collect(),
        Some(Stored::Links(ids)) => ids.iter().map(|id| json!({"id": id.to_string()})).collect(),
    }
}

/// The fields of a document as the engine reads them: key and text, in the document's order.
pub fn texts(members: &Map<String, Value>, kind_of: impl Fn(&str) -> Option<Field>) -> Result<Vec<(String, String)>, Refusal> {
    let one = |(key, value): (&String, &Value)| {
        let unfit = || malformed("member-unfit").with("reason", key).with("pointer", pointer(key));
        let is_link = kind_of(key).is_some_and(|field| matches!(field.kind, FieldKind::Link | FieldKind::Links));
        text(value, is_link).map(|text| (key.clone(), text)).ok_or_else(unfit)
    };
    members.iter().map(one).collect()
}

/// Nothing for what is no value of a field.
fn text(value: &Value, is_link: bool) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let words: Option<Vec<String>> = list.iter().map(|one| text(one, is_link).map(|word| quoted(&word))).collect();
            words.map(|words| words.join(", "))
        }
        Value::Object(members) if is_link => {
            let id = members.get("id")?;
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            id.parse::<i64>().ok().map(|id| format!("[#{id}]"))
        }
        Value::Object(_) => None,
    }
}

/// A member of a list, so that a comma inside it does not split it.
fn quoted(word: &str) -> String {
    if word.contains([',', ';', '|', '"', '\n']) { format!("\"{}\"", word.replace('"', "\"\"")) } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_what_a_person_would_type() {
        for (json, is_link, expected) in [
            ("null", false, Some("")),
            ("true", false, Some("yes")),
            ("12.5", false, Some("12.5")),
            ("\"a\"", false, Some("a")),
            ("[\"a\", \"b, c\"]", false, Some("a, \"b, c\"")),
            ("{\"id\": \"7\", \"name\": \"x\"}", true, Some("[#7]")),
            ("[{\"id\": 7}, \"jana\"]", true, Some("[#7], jana")),
            ("{\"id\": \"7\"}", false, None),
            ("{\"id\": \"x\"}", true, None),
        ] {
            let value: Value = serde_json::from_str(json).expect("JSON");
            assert_eq!(text(&value, is_link).as_deref(), expected, "{json}");
        }
    }
}
