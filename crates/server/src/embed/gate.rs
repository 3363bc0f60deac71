//! The gate between a frame and the pages: who comes, whether the page is there for him, and what the answer looks like in a frame.
//!
//! In: a request under `/embed/{id}/`. Out: the answer of the page, with addresses of the session and the mark that lets its origin show
//! it. The person who may be signed in in the same browser is not asked for.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Extract};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use kartoteka_engine::embed_wizard::theme::SCHEME;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use kartoteka_engine::shapes;
use serde_json::{Value, json};

use super::{COOKIE, Embedded, Framed, pages, rewrite, rules};
use crate::api::imports::set_said_options;
use crate::app::App;
use crate::cookies;
use crate::page::Page;
use crate::problem::{self, Problem};
use crate::reply::Reply;
use crate::visit::{Theme, Visit};

/// A page; files go through without being held.
const MOST_PAGE: usize = 32 << 20;

/// One request within a session.
struct Passing {
    app: App,
    visit: Arc<Visit>,
    embed: Embedded,
    method: Method,
    /// As the application knows it: `/imports/7/check`.
    path: String,
}

pub async fn gate(Extract(app): Extract<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut passing = match come(app, &parts).await {
        Ok(passing) => passing,
        // Without a session nobody knows which origin may see the answer.
        Err(problem) => return problem.into_response(),
    };
    let page = Page::new(&passing.visit, "");
    let response = if passing.visit.arrival.is_none() {
        pages::ended(page)
    } else {
        match (passing.method.as_str(), passing.path.as_str()) {
            ("GET", "/") => pages::begin(&passing.app, page, &passing.embed),
            ("GET", "/theme.css") => Ok(pages::stylesheet(&passing.embed)),
            ("GET", "/state") => passing.imports().await.map(|all| crate::api::answer::ok(&all)),
            ("POST", "/close") => passing.close().await,
            _ => passing.asked(parts, body, next).await,
        }
    };
    passing.framed(response.unwrap_or_else(Problem::into_response)).await
}

/// Who comes, by the number in the address and the secret in the cookie.
async fn come(app: App, parts: &Parts) -> Result<Passing, Problem> {
    let (id, path) = parted(&parts.uri).ok_or(Problem::NotFound)?;
    let outer = parts.extensions.get::<Arc<Visit>>().cloned().ok_or(Problem::NotFound)?;
    let secret = cookies::get(&parts.headers, COOKIE).unwrap_or_default().to_owned();
    let found = app.run(move |engine| engine.arrive_embedded(id, &secret)).await?;
    let found = found.ok_or_else(|| Refusal::new(RefusalKind::Forbidden, "embed-over"))?;
    let embed = Embedded { id, prefix: format!("/embed/{id}"), settings: found.settings, imports: found.imports };
    let scheme = embed.settings.theme.get(SCHEME).and_then(|word| Theme::from_word(word));
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let visit = Visit {
        arrival: found.arrival,
        language: embed.settings.language.unwrap_or(outer.language),
        theme: scheme.unwrap_or_default(),
        shortcuts: false,
        here: format!("{path}{query}"),
        embed: Some(Arc::new(embed.clone())),
        ..(*outer).clone()
    };
    Ok(Passing { app, visit: Arc::new(visit), embed, method: parts.method.clone(), path })
}

/// `/embed/12/imports/7` is the session 12 and `/imports/7`.
fn parted(uri: &Uri) -> Option<(i64, String)> {
    let (id, rest) = uri.path().strip_prefix("/embed/")?.split_once('/')?;
    Some((id.parse().ok()?, format!("/{rest}")))
}

impl Passing {
    /// The page of the application, when it is there for the session.
    async fn asked(&mut self, parts: Parts, body: Body, next: Next) -> Reply {
        if !rules::admits(&self.embed, &self.method, &self.path) {
            return Err(Problem::NotFound);
        }
        let response = next.run(self.inner(parts, body)?).await;
        let made = place_of(&response).and_then(rules::number_in);
        if let Some(import) = made.filter(|_| rules::makes_imports(&self.method, &self.path)) {
            self.adopt(import).await?;
            self.embed.imports.push(import);
        }
        Ok(response)
    }

    /// The same request as the application knows it. Nothing that was found out on the way here goes along: neither the parts of this
    /// address nor the person who is signed in.
    fn inner(&self, mut parts: Parts, body: Body) -> Result<Request, Problem> {
        parts.uri = self.visit.here.parse().map_err(|_| Problem::NotFound)?;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().cloned();
        parts.extensions = Extensions::new();
        parts.extensions.insert(Arc::clone(&self.visit));
        peer.map(|peer| parts.extensions.insert(peer));
        Ok(Request::from_parts(parts, body))
    }

