//! What happened to one record, latest first, as the journal tells it.

use jiff::civil::DateTime;

use kartoteka_domain::change::{ChangeKind, FieldChange};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::Outcome;
use kartoteka_store::{BlockOutcomes, Conn, Import, Stage};

use super::LinkNames;
use crate::actor::{Actor, Permission};
use crate::edit_record::not_found;
use crate::error::Result;
use crate::imports::settings_of;
use crate::record_writer::ADDED_TAGS;
use crate::{Engine, store_error};

/// Things told about one record at most.
const THINGS: usize = 200;
/// Blocks of outcomes read one after the other for one row: about a millisecond each.
const MOST_BLOCKS: usize = 40;

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
                row: run.map_or(Ok(None), |run| row_of(&reader, &run, &ty, id, &entry.change.kind))?,
                changes,
            });
        }
        Ok(views)
    }
}

pub(super) fn what(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "created",
        ChangeKind::Updated => "updated",
        ChangeKind::Deleted => "deleted",
    }
}

pub(super) fn shown(ty: &RecordType, change: &FieldChange, names: &LinkNames, language: Language) -> FieldChangeView {
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

/// The row of the file that wrote the record. Records are numbered in the order of the rows, so the block that created one
/// is found by halving. Of one that was updated the blocks of a short file are read in turn; a long one is halved too, which
/// finds the row of whoever exported, edited and imported again: such a file is in the order of the numbers. In a long file of
/// another order the row stays unsaid rather than read the whole file for one line.
fn row_of(conn: &Conn, run: &Import, ty: &RecordType, id: RecordId, kind: &ChangeKind) -> Result<Option<u32>> {
    let Ok(settings) = settings_of(run) else { return Ok(None) };
    for (part, _) in settings.recipe.parts.iter().enumerate().filter(|(_, part)| part.record_type == ty.key) {
        let part = u32::try_from(part).unwrap_or(u32::MAX);
        let blocks = conn.outcome_blocks(run.id, Stage::Run, part).map_err(store_error)?;
        let read = |block: u32| conn.outcomes(run.id, Stage::Run, part, block).map_err(store_error);
        let found = match kind {
            ChangeKind::Created => halving(&blocks, id, Outcome::Created, &read)?,
            _ if blocks.len() <= MOST_BLOCKS => in_turn(&blocks, id, Outcome::Updated, &read)?,
            _ => halving(&blocks, id, Outcome::Updated, &read)?,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

type ReadBlock<'r> = dyn Fn(u32) -> Result<Option<BlockOutcomes>> + 'r;

fn row_in(block: &BlockOutcomes, id: RecordId, wanted: Outcome) -> Option<u32> {
    block.outcomes.iter().find(|outcome| outcome.id == Some(id) && outcome.outcome == wanted).map(|outcome| outcome.row.0)
}

fn in_turn(blocks: &[u32], id: RecordId, wanted: Outcome, read: &ReadBlock<'_>) -> Result<Option<u32>> {
    for block in blocks {
        if let Some(row) = read(*block)?.and_then(|block| row_in(&block, id, wanted)) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

fn halving(blocks: &[u32], id: RecordId, wanted: Outcome, read: &ReadBlock<'_>) -> Result<Option<u32>> {
    let (mut low, mut high) = (0, blocks.len());
    while low < high {
        let middle = low.midpoint(high);
        let Some(block) = read(blocks[middle])? else { return Ok(None) };
        let mut of_kind = block.outcomes.iter().filter(|outcome| outcome.outcome == wanted).filter_map(|one| one.id);
        let Some(first) = of_kind.next() else {
            // A block without such a row says nothing about the order: the rest is read in turn.
            let rest = &blocks[low..high];
            return if rest.len() <= MOST_BLOCKS { in_turn(rest, id, wanted, read) } else { Ok(None) };
        };
        let last = of_kind.next_back().unwrap_or(first);
        if id < first {
            high = middle;
        } else if id > last {
            low = middle + 1;
        } else {
            return Ok(row_in(&block, id, wanted));
        }
    }
    Ok(None)
}
