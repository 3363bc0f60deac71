//! Erasing a person, for administrators: asked with the number of places, done for good.

use askama::Template;
use axum::extract::State as Extract;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::erase_records::ErasureReport;
use kartoteka_engine::progress::Watch;

use super::record::{found_record, name_of};
use super::{Place, base_of};
use crate::app::App;
use crate::flash::Flash;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

#[derive(Template)]
#[template(path = "records/erase.html")]
struct Ask {
    p: Page,
    place: Place,
    name: String,
    id: i64,
    places: u64,
    /// What, and how many.
    counts: Vec<(String, u64)>,
    /// Other records with the same address or number: where they are, and how they are called.
    same: Vec<(String, String)>,
}

/// What of a person there may be, as the ids of its words.
pub fn counts(report: &ErasureReport) -> [(&'static str, u64); 7] {
    [
        ("erase-records", report.records),
        ("erase-links", report.links),
        ("erase-changes", report.changes),
        ("erase-rows", report.rows),
        ("erase-files", report.files),
        ("erase-texts", report.texts),
        ("erase-exports", report.exports),
    ]
}

pub async fn ask(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let record = found_record(&app, &signed, &place).await?;
    let report = erased(&app, &signed, &place, true).await?;
    let p = signed.page(place.section);
    let counts = counts(&report).into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| (p.t(word), n)).collect();
    let named = |(key, id): &(kartoteka_domain::record::Key, kartoteka_domain::record::RecordId)| {
        (format!("{}/{id}", base_of(key)), format!("{} #{id}", p.words.record_type(key)))
    };
    let same = report.same.iter().map(named).collect();
    let (name, id) = (name_of(&place, &record), place.id().0);
    reply::html(&Ask { name, id, places: report.places(), counts, same, p, place })
}

pub async fn act(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let report = erased(&app, &signed, &place, false).await?;
    let flash = if report.cleaned { "flash-record-erased" } else { "flash-record-erased-bytes" };
    Ok(reply::see_and_say(&place.base, &Flash::new(flash).with("n", report.places())))
}

async fn erased(app: &App, signed: &Signed, place: &Place, is_preview: bool) -> Result<ErasureReport, Problem> {
    let (actor, ty, id) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id());
    app.run(move |engine| engine.erase_records(&actor, &ty.key, &[id], is_preview, &Watch::default())).await
}
