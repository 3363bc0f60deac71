//! Who the caller is and what he may do; which version answers; that it answers at all.

use axum::Router;
use axum::routing::get;
use kartoteka_engine::actor::Permission;
use serde_json::json;

use super::answer;
use super::caller::Caller;
use crate::app::App;
use crate::reply::Reply;

pub fn routes() -> Router<App> {
    Router::new().route("/me", get(me)).route("/health", get(health)).route("/version", get(version))
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
