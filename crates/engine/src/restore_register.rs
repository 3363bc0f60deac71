//! Copies of the register as files, and the way back: into a data directory or onto a database server.
//!
//! In: paths. Out: a file of the same kind wherever the register is; a register in the place of the one that was there, which
//! is kept. A run that was under way in a backup waits for somebody (FLT-22).

use std::path::{Path, PathBuf};

use kartoteka_domain::kind;
use kartoteka_domain::run::State;
use kartoteka_store::{Address, ImportFilter, Store, StoreError};

use crate::actor::{Actor, Permission};
use crate::at_work::{nodes_at_folder, nodes_at_server};
use crate::copy_register::{FILE, copy_to_register, write_file};
use crate::erase_records::{Erased, LIST as ERASURES, gather, reapply};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::progress::Watch;
use crate::references::TYPES_FINGERPRINT;
use crate::{Clock, Config, Engine, store_error};

/// What SQLite keeps beside a database that was not closed.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What is to be restored, and how.
#[derive(Clone, Copy, Debug)]
pub struct Restoring<'a> {
    pub from: &'a Path,
    /// Replaces what is there.
    pub force: bool,
    /// A list of erased people besides those that are known where it is restored.
    pub erasures: Option<&'a Path>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// A file with the database that was there before; none when there was none.
    pub kept: Option<PathBuf>,
    /// Records of erased people that were in the backup, and are gone again.
    pub erased: u64,
    /// Runs that were under way when the backup was made; they are stopped and wait for somebody (FLT-22).
    pub stopped: Vec<i64>,
}

