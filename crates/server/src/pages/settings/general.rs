//! `/settings/general`: the organisation's name, language and time zone, and the limits of each kind of import. A field left as
//! it was delivered is not kept, so that a later delivery may change it.

use askama::Template;
use axum::Router;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::routing::get;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::manage_settings::SettingView;

use super::given::{Given, Pairs};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Settings of this page that are not limits, in its order.
const PLAIN: [&str; 3] = ["organisation", "language", "time_zone"];
/// Settings that are a field each, in the order of the page.
const OTHERS: [&str; 7] = [
    "file.date_order",
    "file.decimal",
    "uploads.most_mb",
    "uploads.kept_days",
    "drafts.kept_days",
    "exports.kept_days",
    "work.at_once",
];
/// Zones offered while typing; every other one can be typed.
const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Prague",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Minsk",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Asia/Vladivostok",
    "America/Sao_Paulo",
    "America/Manaus",
    "America/New_York",
];

pub fn routes() -> Router<App> {
    Router::new().route("/settings/general", get(show).post(save))
}

struct Limit {
    profile: &'static str,
    /// Rows of a file, characters of a cell.
    views: [SettingView; 2],
}

#[derive(Template)]
#[template(path = "settings/general.html")]
struct GeneralPage {
    p: Page,
    errors: Errors,
    organisation: String,
    language: String,
    languages: Vec<(&'static str, &'static str)>,
    time_zone: String,
    zones: [&'static str; 12],
    /// The time it is in the zone that is set.
    clock: String,
    limits: Vec<Limit>,
    /// Files, exports and work, one after the other.
    others: Vec<Other>,
}

/// A setting that needs no more than a field.
struct Other {
    view: SettingView,
    label: String,
    /// Word and label; empty for a number.
    choices: Vec<(&'static str, String)>,
}

async fn page(app: &App, signed: &Signed, typed: Option<&Given>, errors: Errors) -> Result<GeneralPage, Problem> {
    let actor = signed.actor.clone();
    let mut settings = app.run(move |engine| engine.list_settings(&actor)).await?;
    if let Some(typed) = typed {
        for view in settings.iter_mut().filter(|view| typed.has(view.key)) {
            view.value = typed.text(view.key).to_owned();
        }
    }
    let p = signed.page("settings");
    let found = |key: &str| settings.iter().find(|view| view.key == key).cloned();
    let value = |key: &str| found(key).map(|view| view.value).unwrap_or_default();
    let limits = ProfileKey::ALL.into_iter().filter_map(|profile| {
        let word = profile.word();
        Some(Limit { profile: word, views: [found(&format!("{word}.row_limit"))?, found(&format!("{word}.char_limit"))?] })
    });
    let zone = TimeZone::get(&value("time_zone")).unwrap_or(TimeZone::UTC);
    let clock = kartoteka_engine::words::date_time(Timestamp::now().to_zoned(zone).datetime(), p.words.language);
    Ok(GeneralPage {
        errors,
        organisation: value("organisation"),
        language: value("language"),
        languages: p.languages().iter().map(|one| (one.tag, one.name)).collect(),
        time_zone: value("time_zone"),
        zones: ZONES,
        clock,
        limits: limits.collect(),
        others: OTHERS.into_iter().filter_map(|key| Some(other(&p, found(key)?))).collect(),
        p,
    })
}

fn other(p: &Page, view: SettingView) -> Other {
    let id = view.key.replace(['.', '_'], "-");
    let is_plain = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let word = |word: &'static str| {
        let said = if is_plain(word) { word.to_owned() } else { p.t(format!("setting-{id}-{word}")) };
        (word, said)
    };
    Other { label: p.t(format!("setting-{id}")), choices: view.choices.iter().map(|one| word(one)).collect(), view }
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    reply::html(&page(&app, &signed, None, Errors::default()).await?)
}

/// Each field by itself: what fits is kept, what does not is told at its place.
async fn save(Extract(app): Extract<App>, signed: Signed, Posted(given): Pairs) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let given = Given(given);
    let p = signed.page("settings");
    let mut errors = Errors::default();
    let actor = signed.actor.clone();
    let known = app.run(move |engine| engine.list_settings(&actor)).await?;
    let mine = |view: &&SettingView| PLAIN.contains(&view.key) || OTHERS.contains(&view.key) || view.key.contains("_limit");
    for view in known.iter().filter(mine).filter(|view| given.has(view.key)) {
        let (actor, key, text) = (signed.actor.clone(), view.key, given.text(view.key).to_owned());
        if text == view.value {
            continue;
        }
        let is_default = text.is_empty() || text == view.default;
        let kept = app
            .run(
                move |engine| if is_default { engine.unset_setting(&actor, key) } else { engine.set_setting(&actor, key, &text) },
            )
            .await;
        if let Err(problem) = kept {
            let Some(refusal) = problem.refusal().filter(|refusal| refusal.code == "setting-unfit") else { return Err(problem) };
            let allowed = refusal.params.iter().find(|(name, _)| *name == "allowed").map_or("", |(_, text)| text.as_str());
            errors.add(view.key, p.t2("setting-allowed", "value", given.text(view.key), "allowed", allowed));
        }
    }
    if errors.is_empty() {
        return Ok(reply::see_and_say("/settings/general", &Flash::new("flash-settings-saved")));
    }
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &signed, Some(&given), errors).await?)
}
