//! Answers kept under a key the caller chose: a request that comes again gets the first one's. Headers and bodies are bytes only
//! the caller understands.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::{Optional, Row};
use crate::values::time_text;
use crate::{Batch, Conn};

/// What is known of a request with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// A hash of what was asked.
    pub request: String,
    /// None while it is under way.
    pub status: Option<u16>,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Batch<'_> {
    /// Takes a key for a request that begins; false when it is taken.
    pub fn take_answer_key(&self, owner: i64, key: &str, request: &str, at: DateTime) -> Result<bool> {
        let sql = "INSERT INTO kt_answer (owner, key, request, status, headers, body, created_at) \
                   VALUES (?1, ?2, ?3, NULL, '', ?5, ?4) ON CONFLICT (owner, key) DO NOTHING";
        Ok(self.sql.prepare_cached(sql)?.execute((owner, key, request, time_text(at).as_str(), Vec::<u8>::new()))? == 1)
    }

    /// The request ended so.
    pub fn keep_answer(&self, owner: i64, key: &str, status: u16, headers: &str, body: &[u8]) -> Result<()> {
        let sql = "UPDATE kt_answer SET status = ?3, headers = ?4, body = ?5 WHERE owner = ?1 AND key = ?2";
        self.sql.prepare_cached(sql)?.execute((owner, key, i64::from(status), headers, body))?;
        Ok(())
    }

    /// The key is free again.
    pub fn forget_answer(&self, owner: i64, key: &str) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_answer WHERE owner = ?1 AND key = ?2")?.execute((owner, key))?;
        Ok(())
    }

    /// Forgets what is older than a moment.
    pub fn forget_answers(&self, before: DateTime) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_answer WHERE created_at < ?1")?.execute([time_text(before).as_str()])?;
        Ok(())
    }

    /// Requests that began before a moment and have no answer are under way no more.
    pub fn forget_begun_answers_before(&self, before: DateTime) -> Result<()> {
        let sql = "DELETE FROM kt_answer WHERE status IS NULL AND created_at < ?1";
        self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])?;
        Ok(())
    }

    /// Requests whose process died are under way no more.
    pub fn forget_begun_answers(&self) -> Result<()> {
        self.sql.prepare_cached("DELETE FROM kt_answer WHERE status IS NULL")?.execute(())?;
        Ok(())
    }
}

impl Conn {
    pub fn kept_answer(&self, owner: i64, key: &str) -> Result<Option<KeptAnswer>> {
        let sql = "SELECT request, status, headers, body FROM kt_answer WHERE owner = ?1 AND key = ?2";
        let read = |row: Row<'_>| {
            let status: Option<i64> = row.get(1)?;
            let status = status.and_then(|status| u16::try_from(status).ok());
            Ok(KeptAnswer { request: row.get(0)?, status, headers: row.get(2)?, body: row.get(3)? })
        };
        self.sql.prepare_cached(sql)?.query_row((owner, key), read).optional()
    }
}
