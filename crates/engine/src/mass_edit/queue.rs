//! A mass edit that is done later: its records are bound now, its run waits for a worker.
//!
//! In: a filter, actions. Out: the number of a run. What cannot be done at all is refused now.

use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::run::State;
use kartoteka_store::{NewImport, RunKind};

use super::numbers::{ids_of_text, ranges_text};
use super::{BulkAction, BulkSettings, actions, malformed, missing_of, require_type};
use crate::actor::{Actor, Permission};
use crate::error::{Error, Result};
use crate::imports::{find, not_now};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

impl Engine {
    /// Binds the records and keeps what is to be done to them; [`Engine::resume_bulk`] does it.
    pub fn queue_bulk(
        &self,
        actor: &Actor,
        type_word: &str,
        filter: &Filter,
        wanted: &[BulkAction],
        language: Language,
    ) -> Result<i64> {
        actor.require(Permission::BulkEdit)?;
        let ty = self.types().named(type_word)?;
        require_type(actor, &ty.key)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let ids = writer.ids_of(&ty, filter).map_err(store_error)?;
        if ids.is_empty() {
            return Err(malformed("bulk-nobody").into());
        }
        if actions::compile(&writer, &self.types(), actor, &ty, wanted, language)?.is_err() {
            return Err(malformed("bulk-unfit").into());
        }
        self.refuse_rights_gone(&ty, wanted, &ids)?;
        let settings = BulkSettings {
            actions: wanted.to_vec(),
            language,
            ids: ranges_text(&ids),
            missing: ranges_text(&missing_of(filter, &ids)),
        };
        let batch = writer.begin().map_err(store_error)?;
        let new =
            NewImport { settings: to_json(&settings)?, state: State::Queued, ..self.new_run(actor, RunKind::Bulk, &ty.key) };
        let run = batch.create_import(&new).map_err(store_error)?;
        self.audit(&batch, actor, "bulk-edit", &ty.key, run)?;
        batch.commit().map_err(store_error)?;
        Ok(run)
    }

    /// What a mass edit was asked to do, and to how many records.
    pub fn bulk_request(&self, actor: &Actor, run: i64) -> Result<(Vec<BulkAction>, u64)> {
        actor.require(Permission::BulkEdit)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = find(&reader, run)?;
        let settings: BulkSettings = match found.kind {
            RunKind::Bulk => serde_json::from_str(&found.settings).map_err(|e| Error::fault("a mass edit cannot be read", e))?,
            _ => return Err(not_now(&found)),
        };
        Ok((settings.actions, ids_of_text(&settings.ids).len() as u64))
    }
}
