//! `/imports/{number}/issues`: every problem on a line of its own: row, column, value, what is wrong, how to mend it (L8).
//!
//! In: a filter. Out: pages of issues in the order of the rows. Reads only.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::routing::get;
use kartoteka_domain::issue::{Code, Severity};
use kartoteka_engine::IssueFilter;
use serde::Deserialize;

use super::{Head, groups};
use crate::app::App;
use crate::page::Page;
use crate::pager::Pager;
use crate::pages::wizard::steps::{At, Step, steps};
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Issues of a page.
const PAGE: usize = 100;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/issues", get(show))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    severity: String,
    #[serde(default)]
    code: String,
    after: Option<i64>,
}

struct Line {
    row: u32,
    sheet: usize,
    place: String,
    value: String,
    sentence: String,
    help: String,
    severity: Severity,
}

#[derive(Template)]
#[template(path = "review/issues.html")]
struct Issues {
    p: Page,
    import: Head,
    steps: Vec<Step>,
    lines: Vec<Line>,
    severity: String,
    code: String,
    code_title: String,
    pager: Pager,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page("imports");
    let page = p.clone();
    let severity = [Severity::Error, Severity::Warning].into_iter().find(|severity| severity.word() == asked.severity);
    let code = Code::from_word(&asked.code);
    let filter = IssueFilter { severity, code, ..IssueFilter::default() };
    let (view, lines, next) = app
        .run(move |engine| {
            let view = engine.import(&signed.actor, number)?;
            let mut found = engine.issues(&signed.actor, number, &filter, asked.after, PAGE + 1)?;
            let has_more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().map(|stored| stored.seq).filter(|_| has_more);
            let line = |stored: &kartoteka_engine::StoredIssue| {
                let issue = &stored.issue;
                let place = groups::place(engine, &page, &view, stored.part, issue.column, issue.field.as_deref());
                Line {
                    row: issue.row.0,
                    sheet: view.settings.as_ref().map_or(0, |settings| settings.sheet_of(stored.part as usize)),
                    value: issue.value.as_deref().unwrap_or_default().to_owned(),
                    sentence: page.words.issue(issue.code, &place, issue.value.as_deref(), &issue.params),
                    help: page.words.issue_help(issue.code),
                    severity: issue.severity,
                    place,
                }
            };
            let lines: Vec<Line> = found.iter().map(line).collect();
            Ok((view, lines, next))
        })
        .await?;
    let import = Head::of(&app, &p, &view);
    let steps = steps(number, import.state, At::Check);
    let code_title = code.map(|code| p.words.issue_title(code)).unwrap_or_default();
    let is_first = asked.after.is_none();
    let severity = severity.map_or("", Severity::word).to_owned();
    let code = code.map_or("", Code::word).to_owned();
    let here = format!("/imports/{number}/issues?severity={severity}&code={code}");
    let pager = Pager::onward(&here, is_first, "after", next, "");
    reply::html(&Issues { p, import, steps, lines, severity, code, code_title, pager })
}
