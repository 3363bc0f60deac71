//! Which address leads where, what stands in the navigation, and the layers around all of it.
//!
//! A new area is one file in `pages/` with `routes()`, one line in [`pages`], and perhaps one in [`NAVIGATION`].

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, middleware};
use kartoteka_engine::actor::Permission;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::{api, assets, embed, health, pages, problem, security, visit};

/// A form; uploads set a limit of their own.
const MOST_BODY: usize = 1 << 20;
/// A page that takes longer is given up. Uploads, downloads and streams of events are not pages.
const PAGE_SECONDS: u64 = 30;

/// An entry of the navigation.
#[derive(Debug)]
pub struct Entry {
    /// What a handler says to mark it: `signed.page("imports")`. The word is `nav-KEY`.
    pub key: &'static str,
    pub path: &'static str,
    pub icon: &'static str,
    /// Who sees it; `None`: everybody who is signed in.
    pub permission: Option<Permission>,
    /// Stands apart from the entry before.
    pub is_apart: bool,
}

const fn entry(key: &'static str, path: &'static str, icon: &'static str, permission: Option<Permission>) -> Entry {
    Entry { key, path, icon, permission, is_apart: false }
}

const fn apart(entry: Entry) -> Entry {
    Entry { is_apart: true, ..entry }
}

/// The navigation, from top to bottom.
pub const NAVIGATION: &[Entry] = &[
    entry("home", "/", "home", None),
    apart(entry("companies", "/companies", "company", Some(Permission::SeeRecords))),
    entry("contacts", "/contacts", "contact", Some(Permission::SeeRecords)),
    entry("leads", "/leads", "lead", Some(Permission::SeeRecords)),
    entry("products", "/products", "product", Some(Permission::SeeRecords)),
    entry("locations", "/locations", "location", Some(Permission::SeeRecords)),
    entry("assets", "/assets", "asset", Some(Permission::SeeRecords)),
    entry("clients", "/clients", "client", Some(Permission::SeeRecords)),
    entry("users", "/users", "users", Some(Permission::SeeRecords)),
    apart(entry("imports", "/imports", "import", Some(Permission::Import))),
    entry("data-import", "/settings/import", "upload", Some(Permission::Import)),
    entry("exports", "/exports", "export", Some(Permission::Export)),
    apart(entry("settings", "/settings", "settings", Some(Permission::SeeRecords))),
    entry("help", "/help", "help", None),
];

/// The pages, one line an area.
fn pages() -> Router<App> {
    Router::new()
        .merge(pages::bulk_runs::routes())
        .merge(pages::exports::routes())
        .merge(pages::data_import::routes())
        .merge(pages::help::routes())
        .merge(pages::home::routes())
        .merge(pages::imports::routes())
        .merge(pages::invitation::routes())
        .merge(pages::notices::routes())
        .merge(pages::preferences::routes())
        .merge(pages::problems::routes())
        .merge(pages::profile::routes())
        .merge(pages::records::routes())
        .merge(pages::review::routes())
        .merge(pages::search::routes())
        .merge(pages::session::routes())
        .merge(pages::set_up::routes())
        .merge(pages::settings::routes())
        .merge(pages::wizard::routes())
}

/// Uploads, downloads and streams of events: as long as they need, each with a limit of its own.
fn streams(app: &App) -> Router<App> {
    Router::new()
        .merge(api::routes(app))
        .merge(pages::data_import::streams())
        .merge(pages::events::routes())
        .merge(pages::exports::streams())
        .merge(pages::records::streams())
        .merge(pages::settings::streams())
        .merge(pages::review::streams())
        .merge(pages::wizard::streams())
}

/// Everything. The first layer named here is the innermost.
pub fn router(app: App) -> Router {
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(PAGE_SECONDS));
    let watched = health::routes(Arc::clone(app.health()));
    let pages = pages().layer(DefaultBodyLimit::max(MOST_BODY)).layer(timeout);
    pages
        .merge(streams(&app))
        .merge(embed::routes(&app))
        .fallback(problem::no_such_page)
        .method_not_allowed_fallback(problem::no_such_page)
        .layer(security::csrf(app.options()))
        .layer(CatchPanicLayer::custom(problem::broke_down))
        .layer(middleware::from_fn_with_state(app.clone(), visit::attach))
        .route("/assets/{build}/{*name}", get(assets::get))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(app.work()), health::count))
        .with_state(app)
        .merge(watched)
}
