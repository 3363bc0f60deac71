//! The rows of a check as a grid, a page of them at a time, and one row as a plain form. Cells are edited in either place.
//!
//! In: a sort of rows, a place, texts of cells. Out: rows as HTML; for the grid's script the rows that changed as JSON. A cell
//! that somebody changed meanwhile is not overwritten: 412, with both texts.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use kartoteka_domain::issue::{Code, Issue, Severity};
use kartoteka_domain::run::State;
use kartoteka_domain::suggestion::column_letters;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::staged_rows::{RowSort, RowsWanted, StagedRow, StagedSheet};
use serde::Deserialize;

use super::{Head, QUICK_ROWS, file_rows, groups};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::pager::Pager;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Rows of a page of the grid.
const PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports/{number}/rows/{sheet}/{row}", get(show).post(set))
        .route("/imports/{number}/rows/{sheet}/{row}/next", get(next))
}

/// What the address asks of the grid.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub rows: String,
    pub sheet: Option<usize>,
    #[serde(default)]
    pub from: u64,
}

/// The words for the sorts, as addresses have them.
pub const SORTS: [(&str, RowsWanted); 6] = [
    ("all", RowsWanted::All),
    ("errors", RowsWanted::Of(RowSort::Rejected)),
    ("warnings", RowsWanted::Of(RowSort::Warned)),
    ("ready", RowsWanted::Of(RowSort::Ready)),
    ("skipped", RowsWanted::Of(RowSort::Skipped)),
    ("mended", RowsWanted::Mended),
];

fn wanted(word: &str) -> (&'static str, RowsWanted) {
    SORTS.into_iter().find(|(known, _)| *known == word).unwrap_or(SORTS[0])
}

pub struct Grid {
    pub number: i64,
    pub rows_word: &'static str,
    pub sheet: usize,
    pub sheets: Vec<StagedSheet>,
    pub columns: Vec<Column>,
    pub rows: Vec<GridRow>,
    pub total: u64,
    pub from: u64,
    pub size: u64,
    pub pager: Pager,
}

pub struct Column {
    pub header: String,
    /// The field it goes to; empty for a column that is not imported.
    pub field: String,
}

pub struct GridRow {
    pub row: u32,
    pub sheet: usize,
    /// Of the whole grid, from 2 (the head is 1).
    pub index: u64,
    pub path: String,
    pub tint: &'static str,
    pub icon: &'static str,
    pub sort: &'static str,
    pub is_out: bool,
    /// What is wrong with the row as a whole.
    pub says: String,
    pub cells: Vec<GridCell>,
}

pub struct GridCell {
    pub column: usize,
    pub text: String,
    pub before: Option<String>,
    /// `wrong`, `warned` or empty.
    pub tint: &'static str,
    pub says: String,
}

impl Grid {
    pub fn path(&self, rows: &str, from: impl Borrow<u64>) -> String {
        format!("/imports/{}/check?rows={rows}&sheet={}&from={}#rows", self.number, self.sheet, from.borrow())
    }

    pub fn last(&self) -> u64 {
        self.from + self.rows.len() as u64
    }

    fn paged(mut self, page: &Page) -> Grid {
        let before = (self.from > 0).then(|| self.path(self.rows_word, self.from.saturating_sub(self.size)));
        let next = (self.last() < self.total).then(|| self.path(self.rows_word, self.from + self.size));
        let facts = [("from", self.from + 1), ("to", self.last()), ("all", self.total)];
        let said = page.words.say("rows-range", &facts.map(|(name, n)| (name, n.into())));
        self.pager = Pager { said, before: before.unwrap_or_default(), next: next.unwrap_or_default(), ..Pager::default() };
        self
    }
}

/// A page of the grid.
pub fn load(engine: &Engine, actor: &Actor, page: &Page, view: &ImportView, asked: &Asked) -> Result<Grid> {
    let number = view.import.id;
    let sheets = engine.staged_sheets(actor, number)?;
    let chosen = asked.sheet.and_then(|index| sheets.iter().position(|sheet| sheet.index == index)).unwrap_or(0);
    let sheet = sheets.get(chosen).map_or(0, |sheet| sheet.index);
    let (rows_word, rows) = wanted(&asked.rows);
    let found = engine.staged_rows(actor, number, sheet, rows, (asked.from, PAGE))?;
    let columns = sheets.get(chosen).map_or(Vec::new(), |sheet| columns(engine, page, view, sheet));
    let index = |at: usize| asked.from + at as u64 + 2;
    let rows = found.rows.iter().enumerate().map(|(at, row)| drawn(engine, page, view, sheet, row, index(at)));
    let rows = rows.collect();
    let (total, from, size, pager) = (found.total, asked.from, PAGE as u64, Pager::default());
    Ok(Grid { number, rows_word, sheet, columns, rows, total, from, size, sheets, pager }.paged(page))
}

