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
use kartoteka_engine::error::Error;
use kartoteka_engine::look_after_work::JobView;
use kartoteka_engine::progress::Progress;

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
    /// It was interrupted: how far it came.
    interrupted: Option<Progress>,
    /// The run to go on with.
    begun: i64,
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
    let shop = Arc::clone(app.work());
    let (view, jobs, work, begun) = app
        .run(move |engine| {
            let (view, work) = shop.run_and_work(&actor, number, &KINDS)?;
            let mut jobs = Vec::new();
            for kind in KINDS {
                jobs.extend(engine.job_about(kind.word(), number)?.map(|job| (kind, job)));
            }
            jobs.sort_by_key(|(_, job)| job.id);
            let begun = if work.is_none() { shop.begun(number, &KINDS)? } else { None };
            let begun = begun.map(|(kind, run)| Ok::<_, Error>((kind, engine.committed_progress(&run)?, run.id))).transpose()?;
            Ok((view, jobs, work, begun))
        })
        .await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    let latest = jobs.last();
    let kind = latest.map_or(Kind::RunImport, |(kind, _)| *kind);
    let page = Run { p, import, kind: kind.word(), is_going: false, work: None, failure: None, interrupted: None, begun: number };
    if let Some(work) = work {
        let kind = KINDS.into_iter().find(|kind| kind.word() == work.kind).unwrap_or(kind);
        return reply::html(&Run { kind: kind.word(), is_going: true, work: Some(work), ..page });
    }
    if let Some((kind, progress, begun)) = begun {
        return reply::html(&Run { kind: kind.word(), interrupted: Some(progress), begun, ..page });
    }
    let Run { p, import, .. } = page;
    match latest {
        Some((_, job)) if job.has_failed() => {
            let failure = Some(told(&p, &job.result));
            let (kind, begun) = (kind.word(), number);
            reply::html(&Run { p, import, kind, is_going: false, work: None, failure, interrupted: None, begun })
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
            let ours: Vec<_> = waiting.iter().filter(|job| KINDS.iter().any(|kind| kind.word() == job.work.kind)).collect();
            for job in &ours {
                engine.unqueue_work(&signed.actor, job.id)?;
            }
            if ours.is_empty() {
                // Another program is at work on it, or was.
                engine.stop_run(&signed.actor, number)?;
            }
        }
        Ok(())
    })
    .await?;
    Ok(reply::see_and_say(&format!("/imports/{number}/run"), &Flash::new("flash-stopping")))
}
