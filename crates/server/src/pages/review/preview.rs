//! `/imports/{number}/preview`: what a start would do, row by row and field by field; and the start itself.
//!
//! In: a checked import. Out: the plan of the engine, page by page. A start names the check it was shown; when data changed
//! since, the check is made again and the difference is shown instead: nothing is written unseen.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::recipe::OnError;
use kartoteka_domain::run::{Counts, Outcome, State};
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::preview_changes::{ChangeSummary, PreviewFilter, PreviewRow};
use kartoteka_engine::progress::Watch;
use serde::Deserialize;

use super::{Head, QUICK_ROWS, record_path};
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::pager::Pager;
use crate::pages::wizard::steps::{At, Step, steps};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

/// Rows of a page.
const PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/preview", get(show)).route("/imports/{number}/start", post(start))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    tab: String,
    #[serde(default)]
    field: String,
    /// `PART-ROW`: only what comes after.
    #[serde(default)]
    after: String,
}

struct Tab {
    word: &'static str,
    count: u64,
    is_shown: bool,
}

#[derive(Template)]
#[template(path = "review/preview.html")]
struct Preview {
    p: Page,
    import: Head,
    steps: Vec<Step>,
    tabs: Vec<Tab>,
    tab: &'static str,
    rows: Vec<PreviewRow>,
    pager: Pager,
    field: String,
    /// Nothing for a file too large to be summed up while somebody waits.
    summary: Option<ChangeSummary>,
    left_out: u64,
    /// Why it cannot start, as the id of a sentence.
    blocked: Option<&'static str>,
    is_sensitive: bool,
    revision: i64,
    tags: Vec<String>,
    makes_users: bool,
    /// A run of the same type that goes first.
    waits_for: Option<i64>,
    /// The numbers that were promised before data changed.
    changed: Option<Counts>,
    errors: Errors,
}

impl Preview {
    fn record(&self, row: &PreviewRow) -> Option<String> {
        row.id.map(|id| record_path(&self.import.type_key, id))
    }
}

fn outcome_of(tab: &str) -> (&'static str, Outcome) {
    match tab {
        "update" => ("update", Outcome::Updated),
        "unchanged" => ("unchanged", Outcome::Unchanged),
        "skipped" => ("skipped", Outcome::Skipped),
        "left-out" => ("left-out", Outcome::Rejected),
        _ => ("create", Outcome::Created),
    }
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    if view.import.state != State::Checked {
        return Ok(reply::see(&format!("/imports/{number}")));
    }
    reply::html(&drawn(&app, &signed, view, asked, None, Errors::default()).await?)
}

async fn drawn(
    app: &App,
    signed: &Signed,
    view: ImportView,
    asked: Asked,
    changed: Option<Counts>,
    errors: Errors,
) -> Result<Preview, Problem> {
    let p = signed.page("imports");
    let import = Head::of(app, &p, &view);
    let (number, counts) = (import.number, import.counts);
    let first = [("create", counts.created), ("update", counts.updated), ("unchanged", counts.unchanged)];
    let usual = first.into_iter().find(|(_, count)| *count > 0).map_or("left-out", |(word, _)| word);
    let (tab, outcome) = outcome_of(if asked.tab.is_empty() { usual } else { &asked.tab });
    let after = asked.after.split_once('-').and_then(|(part, row)| Some((part.parse().ok()?, row.parse().ok()?)));
    let language = p.words.language;
    let field = Some(asked.field.clone()).filter(|field| !field.is_empty() && tab == "update");
    let filter = PreviewFilter { outcome: Some(outcome), field, language: Some(language) };
    let (actor, type_key) = (signed.actor.clone(), import.type_key.clone());
    let sums_up = counts.updated > 0 && counts.rows <= QUICK_ROWS;
    let (mut rows, summary, all, waits_for) = app
        .run(move |engine| {
            let rows = engine.preview_where(&actor, number, &filter, after, PAGE + 1)?;
            let summary = if sums_up { Some(engine.change_summary(&actor, number, language)?) } else { None };
            let all = engine.count_records(&actor, &type_key, &Filter::all())?;
            let waits_for = engine.goes_first(number)?;
            Ok((rows, summary, all, waits_for))
        })
        .await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| has_more).map(|row| format!("{}-{}", row.part, row.row));
    let left_out = counts.rejected;
    let tabs = [
        ("create", counts.created),
        ("update", counts.updated),
        ("unchanged", counts.unchanged),
        ("skipped", counts.skipped),
        ("left-out", left_out),
    ];
    let tabs = tabs.into_iter().filter(|(word, count)| *count > 0 || *word == tab || matches!(*word, "create" | "update"));
    let tabs = tabs.map(|(word, count)| Tab { word, count, is_shown: word == tab }).collect();
    let aborts = view.settings.as_ref().is_some_and(|settings| settings.recipe.options.on_error == OnError::Abort);
    let blocked = match () {
        () if aborts && counts.rejected > 0 => Some("preview-blocked-whole"),
        () if counts.created + counts.updated == 0 => Some("preview-blocked-nothing"),
        () => None,
    };
    let mapped = |key: &str| maps(&view, key);
    // A change of many records, of users, of who looks after records, or of whether they are active is looked at twice.
    let of_users = view.settings.iter().flat_map(|s| &s.recipe.parts).any(|part| part.record_type == "user");
    let is_sensitive =
        counts.updated > 0 && (counts.updated * 4 > all || of_users || mapped("responsible") || mapped("is_active"));
    let mut tags: Vec<String> = import.tag.split('\n').filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    tags.extend(view.settings.iter().flat_map(|settings| settings.recipe.options.tags.clone()));
    let revision = view.import.check_revision;
    let steps = steps(number, import.state, At::Start);
    let here = format!("/imports/{number}/preview?tab={tab}&field={}", reply::in_address(&asked.field));
    Ok(Preview {
        p,
        steps,
        tabs,
        tab,
        rows,
        pager: Pager::onward(&here, after.is_none(), "after", next, "#changes"),
        field: asked.field,
        summary,
        left_out,
        blocked,
        is_sensitive,
        revision,
        tags,
        makes_users: of_users && counts.created > 0,
        waits_for,
        changed,
        errors,
        import,
    })
}

