//! A request with a key of the caller's own is done once: whoever asks again gets the first answer, for a day.
//!
//! In: who asks, the key, a hash of what is asked. Out: go on, or the answer that was given. Only answers of requests that were
//! done are kept; one that was refused may be sent again, corrected, under the same key.

use jiff::ToSpan as _;
use kartoteka_store::KeptAnswer;

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::sign_in::later;
use crate::{Engine, store_error};

/// How long an answer is kept, in hours.
const KEPT_HOURS: i64 = 24;
/// How long a request may take at most, in minutes; then its process is taken for dead.
const BEGUN_MINUTES: i64 = 30;

/// What a request with a key is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// It is the first: do it, then [`Engine::end_once`].
    Go,
    /// It was done: status, headers, body.
    Done(u16, String, Vec<u8>),
}

impl Engine {
    /// Takes the key. Refuses while a request with it is under way, and when it was used for something else.
    pub fn begin_once(&self, actor: &Actor, key: &str, request: &str) -> Result<Once> {
        let owner = actor.number();
        let now = self.moment();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.forget_answers(later(now, (-KEPT_HOURS).hours())?).map_err(store_error)?;
        batch.forget_begun_answers_before(later(now, (-BEGUN_MINUTES).minutes())?).map_err(store_error)?;
        if batch.take_answer_key(owner, key, request, now).map_err(store_error)? {
            batch.commit().map_err(store_error)?;
            return Ok(Once::Go);
        }
        let known = batch.kept_answer(owner, key).map_err(store_error)?;
        match known {
            Some(KeptAnswer { request: before, .. }) if before != request => {
                Err(Refusal::new(RefusalKind::Unacceptable, "idempotency-key-mismatch").into())
            }
            Some(KeptAnswer { status: Some(status), headers, body, .. }) => Ok(Once::Done(status, headers, body)),
            _ => Err(Refusal::new(RefusalKind::Conflict, "idempotency-key-busy").into()),
        }
    }

    /// Keeps the answer; none: the request was not done, and the key is free again.
    pub fn end_once(&self, actor: &Actor, key: &str, answer: Option<(u16, &str, &[u8])>) -> Result<()> {
        let owner = actor.number();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        match answer {
            Some((status, headers, body)) => batch.keep_answer(owner, key, status, headers, body),
            None => batch.forget_answer(owner, key),
        }
        .map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// For the only server of a data directory, when it starts: nothing is under way. Where the register is on a database
    /// server another one may be at work, and its requests stay.
    pub fn forget_begun_requests(&self) -> Result<()> {
        if self.config.database.is_some() {
            return Ok(());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.forget_begun_answers().map_err(store_error)?;
        batch.commit().map_err(store_error)
    }
}
