//! Before the rows: records that links name and nobody has, created because the person chose so (SEM-03).
//!
//! In: a part. Out: records with nothing but a name, journaled with the same run, so that undo takes them back too.

use std::collections::BTreeMap;

use compact_str::CompactString;

use kartoteka_domain::lookup::ask;
use kartoteka_domain::record::Key;
use kartoteka_domain::run::Counts;
use kartoteka_domain::value::Value;
use kartoteka_store::Writer;

use super::{PHASE_MISSING, Run};
use crate::error::Result;
use crate::facts::{Names, fetch};
use crate::plan_block::{PartContext, block_bytes, each_row};
use crate::progress::Watch;
use crate::record_writer::RecordWriter;
use crate::{Engine, store_error};

impl Engine {
    pub(super) fn create_missing(&self, writer: &mut Writer, context: &PartContext, run: &mut Run<'_>) -> Result<()> {
        let missing = self.missing_names(context, run.watch)?;
        let batch = writer.begin().map_err(store_error)?;
        run.refuse_other(&batch)?;
        for (target, names) in &missing {
            let Some(ty) = context.types.get(target) else { continue };
            let Some(position) = ty.position(&ty.name_field) else { continue };
            let mut records = RecordWriter::new(&batch, ty, context.import, &[position], run.stamp.clone(), &run.tags)?;
            records.expect(names.len() as u64)?;
            for name in names.values() {
                records.create(&[Some(Value::Text(name.clone()))])?;
            }
            records.finish()?;
        }
        run.note(&batch, (context.part, PHASE_MISSING), &[], Counts::default(), self.moment())?;
        batch.commit().map_err(store_error)
    }

    /// Record type → folded name → the name as first written, of every link that leads nowhere. Memory grows with the
    /// number of different names.
    fn missing_names(
        &self,
        context: &PartContext,
        watch: &Watch,
    ) -> Result<BTreeMap<Key, BTreeMap<CompactString, CompactString>>> {
        let conn = self.store.reader().map_err(store_error)?;
        let mut missing: BTreeMap<Key, BTreeMap<CompactString, CompactString>> = BTreeMap::new();
        let mut names = Names::default();
        let mut scratch = Vec::new();
        for block in &context.blocks {
            watch.go_on()?;
            let bytes = block_bytes(&conn, context, *block)?;
            let mut drafts = Vec::new();
            each_row(&bytes, &mut scratch, |row| {
                let included = context.edits.is_empty() || context.edits.apply(row);
                if included && context.reader.is_data(row) {
                    let draft = context.reader.read(row, &mut Vec::new());
                    // A row that stays out creates nothing on the side.
                    if !draft.has_error {
                        drafts.push(draft);
                    }
                }
                Ok(())
            })?;
            let questions = ask(&context.reader, &drafts);
            let answers = fetch(&conn, &context.types, &context.reader, &drafts, &questions, &mut names, true)?;
            for (target, wanted) in &questions.names {
                if !context.file.creatable.contains(target) {
                    continue;
                }
                let in_file = context.file.names.get(target);
                for (folded, name) in wanted {
                    if answers.named(target, folded).is_empty() && !in_file.is_some_and(|names| names.contains(folded)) {
                        missing.entry(target.clone()).or_default().entry(folded.clone()).or_insert_with(|| name.clone());
                    }
                }
            }
        }
        Ok(missing)
    }
}
