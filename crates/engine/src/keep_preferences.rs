//! What each person chose for himself: language, theme, keyboard shortcuts.
//!
//! In: a word from the table. Out: nothing, or a refusal that names what is allowed. Needs no permission but to be somebody.

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

/// Everything that can be preferred, and the words it may hold.
pub const PREFERENCES: [(&str, &[&str]); 3] =
    [("language", &["en", "cs", "pt-BR", "ru"]), ("theme", &["system", "light", "dark"]), ("shortcuts", &["on", "off"])];

impl Engine {
    /// A person's own choices by key; what was never chosen is missing.
    pub fn preferences(&self, actor: &Actor) -> Result<Vec<(String, String)>> {
        let reader = self.store.reader().map_err(store_error)?;
        reader.preferences(actor.number()).map_err(store_error)
    }

    pub fn set_preference(&self, actor: &Actor, key: &str, word: &str) -> Result<()> {
        let known = PREFERENCES.iter().find(|(name, _)| *name == key);
        let (key, words) =
            known.ok_or_else(|| Refusal::unknown("setting-unknown", key, PREFERENCES.iter().map(|(name, _)| *name)))?;
        if !words.contains(&word) {
            let refusal = Refusal::new(RefusalKind::Malformed, "setting-unfit").with("name", key).with("value", word);
            return Err(refusal.with("allowed", words.join(", ")).into());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.save_preference(actor.number(), key, word).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }
}