impl Engine {
    /// Copies the register as it is at one moment into a file; work goes on meanwhile. Returns the size in bytes.
    pub fn backup(&self, actor: &Actor, to: &Path, force: bool, watch: &Watch) -> Result<u64> {
        actor.require(Permission::Operate)?;
        let is_own =
            to.canonicalize().is_ok_and(|to| self.store.path().is_some_and(|own| own.canonicalize().is_ok_and(|own| own == to)));
        if is_own || to.exists() && (!force || to.is_dir()) {
            return Err(Refusal::new(RefusalKind::Conflict, "file-exists").with("file", to.display()).into());
        }
        match self.store.path() {
            Some(_) => self.store.backup(to).map_err(store_error)?,
            None => write_copy(&self.store, to, watch)?,
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        self.audit(&batch, actor, "backup", "database", 0)?;
        batch.commit().map_err(store_error)?;
        Ok(std::fs::metadata(to)?.len())
    }

    /// Puts a backup in the place of the register, which is kept in a file. Refuses while another program is known to use it.
    ///
    /// The backup is looked through first, page by page: an unfit one changes nothing. Who was erased since it was made is
    /// erased from it before anybody sees it: by the list of the register that is there, the one in the data directory, and the
    /// one in the file `erasures`.
    pub fn restore(actor: &Actor, config: &Config, asked: &Restoring<'_>, watch: &Watch) -> Result<Restored> {
        let Restoring { from, force, erasures } = *asked;
        actor.require(Permission::Operate)?;
        let data = config.data.as_path();
        if !from.is_file() {
            return Err(Refusal::new(RefusalKind::NotFound, "file-missing").with("path", from.display()).into());
        }
        let target = data.join(FILE);
        if config.database.is_none() && target.exists() && !force {
            return Err(restore_over(&target.display().to_string()));
        }
        if config.database.is_none() {
            refuse_in_use(&target.display().to_string(), &nodes_at_folder(data))?;
        }
        std::fs::create_dir_all(data)?;
        let room = tempfile::Builder::new().prefix(".restore-").tempdir_in(data)?;
        let stopped = prepare_copy(from, room.path(), config.clock)?;
        let lists = known_lists(config, erasures)?;
        let erased = clean_copy(config, room.path(), &lists, watch)?;
        let kept = match &config.database {
            Some(address) => restore_on_server(room.path(), address, data, force, watch)?,
            None => restore_in_folder(room.path(), data)?,
        };
        keep_list(room.path(), data)?;
        Ok(Restored { kept, erased, stopped })
    }
}

/// The lists of erased people that hold for this place. A register that cannot be opened any more has none to give.
fn known_lists(config: &Config, named: Option<&Path>) -> Result<Vec<Erased>> {
    let there = match &config.database {
        Some(address) => Store::connect(address.clone(), kind::match_form).ok(),
        None if config.data.join(FILE).is_file() => Store::open(&config.data, kind::match_form).ok(),
        None => None,
    };
    let reader = there.as_ref().and_then(|store| store.reader().ok());
    gather(reader.as_deref(), &config.data, named)
}

/// Erases from the copy who was erased since; returns how many records that were.
fn clean_copy(config: &Config, room: &Path, lists: &[Erased], watch: &Watch) -> Result<u64> {
    if lists.is_empty() {
        return Ok(0);
    }
    let engine = Engine::open(Config { data: room.to_owned(), database: None, ..config.clone() })?;
    let report = reapply(&engine, lists, watch)?;
    engine.store.finish_bulk().map_err(store_error)?;
    Ok(report.records)
}

/// The list of the restored register takes the place of the one that lay in the data directory: it holds both.
fn keep_list(room: &Path, data: &Path) -> Result<()> {
    let list = room.join(ERASURES);
    if list.is_file() {
        std::fs::copy(list, data.join(ERASURES))?;
    }
    Ok(())
}

fn restore_over(place: &str) -> Error {
    Refusal::new(RefusalKind::Conflict, "restore-over").with("path", place).into()
}

/// Other programs have the register open: they would go on with what they know of the one that is gone.
pub(crate) fn in_use(place: &str, nodes: &[String]) -> Error {
    let refusal = Refusal::new(RefusalKind::Conflict, "restore-in-use").with("path", place);
    refusal.with("nodes", nodes.join(", ")).into()
}

fn refuse_in_use(place: &str, nodes: &[String]) -> Result<()> {
    if nodes.is_empty() { Ok(()) } else { Err(in_use(place, nodes)) }
}

fn restore_in_folder(room: &Path, data: &Path) -> Result<Option<PathBuf>> {
    let target = data.join(FILE);
    refuse_busy(&target, data)?;
    let kept = put_aside(&target)?;
    if let Err(error) = std::fs::rename(room.join(FILE), &target) {
        // The old one goes back where it was.
        if let Some(kept) = &kept {
            move_all(kept, &target)?;
        }
        return Err(error.into());
    }
    std::fs::File::open(data)?.sync_all()?;
    Ok(kept)
}

/// One transaction takes the old register away and puts the backup there; before it, the old one is written into a file.
fn restore_on_server(room: &Path, address: &Address, data: &Path, force: bool, watch: &Watch) -> Result<Option<PathBuf>> {
    let target = Store::connect(address.clone(), kind::match_form).map_err(store_error)?;
    let is_blank = {
        let mut writer = target.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.is_blank().map_err(store_error)?
    };
    if !is_blank && !force {
        return Err(restore_over(address.shown()));
    }
    // Before the long copy; asked once more under the lock under which the register is replaced.
    refuse_in_use(address.shown(), &nodes_at_server(&target)?)?;
    let kept = if is_blank { None } else { free_name(&data.join(FILE)) };
    if let Some(path) = &kept {
        write_copy(&target, path, watch)?;
    }
    let backup = Store::open(room, kind::match_form).map_err(store_error)?;
    let mut reader = backup.reader().map_err(store_error)?;
    let moment = reader.snapshot().map_err(store_error)?;
    if !copy_to_register(&moment, &target, true, watch)?.is_equal() {
        return Err(Refusal::new(RefusalKind::Unavailable, "copy-unequal").with("path", address.shown()).into());
    }
    Ok(kept)
}

/// The register of a server as a file, which appears only when it is complete; an existing one is replaced.
fn write_copy(store: &Store, to: &Path, watch: &Watch) -> Result<()> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let room = tempfile::Builder::new().prefix(".backup-").tempdir_in(folder)?;
    let mut reader = store.reader().map_err(store_error)?;
    let moment = reader.snapshot().map_err(store_error)?;
    if !write_file(&moment, room.path(), watch)?.is_equal() {
        return Err(Refusal::new(RefusalKind::Unavailable, "copy-unequal").with("path", to.display()).into());
    }
    std::fs::rename(room.path().join(FILE), to)?;
    Ok(std::fs::File::open(folder)?.sync_all()?)
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
    batch.cancel_all_jobs(clock.now()).map_err(store_error)?;
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

/// The first name beside the database that nothing has yet.
fn free_name(target: &Path) -> Option<PathBuf> {
    let names = std::iter::once(String::from(".before-restore")).chain((2..).map(|n: u32| format!(".before-restore-{n}")));
    names.map(|name| with_suffix(target, &name)).find(|path| !path.exists())
}

/// Moves the database to the first free name; returns that name.
fn put_aside(target: &Path) -> Result<Option<PathBuf>> {
    if !target.exists() {
        return Ok(None);
    }
    let free = free_name(target);
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
