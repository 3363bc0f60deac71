//! The second pass: links among records of the same file, once all of them exist (SEM-04).
//!
//! In: a part whose rows are written. Out: links set, each journaled as a change of the same run.

use kartoteka_domain::draft::{Draft, Slot};
use kartoteka_domain::kind::fold;
use kartoteka_domain::lookup::{LinkRef, Map, ask};
use kartoteka_domain::plan;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_domain::run::{Counts, Outcome};
use kartoteka_domain::value::Value;
use kartoteka_store::{Batch, Stage as Kept, Stamp, Writer};

use super::{BLOCKS_PER_BATCH, PHASE_LINKS, Run};
use crate::error::Result;
use crate::facts::{Names, fetch};
use crate::plan_block::{PartContext, block_bytes, each_row};
use crate::record_writer::{FieldStep, RecordWriter};
use crate::{Engine, store_error};

/// Whether a mapped column links records of this type to each other.
pub(super) fn has_links_within(context: &PartContext) -> bool {
    own_links(context).next().is_some()
}

fn own_links(context: &PartContext) -> impl Iterator<Item = usize> {
    let reader = &context.reader;
    (0..reader.slots.len()).filter(move |slot| {
        let field = reader.field(*slot);
        let links = matches!(field.kind, FieldKind::Link | FieldKind::Links) && field.target == reader.record_type.key.as_str();
        links && reader.slots[*slot].column().is_some()
    })
}

impl Engine {
    pub(super) fn set_links_after(
        &self,
        writer: &mut Writer,
        context: &PartContext,
        reached: Option<u32>,
        run: &mut Run<'_>,
    ) -> Result<()> {
        let blocks: Vec<u32> = context.blocks.iter().copied().filter(|block| reached.is_none_or(|done| *block > done)).collect();
        for chunk in blocks.chunks(BLOCKS_PER_BATCH) {
            run.watch.go_on()?;
            let batch = writer.begin().map_err(store_error)?;
            run.refuse_other(&batch)?;
            for block in chunk {
                set_links(&batch, context, *block, &run.stamp)?;
            }
            run.note(&batch, (context.part, PHASE_LINKS), chunk, Counts::default(), self.moment())?;
            batch.commit().map_err(store_error)?;
        }
        Ok(())
    }
}

fn set_links(batch: &Batch<'_>, context: &PartContext, block: u32, stamp: &Stamp) -> Result<()> {
    let Some(outcomes) = batch.outcomes(context.import, Kept::Run, context.part, block).map_err(store_error)? else {
        return Ok(());
    };
    let written = |outcome| matches!(outcome, Outcome::Created | Outcome::Updated);
    let ids: Map<u32, RecordId> =
        outcomes.outcomes.iter().filter(|o| written(o.outcome)).filter_map(|o| Some((o.row.0, o.id?))).collect();
    let mut created: Vec<RecordId> =
        outcomes.outcomes.iter().filter(|o| o.outcome == Outcome::Created).filter_map(|o| o.id).collect();
    created.sort_unstable();
    let drafts = named_drafts(batch, context, block, &ids)?;
    if drafts.is_empty() {
        return Ok(());
    }
    let questions = ask(&context.reader, &drafts);
    let answers = fetch(batch, &context.types, &context.reader, &drafts, &questions, &mut Names::default(), true)?;
    let positions = context.reader.field_positions();
    let mut wanted: Vec<RecordId> = drafts.iter().filter_map(|draft| ids.get(&draft.row.0)).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let stored = batch.records_by_id(&context.reader.record_type, &positions, &wanted).map_err(store_error)?;
    let stored: Map<RecordId, _> = stored.into_iter().map(|record| (record.id, record)).collect();
    let mut records = RecordWriter::new(batch, &context.reader.record_type, context.import, &positions, stamp.clone(), &[])?;
    for draft in &drafts {
        let Some(record) = ids.get(&draft.row.0).and_then(|id| stored.get(id)) else { continue };
        let mut steps: Vec<FieldStep> = Vec::new();
        for slot in own_links(context) {
            let Slot::Names(names) = &draft.slots[slot] else { continue };
            let target = &context.reader.field(slot).target;
            let found = names.iter().filter_map(|name| match LinkRef::of(name) {
                LinkRef::Id(id) => Some(id),
                LinkRef::Name(name) => answers.named(target, &fold(name)).first().copied(),
            });
            let ids: Vec<RecordId> = found.filter(|id| *id != record.id).collect();
            let after = match context.reader.field(slot).kind {
                FieldKind::Links => Value::links(ids),
                _ => ids.first().map(|id| Value::Link(*id)),
            };
            let after = match created.binary_search(&record.id).is_ok() {
                true => after,
                false => {
                    after.and_then(|after| plan::wanted(&context.reader.slots[slot], &Slot::Value(after), &record.values[slot])?)
                }
            };
            if after.is_some() && after != record.values[slot] {
                steps.push((positions[slot], record.values[slot].clone(), after));
            }
        }
        if !steps.is_empty() {
            records.update(record.id, Version(record.version.0), steps)?;
        }
    }
    records.finish()
}

/// Drafts of the block's written rows that name records of their own type.
fn named_drafts(batch: &Batch<'_>, context: &PartContext, block: u32, ids: &Map<u32, RecordId>) -> Result<Vec<Draft>> {
    let bytes = block_bytes(batch, context, block)?;
    let mut drafts = Vec::new();
    each_row(&bytes, &mut Vec::new(), |row| {
        let included = context.edits.is_empty() || context.edits.apply(row);
        if included && ids.contains_key(&row.number.0) && context.reader.is_data(row) {
            let draft = context.reader.read(row, &mut Vec::new());
            if own_links(context).any(|slot| matches!(draft.slots[slot], Slot::Names(_))) {
                drafts.push(draft);
            }
        }
        Ok(())
    })?;
    Ok(drafts)
}
