//! `/tokens`: made with scopes and an end, the secret in one answer only, revoked at any time.

use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::{delete, get};
use kartoteka_engine::manage_tokens::{ApiTokenView, Scope};
use kartoteka_engine::shapes::time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer;
use super::caller::Caller;
use super::given::{Given, Query, malformed};
use crate::app::App;
use crate::reply::Reply;

pub fn routes() -> Router<App> {
    Router::new().route("/tokens", get(list).post(create)).route("/tokens/{id}", delete(revoke))
}

fn shape(token: &ApiTokenView) -> Value {
    json!({
        "id": token.id.to_string(),
        "name": token.name,
        "owner": token.owner,
        "scopes": token.scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>(),
        "created_at": time(token.created_at),
        "expires_at": token.expires_at.map(time),
        "used_at": token.used_at.map(time),
        "is_expired": token.is_expired,
    })
}

async fn list(Extract(app): Extract<App>, caller: Caller, query: Query) -> Reply {
    query.end()?;
    let tokens = app.run(move |engine| engine.api_tokens(&caller.actor)).await?;
    Ok(answer::page(tokens.iter().map(shape).collect(), None, None))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    scopes: Vec<String>,
    /// Days it is good for.
    days: i64,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let unknown = |word: &String| malformed("value-unreadable").with("field", "scopes").with("value", word);
    let scopes = new.scopes.iter().map(|word| Scope::from_word(word).ok_or_else(|| unknown(word)));
    let scopes: Vec<Scope> = scopes.collect::<Result<_, _>>()?;
    let made = app.run(move |engine| {
        let secret = engine.create_api_token(&caller.actor, &new.name, &scopes, new.days)?;
        // The one just made is the latest.
        Ok((secret, engine.api_tokens(&caller.actor)?.into_iter().next()))
    });
    let (secret, token) = made.await?;
    let mut body = token.as_ref().map(shape).unwrap_or_default();
    body["secret"] = secret.into();
    let path = format!("{}/tokens/{}", super::BASE, body["id"].as_str().unwrap_or_default());
    Ok(answer::created(&path, &body))
}

async fn revoke(Extract(app): Extract<App>, caller: Caller, Path(id): Path<i64>) -> Reply {
    app.run(move |engine| engine.revoke_api_token(&caller.actor, id)).await?;
    Ok(answer::nothing())
}
