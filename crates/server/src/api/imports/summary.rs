//! `/imports/{id}/summary`: what people are told of an import besides its numbers, as the command line tells it.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::summarise_import::Wanted;
use serde_json::Value;

use super::number;
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::Query;
use crate::api::table::form::{answer as answered, count, list, maybe, text, word};
use crate::app::App;
use crate::reply::Reply;

pub async fn told(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let number = number(&id)?;
    let wanted = Wanted { rows: query.flag("rows")?, people: query.flag("people")? };
    query.end()?;
    let words = caller.words();
    Ok(answer::ok(&app.run(move |engine| engine.import_summary(&caller.actor, number, wanted, words)).await?))
}

pub fn form() -> Value {
    let likely = answered([("column", text()), ("field", text()), ("label", text())]);
    let part = answered([
        ("type", maybe(text())),
        ("sheet", maybe(text())),
        ("header_row", count()),
        ("encoding", maybe(text())),
        ("delimiter", maybe(text())),
        ("columns", count()),
        ("matched", count()),
        ("likely", list(likely)),
        ("lacking", list(text())),
    ]);
    let group = answered([
        ("rows", count()),
        ("code", text()),
        ("severity", word(["error", "warning"])),
        ("place", maybe(text())),
        ("first_row", count()),
        ("example", maybe(text())),
        ("chars", maybe(text())),
        ("limit", maybe(text())),
    ]);
    let person = answered([("login", text()), ("gained", count()), ("lost", count())]);
    answered([
        ("parts", list(part)),
        ("rows", count()),
        ("ready", maybe(count())),
        ("warned", maybe(count())),
        ("groups", list(group)),
        ("people", maybe(list(person))),
    ])
}
