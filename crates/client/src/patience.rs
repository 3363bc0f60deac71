//! What a conversation does when the line breaks or the server is being started again: it waits, and asks once more.
//!
//! In: a question that does no harm when it is asked twice. Out: its answer, or why there is none after all patience.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Answer, Client, Verb};
use crate::error::{Error, Result};

/// How long a server that went away is waited for, when nothing else was said.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Between two tries.
const AGAIN: Duration = Duration::from_millis(500);
/// Somebody who wants to stop is heard this often.
pub(crate) const LISTEN: Duration = Duration::from_millis(50);
/// First and longest pause between two looks at work.
const FIRST_LOOK: Duration = Duration::from_millis(40);
const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// Whether to go on; asked often.
pub type GoOn<'a> = &'a dyn Fn() -> bool;

impl Client {
    /// Asks again while the server cannot be reached, as long as patience lasts. Only for what may be asked twice.
    ///
    /// # Errors
    /// What the server said; [`Error::Unreachable`] after all patience; [`Error::Stopped`] when it is not to go on.
    pub fn patiently<T>(&self, go_on: GoOn<'_>, mut ask: impl FnMut() -> Result<T>) -> Result<T> {
        let mut since: Option<Instant> = None;
        loop {
            match ask() {
                Err(error) if error.is_passing() => {
                    if since.get_or_insert_with(Instant::now).elapsed() >= self.patience() {
                        return Err(error);
                    }
                    pause(AGAIN, go_on)?;
                }
                other => return other,
            }
        }
    }

    /// A POST that makes or starts something, sent until it is answered. A key goes with it, so it is done once.
    ///
    /// # Errors
    /// As of [`Client::patiently`].
    pub fn post_once(&self, path: &str, key: Option<&str>, body: &Value, go_on: GoOn<'_>) -> Result<Answer> {
        let own = fresh_key();
        let headers = [("idempotency-key", key.unwrap_or(&own))];
        // Nothing was begun yet: a server that is not there is told at once.
        match self.send(Verb::Post, path, &headers, body) {
            Err(Error::Unreachable { reason, url }) if self.is_new() => Err(Error::Unreachable { reason, url }),
            Err(error) if error.is_passing() => self.patiently(go_on, || self.send(Verb::Post, path, &headers, body)),
            other => other,
        }
    }

    /// Looks at a document until the work in it (`job`) is no longer queued or running; `told` sees every look.
    ///
    /// # Errors
    /// As of [`Client::patiently`].
    pub fn until_done(&self, path: &str, go_on: GoOn<'_>, mut told: impl FnMut(&Value)) -> Result<Value> {
        let mut look = FIRST_LOOK;
        loop {
            if !go_on() {
                return Err(Error::Stopped);
            }
            let body = self.patiently(go_on, || self.get(path, &[]))?.body;
            told(&body);
            if !is_open(&body["job"]) {
                return Ok(body);
            }
            pause(look, go_on)?;
            look = (look * 3 / 2).min(LONGEST_LOOK);
        }
    }
}

/// Whether a job waits or goes on.
pub fn is_open(job: &Value) -> bool {
    matches!(job["state"].as_str(), Some("queued" | "running"))
}

/// Waits, and listens meanwhile.
pub(crate) fn pause(long: Duration, go_on: GoOn<'_>) -> Result<()> {
    let end = Instant::now() + long;
    loop {
        if !go_on() {
            return Err(Error::Stopped);
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(LISTEN));
    }
}

/// A word nobody else uses.
fn fresh_key() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("cli-{}-{}-{}", std::process::id(), now.as_nanos(), COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_server_that_comes_back_is_waited_for_and_one_that_does_not_is_not() {
        let client = Client::new("http://127.0.0.1:1", "kt_1", "en").expect("a client").with_patience(Duration::ZERO);
        let broken = || Error::Unreachable { url: "x".to_owned(), reason: "y".to_owned() };
        let asked = std::cell::Cell::new(0);
        let twice = |times: u32| {
            asked.set(asked.get() + 1);
            if asked.get() <= times { Err(broken()) } else { Ok(asked.get()) }
        };
        assert!(matches!(client.patiently(&|| true, || twice(1)), Err(Error::Unreachable { .. })), "no patience");
        let client = client.with_patience(Duration::from_secs(5));
        asked.set(0);
        assert_eq!(client.patiently(&|| true, || twice(1)).expect("an answer"), 2);
        asked.set(0);
        assert!(matches!(client.patiently(&|| false, || twice(1)), Err(Error::Stopped)));
    }

    #[test]
    fn work_is_open_while_it_waits_or_runs() {
        for (job, expected) in [
            (json!({"state": "queued"}), true),
            (json!({"state": "running"}), true),
            (json!({"state": "done"}), false),
            (Value::Null, false),
        ] {
            assert_eq!(is_open(&job), expected, "{job}");
        }
        assert_ne!(fresh_key(), fresh_key());
    }
}
