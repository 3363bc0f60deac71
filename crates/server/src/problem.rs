//! Why a request was not done, as a page in the visitor's language: what failed, whether anything changed, what to do, and a
//! number to ask about. Handlers return [`Problem`]; the page is made by `visit`, which knows the language.
//!
//! In: refusals and faults of the engine. Out: a status and a page. A fault is logged once, with its chain, under the number.

use std::sync::Arc;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Error, Fault, Refusal, RefusalKind};

use crate::app::App;
use crate::page::Page;
use crate::reply;
use crate::visit::Visit;

/// What a handler cannot do.
#[derive(Debug)]
pub enum Problem {
    Engine(Error),
    /// There is no such page, or not for this person.
    NotFound,
    /// First say who you are.
    SignIn,
    /// Another site asked for it.
    CrossSite,
    /// The body is not what the page sends: too large, or not a form.
    Body(StatusCode),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        Problem::Engine(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem::Engine(refusal.into())
    }
}

impl Problem {
    /// The refusal inside, for handlers that show it at a field instead of on a page of its own.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Problem::Engine(Error::Refusal(refusal)) => Some(refusal),
            _ => None,
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Problem::Engine(Error::Refusal(refusal)) => status_of(refusal),
            Problem::Engine(Error::Stopped) => StatusCode::CONFLICT,
            Problem::Engine(Error::Fault(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::SignIn => StatusCode::UNAUTHORIZED,
            Problem::CrossSite => StatusCode::FORBIDDEN,
            Problem::Body(status) => *status,
        }
    }
}

/// The status of a refusal. A record somebody else changed meanwhile is 412: reload, then decide.
fn status_of(refusal: &Refusal) -> StatusCode {
    match (refusal.kind, refusal.code) {
        (_, "record-changed" | "draft-changed") => StatusCode::PRECONDITION_FAILED,
        (RefusalKind::NotFound, _) => StatusCode::NOT_FOUND,
        (RefusalKind::Forbidden, _) => StatusCode::FORBIDDEN,
        (RefusalKind::Conflict, _) => StatusCode::CONFLICT,
        (RefusalKind::Malformed | RefusalKind::Unacceptable, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (RefusalKind::Unavailable, _) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl IntoResponse for Problem {
    /// Only carries the problem to `visit`, which draws the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// What the layer against other sites refused.
pub fn cross_site() -> Response {
    Problem::CrossSite.into_response()
}

/// The answer to an address nobody knows.
pub async fn no_such_page() -> Problem {
    Problem::NotFound
}

/// A handler that broke down: the page says so, the log says more.
pub fn broke_down(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    Problem::Engine(Error::Fault(Fault { what: "a handler broke down".to_owned(), source: None })).into_response()
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    p: Page,
    status: u16,
    title: String,
    sentence: String,
    hint: String,
}

/// Draws the page of a problem.
pub async fn page(app: &App, visit: &Arc<Visit>, problem: &Problem, carrier: Response) -> Response {
    if matches!(problem, Problem::SignIn) {
        return to_the_door(visit);
    }
    if let Problem::Engine(Error::Fault(fault)) = problem {
        app.log(&crate::log::Line::warning("fault").with("request", visit.request_id.to_string()).with("reason", chain(fault)));
    }
    let p = Page::new(visit, "");
    let (title, sentence, hint) = said(app, &p, problem).await;
    let status = problem.status();
    let drawn = ProblemPage { p, status: status.as_u16(), title, sentence, hint };
    let Ok(mut response) = reply::with_status(status, &drawn) else { return carrier };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    response
}

/// To the sign-in page, and back here afterwards when it was a page.
fn to_the_door(visit: &Visit) -> Response {
    let back: String = visit.here.bytes().map(encoded).collect();
    reply::see(&if visit.here == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={back}") })
}

fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

async fn said(app: &App, p: &Page, problem: &Problem) -> (String, String, String) {
    let title = p.t(format!("problem-title-{}", problem.status().as_u16()));
    match problem {
        Problem::Engine(Error::Refusal(refusal)) if refusal.code == "permission-denied" => {
            let names = app.run(|engine| engine.administrators()).await.unwrap_or_default();
            let imports = [Permission::Import, Permission::ImportLeads, Permission::ImportUsers].map(Permission::word);
            let is_import = refusal.params.iter().any(|(_, word)| imports.contains(&word.as_str()));
            let id = if is_import { "problem-forbidden-import" } else { "problem-forbidden" };
            let hint = if names.is_empty() { String::new() } else { p.t1("problem-ask", "names", names.join(", ")) };
            (p.t("problem-title-403"), p.t(id), hint)
        }
        Problem::Engine(Error::Refusal(refusal)) => {
            let (sentence, hint) = p.words.refusal(refusal.code, &refusal.params);
            (title, sentence, hint.unwrap_or_default())
        }
        Problem::Engine(Error::Stopped) => (title, p.t("stopped"), String::new()),
        Problem::Engine(Error::Fault(_)) => (title, p.t("problem-fault"), p.t("problem-fault-hint")),
        Problem::CrossSite => (p.t("problem-title-403"), p.t("problem-cross-site"), p.t("problem-cross-site-hint")),
        Problem::Body(status) if *status == StatusCode::PAYLOAD_TOO_LARGE => {
            (p.t("problem-title-413"), p.t("problem-too-large"), String::new())
        }
        Problem::Body(_) => (p.t("problem-title-422"), p.t("problem-body"), p.t("problem-body-hint")),
        Problem::NotFound | Problem::SignIn => (title, p.t("problem-not-found"), p.t("problem-not-found-hint")),
    }
}

/// The causes of a fault, outermost first.
pub fn chain(fault: &Fault) -> String {
    let mut text = fault.what.clone();
    let mut cause = fault.source.as_deref().map(|source| source as &dyn std::error::Error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string().replace(['\r', '\n', '\u{1b}'], " "));
        cause = error.source();
    }
    text
}
