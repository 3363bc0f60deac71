//! `/settings/users`: who signs in or is served, with how each stands at the door; `/settings/roles`: what each role may do.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::routing::get;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::{Permission, Role};
use kartoteka_engine::manage_people::{PeopleFilter, PersonView};
use serde::Deserialize;

use crate::app::App;
use crate::page::Page;
use crate::pager::Pager;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// People on a page.
const PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new().route("/settings/users", get(list)).route("/settings/roles", get(roles))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    state: String,
    after: Option<i64>,
}

#[derive(Template)]
#[template(path = "settings/users.html")]
struct ListPage {
    p: Page,
    people: Vec<PersonView>,
    roles: [&'static str; 3],
    q: String,
    role: String,
    state: String,
    pager: Pager,
    is_filtered: bool,
}

async fn list(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let filter = PeopleFilter {
        role: Role::from_word(&asked.role),
        text: asked.q.clone(),
        is_active: match asked.state.as_str() {
            "active" => Some(true),
            "inactive" => Some(false),
            _ => None,
        },
        after: asked.after.map(RecordId),
        limit: PAGE,
        language: signed.visit.language,
    };
    let is_filtered = filter.role.is_some() || filter.is_active.is_some() || !asked.q.trim().is_empty();
    let actor = signed.actor.clone();
    let (people, has_more) = app.run(move |engine| engine.people(&actor, &filter)).await?;
    let next = people.last().filter(|_| has_more).map(|person| person.id.0);
    let text = |text: &str| reply::in_address(text);
    let here = format!("/settings/users?q={}&role={}&state={}", text(&asked.q), text(&asked.role), text(&asked.state));
    reply::html(&ListPage {
        pager: Pager::onward(&here, asked.after.is_none(), "after", next, ""),
        p: signed.page("settings"),
        people,
        roles: Role::ALL.map(Role::word),
        q: asked.q,
        role: asked.role,
        state: asked.state,
        is_filtered,
    })
}

/// A permission and who has it, in the order of [`Role::ALL`].
struct MatrixRow {
    permission: &'static str,
    allowed: [bool; 3],
}

#[derive(Template)]
#[template(path = "settings/roles.html")]
struct RolesPage {
    p: Page,
    roles: [&'static str; 3],
    rows: Vec<MatrixRow>,
}

async fn roles(signed: Signed) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let row = |permission: Permission| MatrixRow {
        permission: permission.word(),
        allowed: Role::ALL.map(|role| permission.allows(role)),
    };
    let rows = Permission::ALL.into_iter().map(row).collect();
    reply::html(&RolesPage { p: signed.page("settings"), roles: Role::ALL.map(Role::word), rows })
}
