//! A mass edit at work: chunk by chunk through the same plan, counted alike by preview and run.
//!
//! In: compiled actions and numbers. Out: records, journal, tags, issues; one committed batch a chunk.

use std::collections::BTreeMap;

use kartoteka_domain::issue::{Code, Problem};
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, BatchNote, Stage as Kept, Stamp, Writer};

use super::actions::Compiled;
use super::plan::{self, ChunkPlan, PlannedEdit};
use super::{BulkReport, PER_BATCH};
use crate::error::{Error, Result};
use crate::imports::find;
use crate::list_records::LinkNames;
use crate::progress::{Stage, Watch};
use crate::record_writer::{RecordWriter, RowWrite, Written};
use crate::{Engine, store_error};

/// One mass edit at work.
pub(super) struct Bulk<'a> {
    pub engine: &'a Engine,
    pub ty: &'a RecordType,
    pub run: i64,
    pub stamp: Stamp,
    pub report: BulkReport,
    pub people: BTreeMap<RecordId, i64>,
}

impl Bulk<'_> {
    pub fn preview(&mut self, writer: &Writer, mut compiled: Compiled, ids: &[RecordId], watch: &Watch) -> Result<()> {
        for chunk in ids.chunks(PER_BATCH) {
            watch.go_on()?;
            let plan = plan::plan(writer, &self.engine.types(), self.ty, &mut compiled, chunk)?;
            self.take(&plan);
            self.tell(watch);
        }
        Ok(())
    }

    pub fn write(
        &mut self,
        writer: &mut Writer,
        compiled: &mut Compiled,
        ids: &[RecordId],
        reached: Option<usize>,
        watch: &Watch,
    ) -> Result<()> {
        // Numbers nobody has belong to the first batch.
        let (mut before, mut listed) =
            if reached.is_none() { (Counts::default(), 0) } else { (self.report.counts(), self.report.issues.len()) };
        for (number, chunk) in ids.chunks(PER_BATCH).enumerate().filter(|(number, _)| reached.is_none_or(|done| *number > done)) {
            watch.go_on()?;
            let batch = writer.begin().map_err(store_error)?;
            if find(&batch, self.run)?.state != State::Running {
                return Err(Error::Stopped);
            }
            let plan = plan::plan(&batch, &self.engine.types(), self.ty, compiled, chunk)?;
            self.take(&plan);
            self.write_chunk(&batch, compiled, plan)?;
            let after = self.report.counts();
            let counts = done_between(&before, &after);
            batch.save_issues(self.run, Kept::Check, 0, &self.report.issues[listed..]).map_err(store_error)?;
            (before, listed) = (after, self.report.issues.len());
            let note = BatchNote { part: 0, phase: 0, block_from: number as u32, block_to: number as u32, counts };
            batch.record_batch(self.run, &note, self.stamp.at).map_err(store_error)?;
            self.engine.refuse_without_administrator(&batch, self.ty)?;
            batch.commit().map_err(store_error)?;
            self.tell(watch);
        }
        Ok(())
    }

    fn tell(&self, watch: &Watch) {
        let counts = self.report.counts();
        watch.tell(Stage::Running, counts.updated + counts.unchanged + counts.rejected, counts.rows, &counts);
    }

    /// Counts what is planned for a chunk.
    pub fn take(&mut self, plan: &ChunkPlan) {
        self.report.updated += (plan.edits.len() + plan.deletions.len()) as u64;
        self.report.unchanged += plan.unchanged;
        for (id, problem, field) in &plan.rejected {
            self.report.reject(*id, problem.clone(), field.clone());
        }
        for (person, change) in &plan.people {
            *self.people.entry(*person).or_default() += change;
        }
    }

    pub fn write_chunk(&mut self, batch: &Batch<'_>, compiled: &Compiled, plan: ChunkPlan) -> Result<()> {
        let mut records = RecordWriter::new(batch, self.ty, self.run, &[], self.stamp.clone(), &[])?;
        let mut tagged: BTreeMap<compact_str::CompactString, (Vec<RecordId>, Vec<RecordId>)> = BTreeMap::new();
        let mut writes = Vec::new();
        for PlannedEdit { id, version, steps, taken, given } in plan.edits {
            if steps.is_empty() {
                given.iter().for_each(|tag| tagged.entry(tag.clone()).or_default().0.push(id));
                taken.iter().for_each(|tag| tagged.entry(tag.clone()).or_default().1.push(id));
                records.retag(id, version, taken, given);
                continue;
            }
            writes.push(RowWrite::Update(id, version, steps));
        }
        let ids: Vec<RecordId> = writes.iter().filter_map(RowWrite::of).collect();
        for (id, written) in ids.into_iter().zip(records.write(writes)?) {
            match written {
                Written::Done(_) => {}
                Written::Moved => self.give_up(id, Problem::new(Code::RecordChangedSince).with("id", id), None),
                Written::Taken(field) => self.give_up(id, Problem::new(Code::KeyTaken).with("id", ""), Some(field)),
            }
        }
        if !plan.deletions.is_empty() {
            records.delete(&compiled.positions, plan.deletions, false)?;
        }
        for (tag, (given, taken)) in tagged {
            let number = batch.tag_id(&tag, None, self.stamp.at).map_err(store_error)?;
            batch.add_tag(self.ty, number, &given).map_err(store_error)?;
            batch.remove_tag(self.ty, number, &taken).map_err(store_error)?;
        }
        records.finish()
    }

    /// What was planned as an update broke while it was written.
    fn give_up(&mut self, id: RecordId, problem: Problem, field: Option<Key>) {
        self.report.updated -= 1;
        self.report.reject(id, problem, field);
    }

    pub fn finished(mut self, writer: &Writer) -> Result<BulkReport> {
        self.report.run = (self.run > 0).then_some(self.run);
        self.report.by_person = by_person(self.engine, writer, &self.people)?;
        Ok(self.report)
    }
}

/// Whoever gains or loses most comes first.
fn by_person(engine: &Engine, writer: &Writer, people: &BTreeMap<RecordId, i64>) -> Result<Vec<(String, i64)>> {
    let types = engine.types();
    let Some(field) = types.plain().iter().find_map(|ty| ty.field("responsible")) else { return Ok(Vec::new()) };
    let mut names = LinkNames::default();
    names.want(field, kartoteka_domain::value::Value::links(people.keys().copied().collect()).as_ref());
    names.fetch(writer, &types)?;
    let mut list: Vec<(String, i64)> =
        people.iter().filter(|(_, change)| **change != 0).map(|(id, change)| (names.name(&field.target, *id), *change)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(list)
}

/// What happened from one moment of a report to a later one.
fn done_between(before: &Counts, after: &Counts) -> Counts {
    let mut counts = Counts {
        updated: after.updated - before.updated,
        unchanged: after.unchanged - before.unchanged,
        rejected: after.rejected - before.rejected,
        errors: after.rejected - before.rejected,
        ..Counts::default()
    };
    counts.rows = counts.updated + counts.unchanged + counts.rejected;
    counts
}
