//! `/imports/{number}/undo`: what taking a run back would do, in buckets, and the act itself.
//!
//! In: a run that ended. Out: a preview of the engine; work in the background. Later edits stay and are listed.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::get;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::undo_run::{Kept, KeptReason, UndoReport};

use super::{Head, record_path, type_word, type_words};
use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/undo", get(show).post(act))
}

/// A record that stays, wholly or in some fields, and why.
pub struct KeptRow {
    pub path: String,
    pub type_word: String,
    pub name: String,
    pub reason: String,
}

/// Kept records by reason, with their number.
pub struct Reason {
    pub word: String,
    pub count: u64,
}

#[derive(Template)]
#[template(path = "review/undo.html")]
struct Undo {
    p: Page,
    import: Head,
    report: UndoReport,
    kept: Vec<KeptRow>,
    could_not: u64,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let (view, report) = app
        .run(move |engine| {
            let report = engine.undo_run(&actor, number, true, &Watch::default())?;
            Ok((engine.import(&actor, number)?, report))
        })
        .await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    let kept = report.kept.iter().map(|kept| kept_row(&app, &p, kept)).collect();
    let could_not = report.kept_count - report.kept_edited;
    reply::html(&Undo { p, import, report, kept, could_not })
}

async fn act(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let work = Arc::clone(app.work());
    app.run(move |engine| {
        engine.may_stop(&signed.actor, number)?;
        work.start(&signed.actor, Kind::UndoImport, number, "{}".to_owned())
    })
    .await?;
    Ok(reply::see(&format!("/imports/{number}/run")))
}

pub fn kept_row(app: &App, page: &Page, kept: &Kept) -> KeptRow {
    let fields = |keys: &[kartoteka_domain::record::Key]| {
        let types = app.engine().types();
        let label = |key: &kartoteka_domain::record::Key| {
            let field = types.get(&kept.type_key).and_then(|ty| ty.field(key));
            field.map_or_else(|| key.to_string(), |field| field.label(page.words.language).to_owned())
        };
        keys.iter().map(label).collect::<Vec<_>>().join(", ")
    };
    let reason = match &kept.reason {
        KeptReason::EditedSince { fields: keys } if keys.is_empty() => page.t("kept-edited"),
        KeptReason::EditedSince { fields: keys } => page.t1("kept-edited-fields", "names", fields(keys)),
        KeptReason::Linked { from } => {
            let one =
                |(key, n): &(kartoteka_domain::record::Key, u64)| format!("{} {}", type_words(app, page, key), page.number(*n));
            page.t1("kept-linked", "names", from.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        KeptReason::Gone => page.t("kept-gone"),
        KeptReason::Erased => page.t("kept-erased"),
        KeptReason::LastAdministrator => page.t("kept-administrator"),
        KeptReason::Taken { field } => page.t1("kept-taken", "names", fields(std::slice::from_ref(field))),
    };
    KeptRow {
        path: record_path(&kept.type_key, kept.id),
        type_word: type_word(app, page, &kept.type_key),
        name: kept.name.clone(),
        reason,
    }
}

/// The reasons with how many records each keeps; of the records that are listed.
pub fn reasons(app: &App, page: &Page, report: &UndoReport) -> Vec<Reason> {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for kept in &report.kept {
        let word = match &kept.reason {
            KeptReason::Linked { from } => {
                let key = from.first().map(|(key, _)| type_words(app, page, key)).unwrap_or_default();
                page.t1("reason-linked", "names", key)
            }
            KeptReason::EditedSince { .. } => page.t("reason-edited"),
            KeptReason::Gone => page.t("reason-gone"),
            KeptReason::Erased => page.t("reason-erased"),
            KeptReason::LastAdministrator => page.t("reason-administrator"),
            KeptReason::Taken { .. } => page.t("reason-taken"),
        };
        *counted.entry(word).or_default() += 1;
    }
    let mut list: Vec<Reason> = counted.into_iter().map(|(word, count)| Reason { word, count }).collect();
    list.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    list
}

/// The kept records as the result of a job holds them.
pub fn kept_of_result(app: &App, page: &Page, result: &str) -> Vec<KeptRow> {
    let value: serde_json::Value = serde_json::from_str(result).unwrap_or_default();
    let list = value["kept"].as_array().cloned().unwrap_or_default();
    list.iter().filter_map(read_kept).map(|kept| kept_row(app, page, &kept)).collect()
}

fn read_kept(value: &serde_json::Value) -> Option<Kept> {
    let words = || -> Vec<String> { serde_json::from_value(value["detail"].clone()).unwrap_or_default() };
    let reason = match value["why"].as_str()? {
        "edited" => KeptReason::EditedSince { fields: words().into_iter().map(Into::into).collect() },
        "linked" => {
            let from: Vec<(String, u64)> = serde_json::from_value(value["detail"].clone()).ok()?;
            KeptReason::Linked { from: from.into_iter().map(|(key, n)| (key.into(), n)).collect() }
        }
        "taken" => KeptReason::Taken { field: words().pop()?.into() },
        "administrator" => KeptReason::LastAdministrator,
        "erased" => KeptReason::Erased,
        _ => KeptReason::Gone,
    };
    let id = kartoteka_domain::record::RecordId(value["id"].as_i64()?);
    Some(Kept { type_key: value["type"].as_str()?.into(), id, name: value["name"].as_str()?.to_owned(), reason })
}
