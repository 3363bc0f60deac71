//! The shapes programs read: imports, counts, issues, records, types, fields. One form for the command line and for HTTP.
//!
//! In: what the engine gives. Out: JSON objects. Decides nothing; adds the sentence to an issue.

use crate::erase_records::ErasureReport;
use crate::imports::ImportView;
use crate::settings::Settings;
use crate::words::Words;
use jiff::civil::DateTime;
use kartoteka_domain::edit::Edit;
use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, RecordType};
use kartoteka_domain::run::Counts;
use serde_json::{Map, Value, json};

use crate::define_types::Types;
use crate::export_records::KeptExport;
use crate::file_notes::file_notes;
use crate::list_records::{FieldChangeView, HistoryView, RecordView, RunChange, TagView};
use crate::look_after_work::JobView;
use crate::manage_recipes::RecipeView;
use crate::manage_settings::SettingView;
use crate::manage_tokens::ApiTokenView;
use crate::mass_edit::{BulkAction, BulkReport};
use crate::mend_rows::Mend;
use crate::preview_changes::{PreviewChange, PreviewRow};
use crate::undo_run::{Kept, KeptReason, UndoReport};
use crate::{IssueGroup, StoredIssue, Tag};

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
pub fn import(view: &ImportView, ty: Option<&RecordType>, words: Words) -> Value {
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
        "notes": settings.map(|settings| notes(settings, words)).unwrap_or_default(),
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

/// What is worth knowing of the file, with its sentences.
pub fn notes(settings: &Settings, words: Words) -> Vec<Value> {
    file_notes(settings).iter().map(|note| note.shape(words)).collect()
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

/// An export that is kept.
pub fn export(export: &KeptExport, types: &Types) -> Value {
    json!({
        "id": export.id.to_string(),
        "type": types.get(&export.record_type).map_or_else(|| export.record_type.clone(), |ty| type_word(ty)),
        "name": export.name,
        "format": export.format,
        "state": export.state,
        "records": export.records,
        "bytes": export.bytes,
        "created_at": time(export.created_at),
        "finished_at": time_or_null(export.finished_at),
        "expires_at": time_or_null(export.expires_at),
        "reason": Some(export.note.replace('-', "_")).filter(|note| !note.is_empty()),
    })
}

/// A token, without its secret.
pub fn api_token(token: &ApiTokenView) -> Value {
    json!({
        "id": token.id.to_string(),
        "name": token.name,
        "owner": token.owner,
        "scopes": token.scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>(),
        "created_at": time(token.created_at),
        "expires_at": time_or_null(token.expires_at),
        "used_at": time_or_null(token.used_at),
        "is_expired": token.is_expired,
    })
}

/// A piece of work in the queue, for whoever looks after it.
pub fn queued_job(job: &JobView, login: &str) -> Value {
    let reason: Value = serde_json::from_str(&job.reason).unwrap_or_default();
    json!({
        "id": job.id.to_string(),
        "kind": job.work.kind,
        "subject": job.work.subject.map(|subject| subject.to_string()),
        "state": job.state,
        "asked_by": login,
        "attempts": job.attempts,
        "node": Some(&job.owner).filter(|owner| !owner.is_empty()),
        "is_alive": job.is_alive,
        "reason": reason["code"],
        "created_at": time(job.created_at),
        "finished_at": job.finished_at.map(time),
    })
}

/// A setting as it stands.
pub fn setting(setting: &SettingView, words: Words) -> Value {
    json!({
        "key": setting.key,
        "value": setting.value,
        "default": setting.default,
        "is_set": setting.is_set,
        "meaning": words.word(setting.help),
    })
}

/// A saved recipe in one line.
pub fn recipe(recipe: &RecipeView) -> Value {
    json!({
        "name": recipe.name,
        "version": recipe.version,
        "updated_at": time(recipe.updated_at),
        "updated_by": recipe.updated_by,
    })
}

/// A tag and how many records of each type carry it.
pub fn tag(tag: &TagView, types: &Types) -> Value {
    let word = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| type_word(ty));
    let counts: Map<String, Value> = tag.counts.iter().map(|(key, n)| (word(key), (*n).into())).collect();
    json!({"name": tag.name, "import": tag.import, "records": counts})
}

/// A tag an import gave, as those who want to delete the import choose it.
pub fn import_tag(tag: &Tag, word: &str) -> Value {
    let records: u64 = tag.counts.iter().map(|(_, count)| count).sum();
    json!({"tag": tag.name.as_str(), "import": tag.import, "type": word, "records": records})
}

/// What an undo or a deletion did, or would do.
pub fn undo_report(report: &UndoReport, types: &Types) -> Value {
    let word = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| type_word(ty));
    let by_type = report.by_type.iter();
    let by_type = by_type.map(|(key, numbers)| json!({"type": word(key), "deleted": numbers.deleted, "kept": numbers.kept}));
    json!({
        "run": report.run,
        "records": report.records,
        "deleted": report.deleted,
        "restored": report.restored,
        "unchanged": report.unchanged,
        "kept": report.kept_count,
        "kept_edited": report.kept_edited,
        "kept_linked": report.kept_linked,
        "types": by_type.collect::<Vec<_>>(),
        "kept_records": report.kept.iter().map(kept).collect::<Vec<_>>(),
        "counts": counts(&report.counts()),
    })
}

