//! Keeping an installation alive: backup, restore, and a look at whether everything is as it should be.
//!
//! In: paths. Out: a file, a restored data directory, findings. Writes no record.

use std::path::{Path, PathBuf};

use kartoteka_domain::kind;
use kartoteka_domain::run::State;
use kartoteka_store::{ImportFilter, KNOWN_SCHEMA, Stage, Store, StoreError};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::references::{DEFAULT_TUNNEL, TYPES_FINGERPRINT};
use crate::{Clock, Config, Engine, store_error};

/// The database in a data directory.
const FILE: &str = "kartoteka.sqlite";
/// What SQLite keeps beside a database that was not closed.
const BESIDE: [&str; 2] = ["-wal", "-shm"];
/// Less free space than this is worth saying.
const LEAST_FREE: u64 = 500_000_000;
/// Finished runs whose outcomes are added up.
const RUNS_CHECKED: usize = 20;

/// One thing looked at. `what` is the id of a sentence: `doctor-<what>`, or `doctor-<what>-wrong`; `detail` holds the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub ok: bool,
    pub detail: String,
    /// Where: the data directory.
    pub place: String,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The database that was there before; none when there was none.
    pub kept: Option<PathBuf>,
    /// Runs that were under way when the backup was made; they are stopped and wait for somebody (FLT-22).
    pub stopped: Vec<i64>,
}

impl Engine {
    /// Copies the database as it is at one moment; work goes on meanwhile. Returns the size in bytes.
    pub fn backup(&self, actor: &Actor, to: &Path, force: bool) -> Result<u64> {
        actor.require(Permission::Operate)?;
        let is_own =
            to.canonicalize().is_ok_and(|to| self.store.path().is_some_and(|own| own.canonicalize().is_ok_and(|own| own == to)));
        if is_own || to.exists() && (!force || to.is_dir()) {
            return Err(Refusal::new(RefusalKind::Conflict, "file-exists").with("file", to.display()).into());
        }
        self.store.backup(to).map_err(store_error)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        self.audit(&batch, actor, "backup", "database", 0)?;
        batch.commit().map_err(store_error)?;
        Ok(std::fs::metadata(to)?.len())
    }

    /// Puts a backup in the place of the database, which is kept beside it. Nothing else may be using the data directory.
    ///
    /// The backup is looked through first, page by page: an unfit one changes nothing.
    pub fn restore(actor: &Actor, config: &Config, from: &Path, force: bool) -> Result<Restored> {
        actor.require(Permission::Operate)?;
        if config.database.is_some() {
            return Err(Refusal::new(RefusalKind::Conflict, "database-on-server").into());
        }
        let data = config.data.as_path();
        if !from.is_file() {
            return Err(Refusal::new(RefusalKind::NotFound, "file-missing").with("path", from.display()).into());
        }
        let target = data.join(FILE);
        if target.exists() && !force {
            return Err(Refusal::new(RefusalKind::Conflict, "restore-over").with("path", target.display()).into());
        }
        std::fs::create_dir_all(data)?;
        let room = tempfile::Builder::new().prefix(".restore-").tempdir_in(data)?;
        let stopped = prepare_copy(from, room.path(), config.clock)?;
        refuse_busy(&target, data)?;
        let kept = put_aside(&target)?;
        if let Err(error) = std::fs::rename(room.path().join(FILE), &target) {
            // The old one goes back where it was.
            if let Some(kept) = &kept {
                move_all(kept, &target)?;
            }
            return Err(error.into());
        }
        std::fs::File::open(data)?.sync_all()?;
        Ok(Restored { kept, stopped })
    }

    /// Looks at what can go wrong unseen. Changes nothing.
    pub fn doctor(&self, actor: &Actor) -> Result<Vec<Finding>> {
        actor.require(Permission::Operate)?;
        let reader = self.store.reader().map_err(store_error)?;
        let place = self.config.data.display().to_string();
        let finding = |what, ok, detail: String| Finding { what, ok, detail, place: place.clone() };
        // A server looks after its own files.
        let integrity = if self.config.database.is_some() { "server" } else { "integrity" };
        let integrity = match self.store.integrity_check() {
            Ok(()) => finding(integrity, true, String::new()),
            Err(error) => finding(integrity, false, error.to_string()),
        };
        let free = free_bytes(&self.config.data);
        let unfinished = self.unfinished(&reader)?;
        let tunnel = reader.find_by_name(&*self.types().named("tunnel")?, &[kind::fold(DEFAULT_TUNNEL)]).map_err(store_error)?;
        let odd = self.runs_that_do_not_add_up(&reader)?;
        let writable = tempfile::Builder::new().prefix(".doctor-").tempfile_in(&self.config.data);
        Ok(vec![
            integrity,
            finding("schema", true, KNOWN_SCHEMA.to_string()),
            finding("disk", free.is_none_or(|free| free >= LEAST_FREE), free.map(|free| free.to_string()).unwrap_or_default()),
            finding("unfinished", unfinished.is_empty(), numbers(&unfinished)),
            finding("default-tunnel", tunnel.iter().any(|ids| !ids.is_empty()), DEFAULT_TUNNEL.to_owned()),
            finding("outcomes", odd.is_empty(), numbers(&odd)),
            match writable {
                Ok(_) => finding("writable", true, self.config.data.display().to_string()),
                Err(error) => finding("writable", false, error.to_string()),
            },
        ])
    }

