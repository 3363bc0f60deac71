//! A file to be imported and everything said about it beforehand, for a register here or behind a server.
//!
//! In: what the flags said. Out: [`NewFile`] for an engine, a document for a server: the same words on both ways.

use kartoteka_domain::recipe::{Existing, Recipe};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Which recipe is meant.
#[derive(Clone, Debug)]
pub enum RecipeSaid {
    /// The text of a file.
    Document(String),
    /// The name of a saved one.
    Saved(String),
}

/// A file, what is said about it, and a recipe.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its recipe is not filled in yet.
    pub new: NewFile,
    pub recipe: Option<RecipeSaid>,
}

impl Order {
    pub fn file(&self, engine: &Engine, actor: &Actor) -> Result<NewFile> {
        let recipe = match &self.recipe {
            None => None,
            Some(RecipeSaid::Document(text)) => Some(Recipe::from_toml(text)?),
            Some(RecipeSaid::Saved(name)) => Some(engine.recipe(actor, name)?),
        };
        Ok(NewFile { recipe, ..self.new.clone() })
    }

    /// As a server reads it, without the file itself.
    pub fn document(&self, upload: &str, auto: &str) -> Result<Value> {
        let mut members = Map::new();
        let new = &self.new;
        put(&mut members, "type", Some(&new.record_type));
        put(&mut members, "upload", Some(upload));
        put(&mut members, "auto", Some(auto));
        put(&mut members, "name", new.name.as_ref());
        put(&mut members, "profile", new.profile.map(|profile| profile.word()));
        match &self.recipe {
            // A file nobody can read is told before it is sent.
            Some(RecipeSaid::Document(text)) => {
                Recipe::from_toml(text)?;
                put(&mut members, "recipe_document", Some(text));
            }
            Some(RecipeSaid::Saved(name)) => put(&mut members, "recipe", Some(name)),
            None => {}
        }
        said(&new.said, &mut members);
        Ok(Value::Object(members))
    }
}

fn put(members: &mut Map<String, Value>, name: &str, value: Option<impl Serialize>) {
    // Words, numbers and lists of them always have a JSON form.
    let value = value.and_then(|value| serde_json::to_value(value).ok());
    members.extend(value.map(|value| (name.to_owned(), value)));
}

fn said(said: &Said, members: &mut Map<String, Value>) {
    let mut file = Map::new();
    put(&mut file, "sheet", said.sheet.as_ref());
    put(&mut file, "header_row", said.header_row);
    put(&mut file, "encoding", said.encoding.as_ref());
    put(&mut file, "delimiter", said.delimiter);
    put(&mut file, "date_order", said.date_order.as_ref());
    put(&mut file, "decimal", said.decimal);
    put(&mut file, "language", said.file_language.map(|language| language.tag()));
    put(&mut file, "skip_hidden", said.skip_hidden.then_some(true));
    let mut options = Map::new();
    put(&mut options, "mode", said.mode);
    put(&mut options, "match_by", (!said.match_by.is_empty()).then_some(&said.match_by));
    put(&mut options, "empty", said.empty);
    put(&mut options, "duplicates", said.duplicates);
    put(&mut options, "repeated", said.repeated);
    put(&mut options, "on_error", said.on_error);
    put(&mut options, "missing_links", said.missing_links);
    put(&mut options, "validation", said.validation);
    put(&mut options, "tags", (!said.tags.is_empty()).then_some(&said.tags));
    put(&mut options, "owners", (!said.owners.is_empty()).then_some(&said.owners));
    put(&mut options, "responsible", said.responsible.map(list_change));
    put(&mut options, "role", said.role.as_ref());
    put(&mut options, "bot", said.bot.as_ref());
    put(&mut options, "tunnel", said.tunnel.as_ref());
    put(&mut options, "lgt", said.lgt.as_ref());
    let mapping: Map<String, Value> = said.maps.iter().map(|(header, field)| (header.clone(), field.as_str().into())).collect();
    let value = |(column, text, meaning): &(String, String, String)| json!({"column": column, "text": text, "meaning": meaning});
    let values: Vec<Value> = said.values.iter().map(value).collect();
    put(members, "file", (!file.is_empty()).then_some(file));
    put(members, "options", (!options.is_empty()).then_some(options));
    put(members, "mapping", (!mapping.is_empty()).then_some(mapping));
    put(members, "values", (!values.is_empty()).then_some(values));
    put(members, "accept_likely", said.accept_likely.then_some(true));
}

fn list_change(existing: Existing) -> &'static str {
    match existing {
        Existing::Add => "add",
        Existing::Remove => "remove",
        _ => "replace",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kartoteka_domain::recipe::Mode;

    #[test]
    fn only_what_was_said_is_sent() {
        let new = NewFile { record_type: "leads".to_owned(), ..NewFile::default() };
        let order = Order { new: new.clone(), recipe: None };
        assert_eq!(order.document("u", "check").expect("a document"), json!({"type": "leads", "upload": "u", "auto": "check"}));
        let said = Said {
            mode: Some(Mode::CreateAndUpdate),
            delimiter: Some(';'),
            maps: vec![("A".into(), "-".into())],
            ..Said::default()
        };
        let order = Order { new: NewFile { said, ..new }, recipe: Some(RecipeSaid::Saved("fair".to_owned())) };
        let expected = json!({"type": "leads", "upload": "u", "auto": "none", "recipe": "fair", "file": {"delimiter": ";"},
            "options": {"mode": "create-and-update"}, "mapping": {"A": "-"}});
        assert_eq!(order.document("u", "none").expect("a document"), expected);
        let unreadable = Order { recipe: Some(RecipeSaid::Document("[".to_owned())), ..order };
        assert!(unreadable.document("u", "none").is_err());
    }
}
