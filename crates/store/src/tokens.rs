//! Secrets of users: hashes of passwords and of tokens (invitation, reset, session, API). Never a secret itself.

use jiff::civil::DateTime;

use crate::error::{Result, StoreError};
use crate::sql::{Optional, Parameters, Row};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    Invitation,
    Reset,
    Session,
    Api,
    /// Makes the first administrator; belongs to nobody.
    SetUp,
}

impl TokenKind {
    const ALL: [TokenKind; 5] = [TokenKind::Invitation, TokenKind::Reset, TokenKind::Session, TokenKind::Api, TokenKind::SetUp];

    pub fn word(self) -> &'static str {
        match self {
            TokenKind::Invitation => "invitation",
            TokenKind::Reset => "reset",
            TokenKind::Session => "session",
            TokenKind::Api => "api",
            TokenKind::SetUp => "set-up",
        }
    }
}

/// A token to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    pub kind: TokenKind,
    pub hash: String,
    pub user: i64,
    pub name: String,
    /// The engine's words.
    pub scopes: String,
    pub created_at: DateTime,
    pub expires_at: Option<DateTime>,
}

/// A token as stored. Whether it still holds is the caller's question to its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: i64,
    pub new: NewToken,
    pub used_at: Option<DateTime>,
}

impl Batch<'_> {
    pub fn save_password(&self, user: i64, hash: &str, at: DateTime) -> Result<()> {
        let sql = "INSERT INTO kt_password (user_id, hash, set_at) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at";
        self.sql.prepare_cached(sql)?.execute((user, hash, time_text(at).as_str()))?;
        Ok(())
    }

    pub fn delete_password(&self, user: i64) -> Result<bool> {
        Ok(self.sql.prepare_cached("DELETE FROM kt_password WHERE user_id = ?1")?.execute([user])? == 1)
    }

    pub fn create_token(&self, new: &NewToken) -> Result<i64> {
        let id = self.take_number("token")?;
        let sql = "INSERT INTO kt_token (id, kind, hash, user_id, name, scopes, created_at, expires_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (at, expires) = (time_text(new.created_at), new.expires_at.map(time_text));
        let parameters = (id, new.kind.word(), &new.hash, new.user, &new.name, &new.scopes, at.as_str(), expires.as_deref());
        self.sql.prepare_cached(sql)?.execute_guarded(parameters)?;
        Ok(id)
    }

    /// Marks a token used for the first time; `false` when it was used already: a link works once.
    pub fn use_token(&self, id: i64, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_token SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL";
        Ok(self.sql.prepare_cached(sql)?.execute((id, time_text(at).as_str()))? == 1)
    }

    /// Takes a use back: what the token was to open did not open.
    pub fn unuse_token(&self, id: i64) -> Result<()> {
        self.sql.prepare_cached("UPDATE kt_token SET used_at = NULL WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Notes the last use of a token that may be used again.
    pub fn touch_token(&self, id: i64, at: DateTime) -> Result<()> {
        self.sql.prepare_cached("UPDATE kt_token SET used_at = ?2 WHERE id = ?1")?.execute((id, time_text(at).as_str()))?;
        Ok(())
    }

    pub fn delete_token(&self, id: i64) -> Result<bool> {
        Ok(self.sql.prepare_cached("DELETE FROM kt_token WHERE id = ?1")?.execute([id])? == 1)
    }

    /// Deletes every token of a kind that a user has; returns how many.
    pub fn delete_tokens(&self, user: i64, kind: TokenKind) -> Result<u64> {
        let sql = "DELETE FROM kt_token WHERE user_id = ?1 AND kind = ?2";
        Ok(self.sql.prepare_cached(sql)?.execute((user, kind.word()))? as u64)
    }

    /// Deletes tokens that ended before a time; returns how many.
    pub fn delete_expired_tokens(&self, before: DateTime) -> Result<u64> {
        let sql = "DELETE FROM kt_token WHERE expires_at < ?1";
        Ok(self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])? as u64)
    }
}

impl Conn {
    pub fn password(&self, user: i64) -> Result<Option<String>> {
        let mut statement = self.sql.prepare_cached("SELECT hash FROM kt_password WHERE user_id = ?1")?;
        statement.query_row([user], |row| row.get(0)).optional()
    }

    /// Whether anybody has a password.
    pub fn has_passwords(&self) -> Result<bool> {
        self.sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM kt_password)")?.query_row((), |row| row.get(0))
    }

    /// The token with this hash.
    pub fn token(&self, kind: TokenKind, hash: &str) -> Result<Option<Token>> {
        Ok(self.token_list("kind = ?1 AND hash = ?2", (kind.word(), hash))?.pop())
    }

    /// A user's tokens of a kind, oldest first.
    pub fn tokens(&self, user: i64, kind: TokenKind) -> Result<Vec<Token>> {
        self.token_list("kind = ?1 AND user_id = ?2 ORDER BY id", (kind.word(), user))
    }

    /// One token by its number.
    pub fn token_by_number(&self, kind: TokenKind, id: i64) -> Result<Option<Token>> {
        Ok(self.token_list("kind = ?1 AND id = ?2", (kind.word(), id))?.pop())
    }

    /// Everybody's tokens of a kind, latest first.
    pub fn all_tokens(&self, kind: TokenKind, limit: usize) -> Result<Vec<Token>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.token_list("kind = ?1 ORDER BY id DESC LIMIT ?2", (kind.word(), limit))
    }

    fn token_list(&self, tail: &str, parameters: impl Parameters) -> Result<Vec<Token>> {
        let sql =
            format!("SELECT id, kind, hash, user_id, name, scopes, created_at, expires_at, used_at FROM kt_token WHERE {tail}");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read_token(row)?);
        }
        Ok(list)
    }
}

fn read_token(row: Row<'_>) -> Result<Token> {
    let word: String = row.get(1)?;
    let kind = TokenKind::ALL.into_iter().find(|kind| kind.word() == word);
    let new = NewToken {
        kind: kind.ok_or_else(|| StoreError::undecodable("the kind of a token"))?,
        hash: row.get(2)?,
        user: row.get(3)?,
        name: row.get(4)?,
        scopes: row.get(5)?,
        created_at: read_time(&row.get::<String>(6)?)?,
        expires_at: read_time_or_none(row.get(7)?)?,
    };
    Ok(Token { id: row.get(0)?, new, used_at: read_time_or_none(row.get(8)?)? })
}
