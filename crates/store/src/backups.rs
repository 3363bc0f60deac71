//! Copies of the whole database while it is in use, and the question whether it is whole.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};

use crate::Store;
use crate::error::{Result, StoreError};
use crate::sql::Connection;

impl Store {
    /// Copies one moment of the database into a file, which appears only when it is complete; an existing one is replaced.
    /// Writers go on meanwhile.
    pub fn backup(&self, to: &Path) -> Result<()> {
        let mut part = to.as_os_str().to_owned();
        part.push(".part");
        let part = Path::new(&part);
        if part.exists() {
            std::fs::remove_file(part)?;
        }
        let source = self.reader()?;
        let Connection::File(pages) = &source.sql else { return Err(StoreError::OnlyOfFile { verb: "backup" }) };
        let mut target = rusqlite::Connection::open(part)?;
        // All pages in one step: one read transaction, hence one moment.
        match Backup::new(pages, &mut target)?.step(-1)? {
            StepResult::Done => {}
            StepResult::Busy | StepResult::Locked => return Err(StoreError::Locked),
            _ => return Err(StoreError::Io(std::io::Error::other("the copy is not complete"))),
        }
        target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        target.close().map_err(|(_, error)| error)?;
        std::fs::File::open(part)?.sync_all()?;
        Ok(std::fs::rename(part, to)?)
    }

    /// Reads every page and index. Errors: [`StoreError::Damaged`] with the first findings.
    pub fn integrity_check(&self) -> Result<()> {
        let reader = self.reader()?;
        // A server looks after its own pages.
        let Connection::File(pages) = &reader.sql else { return Ok(()) };
        let mut statement = pages.prepare("PRAGMA integrity_check(5)")?;
        let findings: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if findings.iter().all(|line| line == "ok") { Ok(()) } else { Err(StoreError::Damaged { detail: findings.join("; ") }) }
    }
}
