//! `/settings/fields`: the record types with how many custom fields each has; a type's fields in the order of its template,
//! moved up and down, archived, deleted, given another kind.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::manage_fields::KindTrial;
use kartoteka_engine::progress::Watch;
use serde::Deserialize;

use super::{field_form, given};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/fields", get(types))
        .route("/settings/fields/{type}", get(list))
        .route("/settings/fields/{type}/{key}/move", post(shift))
        .route("/settings/fields/{type}/{key}/archive", post(archive))
        .route("/settings/fields/{type}/{key}/delete", get(ask).post(delete))
        .route("/settings/fields/{type}/{key}/clear", post(clear))
        .route("/settings/fields/{type}/{key}/kind", get(try_kind).post(change_kind))
        .merge(field_form::routes())
}

/// A type in the list of types.
struct TypeRow {
    key: String,
    name: String,
    own: usize,
    custom: usize,
    archived: usize,
}

#[derive(Template)]
#[template(path = "settings/field_types.html")]
struct TypesPage {
    p: Page,
    rows: Vec<TypeRow>,
}

async fn types(Extract(app): Extract<App>, signed: Signed) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let p = signed.page("settings");
    let count = |ty: &RecordType, fits: fn(&Field) -> bool| ty.fields.iter().filter(|field| fits(field)).count();
    let row = |ty: &RecordType| TypeRow {
        key: ty.key.to_string(),
        name: ty.plural.get(p.words.language).to_owned(),
        own: count(ty, |field| field.is_importable() && !field.custom),
        custom: count(ty, |field| field.custom && !field.archived),
        archived: count(ty, |field| field.custom && field.archived),
    };
    let rows = app.engine().types().plain().iter().map(row).collect();
    reply::html(&TypesPage { p, rows })
}

/// A field in the list of a type.
pub struct Row {
    pub field: Field,
    pub label: String,
    /// The label in the other languages.
    pub others: String,
    pub filled: u64,
}

#[derive(Template)]
#[template(path = "settings/fields.html")]
struct ListPage {
    p: Page,
    type_key: String,
    type_name: String,
    /// Of the type itself: shown so that one sees what is there already.
    own: Vec<(String, String)>,
    rows: Vec<Row>,
    archived: Vec<Row>,
    said: String,
}

#[derive(Debug, Default, Deserialize)]
struct Moved {
    /// A field that was just moved, its place, how many there are.
    #[serde(default)]
    moved: String,
    #[serde(default)]
    place: usize,
}

/// The type a path means, or no such page.
pub fn type_of(engine: &Engine, key: &str) -> Result<Arc<RecordType>> {
    let found = engine.types().get(key).cloned();
    found.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "type-unknown").with("name", key).with("likely", "").into())
}

/// The custom field a path means, or no such page.
pub fn field_of(ty: &RecordType, key: &str) -> Result<Field> {
    let found = ty.field(key).filter(|field| field.custom).cloned();
    found.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "field-unknown").with("name", key).with("likely", "").into())
}

async fn list(Extract(app): Extract<App>, signed: Signed, Path(key): Path<String>, Query(asked): Query<Moved>) -> Reply {
    let actor = signed.actor.clone();
    let (ty, filled) = app
        .run(move |engine| {
            let ty = type_of(engine, &key)?;
            let filled = engine.filled_fields(&actor, &ty.key)?;
            Ok((ty, filled))
        })
        .await?;
    let p = signed.page("settings");
    let language = p.words.language;
    let row = |field: &Field| Row {
        label: field.label(language).to_owned(),
        others: others(field, language),
        filled: filled.iter().find(|(key, _)| *key == field.key).map_or(0, |(_, n)| *n),
        field: field.clone(),
    };
    let custom = ty.fields.iter().filter(|field| field.custom);
    let (archived, rows): (Vec<Row>, Vec<Row>) = custom.map(row).partition(|row| row.field.archived);
    let own = ty.fields.iter().filter(|field| field.is_importable() && !field.custom);
    let own = own.map(|f| (f.label(language).to_owned(), p.t(format!("kind-{}", f.kind.word())))).collect();
    let moved = rows.iter().find(|row| row.field.key == asked.moved.as_str());
    let said = moved.map_or_else(String::new, |row| {
        let facts = [("name", (&row.label).into()), ("place", asked.place.into()), ("n", rows.len().into())];
        p.words.say("fields-moved", &facts)
    });
    let (type_key, type_name) = (ty.key.to_string(), ty.plural.get(language).to_owned());
    reply::html(&ListPage { p, type_key, type_name, own, rows, archived, said })
}

/// The label in the languages the reader does not read, once each.
fn others(field: &Field, language: Language) -> String {
    let here = field.label(language);
    let mut words: Vec<&str> = field.labels.all().filter(|word| *word != here).collect();
    words.dedup();
    words.join(" · ")
}

#[derive(Deserialize)]
struct Direction {
    to: String,
}

async fn shift(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((ty, key)): Path<(String, String)>,
    Posted(given): Posted<Direction>,
) -> Reply {
    let (actor, type_key, field) = (signed.actor, ty.clone(), key.clone());
    let (place, _) = app.run(move |engine| engine.move_field(&actor, &type_key, &field, given.to == "up")).await?;
    Ok(reply::see(&format!("/settings/fields/{ty}?moved={key}&place={place}")))
}

#[derive(Deserialize)]
struct Archive {
    archived: String,
}

