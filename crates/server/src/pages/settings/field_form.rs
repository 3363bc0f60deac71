//! `/settings/new-field/{type}` and `/settings/fields/{type}/{key}`: everything about one custom field in one form: labels in
//! four languages, meaning, header words, choices, what is asked of a value.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record_type::{Choice, Field, FieldKind, RecordType};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::manage_fields::FieldEdit;

use super::fields::{field_of, type_of};
use super::given::{Given, Pairs};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Empty rows offered for further choices.
const MORE_CHOICES: usize = 3;
/// Choices one form takes.
const MOST_CHOICES: usize = 500;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/new-field/{type}", get(blank).post(add))
        .route("/settings/fields/{type}/{key}", get(show).post(save))
}

/// The form as it stands: what is stored, or what was typed and refused.
#[derive(Default)]
pub struct Form {
    /// Empty for a new field.
    pub key: String,
    pub kind: String,
    pub target: String,
    pub edit: FieldEdit,
}

/// One of the four languages of the form.
pub struct Tongue {
    pub tag: &'static str,
    pub name: String,
    pub label: String,
    pub help: String,
}

#[derive(Template)]
#[template(path = "settings/field_form.html")]
struct FormPage {
    p: Page,
    errors: Errors,
    is_new: bool,
    type_key: String,
    type_name: String,
    title: String,
    tongues: Vec<Tongue>,
    aliases: String,
    kinds: Vec<&'static str>,
    targets: Vec<(String, String)>,
    rows: Vec<Choice>,
    form: Form,
}

async fn blank(Extract(app): Extract<App>, signed: Signed, Path(ty): Path<String>) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let ty = type_of(app.engine(), &ty)?;
    let form = Form { kind: "text".to_owned(), ..Form::default() };
    reply::html(&page(&app, &signed, &ty, form, true, Errors::default()))
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path((ty, key)): Path<(String, String)>) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let ty = type_of(app.engine(), &ty)?;
    let field = field_of(&ty, &key)?;
    reply::html(&page(&app, &signed, &ty, form_of(&field), false, Errors::default()))
}

fn form_of(field: &Field) -> Form {
    let edit = FieldEdit {
        labels: field.labels.clone(),
        help: field.help.clone(),
        aliases: field.aliases.clone(),
        required: field.required,
        unique: field.unique,
        default: field.default.clone(),
        choices: field.choices.clone(),
        open: field.open,
        max_chars: field.max_chars,
    };
    Form { key: field.key.to_string(), kind: field.kind.word().to_owned(), target: field.target.clone(), edit }
}

fn page(app: &App, signed: &Signed, ty: &RecordType, form: Form, is_new: bool, errors: Errors) -> FormPage {
    let p = signed.page("settings");
    let language = p.words.language;
    let own = |labels: &Labels, language: Language| match language {
        Language::English => labels.en.clone(),
        Language::Czech => labels.cs.clone(),
        Language::Portuguese => labels.pt.clone(),
        Language::Russian => labels.ru.clone(),
    };
    let tongue = |one: Language| Tongue {
        tag: one.tag(),
        name: p.t(format!("language-{}", one.tag())),
        label: own(&form.edit.labels, one),
        help: own(&form.edit.help, one),
    };
    let types = app.engine().types();
    let targets = types.plain().iter().map(|ty| (ty.key.to_string(), ty.plural.get(language).to_owned())).collect();
    let mut rows = form.edit.choices.clone();
    let empty = Choice { key: String::new(), labels: Labels::default(), aliases: Vec::new() };
    rows.extend(std::iter::repeat_n(empty, MORE_CHOICES));
    let title = if is_new { p.t("field-new") } else { own_or_english(&form.edit.labels, language) };
    FormPage {
        errors,
        is_new,
        type_key: ty.key.to_string(),
        type_name: ty.plural.get(language).to_owned(),
        title,
        tongues: Language::ALL.map(tongue).into_iter().collect(),
        aliases: form.edit.aliases.join("\n"),
        kinds: FieldKind::ALL.map(FieldKind::word).to_vec(),
        targets,
        rows,
        form,
        p,
    }
}

fn own_or_english(labels: &Labels, language: Language) -> String {
    labels.get(language).to_owned()
}

