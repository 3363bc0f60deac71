//! `/users`, `/roles`, `/sessions`: who signs in or is served, what each role may do, who is signed in. Administrators only.
//!
//! A user is a record of the type `users`: fields are read and changed there; what belongs to the door is here.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission, Role};
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
use kartoteka_engine::manage_people::{PeopleFilter, PersonView};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes::time;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query};
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, param, patch, post};
use super::{BASE, records};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

/// Sessions listed at most.
const SESSIONS: usize = 1_000;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        get("/users", list)
            .needs(administer)
            .named("listUsers", "Who signs in or is served.")
            .asks([
                param("role", f::word(Role::ALL.map(Role::word)), "Of one role."),
                param("q", f::text(), "Part of the login."),
                param("is_active", f::flag(), "Those who may act, or those put aside."),
            ])
            .gives_pages("User"),
        post("/users", create).needs(administer).named("createUser", "Adds a user.").takes("NewUser").makes("User"),
        get("/users/{id}", one).needs(administer).named("getUser", "One user.").gives("User").versioned(),
        patch("/users/{id}", change)
            .needs(administer)
            .named("updateUser", "Changes fields of a user.")
            .takes("UserChange")
            .gives("User")
            .on_version(),
        post("/users/{id}/invite", invite)
            .needs(administer)
            .shows_a_secret()
            .named("inviteUser", "A link that lets somebody in once, to set a password. Shown once.")
            .gives("Invitation"),
        post("/users/{id}/reset", invite)
            .needs(administer)
            .shows_a_secret()
            .named("resetPassword", "The same for somebody who forgot the password.")
            .gives("Invitation"),
        post("/users/{id}/deactivate", deactivate)
            .needs(administer)
            .named("deactivateUser", "Puts somebody aside; an heir takes over what he is responsible for.")
            .takes("Deactivation")
            .gives("UserAfter"),
        post("/users/{id}/activate", activate)
            .needs(administer)
            .named("activateUser", "Lets somebody in again.")
            .gives("UserAfter"),
        get("/roles", roles)
            .needs(Permission::SeeRecords)
            .named("listRoles", "The roles, and what each may do.")
            .gives_list("Role"),
        get("/sessions", sessions)
            .needs(administer)
            .named("listSessions", "Who is signed in, latest first.")
            .gives_pages("Session"),
        delete("/sessions/{id}", end_session).needs(administer).named("endSession", "Signs somebody out.").gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let roles = || f::word(Role::ALL.map(Role::word));
    let user = || {
        vec![
            ("id", f::id()),
            ("login", f::text()),
            ("email", f::text()),
            ("name", f::text()),
            ("role", roles()),
            ("is_active", f::flag()),
            ("has_password", f::flag()),
            ("is_invited", f::flag()),
            ("invitation_expires_at", f::maybe(f::moment())),
            ("last_sign_in", f::maybe(f::moment())),
        ]
    };
    let new = [("login", f::text()), ("email", f::text()), ("role", f::maybe(roles())), ("fields", f::of("UserWrite"))];
    let login = json!({"type": "object", "properties": {"login": f::text()}});
    let invitation = [
        ("login", f::text()),
        ("token", f::text()),
        ("url", f::says(f::maybe(f::text()), "When the server knows its own address.")),
        ("expires_at", f::maybe(f::moment())),
    ];
    let session =
        [("id", f::id()), ("login", f::text()), ("device", f::text()), ("began_at", f::moment()), ("used_at", f::moment())];
    vec![
        ("User", f::answer(user())),
        ("UserAfter", f::answer(user().into_iter().chain([("records_handed_over", f::count())]))),
        ("NewUser", f::request(new, &["login", "email"])),
        ("UserChange", json!({"anyOf": [f::of("UserWrite"), login]})),
        ("Invitation", f::answer(invitation)),
        ("Deactivation", f::request([("heir", f::maybe(f::text()))], &[])),
        ("Role", f::answer([("key", roles()), ("permissions", f::list(f::text()))])),
        ("Session", f::answer(session)),
    ]
}

/// The number in an address; what is no number is nobody.
fn number(id: &str) -> Result<RecordId, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", "user").with("id", id);
    id.parse().ok().filter(|id| *id > 0).map(RecordId).ok_or_else(unknown)
}

fn shape(person: &PersonView) -> Value {
    json!({
        "id": person.id.to_string(),
        "login": person.login,
        "email": person.email,
        "name": person.name,
        "role": person.role.word(),
        "is_active": person.is_active,
        "has_password": person.has_password,
        "is_invited": person.link_until.is_some(),
        "invitation_expires_at": person.link_until.map(time),
        "last_sign_in": person.last_sign_in.map(time),
    })
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let filter = PeopleFilter {
        role: query.parsed("role", Role::from_word)?,
        text: query.take("q").unwrap_or_default(),
        is_active: query.parsed("is_active", |text| text.parse().ok())?,
        after: query.cursor()?.map(RecordId),
        limit: query.limit()?,
        language: caller.language(),
    };
    query.end()?;
    let (people, has_more) = app.run(move |engine| engine.people(&caller.actor, &filter)).await?;
    let next = people.last().filter(|_| has_more).map(|last| last.id.to_string());
    Ok(answer::page(people.iter().map(shape).collect(), next, None))
}

