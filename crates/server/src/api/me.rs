//! Who the caller is and what he may do; which version answers; that it answers at all.

use kartoteka_engine::actor::{Permission, Role};
use kartoteka_engine::manage_tokens::Scope;
use serde_json::json;

use super::answer;
use super::caller::Caller;
use super::table::form::{Form, answer as answered, id, list, maybe, text, word};
use super::table::{Endpoint, get};
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/me", me).named("getMe", "Who the caller is, and what he may do.").gives("Me"),
        get("/health", health).open().named("getHealth", "That it answers at all.").gives("Health"),
        get("/version", version).open().named("getVersion", "Which version answers.").gives("Version"),
    ]
}

pub fn forms() -> Vec<Form> {
    let scopes = maybe(list(word(Scope::ALL.map(Scope::word))));
    let permissions = list(word(Permission::ALL.map(Permission::word)));
    let me = [
        ("id", id()),
        ("login", text()),
        ("role", word(Role::ALL.map(Role::word))),
        ("language", text()),
        ("scopes", scopes),
        ("permissions", permissions),
    ];
    vec![
        ("Me", answered(me)),
        ("Health", answered([("status", text())])),
        ("Version", answered([("name", text()), ("version", text()), ("api", text())])),
    ]
}

async fn me(caller: Caller) -> Reply {
    let actor = &caller.actor;
    let may: Vec<&str> =
        Permission::ALL.iter().filter(|permission| actor.require(**permission).is_ok()).map(|p| p.word()).collect();
    let scopes = actor.scopes.as_ref().map(|scopes| scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>());
    Ok(answer::ok(&json!({
        "id": actor.number().to_string(),
        "login": actor.login,
        "role": actor.role.word(),
        "language": caller.language().tag(),
        "scopes": scopes,
        "permissions": may,
    })))
}

/// For whoever watches the server: no sign-in, no word about the data.
async fn health() -> Reply {
    Ok(answer::ok(&json!({"status": "ok"})))
}

async fn version() -> Reply {
    Ok(answer::ok(&json!({"name": "kartoteka", "version": env!("CARGO_PKG_VERSION"), "api": "v1"})))
}
