//! Tags by themselves: one that no record carries yet, and one that none carries any more. Records get and lose them by mass edits.
//!
//! In: names. Out: tags. The tag of an import stays as long as the import is known: what it created is found by it.

use kartoteka_store::{Tag, TagFilter};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::list_records::TagView;
use crate::{Engine, store_error};

/// Longest name, in characters.
const LONGEST: usize = 255;

impl Engine {
    /// Makes a tag. One of the same name, written with other case or diacritics too, is refused.
    pub fn create_tag(&self, actor: &Actor, name: &str) -> Result<TagView> {
        actor.require(Permission::BulkEdit)?;
        let name = fit_tag_name(name)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if batch.find_tag(name).map_err(store_error)?.is_some() {
            return Err(Refusal::new(RefusalKind::Conflict, "value-taken").with("field", "name").into());
        }
        let id = batch.tag_id(name, None, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "tag-create", "tag", id)?;
        batch.commit().map_err(store_error)?;
        Ok(TagView { name: name.to_owned(), import: None, counts: Vec::new() })
    }

    /// Forgets a tag that no record carries and no import gave; anything else stays as it is.
    pub fn forget_tag(&self, actor: &Actor, name: &str) -> Result<()> {
        actor.require(Permission::Administer)?;
        let types = self.types();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let filter = TagFilter { prefix: name.to_owned(), ..TagFilter::default() };
        let found = batch.tags(&filter, types.plain()).map_err(store_error)?;
        let is_spare = |tag: &&Tag| tag.name == name && tag.import.is_none() && tag.counts.is_empty();
        let Some(tag) = found.iter().find(is_spare) else { return Ok(()) };
        batch.delete_tag(tag.id).map_err(store_error)?;
        self.audit(&batch, actor, "tag-delete", "tag", tag.id)?;
        batch.commit().map_err(store_error)
    }
}

/// A name as a tag can have it.
pub(crate) fn fit_tag_name(name: &str) -> std::result::Result<&str, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        let unfit = Refusal::new(RefusalKind::Malformed, "value-unreadable");
        return Err(unfit.with("field", "tags").with("value", name));
    }
    Ok(name)
}
