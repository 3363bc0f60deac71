//! The list of erased people, and what takes the traces of one out of the tables of the installation itself.
//!
//! In: numbers, rows, a function that says what a text is without its traces. Out: how much there was. Never decides who
//! leaves which trace.

use std::collections::{HashMap, HashSet};

use compact_str::CompactString;
use jiff::civil::DateTime;
use kartoteka_domain::record::{Key, RecordId};

use crate::catalogue::META;
use crate::codec::{pack_changes, unpack_changes};
use crate::dialect::{self, ColumnType, Dialect};
use crate::error::{Result, StoreError};
use crate::sql::{Row, ValueRef};
use crate::uploads::{compress, decompress};
use crate::values::{read_time, time_text};
use crate::{Batch, Conn, Store};

/// Tables without texts of people, or whose texts are not read as such: packed ones, pieces of files that are still
/// coming, hashes, the list itself.
const NOT_TEXTS: [&str; 13] = [
    META,
    "kt_block",
    "kt_upload_chunk",
    "kt_arrival_piece",
    "kt_journal",
    "kt_outcome",
    "kt_export_chunk",
    "kt_password",
    "kt_token",
    "kt_counter",
    "kt_erasure",
    "kt_pass",
    "kt_share",
];
/// Rows held at once while texts are read from a server.
const PAGE: usize = 500;

/// One erased record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    pub type_key: Key,
    pub id: RecordId,
    pub at: DateTime,
    pub by: i64,
    /// Keyed hashes with a blank between them.
    pub marks: String,
}

