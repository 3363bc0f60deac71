//! What is asked of the queue: one job, jobs that wait or run, who is at work on a run, how long the queue is.

use super::{BATCH_OF, HELD, Job, Lease, columns, read_job};
use crate::Conn;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Optional, Parameters};

/// How many jobs of a kind are in a state, and how long the oldest of them has been there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueCount {
    pub kind: String,
    pub state: String,
    pub jobs: u64,
    /// Of running ones: those whose worker gave no sign of life in time.
    pub overdue: u64,
}

impl Conn {
    fn jobs_where(&self, condition: &str, parameters: impl Parameters) -> Result<Vec<Job>> {
        let sql = format!("SELECT {} FROM kt_work WHERE {condition}", columns(self.sql.dialect().clock()));
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map(parameters, |row| Ok(read_job(row)))?;
        rows.map(|row| row?).collect()
    }

    pub fn job(&self, id: i64) -> Result<Option<Job>> {
        Ok(self.jobs_where("id = ?1", [id])?.pop())
    }

    /// The latest job about a subject.
    pub fn job_about(&self, kind: &str, subject: i64) -> Result<Option<Job>> {
        Ok(self.jobs_where("kind = ?1 AND subject = ?2 ORDER BY id DESC LIMIT 1", (kind, subject))?.pop())
    }

    /// Jobs that wait or run, of one person or of all, oldest first.
    pub fn open_jobs(&self, asked_by: Option<i64>) -> Result<Vec<Job>> {
        let condition =
            format!("state IN ('queued', 'running') AND kind <> '{HELD}' AND (?1 IS NULL OR asked_by = ?1) ORDER BY id");
        self.jobs_where(&condition, [asked_by])
    }

    /// Jobs that wait, run or are parked, of everybody, oldest first.
    pub fn unfinished_jobs(&self) -> Result<Vec<Job>> {
        self.jobs_where("state IN ('queued', 'running', 'parked') ORDER BY id", ())
    }

    /// Jobs whose workers are at work on a run, held runs included. Exports have numbers of their own.
    pub fn jobs_at_work_on(&self, run: i64) -> Result<Vec<Job>> {
        let mut jobs = self.jobs_where("state = 'running' AND subject = ?1 AND kind <> 'export' ORDER BY id", [run])?;
        jobs.retain(|job| job.is_alive);
        Ok(jobs)
    }

    /// Whether any job may wait for a worker: a look that costs next to nothing.
    pub fn has_open_jobs(&self) -> Result<bool> {
        let sql = format!("SELECT 1 FROM kt_work WHERE state IN ('queued', 'running') AND kind <> '{HELD}' LIMIT 1");
        self.sql.prepare_cached(&sql)?.exists(())
    }

    /// Ends the batches of jobs whose leases ended `millis` ago and more, and of which the server waits for the rest of a stream of rows:
    /// a program that is stopped in the middle of one would keep its locks for ever. Returns how many. In a file nobody can do that.
    pub fn end_stuck_batches(&self, millis: i64) -> Result<u64> {
        let dialect = self.sql.dialect();
        if dialect == Dialect::Sqlite {
            return Ok(0);
        }
        let sql = format!(
            "SELECT CAST(count(*) AS BIGINT) FROM (SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN kt_work w \
             ON a.application_name = '{BATCH_OF}' || w.id || ' ' || w.fence WHERE a.datname = current_database() \
             AND a.state = 'active' AND a.wait_event = 'ClientRead' AND w.state = 'running' AND w.lease_ends < {} - ?1) AS ended",
            dialect.clock()
        );
        self.sql.prepare_cached(&sql)?.query_row([millis], |row| row.get::<i64>(0)).map(i64::unsigned_abs)
    }

    /// Whether the lease still holds, be it late: nobody else took the job.
    pub fn is_leased(&self, lease: Lease) -> Result<bool> {
        let sql = "SELECT 1 FROM kt_work WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        self.sql.prepare_cached(sql)?.exists((lease.job, lease.fence))
    }

    /// The queue in numbers: what waits, runs and is parked.
    pub fn queue_counts(&self) -> Result<Vec<QueueCount>> {
        let sql = format!(
            "SELECT kind, state, count(*), \
             CAST(sum(CASE WHEN state = 'running' AND lease_ends < {} THEN 1 ELSE 0 END) AS BIGINT) FROM kt_work \
             WHERE state IN ('queued', 'running', 'parked') GROUP BY kind, state ORDER BY kind, state",
            self.sql.dialect().clock()
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map((), |row| {
            let (jobs, overdue) = (row.get::<i64>(2)?, row.get::<i64>(3)?);
            Ok(QueueCount { kind: row.get(0)?, state: row.get(1)?, jobs: jobs.unsigned_abs(), overdue: overdue.unsigned_abs() })
        })?;
        rows.collect()
    }

    /// How many seconds the job has waited that waits longest; none when nothing waits.
    pub fn longest_wait(&self, now: jiff::civil::DateTime) -> Result<Option<i64>> {
        let sql = "SELECT min(created_at) FROM kt_work WHERE state = 'queued' AND run_at <= ?1";
        let now_text = crate::values::time_text(now);
        let oldest: Option<Option<String>> =
            self.sql.prepare_cached(sql)?.query_row([now_text.as_str()], |row| row.get(0)).optional()?;
        let Some(oldest) = crate::values::read_time_or_none(oldest.flatten())? else { return Ok(None) };
        Ok(Some(now.duration_since(oldest).as_secs().max(0)))
    }
}
