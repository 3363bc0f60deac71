//! The shapes programs read: imports, counts, issues, types, fields. The same members as over HTTP.
//!
//! In: what the engine gives. Out: JSON objects. Decides nothing; adds the sentence to an issue.

use jiff::civil::DateTime;
use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, RecordType};
use kartoteka_domain::run::Counts;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::settings::Settings;
use kartoteka_engine::words::Words;
use serde_json::{Value, json};

/// RFC 3339 in UTC.
pub fn time(at: DateTime) -> String {
    format!("{}Z", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

fn time_or_null(at: Option<DateTime>) -> Value {
    at.map_or(Value::Null, |at| time(at).into())
}

pub fn counts(counts: &Counts) -> Value {
    // Numbers under fixed names always have a JSON form.
    serde_json::to_value(counts).unwrap_or_default()
}

/// The word of a type on the command line: its English plural.
pub fn type_word(ty: &RecordType) -> String {
    ty.plural.en.to_lowercase()
}

/// An import, or a run of another kind.
pub fn import(view: &ImportView, ty: Option<&RecordType>) -> Value {
    let import = &view.import;
    let settings = view.settings.as_ref();
    json!({
        "id": import.id.to_string(),
        "number": import.id,
        "type": ty.map_or_else(|| import.type_key.to_string(), type_word),
        "kind": import.kind.word(),
        "name": import.name,
        "state": import.state.word(),
        "outcome": view.result(),
        "profile": import.profile,
        "file": file(view),
        "tag": import.tag,
        "options": settings.map(|settings| serde_json::to_value(&settings.recipe.options).unwrap_or_default()),
        "progress": {"done": import.progress_done, "total": import.progress_total, "stage": import.state.word()},
        "counts": counts(&import.counts),
        "of_import": import.of_import,
        "created_by": {"id": import.created_by.to_string(), "login": view.created_by},
        "created_at": time(import.created_at),
        "started_at": time_or_null(import.started_at),
        "finished_at": time_or_null(import.finished_at),
    })
}

fn file(view: &ImportView) -> Value {
    let Some(file) = &view.import.file else { return Value::Null };
    let settings = view.settings.as_ref();
    json!({
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "sheet": settings.and_then(|settings| sheet_name(settings, 0)),
        "header_row": settings.map(|settings| header_row(settings, 0)),
        "encoding": settings.and_then(|settings| settings.file.encoding.clone()),
    })
}

/// The name of the sheet a part reads; none for delimited text.
pub fn sheet_name(settings: &Settings, part: usize) -> Option<String> {
    let index = settings.sheet_of(part);
    let sheet = settings.file.sheets.iter().find(|sheet| sheet.index == index)?;
    (!sheet.name.is_empty()).then(|| sheet.name.clone())
}

pub fn header_row(settings: &Settings, part: usize) -> u32 {
    settings.recipe.parts.get(part).and_then(|part| part.header_row).unwrap_or(1)
}

/// The header over a column of a part.
pub fn header(settings: Option<&Settings>, part: usize, column: Option<u16>) -> Option<&str> {
    let column = usize::from(column?);
    let found = settings?.columns.iter().find(|known| known.part == part && known.column == column)?;
    Some(found.header.as_str())
}

/// What the column is called in a sentence: its header, or the field's label where it has none.
pub fn place(ty: Option<&RecordType>, header: Option<&str>, field: Option<&str>, language: Language) -> Option<String> {
    let label = || ty?.field(field?).map(|field| field.label(language).to_owned());
    header.filter(|header| !header.trim().is_empty()).map(str::to_owned).or_else(label)
}

/// An issue with its sentence.
pub fn issue(issue: &Issue, column: Option<&str>, ty: Option<&RecordType>, words: Words) -> Value {
    let place = place(ty, column, issue.field.as_deref(), words.language);
    json!({
        "row": issue.row.0,
        "column": column,
        "field": issue.field.as_deref(),
        "severity": issue.severity.word(),
        "code": issue.code.word(),
        "value": issue.value.as_deref(),
        "message": words.issue(issue.code, place.as_deref().unwrap_or(""), issue.value.as_deref(), &issue.params),
        "mends": mends(issue),
    })
}

/// What can be offered at once for this cell.
fn mends(issue: &Issue) -> Vec<Value> {
    let fact = |name: &str| issue.params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str());
    let mut mends = Vec::new();
    if let (Some(from), Some(to)) = (issue.value.as_deref(), fact("likely").filter(|likely| !likely.is_empty())) {
        mends.push(json!({"mend": "replace", "from": from, "to": to}));
    }
    if issue.severity == Severity::Error {
        mends.push(json!({"mend": "leave-out", "row": issue.row.0}));
    }
    mends
}

/// A record type in one line.
pub fn record_type(ty: &RecordType, language: Language) -> Value {
    json!({
        "key": ty.key.as_str(),
        "word": type_word(ty),
        "label": ty.labels.get(language),
        "plural": ty.plural.get(language),
        "name_field": ty.name_field.as_str(),
        "natural_keys": ty.natural_keys.iter().map(|key| key.join("+")).collect::<Vec<_>>(),
        "fields": ty.fields.iter().filter(|field| !field.archived).count(),
        "custom": ty.custom,
    })
}

/// A field with everything a person filling a file must know.
pub fn field(field: &Field, language: Language) -> Value {
    json!({
        "key": field.key.as_str(),
        "label": field.label(language),
        "kind": field.kind.word(),
        "required": field.required,
        "recommended": field.recommended,
        "unique": field.unique,
        "importable": field.is_importable(),
        "custom": field.custom,
        "archived": field.archived,
        "limit": field.char_limit(),
        "target": Some(field.target.as_str()).filter(|target| !target.is_empty()),
        "choices": field.choices.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>(),
        "aliases": field.aliases,
        "help": field.help.get(language),
        "example": field.example,
    })
}
