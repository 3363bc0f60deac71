//! For machines that watch over this one: `/health/live`, `/health/ready`, `/metrics`. They ask for no session.
//!
//! In: a node. Out: a word and a status, or numbers. Numbers are for this machine, or for whoever has the token; a database that does
//! not answer makes this node unready within two seconds and never piles up questions.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use kartoteka_engine::Engine;
use kartoteka_engine::look_after_work::QueueView;
use tokio::sync::Semaphore;

use crate::metrics::Meter;
use crate::work::Workshop;

/// A database that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// The type of the page of numbers.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is asked about.
pub struct Health {
    pub engine: Arc<Engine>,
    pub work: Arc<Workshop>,
    /// This node is about to end: nothing new should come here.
    pub draining: AtomicBool,
    /// Opens the numbers from elsewhere.
    pub token: Option<String>,
    /// Every request comes from this machine then.
    pub behind_proxy: bool,
    /// One question at a time.
    pub asking: Arc<Semaphore>,
}

impl Health {
    pub fn new(engine: Arc<Engine>, work: Arc<Workshop>, token: Option<String>, behind_proxy: bool) -> Health {
        let (draining, asking) = (AtomicBool::new(false), Arc::new(Semaphore::new(1)));
        Health { engine, work, draining, token, behind_proxy, asking }
    }

    fn meter(&self) -> &Meter {
        self.work.meter()
    }

    /// Asks the database something, unless the question before has no answer yet.
    async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&Engine) -> Option<T> + Send + 'static) -> Option<T> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let permit = tokio::time::timeout_at(deadline, Arc::clone(&self.asking).acquire_owned()).await.ok()?.ok()?;
        let engine = Arc::clone(&self.engine);
        let asked = tokio::task::spawn_blocking(move || {
            let answer = question(&engine);
            drop(permit);
            answer
        });
        tokio::time::timeout_at(deadline, asked).await.ok()?.ok()?
    }

    /// Whether the numbers are for whoever asks.
    fn is_open(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        if let (Some(token), Some(given)) = (&self.token, given) {
            return is_same(token.as_bytes(), given.as_bytes());
        }
        let is_passed_on = self.behind_proxy || headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
        peer.is_loopback() && !is_passed_on
    }
}

/// Takes as long for every guess of the same length.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

pub fn routes(health: Arc<Health>) -> Router {
    Router::new()
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
}

/// `ready`, or why not: `draining`, `database`, `schema`.
async fn ready(Extract(health): Extract<Arc<Health>>) -> Response {
    let word = if health.draining.load(Ordering::Relaxed) {
        "draining"
    } else {
        match health.ask(|engine| engine.is_schema_known().ok()).await {
            Some(true) => "ready",
            Some(false) => "schema",
            None => "database",
        }
    };
    let status = if word == "ready" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], format!("{word}\n")).into_response()
}

async fn metrics(
    Extract(health): Extract<Arc<Health>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !health.is_open(peer.ip(), &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let queue: Option<QueueView> = health.ask(|engine| engine.queue_view().ok()).await;
    let page = health.meter().page(health.work.at_work(), queue.as_ref());
    ([(header::CONTENT_TYPE, TEXT_FORMAT), (header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// Counts every answer, and how long it took to begin.
pub async fn count(Extract(work): Extract<Arc<Workshop>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let response = next.run(request).await;
    work.meter().request(response.status().as_u16(), began.elapsed());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_the_same_or_not() {
        assert!(is_same(b"secret", b"secret"));
        for other in ["", "secre", "secret1", "Secret"] {
            assert!(!is_same(b"secret", other.as_bytes()), "{other}");
        }
    }
}
