//! Streams of events: `/events` tells a person about new notices, `/imports/{number}/events` how far the work on it is.
//!
//! In: what the workers tell. Out: `part` (a piece of the page drawn anew), `done`, `unread`. Ends with the server. Pages
//! show the same when they are loaded again, so nothing depends on a stream.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures_util::stream::{Stream, unfold};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::words::Arg;
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;

use crate::app::App;
use crate::page::Page;
use crate::reply::Reply;
use crate::visit::Signed;
use crate::work::{Kind, Snapshot};

/// How often progress is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// How often the bell is counted when nobody of this server told anything: another program may have.
const COUNT_EVERY: Duration = Duration::from_secs(30);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/events", get(bell))
        .route("/imports/{number}/events", get(progress))
        .route("/exports/{number}/events", get(export_progress))
}

/// How far work is, as a piece of a page: `{% include "parts/progress.html" %}` with `p` and `work`.
#[derive(Template)]
#[template(path = "parts/progress.html")]
struct Part<'a> {
    p: &'a Page,
    work: Option<Snapshot>,
}

fn streamed(stream: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let mut response = Sse::new(stream).keep_alive(KeepAlive::default()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

struct Following {
    app: App,
    page: Page,
    number: i64,
    /// The number is that of an export.
    is_export: bool,
    ending: watch::Receiver<bool>,
    last: String,
    /// Tenths said aloud so far.
    tenths: u64,
    is_over: bool,
}

async fn progress(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    // Who may see the import may see how far it is.
    app.run(move |engine| engine.import(&actor, number)).await?;
    let ending = app.ending();
    let page = signed.page("");
    let following = Following { app, page, number, is_export: false, ending, last: String::new(), tenths: 0, is_over: false };
    Ok(streamed(unfold(following, next_progress)))
}

async fn export_progress(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.export(&actor, number)).await?;
    let ending = app.ending();
    let page = signed.page("");
    let following = Following { app, page, number, is_export: true, ending, last: String::new(), tenths: 0, is_over: false };
    Ok(streamed(unfold(following, next_progress)))
}

async fn next_progress(mut at: Following) -> Option<(Result<Event, Infallible>, Following)> {
    loop {
        if at.is_over || *at.ending.borrow() {
            return None;
        }
        let work = if at.is_export { at.app.work().look_at_export(at.number) } else { followed(&at.app, at.number).await };
        if work.is_none() && !(at.is_export && is_waiting(&at.app, at.number).await) {
            at.is_over = true;
            return Some((Ok(Event::default().event("done").data("{}")), at));
        }
        let tenths = work.as_ref().map_or(0, Snapshot::tenths);
        if tenths > at.tenths {
            at.tenths = tenths;
            let html = at.page.t1("work-said", "n", tenths * 10);
            let data = serde_json::json!({"id": "progress-said", "html": html}).to_string();
            return Some((Ok(Event::default().event("part").data(data)), at));
        }
        let html = Part { p: &at.page, work }.render().unwrap_or_default();
        if html != at.last {
            at.last.clone_from(&html);
            let data =
                serde_json::json!({"id": if at.is_export { "export-progress" } else { "progress" }, "html": html}).to_string();
            return Some((Ok(Event::default().event("part").data(data)), at));
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = at.ending.changed() => {}
        }
    }
}

/// What goes on about an import or another run; what cannot be read now is looked at again by the page.
async fn followed(app: &App, number: i64) -> Option<Snapshot> {
    let shop = std::sync::Arc::clone(app.work());
    // Mostly it is done here, and nothing has to be asked.
    match shop.look(number) {
        Some(live) => Some(live),
        None => app.run(move |_| shop.follow(number, &Kind::OF_RUNS)).await.ok().flatten(),
    }
}

/// A job about an export waits for a worker, or another program does it.
async fn is_waiting(app: &App, number: i64) -> bool {
    let open = app.run(move |engine| engine.open_work_on_export(number)).await;
    open.is_ok_and(|jobs| !jobs.is_empty())
}

struct Listening {
    app: App,
    page: Page,
    actor: Actor,
    told: Receiver<i64>,
    ending: watch::Receiver<bool>,
    last: Option<u64>,
    /// Nothing was looked at yet. The first look is told in any case: other tabs may show an older number than this one.
    is_first: bool,
}

#[derive(serde::Deserialize)]
struct Seen {
    /// The number the page shows.
    seen: Option<u64>,
}

async fn bell(Extract(app): Extract<App>, signed: Signed, Query(shown): Query<Seen>) -> Reply {
    let (told, ending) = (app.work().told(), app.ending());
    let last = Some(shown.seen.unwrap_or_else(|| signed.page("").unread()));
    let (page, actor) = (signed.page(""), signed.actor);
    Ok(streamed(unfold(Listening { app, page, actor, told, ending, last, is_first: true }, next_notice)))
}

async fn next_notice(mut at: Listening) -> Option<(Result<Event, Infallible>, Listening)> {
    loop {
        let is_first = std::mem::take(&mut at.is_first);
        if !is_first {
            tokio::select! {
                told = at.told.recv() => {
                    if told.is_ok_and(|user| user != at.actor.number()) {
                        continue;
                    }
                }
                () = tokio::time::sleep(COUNT_EVERY) => {}
                _ = at.ending.changed() => return None,
            }
        }
        let actor = at.actor.clone();
        let read = move |engine: &std::sync::Arc<kartoteka_engine::Engine>| {
            Ok((engine.unread_notices(&actor)?, engine.notices(&actor, None, 1)?))
        };
        let (unread, latest) = at.app.run(read).await.ok()?;
        if at.last == Some(unread) && !is_first {
            continue;
        }
        let is_more = at.last.is_none_or(|last| unread > last);
        at.last = Some(unread);
        let sentence = latest.first().filter(|_| is_more).map(|view| {
            let facts = &view.notice.facts;
            let facts: Vec<(&str, Arg<'_>)> =
                facts.iter().map(|(name, text)| (name.as_str(), Arg::from(text.as_str()))).collect();
            at.page.words.say(&format!("notice-{}", view.notice.code), &facts)
        });
        let data = serde_json::json!({"count": unread, "shown": at.page.number(unread), "sentence": sentence});
        return Some((Ok(Event::default().event("unread").data(data.to_string())), at));
    }
}
