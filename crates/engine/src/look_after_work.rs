//! Looking after the queue: what one asked for, what is open about an import, and for administrators what was parked.
//!
//! In: an actor, numbers of jobs. Out: views. Lets a parked job go on, takes one out, or tells its worker to stop.

use jiff::civil::DateTime;
use kartoteka_store::{HELD, Job, QueueCount};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::export_records::give_up_export;
use crate::work_queue::{EXPORT, Work};
use crate::{Engine, store_error};

/// A job as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    pub id: i64,
    pub work: Work,
    /// `queued`, `running`, `done`, `failed`, `cancelled`, `parked`.
    pub state: String,
    pub user: i64,
    pub created_at: DateTime,
    pub finished_at: Option<DateTime>,
    /// JSON: what came of it; of a parked one why.
    pub result: String,
    /// Machine, process and letters of chance of the program that does it, or did it last.
    pub owner: String,
    /// How often a worker began it.
    pub attempts: i64,
    /// JSON: why it rests or is parked; empty otherwise.
    pub reason: String,
    /// Running, and its worker gives signs of life.
    pub is_alive: bool,
}

impl JobView {
    fn of(job: Job) -> JobView {
        let result = if job.state == "parked" { job.reason.clone() } else { job.result };
        JobView {
            id: job.id,
            work: Work { kind: job.new.kind, subject: job.new.subject, request: job.new.request },
            state: job.state,
            user: job.new.asked_by,
            created_at: job.new.created_at,
            finished_at: job.finished_at,
            result,
            owner: job.owner,
            attempts: job.attempt,
            reason: job.reason,
            is_alive: job.is_alive,
        }
    }

    pub fn is_open(&self) -> bool {
        ["queued", "running"].contains(&self.state.as_str())
    }

    /// It came to no end by itself, and `result` says why.
    pub fn has_failed(&self) -> bool {
        ["failed", "parked"].contains(&self.state.as_str())
    }
}

/// The queue in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueView {
    pub counts: Vec<QueueCount>,
    /// Seconds the job has waited that waits longest; none when nothing waits.
    pub longest_wait: Option<i64>,
}

impl QueueView {
    /// Jobs in a state.
    pub fn in_state(&self, state: &str) -> u64 {
        self.counts.iter().filter(|count| count.state == state && count.kind != HELD).map(|count| count.jobs).sum()
    }

    /// Running jobs whose workers gave no sign of life in time.
    pub fn overdue(&self) -> u64 {
        self.counts.iter().map(|count| count.overdue).sum()
    }
}

impl Engine {
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

    /// Jobs about an import or another run that wait or are being done, whoever asked.
    pub fn open_work_about(&self, run: i64) -> Result<Vec<JobView>> {
        self.open_work_where(run, |kind| kind != EXPORT)
    }

    /// The same about an export. Exports have numbers of their own: an import may have the same one.
    pub fn open_work_on_export(&self, export: i64) -> Result<Vec<JobView>> {
        self.open_work_where(export, |kind| kind == EXPORT)
    }

    fn open_work_where(&self, subject: i64, is_meant: impl Fn(&str) -> bool) -> Result<Vec<JobView>> {
        let reader = self.store.reader().map_err(store_error)?;
        let open = reader.open_jobs(None).map_err(store_error)?.into_iter();
        Ok(open.filter(|job| job.new.subject == Some(subject) && is_meant(&job.new.kind)).map(JobView::of).collect())
    }

    /// Everybody's jobs that wait, run or are parked, oldest first.
    pub fn queue(&self, actor: &Actor) -> Result<Vec<JobView>> {
        actor.require(Permission::Administer)?;
        let reader = self.store.reader().map_err(store_error)?;
        Ok(reader.unfinished_jobs().map_err(store_error)?.into_iter().map(JobView::of).collect())
    }

    /// Whether the database answers and has the schema this program knows: one question.
    pub fn is_schema_known(&self) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(reader.schema().map_err(store_error)? == kartoteka_store::KNOWN_SCHEMA)
    }

    /// What this program is called among those that work on the register: machine, process, letters of chance.
    pub fn node_name(&self) -> &str {
        self.node.name()
    }

    /// The queue in numbers, for whoever watches over the installation. Tells nothing of people.
    pub fn queue_view(&self) -> Result<QueueView> {
        let reader = self.store.reader().map_err(store_error)?;
        let counts = reader.queue_counts().map_err(store_error)?;
        Ok(QueueView { counts, longest_wait: reader.longest_wait(self.moment()).map_err(store_error)? })
    }

    /// Lets a parked job go on, as if it had never failed.
    pub fn let_work_go_on(&self, actor: &Actor, id: i64) -> Result<JobView> {
        actor.require(Permission::Administer)?;
        let found = self.job(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_queue().map_err(store_error)?;
        if !batch.unpark_job(id).map_err(store_error)? {
            let refusal = Refusal::new(RefusalKind::Conflict, "job-not-parked").with("number", id);
            return Err(refusal.with("state", found.state).into());
        }
        self.audit(&batch, actor, "job-go-on", "job", id)?;
        batch.commit().map_err(store_error)?;
        self.job(actor, id)
    }

    /// Takes a job out of the queue; `false` when it runs already: then its worker, on whatever node, is told to stop.
    pub fn unqueue_work(&self, actor: &Actor, id: i64) -> Result<bool> {
        let work = self.job(actor, id)?.work;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_queue().map_err(store_error)?;
        let is_out = batch.cancel_job(id, self.moment()).map_err(store_error)?;
        if !is_out {
            batch.stop_job(id).map_err(store_error)?;
        } else if let Some(export) = work.subject.filter(|_| work.kind == EXPORT) {
            give_up_export(&batch, export)?;
        }
        batch.commit().map_err(store_error)?;
        Ok(is_out)
    }
}
