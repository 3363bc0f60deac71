//! Tokens for scripts and integrations: made with scopes and an end, shown once, revoked at any time.
//!
//! In: a name, scopes, days. Out: the secret once; afterwards only what it may do and when it was used. Keeps hashes only.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use kartoteka_domain::record::RecordId;
use kartoteka_store::{NewToken, Token, TokenKind};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_users::random_secret;
use crate::sign_in::later;
use crate::upload_file::sha256_text;
use crate::{Engine, store_error};

/// Begins every token, so that people and scanners know what they found.
pub const TOKEN_PREFIX: &str = "kt_";
/// The longest life of a token, in days.
pub const MOST_DAYS: i64 = 730;
/// Longest name, in characters.
const NAME_CHARS: usize = 100;
/// The last use is noted no more often than this.
const TOUCH_SECONDS: i64 = 60;

/// What a token may be used for, besides what its owner's role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Read,
    Write,
    Import,
    Export,
    Admin,
}

impl Scope {
    pub const ALL: [Scope; 5] = [Scope::Read, Scope::Write, Scope::Import, Scope::Export, Scope::Admin];

    pub fn word(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Write => "write",
            Scope::Import => "import",
            Scope::Export => "export",
            Scope::Admin => "admin",
        }
    }

    pub fn from_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Whether the scope opens what a verb requires. The owner's role is asked as well, each time.
    pub fn opens(self, permission: Permission) -> bool {
        match permission {
            Permission::SeeRecords => true,
            Permission::EditRecords | Permission::BulkEdit => self == Scope::Write || self == Scope::Admin,
            Permission::Import | Permission::ImportLeads | Permission::ImportUsers | Permission::TakeBack => {
                self == Scope::Import || self == Scope::Admin
            }
            Permission::Export => self == Scope::Export || self == Scope::Admin,
            Permission::Administer | Permission::Operate => self == Scope::Admin,
        }
    }
}

/// A token as its owner and administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiTokenView {
    pub id: i64,
    pub name: String,
    pub owner: String,
    pub scopes: Vec<Scope>,
    pub created_at: DateTime,
    pub expires_at: Option<DateTime>,
    pub used_at: Option<DateTime>,
    pub is_expired: bool,
}

impl Engine {
    /// Makes a token that acts with the actor's role, narrowed to the scopes. The answer is the secret, which is not kept.
    pub fn create_api_token(&self, actor: &Actor, name: &str, scopes: &[Scope], days: i64) -> Result<String> {
        self.create_token_of(actor, actor.number(), name, scopes, days)
    }

    /// The same for a token that acts as another person, with that person's role.
    pub fn create_api_token_for(&self, actor: &Actor, login: &str, name: &str, scopes: &[Scope], days: i64) -> Result<String> {
        actor.require(Permission::Administer)?;
        let owner = self.actor(login)?.number();
        self.create_token_of(actor, owner, name, scopes, days)
    }

    fn create_token_of(&self, actor: &Actor, owner: i64, name: &str, scopes: &[Scope], days: i64) -> Result<String> {
        actor.require(Permission::Administer)?;
        let malformed = |code| Refusal::new(RefusalKind::Malformed, code);
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(malformed("token-name-unfit").with("n", NAME_CHARS).into());
        }
        if scopes.is_empty() {
            return Err(malformed("token-without-scope").into());
        }
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(malformed("token-days-unfit").with("n", MOST_DAYS).into());
        }
        let secret = format!("{TOKEN_PREFIX}{}", random_secret()?);
        let now = self.moment();
        let words: Vec<&str> = Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).map(Scope::word).collect();
        let token = NewToken {
            kind: TokenKind::Api,
            hash: sha256_text(&secret),
            user: owner,
            name: name.to_owned(),
            scopes: words.join(" "),
            created_at: now,
            expires_at: Some(later(now, days.days())?),
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let id = batch.create_token(&token).map_err(store_error)?;
        self.audit(&batch, actor, "token-create", "token", id)?;
        batch.commit().map_err(store_error)?;
        Ok(secret)
    }

    /// Everybody's tokens, latest first.
    pub fn api_tokens(&self, actor: &Actor) -> Result<Vec<ApiTokenView>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        let now = self.moment();
        let view = |token: Token| -> Result<ApiTokenView> {
            Ok(ApiTokenView {
                id: token.id,
                owner: self.login_of(token.new.user)?,
                scopes: scopes_of(&token),
                created_at: token.new.created_at,
                is_expired: token.new.expires_at.is_some_and(|end| end <= now),
                expires_at: token.new.expires_at,
                used_at: token.used_at,
                name: token.new.name,
            })
        };
        reader.all_tokens(TokenKind::Api, 1_000).map_err(store_error)?.into_iter().map(view).collect()
    }

    /// From this moment on the token opens nothing.
    pub fn revoke_api_token(&self, actor: &Actor, id: i64) -> Result<()> {
        actor.require(Permission::Administer)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if batch.token_by_number(TokenKind::Api, id).map_err(store_error)?.is_none() {
            return Err(Refusal::new(RefusalKind::NotFound, "token-unknown").into());
        }
        batch.delete_token(id).map_err(store_error)?;
        self.audit(&batch, actor, "token-revoke", "token", id)?;
        batch.commit().map_err(store_error)
    }

    /// Who a token stands for and what it may be used for; nobody when it ended, was revoked, or its owner may not act.
    pub fn arrive_by_token(&self, secret: &str) -> Result<Option<(Actor, Vec<Scope>)>> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.token(TokenKind::Api, &sha256_text(secret.trim())).map_err(store_error)?;
        let now = self.moment();
        let Some(token) = found.filter(|token| token.new.expires_at.is_some_and(|end| end > now)) else { return Ok(None) };
        let actor = match self.actor_by_number(&reader, RecordId(token.new.user)) {
            Ok(actor) => actor,
            Err(Error::Refusal(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        self.follow_types(&reader)?;
        if token.used_at.is_none_or(|at| later(at, TOUCH_SECONDS.seconds()).is_ok_and(|at| at <= now)) {
            let mut writer = self.store.writer().map_err(store_error)?;
            if let Ok(Some(batch)) = writer.try_begin() {
                batch.touch_token(token.id, now).map_err(store_error)?;
                batch.commit().map_err(store_error)?;
            }
        }
        Ok(Some((actor, scopes_of(&token))))
    }
}

fn scopes_of(token: &Token) -> Vec<Scope> {
    token.new.scopes.split(' ').filter_map(Scope::from_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each scope opens, in the order of [`Permission::ALL`].
    #[test]
    fn web_23_the_table_of_scopes() {
        let row = |scope: Scope| -> String { Permission::ALL.iter().map(|p| if scope.opens(*p) { 'x' } else { '-' }).collect() };
        assert_eq!(
            Scope::ALL.map(row),
            ["x---------", "xx-----x--", "x-xxxx----", "x-----x---", "xxxxxxxxxx"].map(str::to_owned)
        );
    }
}
