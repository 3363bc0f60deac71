//! `/imports/{number}/run`: how far a run, an undo or a deletion is; stop. Shows the same when it is loaded again, to anybody
//! who may see the import.
//!
//! In: a number. Out: progress, and the way to the result once it is there.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{get, post};
use kartoteka_domain::run::State;
use kartoteka_engine::work_queue::JobView;

use super::Head;
use crate::app::App;
use crate::flash::Flash;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::{Kind, Snapshot};

/// The kinds that this page follows.
const KINDS: [Kind; 3] = [Kind::RunImport, Kind::UndoImport, Kind::DeleteImport];

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/run", get(show)).route("/imports/{number}/stop", post(stop))
}

#[derive(Template)]
#[template(path = "review/run.html")]
struct Run {
    p: Page,
    import: Head,
    /// The word of the kind of work.
    kind: &'static str,
    is_going: bool,
    work: Option<Snapshot>,
    /// Why it could not go on.
    failure: Option<(String, String)>,
}

/// Why a job failed, in the reader's words: the sentence and what to do.
pub fn told(page: &Page, result: &str) -> (String, String) {
    let value: serde_json::Value = serde_json::from_str(result).unwrap_or_default();
    let code = value["code"].as_str().unwrap_or("fault");
    if code == "fault" {
        return (page.t("problem-fault"), page.t("problem-fault-hint"));
    }
    let params: Vec<(String, String)> = serde_json::from_value(value["params"].clone()).unwrap_or_default();
    let (sentence, hint) = page.words.refusal(code, &params);
    (sentence, hint.unwrap_or_default())
}

/// The run that an undo or a deletion made.
pub fn made(job: &JobView) -> Option<i64> {
    serde_json::from_str::<serde_json::Value>(&job.result).ok()?["run"].as_i64()
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let (view, jobs) = app
        .run(move |engine| {
            let mut jobs = Vec::new();
            for kind in KINDS {
                jobs.extend(engine.job_about(kind.word(), number)?.map(|job| (kind, job)));
            }
            jobs.sort_by_key(|(_, job)| job.id);
            Ok((engine.import(&actor, number)?, jobs))
        })
        .await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    let work = app.work().look_among(number, &KINDS);
    let latest = jobs.last();
    let is_open = latest.is_some_and(|(_, job)| job.is_open());
    // A run of the command line or of another server has no job here.
    let is_elsewhere = latest.is_none() && matches!(import.state, State::Queued | State::Running);
    let kind = latest.map_or(Kind::RunImport, |(kind, _)| *kind);
    if work.is_some() || is_open || is_elsewhere {
        return reply::html(&Run { p, import, kind: kind.word(), is_going: true, work, failure: None });
    }
    match latest {
        Some((_, job)) if job.state == "failed" => {
            let failure = Some(told(&p, &job.result));
            reply::html(&Run { p, import, kind: kind.word(), is_going: false, work: None, failure })
        }
        Some((Kind::UndoImport | Kind::DeleteImport, job)) => {
            Ok(reply::see(&format!("/imports/{}/result", made(job).unwrap_or(number))))
        }
        _ if import.state == State::Checked => Ok(reply::see(&format!("/imports/{number}/preview"))),
        _ => Ok(reply::see(&format!("/imports/{number}/result"))),
    }
}

/// Stops where it is safe: what is written stays, and can be undone or gone on with.
async fn stop(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let work = Arc::clone(app.work());
    app.run(move |engine| {
        engine.may_stop(&signed.actor, number)?;
        if !work.stop_among(number, &KINDS) {
            // Not begun yet: it leaves the queue.
            let waiting = engine.open_work_about(number)?;
            for job in waiting.iter().filter(|job| KINDS.iter().any(|kind| kind.word() == job.work.kind)) {
                engine.unqueue_work(&signed.actor, job.id)?;
            }
        }
        Ok(())
    })
    .await?;
    Ok(reply::see_and_say(&format!("/imports/{number}/run"), &Flash::new("flash-stopping")))
}
