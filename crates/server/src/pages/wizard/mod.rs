//! The wizard of an import: from a file to the check, step by step. Every door leads here with its profile preset.
//!
//! In: `/imports/{number}/…`. Out: pages that change the draft on the server and nothing else: no record is written here.
//! Each step is a file of its own; the check and what follows are another area.

#[allow(dead_code, reason = "the pages of the steps draw it")]
pub mod steps;

use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::get;
use kartoteka_domain::run::State;
use kartoteka_engine::RunKind;
use kartoteka_engine::imports::ImportView;

use crate::app::App;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}", get(go_on))
}

/// `/imports/{number}`: to the step that fits how the import stands.
async fn go_on(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let view = app.run(move |engine| engine.import(&signed.actor, number)).await?;
    Ok(reply::see(&format!("/imports/{number}/{}", fitting_step(&view))))
}

/// The last part of the address where an import stands now.
fn fitting_step(view: &ImportView) -> &'static str {
    let import = &view.import;
    let has_file = matches!(import.kind, RunKind::Import | RunKind::Edit);
    if !has_file {
        return "result";
    }
    match import.state {
        State::Uploaded | State::Reading | State::Mapping => "columns",
        State::Checking | State::Checked => "check",
        State::Queued | State::Running => "run",
        // A file that could not be read is looked at again; a run that broke off shows what it did.
        State::Failed if import.started_at.is_none() => "upload",
        State::Completed | State::Stopped | State::Failed | State::Undone | State::PartlyUndone => "result",
    }
}
