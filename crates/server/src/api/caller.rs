//! Who calls: the owner of a bearer token with no more than its scopes, or somebody signed in.
//!
//! In: `Authorization: Bearer kt_…`, or the session's cookie; with a change the cookie is not enough, because it comes along by itself
//! also when another page made the request: `X-CSRF-Token` says what only a page of ours could read. Out: an actor; without one 401,
//! never a page.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::words::Words;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::cookies;
use crate::problem::Problem;
use crate::visit::Visit;

/// Somebody who may call, and what he said about the answer.
#[derive(Clone)]
pub struct Caller {
    pub visit: Arc<Visit>,
    pub actor: Actor,
    pub headers: HeaderMap,
}

/// Found once, by the guard of the operation.
impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Caller, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(|| refused("token-missing"))
    }
}

impl Caller {
    pub fn language(&self) -> Language {
        self.visit.language
    }

    pub fn words(&self) -> Words {
        self.visit.words()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
    }
}

/// The header that proves a change by cookie.
const PROOF: &str = "x-csrf-token";

/// What proves that a request is made by whoever could read the answer to signing in.
pub fn proof_of(secret: &str) -> String {
    let hash = Sha256::digest(format!("csrf {secret}"));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The secret of the session in the cookie.
pub fn secret_of<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookies::get(headers, cookies::session_name(app.options().is_https()))
}

/// Compared by hashes, so that the time it takes tells nothing.
fn is_proven(app: &App, headers: &HeaderMap) -> bool {
    let given = headers.get(PROOF).and_then(|value| value.to_str().ok());
    let wanted = secret_of(app, headers).map(proof_of);
    given.zip(wanted).is_some_and(|(given, wanted)| Sha256::digest(given) == Sha256::digest(wanted))
}

/// Who asks. `is_read`: a session's cookie is enough.
pub async fn find(app: &App, visit: &Arc<Visit>, headers: &HeaderMap, is_read: bool) -> Result<Caller, Problem> {
    let actor = match bearer(headers)? {
        Some(secret) => by_token(app, secret).await?,
        None => match &visit.arrival {
            Some(arrival) if is_read || is_proven(app, headers) => arrival.actor.clone(),
            Some(_) => return Err(refused("csrf-token-missing")),
            None => return Err(refused("token-missing")),
        },
    };
    Ok(Caller { visit: Arc::clone(visit), actor, headers: headers.clone() })
}

/// Whether a caller who was let in may still call: for answers that last.
pub async fn still(app: &App, caller: &Caller) -> Result<(), Problem> {
    if let Some(secret) = bearer(&caller.headers)? {
        return by_token(app, secret).await.map(drop);
    }
    let secret = secret_of(app, &caller.headers).map(str::to_owned).ok_or_else(|| refused("token-missing"))?;
    let arrival = app.run(move |engine| engine.arrive(&secret)).await?;
    arrival.map(drop).ok_or_else(|| refused("token-missing"))
}

async fn by_token(app: &App, secret: String) -> Result<Actor, Problem> {
    let found = app.run(move |engine| engine.arrive_by_token(&secret)).await?;
    let (actor, scopes) = found.ok_or_else(|| refused("token-invalid"))?;
    Ok(actor.narrowed(scopes))
}

/// The secret of a bearer token. Another way of signing in is refused, not passed over.
fn bearer(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| refused("token-invalid"))?;
    let (scheme, secret) = text.split_once(' ').unwrap_or((text, ""));
    let secret = secret.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || secret.is_empty() {
        return Err(refused("token-invalid"));
    }
    Ok(Some(secret.to_owned()))
}

fn refused(code: &'static str) -> Problem {
    Refusal::new(RefusalKind::Forbidden, code).into()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_token_stands_after_the_word_bearer() {
        for (line, expected) in [
            ("Bearer kt_1", Some("kt_1")),
            ("bearer  kt_1 ", Some("kt_1")),
            ("Basic abc", None),
            ("Bearer", None),
            ("kt_1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(line));
            assert_eq!(bearer(&headers).ok().flatten().as_deref(), expected, "{line}");
        }
        assert!(matches!(bearer(&HeaderMap::new()), Ok(None)));
    }
}
