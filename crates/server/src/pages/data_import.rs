//! `/settings/import`: what can be imported, one card a kind of record, with its template, its limits and its last import.
//! Below it the choice of a template, and the download of templates, edit files and samples.
//!
//! In: permissions, profiles, the latest imports. Out: pages and files. Changes nothing.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::routing::get;
use jiff::Zoned;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::{Layout, TemplateColumns, TemplateRequest};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::{ImportFilter, RunKind};
use serde::Deserialize;

use super::imports::Row;
use super::wizard::doors::{Asked, Door};
use crate::app::App;
use crate::download;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Every card in its order: profile, type, icon.
const CARDS: [(&str, &str, &str); 8] = [
    ("companies-contacts", "company", "company"),
    ("leads", "lead", "lead"),
    ("general", "product", "product"),
    ("general", "location", "location"),
    ("general", "asset", "asset"),
    ("general", "contact", "contact"),
    ("users", "user", "users"),
    ("audience", "client", "client"),
];

pub fn routes() -> Router<App> {
    Router::new().route("/settings/import", get(hub)).route("/settings/import/template", get(choose))
}

/// Downloads: an edit file of many records takes a while.
pub fn streams() -> Router<App> {
    Router::new().route("/templates/{type}", get(template)).route("/samples/{type}", get(sample))
}

struct Card {
    door: Door,
    icon: &'static str,
    title: String,
    limits: String,
    last: Option<Row>,
}

#[derive(Template)]
#[template(path = "wizard/hub.html")]
struct Hub {
    p: Page,
    cards: Vec<Card>,
}

async fn hub(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let p = signed.page("data-import");
    let found = app
        .run(move |engine| {
            actor.require(Permission::Import)?;
            let types = engine.types();
            let own = types.all().iter().filter(|ty| ty.custom).map(|ty| ("general", ty.key.as_str(), "file"));
            let mut found = Vec::new();
            for (profile, type_key, icon) in CARDS.into_iter().chain(own) {
                let asked = Asked { profile: profile.to_owned(), type_key: type_key.to_owned() };
                // What somebody may not import is not offered (L1).
                let Ok(door) = Door::open(engine, &actor, &asked) else { continue };
                let filter = ImportFilter {
                    type_key: Some(door.record_type.key.clone()),
                    kinds: vec![RunKind::Import, RunKind::Edit],
                    limit: 1,
                    ..ImportFilter::default()
                };
                let last = engine.imports(&actor, &filter)?.into_iter().next();
                found.push((door, icon, last));
            }
            Ok(found)
        })
        .await?;
    let cards = found
        .into_iter()
        .map(|(door, icon, last)| Card {
            title: door.title(&p),
            limits: door.limits(&p),
            last: last.map(|view| Row::of(&p, &view)),
            icon,
            door,
        })
        .collect();
    reply::html(&Hub { p, cards })
}

#[derive(Template)]
#[template(path = "wizard/template.html")]
struct Choose {
    p: Page,
    door: Door,
    title: String,
}

impl Choose {
    /// The helpdesk's files are text (H1).
    fn is_text(&self) -> bool {
        matches!(self.door.profile.key, ProfileKey::HelpdeskCompanies | ProfileKey::Users)
    }
}

/// Which template: format, language, columns, layout. A plain form that leads to the download.
async fn choose(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let actor = signed.actor.clone();
    let door = app.run(move |engine| Door::open(engine, &actor, &asked)).await?;
    let p = signed.page("data-import");
    let title = door.title(&p);
    reply::html(&Choose { p, door, title })
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    profile: String,
    /// `edit` for an edit file.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    columns: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    layout: String,
}

impl Wanted {
    fn language(&self, signed: &Signed) -> Language {
        Language::from_tag(&self.lang).unwrap_or(signed.visit.language)
    }

    fn format(&self) -> FileFormat {
        if self.format == "csv" { FileFormat::Csv } else { FileFormat::Xlsx }
    }
}

async fn template(
    Extract(app): Extract<App>,
    signed: Signed,
    Path(type_key): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let (language, format) = (wanted.language(&signed), wanted.format());
    let is_edit = wanted.kind == "edit";
    let ty = app.engine().types().named(&type_key)?;
    let layout = match Layout::from_word(&wanted.layout) {
        // One sheet of text holds no two tables.
        Some(_) if format == FileFormat::Csv => Layout::Beside,
        Some(layout) => layout,
        None => Layout::Plain,
    };
    let layout = if ty.key == "company" { layout } else { Layout::Plain };
    let request = TemplateRequest {
        record_type: ty.key.to_string(),
        profile: ProfileKey::from_word(&wanted.profile),
        edit: is_edit,
        columns: TemplateColumns::from_word(&wanted.columns).unwrap_or_default(),
        format,
        language,
        layout,
        ..TemplateRequest::default()
    };
    let stem = ty.plural.get(language).to_lowercase().replace(' ', "-");
    let name = format!("{stem}{}.{}", if is_edit { "-edit" } else { "" }, format.word());
    let actor = signed.actor;
    download::made(&app, &name, move |engine, path| engine.make_template(&actor, &request, path, &Watch::default()).map(drop))
        .await
}

/// A sample with rows in it (H1); the audience's is named as its exports are (A3).
async fn sample(Extract(app): Extract<App>, signed: Signed, Path(type_key): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let (language, format) = (wanted.language(&signed), wanted.format());
    let ty = app.engine().types().named(&type_key)?;
    if !ty.importable_fields().any(|_| true) {
        return Err(Refusal::new(RefusalKind::NotFound, "not-found").into());
    }
    let name = if ty.key == "client" {
        format!("exported {}.{}", Zoned::now().strftime("%d.%m %H.%M.%S"), format.word())
    } else {
        format!("{}-sample.{}", ty.plural.get(language).to_lowercase().replace(' ', "-"), format.word())
    };
    let (actor, key) = (signed.actor, ty.key.to_string());
    download::made(&app, &name, move |engine, path| engine.make_sample(&actor, &key, format, language, path).map(drop)).await
}