    fn unfinished(&self, reader: &kartoteka_store::Reader) -> Result<Vec<i64>> {
        let states = vec![State::Reading, State::Checking, State::Queued, State::Running, State::Stopped];
        let filter = ImportFilter { states, ..ImportFilter::default() };
        Ok(reader.imports(&filter).map_err(store_error)?.iter().map(|import| import.id).collect())
    }

    /// Invariant 5, on the last finished imports: outcomes add up, and to what is shown.
    fn runs_that_do_not_add_up(&self, reader: &kartoteka_store::Reader) -> Result<Vec<i64>> {
        use kartoteka_store::RunKind;
        let filter = ImportFilter {
            kinds: vec![RunKind::Import, RunKind::Edit],
            states: vec![State::Completed, State::Undone, State::PartlyUndone],
            limit: RUNS_CHECKED,
            ..ImportFilter::default()
        };
        let mut odd = Vec::new();
        for import in reader.imports(&filter).map_err(store_error)? {
            let kept = reader.outcome_counts(import.id, Stage::Run).map_err(store_error)?;
            if !kept.add_up() || !import.counts.add_up() || kept.rows != import.counts.rows {
                odd.push(import.id);
            }
        }
        Ok(odd)
    }
}

fn numbers(list: &[i64]) -> String {
    list.iter().map(|number| format!("#{number}")).collect::<Vec<_>>().join(", ")
}

/// Copies the backup beside the database and makes it fit to be used: known schema, whole, nothing running.
fn prepare_copy(from: &Path, room: &Path, clock: Clock) -> Result<Vec<i64>> {
    std::fs::copy(from, room.join(FILE))?;
    let log = with_suffix(from, "-wal");
    if log.is_file() {
        std::fs::copy(&log, with_suffix(&room.join(FILE), "-wal"))?;
    }
    let store = Store::open(room, kind::match_form).map_err(store_error)?;
    store.integrity_check().map_err(store_error)?;
    let mut writer = store.writer().map_err(store_error)?;
    if writer.setting(TYPES_FINGERPRINT).map_err(store_error)?.is_none() {
        return Err(Refusal::new(RefusalKind::Unacceptable, "backup-unfit").with("path", from.display()).into());
    }
    let busy = [State::Queued, State::Running];
    let filter = ImportFilter { states: busy.to_vec(), ..ImportFilter::default() };
    let under_way: Vec<i64> = writer.imports(&filter).map_err(store_error)?.iter().map(|import| import.id).collect();
    let batch = writer.begin().map_err(store_error)?;
    for run in &under_way {
        batch.update_state(*run, &busy, State::Stopped, clock.now()).map_err(store_error)?;
    }
    batch.commit().map_err(store_error)?;
    drop(writer);
    store.finish_bulk().map_err(store_error)?;
    Ok(under_way)
}

/// Somebody who writes at this moment would go on writing into the file that is put aside.
fn refuse_busy(target: &Path, data: &Path) -> Result<()> {
    if !target.exists() {
        return Ok(());
    }
    // A damaged database, or one of a newer program, may be replaced all the same.
    let Ok(store) = Store::open(data, kind::match_form) else { return Ok(()) };
    match store.writer().and_then(|mut writer| writer.begin().map(drop)) {
        Err(StoreError::Locked) => Err(Refusal::new(RefusalKind::Unavailable, "database-locked").into()),
        _ => Ok(()),
    }
}

/// Moves the database to the first free name; returns that name.
fn put_aside(target: &Path) -> Result<Option<PathBuf>> {
    if !target.exists() {
        return Ok(None);
    }
    let names = std::iter::once(String::from(".before-restore")).chain((2..).map(|n: u32| format!(".before-restore-{n}")));
    let free = names.map(|name| with_suffix(target, &name)).find(|path| !path.exists());
    if let Some(path) = &free {
        move_all(target, path)?;
    }
    Ok(free)
}

/// A database and what lies beside it.
fn move_all(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to)?;
    for suffix in BESIDE {
        let beside = with_suffix(from, suffix);
        if beside.exists() {
            std::fs::rename(beside, with_suffix(to, suffix))?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Free space where the data directory lies; none when the system does not say.
fn free_bytes(data: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").arg("-Pk").arg(data).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    available(&text)
}

/// The fourth column of the second line of `df -Pk`, in bytes.
fn available(df: &str) -> Option<u64> {
    df.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_read_from_the_systems_own_table() {
        let table = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 600 40% /\n";
        assert_eq!(available(table), Some(614_400));
        for unreadable in ["", "Filesystem\n", "a b\nc d\n"] {
            assert_eq!(available(unreadable), None, "{unreadable:?}");
        }
    }
}
