//! `/invitation?token=…`: a link from an administrator lets a person set a password, once. Also for a forgotten one.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use serde::Deserialize;

use super::session::open_for;
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Visitor;

pub fn routes() -> Router<App> {
    Router::new().route("/invitation", get(show).post(accept))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    token: String,
}

#[derive(Template)]
#[template(path = "session/invitation.html")]
struct Invitation {
    p: Page,
    errors: Errors,
    token: String,
    login: String,
}

async fn show(Extract(app): Extract<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let token = asked.token.clone();
    let login = app.run(move |engine| engine.invitation(&token)).await?;
    reply::html(&Invitation { p: visitor.page(""), errors: Errors::default(), token: asked.token, login })
}

#[derive(Deserialize)]
struct Given {
    token: String,
    password: String,
}

async fn accept(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let (token, password) = (given.token.clone(), given.password);
    let login = app.run(move |engine| engine.invitation(&token)).await?;
    let token = given.token.clone();
    match app.run_password(move |engine| engine.accept_invitation(&token, &password)).await {
        Ok(actor) => open_for(&app, &visitor, actor).await,
        Err(problem) => {
            let p = visitor.page("");
            let unfit = |code: &str| code.starts_with("password-");
            let Some(refusal) = problem.refusal().filter(|refusal| unfit(refusal.code)) else { return Err(problem) };
            let errors = Errors::of_refusal(&p, "password", refusal);
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &Invitation { p, errors, token: given.token, login })
        }
    }
}
