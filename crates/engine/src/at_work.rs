//! Who is at work on a run: one at a time, on whatever machine, and known for as long as he lives.
//!
//! In: the number of a run. Out: a `Hold`: a worker's own job, or, for a program that works by itself, a job that no worker takes.
//! Every batch that is written under it checks its fence. A run that began and about which there is no job was interrupted.

mod keeper;
mod node;
mod presence;

use std::sync::Arc;
use std::time::{Duration, Instant};

use kartoteka_domain::run::{Counts, State};
use kartoteka_store::{Batch, Conn, HELD, Import, ImportFilter, Job, Lease, Life, NewJob, RunKind, Stage as Kept, Store, Writer};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::imports::{find, settings_of};
use crate::progress::{Progress, Stage, Watch};
use crate::work_queue::EXPORT;
use crate::{Engine, store_error};

use keeper::Keeper;
pub(crate) use node::Node;
pub use presence::Presence;
pub(crate) use presence::{nodes_at_folder, nodes_at_server};

/// Who comes second waits so long for the first: a check of a small file is over by then.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often he looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Signs of life within one lease.
pub(crate) const SIGNS: u32 = 4;
/// States of a run that somebody is at work on, or was.
pub(crate) const BEGUN: [State; 3] = [State::Checking, State::Queued, State::Running];

/// The right to work on one run. Ends with the value, or with the program and its lease.
#[derive(Debug)]
pub(crate) struct Hold {
    lease: Lease,
    /// None: it is the job of a worker, who keeps it.
    own: Option<Own>,
}

/// What a program that works by itself does beside its work.
#[derive(Debug)]
struct Own {
    store: Store,
    node: Arc<Node>,
    _keeper: Keeper,
}

impl Hold {
    /// The same watch for what is done under this hold: writers made for it are fenced.
    pub fn watch(&self, watch: &Watch) -> Watch {
        watch.clone().under(self.lease)
    }

    /// What is written from now on is written under this hold.
    pub fn fence(&self, writer: &mut Writer) {
        writer.fence(self.lease);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let Some(own) = self.own.take() else { return };
        let (store, node) = (own.store.clone(), Arc::clone(&own.node));
        drop(own);
        node.lets_go(self.lease.job);
        let given_back = store.writer().and_then(|mut writer| {
            let batch = writer.begin_queue()?;
            batch.drop_held(self.lease)?;
            batch.commit()
        });
        // What cannot be given back now is when somebody wants it, or ends by itself.
        if given_back.is_ok() {
            node.gave_back();
        }
    }
}