fn columns(engine: &Engine, page: &Page, view: &ImportView, sheet: &StagedSheet) -> Vec<Column> {
    let field = |(part, key): &(usize, String)| {
        let ty = groups::part_type(engine, view, *part as u32)?;
        Some(ty.field(key)?.label(page.words.language).to_owned())
    };
    let column = |column: &kartoteka_engine::staged_rows::StagedColumn| Column {
        header: column.header.clone(),
        field: column.fields.iter().filter_map(field).collect::<Vec<_>>().join(", "),
    };
    sheet.columns.iter().map(column).collect()
}

fn drawn(engine: &Engine, page: &Page, view: &ImportView, sheet: usize, row: &StagedRow, index: u64) -> GridRow {
    let sentence = |(part, issue): &(u32, Issue)| {
        let place = groups::place(engine, page, view, *part, issue.column, issue.field.as_deref());
        page.words.issue(issue.code, &place, issue.value.as_deref(), &issue.params)
    };
    let about = |column: Option<u16>| row.issues.iter().filter(move |(_, issue)| issue.column == column);
    let cell = |(at, cell): (usize, &kartoteka_engine::staged_rows::StagedCell)| {
        let column = u16::try_from(at).ok();
        let worst = about(column).map(|(_, issue)| issue.severity).max();
        let mut says: Vec<String> = about(column).map(sentence).collect();
        says.dedup();
        let tint = match worst {
            Some(Severity::Error) => "wrong",
            Some(Severity::Warning) => "warned",
            _ => "",
        };
        GridCell { column: at, text: cell.text.clone(), before: cell.before.clone(), tint, says: says.join(" ") }
    };
    let (tint, icon, sort) = match row.sort {
        _ if row.is_out => ("neutral", "square", "sort-out"),
        Some(RowSort::Rejected) => ("danger", "cross", "sort-errors"),
        Some(RowSort::Warned) => ("warning", "warning", "sort-warnings"),
        Some(RowSort::Skipped) => ("neutral", "square", "sort-skipped"),
        Some(RowSort::Ready) => ("success", "tick", "sort-ready"),
        None => ("neutral", "clock", "sort-unknown"),
    };
    let mut says: Vec<String> = about(None).map(sentence).collect();
    says.dedup();
    GridRow {
        row: row.row,
        sheet,
        index,
        path: format!("/imports/{}/rows/{sheet}/{}", view.import.id, row.row),
        tint,
        icon,
        sort,
        is_out: row.is_out,
        says: says.join(" "),
        cells: row.cells.iter().enumerate().map(cell).collect(),
    }
}

#[derive(Template)]
#[template(path = "review/grid_row.html")]
struct RowPart<'a> {
    p: &'a Page,
    row: GridRow,
}

#[derive(Template)]
#[template(path = "review/row.html")]
struct RowPage {
    p: Page,
    import: Head,
    row: GridRow,
    columns: Vec<Column>,
    errors: Errors,
    /// What was typed and not saved, by column.
    typed: Vec<Option<String>>,
    can_change: bool,
    previous: Option<u32>,
    next: Option<u32>,
}

impl RowPage {
    fn value(&self, column: &usize) -> &str {
        let typed = self.typed.get(*column).and_then(Option::as_deref);
        typed.unwrap_or_else(|| self.row.cells.get(*column).map_or("", |cell| &cell.text))
    }

    fn header(&self, column: &usize) -> String {
        let known = self.columns.get(*column).map(|column| column.header.clone());
        known.unwrap_or_else(|| column_letters(*column).to_string())
    }

    fn error(&self, column: &usize) -> &str {
        self.errors.at(&format!("c{column}"))
    }

    fn field(&self, column: &usize) -> &str {
        self.columns.get(*column).map_or("", |column| &column.field)
    }
}

type Place = Path<(i64, usize, u32)>;

async fn show(Extract(app): Extract<App>, signed: Signed, Path(place): Place) -> Reply {
    reply::html(&row_page(&app, &signed, place, Errors::default(), Vec::new()).await?)
}

