//! Edits laid over the cells of an import: a list that can be undone and redone. An edit is a text only the caller
//! understands; edits made with one press are noted together and turned together.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::Optional;
use crate::values::{read_time, time_text};
use crate::{Batch, Conn};

/// Edits made with one press: who, when, how many cells or rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendNote {
    pub first_seq: i64,
    pub last_seq: i64,
    pub made_by: i64,
    pub made_at: DateTime,
    pub touched: u64,
}

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
        let seq: i64 = self.sql.prepare_cached(sql)?.query_row((import, edit), |row| row.get(0))?;
        self.sql.prepare_cached("DELETE FROM kt_mend WHERE import_id = ?1 AND first_seq >= ?2")?.execute((import, seq))?;
        self.edits_moved(import)?;
        Ok(seq)
    }

    /// Puts another text in the place of an edit; it stays as it was in the list.
    pub fn replace_edit(&self, import: i64, seq: i64, edit: &str) -> Result<()> {
        let sql = "UPDATE kt_edit SET edit = ?3 WHERE import_id = ?1 AND seq = ?2";
        self.sql.prepare_cached(sql)?.execute((import, seq, edit))?;
        Ok(())
    }

    /// Notes that these edits were made with one press.
    pub fn note_mend(&self, import: i64, note: &MendNote) -> Result<()> {
        let sql =
            "INSERT INTO kt_mend (import_id, first_seq, last_seq, made_by, made_at, touched) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (at, touched) = (time_text(note.made_at).into_string(), note.touched.cast_signed());
        self.sql.prepare_cached(sql)?.execute((import, note.first_seq, note.last_seq, note.made_by, at, touched))?;
        Ok(())
    }

    /// Forgets all edits: another file takes the place of the one they were made for.
    pub fn clear_edits(&self, import: i64) -> Result<()> {
        for table in ["kt_edit", "kt_mend"] {
            self.sql.prepare_cached(&format!("DELETE FROM {table} WHERE import_id = ?1"))?.execute([import])?;
        }
        self.edits_moved(import)
    }

    /// Takes the last edit back, with all that were made with it; `None` when there is none.
    pub fn undo_last_edit(&self, import: i64) -> Result<Option<StoredEdit>> {
        let pick = "SELECT max(seq) FROM kt_edit WHERE import_id = ?1 AND undone = 0";
        self.turn(import, pick, true)
    }

    /// Brings back the edit that was undone last, with all that were made with it; `None` when there is none.
    pub fn redo_edit(&self, import: i64) -> Result<Option<StoredEdit>> {
        let pick = "SELECT min(seq) FROM kt_edit WHERE import_id = ?1 AND undone = 1";
        self.turn(import, pick, false)
    }

    fn turn(&self, import: i64, pick: &str, undone: bool) -> Result<Option<StoredEdit>> {
        let seq: Option<i64> = self.sql.prepare_cached(pick)?.query_row([import], |row| row.get(0))?;
        let Some(seq) = seq else { return Ok(None) };
        let sql = "SELECT first_seq, last_seq FROM kt_mend WHERE import_id = ?1 AND first_seq <= ?2 AND last_seq >= ?2";
        let together = self.sql.prepare_cached(sql)?.query_row((import, seq), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (first, last): (i64, i64) = together.unwrap_or((seq, seq));
        let sql = "UPDATE kt_edit SET undone = ?4 WHERE import_id = ?1 AND seq BETWEEN ?2 AND ?3";
        self.sql.prepare_cached(sql)?.execute((import, first, last, undone))?;
        self.edits_moved(import)?;
        let sql = "SELECT seq, edit FROM kt_edit WHERE import_id = ?1 AND seq = ?2";
        let mut statement = self.sql.prepare_cached(sql)?;
        Ok(Some(statement.query_row((import, seq), |row| Ok(StoredEdit { seq: row.get(0)?, edit: row.get(1)?, undone }))?))
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
        rows.collect()
    }

    /// What was made with one press, in order.
    pub fn mend_notes(&self, import: i64) -> Result<Vec<MendNote>> {
        let sql = "SELECT first_seq, last_seq, made_by, made_at, touched FROM kt_mend WHERE import_id = ?1 ORDER BY first_seq";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query([import])?;
        let mut notes = Vec::new();
        while let Some(row) = rows.next()? {
            let touched: i64 = row.get(4)?;
            notes.push(MendNote {
                first_seq: row.get(0)?,
                last_seq: row.get(1)?,
                made_by: row.get(2)?,
                made_at: read_time(&row.get::<String>(3)?)?,
                touched: touched.unsigned_abs(),
            });
        }
        Ok(notes)
    }
}
