//! Saving a form of a record. Only what was changed is written; when somebody else changed the record meanwhile the two
//! are shown side by side, field by field, and the person decides (412).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use kartoteka_domain::issue::Issue;
use kartoteka_domain::record::Version;
use kartoteka_engine::edit_record::Edited;

use super::Place;
use super::form::{self, EditForm, Entry, New};
use super::record;
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Names and texts of a form as they came.
type Pairs = Posted<Vec<(String, String)>>;

/// A field two people changed.
struct Both {
    key: String,
    label: String,
    was: String,
    stored: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "records/conflict.html")]
struct Conflict {
    p: Page,
    place: Place,
    name: String,
    id: i64,
    version: u32,
    section: String,
    /// Both sides changed it.
    both: Vec<Both>,
    /// Only this person did: it is kept.
    mine: Vec<Both>,
    /// Only the other one did: shown, stays.
    theirs: Vec<Both>,
}

/// What a form says: the fields with what stood in them, and what stands in them now.
fn filled(p: &Page, place: &Place, people: &[String], section: &str, pairs: &[(String, String)]) -> Vec<Entry> {
    let given: BTreeMap<&str, &str> = pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let fields = form::fields_of(place, section).into_iter();
    fields
        .filter_map(|field| {
            let mine = given.get(format!("field.{}", field.key).as_str())?;
            let was = given.get(format!("was.{}", field.key).as_str()).copied().unwrap_or_default();
            // On the page of a conflict the stored value can be chosen.
            let keeps = given.get(format!("keep.{}", field.key).as_str()).is_some_and(|word| *word == "stored");
            // Browsers send line ends of their own.
            let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
            let mut entry = form::entry(p, field, tidy(was), people);
            entry.text = if keeps { entry.was.clone() } else { tidy(mine) };
            Some(entry)
        })
        .collect()
}

fn changed(entries: &[Entry]) -> Vec<(String, String)> {
    let own = |entry: &&Entry| entry.text != entry.was;
    entries.iter().filter(own).map(|entry| (entry.key.clone(), unnamed(&entry.text))).collect()
}

/// `[#12] Alfa s.r.o.` means the record 12, whatever its name is by now.
fn unnamed(text: &str) -> String {
    match text.strip_prefix("[#").and_then(|rest| rest.split_once(']')) {
        Some((number, _)) if number.parse::<i64>().is_ok() => format!("[#{number}]"),
        _ => text.to_owned(),
    }
}

