//! Definition files: what a record type looks like as TOML, the built-in ones among them.
//!
//! In: TOML text (`builtin/*.toml`, or an administrator's own file). Out: a [`RecordType`], or the first thing wrong with
//! the file. A file may say `group = "address"` where a shared group of fields stands; the groups are in
//! `builtin/groups.toml`. Never reads files itself; never knows which other types an installation has.

mod checking;
mod error;
mod header;
mod writing;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Spanned, Table, Value};

pub use error::DefinitionError;
pub use header::{header_word, loose_word};
pub use writing::write_definition;

use super::{Derived, Field, FieldKind, RecordType};
use crate::language::Labels;
use crate::record::Key;

/// The group that is part of every type without being named.
const EVERY: &str = "every";

/// The built-in files, in the order of menus and of the reference.
const BUILTIN: [&str; 13] = [
    include_str!("../builtin/company.toml"),
    include_str!("../builtin/contact.toml"),
    include_str!("../builtin/lead.toml"),
    include_str!("../builtin/product.toml"),
    include_str!("../builtin/location.toml"),
    include_str!("../builtin/asset.toml"),
    include_str!("../builtin/user.toml"),
    include_str!("../builtin/client.toml"),
    include_str!("../builtin/bot.toml"),
    include_str!("../builtin/tunnel.toml"),
    include_str!("../builtin/lgt.toml"),
    include_str!("../builtin/deal.toml"),
    include_str!("../builtin/activity.toml"),
];

type Groups = BTreeMap<String, Vec<Table>>;

// Both files of ours are read by a test, so neither `expect` can fail in a released binary.
static GROUPS: LazyLock<Groups> =
    LazyLock::new(|| toml::from_str(include_str!("../builtin/groups.toml")).expect("groups.toml is ours and tested"));
static TYPES: LazyLock<Vec<RecordType>> =
    LazyLock::new(|| BUILTIN.iter().map(|text| read(text, false).expect("built-in types are ours and tested")).collect());

/// The thirteen built-in record types.
pub fn builtin_types() -> &'static [RecordType] {
    &TYPES
}

/// Reads an administrator's own record type. The fields every type has are added when the file does not list them, and
/// the type is marked as custom. Link targets are not looked up: the caller knows which types exist.
pub fn read_definition(toml_text: &str) -> Result<RecordType, DefinitionError> {
    read(toml_text, true)
}

/// A type file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeFile {
    key: Key,
    labels: Labels,
    plural: Labels,
    #[serde(default)]
    aliases: Vec<String>,
    name_field: Key,
    #[serde(default)]
    natural_keys: Vec<Vec<Key>>,
    #[serde(default)]
    one_of: Vec<Vec<Key>>,
    #[serde(default)]
    derived: Vec<Derived>,
    fields: Vec<Spanned<Table>>,
}

/// `group = "address"` in the place of a field: all fields of the group, some of them, or some of them changed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    group: String,
    /// These fields, in this order; all of the group when empty.
    #[serde(default)]
    only: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    /// Field by field, what is different in this type. Laid over the group's own words; `more_aliases` is added to them.
    #[serde(default)]
    change: BTreeMap<String, Table>,
}

/// A field as its table, with the line it starts on (`None` when it comes from a group).
struct Draft {
    table: Table,
    line: Option<usize>,
}

fn read(text: &str, custom: bool) -> Result<RecordType, DefinitionError> {
    let file: TypeFile = toml::from_str(text).map_err(|error| DefinitionError::Toml {
        line: error.span().map(|span| line_of(text, span.start)),
        message: error.message().to_owned(),
    })?;
    let drafts = expand(&file.fields, text)?;
    let record_type = RecordType {
        labels: filled(file.labels, "the type")?,
        plural: filled(file.plural, "the type's plural")?,
        key: file.key,
        aliases: file.aliases,
        fields: drafts.into_iter().map(field).collect::<Result<_, _>>()?,
        name_field: file.name_field,
        natural_keys: file.natural_keys,
        one_of: file.one_of,
        derived: file.derived,
        custom,
    };
    checking::check(&record_type, &GROUPS[EVERY])?;
    Ok(record_type)
}

