//! A worker: takes jobs, does them with the rights of whoever asked, notes what became of them, gives signs of life.
//!
//! In: the queue. Out: jobs that ended, rest, are parked or were handed over; notices, numbers, lines. What a job does is in the files
//! beside this one.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use kartoteka_engine::error::{Error, Fault, MAY_PASS, Refusal, RefusalKind, Result};
use kartoteka_engine::manage_webhooks;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::{Ended, Fate, Helped, Helping, Life, Taken};

use super::{Kind, Outcome, Workshop, failed, failure, perform, stopped, webhook};
use crate::log::{Level, Line};

/// How often files whose time is over are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(3_600);
/// A worker looks for work that others put there this often; work of this server wakes it at once. Beside a file others are rare.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const LOOK_EVERY_ON_SERVER: Duration = Duration::from_millis(250);
/// Who has just helped another node looks again so soon, for so long: the next share may be laid out at any moment.
const HELP_AGAIN: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));
/// How often runs are looked for that somebody began and nobody ended.
const TAKE_UP_EVERY: Duration = Duration::from_secs(15);
/// Signs of life that a worker gives within one lease.
const SIGNS: f64 = 4.0;
/// A database that does not answer is asked again after this long, and then after twice as long, up to the second.
const ASK_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));

impl Workshop {
    /// Does one job after the other, until the program ends.
    pub(super) fn work(self: &Arc<Workshop>) {
        let look_every = if self.engine.is_on_server() { LOOK_EVERY_ON_SERVER } else { LOOK_EVERY };
        let (mut helping, mut helped) = (Helping::default(), None::<Instant>);
        while !self.is_ending() {
            match self.engine.take_work() {
                Ok(Some(taken)) if taken.work.kind == manage_webhooks::JOB && self.deliveries.enter() => self.hand_over(taken),
                Ok(Some(taken)) => self.do_one(&taken),
                Ok(None) if self.help(&mut helping) => helped = Some(Instant::now()),
                Ok(None) if helped.is_some_and(|at| at.elapsed() < HELP_AGAIN.1) => self.wait(HELP_AGAIN.0),
                Ok(None) => self.wait(look_every),
                Err(error) => {
                    (self.log)(&Line::warning("queue").because(&error));
                    self.wait(LOOK_EVERY);
                }
            }
        }
    }

    /// Nothing waits in the queue: a share of a check that another node leads.
    fn help(&self, helping: &mut Helping) -> bool {
        let (began, watch) = (Instant::now(), Watch::new(Arc::clone(&self.ending), |_| {}));
        let doing = std::panic::AssertUnwindSafe(|| self.engine.help_check(helping, &watch));
        let broke = |_| Err(Error::Fault(Fault { what: "a share broke down".to_owned(), source: None }));
        match std::panic::catch_unwind(doing).unwrap_or_else(broke) {
            Ok(Some(Helped { import, share })) => {
                self.meter.job("check-share", Ended::Done.word(), began.elapsed());
                (self.log)(&Line::info("share-done").with("subject", import).with("share", share));
                true
            }
            Ok(None) | Err(Error::Stopped) => false,
            Err(error) => {
                (self.log)(&Line::warning("share").because(&error));
                false
            }
        }
    }

    /// A delivery waits for somebody else's machine: it has a thread of its own, which ends soon by its own limits.
    fn hand_over(self: &Arc<Workshop>, taken: Taken) {
        let shop = Arc::clone(self);
        std::thread::spawn(move || {
            shop.do_one(&taken);
            shop.deliveries.leave();
        });
    }

    /// Until somebody calls, or for so long.
    fn wait(&self, long: Duration) {
        let called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        let is_quiet = |called: &mut bool| !*called && !self.is_ending();
        let (mut called, _) = self.bell.wait_timeout_while(called, long, is_quiet).unwrap_or_else(PoisonError::into_inner);
        *called = false;
    }

    fn do_one(&self, taken: &Taken) {
        (self.log)(&about("job-began", taken).with("attempt", taken.attempt));
        let began = Instant::now();
        let watch = self.live.begin(taken, &self.meter).handed_over_by(Arc::clone(&self.ending));
        let done = self.try_one(taken, &taken.watch(watch));
        let kept = match &done {
            Err(Error::Stopped) if self.is_ending() => self.noted(|| self.engine.return_work(taken)).map(|_| "handed-over"),
            _ => self.finish(taken, done),
        };
        // After the job is closed: who looks and sees nothing going on finds the end in the database.
        self.live.end(taken);
        let took = began.elapsed();
        match kept {
            Ok(end) => {
                self.meter.job(&taken.work.kind, end, took);
                (self.log)(&about("job-ended", taken).with("end", end).with("seconds", (took.as_secs_f64() * 1e3).round() / 1e3));
            }
            Err(error) => (self.log)(&Line { level: Level::Warning, ..about("job-not-noted", taken).because(&error) }),
        }
    }

