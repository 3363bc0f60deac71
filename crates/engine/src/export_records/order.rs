//! Exports made in the background: what was asked is kept with the export, so that a worker makes it, a killed one begins
//! again, and a person can have the same export once more.
//!
//! In: an order. Out: the number of an export that waits, later its file. Old files are forgotten, their entries stay.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use kartoteka_domain::language::Language;
use kartoteka_sheets::write::recode;
use kartoteka_store::{Batch, Export, NewExport};
use serde::{Deserialize, Serialize};

use super::register::{COMPLETED, FAILED, RUNNING};
use super::{ExportKind, ExportRequest, FileFormat, default_file_name, write_error};
use crate::actor::{Actor, Permission};
use crate::choose_records::Selection;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_settings::EXPORTS_KEPT_DAYS;
use crate::progress::Watch;
use crate::upload_file::to_json;
use crate::work_queue::Fate;
use crate::{Engine, store_error};

pub(super) const QUEUED: &str = "queued";
pub(super) const EXPIRED: &str = "expired";
/// The encodings delimited text is written in; the first is the usual one.
pub const ENCODINGS: [&str; 4] = ["utf-8", "windows-1250", "windows-1251", "windows-1252"];

/// An export as somebody asked for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOrder {
    pub record_type: String,
    pub records: Selection,
    /// `simple`, `edit`, `reimport`.
    pub kind: String,
    /// Keys of fields; none: all of them.
    pub columns: Option<Vec<String>>,
    /// `xlsx` or `csv`.
    pub format: String,
    pub delimiter: Option<char>,
    /// One of [`ENCODINGS`]; UTF-8 with a byte order mark when empty.
    pub encoding: String,
    /// Texts a spreadsheet would run are written as they are.
    pub unguarded: bool,
    pub language: Language,
}

impl ExportOrder {
    fn is_recoded(&self) -> bool {
        self.format == "csv" && !self.encoding.is_empty() && self.encoding != ENCODINGS[0]
    }
}

impl Engine {
    /// Keeps an export to be made; [`Engine::make_export`] makes it (R2).
    pub fn queue_export(&self, actor: &Actor, order: &ExportOrder) -> Result<i64> {
        actor.require(Permission::Export)?;
        let request = self.request_of(order)?;
        if order.is_recoded() && !ENCODINGS.contains(&order.encoding.as_str()) {
            let refusal = Refusal::new(RefusalKind::Malformed, "value-unreadable").with("field", "encoding");
            return Err(refusal.with("value", &order.encoding).into());
        }
        // What cannot be exported at all is refused before anything is listed.
        let columns = self.export_columns(&request)?;
        self.refuse_too_many(&columns, &request.filter, request.format)?;
        let now = self.moment();
        let new = NewExport {
            type_key: columns.ty.key.clone(),
            name: default_file_name(now, request.format),
            format: request.format.word().to_owned(),
            state: QUEUED.to_owned(),
            settings: to_json(order)?,
            created_by: actor.number(),
            created_at: now,
        };
        self.keep_export(actor, &new)
    }

    /// Makes an export that waits; one that a killed worker began is begun again.
    pub fn make_export(&self, actor: &Actor, id: i64, watch: &Watch) -> Result<u64> {
        let export = self.own_export(actor, id)?;
        let order = order_of(&export)?;
        let mut writer = watch.fenced(self.store.writer().map_err(store_error)?);
        let batch = writer.begin().map_err(store_error)?;
        batch.drop_export_file(id).map_err(store_error)?;
        // One that failed is asked for again where an administrator lets its job go on.
        let is_begun = batch.update_export_state(id, QUEUED, RUNNING, "").map_err(store_error)?
            || batch.update_export_state(id, FAILED, RUNNING, "").map_err(store_error)?;
        if !is_begun && export.new.state != RUNNING {
            return Err(Refusal::new(RefusalKind::Conflict, "export-unfinished").with("number", id).into());
        }
        batch.commit().map_err(store_error)?;
        drop(writer);
        let made = self.request_of(&order).and_then(|request| self.fill_export(actor, id, &request, Some(&order), watch));
        match &made {
            Err(error) if is_to_go_on(error, watch) => {}
            Err(error) => self.export_failed(id, error)?,
            Ok(_) => {}
        }
        self.forget_old_exports()?;
        made
    }

