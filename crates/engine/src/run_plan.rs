//! The run: planned rows become records, batch by batch. A batch is a transaction with its journal, tags and outcomes; a
//! killed run goes on after the last committed batch.
//!
//! In: a checked import. Out: records and one outcome a row. One thread plans ahead, this one writes; plans are made while
//! the write lock of their batch is held, so no fact can change under them.

mod links_after;
mod missing_links;
mod write_blocks;

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use std::hash::{Hash as _, Hasher as _};

use compact_str::CompactString;
use jiff::civil::DateTime;

use kartoteka_domain::recipe::{MissingLinks, OnError};
use kartoteka_domain::run::{Counts, State};
use kartoteka_domain::survey::NamesToCome;
use kartoteka_store::{Batch, BatchNote, BlockOutcomes, Folder, Import, Stage as Kept, Stamp, Writer};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::{find, not_now};
use crate::patience::patiently;
use crate::plan_block::{PartContext, PlannedBlock, Planner};
use crate::progress::{Stage, Watch};
use crate::record_writer::RecordWriter;
use crate::settings::Settings;
use crate::{Engine, store_error};

use write_blocks::write_blocks;

/// Blocks committed together unless told otherwise: some fifty thousand rows.
pub(crate) const BLOCKS_PER_BATCH: usize = 50;
/// Blocks whose rows are written together: a server is asked once for all of them.
const BLOCKS_TOGETHER: usize = 8;
/// Planned blocks waiting to be written: the next ones are planned while these are written.
const BLOCKS_AHEAD: usize = 8;
/// From this many rows on, an empty table is filled first and indexed after.
const BULK_ROWS: u64 = 20_000;

/// The passes of a part.
const PHASE_MISSING: u32 = 0;
const PHASE_ROWS: u32 = 1;
const PHASE_LINKS: u32 = 2;

impl Engine {
    /// Starts a checked import, or goes on with one that was stopped or killed. Starting twice is one run.
    pub fn start_import(&self, actor: &Actor, import: i64, watch: &Watch) -> Result<Counts> {
        let (found, ..) = self.own_import(actor, import)?;
        if found.state == State::Completed {
            return Ok(found.counts);
        }
        let hold = self.hold(actor, import, watch)?;
        let watch = &hold.watch(watch);
        // Whoever had it until now may have brought it further.
        let (found, settings) = self.import_and_settings(import)?;
        let resumes = matches!(found.state, State::Running | State::Stopped | State::Queued);
        match found.state {
            State::Completed => return Ok(found.counts),
            State::Checked | State::Running | State::Stopped | State::Queued => {}
            State::Mapping | State::Checking => {
                self.check_held(actor, import, watch)?;
            }
            _ => return Err(not_now(&found)),
        }
        let gives_roles = settings.recipe.parts.iter().any(|part| part.record_type == "user");
        if resumes && gives_roles && settings.administrator && !actor.is_administrator() {
            return Err(Refusal::forbidden(Permission::Administer).into());
        }
        if !resumes {
            self.refuse_stale(actor, import, watch)?;
        }
        let mut writer = watch.fenced(self.store.long_writer().map_err(store_error)?);
        if !resumes {
            self.step(&mut writer, import, &[State::Checked], State::Queued)?;
        }
        self.step(&mut writer, import, &[State::Queued, State::Running, State::Stopped], State::Running)?;
        let found = find(&writer, import)?;
        let (_, settings) = self.import_and_settings(import)?;
        // Each time from the last committed batch on.
        let committed = || self.store.reader().and_then(|reader| reader.batch_counts(import)).ok().map(|counts| counts.rows);
        let ran = patiently(watch, committed, || self.run_parts(&mut writer, actor, &found, &settings, watch));
        if matches!(ran, Err(Error::Stopped)) && watch.is_handed_over() {
            // It goes on elsewhere, so it still runs.
            return Err(Error::Stopped);
        }
        self.end_run(&mut writer, actor, &found, ran, watch)
    }

    /// Gives up an import that has not finished: what is committed stays and can be undone.
    pub fn cancel_import(&self, actor: &Actor, import: i64) -> Result<()> {
        self.own_import(actor, import)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        self.step(&mut writer, import, &[State::Queued, State::Running], State::Stopped)
    }

