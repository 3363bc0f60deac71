//! Who the caller is, what he may do, what he chose for himself; which version answers; that it answers at all.

use axum::extract::State as Extract;
use kartoteka_domain::language::Language;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission, Role};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::keep_preferences::PREFERENCES;
use kartoteka_engine::manage_tokens::Scope;
use serde_json::{Map, Value, json};

use super::answer;
use super::caller::Caller;
use super::given::{Given, malformed, pointer};
use super::table::form::{Form, answer as answered, id, list, maybe, request, says, text, word};
use super::table::{Endpoint, get, patch};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/me", me).named("getMe", "Who the caller is, and what he may do.").gives("Me"),
        patch("/me", prefer)
            .named("updateMe", "What the caller chooses for himself: language, theme, shortcuts.")
            .takes("MyChoices")
            .gives("Me"),
        get("/health", health).open().named("getHealth", "That it answers at all.").gives("Health"),
        get("/version", version).open().named("getVersion", "Which version answers.").gives("Version"),
    ]
}

pub fn forms() -> Vec<Form> {
    let scopes = maybe(list(word(Scope::ALL.map(Scope::word))));
    let permissions = list(word(Permission::ALL.map(Permission::word)));
    let chosen = || PREFERENCES.map(|(name, words)| (name, maybe(word(words.iter().copied()))));
    let me = [
        ("id", id()),
        ("login", text()),
        ("role", word(Role::ALL.map(Role::word))),
        ("language", says(text(), "Of this answer.")),
        ("preferences", says(answered(chosen()), "What was chosen; null where nothing was.")),
        ("scopes", scopes),
        ("permissions", permissions),
    ];
    vec![
        ("Me", answered(me)),
        ("MyChoices", request(PREFERENCES.map(|(name, words)| (name, word(words.iter().copied()))), &[])),
        ("Health", answered([("status", text())])),
        ("Version", answered([("name", text()), ("version", text()), ("api", text())])),
    ]
}

/// Who somebody is.
pub fn shape(engine: &Engine, actor: &Actor, language: Language) -> Result<Value> {
    let may: Vec<&str> =
        Permission::ALL.iter().filter(|permission| actor.require(**permission).is_ok()).map(|p| p.word()).collect();
    let scopes = actor.scopes.as_ref().map(|scopes| scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>());
    let chosen = engine.preferences(actor)?;
    let choice = |name: &str| chosen.iter().find(|(known, _)| known == name).map(|(_, word)| word.clone());
    let preferences: Map<String, Value> = PREFERENCES.iter().map(|(name, _)| ((*name).to_owned(), choice(name).into())).collect();
    Ok(json!({
        "id": actor.number().to_string(),
        "login": actor.login,
        "role": actor.role.word(),
        "language": language.tag(),
        "preferences": preferences,
        "scopes": scopes,
        "permissions": may,
    }))
}

async fn me(Extract(app): Extract<App>, caller: Caller) -> Reply {
    let language = caller.language();
    Ok(answer::ok(&app.run(move |engine| shape(engine, &caller.actor, language)).await?))
}

/// All that is named, or nothing: words are looked at before any is kept.
async fn prefer(Extract(app): Extract<App>, caller: Caller, Given(members): Given<Map<String, Value>>) -> Reply {
    let may_write = |scope: &Scope| scope.opens(Permission::EditRecords);
    if caller.actor.scopes.as_ref().is_some_and(|scopes| !scopes.iter().any(may_write)) {
        let refusal = Refusal::new(RefusalKind::Forbidden, "token-scope-missing");
        return Err(refusal.with("permission", Permission::EditRecords.word()).into());
    }
    let language = caller.language();
    let body = app.run(move |engine| {
        let mut words = Vec::with_capacity(members.len());
        for (key, value) in &members {
            let unfit = || malformed("member-unfit").with("reason", key).with("pointer", pointer(key));
            let (name, known) = PREFERENCES
                .iter()
                .find(|(name, _)| name == key)
                .ok_or_else(|| malformed("member-unknown").with("name", key).with("pointer", pointer(key)))?;
            let word = value.as_str().filter(|word| known.contains(word)).ok_or_else(unfit)?;
            words.push((*name, word));
        }
        for (name, word) in words {
            engine.set_preference(&caller.actor, name, word)?;
        }
        shape(engine, &caller.actor, language)
    });
    Ok(answer::ok(&body.await?))
}

/// For whoever watches the server: no sign-in, no word about the data.
async fn health() -> Reply {
    Ok(answer::ok(&json!({"status": "ok"})))
}

async fn version() -> Reply {
    Ok(answer::ok(&json!({"name": "kartoteka", "version": env!("CARGO_PKG_VERSION"), "api": "v1"})))
}
