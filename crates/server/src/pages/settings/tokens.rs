//! `/settings/tokens`: tokens for scripts: made with scopes and an end, shown once, revoked.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_engine::manage_tokens::{ApiTokenView, MOST_DAYS, Scope};

use super::given::{self, Given, Pairs};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Lives offered in the form, in days.
const LIVES: [i64; 4] = [30, 90, 365, MOST_DAYS];

pub fn routes() -> Router<App> {
    Router::new().route("/settings/tokens", get(show).post(add)).route("/settings/tokens/{id}/revoke", post(revoke))
}

struct ScopeBox {
    word: &'static str,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "settings/tokens.html")]
struct TokensPage {
    p: Page,
    errors: Errors,
    tokens: Vec<ApiTokenView>,
    name: String,
    scopes: Vec<ScopeBox>,
    lives: [i64; 4],
    days: i64,
    /// The secret that was just made; shown this once.
    secret: String,
}

async fn page(app: &App, signed: &Signed, given: &Given, errors: Errors, secret: String) -> Result<TokensPage, Problem> {
    let actor = signed.actor.clone();
    let tokens = app.run(move |engine| engine.api_tokens(&actor)).await?;
    let is_new = given.0.is_empty() || !secret.is_empty();
    let is_on = |scope: Scope| if is_new { scope == Scope::Read } else { given.all("scope").any(|word| word == scope.word()) };
    Ok(TokensPage {
        p: signed.page("settings"),
        errors,
        tokens,
        name: if is_new { String::new() } else { given.text("name").to_owned() },
        scopes: Scope::ALL.map(|scope| ScopeBox { word: scope.word(), is_on: is_on(scope) }).into_iter().collect(),
        lives: LIVES,
        days: given.text("days").parse().unwrap_or(LIVES[1]),
        secret,
    })
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&page(&app, &signed, &Given(Vec::new()), Errors::default(), String::new()).await?)
}

/// The answer is a page, not a redirect: the secret exists nowhere else.
async fn add(Extract(app): Extract<App>, signed: Signed, Posted(given): Pairs) -> Reply {
    let given = Given(given);
    let scopes: Vec<Scope> = given.all("scope").filter_map(Scope::from_word).collect();
    let (actor, name) = (signed.actor.clone(), given.text("name").to_owned());
    let days = given.text("days").parse().unwrap_or(0);
    match app.run(move |engine| engine.create_api_token(&actor, &name, &scopes, days)).await {
        Ok(secret) => reply::html(&page(&app, &signed, &given, Errors::default(), secret).await?),
        Err(problem) => {
            let field = match problem.refusal().map(|refusal| refusal.code) {
                Some("token-without-scope") => "scope-read",
                Some("token-days-unfit") => "days",
                _ => "name",
            };
            let errors = given::at_field(&signed.page("settings"), field, problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &signed, &given, errors, String::new()).await?)
        }
    }
}

async fn revoke(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.revoke_api_token(&actor, id)).await?;
    Ok(reply::see_and_say("/settings/tokens", &Flash::new("flash-token-revoked")))
}