    /// All-or-nothing with errors does not start; a check whose facts changed is made again, and new numbers are shown
    /// before anything is written.
    fn refuse_stale(&self, actor: &Actor, import: i64, watch: &Watch) -> Result<()> {
        let (found, settings) = self.import_and_settings(import)?;
        // FLT-24: a field may be out of use since. What cannot run stays checked, so that its columns can be matched anew.
        (0..settings.recipe.parts.len()).try_for_each(|part| self.bare_context(&found, &settings, part).map(drop))?;
        // SEM-12: what was checked with the rights of an administrator is checked again with the rights of who starts it.
        let other_rights = settings.administrator && !actor.is_administrator();
        let is_changed = other_rights || self.data_versions(&settings)? != settings.checked_against;
        let is_stale = is_changed || found.check_revision != found.edits_revision;
        let mut counts = found.counts;
        if is_stale {
            let promised = self.promises(import)?;
            counts = self.check_held(actor, import, watch)?;
            let differs = counts != found.counts || self.promises(import)? != promised;
            if differs && found.check_revision == found.edits_revision {
                let refusal = Refusal::new(RefusalKind::Conflict, "import-changed-since").with("number", import);
                return Err(refusal
                    .with("created", counts.created)
                    .with("updated", counts.updated)
                    .with("rejected", counts.rejected)
                    .into());
            }
        }
        if settings.recipe.options.on_error == OnError::Abort && counts.rejected > 0 {
            let refusal = Refusal::new(RefusalKind::Conflict, "all-or-nothing-errors").with("number", import);
            return Err(refusal.with("n", counts.rejected).into());
        }
        Ok(())
    }

    /// SEM-09: what a check promised for each row, records and their versions included, as one number. Equal counts are not
    /// enough: a record that somebody edited since would be overwritten unseen.
    fn promises(&self, import: i64) -> Result<u64> {
        let mut hasher = std::hash::DefaultHasher::new();
        let reader = self.store.reader().map_err(store_error)?;
        let each = |block: BlockOutcomes| {
            for row in &block.outcomes {
                (block.part, row.row, row.outcome, row.id, row.version).hash(&mut hasher);
            }
            Ok(())
        };
        reader.each_outcomes(import, Kept::Check, each).map_err(store_error)?;
        Ok(hasher.finish())
    }

    fn end_run(&self, writer: &mut Writer, actor: &Actor, import: &Import, ran: Result<()>, watch: &Watch) -> Result<Counts> {
        let (to, end) = match &ran {
            Ok(()) => (State::Completed, None),
            Err(Error::Stopped) => (State::Stopped, Some(Error::Stopped)),
            // A full disk or a locked file is not the end: the run goes on from here when it can.
            Err(_) => (State::Stopped, None),
        };
        let mut close = || {
            let counts = writer.outcome_counts(import.id, Kept::Run).map_err(store_error)?;
            let batch = writer.begin().map_err(store_error)?;
            // A commit that was not answered may have closed it already.
            if find(&batch, import.id)?.state == State::Running {
                batch.update_counts(import.id, &counts, self.moment()).map_err(store_error)?;
                batch.update_state(import.id, &[State::Running], to, self.moment()).map_err(store_error)?;
                self.audit(&batch, actor, "run-import", &import.type_key, import.id)?;
            }
            batch.commit().map_err(store_error)?;
            Ok(counts)
        };
        // Who lost patience already does not wait once more.
        let counts = if ran.is_ok() { patiently(watch, || None, &mut close)? } else { close()? };
        match (end, ran) {
            (Some(end), _) => Err(end),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => {
                self.remember_headers(writer, import)?;
                // Only tidying: the log is written back now rather than by the next one who writes.
                let _ = self.store.finish_bulk();
                Ok(counts)
            }
        }
    }

