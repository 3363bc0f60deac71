//! Who calls: the owner of a bearer token with no more than its scopes, or somebody signed in who only reads.
//!
//! In: `Authorization: Bearer kt_…`, or the session's cookie on GET. Out: an actor; without one 401, never a page.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::words::Words;

use crate::app::App;
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

/// Who asks. `is_read`: a session's cookie is enough. A change needs a token: a cookie comes along by itself, also when
/// another page made the request.
pub async fn find(app: &App, visit: &Arc<Visit>, headers: &HeaderMap, is_read: bool) -> Result<Caller, Problem> {
    let actor = match bearer(headers)? {
        Some(secret) => by_token(app, secret).await?,
        None => match &visit.arrival {
            Some(arrival) if is_read => arrival.actor.clone(),
            _ => return Err(refused("token-missing")),
        },
    };
    Ok(Caller { visit: Arc::clone(visit), actor, headers: headers.clone() })
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
