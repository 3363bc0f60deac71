//! Undo: the journal read backwards becomes a plan, shown before and written by the same writer. Later edits stay.
//!
//! In: a run. Out: created records gone, changed fields with their old values back, and a list of what was kept and why. Can
//! be repeated: what is as before already is left alone.

mod created;
mod updated;

pub(crate) use created::delete_free;

use std::ops::ControlFlow;
use std::sync::Arc;

use compact_str::CompactString;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, BatchNote, Conn, Import, ImportFilter, JournalEntry, NewImport, RunKind, Stamp, Writer};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::find;
use crate::progress::{Stage, Watch};
use crate::{Engine, store_error};

/// Kept records listed one by one; beyond that only counted.
const KEPT_LISTED: usize = 1_000;
/// Stretches of the journal taken back in one batch: some thirty thousand records.
const ENTRIES_PER_BATCH: usize = 32;

/// From this many created records on it pays to make indexes anew.
const BULK_RECORDS: u64 = 50_000;

/// Why something was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// Edited since; the later edit stays.
    EditedSince { fields: Vec<Key> },
    /// Others are linked to it: type and how many.
    Linked { from: Vec<(Key, u64)> },
    /// Gone already.
    Gone,
    /// A value that would come back belongs to another record now.
    Taken { field: Key },
}

/// One record that was kept, wholly or in some fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub type_key: Key,
    pub id: RecordId,
    pub name: String,
    pub reason: KeptReason,
}

/// What an undo did, or would do.
#[derive(Clone, Debug, Default)]
pub struct UndoReport {
    /// The run that did it; none for a preview.
    pub run: Option<i64>,
    /// Records the undone run had touched.
    pub records: u64,
    /// Created records taken away again.
    pub deleted: u64,
    /// Updated records with old values back.
    pub restored: u64,
    /// As before already.
    pub unchanged: u64,
    pub kept_count: u64,
    pub kept_edited: u64,
    pub kept_linked: u64,
    /// The first of the kept ones.
    pub kept: Vec<Kept>,
}

impl UndoReport {
    pub(crate) fn keep(&mut self, kept: Kept) {
        self.kept_count += 1;
        match kept.reason {
            KeptReason::EditedSince { .. } => self.kept_edited += 1,
            KeptReason::Linked { .. } => self.kept_linked += 1,
            _ => {}
        }
        if self.kept.len() < KEPT_LISTED {
            self.kept.push(kept);
        }
    }

    /// As counts: deleted and restored records are updates of the register, kept ones were left alone.
    pub fn counts(&self) -> Counts {
        Counts {
            rows: self.deleted + self.restored + self.unchanged + self.kept_count,
            updated: self.deleted + self.restored,
            unchanged: self.unchanged,
            skipped: self.kept_count,
            ..Counts::default()
        }
    }
}

/// What decides how far an undo goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub write: bool,
    /// Created records that were edited since are kept.
    pub keep_edited: bool,
    /// Fields changed by the run get their old values back.
    pub restore: bool,
}

/// One undo at work.
pub(crate) struct Undoing<'a> {
    pub engine: &'a Engine,
    /// The run that is taken back.
    pub of: &'a Import,
    pub run: i64,
    pub stamp: Stamp,
    pub rules: Rules,
    pub report: UndoReport,
    /// What the run created, as ranges; read when it is first asked for.
    created: Option<Vec<(Key, RecordId, RecordId)>>,
}

impl<'a> Undoing<'a> {
    pub fn new(engine: &'a Engine, of: &'a Import, run: i64, stamp: Stamp, rules: Rules) -> Undoing<'a> {
        Undoing { engine, of, run, stamp, rules, report: UndoReport::default(), created: None }
    }

    /// Whether the run that is taken back had created this record.
    pub fn made(&mut self, conn: &Conn, ty: &RecordType, id: RecordId) -> Result<bool> {
        if self.created.is_none() {
            let mut ranges = Vec::new();
            let collect = |entry: JournalEntry| {
                ranges.extend(entry.created.map(|(first, last)| (entry.type_key, first, last)));
                Ok(ControlFlow::Continue(()))
            };
            conn.journal_entries(self.of.id, false, None, collect).map_err(store_error)?;
            self.created = Some(ranges);
        }
        let is_in = |(key, first, last): &(Key, RecordId, RecordId)| *key == ty.key && (*first..=*last).contains(&id);
        Ok(self.created.iter().flatten().any(is_in))
    }
}

