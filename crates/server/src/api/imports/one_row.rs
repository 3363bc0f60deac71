//! One row of an import before it runs: its cells as they stand, what is wrong with it, and changes to it.
//!
//! In: the row number people see, cells by header. Out: the row as a check would find it now. The file never changes.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::staged_rows::{RowSort, StagedRow, StagedSheet};
use kartoteka_engine::words::Words;
use kartoteka_engine::{Engine, shapes};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::number;
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::{Given, Query, malformed};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

/// The row in an address.
fn row_number(text: &str) -> std::result::Result<u32, Problem> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "row-unknown").with("row", text);
    Ok(text.parse().map_err(|_| unknown())?)
}

/// The named sheet, or the first one.
fn sheet_named(engine: &Engine, actor: &Actor, import: i64, name: Option<&str>) -> Result<StagedSheet> {
    let sheets = engine.staged_sheets(actor, import)?;
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let found = sheets.into_iter().find(|sheet| name.is_none_or(|name| sheet.name == name));
    Ok(found.ok_or_else(|| Refusal::unknown("sheet-unknown", name.unwrap_or_default(), names.iter().map(String::as_str)))?)
}

fn shape(engine: &Engine, view: &ImportView, sheet: &StagedSheet, row: &StagedRow, words: Words) -> Value {
    let types = engine.types();
    let issues = row.issues.iter().map(|(part, issue)| {
        let header = shapes::header(view.settings.as_ref(), *part as usize, issue.column);
        shapes::issue(issue, header, shapes::part_type(view, &types, *part as usize), words)
    });
    let cells = sheet
        .columns
        .iter()
        .zip(&row.cells)
        .map(|(column, cell)| json!({"column": column.header, "text": cell.text, "before": cell.before}));
    let sort = row.sort.map(|sort| match sort {
        RowSort::Ready => "ready",
        RowSort::Warned => "warned",
        RowSort::Rejected => "rejected",
        RowSort::Skipped => "skipped",
    });
    json!({
        "row": row.row,
        "sheet": sheet.name,
        "left_out": row.is_out,
        "sort": sort,
        "cells": cells.collect::<Vec<_>>(),
        "issues": issues.collect::<Vec<_>>(),
    })
}

fn look(engine: &Engine, actor: &Actor, import: i64, (sheet, row): (Option<&str>, u32), words: Words) -> Result<Value> {
    let sheet = sheet_named(engine, actor, import, sheet)?;
    let found = engine.look_at_row(actor, import, sheet.index, row)?;
    Ok(shape(engine, &engine.import(actor, import)?, &sheet, &found, words))
}

pub async fn get(Extract(app): Extract<App>, caller: Caller, Path((id, row)): Path<(String, String)>, mut query: Query) -> Reply {
    let (number, row, words) = (number(&id)?, row_number(&row)?, caller.words());
    let sheet = query.take("sheet");
    query.end()?;
    let body = app.run(move |engine| look(engine, &caller.actor, number, (sheet.as_deref(), row), words)).await?;
    Ok(answer::ok(&body))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Patch {
    sheet: Option<String>,
    /// Header → text.
    cells: Map<String, Value>,
    left_out: Option<bool>,
}

pub async fn change(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((id, row)): Path<(String, String)>,
    Given(patch): Given<Patch>,
) -> Reply {
    let (number, row, words) = (number(&id)?, row_number(&row)?, caller.words());
    let body = app.run(move |engine| {
        let actor = &caller.actor;
        let sheet = sheet_named(engine, actor, number, patch.sheet.as_deref())?;
        let cells = patch.cells.iter().map(|(header, text)| cell(&sheet, header, text)).collect::<Result<Vec<_>>>()?;
        if !cells.is_empty() {
            engine.mend_set_cells(actor, number, sheet.index, row, &cells)?;
        }
        match patch.left_out {
            Some(true) => drop(engine.mend_exclude_rows(actor, number, Some(&sheet.name), &[row])?),
            Some(false) => drop(engine.mend_include_rows(actor, number, sheet.index, &[row])?),
            None => {}
        }
        look(engine, actor, number, (patch.sheet.as_deref(), row), words)
    });
    Ok(answer::ok(&body.await?))
}

fn cell(sheet: &StagedSheet, header: &str, text: &Value) -> Result<(usize, String)> {
    let at = sheet.columns.iter().position(|column| column.header.trim() == header.trim());
    let at = at.ok_or_else(|| malformed("column-unknown").with("name", header))?;
    let text = match text {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(malformed("member-unfit").with("reason", header).with("pointer", "/cells").into()),
    };
    Ok((at, text))
}
