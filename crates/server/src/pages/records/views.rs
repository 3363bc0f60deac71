//! Saved views of a list: its filters, columns and order under a name, for oneself or for everybody.

use axum::extract::State as Extract;
use axum::http::StatusCode;
use serde::Deserialize;

use super::Place;
use super::asked::Asked;
use super::selection::read_query;
use crate::app::App;
use crate::flash::Flash;
use crate::form::Posted;
use crate::reply::{self, Reply};
use crate::visit::Signed;

#[derive(Debug, Deserialize)]
pub struct Given {
    #[serde(default)]
    name: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    shared: String,
}

pub async fn save(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(given): Posted<Given>) -> Reply {
    // Only what an address of ours could say is kept.
    let asked = Asked { after: None, ..Asked::of(&read_query(&given.query)) };
    let (actor, key, query) = (signed.actor.clone(), place.ty.key.clone(), asked.query());
    let (name, shared) = (given.name.trim().to_owned(), given.shared == "yes");
    let said = name.clone();
    app.run(move |engine| engine.save_view(&actor, &key, &name, &query, shared)).await?;
    Ok(reply::see_and_say(&asked.with(&place.base, |_| {}), &Flash::new("flash-view-saved").with("name", said)))
}

pub async fn delete(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let (actor, number) = (signed.actor.clone(), place.number);
    let done = app.run(move |engine| engine.delete_view(&actor, number)).await;
    match done {
        // Gone is gone, whoever was quicker.
        Err(problem) if problem.status() != StatusCode::NOT_FOUND => Err(problem),
        _ => Ok(reply::see_and_say(&place.base, &Flash::new("flash-view-deleted"))),
    }
}