fn maps(view: &ImportView, key: &str) -> bool {
    let parts = view.settings.iter().flat_map(|settings| &settings.recipe.parts);
    let mut columns = parts.flat_map(|part| part.columns.iter().filter_map(|column| column.field.as_deref()));
    columns.any(|field| field == key)
}

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    /// The check whose numbers were shown.
    #[serde(default)]
    revision: i64,
    #[serde(default)]
    created: u64,
    #[serde(default)]
    updated: u64,
    #[serde(default)]
    rejected: u64,
    #[serde(default)]
    sure: String,
}

async fn start(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Posted(wanted): Posted<Wanted>) -> Reply {
    let actor = signed.actor.clone();
    let (view, is_stale) = app
        .run(move |engine| {
            let view = engine.import(&actor, number)?;
            let is_checked = view.import.state == State::Checked;
            let is_stale = is_checked && engine.is_check_stale(&actor, number)?;
            Ok((view, is_stale))
        })
        .await?;
    match view.import.state {
        // Two presses, or two people: one run, and both see it.
        State::Queued | State::Running => return Ok(reply::see(&format!("/imports/{number}/run"))),
        State::Checked => {}
        state => {
            let refusal = Refusal::new(RefusalKind::Conflict, "import-not-startable");
            return Err(refusal.with("number", number).with("state", state.word()).into());
        }
    }
    let shown = Counts { created: wanted.created, updated: wanted.updated, rejected: wanted.rejected, ..Counts::default() };
    let now = view.import.counts;
    let is_same = (now.created, now.updated, now.rejected) == (shown.created, shown.updated, shown.rejected);
    if is_stale || wanted.revision != view.import.check_revision || !is_same {
        return told_again(&app, &signed, number, is_stale, shown).await;
    }
    let form = drawn(&app, &signed, view, Asked::default(), None, Errors::default()).await?;
    if let Some(id) = form.blocked {
        let mut errors = Errors::default();
        errors.add("start", form.p.t(id));
        return reply::with_status(StatusCode::CONFLICT, &Preview { errors, ..form });
    }
    if form.is_sensitive && wanted.sure.is_empty() {
        let mut errors = Errors::default();
        errors.add("sure", form.p.t("preview-sure-needed"));
        return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &Preview { errors, ..form });
    }
    let (actor, work) = (signed.actor.clone(), Arc::clone(app.work()));
    app.run(move |_| work.start(&actor, Kind::RunImport, number, "{}".to_owned())).await?;
    Ok(reply::see(&format!("/imports/{number}/run")))
}

/// The numbers are not those that were shown: they are worked out anew and shown beside the old ones.
async fn told_again(app: &App, signed: &Signed, number: i64, is_stale: bool, shown: Counts) -> Reply {
    let actor = signed.actor.clone();
    let view = app
        .run(move |engine| {
            if is_stale {
                engine.check_import(&actor, number, &Watch::default())?;
            }
            engine.import(&actor, number)
        })
        .await?;
    let form = drawn(app, signed, view, Asked::default(), Some(shown), Errors::default()).await?;
    reply::with_status(StatusCode::CONFLICT, &form)
}
