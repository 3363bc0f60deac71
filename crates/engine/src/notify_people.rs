//! What people are told besides the page they look at: an import was checked, finished; an export is ready.
//!
//! In: a code with facts, and a link. Out: a list for its owner. The sentence is `notice-CODE` in `locales/`.

use jiff::civil::DateTime;
use kartoteka_store::NewNotification;

use crate::actor::Actor;
use crate::error::Result;
use crate::upload_file::to_json;
use crate::{Engine, store_error};

/// Something to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// The sentence `notice-CODE`.
    pub code: String,
    /// Facts of the sentence; numbers as plain digits.
    pub facts: Vec<(String, String)>,
    /// A path of the web application.
    pub link: String,
}

/// A notice as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    pub id: i64,
    pub notice: Notice,
    pub at: DateTime,
    pub is_read: bool,
}

impl Engine {
    /// Tells a user something. The local administrator has no bell, so telling him does nothing.
    pub fn notify(&self, user: i64, notice: &Notice) -> Result<()> {
        if user == 0 {
            return Ok(());
        }
        let facts = to_json(&notice.facts)?;
        let (code, link) = (notice.code.clone(), notice.link.clone());
        let new = NewNotification { user, code, facts, link, created_at: self.moment() };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.create_notification(&new).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// The actor's own notices, latest first, older than the given number.
    pub fn notices(&self, actor: &Actor, before: Option<i64>, limit: usize) -> Result<Vec<NoticeView>> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.notifications(actor.number(), before, limit).map_err(store_error)?;
        let view = |one: kartoteka_store::Notification| NoticeView {
            id: one.id,
            notice: Notice {
                code: one.new.code,
                // What cannot be read any more is shown without its facts.
                facts: serde_json::from_str(&one.new.facts).unwrap_or_default(),
                link: one.new.link,
            },
            at: one.new.created_at,
            is_read: one.read_at.is_some(),
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// How many notices the actor has not read.
    pub fn unread_notices(&self, actor: &Actor) -> Result<u64> {
        let reader = self.store.reader().map_err(store_error)?;
        reader.unread_notifications(actor.number()).map_err(store_error)
    }

    /// Marks one notice of the actor read, or all of them.
    pub fn read_notices(&self, actor: &Actor, id: Option<i64>) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.read_notifications(actor.number(), id, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }
}
