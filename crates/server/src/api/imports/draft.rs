//! Between upload and check: how the file is read, which column goes where, what values stand for, what is done with the rows.
//!
//! In: changes that say which version they are based on. Out: the import, or its columns, with their version as `ETag`. Compared
//! by the engine where it writes, so that nobody's change is lost.

use axum::extract::{Path, State as Extract};
use axum::response::Response;
use kartoteka_domain::recipe::{EmptyCells, Existing};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::prepare_import::{
    ColumnChoice, Draft, FileLook, OptionsChoice, OwnerChoice, Reading, ValueSeen, ValueState, draft_version,
};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::asked::{FileAsked, OptionsAsked};
use super::{number, read_versioned, version_of};
use crate::api::answer::{self, IfMatch};
use crate::api::caller::Caller;
use crate::api::given::{Given, Query, malformed, read_json};
use crate::api::slice::Slice;
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

/// What is to change: how the file is read, or a recipe laid over it, or name and options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Patch {
    file: Option<FileAsked>,
    recipe: Option<String>,
    name: Option<String>,
    options: Option<OptionsAsked>,
}

/// The draft, and the versions a change is based on.
fn draft(caller: &Caller, number: i64) -> std::result::Result<Draft, Refusal> {
    let versions = match IfMatch::required(&caller.headers)? {
        IfMatch::Any => None,
        // What follows the dash says how far work on it is, which is no change of it.
        IfMatch::Versions(list) => Some(answer::tags(&list).map(|tag| tag.split('-').next().unwrap_or(tag).to_owned()).collect()),
    };
    Ok(Draft { import: number, versions })
}

async fn shown(app: &App, caller: &Caller, number: i64) -> std::result::Result<Response, Problem> {
    let (actor, words, work) = (caller.actor.clone(), caller.words(), app.work().clone());
    let (body, version) = app.run(move |engine| read_versioned(engine, &work, &actor, number, words)).await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{version}\"")))
}

pub async fn change(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, Given(patch): Given<Patch>) -> Reply {
    let number = number(&id)?;
    let draft = draft(&caller, number)?;
    let actor = caller.actor.clone();
    app.run(move |engine| match patch {
        Patch { file: Some(file), recipe: None, name: None, options: None } => {
            engine.read_file_again(&actor, draft, &reading(file), &Watch::default())
        }
        Patch { recipe: Some(recipe), file: None, name: None, options: None } => {
            engine.use_recipe(&actor, draft, &recipe).map(drop)
        }
        Patch { file: None, recipe: None, name, options } => {
            let mut choice = current(&engine.import(&actor, number)?);
            choice.name = name.unwrap_or_default();
            if let Some(options) = options {
                options.lay_over(&mut choice);
            }
            engine.set_options(&actor, draft, &choice)
        }
        // Each of them is one transaction; together they could be done by half.
        _ => Err(malformed("member-unfit").with("reason", "file, recipe").with("pointer", "").into()),
    })
    .await?;
    shown(&app, &caller, number).await
}

/// Refuses what is no document of `ImportOptions`; null says nothing.
pub fn require_options(said: &Value) -> std::result::Result<(), Refusal> {
    if said.is_null() { Ok(()) } else { read_json::<OptionsAsked>(said.to_string().as_bytes()).map(drop) }
}

/// Options that were said beforehand, laid over those of a new draft. `said`: the document of `ImportOptions`.
pub fn set_said_options(engine: &Engine, actor: &Actor, number: i64, said: Value) -> Result<()> {
    let said: OptionsAsked = serde_json::from_value(said).map_err(|error| Error::fault("options cannot be read", error))?;
    let mut choice = current(&engine.import(actor, number)?);
    said.lay_over(&mut choice);
    engine.set_options(actor, number, &choice)
}

fn reading(file: FileAsked) -> Reading {
    Reading {
        encoding: file.encoding,
        delimiter: file.delimiter,
        sheet: file.sheet,
        header_row: file.header_row,
        skip_hidden: Some(file.skip_hidden),
        ..Reading::default()
    }
}

