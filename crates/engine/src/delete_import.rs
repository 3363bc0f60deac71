//! Delete import (L13): choose the kind of record and an import's tag; what that import created and nothing hangs on goes.
//!
//! In: a type and a tag. Out: both numbers, before and after. Touches only records that the import created.

use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::State;
use kartoteka_store::{Batch, RunKind, Stamp, Tag, TagFilter, Writer};

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
        let mut undoing = Undoing::new(self, &of, run, stamp, rules);
        let filter = Filter::all().and(Condition::TagAny(vec![tag.into()])).and(Condition::CreatedBy(import));
        let ids = writer.ids_of(&ty, &filter).map_err(store_error)?;
        let ended = delete_chunks(&mut writer, &mut undoing, &ty, &ids, watch);
        let mut report = undoing.report;
        if dry_run {
            return ended.map(|()| report);
        }
        report.run = Some(run);
        let updates_stand = of.counts.updated > 0 && of.state != State::Undone;
        let kept = report.kept_count > 0 || updates_stand;
        self.close_undo(&mut writer, actor, &of, &report, kept, ended)?;
        Ok(report)
    }
}

/// Latest first: what was created later may hang on what was created earlier. A preview is one batch that is dropped.
fn delete_chunks(writer: &mut Writer, undoing: &mut Undoing<'_>, ty: &RecordType, ids: &[RecordId], watch: &Watch) -> Result<()> {
    if undoing.rules.write {
        for chunk in ids.rchunks(PER_BATCH) {
            let batch = writer.begin().map_err(store_error)?;
            delete_chunk(&batch, undoing, ty, chunk, (ids.len(), watch))?;
            batch.commit().map_err(store_error)?;
        }
        return Ok(());
    }
    let batch = writer.begin().map_err(store_error)?;
    ids.rchunks(PER_BATCH).try_for_each(|chunk| delete_chunk(&batch, undoing, ty, chunk, (ids.len(), watch)))
}

fn delete_chunk(
    batch: &Batch<'_>,
    undoing: &mut Undoing<'_>,
    ty: &RecordType,
    ids: &[RecordId],
    (total, watch): (usize, &Watch),
) -> Result<()> {
    watch.go_on()?;
    let positions = stored_fields(ty);
    let records = batch.records_by_id(ty, &positions, ids).map_err(store_error)?;
    undoing.report.records += ids.len() as u64;
    delete_free(batch, undoing, ty, &positions, records)?;
    watch.tell(Stage::Undoing, undoing.report.records, total as u64, &undoing.report.counts());
    Ok(())
}
