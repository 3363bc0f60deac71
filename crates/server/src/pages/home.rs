//! `/`: what waits for a decision, what was imported lately.

use askama::Template;
use axum::Router;
use axum::extract::State as Extract;
use axum::routing::get;
use kartoteka_domain::run::State;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{ImportFilter, RunKind};

use super::imports::Row;
use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Imports shown in each of the two lists.
const SHOWN: usize = 5;

pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct Home {
    p: Page,
    waiting: Vec<Row>,
    latest: Vec<Row>,
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let p = signed.page("home");
    // Who may not import sees a page without lists, not a refusal: home is everybody's.
    if !p.may(Permission::Import) {
        return reply::html(&Home { p, waiting: Vec::new(), latest: Vec::new() });
    }
    let actor = signed.actor.clone();
    let (waiting, latest) = app
        .run(move |engine| {
            let of = |states: &[State]| ImportFilter {
                kinds: vec![RunKind::Import, RunKind::Edit],
                states: states.to_vec(),
                limit: SHOWN,
                ..ImportFilter::default()
            };
            let waiting = engine.imports(&actor, &of(&[State::Mapping, State::Checked, State::Stopped]))?;
            let ended = [State::Completed, State::Failed, State::Undone, State::PartlyUndone];
            Ok((waiting, engine.imports(&actor, &of(&ended))?))
        })
        .await?;
    let rows = |found: &[ImportView]| found.iter().map(|view| Row::of(&p, view)).collect();
    let (waiting, latest) = (rows(&waiting), rows(&latest));
    reply::html(&Home { p, waiting, latest })
}
