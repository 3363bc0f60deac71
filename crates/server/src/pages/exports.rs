//! `/exports` (Settings → Account → Exports): what was exported, its files as long as they are kept, once more, away.
//! Files go to their owner and to administrators only, always as attachments, and each fetching is written down.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use jiff::civil::DateTime;
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::export_records::{ExportOrder, KeptExport};
use kartoteka_engine::words;
use serde::Deserialize;

use super::records::asked::condition_in_words;
use super::records::{export, list_name};
use crate::app::App;
use crate::download;
use crate::flash::Flash;
use crate::page::{Look, Page};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/exports", get(show))
        .route("/exports/{number}/again", post(again))
        .route("/exports/{number}/delete", post(delete))
}

pub fn streams() -> Router<App> {
    Router::new().route("/exports/{number}/file", get(file))
}

struct Row {
    id: i64,
    name: String,
    type_word: String,
    /// What narrowed it, in words.
    chosen: String,
    kind: String,
    records: u64,
    size: String,
    look: Look,
    state: String,
    reason: String,
    by: String,
    at: DateTime,
    expires_at: Option<DateTime>,
    may_repeat: bool,
    done: Option<u64>,
}

#[derive(Template)]
#[template(path = "exports/list.html")]
struct List {
    p: Page,
    rows: Vec<Row>,
    /// The number of the export that is being made now, which the page follows.
    followed: Option<i64>,
    everybody: bool,
    may_see_all: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    of: String,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page("exports");
    let may_see_all = p.may(Permission::Administer);
    let everybody = may_see_all && asked.of == "all";
    let actor = signed.actor.clone();
    let found = app
        .run(move |engine| {
            let found = if everybody { engine.all_exports(&actor)? } else { engine.exports(&actor)? };
            found.into_iter().map(|one| Ok((engine.login(one.by)?, one))).collect::<kartoteka_engine::error::Result<Vec<_>>>()
        })
        .await?;
    let rows: Vec<Row> = found.into_iter().map(|(by, one)| row(&app, &p, by, one)).collect();
    let followed = rows.iter().find(|row| ["queued", "running"].contains(&row.state.as_str())).map(|row| row.id);
    reply::html(&List { p, rows, followed, everybody, may_see_all })
}

fn row(app: &App, p: &Page, by: String, export: KeptExport) -> Row {
    let types = app.engine().types();
    let ty = types.get(&export.record_type);
    let type_word = ty.map_or_else(|| export.record_type.clone(), |ty| list_name(p, ty));
    let (tint, icon) = match export.state.as_str() {
        "completed" => ("success", "tick"),
        "failed" => ("danger", "cross"),
        "expired" => ("neutral", "clock"),
        _ => ("info", "spinner"),
    };
    let word = p.t(format!("export-state-{}", export.state));
    let kind = export.order.as_ref().map(|order| p.t(format!("export-kind-{}", order.kind))).unwrap_or_default();
    let done = app.work().look_at_export(export.id).and_then(|now| now.progress).map(|progress| progress.done);
    Row {
        id: export.id,
        type_word,
        chosen: export.order.as_ref().map(|order| chosen(p, ty.map(std::convert::AsRef::as_ref), order)).unwrap_or_default(),
        kind,
        records: export.records,
        size: words::size(export.bytes, p.words.language),
        look: Look { tint, icon, word },
        reason: reason(p, &export.note),
        by,
        at: export.created_at,
        expires_at: export.expires_at,
        may_repeat: export.order.is_some() && !["queued", "running"].contains(&export.state.as_str()),
        name: export.name,
        state: export.state,
        done,
    }
}

fn reason(p: &Page, note: &str) -> String {
    if note.is_empty() {
        return String::new();
    }
    p.words.say_if_known(&format!("refusal-{note}"), &[]).unwrap_or_else(|| p.t("export-failed-why"))
}

/// What narrowed an export, in words.
fn chosen(p: &Page, ty: Option<&RecordType>, order: &ExportOrder) -> String {
    let records = &order.records;
    if records.is_all() {
        return p.t("export-of-all");
    }
    if let Some(only) = &records.only {
        return p.t1("export-of-picked", "n", only.len());
    }
    let told = |condition: &String| ty.map_or_else(|| condition.clone(), |ty| condition_in_words(p, ty, condition));
    let mut parts: Vec<String> = records.conditions.iter().map(told).collect();
    if !records.search.is_empty() {
        parts.push(p.t1("filter-search-chip", "text", &records.search));
    }
    for (how, tags) in [("any", &records.tags_any), ("all", &records.tags_all), ("none", &records.tags_none)] {
        parts.extend(tags.iter().map(|tag| p.t1(&format!("filter-tag-{how}-chip"), "name", tag)));
    }
    parts.join("; ")
}

async fn file(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let export = app.run(move |engine| engine.export(&actor, number)).await?;
    let actor = signed.actor.clone();
    download::made(&app, &export.name, move |engine, path| engine.download_export(&actor, number, path).map(|_| ())).await
}

async fn again(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    export::queue(&app, &signed, move |engine, actor| engine.repeat_export(actor, number)).await?;
    Ok(reply::see_and_say("/exports", &Flash::new("flash-export-begun")))
}

async fn delete(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    match app.run(move |engine| engine.delete_export(&actor, number)).await {
        // Gone is gone, whoever was quicker.
        Err(problem) if problem.status() != StatusCode::NOT_FOUND => Err::<_, Problem>(problem),
        _ => Ok(reply::see_and_say("/exports", &Flash::new("flash-export-deleted"))),
    }
}
