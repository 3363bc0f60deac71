//! A file on its way in: bytes as they come, counted against the limit while they come, under the name the person gave it.
//!
//! In: pieces. Out: a path for [`crate::Engine::upload_file`]. What is not uploaded is gone when the value is.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};

/// Longest name kept, in bytes: file systems allow 255.
const NAME_BYTES: usize = 200;

/// A file being received.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    path: PathBuf,
    bytes: u64,
    limit: u64,
    _folder: TempDir,
}

impl Engine {
    /// Makes room for a file somebody sends.
    pub fn receive_file(&self, actor: &Actor, name: &str) -> Result<Incoming> {
        actor.require(Permission::Import)?;
        let folder = tempfile::Builder::new().prefix(".incoming-").tempdir_in(&self.config.data)?;
        let path = folder.path().join(harmless_name(name));
        let file = File::create(&path)?;
        Ok(Incoming { file, path, bytes: 0, limit: self.upload_limit()?, _folder: folder })
    }
}

impl Incoming {
    /// Keeps a piece; refuses as soon as there are too many bytes.
    pub fn add(&mut self, piece: &[u8]) -> Result<()> {
        self.bytes += piece.len() as u64;
        if self.bytes > self.limit {
            let refusal = Refusal::new(RefusalKind::Unacceptable, "file-too-large");
            return Err(refusal.with("bytes", self.bytes).with("limit", self.limit).into());
        }
        Ok(self.file.write_all(piece)?)
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes that are taken at most.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The last part of a name, without signs that steer; a browser may send a whole path.
pub(crate) fn harmless_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut kept: String = last.chars().filter(|c| !c.is_control()).collect();
    while kept.len() > NAME_BYTES {
        kept.pop();
    }
    let kept = kept.trim().trim_start_matches('.').trim();
    if kept.is_empty() { "file".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_04_a_name_leads_nowhere() {
        for (name, expected) in [
            ("fair.xlsx", "fair.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\fair.xlsx", "fair.xlsx"),
            ("..", "file"),
            ("", "file"),
            (".\u{0}hidden\n.csv", "hidden.csv"),
            ("лиды.хlsx", "лиды.хlsx"),
        ] {
            assert_eq!(harmless_name(name), expected, "{name:?}");
        }
        assert_eq!(harmless_name(&"я".repeat(500)).len(), NAME_BYTES);
    }
}
