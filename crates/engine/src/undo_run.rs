//! Undo: the journal read backwards becomes a plan, shown before and written by the same writer. Later edits stay.
//!
//! In: a run. Out: created records gone, changed fields with their old values back, and a list of what was kept and why. Can
//! be repeated: what is as before already is left alone.

mod created;
mod report;
mod undoing;
mod updated;

pub(crate) use created::delete_free;
pub use report::{Kept, KeptReason, TypeNumbers, UndoReport};
pub(crate) use undoing::{Rules, TakeBack, Undoing};

use std::ops::ControlFlow;
use std::sync::Arc;

use compact_str::CompactString;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::State;
use kartoteka_store::{Batch, Conn, Import, ImportFilter, JournalEntry, NewImport, RunKind, Writer};

use crate::actor::{Actor, Permission};
use crate::at_work::Hold;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::{find, settings_of};
use crate::patience::{is_passing, patiently};
use crate::progress::{Stage, Watch};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

/// Stretches of the journal taken back in one batch: some thirty thousand records.
const ENTRIES_PER_BATCH: usize = 32;

/// From this many created records on it pays to make indexes anew.
const BULK_RECORDS: u64 = 50_000;

/// What is to be taken back: by whom, of which run, by which run (0 stands for a preview), and as was said.
pub(crate) struct Taking<'a> {
    pub actor: &'a Actor,
    pub of: &'a Import,
    pub run: i64,
    pub said: TakeBack,
    pub watch: &'a Watch,
}

