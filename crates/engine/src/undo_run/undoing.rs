//! One undo at work: what was asked for, what earlier processes did of it, and who may write now.
//!
//! In: a run, rules. Out: notes in the batches, and the sum of all lives of the run. Decides nothing about records.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, BatchNote, Conn, Import, JournalEntry, Stamp};

use super::UndoReport;
use crate::actor::Actor;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::find;
use crate::upload_file::to_json;
use crate::{Engine, store_error};

/// What decides how far an undo goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub write: bool,
    /// Created records that were edited since are kept.
    pub keep_edited: bool,
    /// Fields changed by the run get their old values back.
    pub restore: bool,
}

/// What a run that takes back keeps of itself, so that it can go on after a kill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeBack {
    /// For a deletion: which kind of record, by which tag.
    pub kind: String,
    pub tag: String,
    pub keep_edited: bool,
    /// Created records that went so far, by type.
    pub deleted: BTreeMap<Key, u64>,
    /// Records that got old values back so far.
    pub restored: u64,
}

impl TakeBack {
    /// Whether the same was asked for.
    pub fn is_same(&self, other: &TakeBack) -> bool {
        (&self.kind, &self.tag, self.keep_edited) == (&other.kind, &other.tag, other.keep_edited)
    }

    /// What a run that ended had come to; what it kept is counted and not listed any more.
    pub fn told(&self, run: &Import) -> UndoReport {
        let Counts { rows, unchanged, skipped, .. } = run.counts;
        let report = UndoReport { run: Some(run.id), records: rows, unchanged, kept_count: skipped, ..UndoReport::default() };
        let mut report = UndoReport { restored: self.restored, ..report };
        self.deleted.iter().for_each(|(type_key, records)| report.delete(type_key, *records));
        report
    }

    /// With what was done since.
    fn and(&self, report: &UndoReport) -> TakeBack {
        let mut sum = self.clone();
        for (type_key, numbers) in report.by_type.iter().filter(|(_, numbers)| numbers.deleted > 0) {
            *sum.deleted.entry(type_key.clone()).or_default() += numbers.deleted;
        }
        sum.restored += report.restored;
        sum
    }
}

/// One undo at work.
pub(crate) struct Undoing<'a> {
    pub engine: &'a Engine,
    /// The run that is taken back.
    pub of: &'a Import,
    pub run: i64,
    pub stamp: Stamp,
    pub rules: Rules,
    /// What this process did; an earlier one may have begun.
    pub report: UndoReport,
    said: TakeBack,
    /// The batch this process committed last.
    reached: Option<BatchNote>,
    /// What the run created, as ranges; read when it is first asked for.
    created: Option<Vec<(Key, RecordId, RecordId)>>,
}

impl<'a> Undoing<'a> {
    /// `said`: what was asked for, and what an earlier process did of it.
    pub fn new(engine: &'a Engine, actor: &Actor, of: &'a Import, run: i64, rules: Rules, said: TakeBack) -> Undoing<'a> {
        let stamp = Stamp { at: engine.moment(), by: actor.number(), import: None };
        Undoing { engine, of, run, stamp, rules, report: UndoReport::default(), said, reached: None, created: None }
    }

    /// Somebody stopped this run, or another process goes on with it: then this one must not write.
    pub fn refuse_other(&self, batch: &Batch<'_>) -> Result<()> {
        if find(batch, self.run)?.state != State::Running {
            return Err(Error::Stopped);
        }
        // Before its own first batch a process takes over whatever an earlier one left.
        if self.reached.is_none() || batch.last_batch(self.run).map_err(store_error)? == self.reached {
            return Ok(());
        }
        Err(Refusal::new(RefusalKind::Conflict, "import-runs-elsewhere").with("number", self.run).into())
    }

    /// Notes in the batch itself what was done so far.
    pub fn note(&mut self, batch: &Batch<'_>, place: u64) -> Result<()> {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let note = BatchNote { part: 0, phase: 0, block_from: place, block_to: place, counts: self.report.counts() };
        batch.record_batch(self.run, &note, self.stamp.at).map_err(store_error)?;
        let sum = to_json(&self.said.and(&self.report))?;
        batch.update_settings(self.run, &sum, self.stamp.at).map_err(store_error)?;
        self.reached = Some(note);
        Ok(())
    }

    /// What this and earlier processes did together. Each walks over everything, so what is kept was seen by the last one,
    /// and what earlier ones took back looked to it as before already, or was not there any more.
    pub fn ended(self) -> UndoReport {
        let (mut report, said) = (self.report, self.said);
        let earlier: u64 = said.deleted.values().sum();
        if self.rules.restore {
            report.unchanged = report.unchanged.saturating_sub(earlier + said.restored);
        } else {
            report.records += earlier;
        }
        said.deleted.iter().for_each(|(type_key, records)| report.delete(type_key, *records));
        report.restored += said.restored;
        report.run = Some(self.run);
        report
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
