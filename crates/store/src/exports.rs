//! Exports and the files they made, in chunks, until their keeping time is over.

use jiff::civil::DateTime;
use kartoteka_domain::record::Key;

use crate::error::{Result, StoreError};
use crate::sql::{Parameters, Row};
use crate::uploads::{CHUNKS, compress, decompress};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// An export to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExport {
    pub type_key: Key,
    /// The file's name.
    pub name: String,
    /// `xlsx`, `csv`.
    pub format: String,
    /// `queued`, `running`, `completed`, `failed`: the engine's words.
    pub state: String,
    /// JSON: selection, fields, options.
    pub settings: String,
    pub created_by: i64,
    pub created_at: DateTime,
}

/// An export as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub id: i64,
    pub new: NewExport,
    pub records: u64,
    pub bytes: u64,
    pub finished_at: Option<DateTime>,
    /// Whether its owner was told that it is ready.
    pub seen: bool,
    pub note: String,
}

const COLUMNS: &str = "id, type_key, name, format, state, settings, created_by, created_at, record_count, byte_count, \
     finished_at, seen, note";

impl Batch<'_> {
    pub fn create_export(&self, new: &NewExport) -> Result<i64> {
        let id = self.take_number("export")?;
        let sql = "INSERT INTO kt_export (id, type_key, name, format, state, settings, created_by, created_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let at = time_text(new.created_at);
        let (key, by) = (new.type_key.as_str(), new.created_by);
        let parameters = (id, key, &new.name, &new.format, &new.state, &new.settings, by, at.as_str());
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(id)
    }

    /// Steps to another state if the state is still `from`; `false` when it is not.
    pub fn update_export_state(&self, id: i64, from: &str, to: &str, note: &str) -> Result<bool> {
        let sql = "UPDATE kt_export SET state = ?3, note = ?4 WHERE id = ?1 AND state = ?2";
        Ok(self.sql.prepare_cached(sql)?.execute((id, from, to, note))? == 1)
    }

    /// Says that the file is complete.
    pub fn finish_export(&self, id: i64, state: &str, records: u64, bytes: u64, at: DateTime) -> Result<()> {
        let sql = "UPDATE kt_export SET state = ?2, record_count = ?3, byte_count = ?4, finished_at = ?5 WHERE id = ?1";
        let at = time_text(at);
        let changed =
            self.sql.prepare_cached(sql)?.execute((id, state, records.cast_signed(), bytes.cast_signed(), at.as_str()))?;
        if changed == 1 { Ok(()) } else { Err(StoreError::Missing { what: "export", id }) }
    }

    /// Says that the owner was told about everything finished.
    pub fn mark_exports_seen(&self, created_by: i64) -> Result<()> {
        let sql = "UPDATE kt_export SET seen = 1 WHERE created_by = ?1 AND finished_at IS NOT NULL AND seen = 0";
        self.sql.prepare_cached(sql)?.execute([created_by])?;
        Ok(())
    }

    pub fn append_export_chunk(&self, export: i64, seq: u32, bytes: &[u8]) -> Result<()> {
        let sql = "INSERT INTO kt_export_chunk (export_id, seq, bytes) VALUES (?1, ?2, ?3)";
        self.sql.prepare_cached(sql)?.execute((export, seq, compress(bytes)))?;
        Ok(())
    }

    /// Forgets the file, so that it can be written anew or because its keeping time is over.
    pub fn drop_export_file(&self, export: i64) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_export_chunk WHERE export_id = ?1")?.execute([export])?;
        Ok(())
    }

    pub fn delete_export(&self, export: i64) -> Result<bool> {
        self.drop_export_file(export)?;
        Ok(self.sql.prepare_cached("DELETE FROM kt_export WHERE id = ?1")?.execute([export])? == 1)
    }
}

impl Conn {
    pub fn export(&self, id: i64) -> Result<Option<Export>> {
        Ok(self.export_list("id = ?1", (id,))?.pop())
    }

    /// Exports, newest first: of one person, or of all.
    pub fn exports(&self, created_by: Option<i64>, limit: usize) -> Result<Vec<Export>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.export_list("(?1 IS NULL OR created_by = ?1) ORDER BY id DESC LIMIT ?2", (created_by, limit))
    }

    /// Exports in a state, oldest first: the queue.
    pub fn exports_in_state(&self, state: &str) -> Result<Vec<Export>> {
        self.export_list("state = ?1 ORDER BY id", (state,))
    }

    /// Gives the file chunk by chunk; returns its length in bytes.
    pub fn read_export(&self, export: i64, mut each: impl FnMut(&[u8]) -> std::io::Result<()>) -> Result<u64> {
        let mut statement = self.sql.prepare_cached("SELECT bytes FROM kt_export_chunk WHERE export_id = ?1 ORDER BY seq")?;
        let mut rows = statement.query_long([export], CHUNKS)?;
        let mut length = 0;
        while let Some(row) = rows.next()? {
            let packed = row.get_ref(0)?.as_blob().map_err(|_| StoreError::undecodable("an export"))?;
            let bytes = decompress(packed, "an export")?;
            length += bytes.len() as u64;
            each(&bytes)?;
        }
        Ok(length)
    }

    fn export_list(&self, tail: &str, parameters: impl Parameters) -> Result<Vec<Export>> {
        let mut statement = self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM kt_export WHERE {tail}"))?;
        let mut rows = statement.query(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read_export_row(row)?);
        }
        Ok(list)
    }
}

fn read_export_row(row: Row<'_>) -> Result<Export> {
    let new = NewExport {
        type_key: row.get::<String>(1)?.into(),
        name: row.get(2)?,
        format: row.get(3)?,
        state: row.get(4)?,
        settings: row.get(5)?,
        created_by: row.get(6)?,
        created_at: read_time(&row.get::<String>(7)?)?,
    };
    Ok(Export {
        id: row.get(0)?,
        new,
        records: row.get::<i64>(8)?.cast_unsigned(),
        bytes: row.get::<i64>(9)?.cast_unsigned(),
        finished_at: read_time_or_none(row.get(10)?)?,
        seen: row.get(11)?,
        note: row.get(12)?,
    })
}
