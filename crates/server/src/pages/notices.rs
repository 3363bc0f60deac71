//! `/notifications`: what the person was told, the latest first; read one by one or all at once.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{get, post};
use jiff::civil::DateTime;
use kartoteka_engine::notify_people::NoticeView;
use kartoteka_engine::words::Arg;

use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Notices shown: older ones have had their time.
const SHOWN: usize = 100;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/notifications", get(show))
        .route("/notifications/read", post(read_all))
        .route("/notifications/{id}/read", post(read))
}

struct Row {
    id: i64,
    sentence: String,
    at: DateTime,
    is_read: bool,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct List {
    p: Page,
    rows: Vec<Row>,
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let found = app.run(move |engine| engine.notices(&actor, None, SHOWN)).await?;
    let p = signed.page("notifications");
    let rows = found.into_iter().map(|view| row(&p, view)).collect();
    reply::html(&List { p, rows })
}

/// The sentence is made now, in the language the person reads now.
fn row(page: &Page, view: NoticeView) -> Row {
    let facts: Vec<(&str, Arg<'_>)> =
        view.notice.facts.iter().map(|(name, text)| (name.as_str(), Arg::from(text.as_str()))).collect();
    let sentence = page.words.say(&format!("notice-{}", view.notice.code), &facts);
    Row { id: view.id, sentence, at: view.at, is_read: view.is_read }
}

/// Marks it read and goes where it leads.
async fn read(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let link = app
        .run(move |engine| {
            engine.read_notices(&actor, Some(id))?;
            let found = engine.notices(&actor, Some(id + 1), 1)?;
            Ok(found.into_iter().find(|view| view.id == id).map(|view| view.notice.link))
        })
        .await?;
    Ok(reply::see(link.as_deref().unwrap_or("/notifications")))
}

async fn read_all(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |engine| engine.read_notices(&actor, None)).await?;
    Ok(reply::see("/notifications"))
}
