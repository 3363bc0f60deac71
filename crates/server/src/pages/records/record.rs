//! One record: its fields in sections, tags, what hangs together with it, what happened to it; its grave when it is deleted.
//! Deleting and tagging one record are mass edits of one, so they can be taken back like everything else.

use askama::Template;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::value::Value;
use kartoteka_engine::list_records::{FieldView, HistoryView, RecordView, Related};
use kartoteka_engine::mass_edit::{BulkAction, BulkReport};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words::Arg;
use serde::Deserialize;

use super::asked::percent;
use super::form::{self, EditForm, Input};
use super::{Place, base_of, bulk};
use crate::app::App;
use crate::flash::Flash;
use crate::form::Posted;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Things of the history shown before the rest is asked for.
const HISTORY: usize = 25;

/// A value as it is read: a text, or links.
pub struct Shown {
    pub label: String,
    pub text: String,
    pub links: Vec<(String, String)>,
    pub is_long: bool,
}

/// Fields that belong together. In editing a form stands in its place.
pub struct Section {
    pub key: &'static str,
    pub title: String,
    pub filled: Vec<Shown>,
    pub empty: usize,
    pub form: Option<EditForm>,
}

/// One thing that happened.
pub struct Event {
    pub at: jiff::civil::DateTime,
    pub says: String,
    /// The run has a page of its own.
    pub href: Option<String>,
    pub changes: Vec<(String, String, String)>,
}

pub struct Group {
    pub title: String,
    pub records: Vec<(String, String)>,
    pub all: Option<String>,
}

#[derive(Template)]
#[template(path = "records/record.html")]
pub struct Record {
    p: Page,
    place: Place,
    name: String,
    id: i64,
    is_inactive: bool,
    /// A tag and the list of those that carry it.
    tags: Vec<(String, String)>,
    offered_tags: Vec<String>,
    sections: Vec<Section>,
    groups: Vec<Group>,
    events: Vec<Event>,
    events_more: usize,
    created: String,
}

#[derive(Template)]
#[template(path = "records/grave.html")]
struct Grave {
    p: Page,
    place: Place,
    id: i64,
    says: String,
    events: Vec<Event>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The section that is being edited.
    #[serde(default)]
    edit: String,
    /// All of the history.
    #[serde(default)]
    history: String,
}

pub async fn show(Extract(app): Extract<App>, signed: Signed, place: Place, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page(place.section);
    let found = match read(&app, &signed, &place).await {
        Ok(found) => found,
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => return grave(&app, &signed, place, p).await,
        Err(problem) => return Err(problem),
    };
    let edited = if place.may_edit(&p) { asked.edit.as_str() } else { "" };
    let form = if edited.is_empty() { None } else { Some(form::of_section(&app, &signed, &place, &found.record, edited).await?) };
    reply::html(&page(p, place, found, form, asked.history == "all"))
}

pub struct Found {
    pub record: RecordView,
    history: Vec<HistoryView>,
    related: Vec<Related>,
    /// Target type, number, name of everything the record links to.
    names: Vec<(String, i64, String)>,
    tags: Vec<String>,
}

async fn read(app: &App, signed: &Signed, place: &Place) -> Result<Found, Problem> {
    let (actor, ty, id, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id(), signed.visit.language);
    app.run(move |engine| {
        let record = engine.get_record(&actor, &ty.key, id, language)?;
        let mut names = Vec::new();
        for view in &record.fields {
            let ids = view.value.as_ref().map(Value::as_links).unwrap_or_default();
            let Some(field) = ty.field(&view.key).filter(|_| !ids.is_empty()) else { continue };
            let found = engine.record_names(&actor, &field.target, ids)?;
            names.extend(found.into_iter().map(|one| (field.target.clone(), one.id.0, one.name)));
        }
        Ok(Found {
            history: engine.record_history(&actor, &ty.key, id, language)?,
            related: engine.related_records(&actor, &ty.key, id, language)?,
            tags: engine.tag_words(&actor, "", 200)?,
            names,
            record,
        })
    })
    .await
}

/// What hangs on this place between reading and drawing: also used by the page of a refused edit.
pub async fn found_record(app: &App, signed: &Signed, place: &Place) -> Result<RecordView, Problem> {
    let (actor, ty, id, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id(), signed.visit.language);
    app.run(move |engine| engine.get_record(&actor, &ty.key, id, language)).await
}

