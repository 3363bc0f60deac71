//! The queue of work that goes on without the person who asked for it.
//!
//! In: what is to be done and for whom. Out: jobs, one worker each, fairly between people. A worker holds a lease by the database's
//! clock and writes with its fence, so workers on several machines need nothing but the database. What a job does is the
//! worker's business.

use jiff::ToSpan as _;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::run::State;
use kartoteka_store::{Batch, Conn, HELD, ImportFilter, Job, Lease, NewJob, RunKind};
use serde_json::{Map, Value, json};

pub use kartoteka_store::Life;

pub use crate::check_import::{Helped, Helping};

use crate::actor::Actor;
use crate::at_work::{BEGUN, sign_of_life};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::manage_settings::WORK_LEASE_SECONDS;
use crate::manage_tokens::Scope;
use crate::progress::Watch;
use crate::sign_in::later;
use crate::{Engine, store_error};

/// The kind of work that writes the records of an import: of one record type one at a time.
pub const RUN: &str = "run-import";
/// The kind of work whose subject is the number of an export.
pub const EXPORT: &str = "export";
/// Kinds that people wait for at a page.
const URGENT: [&str; 2] = ["check-import", "auto-import"];
/// Days a job that ended is remembered.
const MEMORY_DAYS: i64 = 30;
/// The member of a request that names the scopes of the token it was made with.
const SCOPES: &str = "scopes";
/// Open jobs one person may have.
pub const MOST_OPEN: usize = 100;
/// Workers that may die over one job before it is parked.
pub const MOST_ATTEMPTS: i64 = 5;
/// How often is tried again what may pass, as a database that does not answer, before the job is parked.
const MOST_PASSING: i64 = 8;
/// The same for faults of the program.
const MOST_FAULTS: i64 = 2;
/// The first rest before another try; each one after is twice as long.
const FIRST_REST_SECONDS: i64 = 2;
const LONGEST_REST_SECONDS: i64 = 300;
/// Why a job is parked whose workers died.
const WORKERS_DIED: &str = "job-workers-died";

/// Work to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// What kind of work: the worker's word.
    pub kind: String,
    /// Number of the import or export it is about.
    pub subject: Option<i64>,
    /// JSON: what the worker needs besides.
    pub request: String,
}

/// Work that a worker took.
#[derive(Clone, Debug)]
pub struct Taken {
    pub id: i64,
    pub work: Work,
    /// Who asked. `None`: that person may not act any more.
    pub actor: Option<Actor>,
    pub user: i64,
    /// From 1; more than 1 when an earlier worker did not come to the end.
    pub attempt: i64,
    failures: i64,
    lease: Lease,
}

impl Taken {
    /// The same watch for the verb that does it: what is written is fenced.
    pub fn watch(&self, watch: Watch) -> Watch {
        watch.under(self.lease)
    }

    /// How long nobody else takes it after a sign of life.
    pub fn lease_seconds(&self) -> f64 {
        self.lease.millis as f64 / 1000.0
    }
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Done,
    Failed,
    Cancelled,
}

impl Ended {
    pub fn word(self) -> &'static str {
        match self {
            Ended::Done => "done",
            Ended::Failed => "failed",
            Ended::Cancelled => "cancelled",
        }
    }
}

/// What becomes of a job that came to no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is tried again after a rest.
    Again { seconds: i64 },
    /// It failed too often: an administrator looks at it.
    Parked,
    /// Trying again changes nothing.
    Failed,
    /// Another worker has it: nothing is written.
    Lost,
}

impl Fate {
    /// What an error means for a job that was tried again so often already.
    pub fn of(error: &Error, failures: i64) -> Fate {
        let most = match error {
            Error::Refusal(refusal) if refusal.code == crate::error::LEASE_LOST => return Fate::Lost,
            Error::Refusal(refusal) if crate::error::MAY_PASS.contains(&refusal.code) => MOST_PASSING,
            Error::Fault(_) => MOST_FAULTS,
            Error::Refusal(_) | Error::Stopped => return Fate::Failed,
        };
        if failures >= most {
            return Fate::Parked;
        }
        let doubled = FIRST_REST_SECONDS.saturating_mul(1 << failures.clamp(0, 30));
        Fate::Again { seconds: doubled.min(LONGEST_REST_SECONDS) }
    }
}

