//! `/import-batches`: what imports left in the register, by their tags; `/import-deletions`: taking it out again.
//!
//! In: a type and a tag. Out: with `dry_run` what would go and what would stay; else 202 and a run to look at.

use std::sync::Arc;

use axum::extract::{Path, State as Extract};
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
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
            .asks([param("type", f::text(), "A record type, or `companies-contacts`.")])
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
            .gives_pages("Import"),
        get("/import-deletions/{id}", one)
            .needs(back)
            .named("getImportDeletion", "The deletion of what an import created, by the number of the import.")
            .gives("ImportDeletion")
            .versioned(),
        get("/import-deletions/{id}/items", items)
            .needs(back)
            .named("listImportDeletionItems", "The records that stayed, and why.")
            .gives_list("Kept"),
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
        ("run", f::says(f::maybe(f::of("Import")), "Once it began.")),
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
    let kind = query.take("type").unwrap_or_default();
    query.end()?;
    let data = app.run(move |engine| {
        let word = engine.types().named(&kind).map_or_else(|_| kind.clone(), |ty| shapes::type_word(&ty));
        let found = engine.import_tags(&caller.actor, &kind)?;
        Ok(found.iter().map(|tag| shapes::import_tag(tag, &word)).collect())
    });
    Ok(answer::page(data.await?, None, None))
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

/// The import a tag belongs to has the work; the run that deletes is found by it once it began.
async fn create(Extract(app): Extract<App>, caller: Caller, Given(asked): Given<Asked>) -> Reply {
    let (dry_run, work, words) = (asked.dry_run, Arc::clone(app.work()), caller.words());
    let done = app.run(move |engine| {
        let actor = &caller.actor;
        let report = engine.delete_import(actor, &asked.kind, &asked.tag, asked.keep_edited, true, &Watch::default())?;
        if dry_run {
            return Ok((0, shapes::undo_report(&report, &engine.types())));
        }
        let tags = engine.import_tags(actor, &asked.kind)?;
        let unknown = || Refusal::unknown("tag-unknown", &asked.tag, tags.iter().map(|tag| tag.name.as_str()));
        let import = tags.iter().find(|tag| tag.name == asked.tag).and_then(|tag| tag.import).ok_or_else(unknown)?;
        let request = json!({"kind": asked.kind, "tag": asked.tag, "keep_edited": asked.keep_edited});
        work.start(actor, Kind::DeleteImport, import, request.to_string())?;
        Ok((import, read(engine, &work, actor, import, words)?))
    });
    let (import, body) = done.await?;
    Ok(if dry_run { answer::ok(&body) } else { answer::accepted(&path(import), &body) })
}

fn path(import: i64) -> String {
    format!("{BASE}/import-deletions/{import}")
}

fn number(id: &str) -> Result<i64, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "import-unknown").with("number", id);
    id.parse().ok().filter(|id| *id > 0).ok_or_else(unknown)
}

/// The deletion of what an import left: the work on it and, once it began, the run.
fn read(engine: &Engine, work: &Workshop, actor: &Actor, import: i64, words: Words) -> Done<Value> {
    let of = engine.import(actor, import)?;
    let mut body = runs::shape(engine, work, &of, &[Kind::DeleteImport], words)?;
    let filter = ImportFilter { kinds: vec![RunKind::Delete], of_import: Some(import), limit: 1, ..ImportFilter::default() };
    let run = engine.imports(actor, &filter)?.into_iter().next();
    let types = engine.types();
    let shape = run.map_or(Value::Null, |run| shapes::import(&run, types.get(&run.import.type_key).map(|ty| &**ty), words));
    let (job, progress) = (body["job"].take(), body["progress"].take());
    let links = json!({"items": format!("{}/items", path(import))});
    Ok(json!({
        "id": import.to_string(),
        "import": import.to_string(),
        "run": shape,
        "job": job,
        "progress": progress,
        "links": links,
    }))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (number, work, words, headers) = (number(&id)?, Arc::clone(app.work()), caller.words(), caller.headers.clone());
    let body = app.run(move |engine| {
        caller.actor.require(Permission::TakeBack)?;
        read(engine, &work, &caller.actor, number, words)
    });
    let body = body.await?;
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let words = caller.words();
    let found = app.run(move |engine| {
        caller.actor.require(Permission::TakeBack)?;
        let filter = ImportFilter { kinds: vec![RunKind::Delete], before, limit: limit + 1, ..ImportFilter::default() };
        let mut found = engine.imports(&caller.actor, &filter)?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let types = engine.types();
        let shape = |view: &kartoteka_engine::imports::ImportView| {
            shapes::import(view, types.get(&view.import.type_key).map(|ty| &**ty), words)
        };
        let next = found.last().filter(|_| has_more).map(|last| last.import.id.to_string());
        Ok((found.iter().map(shape).collect(), next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

/// The records that stayed, and why.
async fn items(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let number = number(&id)?;
    let data = app.run(move |engine| {
        caller.actor.require(Permission::TakeBack)?;
        engine.import(&caller.actor, number)?;
        let job = engine.job_about(Kind::DeleteImport.word(), number)?;
        let result: Value = job.and_then(|job| serde_json::from_str(&job.result).ok()).unwrap_or_default();
        let one = |kept: &Value| {
            json!({"type": kept["type"], "id": kept["id"].to_string(), "name": kept["name"], "reason": kept["why"], "detail": kept["detail"]})
        };
        Ok(result["kept"].as_array().map(Vec::as_slice).unwrap_or_default().iter().map(one).collect())
    });
    Ok(answer::page(data.await?, None, None))
}
