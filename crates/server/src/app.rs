//! What every handler shares: the engine, how many of its verbs run at once, where faults are told.
//!
//! In: closures over verbs. Out: their results, made on blocking threads. The only place where `async` meets the engine.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use kartoteka_engine::Engine;
use kartoteka_engine::error::{Error, Result};
use tokio::sync::{Semaphore, watch};

use crate::api::limit::Limits;
use crate::health::Health;
use crate::log::{Line, Log};
use crate::problem::Problem;
use crate::work::Workshop;

/// Verbs at once. SQLite has one writer; more readers than this only wait for processors and disk, each with pages of its own in
/// memory.
const VERBS: usize = 8;
/// Passwords checked at once: each takes 19 MB and a tenth of a second of a core.
const PASSWORDS: usize = 2;

/// Answers written while they are sent, at once: a slow caller holds his place until he has all.
const STREAMS: usize = 8;

/// How the server is set up.
#[derive(Clone)]
pub struct Options {
    /// How people reach it, when not by the address it listens on: `https://crm.example.com`.
    pub public_url: Option<String>,
    /// A proxy of ours stands in front and says who asks in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Workers for long work; none leaves it to other nodes. Not said: as many as the setting says.
    pub workers: Option<usize>,
    /// Opens the numbers of this node for who asks from elsewhere.
    pub metrics_token: Option<String>,
    /// How long it is said that this node ends before it takes no more requests.
    pub drain: Duration,
    /// Where lines for the operator go.
    pub log: Log,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            public_url: None,
            behind_proxy: false,
            workers: None,
            metrics_token: None,
            drain: Duration::ZERO,
            log: Arc::new(|_| {}),
        }
    }
}

impl Options {
    /// People come over TLS: cookies say so.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// What every handler holds. Cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Arc<Engine>,
    options: Options,
    verbs: Semaphore,
    passwords: Semaphore,
    streams: Semaphore,
    ending: watch::Sender<bool>,
    work: Arc<Workshop>,
    limits: Limits,
    health: Arc<Health>,
}

impl App {
    pub fn new(engine: Arc<Engine>, options: Options) -> App {
        let (verbs, passwords, streams) = (Semaphore::new(VERBS), Semaphore::new(PASSWORDS), Semaphore::new(STREAMS));
        let work = Arc::new(Workshop::new(Arc::clone(&engine), Arc::clone(&options.log)));
        let (ending, _) = watch::channel(false);
        let limits = Limits::default();
        let (token, behind_proxy) = (options.metrics_token.clone(), options.behind_proxy);
        let health = Arc::new(Health::new(Arc::clone(&engine), Arc::clone(&work), token, behind_proxy));
        App { shared: Arc::new(Shared { engine, options, verbs, passwords, streams, ending, work, limits, health }) }
    }

    pub fn engine(&self) -> &Arc<Engine> {
        &self.shared.engine
    }

    pub fn options(&self) -> &Options {
        &self.shared.options
    }

    pub fn log(&self, line: &Line) {
        (self.shared.options.log)(line);
    }

    /// What is told to machines that watch over this one.
    pub fn health(&self) -> &Arc<Health> {
        &self.shared.health
    }

    /// Work in the background: start it, look at it, stop it.
    pub fn work(&self) -> &Arc<Workshop> {
        &self.shared.work
    }

    /// How often programs may ask.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Nothing new should come here any more.
    pub fn drain(&self) {
        self.shared.health.draining.store(true, Ordering::Relaxed);
    }

    /// The server ends: streams of events stop, so that nobody waits for them.
    pub fn end(&self) {
        self.shared.ending.send_replace(true);
    }

    /// Turns true when the server ends.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.shared.ending.subscribe()
    }

    /// Runs a verb on a blocking thread: `app.run(move |engine| engine.import(&actor, number)).await?`.
    pub async fn run<T, V>(&self, verb: V) -> std::result::Result<T, Problem>
    where
        T: Send + 'static,
        V: FnOnce(&Arc<Engine>) -> Result<T> + Send + 'static,
    {
        self.run_within(&self.shared.verbs, verb).await
    }

    /// The same for verbs that check or make a password.
    pub async fn run_password<T, V>(&self, verb: V) -> std::result::Result<T, Problem>
    where
        T: Send + 'static,
        V: FnOnce(&Arc<Engine>) -> Result<T> + Send + 'static,
    {
        self.run_within(&self.shared.passwords, verb).await
    }

    /// The same for verbs that write while somebody reads.
    pub async fn run_stream<T, V>(&self, verb: V) -> std::result::Result<T, Problem>
    where
        T: Send + 'static,
        V: FnOnce(&Arc<Engine>) -> Result<T> + Send + 'static,
    {
        self.run_within(&self.shared.streams, verb).await
    }

    async fn run_within<T, V>(&self, limit: &Semaphore, verb: V) -> std::result::Result<T, Problem>
    where
        T: Send + 'static,
        V: FnOnce(&Arc<Engine>) -> Result<T> + Send + 'static,
    {
        // The semaphores are never closed.
        let _permit = limit.acquire().await.map_err(|error| Error::fault("the server is ending", error))?;
        let engine = Arc::clone(&self.shared.engine);
        let result = tokio::task::spawn_blocking(move || verb(&engine)).await;
        let done = result.map_err(|error| Error::fault("a verb broke down", error))?;
        done.map_err(Problem::from)
    }
}
