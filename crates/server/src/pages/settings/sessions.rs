//! `/settings/sessions`: where everybody is signed in; any of it can be ended.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{get, post};
use kartoteka_engine::manage_people::OpenSession;

use crate::app::App;
use crate::flash::Flash;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Sessions shown.
const SHOWN: usize = 500;

pub fn routes() -> Router<App> {
    Router::new().route("/settings/sessions", get(show)).route("/settings/sessions/{id}/end", post(end))
}

#[derive(Template)]
#[template(path = "settings/sessions.html")]
struct SessionsPage {
    p: Page,
    sessions: Vec<OpenSession>,
    present: i64,
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let sessions = app.run(move |engine| engine.all_sessions(&actor, SHOWN)).await?;
    reply::html(&SessionsPage { p: signed.page("settings"), sessions, present: signed.session })
}

async fn end(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.end_any_session(&actor, id)).await?;
    Ok(reply::see_and_say("/settings/sessions", &Flash::new("flash-session-ended")))
}
