//! The web application: pages for people, made on the server, over the verbs of the engine.
//!
//! ```text
//!  request ─▶ visit (who, language, theme) ─▶ csrf ─▶ router ─▶ pages/AREA.rs ─▶ App::run ─▶ a verb of the engine
//!                │                                                   │
//!                ◀─────────── problem (an error page) ◀──────────────┴──▶ templates/AREA/PAGE.html with `Page`
//! ```
//!
//! In: requests. Out: HTML that works without script, and small modules of our own that make it quicker. Nothing changes on
//! GET. Knows no SQL, no file format and no rule of the data: permissions and sentences come from the engine.

mod api;
pub mod app;
mod assets;
mod cookies;
mod download;
mod embed;
mod flash;
pub mod form;
mod health;
pub mod log;
mod metrics;
pub mod page;
mod pager;
mod pages;
mod problem;
mod reply;
mod router;
mod security;
mod stream;
pub mod visit;
pub mod work;

use std::fs::{File, TryLockError};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kartoteka_engine::Engine;
use tokio::net::TcpListener;

pub use api::describe::built_in as openapi;
pub use app::Options;

/// The file in the data directory that a server locks.
const LOCK: &str = "server.lock";
/// How often the flag is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long requests under way may take to their end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that has its port and has not begun to answer.
pub struct Server {
    listener: TcpListener,
    app: app::App,
    /// Held as long as this is the server of its data directory; none when another one is.
    _only: Option<File>,
}

impl Server {
    /// Takes the port. From here on the address is known and requests wait.
    pub async fn bind(engine: Arc<Engine>, listen: SocketAddr, options: Options) -> io::Result<Server> {
        let listener = TcpListener::bind(listen).await?;
        let only = only_one(&engine)?;
        if only.is_some() {
            let engine = Arc::clone(&engine);
            // Nobody else can be answering them: requests that a killed server had begun may be sent again.
            let begin_anew = move || engine.forget_begun_requests();
            tokio::task::spawn_blocking(begin_anew).await.map_err(io::Error::other)?.map_err(io::Error::other)?;
        }
        Ok(Server { listener, app: app::App::new(engine, options), _only: only })
    }

    /// Where it listens; the port is a real one also when 0 was asked for.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is up; then what was begun is finished, and what does not end by itself is cut.
    pub async fn run(self, stop: Arc<AtomicBool>) -> io::Result<()> {
        let app = self.app.clone();
        let workshop = Arc::clone(app.work());
        let (opening, workers) = (Arc::clone(&workshop), app.options().workers);
        let workers = tokio::task::spawn_blocking(move || opening.open(workers));
        let workers = workers.await.map_err(io::Error::other)?;
        let router = router::router(self.app).into_make_service_with_connect_info::<SocketAddr>();
        let drain = app.options().drain;
        let told = stopped(Arc::clone(&stop));
        let ending = Arc::clone(&workshop);
        let serving = axum::serve(self.listener, router).with_graceful_shutdown(async move {
            told.await;
            // Work is handed over while the last requests are answered.
            app.drain();
            ending.end();
            tokio::time::sleep(drain).await;
            app.end();
        });
        let patience = async move {
            stopped(stop).await;
            tokio::time::sleep(drain + PATIENCE).await;
        };
        let served = tokio::select! {
            done = serving => done,
            () = patience => Ok(()),
        };
        let joined = tokio::task::spawn_blocking(move || workers.into_iter().filter_map(|worker| worker.join().err()).count());
        joined.await.map_err(io::Error::other)?;
        served
    }
}

/// Works on the queue without pages, on threads of its own, until `stop` is up. `watched`: where machines may ask how it is; `told`
/// gets that address.
pub fn work(
    engine: Arc<Engine>,
    options: &Options,
    watched: Option<SocketAddr>,
    stop: &Arc<AtomicBool>,
    told: impl FnOnce(Option<SocketAddr>),
) -> io::Result<()> {
    let shop = Arc::new(work::Workshop::new(Arc::clone(&engine), Arc::clone(&options.log)));
    let health = health::Health::new(engine, Arc::clone(&shop), options.metrics_token.clone(), options.behind_proxy);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().thread_name("health").build()?;
    let listener = watched.map(|address| runtime.block_on(TcpListener::bind(address))).transpose()?;
    told(listener.as_ref().map(TcpListener::local_addr).transpose()?);
    let workers = shop.open(options.workers);
    let router = health::routes(Arc::new(health)).into_make_service_with_connect_info::<SocketAddr>();
    runtime.block_on(async {
        let served = async {
            match listener {
                Some(listener) => axum::serve(listener, router).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            served = served => served,
            () = stopped(Arc::clone(stop)) => Ok(()),
        }
    })?;
    shop.end();
    workers.into_iter().filter_map(|worker| worker.join().err()).for_each(drop);
    Ok(())
}

/// The lock that one server of a data directory holds. A second server works too, and leaves the first one's jobs alone
/// until their lease ends.
fn only_one(engine: &Engine) -> io::Result<Option<File>> {
    let file = File::create(engine.config().data.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Over when the flag is up.
async fn stopped(stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Serves on threads of its own until `stop` is up. `told` gets the address once requests wait there.
pub fn serve(
    engine: Arc<Engine>,
    listen: SocketAddr,
    options: Options,
    stop: Arc<AtomicBool>,
    told: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("web").build()?;
    runtime.block_on(async {
        let server = Server::bind(engine, listen, options).await?;
        told(server.address()?);
        server.run(stop).await
    })
}
