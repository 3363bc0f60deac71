//! Problems as RFC 9457 has them: one document for every "no", with a stable code and a sentence in the caller's language.
//!
//! In: a [`Problem`], as for pages. Out: `application/problem+json`. A fault is logged once, with its chain, under the number
//! the caller sees.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use serde_json::{Value, json};

use super::BASE;
use super::table::guard::Semantic;
use crate::app::App;
use crate::problem::{Problem, chain};
use crate::visit::Visit;

/// Whether a request is one of a program: its problems are documents, not pages.
pub fn is_of_api(visit: &Visit) -> bool {
    visit.here.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Codes whose status is not that of their kind.
const STATUSES: [(&str, StatusCode); 15] = [
    ("token-missing", StatusCode::UNAUTHORIZED),
    ("token-invalid", StatusCode::UNAUTHORIZED),
    ("sign-in-failed", StatusCode::UNAUTHORIZED),
    ("sign-in-blocked", StatusCode::TOO_MANY_REQUESTS),
    ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED),
    ("body-unreadable", StatusCode::BAD_REQUEST),
    ("query-unknown", StatusCode::BAD_REQUEST),
    ("media-type-unfit", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ("body-too-large", StatusCode::PAYLOAD_TOO_LARGE),
    ("file-too-large", StatusCode::PAYLOAD_TOO_LARGE),
    ("if-match-missing", StatusCode::PRECONDITION_REQUIRED),
    ("record-changed", StatusCode::PRECONDITION_FAILED),
    ("import-changed", StatusCode::PRECONDITION_FAILED),
    ("resource-changed", StatusCode::PRECONDITION_FAILED),
    ("too-many-requests", StatusCode::TOO_MANY_REQUESTS),
];

/// Codes of problems that are no refusals of the engine.
pub const OWN_CODES: [&str; 6] = ["stopped", "fault", "address-unknown", "cross-site", "body-too-large", "body-unreadable"];

fn status_of(problem: &Problem) -> StatusCode {
    let own = problem.refusal().and_then(|refusal| STATUSES.iter().find(|(code, _)| *code == refusal.code));
    own.map_or_else(|| problem.status(), |(_, status)| *status)
}

/// The answer to a method that an address does not have.
pub async fn method_not_allowed() -> Problem {
    Refusal::new(RefusalKind::Malformed, "method-not-allowed").into()
}

/// The document of a problem.
pub fn answer(app: &App, visit: &Visit, problem: &Problem, carrier: &Response) -> Response {
    if let Problem::Engine(Error::Fault(fault)) = problem {
        app.log(&crate::log::Line::warning("fault").with("request", visit.request_id.to_string()).with("reason", chain(fault)));
    }
    // What a body names and nobody knows is no address that is not found.
    let is_semantic = carrier.extensions().get::<Semantic>().is_some();
    let status = if is_semantic { StatusCode::UNPROCESSABLE_ENTITY } else { status_of(problem) };
    let (code, title, hint) = said(visit, problem);
    let errors = problem.refusal().map(errors).unwrap_or_default();
    let likely = problem.refusal().and_then(likely);
    let mut response = document(visit, status, &Said { code: &code, kind: kind_of(problem), title, hint, likely, errors });
    for name in [header::ALLOW, header::RETRY_AFTER, RATE_LIMIT, RATE_POLICY] {
        if let Some(value) = carrier.headers().get(&name) {
            response.headers_mut().insert(name.clone(), value.clone());
        }
    }
    response
}

/// What a document says.
pub struct Said<'a> {
    pub code: &'a str,
    pub kind: &'static str,
    pub title: String,
    pub hint: Option<String>,
    /// The name that was perhaps meant.
    pub likely: Option<String>,
    pub errors: Vec<Value>,
}

/// A document with members of its own making; [`answer`] is for everything the engine refuses.
pub fn document(visit: &Visit, status: StatusCode, said: &Said<'_>) -> Response {
    let path = visit.here.split('?').next().unwrap_or_default();
    let detail = said.hint.as_ref().map_or_else(|| said.title.clone(), |hint| format!("{} {hint}", said.title));
    let mut body = json!({
        "type": format!("/help/problems/{}", said.code),
        "title": said.title,
        "status": status.as_u16(),
        "code": said.code.replace('-', "_"),
        "kind": said.kind,
        "detail": detail,
        "instance": path,
        "request_id": visit.request_id,
        "errors": said.errors,
    });
    if let Some(likely) = &said.likely {
        body["likely"] = likely.as_str().into();
    }
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(tag) = HeaderValue::from_str(visit.language.tag()) {
        headers.insert(header::CONTENT_LANGUAGE, tag);
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"kartoteka\""));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

pub fn kind_word(kind: RefusalKind) -> &'static str {
    match kind {
        RefusalKind::NotFound => "not-found",
        RefusalKind::Forbidden => "forbidden",
        RefusalKind::Conflict => "conflict",
        RefusalKind::Malformed => "malformed",
        RefusalKind::Unacceptable => "unacceptable",
        RefusalKind::Unavailable => "unavailable",
    }
}

/// What kind of "no" it is: what exit codes of the command line tell apart.
fn kind_of(problem: &Problem) -> &'static str {
    match problem {
        Problem::Engine(Error::Refusal(refusal)) => kind_word(refusal.kind),
        Problem::Engine(Error::Stopped) => "conflict",
        Problem::Engine(Error::Fault(_)) => "fault",
        Problem::NotFound => "not-found",
        Problem::SignIn | Problem::CrossSite => "forbidden",
        Problem::Body(_) => "unacceptable",
    }
}

/// Code, sentence, what to do.
fn said(visit: &Visit, problem: &Problem) -> (String, String, Option<String>) {
    let words = visit.words();
    let own = |code: &str, sentence: &str| (code.to_owned(), words.word(sentence), None);
    match problem {
        Problem::Engine(Error::Refusal(refusal)) => {
            let (sentence, hint) = words.refusal(refusal.code, &refusal.params);
            (refusal.code.to_owned(), sentence, hint)
        }
        Problem::Engine(Error::Stopped) => own("stopped", "stopped"),
        Problem::Engine(Error::Fault(_)) => own("fault", "problem-fault"),
        Problem::NotFound => own("address-unknown", "api-address-unknown"),
        Problem::SignIn => own("token-missing", "refusal-token-missing"),
        Problem::CrossSite => own("cross-site", "problem-cross-site"),
        Problem::Body(status) if *status == StatusCode::PAYLOAD_TOO_LARGE => own("body-too-large", "problem-too-large"),
        Problem::Body(_) => own("body-unreadable", "problem-body"),
    }
}

/// The nearest name there is, when one nobody knows was said.
fn likely(refusal: &Refusal) -> Option<String> {
    let found = refusal.params.iter().find(|(name, text)| *name == "likely" && !text.is_empty());
    found.map(|(_, text)| text.clone())
}

/// What exactly: the place in the document where there is one, else the facts, each under its name as on the command line.
fn errors(refusal: &Refusal) -> Vec<Value> {
    let code = refusal.code.replace('-', "_");
    let fact = |wanted: &str| refusal.params.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.as_str());
    if let Some(place) = fact("pointer") {
        let detail = fact("reason").or(fact("name")).unwrap_or_default();
        return vec![json!({"pointer": place, "code": code, "detail": detail})];
    }
    let facts = refusal.params.iter().filter(|(name, text)| !text.is_empty() && *name != "likely");
    facts.map(|(name, text)| json!({"pointer": format!("/{name}"), "code": code, "detail": text})).collect()
}
