//! Planned blocks become records, journal, outcomes, and the issues only the writing could find.
//!
//! In: blocks, planned while the write lock of their batch is held. Out: what was written; one outcome a row.

use compact_str::CompactString;

use kartoteka_domain::issue::{Code, Issue, Problem};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::run::{Counts, Outcome, RowOutcome};
use kartoteka_store::{Batch, BlockOutcomes, Stage as Kept};

use crate::error::Result;
use crate::plan_block::{PartContext, PlannedBlock, count_issues};
use crate::record_writer::{FieldStep, RecordWriter, RowWrite, Written};
use crate::store_error;

/// Writes the rows of some blocks that follow each other.
pub(super) fn write_blocks(
    batch: &Batch<'_>,
    records: &mut RecordWriter<'_>,
    context: &PartContext,
    positions: &[usize],
    blocks: &[PlannedBlock],
) -> Result<Counts> {
    let (first, last) = (blocks.first().map_or(0, |block| block.block), blocks.last().map_or(0, |block| block.block));
    let promised = batch.outcomes_between(context.import, Kept::Check, context.part, (first, last)).map_err(store_error)?;
    let promised: Map<u32, Vec<RowOutcome>> = promised.into_iter().map(|kept| (kept.block, kept.outcomes)).collect();
    let none = Vec::new();
    let (mut told, mut writes) = (Vec::new(), Vec::new());
    for block in blocks {
        told.push(tell(block, promised.get(&block.block).unwrap_or(&none), positions, &mut writes));
    }
    let mut written = records.write(writes)?.into_iter();
    records.journal()?;
    let (mut counts, mut kept) = (Counts::default(), Vec::with_capacity(blocks.len()));
    for (block, told) in blocks.iter().zip(told) {
        let mut found = Vec::new();
        let outcomes = block.rows.iter().zip(told).map(|(row, told)| match told {
            Told::Outcome(outcome) => outcome,
            Told::Moved => changed_since(row, &mut found),
            Told::ByWriting => outcome_of(row, written.next().unwrap_or(Written::Moved), context, &mut found),
        });
        let outcomes: Vec<RowOutcome> = outcomes.collect();
        let mut of_block = Counts::default();
        outcomes.iter().for_each(|outcome| of_block.count(outcome.outcome));
        count_issues(&block.issues, &mut of_block);
        count_issues(&found, &mut of_block);
        batch.save_issues(context.import, Kept::Check, context.part, &found).map_err(store_error)?;
        counts.add(&of_block);
        kept.push(BlockOutcomes { part: context.part, block: block.block, counts: of_block, outcomes });
    }
    batch.save_outcomes(context.import, Kept::Run, &kept).map_err(store_error)?;
    Ok(counts)
}

/// How the outcome of each row of a block is known; what is to be written goes to the other writes.
fn tell<'b>(block: &'b PlannedBlock, promised: &[RowOutcome], positions: &[usize], writes: &mut Vec<RowWrite<'b>>) -> Vec<Told> {
    let creates = block.rows.iter().filter(|row| matches!(row.change, PlannedChange::Create(_))).count();
    let mut forms = block.forms.chunks((block.forms.len() / creates.max(1)).max(1));
    let mut told = Vec::with_capacity(block.rows.len());
    for (index, row) in block.rows.iter().enumerate() {
        let forms = if matches!(row.change, PlannedChange::Create(_)) { forms.next() } else { None };
        told.push(match promised.get(index).filter(|promise| promise.row == row.row) {
            Some(promise) if moved_since(promise, row) => Told::Moved,
            // What the check kept out stays out; its reason stands in the check's issues.
            Some(promise) if promise.outcome == Outcome::Rejected => {
                Told::Outcome(RowOutcome { outcome: Outcome::Rejected, ..row.row_outcome() })
            }
            _ => match write_of(row, forms.unwrap_or_default(), positions) {
                Some(write) => {
                    writes.push(write);
                    Told::ByWriting
                }
                None => Told::Outcome(row.row_outcome()),
            },
        });
    }
    told
}

/// SEM-09: the record the check saw is not the record that is there now.
fn moved_since(promise: &RowOutcome, row: &PlannedRow) -> bool {
    let writes = matches!(row.change, PlannedChange::Update(_) | PlannedChange::Create(_));
    let was_writing = matches!(promise.outcome, Outcome::Created | Outcome::Updated);
    writes && was_writing && (promise.outcome != row.outcome() || promise.id != row.id || promise.version != row.version)
}

fn changed_since(row: &PlannedRow, issues: &mut Vec<Issue>) -> RowOutcome {
    let id = row.id.map_or(String::new(), |id| id.to_string());
    issues.push(Issue::of_row(row.row, Problem::new(Code::RecordChangedSince).with("id", id)));
    RowOutcome { row: row.row, outcome: Outcome::Rejected, id: row.id, version: row.version }
}

/// How the outcome of a row is known.
enum Told {
    Outcome(RowOutcome),
    /// The record is not the one the check saw.
    Moved,
    ByWriting,
}

/// What is to be written for a row, if anything.
fn write_of<'r>(row: &'r PlannedRow, forms: &'r [Option<CompactString>], positions: &[usize]) -> Option<RowWrite<'r>> {
    match (&row.change, row.id) {
        (PlannedChange::Create(values), _) => Some(RowWrite::Create(values, forms)),
        (PlannedChange::Update(fields), Some(id)) if !fields.is_empty() => {
            let step = |(slot, before, after): &(usize, _, _)| -> FieldStep {
                (positions[*slot], Option::clone(before), Option::clone(after))
            };
            Some(RowWrite::Update(id, row.version, fields.iter().map(step).collect()))
        }
        _ => None,
    }
}

fn outcome_of(row: &PlannedRow, written: Written, context: &PartContext, issues: &mut Vec<Issue>) -> RowOutcome {
    let outcome = |outcome, id| RowOutcome { row: row.row, outcome, id, version: row.version };
    match written {
        Written::Done(id) => outcome(row.outcome(), Some(id)),
        Written::Moved => changed_since(row, issues),
        Written::Taken(field) => {
            let mut issue = Issue::of_row(row.row, Problem::new(Code::KeyTaken).with("id", ""));
            issue.column = context.reader.slot_of(&field).and_then(|slot| context.reader.slots[slot].column()).map(|c| c as u16);
            issue.field = Some(field);
            issues.push(issue);
            outcome(Outcome::Failed, None)
        }
    }
}