    /// What was mapped is suggested the next time.
    fn remember_headers(&self, writer: &mut Writer, import: &Import) -> Result<()> {
        let (_, settings) = self.import_and_settings(import.id)?;
        let batch = writer.begin().map_err(store_error)?;
        for part in &settings.recipe.parts {
            for column in &part.columns {
                let form = kartoteka_domain::record_type::header_word(&column.header);
                if let Some(field) = &column.field
                    && !form.is_empty()
                {
                    batch.remember_header(&part.record_type, &form, field, self.moment()).map_err(store_error)?;
                }
            }
        }
        batch.commit().map_err(store_error)
    }

    fn run_parts(&self, writer: &mut Writer, actor: &Actor, import: &Import, settings: &Settings, watch: &Watch) -> Result<()> {
        let reached = writer.last_batch(import.id).map_err(store_error)?.map(|note| place(&note));
        let mut run = Run {
            import: import.id,
            stamp: Stamp { at: self.moment(), by: actor.number(), import: Some(import.id) },
            tags: self.run_tags(writer, import, settings)?,
            counts: writer.outcome_counts(import.id, Kept::Run).map_err(store_error)?,
            reached,
            watch,
        };
        for part in 0..settings.recipe.parts.len() {
            if reached.is_some_and(|(done, ..)| done > part as u32) {
                continue;
            }
            let mut context = self.part_context(import, settings, part, &NamesToCome::default(), None, watch)?;
            let mine = reached.filter(|(done, ..)| *done == part as u32).map(|(_, phase, block)| (phase, block));
            if context.options.missing_links == MissingLinks::Create && mine.is_none() {
                self.create_missing(writer, &context, &mut run)?;
            }
            if mine.is_none_or(|(phase, _)| phase <= PHASE_ROWS) {
                let from = mine.filter(|(phase, _)| *phase == PHASE_ROWS).map(|(_, block)| block);
                context.table_is_empty &= from.is_none();
                self.run_rows(writer, &context, from, &mut run)?;
            }
            if links_after::has_links_within(&context) {
                let from = mine.filter(|(phase, _)| *phase == PHASE_LINKS).map(|(_, block)| block);
                self.set_links_after(writer, &context, from, &mut run)?;
            }
        }
        Ok(())
    }

    /// The automatic tag and the person's own, by number and name.
    fn run_tags(&self, writer: &mut Writer, import: &Import, settings: &Settings) -> Result<Vec<(i64, CompactString)>> {
        let batch = writer.begin().map_err(store_error)?;
        let mut tags = Vec::new();
        let own = settings.recipe.options.tags.iter().map(|name| (name.as_str(), None));
        for (name, of) in import.tag.as_deref().map(|tag| (tag, Some(import.id))).into_iter().chain(own) {
            let tag = batch.tag_id(name, of, self.moment()).map_err(store_error)?;
            if !tags.iter().any(|(known, _)| *known == tag) {
                tags.push((tag, CompactString::new(name)));
            }
        }
        batch.commit().map_err(store_error)?;
        Ok(tags)
    }

