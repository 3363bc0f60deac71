//! What holds for every operation before its handler: who calls, what he may, which names the query has, what a change is based on.
//!
//! In: a request and the rules of its entry in the table. Out: the handler's answer, with a [`Caller`] at hand for it; or a refusal.
//! A name in a body or query that leads nowhere is 422; 404 is for what the address itself names.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use kartoteka_engine::error::{Refusal, RefusalKind};
use sha2::{Digest as _, Sha256};

use super::{Access, Endpoint, MOST_BODY};
use crate::api::caller::{self, Caller};
use crate::api::given::malformed;
use crate::api::limit::Allowed;
use crate::api::once;
use crate::app::App;
use crate::problem::Problem;
use crate::visit::Visit;

/// What an entry of the table asks.
pub struct Rules {
    access: Access,
    path: &'static str,
    names: Vec<(&'static str, bool)>,
    on_version: bool,
    takes_key: bool,
    is_secret: bool,
    /// Bytes of a document; none when the body comes in pieces.
    most_body: Option<usize>,
}

/// Goes with an answer whose refusal is about the body, not the address.
#[derive(Clone, Copy)]
pub struct Semantic;

impl Rules {
    pub fn of(entry: &Endpoint) -> Rules {
        Rules {
            access: entry.access,
            path: entry.path,
            names: entry.query.iter().map(|param| (param.name, param.is_deep)).collect(),
            on_version: entry.on_version,
            takes_key: entry.takes_key(),
            is_secret: entry.is_secret,
            most_body: (!entry.is_stream).then_some(MOST_BODY),
        }
    }

    fn knows(&self, name: &str) -> bool {
        let fits = |(known, is_deep): &(&str, bool)| {
            let rest = name.strip_prefix(known);
            rest.is_some_and(|rest| rest.is_empty() != *is_deep && (!is_deep || (rest.starts_with('[') && rest.ends_with(']'))))
        };
        self.names.iter().any(fits)
    }