/// Puts the fields of groups where the groups are named, and the fields of every type around them all.
fn expand(entries: &[Spanned<Table>], text: &str) -> Result<Vec<Draft>, DefinitionError> {
    let mut listed = Vec::new();
    let mut every = GroupEntry { group: EVERY.to_owned(), only: Vec::new(), without: Vec::new(), change: BTreeMap::new() };
    for entry in entries {
        let (table, line) = (entry.get_ref(), line_of(text, entry.span().start));
        if !table.contains_key("group") {
            listed.push(Draft { table: table.clone(), line: Some(line) });
            continue;
        }
        let entry: GroupEntry = table
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| DefinitionError::Toml { line: Some(line), message: error.message().to_owned() })?;
        if entry.group == EVERY {
            every.change.extend(entry.change);
        } else {
            listed.extend(members(&entry)?);
        }
    }
    // A definition written out in full lists these fields itself; then they stay where it put them.
    let missing = members(&every)?.into_iter().filter(|draft| !listed.iter().any(|other| key_of(other) == key_of(draft)));
    let (first, last): (Vec<_>, Vec<_>) = missing.partition(|draft| matches!(word(&draft.table, "role"), "" | "id"));
    Ok(first.into_iter().chain(listed).chain(last).collect())
}

/// The fields a group entry stands for, with its changes laid over them.
fn members(entry: &GroupEntry) -> Result<Vec<Draft>, DefinitionError> {
    let group = GROUPS
        .get(&entry.group)
        .ok_or_else(|| DefinitionError::GroupUnknown { group: entry.group.clone(), known: GROUPS.keys().cloned().collect() })?;
    let find = |key: &str| group.iter().find(|table| word(table, "key") == key);
    if let Some(field) = entry.only.iter().chain(&entry.without).chain(entry.change.keys()).find(|key| find(key).is_none()) {
        return Err(DefinitionError::GroupFieldUnknown { group: entry.group.clone(), field: field.clone() });
    }
    let chosen: Vec<&Table> =
        if entry.only.is_empty() { group.iter().collect() } else { entry.only.iter().filter_map(|key| find(key)).collect() };
    Ok(chosen
        .into_iter()
        .filter(|table| !entry.without.iter().any(|key| key == word(table, "key")))
        .map(|table| Draft { table: changed(table, entry.change.get(word(table, "key"))), line: None })
        .collect())
}

fn changed(table: &Table, change: Option<&Table>) -> Table {
    let mut table = table.clone();
    if let Some(change) = change {
        lay_over(&mut table, change);
    }
    if let Some(Value::Array(more)) = table.remove("more_aliases")
        && let Value::Array(aliases) = table.entry("aliases").or_insert_with(|| Value::Array(Vec::new()))
    {
        aliases.extend(more);
    }
    table
}

/// Tables are merged key by key (one label may change alone); everything else is replaced.
fn lay_over(table: &mut Table, change: &Table) {
    for (key, value) in change {
        match (table.get_mut(key), value) {
            (Some(Value::Table(own)), Value::Table(change)) => lay_over(own, change),
            _ => {
                table.insert(key.clone(), value.clone());
            }
        }
    }
}

fn field(draft: Draft) -> Result<Field, DefinitionError> {
    let key = key_of(&draft).to_owned();
    if !draft.table.contains_key("labels") {
        return Err(DefinitionError::LabelsMissing { of: format!("the field `{key}`") });
    }
    if let Some(Value::String(kind)) = draft.table.get("kind")
        && FieldKind::from_word(kind).is_none()
    {
        return Err(DefinitionError::KindUnknown { field: key, kind: kind.clone() });
    }
    let mut field: Field = draft.table.try_into().map_err(|error: toml::de::Error| DefinitionError::FieldMalformed {
        field: key.clone(),
        line: draft.line,
        message: error.message().to_owned(),
    })?;
    field.labels = filled(field.labels, &format!("the field `{key}`"))?;
    for choice in &mut field.choices {
        choice.labels = filled(std::mem::take(&mut choice.labels), &format!("the choice `{}` of `{key}`", choice.key))?;
    }
    Ok(field)
}

/// English is what other languages fall back to: a file written in one language only lends its word to it.
fn filled(mut labels: Labels, of: &str) -> Result<Labels, DefinitionError> {
    if labels.en.trim().is_empty() {
        let first = labels.all().find(|label| !label.trim().is_empty()).map(str::to_owned);
        labels.en = first.ok_or_else(|| DefinitionError::LabelsMissing { of: of.to_owned() })?;
    }
    Ok(labels)
}

fn key_of(draft: &Draft) -> &str {
    word(&draft.table, "key")
}

fn word<'a>(table: &'a Table, name: &str) -> &'a str {
    table.get(name).and_then(Value::as_str).unwrap_or("")
}

/// Counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}
