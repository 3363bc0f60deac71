//! Work in the background: who asked for what, who does it and until when he may be trusted to.
//!
//! In and out: facts; the request is a text only the caller understands. Leases begin and end by the database's clock. A worker
//! writes with the fence it got when it took the job ([`crate::Writer::fence`]): one that lost its lease writes nothing.

mod asked;

use jiff::civil::DateTime;

pub use asked::QueueCount;

use crate::Batch;
use crate::error::{Result, StoreError};
use crate::sql::{Optional, Row};
use crate::values::{read_time, read_time_or_none, time_text};

/// The kind of a job that no worker takes: a program holds a run while it works on it by itself.
pub const HELD: &str = "held";

/// What the batches of a job are called on a server, before its number and its fence.
const BATCH_OF: &str = "kartoteka job ";

/// The right to write for a job: a worker that comes later has a higher fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub job: i64,
    pub fence: i64,
    /// How long it holds from each sign of life on.
    pub millis: i64,
}

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
    /// Higher ones go first, after what is fair between people.
    pub priority: i64,
    /// Not before this moment.
    pub not_before: Option<DateTime>,
    pub created_at: DateTime,
}

/// A job as stored. `state`: queued, running, done, failed, cancelled, parked.
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
    /// Who does it, or did it last.
    pub owner: String,
    /// How often it did not come to its end and was tried again.
    pub failures: i64,
    /// JSON: why it rests or is parked; empty otherwise.
    pub reason: String,
    /// Running, and its worker gave a sign of life in time.
    pub is_alive: bool,
}

/// What a sign of life is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    GoOn,
    /// Somebody wants it stopped.
    Stop,
    /// Somebody else has the job.
    Lost,
}

/// Whoever reads a job gets these, in this order; the last one needs the database's clock.
fn columns(now: &str) -> String {
    format!(
        "id, kind, subject, request, state, asked_by, run_at, created_at, finished_at, attempt, fence, result, priority, owner, \
         failures, reason, CAST(CASE WHEN state = 'running' AND lease_ends >= {now} THEN 1 ELSE 0 END AS BIGINT)"
    )
}

/// What may be taken: its time has come and nobody has it. Parameter 1 is the moment that `run_at` is compared with.
fn free(now: &str) -> String {
    format!(
        "kind <> '{HELD}' AND ((state = 'queued' AND run_at <= ?1 AND rests_until <= {now}) \
         OR (state = 'running' AND lease_ends < {now}))"
    )
}