impl Engine {
    /// Takes a run for oneself; refuses when somebody else is at work on it and goes on so.
    pub(crate) fn hold(&self, actor: &Actor, run: i64, watch: &Watch) -> Result<Hold> {
        let began = Instant::now();
        loop {
            let mut writer = self.store.writer().map_err(store_error)?;
            // Looking is free; in a file the lock may be somebody's who is at work on this very run.
            if is_free(&writer, run, watch)? {
                let batch = writer.begin_queue().map_err(store_error)?;
                if let Some(lease) = self.try_claim(&batch, actor, run, watch)? {
                    batch.commit().inspect_err(|_| self.node.lets_go(lease.job)).map_err(store_error)?;
                    return self.held(lease, watch);
                }
            }
            drop(writer);
            if began.elapsed() >= PATIENCE {
                return Err(elsewhere(run));
            }
            self.bury_dead()?;
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Takes a run without waiting, in a batch of its own maker: nobody sees the run before it is held. The hold begins with
    /// [`Engine::held`], after the commit.
    pub(crate) fn claim(&self, batch: &Batch<'_>, actor: &Actor, run: i64, watch: &Watch) -> Result<Lease> {
        batch.lock_queue().map_err(store_error)?;
        self.try_claim(batch, actor, run, watch)?.ok_or_else(|| elsewhere(run))
    }

    /// `None`: somebody else is at work on it.
    fn try_claim(&self, batch: &Batch<'_>, actor: &Actor, run: i64, watch: &Watch) -> Result<Option<Lease>> {
        if !is_free(batch, run, watch)? {
            return Ok(None);
        }
        if let Some(own) = watch.lease() {
            return Ok(Some(own));
        }
        self.node.be_there()?;
        let new = NewJob {
            kind: HELD.to_owned(),
            subject: Some(run),
            request: "{}".to_owned(),
            asked_by: actor.number(),
            priority: 0,
            not_before: None,
            created_at: self.moment(),
        };
        let lease = batch.hold_job(&new, self.node.name(), self.lease_millis()?).map_err(store_error)?;
        self.node.holds(lease.job);
        Ok(Some(lease))
    }

    /// What was claimed is kept from now on.
    pub(crate) fn held(&self, lease: Lease, watch: &Watch) -> Result<Hold> {
        if watch.lease().is_some() {
            return Ok(Hold { lease, own: None });
        }
        self.node.took();
        let (store, watch) = (self.store.clone(), watch.clone());
        let keeper = Keeper::begin(lease.millis, move || {
            // A database that does not answer now hears the next one. Who wants it stopped, or has the run, is heard.
            if matches!(sign_of_life(&store, lease), Ok(Life::Stop | Life::Lost)) {
                watch.stop();
            }
        })?;
        let (store, node) = (self.store.clone(), Arc::clone(&self.node));
        Ok(Hold { lease, own: Some(Own { store, node, _keeper: keeper }) })
    }

    /// Leases of programs of this data directory that are gone end now; what they held by themselves is given back, and what this
    /// one could not give back before.
    pub fn bury_dead(&self) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        // Where a server does not know how, its own signs of a dead connection must do.
        let _ = writer.end_stuck_batches(self.lease_millis()?);
        let mut buried = false;
        self.node.each_dead(|name| {
            let batch = writer.begin_queue().map_err(store_error)?;
            batch.end_leases(name).map_err(store_error)?;
            buried = true;
            batch.commit().map_err(store_error)
        })?;
        let mut held = writer.unfinished_jobs().map_err(store_error)?;
        held.retain(|job| job.new.kind == HELD);
        let left = |job: &Job| self.node.left_behind(&job.owner, job.id);
        if !buried && !held.iter().any(|job| !job.is_alive || left(job)) {
            return Ok(());
        }
        let batch = writer.begin_queue().map_err(store_error)?;
        for job in held.iter().filter(|job| left(job)) {
            batch.drop_held(Lease { job: job.id, fence: job.fence, millis: 0 }).map_err(store_error)?;
        }
        batch.drop_dead().map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// Whether somebody, on whatever node, is at work on a run.
    pub fn is_at_work(&self, run: i64) -> Result<bool> {
        self.bury_dead()?;
        let reader = self.store.reader().map_err(store_error)?;
        Ok(!at_work_on(&reader, run)?.is_empty())
    }

    /// Runs that began and did not end, that nobody is at work on and that wait for no worker. Oldest first.
    pub fn interrupted_runs(&self) -> Result<Vec<Import>> {
        self.bury_dead()?;
        let reader = self.store.reader().map_err(store_error)?;
        let filter = ImportFilter { states: BEGUN.to_vec(), ..ImportFilter::default() };
        let mut interrupted = reader.imports(&filter).map_err(store_error)?;
        let jobs = reader.unfinished_jobs().map_err(store_error)?;
        let is_about = |job: &Job, run: &Import| {
            let subject = job.new.subject;
            job.state != "parked"
                && job.new.kind != EXPORT
                && (subject == Some(run.id) || subject.is_some() && subject == run.of_import)
        };
        interrupted.retain(|run| !jobs.iter().any(|job| is_about(job, run)));
        interrupted.reverse();
        // Held first, then begun; given back after it ended: what ended between the two looks is not interrupted.
        let now = |run: &Import| find(&reader, run.id).is_ok_and(|now| BEGUN.contains(&now.state));
        interrupted.retain(now);
        Ok(interrupted)
    }

    /// Who made a run, with the rights of today. `None`: that person may not act any more.
    pub fn maker_of(&self, run: &Import) -> Result<Option<Actor>> {
        let reader = self.store.reader().map_err(store_error)?;
        Ok(self.actor_by_number(&reader, kartoteka_domain::record::RecordId(run.created_by)).ok())
    }

    /// Puts an interrupted run where a person finds it: stopped, or a draft that is to be checked again.
    pub fn leave_interrupted(&self, run: &Import) -> Result<()> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let now = self.moment();
        if run.state == State::Checking {
            batch.update_state(run.id, &[State::Checking], State::Failed, now).map_err(store_error)?;
            batch.update_state(run.id, &[State::Failed], State::Mapping, now).map_err(store_error)?;
        } else {
            batch.update_state(run.id, &[State::Queued, State::Running], State::Stopped, now).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// Tells whoever is at work on a run, or on taking it back, to stop where that is safe; also when that is another node.
    pub fn stop_run(&self, actor: &Actor, run: i64) -> Result<()> {
        self.seen(actor, run)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let filter = ImportFilter { of_import: Some(run), states: vec![State::Running], ..ImportFilter::default() };
        let about = batch.imports(&filter).map_err(store_error)?;
        for job in at_work_on(&batch, run)? {
            batch.stop_job(job.id).map_err(store_error)?;
        }
        for run in std::iter::once(run).chain(about.iter().map(|run| run.id)) {
            batch.update_state(run, &[State::Queued, State::Running], State::Stopped, self.moment()).map_err(store_error)?;
        }
        batch.commit().map_err(store_error)
    }

    /// How far a run is, as what is committed says: for whoever is not the one at work on it.
    pub fn committed_progress(&self, run: &Import) -> Result<Progress> {
        let reader = self.store.reader().map_err(store_error)?;
        let counts = match (run.kind, run.state) {
            (RunKind::Import | RunKind::Edit, State::Checking) => reader.outcome_counts(run.id, Kept::Check),
            (RunKind::Import | RunKind::Edit, _) => reader.outcome_counts(run.id, Kept::Run),
            _ => reader.batch_counts(run.id),
        };
        let counts: Counts = counts.map_err(store_error)?;
        let stage = match run.kind {
            RunKind::Undo | RunKind::Delete => Stage::Undoing,
            _ if run.state == State::Checking => Stage::Checking,
            _ => Stage::Running,
        };
        let parts = settings_of(run).map(|settings| settings.part_rows);
        let total = parts.map_or(0, |rows| rows.iter().sum::<u64>());
        // A check learns the number of rows only in the end.
        let total = if stage == Stage::Checking { 0 } else { total.max(self.bulk_total(run)) };
        Ok(Progress { stage, done: counts.rows, total, counts })
    }
}

/// Jobs about a run, or about what it takes back, whose workers live.
fn at_work_on(conn: &Conn, run: i64) -> Result<Vec<Job>> {
    let mut jobs = conn.jobs_at_work_on(run).map_err(store_error)?;
    if let Some(of) = conn.import(run).map_err(store_error)?.and_then(|run| run.of_import) {
        jobs.extend(conn.jobs_at_work_on(of).map_err(store_error)?);
    }
    Ok(jobs)
}

/// Nobody but, perhaps, this worker itself is at work on a run.
fn is_free(conn: &Conn, run: i64, watch: &Watch) -> Result<bool> {
    let own = watch.lease().map(|own| own.job);
    Ok(at_work_on(conn, run)?.iter().all(|job| Some(job.id) == own))
}

/// In a file nothing is noted while a batch is written: its commit is a sign of life.
pub(crate) fn sign_of_life(store: &Store, lease: Lease) -> kartoteka_store::Result<Life> {
    let mut writer = store.writer()?;
    let Some(batch) = writer.try_begin_queue()? else { return Ok(Life::GoOn) };
    let life = batch.extend_job(lease)?;
    batch.commit()?;
    Ok(life)
}

fn elsewhere(run: i64) -> crate::error::Error {
    Refusal::new(RefusalKind::Conflict, "import-runs-elsewhere").with("number", run).into()
}
