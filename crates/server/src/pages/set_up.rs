//! `/setup?token=…`: the first administrator, made once, by whoever has the link that the console printed.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::set_up::FirstAdministrator;
use serde::Deserialize;

use super::session::open_for;
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Visitor;

pub fn routes() -> Router<App> {
    Router::new().route("/setup", get(show).post(make))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    token: String,
}

#[derive(Template)]
#[template(path = "session/set_up.html")]
struct SetUp {
    p: Page,
    errors: Errors,
    token: String,
    login: String,
    email: String,
    by_email: bool,
}

async fn show(Extract(app): Extract<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let token = asked.token.clone();
    if !app.run(move |engine| engine.is_set_up_token(&token)).await? {
        return Err(Refusal::new(RefusalKind::Forbidden, "set-up-spent").into());
    }
    let (p, errors) = (visitor.page(""), Errors::default());
    reply::html(&SetUp { p, errors, token: asked.token, login: String::new(), email: String::new(), by_email: false })
}

#[derive(Deserialize)]
struct Given {
    token: String,
    login: String,
    email: String,
    password: String,
    #[serde(default)]
    login_mode: String,
}

async fn make(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let first = FirstAdministrator { login: given.login.clone(), email: given.email.clone(), password: given.password };
    let token = given.token.clone();
    let (language, mode) = (visitor.0.language, given.login_mode.clone());
    let made = app
        .run_password(move |engine| {
            let actor = engine.set_up(&token, &first)?;
            // The installation speaks as its first administrator does, until somebody says otherwise.
            engine.set_setting(&actor, "language", language.tag())?;
            if mode == "email" {
                engine.set_setting(&actor, "login_mode", "email")?;
            }
            Ok(actor)
        })
        .await;
    match made {
        Ok(actor) => open_for(&app, &visitor, actor).await,
        Err(problem) => refused(&visitor, problem, given.token, given.login, given.email, given.login_mode == "email"),
    }
}

fn refused(visitor: &Visitor, problem: Problem, token: String, login: String, email: String, by_email: bool) -> Reply {
    let p = visitor.page("");
    let Some(refusal) = problem.refusal().filter(|refusal| refusal.code != "set-up-spent") else { return Err(problem) };
    let named = refusal.params.iter().find(|(name, _)| *name == "field").map(|(_, field)| field.as_str());
    let field = match (refusal.code, named) {
        ("password-too-short" | "password-too-long", _) => "password",
        (_, Some("email")) => "email",
        _ => "login",
    };
    let errors = Errors::of_refusal(&p, field, refusal);
    let page = SetUp { p, errors, token, login, email, by_email };
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
