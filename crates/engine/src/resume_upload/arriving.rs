//! Where a file lies that comes in pieces: in a folder of the data directory, beside a register that is a file there; in the
//! database, where that is on a server, because the next piece may reach another node.
//!
//! In: a number, pieces. Out: how much is here, the whole file. Knows nothing of permissions.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use kartoteka_store::Store;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

const FOLDER: &str = "uploads";
/// What is known of an upload.
const FACTS: &str = "facts.json";
/// The folder of the bytes: the file in it has the name it came with, which is the name of the import.
const BYTES: &str = "file";
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes sent to a server at once.
const PIECE: usize = 1 << 20;

/// What is known of a file on its way.
#[derive(Serialize, Deserialize)]
pub(super) struct Facts {
    pub owner: i64,
    pub name: String,
    pub size: Option<u64>,
    /// Bytes that are here.
    #[serde(skip)]
    pub arrived: u64,
}

/// Where further bytes go.
#[derive(Debug)]
pub(super) enum Into {
    Folder(File),
    /// Bytes that were not sent yet go with the next ones, or with the end.
    Server {
        store: Store,
        id: String,
        start: u64,
        held: Vec<u8>,
    },
}

impl Into {
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Into::Folder(file) => Ok(file.write_all(bytes)?),
            Into::Server { held, .. } => {
                held.extend_from_slice(bytes);
                if held.len() < PIECE { Ok(()) } else { self.send() }
            }
        }
    }

    fn send(&mut self) -> Result<()> {
        let Into::Server { store, id, start, held } = self else { return Ok(()) };
        let bytes = std::mem::take(held);
        send(store, id, *start, &bytes)?;
        *start += bytes.len() as u64;
        Ok(())
    }
}

fn send(store: &Store, id: &str, start: u64, bytes: &[u8]) -> Result<()> {
    let mut writer = store.writer().map_err(store_error)?;
    let batch = writer.begin_beside().map_err(store_error)?;
    if !batch.add_to_arrival(id, i64::try_from(start).unwrap_or(i64::MAX), bytes).map_err(store_error)? {
        return Err(Refusal::new(RefusalKind::Conflict, "upload-busy").into());
    }
    batch.commit().map_err(store_error)
}

impl Drop for Into {
    fn drop(&mut self) {
        let Into::Server { store, id, start, held } = self else { return };
        if held.is_empty() {
            return;
        }
        let (store, id, start, bytes) = (store.clone(), std::mem::take(id), *start, std::mem::take(held));
        // Also when a request is given up on a thread that must not wait for a database. What cannot be sent is asked for again:
        // whoever sends looks how much is here.
        let sending = std::thread::Builder::new().spawn(move || send(&store, &id, start, &bytes));
        let _ = sending.map(std::thread::JoinHandle::join);
    }
}

impl Engine {
    fn folder_of(&self, id: &str) -> PathBuf {
        self.config.data.join(FOLDER).join(id)
    }

    pub(super) fn begin_arriving(&self, id: &str, facts: &Facts) -> Result<()> {
        if self.is_on_server() {
            let size = facts.size.map(|size| i64::try_from(size).unwrap_or(i64::MAX));
            let mut writer = self.store.writer().map_err(store_error)?;
            let batch = writer.begin_beside().map_err(store_error)?;
            batch.begin_arrival(id, facts.owner, &facts.name, size).map_err(store_error)?;
            return batch.commit().map_err(store_error);
        }
        let folder = self.folder_of(id);
        fs::create_dir_all(folder.join(BYTES))?;
        File::create(folder.join(BYTES).join(&facts.name))?;
        let text = serde_json::to_string(facts).map_err(|error| Error::fault("an upload cannot be written down", error))?;
        Ok(fs::write(folder.join(FACTS), text)?)
    }

    /// `None`: there is no such file on its way.
    pub(super) fn arriving(&self, id: &str) -> Result<Option<Facts>> {
        if self.is_on_server() {
            let found = self.store.reader().map_err(store_error)?.arrival(id).map_err(store_error)?;
            return Ok(found.map(|found| Facts {
                owner: found.owner,
                name: found.name,
                size: found.size.map(i64::unsigned_abs),
                arrived: found.arrived.unsigned_abs(),
            }));
        }
        let folder = self.folder_of(id);
        let Ok(text) = fs::read_to_string(folder.join(FACTS)) else { return Ok(None) };
        let facts: Facts = serde_json::from_str(&text).map_err(|error| Error::fault("an upload cannot be read", error))?;
        let arrived = fs::metadata(folder.join(BYTES).join(&facts.name))?.len();
        Ok(Some(Facts { arrived, ..facts }))
    }

    /// Refused while another piece comes.
    pub(super) fn add_to_arriving(&self, id: &str, facts: &Facts) -> Result<Into> {
        if self.is_on_server() {
            let (store, id) = (self.store.clone(), id.to_owned());
            return Ok(Into::Server { store, id, start: facts.arrived, held: Vec::new() });
        }
        let path = self.folder_of(id).join(BYTES).join(&facts.name);
        let file = OpenOptions::new().append(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Into::Folder(file)),
            Err(TryLockError::WouldBlock) => Err(Refusal::new(RefusalKind::Conflict, "upload-busy").into()),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The whole file, on this machine.
    pub(super) fn arrived(&self, id: &str, facts: &Facts) -> Result<PathBuf> {
        let path = self.folder_of(id).join(BYTES).join(&facts.name);
        if !self.is_on_server() || fs::metadata(&path).is_ok_and(|file| file.len() == facts.arrived) {
            return Ok(path);
        }
        fs::create_dir_all(self.folder_of(id).join(BYTES))?;
        let whole = crate::whole_file::WholeFile::begin(&path)?;
        let mut file = File::create(whole.part())?;
        let reader = self.store.reader().map_err(store_error)?;
        reader.read_arrival(id, |bytes| file.write_all(bytes)).map_err(store_error)?;
        whole.keep()?;
        Ok(path)
    }

    pub(super) fn drop_arriving(&self, id: &str) -> Result<()> {
        if self.is_on_server() {
            let mut writer = self.store.writer().map_err(store_error)?;
            let batch = writer.begin_beside().map_err(store_error)?;
            batch.drop_arrival(id).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        match fs::remove_dir_all(self.folder_of(id)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Files to which nothing came for a day.
    pub(super) fn forget_old_arriving(&self) -> Result<()> {
        if self.is_on_server() {
            let mut writer = self.store.writer().map_err(store_error)?;
            let batch = writer.begin_beside().map_err(store_error)?;
            batch.forget_arrivals(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX)).map_err(store_error)?;
            batch.commit().map_err(store_error)?;
        }
        let Ok(folders) = fs::read_dir(self.config.data.join(FOLDER)) else { return Ok(()) };
        for folder in folders.flatten() {
            if is_old(&folder.path()) {
                fs::remove_dir_all(folder.path())?;
            }
        }
        Ok(())
    }
}

/// By the last piece that came.
fn is_old(folder: &Path) -> bool {
    let bytes = fs::read_dir(folder.join(BYTES)).ok().and_then(|mut files| files.next()?.ok()).map(|file| file.path());
    let changed = fs::metadata(bytes.as_deref().unwrap_or(folder)).and_then(|facts| facts.modified());
    changed.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > KEPT))
}
