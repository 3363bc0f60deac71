//! Records of every type: lists, one record, what is done to many. Short addresses such as `/companies/1042` for the types
//! people work with daily, `/records/TYPE` for all of them.
//!
//! In: addresses. Out: which type and record is meant. The pages themselves are the files beside this one.

pub mod asked;
mod bulk;
mod edit_file;
mod erase;
pub mod export;
mod form;
mod list;
mod record;
mod save;
mod selection;
mod views;

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::routing::{get, post};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::actor::Permission;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;

pub use asked::percent;

/// The short addresses: type, path, entry of the navigation.
pub const SHORT: [(&str, &str); 10] = [
    ("company", "companies"),
    ("contact", "contacts"),
    ("lead", "leads"),
    ("product", "products"),
    ("location", "locations"),
    ("asset", "assets"),
    ("client", "clients"),
    ("user", "users"),
    ("deal", "deals"),
    ("activity", "activities"),
];

pub fn routes() -> Router<App> {
    let short = SHORT.iter().fold(Router::new(), |router, (_, path)| router.merge(pages_at(&format!("/{path}"))));
    short.merge(pages_at("/records/{type}"))
}

/// What may take longer than a page: files made while they are sent, and looking through everything that is kept.
pub fn streams() -> Router<App> {
    let at = |base: &str| {
        Router::new()
            .route(&format!("{base}/edit-file/download"), get(edit_file::download))
            .route(&format!("{base}/{{id}}/erase"), get(erase::ask).post(erase::act))
    };
    let short = SHORT.iter().fold(Router::new(), |router, (_, path)| router.merge(at(&format!("/{path}"))));
    short.merge(at("/records/{type}"))
}

fn pages_at(base: &str) -> Router<App> {
    let at = |rest: &str| format!("{base}{rest}");
    Router::new()
        .route(base, get(list::show))
        .route(&at("/new"), get(form::show_new).post(save::create))
        .route(&at("/views"), post(views::save))
        .route(&at("/views/{number}/delete"), post(views::delete))
        .route(&at("/selection"), post(selection::keep))
        .route(&at("/selection/{number}/bulk"), get(bulk::show).post(bulk::start))
        .route(&at("/selection/{number}/export"), get(export::show).post(export::start))
        .route(&at("/import"), get(edit_file::ways))
        .route(&at("/edit-file"), get(edit_file::show))
        .route(&at("/{id}"), get(record::show).post(save::save))
        .route(&at("/{id}/tags"), post(record::tag))
        .route(&at("/{id}/delete"), get(record::ask_delete).post(record::delete))
}

/// The list a type's records stand in: `/companies`, `/records/bot`.
pub fn base_of(type_key: &str) -> String {
    let short = SHORT.iter().find(|(key, _)| *key == type_key);
    short.map_or_else(|| format!("/records/{type_key}"), |(_, path)| format!("/{path}"))
}

/// The icon of a type.
pub fn icon_of(type_key: &str) -> &'static str {
    const OWN: [&str; 7] = ["company", "contact", "lead", "product", "location", "asset", "client"];
    OWN.into_iter().find(|own| *own == type_key).unwrap_or(if type_key == "user" { "users" } else { "list" })
}

/// "Companies"
pub fn list_name(p: &Page, ty: &RecordType) -> String {
    ty.plural.get(p.words.language).to_owned()
}

/// Which type, and which of its records, an address means.
pub struct Place {
    pub ty: Arc<RecordType>,
    /// The address of the list.
    pub base: String,
    /// The entry of the navigation.
    pub section: &'static str,
    id: Option<i64>,
    /// Of a selection or a view.
    pub number: i64,
}

impl FromRequestParts<App> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Place, Problem> {
        let first = parts.uri.path().split('/').nth(1).unwrap_or_default().to_owned();
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::NotFound)?;
        let param = |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.to_owned());
        let short = SHORT.iter().find(|(_, path)| *path == first);
        let word = short.map_or_else(|| param("type").unwrap_or_default(), |(key, _)| (*key).to_owned());
        let ty = app.engine().types().named(&word).map_err(|_| Problem::NotFound)?;
        let section = SHORT.iter().find(|(key, _)| *key == ty.key).map_or("", |(_, path)| path);
        let number = |name: &str| param(name).map(|text| text.parse::<i64>().map_err(|_| Problem::NotFound)).transpose();
        let (id, number) = (number("id")?, number("number")?);
        Ok(Place { base: base_of(&ty.key), ty, section, id, number: number.unwrap_or_default() })
    }
}

impl Place {
    pub fn id(&self) -> RecordId {
        RecordId(self.id.unwrap_or_default())
    }

    /// "Companies"
    pub fn plural(&self, p: &Page) -> String {
        list_name(p, &self.ty)
    }

    /// "Company"
    pub fn singular(&self, p: &Page) -> String {
        self.ty.labels.get(p.words.language).to_owned()
    }

    /// People, and the lists everything hangs on, are an administrator's to change.
    pub fn may_edit(&self, p: &Page) -> bool {
        p.may(Permission::EditRecords) && (!self.is_reserved() || p.may(Permission::Administer))
    }

    pub fn may_bulk(&self, p: &Page) -> bool {
        p.may(Permission::BulkEdit) && (!self.is_reserved() || p.may(Permission::Administer))
    }

    /// Only people can be erased, not the lists everything hangs on.
    pub fn may_erase(&self, p: &Page) -> bool {
        p.may(Permission::Administer) && !matches!(self.ty.key.as_str(), "bot" | "tunnel" | "lgt")
    }

    fn is_reserved(&self) -> bool {
        matches!(self.ty.key.as_str(), "user" | "bot" | "tunnel" | "lgt")
    }

    pub fn has(&self, field: &str) -> bool {
        self.ty.field(field).is_some()
    }

    /// There is a mass edit file for the type (M1).
    pub fn has_edit_file(&self) -> bool {
        matches!(self.ty.key.as_str(), "company" | "contact" | "location" | "asset")
    }
}
