//! `/types/{type}/fields`: custom fields made, changed, moved, archived, deleted. Administrators only. A new field is a real
//! column, in templates, mapping, filters and exports at once.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::kind::fold;
use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record_type::{Choice, Field, FieldKind};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, Result as Done};
use kartoteka_engine::manage_fields::FieldEdit;
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, malformed};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, patch, post, put};
use super::{BASE, types};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        post("/types", add_type)
            .needs(administer)
            .named("createType", "A record type of the installation's own.")
            .takes("NewType")
            .makes("Type"),
        post("/types/{type}/fields", create)
            .needs(administer)
            .named("createField", "A custom field: at once in templates, mapping, filters and exports.")
            .takes("NewField")
            .makes("Field"),
        patch("/types/{type}/fields/{key}", change)
            .needs(administer)
            .named("updateField", "Changes a custom field, or takes it out of use.")
            .takes("FieldChange")
            .gives("Field")
            .on_version(),
        delete("/types/{type}/fields/{key}", remove)
            .needs(administer)
            .named("deleteField", "Deletes a custom field that no record holds a value in.")
            .gives_nothing()
            .on_version(),
        post("/types/{type}/fields/{key}/convert", convert)
            .needs(administer)
            .named("convertField", "Another kind for a field that is empty; with `dry_run` what the other kind could read.")
            .takes("Conversion")
            .gives("Converted"),
        put("/types/{type}/field-order", order)
            .needs(administer)
            .named("orderFields", "The order of the custom fields in use.")
            .takes("FieldOrder")
            .gives_list("Field"),
    ]
}

pub fn forms() -> Vec<Form> {
    let kind = || f::word(FieldKind::ALL.map(FieldKind::word));
    let words = || f::request(["en", "cs", "pt-BR", "ru"].map(|tag| (tag, f::text())), &[]);
    let choice = f::request([("key", f::text()), ("labels", words()), ("aliases", f::list(f::text()))], &["key", "labels"]);
    let choices = || f::list(json!({"anyOf": [f::text(), choice.clone()]}));
    let both = || {
        vec![
            ("labels", f::maybe(words())),
            ("help", f::maybe(words())),
            ("aliases", f::maybe(f::list(f::text()))),
            ("required", f::maybe(f::flag())),
            ("unique", f::maybe(f::flag())),
            ("default", f::maybe(f::text())),
            ("choices", f::maybe(choices())),
            ("add_choices", f::says(choices(), "Further ones behind those there are.")),
            ("open", f::says(f::maybe(f::flag()), "Imports may bring new choices.")),
            ("max_chars", f::maybe(json!({"type": "integer", "minimum": 0, "maximum": 32_767}))),
        ]
    };
    let new = [("key", f::maybe(f::text())), ("kind", f::maybe(kind())), ("target", f::maybe(f::text()))];
    let unfit = f::answer([("id", f::id()), ("value", f::text())]);
    let trial = f::answer([("values", f::count()), ("fit", f::count()), ("unfit", f::list(unfit))]);
    vec![
        ("NewType", f::request([("definition", f::says(f::text(), "TOML, as `kartoteka type add` takes it."))], &["definition"])),
        ("NewField", f::request(both().into_iter().chain(new), &[])),
        ("FieldChange", f::request(both().into_iter().chain([("archived", f::maybe(f::flag()))]), &[])),
        ("Conversion", f::request([("kind", kind()), ("dry_run", f::flag())], &["kind"])),
        ("Converted", json!({"anyOf": [f::of("Field"), trial]})),
        ("FieldOrder", f::request([("fields", f::list(f::text()))], &["fields"])),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewType {
    /// The definition, as `kartoteka type add` takes it.
    definition: String,
}

async fn add_type(Extract(app): Extract<App>, caller: Caller, Given(new): Given<NewType>) -> Reply {
    let language = caller.language();
    let ty = app.run(move |engine| engine.add_type(&caller.actor, &new.definition)).await?;
    Ok(answer::created(&format!("{BASE}/types/{}", ty.key), &shapes::record_type(&ty, language)))
}

/// A choice: its label, or all of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum ChoiceGiven {
    Label(String),
    Whole(Choice),
}

impl ChoiceGiven {
    fn choice(&self) -> Choice {
        match self {
            ChoiceGiven::Label(label) => {
                let key: String = fold(label).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
                Choice { key, labels: Labels::same(label), aliases: Vec::new() }
            }
            ChoiceGiven::Whole(choice) => choice.clone(),
        }
    }
}

/// A field as somebody wants it; what is not said stays as it is, or as the kind has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wanted {
    key: Option<String>,
    kind: Option<String>,
    target: Option<String>,
    /// By language: `{"en": "Budget", "cs": "Rozpočet"}`.
    labels: Option<Wordings>,
    help: Option<Wordings>,
    aliases: Option<Vec<String>>,
    required: Option<bool>,
    unique: Option<bool>,
    default: Option<String>,
    choices: Option<Vec<ChoiceGiven>>,
    /// Further ones.
    add_choices: Vec<ChoiceGiven>,
    open: Option<bool>,
    /// 0 stands for the kind's own limit.
    max_chars: Option<u32>,
    archived: Option<bool>,
}

/// Words by language; a language that is not named keeps its word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wordings {
    en: Option<String>,
    cs: Option<String>,
    #[serde(rename = "pt-BR")]
    pt: Option<String>,
    ru: Option<String>,
}

