//! The wizard of imports inside a page of another product: `/embed/open/{ticket}` once, then `/embed/{id}/…`.
//!
//! In: requests of a browser that opened a session. Out: the same pages as everybody's, under the session's prefix, acting as whoever made
//! the session with nothing but the scope to import; only the session's origin may show them. Cookies of people who signed in count nothing
//! here, and the session's cookie counts nowhere else.

mod gate;
mod pages;
mod rewrite;
mod rules;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State as Extract};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use kartoteka_engine::embed_wizard::EmbedSettings;
use kartoteka_engine::error::{Refusal, RefusalKind};

use crate::app::App;
use crate::pages::wizard::doors::Door;
use crate::pages::{data_import, events, review, wizard};
use crate::problem;
use crate::reply::{self, Reply};

/// The cookie of a session; its path binds it to this one.
const COOKIE: &str = "kt_embed";
/// A form; uploads set a limit of their own.
const MOST_FORM: usize = 1 << 20;

/// The session a request belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedded {
    pub id: i64,
    /// `/embed/12`: what stands before every address.
    pub prefix: String,
    pub settings: EmbedSettings,
    /// The only imports there are.
    pub imports: Vec<i64>,
}

impl Embedded {
    /// Whether the options of imports were said when the session was made.
    pub fn has_options(&self) -> bool {
        !self.settings.options.is_null()
    }

    /// Refuses a way of importing that the session was not made for.
    pub fn require(&self, door: &Door) -> Result<(), Refusal> {
        let fits = self.settings.admits(door.profile.key, &door.record_type.key);
        if fits { Ok(()) } else { Err(Refusal::new(RefusalKind::Forbidden, "embed-type-unfit")) }
    }
}

/// Marks an answer that this origin may show in a frame; all others may be shown by nobody.
#[derive(Clone, Debug)]
pub struct Framed(pub String);

pub fn routes(app: &App) -> Router<App> {
    // Everything behind the gate is asked for with an address that the gate made: the routes inside are looked at after it.
    let inside = Router::new().fallback_service(wizard_alone(app)).layer(from_fn_with_state(app.clone(), gate::gate));
    Router::new()
        .route("/embed/open/{ticket}", get(open))
        .route_service("/embed/{id}/", inside.clone())
        .route_service("/embed/{id}/{*rest}", inside)
}

/// The pages that may be asked for, without anything around them.
fn wizard_alone(app: &App) -> Router {
    Router::new()
        .merge(wizard::routes())
        .merge(review::routes())
        .layer(DefaultBodyLimit::max(MOST_FORM))
        .merge(wizard::streams())
        .merge(review::streams())
        .merge(data_import::streams())
        .merge(events::routes())
        .fallback(problem::no_such_page)
        .method_not_allowed_fallback(problem::no_such_page)
        .with_state(app.clone())
}

/// Spends the ticket. The one page that changes something when it is asked for: a frame cannot begin otherwise.
async fn open(Extract(app): Extract<App>, Path(ticket): Path<String>, headers: HeaderMap) -> Reply {
    if headers.get("sec-fetch-dest").is_some_and(|to| to == "document") {
        return Err(Refusal::new(RefusalKind::Forbidden, "embed-not-framed").into());
    }
    let opened = app.run(move |engine| engine.open_embed(&ticket)).await?;
    let path = format!("/embed/{}", opened.id);
    let mut response = reply::see(&format!("{path}/"));
    let cookie = gate::framed_cookie(COOKIE, &opened.secret, &path, opened.seconds);
    response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}
