//! A file that comes in several requests: whoever was cut off asks how far it came, and goes on from there.
//!
//! In: a name, pieces with the place they begin at. Out: the file for [`Engine::upload_file`]. It belongs to who began it, and goes a
//! day after the last piece. Nothing of it is an import before it is asked for.

mod arriving;

use std::path::PathBuf;

use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_users::random_secret;
use crate::receive_file::harmless_name;
use arriving::{Facts, Into};

/// Letters of a number: it is random, nobody guesses another one's.
const ID_CHARS: usize = 32;

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
    into: Into,
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
        self.into.add(bytes)
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
        self.forget_old_arriving()?;
        let id: String = random_secret()?.chars().take(ID_CHARS).collect();
        self.begin_arriving(&id, &Facts { owner: actor.number(), name: harmless_name(name), size, arrived: 0 })?;
        self.upload_view(actor, &id)
    }

    /// How far an upload of the actor came.
    pub fn upload_view(&self, actor: &Actor, id: &str) -> Result<UploadView> {
        actor.require(Permission::Import)?;
        let facts = self.upload_facts(actor, id)?;
        Ok(UploadView { id: id.to_owned(), name: facts.name, offset: facts.arrived, size: facts.size })
    }

    /// Opens an upload for the piece that begins at `offset`: refused anywhere but at its end, and while another one comes.
    pub fn add_to_upload(&self, actor: &Actor, id: &str, offset: u64) -> Result<Piece> {
        actor.require(Permission::Import)?;
        let into = self.add_to_arriving(id, &self.upload_facts(actor, id)?)?;
        // Whoever had it until now may have added something.
        let facts = self.upload_facts(actor, id)?;
        let here = facts.arrived;
        if here != offset {
            return Err(Refusal::new(RefusalKind::Conflict, "upload-offset-unfit").with("offset", here).into());
        }
        let limit = facts.size.unwrap_or(u64::MAX).min(self.config.limits.file_bytes);
        Ok(Piece { into, bytes: offset, limit })
    }

    /// The whole file, to be imported. Refused while bytes that were announced are missing.
    pub fn uploaded(&self, actor: &Actor, id: &str) -> Result<(PathBuf, String)> {
        actor.require(Permission::Import)?;
        let facts = self.upload_facts(actor, id)?;
        if let Some(size) = facts.size.filter(|size| *size != facts.arrived) {
            let refusal = Refusal::new(RefusalKind::Conflict, "upload-incomplete");
            return Err(refusal.with("bytes", facts.arrived).with("limit", size).into());
        }
        Ok((self.arrived(id, &facts)?, facts.name))
    }

    /// Throws an upload away.
    pub fn drop_upload(&self, actor: &Actor, id: &str) -> Result<()> {
        actor.require(Permission::Import)?;
        self.upload_facts(actor, id)?;
        self.drop_arriving(id)
    }

    fn upload_facts(&self, actor: &Actor, id: &str) -> Result<Facts> {
        let unknown = || Error::from(Refusal::new(RefusalKind::NotFound, "upload-unknown"));
        if id.len() != ID_CHARS || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        // Somebody else's is not there.
        self.arriving(id)?.filter(|facts| facts.owner == actor.number()).ok_or_else(unknown)
    }
}
