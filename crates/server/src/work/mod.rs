//! Work in the background: long verbs on threads of their own, with progress to look at and a way to stop.
//!
//! In: jobs of the queue. Out: finished runs, and notices to whoever asked. What is going on is held in memory by the number
//! of the import or export; what is to be done is in the database, so a restart goes on where it was.
//! A new kind of work is one file beside this one, a word in [`Kind`] and a line in `perform`.

mod auto;
mod bulk;
mod export;
mod follow;
mod import;
mod live;
mod take_back;
mod take_up;
mod webhook;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, MAY_PASS, Refusal, RefusalKind, Result};
use kartoteka_engine::manage_webhooks;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::{self, Ended, Fate, Life, Taken, Work};
use tokio::sync::broadcast;

use crate::log::{Level, Line, Log};
use crate::metrics::Meter;

pub use live::{Live, Snapshot};
pub use take_up::Begun;

/// Workers where the setting cannot be read. Runs wait for each other at the database; a check goes on beside a run.
const WORKERS: usize = 2;
/// How often files whose time is over are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(3_600);
/// A worker looks for work that others put there this often; work of this server wakes it at once.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often runs are looked for that somebody began and nobody ended.
const TAKE_UP_EVERY: Duration = Duration::from_secs(15);
/// Signs of life that a worker gives within one lease.
const SIGNS: f64 = 4.0;
/// A database that does not answer is asked again after this long, and then after twice as long, up to the second.
const ASK_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));
/// People told at once who have not yet looked.
const TOLD: usize = 64;

/// What can be done in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Check, and perhaps start: what came with a file.
    AutoImport,
    CheckImport,
    RunImport,
    UndoImport,
    DeleteImport,
    BulkEdit,
    /// Its subject is the number of an export; everybody else's is that of an import or another run.
    Export,
    /// Has no subject.
    DeliverWebhook,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::AutoImport,
        Kind::CheckImport,
        Kind::RunImport,
        Kind::UndoImport,
        Kind::DeleteImport,
        Kind::BulkEdit,
        Kind::Export,
        Kind::DeliverWebhook,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Kind::AutoImport => "auto-import",
            Kind::CheckImport => "check-import",
            Kind::RunImport => work_queue::RUN,
            Kind::UndoImport => "undo-import",
            Kind::DeleteImport => "delete-import",
            Kind::BulkEdit => "bulk-edit",
            Kind::Export => work_queue::EXPORT,
            Kind::DeliverWebhook => manage_webhooks::JOB,
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What came of a job: JSON for the page, and what its owner is told.
pub struct Outcome {
    pub result: String,
    pub notice: Option<Notice>,
}

/// Does one job with the rights of whoever asked.
fn perform(engine: &Engine, actor: &Actor, kind: Kind, work: &Work, watch: &Watch) -> Result<Outcome> {
    let number = work.subject.unwrap_or_default();
    match kind {
        Kind::AutoImport => auto::perform(engine, actor, work, number, watch),
        Kind::CheckImport => import::check(engine, actor, work, number, watch),
        Kind::RunImport => import::run(engine, actor, number, watch),
        Kind::UndoImport => take_back::undo(engine, actor, number, watch),
        Kind::DeleteImport => take_back::delete(engine, actor, work, watch),
        Kind::BulkEdit => bulk::run(engine, actor, number, watch),
        Kind::Export => export::run(engine, actor, number, watch),
        Kind::DeliverWebhook => webhook::deliver(engine, work),
    }
}

/// The workers, and what they are doing.
pub struct Workshop {
    engine: Arc<Engine>,
    live: Live,
    /// Shared with every verb at work: what stops it then is no wish of a person.
    ending: Arc<AtomicBool>,
    /// Work was put into the queue and nobody has looked since.
    called: Mutex<bool>,
    bell: Condvar,
    told: broadcast::Sender<i64>,
    log: Log,
    deliveries: webhook::Counter,
    meter: Arc<Meter>,
}

