//! The REST API under `/api/v1`: the verbs of the engine for programs, with the numbers of every other door.
//!
//! `table` (entries → router and OpenAPI) → `guard` (caller, permission, names) → handler with `Query` and `Given` → `App::run` →
//! a verb → `answer`, or `problem`. In: JSON, files, tokens. Out: JSON in the shapes of `kartoteka_engine::shapes`; problems of
//! RFC 9457. A resource is a file beside this one with `endpoints()` and `forms()`, and a line in [`AREAS`]. Decides nothing.

pub mod answer;
pub mod caller;
pub mod describe;
pub mod given;
mod imports;
mod me;
pub mod problem;
mod record_forms;
mod records;
pub mod table;
mod tokens;
mod types;
mod value;

use axum::Router;
use table::Area;

use crate::app::App;

/// Where all of it is.
pub const BASE: &str = "/api/v1";

/// The resources, in the order of the document.
pub const AREAS: &[Area] = &[
    Area { name: "Service", endpoints: describe::endpoints, forms: describe::forms },
    Area { name: "Caller", endpoints: me::endpoints, forms: me::forms },
    Area { name: "Types", endpoints: types::endpoints, forms: types::forms },
    Area { name: "Records", endpoints: records::endpoints, forms: records::forms },
    Area { name: "Imports", endpoints: imports::endpoints, forms: imports::forms },
    Area { name: "Tokens", endpoints: tokens::endpoints, forms: tokens::forms },
];

/// Everything of the API. No time limit of a page: uploads and downloads take what they need.
pub fn routes(app: &App) -> Router<App> {
    Router::new().nest(BASE, table::mount(app, AREAS).method_not_allowed_fallback(problem::method_not_allowed))
}
