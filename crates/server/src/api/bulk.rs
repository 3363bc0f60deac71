//! `/bulk-actions`: what is done with many records at once. The same plan, run and journal as an import, so it can be looked
//! at before, followed, stopped and taken back.
//!
//! In: a type, which records, actions. Out: with `dry_run` what would happen; else 202 and a run to look at.

use std::sync::Arc;

use axum::extract::{Path, State as Extract};
use kartoteka_domain::issue::Issue;
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
use kartoteka_engine::mass_edit::{BulkAction, BulkReport};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words::Words;
use kartoteka_engine::{Engine, ImportFilter, IssueFilter, RunKind, shapes};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer;
use super::caller::Caller;
use super::chosen::Chosen;
use super::given::{Given, Query, malformed};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, post};
use super::{BASE, runs};
use crate::app::App;
use crate::reply::Reply;
use crate::work::{Kind, Workshop};

/// What can be going on with a mass edit.
const KINDS: [Kind; 2] = [Kind::BulkEdit, Kind::UndoImport];

pub fn endpoints() -> Vec<Endpoint> {
    let edit = Permission::BulkEdit;
    vec![
        post("/bulk-actions", create)
            .needs(edit)
            .named("createBulkAction", "Does something with many records; with `dry_run` only tells what would happen.")
            .takes("NewBulkAction")
            .gives("BulkPreview")
            .begins("BulkAction"),
        get("/bulk-actions", list).needs(edit).named("listBulkActions", "Mass edits, latest first.").gives_pages("BulkAction"),
        get("/bulk-actions/{id}", one)
            .needs(edit)
            .named("getBulkAction", "A mass edit with its state and counts.")
            .gives("BulkAction")
            .versioned(),
        get("/bulk-actions/{id}/items", items)
            .needs(edit)
            .named("listBulkItems", "The records that were left as they were, and why.")
            .gives_pages("BulkItem"),
        post("/bulk-actions/{id}/cancel", cancel)
            .needs(edit)
            .named("cancelBulkAction", "Stops where it is safe; what was written stays.")
            .begins("BulkAction"),
        post("/bulk-actions/{id}/undo", undo)
            .needs(Permission::TakeBack)
            .named("undoBulkAction", "Takes everything back that was not changed since.")
            .begins("BulkAction"),
    ]
}

pub fn forms() -> Vec<Form> {
    let new = [
        ("type", f::text()),
        ("records", f::of("Chosen")),
        ("actions", json!({"type": "array", "items": f::of("BulkStep"), "minItems": 1})),
        ("dry_run", f::flag()),
        ("language", f::says(f::maybe(f::language()), "Of the values; English when not given.")),
    ];
    let people = || f::list(f::answer([("login", f::text()), ("change", f::number())]));
    let more = json!({"type": "object", "properties": {
        "actions": f::list(f::of("BulkStep")), "records": f::count(), "by_person": people(),
    }});
    let preview = [
        ("run", f::maybe(f::count())),
        ("records", f::count()),
        ("counts", f::of("Counts")),
        ("by_person", people()),
        ("issues", f::list(f::of("Issue"))),
    ];
    let item = f::answer([("id", f::maybe(f::id())), ("outcome", f::word(["rejected"]))]);
    vec![
        ("NewBulkAction", f::request(new, &["type", "records", "actions"])),
        ("BulkStep", step()),
        ("BulkPreview", f::answer(preview)),
        ("BulkAction", json!({"allOf": [f::of("Import"), more]})),
        ("BulkItem", json!({"allOf": [f::of("Issue"), item]})),
    ]
}

fn step() -> Value {
    let one = |action: &str, members: Vec<(&'static str, Value)>| {
        let required: Vec<&str> = ["action"].into_iter().chain(members.iter().map(|(name, _)| *name)).collect();
        f::request([("action", f::word([action]))].into_iter().chain(members), &required)
    };
    let logins = || vec![("logins", f::list(f::text()))];
    json!({"oneOf": [
        one("activate", vec![]),
        one("deactivate", vec![]),
        one("set-responsible", logins()),
        one("add-responsible", logins()),
        one("remove-responsible", logins()),
        one("add-tag", vec![("tag", f::text())]),
        one("remove-tag", vec![("tag", f::text())]),
        one("set", vec![("field", f::text()), ("text", f::text())]),
        one("delete", vec![]),
    ]})
}

/// One thing to do to every record.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case", deny_unknown_fields)]
enum Act {
    Activate {},
    Deactivate {},
    /// Logins; nobody when empty.
    SetResponsible {
        logins: Vec<String>,
    },
    AddResponsible {
        logins: Vec<String>,
    },
    RemoveResponsible {
        logins: Vec<String>,
    },
    AddTag {
        tag: String,
    },
    RemoveTag {
        tag: String,
    },
    /// An empty text clears.
    Set {
        field: String,
        text: String,
    },
    Delete {},
}

