//! Delete import (L13): choose the kind of record and an import's tag; what that import created and nothing hangs on goes.
//!
//! In: a kind and a tag. Out: both numbers, before and after. Touches only records that the import created. Companies and
//! contact persons are one choice: the persons go before the companies they hang on.

use std::sync::Arc;

use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::State;
use kartoteka_store::{Batch, NewImport, RunKind, Tag, TagFilter, Writer};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::find;
use crate::patience::is_passing;
use crate::progress::{Stage, Watch};
use crate::undo_run::{Rules, TakeBack, Taking, UndoReport, Undoing, delete_free, filled_fields};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

/// Records deleted in one batch.
const PER_BATCH: usize = 10_000;
/// Tags offered at most.
const TAGS_OFFERED: usize = 1_000;

/// Kinds of record that are one choice: the word for them, and their types in the order they go.
pub const TOGETHER: [(&str, [&str; 2]); 1] = [("companies-contacts", ["contact", "company"])];

impl Engine {
    /// The tags imports gave, newest first, with how many records of each type carry them.
    ///
    /// `kind`: a type in any language, or a word of [`TOGETHER`].
    pub fn import_tags(&self, actor: &Actor, kind: &str) -> Result<Vec<Tag>> {
        actor.require(Permission::TakeBack)?;
        let types: Vec<RecordType> = self.kinds(kind)?.iter().map(|ty| RecordType::clone(ty)).collect();
        let reader = self.store.reader().map_err(store_error)?;
        let filter = TagFilter { only_of_imports: true, prefix: String::new(), limit: TAGS_OFFERED };
        let mut tags = reader.tags(&filter, &types).map_err(store_error)?;
        tags.retain(|tag| tag.counts.iter().any(|(_, count)| *count > 0));
        let mut seen = Vec::with_capacity(tags.len());
        for tag in tags {
            let of = tag.import.map(|import| reader.import(import)).transpose().map_err(store_error)?.flatten();
            if of.is_none_or(|of| self.require_sight(&reader, actor, &of).is_ok()) {
                seen.push(tag);
            }
        }
        let mut tags = seen;
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.import));
        Ok(tags)
    }

    /// The types a choice means, those first that hang on the others.
    fn kinds(&self, kind: &str) -> Result<Vec<Arc<RecordType>>> {
        match TOGETHER.iter().find(|(word, _)| *word == kind) {
            Some((_, keys)) => keys.iter().map(|key| self.types().named(key)).collect(),
            None => Ok(vec![self.types().named(kind)?]),
        }
    }

    /// Deletes what an import created, or shows what that would delete. `kind` as in [`Engine::import_tags`].
    pub fn delete_import(
        &self,
        actor: &Actor,
        kind: &str,
        tag: &str,
        keep_edited: bool,
        dry_run: bool,
        watch: &Watch,
    ) -> Result<UndoReport> {
        actor.require(Permission::TakeBack)?;
        // WEB-19: somebody may have become an operator or an administrator since.
        if self.kinds(kind)?.iter().any(|ty| ty.key == "user") {
            actor.require(Permission::Administer)?;
        }
        let tags = self.import_tags(actor, kind)?;
        let import = tags.iter().find(|known| known.name == tag).and_then(|known| known.import);
        let Some(import) = import else {
            return Err(Refusal::unknown("tag-unknown", tag, tags.iter().map(|tag| tag.name.as_str())).into());
        };
        self.bury_dead()?;
        let mut writer = self.store.long_writer().map_err(store_error)?;
        let of = find(&writer, import)?;
        if !matches!(of.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone) {
            let refusal = Refusal::new(RefusalKind::Conflict, "nothing-to-undo");
            return Err(refusal.with("number", import).with("state", of.state.word()).into());
        }
        let said = TakeBack { kind: kind.to_owned(), tag: tag.to_owned(), keep_edited, ..TakeBack::default() };
        let (run, said, hold) = match dry_run {
            true => (0, said, None),
            false => self.open_undo(&mut writer, actor, &of, (RunKind::Delete, said), watch)?,
        };
        match self.delete_tagged(&mut writer, Taking { actor, of: &of, run, said, watch }) {
            Err(error) if run > 0 && is_passing(&error) => {
                let watch = hold.as_ref().map_or_else(|| watch.clone(), |hold| hold.watch(watch));
                self.go_on_undoing(actor, run, &watch, true)
            }
            ended => ended,
        }
    }

    /// A deletion that is done later: its run waits for a worker, and [`Engine::resume_run`] does it. What cannot be done at all is
    /// refused now. `kind` as in [`Engine::import_tags`].
    pub fn queue_deletion(&self, actor: &Actor, kind: &str, tag: &str, keep_edited: bool) -> Result<i64> {
        self.delete_import(actor, kind, tag, keep_edited, true, &Watch::default())?;
        let tags = self.import_tags(actor, kind)?;
        let unknown = || Refusal::unknown("tag-unknown", tag, tags.iter().map(|known| known.name.as_str()));
        let import = tags.iter().find(|known| known.name == tag).and_then(|known| known.import).ok_or_else(unknown)?;
        let said = TakeBack { kind: kind.to_owned(), tag: tag.to_owned(), keep_edited, ..TakeBack::default() };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let of = find(&batch, import)?;
        let new = self.new_run(actor, RunKind::Delete, &of.type_key);
        let (settings, of_import) = (to_json(&said)?, Some(of.id));
        let new = NewImport { name: of.name.clone(), settings, of_import, state: State::Queued, ..new };
        let run = batch.create_import(&new).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(run)
    }

    /// Deletes as was said.
    pub(crate) fn delete_tagged(&self, writer: &mut Writer, taking: Taking<'_>) -> Result<UndoReport> {
        let Taking { actor, of, run, said, watch } = taking;
        let rules = Rules { write: run > 0, keep_edited: said.keep_edited, restore: false };
        let filter = Filter::all().and(Condition::TagAny(vec![said.tag.as_str().into()])).and(Condition::CreatedBy(of.id));
        let kinds = self.kinds(&said.kind)?;
        let mut undoing = Undoing::new(self, actor, of, run, rules, said);
        let mut chosen = Vec::with_capacity(kinds.len());
        for ty in kinds {
            let ids = writer.ids_of(&ty, &filter).map_err(store_error)?;
            chosen.push((ty, ids));
        }
        let ended = delete_chunks(writer, &mut undoing, &chosen, watch);
        if run == 0 || ended.as_ref().is_err_and(is_passing) {
            return ended.map(|()| undoing.report);
        }
        if matches!(ended, Err(Error::Stopped)) && watch.is_handed_over() {
            return Err(Error::Stopped);
        }
        let report = undoing.ended();
        let updates_stand = of.counts.updated > 0 && of.state != State::Undone;
        let kept = report.kept_count > 0 || updates_stand;
        self.close_undo(writer, actor, of, &report, kept, ended)?;
        Ok(report)
    }
}

