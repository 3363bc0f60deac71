//! Step 2: which sheet, and which row has the column names. Rows above it and blank rows are counted in the open.
//!
//! In: the kept file. Out: its first rows as a table with a radio at each; the file read again.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_domain::suggestion::column_letters;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::prepare_import::{FileLook, Reading};
use kartoteka_engine::progress::Watch;
use serde::Deserialize;

use super::steps::{At, Step, steps};
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/sheet", get(show).post(choose))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    /// The sheet to look at.
    sheet: Option<String>,
}

struct Tab {
    name: String,
    hidden: bool,
    refused: bool,
    columns: usize,
    is_shown: bool,
    is_read: bool,
}

#[derive(Template)]
#[template(path = "wizard/sheet.html")]
struct Sheet {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    number: i64,
    name: String,
    tabs: Vec<Tab>,
    /// The sheet shown.
    shown: String,
    letters: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
    /// 0: none.
    header_row: u32,
    blank_rows: u64,
    hidden_rows: u64,
    skip_hidden: bool,
    /// Several kinds of record come out of this file: sheets are not chosen by hand.
    has_parts: bool,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    reply::html(&page(&app, &signed, number, asked.sheet, Errors::default()).await?)
}

async fn page(app: &App, signed: &Signed, number: i64, shown: Option<String>, errors: Errors) -> Result<Sheet, Problem> {
    let actor = signed.actor.clone();
    let found = app.run(move |engine| Ok((engine.import(&actor, number)?, engine.look_into_file(&actor, number, None)?)));
    let (view, look) = found.await?;
    sheet(signed.page("data-import"), errors, &view, look, shown).ok_or(Problem::NotFound)
}

fn sheet(p: Page, errors: Errors, view: &ImportView, look: FileLook, shown: Option<String>) -> Option<Sheet> {
    let settings = view.settings.as_ref()?;
    let part = settings.recipe.parts.first()?;
    let read: Vec<&str> = settings.file.sheets.iter().filter(|sheet| sheet.is_read).map(|sheet| sheet.name.as_str()).collect();
    let shown = shown.or_else(|| part.sheet.clone()).unwrap_or_default();
    let own_part = settings.recipe.parts.iter().find(|part| part.sheet.as_deref() == Some(shown.as_str()));
    let tabs = look.sheets.iter().map(|sheet| Tab {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        refused: sheet.refused,
        columns: sheet.columns,
        is_shown: sheet.name == shown,
        is_read: read.contains(&sheet.name.as_str()),
    });
    let looked = look.sheets.iter().find(|sheet| sheet.name == shown)?;
    let width = looked.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut rows = looked.rows.clone();
    rows.iter_mut().for_each(|(_, cells)| cells.resize(width, String::new()));
    let counted = settings.file.sheets.iter().find(|sheet| sheet.name == shown);
    Some(Sheet {
        steps: steps(view.import.id, view.import.state, At::Sheet),
        number: view.import.id,
        name: view.import.name.clone(),
        tabs: tabs.collect(),
        letters: (0..width).map(|column| column_letters(column).to_string()).collect(),
        header_row: own_part.and_then(|part| part.header_row).unwrap_or_else(|| rows.first().map_or(1, |(row, _)| *row)),
        rows,
        blank_rows: counted.map_or(0, |sheet| sheet.blank_rows),
        hidden_rows: counted.map_or(0, |sheet| sheet.hidden_rows),
        skip_hidden: settings.recipe.file.skip_hidden,
        has_parts: settings.recipe.parts.len() > 1,
        shown,
        errors,
        p,
    })
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Given {
    #[serde(default)]
    sheet: String,
    header_row: Option<u32>,
    #[serde(default)]
    skip_hidden: String,
}

async fn choose(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Posted(given): Posted<Given>) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    let Some(settings) = &view.settings else { return Err(Problem::NotFound) };
    let part = settings.recipe.parts.first();
    let has_parts = settings.recipe.parts.len() > 1;
    let is_other_sheet = !has_parts && part.and_then(|part| part.sheet.as_deref()) != Some(given.sheet.as_str());
    let is_other_row = given.header_row.is_some() && part.and_then(|part| part.header_row) != given.header_row;
    let is_other_rule = settings.recipe.file.skip_hidden == given.skip_hidden.is_empty();
    if is_other_sheet || is_other_row || is_other_rule {
        let reading = Reading {
            sheet: is_other_sheet.then(|| given.sheet.clone()),
            header_row: given.header_row.filter(|_| !has_parts),
            skip_hidden: Some(!given.skip_hidden.is_empty()),
            ..Reading::default()
        };
        let actor = signed.actor.clone();
        let read = app.run(move |engine| engine.read_file_again(&actor, number, &reading, &Watch::default()));
        if let Err(problem) = read.await {
            let Some(refusal) = problem.refusal().filter(|refusal| !refusal.code.starts_with("permission")) else {
                return Err(problem);
            };
            let errors = Errors::of_refusal(&signed.page("data-import"), "rows", refusal);
            let drawn = page(&app, &signed, number, Some(given.sheet), errors).await?;
            return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
        }
    }
    Ok(reply::see(&format!("/imports/{number}/columns")))
}
