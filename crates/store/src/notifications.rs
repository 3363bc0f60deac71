//! What people are told: a code, facts and a link. The sentence is made when it is read, in the reader's language.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// Something to tell a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotification {
    pub user: i64,
    pub code: String,
    /// JSON: names and texts.
    pub facts: String,
    /// A path of the web application.
    pub link: String,
    pub created_at: DateTime,
}

/// A notification as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub id: i64,
    pub new: NewNotification,
    pub read_at: Option<DateTime>,
}

impl Batch<'_> {
    pub fn create_notification(&self, new: &NewNotification) -> Result<i64> {
        let id = self.take_number("notification")?;
        let sql = "INSERT INTO kt_notification (id, user_id, code, facts, link, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let at = time_text(new.created_at);
        self.sql.prepare_cached(sql)?.execute((id, new.user, &new.code, &new.facts, &new.link, at.as_str()))?;
        Ok(id)
    }

    /// Marks one notification of a user read, or all of them; returns how many were not before.
    pub fn read_notifications(&self, user: i64, id: Option<i64>, at: DateTime) -> Result<u64> {
        let sql = "UPDATE kt_notification SET read_at = ?3 WHERE user_id = ?1 AND (?2 IS NULL OR id = ?2) AND read_at IS NULL";
        Ok(self.sql.prepare_cached(sql)?.execute((user, id, time_text(at).as_str()))? as u64)
    }
}

impl Conn {
    /// Latest first: at most `limit` older than the given number.
    pub fn notifications(&self, user: i64, before: Option<i64>, limit: usize) -> Result<Vec<Notification>> {
        let sql = "SELECT id, code, facts, link, created_at, read_at FROM kt_notification \
                   WHERE user_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
        let mut statement = self.sql.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query((user, before.unwrap_or(i64::MAX), limit))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let new = NewNotification {
                user,
                code: row.get(1)?,
                facts: row.get(2)?,
                link: row.get(3)?,
                created_at: read_time(&row.get::<String>(4)?)?,
            };
            list.push(Notification { id: row.get(0)?, new, read_at: read_time_or_none(row.get(5)?)? });
        }
        Ok(list)
    }

    pub fn unread_notifications(&self, user: i64) -> Result<u64> {
        let sql = "SELECT count(*) FROM kt_notification WHERE user_id = ?1 AND read_at IS NULL";
        let count: i64 = self.sql.prepare_cached(sql)?.query_row([user], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}