    /// A new import belongs to the session, with the options that were said for all of them.
    async fn adopt(&self, import: i64) -> Result<(), Problem> {
        let Some(arrival) = &self.visit.arrival else { return Err(Problem::NotFound) };
        let (actor, id, options) = (arrival.actor.clone(), self.embed.id, self.embed.settings.options.clone());
        let is_new = self.path == "/imports" && !options.is_null();
        let adopted = self.app.run(move |engine| {
            engine.add_embed_import(&actor, id, import)?;
            if is_new { set_said_options(engine, &actor, import, options) } else { Ok(()) }
        });
        adopted.await
    }

    /// The imports of the session with their numbers; one that was thrown away is not there any more.
    async fn imports(&self) -> Result<Value, Problem> {
        let Some(arrival) = &self.visit.arrival else { return Err(Problem::NotFound) };
        let (actor, words, numbers) = (arrival.actor.clone(), self.visit.words(), self.embed.imports.clone());
        let found = self.app.run(move |engine| {
            let types = engine.types();
            let shape = |number: i64| match engine.import(&actor, number) {
                Ok(view) => Ok(Some(shapes::import(&view, types.get(&view.import.type_key).map(|ty| &**ty), words))),
                Err(Error::Refusal(_)) => Ok(None),
                Err(error) => Err(error),
            };
            numbers.into_iter().filter_map(|number| shape(number).transpose()).collect::<Result<Vec<Value>, Error>>()
        });
        let told = ["id", "type", "name", "state", "outcome", "counts"];
        let brief = |body: Value| told.map(|name| (name.to_owned(), body[name].clone())).into_iter().collect::<Value>();
        Ok(json!({"imports": found.await?.into_iter().map(brief).collect::<Vec<Value>>()}))
    }

    /// The person is done: the session ends, and the page around hears what was done.
    async fn close(&self) -> Reply {
        let told = self.imports().await?;
        let id = self.embed.id;
        self.app.run(move |engine| engine.leave_embed(id)).await?;
        pages::closed(Page::new(&self.visit, ""), &told)
    }

    /// The answer as the frame gets it.
    async fn framed(&self, mut response: Response) -> Response {
        if let Some(found) = response.extensions_mut().remove::<Arc<Problem>>() {
            response = match &*found {
                // There is no door in a frame.
                Problem::SignIn => pages::ended(Page::new(&self.visit, "")).unwrap_or_else(Problem::into_response),
                found => problem::page(&self.app, &self.visit, found, response).await,
            };
        }
        if let Some(place) = place_of(&response).map(|place| rewrite::place(&self.embed, place)) {
            set(response.headers_mut(), &place);
        }
        self.keep_word(response.headers_mut());
        if is_page(response.headers()) {
            response = self.rewritten(response).await;
        }
        response.extensions_mut().insert(Framed(self.embed.settings.origin.clone()));
        response
    }

    async fn rewritten(&self, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let Ok(bytes) = to_bytes(body, MOST_PAGE).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        parts.headers.remove(header::CONTENT_LENGTH);
        let text = rewrite::page(&self.embed, &String::from_utf8_lossy(&bytes));
        Response::from_parts(parts, Body::from(text))
    }

    /// What is to be said on the next page travels in a cookie, which a frame of another site gets only when it is made for it.
    fn keep_word(&self, headers: &mut HeaderMap) {
        let lines: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
        headers.remove(header::SET_COOKIE);
        let said = self.visit.flash.is_some() && self.method == Method::GET && is_page(headers);
        let words = lines.iter().filter_map(|line| line.to_str().ok()?.strip_prefix(cookies::FLASH)?.strip_prefix('='));
        let words = words.filter_map(|rest| Some((rest.split(';').next()?, 60))).chain(said.then_some(("", 0)));
        for (value, seconds) in words {
            let line = framed_cookie(cookies::FLASH, value, &self.embed.prefix, seconds);
            headers.extend(HeaderValue::from_str(&line).ok().map(|line| (header::SET_COOKIE, line)));
        }
    }
}

/// A cookie that reaches a frame of another site, and only this session. Browsers take `Secure` also from this very machine
/// without TLS.
pub fn framed_cookie(name: &str, value: &str, path: &str, seconds: u64) -> String {
    format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; Secure; SameSite=None; Partitioned")
}

fn place_of(response: &Response) -> Option<&str> {
    response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok())
}

fn set(headers: &mut HeaderMap, place: &str) {
    if let Ok(place) = HeaderValue::from_str(place) {
        headers.insert(header::LOCATION, place);
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_session_and_a_path() {
        for (address, expected) in [
            ("/embed/12/imports/7?x=1", Some((12, "/imports/7"))),
            ("/embed/12/", Some((12, "/"))),
            ("/embed/x/imports", None),
            ("/embed/12", None),
        ] {
            let found = parted(&Uri::from_static(address));
            assert_eq!(found, expected.map(|(id, path)| (id, path.to_owned())), "{address}");
        }
    }

    #[test]
    fn a_cookie_for_a_frame_is_closed_to_scripts_and_other_sessions() {
        let line = framed_cookie(COOKIE, "abc", "/embed/3", 60);
        assert_eq!(line, "kt_embed=abc; Path=/embed/3; Max-Age=60; HttpOnly; Secure; SameSite=None; Partitioned");
    }
}