/// What is set now, as a choice that changes nothing.
fn current(view: &ImportView) -> OptionsChoice {
    let Some(settings) = &view.settings else { return OptionsChoice::default() };
    let options = &settings.recipe.options;
    let constant = |field: &str| {
        let all = settings.recipe.parts.iter().flat_map(|part| &part.constants);
        all.into_iter().find(|constant| constant.field == field)
    };
    let people = constant("responsible");
    let rules = settings.recipe.parts.first().map(|part| part.match_by.as_slice()).unwrap_or_default();
    OptionsChoice {
        name: String::new(),
        mode: options.mode,
        match_by: rules.iter().map(|rule| rule.iter().map(|key| key.as_str()).collect::<Vec<_>>().join("+")).collect(),
        empty: options.empty,
        duplicates: options.duplicates,
        repeated: options.repeated,
        on_error: options.on_error,
        missing_links: options.missing_links,
        validation: options.validation,
        tags: options.tags.clone(),
        owner: people
            .map_or(OwnerChoice::FromFile, |people| OwnerChoice::People(people.value.split(',').map(str::to_owned).collect())),
        responsible: people.map_or(Existing::Overwrite, |people| people.existing),
        role: constant("role").map(|role| role.value.clone()),
        bot: options.bot.clone(),
        tunnel: options.tunnel.clone(),
        lgt: options.lgt.clone(),
        seen: None,
    }
}

pub async fn discard(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    app.run(move |engine| engine.discard_draft(&caller.actor, number)).await?;
    Ok(answer::nothing())
}

pub async fn sheets(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let number = number(&id)?;
    let look = app.run(move |engine| engine.look_into_file(&caller.actor, number, None)).await?;
    Ok(answer::ok(&look_shape(&look)))
}

fn look_shape(look: &FileLook) -> Value {
    let rows =
        |rows: &[(u32, Vec<String>)]| rows.iter().map(|(row, cells)| json!({"row": row, "cells": cells})).collect::<Vec<_>>();
    let sheets = look.sheets.iter().map(|sheet| {
        json!({
            "name": sheet.name,
            "hidden": sheet.hidden,
            "refused": sheet.refused,
            "columns": sheet.columns,
            "rows": rows(&sheet.rows),
        })
    });
    json!({
        "delimited": look.is_delimited,
        "encoding": look.encoding,
        "encoding_sure": look.encoding_sure,
        "delimiter": look.delimiter,
        "same_as": look.same_as.as_ref().map(|import| import.id.to_string()),
        "sheets": sheets.collect::<Vec<_>>(),
    })
}

pub async fn mapping(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let number = number(&id)?;
    let (body, version) = columns(&app, &caller, number).await?;
    Ok(answer::versioned(&caller.headers, &version, &slice.of_whole(body)))
}

async fn columns(app: &App, caller: &Caller, number: i64) -> std::result::Result<(Value, String), Problem> {
    let (actor, language) = (caller.actor.clone(), caller.language());
    let found = app.run(move |engine| {
        let view = engine.import(&actor, number)?;
        let body = json!({"data": shapes::mapping(&view, &engine.types(), language), "next_cursor": null});
        let version = version_of(&draft_version(&view.import), &body);
        Ok((body, version))
    });
    found.await
}

/// One column: by its number (1 is the first), or by the header over it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    #[serde(default)]
    part: usize,
    #[serde(default)]
    number: Option<usize>,
    #[serde(default)]
    column: Option<String>,
    field: Option<String>,
    #[serde(default)]
    existing: Option<Existing>,
    #[serde(default)]
    empty: Option<EmptyCells>,
    #[serde(default)]
    date_order: Option<String>,
    #[serde(default)]
    decimal: Option<char>,
    #[serde(default)]
    separator: Option<char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    columns: Vec<Column>,
}

impl Column {
    fn choice(self, view: &ImportView) -> Result<ColumnChoice> {
        let known = view.settings.iter().flat_map(|settings| &settings.columns).filter(|known| known.part == self.part);
        let fits = |at: usize, header: &str| match (self.number, &self.column) {
            (Some(number), _) => at + 1 == number,
            (None, Some(name)) => header.trim() == name.trim(),
            (None, None) => false,
        };
        let found = known.clone().find(|known| fits(known.column, &known.header)).map(|known| known.column);
        let name = self.column.clone().or(self.number.map(|number| number.to_string())).unwrap_or_default();
        let unknown = || malformed("column-unknown").with("name", name);
        Ok(ColumnChoice {
            part: self.part,
            column: found.ok_or_else(unknown)?,
            field: self.field,
            existing: self.existing,
            empty: self.empty,
            date_order: self.date_order,
            decimal: self.decimal,
            separator: self.separator,
        })
    }
}

