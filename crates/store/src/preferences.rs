//! What each user chose for himself: a key and a text only the caller understands.

use crate::error::Result;
use crate::{Batch, Conn};

impl Batch<'_> {
    pub fn save_preference(&self, user: i64, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO kt_preference (user_id, key, value) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value";
        self.sql.prepare_cached(sql)?.execute((user, key, value))?;
        Ok(())
    }
}

impl Conn {
    /// All preferences of a user, by key.
    pub fn preferences(&self, user: i64) -> Result<Vec<(String, String)>> {
        let mut statement = self.sql.prepare_cached("SELECT key, value FROM kt_preference WHERE user_id = ?1 ORDER BY key")?;
        let rows = statement.query_map([user], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }
}
