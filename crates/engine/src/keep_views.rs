//! What people keep of their lists: views under a name, and selections they are about to do something with.
//!
//! In: names, queries as texts, selections. Out: the same for whoever may see them. Changes no record.

use jiff::ToSpan as _;
pub use kartoteka_store::SavedView;

use crate::actor::{Actor, Permission};
use crate::choose_records::Selection;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::upload_file::to_json;
use crate::{Engine, store_error};

/// Longest name of a view, in characters.
const LONGEST_NAME: usize = 80;
/// Longest query of a view, in bytes.
const LONGEST_QUERY: usize = 8_000;
/// A selection is kept so long.
const SELECTION_DAYS: i64 = 7;

impl Engine {
    /// The views of a type the actor may use: own ones and shared ones.
    pub fn views_of(&self, actor: &Actor, type_word: &str) -> Result<Vec<SavedView>> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.views(actor.number(), &ty.key).map_err(store_error)
    }

    /// Saves filters, columns and order under a name; a name used before is replaced.
    pub fn save_view(&self, actor: &Actor, type_word: &str, name: &str, query: &str, shared: bool) -> Result<i64> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Refusal::new(RefusalKind::Malformed, "view-name").with("limit", LONGEST_NAME).into());
        }
        if query.len() > LONGEST_QUERY {
            return Err(Refusal::new(RefusalKind::Malformed, "view-long").into());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let id = batch.save_view(actor.number(), &ty.key, name, query, shared).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    /// Deletes a view: one's own, and shared ones for administrators.
    pub fn delete_view(&self, actor: &Actor, id: i64) -> Result<()> {
        actor.require(Permission::SeeRecords)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let found = writer.view(id).map_err(store_error)?;
        let may = |view: &SavedView| view.user == actor.number() || (view.shared && actor.is_administrator());
        if found.filter(may).is_none() {
            return Err(Refusal::new(RefusalKind::NotFound, "not-found").with("what", "view").with("id", id).into());
        }
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_view(id).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Keeps which records are meant, for the pages that ask what to do with them.
    pub fn keep_selection(&self, actor: &Actor, type_word: &str, chosen: &Selection) -> Result<i64> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        // What cannot be understood is refused where it was typed.
        self.filter_of(&ty, chosen)?;
        let now = self.moment();
        let old = now.checked_sub(SELECTION_DAYS.days()).map_err(|error| Error::fault("time is over", error))?;
        let text = to_json(chosen)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.forget_selections(old).map_err(store_error)?;
        let id = batch.save_selection(actor.number(), &ty.key, &text, now).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    /// A selection the actor kept.
    pub fn selection(&self, actor: &Actor, type_word: &str, id: i64) -> Result<Selection> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let text = reader.selection(actor.number(), &ty.key, id).map_err(store_error)?;
        let text = text.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "selection-gone"))?;
        serde_json::from_str(&text).map_err(|error| Error::fault("a selection cannot be read", error))
    }
}
