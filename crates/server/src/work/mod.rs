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
mod worker;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Result};
use kartoteka_engine::manage_webhooks;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::{self, Work};
use tokio::sync::broadcast;

use crate::log::{Line, Log};
use crate::metrics::Meter;

pub use live::{Live, Snapshot};
pub use take_up::Begun;

/// Workers where the setting cannot be read. Runs wait for each other at the database; a check goes on beside a run.
const WORKERS: usize = 2;
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

    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
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