impl Engine {
    /// Puts work into the queue. The verb that does it asks for the permission, as always; asking again for what is
    /// already waiting or running gives the same job.
    pub fn queue_work(&self, actor: &Actor, work: &Work) -> Result<i64> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_queue().map_err(store_error)?;
        let all = batch.unfinished_jobs().map_err(store_error)?;
        let is_same = |job: &Job| work.subject.is_some() && job.new.subject == work.subject && job.new.kind == work.kind;
        let (parked, open): (Vec<&Job>, Vec<&Job>) = all
            .iter()
            .filter(|job| job.new.asked_by == actor.number() && job.new.kind != HELD)
            .partition(|job| job.state == "parked");
        if let Some(same) = open.iter().find(|job| is_same(job)) {
            return Ok(same.id);
        }
        if open.len() >= MOST_OPEN {
            return Err(Refusal::new(RefusalKind::Conflict, "too-many-jobs").with("n", MOST_OPEN).into());
        }
        // Somebody goes on with what was put aside.
        for job in parked.iter().filter(|job| is_same(job)) {
            batch.cancel_job(job.id, self.moment()).map_err(store_error)?;
        }
        let new = NewJob {
            kind: work.kind.clone(),
            subject: work.subject,
            request: with_scopes(&work.request, actor),
            asked_by: actor.number(),
            priority: i64::from(URGENT.contains(&work.kind.as_str())),
            not_before: None,
            created_at: self.moment(),
        };
        let id = batch.create_job(&new).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    /// The next job for a worker of this program, with the rights its owner has now.
    pub fn take_work(&self) -> Result<Option<Taken>> {
        // Looking is free, taking is a write: an empty queue costs no write.
        if !self.store.reader().map_err(store_error)?.has_open_jobs().map_err(store_error)? {
            return Ok(None);
        }
        let millis = self.lease_millis()?;
        self.node.be_there()?;
        let mut writer = self.store.writer().map_err(store_error)?;
        // While a long batch is written into a file nothing begins; the worker asks again soon.
        let Some(batch) = writer.try_begin_queue().map_err(store_error)? else { return Ok(None) };
        let Some(job) = self.next_job(&batch, millis)? else { return Ok(None) };
        let lease = Lease { job: job.id, fence: job.fence, millis };
        // A try that ended, and why it did, was noted: nobody died over it.
        let is_poison = job.attempt - job.failures > MOST_ATTEMPTS;
        if is_poison {
            batch.park_job(lease, &reason(WORKERS_DIED), self.moment()).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)?;
        let work = Work { kind: job.new.kind, subject: job.new.subject, request: job.new.request };
        if is_poison {
            self.put_aside(&work)?;
            return self.take_work();
        }
        self.node.took();
        let reader = self.store.reader().map_err(store_error)?;
        self.follow_types(&reader)?;
        let actor = self.actor_by_number(&reader, RecordId(job.new.asked_by)).ok();
        let actor = actor.map(|actor| Actor { scopes: scopes_of(&work.request), ..actor });
        let (user, attempt, failures) = (job.new.asked_by, job.attempt, job.failures);
        Ok(Some(Taken { id: job.id, work, actor, user, attempt, failures, lease }))
    }

    /// Takes the first free job that nothing keeps back.
    fn next_job(&self, batch: &Batch<'_>, millis: i64) -> Result<Option<Job>> {
        let now = self.moment();
        let free = batch.free_jobs(now).map_err(store_error)?;
        let mut at_work = batch.unfinished_jobs().map_err(store_error)?;
        at_work.retain(|job| job.state == "running");
        for job in &free {
            if self.is_kept_back(batch, job, &at_work)? {
                continue;
            }
            if let Some(taken) = batch.take_job(job.id, self.node.name(), now, millis).map_err(store_error)? {
                return Ok(Some(taken));
            }
        }
        Ok(None)
    }

