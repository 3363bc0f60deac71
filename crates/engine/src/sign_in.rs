//! Sessions: signing in with a limit on tries, what a session opens, ending sessions.
//!
//! In: names, passwords, secrets of sessions. Out: a secret once, and who it stands for. Keeps hashes only, also of the
//! names and addresses under which it counts failures.

use jiff::civil::DateTime;
use jiff::{Span, ToSpan as _};
use kartoteka_domain::kind::fold;
use kartoteka_domain::record::RecordId;
use kartoteka_store::{Batch, Conn, NewToken, SignInFailures, Token, TokenKind};

use crate::actor::Actor;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_people::LAST_SIGN_IN;
use crate::manage_users::random_secret;
use crate::upload_file::sha256_text;
use crate::{Engine, store_error};

/// A session nobody uses for so long has ended.
pub const IDLE_HOURS: i64 = 12;
/// No session lives longer, used or not.
pub const SESSION_DAYS: i64 = 14;
/// The last use is noted no more often than this: a page is not a write.
const TOUCH_SECONDS: i64 = 60;
/// Failures after which a name is not let in from this address for a while.
const TRIES: u32 = 5;
/// Failures after which an address is not let in at all for a while.
const TRIES_OF_ADDRESS: u32 = 50;
/// The first wait; it doubles with each further failure.
const FIRST_WAIT_SECONDS: i64 = 60;
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// Failures older than this count no more.
const MEMORY_HOURS: i64 = 1;

/// A session that was just begun. The secret is known here only.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub secret: String,
    pub actor: Actor,
}

/// Who a request comes from, with everything every page shows.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub session: i64,
    pub actor: Actor,
    pub preferences: Vec<(String, String)>,
    pub unread: u64,
    /// How the installation calls itself; empty when nobody named it.
    pub organisation: String,
    /// The zone times are told in; empty for UTC.
    pub time_zone: String,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    pub id: i64,
    /// What the browser said of itself.
    pub device: String,
    pub began_at: DateTime,
    pub used_at: DateTime,
}

impl Engine {
    /// Lets somebody in: name or e-mail as the settings say, password, where from, with what.
    ///
    /// Errors: `sign-in-failed`, the same for everybody who is not let in; `sign-in-blocked` with the seconds to wait.
    pub fn sign_in(&self, name: &str, password: &str, address: &str, device: &str) -> Result<NewSession> {
        let keys = failure_keys(name, address);
        self.refuse_blocked(&keys)?;
        match self.verify_password(name, password) {
            Ok(actor) => self.begin_session(actor, device, Some(&keys[0].0)),
            Err(error) => {
                if error.code() == Some("sign-in-failed") {
                    self.count_failure(&keys)?;
                }
                Err(error)
            }
        }
    }

    /// Opens a session for somebody who proved who he is in another way (an invitation, the first set-up).
    pub fn begin_session(&self, actor: Actor, device: &str, forget_failures: Option<&str>) -> Result<NewSession> {
        let secret = random_secret()?;
        let now = self.moment();
        let token = NewToken {
            kind: TokenKind::Session,
            hash: sha256_text(&secret),
            user: actor.number(),
            name: device.chars().take(200).collect(),
            scopes: String::new(),
            created_at: now,
            expires_at: Some(later(now, SESSION_DAYS.days())?),
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.create_token(&token).map_err(store_error)?;
        batch.delete_expired_tokens(later(now, (-SESSION_DAYS).days())?).map_err(store_error)?;
        let noted = now.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        batch.save_preference(actor.number(), LAST_SIGN_IN, &noted).map_err(store_error)?;
        if let Some(key) = forget_failures {
            batch.delete_sign_in_failures(key).map_err(store_error)?;
        }
        self.audit(&batch, &actor, "sign-in", "user", actor.number())?;
        batch.commit().map_err(store_error)?;
        Ok(NewSession { secret, actor })
    }

    /// Who a session's secret stands for; `None` when it ended, or its owner may not act any more.
    pub fn arrive(&self, secret: &str) -> Result<Option<Arrival>> {
        let reader = self.store.reader().map_err(store_error)?;
        let Some(token) = reader.token(TokenKind::Session, &sha256_text(secret)).map_err(store_error)? else { return Ok(None) };
        if !self.is_open(&token)? {
            return Ok(None);
        }
        self.follow_types(&reader)?;
        let user = token.new.user;
        let Ok(actor) = self.actor_by_number(&reader, RecordId(user)) else { return Ok(None) };
        let now = self.moment();
        if later(last_use(&token), TOUCH_SECONDS.seconds())? <= now {
            self.touch(token.id, now)?;
        }
        let (organisation, time_zone) = Engine::house(&reader)?;
        Ok(Some(Arrival {
            organisation,
            time_zone,
            session: token.id,
            actor,
            preferences: reader.preferences(user).map_err(store_error)?,
            unread: reader.unread_notifications(user).map_err(store_error)?,
        }))
    }

    /// The last use is a courtesy: a page is shown also while a long batch holds the write lock.
    fn touch(&self, token: i64, at: DateTime) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        if let Ok(Some(batch)) = writer.try_begin() {
            batch.touch_token(token, at).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        Ok(())
    }

    pub(crate) fn is_open(&self, token: &Token) -> Result<bool> {
        let now = self.moment();
        let idle_end = later(last_use(token), IDLE_HOURS.hours())?;
        Ok(token.new.expires_at.is_some_and(|end| end > now) && idle_end > now)
    }

    /// The actor's own open sessions, latest first.
    pub fn sessions(&self, actor: &Actor) -> Result<Vec<SessionView>> {
        let reader = self.store.reader().map_err(store_error)?;
        let mut open = Vec::new();
        for token in reader.tokens(actor.number(), TokenKind::Session).map_err(store_error)? {
            if self.is_open(&token)? {
                let used_at = last_use(&token);
                open.push(SessionView { id: token.id, device: token.new.name, began_at: token.new.created_at, used_at });
            }
        }
        open.reverse();
        Ok(open)
    }

    /// Ends one of the actor's own sessions; another person's is not there.
    pub fn end_session(&self, actor: &Actor, session: i64) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let own = batch.tokens(actor.number(), TokenKind::Session).map_err(store_error)?;
        if !own.iter().any(|token| token.id == session) {
            return Err(Refusal::new(RefusalKind::NotFound, "session-unknown").into());
        }
        batch.delete_token(session).map_err(store_error)?;
        self.audit(&batch, actor, "end-session", "user", actor.number())?;
        batch.commit().map_err(store_error)
    }