/// In how many places somebody is, or was, erased.
pub fn erasure(report: &ErasureReport, types: &Types) -> Value {
    let word = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| type_word(ty));
    let same = report.same.iter().map(|(key, id)| json!({"type": word(key), "id": id.to_string()}));
    json!({
        "places": report.places(),
        "records": report.records,
        "links": report.links,
        "changes": report.changes,
        "rows": report.rows,
        "files": report.files,
        "texts": report.texts,
        "exports": report.exports,
        "already": report.already,
        "same": same.collect::<Vec<_>>(),
        "cleaned": report.cleaned,
    })
}

/// A record that was kept, and why.
pub fn kept(kept: &Kept) -> Value {
    let (reason, detail) = match &kept.reason {
        KeptReason::EditedSince { fields } => ("edited-since", fields.join(", ")),
        KeptReason::Linked { from } => {
            ("linked", from.iter().map(|(key, n)| format!("{key} {n}")).collect::<Vec<_>>().join(", "))
        }
        KeptReason::Gone => ("gone", String::new()),
        KeptReason::Erased => ("erased", String::new()),
        KeptReason::Taken { field } => ("value-taken", field.to_string()),
        KeptReason::LastAdministrator => ("last-administrator", String::new()),
    };
    json!({"type": kept.type_key.as_str(), "id": kept.id.to_string(), "name": kept.name, "reason": reason, "detail": detail})
}

/// What a mass edit did, or would do.
pub fn bulk_report(report: &BulkReport, words: Words) -> Value {
    let one = |found: &Issue| {
        let mut object = issue(found, None, None, words);
        object["message"] = bulk_message(found, words).into();
        object["id"] = BulkReport::record_of(found).map(|id| id.to_string()).into();
        object
    };
    let people = report.by_person.iter().map(|(login, change)| json!({"login": login, "change": change}));
    json!({
        "run": report.run,
        "records": report.records,
        "counts": counts(&report.counts()),
        "by_person": people.collect::<Vec<_>>(),
        "issues": report.issues.iter().map(one).collect::<Vec<_>>(),
    })
}

/// The sentence of an issue of a mass edit: there are no columns, so the field says where.
pub fn bulk_message(issue: &Issue, words: Words) -> String {
    words.issue(issue.code, issue.field.as_deref().unwrap_or(""), issue.value.as_deref(), &issue.params)
}

/// One thing a mass edit does.
pub fn bulk_action(action: &BulkAction) -> Value {
    match action {
        BulkAction::Activate => json!({"action": "activate"}),
        BulkAction::Deactivate => json!({"action": "deactivate"}),
        BulkAction::SetResponsible(logins) => json!({"action": "set-responsible", "logins": logins}),
        BulkAction::AddResponsible(logins) => json!({"action": "add-responsible", "logins": logins}),
        BulkAction::RemoveResponsible(logins) => json!({"action": "remove-responsible", "logins": logins}),
        BulkAction::AddTag(tag) => json!({"action": "add-tag", "tag": tag}),
        BulkAction::RemoveTag(tag) => json!({"action": "remove-tag", "tag": tag}),
        BulkAction::Set { field, text } => json!({"action": "set", "field": field, "text": text}),
        BulkAction::Delete => json!({"action": "delete"}),
    }
}

/// The record type a part of an import is about.
pub fn part_type<'t>(view: &ImportView, types: &'t Types, part: usize) -> Option<&'t RecordType> {
    let key = view.settings.as_ref().and_then(|settings| settings.recipe.parts.get(part)).map(|part| &part.record_type);
    types.get(key.unwrap_or(&view.import.type_key)).map(|ty| &**ty)
}

/// An issue as it is stored, under the header of its column.
pub fn stored_issue(view: &ImportView, types: &Types, stored: &StoredIssue, words: Words) -> Value {
    let part = stored.part as usize;
    let header = header(view.settings.as_ref(), part, stored.issue.column);
    issue(&stored.issue, header, part_type(view, types, part), words)
}

