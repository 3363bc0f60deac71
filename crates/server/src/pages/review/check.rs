//! `/imports/{number}/check`: what the check found, live while it checks. Numbers that filter, groups with mends, the rows.
//!
//! In: a checked import. Out: one page. POST checks; nothing here writes a record.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::routing::get;
use kartoteka_domain::issue::Severity;
use kartoteka_domain::run::State;
use kartoteka_engine::file_notes::file_notes;
use kartoteka_engine::mend_rows::MendStep;
use kartoteka_engine::staged_rows::SortCounts;

use super::grid::{self, Asked, Grid};
use super::groups::{self, Group};
use super::{Head, mends};
use crate::app::App;
use crate::page::Page;
use crate::pages::wizard::steps::{At, Step, steps};
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::{Kind, Snapshot};

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/check", get(show).post(start))
}

/// Everything a finished check has to say.
pub struct Results {
    pub sorts: SortCounts,
    pub groups: Vec<Group>,
    pub notes: Vec<Group>,
    /// What is worth knowing of the file, in sentences.
    pub file_notes: Vec<String>,
    pub grid: Grid,
    pub mends: Vec<mends::Shown>,
    pub can_undo: bool,
    pub can_redo: bool,
    /// Rows or records changed since: the numbers are those of the last check.
    pub is_stale: bool,
    pub before: Before,
}

/// How it was before the last check, when that followed a mend or a corrected file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    /// Rows with errors.
    pub rejected: Option<u64>,
    /// Errors a corrected file solved, and those it brought.
    pub solved: Option<u64>,
    pub new: Option<u64>,
    /// Mends that hold for the corrected file, and those that do not; nothing when there was none.
    pub mends: Option<u64>,
    pub mends_left: u64,
}

impl Before {
    fn of(job: &kartoteka_engine::look_after_work::JobView) -> Before {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        let (asked, result) = (read(&job.work.request), read(&job.result));
        let (kept, left) = (asked["mends"].as_u64(), asked["mends_left"].as_u64().unwrap_or_default());
        Before {
            rejected: asked["before"].as_u64(),
            solved: result["solved"].as_u64(),
            new: result["new"].as_u64(),
            mends: kept.filter(|kept| kept + left > 0),
            mends_left: left,
        }
    }
}

#[derive(Template)]
#[template(path = "review/check.html")]
struct Check {
    p: Page,
    import: Head,
    steps: Vec<Step>,
    is_working: bool,
    work: Option<Snapshot>,
    results: Option<Results>,
    /// Why the last check could not be made.
    failure: Option<(String, String)>,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    let actor = signed.actor.clone();
    let shop = Arc::clone(app.work());
    let (view, work, job) = app
        .run(move |engine| {
            let (view, work) = shop.run_and_work(&actor, number, &[Kind::CheckImport, Kind::AutoImport])?;
            Ok((view, work, engine.job_about(Kind::CheckImport.word(), number)?))
        })
        .await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    let elsewhere = match import.state {
        _ if !import.has_file() => Some("result"),
        State::Queued | State::Running => Some("run"),
        State::Completed | State::Stopped | State::Undone | State::PartlyUndone => Some("result"),
        _ => None,
    };
    if let Some(place) = elsewhere {
        return Ok(reply::see(&format!("/imports/{number}/{place}")));
    }
    let steps = steps(number, import.state, At::Check);
    let is_working = work.is_some();
    let failure = job.as_ref().filter(|job| job.has_failed() && import.state == State::Mapping);
    let failure = failure.map(|job| super::run::told(&p, &job.result));
    if is_working || import.state == State::Checking {
        // A check that was interrupted has half of its findings: none of them is shown.
        return reply::html(&Check { p, import, steps, is_working, work, results: None, failure: None });
    }
    let before = job.as_ref().map(Before::of).unwrap_or_default();
    let (actor, page) = (signed.actor.clone(), p.clone());
    let results = app
        .run(move |engine| {
            let sorts = engine.sort_counts(&actor, number)?;
            if sorts.rows == 0 {
                return Ok(None);
            }
            let all = groups::groups(engine, &actor, &page, &view)?;
            let (notes, groups) = all.into_iter().partition(|group: &Group| group.severity == Severity::Note);
            let made: Vec<MendStep> = engine.mend_steps(&actor, number)?;
            let can_undo = made.iter().any(|step| !step.undone);
            let can_redo = made.iter().any(|step| step.undone);
            let mends = made.iter().map(|step| mends::Shown::of(&page, step)).collect();
            let is_stale = engine.is_check_stale(&actor, number)?;
            let grid = grid::load(engine, &actor, &page, &view, &asked)?;
            let known = view.settings.as_ref().map(file_notes).unwrap_or_default();
            let file_notes = known.iter().map(|note| page.words.file_note(note)).collect();
            Ok(Some(Results { sorts, groups, notes, file_notes, grid, mends, can_undo, can_redo, is_stale, before }))
        })
        .await?;
    // It was checked, and its findings are gone: another check has begun since. The page follows that.
    let is_working = results.is_none() && import.state == State::Checked;
    reply::html(&Check { p, import, steps, is_working, work, results, failure })
}

/// Puts the check into the queue. Checked twice at once it is checked once.
async fn start(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let work = Arc::clone(app.work());
    app.run(move |engine| {
        engine.import(&signed.actor, number)?;
        work.start(&signed.actor, Kind::CheckImport, number, "{}".to_owned())
    })
    .await?;
    Ok(reply::see(&format!("/imports/{number}/check")))
}