/// The page again with a form that was refused.
pub async fn again(app: &App, signed: &Signed, place: Place, form: EditForm) -> Result<Record, Problem> {
    let found = read(app, signed, &place).await?;
    Ok(page(signed.page(place.section), place, found, Some(form), false))
}

pub fn name_of(place: &Place, record: &RecordView) -> String {
    let named = record.fields.iter().find(|view| view.key == place.ty.name_field && !view.text.is_empty());
    named.map_or_else(
        || format!("{} #{}", place.ty.labels.get(kartoteka_domain::language::Language::English), record.id),
        |view| view.text.clone(),
    )
}

fn page(p: Page, place: Place, found: Found, mut form: Option<EditForm>, whole: bool) -> Record {
    let record = &found.record;
    let active = record.fields.iter().find(|view| view.key == "is_active").and_then(|view| view.value.as_ref());
    let is_inactive = active == Some(&Value::Bool(false));
    let mut sections = Vec::new();
    for key in form::SECTIONS {
        // What the register works out itself is shown and never edited: whether a client can be messaged (A7).
        let worked_out = if *key == "main" { form::worked_out(&place) } else { Vec::new() };
        let views: Vec<(&Field, &FieldView)> = form::fields_of(&place, key)
            .into_iter()
            .chain(worked_out)
            .filter_map(|field| Some((field, record.fields.iter().find(|view| view.key == field.key)?)))
            .collect();
        let is_edited = form.as_ref().is_some_and(|form| form.section == *key);
        if views.is_empty() {
            continue;
        }
        let filled: Vec<Shown> = views
            .iter()
            .filter(|(_, view)| !view.text.is_empty())
            .map(|(field, view)| shown(&p, field, view, &found.names))
            .collect();
        sections.push(Section {
            key,
            title: p.t(format!("section-{key}")),
            empty: views.len() - filled.len(),
            filled,
            form: if is_edited { form.take() } else { None },
        });
    }
    let groups = found.related.iter().map(|related| group(&p, &place, related)).collect();
    let events_all: Vec<Event> = found.history.iter().map(|thing| event(&p, thing)).collect();
    let events_more = if whole { 0 } else { events_all.len().saturating_sub(HISTORY) };
    let shown = events_all.len() - events_more;
    let created = found.history.iter().find(|thing| thing.what == "created").map(|thing| event(&p, thing).says);
    Record {
        name: name_of(&place, record),
        id: record.id.0,
        is_inactive,
        tags: record.tags.iter().map(|tag| (tag.to_string(), format!("{}?any={}", place.base, percent(tag)))).collect(),
        offered_tags: found.tags.clone(),
        sections,
        groups,
        events: events_all.into_iter().take(shown).collect(),
        events_more,
        created: created.unwrap_or_default(),
        p,
        place,
    }
}

fn shown(p: &Page, field: &Field, view: &FieldView, names: &[(String, i64, String)]) -> Shown {
    let ids = view.value.as_ref().map(Value::as_links).unwrap_or_default();
    let name =
        |id: i64| names.iter().find(|(target, known, _)| *target == field.target && *known == id).map(|(.., name)| name.clone());
    let mut links: Vec<(String, String)> = ids
        .iter()
        .map(|id| (format!("{}/{id}", base_of(&field.target)), name(id.0).unwrap_or_else(|| format!("#{id}"))))
        .collect();
    match field.kind {
        FieldKind::Email => links.push((format!("mailto:{}", view.text), view.text.clone())),
        FieldKind::Phone => {
            let digits: String = view.text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            links.push((format!("tel:{digits}"), view.text.clone()));
        }
        // Only addresses of the web are followed: whatever else a file held stays text (WEB-09).
        FieldKind::WebAddress if view.text.starts_with("https://") || view.text.starts_with("http://") => {
            links.push((view.text.clone(), view.text.clone()));
        }
        _ => {}
    }
    let label = field.label(p.words.language).to_owned();
    let text = if field.kind == FieldKind::YesNo { capital(&view.text) } else { view.text.clone() };
    Shown { label, text, links, is_long: field.kind == FieldKind::LongText }
}