impl Workshop {
    pub fn new(engine: Arc<Engine>, log: Log) -> Workshop {
        let (told, _) = broadcast::channel(TOLD);
        let (called, bell) = (Mutex::new(true), Condvar::new());
        Workshop {
            engine,
            live: Live::default(),
            ending: Arc::default(),
            called,
            bell,
            told,
            log,
            deliveries: webhook::Counter::default(),
            meter: Arc::default(),
        }
    }

    /// What this node has done.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// How many jobs are under way here.
    pub fn at_work(&self) -> usize {
        self.live.taken().len()
    }

    /// Puts work into the queue and wakes a worker. The verb itself asks for the permission again.
    pub fn start(&self, actor: &Actor, kind: Kind, subject: i64, request: String) -> Result<i64> {
        let work = Work { kind: kind.word().to_owned(), subject: Some(subject), request };
        let id = self.engine.queue_work(actor, &work)?;
        self.call();
        Ok(id)
    }

    /// Wakes a worker: there is work.
    pub fn call(&self) {
        *self.called.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    /// What is being done about an import or another run right now.
    pub fn look(&self, subject: i64) -> Option<Snapshot> {
        self.live.look(subject, false)
    }

    /// What is being done about an export right now.
    pub fn look_at_export(&self, export: i64) -> Option<Snapshot> {
        self.live.look(export, true)
    }

    /// Asks the work on an import or another run to stop where that is safe; `false` when none is being done.
    pub fn stop(&self, subject: i64) -> bool {
        self.live.stop(subject, false)
    }

    /// The same, of these kinds only: an export may have the number of an import.
    pub fn look_among(&self, subject: i64, kinds: &[Kind]) -> Option<Snapshot> {
        self.live.look_where(|work| work.subject == Some(subject) && kinds.iter().any(|kind| kind.word() == work.kind))
    }

    /// Stops work of these kinds only.
    pub fn stop_among(&self, subject: i64, kinds: &[Kind]) -> bool {
        self.live.stop_where(|work| work.subject == Some(subject) && kinds.iter().any(|kind| kind.word() == work.kind))
    }

    /// Tells a worker of this node to stop a job where that is safe.
    pub fn stop_job(&self, job: i64) {
        self.live.stop_job(job);
    }

    /// Who was told something, as numbers of users.
    pub fn told(&self) -> broadcast::Receiver<i64> {
        self.told.subscribe()
    }

    /// What other programs began and did not end is done here.
    fn take_up_interrupted(&self) {
        match take_up::take_up(&self.engine) {
            Ok(0) => {}
            Ok(_) => self.call(),
            Err(error) => (self.log)(&Line::warning("interrupted-runs").because(&error)),
        }
    }

    /// Starts the threads: so many workers, or as many as the setting says; none leaves the work to other nodes. They end after
    /// [`Workshop::end`].
    pub fn open(self: &Arc<Workshop>, workers: Option<usize>) -> Vec<JoinHandle<()>> {
        let mut threads = Vec::new();
        let workers = workers.unwrap_or_else(|| self.engine.work_at_once().unwrap_or(WORKERS));
        if workers == 0 {
            return threads;
        }
        self.take_up_interrupted();
        for _ in 0..workers {
            let shop = Arc::clone(self);
            threads.push(std::thread::spawn(move || shop.work()));
        }
        let shop = Arc::clone(self);
        threads.push(std::thread::spawn(move || shop.keep()));
        threads
    }

    /// Everything under way stops where that is safe, goes back into the queue, and the threads end.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        self.live.stop_all();
        self.bell.notify_all();
    }

    fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    fn work(self: &Arc<Workshop>) {
        while !self.is_ending() {
            match self.engine.take_work() {
                Ok(Some(taken)) if taken.work.kind == manage_webhooks::JOB && self.deliveries.enter() => self.hand_over(taken),
                Ok(Some(taken)) => self.do_one(&taken),
                Ok(None) => self.wait(LOOK_EVERY),
                Err(error) => {
                    (self.log)(&Line::warning("queue").because(&error));
                    self.wait(LOOK_EVERY);
                }
            }
        }
    }

