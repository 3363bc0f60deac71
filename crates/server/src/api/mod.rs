//! The REST API under `/api/v1`: the verbs of the engine for programs, with the numbers of every other door.
//!
//! `Caller` (token or session) → `Query` and `Given` (unknown members refused) → `App::run` → a verb → `answer`, or `problem`.
//! In: JSON, files, tokens. Out: JSON in the shapes of `kartoteka_engine::shapes`; problems of RFC 9457. A resource is a file
//! beside this one with `routes()`. Decides nothing about the data: that is the engine's.

pub mod answer;
pub mod caller;
pub mod given;
mod imports;
mod me;
pub mod problem;
mod records;
mod tokens;
mod types;
mod value;

use axum::Router;
use axum::extract::DefaultBodyLimit;

use crate::app::App;

/// Where all of it is.
pub const BASE: &str = "/api/v1";
/// A JSON document; files are counted by the engine while they come.
const MOST_BODY: usize = 4 << 20;

/// Everything of the API. No time limit of a page: uploads and downloads take what they need.
pub fn routes() -> Router<App> {
    let documents = Router::new()
        .merge(imports::routes())
        .merge(me::routes())
        .merge(records::routes())
        .merge(tokens::routes())
        .merge(types::routes())
        .layer(DefaultBodyLimit::max(MOST_BODY));
    let all = documents.merge(imports::uploads());
    Router::new().nest(BASE, all.method_not_allowed_fallback(problem::method_not_allowed))
}
