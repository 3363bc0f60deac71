//! The REST API under `/api/v1`: the verbs of the engine for programs, with the numbers of every other door.
//!
//! `table` (entries → router and OpenAPI) → `guard` (caller, permission, names) → handler with `Query` and `Given` → `App::run` →
//! a verb → `answer`, or `problem`. In: JSON, files, tokens. Out: JSON in the shapes of `kartoteka_engine::shapes`; problems of
//! RFC 9457. A resource is a file beside this one with `endpoints()` and `forms()`, and a line in [`AREAS`]. Decides nothing.

pub mod answer;
mod audit;
mod batch;
mod bulk;
pub mod caller;
mod chosen;
mod deletions;
pub mod describe;
mod embeds;
mod erasures;
mod events;
mod exports;
mod fields;
pub mod given;
pub mod imports;
mod jobs;
pub mod limit;
mod me;
mod once;
pub mod problem;
mod recipes;
mod record_forms;
mod records;
mod reference;
mod related;
mod runs;
mod session;
mod settings;
mod slice;
pub mod table;
mod templates;
mod tokens;
mod types;
mod uploads;
mod users;
mod value;
mod webhooks;

use axum::Router;
use table::Area;

use crate::app::App;

/// Where all of it is.
pub const BASE: &str = "/api/v1";

/// The resources, in the order of the document.
pub const AREAS: &[Area] = &[
    Area { name: "Service", endpoints: describe::endpoints, forms: describe::forms },
    Area { name: "Session", endpoints: session::endpoints, forms: session::forms },
    Area { name: "Caller", endpoints: me::endpoints, forms: me::forms },
    Area { name: "Types", endpoints: types::endpoints, forms: types::forms },
    Area { name: "Fields", endpoints: fields::endpoints, forms: fields::forms },
    Area { name: "Records", endpoints: records::endpoints, forms: records::forms },
    Area { name: "Record batches", endpoints: batch::endpoints, forms: batch::forms },
    Area { name: "Related records", endpoints: related::endpoints, forms: related::forms },
    Area { name: "Erasure", endpoints: erasures::endpoints, forms: erasures::forms },
    Area { name: "Templates", endpoints: templates::endpoints, forms: templates::forms },
    Area { name: "Imports", endpoints: imports::endpoints, forms: imports::forms },
    Area { name: "Uploads", endpoints: uploads::endpoints, forms: uploads::forms },
    Area { name: "Recipes", endpoints: recipes::endpoints, forms: recipes::forms },
    Area { name: "Import deletions", endpoints: deletions::endpoints, forms: deletions::forms },
    Area { name: "Exports", endpoints: exports::endpoints, forms: exports::forms },
    Area { name: "Mass edits", endpoints: bulk::endpoints, forms: bulk::forms },
    Area { name: "Lists and tags", endpoints: reference::endpoints, forms: reference::forms },
    Area { name: "People", endpoints: users::endpoints, forms: users::forms },
    Area { name: "Tokens", endpoints: tokens::endpoints, forms: tokens::forms },
    Area { name: "Settings", endpoints: settings::endpoints, forms: settings::forms },
    Area { name: "Webhooks", endpoints: webhooks::endpoints, forms: webhooks::forms },
    Area { name: "Work", endpoints: jobs::endpoints, forms: jobs::forms },
    Area { name: "Events", endpoints: events::endpoints, forms: events::forms },
    Area { name: "Embedding", endpoints: embeds::endpoints, forms: embeds::forms },
    Area { name: "Log", endpoints: audit::endpoints, forms: audit::forms },
];

/// Everything of the API. No time limit of a page: uploads and downloads take what they need.
pub fn routes(app: &App) -> Router<App> {
    Router::new().nest(BASE, table::mount(app, AREAS).method_not_allowed_fallback(problem::method_not_allowed))
}
