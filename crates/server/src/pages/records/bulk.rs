//! What is to be done with many records: first the value, then a preview with its numbers, then a start that names them.
//! The start makes a run that waits for a worker; nothing is written before it.

use askama::Template;
use axum::extract::{Query, State as Extract};
use axum::http::StatusCode;
use kartoteka_domain::issue::Issue;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::mass_edit::{BulkAction, BulkReport};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words;
use serde::Deserialize;

use super::form::{self, Entry};
use super::{Place, selection};
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

/// Records deleted at once without their number being typed.
const TYPED_FROM: u64 = 1_000;
/// Reasons listed one by one.
const REASONS: usize = 20;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub act: String,
    /// For responsible users: `replace`, `add`, `remove`.
    #[serde(default)]
    pub how: String,
    #[serde(default)]
    pub field: String,
    #[serde(default)]
    pub value: String,
    /// The value was given, also when it is empty.
    #[serde(default)]
    pub given: String,
    #[serde(default)]
    pub confirm: String,
    /// The query of the list one came from.
    #[serde(default)]
    pub back: String,
}

impl Asked {
    /// The action, when everything it needs is there.
    fn action(&self) -> Option<BulkAction> {
        let value = self.value.trim();
        let logins = || value.split([',', ';']).map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        let named = !value.is_empty();
        Some(match (self.act.as_str(), self.how.as_str()) {
            ("activate", _) => BulkAction::Activate,
            ("deactivate", _) => BulkAction::Deactivate,
            ("delete", _) => BulkAction::Delete,
            ("add-tag", _) if named => BulkAction::AddTag(value.to_owned()),
            ("remove-tag", _) if named => BulkAction::RemoveTag(value.to_owned()),
            ("responsible", "add") if named => BulkAction::AddResponsible(logins()),
            ("responsible", "remove") if named => BulkAction::RemoveResponsible(logins()),
            ("responsible", "replace") if self.given == "yes" => BulkAction::SetResponsible(logins()),
            ("set", _) if !self.field.is_empty() && self.given == "yes" => {
                BulkAction::Set { field: self.field.clone(), text: value.to_owned() }
            }
            _ => return None,
        })
    }

    fn needs_value(&self) -> bool {
        matches!(self.act.as_str(), "add-tag" | "remove-tag" | "responsible" | "set")
    }
}

/// What the preview says.
struct Preview {
    report: BulkReport,
    /// Login and signed number.
    people: Vec<(String, String)>,
    reasons: Vec<String>,
    reasons_more: u64,
    /// The number is to be typed.
    is_typed: bool,
}

#[derive(Template)]
#[template(path = "records/bulk.html")]
struct Bulk {
    p: Page,
    place: Place,
    asked: Asked,
    title: String,
    back: String,
    errors: Errors,
    fields: Vec<Entry>,
    tags: Vec<String>,
    people: Vec<String>,
    preview: Option<Preview>,
}

pub async fn show(Extract(app): Extract<App>, signed: Signed, place: Place, Query(asked): Query<Asked>) -> Reply {
    page(&app, &signed, place, asked, Errors::default()).await
}

async fn page(app: &App, signed: &Signed, place: Place, asked: Asked, mut errors: Errors) -> Reply {
    let p = signed.page(place.section);
    if !place.may_bulk(&p) {
        return Err(Refusal::forbidden(Permission::BulkEdit).into());
    }
    let people = form::people(app, signed).await?;
    let preview = match asked.action() {
        Some(action) => match report(app, signed, &place, &action).await {
            Ok(report) => Some(preview(&p, &place, &asked, report)),
            Err(problem) => {
                let refusal =
                    problem.refusal().filter(|refusal| refusal.code != "selection-gone" && refusal.code != "permission-denied");
                let Some(refusal) = refusal else { return Err(problem) };
                errors = Errors::of_refusal(&p, "value", refusal);
                None
            }
        },
        None => {
            selection::find(app, signed, &place).await?;
            None
        }
    };
    let fields =
        form::fields_of(&place, form::NEW).into_iter().map(|field| form::entry(&p, field, String::new(), &people)).collect();
    let actor = signed.actor.clone();
    let tags = app.run(move |engine| engine.tag_words(&actor, "", 200)).await?;
    let (title, back) = (p.t(format!("act-{}", asked.act)), selection::back(&place, &asked.back));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    reply::with_status(status, &Bulk { p, place, asked, title, back, errors, fields, tags, people, preview })
}

async fn report(app: &App, signed: &Signed, place: &Place, action: &BulkAction) -> Result<BulkReport, Problem> {
    let chosen = selection::scoped(&selection::find(app, signed, place).await?, "");
    let (actor, ty, action) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), action.clone());
    let language = signed.visit.language;
    app.run(move |engine| {
        let filter = engine.filter_of(&ty, &chosen)?;
        engine.bulk_edit_in(&actor, &ty.key, &filter, &[action], language, true, &Watch::default())
    })
    .await
}

fn preview(p: &Page, place: &Place, asked: &Asked, report: BulkReport) -> Preview {
    let people = report.by_person.iter().map(|(login, n)| (login.clone(), words::signed(*n, p.words.language))).collect();
    let reasons: Vec<String> = report.issues.iter().take(REASONS).map(|issue| sentence(p, place, issue)).collect();
    Preview {
        people,
        reasons_more: report.rejected.saturating_sub(reasons.len() as u64),
        reasons,
        is_typed: asked.act == "delete" && report.updated >= TYPED_FROM,
        report,
    }
}

/// `#12: …`
pub fn sentence(p: &Page, place: &Place, issue: &Issue) -> String {
    let label = issue.field.as_deref().and_then(|key| place.ty.field(key)).map_or("", |field| field.label(p.words.language));
    let sentence = p.words.issue(issue.code, label, issue.value.as_deref(), &issue.params);
    match BulkReport::record_of(issue) {
        Some(id) => format!("#{id}: {sentence}"),
        None => sentence,
    }
}

pub async fn start(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(asked): Posted<Asked>) -> Reply {
    let Some(action) = asked.action() else { return page(&app, &signed, place, asked, Errors::default()).await };
    if asked.act == "delete" {
        let count = report(&app, &signed, &place, &action).await?.updated;
        let typed: String = asked.confirm.chars().filter(char::is_ascii_digit).collect();
        if count >= TYPED_FROM && typed != count.to_string() {
            let mut errors = Errors::default();
            errors.add("confirm", signed.page("").t1("bulk-confirm-wrong", "n", count));
            return page(&app, &signed, place, asked, errors).await;
        }
    }
    let chosen = selection::scoped(&selection::find(&app, &signed, &place).await?, "");
    let (actor, ty, language) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), signed.visit.language);
    let work = std::sync::Arc::clone(app.work());
    let run = app
        .run(move |engine| {
            let filter = engine.filter_of(&ty, &chosen)?;
            let run = engine.queue_bulk(&actor, &ty.key, &filter, &[action], language)?;
            work.start(&actor, Kind::BulkEdit, run, "{}".to_owned())?;
            Ok(run)
        })
        .await?;
    Ok(reply::see(&format!("/bulk/{run}")))
}
