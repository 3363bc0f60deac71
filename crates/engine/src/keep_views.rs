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

/// What is to change of a view; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct ViewEdit {
    pub name: Option<String>,
    pub query: Option<String>,
    pub shared: Option<bool>,
}

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
        let name = fit(name, query)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let id = batch.save_view(actor.number(), &ty.key, name, query, shared).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    /// One view the actor may use: an own one or a shared one.
    pub fn view_of(&self, actor: &Actor, id: i64) -> Result<SavedView> {
        actor.require(Permission::SeeRecords)?;
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.view(id).map_err(store_error)?;
        found.filter(|view| view.shared || view.user == actor.number()).ok_or_else(|| unknown(id).into())
    }

    /// Changes a view: one's own, and shared ones for administrators.
    pub fn edit_view(&self, actor: &Actor, id: i64, edit: &ViewEdit) -> Result<SavedView> {
        actor.require(Permission::SeeRecords)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = batch.view(id).map_err(store_error)?;
        let mut view = found.filter(|view| may_change(actor, view)).ok_or_else(|| unknown(id))?;
        view.query = edit.query.clone().unwrap_or(view.query);
        view.name = fit(edit.name.as_deref().unwrap_or(&view.name), &view.query)?.to_owned();
        view.shared = edit.shared.unwrap_or(view.shared);
        if !batch.update_view(&view).map_err(store_error)? {
            return Err(Refusal::new(RefusalKind::Conflict, "value-taken").with("field", "name").into());
        }
        batch.commit().map_err(store_error)?;
        Ok(view)
    }

    /// Deletes a view: one's own, and shared ones for administrators.
    pub fn delete_view(&self, actor: &Actor, id: i64) -> Result<()> {
        actor.require(Permission::SeeRecords)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let found = writer.view(id).map_err(store_error)?;
        if !found.is_some_and(|view| may_change(actor, &view)) {
            return Err(unknown(id).into());
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

fn unknown(id: i64) -> Refusal {
    Refusal::new(RefusalKind::NotFound, "not-found").with("what", "view").with("id", id)
}

fn may_change(actor: &Actor, view: &SavedView) -> bool {
    view.user == actor.number() || (view.shared && actor.is_administrator())
}

/// The name as it is kept, when it and the query are not too long.
fn fit<'n>(name: &'n str, query: &str) -> std::result::Result<&'n str, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Refusal::new(RefusalKind::Malformed, "view-name").with("limit", LONGEST_NAME));
    }
    if query.len() > LONGEST_QUERY {
        return Err(Refusal::new(RefusalKind::Malformed, "view-long"));
    }
    Ok(name)
}