pub async fn save(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(pairs): Pairs) -> Reply {
    let p = signed.page(place.section);
    let of = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str());
    let (section, version) = (of("section").to_owned(), of("version").parse::<u32>().unwrap_or_default());
    let people = form::people(&app, &signed).await?;
    let entries = filled(&p, &place, &people, &section, &pairs);
    let fields = changed(&entries);
    let back = format!("{}/{}", place.base, place.id());
    if fields.is_empty() {
        return Ok(reply::see_and_say(&back, &Flash::new("flash-record-unchanged")));
    }
    let (actor, ty, id, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), place.id(), signed.visit.language);
    let written = fields.clone();
    let done = app.run(move |engine| engine.set_record_in(&actor, &ty.key, (id, Some(Version(version))), &written, language));
    let form = |errors: Errors| EditForm { section: section.clone(), version, entries: entries.clone(), errors };
    match done.await {
        Ok(Edited::Rejected(issues)) => {
            let errors = errors_of(&p, &place, &issues);
            let page = record::again(&app, &signed, place, form(errors)).await?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Ok(_) => Ok(reply::see_and_say(&back, &Flash::new("flash-record-saved"))),
        Err(problem) => match problem.refusal().map(|refusal| refusal.code) {
            Some("record-changed") => conflict(&app, &signed, place, &entries, &section).await,
            Some("value-taken" | "value-unreadable" | "reference-unknown" | "reference-several") => {
                let field = fields.first().map(|(key, _)| format!("field.{key}")).unwrap_or_default();
                let errors = problem.refusal().map(|refusal| Errors::of_refusal(&p, &field, refusal)).unwrap_or_default();
                let page = record::again(&app, &signed, place, form(errors)).await?;
                reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            _ => Err(problem),
        },
    }
}

/// Why nothing was written, at the fields it is about.
fn errors_of(p: &Page, place: &Place, issues: &[Issue]) -> Errors {
    let mut errors = Errors::default();
    for issue in issues.iter().filter(|issue| issue.severity == kartoteka_domain::issue::Severity::Error) {
        let key = issue.field.as_deref().unwrap_or("");
        let label = place.ty.field(key).map_or(key, |field| field.label(p.words.language));
        let sentence = p.words.issue(issue.code, label, issue.value.as_deref(), &issue.params);
        let says = if label.is_empty() { sentence } else { format!("{label}: {sentence}") };
        errors.add(&format!("field.{key}"), says);
    }
    errors
}

/// Somebody was quicker: what each of the two changed, side by side.
async fn conflict(app: &App, signed: &Signed, place: Place, entries: &[Entry], section: &str) -> Reply {
    let stored = record::found_record(app, signed, &place).await?;
    let now = form::of_section(app, signed, &place, &stored, section).await?;
    let (mut both, mut mine, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let current = now.entries.iter().find(|one| one.key == entry.key).map_or(String::new(), |one| one.text.clone());
        let (was, text) = (entry.was.clone(), entry.text.clone());
        let list = match (current != was, text != was && text != current) {
            (true, true) => &mut both,
            (false, true) => &mut mine,
            (true, false) => &mut theirs,
            (false, false) => continue,
        };
        list.push(Both { key: entry.key.clone(), label: entry.label.clone(), was, stored: current, mine: text });
    }
    let (name, id, version) = (record::name_of(&place, &stored), place.id().0, stored.version.0);
    let p = signed.page(place.section);
    let page = Conflict { p, place, name, id, version, section: section.to_owned(), both, mine, theirs };
    reply::with_status(StatusCode::PRECONDITION_FAILED, &page)
}

pub async fn create(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(pairs): Pairs) -> Reply {
    let p = signed.page(place.section);
    let people = form::people(&app, &signed).await?;
    let entries = filled(&p, &place, &people, form::NEW, &pairs);
    // What must be filled is said also when it is empty, so that it is asked for.
    let must = |entry: &&Entry| {
        let one_of = place.ty.one_of.iter().any(|set| set.iter().any(|key| *key == entry.key.as_str()));
        entry.text != entry.was || entry.required || one_of
    };
    let fields: Vec<_> = entries.iter().filter(must).map(|entry| (entry.key.clone(), unnamed(&entry.text))).collect();
    let (actor, ty, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), signed.visit.language);
    let done = app.run(move |engine| engine.create_record_in(&actor, &ty.key, &fields, language)).await;
    let errors = match done {
        Ok(Edited::Created(id) | Edited::Updated(id) | Edited::Unchanged(id)) => {
            return Ok(reply::see_and_say(&format!("{}/{id}", place.base), &Flash::new("flash-record-created")));
        }
        Ok(Edited::Rejected(issues)) => errors_of(&p, &place, &issues),
        Err(problem) => of_problem(&p, &place, problem)?,
    };
    let (mut form, mut more) = form::blank(&p, &place, &people);
    for entry in form.entries.iter_mut().chain(&mut more) {
        if let Some(given) = entries.iter().find(|given| given.key == entry.key) {
            entry.text.clone_from(&given.text);
        }
    }
    form.errors = errors;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &New { p, place, form, more })
}

/// A refusal about the values is shown in the form; every other problem is a page of its own.
fn of_problem(p: &Page, place: &Place, problem: Problem) -> Result<Errors, Problem> {
    let about_values = ["value-taken", "value-unreadable", "reference-unknown", "reference-several"];
    let Some(refusal) = problem.refusal().filter(|refusal| about_values.contains(&refusal.code)) else { return Err(problem) };
    let field = refusal.params.iter().find(|(name, _)| *name == "field").map_or("", |(_, text)| text.as_str());
    let known = place.ty.field(field).map_or(place.ty.name_field.as_str(), |field| field.key.as_str());
    Ok(Errors::of_refusal(p, &format!("field.{known}"), refusal))
}
