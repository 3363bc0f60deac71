//! Which records somebody is about to do something with: ticked ones, all that match, or the whole base. Kept on the server
//! under a number, so that the pages that follow can be loaded again. Changes no record.

use axum::extract::State as Extract;
use kartoteka_engine::choose_records::Selection;

use super::Place;
use super::asked::{Asked, percent};
use crate::app::App;
use crate::flash::Flash;
use crate::form::Posted;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// What the bulk bar leads to.
const ACTS: [&str; 8] = ["add-tag", "remove-tag", "responsible", "activate", "deactivate", "set", "delete", ""];

pub async fn keep(
    Extract(app): Extract<App>,
    signed: Signed,
    place: Place,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let of = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str());
    let numbers = |name: &str| {
        let named = pairs.iter().filter(|(known, _)| known == name);
        let listed = named.flat_map(|(_, text)| text.split(',')).filter_map(|text| text.trim().parse::<i64>().ok());
        listed.collect::<Vec<_>>()
    };
    let asked = Asked::of(&read_query(of("query")));
    let mut chosen = asked.selection(signed.visit.language);
    let (ids, act) = (numbers("id"), of("act"));
    if of("scope") == "matching" {
        chosen.except = numbers("except");
    } else if !ids.is_empty() {
        chosen.only = Some(ids);
    } else if act != "export" && act != "edit-file" {
        // Nothing ticked is never taken for everything where something changes.
        let list = asked.with(&place.base, |_| {});
        return Ok(reply::see_and_say(&list, &Flash::new("flash-nothing-picked")));
    }
    let (actor, key) = (signed.actor.clone(), place.ty.key.clone());
    let number = app.run(move |engine| engine.keep_selection(&actor, &key, &chosen)).await?;
    let at = format!("{}/selection/{number}", place.base);
    Ok(reply::see(&match act {
        "export" => format!("{at}/export?columns={}&back={}", percent(&asked.columns.join(",")), percent(of("query"))),
        "edit-file" => format!("{}/edit-file?selection={number}", place.base),
        act => {
            let act = ACTS.iter().find(|known| **known == act).copied().unwrap_or_default();
            format!("{at}/bulk?act={act}&back={}", percent(of("query")))
        }
    }))
}

/// A kept query, as pairs.
pub fn read_query(query: &str) -> Vec<(String, String)> {
    let uri: axum::http::Uri = format!("/?{query}").parse().unwrap_or_default();
    axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).map_or_else(|_| Vec::new(), |query| query.0)
}

/// The selection with this number, of whoever asks.
pub async fn find(app: &App, signed: &Signed, place: &Place) -> Result<Selection, Problem> {
    let (actor, key, number) = (signed.actor.clone(), place.ty.key.clone(), place.number);
    app.run(move |engine| engine.selection(&actor, &key, number)).await
}

/// Which part of a selection is meant: `picked` the ticked ones, `matching` all that match, `all` the whole base.
pub fn scoped(chosen: &Selection, scope: &str) -> Selection {
    match (scope, &chosen.only) {
        ("all", _) => Selection { language: chosen.language, ..Selection::default() },
        ("matching", _) | (_, None) => Selection { only: None, ..chosen.clone() },
        // Ticked is ticked, also when the record fits the filter no more.
        (_, Some(only)) => Selection { only: Some(only.clone()), language: chosen.language, ..Selection::default() },
    }
}

/// The list one came from.
pub fn back(place: &Place, query: &str) -> String {
    Asked::of(&read_query(query)).with(&place.base, |_| {})
}
