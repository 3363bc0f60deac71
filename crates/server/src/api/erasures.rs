//! `/records/{type}/{id}/erase`: a person goes for good, from everything that is kept.
//!
//! In: whether it is only to be shown. Out: in how many places. There is no way back, so there is no run to undo.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde::Deserialize;

use super::answer;
use super::caller::Caller;
use super::given::Given;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let says =
        "Erases a person: the record, its history, links to it, rows of uploads, results, exports, messages. Cannot be undone.";
    vec![
        post("/records/{type}/{id}/erase", erase)
            .needs(Permission::Administer)
            .named("eraseRecord", says)
            .takes("ErasureRequest")
            .gives("Erasure"),
    ]
}

pub fn forms() -> Vec<Form> {
    let same = f::answer([("type", f::text()), ("id", f::id())]);
    let places = [
        ("places", f::says(f::count(), "All of the following together.")),
        ("records", f::count()),
        ("links", f::says(f::count(), "Links of other records.")),
        ("changes", f::says(f::count(), "Entries of the history.")),
        ("rows", f::says(f::count(), "Rows of uploaded files.")),
        ("files", f::says(f::count(), "Uploaded files that can no longer be downloaded.")),
        ("texts", f::says(f::count(), "Quotations, mends, notices, messages, saved views.")),
        ("exports", f::count()),
        ("already", f::says(f::count(), "1 when the record was erased before.")),
        ("same", f::says(f::list(same), "Other records with the same e-mail address or phone number; they stay.")),
        ("cleaned", f::says(f::flag(), "The database was written anew, so that no byte is left behind.")),
    ];
    let asked = [("dry_run", f::says(f::flag(), "Only counts the places."))];
    vec![("Erasure", f::answer(places)), ("ErasureRequest", f::request(asked, &[]))]
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    dry_run: bool,
}

async fn erase(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, id)): Path<(String, String)>,
    Given(asked): Given<Asked>,
) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", &word).with("id", &id);
    let id = id.parse().ok().filter(|id| *id > 0).map(RecordId).ok_or_else(unknown)?;
    let done = app.run(move |engine| {
        let report = engine.erase_records(&caller.actor, &word, &[id], asked.dry_run, &Watch::default())?;
        Ok(shapes::erasure(&report, &engine.types()))
    });
    Ok(answer::ok(&done.await?))
}