impl Batch<'_> {
    /// Puts a record on the list; one that is there gets the marks it lacks.
    pub fn save_erasure(&self, erasure: &Erasure) -> Result<()> {
        let sql = "INSERT INTO kt_erasure (type_key, record_id, erased_at, erased_by, marks) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (type_key, record_id) DO UPDATE SET marks = excluded.marks";
        let known = self.erasures()?.into_iter().find(|known| (&known.type_key, known.id) == (&erasure.type_key, erasure.id));
        let mut marks: Vec<&str> = known.iter().flat_map(|known| known.marks.split(' ')).collect();
        marks.extend(erasure.marks.split(' ').filter(|mark| !marks.contains(mark)).collect::<Vec<_>>());
        let (at, marks) = (time_text(erasure.at).into_string(), marks.join(" "));
        self.sql.prepare_cached(sql)?.execute((erasure.type_key.as_str(), erasure.id.0, at, erasure.by, marks.trim()))?;
        Ok(())
    }

    /// Takes every value of these records out of the journal; that something happened to them stays. Returns how many changes
    /// lost values.
    pub fn erase_from_journal(&self, type_key: &str, ids: &[RecordId]) -> Result<u64> {
        let (Some(min), Some(max)) = (ids.iter().min(), ids.iter().max()) else { return Ok(0) };
        let sql = "SELECT run_id, seq FROM kt_journal WHERE type_key = ?1 AND min_id <= ?3 AND max_id >= ?2 \
                   AND packed IS NOT NULL ORDER BY run_id, seq";
        let mut statement = self.sql.prepare_cached(sql)?;
        let read = |row: Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let places: Vec<(i64, i64)> = statement.query_map((type_key, min.0, max.0), read)?.collect::<Result<_>>()?;
        let mut erased = 0;
        for (run, seq) in places {
            erased += self.erase_from_stretch(run, seq, ids)?;
        }
        Ok(erased)
    }

    fn erase_from_stretch(&self, run: i64, seq: i64, ids: &[RecordId]) -> Result<u64> {
        let sql = "SELECT packed FROM kt_journal WHERE run_id = ?1 AND seq = ?2";
        let packed: Vec<u8> = self.sql.prepare_cached(sql)?.query_row((run, seq), |row| row.get(0))?;
        let mut changes = unpack_changes(&decompress(&packed, "the journal")?)?;
        let mut erased = 0;
        for change in changes.iter_mut().filter(|change| ids.contains(&change.id) && !change.fields.is_empty()) {
            change.fields.clear();
            erased += 1;
        }
        if erased > 0 {
            let sql = "UPDATE kt_journal SET packed = ?3 WHERE run_id = ?1 AND seq = ?2";
            self.sql.prepare_cached(sql)?.execute((run, seq, compress(&pack_changes(&changes))))?;
        }
        Ok(erased)
    }

    /// Takes quotations out of the issues of these rows of a part; returns how many issues.
    pub fn blank_issues(&self, import: i64, part: u32, rows: &HashSet<u32>) -> Result<u64> {
        let sql = "UPDATE kt_issue SET value = NULL, params = NULL WHERE import_id = ?1 AND part = ?2 AND row_no = ?3";
        let mut statement = self.sql.prepare_cached(sql)?;
        rows.iter().try_fold(0, |sum, row| Ok(sum + statement.execute((import, part, *row))? as u64))
    }

    /// Forgets how somebody signs in and what he chose and was told.
    pub fn forget_user(&self, user: i64) -> Result<()> {
        for table in ["kt_password", "kt_token", "kt_preference", "kt_notification"] {
            self.sql.prepare_cached(&format!("DELETE FROM {table} WHERE user_id = ?1"))?.execute([user])?;
        }
        Ok(())
    }

    /// Every text of the installation's own tables that `without` has another form for gets it; returns how many. Columns of
    /// bytes that are texts count as such.
    pub fn rewrite_texts(&self, without: &mut dyn FnMut(&str) -> Option<String>) -> Result<u64> {
        let mut rewritten = 0;
        for shape in self.shapes(&[])?.into_iter().filter(|shape| is_read(&shape.table)) {
            for (column, kind) in shape.columns {
                if matches!(kind, ColumnType::Text | ColumnType::Bytes) {
                    rewritten += self.rewrite_column(&shape.table, &column, kind, without)?;
                }
            }
        }
        Ok(rewritten)
    }

    fn rewrite_column(
        &self,
        table: &str,
        column: &str,
        kind: ColumnType,
        without: &mut dyn FnMut(&str) -> Option<String>,
    ) -> Result<u64> {
        let (table, column) = (dialect::name(table), dialect::name(column));
        let mut found: HashMap<String, String> = HashMap::new();
        {
            let mut statement = self.sql.prepare_cached(&format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL"))?;
            let mut rows = statement.query_long((), PAGE)?;
            while let Some(row) = rows.next()? {
                let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = row.get_ref(0)? else { continue };
                let Ok(text) = std::str::from_utf8(bytes) else { continue };
                if let Some(clean) = without(text) {
                    found.insert(text.to_owned(), clean);
                }
            }
        }
        let mut update = self.sql.prepare_cached(&format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1"))?;
        let mut rewritten = 0;
        for (old, new) in &found {
            rewritten += match kind {
                ColumnType::Bytes => update.execute((old.as_bytes(), new.as_bytes()))?,
                _ => update.execute((old, new))?,
            };
        }
        Ok(rewritten as u64)
    }
}

impl Conn {
    /// The whole list, by type and number.
    pub fn erasures(&self) -> Result<Vec<Erasure>> {
        let sql = "SELECT type_key, record_id, erased_at, erased_by, marks FROM kt_erasure ORDER BY type_key, record_id";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query(())?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(Erasure {
                type_key: CompactString::from(row.get::<String>(0)?),
                id: RecordId(row.get(1)?),
                at: read_time(&row.get::<String>(2)?)?,
                by: row.get(3)?,
                marks: row.get(4)?,
            });
        }
        Ok(list)
    }

    /// Those of the records that were erased.
    pub fn erased_among(&self, type_key: &str, ids: &[RecordId]) -> Result<Vec<RecordId>> {
        let (Some(min), Some(max)) = (ids.iter().min(), ids.iter().max()) else { return Ok(Vec::new()) };
        let sql = "SELECT record_id FROM kt_erasure WHERE type_key = ?1 AND record_id BETWEEN ?2 AND ?3 ORDER BY record_id";
        let mut statement = self.sql.prepare_cached(sql)?;
        let found = statement.query_map((type_key, min.0, max.0), |row| row.get(0).map(RecordId))?;
        let found: Vec<RecordId> = found.collect::<Result<_>>()?;
        Ok(found.into_iter().filter(|id| ids.contains(id)).collect())
    }
}

impl Store {
    /// Writes the database anew, so that nothing is left of what was deleted; `false` when somebody who reads stood in the
    /// way. On a server that is only tried: its own cleaning comes by in any case.
    pub fn clean(&self) -> Result<bool> {
        let cleaned = self.writer()?.sql.execute_batch("VACUUM");
        match cleaned {
            Ok(()) => {}
            Err(StoreError::Locked) => return Ok(false),
            Err(_) if self.writer()?.sql.dialect() == Dialect::Postgres => return Ok(false),
            Err(error) => return Err(error),
        }
        self.finish_bulk()?;
        Ok(self.path().is_none_or(|path| {
            let mut log = path.as_os_str().to_owned();
            log.push("-wal");
            std::fs::metadata(log).map_or(true, |log| log.len() == 0)
        }))
    }
}

fn is_read(table: &str) -> bool {
    table.starts_with("kt_") && !NOT_TEXTS.contains(&table)
}
