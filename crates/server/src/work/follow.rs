//! How far work is, whoever does it: this server, a worker that has not begun yet, another program on the same register.
//!
//! In: a number and kinds of work. Out: a [`Snapshot`], or nothing when nothing goes on. Decides nothing.

use kartoteka_domain::run::State;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{Import, ImportFilter, RunKind};

use super::{Kind, Snapshot, Workshop};

impl Kind {
    /// Every kind whose subject is an import or another run.
    pub const OF_RUNS: [Kind; 6] =
        [Kind::AutoImport, Kind::CheckImport, Kind::RunImport, Kind::UndoImport, Kind::DeleteImport, Kind::BulkEdit];
}

/// How often a run without work is looked at again before it is said to be interrupted.
const LOOKS: usize = 3;

impl Workshop {
    /// A run, and what goes on about it. The work is looked at first: where none is, the run that is read then is what became of
    /// it. Read the other way round, work that ends in between would leave a run that nobody is at work on.
    pub fn run_and_work(&self, actor: &Actor, number: i64, kinds: &[Kind]) -> Result<(ImportView, Option<Snapshot>)> {
        let mut view = self.engine.import(actor, number)?;
        for _ in 0..LOOKS {
            let work = self.follow(number, kinds)?;
            view = self.engine.import(actor, number)?;
            // It may have begun since.
            let is_open = matches!(view.import.state, State::Checking | State::Queued | State::Running);
            if work.is_some() || !is_open {
                return Ok((view, work));
            }
        }
        Ok((view, None))
    }

    /// What goes on about a run right now.
    pub fn follow(&self, subject: i64, kinds: &[Kind]) -> Result<Option<Snapshot>> {
        if let Some(live) = self.look_among(subject, kinds) {
            return Ok(Some(live));
        }
        let is_meant = |word: &str| kinds.iter().any(|kind| kind.word() == word);
        let open = self.engine.open_work_about(subject)?;
        let Some(job) = open.iter().find(|job| is_meant(&job.work.kind)) else { return self.elsewhere(subject, kinds) };
        if job.state == "running"
            && let Some((_, run)) = self.begun(subject, kinds)?
        {
            // Another server of the same register.
            return self.committed(&job.work.kind, &run).map(Some);
        }
        let waits_for = if job.work.kind == Kind::RunImport.word() { self.engine.goes_first(subject)? } else { None };
        Ok(Some(Snapshot { job: job.id, waits_for, ..Snapshot::of_kind(&job.work.kind) }))
    }

    /// The command line may be at work on it.
    fn elsewhere(&self, subject: i64, kinds: &[Kind]) -> Result<Option<Snapshot>> {
        match self.begun(subject, kinds)? {
            Some((kind, run)) if self.engine.is_at_work(run.id)? => self.committed(kind.word(), &run).map(Some),
            _ => Ok(None),
        }
    }

    fn committed(&self, kind: &str, run: &Import) -> Result<Snapshot> {
        Ok(Snapshot { progress: Some(self.engine.committed_progress(run)?), ..Snapshot::of_kind(kind) })
    }

    /// The run itself, or the one that takes it back, when it was begun and did not end.
    pub fn begun(&self, subject: i64, kinds: &[Kind]) -> Result<Option<(Kind, Import)>> {
        let run = self.engine.import(&Actor::local(), subject)?.import;
        let own = match (run.kind, run.state) {
            (RunKind::Import | RunKind::Edit, State::Checking) => Some(Kind::CheckImport),
            (RunKind::Import | RunKind::Edit, State::Queued | State::Running) => Some(Kind::RunImport),
            (RunKind::Bulk, State::Queued | State::Running) => Some(Kind::BulkEdit),
            _ => None,
        };
        if let Some(kind) = own.filter(|kind| kinds.contains(kind)) {
            return Ok(Some((kind, run)));
        }
        let filter = ImportFilter { of_import: Some(subject), states: vec![State::Running], limit: 1, ..ImportFilter::default() };
        let back = self.engine.imports(&Actor::local(), &filter)?.pop();
        let kind = |run: &Import| if run.kind == RunKind::Delete { Kind::DeleteImport } else { Kind::UndoImport };
        Ok(back.map(|view| (kind(&view.import), view.import)).filter(|(kind, _)| kinds.contains(kind)))
    }
}
