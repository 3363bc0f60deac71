//! `/settings/users/{id}`: one user: made, put right, given a link to choose a password, put aside with somebody to take over,
//! let in again.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::{Permission, Role};
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::list_records::RecordView;
use kartoteka_engine::manage_people::{Owned, PersonView};
use kartoteka_engine::manage_users::INVITATION_DAYS;
use kartoteka_engine::progress::Watch;
use serde::Deserialize;

use super::given::{self, Given, Pairs};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// The fields of the form, in its order.
const FIELDS: [&str; 8] = ["username", "email", "role", "first_name", "last_name", "company", "position", "phone"];

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/new-user", get(blank).post(add))
        .route("/settings/users/{id}", get(show).post(save))
        .route("/settings/users/{id}/link", post(link))
        .route("/settings/users/{id}/activate", post(activate))
}

/// Handing over what somebody owns may take longer than a page.
pub fn streams() -> Router<App> {
    Router::new().route("/settings/users/{id}/deactivate", get(ask).post(deactivate))
}

/// A field of the form as it stands.
struct Slot {
    key: &'static str,
    label: String,
    value: String,
    is_required: bool,
}

#[derive(Template)]
#[template(path = "settings/user_form.html")]
struct FormPage {
    p: Page,
    errors: Errors,
    slots: Vec<Slot>,
    role: String,
    roles: [&'static str; 3],
    person: Option<PersonView>,
    version: i64,
}

fn form(
    app: &App,
    p: Page,
    values: impl Fn(&str) -> String,
    person: Option<PersonView>,
    version: i64,
    errors: Errors,
) -> Result<FormPage, Problem> {
    let ty = app.engine().types().named("user")?;
    let language = p.words.language;
    let fields = FIELDS.into_iter().filter(|key| *key != "role").filter_map(|key| Some((key, ty.field(key)?)));
    let slots = fields.map(|(key, field)| Slot {
        key,
        label: field.label(language).to_owned(),
        value: values(key),
        is_required: key == "username" || key == "email",
    });
    let (slots, role) = (slots.collect(), values("role"));
    Ok(FormPage { p, errors, slots, role, roles: Role::ALL.map(Role::word), person, version })
}

async fn blank(Extract(app): Extract<App>, signed: Signed) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let values = |key: &str| if key == "role" { "end-user".to_owned() } else { String::new() };
    reply::html(&form(&app, signed.page("settings"), values, None, 0, Errors::default())?)
}

/// Fields and texts as posted, without those that are empty when `keeps_empty` is off.
fn fields(given: &Given, keeps_empty: bool) -> Vec<(String, String)> {
    let pairs = FIELDS.map(|key| (key.to_owned(), given.text(key).to_owned()));
    pairs.into_iter().filter(|(_, text)| keeps_empty || !text.is_empty()).collect()
}

