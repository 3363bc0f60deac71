//! `/settings/bots`, `/settings/tunnels`, `/settings/lgts`: the short lists messenger clients hang on; `/settings/tags`: the words
//! on records, with how many carry each. `Default tunnel` stays as it is (A5).

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{FieldKind, RecordType};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::list_records::{Listing, RecordView, TagView};
use kartoteka_engine::references::DEFAULT_TUNNEL;
use serde::Deserialize;

use super::given::{self, Given, Pairs};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Entries of a short list.
const SHOWN: usize = 1_000;
/// Tags shown at once.
const TAGS: usize = 500;

pub fn routes() -> Router<App> {
    let mut router = Router::new().route("/settings/tags", get(tags));
    for (path, ty) in [("/settings/bots", "bot"), ("/settings/tunnels", "tunnel"), ("/settings/lgts", "lgt")] {
        router = router
            .route(
                path,
                get(move |app, signed| list(app, signed, ty)).post(move |app, signed, given| add(app, signed, given, ty)),
            )
            .route(
                &format!("{path}/{{id}}"),
                get(move |app, signed, id| show(app, signed, id, ty))
                    .post(move |app, signed, id, given| save(app, signed, id, given, ty)),
            )
            .route(&format!("{path}/{{id}}/delete"), post(move |app, signed, id| delete(app, signed, id, ty)));
    }
    router
}

/// A field of an entry's form: a text, or one of several.
struct Slot {
    key: String,
    label: String,
    value: String,
    choices: Vec<String>,
}

/// An entry as the list shows it.
struct Row {
    id: i64,
    texts: Vec<String>,
    clients: u64,
    is_fixed: bool,
}

#[derive(Template)]
#[template(path = "settings/list.html")]
struct ListPage {
    p: Page,
    errors: Errors,
    /// `bots`: the path, and the words `settings-bots…`.
    path: &'static str,
    labels: Vec<String>,
    rows: Vec<Row>,
    slots: Vec<Slot>,
}

fn path_of(ty: &str) -> &'static str {
    match ty {
        "bot" => "bots",
        "tunnel" => "tunnels",
        _ => "lgts",
    }
}

/// What can be written about an entry.
fn writable(ty: &RecordType) -> Vec<&kartoteka_domain::record_type::Field> {
    ty.fields
        .iter()
        .filter(|field| field.is_importable() && ["name", "messenger", "tunnel"].contains(&field.key.as_str()))
        .collect()
}

fn slots(p: &Page, ty: &RecordType, tunnels: &[String], value: impl Fn(&str) -> String) -> Vec<Slot> {
    let language = p.words.language;
    let slot = |field: &kartoteka_domain::record_type::Field| Slot {
        key: field.key.to_string(),
        label: field.label(language).to_owned(),
        value: value(&field.key),
        choices: match field.kind {
            FieldKind::Choice => field.choices.iter().map(|choice| choice.labels.get(language).to_owned()).collect(),
            FieldKind::Link => tunnels.to_vec(),
            _ => Vec::new(),
        },
    };
    writable(ty).into_iter().map(slot).collect()
}

type Found = (Arc<RecordType>, Vec<RecordView>, Vec<String>, Vec<u64>);

/// The list, the tunnels there are, and how many clients hang on each entry.
async fn found(app: &App, signed: &Signed, ty: &'static str) -> Result<Found, Problem> {
    let (actor, language) = (signed.actor.clone(), signed.visit.language);
    app.run(move |engine| {
        actor.require(Permission::Administer)?;
        let listing = Listing { limit: SHOWN, language, ..Listing::default() };
        let page = engine.list_records(&actor, ty, &Filter::all(), &listing)?;
        let tunnels = engine.list_records(&actor, "tunnel", &Filter::all(), &listing)?;
        let name = |record: &RecordView| record.fields.first().map(|field| field.text.clone()).unwrap_or_default();
        let tunnels = tunnels.records.iter().map(name).collect();
        let clients = page.records.iter().map(|record| engine.count_linked(&actor, "client", ty, record.id));
        let clients = clients.collect::<kartoteka_engine::error::Result<_>>()?;
        Ok((engine.types().named(ty)?, page.records, tunnels, clients))
    })
    .await
}

async fn list_page(app: &App, signed: &Signed, ty: &'static str, given: &Given, errors: Errors) -> Result<ListPage, Problem> {
    let (record_type, records, tunnels, clients) = found(app, signed, ty).await?;
    let p = signed.page("settings");
    let labels: Vec<String> = writable(&record_type).iter().map(|field| field.label(p.words.language).to_owned()).collect();
    let text = |record: &RecordView, key: &str| {
        record.fields.iter().find(|field| field.key == key).map(|field| field.text.clone()).unwrap_or_default()
    };
    let row = |(record, clients): (&RecordView, &u64)| Row {
        id: record.id.0,
        texts: writable(&record_type).iter().map(|field| text(record, &field.key)).collect(),
        clients: *clients,
        is_fixed: ty == "tunnel" && text(record, "name") == DEFAULT_TUNNEL,
    };
    let rows = records.iter().zip(&clients).map(row).collect();
    let slots = slots(&p, &record_type, &tunnels, |key| given.text(key).to_owned());
    Ok(ListPage { p, errors, path: path_of(ty), labels, rows, slots })
}

async fn list(Extract(app): Extract<App>, signed: Signed, ty: &'static str) -> Reply {
    reply::html(&list_page(&app, &signed, ty, &Given(Vec::new()), Errors::default()).await?)
}

