//! The mass edit file's door (M1): download an edit template, empty or filled with chosen records, and upload it again.
//!
//! In: a selection's number. Out: a page with both acts, a workbook. The upload belongs to the wizard.

use askama::Template;
use axum::extract::{Query, State as Extract};
use kartoteka_domain::filter::Filter;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::TemplateRequest;
use kartoteka_engine::progress::Watch;
use serde::Deserialize;

use super::{Place, selection};
use crate::app::App;
use crate::download;
use crate::page::Page;
use crate::pages::wizard::doors::{self, Door};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    selection: Option<i64>,
    #[serde(default)]
    format: String,
    /// `empty`: no record at all.
    #[serde(default)]
    fill: String,
}

/// A way to bring records in.
struct Way {
    title: String,
    why: String,
    href: String,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "records/import.html")]
struct Import {
    p: Page,
    place: Place,
    ways: Vec<Way>,
    is_edit: bool,
    selection: Option<i64>,
    count: u64,
}

/// `…/import`: the ways in that are open to this person, when there are several. Who may not import at all is told so.
pub async fn ways(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let p = signed.page(place.section);
    let (actor, profiles, key) = (signed.actor.clone(), profiles_of(&place), place.ty.key.to_string());
    let has_edit_file = place.has_edit_file();
    let open = app.run(move |engine| {
        let door = |profile: &str| {
            Door::open(engine, &actor, &doors::Asked { profile: profile.to_owned(), type_key: key.clone() }).map(drop)
        };
        let refused = profiles.iter().find_map(|profile| door(profile).err());
        let open: Vec<&'static str> = profiles.iter().copied().filter(|profile| door(profile).is_ok()).collect();
        refused.filter(|_| open.is_empty() && !has_edit_file).map_or(Ok(open), Err)
    });
    let ways = ways_of(&p, &place, &open.await?);
    if ways.len() == 1 && !place.has_edit_file() {
        return Ok(reply::see(&ways[0].href));
    }
    reply::html(&Import { p, place, ways, is_edit: false, selection: None, count: 0 })
}

fn profiles_of(place: &Place) -> &'static [&'static str] {
    match place.ty.key.as_str() {
        "company" => &["helpdesk-companies", "companies-contacts"],
        "lead" => &["leads", "general"],
        "user" => &["users"],
        "client" => &["audience"],
        _ => &["general"],
    }
}

fn ways_of(p: &Page, place: &Place, profiles: &[&str]) -> Vec<Way> {
    let key = place.ty.key.as_str();
    let way = |profile: &&str| Way {
        title: match (*profile, key) {
            ("companies-contacts", _) => p.t("way-companies-contacts"),
            ("general", "lead") => p.t("door-leads-change"),
            _ => place.plural(p),
        },
        why: p.t(if (*profile, key) == ("general", "lead") {
            "way-leads-change-why".to_owned()
        } else {
            format!("way-{profile}-why")
        }),
        href: format!("/imports/new?profile={profile}&type={key}"),
        icon: super::icon_of(key),
    };
    profiles.iter().map(way).collect()
}

/// `…/edit-file`
pub async fn show(Extract(app): Extract<App>, signed: Signed, mut place: Place, Query(asked): Query<Asked>) -> Reply {
    if !place.has_edit_file() {
        return Err(Problem::NotFound);
    }
    let p = signed.page(place.section);
    let mut count = 0;
    if let Some(number) = asked.selection {
        place.number = number;
        let chosen = selection::scoped(&selection::find(&app, &signed, &place).await?, "");
        let (actor, ty) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty));
        count = app
            .run(move |engine| {
                let filter = engine.filter_of(&ty, &chosen)?;
                engine.count_records(&actor, &ty.key, &filter)
            })
            .await?;
    }
    reply::html(&Import { p, place, ways: Vec::new(), is_edit: true, selection: asked.selection, count })
}

pub async fn download(Extract(app): Extract<App>, signed: Signed, mut place: Place, Query(asked): Query<Asked>) -> Reply {
    let format = if asked.format == "csv" { FileFormat::Csv } else { FileFormat::Xlsx };
    let chosen = match asked.selection.filter(|_| asked.fill != "empty") {
        Some(number) => {
            place.number = number;
            Some(selection::scoped(&selection::find(&app, &signed, &place).await?, ""))
        }
        None => None,
    };
    let (actor, ty, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), signed.visit.language);
    let name = format!("{}-edit.{}", place.base.rsplit('/').next().unwrap_or("records"), format.word());
    download::made(&app, &name, move |engine, path| {
        let filter = match chosen {
            Some(chosen) => engine.filter_of(&ty, &chosen)?,
            None => Filter::ids(Vec::new()),
        };
        let record_type = ty.key.to_string();
        let request = TemplateRequest { record_type, edit: true, filter, format, language, ..TemplateRequest::default() };
        engine.make_template(&actor, &request, path, &Watch::default())?;
        Ok(())
    })
    .await
}
