//! `/imports/{number}/result`: what a run came to: numbers that lead to the records, files, options used, what to do next.
//!
//! In: a run of any kind. Out: one page; a new draft of the rows that stayed out; a draft thrown away.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{get, post};
use jiff::Unit;
use kartoteka_domain::recipe::{EmptyCells, Mode, OnError, Validation};
use kartoteka_domain::run::State;
use kartoteka_engine::RunKind;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::keep_files::FileKept;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words;

use super::{Head, records_path, run, tagged_path, undo};
use crate::app::App;
use crate::flash::Flash;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::{Begun, Kind};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports/{number}/result", get(show))
        .route("/imports/{number}/fix-failed", post(fix_failed))
        .route("/imports/{number}/go-on", post(go_on))
        .route("/imports/{number}/discard", post(discard))
}

/// One number of the result.
struct Number {
    word: String,
    count: u64,
    /// The records behind it.
    path: Option<String>,
}

struct FileRow {
    path: String,
    word: String,
    about: String,
}

#[derive(Template)]
#[template(path = "review/result.html")]
struct ResultPage {
    p: Page,
    import: Head,
    numbers: Vec<Number>,
    files: Vec<FileRow>,
    /// What was said and set, as name and value.
    facts: Vec<(String, String)>,
    kept: Vec<undo::KeptRow>,
    of: Option<i64>,
    can_take_back: bool,
    can_delete: bool,
    can_go_on: bool,
    is_taken_back: bool,
    /// The file, and what stood in its rows, is this person's to see.
    may_see_file: bool,
    /// How long the files are there, in a sentence; empty: for good.
    kept_until: String,
}

impl ResultPage {
    /// The records that carry the tag of this import.
    fn tagged(&self) -> String {
        tagged_path(&self.import.type_key, &self.import.tag)
    }
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    if import.kind == RunKind::Bulk {
        return Ok(reply::see(&format!("/bulk/{number}")));
    }
    let elsewhere = match import.state {
        State::Uploaded | State::Reading | State::Mapping => Some(String::new()),
        State::Checking | State::Checked => Some("/check".to_owned()),
        State::Queued | State::Running if import.has_file() => Some("/run".to_owned()),
        State::Running if view.import.of_import.is_some() => Some(String::new()),
        _ => None,
    };
    if let Some(place) = elsewhere {
        // Taking back is followed under the number of what is taken back.
        return Ok(reply::see(&match view.import.of_import {
            Some(of) => format!("/imports/{of}/run"),
            None => format!("/imports/{number}{place}"),
        }));
    }
    let actor = signed.actor.clone();
    let file = if import.has_file() { app.run(move |engine| engine.file_kept(&actor, number)).await? } else { FileKept::ForGood };
    let kept_until = match file {
        FileKept::ForGood => String::new(),
        FileKept::Until(at) => p.t1("result-files-until", "day", p.day(at)),
        FileKept::Gone => p.t("result-files-gone"),
    };
    let kept = kept(&app, &p, &view).await?;
    let may_see_file = app.engine().may_see_file(&signed.actor, &view.import);
    let ended = matches!(import.state, State::Completed | State::Stopped | State::PartlyUndone | State::Undone);
    let takes_back = ended && !matches!(import.kind, RunKind::Undo | RunKind::Delete) && p.may(Permission::TakeBack);
    let counts = import.counts;
    let page = ResultPage {
        numbers: numbers(&p, &import, may_see_file),
        may_see_file,
        files: if import.has_file() && file != FileKept::Gone && may_see_file { files(&p, &view) } else { Vec::new() },
        kept_until,
        facts: facts(&app, &p, &view),
        kept,
        of: view.import.of_import,
        can_take_back: takes_back && import.state != State::Undone && counts.created + counts.updated > 0,
        can_delete: takes_back && import.state != State::Undone && counts.created > 0 && !import.tag.is_empty(),
        can_go_on: import.state == State::Stopped,
        is_taken_back: matches!(import.state, State::Undone | State::PartlyUndone),
        p,
        import,
    };
    reply::html(&page)
}

fn numbers(page: &Page, import: &Head, may_see_file: bool) -> Vec<Number> {
    let counts = &import.counts;
    let number = |id: &str, count: u64, path: Option<String>| Number { word: page.t(id), count, path };
    if !import.has_file() {
        let taken_back = matches!(import.kind, RunKind::Undo | RunKind::Delete);
        let changed = if taken_back { "outcome-taken-back" } else { "outcome-updated" };
        let kept = if taken_back { "outcome-kept" } else { "outcome-skipped" };
        let mut list = vec![number(changed, counts.updated, None), number("outcome-unchanged", counts.unchanged, None)];
        list.push(number(kept, counts.skipped + counts.rejected + counts.failed, None));
        return list;
    }
    let of = |what: &str, count: u64| (count > 0).then(|| records_path(&import.type_key, what, import.number));
    let mut list = vec![
        number("outcome-created", counts.created, of("created_by", counts.created)),
        number("outcome-updated", counts.updated, of("updated_by", counts.updated)),
        number("outcome-unchanged", counts.unchanged, None),
        number("outcome-skipped", counts.skipped, None),
    ];
    let issues = (counts.rejected > 0 && may_see_file).then(|| format!("/imports/{}/issues?severity=error", import.number));
    list.push(number("outcome-rejected", counts.rejected, issues));
    if counts.failed > 0 {
        list.push(number("outcome-failed", counts.failed, None));
    }
    list
}

