//! Settings: what an administrator looks after. One file a screen; the index lists them all, each for those who may.

pub mod audit;
pub mod field_form;
pub mod fields;
pub mod general;
pub mod given;
pub mod lists;
pub mod people;
pub mod person;
pub mod recipes;
pub mod security;
pub mod sessions;
pub mod tokens;
pub mod types;

use askama::Template;
use axum::Router;
use axum::routing::get;
use kartoteka_engine::actor::Permission;

use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Pages; downloads that take longer than a page are in [`streams`].
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(show))
        .merge(audit::routes())
        .merge(fields::routes())
        .merge(general::routes())
        .merge(lists::routes())
        .merge(people::routes())
        .merge(person::routes())
        .merge(recipes::routes())
        .merge(security::routes())
        .merge(sessions::routes())
        .merge(tokens::routes())
        .merge(types::routes())
}

/// What takes as long as it needs.
pub fn streams() -> Router<App> {
    Router::new().merge(audit::streams()).merge(person::streams())
}

/// A card of the index: `settings-KEY` is its name, `settings-KEY-why` what one does there.
pub struct Card {
    pub key: &'static str,
    pub path: &'static str,
    pub icon: &'static str,
    permission: Permission,
}

/// Cards under a heading, `settings-group-KEY`.
pub struct Group {
    pub key: &'static str,
    pub cards: Vec<&'static Card>,
}

const fn card(key: &'static str, path: &'static str, icon: &'static str, permission: Permission) -> Card {
    Card { key, path, icon, permission }
}

/// A card that only administrators see.
const fn own(key: &'static str, path: &'static str, icon: &'static str) -> Card {
    card(key, path, icon, Permission::Administer)
}

const GROUPS: [(&str, &[Card]); 4] = [
    (
        "data",
        &[
            card("data-import", "/settings/import", "upload", Permission::Import),
            card("imports", "/imports", "import", Permission::Import),
            card("recipes", "/settings/recipes", "list", Permission::Import),
            card("tags", "/settings/tags", "tag", Permission::SeeRecords),
        ],
    ),
    (
        "shape",
        &[
            own("fields", "/settings/fields", "columns"),
            own("types", "/settings/types", "file"),
            own("bots", "/settings/bots", "client"),
            own("tunnels", "/settings/tunnels", "arrow-right"),
            own("lgts", "/settings/lgts", "link"),
        ],
    ),
    (
        "people",
        &[
            own("users", "/settings/users", "users"),
            own("roles", "/settings/roles", "shield"),
            own("tokens", "/settings/tokens", "key"),
            own("sessions", "/settings/sessions", "clock"),
        ],
    ),
    (
        "house",
        &[
            own("general", "/settings/general", "settings"),
            own("security", "/settings/security", "shield"),
            own("audit", "/settings/audit", "search"),
        ],
    ),
];

#[derive(Template)]
#[template(path = "settings/index.html")]
struct Index {
    p: Page,
    groups: Vec<Group>,
}

async fn show(signed: Signed) -> Reply {
    signed.actor.require(Permission::SeeRecords)?;
    let p = signed.page("settings");
    let of = |(key, cards): &(&'static str, &'static [Card])| Group {
        key,
        cards: cards.iter().filter(|card| p.may(card.permission)).collect(),
    };
    let groups = GROUPS.iter().map(of).filter(|group| !group.cards.is_empty()).collect();
    reply::html(&Index { p, groups })
}
