//! `/search?q=…`: the search box of the top bar. A few records of every type whose number, name or key fits. Reads only.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::routing::get;
use kartoteka_engine::choose_records::Selection;
use kartoteka_engine::list_records::Listing;
use serde::Deserialize;

use super::records::{SHORT, base_of, icon_of, list_name, percent};
use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Records shown of each type.
const SHOWN: usize = 5;

pub fn routes() -> Router<App> {
    Router::new().route("/search", get(show))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

struct Group {
    title: String,
    icon: &'static str,
    records: Vec<(String, String, i64)>,
    all: Option<String>,
}

#[derive(Template)]
#[template(path = "records/search.html")]
struct Search {
    p: Page,
    text: String,
    groups: Vec<Group>,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page("");
    let text = asked.q.trim().to_owned();
    if text.is_empty() {
        return reply::html(&Search { p, text, groups: Vec::new() });
    }
    let (actor, words, language) = (signed.actor.clone(), text.clone(), signed.visit.language);
    let found = app
        .run(move |engine| {
            let types = engine.types();
            let mut found = Vec::new();
            for (key, _) in SHORT {
                let Some(ty) = types.get(key) else { continue };
                let chosen = Selection { search: words.clone(), language, ..Selection::default() };
                let filter = engine.filter_of(ty, &chosen)?;
                let listing = Listing { fields: vec![ty.name_field.to_string()], limit: SHOWN, language, ..Listing::default() };
                let page = engine.list_records(&actor, key, &filter, &listing)?;
                found.push((std::sync::Arc::clone(ty), page));
            }
            Ok(found)
        })
        .await?;
    let groups: Vec<Group> = found
        .into_iter()
        .filter(|(_, page)| !page.records.is_empty())
        .map(|(ty, page)| {
            let base = base_of(&ty.key);
            let name = |record: &kartoteka_engine::list_records::RecordView| {
                let text = record.fields.first().map(|view| view.text.clone()).filter(|text| !text.is_empty());
                (format!("{base}/{}", record.id), text.unwrap_or_else(|| format!("#{}", record.id)), record.id.0)
            };
            Group {
                title: list_name(&p, &ty),
                icon: icon_of(&ty.key),
                records: page.records.iter().map(name).collect(),
                all: page.next.map(|_| format!("{base}?q={}", percent(&text))),
            }
        })
        .collect();
    reply::html(&Search { p, text, groups })
}