/// A word that stands alone begins with a capital letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn group(p: &Page, place: &Place, related: &Related) -> Group {
    let base = base_of(&related.type_key);
    let records = related.records.iter().map(|one| (format!("{base}/{}", one.id), one.name.clone())).collect();
    let title = format!("{} – {}", p.words.record_type(&related.type_key), related.label);
    let all = format!("{base}?f={}", percent(&format!("{} is [#{}]", related.field, place.id())));
    Group { title, records, all: related.has_more.then_some(all) }
}

/// `Updated by Import #14, row 40, ivan`.
pub fn event(p: &Page, thing: &HistoryView) -> Event {
    let kind = p.t(format!("run-{}", thing.kind));
    let args = [
        ("kind", Arg::from(kind)),
        ("number", Arg::from(thing.run)),
        ("by", Arg::from(thing.by.as_str())),
        ("row", Arg::from(thing.row.unwrap_or_default())),
    ];
    let how = match (thing.kind, thing.row) {
        ("record", _) => "by-hand",
        (_, Some(_)) => "by-row",
        (_, None) => "by-run",
    };
    let says = p.words.say(&format!("history-{}-{how}", thing.what), &args);
    let href = match thing.kind {
        "record" | "" => None,
        "bulk" => Some(format!("/bulk/{}", thing.run)),
        _ => Some(format!("/imports/{}", thing.run)),
    };
    let changes = thing.changes.iter().map(|one| (one.label.clone(), one.before.clone(), one.after.clone())).collect();
    Event { at: thing.at, says, href, changes }
}

async fn grave(app: &App, signed: &Signed, place: Place, p: Page) -> Reply {
    let (actor, ty, id, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id(), signed.visit.language);
    let history = app.run(move |engine| engine.record_history(&actor, &ty.key, id, language)).await?;
    let events: Vec<Event> = history.iter().map(|thing| event(&p, thing)).collect();
    let says = events.first().map(|event| event.says.clone()).unwrap_or_default();
    reply::with_status(StatusCode::GONE, &Grave { id: place.id().0, p, place, says, events })
}

#[derive(Debug, Default, Deserialize)]
pub struct Tagged {
    #[serde(default)]
    add: String,
    #[serde(default)]
    remove: String,
}

pub async fn tag(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(given): Posted<Tagged>) -> Reply {
    let (actor, ty, id) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id());
    let words = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty()).into_iter().collect::<Vec<_>>();
    let (add, remove) = (words(&given.add), words(&given.remove));
    let back = format!("{}/{id}", place.base);
    if add.is_empty() && remove.is_empty() {
        return Ok(reply::see(&back));
    }
    app.run(move |engine| engine.tag_records(&actor, &ty.key, &[id], &add, &remove)).await?;
    Ok(reply::see_and_say(&back, &Flash::new("flash-tags-changed")))
}

#[derive(Template)]
#[template(path = "records/delete.html")]
struct AskDelete {
    p: Page,
    place: Place,
    name: String,
    id: i64,
    may: bool,
    reasons: Vec<String>,
}

pub async fn ask_delete(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let record = found_record(&app, &signed, &place).await?;
    let report = delete_one(&app, &signed, &place, true).await?;
    let p = signed.page(place.section);
    let reasons = report.issues.iter().map(|issue| bulk::sentence(&p, &place, issue)).collect();
    let (name, id) = (name_of(&place, &record), place.id().0);
    reply::html(&AskDelete { p, name, id, may: report.updated > 0, reasons, place })
}

pub async fn delete(Extract(app): Extract<App>, signed: Signed, place: Place) -> Reply {
    let record = found_record(&app, &signed, &place).await?;
    let report = delete_one(&app, &signed, &place, false).await?;
    if report.updated == 0 {
        return Ok(reply::see(&format!("{}/{}/delete", place.base, place.id())));
    }
    let flash =
        Flash::new("flash-record-deleted").with("name", name_of(&place, &record)).with("number", report.run.unwrap_or_default());
    Ok(reply::see_and_say(&place.base, &flash))
}

async fn delete_one(app: &App, signed: &Signed, place: &Place, is_preview: bool) -> Result<BulkReport, Problem> {
    let (actor, ty, id) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id());
    let filter = Filter::ids(vec![id]);
    app.run(move |engine| engine.bulk_edit(&actor, &ty.key, &filter, &[BulkAction::Delete], is_preview, &Watch::default())).await
}