pub async fn set_mapping(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(id): Path<String>,
    Given(given): Given<Mapping>,
) -> Reply {
    let number = number(&id)?;
    let (actor, draft) = (caller.actor.clone(), draft(&caller, number)?);
    app.run(move |engine| {
        let view = engine.import(&actor, number)?;
        let choices: Vec<ColumnChoice> = given.columns.into_iter().map(|column| column.choice(&view)).collect::<Result<_>>()?;
        engine.set_columns(&actor, draft, &choices, None)
    })
    .await?;
    let (body, version) = columns(&app, &caller, number).await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{version}\"")))
}

/// The part and column that go to a field.
fn place_of(view: &ImportView, field: &str) -> Result<(usize, usize)> {
    let parts = view.settings.iter().flat_map(|settings| settings.recipe.parts.iter().enumerate());
    let mut places = parts.flat_map(|(part, given)| given.columns.iter().enumerate().map(move |(at, column)| (part, at, column)));
    let found = places.find(|(.., column)| column.field.as_deref() == Some(field)).map(|(part, at, _)| (part, at));
    let unknown = || Refusal::new(RefusalKind::NotFound, "field-unknown").with("name", field).with("likely", "");
    Ok(found.ok_or_else(unknown)?)
}

pub async fn values(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((id, field)): Path<(String, String)>,
    query: Query,
) -> Reply {
    query.end()?;
    let number = number(&id)?;
    let (body, version) = value_map(&app, &caller, number, &field).await?;
    Ok(answer::versioned(&caller.headers, &version, &body))
}

async fn value_map(app: &App, caller: &Caller, number: i64, field: &str) -> std::result::Result<(Value, String), Problem> {
    let (actor, language, field) = (caller.actor.clone(), caller.language(), field.to_owned());
    let found = app.run(move |engine| {
        let view = engine.import(&actor, number)?;
        let found = engine.column_values(&actor, number, place_of(&view, &field)?, language)?;
        let values: Vec<Value> = found.values.iter().map(value_shape).collect();
        let body = json!({"field": field, "column": found.header, "values": values, "has_more": found.has_more});
        let version = version_of(&draft_version(&view.import), &body);
        Ok((body, version))
    });
    found.await
}

fn value_shape(seen: &ValueSeen) -> Value {
    let (state, meaning) = match &seen.state {
        ValueState::Known(meaning) => ("known", Some(meaning.clone())),
        ValueState::Mapped(meaning) => ("mapped", Some(meaning.clone())),
        ValueState::Unknown(likely) => ("unknown", likely.clone()),
        ValueState::Ambiguous(records) => ("ambiguous", Some(records.to_string())),
    };
    json!({"text": seen.text, "rows": seen.rows, "state": state, "meaning": meaning})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueMap {
    /// Text → what it stands for; null: as it is read.
    values: Map<String, Value>,
}

pub async fn set_values(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((id, field)): Path<(String, String)>,
    Given(given): Given<ValueMap>,
) -> Reply {
    let number = number(&id)?;
    let one = |(text, meaning): (&String, &Value)| match meaning {
        Value::Null => Ok((text.clone(), None)),
        Value::String(meaning) => Ok((text.clone(), Some(meaning.clone()))),
        _ => Err(malformed("member-unfit").with("reason", text).with("pointer", "/values")),
    };
    let pairs = given.values.iter().map(one).collect::<std::result::Result<Vec<_>, Refusal>>()?;
    let (actor, draft, key) = (caller.actor.clone(), draft(&caller, number)?, field.clone());
    app.run(move |engine| {
        let place = place_of(&engine.import(&actor, number)?, &key)?;
        engine.set_values(&actor, draft, place, &pairs, None)
    })
    .await?;
    let (body, version) = value_map(&app, &caller, number, &field).await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{version}\"")))
}
