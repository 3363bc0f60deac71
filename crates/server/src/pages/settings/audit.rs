//! `/settings/audit`: who did what to which number, and when; with filters, page by page, and all of it as a file.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::routing::get;
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use kartoteka_engine::read_audit::{AuditFilter, AuditView};
use serde::Deserialize;

use super::types::attachment;
use crate::app::App;
use crate::page::Page;
use crate::pager::Pager;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Entries of a page.
const PAGE: usize = 100;
/// Verbs that note the number of a run, not of a record.
const RUNS: [&str; 7] = ["run-import", "undo-run", "bulk-edit", "bulk-edit-end", "batch-edit", "forget-file", "discard-draft"];
/// Headings of the file.
const HEADINGS: [&str; 5] = ["audit-at", "audit-who", "audit-what", "audit-subject", "audit-number"];

pub fn routes() -> Router<App> {
    Router::new().route("/settings/audit", get(show))
}

pub fn streams() -> Router<App> {
    Router::new().route("/settings/audit.csv", get(download))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    verb: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    before: Option<i64>,
}

impl Asked {
    fn query(&self) -> String {
        let plain = reply::in_address;
        format!("who={}&verb={}&from={}&until={}", plain(&self.who), plain(&self.verb), plain(&self.from), plain(&self.until))
    }
}

/// The day's beginning; for the end of a span, the beginning of the next day.
fn moment(text: &str, is_end: bool) -> Option<DateTime> {
    let day: Date = text.parse().ok()?;
    let day = if is_end { day.checked_add(1.day()).ok()? } else { day };
    Some(day.at(0, 0, 0, 0))
}

/// The filter a query means; nothing when it names somebody nobody knows.
async fn filter(app: &App, asked: &Asked) -> Result<Option<AuditFilter>, Problem> {
    let who = asked.who.trim().to_owned();
    let actor = match who.as_str() {
        "" => None,
        _ => {
            let found = app.run(move |engine| Ok(engine.actor(&who).map(|actor| actor.number()).ok())).await?;
            let is_house = asked.who.trim() == "admin";
            match found.or(is_house.then_some(0)) {
                Some(number) => Some(number),
                None => return Ok(None),
            }
        }
    };
    let verb = asked.verb.clone();
    let (from, until) = (moment(&asked.from, false), moment(&asked.until, true));
    Ok(Some(AuditFilter { actor, verb, subject: String::new(), from, until }))
}

/// An entry, in words.
struct Row {
    view: AuditView,
    what: String,
    subject: String,
    link: String,
}

fn row(p: &Page, view: AuditView) -> Row {
    let what = verb_word(p, &view.verb);
    let number = view.number.filter(|number| *number > 0);
    // A run is noted under the type of its records, with its own number.
    let is_run = view.subject == "import" || RUNS.contains(&view.verb.as_str());
    let link = match (view.subject.as_str(), number) {
        (_, Some(number)) if is_run => format!("/imports/{number}"),
        ("user", Some(number)) => format!("/settings/users/{number}"),
        _ => String::new(),
    };
    let known = p.words.say_if_known(&format!("type-{}", view.subject), &[]);
    let subject = known.unwrap_or_else(|| view.subject.clone());
    let subject = match number {
        Some(number) if is_run && view.subject != "import" => format!("{subject} · {}", p.t1("audit-run", "number", number)),
        Some(number) => format!("{subject} #{number}"),
        None => subject,
    };
    Row { what, subject, link, view }
}

/// A verb in the reader's language; the engine's own word where there is none.
fn verb_word(p: &Page, verb: &str) -> String {
    p.words.say_if_known(&format!("verb-{verb}"), &[]).unwrap_or_else(|| verb.to_owned())
}

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct AuditPage {
    p: Page,
    rows: Vec<Row>,
    verbs: Vec<(String, String)>,
    asked: Asked,
    query: String,
    pager: Pager,
    is_filtered: bool,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let filter = filter(&app, &asked).await?;
    let (actor, before) = (signed.actor.clone(), asked.before);
    let (mut found, verbs) = app
        .run(move |engine| {
            let verbs = engine.audit_verbs(&actor)?;
            let Some(filter) = filter else { return Ok((Vec::new(), verbs)) };
            Ok((engine.audit_log(&actor, &filter, before, PAGE + 1)?, verbs))
        })
        .await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|view| view.place);
    let p = signed.page("settings");
    let rows = found.into_iter().map(|view| row(&p, view)).collect();
    let mut verbs: Vec<(String, String)> = verbs.into_iter().map(|verb| (verb_word(&p, &verb), verb)).collect();
    verbs.sort();
    let query = asked.query();
    let pager = Pager::onward(&format!("/settings/audit?{query}"), asked.before.is_none(), "before", next, "");
    let is_filtered = !(asked.who.is_empty() && asked.verb.is_empty() && asked.from.is_empty() && asked.until.is_empty());
    reply::html(&AuditPage { p, rows, verbs, asked, query, pager, is_filtered })
}

async fn download(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page("settings");
    let headings = HEADINGS.map(|id| p.t(id));
    let filter = filter(&app, &asked).await?;
    let actor = signed.actor.clone();
    let bytes = app
        .run(move |engine| {
            let mut bytes = Vec::new();
            // Somebody nobody knows did nothing: number -1 is nobody's.
            let filter = filter.unwrap_or(AuditFilter { actor: Some(-1), ..AuditFilter::default() });
            engine.write_audit(&actor, &filter, &headings, &mut bytes)?;
            Ok(bytes)
        })
        .await?;
    Ok(attachment("audit.csv", "text/csv; charset=utf-8", bytes))
}
