//! Drafts: imports that have not run. Thrown away, asked whether they still hold, made anew from the rows that stayed out.
//!
//! In: a number. Out: nothing, a yes or no, another import. Writes no record.

use kartoteka_domain::run::State;
use kartoteka_store::RunKind;

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::export_records::FileFormat;
use crate::imports::{find, is_draft, not_now};
use crate::notify_people::Notice;
use crate::progress::Watch;
use crate::upload_file::{NewFile, Uploaded, require_profile};
use crate::words::Words;
use crate::{Engine, store_error};

impl Engine {
    /// Throws a draft away with its file, mends and findings. What has run stays for good.
    pub fn discard_draft(&self, actor: &Actor, import: i64) -> Result<()> {
        actor.require(Permission::Import)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = find(&batch, import)?;
        self.require_sight(&batch, actor, &found)?;
        let may_go = matches!(found.kind, RunKind::Import | RunKind::Edit)
            && matches!(found.state, State::Uploaded | State::Reading | State::Mapping | State::Checked | State::Failed);
        if !may_go || !batch.delete_draft(import).map_err(store_error)? {
            return Err(not_now(&found));
        }
        self.audit(&batch, actor, "discard-draft", &found.type_key, import)?;
        batch.commit().map_err(store_error)
    }

    /// Gives a draft to a colleague who may import this: from then on it is his, and no longer the giver's.
    pub fn hand_over_draft(&self, actor: &Actor, import: i64, login: &str) -> Result<()> {
        let (found, _, profile) = self.own_import(actor, import)?;
        self.actor_known(login)?;
        let to = self.actor(login)?;
        if require_profile(&to, &profile, &found.type_key).is_err() {
            return Err(Refusal::new(RefusalKind::Conflict, "colleague-may-not").with("name", &to.login).into());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = find(&batch, import)?;
        if !is_draft(&found) {
            return Err(not_now(&found));
        }
        batch.update_maker(import, to.number(), self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "hand-over-draft", &found.type_key, import)?;
        batch.commit().map_err(store_error)?;
        drop(writer);
        let facts = [("number", import.to_string()), ("name", found.name), ("by", actor.login.clone())];
        let facts = facts.map(|(name, text)| (name.to_owned(), text)).to_vec();
        self.notify(to.number(), &Notice { code: "draft-handed".to_owned(), facts, link: format!("/imports/{import}") })
    }

    /// Refuses who may not import this: such a person may neither stop it nor take it back.
    pub fn may_stop(&self, actor: &Actor, import: i64) -> Result<()> {
        self.seen(actor, import).map(|_| ())
    }

    /// The last check no longer holds: rows were mended, settings changed, or records they concern.
    pub fn is_check_stale(&self, actor: &Actor, import: i64) -> Result<bool> {
        self.seen(actor, import)?;
        let (found, settings) = self.import_and_settings(import)?;
        let other_rights = settings.administrator && !actor.is_administrator();
        let is_older = found.check_revision != found.edits_revision || found.state != State::Checked;
        Ok(is_older || other_rights || self.data_versions(&settings)? != settings.checked_against)
    }

    /// A new import of only the rows that stayed out, with everything set as it was.
    pub fn draft_of_failed(&self, actor: &Actor, import: i64, watch: &Watch) -> Result<Uploaded> {
        self.seen_with_file(actor, import)?;
        let (found, settings, _) = self.own_import(actor, import)?;
        let format = if settings.is_delimited() { FileFormat::Csv } else { FileFormat::Xlsx };
        let name = Words::of(settings.language).say("name-of-failed", &[("name", found.name.as_str().into())]);
        let path = self.config.data.join(format!("rows-left-out-{import}-{}.{}", std::process::id(), format.word()));
        self.write_failed_file(actor, import, &path, settings.language)?;
        let mut recipe = settings.recipe;
        // The file is ours: UTF-8, the header in its first row.
        (recipe.file.encoding, recipe.file.delimiter, recipe.file.quote) = (None, None, None);
        recipe.parts.iter_mut().for_each(|part| part.header_row = None);
        let new = NewFile {
            path: path.clone(),
            name: Some(name),
            record_type: found.type_key.to_string(),
            profile: Some(settings.profile),
            recipe: Some(recipe),
            language: settings.language,
            ..NewFile::default()
        };
        let uploaded = self.upload_file(actor, &new, watch);
        // Its bytes are kept with the import.
        std::fs::remove_file(&path).map_err(Error::from)?;
        uploaded
    }
}