    fn run_rows(&self, writer: &mut Writer, context: &PartContext, reached: Option<u32>, run: &mut Run<'_>) -> Result<()> {
        let blocks: Vec<u32> = context.blocks.iter().copied().filter(|block| reached.is_none_or(|done| *block > done)).collect();
        let ty = &context.reader.record_type;
        let bulk = context.table_is_empty && context.rows >= BULK_ROWS && self.begin_bulk(writer, context)?;
        let planner = Planner::new(self.store.reader().map_err(store_error)?);
        let folder = writer.folder(ty, &context.reader.field_positions()).map_err(store_error)?;
        let (permit, permits) = sync_channel::<Vec<u32>>(1);
        let (send, planned) = sync_channel::<Result<PlannedBlock>>(BLOCKS_AHEAD);
        let ran = std::thread::scope(|scope| {
            let ahead = &folder;
            scope.spawn(move || plan_ahead(planner, context, ahead, permits, send));
            let planning = Planning { permit, planned };
            blocks.chunks(self.batch_blocks).try_for_each(|batch| {
                run.watch.go_on()?;
                self.run_batch(writer, context, batch, &planning, run)
            })
        });
        if bulk {
            let batch = writer.begin().map_err(store_error)?;
            batch.end_bulk(ty).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        ran
    }

    /// An empty table is filled without its secondary indexes; they are made after, or at the next opening.
    fn begin_bulk(&self, writer: &mut Writer, context: &PartContext) -> Result<bool> {
        let batch = writer.begin().map_err(store_error)?;
        let begun = batch.begin_bulk(&context.reader.record_type).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(begun)
    }

    fn run_batch(
        &self,
        writer: &mut Writer,
        context: &PartContext,
        blocks: &[u32],
        planning: &Planning,
        run: &mut Run<'_>,
    ) -> Result<()> {
        let batch = writer.begin().map_err(store_error)?;
        run.refuse_other(&batch)?;
        // The lock is held: what the planner reads from now on stays true until the commit.
        let _ = planning.permit.send(blocks.to_vec());
        let mut batch_counts = Counts::default();
        let positions = context.reader.field_positions();
        let ty = &context.reader.record_type;
        let mut records = RecordWriter::new(&batch, ty, context.import, &positions, run.stamp.clone(), &run.tags)?;
        for group in blocks.chunks(BLOCKS_TOGETHER) {
            let next = |_: &u32| planning.planned.recv().map_err(|_| Error::Stopped)?;
            let planned = group.iter().map(next).collect::<Result<Vec<PlannedBlock>>>()?;
            batch_counts.add(&write_blocks(&batch, &mut records, context, &positions, &planned)?);
            let mut shown = run.counts;
            shown.add(&batch_counts);
            run.watch.tell(Stage::Running, shown.rows, context.rows, &shown);
        }
        records.finish()?;
        run.note(&batch, (context.part, PHASE_ROWS), blocks, batch_counts, self.moment())?;
        self.refuse_without_administrator(&batch, &context.reader.record_type)?;
        batch.commit().map_err(store_error)?;
        run.counts.add(&batch_counts);
        Ok(())
    }
}

/// One run at work, from batch to batch.
struct Run<'w> {
    import: i64,
    stamp: Stamp,
    tags: Vec<(i64, CompactString)>,
    counts: Counts,
    /// Part, phase and last block of the batch committed last.
    reached: Option<(u32, u32, u32)>,
    watch: &'w Watch,
}

impl Run<'_> {
    /// Somebody pressed stop, or another process goes on with the same import: then this one must not write a row twice.
    fn refuse_other(&self, batch: &Batch<'_>) -> Result<()> {
        if find(batch, self.import)?.state != State::Running {
            return Err(Error::Stopped);
        }
        let last = batch.last_batch(self.import).map_err(store_error)?.map(|note| place(&note));
        if last == self.reached {
            return Ok(());
        }
        Err(Refusal::new(RefusalKind::Conflict, "import-runs-elsewhere").with("number", self.import).into())
    }

    /// Notes in the batch itself how far the run is.
    fn note(&mut self, batch: &Batch<'_>, (part, phase): (u32, u32), blocks: &[u32], counts: Counts, at: DateTime) -> Result<()> {
        let (block_from, block_to) = (blocks.first().copied().unwrap_or(0), blocks.last().copied().unwrap_or(0));
        let note = BatchNote { part, phase, block_from, block_to, counts };
        batch.record_batch(self.import, &note, at).map_err(store_error)?;
        self.reached = Some(place(&note));
        Ok(())
    }
}

fn place(note: &BatchNote) -> (u32, u32, u32) {
    (note.part, note.phase, note.block_to)
}

/// The thread that plans ahead: it is given the blocks of a batch and gives them back planned.
struct Planning {
    permit: SyncSender<Vec<u32>>,
    planned: Receiver<Result<PlannedBlock>>,
}

/// Plans the blocks of each permitted batch, in order.
fn plan_ahead(
    mut planner: Planner,
    context: &PartContext,
    folder: &Folder,
    permits: Receiver<Vec<u32>>,
    send: SyncSender<Result<PlannedBlock>>,
) {
    while let Ok(blocks) = permits.recv() {
        planner.refresh();
        for block in blocks {
            let mut planned = planner.plan(context, block, context.table_is_empty);
            if let Ok(planned) = &mut planned {
                planned.fold(folder);
            }
            if send.send(planned).is_err() {
                return;
            }
        }
    }
}
