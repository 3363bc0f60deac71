//! Who is at work on a run: one at a time, and known for as long as that program lives.
//!
//! In: the number of a run. Out: a [`Hold`], which ends with the value or with the program, however that ends: the lock is the
//! system's. Two programs never work on one run, and a run that began and that nobody holds was interrupted.
//! The locks are files of the data directory, so they say nothing of other machines: there the batches of a run refuse the
//! second writer, and only a person goes on with what was interrupted.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Import, ImportFilter, RunKind, Stage as Kept};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::imports::{find, settings_of};
use crate::progress::{Progress, Stage};
use crate::{Engine, store_error};

/// The folder of the locks.
const FOLDER: &str = "at-work";
/// Who comes second waits so long for the first: a check of a small file, or a look at the lock, is over by then.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often he looks.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// States of a run that somebody is at work on, or was.
const BEGUN: [State; 3] = [State::Checking, State::Queued, State::Running];

/// The right to work on one run.
#[derive(Debug)]
pub(crate) struct Hold {
    _file: File,
    path: PathBuf,
}

impl Drop for Hold {
    fn drop(&mut self) {
        // While it is still locked: whoever opened it before sees that it is gone, and asks anew. What stays says nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Engine {
    /// Takes a run for oneself; refuses when another program, or another part of this one, is at work on it and goes on so.
    pub(crate) fn hold(&self, run: i64) -> Result<Hold> {
        self.hold_within(run, PATIENCE)
    }

    /// The same without waiting: for whoever has the write lock meanwhile.
    pub(crate) fn hold_now(&self, run: i64) -> Result<Hold> {
        self.hold_within(run, Duration::ZERO)
    }

    fn hold_within(&self, run: i64, patience: Duration) -> Result<Hold> {
        let folder = self.config.data.join(FOLDER);
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(run.to_string());
        let began = Instant::now();
        loop {
            if let Some(hold) = try_hold(&path)? {
                return Ok(hold);
            }
            if began.elapsed() >= patience {
                return Err(Refusal::new(RefusalKind::Conflict, "import-runs-elsewhere").with("number", run).into());
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Whether a program on this machine is at work on a run.
    pub fn is_at_work(&self, run: i64) -> Result<bool> {
        let path = self.config.data.join(FOLDER).join(run.to_string());
        if !path.exists() {
            return Ok(false);
        }
        Ok(try_hold(&path)?.is_none())
    }

    /// Runs that began, did not end, that nobody is at work on and that wait for no worker. Nothing is known where other
    /// machines may be at work. Oldest first.
    pub fn interrupted_runs(&self) -> Result<Vec<Import>> {
        if self.config.database.is_some() {
            return Ok(Vec::new());
        }
        let reader = self.store.reader().map_err(store_error)?;
        let filter = ImportFilter { states: BEGUN.to_vec(), ..ImportFilter::default() };
        let mut interrupted = Vec::new();
        for run in reader.imports(&filter).map_err(store_error)? {
            if !self.is_at_work(run.id)? && self.jobs_about(&run)?.is_empty() {
                interrupted.push(run);
            }
        }
        interrupted.reverse();
        // Held first, then begun; given back after it ended: what ended between the two looks is not interrupted.
        let now = |run: &Import| find(&reader, run.id).is_ok_and(|now| BEGUN.contains(&now.state));
        interrupted.retain(now);
        Ok(interrupted)
    }

    /// Waiting or running jobs about a run; those about an undo are kept under the number of what it takes back.
    fn jobs_about(&self, run: &Import) -> Result<Vec<crate::work_queue::JobView>> {
        let mut jobs = self.open_work_about(run.id)?;
        if let Some(of) = run.of_import {
            jobs.extend(self.open_work_about(of)?);
        }
        Ok(jobs)
    }

    /// Who made a run, with the rights of today. `None`: that person may not act any more.
    pub fn maker_of(&self, run: &Import) -> Result<Option<Actor>> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(self.actor_by_number(&reader, kartoteka_domain::record::RecordId(run.created_by)).ok())
    }

    /// Puts an interrupted run where a person finds it: stopped, or a draft that is to be checked again.
    pub fn leave_interrupted(&self, run: &Import) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let now = self.moment();
        if run.state == State::Checking {
            batch.update_state(run.id, &[State::Checking], State::Failed, now).map_err(store_error)?;
            batch.update_state(run.id, &[State::Failed], State::Mapping, now).map_err(store_error)?;
        } else {
            batch.update_state(run.id, &[State::Queued, State::Running], State::Stopped, now).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// Tells whoever is at work on a run, or on taking it back, to stop where that is safe; also when that is another program.
    pub fn stop_run(&self, actor: &Actor, run: i64) -> Result<()> {
        self.seen(actor, run)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let filter = ImportFilter { of_import: Some(run), states: vec![State::Running], ..ImportFilter::default() };
        let about = batch.imports(&filter).map_err(store_error)?;
        for run in std::iter::once(run).chain(about.iter().map(|run| run.id)) {
            batch.update_state(run, &[State::Queued, State::Running], State::Stopped, self.moment()).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// How far a run is, as what is committed says: for whoever is not the one at work on it.
    pub fn committed_progress(&self, run: &Import) -> Result<Progress> {
        let reader = self.store.reader().map_err(store_error)?;
        let counts = match (run.kind, run.state) {
            (RunKind::Import | RunKind::Edit, State::Checking) => reader.outcome_counts(run.id, Kept::Check),
            (RunKind::Import | RunKind::Edit, _) => reader.outcome_counts(run.id, Kept::Run),
            _ => reader.batch_counts(run.id),
        };
        let counts: Counts = counts.map_err(store_error)?;
        let stage = match run.kind {
            RunKind::Undo | RunKind::Delete => Stage::Undoing,
            _ if run.state == State::Checking => Stage::Checking,
            _ => Stage::Running,
        };
        let parts = settings_of(run).map(|settings| settings.part_rows);
        let total = parts.map_or(0, |rows| rows.iter().sum::<u64>());
        // A check learns the number of rows only in the end.
        let total = if stage == Stage::Checking { 0 } else { total.max(self.bulk_total(run)) };
        Ok(Progress { stage, done: counts.rows, total, counts })
    }
}

/// Takes a file for oneself as long as the hold lives; `None` while somebody else has it.
pub(crate) fn hold_file(path: &Path) -> Result<Option<Hold>> {
    try_hold(path)
}

/// `None`: somebody else has it.
fn try_hold(path: &Path) -> Result<Option<Hold>> {
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(Hold { _file: file, path: path.to_owned() })),
            // Given back and removed between opening and locking.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// Whether an open file is the one that stands there under its name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |one: std::fs::Metadata, two: std::fs::Metadata| (one.dev(), one.ino()) == (two.dev(), two.ino());
    file.metadata().is_ok_and(|open| std::fs::metadata(path).is_ok_and(|named| same(open, named)))
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_free_again_afterwards() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        let first = try_hold(&path).expect("asked").expect("free");
        assert!(try_hold(&path).expect("asked").is_none(), "it is taken");
        drop(first);
        assert!(!path.exists(), "nothing is left behind");
        assert!(try_hold(&path).expect("asked").is_some());
    }

    #[test]
    fn a_file_that_a_killed_program_left_holds_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        std::fs::write(&path, "").expect("a file");
        assert!(try_hold(&path).expect("asked").is_some());
    }

    #[test]
    fn many_who_want_it_have_it_one_after_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut had = 0;
                    while had < 50 {
                        let Some(hold) = try_hold(&path).expect("asked") else { continue };
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0, "alone");
                        had += 1;
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(hold);
                    }
                });
            }
        });
    }
}
