//! Step 4: what is done with the rows. Open radio groups, each with what it leads to; only what the type and profile allow.
//!
//! In: a form. Out: the draft's options. The button to check posts to the next step's address.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::recipe::{
    Constant, Duplicates, EmptyCells, Existing, MissingLinks, Mode, OnError, Options, Repeated, Validation,
};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::define_types::label_of;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::prepare_import::{MappingView, OptionsChoice, OwnerChoice, Shown, mark_of};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::choices::{self, Choice};
use super::stale::{self, About, Difference};
use super::steps::{At, Step, steps};
use super::{Fields, sentence};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/options", get(show).post(keep)).route("/imports/{number}/hand-over", post(hand_over))
}

/// A radio group: name, legend, what it means, choices.
struct Group {
    name: &'static str,
    legend: String,
    hint: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "wizard/options.html")]
struct OptionsPage {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    number: i64,
    name: String,
    groups: Vec<Group>,
    tag: String,
    tags: String,
    known_tags: Vec<String>,
    /// Somebody can look after these records.
    has_owner: bool,
    owner: String,
    people: Vec<String>,
    owner_from_file: bool,
    is_audience: bool,
    bots: Vec<Choice>,
    tunnels: Vec<Choice>,
    lgts: Vec<Choice>,
    /// Why the check cannot begin; empty when it can.
    reason: String,
    notices: Vec<String>,
    /// What the page shows, as the server will know it again.
    mark: String,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    reply::html(&page(&app, &signed, number, Errors::default()).await?)
}

struct Lists {
    tags: Vec<String>,
    people: Vec<String>,
    bots: Vec<(String, String)>,
    tunnels: Vec<(String, String)>,
    lgts: Vec<(String, String)>,
    by_email: bool,
}

async fn page(app: &App, signed: &Signed, number: i64, errors: Errors) -> Result<OptionsPage, Problem> {
    let actor = signed.actor.clone();
    let found = app.run(move |engine| {
        let view = engine.mapping_view(&actor, number)?;
        let is_audience = view.profile.key == ProfileKey::Audience;
        let list = |key: &str, beside: Option<&str>| {
            if is_audience { choices::names(engine, &actor, key, beside) } else { Ok(Vec::new()) }
        };
        let lists = Lists {
            tags: engine.tags(&actor, None)?.into_iter().filter(|tag| tag.import.is_none()).map(|tag| tag.name).collect(),
            people: choices::names(engine, &actor, "user", None)?.into_iter().map(|(login, _)| login).collect(),
            bots: list("bot", Some("messenger"))?,
            tunnels: list("tunnel", None)?,
            lgts: list("lgt", None)?,
            by_email: engine.login_by_email()?,
        };
        Ok((view, lists))
    });
    let (view, lists) = found.await?;
    Ok(drawn(signed.page("data-import"), errors, &view, lists))
}

fn drawn(p: Page, errors: Errors, view: &MappingView, lists: Lists) -> OptionsPage {
    let options = &view.settings.recipe.options;
    let first = view.parts.first().map(|part| &*part.record_type);
    let constant = |field: &str| constant_of(view, field);
    let owner = constant("responsible").map(|constant| constant.value.clone()).unwrap_or_default();
    let mut notices = Vec::new();
    if lists.by_email && first.is_some_and(|ty| ty.key == "user") {
        notices.push(p.t("options-by-email"));
    }
    if view.profile.key == ProfileKey::Audience && mixes_messengers(view) {
        notices.push(p.t("options-messengers-mixed"));
    }
    OptionsPage {
        steps: steps(view.import.id, view.import.state, At::Options),
        number: view.import.id,
        name: view.import.name.clone(),
        groups: groups(&p, view),
        tag: view.import.tag.clone().unwrap_or_default(),
        tags: options.tags.join(", "),
        known_tags: lists.tags,
        has_owner: view.parts.iter().any(|part| part.record_type.field("responsible").is_some()),
        owner_from_file: owner.is_empty(),
        owner,
        people: lists.people,
        is_audience: view.profile.key == ProfileKey::Audience,
        bots: choices::of_names(lists.bots, options.bot.as_deref()),
        tunnels: choices::of_names(lists.tunnels, options.tunnel.as_deref()),
        lgts: choices::of_names(lists.lgts, options.lgt.as_deref()),
        mark: mark_of(&view.settings, &view.import.name, Shown::Options),
        reason: view.refusal.as_ref().map(|refusal| sentence(&p, refusal, first)).unwrap_or_default(),
        notices,
        errors,
        p,
    }
}

