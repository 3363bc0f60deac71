//! `/imports`: every import and other run, the latest first, in pages. Reads only.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::routing::get;
use jiff::civil::DateTime;
use kartoteka_domain::run::State;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{ImportFilter, RunKind};
use serde::Deserialize;

use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Rows of a page.
const PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new().route("/imports", get(list))
}

/// One import in a list.
pub struct Row {
    pub number: i64,
    pub name: String,
    pub type_word: String,
    pub state: State,
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    /// Rejected and failed together: what needs a look.
    pub out: u64,
    pub tag: String,
    pub by: String,
    pub at: DateTime,
}

impl Row {
    pub fn of(page: &Page, view: &ImportView) -> Row {
        let (import, counts) = (&view.import, view.counts());
        let kind = page.t(format!("run-{}", import.kind.word()));
        Row {
            number: import.id,
            name: if import.name.is_empty() { kind } else { import.name.clone() },
            type_word: page.words.record_type(&import.type_key),
            state: import.state,
            rows: counts.rows,
            created: counts.created,
            updated: counts.updated,
            out: counts.rejected + counts.failed,
            tag: import.tag.clone().unwrap_or_default(),
            by: view.created_by.clone(),
            at: import.created_at,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Only older than this number.
    before: Option<i64>,
    /// Only in this state.
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct List {
    p: Page,
    rows: Vec<Row>,
    /// The number to go on from; nothing on the last page.
    next: Option<i64>,
    state: String,
    states: Vec<State>,
    is_first: bool,
}

async fn list(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let filter = ImportFilter {
        kinds: vec![RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete],
        states: State::from_word(&asked.state).into_iter().collect(),
        before: asked.before,
        limit: PAGE + 1,
        ..ImportFilter::default()
    };
    let actor = signed.actor.clone();
    let mut found = app.run(move |engine| engine.imports(&actor, &filter)).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let p = signed.page("imports");
    let rows: Vec<Row> = found.iter().map(|view| Row::of(&p, view)).collect();
    let next = rows.last().map(|row| row.number).filter(|_| has_more);
    let states = State::ALL.into_iter().filter(|state| *state != State::Uploaded).collect();
    reply::html(&List { p, rows, next, state: asked.state, states, is_first: asked.before.is_none() })
}
