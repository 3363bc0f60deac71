//! How far a long verb is, and how it is told to stop. Verbs call; doors draw.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kartoteka_domain::run::Counts;
use kartoteka_store::{Lease, Writer};

use crate::error::{Error, Result};

/// What a long verb is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Storing,
    Reading,
    Surveying,
    Checking,
    Running,
    Undoing,
    Exporting,
    /// For the database, which is away or busy.
    Waiting,
}

impl Stage {
    const ALL: [Stage; 8] = [
        Stage::Storing,
        Stage::Reading,
        Stage::Surveying,
        Stage::Checking,
        Stage::Running,
        Stage::Undoing,
        Stage::Exporting,
        Stage::Waiting,
    ];

    pub fn from_word(word: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Stage::Storing => "storing",
            Stage::Reading => "reading",
            Stage::Surveying => "surveying",
            Stage::Checking => "checking",
            Stage::Running => "running",
            Stage::Undoing => "undoing",
            Stage::Exporting => "exporting",
            Stage::Waiting => "waiting",
        }
    }
}

/// A moment of progress. `total` is 0 while unknown.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    pub total: u64,
    pub counts: Counts,
}

/// Told now and then how far things are; asked whether to stop. Cheap to copy about, safe between threads.
#[derive(Clone)]
pub struct Watch {
    stop: Arc<AtomicBool>,
    /// What stops it is the end of this program; another one goes on.
    hands_over: Arc<AtomicBool>,
    /// The job it is done for.
    lease: Option<Lease>,
    report: Arc<dyn Fn(&Progress) + Send + Sync>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { stop: Arc::default(), hands_over: Arc::default(), lease: None, report: Arc::new(|_| {}) }
    }
}

impl Watch {
    pub fn new(stop: Arc<AtomicBool>, report: impl Fn(&Progress) + Send + Sync + 'static) -> Watch {
        Watch { stop, report: Arc::new(report), ..Watch::default() }
    }

    /// For work that another node may go on with: `hands_over` says that a stop is no wish of a person.
    #[must_use]
    pub fn handed_over_by(self, hands_over: Arc<AtomicBool>) -> Watch {
        Watch { hands_over, ..self }
    }

    /// What is written is written for this job.
    #[must_use]
    pub fn under(self, lease: Lease) -> Watch {
        Watch { lease: Some(lease), ..self }
    }

    pub(crate) fn lease(&self) -> Option<Lease> {
        self.lease
    }

    /// A writer for what is done under this watch.
    pub(crate) fn fenced(&self, mut writer: Writer) -> Writer {
        if let Some(lease) = self.lease {
            writer.fence(lease);
        }
        writer
    }

    /// Asks the verb to stop where that is safe.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// It was stopped, and somebody else goes on: what was begun stays begun.
    pub fn is_handed_over(&self) -> bool {
        self.is_stopped() && self.hands_over.load(Ordering::Relaxed)
    }

    pub fn tell(&self, stage: Stage, done: u64, total: u64, counts: &Counts) {
        (self.report)(&Progress { stage, done, total, counts: *counts });
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// To be asked where it is safe to stop.
    pub fn go_on(&self) -> Result<()> {
        if self.is_stopped() { Err(Error::Stopped) } else { Ok(()) }
    }
}