    fn try_one(&self, taken: &Taken, watch: &Watch) -> Result<Outcome> {
        let unknown = || Refusal::new(RefusalKind::Unavailable, "job-unknown");
        let kind = Kind::from_word(&taken.work.kind).ok_or_else(unknown)?;
        let actor = taken.actor.as_ref().ok_or_else(unknown)?;
        let engine = Arc::clone(&self.engine);
        let doing = std::panic::AssertUnwindSafe(|| perform(&engine, actor, kind, &taken.work, watch));
        let broke = |_| Error::Fault(Fault { what: "a job broke down".to_owned(), source: None });
        std::panic::catch_unwind(doing).map_err(broke)?
    }

    fn finish(&self, taken: &Taken, done: Result<Outcome>) -> Result<&'static str> {
        let (ended, result, notice) = match done {
            Ok(outcome) => (Ended::Done, outcome.result, outcome.notice),
            Err(Error::Stopped) => (Ended::Cancelled, "{}".to_owned(), stopped(&self.engine, &taken.work)),
            Err(error) => return self.give_up(taken, &error),
        };
        if !self.noted(|| self.engine.finish_work(taken, ended, &result))? {
            return Ok(self.lost(taken));
        }
        self.tell(taken, ended, notice)?;
        Ok(ended.word())
    }

    /// It came to no end: it is tried again later, an administrator looks at it, or that was it.
    fn give_up(&self, taken: &Taken, error: &Error) -> Result<&'static str> {
        let fate = self.engine.fate_of(taken, error);
        if fate != Fate::Lost {
            (self.log)(&about("job-failed", taken).with("fate", word_of(fate)).because(error));
        }
        if !self.noted(|| self.engine.give_up_work(taken, fate, &failure(error)))? {
            return Ok(self.lost(taken));
        }
        if let Fate::Again { .. } = fate {
            return Ok(word_of(fate));
        }
        let is_told = taken.work.kind != manage_webhooks::JOB;
        self.tell(taken, Ended::Failed, is_told.then(|| failed(&self.engine, &taken.work)))?;
        Ok(word_of(fate))
    }

    /// Another worker has the job: what this one did since was refused, and there is nothing to tell.
    fn lost(&self, taken: &Taken) -> &'static str {
        (self.log)(&about("job-lost", taken));
        self.meter.lease_lost();
        "lost"
    }

    fn tell(&self, taken: &Taken, ended: Ended, notice: Option<Notice>) -> Result<()> {
        if let Err(error) = webhook::announce(&self.engine, &taken.work, ended) {
            (self.log)(&Line::warning("webhooks").because(&error));
        }
        self.call();
        if let Some(notice) = notice {
            self.engine.notify(taken.user, &notice)?;
        }
        // Nobody listening is nothing to mend.
        let _ = self.told.send(taken.user);
        Ok(())
    }

    /// What became of a job is noted, also when the database comes back only later; by then the job may be another worker's.
    fn noted<T>(&self, note: impl Fn() -> Result<T>) -> Result<T> {
        let mut rest = ASK_AGAIN.0;
        loop {
            match note() {
                Err(Error::Refusal(refusal)) if MAY_PASS.contains(&refusal.code) && !self.is_ending() => {
                    std::thread::sleep(rest);
                    rest = (rest * 2).min(ASK_AGAIN.1);
                }
                done => return done,
            }
        }
    }

    /// Says for every worker that it is still there.
    pub(super) fn keep(&self) {
        let (mut said, mut looked, mut forgot) = (Instant::now(), Instant::now(), None::<Instant>);
        while !self.is_ending() {
            std::thread::sleep(Duration::from_millis(250));
            if forgot.is_none_or(|at| at.elapsed() >= FORGET_EVERY) {
                forgot = Some(Instant::now());
                if let Err(error) = self.engine.forget_old_files() {
                    (self.log)(&Line::warning("old-files").because(&error));
                }
            }
            if looked.elapsed() >= TAKE_UP_EVERY {
                looked = Instant::now();
                self.take_up_interrupted();
            }
            let taken = self.live.taken();
            let lease = taken.iter().map(Taken::lease_seconds).fold(f64::INFINITY, f64::min);
            if said.elapsed().as_secs_f64() >= lease / SIGNS {
                said = Instant::now();
                taken.iter().for_each(|taken| self.give_sign(taken));
            }
        }
    }

    fn give_sign(&self, taken: &Taken) {
        match self.engine.keep_work(taken) {
            Ok(Life::GoOn) => {}
            // Somebody wants it stopped, or another worker has it and this one must not write any more.
            Ok(Life::Stop | Life::Lost) => self.live.stop_job(taken.id),
            // A database that does not answer hears the next sign.
            Err(error) => (self.log)(&Line { level: Level::Warning, ..about("sign-unheard", taken).because(&error) }),
        }
    }
}

/// What happened to a job.
fn about(event: &'static str, taken: &Taken) -> Line {
    let level = if ["job-failed", "job-lost"].contains(&event) { Level::Warning } else { Level::Info };
    let line = Line { level, ..Line::info(event) }.with("job", taken.id).with("kind", taken.work.kind.as_str());
    match taken.work.subject {
        Some(subject) => line.with("subject", subject),
        None => line,
    }
}

fn word_of(fate: Fate) -> &'static str {
    match fate {
        Fate::Again { .. } => "again",
        Fate::Parked => "parked",
        Fate::Failed => "failed",
        Fate::Lost => "lost",
    }
}