    /// Somebody is at work on the same run, or a run of the same record type is at work.
    fn is_kept_back(&self, conn: &Conn, job: &Job, at_work: &[Job]) -> Result<bool> {
        let (kind, Some(subject)) = (job.new.kind.as_str(), job.new.subject) else { return Ok(false) };
        let is_on_it = |other: &&Job| {
            other.id != job.id
                && other.is_alive
                && other.new.subject == job.new.subject
                && (other.new.kind == EXPORT) == (kind == EXPORT)
        };
        if at_work.iter().any(|other| is_on_it(&other)) {
            return Ok(true);
        }
        // One whose lease ended goes on where it was.
        if kind != RUN || job.state == "running" {
            return Ok(false);
        }
        Ok(self.first_of(conn, subject, &at_work.iter().collect::<Vec<_>>())?.is_some())
    }

    /// The run of the same type that goes before this one: at work, or asked for earlier.
    pub fn goes_first(&self, import: i64) -> Result<Option<i64>> {
        let reader = self.store.reader().map_err(store_error)?;
        let open = reader.unfinished_jobs().map_err(store_error)?;
        let own = open.iter().find(|job| job.new.kind == RUN && job.new.subject == Some(import)).map(|job| job.id);
        let before = |job: &&Job| {
            let is_open = job.state == "running" || job.state == "queued" && own.is_none_or(|own| job.id < own);
            job.new.subject != Some(import) && is_open
        };
        self.first_of(&reader, import, &open.iter().filter(before).collect::<Vec<_>>())
    }

    /// The first of these jobs, be it one of a worker or of a program by itself, that writes records of the same type.
    fn first_of(&self, conn: &Conn, import: i64, jobs: &[&Job]) -> Result<Option<i64>> {
        let Some(own) = conn.import(import).map_err(store_error)? else { return Ok(None) };
        for job in jobs.iter().filter(|job| job.new.kind == RUN || job.new.kind == HELD && job.is_alive) {
            let Some(other) = job.new.subject.filter(|other| *other != import) else { continue };
            let Some(other) = conn.import(other).map_err(store_error)? else { continue };
            let writes =
                job.new.kind == RUN || matches!(other.kind, RunKind::Import | RunKind::Edit) && other.state == State::Running;
            if writes && other.type_key == own.type_key {
                return Ok(Some(other.id));
            }
        }
        Ok(None)
    }

    /// Milliseconds after which a worker that gave no sign of life is gone.
    pub(crate) fn lease_millis(&self) -> Result<i64> {
        let seconds = self.number_setting(WORK_LEASE_SECONDS)?;
        Ok(i64::try_from(seconds).unwrap_or(0).max(1) * 1000)
    }

    /// The worker is still there; what it is to do now. To be said several times a lease: while a long batch is written
    /// into a file nothing is noted, the batch itself says it.
    pub fn keep_work(&self, taken: &Taken) -> Result<Life> {
        sign_of_life(&self.store, taken.lease).map_err(store_error)
    }

    /// The job ended; `result` is JSON for whoever asked. `false`: another worker has it, and nothing was noted.
    pub fn finish_work(&self, taken: &Taken, ended: Ended, result: &str) -> Result<bool> {
        let now = self.moment();
        let before = later(now, (-MEMORY_DAYS).days())?;
        self.let_go(|batch| {
            let is_ours = batch.finish_job(taken.lease, ended.word(), result, now)?;
            batch.forget_jobs(before)?;
            Ok(is_ours)
        })
    }

    /// The program ends in order: another worker, or the next start, goes on.
    pub fn return_work(&self, taken: &Taken) -> Result<bool> {
        self.let_go(|batch| batch.return_job(taken.lease))
    }

