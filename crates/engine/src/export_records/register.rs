//! Exports kept in the register until they are fetched: made in the background, listed and downloaded by their owner.
//!
//! In: a request. Out: a number under which the file is kept. Another person's export is not there at all.

use std::io::{Read as _, Write};
use std::path::Path;

use jiff::civil::DateTime;
use kartoteka_store::{Export, NewExport};
use serde_json::json;

use super::order::{self, ExportOrder};
use super::{ExportRequest, Exported, Target, default_file_name};
use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::progress::Watch;
use crate::whole_file::WholeFile;
use crate::{Engine, store_error};

/// Bytes of one stored piece before compression.
const CHUNK_BYTES: usize = 1 << 20;
/// Pieces stored together: others may write in between.
const CHUNKS_PER_BATCH: usize = 32;
const EXPORTS_LISTED: usize = 500;

pub(super) const RUNNING: &str = "running";
pub(super) const COMPLETED: &str = "completed";
pub(super) const FAILED: &str = "failed";

/// An export as doors show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptExport {
    pub id: i64,
    pub record_type: String,
    /// The file's name.
    pub name: String,
    pub format: String,
    /// `queued`, `running`, `completed`, `failed`, `expired`.
    pub state: String,
    pub records: u64,
    pub bytes: u64,
    pub created_at: DateTime,
    pub finished_at: Option<DateTime>,
    pub seen: bool,
    pub by: i64,
    /// When its file is forgotten.
    pub expires_at: Option<DateTime>,
    /// What was asked; none for an export that was made elsewhere.
    pub order: Option<ExportOrder>,
    /// Why it failed: the code of the refusal.
    pub note: String,
}

impl KeptExport {
    /// `days`: how long files are kept.
    fn of(export: Export, days: i64) -> KeptExport {
        let (expires_at, order) = (order::expires(&export, days), order::order_of(&export).ok());
        KeptExport {
            id: export.id,
            record_type: export.new.type_key.to_string(),
            name: export.new.name,
            format: export.new.format,
            state: export.new.state,
            records: export.records,
            bytes: export.bytes,
            created_at: export.new.created_at,
            finished_at: export.finished_at,
            seen: export.seen,
            by: export.new.created_by,
            expires_at,
            order,
            note: export.note,
        }
    }
}

impl Engine {
    /// Makes an export and keeps its file (R2, R3).
    pub fn export_to_register(&self, actor: &Actor, request: &ExportRequest, watch: &Watch) -> Result<i64> {
        actor.require(Permission::Export)?;
        let id = self.begin_export(actor, request)?;
        match self.fill_export(actor, id, request, None, watch) {
            Ok(_) => Ok(id),
            Err(error) => {
                self.export_failed(id, &error)?;
                Err(error)
            }
        }
    }

    fn begin_export(&self, actor: &Actor, request: &ExportRequest) -> Result<i64> {
        // What cannot be exported at all is refused before anything is listed.
        let columns = self.export_columns(request)?;
        let now = self.moment();
        let settings = json!({
            "kind": request.kind.word(),
            "columns": request.columns,
            "language": request.language.tag(),
            "conditions": request.filter.conditions.len(),
        });
        let new = NewExport {
            type_key: columns.ty.key.clone(),
            name: request.name.clone().unwrap_or_else(|| default_file_name(now, request.format)),
            format: request.format.word().to_owned(),
            state: RUNNING.to_owned(),
            settings: settings.to_string(),
            created_by: actor.number(),
            created_at: now,
        };
        self.keep_export(actor, &new)
    }

