//! How far a long verb is, and how it is told to stop. Verbs call; doors draw.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kartoteka_domain::run::Counts;

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
    report: Arc<dyn Fn(&Progress) + Send + Sync>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { stop: Arc::default(), report: Arc::new(|_| {}) }
    }
}

impl Watch {
    pub fn new(stop: Arc<AtomicBool>, report: impl Fn(&Progress) + Send + Sync + 'static) -> Watch {
        Watch { stop, report: Arc::new(report) }
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
