//! Programs that have the register open, also those with nothing to do: each is a row of `kt_meta` with the end of its lease by the
//! database's clock. There and not in a table of its own, because a register that takes the place of another one brings its tables
//! along, and the nodes stay who they are.

use crate::error::Result;
use crate::{Batch, Conn};

/// What their keys begin with.
const PREFIX: &str = "node:";
/// Until when a row of `kt_meta` holds; long ago for what is no node.
const ENDS: &str = "CASE WHEN key LIKE 'node:%' THEN CAST(value AS BIGINT) ELSE 0 END";

impl Batch<'_> {
    /// A node is there for so many milliseconds more.
    pub fn keep_node(&self, name: &str, millis: i64) -> Result<()> {
        let sql = format!(
            "INSERT INTO kt_meta (key, value) VALUES (?1, CAST({} + ?2 AS TEXT)) \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            self.sql.dialect().clock()
        );
        self.sql.prepare_cached(&sql)?.execute((key(name).as_str(), millis)).map(|_| ())
    }

    /// It ends in order.
    pub fn drop_node(&self, name: &str) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_meta WHERE key = ?1")?.execute([key(name).as_str()]).map(|_| ())
    }

    /// Rows of programs that died.
    pub fn forget_gone_nodes(&self) -> Result<()> {
        let sql = format!("DELETE FROM kt_meta WHERE key LIKE 'node:%' AND {ENDS} < {}", self.sql.dialect().clock());
        self.sql.prepare_cached(&sql)?.execute(()).map(|_| ())
    }
}

impl Conn {
    /// Names of the nodes that are there, and of programs that work on something by themselves.
    pub fn live_nodes(&self) -> Result<Vec<String>> {
        let clock = self.sql.dialect().clock();
        let sql = format!(
            "SELECT substr(key, {}) FROM kt_meta WHERE {ENDS} >= {clock} \
             UNION SELECT owner FROM kt_work WHERE state = 'running' AND lease_ends >= {clock} ORDER BY 1",
            PREFIX.len() + 1
        );
        self.sql.prepare_cached(&sql)?.query_map((), |row| row.get(0))?.collect()
    }
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}
