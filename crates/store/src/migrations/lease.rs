//! Who may change the tables of a server just now: one program, for as long as it says so every few seconds by the server's clock.
//!
//! In: a connection. Out: a lease, or nothing while another program has one. A program that died says nothing more, and its
//! lease ends; one that was only slow finds out before its next step that somebody else has it now.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::{Result, StoreError};
use crate::sql::{Connection, Optional};

/// How long a lease lasts from the last word. One step takes no longer than this but for tables with many millions of rows, and then
/// whoever comes next finds its tables locked until it has ended.
pub(super) const SECONDS: i64 = 15;
/// Where it is noted: who has it, a blank, and until when by the server's clock in seconds.
pub(super) const KEY: &str = "migrator";

const NOW: &str = "CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)";

pub(super) struct Lease {
    holder: String,
}

impl Lease {
    /// `None` while another program has it.
    pub fn take(sql: &Connection) -> Result<Option<Lease>> {
        let lease = Lease { holder: holder() };
        let free = format!("value = '' OR CAST(split_part(value, ' ', 2) AS BIGINT) < {NOW}");
        Ok(lease.write(sql, &free)?.then_some(lease))
    }

    /// Says that this program is still at it. Errors: [`StoreError::Locked`] when another one took over.
    pub fn renew(&self, sql: &Connection) -> Result<()> {
        let mine = "split_part(value, ' ', 1) = ?1";
        if self.write(sql, mine)? { Ok(()) } else { Err(StoreError::Locked) }
    }

    /// In a transaction: makes sure of it, and that nobody takes it before the end. Errors: as above.
    pub fn demand(&self, sql: &Connection) -> Result<()> {
        let mine = "SELECT 1 FROM kt_meta WHERE key = ?2 AND split_part(value, ' ', 1) = ?1 FOR UPDATE";
        let found = sql.prepare_cached(mine)?.query_row((self.holder.as_str(), KEY), |row| row.get::<i64>(0)).optional()?;
        found.map(drop).ok_or(StoreError::Locked)
    }

    /// Gives it back; what fails here ends by itself.
    pub fn give_back(self, sql: &Connection) {
        let text = "UPDATE kt_meta SET value = '' WHERE key = ?2 AND split_part(value, ' ', 1) = ?1";
        let _ = sql.prepare_cached(text).and_then(|mut text| text.execute((self.holder.as_str(), KEY)));
    }

    fn write(&self, sql: &Connection, condition: &str) -> Result<bool> {
        let text =
            format!("UPDATE kt_meta SET value = ?1 || ' ' || CAST({NOW} + {SECONDS} AS TEXT) WHERE key = ?2 AND ({condition})");
        Ok(sql.prepare_cached(&text)?.execute((self.holder.as_str(), KEY))? == 1)
    }
}

/// A name no other program has.
fn holder() -> String {
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    let moment = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("{}-{moment}-{}", std::process::id(), TAKEN.fetch_add(1, Ordering::Relaxed))
}