/// The file says of its rows that they belong to several messengers, and a bot has one.
fn mixes_messengers(view: &MappingView) -> bool {
    let is_messenger = |part: usize, column: usize| {
        let own = view.settings.columns.iter().find(|found| (found.part, found.column) == (part, column));
        own.and_then(|found| found.field.as_deref()) == Some("messenger")
    };
    let columns = view.parts.iter().enumerate().flat_map(|(part, of)| of.columns.iter().map(move |column| (part, column)));
    columns.into_iter().any(|(part, column)| is_messenger(part, column.column) && column.samples.len() > 1)
}

fn constant_of<'v>(view: &'v MappingView, field: &str) -> Option<&'v Constant> {
    view.settings.recipe.parts.iter().flat_map(|part| &part.constants).find(|constant| constant.field == field)
}

/// The radio groups that make sense for this import.
fn groups(p: &Page, view: &MappingView) -> Vec<Group> {
    let options = &view.settings.recipe.options;
    let mut groups = Vec::new();
    if !view.profile.fixed_mode {
        groups.push(group(p, "mode", &["create-and-update", "create", "update"], word(options.mode)));
    }
    if !view.profile.never_matches && view.profile.key != ProfileKey::Edit {
        groups.push(match_group(p, view));
    }
    if view.profile.key == ProfileKey::Users || view.parts.first().is_some_and(|part| part.record_type.key == "user") {
        groups.push(role_group(p, view));
    }
    if options.mode != Mode::Create || !view.profile.fixed_mode {
        groups.push(group(p, "empty", &["keep", "clear"], word(options.empty)));
    }
    if !view.profile.never_matches && view.profile.key != ProfileKey::Edit {
        groups.push(group(p, "duplicates", &["error", "skip", "create"], word(options.duplicates)));
        groups.push(group(p, "repeated", &["error", "first", "last"], word(options.repeated)));
    }
    if has_links(view) && view.profile.key != ProfileKey::Users {
        groups.push(group(p, "missing_links", &["error", "empty", "create"], word(options.missing_links)));
    }
    let has_people = |part: &kartoteka_domain::recipe::Part| {
        part.columns.iter().any(|column| column.field.as_deref() == Some("responsible"))
            || part.constants.iter().any(|constant| constant.field == "responsible")
    };
    if view.settings.recipe.parts.iter().any(has_people) {
        let columns = || view.settings.recipe.parts.iter().flat_map(|part| &part.columns);
        let column = columns().find(|column| column.field.as_deref() == Some("responsible"));
        let given =
            column.and_then(|column| column.existing).or(constant_of(view, "responsible").map(|constant| constant.existing));
        groups.push(group(p, "responsible", &["overwrite", "add", "remove"], word(given.unwrap_or_default())));
    }
    groups.push(group(p, "validation", &["standard", "strict", "structure"], word(options.validation)));
    groups.push(group(p, "on_error", &["skip", "abort"], word(options.on_error)));
    groups
}

fn has_links(view: &MappingView) -> bool {
    view.parts.iter().any(|part| {
        let fields = part.columns.iter().filter_map(|column| part.record_type.field(column.given.field.as_deref()?));
        fields.into_iter().any(|field| matches!(field.kind, FieldKind::Link | FieldKind::Links))
    })
}

fn group(p: &Page, name: &'static str, words: &[&str], chosen: String) -> Group {
    let id = name.replace('_', "-");
    let choice = |word: &&str| Choice {
        value: (*word).to_owned(),
        word: p.t(format!("options-{id}-{word}")),
        is_chosen: chosen == *word,
        hint: p.words.say_if_known(&format!("options-{id}-{word}-hint"), &[]).unwrap_or_default(),
    };
    Group {
        name,
        legend: p.t(format!("options-{id}")),
        hint: p.words.say_if_known(&format!("options-{id}-hint"), &[]).unwrap_or_default(),
        choices: words.iter().map(choice).collect(),
    }
}

