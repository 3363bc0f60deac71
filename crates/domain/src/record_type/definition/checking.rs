//! Whether a record type holds together. In: a type that was read. Out: nothing, or the first thing wrong with it.

use std::collections::HashMap;

use toml::Table;

use super::error::DefinitionError;
use super::{header_word, word};
use crate::record::{Key, is_key};
use crate::record_type::{Field, FieldKind, FieldRole, RecordType};

pub(super) fn check(record_type: &RecordType, every: &[Table]) -> Result<(), DefinitionError> {
    check_keys(record_type)?;
    check_mentions(record_type)?;
    for field in &record_type.fields {
        check_role(field, every)?;
        check_kind(field)?;
        check_choices(field)?;
    }
    check_headers(record_type)
}

fn check_keys(record_type: &RecordType) -> Result<(), DefinitionError> {
    let keys = || record_type.fields.iter().map(|field| &field.key);
    if let Some(key) = std::iter::once(&record_type.key).chain(keys()).find(|key| !is_key(key)) {
        return Err(DefinitionError::KeyBad { key: key.to_string() });
    }
    match keys().enumerate().find(|(at, key)| record_type.position(key) != Some(*at)) {
        Some((_, key)) => Err(DefinitionError::FieldRepeated { field: key.to_string() }),
        None => Ok(()),
    }
}

/// Every field the type speaks of elsewhere is one of its own.
fn check_mentions(record_type: &RecordType) -> Result<(), DefinitionError> {
    let derived = record_type.derived.iter().flat_map(|derived| derived.from.iter().chain([&derived.field]));
    let mentions: [(&'static str, Vec<&Key>); 4] = [
        ("name_field", vec![&record_type.name_field]),
        ("natural_keys", record_type.natural_keys.iter().flatten().collect()),
        ("one_of", record_type.one_of.iter().flatten().collect()),
        ("derived", derived.collect()),
    ];
    for (place, keys) in mentions {
        if let Some(key) = keys.into_iter().find(|key| record_type.field(key).is_none()) {
            return Err(DefinitionError::FieldUnknown { place, field: key.to_string() });
        }
    }
    match record_type.field(&record_type.name_field) {
        Some(field) if field.kind != FieldKind::Text => Err(DefinitionError::NameNotText { field: field.key.to_string() }),
        _ => Ok(()),
    }
}

/// The engine counts on `id`, `tags` and the stamps being what they are.
fn check_role(field: &Field, every: &[Table]) -> Result<(), DefinitionError> {
    let own = every.iter().find(|table| word(table, "key") == field.key);
    let kept = match own {
        Some(own) => word(own, "kind") == field.kind.word() && word(own, "role") == role_word(field.role),
        None => !matches!(field.role, FieldRole::Id | FieldRole::Tags),
    };
    if !kept {
        return Err(DefinitionError::Reserved { field: field.key.to_string() });
    }
    let importable = matches!(field.role, FieldRole::Ordinary | FieldRole::Tags);
    if !importable && (field.required || field.recommended) {
        return Err(DefinitionError::RequiredNotImportable { field: field.key.to_string() });
    }
    Ok(())
}

/// As written in a file; ordinary is not written.
fn role_word(role: FieldRole) -> &'static str {
    match role {
        FieldRole::Ordinary => "",
        FieldRole::Id => "id",
        FieldRole::Tags => "tags",
        FieldRole::ExportOnly => "export-only",
    }
}

fn check_kind(field: &Field) -> Result<(), DefinitionError> {
    let key = || field.key.to_string();
    let is_link = matches!(field.kind, FieldKind::Link | FieldKind::Links);
    let is_choice = matches!(field.kind, FieldKind::Choice | FieldKind::Choices);
    match () {
        () if is_link && field.target.is_empty() => Err(DefinitionError::TargetMissing { field: key() }),
        () if is_link && !is_key(&field.target) => Err(DefinitionError::KeyBad { key: field.target.clone() }),
        () if !is_link && !field.target.is_empty() => Err(DefinitionError::TargetNeedless { field: key() }),
        () if is_choice && field.choices.is_empty() && !field.open => Err(DefinitionError::ChoicesMissing { field: key() }),
        () if !is_choice && !field.choices.is_empty() => Err(DefinitionError::ChoicesNeedless { field: key() }),
        () => Ok(()),
    }
}

/// Each word a person may type for a choice means one choice.
fn check_choices(field: &Field) -> Result<(), DefinitionError> {
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (at, choice) in field.choices.iter().enumerate() {
        if !is_choice_key(&choice.key) {
            return Err(DefinitionError::ChoiceKeyBad { field: field.key.to_string(), choice: choice.key.clone() });
        }
        let words = choice.labels.all().chain(choice.aliases.iter().map(String::as_str)).chain([choice.key.as_str()]);
        for word in words.map(|word| word.trim().to_lowercase()) {
            if owners.insert(word.clone(), at).is_some_and(|owner| owner != at) {
                return Err(DefinitionError::ChoiceShared { field: field.key.to_string(), word });
            }
        }
    }
    // Only a closed list can tell that a default is none of its choices.
    let is_closed = field.kind == FieldKind::Choice && !field.open;
    if is_closed && !field.default.is_empty() && field.choice(&field.default).is_none() {
        return Err(DefinitionError::DefaultUnknown { field: field.key.to_string(), default: field.default.clone() });
    }
    Ok(())
}

fn is_choice_key(text: &str) -> bool {
    (1..=60).contains(&text.len()) && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// No column header may mean two fields.
fn check_headers(record_type: &RecordType) -> Result<(), DefinitionError> {
    let mut owners: HashMap<String, &Field> = HashMap::new();
    for field in &record_type.fields {
        let words = field.labels.all().chain(field.aliases.iter().map(String::as_str)).chain([field.key.as_str()]);
        for word in words.map(header_word) {
            match owners.insert(word.clone(), field) {
                Some(owner) if owner.key != field.key => {
                    let (field, other) = (owner.key.to_string(), field.key.to_string());
                    return Err(DefinitionError::HeaderShared { word, field, other });
                }
                _ => {}
            }
        }
    }
    Ok(())
}
