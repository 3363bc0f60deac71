//! `/help/problems/{code}`: what a refusal of the REST API means, where its `type` leads. For everybody: it tells nothing of the data.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use kartoteka_engine::words::Words;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Visitor;

/// Stands for what a sentence says of one request.
const SOMETHING: &str = "…";

pub fn routes() -> Router<App> {
    Router::new().route("/help/problems/{code}", get(show))
}

#[derive(Template)]
#[template(path = "help/problem.html")]
struct Shown {
    p: Page,
    code: String,
    sentence: String,
    hint: String,
}

async fn show(visitor: Visitor, Path(code): Path<String>) -> Reply {
    let p = visitor.page("help");
    // In documents the code is written with low lines.
    let wanted = code.replace('_', "-");
    let known = Words::refusal_codes().into_iter().find(|known| *known == wanted).ok_or(Problem::NotFound)?;
    let facts: Vec<(&str, &str)> =
        Words::refusal_facts(known).into_iter().filter(|name| *name != "likely").map(|name| (name, SOMETHING)).collect();
    let (sentence, hint) = p.words.refusal(known, &facts);
    reply::html(&Shown { p, code: known.replace('-', "_"), sentence, hint: hint.unwrap_or_default() })
}