/// How records are found: the type's own keys, or one the file has a column for.
fn match_group(p: &Page, view: &MappingView) -> Group {
    let Some(part) = view.parts.first() else { return group(p, "match", &[], String::new()) };
    let ty = &part.record_type;
    let label = |key: &Key| if key == "id" { "ID".to_owned() } else { label_of(ty, key, p.words.language) };
    let chosen: Vec<String> = view
        .settings
        .recipe
        .parts
        .first()
        .map(|part| part.match_by.iter().map(|rule| rule.join("+")).collect())
        .unwrap_or_default();
    let goes_to = |key: &Key| {
        part.columns.iter().any(|column| column.given.field.as_ref() == Some(key)) || constant_of(view, key).is_some()
    };
    let mut rules: Vec<Vec<Key>> = vec![vec![Key::new("id")], vec![Key::new("external_id")]];
    rules.extend(ty.natural_keys.iter().cloned());
    rules.extend(["email", "phone"].map(|key| vec![Key::new(key)]));
    let mut seen: Vec<String> = Vec::new();
    let usual: Vec<String> = part.match_by.iter().map(|rule| rule.iter().map(&label).collect::<Vec<_>>().join(" + ")).collect();
    let usual_hint = if usual.is_empty() { p.t("options-match-nothing") } else { usual.join(", ") };
    let mut choices = vec![Choice {
        value: String::new(),
        word: p.t("options-match-usual"),
        is_chosen: chosen.is_empty(),
        hint: if chosen.is_empty() { usual_hint } else { String::new() },
    }];
    for rule in rules.iter().filter(|rule| rule.iter().all(goes_to)) {
        let value = rule.join("+");
        if seen.contains(&value) {
            continue;
        }
        let words = rule.iter().map(&label).collect::<Vec<_>>().join(" + ");
        choices.push(Choice::new(&value, words, chosen.len() == 1 && chosen[0] == value));
        seen.push(value);
    }
    choices.push(Choice::new("none", p.t("options-match-none"), chosen.iter().any(|rule| rule == "none")));
    if !choices.iter().any(|choice| choice.is_chosen) {
        // Several rules, one after the other, as a saved mapping can say.
        let value = chosen.join(",");
        choices.push(Choice::new(&value, value.clone(), true));
    }
    Group { name: "match", legend: p.t("options-match"), hint: p.t("options-match-hint"), choices }
}

/// H7: one role for all of them; operators by an administrator only.
fn role_group(p: &Page, view: &MappingView) -> Group {
    let chosen = constant_of(view, "role").map_or("", |constant| constant.value.as_str());
    let has_column =
        view.parts.first().is_some_and(|part| part.columns.iter().any(|column| column.given.field.as_deref() == Some("role")));
    let from_file = p.t(if has_column { "options-role-column" } else { "options-role-usual" });
    let mut choices = vec![Choice::new("", from_file, chosen.is_empty())];
    let is_administrator = p.actor().is_some_and(kartoteka_engine::actor::Actor::is_administrator);
    for role in ["end-user", "operator"] {
        if role == "end-user" || is_administrator {
            choices.push(Choice::new(role, p.t(format!("role-{role}")), chosen == role));
        }
    }
    let hint = if is_administrator { p.t("options-role-hint") } else { p.t("options-role-administrators") };
    Group { name: "role", legend: p.t("options-role"), hint, choices }
}

/// The word of an option as recipes write it.
fn word(option: impl serde::Serialize) -> String {
    serde_json::to_value(option).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn option<T: DeserializeOwned>(fields: &Fields, name: &str, present: T) -> T {
    serde_json::from_value(serde_json::Value::String(fields.get(name).to_owned())).unwrap_or(present)
}

/// Keeps the options. `act=check` goes on to the check, which the browser posts again to its own address.
async fn keep(
    Extract(app): Extract<App>,
    signed: Signed,
    Path(number): Path<i64>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let fields = Fields::of(pairs);
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.mapping_view(&actor, number)).await?;
    let choice = chosen(&fields, &view.settings.recipe.options, &signed.actor.login);
    let actor = signed.actor.clone();
    let kept = app.run(move |engine| {
        engine.set_options(&actor, number, &choice)?;
        engine.mapping_view(&actor, number)
    });
    let p = signed.page("data-import");
    let mut errors = Errors::default();
    match kept.await {
        Ok(view) => {
            let ty = view.parts.first().map(|part| &*part.record_type);
            match &view.refusal {
                Some(refusal) if fields.get("act") == "check" => errors.add("options", sentence(&p, refusal, ty)),
                _ if fields.get("act") == "check" => return begin(&app, &signed, number).await,
                _ => return Ok(reply::see(&format!("/imports/{number}/options"))),
            }
        }
        Err(problem) if stale::is_stale(&problem) => return differs(&app, &signed, number, &fields).await,
        Err(problem) => {
            let Some(refusal) = problem.refusal().filter(|refusal| refusal.code != "permission-denied") else {
                return Err(problem);
            };
            let field = match refusal.code {
                "user-unknown" => "owner",
                "reference-unknown" | "bot-required" => "bot",
                _ => "options",
            };
            errors.add(field, sentence(&p, refusal, None));
        }
    }
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &signed, number, errors).await?)
}

#[derive(Deserialize)]
struct Colleague {
    #[serde(default)]
    colleague: String,
}

