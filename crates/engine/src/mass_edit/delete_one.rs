//! One record deleted: a mass edit of one, whole in one transaction, so that what it is based on is compared where it is written.
//!
//! In: a number and the version it is expected to have. Out: the report of a mass edit, with an undo like any other.

use std::collections::BTreeMap;

use kartoteka_domain::language::Language;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::run::State;
use kartoteka_store::{BatchNote, NewImport, RunKind};

use super::numbers::ranges_text;
use super::work::Bulk;
use super::{BulkAction, BulkReport, BulkSettings, actions, plan, require_type};
use crate::actor::{Actor, Permission};
use crate::edit_record::not_found;
use crate::error::{Refusal, RefusalKind, Result};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

impl Engine {
    /// Deletes a record that still has the version. `expected`: none for any. A record others link to stays: the report says so.
    pub fn delete_record(&self, actor: &Actor, type_word: &str, id: RecordId, expected: Option<Version>) -> Result<BulkReport> {
        actor.require(Permission::EditRecords)?;
        let ty = self.types().named(type_word)?;
        require_type(actor, &ty.key)?;
        if ty.key == "user" {
            self.refuse_last_of(&[id])?;
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = batch.records_by_id(&ty, &[], &[id]).map_err(store_error)?;
        let version = found.first().map(|record| record.version).ok_or_else(|| not_found(&ty.key, id))?;
        if expected.is_some_and(|expected| expected != version) {
            let refusal = Refusal::new(RefusalKind::Conflict, "record-changed").with("id", id);
            return Err(refusal.with("version", version.0).into());
        }
        let actions = vec![BulkAction::Delete];
        let report = BulkReport { records: 1, ..BulkReport::default() };
        let mut compiled = match actions::compile(&batch, &self.types(), actor, &ty, &actions, Language::default())? {
            Ok(compiled) => compiled,
            Err(issues) => return Ok(BulkReport { rejected: 1, issues, ..report }),
        };
        let plan = plan::plan(&batch, &self.types(), &ty, &mut compiled, &[id])?;
        let mut bulk = Bulk { engine: self, ty: &ty, run: 0, stamp: self.bulk_stamp(actor, 0), report, people: BTreeMap::new() };
        bulk.take(&plan);
        if bulk.report.rejected > 0 {
            return Ok(bulk.report);
        }
        let settings = BulkSettings { actions, language: Language::default(), ids: ranges_text(&[id]), missing: String::new() };
        let new = NewImport { settings: to_json(&settings)?, ..self.new_run(actor, RunKind::Bulk, &ty.key) };
        bulk.run = batch.create_import(&new).map_err(store_error)?;
        bulk.stamp = self.bulk_stamp(actor, bulk.run);
        bulk.write_chunk(&batch, &compiled, plan)?;
        let counts = bulk.report.counts();
        let note = BatchNote { part: 0, phase: 0, block_from: 0, block_to: 0, counts };
        batch.record_batch(bulk.run, &note, bulk.stamp.at).map_err(store_error)?;
        batch.update_counts(bulk.run, &counts, self.moment()).map_err(store_error)?;
        batch.update_state(bulk.run, &[State::Running], State::Completed, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "bulk-edit", &ty.key, bulk.run)?;
        batch.commit().map_err(store_error)?;
        bulk.report.run = Some(bulk.run);
        Ok(bulk.report)
    }
}