async fn archive(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((ty, key)): Path<(String, String)>,
    Posted(given): Posted<Archive>,
) -> Reply {
    let (actor, type_key, language) = (signed.actor.clone(), ty.clone(), signed.visit.language);
    let archived = given.archived == "yes";
    let field = app.run(move |engine| engine.archive_field(&actor, &type_key, &key, archived)).await?;
    let flash = Flash::new(if archived { "flash-field-archived" } else { "flash-field-back" });
    Ok(reply::see_and_say(&format!("/settings/fields/{ty}"), &flash.with("name", field.label(language))))
}

#[derive(Template)]
#[template(path = "settings/field_delete.html")]
struct DeletePage {
    p: Page,
    errors: Errors,
    type_key: String,
    type_name: String,
    key: String,
    label: String,
    filled: u64,
}

async fn delete_page(app: &App, signed: &Signed, ty: String, key: String) -> std::result::Result<DeletePage, Problem> {
    let (actor, field_key) = (signed.actor.clone(), key.clone());
    let (ty, field, filled) = app
        .run(move |engine| {
            let ty = type_of(engine, &ty)?;
            let field = field_of(&ty, &field_key)?;
            let filled = engine.filled_fields(&actor, &ty.key)?;
            Ok((ty, field, filled))
        })
        .await?;
    let p = signed.page("settings");
    let filled = filled.iter().find(|(found, _)| *found == field.key).map_or(0, |(_, n)| *n);
    let label = field.label(p.words.language).to_owned();
    let (type_key, type_name) = (ty.key.to_string(), ty.plural.get(p.words.language).to_owned());
    Ok(DeletePage { p, errors: Errors::default(), type_key, type_name, key, label, filled })
}

async fn ask(Extract(app): Extract<App>, signed: Signed, Path((ty, key)): Path<(String, String)>) -> Reply {
    reply::html(&delete_page(&app, &signed, ty, key).await?)
}

async fn delete(Extract(app): Extract<App>, signed: Signed, Path((ty, key)): Path<(String, String)>) -> Reply {
    let page = delete_page(&app, &signed, ty.clone(), key.clone()).await?;
    let (actor, type_key) = (signed.actor.clone(), ty.clone());
    match app.run(move |engine| engine.delete_field(&actor, &type_key, &key)).await {
        Ok(()) => {
            let flash = Flash::new("flash-field-deleted").with("name", page.label);
            Ok(reply::see_and_say(&format!("/settings/fields/{ty}"), &flash))
        }
        Err(problem) => {
            let errors = given::at_field(&page.p, "delete", problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &DeletePage { errors, ..page })
        }
    }
}

async fn clear(Extract(app): Extract<App>, signed: Signed, Path((ty, key)): Path<(String, String)>) -> Reply {
    let (actor, type_key, field) = (signed.actor, ty.clone(), key.clone());
    let n = app.run(move |engine| engine.clear_field(&actor, &type_key, &field, &Watch::default())).await?;
    let flash = Flash::new("flash-field-cleared").with("n", n);
    Ok(reply::see_and_say(&format!("/settings/fields/{ty}/{key}/delete"), &flash))
}

#[derive(Template)]
#[template(path = "settings/field_kind.html")]
struct KindPage {
    p: Page,
    errors: Errors,
    type_key: String,
    type_name: String,
    field: Field,
    label: String,
    kinds: Vec<&'static str>,
    kind: String,
    trial: Option<KindTrial>,
}

#[derive(Debug, Default, Deserialize)]
struct AskedKind {
    #[serde(default)]
    kind: String,
}

async fn kind_page(app: &App, signed: &Signed, ty: String, key: String, word: String) -> std::result::Result<KindPage, Problem> {
    let (actor, kind) = (signed.actor.clone(), FieldKind::from_word(&word));
    let (ty, field, trial) = app
        .run(move |engine| {
            actor.require(Permission::Administer)?;
            let ty = type_of(engine, &ty)?;
            let field = field_of(&ty, &key)?;
            let trial = kind.map(|kind| engine.try_kind(&actor, &ty.key, &key, kind)).transpose()?;
            Ok((ty, field, trial))
        })
        .await?;
    let p = signed.page("settings");
    let label = field.label(p.words.language).to_owned();
    let is_link = |kind: &FieldKind| matches!(kind, FieldKind::Link | FieldKind::Links);
    let kinds = FieldKind::ALL.into_iter().filter(|kind| !is_link(kind) && *kind != field.kind).map(FieldKind::word).collect();
    let (type_key, type_name) = (ty.key.to_string(), ty.plural.get(p.words.language).to_owned());
    Ok(KindPage { p, errors: Errors::default(), type_key, type_name, field, label, kinds, kind: word, trial })
}

async fn try_kind(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((ty, key)): Path<(String, String)>,
    Query(asked): Query<AskedKind>,
) -> Reply {
    reply::html(&kind_page(&app, &signed, ty, key, asked.kind).await?)
}

async fn change_kind(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((ty, key)): Path<(String, String)>,
    Posted(given): Posted<AskedKind>,
) -> Reply {
    let Some(kind) = FieldKind::from_word(&given.kind) else { return Err(Problem::NotFound) };
    let page = kind_page(&app, &signed, ty.clone(), key.clone(), given.kind).await?;
    let (actor, type_key, field) = (signed.actor.clone(), ty.clone(), key.clone());
    match app.run(move |engine| engine.change_kind(&actor, &type_key, &field, kind)).await {
        Ok(field) => {
            let flash = Flash::new("flash-field-kind").with("name", field.label(signed.visit.language));
            Ok(reply::see_and_say(&format!("/settings/fields/{ty}/{key}"), &flash))
        }
        Err(problem) => {
            let errors = given::at_field(&page.p, "kind", problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &KindPage { errors, ..page })
        }
    }
}
