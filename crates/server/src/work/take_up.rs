//! Runs that were begun and did not end: which work goes on with one, and taking up those whose program was killed.
//!
//! In: what the register says was begun. Out: jobs with the rights of whoever made the run. A run that somebody is at work on is
//! left to him; one that broke down here is not tried again by itself.

use kartoteka_domain::run::State;
use kartoteka_engine::error::Result;
use kartoteka_engine::work_queue::Work;
use kartoteka_engine::{Engine, Import, RunKind};

use super::Kind;

/// The work that goes on with a run, and the page it is followed on.
pub struct Begun {
    pub kind: Kind,
    /// The number the work is kept under: of an undo the one of what it takes back.
    pub subject: i64,
    request: String,
}

impl Begun {
    /// `None`: it cannot be gone on with.
    pub fn of(run: &Import) -> Option<Begun> {
        let plain = |kind, subject| Begun { kind, subject, request: "{}".to_owned() };
        Some(match run.kind {
            RunKind::Import | RunKind::Edit if run.state == State::Checking => plain(Kind::CheckImport, run.id),
            RunKind::Import | RunKind::Edit => plain(Kind::RunImport, run.id),
            RunKind::Bulk => plain(Kind::BulkEdit, run.id),
            RunKind::Undo => plain(Kind::UndoImport, run.of_import?),
            // What is to be deleted is what the run keeps of itself.
            RunKind::Delete => Begun { kind: Kind::DeleteImport, subject: run.of_import?, request: run.settings.clone() },
            RunKind::Record => return None,
        })
    }

    pub fn work(&self) -> Work {
        Work { kind: self.kind.word().to_owned(), subject: Some(self.subject), request: self.request.clone() }
    }

    /// Where it is followed.
    pub fn path(&self) -> String {
        match self.kind {
            Kind::BulkEdit => format!("/bulk/{}", self.subject),
            Kind::CheckImport => format!("/imports/{}/check", self.subject),
            _ => format!("/imports/{}/run", self.subject),
        }
    }
}

/// Puts interrupted runs into the queue; returns how many.
pub fn take_up(engine: &Engine) -> Result<usize> {
    let mut taken = 0;
    for run in engine.interrupted_runs()? {
        let begun = Begun::of(&run);
        let last = begun.as_ref().map(|begun| engine.job_about(begun.kind.word(), begun.subject)).transpose()?.flatten();
        let broke = last.is_some_and(|job| {
            job.created_at >= run.created_at && ["failed", "cancelled", "parked"].contains(&job.state.as_str())
        });
        match (begun, engine.maker_of(&run)?) {
            (Some(begun), Some(maker)) if !broke => {
                engine.queue_work(&maker, &begun.work())?;
                taken += 1;
            }
            // It would break down again, or nobody may do it: it waits for a person.
            _ => engine.leave_interrupted(&run)?,
        }
    }
    Ok(taken)
}
