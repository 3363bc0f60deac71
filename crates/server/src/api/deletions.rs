//! `/import-batches`: what imports left in the register, by their tags; `/import-deletions`: taking it out again.
//!
//! In: a type and a tag. Out: with `dry_run` what would go and what would stay; else 202 and a run to look at.

use std::sync::Arc;

use axum::extract::{Path, State as Extract};
use kartoteka_domain::run::State;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words::Words;
use kartoteka_engine::{Engine, ImportFilter, RunKind, shapes};
use serde::Deserialize;
use serde_json::{Value, json};

use super::BASE;
use super::answer;
use super::caller::Caller;
use super::given::{Given, Query};
use super::runs;
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, param, post};
use crate::app::App;
use crate::reply::Reply;
use crate::work::{Kind, Workshop};

pub fn endpoints() -> Vec<Endpoint> {
    let back = Permission::TakeBack;
    vec![
        get("/import-batches", batches)
            .needs(back)
            .named("listImportBatches", "The tags imports gave, newest first, and how many records carry them.")
            .asks([param("type", f::text(), "A record type, or `companies-contacts`; all of them when it is not said.")])
            .gives_list("ImportBatch"),
        post("/import-deletions", create)
            .needs(back)
            .named("createImportDeletion", "Deletes what an import created; with `dry_run` only tells what would go.")
            .takes("NewImportDeletion")
            .gives("TakenBack")
            .begins("ImportDeletion"),
        get("/import-deletions", list)
            .needs(back)
            .named("listImportDeletions", "Deletions that began, latest first.")
            .gives_pages("ImportDeletion"),
        get("/import-deletions/{id}", one)
            .needs(back)
            .named("getImportDeletion", "A deletion with its state, counts and the work on it.")
            .gives("ImportDeletion")
            .versioned(),
        get("/import-deletions/{id}/items", items)
            .needs(back)
            .named("listImportDeletionItems", "The records that stayed, and why.")
            .gives_list("Kept"),
        post("/import-deletions/{id}/cancel", cancel)
            .needs(back)
            .named("cancelImportDeletion", "Stops where it is safe; what is deleted stays deleted.")
            .begins("ImportDeletion"),
    ]
}

pub fn forms() -> Vec<Form> {
    let batch = [("tag", f::text()), ("import", f::maybe(f::count())), ("type", f::text()), ("records", f::count())];
    let new = [("type", f::text()), ("tag", f::text()), ("keep_edited", f::flag()), ("dry_run", f::flag())];
    let by_type = f::answer([("type", f::text()), ("deleted", f::count()), ("kept", f::count())]);
    let numbers = ["records", "deleted", "restored", "unchanged", "kept", "kept_edited", "kept_linked"];
    let report = numbers.map(|name| (name, f::count())).into_iter().chain([
        ("run", f::maybe(f::count())),
        ("types", f::list(by_type)),
        ("kept_records", f::list(f::of("Kept"))),
        ("counts", f::of("Counts")),
    ]);
    let kept = [("type", f::text()), ("id", f::id()), ("name", f::text()), ("reason", f::text()), ("detail", f::any())];
    let deletion = [
        ("id", f::id()),
        ("import", f::id()),
        ("state", f::word(State::ALL.map(State::word))),
        ("run", f::of("Import")),
        ("job", f::maybe(f::of("Job"))),
        ("progress", f::any()),
        ("links", f::map(f::text())),
    ];
    vec![
        ("ImportBatch", f::answer(batch)),
        ("NewImportDeletion", f::request(new, &["type", "tag"])),
        ("TakenBack", f::answer(report)),
        ("Kept", f::answer(kept)),
        ("ImportDeletion", f::answer(deletion)),
    ]
}