    /// Whether what was not found is named by the address.
    fn is_in_address(&self, refusal: &Refusal) -> bool {
        match refusal.code {
            "type-unknown" => self.path.contains("{type}"),
            "field-unknown" => self.path.contains("{key}") || self.path.contains("{field}"),
            "row-unknown" => self.path.contains("{row}"),
            "record-unknown" => self.path.contains("{id}"),
            "recipe-unknown" => self.path.starts_with("/recipes/"),
            "tag-unknown" => self.path.starts_with("/tags/"),
            "upload-unknown" => self.path.starts_with("/uploads/"),
            "user-unknown" => self.path.starts_with("/users/"),
            // Only ever said in a body or a query.
            "column-unknown" | "reference-unknown" | "setting-unknown" | "sheet-unknown" | "value-unreadable" => false,
            _ => self.path.contains('{'),
        }
    }
}

pub async fn guard(State((app, rules)): State<(App, Arc<Rules>)>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (checked, allowed) = checked(&app, &rules, &parts).await;
    let mut response = match checked {
        Ok(passed) => passed_on(&app, &rules, passed, Request::from_parts(parts, body), next).await,
        Err(problem) => problem.into_response(),
    };
    allowed.tell(&mut response);
    let found = response.extensions().get::<Arc<Problem>>().and_then(|problem| problem.refusal());
    if found.is_some_and(|refusal| refusal.kind == RefusalKind::NotFound && !rules.is_in_address(refusal)) {
        response.extensions_mut().insert(Semantic);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Who passed, and the key that makes his request harmless to repeat.
struct Passed {
    caller: Option<Caller>,
    key: Option<String>,
}

async fn passed_on(app: &App, rules: &Rules, passed: Passed, mut request: Request, next: Next) -> Response {
    let Some(caller) = passed.caller else { return next.run(request).await };
    request.extensions_mut().insert(caller.clone());
    match passed.key {
        Some(key) => {
            let asked = once::Asked { key, most_body: rules.most_body, is_secret: rules.is_secret };
            once::once(app, &caller, asked, request, next).await
        }
        None => next.run(request).await,
    }
}

/// Asks the bucket of the token, or that of the address as long as nobody is known.
async fn checked(app: &App, rules: &Rules, request: &Parts) -> (Result<Passed, Problem>, Allowed) {
    if app.limits().believed().is_none() {
        match app.run(|engine| engine.requests_per_minute()).await {
            Ok(per_minute) => app.limits().learn(per_minute),
            Err(problem) => return (Err(problem), Allowed::Always),
        }
    }
    let found = caller_of(app, rules, request).await;
    let bucket = match &found {
        Ok(Some(caller)) => format!("user {} {}", caller.actor.number(), token_name(&caller.headers)),
        _ => format!("address {}", request.extensions.get::<Arc<Visit>>().map_or("", |visit| visit.address.as_str())),
    };
    let allowed = app.limits().take(&bucket);
    if matches!(allowed, Allowed::Later { .. }) {
        return (Err(malformed("too-many-requests").into()), allowed);
    }
    let passed = found.and_then(|caller| {
        let key = admitted(rules, request, caller.as_ref())?;
        Ok(Passed { caller, key })
    });
    (passed, allowed)
}

/// Two tokens of one person have two buckets. Of the secret only a hash is held.
fn token_name(headers: &HeaderMap) -> String {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return String::new() };
    Sha256::digest(value.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The caller, when the operation is not open to everybody.
async fn caller_of(app: &App, rules: &Rules, request: &Parts) -> Result<Option<Caller>, Problem> {
    let visit = request.extensions.get::<Arc<Visit>>().ok_or(Problem::NotFound)?;
    let is_read = request.method == Method::GET || request.method == Method::HEAD;
    match rules.access {
        Access::Open => Ok(None),
        _ => Ok(Some(caller::find(app, visit, &request.headers, is_read).await?)),
    }
}

/// What the entry asks of a request. Out: the key of a request that is to be done once.
fn admitted(rules: &Rules, request: &Parts, caller: Option<&Caller>) -> Result<Option<String>, Problem> {
    if let (Access::Needs(permission), Some(caller)) = (rules.access, caller) {
        caller.actor.require(permission)?;
    }
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&request.uri);
    let axum::extract::Query(pairs) = pairs.map_err(|_| malformed("query-unknown").with("name", ""))?;
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !rules.knows(name)) {
        return Err(malformed("query-unknown").with("name", name).into());
    }
    if rules.on_version && !request.headers.contains_key(header::IF_MATCH) {
        return Err(malformed("if-match-missing").into());
    }
    Ok(if rules.takes_key { once::key_of(request)? } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_the_names_of_the_table() {
        let rules = Rules {
            access: Access::Open,
            path: "/records/{type}",
            names: vec![("limit", false), ("filter", true)],
            on_version: false,
            takes_key: false,
            is_secret: false,
            most_body: None,
        };
        for (name, expected) in [
            ("limit", true),
            ("limits", false),
            ("limit[x]", false),
            ("filter", false),
            ("filter[city][gte]", true),
            ("filterx]", false),
        ] {
            assert_eq!(rules.knows(name), expected, "{name}");
        }
    }

    #[test]
    fn only_the_address_can_be_not_found() {
        let rules = |path| Rules {
            access: Access::Open,
            path,
            names: Vec::new(),
            on_version: false,
            takes_key: false,
            is_secret: false,
            most_body: None,
        };
        let refusal = |code| Refusal::new(RefusalKind::NotFound, code);
        for (path, code, expected) in [
            ("/records/{type}", "type-unknown", true),
            ("/imports", "type-unknown", false),
            ("/records/{type}", "field-unknown", false),
            ("/types/{type}/fields/{key}", "field-unknown", true),
            ("/records/{type}/{id}", "record-unknown", true),
            ("/imports", "recipe-unknown", false),
            ("/imports/{id}/file", "upload-unknown", false),
            ("/uploads/{id}", "upload-unknown", true),
            ("/imports/{id}/fixes", "row-unknown", false),
            ("/imports/{id}/rows/{row}", "row-unknown", true),
            ("/imports/{id}/rows/{row}", "sheet-unknown", false),
            ("/records/{type}/batch", "record-unknown", false),
            ("/templates/{type}", "value-unreadable", false),
            ("/records/{type}/{id}", "reference-unknown", false),
        ] {
            assert_eq!(rules(path).is_in_address(&refusal(code)), expected, "{path} {code}");
        }
    }
}
