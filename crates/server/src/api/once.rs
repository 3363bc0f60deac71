//! `Idempotency-Key`: a POST that is sent twice is done once; the second one gets the first answer, with `Idempotent-Replayed`.
//!
//! In: a request with a key, and what does it. Out: its answer, kept for a day when it was done. A body of bytes (a file) is not
//! held in memory to be compared: there the key only keeps two at once apart, and the engine finds the import again by key and bytes.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::answer_once::Once;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use sha2::{Digest as _, Sha256};

use super::caller::Caller;
use super::given::{malformed, whole_body};
use crate::app::App;
use crate::problem::Problem;

/// The header.
const KEY: &str = "idempotency-key";
/// Longest key, in characters.
const KEY_CHARS: usize = 255;
/// Headers that belong to the answer.
const KEPT: [HeaderName; 4] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG, header::RETRY_AFTER];
/// An answer that is kept is a document.
const MOST_ANSWER: usize = 16 << 20;

/// The key of a request, when it has one.
pub fn key_of(parts: &Parts) -> Result<Option<String>, Refusal> {
    let Some(value) = parts.headers.get(KEY) else { return Ok(None) };
    let unfit = || malformed("value-unreadable").with("field", "Idempotency-Key").with("value", "");
    let key = value.to_str().map_err(|_| unfit())?.trim();
    if key.is_empty() || key.chars().count() > KEY_CHARS { Err(unfit()) } else { Ok(Some(key.to_owned())) }
}

/// How a request is to be done once.
pub struct Asked {
    pub key: String,
    /// Bytes of a document; none for a body that is read piece by piece.
    pub most_body: Option<usize>,
    /// Its answer holds a secret that is shown once: that it was done is kept, the answer is not.
    pub is_secret: bool,
}

/// Does the request once.
pub async fn once(app: &App, caller: &Caller, asked: Asked, request: Request, next: Next) -> Response {
    let (app, actor) = (app.clone(), caller.actor.clone());
    // On a task of its own: who goes away before the answer must find it when he asks again.
    let done = tokio::spawn(async move { doing(&app, actor, asked, request, next).await });
    match done.await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(error) => Problem::Engine(Error::fault("a request broke down", error)).into_response(),
    }
}

async fn doing(app: &App, actor: Actor, asked: Asked, request: Request, next: Next) -> Result<Response, Problem> {
    let Asked { key, most_body, is_secret } = asked;
    let (parts, body) = request.into_parts();
    let (body, hash) = match most_body {
        None => (body, fingerprint(&parts, &[])),
        Some(most) => {
            let bytes = whole_body(body, most).await?;
            (Body::from(bytes.clone()), fingerprint(&parts, &bytes))
        }
    };
    let (who, word) = (actor.clone(), key.clone());
    match app.run(move |engine| engine.begin_once(&who, &word, &hash)).await? {
        Once::Done(..) if is_secret => return Err(Refusal::new(RefusalKind::Conflict, "idempotency-key-spent").into()),
        Once::Done(status, headers, body) => return Ok(replayed(status, &headers, body)),
        Once::Go => {}
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_kept = most_body.is_some() && response.status().is_success();
    let (parts, body) = response.into_parts();
    let bytes = match to_bytes(body, MOST_ANSWER).await {
        Ok(bytes) => bytes,
        Err(error) => {
            free(app, actor, key).await?;
            return Err(Error::fault("an answer cannot be read", error).into());
        }
    };
    if is_kept {
        let kept = if is_secret { Bytes::new() } else { bytes.clone() };
        let (status, headers) = (parts.status.as_u16(), headers_of(&parts));
        app.run(move |engine| engine.end_once(&actor, &key, Some((status, &headers, &kept)))).await?;
    } else {
        free(app, actor, key).await?;
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

async fn free(app: &App, actor: Actor, key: String) -> Result<(), Problem> {
    app.run(move |engine| engine.end_once(&actor, &key, None)).await
}

/// What is asked: method, address, body.
fn fingerprint(parts: &Parts, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(parts.method.as_str());
    hash.update([0]);
    hash.update(parts.uri.to_string());
    hash.update([0]);
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn headers_of(parts: &axum::http::response::Parts) -> String {
    let line = |name: &HeaderName| Some(format!("{name}: {}\n", parts.headers.get(name)?.to_str().ok()?));
    KEPT.iter().filter_map(line).collect()
}

fn replayed(status: u16, headers: &str, body: Vec<u8>) -> Response {
    let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), Bytes::from(body)).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    let pairs = headers.lines().filter_map(|line| line.split_once(": "));
    for (name, value) in pairs.chain([("idempotent-replayed", "true")]) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
