//! `/profile`: what a person may decide for himself: language, theme, shortcuts, password, where he is signed in.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_engine::sign_in::SessionView;
use serde::Deserialize;

use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/profile", get(show))
        .route("/profile/password", post(change_password))
        .route("/profile/sessions/end", post(end_others))
        .route("/profile/sessions/{id}/end", post(end))
}

#[derive(Template)]
#[template(path = "profile/profile.html")]
struct Profile {
    p: Page,
    errors: Errors,
    sessions: Vec<SessionView>,
    present: i64,
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&profile(&app, &signed, Errors::default()).await?)
}

async fn profile(app: &App, signed: &Signed, errors: Errors) -> Result<Profile, Problem> {
    let actor = signed.actor.clone();
    let sessions = app.run(move |engine| engine.sessions(&actor)).await?;
    Ok(Profile { p: signed.page("profile"), errors, sessions, present: signed.session })
}

#[derive(Deserialize)]
struct Given {
    present: String,
    wanted: String,
}

async fn change_password(Extract(app): Extract<App>, signed: Signed, Posted(given): Posted<Given>) -> Reply {
    let (actor, session) = (signed.actor.clone(), signed.session);
    let changed = app.run_password(move |engine| engine.change_password(&actor, session, &given.present, &given.wanted)).await;
    let Err(problem) = changed else {
        return Ok(reply::see_and_say("/profile", &Flash::new("flash-password-changed")));
    };
    let Some(refusal) = problem.refusal().filter(|refusal| refusal.code.starts_with("password-")) else {
        return Err(problem);
    };
    let field = if refusal.code == "password-wrong" { "present" } else { "wanted" };
    let errors = Errors::of_refusal(&signed.page("profile"), field, refusal);
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &profile(&app, &signed, errors).await?)
}

async fn end(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.end_session(&actor, id)).await?;
    Ok(reply::see_and_say("/profile", &Flash::new("flash-session-ended")))
}

async fn end_others(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let (actor, kept) = (signed.actor.clone(), signed.session);
    let ended = app.run(move |engine| engine.end_other_sessions(&actor, kept)).await?;
    Ok(reply::see_and_say("/profile", &Flash::new("flash-sessions-ended").with("n", ended)))
}