    /// The job came to no end. Whoever looks sees why, as `{"code": …, "params": …}`.
    pub fn give_up_work(&self, taken: &Taken, fate: Fate, reason: &str) -> Result<bool> {
        let now = self.moment();
        match fate {
            Fate::Again { seconds } => self.let_go(|batch| batch.postpone_job(taken.lease, seconds * 1000, reason)),
            Fate::Parked => {
                let is_ours = self.let_go(|batch| batch.park_job(taken.lease, reason, now))?;
                if is_ours {
                    self.put_aside(&taken.work)?;
                }
                Ok(is_ours)
            }
            Fate::Failed => self.finish_work(taken, Ended::Failed, reason),
            Fate::Lost => {
                self.node.gave_back();
                Ok(false)
            }
        }
    }

    /// What becomes of a job after this error.
    pub fn fate_of(&self, taken: &Taken, error: &Error) -> Fate {
        Fate::of(error, taken.failures)
    }

    fn let_go(&self, end: impl FnOnce(&Batch<'_>) -> kartoteka_store::Result<bool>) -> Result<bool> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_queue().map_err(store_error)?;
        let is_ours = end(&batch).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        self.node.gave_back();
        Ok(is_ours)
    }

    /// What a parked job was about is left where a person finds it: stopped, a draft again, or an export that failed.
    fn put_aside(&self, work: &Work) -> Result<()> {
        let Some(subject) = work.subject else { return Ok(()) };
        if work.kind == EXPORT {
            return self.leave_export(subject);
        }
        let reader = self.store.reader().map_err(store_error)?;
        let back = ImportFilter { of_import: Some(subject), states: BEGUN.to_vec(), ..ImportFilter::default() };
        let mut runs = reader.imports(&back).map_err(store_error)?;
        runs.extend(reader.import(subject).map_err(store_error)?.filter(|run| BEGUN.contains(&run.state)));
        runs.iter().try_for_each(|run| self.leave_interrupted(run))
    }
}

/// Why a job rests or is parked.
fn reason(code: &str) -> String {
    json!({ "code": code, "params": [] }).to_string()
}

/// The request as it is kept: work that was asked for through a token is done with no more than the token's scopes.
fn with_scopes(request: &str, actor: &Actor) -> String {
    let Some(scopes) = &actor.scopes else { return request.to_owned() };
    let mut members: Map<String, Value> = serde_json::from_str(request).unwrap_or_default();
    members.insert(SCOPES.to_owned(), scopes.iter().map(|scope| scope.word()).collect());
    Value::Object(members).to_string()
}

fn scopes_of(request: &str) -> Option<Vec<Scope>> {
    let members: Map<String, Value> = serde_json::from_str(request).unwrap_or_default();
    let words = members.get(SCOPES)?.as_array()?;
    Some(words.iter().filter_map(|word| Scope::from_word(word.as_str()?)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;

    #[test]
    fn what_may_pass_is_tried_again_with_growing_rests_and_then_parked() {
        let gone = || -> Error { Refusal::new(RefusalKind::Unavailable, "database-unreachable").into() };
        let rests = (0..MOST_PASSING).map(|failures| Fate::of(&gone(), failures)).collect::<Vec<_>>();
        let expected = [2, 4, 8, 16, 32, 64, 128, 256].map(|seconds| Fate::Again { seconds });
        assert_eq!(rests, expected);
        assert_eq!(Fate::of(&gone(), MOST_PASSING), Fate::Parked);
        let fault = || Error::Fault(Fault { what: String::new(), source: None });
        assert_eq!((Fate::of(&fault(), 1), Fate::of(&fault(), 2)), (Fate::Again { seconds: 4 }, Fate::Parked));
        let refused: Error = Refusal::new(RefusalKind::Forbidden, "permission-denied").into();
        assert_eq!(Fate::of(&refused, 0), Fate::Failed);
        let lost: Error = Refusal::new(RefusalKind::Conflict, crate::error::LEASE_LOST).into();
        assert_eq!(Fate::of(&lost, 0), Fate::Lost);
    }
}
