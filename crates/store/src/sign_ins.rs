//! Failed sign-ins of late, counted under keys that the caller made from names and addresses. Never a name, never an address.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::Optional;
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// How often it failed under a key, and until when nobody may try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInFailures {
    pub failures: u32,
    pub last_at: DateTime,
    pub blocked_until: Option<DateTime>,
}

impl Batch<'_> {
    pub fn save_sign_in_failures(&self, key: &str, found: &SignInFailures) -> Result<()> {
        let sql = "INSERT INTO kt_sign_in (key, failures, last_at, blocked_until) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, \
                   blocked_until = excluded.blocked_until";
        let (at, until) = (time_text(found.last_at), found.blocked_until.map(time_text));
        self.sql.prepare_cached(sql)?.execute((key, found.failures, at.as_str(), until.as_deref()))?;
        Ok(())
    }

    pub fn delete_sign_in_failures(&self, key: &str) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_sign_in WHERE key = ?1")?.execute([key])?;
        Ok(())
    }

    /// Forgets what is older than a time; returns how many.
    pub fn forget_sign_in_failures(&self, before: DateTime) -> Result<u64> {
        let sql = "DELETE FROM kt_sign_in WHERE last_at < ?1";
        Ok(self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])? as u64)
    }
}

impl Conn {
    pub fn sign_in_failures(&self, key: &str) -> Result<Option<SignInFailures>> {
        let sql = "SELECT failures, last_at, blocked_until FROM kt_sign_in WHERE key = ?1";
        let row: Option<(u32, String, Option<String>)> =
            self.sql.prepare_cached(sql)?.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        row.map(|(failures, at, until)| {
            Ok(SignInFailures { failures, last_at: read_time(&at)?, blocked_until: read_time_or_none(until)? })
        })
        .transpose()
    }
}
