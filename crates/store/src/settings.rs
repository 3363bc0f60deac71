//! Settings of the installation: a key, and a text (JSON) only the caller understands.

use crate::error::Result;
use crate::sql::Optional;
use crate::{Batch, Conn};

impl Batch<'_> {
    pub fn save_setting(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO kt_setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.sql.prepare_cached(sql)?.execute([key, value])?;
        Ok(())
    }

    pub fn delete_setting(&self, key: &str) -> Result<bool> {
        Ok(self.sql.prepare_cached("DELETE FROM kt_setting WHERE key = ?1")?.execute([key])? == 1)
    }
}

impl Conn {
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.sql.prepare_cached("SELECT value FROM kt_setting WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
    }

    /// All settings by key.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.sql.prepare_cached("SELECT key, value FROM kt_setting ORDER BY key")?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }
}