impl Engine {
    /// Takes a run back, or shows what that would do.
    pub fn undo_run(&self, actor: &Actor, import: i64, dry_run: bool, watch: &Watch) -> Result<UndoReport> {
        actor.require(Permission::TakeBack)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, import)?;
        self.require_sight(&reader, actor, &found)?;
        refuse_unfit(&found)?;
        require_take_back(actor, &found)?;
        // An undo that was killed is gone on with at once.
        self.bury_dead()?;
        let mut writer = self.store.long_writer().map_err(store_error)?;
        let said = TakeBack::default();
        let (run, said, hold) = match dry_run {
            true => (0, said, None),
            false => self.open_undo(&mut writer, actor, &found, (RunKind::Undo, said), watch)?,
        };
        match self.take_back(&mut writer, Taking { actor, of: &found, run, said, watch }) {
            Err(error) if run > 0 && is_passing(&error) => {
                let watch = hold.as_ref().map_or_else(|| watch.clone(), |hold| hold.watch(watch));
                self.go_on_undoing(actor, run, &watch, true)
            }
            ended => ended,
        }
    }

    /// Goes on with an undo or a deletion that was killed or stopped.
    pub(crate) fn resume_undo(&self, actor: &Actor, run: i64, watch: &Watch) -> Result<UndoReport> {
        actor.require(Permission::TakeBack)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, run)?;
        if found.state == State::Completed {
            return self.go_on_undoing(actor, run, watch, false);
        }
        let hold = self.hold(actor, run, watch)?;
        self.go_on_undoing(actor, run, &hold.watch(watch), false)
    }

    /// From the last committed batch on, as often as the database was away meanwhile. `broke_off`: it was at work a moment ago,
    /// and whoever stopped it since stopped it.
    pub(crate) fn go_on_undoing(&self, actor: &Actor, run: i64, watch: &Watch, broke_off: bool) -> Result<UndoReport> {
        let mut tried = broke_off;
        let committed = || self.store.reader().and_then(|reader| reader.batch_counts(run)).ok().map(|counts| counts.rows);
        let ended = patiently(watch, committed, || {
            let mut writer = watch.fenced(self.store.long_writer().map_err(store_error)?);
            let found = find(&writer, run)?;
            let of = find(&writer, found.of_import.unwrap_or(0))?;
            self.require_sight(&writer, actor, &of)?;
            require_take_back(actor, &of)?;
            let said: TakeBack = serde_json::from_str(&found.settings).map_err(|e| Error::fault("an undo cannot be read", e))?;
            match found.state {
                State::Completed => return Ok(said.told(&found)),
                State::Stopped if tried => return Err(Error::Stopped),
                _ => tried = true,
            }
            self.step(&mut writer, run, &[State::Queued, State::Running, State::Stopped], State::Running)?;
            match found.kind {
                RunKind::Delete => self.delete_tagged(&mut writer, Taking { actor, of: &of, run, said, watch }),
                _ => self.take_back(&mut writer, Taking { actor, of: &of, run, said, watch }),
            }
        });
        self.leave_if_away(run, ended)
    }

    /// Walks the journal of a run backwards.
    fn take_back(&self, writer: &mut Writer, taking: Taking<'_>) -> Result<UndoReport> {
        let Taking { actor, of, run, said, watch } = taking;
        let rules = Rules { write: run > 0, keep_edited: true, restore: true };
        let mut undoing = Undoing::new(self, actor, of, run, rules, said);
        let bulk = if rules.write { self.bulk_type(writer, of)? } else { None };
        let walked = self.walk(writer, &mut undoing, watch);
        if let Some(ty) = bulk {
            let batch = writer.begin().map_err(store_error)?;
            batch.end_bulk(&ty).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        if !rules.write {
            return walked.map(|()| undoing.report);
        }
        if walked.as_ref().is_err_and(is_passing) || matches!(walked, Err(Error::Stopped)) && watch.is_handed_over() {
            // It goes on here or elsewhere, so it still runs.
            return walked.map(|()| undoing.report);
        }
        let report = undoing.ended();
        let kept = report.kept_count > 0;
        self.close_undo(writer, actor, of, &report, kept, walked)?;
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
            undoing.refuse_other(&batch)?;
            let Some(seq) = undo_some(&batch, undoing, after, watch)? else { return Ok(()) };
            after = Some(seq);
            undoing.note(&batch, seq.unsigned_abs())?;
            batch.commit().map_err(store_error)?;
        }
    }

    /// Begins a run that takes `of` back, or goes on with one that asked for the same and did not end.
    pub(crate) fn open_undo(
        &self,
        writer: &mut Writer,
        actor: &Actor,
        of: &Import,
        (kind, said): (RunKind, TakeBack),
        watch: &Watch,
    ) -> Result<(i64, TakeBack, Option<Hold>)> {
        let batch = writer.begin().map_err(store_error)?;
        let states = [State::Running, State::Stopped];
        let filter = ImportFilter { of_import: Some(of.id), states: states.to_vec(), ..ImportFilter::default() };
        let mut begun = None;
        for older in batch.imports(&filter).map_err(store_error)? {
            let asked = serde_json::from_str::<TakeBack>(&older.settings).unwrap_or_default();
            let goes_on = begun.is_none() && older.kind == kind && asked.is_same(&said);
            let to = if goes_on { State::Running } else { State::Stopped };
            batch.update_state(older.id, &states, to, self.moment()).map_err(store_error)?;
            begun = begun.or(goes_on.then_some((older.id, asked)));
        }
        let begun = match begun {
            Some(begun) => begun,
            None => {
                let of_import = Some(of.id);
                let new = self.new_run(actor, kind, &of.type_key);
                let new = NewImport { name: of.name.clone(), settings: to_json(&said)?, of_import, ..new };
                (batch.create_import(&new).map_err(store_error)?, said)
            }
        };
        // Before anybody sees it: a run that nobody holds was interrupted.
        let lease = self.claim(&batch, actor, begun.0, watch)?;
        batch.commit().map_err(store_error)?;
        let hold = self.held(lease, watch)?;
        hold.fence(writer);
        Ok((begun.0, begun.1, Some(hold)))
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

/// WEB-19: what was done to users with an administrator's rights is taken back with them; old roles would come back with it.
fn require_take_back(actor: &Actor, of: &Import) -> Result<()> {
    let own = || of.created_by == actor.number() && settings_of(of).is_ok_and(|settings| !settings.administrator);
    if of.type_key != "user" || own() { Ok(()) } else { actor.require(Permission::Administer) }
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

/// Those of them that may hold a value in any record.
pub(crate) fn filled_fields(batch: &Batch<'_>, ty: &RecordType) -> Result<Vec<usize>> {
    let all = stored_fields(ty);
    let places = batch.filled_places(ty, &all).map_err(store_error)?;
    Ok(places.into_iter().map(|place| all[place]).collect())
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