impl From<Act> for BulkAction {
    fn from(act: Act) -> BulkAction {
        match act {
            Act::Activate {} => BulkAction::Activate,
            Act::Deactivate {} => BulkAction::Deactivate,
            Act::SetResponsible { logins } => BulkAction::SetResponsible(logins),
            Act::AddResponsible { logins } => BulkAction::AddResponsible(logins),
            Act::RemoveResponsible { logins } => BulkAction::RemoveResponsible(logins),
            Act::AddTag { tag } => BulkAction::AddTag(tag),
            Act::RemoveTag { tag } => BulkAction::RemoveTag(tag),
            Act::Set { field, text } => BulkAction::Set { field, text },
            Act::Delete {} => BulkAction::Delete,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "type")]
    record_type: String,
    records: Chosen,
    actions: Vec<Act>,
    #[serde(default)]
    dry_run: bool,
    /// Of the values; English when not given.
    language: Option<Language>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(asked): Given<Asked>) -> Reply {
    if asked.actions.is_empty() {
        return Err(malformed("nothing-said").with("flags", "actions").into());
    }
    let (selection, dry_run) = (asked.records.required()?, asked.dry_run);
    let (work, words) = (Arc::clone(app.work()), caller.words());
    let done = app.run(move |engine| {
        let (actor, language) = (&caller.actor, asked.language.unwrap_or(Language::English));
        actor.require(Permission::BulkEdit)?;
        let actions: Vec<BulkAction> = asked.actions.into_iter().map(BulkAction::from).collect();
        let ty = engine.types().named(&asked.record_type)?;
        let filter = engine.filter_of(&ty, &selection)?;
        if dry_run {
            let report = engine.bulk_edit_in(actor, &ty.key, &filter, &actions, language, true, &Watch::default())?;
            return Ok((0, shapes::bulk_report(&report, words)));
        }
        let number = engine.queue_bulk(actor, &ty.key, &filter, &actions, language)?;
        work.start(actor, Kind::BulkEdit, number, "{}".to_owned())?;
        Ok((number, read(engine, &work, actor, number, words)?))
    });
    let (number, body) = done.await?;
    Ok(if dry_run { answer::ok(&body) } else { answer::accepted(&path(number), &body) })
}

fn unknown(id: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalKind::NotFound, "not-found").with("what", "bulk-action").with("id", id)
}

/// The number in an address; what is no number is no mass edit.
fn number(id: &str) -> Result<i64, Refusal> {
    id.parse().ok().filter(|id| *id > 0).ok_or_else(|| unknown(id))
}

fn path(number: i64) -> String {
    format!("{BASE}/bulk-actions/{number}")
}

fn read(engine: &Engine, work: &Workshop, actor: &Actor, number: i64, words: Words) -> Done<Value> {
    let view = engine.import(actor, number)?;
    if view.import.kind != RunKind::Bulk {
        return Err(unknown(number).into());
    }
    let (actions, records) = engine.bulk_request(actor, number)?;
    let mut body = runs::shape(engine, work, &view, &KINDS, words)?;
    body["actions"] = actions.iter().map(shapes::bulk_action).collect();
    body["records"] = records.into();
    let job = engine.job_about(Kind::BulkEdit.word(), number)?;
    let result: Value = job.and_then(|job| serde_json::from_str(&job.result).ok()).unwrap_or_default();
    let people = result["people"].as_array().map(Vec::as_slice).unwrap_or_default();
    body["by_person"] = people.iter().map(|one| json!({"login": one[0], "change": one[1]})).collect();
    let links = ["items", "cancel", "undo"];
    body["links"] = links.iter().map(|name| ((*name).to_owned(), Value::from(format!("{}/{name}", path(number))))).collect();
    Ok(body)
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
        caller.actor.require(Permission::BulkEdit)?;
        let filter = ImportFilter { kinds: vec![RunKind::Bulk], before, limit: limit + 1, ..ImportFilter::default() };
        let mut found = engine.imports(&caller.actor, &filter)?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| last.import.id.to_string());
        let shapes: Done<Vec<Value>> = found.iter().map(|view| runs::shape(engine, &work, view, &KINDS, words)).collect();
        Ok((shapes?, next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

/// The records that were left as they were, and why. Those that changed tell it in their history.
async fn items(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let (number, limit, after) = (number(&id)?, query.limit()?, query.cursor()?);
    query.end()?;
    let words = caller.words();
    let found = app.run(move |engine| {
        engine.bulk_request(&caller.actor, number)?;
        let mut found = engine.issues(&caller.actor, number, &IssueFilter::default(), after, limit + 1)?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| last.seq.to_string());
        let one = |issue: &Issue| {
            let mut item = shapes::issue(issue, None, None, words);
            item["message"] = shapes::bulk_message(issue, words).into();
            item["id"] = BulkReport::record_of(issue).map(|id| id.to_string()).into();
            item["outcome"] = "rejected".into();
            item
        };
        Ok((found.iter().map(|stored| one(&stored.issue)).collect(), next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

/// What was committed stays, and can be taken back.
async fn cancel(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (number, work, words) = (number(&id)?, Arc::clone(app.work()), caller.words());
    let body = app.run(move |engine| {
        engine.bulk_request(&caller.actor, number)?;
        runs::cancel(engine, &work, &caller.actor, number, &KINDS)?;
        read(engine, &work, &caller.actor, number, words)
    });
    Ok(answer::accepted(&path(number), &body.await?))
}

async fn undo(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (number, work, words) = (number(&id)?, Arc::clone(app.work()), caller.words());
    let body = app.run(move |engine| {
        caller.actor.require(Permission::TakeBack)?;
        engine.bulk_request(&caller.actor, number)?;
        work.start(&caller.actor, Kind::UndoImport, number, "{}".to_owned())?;
        read(engine, &work, &caller.actor, number, words)
    });
    Ok(answer::accepted(&path(number), &body.await?))
}