async fn hand_over(
    Extract(app): Extract<App>,
    signed: Signed,
    Path(number): Path<i64>,
    Posted(given): Posted<Colleague>,
) -> Reply {
    let login = given.colleague.trim().to_owned();
    let (actor, to) = (signed.actor.clone(), login.clone());
    match app.run(move |engine| engine.hand_over_draft(&actor, number, &to)).await {
        Ok(()) => {
            let flash = Flash::new("flash-draft-handed").with("number", number).with("name", login);
            Ok(reply::see_and_say("/imports", &flash))
        }
        Err(problem) => {
            let about_colleague = |refusal: &&Refusal| !["permission-denied", "import-unknown"].contains(&refusal.code);
            let Some(refusal) = problem.refusal().filter(about_colleague) else { return Err(problem) };
            let mut errors = Errors::default();
            errors.add("colleague", sentence(&signed.page("data-import"), refusal, None));
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &signed, number, errors).await?)
        }
    }
}

/// Somebody saved other options since: both sides, group by group.
async fn differs(app: &App, signed: &Signed, number: i64, fields: &Fields) -> Reply {
    let saved = page(app, signed, number, Errors::default()).await?;
    let mut differences = Vec::new();
    for group in &saved.groups {
        let word =
            |is: &dyn Fn(&Choice) -> bool| group.choices.iter().find(|choice| is(choice)).map(|choice| choice.word.clone());
        let mine = word(&|choice| choice.value == fields.get(group.name)).unwrap_or_default();
        let saved = word(&|choice| choice.is_chosen).unwrap_or_default();
        differences.push(Difference { label: group.legend.clone(), mine, saved });
    }
    for (id, name, list) in
        [("type-bot", "bot", &saved.bots), ("type-tunnel", "tunnel", &saved.tunnels), ("type-lgt", "lgt", &saved.lgts)]
    {
        let chosen = list.iter().find(|choice| choice.is_chosen).map(|choice| choice.value.clone()).unwrap_or_default();
        differences.push(Difference { label: saved.p.t(id), mine: fields.get(name).to_owned(), saved: chosen });
    }
    let mine = match fields.get("owner") {
        "me" => signed.actor.login.clone(),
        "people" => fields.get("owner-login").to_owned(),
        _ => String::new(),
    };
    let p = &saved.p;
    differences.push(Difference { label: p.t("options-owner"), mine, saved: saved.owner.clone() });
    for (id, name, now) in [("options-tags", "tags", &saved.tags), ("options-name", "name", &saved.name)] {
        differences.push(Difference { label: p.t(id), mine: fields.get(name).to_owned(), saved: now.clone() });
    }
    let path = format!("/imports/{number}/options");
    let about = About { number, name: &saved.name, path: &path, back: &path, mark: &saved.mark };
    stale::page(signed.page("data-import"), &about, fields, differences)
}

/// Starts the check in the background and goes to its page.
async fn begin(app: &App, signed: &Signed, number: i64) -> Reply {
    let (work, actor) = (app.work().clone(), signed.actor.clone());
    app.run(move |engine| {
        // A second press while the first check waits or goes on changes nothing.
        if engine.open_work_about(number)?.is_empty() {
            work.start(&actor, crate::work::Kind::CheckImport, number, "{}".to_owned())?;
        }
        Ok(())
    })
    .await?;
    Ok(reply::see(&format!("/imports/{number}/check")))
}

fn chosen(fields: &Fields, present: &Options, me: &str) -> OptionsChoice {
    let list = |text: &str| -> Vec<String> {
        text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let owner = match fields.get("owner") {
        "me" => OwnerChoice::People(vec![me.to_owned()]),
        "people" => OwnerChoice::People(list(fields.get("owner-login"))),
        _ => OwnerChoice::FromFile,
    };
    let owner = if owner == OwnerChoice::People(Vec::new()) { OwnerChoice::FromFile } else { owner };
    OptionsChoice {
        name: fields.get("name").to_owned(),
        mode: option::<Mode>(fields, "mode", present.mode),
        match_by: list(fields.get("match")),
        empty: option::<EmptyCells>(fields, "empty", present.empty),
        duplicates: option::<Duplicates>(fields, "duplicates", present.duplicates),
        repeated: option::<Repeated>(fields, "repeated", present.repeated),
        on_error: option::<OnError>(fields, "on_error", present.on_error),
        missing_links: option::<MissingLinks>(fields, "missing_links", present.missing_links),
        validation: option::<Validation>(fields, "validation", present.validation),
        tags: list(fields.get("tags")),
        owner,
        responsible: option::<Existing>(fields, "responsible", Existing::Overwrite),
        role: fields.some("role"),
        bot: fields.some("bot"),
        tunnel: fields.some("tunnel"),
        lgt: fields.some("lgt"),
        seen: fields.some("mark"),
    }
}