fn pairs(ty: &RecordType, given: &Given) -> Vec<(String, String)> {
    let keys = writable(ty).into_iter().map(|field| field.key.to_string());
    keys.filter(|key| given.has(key)).map(|key| (key.clone(), given.text(&key).to_owned())).collect()
}

/// The first field of the form when something about it is missing.
fn errors_of(p: &Page, ty: &RecordType, edited: Result<Edited, Problem>) -> Result<Errors, Problem> {
    match edited {
        Ok(Edited::Rejected(issues)) => Ok(given::errors_of(p, ty, &issues)),
        Ok(_) => Ok(Errors::default()),
        Err(problem) => given::at_field(p, "name", problem),
    }
}

async fn add(Extract(app): Extract<App>, signed: Signed, Posted(given): Pairs, ty: &'static str) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let given = Given(given);
    let record_type = app.engine().types().named(ty)?;
    let (actor, fields) = (signed.actor.clone(), pairs(&record_type, &given));
    match app.run(move |engine| engine.create_record(&actor, ty, &fields)).await {
        Ok(Edited::Created(_)) => {
            let flash = Flash::new("flash-list-added").with("name", given.text("name"));
            Ok(reply::see_and_say(&format!("/settings/{}", path_of(ty)), &flash))
        }
        other => {
            let errors = errors_of(&signed.page("settings"), &record_type, other)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &list_page(&app, &signed, ty, &given, errors).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "settings/list_entry.html")]
struct EntryPage {
    p: Page,
    errors: Errors,
    path: &'static str,
    id: i64,
    name: String,
    is_fixed: bool,
    clients: u64,
    slots: Vec<Slot>,
}

async fn entry(app: &App, signed: &Signed, ty: &'static str, id: i64) -> Result<EntryPage, Problem> {
    let (record_type, records, tunnels, clients) = found(app, signed, ty).await?;
    let place = records.iter().position(|record| record.id == RecordId(id)).ok_or(Problem::NotFound)?;
    let p = signed.page("settings");
    let text = |key: &str| {
        records[place].fields.iter().find(|field| field.key == key).map(|field| field.text.clone()).unwrap_or_default()
    };
    let (name, slots) = (text("name"), slots(&p, &record_type, &tunnels, text));
    let is_fixed = ty == "tunnel" && name == DEFAULT_TUNNEL;
    Ok(EntryPage { p, errors: Errors::default(), path: path_of(ty), id, name, is_fixed, clients: clients[place], slots })
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>, ty: &'static str) -> Reply {
    reply::html(&entry(&app, &signed, ty, id).await?)
}

async fn save(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>, Posted(given): Pairs, ty: &'static str) -> Reply {
    let mut page = entry(&app, &signed, ty, id).await?;
    let given = Given(given);
    let record_type = app.engine().types().named(ty)?;
    let (actor, fields, name) = (signed.actor.clone(), pairs(&record_type, &given), page.name.clone());
    match app.run(move |engine| engine.update_reference(&actor, ty, &name, &fields)).await {
        Ok(Edited::Updated(_) | Edited::Unchanged(_) | Edited::Created(_)) => {
            let flash = Flash::new("flash-list-saved").with("name", given.text("name"));
            Ok(reply::see_and_say(&format!("/settings/{}", path_of(ty)), &flash))
        }
        other => {
            page.errors = errors_of(&page.p, &record_type, other)?;
            for slot in &mut page.slots {
                slot.value = given.text(&slot.key).to_owned();
            }
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn delete(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>, ty: &'static str) -> Reply {
    let mut page = entry(&app, &signed, ty, id).await?;
    let actor = signed.actor.clone();
    match app.run(move |engine| engine.delete_reference(&actor, ty, RecordId(id))).await {
        Ok(()) => {
            let flash = Flash::new("flash-list-deleted").with("name", &page.name);
            Ok(reply::see_and_say(&format!("/settings/{}", path_of(ty)), &flash))
        }
        Err(problem) => {
            page.errors = given::at_field(&page.p, "delete", problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// A tag with the numbers of the types that carry it.
struct TagRow {
    tag: TagView,
    counts: Vec<(String, u64)>,
}

#[derive(Debug, Default, Deserialize)]
struct AskedTags {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

#[derive(Template)]
#[template(path = "settings/tags.html")]
struct TagsPage {
    p: Page,
    rows: Vec<TagRow>,
    asked: AskedTags,
    has_more: bool,
    is_filtered: bool,
}

async fn tags(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<AskedTags>) -> Reply {
    let actor = signed.actor.clone();
    let found = app.run(move |engine| engine.tags(&actor, None)).await?;
    let wanted = kartoteka_domain::kind::fold(asked.q.trim());
    let fits = |tag: &TagView| {
        let of_kind = match asked.kind.as_str() {
            "import" => tag.import.is_some(),
            "own" => tag.import.is_none(),
            _ => true,
        };
        of_kind && (wanted.is_empty() || kartoteka_domain::kind::fold(&tag.name).contains(wanted.as_str()))
    };
    let p = signed.page("settings");
    let types = app.engine().types();
    let plural = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| ty.plural.get(p.words.language).to_owned());
    let row = |tag: TagView| TagRow { counts: tag.counts.iter().map(|(key, n)| (plural(key), *n)).collect(), tag };
    let mut rows: Vec<TagRow> = found.into_iter().filter(|tag| fits(tag)).map(row).collect();
    let has_more = rows.len() > TAGS;
    rows.truncate(TAGS);
    let is_filtered = !(asked.q.is_empty() && asked.kind.is_empty());
    reply::html(&TagsPage { p, rows, asked, has_more, is_filtered })
}
