//! `/bulk/{number}`: a mass edit while it runs and when it is done: what it was asked, what it did, who got and who lost
//! records, what stayed and why; and taking it back.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{get, post};
use jiff::civil::DateTime;
use kartoteka_domain::run::{Counts, State};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::mass_edit::BulkAction;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words;
use kartoteka_engine::{IssueFilter, RunKind};

use super::records::{base_of, list_name};
use crate::app::App;
use crate::flash::Flash;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::{Kind, Snapshot};

/// Reasons listed one by one.
const REASONS: usize = 100;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/bulk/{number}", get(show))
        .route("/bulk/{number}/stop", post(stop))
        .route("/bulk/{number}/undo", get(ask_undo).post(undo))
}

#[derive(Template)]
#[template(path = "bulk/run.html")]
struct Run {
    p: Page,
    number: i64,
    asked: String,
    list: String,
    list_name: String,
    records: u64,
    state: State,
    is_open: bool,
    is_undoing: bool,
    /// It was stopped or interrupted before its end.
    can_go_on: bool,
    /// Records that were looked at before that.
    done: u64,
    work: Option<Snapshot>,
    counts: Counts,
    out: u64,
    people: Vec<(String, String)>,
    reasons: Vec<(String, Option<String>)>,
    by: String,
    at: DateTime,
    may_undo: bool,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let shop = std::sync::Arc::clone(app.work());
    let (view, request, job, (work, done), issues) = app
        .run(move |engine| {
            let (view, work) = shop.run_and_work(&actor, number, &Kind::OF_RUNS)?;
            let request = engine.bulk_request(&actor, number)?;
            let job = engine.job_about(Kind::BulkEdit.word(), number)?;
            let done = engine.committed_progress(&view.import)?.done;
            let issues = engine.issues(&actor, number, &IssueFilter::default(), None, REASONS)?;
            Ok((view, request, job, (work, done), issues))
        })
        .await?;
    if view.import.kind != RunKind::Bulk {
        return Err(Problem::NotFound);
    }
    let p = signed.page("imports");
    let ty = app.engine().types().named(&view.import.type_key)?;
    let result: serde_json::Value = job.and_then(|job| serde_json::from_str(&job.result).ok()).unwrap_or_default();
    let people = result["people"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let people = people.filter_map(|one| Some((one[0].as_str()?.to_owned(), words::signed(one[1].as_i64()?, p.words.language))));
    let base = base_of(&ty.key);
    let reason = |issue: &kartoteka_domain::issue::Issue| {
        let label = issue.field.as_deref().and_then(|key| ty.field(key)).map_or("", |field| field.label(p.words.language));
        let id = kartoteka_engine::mass_edit::BulkReport::record_of(issue);
        let says = p.words.issue(issue.code, label, issue.value.as_deref(), &issue.params);
        (id.map_or(says.clone(), |id| format!("#{id}: {says}")), id.map(|id| format!("{base}/{id}")))
    };
    let reasons = issues.iter().map(|stored| reason(&stored.issue)).collect();
    let state = view.import.state;
    let counts = *view.counts();
    let may_undo = p.may(Permission::TakeBack)
        && matches!(state, State::Completed | State::Stopped | State::PartlyUndone)
        && counts.created + counts.updated > 0;
    reply::html(&Run {
        asked: said(&p, &ty, &request.0),
        list_name: list_name(&p, &ty),
        list: base,
        records: request.1.max(counts.rows),
        is_open: work.is_some(),
        is_undoing: work.as_ref().is_some_and(|work| work.kind == Kind::UndoImport.word()),
        done,
        can_go_on: work.is_none() && matches!(state, State::Stopped | State::Running | State::Queued),
        out: counts.rejected + counts.failed,
        people: people.collect(),
        by: view.created_by.clone(),
        at: view.import.created_at,
        number,
        state,
        work,
        counts,
        reasons,
        may_undo,
        p,
    })
}

/// `Add tag "veletrh"`, in the person's language.
fn said(p: &Page, ty: &kartoteka_domain::record_type::RecordType, actions: &[BulkAction]) -> String {
    if actions.is_empty() {
        // A batch over the API: each record was written in its own way.
        return p.t("did-batch");
    }
    let one = |action: &BulkAction| match action {
        BulkAction::Activate => p.t("act-activate"),
        BulkAction::Deactivate => p.t("act-deactivate"),
        BulkAction::Delete => p.t("act-delete"),
        BulkAction::AddTag(name) => p.t1("did-add-tag", "name", name),
        BulkAction::RemoveTag(name) => p.t1("did-remove-tag", "name", name),
        BulkAction::SetResponsible(logins) => p.t1("did-responsible-replace", "names", logins.join(", ")),
        BulkAction::AddResponsible(logins) => p.t1("did-responsible-add", "names", logins.join(", ")),
        BulkAction::RemoveResponsible(logins) => p.t1("did-responsible-remove", "names", logins.join(", ")),
        BulkAction::Set { field, text } => {
            let label = ty.field(field).map_or(field.as_str(), |field| field.label(p.words.language));
            p.t2("did-set", "name", label, "text", text)
        }
    };
    actions.iter().map(one).collect::<Vec<_>>().join("; ")
}

async fn stop(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let work = std::sync::Arc::clone(app.work());
    app.run(move |engine| {
        engine.bulk_request(&actor, number)?;
        if work.stop(number) {
            return Ok(());
        }
        // It waits for a worker, or another program does it.
        for job in engine.open_work_about(number)?.iter().filter(|job| job.work.kind == Kind::BulkEdit.word()) {
            engine.unqueue_work(&actor, job.id)?;
        }
        engine.stop_run(&actor, number)
    })
    .await?;
    Ok(reply::see(&format!("/bulk/{number}")))
}

#[derive(Template)]
#[template(path = "bulk/undo.html")]
struct AskUndo {
    p: Page,
    number: i64,
    taken: u64,
    kept: u64,
}

async fn ask_undo(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let report = app
        .run(move |engine| {
            engine.bulk_request(&actor, number)?;
            engine.undo_run(&actor, number, true, &Watch::default())
        })
        .await?;
    let p = signed.page("imports");
    reply::html(&AskUndo { p, number, taken: report.deleted + report.restored, kept: report.kept_count })
}

async fn undo(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let (actor, work) = (signed.actor.clone(), std::sync::Arc::clone(app.work()));
    app.run(move |engine| {
        actor.require(Permission::TakeBack)?;
        engine.bulk_request(&actor, number)?;
        work.start(&actor, Kind::UndoImport, number, "{}".to_owned())
    })
    .await?;
    Ok(reply::see_and_say(&format!("/bulk/{number}"), &Flash::new("flash-undo-begun")))
}
