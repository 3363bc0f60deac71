//! `/openapi.json` and `/docs`: the API as programs and as people read it. The page is of our own making and loads nothing from
//! elsewhere.
//!
//! In: who asks. Out: the document; with the fields of this installation for whoever may see records, else with the built-in ones.

use askama::Template;
use axum::extract::{Request, State as Extract};
use kartoteka_domain::record_type::{RecordType, builtin_types};
use kartoteka_engine::actor::Permission;
use serde_json::Value;

use super::table::form::{Form, any, map};
use super::table::{Access, Endpoint, get, openapi};
use super::{AREAS, answer, caller};
use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Visitor;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/openapi.json", document).open().named("getDocument", "This document.").gives("Document"),
        get("/docs", page).open().named("getDocumentation", "The same as a page for people.").gives_text("text/html", "A page."),
    ]
}

pub fn forms() -> Vec<Form> {
    vec![("Document", map(any()))]
}

/// The document with the built-in types: what every installation has.
pub fn built_in() -> Value {
    openapi::document(AREAS, &builtin_types().iter().collect::<Vec<_>>())
}

async fn document(Extract(app): Extract<App>, Visitor(visit): Visitor, request: Request) -> Reply {
    let known = match caller::find(&app, &visit, request.headers(), true).await {
        Ok(caller) => caller.actor.require(Permission::SeeRecords).is_ok(),
        Err(_) if !request.headers().contains_key("authorization") => false,
        Err(problem) => return Err(problem),
    };
    let types = app.engine().types();
    let shown: Vec<&RecordType> = types.all().iter().map(|ty| &**ty).collect();
    Ok(answer::ok(&if known { openapi::document(AREAS, &shown) } else { built_in() }))
}

#[derive(Template)]
#[template(path = "api/docs.html")]
struct Docs {
    p: Page,
    areas: Vec<Chapter>,
}

struct Chapter {
    name: &'static str,
    entries: Vec<Shown>,
}

/// An operation as the page shows it.
struct Shown {
    verb: String,
    path: &'static str,
    id: &'static str,
    says: &'static str,
    scope: String,
    query: Vec<(&'static str, &'static str)>,
    takes: Vec<(&'static str, String)>,
    gives: Vec<(u16, String)>,
}

async fn page(visitor: Visitor) -> Reply {
    let areas = AREAS.iter().map(|area| Chapter { name: area.name, entries: (area.endpoints)().iter().map(shown).collect() });
    reply::html(&Docs { p: visitor.page("help"), areas: areas.collect() })
}

fn shown(entry: &Endpoint) -> Shown {
    let scope = match entry.access {
        Access::Needs(permission) => permission.word(),
        Access::Known | Access::Open => "",
    };
    let form = |form: &Value| match form.get("$ref").and_then(Value::as_str) {
        Some(name) => name.rsplit('/').next().unwrap_or_default().to_owned(),
        None => form
            .pointer("/properties/data/items/$ref")
            .and_then(Value::as_str)
            .map_or_else(String::new, |name| format!("{}…", name.rsplit('/').next().unwrap_or_default())),
    };
    Shown {
        verb: entry.verb.word().to_uppercase(),
        path: entry.path,
        id: entry.id,
        says: entry.says,
        scope: scope.to_owned(),
        query: entry.query.iter().map(|param| (param.name, param.says)).collect(),
        takes: entry.takes.iter().map(|(media, of)| (*media, form(of))).collect(),
        gives: entry
            .gives
            .iter()
            .map(|one| (one.status, one.content.first().map(|(_, of)| form(of)).unwrap_or_default()))
            .collect(),
    }
}
