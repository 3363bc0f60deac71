//! `/language`, `/theme`, `/shortcuts`: the switches of the top bar and the profile. Kept with the person, and with the
//! browser for those who are not signed in.

use axum::Router;
use axum::extract::State as Extract;
use axum::routing::post;
use kartoteka_domain::language::Language;
use kartoteka_engine::error::{Refusal, RefusalKind};
use serde::Deserialize;

use crate::app::App;
use crate::cookies;
use crate::form::Posted;
use crate::reply::{self, Reply};
use crate::visit::{Theme, Visitor};

pub fn routes() -> Router<App> {
    Router::new().route("/language", post(set_language)).route("/theme", post(set_theme)).route("/shortcuts", post(set_shortcuts))
}

#[derive(Deserialize)]
struct Given {
    word: String,
    /// Where the person was.
    #[serde(default)]
    back: String,
}

async fn set_language(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let Some(language) = Language::from_tag(&given.word) else {
        return Err(Refusal::new(RefusalKind::Malformed, "language-unknown").with("name", given.word).into());
    };
    keep(&app, &visitor, "language", cookies::LANGUAGE, language.tag(), &given.back).await
}

async fn set_theme(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let theme = Theme::from_word(&given.word).unwrap_or_default();
    keep(&app, &visitor, "theme", cookies::THEME, theme.word(), &given.back).await
}

async fn set_shortcuts(Extract(app): Extract<App>, visitor: Visitor, Posted(given): Posted<Given>) -> Reply {
    let word = if given.word == "off" { "off" } else { "on" };
    keep(&app, &visitor, "shortcuts", "kt_shortcuts", word, &given.back).await
}

async fn keep(app: &App, visitor: &Visitor, key: &'static str, cookie: &str, word: &'static str, back: &str) -> Reply {
    if let Some(arrival) = &visitor.0.arrival {
        let actor = arrival.actor.clone();
        app.run(move |engine| engine.set_preference(&actor, key, word)).await?;
    }
    let mut response = reply::see(back);
    cookies::set(response.headers_mut(), cookie, word, cookies::LONG, app.options().is_https());
    Ok(response)
}
