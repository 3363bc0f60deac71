//! Custom fields: made, changed, taken out of use.

use kartoteka_client::{Client, Verb, encoded};
use kartoteka_domain::language::{Labels, Language};
use kartoteka_engine::define_types::{FieldUpdate, NewField};
use kartoteka_engine::error::Result;
use kartoteka_engine::shapes;
use serde_json::{Map, Value, json};

use super::{Register, refused};

/// What is to change about a field; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct FieldChange {
    pub labels: Vec<(Language, String)>,
    pub help: Option<(Language, String)>,
    pub required: Option<bool>,
    /// As `key=Label`, or a label.
    pub add_choices: Vec<String>,
}

fn put(labels: &mut Labels, language: Language, word: &str) {
    let place = match language {
        Language::English => &mut labels.en,
        Language::Czech => &mut labels.cs,
        Language::Portuguese => &mut labels.pt,
        Language::Russian => &mut labels.ru,
    };
    word.clone_into(place);
}

impl FieldChange {
    fn over(&self, labels: &Labels, help: &Labels) -> FieldUpdate {
        let (mut labels, mut help) = (labels.clone(), help.clone());
        self.labels.iter().for_each(|(language, word)| put(&mut labels, *language, word));
        self.help.iter().for_each(|(language, word)| put(&mut help, *language, word));
        FieldUpdate {
            labels: (!self.labels.is_empty()).then_some(labels),
            help: self.help.is_some().then_some(help),
            required: self.required,
            add_choices: self.add_choices.clone(),
        }
    }

    fn document(&self) -> Value {
        let words = |said: &[(Language, String)]| -> Map<String, Value> {
            said.iter().map(|(language, word)| (language.tag().to_owned(), word.as_str().into())).collect()
        };
        let mut members = Map::new();
        if !self.labels.is_empty() {
            members.insert("labels".to_owned(), words(&self.labels).into());
        }
        if let Some(help) = &self.help {
            members.insert("help".to_owned(), words(std::slice::from_ref(help)).into());
        }
        members.extend(self.required.map(|required| ("required".to_owned(), required.into())));
        if !self.add_choices.is_empty() {
            members.insert("add_choices".to_owned(), self.add_choices.iter().map(|word| choice(word)).collect());
        }
        Value::Object(members)
    }
}

/// `key=Label` in full; a label alone gets its key there.
fn choice(word: &str) -> Value {
    match word.split_once('=') {
        Some((key, label)) => json!({"key": key.trim(), "labels": {"en": label.trim()}, "aliases": []}),
        None => word.trim().into(),
    }
}

impl Register {
    pub fn add_field(&self, word: &str, new: &NewField, language: Language) -> Result<Value> {
        let client = match self {
            Register::Here { engine, actor } => return Ok(shapes::field(&engine.add_field(actor, word, new)?, language)),
            Register::There(client) => client,
        };
        let mut members = json!({
            "key": new.key,
            "kind": new.kind.word(),
            "labels": new.labels,
            "help": new.help,
            "required": new.required,
            "unique": new.unique,
            "choices": new.choices.iter().map(|word| choice(word)).collect::<Vec<_>>(),
            "open": new.open,
        });
        if let Some(target) = &new.target {
            members["target"] = target.as_str().into();
        }
        if let Some(most) = new.max_chars {
            members["max_chars"] = most.into();
        }
        Ok(client.send(Verb::Post, &format!("/types/{}/fields", encoded(word)), &[], &members).map_err(refused)?.body)
    }

    pub fn update_field(&self, word: &str, key: &str, change: &FieldChange, language: Language) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                let ty = engine.types().named(word)?;
                let known = ty.field(key).map(|field| (field.labels.clone(), field.help.clone())).unwrap_or_default();
                Ok(shapes::field(&engine.update_field(actor, word, key, &change.over(&known.0, &known.1))?, language))
            }
            Register::There(client) => changed(client, word, key, &change.document()),
        }
    }

    pub fn archive_field(&self, word: &str, key: &str, archived: bool, language: Language) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => Ok(shapes::field(&engine.archive_field(actor, word, key, archived)?, language)),
            Register::There(client) => changed(client, word, key, &json!({"archived": archived})),
        }
    }
}

fn changed(client: &Client, word: &str, key: &str, change: &Value) -> Result<Value> {
    let path = format!("/types/{}/fields/{}", encoded(word), encoded(key));
    Ok(client.send(Verb::Patch, &path, &[("if-match", "*")], change).map_err(refused)?.body)
}
