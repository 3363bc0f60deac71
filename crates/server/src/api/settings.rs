//! `/settings`: what an administrator may decide once for everybody. Changed as one document, on what was read.

use axum::extract::State as Extract;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::Result;
use kartoteka_engine::manage_settings::SETTINGS;
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde_json::{Map, Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query, malformed, pointer};
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, patch, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        get("/settings", list)
            .needs(administer)
            .named("listSettings", "Every setting as it stands.")
            .gives_list("Setting")
            .versioned(),
        patch("/settings", change)
            .needs(administer)
            .named("updateSettings", "Sets all that are named, or none; null goes back to the default.")
            .takes("SettingsChange")
            .gives_list("Setting")
            .on_version(),
        post("/settings/login-mode/check", check_login_mode)
            .needs(administer)
            .named("checkLoginMode", "Whether people could sign in by e-mail.")
            .gives("LoginModeCheck"),
    ]
}

pub fn forms() -> Vec<Form> {
    let setting =
        [("key", f::text()), ("value", f::text()), ("default", f::text()), ("is_set", f::flag()), ("meaning", f::text())];
    let value = json!({"type": ["string", "number", "null"]});
    let members = SETTINGS.iter().map(|setting| (setting.key, value.clone()));
    let shared = f::answer([("email", f::text()), ("logins", f::list(f::text()))]);
    vec![
        ("Setting", f::answer(setting)),
        ("SettingsChange", f::request(members, &[])),
        ("LoginModeCheck", f::answer([("is_possible", f::flag()), ("shared", f::list(shared))])),
    ]
}

fn read(engine: &Engine, actor: &Actor, words: Words) -> Result<Value> {
    let all = engine.list_settings(actor)?;
    Ok(json!({"data": all.iter().map(|setting| shapes::setting(setting, words)).collect::<Vec<_>>(), "next_cursor": null}))
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let (words, headers) = (caller.words(), caller.headers.clone());
    let body = app.run(move |engine| read(engine, &caller.actor, words)).await?;
    // The version is that of all of them, whichever part is asked for.
    let version = answer::fingerprint(&body);
    Ok(answer::versioned(&headers, &version, &slice.of_whole(body)))
}

/// `{"leads.row_limit": 5000, "language": null}`: null goes back to the default. All of it is looked at before any is set.
async fn change(Extract(app): Extract<App>, caller: Caller, Given(members): Given<Map<String, Value>>) -> Reply {
    let words = caller.words();
    let body = app.run(move |engine| {
        let actor = &caller.actor;
        actor.require(Permission::Administer)?;
        IfMatch::required(&caller.headers)?.require(&read(engine, actor, words)?)?;
        let mut texts = Vec::with_capacity(members.len());
        for (key, value) in &members {
            engine.get_setting(actor, key)?;
            let text = match value {
                Value::Null => None,
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => return Err(malformed("member-unfit").with("reason", key).with("pointer", pointer(key)).into()),
            };
            if let Some(text) = &text {
                engine.try_setting(actor, key, text)?;
            }
            texts.push((key, text));
        }
        for (key, text) in texts {
            match text {
                Some(text) => engine.set_setting(actor, key, &text)?,
                None => engine.unset_setting(actor, key)?,
            };
        }
        read(engine, actor, words)
    });
    let body = body.await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{}\"", answer::fingerprint(&body))))
}

/// Whether people could sign in by e-mail: the addresses that several of them share.
async fn check_login_mode(Extract(app): Extract<App>, caller: Caller) -> Reply {
    let shared = app.run(move |engine| engine.shared_emails(&caller.actor)).await?;
    let one = |(email, logins): &(String, Vec<String>)| json!({"email": email, "logins": logins});
    Ok(answer::ok(&json!({"is_possible": shared.is_empty(), "shared": shared.iter().map(one).collect::<Vec<_>>()})))
}
