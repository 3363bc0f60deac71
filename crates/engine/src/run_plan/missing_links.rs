//! Before the rows: records that links name and nobody has, created because the person chose so (SEM-03).
//!
//! In: a part. Out: records with a name and the type's defaults, journaled with the same run, so that undo takes them back too.

use std::collections::BTreeMap;

use compact_str::CompactString;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::kind::{self, Parsed, fold};
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::Counts;
use kartoteka_domain::value::Value;
use kartoteka_store::Writer;

use super::{PHASE_MISSING, Run};
use crate::error::Result;
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::record_writer::RecordWriter;
use crate::{Engine, store_error};

/// Records written together.
const ROWS: usize = 1_000;

impl Engine {
    pub(super) fn create_missing(&self, writer: &mut Writer, context: &PartContext, run: &mut Run<'_>) -> Result<()> {
        let missing = self.missing_names(context, run.watch)?;
        let batch = writer.begin().map_err(store_error)?;
        run.refuse_other(&batch)?;
        for (target, names) in &missing {
            let Some(ty) = context.types.get(target) else { continue };
            let Some(position) = ty.position(&ty.name_field) else { continue };
            let (mut positions, mut values): (Vec<usize>, Vec<Option<Value>>) = defaults(ty).into_iter().unzip();
            positions.push(position);
            let mut records = RecordWriter::new(&batch, ty, context.import, &positions, run.stamp.clone(), &run.tags)?;
            let mut named = |name: &CompactString| {
                values.truncate(positions.len() - 1);
                values.push(Some(Value::Text(name.clone())));
                values.clone()
            };
            let rows: Vec<Vec<Option<Value>>> = names.values().map(&mut named).collect();
            rows.chunks(ROWS).try_for_each(|rows| records.create_all(rows))?;
            records.finish()?;
        }
        run.note(&batch, (context.part, PHASE_MISSING), &[], Counts::default(), self.moment())?;
        batch.commit().map_err(store_error)
    }

    /// Record type → folded name → the name as first written, of every link that leads nowhere. Memory grows with the
    /// number of different names. A row that stays out creates nothing on the side.
    fn missing_names(
        &self,
        context: &PartContext,
        watch: &Watch,
    ) -> Result<BTreeMap<Key, BTreeMap<CompactString, CompactString>>> {
        let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
        let mut missing: BTreeMap<Key, BTreeMap<CompactString, CompactString>> = BTreeMap::new();
        for block in &context.blocks {
            watch.go_on()?;
            let planned = planner.plan(context, *block, context.table_is_empty)?;
            let goes_in = |row: &&PlannedRow| !matches!(row.change, PlannedChange::Reject | PlannedChange::Skip);
            for (slot, name) in planned.rows.iter().filter(goes_in).flat_map(|row| &row.deferred) {
                let target = Key::new(&context.reader.field(*slot).target);
                let folded = fold(name);
                let in_file = context.file.names.get(&target).is_some_and(|names| names.contains(&folded));
                if context.file.creatable.contains(&target) && !in_file {
                    missing.entry(target).or_default().entry(folded).or_insert_with(|| name.clone());
                }
            }
        }
        Ok(missing)
    }
}

/// What a new record of the type has when nothing is said: position and value of each field with a default.
fn defaults(ty: &RecordType) -> Vec<(usize, Option<Value>)> {
    let fields = ty.fields.iter().enumerate().filter(|(_, field)| !field.default.is_empty() && !field.archived);
    let values =
        fields.filter_map(|(position, field)| match kind::parse(field, &Cell::text(&field.default), &Default::default()) {
            Parsed::Value(value) | Parsed::Remark(value, _) => Some((position, Some(value))),
            _ => None,
        });
    values.collect()
}