fn files(page: &Page, view: &ImportView) -> Vec<FileRow> {
    let (import, counts) = (&view.import, view.counts());
    let of = |kind: &str, about: String| FileRow {
        path: format!("/imports/{}/files/{kind}", import.id),
        word: page.t(format!("file-{kind}")),
        about,
    };
    let size = import.file.as_ref().map(|file| format!("{} · {}", file.name, words::size(file.size, page.words.language)));
    let mut list = vec![of("original", size.unwrap_or_default()), of("result", page.t1("count-rows", "n", counts.rows))];
    let out = counts.rejected + counts.failed;
    if out > 0 {
        list.push(of("failed", page.t1("count-rows", "n", out)));
        list.push(of("annotated", "XLSX".to_owned()));
    }
    list
}

/// Who, when, how long, and everything that was set.
fn facts(app: &App, page: &Page, view: &ImportView) -> Vec<(String, String)> {
    let import = &view.import;
    let mut facts = vec![(page.t("imports-by"), view.created_by.clone())];
    let moment = |at| words::date_time(at, page.words.language);
    facts.push((page.t("imports-at"), moment(import.started_at.unwrap_or(import.created_at))));
    if let (Some(began), Some(ended)) = (import.started_at, import.finished_at) {
        let seconds = began.until((Unit::Second, ended)).map_or(0, |span| span.get_seconds());
        facts.push((page.t("result-took"), words::duration(seconds.unsigned_abs(), page.words.language)));
    }
    let Some(settings) = &view.settings else { return facts };
    let options = &settings.recipe.options;
    let mode = match options.mode {
        Mode::Create => "mode-create",
        Mode::Update => "mode-update",
        Mode::CreateAndUpdate => "mode-upsert",
    };
    facts.push((page.t("result-mode"), page.t(mode)));
    let keys: Vec<String> = settings
        .recipe
        .parts
        .iter()
        .flat_map(|part| part.match_by.iter().map(move |rule| (part, rule)))
        .map(|(part, rule)| {
            let types = app.engine().types();
            let label = |key: &str| {
                let field = types.get(&part.record_type).and_then(|ty| ty.field(key));
                field.map_or_else(|| key.to_owned(), |field| field.label(page.words.language).to_owned())
            };
            rule.iter().map(|key| label(key)).collect::<Vec<_>>().join(" + ")
        })
        .filter(|key| key != "none")
        .collect();
    if !keys.is_empty() {
        facts.push((page.t("result-match"), keys.join(", ")));
    }
    let empty = if options.empty == EmptyCells::Clear { "result-empty-clear" } else { "result-empty-keep" };
    facts.push((page.t("result-empty"), page.t(empty)));
    let validation = match options.validation {
        Validation::Standard => "result-validation-standard",
        Validation::Strict => "result-validation-strict",
        _ => "result-validation-off",
    };
    facts.push((page.t("result-validation"), page.t(validation)));
    let on_error = if options.on_error == OnError::Abort { "result-errors-abort" } else { "result-errors-skip" };
    facts.push((page.t("result-errors"), page.t(on_error)));
    for (id, said) in [("type-bot", &options.bot), ("type-tunnel", &options.tunnel), ("type-lgt", &options.lgt)] {
        facts.extend(said.clone().map(|said| (page.t(id), said)));
    }
    let matched = settings.columns.iter().filter(|column| column.field.is_some() && !column.taken).count();
    facts.push((page.t("result-columns"), page.t2("result-matched", "n", matched, "all", settings.columns.len())));
    facts
}

/// What an undo or a deletion kept, as its work left it.
async fn kept(app: &App, page: &Page, view: &ImportView) -> Result<Vec<undo::KeptRow>, crate::problem::Problem> {
    let (run, Some(of)) = (view.import.id, view.import.of_import) else { return Ok(Vec::new()) };
    let kind = if view.import.kind == RunKind::Delete { Kind::DeleteImport } else { Kind::UndoImport };
    let job = app.run(move |engine| engine.job_about(kind.word(), of)).await?;
    let own = job.filter(|job| run::made(job) == Some(run));
    Ok(own.map_or(Vec::new(), |job| undo::kept_of_result(app, page, &job.result)))
}

async fn fix_failed(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let (actor, work) = (signed.actor.clone(), Arc::clone(app.work()));
    let made = app
        .run(move |engine| {
            let made = engine.draft_of_failed(&actor, number, &Watch::default())?.import;
            work.start(&actor, Kind::CheckImport, made, "{}".to_owned())?;
            Ok(made)
        })
        .await?;
    Ok(reply::see(&format!("/imports/{made}/check")))
}

/// A stopped run goes on where it was.
async fn go_on(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let work = Arc::clone(app.work());
    let path = app
        .run(move |engine| {
            let run = engine.import(&signed.actor, number)?.import;
            let begun = Begun::of(&run).ok_or_else(|| Refusal::new(RefusalKind::Conflict, "import-not-startable"))?;
            engine.queue_work(&signed.actor, &begun.work())?;
            work.call();
            Ok(begun.path())
        })
        .await?;
    Ok(reply::see(&path))
}

async fn discard(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    app.run(move |engine| engine.discard_draft(&signed.actor, number)).await?;
    Ok(reply::see_and_say("/imports", &Flash::new("flash-discarded").with("number", number)))
}
