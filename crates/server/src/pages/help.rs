//! `/help`: one page a flow, the catalogue of problems with an anchor for each code, the list of shortcuts. In the reader's
//! language, for everybody who is signed in. Sentences are those of the program itself, so the help cannot fall behind.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::kind::fold;
use serde::Deserialize;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// The flows, with where each begins.
const FLOWS: [(&str, &str, &str); 5] = [
    ("leads", "/settings/import", "lead"),
    ("helpdesk", "/settings/import", "users"),
    ("round-trip", "/imports", "undo"),
    ("mass-edit", "/imports", "pencil"),
    ("audience", "/settings/bots", "client"),
];
/// Steps a page can have.
const MOST_STEPS: usize = 12;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/help", get(contents))
        .route("/help/issues", get(issues))
        .route("/help/shortcuts", get(shortcuts))
        .route("/help/{page}", get(flow))
}

#[derive(Template)]
#[template(path = "help/contents.html")]
struct Contents {
    p: Page,
    flows: [(&'static str, &'static str, &'static str); 5],
}

async fn contents(signed: Signed) -> Reply {
    reply::html(&Contents { p: signed.page("help"), flows: FLOWS })
}

#[derive(Template)]
#[template(path = "help/flow.html")]
struct Flow {
    p: Page,
    key: &'static str,
    begin: &'static str,
    steps: Vec<String>,
    flows: [(&'static str, &'static str, &'static str); 5],
}

async fn flow(signed: Signed, Path(page): Path<String>) -> Reply {
    let Some((key, begin, _)) = FLOWS.into_iter().find(|(key, ..)| *key == page) else { return Err(Problem::NotFound) };
    let p = signed.page("help");
    let steps = (1..=MOST_STEPS).map_while(|nth| p.words.say_if_known(&format!("help-{key}-{nth}"), &[])).collect();
    reply::html(&Flow { p, key, begin, steps, flows: FLOWS })
}

/// One entry of the catalogue.
struct Entry {
    code: &'static str,
    title: String,
    help: String,
    severity: Severity,
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "help/issues.html")]
struct Issues {
    p: Page,
    entries: Vec<Entry>,
    q: String,
}

async fn issues(signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page("help");
    let wanted = fold(&asked.q);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let entry = |code: &Code| Entry {
        code: code.word(),
        title: p.words.issue_title(*code),
        help: p.words.issue_help(*code),
        severity: code.severity(),
    };
    let fits = |entry: &Entry| {
        let text = fold(&format!("{} {} {}", entry.code, entry.title, entry.help));
        words.iter().all(|word| text.contains(word))
    };
    let entries = Code::ALL.iter().map(entry).filter(fits).collect();
    reply::html(&Issues { p, entries, q: asked.q })
}

#[derive(Template)]
#[template(path = "help/shortcuts.html")]
struct Shortcuts {
    p: Page,
}

async fn shortcuts(signed: Signed) -> Reply {
    reply::html(&Shortcuts { p: signed.page("help") })
}
