//! Forms of records, one pair a type: what is given, and what is sent. Custom fields are in them like any other.
//!
//! In: record types as they are now. Out: named forms for the document of the API.

use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_engine::shapes::type_word;
use serde_json::{Map, Value, json};

use super::table::form::{count, id, list, maybe, moment, number, of, request, says, text, word};

/// `TypeWord`, `Record`, `NewRecord`, and a pair for each type: `ContactRecord`, `ContactWrite`.
pub fn forms(types: &[&RecordType]) -> Vec<(String, Value)> {
    let words: Vec<String> = types.iter().map(|ty| type_word(ty)).collect();
    let either = |suffix: &str| -> Value { json!({"anyOf": types.iter().map(|ty| of(&name(ty, suffix))).collect::<Vec<_>>()}) };
    let mut all = vec![
        ("TypeWord".to_owned(), word(words.iter().map(String::as_str))),
        ("Record".to_owned(), either("Record")),
        ("RecordWrite".to_owned(), either("Write")),
    ];
    for ty in types {
        all.push((name(ty, "Record"), given(ty)));
        all.push((name(ty, "Write"), sent(ty)));
    }
    all
}

/// `crm_client` → `CrmClientRecord`.
fn name(ty: &RecordType, suffix: &str) -> String {
    let parts = ty.key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let mut name: String = parts.map(|part| format!("{}{}", part[..1].to_ascii_uppercase(), &part[1..])).collect();
    name.push_str(suffix);
    name
}

/// Fields are there when they are among the asked or usual ones; what every record has is always there.
fn given(ty: &RecordType) -> Value {
    let mut members: Map<String, Value> = Map::new();
    members.insert("id".to_owned(), id());
    for field in ty.fields.iter().filter(|field| !field.archived && field.role != FieldRole::Id && field.role != FieldRole::Tags)
    {
        // `values=text` gives the same as people read it.
        let form = json!({"anyOf": [value(field), {"type": ["string", "null"]}]});
        members.insert(field.key.to_string(), described(field, form));
    }
    members.insert("tags".to_owned(), list(text()));
    members.insert("version".to_owned(), count());
    members.insert("created_at".to_owned(), maybe(moment()));
    members.insert("updated_at".to_owned(), maybe(moment()));
    members.insert("created_import".to_owned(), maybe(number()));
    members.insert("updated_import".to_owned(), maybe(number()));
    json!({"type": "object", "properties": members, "required": ["id", "tags", "version"]})
}

/// What may be written; whether the value makes sense is said in the answer.
fn sent(ty: &RecordType) -> Value {
    let members = ty.fields.iter().filter(|field| field.is_importable());
    let members: Vec<(&str, Value)> = members.map(|field| (field.key.as_str(), described(field, written(field)))).collect();
    request(members, &[])
}

fn described(field: &Field, form: Value) -> Value {
    let label = &field.labels.en;
    if label.is_empty() { form } else { says(form, label) }
}

/// The value as it is given.
fn value(field: &Field) -> Value {
    match field.kind {
        FieldKind::Integer => number(),
        FieldKind::YesNo => json!({"type": "boolean"}),
        FieldKind::Date => json!({"type": "string", "format": "date"}),
        FieldKind::DateTime => moment(),
        FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => {
            json!({"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"})
        }
        FieldKind::Link => json!({"type": "object", "properties": {"id": id(), "name": text()}, "required": ["id"]}),
        FieldKind::Links => list(json!({"type": "object", "properties": {"id": id()}, "required": ["id"]})),
        FieldKind::Choices => list(text()),
        FieldKind::Choice if !field.open && !field.choices.is_empty() => {
            word(field.choices.iter().map(|choice| choice.key.as_str()))
        }
        _ => text(),
    }
}

/// The value as it may be sent: as it is given, as people write it, or null to clear it.
fn written(field: &Field) -> Value {
    match field.kind {
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent => {
            json!({"type": ["number", "string", "null"]})
        }
        FieldKind::YesNo => json!({"type": ["boolean", "string", "null"]}),
        FieldKind::Link => json!({"anyOf": [value(field), {"type": ["string", "null"]}]}),
        FieldKind::Links => {
            let one = json!({"anyOf": [{"type": "object", "properties": {"id": id()}, "required": ["id"]}, {"type": "string"}]});
            json!({"anyOf": [list(one), {"type": ["string", "null"]}]})
        }
        FieldKind::Choices => json!({"type": ["array", "string", "null"], "items": {"type": "string"}}),
        _ if field.role == FieldRole::Tags => json!({"type": ["array", "string", "null"], "items": {"type": "string"}}),
        _ => json!({"type": ["string", "null"], "maxLength": field.char_limit()}),
    }
}
