//! A save that rests on older settings of a draft: nothing was kept, and the person sees what differs and decides (412).
//!
//! In: what was posted, what is saved now. Out: a page with both, and a form that sends the same once more.

use askama::Template;
use axum::http::StatusCode;

use super::Fields;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};

/// One thing both sides say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub label: String,
    pub mine: String,
    pub saved: String,
}

#[derive(Template)]
#[template(path = "wizard/stale.html")]
struct Stale<'a> {
    p: Page,
    number: i64,
    name: &'a str,
    /// Where the form goes, and where what is saved is shown.
    path: &'a str,
    back: &'a str,
    differences: Vec<Difference>,
    /// What was posted, to be posted again.
    again: Vec<(&'a str, &'a str)>,
    /// The mark of what is saved now.
    mark: &'a str,
}

/// What a stale save was about.
pub struct About<'a> {
    pub number: i64,
    pub name: &'a str,
    pub path: &'a str,
    pub back: &'a str,
    pub mark: &'a str,
}

/// Whether this is the refusal of a stale save.
pub fn is_stale(problem: &Problem) -> bool {
    problem.refusal().is_some_and(|refusal| refusal.code == "draft-changed")
}

pub fn page(p: Page, about: &About<'_>, fields: &Fields, mut differences: Vec<Difference>) -> Reply {
    differences.retain(|one| one.mine != one.saved);
    let again = fields.all().filter(|(name, _)| *name != "mark").collect();
    let About { number, name, path, back, mark } = *about;
    let page = Stale { p, number, name, path, back, differences, again, mark };
    reply::with_status(StatusCode::PRECONDITION_FAILED, &page)
}
