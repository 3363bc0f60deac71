//! Forms of documents: JSON Schema (2020-12, as OpenAPI 3.1 has it), put together from small pieces.
//!
//! In: names and pieces. Out: JSON. Answers name every member and may grow; requests refuse members nobody knows.

use serde_json::{Map, Value, json};

/// A named form, `#/components/schemas/NAME`.
pub type Form = (&'static str, Value);

/// A form by its name.
pub fn of(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub fn text() -> Value {
    json!({"type": "string"})
}

/// A number that may be larger than a double holds, or is a name like one: `"12"`.
pub fn id() -> Value {
    json!({"type": "string", "examples": ["12"]})
}

pub fn number() -> Value {
    json!({"type": "integer"})
}

/// Zero or more.
pub fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

pub fn flag() -> Value {
    json!({"type": "boolean"})
}

/// RFC 3339 in UTC.
pub fn moment() -> Value {
    json!({"type": "string", "format": "date-time"})
}

/// The tag of a language of ours.
pub fn language() -> Value {
    word(["en", "cs", "pt-BR", "ru"])
}

/// A number of a record from callers that have it as one.
pub fn number_or_text() -> Value {
    json!({"anyOf": [id(), number()]})
}

/// Anything.
pub fn any() -> Value {
    json!({})
}

pub fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({"type": "string", "enum": words.into_iter().collect::<Vec<_>>()})
}

pub fn list(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

/// A mapping from names of the caller's own to one form.
pub fn map(of: Value) -> Value {
    json!({"type": "object", "additionalProperties": of})
}

/// The form, or null.
pub fn maybe(form: Value) -> Value {
    json!({"anyOf": [form, {"type": "null"}]})
}

/// The same with a sentence.
pub fn says(mut form: Value, sentence: &str) -> Value {
    if form.get("$ref").is_some() {
        form = json!({"allOf": [form]});
    }
    form["description"] = sentence.into();
    form
}

fn members<'m>(members: impl IntoIterator<Item = (&'m str, Value)>) -> (Map<String, Value>, Vec<Value>) {
    let all: Map<String, Value> = members.into_iter().map(|(name, form)| (name.to_owned(), form)).collect();
    let names = all.keys().map(|name| Value::from(name.as_str())).collect();
    (all, names)
}

/// A document that is given: every member is there; there may be more one day.
pub fn answer<'m>(of: impl IntoIterator<Item = (&'m str, Value)>) -> Value {
    let (all, names) = members(of);
    json!({"type": "object", "properties": all, "required": names})
}

/// A document that is sent: these members must be there, and no other than the listed ones.
pub fn request<'m>(of: impl IntoIterator<Item = (&'m str, Value)>, required: &[&str]) -> Value {
    let (all, _) = members(of);
    json!({"type": "object", "properties": all, "required": required, "additionalProperties": false})
}

/// One page of a list.
pub fn page(of: Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "data": list(of),
            "next_cursor": says(maybe(text()), "The `cursor` of the next page; null on the last one."),
            "total": says(count(), "How many there are in all, when `include_total=true` was asked for."),
        },
        "required": ["data", "next_cursor"],
    })
}
