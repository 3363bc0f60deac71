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
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::manage_webhooks;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::{self, Ended, Taken, Work};
use tokio::sync::broadcast;

pub use live::{Live, Snapshot};
pub use take_up::Begun;

/// Workers where the setting cannot be read. Runs wait for each other at the database; a check goes on beside a run.
const WORKERS: usize = 2;
/// How often files whose time is over are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(3_600);
/// A worker looks for work that others put there this often; work of this server wakes it at once.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often it is said that a worker is still there.
const KEEP_EVERY: Duration = Duration::from_secs(15);
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
            Kind::Export => "export",
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
    ending: AtomicBool,
    /// Work was put into the queue and nobody has looked since.
    called: Mutex<bool>,
    bell: Condvar,
    told: broadcast::Sender<i64>,
    log: Arc<dyn Fn(&str) + Send + Sync>,
    deliveries: webhook::Counter,
}

impl Workshop {
    pub fn new(engine: Arc<Engine>, log: Arc<dyn Fn(&str) + Send + Sync>) -> Workshop {
        let (told, _) = broadcast::channel(TOLD);
        let (called, bell) = (Mutex::new(true), Condvar::new());
        Workshop {
            engine,
            live: Live::default(),
            ending: AtomicBool::new(false),
            called,
            bell,
            told,
            log,
            deliveries: webhook::Counter::default(),
        }
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

    /// Who was told something, as numbers of users.
    pub fn told(&self) -> broadcast::Receiver<i64> {
        self.told.subscribe()
    }

    /// What other programs began and did not end is done here.
    fn take_up_interrupted(&self) {
        match take_up::take_up(&self.engine) {
            Ok(0) => {}
            Ok(_) => self.call(),
            Err(error) => (self.log)(&format!("interrupted runs: {error}")),
        }
    }

    /// Starts the threads. They end after [`Workshop::end`].
    pub fn open(self: &Arc<Workshop>, owner: &str) -> Vec<JoinHandle<()>> {
        let mut threads = Vec::new();
        for number in 1..=self.engine.work_at_once().unwrap_or(WORKERS) {
            let (shop, owner) = (Arc::clone(self), format!("{owner}/{number}"));
            threads.push(std::thread::spawn(move || shop.work(&owner)));
        }
        self.take_up_interrupted();
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

    fn work(self: &Arc<Workshop>, owner: &str) {
        while !self.is_ending() {
            match self.engine.take_work(owner) {
                Ok(Some(taken)) if taken.work.kind == manage_webhooks::JOB && self.deliveries.enter() => self.hand_over(taken),
                Ok(Some(taken)) => self.do_one(&taken),
                Ok(None) => self.wait(LOOK_EVERY),
                Err(error) => {
                    (self.log)(&format!("work: {error}"));
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
        let watch = self.live.begin(taken);
        let done = self.try_one(taken, &watch);
        let kept = match &done {
            Err(Error::Stopped) if self.is_ending() => self.engine.return_work(taken),
            _ => self.finish(taken, done),
        };
        // After the job is closed: who looks and sees nothing going on finds the end in the database.
        self.live.end(taken);
        if let Err(error) = kept {
            (self.log)(&format!("job {}: {error}", taken.id));
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

    fn finish(&self, taken: &Taken, done: Result<Outcome>) -> Result<()> {
        let (ended, result, notice) = match done {
            Ok(outcome) => (Ended::Done, outcome.result, outcome.notice),
            Err(Error::Stopped) => (Ended::Cancelled, "{}".to_owned(), stopped(&self.engine, &taken.work)),
            Err(error) if taken.work.kind == manage_webhooks::JOB => {
                (self.log)(&format!("job {}: {error}", taken.id));
                (Ended::Failed, failure(&error), None)
            }
            Err(error) => {
                if let Error::Fault(fault) = &error {
                    (self.log)(&format!("job {}: {}", taken.id, crate::problem::chain(fault)));
                }
                (Ended::Failed, failure(&error), Some(failed(&self.engine, &taken.work)))
            }
        };
        self.engine.finish_work(taken, ended, &result)?;
        if let Err(error) = webhook::announce(&self.engine, &taken.work, ended) {
            (self.log)(&format!("webhooks: {error}"));
        }
        self.call();
        if let Some(notice) = notice {
            self.engine.notify(taken.user, &notice)?;
        }
        // Nobody listening is nothing to mend.
        let _ = self.told.send(taken.user);
        Ok(())
    }

    /// Says for every worker that it is still there.
    fn keep(&self) {
        let (mut said, mut forgot) = (Instant::now(), None::<Instant>);
        while !self.is_ending() {
            std::thread::sleep(Duration::from_millis(250));
            if forgot.is_none_or(|at| at.elapsed() >= FORGET_EVERY) {
                forgot = Some(Instant::now());
                if let Err(error) = self.engine.forget_old_files() {
                    (self.log)(&format!("old files: {error}"));
                }
            }
            if said.elapsed() < KEEP_EVERY {
                continue;
            }
            said = Instant::now();
            self.take_up_interrupted();
            for taken in self.live.taken() {
                // A lease that another worker has now: this one must not write any more.
                if matches!(self.engine.keep_work(&taken), Ok(false)) {
                    self.live.stop(taken.work.subject.unwrap_or_default(), taken.work.kind == Kind::Export.word());
                }
            }
        }
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
