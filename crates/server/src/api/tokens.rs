//! `/tokens`: made with scopes and an end, the secret in one answer only, revoked at any time.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::manage_tokens::{MOST_DAYS, Scope};
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::json;

use super::answer;
use super::caller::Caller;
use super::given::{Given, Query, malformed};
use super::slice::Slice;
use super::table::form::{Form, answer as answered, flag, id, list, maybe, moment, request, says, text, word};
use super::table::{Endpoint, delete, get, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        get("/tokens", all).needs(administer).named("listTokens", "Everybody's tokens, latest first.").gives_list("Token"),
        post("/tokens", create)
            .needs(administer)
            .shows_a_secret()
            .named("createToken", "Makes a token that acts as its owner. The secret is in this answer only.")
            .takes("NewToken")
            .makes("TokenMade"),
        get("/tokens/{id}", one).needs(administer).named("getToken", "One token, without its secret.").gives("Token"),
        delete("/tokens/{id}", revoke)
            .needs(administer)
            .named("revokeToken", "From this moment on the token opens nothing.")
            .gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let scopes = || list(word(Scope::ALL.map(Scope::word)));
    let members = || {
        vec![
            ("id", id()),
            ("name", text()),
            ("owner", text()),
            ("scopes", scopes()),
            ("created_at", moment()),
            ("expires_at", maybe(moment())),
            ("used_at", maybe(moment())),
            ("is_expired", flag()),
        ]
    };
    let days = json!({"type": "integer", "minimum": 1, "maximum": MOST_DAYS});
    let name = json!({"type": "string", "minLength": 1, "maxLength": 100});
    vec![
        ("Token", answered(members())),
        ("TokenMade", answered(members().into_iter().chain([("secret", text())]))),
        (
            "NewToken",
            request(
                [
                    ("name", name),
                    ("scopes", scopes()),
                    ("days", days),
                    ("user", says(maybe(text()), "The login of its owner; the caller when not given.")),
                ],
                &["name", "scopes", "days"],
            ),
        ),
    ]
}

async fn all(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let tokens = app.run(move |engine| engine.api_tokens(&caller.actor)).await?;
    Ok(slice.page(tokens.iter().map(shapes::api_token).collect()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    scopes: Vec<String>,
    /// Days it is good for.
    days: i64,
    /// The login of its owner; the caller when not given.
    user: Option<String>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let unknown = |word: &String| malformed("value-unreadable").with("field", "scopes").with("value", word);
    let scopes = new.scopes.iter().map(|word| Scope::from_word(word).ok_or_else(|| unknown(word)));
    let scopes: Vec<Scope> = scopes.collect::<Result<_, _>>()?;
    let made = app.run(move |engine| {
        let secret = match &new.user {
            Some(login) => engine.create_api_token_for(&caller.actor, login, &new.name, &scopes, new.days)?,
            None => engine.create_api_token(&caller.actor, &new.name, &scopes, new.days)?,
        };
        // The one just made is the latest.
        Ok((secret, engine.api_tokens(&caller.actor)?.into_iter().next()))
    });
    let (secret, token) = made.await?;
    let mut body = token.as_ref().map(shapes::api_token).unwrap_or_default();
    body["secret"] = secret.into();
    let path = format!("{}/tokens/{}", super::BASE, body["id"].as_str().unwrap_or_default());
    Ok(answer::created(&path, &body))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "token-unknown");
    let number: i64 = id.parse().map_err(|_| unknown())?;
    let found = app.run(move |engine| engine.api_tokens(&caller.actor)).await?;
    let token = found.iter().find(|token| token.id == number).ok_or_else(unknown)?;
    Ok(answer::ok(&shapes::api_token(token)))
}

async fn revoke(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "token-unknown");
    let number: i64 = id.parse().map_err(|_| unknown())?;
    app.run(move |engine| engine.revoke_api_token(&caller.actor, number)).await?;
    Ok(answer::nothing())
}
