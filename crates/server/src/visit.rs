//! Who asks, in which language and theme: found once a request, before any handler, and kept for the page.
//!
//! In: cookies and headers. Out: [`Visit`] in the request; problems of handlers become error pages here, where the language
//! is known. A session that ended is no error: the visitor is nobody.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use jiff::tz::TimeZone;
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::sign_in::Arrival;
use kartoteka_engine::words::Words;
use tower_http::csrf::ProtectionError;

use crate::app::App;
use crate::embed::Embedded;
use crate::flash::Flash;
use crate::page::Page;
use crate::problem::{self, Problem};
use crate::{api, cookies, security};

/// The number under which a request is found again.
const REQUEST_ID: &str = "x-request-id";

/// Light, dark, or as the machine says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_word(word: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// One request's circumstances.
#[derive(Clone, Debug)]
pub struct Visit {
    pub arrival: Option<Arrival>,
    pub language: Language,
    pub theme: Theme,
    /// Times are told in it.
    pub zone: TimeZone,
    /// Single-key shortcuts are on.
    pub shortcuts: bool,
    /// Path and query, to come back to.
    pub here: String,
    pub flash: Option<Flash>,
    pub request_id: String,
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
    /// The page is shown inside another product.
    pub embed: Option<Arc<Embedded>>,
}

impl Visit {
    pub fn words(&self) -> Words {
        Words::of(self.language)
    }
}

/// Finds out who asks, lets the request through, and turns a problem into a page.
pub async fn attach(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Arc::new(find(&app, &parts).await);
    parts.extensions.insert(Arc::clone(&visit));
    let is_get = parts.method == Method::GET;
    let request = Request::from_parts(parts, body);
    let mut response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        response = problem::cross_site();
    }
    if let Some(found) = response.extensions_mut().remove::<Arc<Problem>>() {
        let is_of_api = api::problem::is_of_api(&visit);
        response = if is_of_api {
            api::problem::answer(&app, &visit, &found, &response)
        } else {
            problem::page(&app, &visit, &found, response).await
        };
    } else if is_get && visit.flash.is_some() && is_page(&response) {
        cookies::set(response.headers_mut(), cookies::FLASH, "", 0, false);
    }
    if let Ok(id) = HeaderValue::from_str(&visit.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    security::harden(&app, &mut response);
    response
}

fn is_page(response: &Response) -> bool {
    let of_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    response.status().is_success() && of_type.is_some_and(|text| text.starts_with("text/html"))
}

async fn find(app: &App, request: &Parts) -> Visit {
    let headers = &request.headers;
    let secret = cookies::get(headers, cookies::session_name(app.options().is_https())).map(str::to_owned);
    let arrival = match secret {
        // A database that cannot answer is told by the handler; here the visitor is nobody.
        Some(secret) => app.run(move |engine| engine.arrive(&secret)).await.ok().flatten(),
        None => None,
    };
    let preferred = |key: &str| {
        let own = arrival.iter().flat_map(|arrival| &arrival.preferences);
        own.clone().find(|(name, _)| name == key).map(|(_, word)| word.as_str())
    };
    let theme = preferred("theme").or_else(|| cookies::get(headers, cookies::THEME)).and_then(Theme::from_word);
    let language = preferred("language").or_else(|| cookies::get(headers, cookies::LANGUAGE)).and_then(Language::from_tag);
    let language = match language.or_else(|| accepted(headers)) {
        Some(language) => language,
        None => app.run(|engine| engine.default_language()).await.unwrap_or_default(),
    };
    let zone = arrival.as_ref().and_then(|arrival| TimeZone::get(&arrival.time_zone).ok());
    Visit {
        language,
        zone: zone.unwrap_or(TimeZone::UTC),
        theme: theme.unwrap_or_default(),
        shortcuts: preferred("shortcuts") != Some("off"),
        here: request.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        flash: cookies::get(headers, cookies::FLASH).and_then(Flash::from_cookie),
        request_id: request_id(),
        address: address(app, request),
        device: text(headers, header::USER_AGENT.as_str()),
        arrival,
        embed: None,
    }
}

/// The best of our languages that the browser accepts.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wanted: Vec<(f32, &str)> = line
        .split(',')
        .map(|part| {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = rest.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok());
            (weight.unwrap_or(1.0), tag.trim())
        })
        .collect();
    // Stable: what stands first wins among equals.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.into_iter().filter(|(weight, _)| *weight > 0.0).find_map(|(_, tag)| Language::from_tag(tag))
}

/// The peer's address; behind a proxy of ours the last one it names, never one the visitor could have written (WEB-09).
fn address(app: &App, request: &Parts) -> String {
    if app.options().behind_proxy {
        let said = request.headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
        let last = said.and_then(|line| line.rsplit(',').next()).and_then(|text| text.trim().parse::<IpAddr>().ok());
        if let Some(address) = last {
            return address.to_string();
        }
    }
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(String::new, |ConnectInfo(peer)| peer.ip().to_string())
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Eight digits, enough to find a line in the log.
fn request_id() -> String {
    let mut bytes = [0_u8; 4];
    // Without randomness the number is a poor one, and the request is answered all the same.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Anybody, signed in or not.
pub struct Visitor(pub Arc<Visit>);

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Visitor, Problem> {
        let visit = parts.extensions.get::<Arc<Visit>>();
        visit.map(|visit| Visitor(Arc::clone(visit))).ok_or(Problem::NotFound)
    }
}

impl Visitor {
    /// What a template needs; `section` is the entry of the navigation that is marked.
    pub fn page(&self, section: &'static str) -> Page {
        Page::new(&self.0, section)
    }
}

/// Somebody who is signed in; everybody else is sent to the door.
pub struct Signed {
    pub visit: Arc<Visit>,
    pub actor: Actor,
    pub session: i64,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Problem> {
        let Visitor(visit) = Visitor::from_request_parts(parts, app).await?;
        let Some(arrival) = &visit.arrival else { return Err(Problem::SignIn) };
        let (actor, session) = (arrival.actor.clone(), arrival.session);
        Ok(Signed { visit, actor, session })
    }
}

impl Signed {
    /// What a template needs; `section` is the entry of the navigation that is marked.
    pub fn page(&self, section: &'static str) -> Page {
        Page::new(&self.visit, section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_it_likes_best() {
        for (line, expected) in [
            ("cs-CZ,cs;q=0.9,en;q=0.8", Some(Language::Czech)),
            ("de, ru;q=0.3, pt;q=0.7", Some(Language::Portuguese)),
            ("de", None),
            ("cs;q=0, en", Some(Language::English)),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(line).expect("text"));
            assert_eq!(accepted(&headers), expected, "{line}");
        }
    }
}