impl Wordings {
    fn over(&self, before: &Labels) -> Labels {
        let either = |word: &Option<String>, before: &String| word.clone().unwrap_or_else(|| before.clone());
        Labels {
            en: either(&self.en, &before.en),
            cs: either(&self.cs, &before.cs),
            pt: either(&self.pt, &before.pt),
            ru: either(&self.ru, &before.ru),
        }
    }
}

impl Wanted {
    fn choices(&self, before: &Field) -> Vec<Choice> {
        let given = |all: &Vec<ChoiceGiven>| all.iter().map(ChoiceGiven::choice).collect();
        let mut choices: Vec<Choice> = self.choices.as_ref().map_or_else(|| before.choices.clone(), given);
        choices.extend(self.add_choices.iter().map(ChoiceGiven::choice));
        choices
    }

    fn over(&self, before: &Field) -> FieldEdit {
        let words =
            |given: &Option<Wordings>, before: &Labels| given.as_ref().map_or_else(|| before.clone(), |words| words.over(before));
        FieldEdit {
            labels: words(&self.labels, &before.labels),
            help: words(&self.help, &before.help),
            aliases: self.aliases.clone().unwrap_or_else(|| before.aliases.clone()),
            required: self.required.unwrap_or(before.required),
            unique: self.unique.unwrap_or(before.unique),
            default: self.default.clone().unwrap_or_else(|| before.default.clone()),
            choices: self.choices(before),
            open: self.open.unwrap_or(before.open),
            max_chars: self.max_chars.unwrap_or(before.max_chars),
        }
    }
}

fn kind_of(word: &str) -> Result<FieldKind, Refusal> {
    let unreadable = || malformed("value-unreadable").with("field", "kind").with("value", word);
    FieldKind::from_word(word).ok_or_else(unreadable)
}

async fn create(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, Given(given): Given<Wanted>) -> Reply {
    if given.archived.is_some() {
        return Err(malformed("member-unknown").with("name", "archived").with("pointer", "/archived").into());
    }
    let language = caller.language();
    let made = app.run(move |engine| {
        let ty = engine.types().named(&word)?;
        let kind = kind_of(given.kind.as_deref().unwrap_or("text"))?;
        let edit = given.over(&Field::new("", kind));
        let label = edit.labels.all().next().unwrap_or_default().to_owned();
        let key = given.key.clone().unwrap_or_else(|| engine.free_key(&ty, &label));
        let target = given.target.clone().unwrap_or_default();
        let field = engine.create_field(&caller.actor, &ty.key, (&key, kind, &target), &edit)?;
        Ok((format!("{BASE}/types/{word}/fields/{key}"), shapes::field(&field, language)))
    });
    let (path, body) = made.await?;
    Ok(answer::made(&path, &answer::fingerprint(&body), &body))
}

/// The field as it stands, if the change is based on that.
fn based_on(engine: &Engine, caller: &Caller, word: &str, key: &str, language: Language) -> Done<Field> {
    caller.actor.require(Permission::Administer)?;
    let found = types::field_of(engine, &caller.actor, word, key)?;
    IfMatch::required(&caller.headers)?.require(&shapes::field(&found, language))?;
    Ok(found)
}

async fn change(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, key)): Path<(String, String)>,
    Given(given): Given<Wanted>,
) -> Reply {
    for (name, is_said) in [("key", given.key.is_some()), ("kind", given.kind.is_some()), ("target", given.target.is_some())] {
        if is_said {
            return Err(malformed("member-unknown").with("name", name).with("pointer", format!("/{name}")).into());
        }
    }
    let language = caller.language();
    let body = app.run(move |engine| {
        let before = based_on(engine, &caller, &word, &key, language)?;
        let mut field = engine.edit_field(&caller.actor, &word, &key, &given.over(&before))?;
        if let Some(archived) = given.archived {
            field = engine.archive_field(&caller.actor, &word, &key, archived)?;
        }
        Ok(shapes::field(&field, language))
    });
    let body = body.await?;
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{}\"", answer::fingerprint(&body))))
}

/// Only a field that no record holds a value in goes; others are archived.
async fn remove(Extract(app): Extract<App>, caller: Caller, Path((word, key)): Path<(String, String)>) -> Reply {
    let language = caller.language();
    app.run(move |engine| {
        based_on(engine, &caller, &word, &key, language)?;
        engine.delete_field(&caller.actor, &word, &key)
    })
    .await?;
    Ok(answer::nothing())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversion {
    kind: String,
    /// Only look what the other kind could read.
    #[serde(default)]
    dry_run: bool,
}

async fn convert(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, key)): Path<(String, String)>,
    Given(asked): Given<Conversion>,
) -> Reply {
    let language = caller.language();
    let body = app.run(move |engine| {
        let kind = kind_of(&asked.kind)?;
        if asked.dry_run {
            let trial = engine.try_kind(&caller.actor, &word, &key, kind)?;
            let unfit: Vec<Value> = trial.unfit.iter().map(|(id, text)| json!({"id": id.to_string(), "value": text})).collect();
            return Ok(json!({"values": trial.values, "fit": trial.fit, "unfit": unfit}));
        }
        Ok(shapes::field(&engine.change_kind(&caller.actor, &word, &key, kind)?, language))
    });
    Ok(answer::ok(&body.await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// The custom fields in use, all of them, in the order wanted.
    fields: Vec<String>,
}

async fn order(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, Given(asked): Given<Order>) -> Reply {
    let language = caller.language();
    let data = app.run(move |engine| {
        let ty = engine.order_fields(&caller.actor, &word, &asked.fields)?;
        Ok(ty.fields.iter().filter(|field| !field.archived).map(|field| shapes::field(field, language)).collect())
    });
    Ok(answer::page(data.await?, None, None))
}