    /// The same export once more, with the records that fit now.
    pub fn repeat_export(&self, actor: &Actor, id: i64) -> Result<i64> {
        let export = self.own_export(actor, id)?;
        self.queue_export(actor, &order_of(&export)?)
    }

    /// What an export was asked to be.
    pub fn export_order(&self, actor: &Actor, id: i64) -> Result<ExportOrder> {
        order_of(&self.own_export(actor, id)?)
    }

    /// The worker gives it up: whoever wanted it asks again.
    pub(crate) fn leave_export(&self, id: i64) -> Result<()> {
        self.export_failed(id, &Error::Stopped)
    }

    /// Notes why an export has no file.
    pub(super) fn export_failed(&self, id: i64, error: &Error) -> Result<()> {
        let note = error.code().unwrap_or(if matches!(error, Error::Stopped) { "stopped" } else { "fault" });
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.drop_export_file(id).map_err(store_error)?;
        batch.update_export_state(id, RUNNING, FAILED, note).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Forgets files whose time is over.
    pub(crate) fn forget_old_exports(&self) -> Result<()> {
        let (now, days) = (self.moment(), self.export_days()?);
        let mut writer = self.store.writer().map_err(store_error)?;
        let old: Vec<Export> = writer.exports_in_state(COMPLETED).map_err(store_error)?;
        let old: Vec<i64> =
            old.iter().filter(|export| expires(export, days).is_some_and(|at| at < now)).map(|one| one.id).collect();
        if old.is_empty() {
            return Ok(());
        }
        let batch = writer.begin().map_err(store_error)?;
        for id in old {
            batch.drop_export_file(id).map_err(store_error)?;
            batch.update_export_state(id, COMPLETED, EXPIRED, "").map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// Days that finished exports are kept.
    pub(super) fn export_days(&self) -> Result<i64> {
        Ok(i64::try_from(self.number_setting(EXPORTS_KEPT_DAYS)?).unwrap_or_default())
    }

    pub(super) fn request_of(&self, order: &ExportOrder) -> Result<ExportRequest> {
        let ty = self.types().named(&order.record_type)?;
        Ok(ExportRequest {
            record_type: ty.key.to_string(),
            filter: self.filter_of(&ty, &order.records)?,
            kind: ExportKind::from_word(&order.kind).unwrap_or_default(),
            columns: order.columns.clone(),
            format: FileFormat::from_word(&order.format).unwrap_or_default(),
            delimiter: order.delimiter,
            no_bom: order.is_recoded(),
            unguarded: order.unguarded,
            language: order.language,
            name: None,
        })
    }
}

/// When the file of an export is forgotten; never when it is kept for 0 days.
pub(super) fn expires(export: &Export, days: i64) -> Option<DateTime> {
    export.finished_at.filter(|_| export.new.state == COMPLETED && days > 0)?.checked_add(days.days()).ok()
}

/// Exports made elsewhere, by the command line, keep no order.
pub(super) fn order_of(export: &Export) -> Result<ExportOrder> {
    let order: Option<ExportOrder> = serde_json::from_str(&export.new.settings).ok();
    let order = order.filter(|order: &ExportOrder| !order.record_type.is_empty());
    order.ok_or_else(|| Refusal::new(RefusalKind::Conflict, "export-without-order").with("number", export.id).into())
}

/// Writes the file anew in the encoding that was asked for.
pub(super) fn recoded(
    order: &ExportOrder,
    file: tempfile::NamedTempFile,
    beside: &std::path::Path,
) -> Result<tempfile::NamedTempFile> {
    if !order.is_recoded() {
        return Ok(file);
    }
    let other = tempfile::NamedTempFile::new_in(beside)?;
    recode(file.path(), other.path(), &order.encoding).map_err(write_error)?;
    Ok(other)
}

/// Somebody begins it anew: another worker now, or this one when what is in the way has passed.
fn is_to_go_on(error: &Error, watch: &Watch) -> bool {
    let again = Fate::of(error, 0);
    watch.is_handed_over() || watch.lease().is_some() && matches!(again, Fate::Again { .. } | Fate::Lost)
}

/// Nobody makes it any more: whoever waits for it is told, and can ask for it again.
pub(crate) fn give_up_export(batch: &Batch<'_>, id: i64) -> Result<()> {
    for state in [QUEUED, RUNNING] {
        batch.update_export_state(id, state, FAILED, "stopped").map_err(store_error)?;
    }
    Ok(())
}
