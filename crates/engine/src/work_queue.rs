//! The queue of work that goes on without the person who asked for it.
//!
//! In: what is to be done and for whom. Out: jobs, one worker each. A worker holds a lease and writes with its fence, so
//! workers on several machines need nothing but the database. What a job does is the worker's business.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::run::State;
use kartoteka_store::{Conn, ImportFilter, Job, NewJob, RunKind};
use serde_json::{Map, Value};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::imports::of_type;
use crate::manage_tokens::Scope;
use crate::sign_in::later;
use crate::{Engine, store_error};

/// A worker that says nothing for so long is gone.
pub const LEASE_SECONDS: i64 = 60;
/// The kind of work that writes the records of an import: of one record type one at a time.
pub const RUN: &str = "run-import";
/// Days a job that ended is remembered.
const MEMORY_DAYS: i64 = 30;
/// The member of a request that names the scopes of the token it was made with.
const SCOPES: &str = "scopes";
/// Open jobs one person may have.
pub const MOST_OPEN: usize = 100;

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
    fence: i64,
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

/// A job as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    pub id: i64,
    pub work: Work,
    /// `queued`, `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    pub user: i64,
    pub created_at: DateTime,
    pub finished_at: Option<DateTime>,
    /// JSON: what came of it.
    pub result: String,
}

impl JobView {
    fn of(job: Job) -> JobView {
        JobView {
            id: job.id,
            work: Work { kind: job.new.kind, subject: job.new.subject, request: job.new.request },
            state: job.state,
            user: job.new.asked_by,
            created_at: job.new.created_at,
            finished_at: job.finished_at,
            result: job.result,
        }
    }

    pub fn is_open(&self) -> bool {
        ["queued", "running"].contains(&self.state.as_str())
    }
}

impl Engine {
    /// Puts work into the queue. The verb that does it asks for the permission, as always; asking again for what is
    /// already waiting or running gives the same job.
    pub fn queue_work(&self, actor: &Actor, work: &Work) -> Result<i64> {
        let now = self.moment();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let open = batch.open_jobs(Some(actor.number())).map_err(store_error)?;
        let is_same = |job: &&Job| work.subject.is_some() && job.new.subject == work.subject && job.new.kind == work.kind;
        if let Some(same) = open.iter().find(is_same) {
            return Ok(same.id);
        }
        if open.len() >= MOST_OPEN {
            return Err(Refusal::new(RefusalKind::Conflict, "too-many-jobs").with("n", MOST_OPEN).into());
        }
        let new = NewJob {
            kind: work.kind.clone(),
            subject: work.subject,
            request: with_scopes(&work.request, actor),
            asked_by: actor.number(),
            run_at: now,
            created_at: now,
        };
        let id = batch.create_job(&new).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(id)
    }

