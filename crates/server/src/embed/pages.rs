//! The pages a session has besides those of the wizard: the choice of a type, the looks, the end.
//!
//! In: a session. Out: pages, addresses as the application knows them.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kartoteka_engine::embed_wizard::theme;
use serde_json::Value;

use super::{Embedded, rules};
use crate::app::App;
use crate::page::Page;
use crate::pages::review::type_words;
use crate::reply::{self, Reply};

/// A type to choose.
struct Way {
    path: String,
    word: String,
}

#[derive(Template)]
#[template(path = "embed/hub.html")]
struct Hub {
    p: Page,
    ways: Vec<Way>,
}

/// The beginning: straight to the file when there is one type, else to the choice.
pub fn begin(app: &App, p: Page, embed: &Embedded) -> Reply {
    if let [only] = embed.settings.types.as_slice() {
        return Ok(reply::see(&rules::door(embed, only)));
    }
    let way = |key: &String| Way { path: rules::door(embed, key), word: type_words(app, &p, key) };
    let ways = embed.settings.types.iter().map(way).collect();
    reply::html(&Hub { ways, p })
}

/// The looks, as variables of the stylesheet.
pub fn stylesheet(embed: &Embedded) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::OK, kind, theme::stylesheet(&embed.settings.theme)).into_response()
}

#[derive(Template)]
#[template(path = "embed/closed.html")]
struct Closed {
    p: Page,
    /// JSON, for the script that tells the page around.
    told: String,
}

pub fn closed(p: Page, told: &Value) -> Reply {
    reply::html(&Closed { p, told: told.to_string() })
}

#[derive(Template)]
#[template(path = "embed/ended.html")]
struct Ended {
    p: Page,
}

/// It is over, by time or because somebody ended it.
pub fn ended(p: Page) -> Reply {
    reply::with_status(StatusCode::FORBIDDEN, &Ended { p })
}
