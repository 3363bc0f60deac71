//! `/types`: what can be stored and imported, with every field a program must know, custom ones included. Changing them is in
//! `fields`.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, Result};
use kartoteka_engine::shapes;
use serde_json::Value;

use super::answer;
use super::caller::Caller;
use super::given::Query;
use super::slice::Slice;
use super::table::form::{Form, answer as answered, count, flag, list, maybe, of, text, word};
use super::table::{Endpoint, get, param};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let see = Permission::SeeRecords;
    vec![
        get("/types", all).needs(see).named("listTypes", "The record types there are.").gives_list("Type"),
        get("/types/{type}", one).needs(see).named("getType", "A record type with its fields.").gives("TypeWithFields"),
        get("/types/{type}/fields", fields)
            .needs(see)
            .named("listFields", "The fields of a type.")
            .asks([param("archived", flag(), "Archived fields too.")])
            .gives_list("Field"),
        get("/types/{type}/fields/{key}", field).needs(see).named("getField", "One field.").gives("Field").versioned(),
    ]
}

pub fn forms() -> Vec<Form> {
    let ty = |fields| {
        [
            ("key", text()),
            ("word", text()),
            ("label", text()),
            ("plural", text()),
            ("name_field", text()),
            ("natural_keys", list(text())),
            ("fields", fields),
            ("custom", flag()),
        ]
    };
    let field = [
        ("key", text()),
        ("label", text()),
        ("kind", word(FieldKind::ALL.map(FieldKind::word))),
        ("required", flag()),
        ("recommended", flag()),
        ("unique", flag()),
        ("importable", flag()),
        ("custom", flag()),
        ("archived", flag()),
        ("limit", maybe(count())),
        ("target", maybe(text())),
        ("choices", list(text())),
        ("aliases", list(text())),
        ("help", text()),
        ("example", text()),
    ];
    vec![("Type", answered(ty(count()))), ("TypeWithFields", answered(ty(list(of("Field"))))), ("Field", answered(field))]
}

async fn all(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let language = caller.language();
    let types = app.run(move |engine| engine.list_types(&caller.actor)).await?;
    let data = types.all().iter().map(|ty| shapes::record_type(ty, language)).collect();
    Ok(slice.page(data))
}

fn fields_of(ty: &RecordType, language: Language, with_archived: bool) -> Vec<Value> {
    let shown = ty.fields.iter().filter(|field| with_archived || !field.archived);
    shown.map(|field| shapes::field(field, language)).collect()
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, query: Query) -> Reply {
    query.end()?;
    let language = caller.language();
    let ty = app.run(move |engine| engine.list_types(&caller.actor)?.named(&word)).await?;
    let mut body = shapes::record_type(&ty, language);
    body["fields"] = fields_of(&ty, language, false).into();
    Ok(answer::ok(&body))
}

async fn fields(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, mut query: Query) -> Reply {
    let (with_archived, slice) = (query.flag("archived")?, Slice::of(&mut query)?);
    query.end()?;
    let language = caller.language();
    let ty = app.run(move |engine| engine.list_types(&caller.actor)?.named(&word)).await?;
    Ok(slice.page(fields_of(&ty, language, with_archived)))
}

async fn field(Extract(app): Extract<App>, caller: Caller, Path((word, key)): Path<(String, String)>, query: Query) -> Reply {
    query.end()?;
    let (language, headers) = (caller.language(), caller.headers.clone());
    let found = app.run(move |engine| field_of(engine, &caller.actor, &word, &key)).await?;
    let body = shapes::field(&found, language);
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

/// A field of a type, archived ones too.
pub fn field_of(engine: &Engine, actor: &Actor, word: &str, key: &str) -> Result<Field> {
    let ty = engine.list_types(actor)?.named(word)?;
    let unknown = || Refusal::unknown("field-unknown", key, ty.fields.iter().map(|field| field.key.as_str()));
    Ok(ty.field(key).cloned().ok_or_else(unknown)?)
}
