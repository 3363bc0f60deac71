//! `/imports/delete`: choose the kind of record and an import's tag, see what goes and what stays, delete (L13).
//!
//! In: a kind, a tag, whether edited records stay. Out: both numbers with reasons before, work in the background, the result.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use jiff::civil::DateTime;
use kartoteka_engine::Tag;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::delete_import::TOGETHER;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::undo_run::UndoReport;
use serde::Deserialize;

use super::{type_words, undo};
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

/// From this many records on the number is typed before they go.
const MANY: u64 = 1_000;
/// Kinds whose records an import makes, in the order people ask for them; people's own types follow.
const USUAL: [&str; 9] = ["companies-contacts", "lead", "product", "location", "asset", "client", "company", "contact", "user"];

/// Built-in types that are not imported by this door.
const SERVING: [&str; 5] = ["bot", "tunnel", "lgt", "deal", "activity"];

pub fn routes() -> Router<App> {
    Router::new().route("/imports/delete", get(show).post(act))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    keep_edited: String,
    /// What was typed to confirm many.
    #[serde(default)]
    typed: String,
    /// How many were shown to go.
    #[serde(default)]
    promised: u64,
}

struct Choice {
    key: String,
    word: String,
    is_chosen: bool,
}

struct TagRow {
    name: String,
    import: i64,
    at: Option<DateTime>,
    file: String,
    created: u64,
    present: u64,
}

struct Plan {
    report: UndoReport,
    import: i64,
    reasons: Vec<undo::Reason>,
    kept: Vec<undo::KeptRow>,
    needs_typing: bool,
}

#[derive(Template)]
#[template(path = "review/delete.html")]
struct Delete {
    p: Page,
    kinds: Vec<Choice>,
    asked: Asked,
    kind_word: String,
    tags: Vec<TagRow>,
    plan: Option<Plan>,
    errors: Errors,
    /// The number that was promised and is another one now.
    changed: Option<u64>,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    signed.actor.require(Permission::TakeBack)?;
    reply::html(&drawn(&app, &signed, asked, Errors::default(), None).await?)
}

async fn drawn(app: &App, signed: &Signed, asked: Asked, errors: Errors, changed: Option<u64>) -> Result<Delete, Problem> {
    let p = signed.page("imports");
    let kinds = kinds(app, &p, &asked.kind);
    let kind_word = kinds.iter().find(|choice| choice.is_chosen).map(|choice| choice.word.clone()).unwrap_or_default();
    if asked.kind.is_empty() {
        return Ok(Delete { p, kinds, asked, kind_word, tags: Vec::new(), plan: None, errors, changed });
    }
    let (actor, wanted) = (signed.actor.clone(), asked.clone());
    let (tags, report) = app
        .run(move |engine| {
            let tags = engine.import_tags(&actor, &wanted.kind)?;
            let rows = tags.iter().map(|tag| {
                let view = tag.import.and_then(|number| engine.import(&actor, number).ok());
                tag_row(tag, view.as_ref())
            });
            let rows: Vec<TagRow> = rows.collect();
            let keep = !wanted.keep_edited.is_empty();
            let report = match wanted.tag.as_str() {
                "" => None,
                tag => Some(engine.delete_import(&actor, &wanted.kind, tag, keep, true, &Watch::default())?),
            };
            Ok((rows, report))
        })
        .await?;
    let plan = report.map(|report| Plan {
        import: tags.iter().find(|tag| tag.name == asked.tag).map_or(0, |tag| tag.import),
        reasons: undo::reasons(app, &p, &report),
        kept: report.kept.iter().map(|kept| undo::kept_row(app, &p, kept)).collect(),
        needs_typing: report.deleted >= MANY,
        report,
    });
    Ok(Delete { p, kinds, asked, kind_word, tags, plan, errors, changed })
}

fn tag_row(tag: &Tag, view: Option<&kartoteka_engine::imports::ImportView>) -> TagRow {
    TagRow {
        name: tag.name.to_string(),
        import: tag.import.unwrap_or_default(),
        at: view.map(|view| view.import.created_at),
        file: view.and_then(|view| view.import.file.as_ref()).map(|file| file.name.clone()).unwrap_or_default(),
        created: view.map_or(0, |view| view.import.counts.created),
        present: tag.counts.iter().map(|(_, count)| count).sum(),
    }
}

fn kinds(app: &App, page: &Page, chosen: &str) -> Vec<Choice> {
    let types = app.engine().types();
    let known = |key: &&str| TOGETHER.iter().any(|(word, _)| word == key) || types.get(key).is_some();
    let mut keys: Vec<String> = USUAL.iter().filter(|key| known(key)).map(|key| (*key).to_owned()).collect();
    let is_own = |key: &str| !USUAL.contains(&key) && !SERVING.contains(&key);
    let more = types.all().iter().filter(|ty| is_own(&ty.key)).map(|ty| ty.key.to_string());
    keys.extend(more);
    let choice = |key: String| {
        let together = TOGETHER.iter().any(|(word, _)| *word == key);
        let word = if together { page.t(format!("delete-kind-{key}")) } else { type_words(app, page, &key) };
        Choice { is_chosen: key == chosen, word, key }
    };
    keys.into_iter().map(choice).collect()
}

async fn act(Extract(app): Extract<App>, signed: Signed, Posted(asked): Posted<Asked>) -> Reply {
    let (promised, typed) = (asked.promised, asked.typed.clone());
    let page = drawn(&app, &signed, asked.clone(), Errors::default(), None).await?;
    let Some(plan) = &page.plan else { return Err(Refusal::new(RefusalKind::Malformed, "mend-unknown").into()) };
    if plan.report.deleted != promised {
        let changed = Some(promised);
        return reply::with_status(StatusCode::CONFLICT, &Delete { changed, ..page });
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if plan.needs_typing && digits != promised.to_string() {
        let mut errors = Errors::default();
        errors.add("typed", page.p.t1("delete-type-wrong", "n", promised));
        return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &Delete { errors, ..page });
    }
    let number = plan.import;
    let request = serde_json::json!({"kind": asked.kind, "tag": asked.tag, "keep_edited": !asked.keep_edited.is_empty()});
    let work = Arc::clone(app.work());
    app.run(move |_| work.start(&signed.actor, Kind::DeleteImport, number, request.to_string())).await?;
    Ok(reply::see(&format!("/imports/{number}/run")))
}