    /// Ends all of the actor's sessions but one; returns how many.
    pub fn end_other_sessions(&self, actor: &Actor, kept: i64) -> Result<usize> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let ended = end_all_but(&batch, actor.number(), Some(kept))?;
        self.audit(&batch, actor, "end-session", "user", actor.number())?;
        batch.commit().map_err(store_error)?;
        Ok(ended)
    }

    fn refuse_blocked(&self, keys: &[(String, u32)]) -> Result<()> {
        let reader = self.store.reader().map_err(store_error)?;
        let now = self.moment();
        for (key, _) in keys {
            let found = reader.sign_in_failures(key).map_err(store_error)?;
            let until = found.and_then(|found| found.blocked_until).filter(|until| *until > now);
            if let Some(until) = until {
                return Err(blocked(seconds_between(now, until)));
            }
        }
        Ok(())
    }

    fn count_failure(&self, keys: &[(String, u32)]) -> Result<()> {
        let now = self.moment();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.forget_sign_in_failures(later(now, (-MEMORY_HOURS).hours())?).map_err(store_error)?;
        for (key, tries) in keys {
            let before = failures_under(&batch, key)?;
            let failures = before + 1;
            let wait = wait_seconds(failures, *tries);
            let blocked_until = (wait > 0).then(|| later(now, wait.seconds())).transpose()?;
            let found = SignInFailures { failures, last_at: now, blocked_until };
            batch.save_sign_in_failures(key, &found).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }
}

/// Ends a user's sessions, all but one when it is named.
pub(crate) fn end_all_but(batch: &Batch<'_>, user: i64, kept: Option<i64>) -> Result<usize> {
    let mut ended = 0;
    for token in batch.tokens(user, TokenKind::Session).map_err(store_error)? {
        if Some(token.id) != kept {
            batch.delete_token(token.id).map_err(store_error)?;
            ended += 1;
        }
    }
    Ok(ended)
}

fn failures_under(conn: &Conn, key: &str) -> Result<u32> {
    Ok(conn.sign_in_failures(key).map_err(store_error)?.map_or(0, |found| found.failures))
}

/// The name at this address, and the address: the owner of a name is not locked out by somebody elsewhere.
fn failure_keys(name: &str, address: &str) -> [(String, u32); 2] {
    let of_name = sha256_text(&format!("name {} {address}", fold(name.trim())));
    [(of_name, TRIES), (sha256_text(&format!("address {address}")), TRIES_OF_ADDRESS)]
}

/// Nothing for the first tries, then a minute that doubles up to a quarter of an hour.
fn wait_seconds(failures: u32, tries: u32) -> i64 {
    if failures < tries {
        return 0;
    }
    let doublings = (failures - tries).min(10);
    (FIRST_WAIT_SECONDS << doublings).min(LONGEST_WAIT_SECONDS)
}

fn blocked(seconds: i64) -> Error {
    Refusal::new(RefusalKind::Forbidden, "sign-in-blocked").with("n", (seconds + 59) / 60).into()
}

fn seconds_between(from: DateTime, to: DateTime) -> i64 {
    from.duration_until(to).as_secs()
}

pub(crate) fn last_use(token: &Token) -> DateTime {
    token.used_at.unwrap_or(token.new.created_at)
}

pub(crate) fn later(at: DateTime, span: Span) -> Result<DateTime> {
    at.checked_add(span).map_err(|e| Error::fault("a time is out of range", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_09_the_wait_begins_late_and_has_an_end() {
        let waits: Vec<i64> = (1..=12).map(|failures| wait_seconds(failures, TRIES)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900, 900]);
    }

    #[test]
    fn failures_are_counted_by_name_and_place() {
        let [(name, _), (address, _)] = failure_keys("Jana ", "10.0.0.1");
        assert_eq!(failure_keys("jana", "10.0.0.1")[0].0, name, "case and blanks do not make another name");
        assert_ne!(failure_keys("jana", "10.0.0.2")[0].0, name, "the owner elsewhere is not locked out");
        assert_eq!(failure_keys("petr", "10.0.0.1")[1].0, address);
        assert!(!name.contains("jana"));
    }
}