fn refused(
    app: &App,
    signed: &Signed,
    edited: Result<Edited, Problem>,
    given: &Given,
    person: Option<PersonView>,
    version: i64,
) -> Reply {
    let p = signed.page("settings");
    let errors = match edited {
        Ok(Edited::Rejected(issues)) => given::errors_of(&p, &*app.engine().types().named("user")?, &issues),
        Ok(_) => Errors::default(),
        Err(problem) if problem.refusal().is_some_and(|refusal| refusal.code == "record-changed") => return Err(problem),
        Err(problem) => {
            let is_role = problem.refusal().is_some_and(|refusal| refusal.code == "last-administrator");
            given::at_field(&p, if is_role { "role" } else { "username" }, problem)?
        }
    };
    let page = form(app, p, |key| given.text(key).to_owned(), person, version, errors)?;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn add(Extract(app): Extract<App>, signed: Signed, Posted(given): Pairs) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let given = Given(given);
    let (actor, fields) = (signed.actor.clone(), fields(&given, false));
    let p = signed.page("settings");
    if given.text("username").is_empty() || given.text("email").is_empty() {
        let mut errors = Errors::default();
        for key in ["username", "email"].into_iter().filter(|key| given.text(key).is_empty()) {
            errors.add(key, p.t(format!("user-needs-{key}")));
        }
        let page = form(&app, p, |key| given.text(key).to_owned(), None, 0, errors)?;
        return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let edited = app.run(move |engine| engine.create_record(&actor, "user", &fields)).await;
    match edited {
        Ok(Edited::Created(id)) => {
            let flash = Flash::new("flash-user-added").with("name", given.text("username"));
            Ok(reply::see_and_say(&format!("/settings/users/{id}"), &flash))
        }
        other => refused(&app, &signed, other, &given, None, 0),
    }
}

async fn found(app: &App, signed: &Signed, id: i64) -> Result<(PersonView, RecordView), Problem> {
    let (actor, language) = (signed.actor.clone(), signed.visit.language);
    app.run(move |engine| {
        let person = engine.person_by_number(&actor, RecordId(id), language)?;
        Ok((person, engine.get_record(&actor, "user", RecordId(id), language)?))
    })
    .await
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let (person, record) = found(&app, &signed, id).await?;
    let values = |key: &str| match key {
        "role" => person.role.word().to_owned(),
        _ => record.fields.iter().find(|field| field.key == key).map(|field| field.text.clone()).unwrap_or_default(),
    };
    let version = i64::from(record.version.0);
    reply::html(&form(&app, signed.page("settings"), values, Some(person.clone()), version, Errors::default())?)
}

async fn save(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>, Posted(given): Pairs) -> Reply {
    let given = Given(given);
    let (person, record) = found(&app, &signed, id).await?;
    let seen = given.text("version").parse().unwrap_or(record.version.0);
    let (actor, fields) = (signed.actor.clone(), fields(&given, true));
    let expected = kartoteka_domain::record::Version(seen);
    let edited = app.run(move |engine| engine.set_record(&actor, "user", RecordId(id), Some(expected), &fields)).await;
    match edited {
        Ok(Edited::Updated(_) | Edited::Unchanged(_)) => {
            let flash = Flash::new("flash-user-saved").with("name", given.text("username"));
            Ok(reply::see_and_say(&format!("/settings/users/{id}"), &flash))
        }
        other => refused(&app, &signed, other, &given, Some(person), i64::from(record.version.0)),
    }
}

#[derive(Template)]
#[template(path = "settings/user_link.html")]
struct LinkPage {
    p: Page,
    person: PersonView,
    link: String,
    days: i64,
}

/// The address people reach us by: as set, else as this very browser does.
pub fn origin(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.options().public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    if is_plain && !host.is_empty() { format!("http://{host}") } else { String::new() }
}

/// A link to choose a password, shown once: for somebody new an invitation, for somebody who forgot it a reset.
async fn link(Extract(app): Extract<App>, signed: Signed, headers: HeaderMap, Path(id): Path<i64>) -> Reply {
    let (person, _) = found(&app, &signed, id).await?;
    let (actor, login) = (signed.actor.clone(), person.login.clone());
    let token = app.run(move |engine| engine.invite_user(&actor, &login)).await?;
    let link = format!("{}/invitation?token={token}", origin(&app, &headers));
    reply::html(&LinkPage { p: signed.page("settings"), person, link, days: INVITATION_DAYS })
}

#[derive(Template)]
#[template(path = "settings/user_deactivate.html")]
struct DeactivatePage {
    p: Page,
    errors: Errors,
    person: PersonView,
    owned: Owned,
    total: u64,
    heirs: Vec<String>,
    heir: String,
}

async fn deactivate_page(app: &App, signed: &Signed, id: i64) -> Result<DeactivatePage, Problem> {
    let (person, _) = found(app, signed, id).await?;
    let actor = signed.actor.clone();
    let (owned, heirs) = app
        .run(move |engine| {
            let owned = engine.owned_by(&actor, RecordId(id))?;
            let mut heirs = Vec::new();
            for role in [Role::Administrator, Role::Operator] {
                heirs.extend(engine.list_users(&actor, Some(role), None, 500)?);
            }
            Ok((owned, heirs))
        })
        .await?;
    let mut heirs: Vec<String> =
        heirs.into_iter().filter(|user| user.is_active && user.id.0 != id).map(|user| user.login).collect();
    heirs.sort();
    let total = owned.iter().map(|(_, n)| n).sum();
    let p = signed.page("settings");
    Ok(DeactivatePage { p, errors: Errors::default(), person, owned, total, heirs, heir: String::new() })
}

async fn ask(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    reply::html(&deactivate_page(&app, &signed, id).await?)
}

#[derive(Deserialize)]
struct Heir {
    #[serde(default)]
    heir: String,
}

async fn deactivate(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>, Posted(given): Posted<Heir>) -> Reply {
    let page = deactivate_page(&app, &signed, id).await?;
    let (actor, heir) = (signed.actor.clone(), given.heir.clone());
    let heir = (!heir.is_empty()).then_some(heir);
    let done = app.run(move |engine| engine.deactivate_user(&actor, RecordId(id), heir.as_deref(), &Watch::default())).await;
    match done {
        Ok(n) => {
            let id_of = if n > 0 { "flash-user-handed-over" } else { "flash-user-deactivated" };
            let flash = Flash::new(id_of).with("name", &page.person.login).with("heir", given.heir).with("n", n);
            Ok(reply::see_and_say(&format!("/settings/users/{id}"), &flash))
        }
        Err(problem) => {
            let errors = given::at_field(&page.p, "heir", problem)?;
            let page = DeactivatePage { errors, heir: given.heir, ..page };
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn activate(Extract(app): Extract<App>, signed: Signed, Path(id): Path<i64>) -> Reply {
    let (person, _) = found(&app, &signed, id).await?;
    let actor = signed.actor.clone();
    app.run(move |engine| engine.activate_user(&actor, RecordId(id))).await?;
    let flash = Flash::new("flash-user-activated").with("name", person.login);
    Ok(reply::see_and_say(&format!("/settings/users/{id}"), &flash))
}
