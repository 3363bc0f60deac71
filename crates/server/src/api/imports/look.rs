//! What is known about imports: lists, one with its counts, issues one by one and in groups, rows before and after, files.

use std::path::Path as FilePath;

use axum::extract::{Path, State as Extract};
use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::run::{Outcome, State};
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{ImportFilter, IssueFilter, RunKind, shapes};
use serde_json::json;

use super::entries::KINDS;
use super::{number, read_versioned, shape};
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::Query;
use crate::api::slice::Slice;
use crate::app::App;
use crate::download;
use crate::reply::Reply;

/// Kinds of runs that a list shows; one record edited on its own is in the record's history.
const LISTED: [RunKind; 5] = [RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete];

pub async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let type_word = query.take("type");
    let kind = query.parsed("kind", |word| LISTED.into_iter().find(|kind| kind.word() == word))?;
    let state = query.parsed("state", State::from_word)?;
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let words = caller.words();
    let found = app.run(move |engine| {
        let type_key = type_word.map(|word| engine.types().named(&word)).transpose()?.map(|ty| ty.key.clone());
        let kinds = kind.map_or(LISTED.to_vec(), |kind| vec![kind]);
        let states = state.into_iter().collect();
        let filter = ImportFilter { type_key, kinds, states, before, limit: limit + 1, ..ImportFilter::default() };
        let mut views = engine.imports(&caller.actor, &filter)?;
        let has_more = views.len() > limit;
        views.truncate(limit);
        let next = views.last().filter(|_| has_more).map(|view| view.import.id.to_string());
        Ok((views.iter().map(|view| shape(engine, view, words)).collect(), next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

pub async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (number, words, work) = (number(&id)?, caller.words(), app.work().clone());
    let actor = caller.actor.clone();
    let (body, version) = app.run(move |engine| read_versioned(engine, &work, &actor, number, words)).await?;
    Ok(answer::versioned(&caller.headers, &version, &body))
}

pub async fn issues(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let number = number(&id)?;
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let filter = IssueFilter {
        severity: query.parsed("severity", |word| severities.into_iter().find(|severity| severity.word() == word))?,
        code: query.parsed("code", Code::from_word)?,
        row: query.parsed("row", |text| text.parse().ok().map(RowNumber))?,
        field: query.take("field").map(|field| field.as_str().into()),
        ..IssueFilter::default()
    };
    let (limit, after) = (query.limit()?, query.cursor()?);
    query.end()?;
    let words = caller.words();
    let found = app.run(move |engine| {
        let view = engine.import(&caller.actor, number)?;
        let mut page = engine.issues(&caller.actor, number, &filter, after, limit + 1)?;
        let has_more = page.len() > limit;
        page.truncate(limit);
        let next = page.last().filter(|_| has_more).map(|last| last.seq.to_string());
        let types = engine.types();
        Ok((page.iter().map(|stored| shapes::stored_issue(&view, &types, stored, words)).collect(), next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

pub async fn groups(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let (number, words) = (number(&id)?, caller.words());
    let found = app.run(move |engine| {
        let view = engine.import(&caller.actor, number)?;
        let types = engine.types();
        let groups = engine.issue_groups(&caller.actor, number)?;
        Ok(groups.iter().map(|group| shapes::group(&view, &types, group, words)).collect())
    });
    Ok(slice.page(found.await?))
}

/// What a run would do to each row. The cursor is `part-row`.
pub async fn rows(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let number = number(&id)?;
    let outcome = query.parsed("outcome", |word| Outcome::ALL.into_iter().find(|outcome| outcome.word() == word))?;
    let place = |text: &str| {
        let (part, row) = text.split_once('-')?;
        Some((part.parse().ok()?, row.parse().ok()?))
    };
    let (limit, after) = (query.limit()?, query.parsed("cursor", place)?);
    query.end()?;
    let mut found = app.run(move |engine| engine.preview(&caller.actor, number, outcome, after, limit + 1)).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|row| format!("{}-{}", row.part, row.row));
    Ok(answer::page(found.iter().map(shapes::preview_row).collect(), next, None))
}

/// What the run did, record by record. The cursor is a place in its journal.
pub async fn changes(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let number = number(&id)?;
    let place = |text: &str| {
        let (seq, told) = text.split_once('-')?;
        Some((seq.parse().ok().filter(|seq| *seq > 0)?, told.parse().ok()?))
    };
    let (limit, from) = (query.limit()?, query.parsed("cursor", place)?);
    query.end()?;
    let language = caller.language();
    let found = app.run(move |engine| {
        let found = engine.run_changes(&caller.actor, number, from, limit, language)?;
        let types = engine.types();
        let data = found.changes.iter().map(|change| shapes::run_change(change, &types)).collect();
        Ok((data, found.next.map(|(seq, told)| format!("{seq}-{told}"))))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

/// What a run would change, field by field and person by person.
pub async fn preview(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (number, language) = (number(&id)?, caller.language());
    let found = app.run(move |engine| {
        let counts = engine.import(&caller.actor, number)?.import.counts;
        Ok((counts, engine.change_summary(&caller.actor, number, language)?))
    });
    let (counts, summary) = found.await?;
    let fields = summary.fields.iter().map(|field| {
        json!({"part": field.part, "field": field.key, "label": field.label, "rows": field.rows, "cleared": field.cleared})
    });
    let people = summary.people.iter().map(|person| json!({"login": person.login, "gained": person.gained, "lost": person.lost}));
    Ok(answer::ok(&json!({
        "counts": shapes::counts(&counts),
        "fields": fields.collect::<Vec<_>>(),
        "activated": summary.activated,
        "deactivated": summary.deactivated,
        "people": people.collect::<Vec<_>>(),
    })))
}

/// `original`, `annotated`, `result`, `failed`, `issues`: the file as the command line writes it.
pub async fn file(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((id, kind)): Path<(String, String)>,
    mut query: Query,
) -> Reply {
    let format = query.parsed("format", FileFormat::from_word)?;
    query.end()?;
    let number = number(&id)?;
    if !KINDS.contains(&kind.as_str()) {
        return Err(Refusal::new(RefusalKind::NotFound, "not-found").with("what", &kind).with("id", number).into());
    }
    let (actor, language) = (caller.actor.clone(), caller.language());
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    let actor = caller.actor;
    let name = file_name(&view, &kind, format);
    download::counted(&app, &name, move |engine, path: &FilePath| {
        let written = match kind.as_str() {
            "original" => engine.write_original_file(&actor, number, path),
            "annotated" => engine.write_annotated_file(&actor, number, path, language),
            "failed" => engine.write_failed_file(&actor, number, path, language),
            "issues" => engine.write_issues_file(&actor, number, path, language),
            _ => engine.write_result_file(&actor, number, path, language),
        };
        written.map(Some)
    })
    .await
}

/// `fair.xlsx` → `fair-result.xlsx`; the original keeps its name.
fn file_name(view: &ImportView, kind: &str, format: Option<FileFormat>) -> String {
    let original = view.import.file.as_ref().map_or("import.xlsx", |file| file.name.as_str());
    if kind == "original" {
        return original.to_owned();
    }
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let is_csv = match format {
        Some(format) => format == FileFormat::Csv,
        None => view.settings.as_ref().is_some_and(|settings| settings.is_delimited()),
    };
    format!("{stem}-{kind}.{}", if is_csv && kind != "annotated" { "csv" } else { "xlsx" })
}