async fn batches(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (kind, slice) = (query.take("type"), Slice::of(&mut query)?);
    query.end()?;
    let data = app.run(move |engine| {
        let types = engine.types();
        let kinds = kind.map_or_else(|| types.all().iter().map(|ty| ty.key.to_string()).collect(), |kind| vec![kind]);
        let mut all = Vec::new();
        for kind in kinds {
            let word = types.named(&kind).map_or_else(|_| kind.clone(), |ty| shapes::type_word(&ty));
            let found = engine.import_tags(&caller.actor, &kind)?;
            all.extend(found.into_iter().map(|tag| (std::cmp::Reverse(tag.import), shapes::import_tag(&tag, &word))));
        }
        all.sort_by_key(|(import, _)| *import);
        Ok(all.into_iter().map(|(_, shape)| shape).collect())
    });
    Ok(slice.page(data.await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// A type, or `companies-contacts`.
    #[serde(rename = "type")]
    kind: String,
    tag: String,
    #[serde(default)]
    keep_edited: bool,
    #[serde(default)]
    dry_run: bool,
}

/// A run waits for a worker; its number is that of the deletion, so that two of one import are two.
async fn create(Extract(app): Extract<App>, caller: Caller, Given(asked): Given<Asked>) -> Reply {
    let (dry_run, work, words) = (asked.dry_run, Arc::clone(app.work()), caller.words());
    let done = app.run(move |engine| {
        let actor = &caller.actor;
        if dry_run {
            let report = engine.delete_import(actor, &asked.kind, &asked.tag, asked.keep_edited, true, &Watch::default())?;
            return Ok((0, shapes::undo_report(&report, &engine.types())));
        }
        let run = engine.queue_deletion(actor, &asked.kind, &asked.tag, asked.keep_edited)?;
        work.start(actor, Kind::DeleteImport, run, json!({"run": run}).to_string())?;
        Ok((run, read(engine, &work, actor, run, words)?))
    });
    let (run, body) = done.await?;
    Ok(if dry_run { answer::ok(&body) } else { answer::accepted(&path(run), &body) })
}

fn path(run: i64) -> String {
    format!("{BASE}/import-deletions/{run}")
}

fn unknown(id: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalKind::NotFound, "not-found").with("what", "import-deletion").with("id", id)
}

/// The number in an address; what is no number is no deletion.
fn number(id: &str) -> Result<i64, Refusal> {
    id.parse().ok().filter(|id| *id > 0).ok_or_else(|| unknown(id))
}

/// The run of a deletion, for whoever may take back.
fn run_of(engine: &Engine, actor: &Actor, number: i64) -> Done<ImportView> {
    actor.require(Permission::TakeBack)?;
    let view = engine.import(actor, number)?;
    if view.import.kind == RunKind::Delete { Ok(view) } else { Err(unknown(number).into()) }
}

fn read(engine: &Engine, work: &Workshop, actor: &Actor, number: i64, words: Words) -> Done<Value> {
    let view = run_of(engine, actor, number)?;
    shape(engine, work, &view, words)
}

/// A deletion: its run, the work on it, and the import whose records go.
fn shape(engine: &Engine, work: &Workshop, view: &ImportView, words: Words) -> Done<Value> {
    let number = view.import.id;
    let mut run = runs::shape(engine, work, view, &[Kind::DeleteImport], words)?;
    let (job, progress) = (run["job"].clone(), run["progress"].clone());
    let links = json!({
        "items": format!("{}/items", path(number)),
        "cancel": format!("{}/cancel", path(number)),
        "events": format!("{BASE}/imports/{number}/events"),
    });
    run["links"] = json!({});
    Ok(json!({
        "id": number.to_string(),
        "import": view.import.of_import.unwrap_or_default().to_string(),
        "state": view.import.state.word(),
        "run": run,
        "job": job,
        "progress": progress,
        "links": links,
    }))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (number, work, words, headers) = (number(&id)?, Arc::clone(app.work()), caller.words(), caller.headers.clone());
    let body = app.run(move |engine| read(engine, &work, &caller.actor, number, words)).await?;
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let (work, words) = (Arc::clone(app.work()), caller.words());
    let found = app.run(move |engine| {
        caller.actor.require(Permission::TakeBack)?;
        let filter = ImportFilter { kinds: vec![RunKind::Delete], before, limit: limit + 1, ..ImportFilter::default() };
        let mut found = engine.imports(&caller.actor, &filter)?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| last.import.id.to_string());
        let data: Done<Vec<Value>> = found.iter().map(|view| shape(engine, &work, view, words)).collect();
        Ok((data?, next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

/// The records that stayed, and why.
async fn items(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let number = number(&id)?;
    let data = app.run(move |engine| {
        let view = run_of(engine, &caller.actor, number)?;
        let of_page = view.import.of_import.unwrap_or_default();
        let mut found = Value::Null;
        // The pages for people queue a deletion under the number of the import.
        for subject in [number, of_page] {
            let job = engine.job_about(Kind::DeleteImport.word(), subject)?;
            let result: Value = job.and_then(|job| serde_json::from_str(&job.result).ok()).unwrap_or_default();
            if result["run"] == number {
                found = result;
            }
        }
        let one = |kept: &Value| {
            json!({"type": kept["type"], "id": kept["id"].to_string(), "name": kept["name"], "reason": kept["why"], "detail": kept["detail"]})
        };
        Ok(found["kept"].as_array().map(Vec::as_slice).unwrap_or_default().iter().map(one).collect())
    });
    Ok(slice.page(data.await?))
}

/// What only waits leaves the queue; what began stops where that is safe, and what went can be looked at.
async fn cancel(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (number, work, words) = (number(&id)?, Arc::clone(app.work()), caller.words());
    let body = app.run(move |engine| {
        run_of(engine, &caller.actor, number)?;
        runs::cancel(engine, &work, &caller.actor, number, &[Kind::DeleteImport])?;
        read(engine, &work, &caller.actor, number, words)
    });
    Ok(answer::accepted(&path(number), &body.await?))
}
