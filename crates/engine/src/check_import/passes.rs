//! The two passes of a check: the survey of the whole file, and the judgement of every row.
//!
//! In: blocks. Out: what the survey saw; outcomes and issues. Writes nothing.

use compact_str::CompactString;
use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::issue::Issue;
use kartoteka_domain::kind::fold;
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::run::{Counts, RowOutcome};
use kartoteka_domain::survey::{Seen, Survey};
use serde::{Deserialize, Serialize};

use super::divide::Pass;
use crate::error::Result;
use crate::plan_block::{PartContext, PlannedBlock, Planner, count_issues};
use crate::progress::Watch;

/// Counts rows, looks for keys that repeat and for the order of dates.
pub(super) struct Surveying;

impl Pass for Surveying {
    const WORD: &'static str = "survey";
    type Found = Seen;

    fn look(&self, planner: &mut Planner, context: &PartContext, blocks: &[u32], watch: &Watch) -> Result<Seen> {
        let mut survey = Survey::new(&context.reader);
        for block in blocks {
            watch.go_on()?;
            planner.each_data_row(context, *block, |row| survey.add(row))?;
        }
        Ok(survey.take())
    }
}

/// Plans every row and keeps what a check tells of it.
pub(super) struct Judging {
    /// Later parts may link to what this one creates or renames.
    pub keep_names: bool,
}

/// What a check tells of a block.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Findings {
    pub block: u32,
    pub outcomes: Vec<RowOutcome>,
    pub issues: Vec<Issue>,
    /// Row, folded name its record will bear.
    pub names: Vec<(RowNumber, CompactString)>,
}

impl Findings {
    fn of(context: &PartContext, planned: PlannedBlock, keep_names: bool) -> Findings {
        let names = if keep_names { names(context, &planned) } else { Vec::new() };
        let outcomes = planned.rows.iter().map(PlannedRow::row_outcome).collect();
        Findings { block: planned.block, outcomes, issues: planned.issues, names }
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.outcomes.iter().for_each(|row| counts.count(row.outcome));
        count_issues(&self.issues, &mut counts);
        counts
    }
}

impl Pass for Judging {
    const WORD: &'static str = "judge";
    type Found = Vec<Findings>;

    fn look(&self, planner: &mut Planner, context: &PartContext, blocks: &[u32], watch: &Watch) -> Result<Vec<Findings>> {
        let judge = |block: &u32| {
            watch.go_on()?;
            let planned = planner.plan(context, *block, context.table_is_empty)?;
            Ok(Findings::of(context, planned, self.keep_names))
        };
        blocks.iter().map(judge).collect()
    }

    fn keeps_names(&self) -> bool {
        self.keep_names
    }
}

/// The folded names of records a block will create or rename, with their rows: later rows and parts may link to them.
pub(super) fn names(context: &PartContext, block: &PlannedBlock) -> Vec<(RowNumber, CompactString)> {
    let Some(slot) = context.reader.slot_of(&context.reader.record_type.name_field) else { return Vec::new() };
    let name = |row: &PlannedRow| {
        let value = match &row.change {
            PlannedChange::Create(values) => values[slot].as_ref(),
            PlannedChange::Update(fields) => {
                fields.iter().find(|(changed, ..)| *changed == slot).and_then(|(_, _, after)| after.as_ref())
            }
            _ => None,
        };
        Some((row.row, fold(value?.as_text()?)))
    };
    block.rows.iter().filter_map(name).collect()
}