    /// The next job for a worker, with the rights its owner has now.
    pub fn take_work(&self, owner: &str) -> Result<Option<Taken>> {
        let now = self.moment();
        // Looking is free, taking is a write: an empty queue costs no write.
        if self.store.reader().map_err(store_error)?.open_jobs(None).map_err(store_error)?.is_empty() {
            return Ok(None);
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        // While a long batch is written nothing begins; the worker asks again soon.
        let Some(batch) = writer.try_begin().map_err(store_error)? else { return Ok(None) };
        let mut open = batch.open_jobs(None).map_err(store_error)?;
        open.sort_by_key(|job| (job.new.run_at, job.id));
        let until = later(now, LEASE_SECONDS.seconds())?;
        let mut taken = None;
        for job in &open {
            // One whose lease ended goes on where it was; one that has not begun waits for a run of the same type.
            if job.state == "queued" && self.is_kept_back(&batch, job, &open)? {
                continue;
            }
            taken = batch.take_job(job.id, owner, now, until).map_err(store_error)?;
            if taken.is_some() {
                break;
            }
        }
        let Some(job) = taken else { return Ok(None) };
        batch.commit().map_err(store_error)?;
        let reader = self.store.reader().map_err(store_error)?;
        self.follow_types(&reader)?;
        let actor = self.actor_by_number(&reader, RecordId(job.new.asked_by)).ok();
        let actor = actor.map(|actor| Actor { scopes: scopes_of(&job.new.request), ..actor });
        let work = Work { kind: job.new.kind, subject: job.new.subject, request: job.new.request };
        Ok(Some(Taken { id: job.id, work, actor, user: job.new.asked_by, attempt: job.attempt, fence: job.fence }))
    }

    /// A run of the same record type is at work.
    fn is_kept_back(&self, conn: &Conn, job: &Job, open: &[Job]) -> Result<bool> {
        let (RUN, Some(import)) = (job.new.kind.as_str(), job.new.subject) else { return Ok(false) };
        let at_work: Vec<&Job> = open.iter().filter(|other| other.state == "running").collect();
        Ok(self.first_of(conn, import, &at_work)?.is_some())
    }

    /// The run of the same type that goes before this one: at work, or asked for earlier.
    pub fn goes_first(&self, import: i64) -> Result<Option<i64>> {
        let reader = self.store.reader().map_err(store_error)?;
        let open = reader.open_jobs(None).map_err(store_error)?;
        let own = open.iter().find(|job| job.new.kind == RUN && job.new.subject == Some(import)).map(|job| job.id);
        let before =
            |job: &&Job| job.new.subject != Some(import) && (job.state == "running" || own.is_none_or(|own| job.id < own));
        self.first_of(&reader, import, &open.iter().filter(before).collect::<Vec<_>>())
    }

    /// The first of these jobs, or else the run of another program, that writes records of the same type.
    fn first_of(&self, conn: &Conn, import: i64, jobs: &[&Job]) -> Result<Option<i64>> {
        let Some(own) = conn.import(import).map_err(store_error)? else { return Ok(None) };
        for job in jobs.iter().filter(|job| job.new.kind == RUN) {
            let Some(other) = job.new.subject else { continue };
            if conn.import(other).map_err(store_error)?.is_some_and(|other| other.type_key == own.type_key) {
                return Ok(Some(other));
            }
        }
        let filter = ImportFilter { states: vec![State::Running], ..of_type(&own.type_key) };
        for other in conn.imports(&filter).map_err(store_error)? {
            let writes = matches!(other.kind, RunKind::Import | RunKind::Edit) && other.id != import;
            if writes && self.is_at_work(other.id)? {
                return Ok(Some(other.id));
            }
        }
        Ok(None)
    }

    /// The worker is still there. `false`: somebody else has the job now, stop. To be said several times a lease: while
    /// a long batch is written nothing is noted.
    pub fn keep_work(&self, taken: &Taken) -> Result<bool> {
        let until = later(self.moment(), LEASE_SECONDS.seconds())?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let Some(batch) = writer.try_begin().map_err(store_error)? else { return Ok(true) };
        let is_kept = batch.extend_job(taken.id, taken.fence, until).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(is_kept)
    }

    /// The job ended; `result` is JSON for whoever asked.
    pub fn finish_work(&self, taken: &Taken, ended: Ended, result: &str) -> Result<()> {
        let now = self.moment();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.finish_job(taken.id, taken.fence, ended.word(), result, now).map_err(store_error)?;
        batch.forget_jobs(later(now, (-MEMORY_DAYS).days())?).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// The program ends in order: another worker, or the next start, goes on.
    pub fn return_work(&self, taken: &Taken) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.return_job(taken.id, taken.fence).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Everything that was running waits again: for a program that is the only one on its data directory and just began.
    /// On a server another one may be at work: there only the end of a lease gives its job to somebody else.
    pub fn return_all_work(&self) -> Result<u64> {
        if self.config.database.is_some() {
            return Ok(0);
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let returned = batch.return_all_jobs().map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(returned)
    }

    /// A job of the actor's own; an administrator sees all.
    pub fn job(&self, actor: &Actor, id: i64) -> Result<JobView> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.job(id).map_err(store_error)?.map(JobView::of);
        let own = found.filter(|job| job.user == actor.number() || actor.is_administrator());
        own.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "job-unknown").into())
    }

    /// The latest job of a kind about an import or export.
    pub fn job_about(&self, kind: &str, subject: i64) -> Result<Option<JobView>> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(reader.job_about(kind, subject).map_err(store_error)?.map(JobView::of))
    }

    /// The actor's jobs that wait or run, oldest first.
    pub fn open_work(&self, actor: &Actor) -> Result<Vec<JobView>> {
        let reader = self.store.reader().map_err(store_error)?;
        let open = reader.open_jobs(Some(actor.number())).map_err(store_error)?;
        Ok(open.into_iter().map(JobView::of).collect())
    }

    /// Jobs about an import or export that wait or run, whoever asked.
    pub fn open_work_about(&self, subject: i64) -> Result<Vec<JobView>> {
        let reader = self.store.reader().map_err(store_error)?;
        let open = reader.open_jobs(None).map_err(store_error)?;
        Ok(open.into_iter().filter(|job| job.new.subject == Some(subject)).map(JobView::of).collect())
    }

    /// Takes a job out of the queue; `false` when it runs already and its worker must be told.
    pub fn unqueue_work(&self, actor: &Actor, id: i64) -> Result<bool> {
        self.job(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let is_out = batch.cancel_job(id, self.moment()).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(is_out)
    }
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
