//! How far the work on an import is, told as it goes: `text/event-stream` with the import as every answer has it.
//!
//! Events: `progress` whenever something changed, `done` once nothing goes on. Whoever comes again gets the present at once,
//! so nothing is lost between two streams.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State as Extract};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use tokio::sync::watch;

use super::{number, read};
use crate::api::answer;
use crate::api::caller::Caller;
use crate::app::App;
use crate::reply::Reply;

/// How often progress is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(300);

struct Following {
    app: App,
    caller: Caller,
    number: i64,
    ending: watch::Receiver<bool>,
    last: String,
    told: u64,
    is_over: bool,
}

pub async fn follow(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    let actor = caller.actor.clone();
    app.run(move |engine| engine.import(&actor, number)).await?;
    let ending = app.ending();
    let following = Following { app, caller, number, ending, last: String::new(), told: 0, is_over: false };
    let mut response = Sse::new(unfold(following, next)).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    Ok(answer::with_header(response, "x-accel-buffering", "no"))
}

async fn next(mut at: Following) -> Option<(Result<Event, Infallible>, Following)> {
    while !at.is_over && !*at.ending.borrow() {
        let (actor, words, work, number) = (at.caller.actor.clone(), at.caller.words(), at.app.work().clone(), at.number);
        let looked = at.app.run(move |engine| {
            // Asked before the import is read: when nothing goes on any more, what is read is the end.
            let is_open = !engine.open_work_about(number)?.is_empty();
            Ok((is_open, read(engine, &work, &actor, number, words)?.to_string()))
        });
        let (is_open, text) = looked.await.ok()?;
        at.is_over = !is_open;
        if at.is_over || text != at.last {
            at.last.clone_from(&text);
            at.told += 1;
            let name = if at.is_over { "done" } else { "progress" };
            return Some((Ok(Event::default().event(name).id(at.told.to_string()).data(text)), at));
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = at.ending.changed() => {}
        }
    }
    None
}
