//! `/events`: what the caller is told, as it is told: `text/event-stream` with a notification an event.
//!
//! Events: `unread` with the number of unread ones whenever it changed, `notification` with one of them, whose `id` goes on where a
//! stream broke (`Last-Event-ID`). Ends with the server, and when the caller may not call any more.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State as Extract;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use serde_json::json;
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;

use super::answer;
use super::audit::notice;
use super::caller::{self, Caller};
use super::table::{Endpoint, form::Form, get};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

/// How often it is looked at when nobody of this server told anything: another program may have.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Notifications told at once to whoever was away.
const MOST: usize = 500;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/events", follow)
            .named("followEvents", "Server-sent events `notification` and `unread`: what the caller is told, as it is told.")
            .gives_text("text/event-stream", "Events, until the caller goes."),
    ]
}

pub fn forms() -> Vec<Form> {
    Vec::new()
}

struct Listening {
    app: App,
    caller: Caller,
    told: Receiver<i64>,
    ending: watch::Receiver<bool>,
    /// The number of the notification told last.
    last: i64,
    unread: Option<u64>,
    waiting: VecDeque<Event>,
    is_first: bool,
}

async fn follow(Extract(app): Extract<App>, caller: Caller) -> Reply {
    let (told, ending) = (app.work().told(), app.ending());
    let actor = caller.actor.clone();
    let latest = app.run(move |engine| engine.notices(&actor, None, 1)).await?;
    let seen = caller.header("last-event-id").and_then(|id| id.parse().ok());
    let last = seen.unwrap_or_else(|| latest.first().map_or(0, |view| view.id));
    let listening = Listening { app, caller, told, ending, last, unread: None, waiting: VecDeque::new(), is_first: true };
    let mut response = Sse::new(unfold(listening, next)).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    Ok(answer::with_header(response, "x-accel-buffering", "no"))
}

async fn next(mut at: Listening) -> Option<(Result<Event, Infallible>, Listening)> {
    loop {
        if let Some(event) = at.waiting.pop_front() {
            return Some((Ok(event), at));
        }
        if *at.ending.borrow() {
            return None;
        }
        if !at.is_first {
            tokio::select! {
                told = at.told.recv() => {
                    if told.is_ok_and(|user| user != at.caller.actor.number()) {
                        continue;
                    }
                }
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = at.ending.changed() => return None,
            }
        }
        at.is_first = false;
        at.look().await.ok()?;
    }
}

impl Listening {
    /// What is new since the last look. Errors: the caller may not call any more.
    async fn look(&mut self) -> Result<(), Problem> {
        caller::still(&self.app, &self.caller).await?;
        let (actor, last) = (self.caller.actor.clone(), self.last);
        let read = self.app.run(move |engine| {
            let mut new = engine.notices(&actor, None, MOST)?;
            new.retain(|view| view.id > last);
            new.reverse();
            Ok((new, engine.unread_notices(&actor)?))
        });
        let (new, unread) = read.await?;
        for view in &new {
            let data = notice(view, self.caller.words()).to_string();
            self.waiting.push_back(Event::default().event("notification").id(view.id.to_string()).data(data));
            self.last = view.id;
        }
        if self.unread != Some(unread) {
            self.unread = Some(unread);
            self.waiting.push_back(Event::default().event("unread").data(json!({"count": unread}).to_string()));
        }
        Ok(())
    }
}
