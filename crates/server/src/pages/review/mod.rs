//! What follows the wizard: check and mend, preview, run, result, undo, delete import.
//!
//! In: `/imports/{number}/…`. Out: pages over the verbs of the engine. What a draft holds before its check is another area.

mod check;
mod delete;
mod file;
mod files;
mod grid;
mod groups;
mod issues;
mod mends;
mod preview;
mod result;
mod run;
mod undo;

use std::sync::Arc;

use axum::Router;
use jiff::civil::DateTime;
use kartoteka_domain::run::{Counts, State};
use kartoteka_engine::RunKind;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::progress::Watch;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;
use crate::work::Kind;

/// Up to so many rows the whole file is checked again within the request; above, in the background.
const QUICK_ROWS: u64 = 20_000;

pub fn routes() -> Router<App> {
    check::routes()
        .merge(grid::routes())
        .merge(mends::routes())
        .merge(issues::routes())
        .merge(preview::routes())
        .merge(run::routes())
        .merge(result::routes())
        .merge(undo::routes())
        .merge(delete::routes())
}

/// Uploads and downloads.
pub fn streams() -> Router<App> {
    file::routes().merge(files::routes())
}

/// An import as every page of it begins.
pub struct Head {
    pub number: i64,
    pub name: String,
    pub type_key: String,
    pub type_word: String,
    pub kind: RunKind,
    pub state: State,
    pub counts: Counts,
    pub tag: String,
    pub by: String,
    pub at: DateTime,
}

impl Head {
    pub fn of(app: &App, page: &Page, view: &ImportView) -> Head {
        let import = &view.import;
        let own = page.t(format!("run-{}", import.kind.word()));
        Head {
            number: import.id,
            name: if import.name.is_empty() { own } else { import.name.clone() },
            type_key: import.type_key.to_string(),
            type_word: type_word(app, page, &import.type_key),
            kind: import.kind,
            state: import.state,
            counts: import.counts,
            tag: import.tag.clone().unwrap_or_default(),
            by: view.created_by.clone(),
            at: import.created_at,
        }
    }

    /// What needs a look.
    pub fn out(&self) -> u64 {
        self.counts.rejected + self.counts.failed
    }

    pub fn has_file(&self) -> bool {
        matches!(self.kind, RunKind::Import | RunKind::Edit)
    }
}

/// The word for one record of a type; types people defined themselves have labels of their own.
pub fn type_word(app: &App, page: &Page, key: &str) -> String {
    let types = app.engine().types();
    types.get(key).map_or_else(|| page.words.record_type(key), |ty| ty.labels.get(page.words.language).to_owned())
}

/// The word for several records of a type.
pub fn type_words(app: &App, page: &Page, key: &str) -> String {
    let types = app.engine().types();
    types.get(key).map_or_else(|| page.words.record_type(key), |ty| ty.plural.get(page.words.language).to_owned())
}

/// The page of a record.
pub fn record_path(type_key: &str, id: impl std::fmt::Display) -> String {
    format!("/{}/{id}", places(type_key))
}

/// The list of the records of a type that an import created or updated.
pub fn records_path(type_key: &str, what: &str, import: i64) -> String {
    format!("/{}?f={what}%20is%20{import}", places(type_key))
}

/// The list of the records of a type that carry a tag.
pub fn tagged_path(type_key: &str, tag: &str) -> String {
    format!("/{}?any={}", places(type_key), crate::reply::in_address(tag))
}

/// The first part of the addresses of a type's pages.
fn places(type_key: &str) -> String {
    match type_key {
        "company" => "companies".to_owned(),
        "contact" | "lead" | "product" | "location" | "asset" | "client" | "user" => format!("{type_key}s"),
        other => format!("records/{other}"),
    }
}

/// Rows of the file that an import reads, before anything is known about them.
fn file_rows(view: &ImportView) -> u64 {
    let sheets = view.settings.iter().flat_map(|settings| &settings.file.sheets);
    sheets.filter(|sheet| sheet.is_read).map(|sheet| sheet.rows).sum()
}

/// Checks again after a change: at once where that is quick, in the background otherwise (`None`). `before`: rows with errors
/// until now, to be told beside the new number.
async fn check_again(app: &App, actor: &Actor, number: i64, before: u64) -> Result<Option<Counts>, Problem> {
    let (reader, work) = (actor.clone(), Arc::clone(app.work()));
    let actor = actor.clone();
    app.run(move |engine| {
        let view = engine.import(&reader, number)?;
        if file_rows(&view) <= QUICK_ROWS {
            return engine.check_import(&actor, number, &Watch::default()).map(Some);
        }
        let request = serde_json::json!({ "before": before }).to_string();
        work.start(&actor, Kind::CheckImport, number, request).map(|_| None)
    })
    .await
}
