//! `/settings/security`: what people sign in with (H8). Before the switch to e-mail the register is looked through, and the
//! e-mails that stand in the way are listed.

use askama::Template;
use axum::Router;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_engine::manage_users::{INVITATION_DAYS, LEAST_PASSWORD};
use kartoteka_engine::sign_in::{IDLE_HOURS, SESSION_DAYS};
use serde::Deserialize;

use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/settings/security", get(show).post(save)).route("/settings/security/check", post(check))
}

#[derive(Template)]
#[template(path = "settings/security.html")]
struct SecurityPage {
    p: Page,
    errors: Errors,
    /// What is set.
    by_email: bool,
    /// What is marked in the form.
    wants_email: bool,
    shared: Vec<(String, Vec<String>)>,
    users: usize,
    is_checked: bool,
    least: usize,
    idle_hours: i64,
    session_days: i64,
    link_days: i64,
}

async fn page(app: &App, signed: &Signed, looks: bool, wants: Option<bool>) -> Result<SecurityPage, Problem> {
    let actor = signed.actor.clone();
    let (by_email, shared) = app
        .run(move |engine| {
            let mode = engine.get_setting(&actor, "login_mode")?;
            let shared = if looks { engine.shared_emails(&actor)? } else { Vec::new() };
            Ok((mode.value == "email", shared))
        })
        .await?;
    Ok(SecurityPage {
        p: signed.page("settings"),
        errors: Errors::default(),
        by_email,
        wants_email: wants.unwrap_or(by_email),
        users: shared.iter().map(|(_, logins)| logins.len()).sum(),
        shared,
        is_checked: looks,
        least: LEAST_PASSWORD,
        idle_hours: IDLE_HOURS,
        session_days: SESSION_DAYS,
        link_days: INVITATION_DAYS,
    })
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&page(&app, &signed, false, None).await?)
}

/// Looks, and changes nothing.
async fn check(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&page(&app, &signed, true, Some(true)).await?)
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    login_mode: String,
}

async fn save(Extract(app): Extract<App>, signed: Signed, Posted(given): Posted<Given>) -> Reply {
    let (actor, mode) = (signed.actor.clone(), given.login_mode.clone());
    match app.run(move |engine| engine.set_setting(&actor, "login_mode", &mode)).await {
        Ok(_) => Ok(reply::see_and_say("/settings/security", &Flash::new("flash-settings-saved"))),
        Err(problem) => {
            let conflicts = problem.refusal().filter(|refusal| refusal.code == "login-mode-conflict");
            let Some(refusal) = conflicts else { return Err(problem) };
            let mut page = page(&app, &signed, true, Some(true)).await?;
            let mut errors = Errors::default();
            let (sentence, _) = page.p.words.refusal(refusal.code, &refusal.params);
            errors.add("mode-email", sentence);
            page.errors = errors;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
