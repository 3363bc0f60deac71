//! How long things are kept: uploaded files with their rows, drafts nobody touches, and finished exports. What is over is
//! forgotten; the history of an import that ran, its counts, its journal and its undo stay.
//!
//! In: the settings `uploads.kept_days`, `drafts.kept_days` and `exports.kept_days`. Out: room. Files of imports that may still
//! run stay.

use jiff::ToSpan;
use jiff::civil::DateTime;
use kartoteka_domain::run::State;
use kartoteka_store::{Conn, Import, ImportFilter, RunKind};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::imports::{is_draft, settings_of};
use crate::manage_settings::{DRAFTS_KEPT_DAYS, UPLOADS_KEPT_DAYS};
use crate::{Engine, store_error};

/// Imports that are over: nothing needs their rows but a person who looks.
const OVER: [State; 3] = [State::Completed, State::Undone, State::PartlyUndone];

/// What is left of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKept {
    /// Until the setting or the person says otherwise.
    ForGood,
    Until(DateTime),
    Gone,
}

impl Engine {
    /// Forgets uploads and exports whose time is over. Doors do it now and then; it never touches a record.
    pub fn forget_old_files(&self) -> Result<()> {
        self.forget_old_exports()?;
        self.forget_old_drafts()?;
        self.forget_dead_passes()?;
        let Some(oldest) = self.oldest_upload()? else { return Ok(()) };
        let kinds = vec![RunKind::Import, RunKind::Edit];
        let filter = ImportFilter { kinds, states: OVER.to_vec(), ..ImportFilter::default() };
        let reader = self.store.reader().map_err(store_error)?;
        let is_old = |import: &Import| import.finished_at.is_some_and(|at| at < oldest);
        for import in reader.imports(&filter).map_err(store_error)?.into_iter().filter(is_old) {
            if has_rows(&reader, &import)? {
                self.forget_upload(&import)?;
            }
        }
        Ok(())
    }

    /// Checks that several nodes made together and whose leader is gone.
    fn forget_dead_passes(&self) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_beside().map_err(store_error)?;
        batch.close_dead_passes().map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Imports that were never run and that nobody touched for so long, with their files, mends and findings.
    fn forget_old_drafts(&self) -> Result<()> {
        let Some(oldest) = self.days_ago(DRAFTS_KEPT_DAYS)? else { return Ok(()) };
        let kinds = vec![RunKind::Import, RunKind::Edit];
        let states = vec![State::Uploaded, State::Mapping, State::Checked, State::Failed];
        let filter = ImportFilter { kinds, states, ..ImportFilter::default() };
        let reader = self.store.reader().map_err(store_error)?;
        let is_old = |import: &Import| is_draft(import) && import.updated_at < oldest;
        for import in reader.imports(&filter).map_err(store_error)?.into_iter().filter(is_old) {
            if self.is_at_work(import.id)? {
                continue;
            }
            let mut writer = self.store.writer().map_err(store_error)?;
            let batch = writer.begin().map_err(store_error)?;
            // Somebody may have come back to it in the meantime.
            let still =
                batch.import(import.id).map_err(store_error)?.is_some_and(|now| is_old(&now) && now.state == import.state);
            if still && batch.delete_draft(import.id).map_err(store_error)? {
                self.audit(&batch, &Actor::local(), "discard-draft", &import.type_key, import.id)?;
                batch.commit().map_err(store_error)?;
            }
        }
        Ok(())
    }

    fn forget_upload(&self, import: &Import) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        for upload in 1..=import.upload_no.max(1) {
            batch.drop_upload(import.id, upload).map_err(store_error)?;
        }
        batch.drop_blocks(import.id, None).map_err(store_error)?;
        self.audit(&batch, &Actor::local(), "forget-file", &import.type_key, import.id)?;
        batch.commit().map_err(store_error)
    }

    /// The moment before which finished imports lose their files; none when they are kept for good.
    fn oldest_upload(&self) -> Result<Option<DateTime>> {
        self.days_ago(UPLOADS_KEPT_DAYS)
    }

    /// So many days ago as a setting says; none when it is 0.
    fn days_ago(&self, setting: &str) -> Result<Option<DateTime>> {
        let days = i64::try_from(self.number_setting(setting)?).unwrap_or(i64::MAX);
        Ok(if days == 0 { None } else { self.moment().checked_sub(days.days()).ok() })
    }

    /// Whether the file of an import is still there, and how long.
    pub fn file_kept(&self, actor: &Actor, import: i64) -> Result<FileKept> {
        let found = self.seen(actor, import)?;
        let reader = self.store.reader().map_err(store_error)?;
        if !has_rows(&reader, &found)? {
            return Ok(FileKept::Gone);
        }
        let days = i64::try_from(self.number_setting(UPLOADS_KEPT_DAYS)?).unwrap_or(i64::MAX);
        let ends = found.finished_at.filter(|_| days > 0 && OVER.contains(&found.state));
        let until = ends.and_then(|at| at.checked_add(days.days()).ok());
        Ok(until.map_or(FileKept::ForGood, FileKept::Until))
    }
}

/// Refuses when the file of an import was forgotten: what is made from it would be empty.
pub(crate) fn refuse_forgotten(conn: &Conn, import: &Import) -> Result<()> {
    if has_rows(conn, import)? {
        return Ok(());
    }
    Err(Refusal::new(RefusalKind::NotFound, "file-forgotten").with("number", import.id).into())
}

fn has_rows(conn: &Conn, import: &Import) -> Result<bool> {
    let Ok(settings) = settings_of(import) else { return Ok(true) };
    let upload = import.upload_no.max(settings.upload);
    for part in 0..settings.recipe.parts.len() {
        let blocks = conn.block_list(import.id, upload, settings.sheet_of(part) as u32).map_err(store_error)?;
        if !blocks.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
