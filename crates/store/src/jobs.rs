//! Work in the background: who asked for what, who does it and until when he may be trusted to.
//!
//! In and out: facts; the request is a text only the caller understands. A worker writes with the fence it got when it
//! took the job: a worker that lost its lease writes nothing.

use jiff::civil::DateTime;

use crate::error::Result;
use crate::sql::{Optional, Row};
use crate::values::{read_time, read_time_or_none, time_text};
use crate::{Batch, Conn};

/// Something to be done without the person who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// The engine's word.
    pub kind: String,
    /// Number of the import or export it is about.
    pub subject: Option<i64>,
    /// JSON.
    pub request: String,
    pub asked_by: i64,
    pub run_at: DateTime,
    pub created_at: DateTime,
}

/// A job as stored. `state`: queued, running, done, failed, cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: i64,
    pub new: NewJob,
    pub state: String,
    pub finished_at: Option<DateTime>,
    pub attempt: i64,
    pub fence: i64,
    /// JSON: what came of it.
    pub result: String,
}

const COLUMNS: &str = "id, kind, subject, request, state, asked_by, run_at, created_at, finished_at, attempt, fence, result";

impl Batch<'_> {
    pub fn create_job(&self, new: &NewJob) -> Result<i64> {
        let id = self.take_number("job")?;
        let sql = "INSERT INTO kt_job (id, kind, subject, request, state, asked_by, run_at, created_at) \
                   VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?7)";
        let (run_at, at) = (time_text(new.run_at), time_text(new.created_at));
        let parameters = (id, &new.kind, new.subject, &new.request, new.asked_by, run_at.as_str(), at.as_str());
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(id)
    }

    /// Takes a job that waits, or whose worker's lease ended; nobody else gets it until `lease_until`. `None`: it is another's,
    /// or its time has not come.
    pub fn take_job(&self, id: i64, owner: &str, now: DateTime, lease_until: DateTime) -> Result<Option<Job>> {
        let sql = format!(
            "UPDATE kt_job SET state = 'running', owner = ?2, lease_until = ?4, attempt = attempt + 1, fence = fence + 1 \
             WHERE id = ?1 AND run_at <= ?3 AND (state = 'queued' OR (state = 'running' AND lease_until < ?3)) \
             RETURNING {COLUMNS}"
        );
        let (now, until) = (time_text(now), time_text(lease_until));
        let mut statement = self.sql.prepare_cached(&sql)?;
        let job = statement.query_row((id, owner, now.as_str(), until.as_str()), |row| Ok(read_job(row))).optional()?;
        job.transpose()
    }

    /// Says that the worker is still there; `false` when the job is no longer his.
    pub fn extend_job(&self, id: i64, fence: i64, lease_until: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_job SET lease_until = ?3 WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute((id, fence, time_text(lease_until).as_str()))? == 1)
    }

    /// Ends a job with a state and what came of it; `false` when it is no longer the worker's.
    pub fn finish_job(&self, id: i64, fence: i64, state: &str, result: &str, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_job SET state = ?3, result = ?4, finished_at = ?5, lease_until = NULL \
                   WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute((id, fence, state, result, time_text(at).as_str()))? == 1)
    }

    /// Puts a running job back into the queue, as when the program ends in order.
    pub fn return_job(&self, id: i64, fence: i64) -> Result<bool> {
        let sql = "UPDATE kt_job SET state = 'queued', lease_until = NULL WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute((id, fence))? == 1)
    }

    /// Ends the leases of a worker that is certainly gone; returns how many jobs wait again.
    pub fn return_all_jobs(&self) -> Result<u64> {
        let sql = "UPDATE kt_job SET state = 'queued', lease_until = NULL WHERE state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute(())? as u64)
    }

    /// Takes a job out of the queue before anybody began it.
    pub fn cancel_job(&self, id: i64, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_job SET state = 'cancelled', finished_at = ?2 WHERE id = ?1 AND state = 'queued'";
        Ok(self.sql.prepare_cached(sql)?.execute((id, time_text(at).as_str()))? == 1)
    }

    /// Forgets jobs that ended before a time; returns how many.
    pub fn forget_jobs(&self, before: DateTime) -> Result<u64> {
        let sql = "DELETE FROM kt_job WHERE finished_at < ?1";
        Ok(self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])? as u64)
    }
}

impl Conn {
    pub fn job(&self, id: i64) -> Result<Option<Job>> {
        let sql = format!("SELECT {COLUMNS} FROM kt_job WHERE id = ?1");
        self.sql.prepare_cached(&sql)?.query_row([id], read_job).optional()
    }

    /// The latest job about a subject.
    pub fn job_about(&self, kind: &str, subject: i64) -> Result<Option<Job>> {
        let sql = format!("SELECT {COLUMNS} FROM kt_job WHERE kind = ?1 AND subject = ?2 ORDER BY id DESC LIMIT 1");
        self.sql.prepare_cached(&sql)?.query_row((kind, subject), read_job).optional()
    }

    /// Jobs that wait or run, of one person or of all, oldest first.
    pub fn open_jobs(&self, asked_by: Option<i64>) -> Result<Vec<Job>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM kt_job WHERE state IN ('queued', 'running') AND (?1 IS NULL OR asked_by = ?1) ORDER BY id"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map([asked_by], |row| Ok(read_job(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn read_job(row: Row<'_>) -> Result<Job> {
    let new = NewJob {
        kind: row.get(1)?,
        subject: row.get(2)?,
        request: row.get(3)?,
        asked_by: row.get(5)?,
        run_at: read_time(&row.get::<String>(6)?)?,
        created_at: read_time(&row.get::<String>(7)?)?,
    };
    let finished_at = read_time_or_none(row.get(8)?)?;
    let (state, attempt, fence, result) = (row.get(4)?, row.get(9)?, row.get(10)?, row.get(11)?);
    Ok(Job { id: row.get(0)?, new, state, finished_at, attempt, fence, result })
}
