//! Loading an empty table: its plain indexes are made after the load instead of being kept up row by row.
//!
//! In: a type whose table is empty. Out: the same table and indexes, sooner. What was put off is written down in the same
//! transaction, so a crash in between is mended when the store is opened. Unique indexes always stay.

use kartoteka_domain::record_type::RecordType;

use crate::dialect::{self, Dialect};
use crate::error::{Result, StoreError};
use crate::migrations::set_meta;
use crate::record_types::indexes;
use crate::sql::{Connection, Optional};
use crate::{Batch, Conn};

impl Batch<'_> {
    /// Puts the plain indexes of an empty type off until [`Batch::end_bulk`]; `false`, and nothing done, when it has records.
    ///
    /// Until then looking records up by anything but a unique key or the number reads the whole table.
    pub fn begin_bulk(&self, ty: &RecordType) -> Result<bool> {
        if self.sql.dialect() == Dialect::Postgres || !self.is_empty(ty)? {
            return Ok(false);
        }
        self.put_off_indexes(ty)?;
        Ok(true)
    }

    /// Puts the plain indexes of a type off until [`Batch::end_bulk`], for deleting most of its records.
    pub fn put_off_indexes(&self, ty: &RecordType) -> Result<()> {
        // On a server, nobody could read the table until the commit.
        if self.sql.dialect() == Dialect::Postgres {
            return Ok(());
        }
        let mut texts = Vec::new();
        for index in indexes(ty, &self.folded_fields(ty)?).into_iter().filter(|index| !index.unique) {
            self.sql.execute_batch(&format!("DROP INDEX IF EXISTS {}", dialect::name(&index.name)))?;
            texts.push(index.sql);
        }
        let list = serde_json::Value::from(texts).to_string();
        set_meta(&self.sql, &note(ty), &list)
    }

    /// Makes the indexes that were put off. Does nothing when none were.
    pub fn end_bulk(&self, ty: &RecordType) -> Result<()> {
        make_noted(&self.sql, &note(ty))
    }
}

impl Conn {
    /// Whether the plain indexes of the type are put off.
    pub fn in_bulk(&self, ty: &RecordType) -> Result<bool> {
        let mut statement = self.sql.prepare_cached("SELECT 1 FROM kt_meta WHERE key = ?1")?;
        statement.exists([note(ty)])
    }
}

/// Makes every index a crash left out.
pub(crate) fn mend_indexes(sql: &Connection) -> Result<()> {
    let notes: Vec<String> = {
        let mut statement = sql.prepare_cached("SELECT key FROM kt_meta WHERE key LIKE 'bulk:%'")?;
        statement.query_map((), |row| row.get(0))?.collect::<Result<_>>()?
    };
    notes.iter().try_for_each(|note| sql.all_or_nothing(|| make_noted(sql, note)))
}

fn note(ty: &RecordType) -> String {
    format!("bulk:{}", ty.key)
}

fn make_noted(sql: &Connection, note: &str) -> Result<()> {
    let found = sql.prepare_cached("SELECT value FROM kt_meta WHERE key = ?1")?.query_row([note], |row| row.get(0)).optional()?;
    let Some::<String>(list) = found else { return Ok(()) };
    let texts: Vec<String> = serde_json::from_str(&list).map_err(|_| StoreError::undecodable("the list of put-off indexes"))?;
    sql.sorting(|| texts.iter().try_for_each(|text| sql.execute_batch(text)))?;
    sql.prepare_cached("DELETE FROM kt_meta WHERE key = ?1")?.execute([note])?;
    Ok(())
}