async fn row_page(
    app: &App,
    signed: &Signed,
    (number, sheet, row): (i64, usize, u32),
    errors: Errors,
    typed: Vec<Option<String>>,
) -> std::result::Result<RowPage, Problem> {
    let (actor, p) = (signed.actor.clone(), signed.page("imports"));
    let page = p.clone();
    let (view, row, columns, previous, next) = app
        .run(move |engine| {
            let view = engine.import(&actor, number)?;
            let staged = engine.staged_row(&actor, number, sheet, row)?;
            let sheets = engine.staged_sheets(&actor, number)?;
            let known = sheets.iter().find(|known| known.index == sheet);
            let columns = known.map_or(Vec::new(), |sheet| columns(engine, &page, &view, sheet));
            let previous = engine.next_rejected(&actor, number, sheet, row, false)?;
            let next = engine.next_rejected(&actor, number, sheet, row, true)?;
            let drawn = drawn(engine, &page, &view, sheet, &staged, 0);
            Ok((view, drawn, columns, previous, next))
        })
        .await?;
    let import = Head::of(app, &p, &view);
    let can_change = matches!(import.state, State::Mapping | State::Checked);
    Ok(RowPage { p, import, row, columns, errors, typed, can_change, previous, next })
}

/// Cells as they were posted: `c3` the text, `was3` what the person saw.
struct Cells {
    texts: Vec<(usize, String)>,
    seen: Vec<(usize, String)>,
}

impl Cells {
    fn of(pairs: Vec<(String, String)>) -> Cells {
        let mut cells = Cells { texts: Vec::new(), seen: Vec::new() };
        for (name, value) in pairs {
            // Forms send line ends as carriage return and line feed; cells keep plain ones.
            let value = value.replace("\r\n", "\n");
            if let Some(column) = name.strip_prefix("was").and_then(|at| at.parse().ok()) {
                cells.seen.push((column, value));
            } else if let Some(column) = name.strip_prefix('c').and_then(|at| at.parse().ok()) {
                cells.texts.push((column, value));
            }
        }
        // What was not touched is not posted on: somebody else's change of another cell stays.
        let seen = &cells.seen;
        cells.texts.retain(|cell| !seen.contains(cell));
        cells
    }

    /// Columns that somebody changed since the person saw them, with the text that stands there now.
    fn stale(&self, row: &StagedRow) -> Vec<(usize, String)> {
        let now = |column: usize| row.cells.get(column).map(|cell| cell.text.replace("\r\n", "\n")).unwrap_or_default();
        let seen = |column: usize| self.seen.iter().find(|(at, _)| *at == column).map(|(_, text)| text.clone());
        let moved = |(column, text): &(usize, String)| {
            let now = now(*column);
            let was = seen(*column)?;
            (was != now && *text != now).then_some((*column, now))
        };
        self.texts.iter().filter_map(moved).collect()
    }
}

async fn set(
    Extract(app): Extract<App>,
    signed: Signed,
    headers: HeaderMap,
    Path((number, sheet, row)): Place,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let wants_json = headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes() == b"application/json");
    let cells = Cells::of(pairs);
    let actor = signed.actor.clone();
    let staged = app.run(move |engine| engine.staged_row(&actor, number, sheet, row)).await?;
    let stale = cells.stale(&staged);
    let page = signed.page("imports");
    if !stale.is_empty() {
        let says = |now: &str| page.t2("grid-changed", "now", now, "row", row);
        if wants_json {
            let (column, now) = &stale[0];
            let told = serde_json::json!({"error": says(now), "column": column, "now": now});
            return Ok(json(StatusCode::PRECONDITION_FAILED, &told));
        }
        let mut errors = Errors::default();
        let mut typed = vec![None; staged.cells.len()];
        for (column, text) in &cells.texts {
            if let Some(place) = typed.get_mut(*column) {
                *place = Some(text.clone());
            }
        }
        stale.iter().for_each(|(column, now)| errors.add(&format!("c{column}"), says(now)));
        let form = row_page(&app, &signed, (number, sheet, row), errors, typed).await?;
        return reply::with_status(StatusCode::PRECONDITION_FAILED, &form);
    }
    let actor = signed.actor.clone();
    let changed = app.run(move |engine| mended(engine, &actor, number, (sheet, row), &cells.texts)).await;
    match changed {
        Ok(rows) if wants_json => answer(&app, &signed, number, sheet, rows).await,
        Ok(rows) => {
            let is_right = rows.first().is_none_or(|row| row.sort != Some(RowSort::Rejected));
            let flash = Flash::new(if is_right { "flash-row-right" } else { "flash-row-wrong" }).with("row", row);
            Ok(reply::see_and_say(&format!("/imports/{number}/rows/{sheet}/{row}"), &flash))
        }
        Err(problem) if wants_json => {
            let Some(refusal) = problem.refusal() else { return Err(problem) };
            let (sentence, _) = page.words.refusal(refusal.code, &refusal.params);
            Ok(json(problem.status(), &serde_json::json!({ "error": sentence })))
        }
        Err(problem) => Err(problem),
    }
}

