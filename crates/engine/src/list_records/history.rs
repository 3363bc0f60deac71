//! What happened to one record, latest first, as the journal tells it.

use jiff::civil::DateTime;

use kartoteka_domain::change::{ChangeKind, FieldChange};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::Outcome;
use kartoteka_store::{Conn, Import, Stage};

use super::LinkNames;
use crate::actor::{Actor, Permission};
use crate::edit_record::not_found;
use crate::error::Result;
use crate::imports::settings_of;
use crate::record_writer::ADDED_TAGS;
use crate::{Engine, store_error};

/// Things told about one record at most.
const THINGS: usize = 200;

/// One field before and after, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChangeView {
    pub key: Key,
    pub label: String,
    pub before: String,
    pub after: String,
}

/// One thing that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryView {
    /// The run that did it (#17).
    pub run: i64,
    /// `import`, `edit`, `bulk`, `undo`, `delete` or `record`.
    pub kind: &'static str,
    /// `created`, `updated` or `deleted`.
    pub what: &'static str,
    pub at: DateTime,
    /// The login of who did it.
    pub by: String,
    /// The row of the file it came from, as the person sees it.
    pub row: Option<u32>,
    pub changes: Vec<FieldChangeView>,
}

impl Engine {
    /// What happened to a record, latest first. Also tells of records that are gone.
    pub fn record_history(&self, actor: &Actor, type_word: &str, id: RecordId, language: Language) -> Result<Vec<HistoryView>> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let entries = reader.history(&ty, id, THINGS).map_err(store_error)?;
        if entries.is_empty() && reader.records_by_id(&ty, &[], &[id]).map_err(store_error)?.is_empty() {
            return Err(not_found(&ty.key, id));
        }
        let mut names = LinkNames::default();
        for change in entries.iter().flat_map(|entry| &entry.change.fields) {
            if let Some(field) = ty.field(&change.field) {
                names.want(field, change.before.as_ref());
                names.want(field, change.after.as_ref());
            }
        }
        names.fetch(&reader, &self.types())?;
        let mut views = Vec::with_capacity(entries.len());
        for entry in entries {
            let run = reader.import(entry.run).map_err(store_error)?;
            let changes = entry.change.fields.iter().map(|change| shown(&ty, change, &names, language)).collect();
            views.push(HistoryView {
                run: entry.run,
                kind: run.as_ref().map_or("", |run| run.kind.word()),
                what: what(&entry.change.kind),
                at: entry.at,
                by: run.as_ref().map_or(Ok(String::new()), |run| self.login_of(run.created_by))?,
                row: run.map_or(Ok(None), |run| row_of(&reader, &run, &ty, id))?,
                changes,
            });
        }
        Ok(views)
    }
}

fn what(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Updated => "updated",
        ChangeKind::Deleted => "deleted",
    }
}

fn shown(ty: &RecordType, change: &FieldChange, names: &LinkNames, language: Language) -> FieldChangeView {
    let key = if change.field == ADDED_TAGS { "tags" } else { change.field.as_str() };
    let Some(field) = ty.field(key) else {
        return FieldChangeView {
            key: change.field.clone(),
            label: change.field.to_string(),
            before: String::new(),
            after: String::new(),
        };
    };
    let text = |value: &Option<_>| value.as_ref().map(|value| names.text(field, value, language)).unwrap_or_default();
    FieldChangeView {
        key: field.key.clone(),
        label: field.label(language).to_owned(),
        before: text(&change.before),
        after: text(&change.after),
    }
}

/// The row of the file that wrote the record. Reads the outcomes of the whole run: about a millisecond a thousand rows.
fn row_of(conn: &Conn, run: &Import, ty: &RecordType, id: RecordId) -> Result<Option<u32>> {
    let Ok(settings) = settings_of(run) else { return Ok(None) };
    let is_of_type = |part: u32| settings.recipe.parts.get(part as usize).is_some_and(|part| part.record_type == ty.key);
    let mut row = None;
    let find = |block: kartoteka_store::BlockOutcomes| {
        let wrote = |outcome| matches!(outcome, Outcome::Created | Outcome::Updated);
        if row.is_none() && is_of_type(block.part) {
            row = block.outcomes.iter().find(|o| o.id == Some(id) && wrote(o.outcome)).map(|o| o.row.0);
        }
        Ok(())
    };
    conn.each_outcomes(run.id, Stage::Run, find).map_err(store_error)?;
    Ok(row)
}