impl Batch<'_> {
    /// Nobody else changes the queue until the batch ends; in a file nobody else writes at all.
    pub fn lock_queue(&self) -> Result<()> {
        let sql = format!("SELECT value FROM kt_meta WHERE key = 'queue'{}", self.sql.dialect().keep_locked());
        self.sql.prepare_cached(&sql)?.exists(()).map(|_| ())
    }

    pub fn create_job(&self, new: &NewJob) -> Result<i64> {
        let id = self.take_number("job")?;
        let sql = "INSERT INTO kt_work (id, kind, subject, request, state, asked_by, run_at, created_at, priority) \
                   VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?7, ?8)";
        let (run_at, at) = (new.not_before.map(time_text).unwrap_or_default(), time_text(new.created_at));
        let parameters = (id, &new.kind, new.subject, &new.request, new.asked_by, run_at.as_str(), at.as_str(), new.priority);
        self.sql.prepare_cached(sql)?.execute(parameters)?;
        Ok(id)
    }

    /// Jobs that may be taken, in the order that is fair: first of people of whose jobs the fewest run, then what is urgent,
    /// then of people who were served the longest time ago, then the oldest.
    pub fn free_jobs(&self, now: DateTime) -> Result<Vec<Job>> {
        let clock = self.sql.dialect().clock();
        let sql = format!(
            "SELECT {} FROM kt_work j WHERE {} ORDER BY \
             (SELECT count(*) FROM kt_work r WHERE r.asked_by = j.asked_by AND r.state = 'running' AND r.lease_ends >= {clock}), \
             priority DESC, (SELECT coalesce(max(r.taken_at), 0) FROM kt_work r WHERE r.asked_by = j.asked_by), id",
            columns(clock),
            free(clock)
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map([time_text(now).as_str()], |row| Ok(read_job(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Takes a job that waits, or whose worker's lease ended; nobody else gets it for so many milliseconds. `None`: it is
    /// another's, or its time has not come.
    pub fn take_job(&self, id: i64, owner: &str, now: DateTime, millis: i64) -> Result<Option<Job>> {
        let dialect = self.sql.dialect();
        let clock = dialect.clock();
        // On a server a worker that is slow, but writes a batch at this moment, keeps its job: the batch locks the row.
        let sql = format!(
            "UPDATE kt_work SET state = 'running', owner = ?2, lease_ends = {clock} + ?4, taken_at = {clock}, stops = 0, \
             attempt = attempt + 1, fence = fence + 1 \
             WHERE id = (SELECT id FROM kt_work WHERE {} AND id = ?3{}) RETURNING {}",
            free(clock),
            dialect.pass_locked(),
            columns(clock)
        );
        let now = time_text(now);
        let mut statement = self.sql.prepare_cached(&sql)?;
        statement.query_row((now.as_str(), owner, id, millis), |row| Ok(read_job(row))).optional()?.transpose()
    }

    /// A run that a program works on by itself, as a job nobody takes.
    pub fn hold_job(&self, new: &NewJob, owner: &str, millis: i64) -> Result<Lease> {
        let job = self.create_job(new)?;
        let sql = format!(
            "UPDATE kt_work SET state = 'running', owner = ?2, lease_ends = {} + ?3, attempt = 1, fence = 1 WHERE id = ?1",
            self.sql.dialect().clock()
        );
        self.sql.prepare_cached(&sql)?.execute((job, owner, millis))?;
        Ok(Lease { job, fence: 1, millis })
    }

    /// Says that the worker is still there.
    pub fn extend_job(&self, lease: Lease) -> Result<Life> {
        let dialect = self.sql.dialect();
        let sql = format!(
            "UPDATE kt_work SET lease_ends = {} + ?3 WHERE id = (SELECT id FROM kt_work \
             WHERE id = ?1 AND fence = ?2 AND state = 'running'{}) RETURNING stops",
            dialect.clock(),
            dialect.pass_locked()
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let stops: Option<i64> = statement.query_row((lease.job, lease.fence, lease.millis), |row| row.get(0)).optional()?;
        Ok(match stops {
            Some(0) => Life::GoOn,
            Some(_) => Life::Stop,
            // Locked by the worker's own batch, which is a sign of life, or gone.
            None if self.is_leased(lease)? => Life::GoOn,
            None => Life::Lost,
        })
    }

    /// Ends a job with a state and what came of it; `false` when it is no longer the worker's.
    pub fn finish_job(&self, lease: Lease, state: &str, result: &str, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_work SET state = ?3, result = ?4, finished_at = ?5, lease_ends = 0, reason = '' \
                   WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        let at = time_text(at);
        Ok(self.sql.prepare_cached(sql)?.execute((lease.job, lease.fence, state, result, at.as_str()))? == 1)
    }

    /// Puts a running job back into the queue, as when the program ends in order: that is no attempt that failed.
    pub fn return_job(&self, lease: Lease) -> Result<bool> {
        let sql = "UPDATE kt_work SET state = 'queued', lease_ends = 0, attempt = attempt - 1 \
                   WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute((lease.job, lease.fence))? == 1)
    }

    /// Puts a job back that could not be done now: it rests so many milliseconds.
    pub fn postpone_job(&self, lease: Lease, millis: i64, reason: &str) -> Result<bool> {
        let sql = format!(
            "UPDATE kt_work SET state = 'queued', lease_ends = 0, failures = failures + 1, reason = ?4, \
             rests_until = {} + ?3 WHERE id = ?1 AND fence = ?2 AND state = 'running'",
            self.sql.dialect().clock()
        );
        Ok(self.sql.prepare_cached(&sql)?.execute((lease.job, lease.fence, millis, reason))? == 1)
    }

    /// Takes a job out of the queue, with the reason, until somebody lets it go on.
    pub fn park_job(&self, lease: Lease, reason: &str, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_work SET state = 'parked', lease_ends = 0, failures = failures + 1, reason = ?3, finished_at = ?4 \
                   WHERE id = ?1 AND fence = ?2 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute((lease.job, lease.fence, reason, time_text(at).as_str()))? == 1)
    }

    /// Lets a parked job go on, as if it had never failed.
    pub fn unpark_job(&self, id: i64) -> Result<bool> {
        let sql = "UPDATE kt_work SET state = 'queued', attempt = 0, failures = 0, rests_until = 0, reason = '', \
                   finished_at = NULL WHERE id = ?1 AND state = 'parked'";
        Ok(self.sql.prepare_cached(sql)?.execute([id])? == 1)
    }

    /// Ends the leases of a worker that is certainly gone; returns how many.
    pub fn end_leases(&self, owner: &str) -> Result<u64> {
        let sql = "UPDATE kt_work SET lease_ends = 0 WHERE owner = ?1 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute([owner])? as u64)
    }

    /// Takes a job out of the queue before anybody began it, or one that is parked.
    pub fn cancel_job(&self, id: i64, at: DateTime) -> Result<bool> {
        let sql = "UPDATE kt_work SET state = 'cancelled', finished_at = ?2 WHERE id = ?1 AND state IN ('queued', 'parked')";
        Ok(self.sql.prepare_cached(sql)?.execute((id, time_text(at).as_str()))? == 1)
    }

    /// Takes everything out of the queue: a register that was put back from a copy does nothing by itself.
    pub fn cancel_all_jobs(&self, at: DateTime) -> Result<u64> {
        let sql = "UPDATE kt_work SET state = 'cancelled', finished_at = ?1, lease_ends = 0 \
                   WHERE state IN ('queued', 'running', 'parked')";
        Ok(self.sql.prepare_cached(sql)?.execute([time_text(at).as_str()])? as u64)
    }

    /// Tells the worker of a job, on whatever node, to stop where that is safe.
    pub fn stop_job(&self, id: i64) -> Result<bool> {
        let sql = "UPDATE kt_work SET stops = 1 WHERE id = ?1 AND state = 'running'";
        Ok(self.sql.prepare_cached(sql)?.execute([id])? == 1)
    }

    /// Gives a held run back.
    pub fn drop_held(&self, lease: Lease) -> Result<()> {
        let sql = format!("DELETE FROM kt_work WHERE id = ?1 AND fence = ?2 AND kind = '{HELD}'");
        self.sql.prepare_cached(&sql)?.execute((lease.job, lease.fence)).map(|_| ())
    }

    /// Gives back what programs held that are gone.
    pub fn drop_dead(&self) -> Result<u64> {
        let dialect = self.sql.dialect();
        let sql = format!(
            "DELETE FROM kt_work WHERE id IN (SELECT id FROM kt_work WHERE kind = '{HELD}' AND lease_ends < {}{})",
            dialect.clock(),
            dialect.pass_locked()
        );
        Ok(self.sql.prepare_cached(&sql)?.execute(())? as u64)
    }

    /// Forgets jobs that ended before a time; returns how many. Parked ones are kept.
    pub fn forget_jobs(&self, before: DateTime) -> Result<u64> {
        let sql = "DELETE FROM kt_work WHERE finished_at < ?1 AND state <> 'parked'";
        Ok(self.sql.prepare_cached(sql)?.execute([time_text(before).as_str()])? as u64)
    }
}

/// What a batch does that is written for a job.
impl Batch<'_> {
    /// Nothing is begun in vain; and on a server nobody takes the job until the batch ends.
    pub(crate) fn refuse_lost(&self) -> Result<()> {
        let Some(lease) = self.lease else { return Ok(()) };
        self.sql.limit_silence(lease.millis, &format!("{BATCH_OF}{} {}", lease.job, lease.fence))?;
        let sql = format!(
            "SELECT 1 FROM kt_work WHERE id = ?1 AND fence = ?2 AND state = 'running'{}",
            self.sql.dialect().keep_locked()
        );
        let is_leased = self.sql.prepare_cached(&sql)?.exists((lease.job, lease.fence))?;
        if is_leased { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    /// The last statement before the commit: what is committed was the worker's to write, and is a sign of life.
    pub(crate) fn keep_lease(&self) -> Result<()> {
        let Some(lease) = self.lease else { return Ok(()) };
        let sql = format!(
            "UPDATE kt_work SET lease_ends = {} + ?3 WHERE id = ?1 AND fence = ?2 AND state = 'running'",
            self.sql.dialect().clock()
        );
        let kept = self.sql.prepare_cached(&sql)?.execute((lease.job, lease.fence, lease.millis))?;
        if kept == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }
}

fn read_job(row: Row<'_>) -> Result<Job> {
    let not_before: String = row.get(6)?;
    let new = NewJob {
        kind: row.get(1)?,
        subject: row.get(2)?,
        request: row.get(3)?,
        asked_by: row.get(5)?,
        priority: row.get(12)?,
        not_before: read_time_or_none(Some(not_before).filter(|text| !text.is_empty()))?,
        created_at: read_time(&row.get::<String>(7)?)?,
    };
    Ok(Job {
        id: row.get(0)?,
        new,
        state: row.get(4)?,
        finished_at: read_time_or_none(row.get(8)?)?,
        attempt: row.get(9)?,
        fence: row.get(10)?,
        result: row.get(11)?,
        owner: row.get(13)?,
        failures: row.get(14)?,
        reason: row.get(15)?,
        is_alive: row.get::<i64>(16)? == 1,
    })
}