impl Engine {
    /// Takes a run back, or shows what that would do.
    pub fn undo_run(&self, actor: &Actor, import: i64, dry_run: bool, watch: &Watch) -> Result<UndoReport> {
        actor.require(Permission::TakeBack)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, import)?;
        refuse_unfit(&found)?;
        let rules = Rules { write: !dry_run, keep_edited: true, restore: true };
        self.take_back(actor, &found, rules, RunKind::Undo, watch)
    }

    /// Walks the journal of a run backwards.
    pub(crate) fn take_back(&self, actor: &Actor, of: &Import, rules: Rules, kind: RunKind, watch: &Watch) -> Result<UndoReport> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let run = if rules.write { self.open_undo(&mut writer, actor, of, kind)? } else { 0 };
        let stamp = Stamp { at: self.moment(), by: actor.number(), import: None };
        let mut undoing = Undoing::new(self, of, run, stamp, rules);
        let bulk = if rules.write { self.bulk_type(&mut writer, of)? } else { None };
        let walked = self.walk(&mut writer, &mut undoing, watch);
        if let Some(ty) = bulk {
            let batch = writer.begin().map_err(store_error)?;
            batch.end_bulk(&ty).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        let mut report = undoing.report;
        if !rules.write {
            walked?;
            return Ok(report);
        }
        report.run = Some(run);
        let kept = report.kept_count > 0;
        self.close_undo(&mut writer, actor, of, &report, kept, walked)?;
        Ok(report)
    }

    /// When most records of a type go, its plain indexes are made anew for the rest instead of being kept up row by row.
    fn bulk_type(&self, writer: &mut Writer, of: &Import) -> Result<Option<Arc<RecordType>>> {
        let Ok(ty) = self.types().named(&of.type_key) else { return Ok(None) };
        let links_to_itself = ty.fields.iter().any(|field| field.target == ty.key.as_str());
        let all = writer.count(&ty, &Filter::all()).map_err(store_error)?;
        if links_to_itself || of.counts.created < BULK_RECORDS || of.counts.created * 2 < all {
            return Ok(None);
        }
        let batch = writer.begin().map_err(store_error)?;
        batch.put_off_indexes(&ty).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(Some(ty))
    }

    fn walk(&self, writer: &mut Writer, undoing: &mut Undoing<'_>, watch: &Watch) -> Result<()> {
        if !undoing.rules.write {
            // A preview does the whole undo in one batch and drops it: what goes first makes room for what goes later.
            let batch = writer.begin().map_err(store_error)?;
            let mut after = None;
            while let Some(seq) = undo_some(&batch, undoing, after, watch)? {
                after = Some(seq);
            }
            return Ok(());
        }
        let mut after = None;
        loop {
            let batch = writer.begin().map_err(store_error)?;
            let Some(seq) = undo_some(&batch, undoing, after, watch)? else { return Ok(()) };
            after = Some(seq);
            let place = u32::try_from(seq).unwrap_or(u32::MAX);
            let note = BatchNote { part: 0, phase: 0, block_from: place, block_to: place, counts: undoing.report.counts() };
            batch.record_batch(undoing.run, &note, self.moment()).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
    }

    pub(crate) fn open_undo(&self, writer: &mut Writer, actor: &Actor, of: &Import, kind: RunKind) -> Result<i64> {
        let batch = writer.begin().map_err(store_error)?;
        // An undo that was killed is not gone on with: this one starts anew and finds what is left to do.
        let unfinished = ImportFilter { of_import: Some(of.id), states: vec![State::Running], ..ImportFilter::default() };
        for older in batch.imports(&unfinished).map_err(store_error)? {
            batch.update_state(older.id, &[State::Running], State::Stopped, self.moment()).map_err(store_error)?;
        }
        let new = NewImport {
            kind,
            type_key: of.type_key.clone(),
            name: of.name.clone(),
            state: State::Running,
            profile: String::new(),
            file: None,
            settings: String::new(),
            created_by: actor.number(),
            created_at: self.moment(),
            tag: None,
            of_import: Some(of.id),
            idempotency_key: None,
            note: String::new(),
        };
        let run = batch.create_import(&new).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(run)
    }

    pub(crate) fn close_undo(
        &self,
        writer: &mut Writer,
        actor: &Actor,
        of: &Import,
        report: &UndoReport,
        kept: bool,
        walked: Result<()>,
    ) -> Result<()> {
        let run = report.run.unwrap_or(0);
        let batch = writer.begin().map_err(store_error)?;
        batch.update_counts(run, &report.counts(), self.moment()).map_err(store_error)?;
        let to = if walked.is_ok() { State::Completed } else { State::Stopped };
        batch.update_state(run, &[State::Running], to, self.moment()).map_err(store_error)?;
        let undone = if walked.is_ok() && !kept { State::Undone } else { State::PartlyUndone };
        let from = [State::Completed, State::Stopped, State::PartlyUndone, State::Undone];
        batch.update_state(of.id, &from, undone, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "undo-run", &of.type_key, of.id)?;
        batch.commit().map_err(store_error)?;
        // Only tidying, as after a run.
        let _ = self.store.finish_bulk();
        walked
    }
}