    /// Writes down that somebody wants this export, and gives it its number.
    pub(super) fn keep_export(&self, actor: &Actor, new: &NewExport) -> Result<i64> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let id = batch.create_export(new).map_err(store_error)?;
        self.audit(&batch, actor, "export", &new.type_key, id)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    pub(super) fn fill_export(
        &self,
        actor: &Actor,
        id: i64,
        request: &ExportRequest,
        ordered: Option<&ExportOrder>,
        watch: &Watch,
    ) -> Result<u64> {
        let file = tempfile::NamedTempFile::new_in(&self.config.data)?;
        let exported = self.export_records(actor, request, Target::Path(file.path().to_owned()), watch)?;
        let file = match ordered {
            Some(ordered) => order::recoded(ordered, file, &self.config.data)?,
            None => file,
        };
        let bytes = file.path().metadata()?.len();
        let mut input = std::fs::File::open(file.path())?;
        let mut writer = watch.fenced(self.store.writer().map_err(store_error)?);
        let mut seq = 0;
        loop {
            let batch = writer.begin().map_err(store_error)?;
            let mut ended = false;
            for _ in 0..CHUNKS_PER_BATCH {
                let mut piece = Vec::with_capacity(CHUNK_BYTES);
                std::io::Read::by_ref(&mut input).take(CHUNK_BYTES as u64).read_to_end(&mut piece)?;
                if piece.is_empty() {
                    ended = true;
                    break;
                }
                batch.append_export_chunk(id, seq, &piece).map_err(store_error)?;
                seq += 1;
            }
            if ended {
                batch.finish_export(id, COMPLETED, exported.records, bytes, self.moment()).map_err(store_error)?;
            }
            batch.commit().map_err(store_error)?;
            if ended {
                return Ok(exported.records);
            }
            watch.go_on()?;
        }
    }

    /// The actor's own exports, newest first.
    pub fn exports(&self, actor: &Actor) -> Result<Vec<KeptExport>> {
        actor.require(Permission::Export)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.exports(Some(actor.number()), EXPORTS_LISTED).map_err(store_error)?;
        let days = self.export_days()?;
        Ok(found.into_iter().map(|export| KeptExport::of(export, days)).collect())
    }

    /// Everybody's exports, newest first, for whoever looks after the installation.
    pub fn all_exports(&self, actor: &Actor) -> Result<Vec<KeptExport>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.exports(None, EXPORTS_LISTED).map_err(store_error)?;
        let days = self.export_days()?;
        Ok(found.into_iter().map(|export| KeptExport::of(export, days)).collect())
    }

    /// One export.
    pub fn export(&self, actor: &Actor, id: i64) -> Result<KeptExport> {
        Ok(KeptExport::of(self.own_export(actor, id)?, self.export_days()?))
    }

    /// Says that the actor was told about everything that is ready.
    pub fn mark_exports_seen(&self, actor: &Actor) -> Result<()> {
        actor.require(Permission::Export)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.mark_exports_seen(actor.number()).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Writes the file of an export to a path.
    pub fn download_export(&self, actor: &Actor, id: i64, path: &Path) -> Result<Exported> {
        self.finished_export(actor, id)?;
        let whole = WholeFile::begin(path)?;
        let mut file = std::fs::File::create(whole.part())?;
        let exported = self.send_export(actor, id, &mut file)?;
        whole.keep()?;
        Ok(exported)
    }

    /// Writes the file of an export piece by piece; each fetching is written down.
    pub fn send_export(&self, actor: &Actor, id: i64, to: &mut dyn Write) -> Result<Exported> {
        let export = self.finished_export(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        self.audit(&batch, actor, "export-download", "export", id)?;
        batch.commit().map_err(store_error)?;
        drop(writer);
        let reader = self.store.reader().map_err(store_error)?;
        let bytes = reader.read_export(id, |piece| to.write_all(piece)).map_err(store_error)?;
        to.flush()?;
        Ok(Exported { records: export.records, bytes })
    }

    fn finished_export(&self, actor: &Actor, id: i64) -> Result<Export> {
        let export = self.own_export(actor, id)?;
        if export.new.state == COMPLETED {
            return Ok(export);
        }
        Err(Refusal::new(RefusalKind::Conflict, "export-unfinished").with("number", id).into())
    }

    /// Deletes an export with its file.
    pub fn delete_export(&self, actor: &Actor, id: i64) -> Result<()> {
        self.own_export(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_export(id).map_err(store_error)?;
        self.audit(&batch, actor, "export-delete", "export", id)?;
        batch.commit().map_err(store_error)
    }

    /// Somebody else's export is not found, so that numbers tell nothing; administrators see all.
    pub(super) fn own_export(&self, actor: &Actor, id: i64) -> Result<Export> {
        actor.require(Permission::Export)?;
        let reader = self.store.reader().map_err(store_error)?;
        let may = |export: &Export| export.new.created_by == actor.number() || actor.is_administrator();
        let found = reader.export(id).map_err(store_error)?.filter(may);
        found.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "not-found").with("what", "export").with("id", id).into())
    }
}
