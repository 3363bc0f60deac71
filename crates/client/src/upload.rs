//! A file goes up in pieces, so that a line that breaks costs one piece and not the file.
//!
//! In: a file on this side. Out: the number of the upload, for `POST /imports` and its like. Asks the server how far it came, and
//! goes on from there.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde_json::json;

use crate::client::{Client, Verb};
use crate::error::{Error, Result};
use crate::patience::GoOn;

/// Bytes sent at once.
const PIECE: u64 = 4 << 20;
/// Pieces in a row that bring nothing across: something on the way does not let them pass.
const FRUITLESS: u32 = 8;

impl Client {
    /// Sends a file under a name. `told` hears how many bytes of how many are there.
    ///
    /// # Errors
    /// [`Error::Io`] about the file; what the server said; [`Error::Unreachable`] after all patience; [`Error::Stopped`], and then
    /// nothing of it is left there.
    pub fn send_file(&self, path: &Path, name: &str, go_on: GoOn<'_>, mut told: impl FnMut(u64, u64)) -> Result<String> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let made = self.send(Verb::Post, "/uploads", &[], &json!({"name": name, "size": size}))?.body;
        let Some(id) = made["id"].as_str().map(str::to_owned) else { return Err(self.stranger()) };
        let sent = self.send_pieces(&mut file, size, &id, go_on, &mut told);
        if let Err(Error::Stopped) = sent {
            // Best effort: a day later it goes by itself.
            let _ = self.delete(&format!("/uploads/{id}"), &[]);
        }
        sent.map(|()| id)
    }

    fn send_pieces(&self, file: &mut File, size: u64, id: &str, go_on: GoOn<'_>, told: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let (path, mut there, mut fruitless) = (format!("/uploads/{id}"), 0, 0);
        let mut piece = Vec::new();
        while there < size {
            told(there, size);
            if !go_on() {
                return Err(Error::Stopped);
            }
            piece.clear();
            file.seek(SeekFrom::Start(there))?;
            file.take(PIECE).read_to_end(&mut piece)?;
            let before = there;
            let answer = match self.put_bytes(&path, &[("offset", &there.to_string())], &piece) {
                Err(error) if is_of_the_way(&error) => self.patiently(go_on, || self.get(&path, &[])),
                other => other,
            };
            there = answer?.body["offset"].as_u64().ok_or_else(|| self.stranger())?;
            fruitless = if there > before { 0 } else { fruitless + 1 };
            if piece.is_empty() || fruitless > FRUITLESS {
                // The file became shorter meanwhile, or nothing comes across.
                return Err(Error::Io(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)));
            }
        }
        told(size, size);
        Ok(())
    }
}

/// Whether to ask how far it came instead of giving up.
fn is_of_the_way(error: &Error) -> bool {
    match error {
        Error::Problem(problem) => ["upload_busy", "upload_offset_unfit", "body_unreadable"].contains(&problem.code.as_str()),
        _ => error.is_passing(),
    }
}
