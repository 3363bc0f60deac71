//! Edits laid over the cells of an import: a list that can be undone and redone. An edit is a text only the caller
//! understands.

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::{Batch, Conn};

/// One edit in the order made, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEdit {
    pub seq: i64,
    /// JSON.
    pub edit: String,
    pub undone: bool,
}

impl Batch<'_> {
    /// Adds an edit; what was undone before it can no longer be redone.
    pub fn append_edit(&self, import: i64, edit: &str) -> Result<i64> {
        self.sql.prepare_cached("DELETE FROM kt_edit WHERE import_id = ?1 AND undone = 1")?.execute([import])?;
        let sql = "INSERT INTO kt_edit (import_id, seq, edit) SELECT ?1, coalesce(max(seq), 0) + 1, ?2 FROM kt_edit \
                   WHERE import_id = ?1 RETURNING seq";
        let seq = self.sql.prepare_cached(sql)?.query_row((import, edit), |row| row.get(0))?;
        self.edits_moved(import)?;
        Ok(seq)
    }

    /// Takes the last edit back; `None` when there is none.
    pub fn undo_last_edit(&self, import: i64) -> Result<Option<StoredEdit>> {
        let pick = "SELECT max(seq) FROM kt_edit WHERE import_id = ?1 AND undone = 0";
        self.turn(import, pick, true)
    }

    /// Brings back the edit that was undone last; `None` when there is none.
    pub fn redo_edit(&self, import: i64) -> Result<Option<StoredEdit>> {
        let pick = "SELECT min(seq) FROM kt_edit WHERE import_id = ?1 AND undone = 1";
        self.turn(import, pick, false)
    }

    fn turn(&self, import: i64, pick: &str, undone: bool) -> Result<Option<StoredEdit>> {
        let sql = format!("UPDATE kt_edit SET undone = ?2 WHERE import_id = ?1 AND seq = ({pick}) RETURNING seq, edit");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let edit = statement.query_row((import, undone), |row| Ok(StoredEdit { seq: row.get(0)?, edit: row.get(1)?, undone }));
        let edit = edit.optional()?;
        if edit.is_some() {
            self.edits_moved(import)?;
        }
        Ok(edit)
    }

    /// A check made before is stale.
    fn edits_moved(&self, import: i64) -> Result<()> {
        let sql = "UPDATE kt_import SET edits_revision = edits_revision + 1 WHERE id = ?1";
        self.sql.prepare_cached(sql)?.execute([import])?;
        Ok(())
    }
}

impl Conn {
    /// All edits in order, undone ones included.
    pub fn edits(&self, import: i64) -> Result<Vec<StoredEdit>> {
        let mut statement = self.sql.prepare_cached("SELECT seq, edit, undone FROM kt_edit WHERE import_id = ?1 ORDER BY seq")?;
        let rows =
            statement.query_map([import], |row| Ok(StoredEdit { seq: row.get(0)?, edit: row.get(1)?, undone: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