    /// A delivery waits for somebody else's machine: it has a thread of its own, which ends soon by its own limits.
    fn hand_over(self: &Arc<Workshop>, taken: Taken) {
        let shop = Arc::clone(self);
        std::thread::spawn(move || {
            shop.do_one(&taken);
            shop.deliveries.leave();
        });
    }

    /// Until somebody calls, or for so long.
    fn wait(&self, long: Duration) {
        let called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        let is_quiet = |called: &mut bool| !*called && !self.is_ending();
        let (mut called, _) = self.bell.wait_timeout_while(called, long, is_quiet).unwrap_or_else(PoisonError::into_inner);
        *called = false;
    }

    fn do_one(&self, taken: &Taken) {
        (self.log)(&about("job-began", taken).with("attempt", taken.attempt));
        let began = Instant::now();
        let watch = self.live.begin(taken, &self.meter).handed_over_by(Arc::clone(&self.ending));
        let done = self.try_one(taken, &taken.watch(watch));
        let kept = match &done {
            Err(Error::Stopped) if self.is_ending() => self.noted(|| self.engine.return_work(taken)).map(|_| "handed-over"),
            _ => self.finish(taken, done),
        };
        // After the job is closed: who looks and sees nothing going on finds the end in the database.
        self.live.end(taken);
        let took = began.elapsed();
        match kept {
            Ok(end) => {
                self.meter.job(&taken.work.kind, end, took);
                (self.log)(&about("job-ended", taken).with("end", end).with("seconds", (took.as_secs_f64() * 1e3).round() / 1e3));
            }
            Err(error) => (self.log)(&Line { level: Level::Warning, ..about("job-not-noted", taken).because(&error) }),
        }
    }

    fn try_one(&self, taken: &Taken, watch: &Watch) -> Result<Outcome> {
        let unknown = || Refusal::new(RefusalKind::Unavailable, "job-unknown");
        let kind = Kind::from_word(&taken.work.kind).ok_or_else(unknown)?;
        let actor = taken.actor.as_ref().ok_or_else(unknown)?;
        let engine = Arc::clone(&self.engine);
        let doing = std::panic::AssertUnwindSafe(|| perform(&engine, actor, kind, &taken.work, watch));
        let broke = |_| Error::Fault(kartoteka_engine::error::Fault { what: "a job broke down".to_owned(), source: None });
        std::panic::catch_unwind(doing).map_err(broke)?
    }