/// The column a group is about.
pub fn group_place(view: &ImportView, types: &Types, group: &IssueGroup, language: Language) -> Option<String> {
    let part = group.part as usize;
    let header = header(view.settings.as_ref(), part, group.column);
    place(part_type(view, types, part), header, group.field.as_deref(), language)
}

/// Issues with the same cause in the same place.
pub fn group(view: &ImportView, types: &Types, group: &IssueGroup, words: Words) -> Value {
    json!({
        "rows": group.rows,
        "code": group.code.word(),
        "title": words.issue_title(group.code),
        "severity": group.severity.word(),
        "column": group_place(view, types, group, words.language),
        "field": group.field.as_deref(),
        "first_row": group.first_row.0,
        "example": group.example.as_deref(),
        "values": group.values.iter().map(|(value, rows)| json!({"value": value.as_str(), "rows": rows})).collect::<Vec<_>>(),
        "distinct": group.distinct,
        "help": words.issue_help(group.code),
    })
}

/// A row of a preview.
pub fn preview_row(row: &PreviewRow) -> Value {
    let change = |change: &PreviewChange| json!({"field": change.field, "label": change.label, "before": change.before, "after": change.after});
    json!({
        "row": row.row,
        "part": row.part,
        "outcome": row.outcome.word(),
        "id": row.id.map(|id| id.to_string()),
        "name": row.name,
        "changes": row.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

/// Columns of an import, where each goes, and how sure that is.
pub fn mapping(view: &ImportView, types: &Types, language: Language) -> Vec<Value> {
    let found = view.settings.iter().flat_map(|settings| settings.columns.iter());
    found
        .map(|column| {
            let ty = part_type(view, types, column.part);
            let field = ty.zip(column.field.as_deref()).and_then(|(ty, key)| ty.field(key));
            json!({
                "part": column.part,
                "type": ty.map(type_word),
                "sheet": view.settings.as_ref().and_then(|settings| sheet_name(settings, column.part)),
                "column": column.header,
                "number": column.column + 1,
                "field": column.field,
                "label": field.map(|field| field.label(language)),
                "confidence": column.confidence,
                "score": column.score,
                "taken": column.taken,
            })
        })
        .collect()
}

/// A mend laid over the rows of an import.
pub fn mend(mend: &Mend) -> Value {
    let (what, text) = match &mend.edit {
        Edit::SetCell { row, text, .. } => (format!("set {row}"), text.clone()),
        Edit::Replace { from, to, .. } => ("replace".to_owned(), format!("{from} => {to}")),
        Edit::SetEmpty { text, .. } => ("set-empty".to_owned(), text.clone()),
        Edit::Substitute { find, with, .. } => ("find".to_owned(), format!("{find} => {with}")),
        Edit::IncludeRows { rows, .. } => ("take".to_owned(), rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
        Edit::ExcludeRows { rows, .. } => ("skip".to_owned(), rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
    };
    json!({"number": mend.seq, "mend": what, "sheet": mend.sheet, "column": mend.column, "text": text, "undone": mend.undone})
}

/// A record: its fields as texts under their keys, beside number, version and tags.
pub fn record(record: &RecordView) -> Value {
    let mut members = Map::new();
    members.insert("id".to_owned(), record.id.to_string().into());
    for field in &record.fields {
        members.entry(field.key.to_string()).or_insert_with(|| field.text.clone().into());
    }
    members.insert("tags".to_owned(), record.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().into());
    members.insert("version".to_owned(), record.version.0.into());
    members.insert("created_at".to_owned(), time_or_null(record.created_at));
    members.insert("updated_at".to_owned(), time_or_null(record.updated_at));
    members.insert("created_import".to_owned(), record.created_import.into());
    members.insert("updated_import".to_owned(), record.updated_import.into());
    Value::Object(members)
}

/// Fields before and after, as people read them.
fn field_changes(changes: &[FieldChangeView]) -> Vec<Value> {
    let one = |change: &FieldChangeView| json!({"field": change.key.as_str(), "label": change.label, "before": change.before, "after": change.after});
    changes.iter().map(one).collect()
}

/// What a run did to one record.
pub fn run_change(change: &RunChange, types: &Types) -> Value {
    let ty = types.get(&change.type_key).map_or_else(|| change.type_key.to_string(), |ty| type_word(ty));
    json!({
        "type": ty,
        "id": change.id.to_string(),
        "what": change.what,
        "at": time(change.at),
        "changes": field_changes(&change.changes),
    })
}

/// One thing that happened to a record.
pub fn history(thing: &HistoryView) -> Value {
    let changes = field_changes(&thing.changes);
    json!({
        "run": thing.run,
        "kind": thing.kind,
        "what": thing.what,
        "at": time(thing.at),
        "by": thing.by,
        "row": thing.row,
        "changes": changes,
    })
}
