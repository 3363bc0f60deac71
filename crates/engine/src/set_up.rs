//! The first administrator: a link that works once, and the person it makes.
//!
//! In: the link's token, a user name, an e-mail, a password. Out: an administrator who can sign in. Two people with the
//! same link at once: one wins, the other is told.

use kartoteka_domain::issue::{Code, Issue, Severity};
use kartoteka_store::{NewToken, TokenKind};

use crate::actor::{Actor, Role};
use crate::edit_record::Edited;
use crate::error::{Refusal, RefusalKind, Result};
use crate::manage_users::{hash_of, random_secret, refuse_weak};
use crate::upload_file::sha256_text;
use crate::{Engine, store_error};

/// Who the first administrator is to be.
#[derive(Clone, Debug, Default)]
pub struct FirstAdministrator {
    pub login: String,
    pub email: String,
    pub password: String,
}

impl Engine {
    /// Nobody can sign in yet.
    pub fn needs_set_up(&self) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(!reader.has_passwords().map_err(store_error)?)
    }

    /// Makes the token of the set-up link; an earlier one no longer holds. For the owner of the data directory only.
    pub fn begin_set_up(&self) -> Result<String> {
        let secret = random_secret()?;
        let token = NewToken {
            kind: TokenKind::SetUp,
            hash: sha256_text(&secret),
            user: 0,
            name: String::new(),
            scopes: String::new(),
            created_at: self.moment(),
            expires_at: None,
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_tokens(0, TokenKind::SetUp).map_err(store_error)?;
        batch.create_token(&token).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(secret)
    }

    /// Whether a set-up link still holds: nobody can sign in, and the token is the latest one.
    pub fn is_set_up_token(&self, token: &str) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.token(TokenKind::SetUp, &sha256_text(token.trim())).map_err(store_error)?;
        let holds = found.is_some_and(|found| found.used_at.is_none());
        Ok(holds && !reader.has_passwords().map_err(store_error)?)
    }

    /// Makes the first administrator, once.
    pub fn set_up(&self, token: &str, first: &FirstAdministrator) -> Result<Actor> {
        refuse_weak(&first.password)?;
        let number = self.take_set_up(token)?;
        let made = self.add_administrator(&Actor::local(), first);
        if made.is_err() {
            // The name was taken, say: the link is still good for another try.
            let mut writer = self.store.writer().map_err(store_error)?;
            let batch = writer.begin().map_err(store_error)?;
            batch.unuse_token(number).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        made
    }

    /// Under the write lock, so of two people with the link one wins.
    fn take_set_up(&self, token: &str) -> Result<i64> {
        let spent = || Refusal::new(RefusalKind::Forbidden, "set-up-spent");
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let found = batch.token(TokenKind::SetUp, &sha256_text(token.trim())).map_err(store_error)?.ok_or_else(spent)?;
        if batch.has_passwords().map_err(store_error)? || !batch.use_token(found.id, self.moment()).map_err(store_error)? {
            return Err(spent().into());
        }
        batch.commit().map_err(store_error)?;
        Ok(found.id)
    }

    /// A password for somebody who will read it once from the console: four groups of four.
    pub fn random_password(&self) -> Result<String> {
        let secret = random_secret()?;
        let groups: Vec<&str> = (0..4).filter_map(|group| secret.get(group * 4..group * 4 + 4)).collect();
        Ok(groups.join("-"))
    }

    /// Adds an administrator who can sign in at once.
    pub fn add_administrator(&self, actor: &Actor, first: &FirstAdministrator) -> Result<Actor> {
        refuse_weak(&first.password)?;
        let hash = hash_of(&first.password)?;
        let fields = [("username", &first.login), ("email", &first.email)];
        let mut fields: Vec<(String, String)> = fields.map(|(key, text)| (key.to_owned(), text.trim().to_owned())).into();
        fields.push(("role".to_owned(), Role::Administrator.word().to_owned()));
        let id = match self.create_record(actor, "user", &fields)? {
            Edited::Created(id) => id,
            Edited::Rejected(issues) => return Err(unfit(&issues, first).into()),
            // A create ends in one of the two.
            Edited::Updated(id) | Edited::Unchanged(id) => id,
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.save_password(id.0, &hash, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "add-administrator", "user", id.0)?;
        batch.commit().map_err(store_error)?;
        self.actor(&first.login)
    }
}

/// What was wrong with the first field that does not fit.
fn unfit(issues: &[Issue], first: &FirstAdministrator) -> Refusal {
    let is_error = |issue: &&Issue| issue.severity == Severity::Error;
    let Some(issue) = issues.iter().find(is_error) else { return Refusal::new(RefusalKind::Conflict, "value-taken") };
    let field = issue.field.as_ref().map_or("username", |field| field.as_str());
    if issue.code == Code::KeyTaken {
        return Refusal::new(RefusalKind::Conflict, "value-taken").with("field", field);
    }
    let value = if field == "email" { &first.email } else { &first.login };
    Refusal::new(RefusalKind::Malformed, "value-unreadable").with("field", field).with("value", value)
}
