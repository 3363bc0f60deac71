//! `/session`: signing in with a name and a password, for programs that stand in a browser; `/setup`: the first administrator.
//!
//! In: a name and a password, or the token of the set-up link. Out: the cookie of a session, out of the reach of scripts, and the word
//! that must come with every change in `X-CSRF-Token`. Failures are counted as on the page for people.

use axum::extract::State as Extract;
use axum::response::Response;
use kartoteka_domain::language::Language;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::set_up::FirstAdministrator;
use kartoteka_engine::shapes::time;
use kartoteka_engine::sign_in::{Arrival, NewSession, SESSION_DAYS};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer;
use super::caller::{Caller, proof_of, secret_of};
use super::given::{Given, malformed};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, post};
use super::{BASE, me};
use crate::app::App;
use crate::cookies;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::visit::Visitor;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/setup", set_up)
            .open()
            .named("setUp", "Makes the first administrator, once, by whoever has the token of the set-up link; he is signed in.")
            .takes("FirstAdministrator")
            .makes("OwnSession")
            .says_in("Set-Cookie"),
        post("/session", sign_in)
            .open()
            .named("signIn", "A name and a password become a session, kept in a cookie.")
            .takes("Credentials")
            .makes("OwnSession")
            .says_in("Set-Cookie"),
        get("/session", own).named("getSession", "The session of the cookie.").gives("OwnSession"),
        delete("/session", sign_out).named("signOut", "The session of the cookie ends.").gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let session = [
        ("id", f::id()),
        ("csrf_token", f::says(f::text(), "Comes with every change in the header `X-CSRF-Token`.")),
        ("expires_at", f::says(f::maybe(f::moment()), "At the latest; earlier when it is not used.")),
        ("me", f::of("Me")),
    ];
    let first = [
        ("token", f::says(f::text(), "What stands in the set-up link the server printed.")),
        ("login", f::text()),
        ("email", f::text()),
        ("password", f::text()),
        ("login_mode", f::says(f::maybe(f::word(["username", "email"])), "What people sign in with.")),
        ("language", f::says(f::maybe(f::language()), "Of the installation.")),
    ];
    vec![
        ("Credentials", f::request([("name", f::text()), ("password", f::text())], &["name", "password"])),
        ("FirstAdministrator", f::request(first, &["token", "login", "email", "password"])),
        ("OwnSession", f::answer(session)),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    name: String,
    password: String,
}

async fn sign_in(Extract(app): Extract<App>, Visitor(visit): Visitor, Given(given): Given<Credentials>) -> Reply {
    let (address, device) = (visit.address.clone(), visit.device.clone());
    let begun = app.run_password(move |engine| engine.sign_in(&given.name, &given.password, &address, &device)).await?;
    let_in(&app, begun, visit.language).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    token: String,
    login: String,
    email: String,
    password: String,
    login_mode: Option<String>,
    language: Option<Language>,
}

async fn set_up(Extract(app): Extract<App>, Visitor(visit): Visitor, Given(given): Given<First>) -> Reply {
    let mode = given.login_mode.unwrap_or_else(|| "username".to_owned());
    if !["username", "email"].contains(&mode.as_str()) {
        return Err(malformed("value-unreadable").with("field", "login_mode").with("value", mode).into());
    }
    let language = given.language.unwrap_or(visit.language);
    let first = FirstAdministrator { login: given.login, email: given.email, password: given.password };
    let device = visit.device.clone();
    let begun = app.run_password(move |engine| {
        let actor = engine.set_up(&given.token, &first)?;
        engine.set_setting(&actor, "language", language.tag())?;
        engine.set_setting(&actor, "login_mode", &mode)?;
        engine.begin_session(actor, &device, None)
    });
    let_in(&app, begun.await?, visit.language).await
}

/// The session's cookie, and who is in.
async fn let_in(app: &App, begun: NewSession, language: Language) -> Result<Response, Problem> {
    let secret = begun.secret.clone();
    let arrival = app.run(move |engine| engine.arrive(&secret)).await?;
    let arrival = arrival.ok_or_else(|| Refusal::new(RefusalKind::Forbidden, "token-missing"))?;
    let body = shape(app, &arrival, &begun.secret, language).await?;
    let mut response = answer::created(&format!("{BASE}/session"), &body);
    let is_https = app.options().is_https();
    let seconds = SESSION_DAYS.unsigned_abs() * 86_400;
    cookies::set(response.headers_mut(), cookies::session_name(is_https), &begun.secret, seconds, is_https);
    Ok(response)
}

async fn shape(app: &App, arrival: &Arrival, secret: &str, language: Language) -> Result<Value, Problem> {
    let (actor, session) = (arrival.actor.clone(), arrival.session);
    let known = app.run(move |engine| {
        let open = engine.sessions(&actor)?.into_iter().find(|open| open.id == session);
        let end = open.and_then(|open| open.began_at.checked_add(jiff::Span::new().days(SESSION_DAYS)).ok());
        Ok((end, me::shape(engine, &actor, language)?))
    });
    let (end, me) = known.await?;
    let id = arrival.session.to_string();
    Ok(json!({"id": id, "csrf_token": proof_of(secret), "expires_at": end.map(time), "me": me}))
}

/// Somebody who came by a cookie, and its secret; a token has no session.
fn of_cookie(app: &App, caller: &Caller) -> Result<(Arrival, String), Refusal> {
    let is_token = caller.actor.scopes.is_some();
    let arrival = caller.visit.arrival.clone().filter(|_| !is_token);
    let secret = secret_of(app, &caller.headers).map(str::to_owned);
    arrival.zip(secret).ok_or_else(|| Refusal::new(RefusalKind::Forbidden, "token-missing"))
}

async fn own(Extract(app): Extract<App>, caller: Caller) -> Reply {
    let (arrival, secret) = of_cookie(&app, &caller)?;
    Ok(answer::ok(&shape(&app, &arrival, &secret, caller.language()).await?))
}

async fn sign_out(Extract(app): Extract<App>, caller: Caller) -> Reply {
    let (arrival, _) = of_cookie(&app, &caller)?;
    app.run(move |engine| engine.end_session(&arrival.actor, arrival.session)).await?;
    let mut response = answer::nothing();
    let is_https = app.options().is_https();
    cookies::set(response.headers_mut(), cookies::session_name(is_https), "", 0, is_https);
    Ok(response)
}