/// Sets the cells and judges the row anew, with the rows that shared a key with it. The first one is the row itself.
fn mended(
    engine: &Engine,
    actor: &Actor,
    number: i64,
    (sheet, row): (usize, u32),
    cells: &[(usize, String)],
) -> Result<Vec<StagedRow>> {
    let before = engine.staged_row(actor, number, sheet, row)?;
    engine.mend_set_cells(actor, number, sheet, row, cells)?;
    let view = engine.import(actor, number)?;
    let is_quick = file_rows(&view) <= QUICK_ROWS;
    if is_quick {
        engine.check_import(actor, number, &Watch::default())?;
    }
    let look = |row: u32| match is_quick {
        true => engine.staged_row(actor, number, sheet, row),
        false => engine.look_at_row(actor, number, sheet, row),
    };
    let after = look(row)?;
    let mut others = partners(&before);
    others.extend(partners(&after));
    others.remove(&row);
    let mut rows = vec![after];
    for other in others {
        rows.push(look(other)?);
    }
    Ok(rows)
}

/// Rows that have the same key, as the issues name them.
fn partners(row: &StagedRow) -> BTreeSet<u32> {
    let named = |issue: &Issue| {
        let is_shared = matches!(issue.code, Code::KeyRepeated | Code::KeySuperseded | Code::EmailRepeated);
        let rows = issue.params.iter().find(|(name, _)| is_shared && *name == "rows");
        rows.map(|(_, text)| text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect::<Vec<u32>>())
    };
    row.issues.iter().filter_map(|(_, issue)| named(issue)).flatten().take(PAGE).collect()
}

async fn answer(app: &App, signed: &Signed, number: i64, sheet: usize, rows: Vec<StagedRow>) -> Reply {
    let (actor, page) = (signed.actor.clone(), signed.page("imports"));
    let drawn = app
        .run(move |engine| {
            let view = engine.import(&actor, number)?;
            let mut html = serde_json::Map::new();
            let mut says = String::new();
            for (at, row) in rows.iter().enumerate() {
                let drawn = drawn(engine, &page, &view, sheet, row, 0);
                if at == 0 {
                    let id = if row.sort == Some(RowSort::Rejected) { "flash-row-wrong" } else { "flash-row-right" };
                    says = page.t1(id, "row", row.row);
                }
                let part = RowPart { p: &page, row: drawn }.render();
                let part = part.map_err(|error| kartoteka_engine::error::Error::fault("a row cannot be drawn", error))?;
                html.insert(row.row.to_string(), part.into());
            }
            Ok(serde_json::json!({ "rows": html, "says": says }))
        })
        .await?;
    Ok(json(StatusCode::OK, &drawn))
}

fn json(status: StatusCode, value: &serde_json::Value) -> axum::response::Response {
    (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(value)).into_response()
}

#[derive(Debug, Deserialize)]
struct Direction {
    #[serde(default)]
    back: String,
    #[serde(default)]
    rows: String,
}

/// Where the next row with errors stands in the grid: its number, and the place its page begins.
async fn next(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((number, sheet, row)): Place,
    Query(direction): Query<Direction>,
) -> Reply {
    let found = app
        .run(move |engine| {
            let forward = direction.back.is_empty();
            let Some(row) = engine.next_rejected(&signed.actor, number, sheet, row, forward)? else { return Ok(None) };
            let (_, rows) = wanted(&direction.rows);
            let place = engine.place_of_row(&signed.actor, number, sheet, rows, row)?;
            Ok(Some((row, place - place % PAGE as u64)))
        })
        .await?;
    let told = found.map_or(serde_json::json!({}), |(row, from)| serde_json::json!({ "row": row, "from": from }));
    Ok(json(StatusCode::OK, &told))
}
