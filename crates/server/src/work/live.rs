//! What is being done right now, by the number it is about. In memory only: it says how far things are, never what is true.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kartoteka_engine::progress::{Progress, Watch};
use kartoteka_engine::work_queue::{Taken, Work};

use super::Kind;
use crate::metrics::Meter;

/// Work under way.
struct Doing {
    taken: Taken,
    stop: Arc<AtomicBool>,
    began: Instant,
    progress: Arc<Mutex<Option<Progress>>>,
}

impl Doing {
    fn is_about(&self, subject: i64, is_export: bool) -> bool {
        self.taken.work.subject == Some(subject) && (self.taken.work.kind == Kind::Export.word()) == is_export
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            job: self.taken.id,
            kind: self.taken.work.kind.clone(),
            progress: *open(&self.progress),
            seconds: self.began.elapsed().as_secs(),
            is_stopping: self.stop.load(Ordering::Relaxed),
            is_resumed: self.taken.attempt > 1,
            waits_for: None,
        }
    }
}

/// How far a piece of work is.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub job: i64,
    pub kind: String,
    /// Nothing until the verb said something.
    pub progress: Option<Progress>,
    pub seconds: u64,
    /// It was asked to stop and has not come to a safe place yet.
    pub is_stopping: bool,
    /// An earlier worker did not come to the end.
    pub is_resumed: bool,
    /// It has not begun: this import goes first.
    pub waits_for: Option<i64>,
}

#[derive(Default)]
pub struct Live {
    doing: Mutex<BTreeMap<i64, Doing>>,
}

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Snapshot {
    /// Work of a kind of which no more is known.
    pub fn of_kind(kind: &str) -> Snapshot {
        let kind = kind.to_owned();
        Snapshot { job: 0, kind, progress: None, seconds: 0, is_stopping: false, is_resumed: false, waits_for: None }
    }

    /// Tenths that are done, 0 to 10: said aloud when it changes, not more often.
    pub fn tenths(&self) -> u64 {
        let now = self.progress.filter(|now| now.total > 0);
        now.map_or(0, |now| (now.done * 10 / now.total).min(10))
    }

    /// Seconds it may still take, once that can be said: nothing in the first five.
    pub fn seconds_left(&self) -> Option<u64> {
        let now = self.progress.filter(|now| now.total > 0 && now.done > 0)?;
        let left = now.total.saturating_sub(now.done);
        (self.seconds >= 5).then(|| (self.seconds * left).div_ceil(now.done))
    }

    /// It writes records: the numbers of outcomes grow.
    pub fn writes(&self) -> bool {
        self.kind == "run-import"
    }
}

impl Live {
    /// Notes that a job began; the watch goes to its verb.
    pub fn begin(&self, taken: &Taken, meter: &Arc<Meter>) -> Watch {
        let (stop, progress) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(None)));
        let (seen, flag) = (Arc::clone(&progress), Arc::clone(&stop));
        let doing = Doing { taken: taken.clone(), stop, began: Instant::now(), progress };
        open(&self.doing).insert(taken.id, doing);
        let meter = Arc::clone(meter);
        Watch::new(flag, move |progress| {
            let before = open(&seen).replace(*progress);
            // What an earlier worker did is not counted again.
            if let Some(before) = before.filter(|before| before.stage == progress.stage) {
                meter.rows(progress.stage, progress.done.saturating_sub(before.done));
            }
        })
    }

    pub fn end(&self, taken: &Taken) {
        open(&self.doing).remove(&taken.id);
    }

    /// What is done about a subject. Exports have numbers of their own, so `is_export` says which are meant.
    pub fn look(&self, subject: i64, is_export: bool) -> Option<Snapshot> {
        open(&self.doing).values().find(|one| one.is_about(subject, is_export)).map(Doing::snapshot)
    }

    pub fn stop(&self, subject: i64, is_export: bool) -> bool {
        let doing = open(&self.doing);
        let mut found = doing.values().filter(|one| one.is_about(subject, is_export)).peekable();
        let is_any = found.peek().is_some();
        found.for_each(|one| one.stop.store(true, Ordering::Relaxed));
        is_any
    }

    /// The same, of work that fits.
    pub fn look_where(&self, fits: impl Fn(&Work) -> bool) -> Option<Snapshot> {
        open(&self.doing).values().find(|one| fits(&one.taken.work)).map(Doing::snapshot)
    }

    pub fn stop_where(&self, fits: impl Fn(&Work) -> bool) -> bool {
        let doing = open(&self.doing);
        let mut found = doing.values().filter(|one| fits(&one.taken.work)).peekable();
        let is_any = found.peek().is_some();
        found.for_each(|one| one.stop.store(true, Ordering::Relaxed));
        is_any
    }

    /// Stops one job by its own number.
    pub fn stop_job(&self, job: i64) {
        open(&self.doing).values().filter(|one| one.taken.id == job).for_each(|one| one.stop.store(true, Ordering::Relaxed));
    }

    pub fn stop_all(&self) {
        open(&self.doing).values().for_each(|one| one.stop.store(true, Ordering::Relaxed));
    }

    /// Every job under way.
    pub fn taken(&self) -> Vec<Taken> {
        open(&self.doing).values().map(|one| one.taken.clone()).collect()
    }
}