/// What was typed. A choice without a word is no choice; a new one gets its key from its word.
fn read(given: &Given) -> Form {
    let labels = |name: &str| Labels {
        en: given.text(&format!("{name}-en")).to_owned(),
        cs: given.text(&format!("{name}-cs")).to_owned(),
        pt: given.text(&format!("{name}-pt-BR")).to_owned(),
        ru: given.text(&format!("{name}-ru")).to_owned(),
    };
    let mut names = labels("label");
    // English is what other languages fall back to.
    let first = names.all().next().unwrap_or_default().to_owned();
    if names.en.is_empty() {
        names.en = first;
    }
    let mut choices = Vec::new();
    for place in 0..MOST_CHOICES {
        let name = format!("choice-{place}");
        if !given.has(&format!("{name}-en")) {
            break;
        }
        let mut words = labels(&name);
        let first = words.all().next().unwrap_or_default().to_owned();
        if first.is_empty() {
            continue;
        }
        if words.en.is_empty() {
            words.en.clone_from(&first);
        }
        let key = given.text(&format!("{name}-key"));
        let key = if key.is_empty() { key_of(&words.en) } else { key.to_owned() };
        let aliases = given.text(&format!("{name}-aliases")).split(',').map(str::trim);
        choices.push(Choice {
            key,
            labels: words,
            aliases: aliases.filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        });
    }
    let edit = FieldEdit {
        labels: names,
        help: labels("help"),
        aliases: given.lines("aliases"),
        required: given.has("required"),
        unique: given.has("unique"),
        default: given.text("default").to_owned(),
        choices,
        open: given.has("open"),
        max_chars: given.text("max_chars").parse().unwrap_or(0),
    };
    let (key, kind, target) = (given.text("key").to_owned(), given.text("kind").to_owned(), given.text("target").to_owned());
    Form { key, kind, target, edit }
}

/// The key of a choice, made of its word.
fn key_of(word: &str) -> String {
    let folded = kartoteka_domain::kind::fold(word);
    folded.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

/// Which field of the form a refusal belongs to.
fn place_of(refusal: &Refusal) -> &'static str {
    match refusal.code {
        "key-unfit" | "field-exists" => "key",
        "choice-held" | "choice-twice" => "choice-0-en",
        "default-unreadable" => "default",
        "value-taken" => "unique",
        "type-unknown" => "target",
        _ => "label-en",
    }
}

fn refused(app: &App, signed: &Signed, ty: &RecordType, form: Form, is_new: bool, problem: Problem) -> Reply {
    let Some(refusal) = problem.refusal().filter(|refusal| refusal.code != "permission-denied") else { return Err(problem) };
    let errors = Errors::of_refusal(&signed.page("settings"), place_of(refusal), refusal);
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(app, signed, ty, form, is_new, errors))
}

fn nameless(app: &App, signed: &Signed, ty: &RecordType, form: Form, is_new: bool) -> Reply {
    let p = signed.page("settings");
    let mut errors = Errors::default();
    errors.add("label-en", p.t("field-needs-label"));
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(app, signed, ty, form, is_new, errors))
}

async fn add(Extract(app): Extract<App>, signed: Signed, Path(ty): Path<String>, Posted(given): Pairs) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let ty = type_of(app.engine(), &ty)?;
    let mut form = read(&Given(given));
    if form.edit.labels.en.is_empty() {
        return nameless(&app, &signed, &ty, form, true);
    }
    if form.key.is_empty() {
        form.key = app.engine().free_key(&ty, &form.edit.labels.en);
    }
    let kind = FieldKind::from_word(&form.kind).unwrap_or(FieldKind::Text);
    let (actor, type_key, edit) = (signed.actor.clone(), ty.key.clone(), form.edit.clone());
    let (key, target) = (form.key.clone(), form.target.clone());
    match app.run(move |engine| engine.create_field(&actor, &type_key, (&key, kind, &target), &edit)).await {
        Ok(field) => {
            let flash = Flash::new("flash-custom-field-added").with("name", field.label(signed.visit.language));
            Ok(reply::see_and_say(&format!("/settings/fields/{}", ty.key), &flash))
        }
        Err(problem) => refused(&app, &signed, &ty, form, true, problem),
    }
}

async fn save(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((ty, key)): Path<(String, String)>,
    Posted(given): Pairs,
) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let ty = type_of(app.engine(), &ty)?;
    let stored = form_of(&field_of(&ty, &key)?);
    let form = Form { key: stored.key, kind: stored.kind, target: stored.target, ..read(&Given(given)) };
    if form.edit.labels.en.is_empty() {
        return nameless(&app, &signed, &ty, form, false);
    }
    let (actor, type_key, edit) = (signed.actor.clone(), ty.key.clone(), form.edit.clone());
    match app.run(move |engine| engine.edit_field(&actor, &type_key, &key, &edit)).await {
        Ok(field) => {
            let flash = Flash::new("flash-field-saved").with("name", field.label(signed.visit.language));
            Ok(reply::see_and_say(&format!("/settings/fields/{}", ty.key), &flash))
        }
        Err(problem) => refused(&app, &signed, &ty, form, false, problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_choices_is_read_row_by_row() {
        let pairs = [
            ("label-en", "Region"),
            ("label-cs", "Kraj"),
            ("choice-0-key", "north"),
            ("choice-0-en", "North"),
            ("choice-0-aliases", "n, sever ,"),
            ("choice-1-en", ""),
            ("choice-2-en", "Far South"),
            ("required", "on"),
        ];
        let form = read(&Given(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()));
        assert_eq!((form.edit.labels.en.as_str(), form.edit.labels.cs.as_str(), form.edit.required), ("Region", "Kraj", true));
        let keys: Vec<&str> = form.edit.choices.iter().map(|choice| choice.key.as_str()).collect();
        assert_eq!(keys, ["north", "far-south"]);
        assert_eq!(form.edit.choices[0].aliases, ["n", "sever"]);
    }
}