    fn finish(&self, taken: &Taken, done: Result<Outcome>) -> Result<&'static str> {
        let (ended, result, notice) = match done {
            Ok(outcome) => (Ended::Done, outcome.result, outcome.notice),
            Err(Error::Stopped) => (Ended::Cancelled, "{}".to_owned(), stopped(&self.engine, &taken.work)),
            Err(error) => return self.give_up(taken, &error),
        };
        if !self.noted(|| self.engine.finish_work(taken, ended, &result))? {
            return Ok(self.lost(taken));
        }
        self.tell(taken, ended, notice)?;
        Ok(ended.word())
    }

    /// It came to no end: it is tried again later, an administrator looks at it, or that was it.
    fn give_up(&self, taken: &Taken, error: &Error) -> Result<&'static str> {
        let fate = self.engine.fate_of(taken, error);
        if fate != Fate::Lost {
            (self.log)(&about("job-failed", taken).with("fate", word_of(fate)).because(error));
        }
        if !self.noted(|| self.engine.give_up_work(taken, fate, &failure(error)))? {
            return Ok(self.lost(taken));
        }
        if let Fate::Again { .. } = fate {
            return Ok(word_of(fate));
        }
        let is_told = taken.work.kind != manage_webhooks::JOB;
        self.tell(taken, Ended::Failed, is_told.then(|| failed(&self.engine, &taken.work)))?;
        Ok(word_of(fate))
    }

    /// Another worker has the job: what this one did since was refused, and there is nothing to tell.
    fn lost(&self, taken: &Taken) -> &'static str {
        (self.log)(&about("job-lost", taken));
        self.meter.lease_lost();
        "lost"
    }

    fn tell(&self, taken: &Taken, ended: Ended, notice: Option<Notice>) -> Result<()> {
        if let Err(error) = webhook::announce(&self.engine, &taken.work, ended) {
            (self.log)(&Line::warning("webhooks").because(&error));
        }
        self.call();
        if let Some(notice) = notice {
            self.engine.notify(taken.user, &notice)?;
        }
        // Nobody listening is nothing to mend.
        let _ = self.told.send(taken.user);
        Ok(())
    }

    /// What became of a job is noted, also when the database comes back only later; by then the job may be another worker's.
    fn noted<T>(&self, note: impl Fn() -> Result<T>) -> Result<T> {
        let mut rest = ASK_AGAIN.0;
        loop {
            match note() {
                Err(Error::Refusal(refusal)) if MAY_PASS.contains(&refusal.code) && !self.is_ending() => {
                    std::thread::sleep(rest);
                    rest = (rest * 2).min(ASK_AGAIN.1);
                }
                done => return done,
            }
        }
    }

    /// Says for every worker that it is still there.
    fn keep(&self) {
        let (mut said, mut looked, mut forgot) = (Instant::now(), Instant::now(), None::<Instant>);
        while !self.is_ending() {
            std::thread::sleep(Duration::from_millis(250));
            if forgot.is_none_or(|at| at.elapsed() >= FORGET_EVERY) {
                forgot = Some(Instant::now());
                if let Err(error) = self.engine.forget_old_files() {
                    (self.log)(&Line::warning("old-files").because(&error));
                }
            }
            if looked.elapsed() >= TAKE_UP_EVERY {
                looked = Instant::now();
                self.take_up_interrupted();
            }
            let taken = self.live.taken();
            let lease = taken.iter().map(Taken::lease_seconds).fold(f64::INFINITY, f64::min);
            if said.elapsed().as_secs_f64() >= lease / SIGNS {
                said = Instant::now();
                taken.iter().for_each(|taken| self.give_sign(taken));
            }
        }
    }

    fn give_sign(&self, taken: &Taken) {
        // Somebody wants it stopped, or another worker has it and this one must not write any more. A database that does not
        // answer hears the next sign.
        if matches!(self.engine.keep_work(taken), Ok(Life::Stop | Life::Lost)) {
            self.live.stop_job(taken.id);
        }
    }
}

/// What happened to a job.
fn about(event: &'static str, taken: &Taken) -> Line {
    let level = if ["job-failed", "job-lost"].contains(&event) { Level::Warning } else { Level::Info };
    let line = Line { level, ..Line::info(event) }.with("job", taken.id).with("kind", taken.work.kind.as_str());
    match taken.work.subject {
        Some(subject) => line.with("subject", subject),
        None => line,
    }
}

fn word_of(fate: Fate) -> &'static str {
    match fate {
        Fate::Again { .. } => "again",
        Fate::Parked => "parked",
        Fate::Failed => "failed",
        Fate::Lost => "lost",
    }
}

/// What is told when somebody stopped it.
fn stopped(engine: &Engine, work: &Work) -> Option<Notice> {
    match Kind::from_word(&work.kind) {
        Some(Kind::BulkEdit) => Some(bulk::stopped(work)),
        Some(Kind::Export | Kind::DeliverWebhook) => None,
        _ => import::stopped(engine, work),
    }
}

/// What is told when it could not go on.
fn failed(engine: &Engine, work: &Work) -> Notice {
    match Kind::from_word(&work.kind) {
        Some(Kind::BulkEdit) => bulk::failed(work),
        Some(Kind::Export) => export::failed(work),
        _ => import::failed(engine, work),
    }
}

/// A refusal as the page finds it: `{"code": …, "kind": …, "params": [[name, text], …]}`.
fn failure(error: &Error) -> String {
    match error {
        Error::Refusal(refusal) => {
            let kind = crate::api::problem::kind_word(refusal.kind);
            serde_json::json!({"code": refusal.code, "kind": kind, "params": refusal.params}).to_string()
        }
        _ => serde_json::json!({"code": "fault", "params": []}).to_string(),
    }
}
