//! Delete import (L13): choose the kind of record and an import's tag; what that import created and nothing hangs on goes.
//!
//! In: a type and a tag. Out: both numbers, before and after. Touches only records that the import created.

use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::run::State;
use kartoteka_store::{RunKind, Stamp, Tag, TagFilter};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::imports::find;
use crate::progress::{Stage, Watch};
use crate::undo_run::{Rules, UndoReport, Undoing, delete_free, stored_fields};
use crate::{Engine, store_error};

/// Records deleted in one batch.
const PER_BATCH: usize = 10_000;
/// Tags offered at most.
const TAGS_OFFERED: usize = 1_000;

impl Engine {
    /// The tags imports gave, newest first, with how many records of each type carry them.
    pub fn import_tags(&self, actor: &Actor, type_word: &str) -> Result<Vec<Tag>> {
        actor.require(Permission::TakeBack)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let filter = TagFilter { only_of_imports: true, prefix: String::new(), limit: TAGS_OFFERED };
        let mut tags = reader.tags(&filter, std::slice::from_ref(&*ty)).map_err(store_error)?;
        tags.retain(|tag| tag.counts.iter().any(|(key, count)| *key == ty.key && *count > 0));
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.import));
        Ok(tags)
    }

    /// Deletes what an import created, or shows what that would delete.
    pub fn delete_import(
        &self,
        actor: &Actor,
        type_word: &str,
        tag: &str,
        keep_edited: bool,
        dry_run: bool,
        watch: &Watch,
    ) -> Result<UndoReport> {
        actor.require(Permission::TakeBack)?;
        let ty = self.types().named(type_word)?;
        let tags = self.import_tags(actor, &ty.key)?;
        let import = tags.iter().find(|known| known.name == tag).and_then(|known| known.import);
        let Some(import) = import else {
            return Err(Refusal::unknown("tag-unknown", tag, tags.iter().map(|tag| tag.name.as_str())).into());
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let of = find(&writer, import)?;
        if !matches!(of.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone) {
            let refusal = Refusal::new(RefusalKind::Conflict, "nothing-to-undo");
            return Err(refusal.with("number", import).with("state", of.state.word()).into());
        }
        let run = if dry_run { 0 } else { self.open_undo(&mut writer, actor, &of, RunKind::Delete)? };
        let rules = Rules { write: !dry_run, keep_edited, restore: false };
        let stamp = Stamp { at: self.moment(), by: actor.number(), import: None };
        let mut undoing = Undoing { engine: self, of: &of, run, stamp, rules, report: UndoReport::default() };
        let filter = Filter::all().and(Condition::TagAny(vec![tag.into()])).and(Condition::CreatedBy(import));
        let ids = writer.ids_of(&ty, &filter).map_err(store_error)?;
        let positions = stored_fields(&ty);
        let mut ended = Ok(());
        for chunk in ids.chunks(PER_BATCH) {
            if watch.is_stopped() {
                ended = Err(crate::error::Error::Stopped);
                break;
            }
            let batch = writer.begin().map_err(store_error)?;
            let records = batch.records_by_id(&ty, &positions, chunk).map_err(store_error)?;
            undoing.report.records += chunk.len() as u64;
            delete_free(&batch, &mut undoing, &ty, &positions, records)?;
            watch.tell(Stage::Undoing, undoing.report.records, ids.len() as u64, &undoing.report.counts());
            if !dry_run {
                batch.commit().map_err(store_error)?;
            }
        }
        let mut report = undoing.report;
        if dry_run {
            return Ok(report);
        }
        report.run = Some(run);
        let updates_stand = of.counts.updated > 0 && of.state != State::Undone;
        let kept = report.kept_count > 0 || updates_stand;
        self.close_undo(&mut writer, actor, &of, &report, kept, ended)?;
        Ok(report)
    }
}