/// Latest first: what was created later may hang on what was created earlier. A preview is one batch that is dropped.
fn delete_chunks(
    writer: &mut Writer,
    undoing: &mut Undoing<'_>,
    chosen: &[(Arc<RecordType>, Vec<RecordId>)],
    watch: &Watch,
) -> Result<()> {
    let total = chosen.iter().map(|(_, ids)| ids.len()).sum();
    let mut chunks = chosen.iter().flat_map(|(ty, ids)| ids.rchunks(PER_BATCH).map(move |chunk| (ty, chunk)));
    if !undoing.rules.write {
        let batch = writer.begin().map_err(store_error)?;
        return chunks.try_for_each(|(ty, chunk)| delete_chunk(&batch, undoing, ty, chunk, (total, watch)));
    }
    for (ty, chunk) in chunks {
        let batch = writer.begin().map_err(store_error)?;
        undoing.refuse_other(&batch)?;
        delete_chunk(&batch, undoing, ty, chunk, (total, watch))?;
        undoing.note(&batch, undoing.report.records)?;
        batch.commit().map_err(store_error)?;
    }
    Ok(())
}

fn delete_chunk(
    batch: &Batch<'_>,
    undoing: &mut Undoing<'_>,
    ty: &RecordType,
    ids: &[RecordId],
    (total, watch): (usize, &Watch),
) -> Result<()> {
    watch.go_on()?;
    let positions = filled_fields(batch, ty)?;
    let records = batch.records_by_id(ty, &positions, ids).map_err(store_error)?;
    undoing.report.records += ids.len() as u64;
    delete_free(batch, undoing, ty, &positions, records)?;
    watch.tell(Stage::Undoing, undoing.report.records, total as u64, &undoing.report.counts());
    Ok(())
}
