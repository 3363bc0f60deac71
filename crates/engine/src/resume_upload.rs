//! A file that comes in several requests: whoever was cut off asks how far it came, and goes on from there.
//!
//! In: a name, pieces with the place they begin at. Out: the file for [`Engine::upload_file`]. It lies in a folder of the data
//! directory, belongs to who began it, and goes a day after the last piece. Nothing of it is an import before it is asked for.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_users::random_secret;
use crate::receive_file::harmless_name;

const FOLDER: &str = "uploads";
/// What is known of an upload.
const FACTS: &str = "facts.json";
/// The folder of the bytes: the file in it has the name it came with, which is the name of the import.
const BYTES: &str = "file";
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Letters of a number: it is random, nobody guesses another one's.
const ID_CHARS: usize = 32;

#[derive(Serialize, Deserialize)]
struct Facts {
    owner: i64,
    name: String,
    size: Option<u64>,
}

impl Facts {
    fn bytes(&self, folder: &Path) -> PathBuf {
        folder.join(BYTES).join(&self.name)
    }
}

/// How far an upload came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadView {
    pub id: String,
    pub name: String,
    /// Bytes that are here: the next piece begins at this place.
    pub offset: u64,
    /// Bytes there will be, when that was said.
    pub size: Option<u64>,
}

/// A piece on its way into an upload. Nobody else adds to it meanwhile.
#[derive(Debug)]
pub struct Piece {
    file: File,
    bytes: u64,
    limit: u64,
}

impl Piece {
    /// Adds bytes; refuses as soon as there are too many.
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            let refusal = Refusal::new(RefusalKind::Unacceptable, "file-too-large");
            return Err(refusal.with("bytes", self.bytes).with("limit", self.limit).into());
        }
        Ok(self.file.write_all(bytes)?)
    }
}

impl Engine {
    /// Makes room for a file that comes in pieces. `size`: bytes there will be.
    pub fn begin_upload(&self, actor: &Actor, name: &str, size: Option<u64>) -> Result<UploadView> {
        actor.require(Permission::Import)?;
        let limit = self.config.limits.file_bytes;
        if let Some(size) = size.filter(|size| *size > limit) {
            let refusal = Refusal::new(RefusalKind::Unacceptable, "file-too-large");
            return Err(refusal.with("bytes", size).with("limit", limit).into());
        }
        self.forget_old_uploads()?;
        let id: String = random_secret()?.chars().take(ID_CHARS).collect();
        let folder = self.uploads().join(&id);
        fs::create_dir_all(folder.join(BYTES))?;
        let facts = Facts { owner: actor.number(), name: harmless_name(name), size };
        File::create(facts.bytes(&folder))?;
        let text = serde_json::to_string(&facts).map_err(|error| Error::fault("an upload cannot be written down", error))?;
        fs::write(folder.join(FACTS), text)?;
        self.upload_view(actor, &id)
    }

    /// How far an upload of the actor came.
    pub fn upload_view(&self, actor: &Actor, id: &str) -> Result<UploadView> {
        actor.require(Permission::Import)?;
        let (folder, facts) = self.upload_facts(actor, id)?;
        let offset = fs::metadata(facts.bytes(&folder))?.len();
        Ok(UploadView { id: id.to_owned(), name: facts.name, offset, size: facts.size })
    }

    /// Opens an upload for the piece that begins at `offset`: refused anywhere but at its end, and while another one comes.
    pub fn add_to_upload(&self, actor: &Actor, id: &str, offset: u64) -> Result<Piece> {
        actor.require(Permission::Import)?;
        let (folder, facts) = self.upload_facts(actor, id)?;
        let file = OpenOptions::new().append(true).open(facts.bytes(&folder))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::new(RefusalKind::Conflict, "upload-busy").into()),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let here = file.metadata()?.len();
        if here != offset {
            return Err(Refusal::new(RefusalKind::Conflict, "upload-offset-unfit").with("offset", here).into());
        }
        let limit = facts.size.unwrap_or(u64::MAX).min(self.config.limits.file_bytes);
        Ok(Piece { file, bytes: offset, limit })
    }

    /// The whole file, to be imported. Refused while bytes that were announced are missing.
    pub fn uploaded(&self, actor: &Actor, id: &str) -> Result<(PathBuf, String)> {
        let view = self.upload_view(actor, id)?;
        let (folder, facts) = self.upload_facts(actor, id)?;
        if let Some(size) = view.size.filter(|size| *size != view.offset) {
            let refusal = Refusal::new(RefusalKind::Conflict, "upload-incomplete");
            return Err(refusal.with("bytes", view.offset).with("limit", size).into());
        }
        Ok((facts.bytes(&folder), view.name))
    }

    /// Throws an upload away.
    pub fn drop_upload(&self, actor: &Actor, id: &str) -> Result<()> {
        actor.require(Permission::Import)?;
        let (folder, _) = self.upload_facts(actor, id)?;
        Ok(fs::remove_dir_all(folder)?)
    }

    fn uploads(&self) -> PathBuf {
        self.config.data.join(FOLDER)
    }

    fn upload_facts(&self, actor: &Actor, id: &str) -> Result<(PathBuf, Facts)> {
        let unknown = || Error::from(Refusal::new(RefusalKind::NotFound, "upload-unknown"));
        if id.len() != ID_CHARS || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        let folder = self.uploads().join(id);
        let text = fs::read_to_string(folder.join(FACTS)).map_err(|_| unknown())?;
        let facts: Facts = serde_json::from_str(&text).map_err(|error| Error::fault("an upload cannot be read", error))?;
        // Somebody else's is not there.
        if facts.owner == actor.number() { Ok((folder, facts)) } else { Err(unknown()) }
    }

    fn forget_old_uploads(&self) -> Result<()> {
        let Ok(folders) = fs::read_dir(self.uploads()) else { return Ok(()) };
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