/// SEM-16: running ones are not undone, and an undo is not undone.
fn refuse_unfit(import: &Import) -> Result<()> {
    let conflict = |code| -> Error {
        Refusal::new(RefusalKind::Conflict, code).with("number", import.id).with("state", import.state.word()).into()
    };
    match (import.kind, import.state) {
        (RunKind::Undo | RunKind::Delete, _) => Err(conflict("undo-of-undo")),
        (_, State::Completed | State::Stopped | State::PartlyUndone | State::Undone) => Ok(()),
        _ => Err(conflict("nothing-to-undo")),
    }
}

fn entries(conn: &Conn, run: i64, after: Option<i64>, most: usize) -> Result<Vec<JournalEntry>> {
    let mut entries = Vec::with_capacity(most);
    let collect = |entry| {
        entries.push(entry);
        Ok(if entries.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    };
    conn.journal_entries(run, true, after, collect).map_err(store_error)?;
    Ok(entries)
}

/// Takes back the next stretches of the journal; the place to go on from, or none at its beginning.
fn undo_some(batch: &Batch<'_>, undoing: &mut Undoing<'_>, after: Option<i64>, watch: &Watch) -> Result<Option<i64>> {
    watch.go_on()?;
    let most = undoing.engine.batch_blocks.min(ENTRIES_PER_BATCH);
    let entries = entries(batch, undoing.of.id, after, most)?;
    let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok(None) };
    for entry in entries {
        undo_entry(batch, undoing, entry)?;
    }
    let total = undoing.of.counts.created + undoing.of.counts.updated;
    watch.tell(Stage::Undoing, undoing.report.records, total, &undoing.report.counts());
    Ok(Some(last))
}

fn undo_entry(batch: &Batch<'_>, undoing: &mut Undoing<'_>, entry: JournalEntry) -> Result<()> {
    let ty = undoing.engine.types().named(&entry.type_key)?;
    if let Some((first, last)) = entry.created {
        created::undo(batch, undoing, &ty, first, last)?;
    }
    if undoing.rules.restore && !entry.changes.is_empty() {
        updated::undo(batch, undoing, &ty, entry.changes)?;
    }
    Ok(())
}

/// The fields a deletion keeps in the journal: everything that is stored.
pub(crate) fn stored_fields(ty: &RecordType) -> Vec<usize> {
    use kartoteka_domain::record_type::FieldRole;
    let is_stored = |field: &kartoteka_domain::record_type::Field| match field.role {
        FieldRole::Ordinary | FieldRole::Tags => true,
        FieldRole::ExportOnly => field.key != "created_at" && field.key != "updated_at",
        FieldRole::Id => false,
    };
    (0..ty.fields.len()).filter(|position| is_stored(&ty.fields[*position])).collect()
}

/// The name of a record, from the values of `positions`.
pub(crate) fn name_of(ty: &RecordType, positions: &[usize], values: &[Option<kartoteka_domain::value::Value>]) -> String {
    let place = positions.iter().position(|position| ty.fields[*position].key == ty.name_field);
    let name = place.and_then(|place| values[place].as_ref()).and_then(|value| value.as_text());
    name.unwrap_or_default().to_owned()
}

/// Tag names as a run gave them.
pub(crate) fn tag_names(value: Option<&kartoteka_domain::value::Value>) -> Vec<CompactString> {
    value.map(|value| value.as_list().to_vec()).unwrap_or_default()
}
