//! `/sign-in` and `/sign-out`: a name and a password become a session; a session ends.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::sign_in::{NewSession, SESSION_DAYS};
use serde::Deserialize;

use crate::app::App;
use crate::cookies;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::{Signed, Visitor};

pub fn routes() -> Router<App> {
    Router::new().route("/sign-in", get(show).post(sign_in)).route("/sign-out", post(sign_out))
}

#[derive(Template)]
#[template(path = "session/sign_in.html")]
struct SignIn {
    p: Page,
    errors: Errors,
    name: String,
    next: String,
    /// Id of the word over the first field.
    label: &'static str,
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn show(Extract(app): Extract<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    if visitor.0.arrival.is_some() {
        return Ok(reply::see(&asked.next));
    }
    let label = label(&app).await?;
    let (p, name) = (visitor.page(""), String::new());
    reply::html(&SignIn { p, errors: Errors::default(), name, next: asked.next, label })
}

/// What people sign in with here.
async fn label(app: &App) -> Result<&'static str, Problem> {
    let by_email = app.run(|engine| engine.login_by_email()).await?;
    Ok(if by_email { "sign-in-email" } else { "sign-in-name" })
}

#[derive(Deserialize)]
struct Given {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let (address, device) = (visitor.0.address.clone(), visitor.0.device.clone());
    let (name, password) = (given.name.clone(), given.password);
    let tried = app.run_password(move |engine| engine.sign_in(&name, &password, &address, &device)).await;
    match tried {
        Ok(session) => Ok(let_in(&app, &session, &given.next)),
        Err(problem) => {
            let p = visitor.page("");
            let Some(refusal) = problem.refusal() else { return Err(problem) };
            let errors = Errors::of_refusal(&p, "name", refusal);
            let page = SignIn { p, errors, name: given.name, next: given.next, label: label(&app).await? };
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// A new session's cookie, and on to where the person wanted to go. Every sign-in makes a new secret (WEB-08).
pub fn let_in(app: &App, session: &NewSession, next: &str) -> Response {
    let mut response = reply::see(next);
    let is_https = app.options().is_https();
    let seconds = SESSION_DAYS.unsigned_abs() * 86_400;
    cookies::set(response.headers_mut(), cookies::session_name(is_https), &session.secret, seconds, is_https);
    response
}

/// Opens a session for somebody who came by a link.
pub async fn open_for(app: &App, visitor: &Visitor, actor: Actor) -> Result<Response, Problem> {
    let device = visitor.0.device.clone();
    let session = app.run(move |engine| engine.begin_session(actor, &device, None)).await?;
    Ok(let_in(app, &session, "/"))
}

async fn sign_out(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let (actor, session) = (signed.actor, signed.session);
    app.run(move |engine| engine.end_session(&actor, session)).await?;
    let mut response = reply::see("/sign-in").into_response();
    let is_https = app.options().is_https();
    cookies::set(response.headers_mut(), cookies::session_name(is_https), "", 0, is_https);
    Ok(response)
}