async fn read(app: &App, caller: &Caller, id: RecordId) -> Result<Value, Problem> {
    let (actor, language) = (caller.actor.clone(), caller.language());
    app.run(move |engine| Ok(shape(&engine.person_by_number(&actor, id, language)?))).await
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let body = read(&app, &caller, number(&id)?).await?;
    Ok(answer::versioned(&caller.headers, &answer::fingerprint(&body), &body))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    login: String,
    email: String,
    role: Option<String>,
    /// Further fields of the record.
    #[serde(default)]
    fields: Map<String, Value>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let mut members = new.fields;
    members.insert("username".to_owned(), new.login.into());
    members.insert("email".to_owned(), new.email.into());
    members.insert("role".to_owned(), new.role.unwrap_or_else(|| Role::EndUser.word().to_owned()).into());
    let edited = write(&app, &caller, None, members).await?;
    told(&app, &caller, edited, StatusCode::CREATED).await
}

async fn change(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(id): Path<String>,
    Given(members): Given<Map<String, Value>>,
) -> Reply {
    let id = number(&id)?;
    IfMatch::required(&caller.headers)?.require(&read(&app, &caller, id).await?)?;
    let named = |(key, value): (String, Value)| (if key == "login" { "username".to_owned() } else { key }, value);
    let edited = write(&app, &caller, Some(id), members.into_iter().map(named).collect()).await?;
    told(&app, &caller, edited, StatusCode::OK).await
}

async fn write(app: &App, caller: &Caller, id: Option<RecordId>, members: Map<String, Value>) -> Result<Edited, Problem> {
    let actor = caller.actor.clone();
    app.run(move |engine| {
        actor.require(Permission::Administer)?;
        let fields = records::texts_of(engine, "user", &members)?;
        match id {
            Some(id) => engine.set_record(&actor, "user", id, None, &fields),
            None => engine.create_record(&actor, "user", &fields),
        }
    })
    .await
}

async fn told(app: &App, caller: &Caller, edited: Edited, status: StatusCode) -> Reply {
    match edited {
        Edited::Rejected(issues) => Ok(records::rejected(app, caller, "user", &issues)),
        Edited::Created(id) | Edited::Updated(id) | Edited::Unchanged(id) => {
            let body = read(app, caller, id).await?;
            let response =
                answer::with_header(answer::json(status, &body), "etag", &format!("\"{}\"", answer::fingerprint(&body)));
            let is_new = status == StatusCode::CREATED;
            Ok(if is_new { answer::with_header(response, "location", &format!("{BASE}/users/{id}")) } else { response })
        }
    }
}

/// A link that lets somebody in once, to set a password. Shown once; an earlier one no longer holds.
async fn invite(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (id, language) = (number(&id)?, caller.language());
    let made = app.run(move |engine| {
        let person = engine.person_by_number(&caller.actor, id, language)?;
        let secret = engine.invite_user(&caller.actor, &person.login)?;
        let person = engine.person_by_number(&caller.actor, id, language)?;
        Ok((secret, person))
    });
    let (secret, person) = made.await?;
    let url = app.options().public_url.as_ref().map(|url| format!("{url}/invitation?token={secret}"));
    let expires = person.link_until.map(time);
    Ok(answer::ok(&json!({"login": person.login, "token": secret, "url": url, "expires_at": expires})))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Deactivation {
    /// The login of who takes over what this person is responsible for.
    heir: Option<String>,
}

async fn deactivate(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<Deactivation>,
) -> Reply {
    let (id, language) = (number(&id)?, caller.language());
    let done = app.run(move |engine| {
        let moved = engine.deactivate_user(&caller.actor, id, asked.heir.as_deref(), &Watch::default())?;
        person_and(engine, &caller.actor, id, language, moved)
    });
    Ok(answer::ok(&done.await?))
}

async fn activate(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (id, language) = (number(&id)?, caller.language());
    let done = app.run(move |engine| {
        engine.person_by_number(&caller.actor, id, language)?;
        engine.activate_user(&caller.actor, id)?;
        person_and(engine, &caller.actor, id, language, 0)
    });
    Ok(answer::ok(&done.await?))
}

fn person_and(
    engine: &Engine,
    actor: &Actor,
    id: RecordId,
    language: kartoteka_domain::language::Language,
    moved: u64,
) -> Done<Value> {
    let mut body = shape(&engine.person_by_number(actor, id, language)?);
    body["records_handed_over"] = moved.into();
    Ok(body)
}

/// Roles are three and fixed; what each may do is a table of the program.
async fn roles(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    app.run(move |_| caller.actor.require(Permission::SeeRecords)).await?;
    let may = |role: Role| -> Vec<&str> { Permission::ALL.iter().filter(|p| p.allows(role)).map(|p| p.word()).collect() };
    let data = Role::ALL.map(|role| json!({"key": role.word(), "permissions": may(role)}));
    Ok(slice.page(data.to_vec()))
}

async fn sessions(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let open = app.run(move |engine| engine.all_sessions(&caller.actor, SESSIONS)).await?;
    let (page, next) = answer::sliced(open, before, limit, |session| session.id);
    let one = |session: &kartoteka_engine::manage_people::OpenSession| {
        json!({
            "id": session.id.to_string(),
            "login": session.login,
            "device": session.device,
            "began_at": time(session.began_at),
            "used_at": time(session.used_at),
        })
    };
    Ok(answer::page(page.iter().map(one).collect(), next, None))
}

async fn end_session(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "session-unknown");
    let id: i64 = id.parse().map_err(|_| unknown())?;
    app.run(move |engine| engine.end_any_session(&caller.actor, id)).await?;
    Ok(answer::nothing())
}
