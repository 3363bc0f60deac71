//! A database that is away for a while, or in which others are in the way: work that looks first what is committed is begun anew.
//!
//! In: such work. Out: what it came to. A run goes on after its last committed batch, which is found by its own note, so a batch
//! of which nobody knows whether it was committed is neither lost nor written twice. Work that cannot look is tried again only
//! while it is known not to have been committed.

use std::time::{Duration, Instant};

use kartoteka_domain::run::{Counts, State};

use crate::Engine;
use crate::error::{Error, Refusal, Result};
use crate::progress::{Stage, Watch};

/// How long a run waits for a database that does not come back, or lets it do nothing.
const PATIENCE: Duration = Duration::from_secs(120);
/// The first pause; each is twice as long as the one before.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);
/// How often somebody who wants to stop is asked.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How often a short change is tried.
const TRIES: u32 = 4;

/// What a refusal is called when nobody knows whether it was committed.
pub(crate) const UNKNOWN: &str = "database-commit-unknown";

/// Whether it may well work a little later.
pub(crate) fn is_passing(error: &Error) -> bool {
    matches!(error.code(), Some("database-locked" | "database-collision" | "database-unreachable" | UNKNOWN))
}

/// Runs `work` and, while it fails because the database is away or busy, runs it again. `done` says how far the work has
/// come, as far as that can be asked: whoever gets further has patience anew.
///
/// Errors: those of `work`; [`Error::Stopped`] when somebody says so meanwhile.
pub(crate) fn patiently<T>(watch: &Watch, done: impl Fn() -> Option<u64>, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    let (mut since, mut pause, mut reached) = (Instant::now(), SHORTEST, 0);
    loop {
        let error = match work() {
            Err(error) if is_passing(&error) => error,
            ended => return ended,
        };
        let now = done().unwrap_or(reached);
        if now > reached {
            (since, pause, reached) = (Instant::now(), SHORTEST, now);
        }
        if since.elapsed() >= PATIENCE {
            return Err(error);
        }
        watch.tell(Stage::Waiting, now, 0, &Counts::default());
        wait(watch, pause)?;
        pause = (pause * 2).min(LONGEST);
    }
}

impl Engine {
    /// A run whose database did not come back in time is stopped, if that can still be said: a person goes on with it.
    pub(crate) fn leave_if_away<T>(&self, run: i64, ended: Result<T>) -> Result<T> {
        if ended.as_ref().is_err_and(is_passing)
            && let Ok(mut writer) = self.store.writer()
        {
            let _ = self.step(&mut writer, run, &[State::Running], State::Stopped);
        }
        ended
    }
}

fn wait(watch: &Watch, pause: Duration) -> Result<()> {
    let began = Instant::now();
    while began.elapsed() < pause {
        watch.go_on()?;
        std::thread::sleep(LOOK_EVERY.min(pause));
    }
    watch.go_on()
}

/// Runs a short change that is one transaction, and runs it again where the server took it back or was away before the commit.
pub(crate) fn whole<T>(mut work: impl FnMut() -> Result<T>) -> Result<T> {
    let mut pause = SHORTEST;
    for _ in 1..TRIES {
        match work() {
            Err(Error::Refusal(Refusal { code: "database-unreachable" | "database-collision", .. })) => std::thread::sleep(pause),
            ended => return ended,
        }
        pause *= 2;
    }
    work()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::error::RefusalKind;

    fn away(code: &'static str) -> Error {
        Refusal::new(RefusalKind::Unavailable, code).into()
    }

    #[test]
    fn flt_08_what_passes_is_tried_again_and_nothing_else() {
        let tried = |codes: &[&'static str]| {
            let (calls, mut left) = (Cell::new(0), codes.iter());
            let ended = patiently(
                &Watch::default(),
                || None,
                || {
                    calls.set(calls.get() + 1);
                    left.next().map_or(Ok(()), |code| Err(away(code)))
                },
            );
            (calls.get(), ended.is_ok())
        };
        assert_eq!(tried(&[]), (1, true));
        assert_eq!(tried(&["database-unreachable", "database-collision", UNKNOWN]), (4, true));
        assert_eq!(tried(&["disk-full"]), (1, false));
        assert_eq!(tried(&["database-unreachable", "database-no-rights"]), (2, false));
    }

    #[test]
    fn who_waits_can_be_stopped() {
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let watch = Watch::new(std::sync::Arc::clone(&stop), move |progress| {
            assert_eq!(progress.stage, Stage::Waiting);
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let ended: Result<()> = patiently(&watch, || None, || Err(away("database-unreachable")));
        assert!(matches!(ended, Err(Error::Stopped)));
    }

    #[test]
    fn flt_10_a_short_change_that_may_be_committed_is_not_done_again() {
        let tried = |code| {
            let calls = Cell::new(0);
            let ended: Result<()> = whole(|| {
                calls.set(calls.get() + 1);
                Err(away(code))
            });
            assert!(ended.is_err());
            calls.get()
        };
        assert_eq!(tried(UNKNOWN), 1);
        assert_eq!(tried("value-taken"), 1);
        assert_eq!(tried("database-unreachable"), TRIES);
        assert_eq!(tried("database-collision"), TRIES);
    }
}
