//! What is set up: types and fields, tags, short lists, people, settings, recipes.

use kartoteka_client::{Verb, encoded};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Role;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde_json::{Value, json};

use super::{Edit, Register, picked, refused};

/// What the command line shows of a user.
const USER: [&str; 7] = ["id", "login", "email", "role", "is_active", "has_password", "is_invited"];
/// Users shown when no limit was said.
const MOST_USERS: usize = 1_000;

impl Register {
    pub fn types(&self, language: Language) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                Ok(engine.list_types(actor)?.all().iter().map(|ty| shapes::record_type(ty, language)).collect())
            }
            Register::There(client) => client.all("/types", &[]).map_err(refused),
        }
    }

    /// Adds a type from its definition.
    pub fn add_type(&self, definition: &str, language: Language) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => Ok(shapes::record_type(&*engine.add_type(actor, definition)?, language)),
            Register::There(client) => {
                Ok(client.send(Verb::Post, "/types", &[], &json!({"definition": definition})).map_err(refused)?.body)
            }
        }
    }

    /// A type with its fields in use.
    pub fn record_type(&self, word: &str, language: Language) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                let ty = engine.list_types(actor)?.named(word)?;
                let mut object = shapes::record_type(&ty, language);
                let fields = ty.fields.iter().filter(|field| !field.archived);
                object["fields"] = fields.map(|field| shapes::field(field, language)).collect();
                Ok(object)
            }
            Register::There(client) => Ok(client.get(&format!("/types/{}", encoded(word)), &[]).map_err(refused)?.body),
        }
    }

    /// Every field of a type, archived ones too.
    pub fn fields(&self, word: &str, language: Language) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                let ty = engine.list_types(actor)?.named(word)?;
                Ok(ty.fields.iter().map(|field| shapes::field(field, language)).collect())
            }
            Register::There(client) => {
                client.all(&format!("/types/{}/fields", encoded(word)), &[("archived", "true")]).map_err(refused)
            }
        }
    }

    pub fn tags(&self, word: Option<&str>) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                let types = engine.types();
                Ok(engine.tags(actor, word)?.iter().map(|tag| shapes::tag(tag, &types)).collect())
            }
            Register::There(client) => {
                let query: Vec<(&str, &str)> = word.map(|word| ("type", word)).into_iter().collect();
                client.all("/tags", &query).map_err(refused)
            }
        }
    }

    /// Adds a bot, tunnel or lead-generation tool.
    pub fn add_to_list(&self, key: &str, fields: &[(String, String)], words: Words) -> Result<Edit> {
        self.create_record(key, fields, words).map_err(incomplete)
    }

    pub fn users(&self, role: Option<Role>, after: Option<RecordId>, limit: usize) -> Result<Vec<Value>> {
        let client = match self {
            Register::Here { engine, actor } => {
                let user = |user: &kartoteka_engine::manage_users::UserView| {
                    json!({
                        "id": user.id.to_string(),
                        "login": user.login,
                        "email": user.email,
                        "role": user.role.word(),
                        "is_active": user.is_active,
                        "has_password": user.has_password,
                        "is_invited": user.is_invited,
                    })
                };
                return Ok(engine.list_users(actor, role, after, limit)?.iter().map(user).collect());
            }
            Register::There(client) => client,
        };
        let limit = if limit == 0 { MOST_USERS } else { limit };
        let (page, after) = (limit.min(500).to_string(), after.map(|id| id.to_string()));
        let mut query = vec![("limit", page.as_str())];
        query.extend(role.map(|role| ("role", role.word())));
        query.extend(after.as_deref().map(|after| ("cursor", after)));
        let mut users = Vec::new();
        let each = |user: Value| {
            users.push(picked(user, &USER));
            users.len() < limit
        };
        client.each("/users", &query, each).map_err(refused)?;
        Ok(users)
    }

    /// The token of an invitation.
    pub fn invite(&self, login: &str) -> Result<String> {
        let client = match self {
            Register::Here { engine, actor } => return engine.invite_user(actor, login),
            Register::There(client) => client,
        };
        let mut found = None;
        let each = |user: Value| {
            let is_meant = user["login"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(login.trim()));
            found = if is_meant { user["id"].as_str().map(str::to_owned) } else { None };
            found.is_none()
        };
        client.each("/users", &[("q", login.trim())], each).map_err(refused)?;
        let unknown = || {
            Refusal::new(RefusalKind::NotFound, "reference-unknown").with("name", login).with("likely", "").with("type", "user")
        };
        let id = found.ok_or_else(unknown)?;
        let made = client.send(Verb::Post, &format!("/users/{id}/invite"), &[], &json!({})).map_err(refused)?;
        Ok(made.body["token"].as_str().unwrap_or_default().to_owned())
    }

    pub fn settings(&self, words: Words) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                Ok(engine.list_settings(actor)?.iter().map(|setting| shapes::setting(setting, words)).collect())
            }
            Register::There(client) => client.all("/settings", &[]).map_err(refused),
        }
    }

    pub fn setting(&self, name: &str, words: Words) -> Result<Value> {
        let all = self.settings(words)?;
        let known = all.iter().filter_map(|setting| setting["key"].as_str());
        let unknown = Refusal::unknown("setting-unknown", name.trim(), known);
        all.iter().find(|setting| setting["key"] == name.trim()).cloned().ok_or_else(|| unknown.into())
    }

    /// Sets it; without a text, back to the default.
    pub fn set_setting(&self, name: &str, text: Option<&str>, words: Words) -> Result<Value> {
        match (self, text) {
            (Register::Here { engine, actor }, Some(text)) => Ok(shapes::setting(&engine.set_setting(actor, name, text)?, words)),
            (Register::Here { engine, actor }, None) => Ok(shapes::setting(&engine.unset_setting(actor, name)?, words)),
            (Register::There(client), text) => {
                let change = json!({ name.trim(): text });
                client.send(Verb::Patch, "/settings", &[("if-match", "*")], &change).map_err(refused)?;
                self.setting(name, words)
            }
        }
    }

    pub fn recipes(&self) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => Ok(engine.recipes(actor)?.iter().map(shapes::recipe).collect()),
            Register::There(client) => client.all("/recipes", &[]).map_err(refused),
        }
    }

    /// A recipe with its member `document`.
    pub fn recipe(&self, name: &str) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                let view = engine.recipe_view(actor, name)?;
                let mut object = shapes::recipe(&view);
                object["document"] = view.document.into();
                Ok(object)
            }
            Register::There(client) => Ok(client.get(&format!("/recipes/{}", encoded(name.trim())), &[]).map_err(refused)?.body),
        }
    }

    /// Saves a document, or what an import was set to do; how often it was saved.
    pub fn save_recipe(&self, name: &str, document: Option<&str>, import: Option<i64>) -> Result<u64> {
        match self {
            Register::Here { engine, actor } => Ok(u64::from(match (import, document) {
                (Some(import), _) => engine.save_recipe_of_import(actor, import, name)?,
                (None, document) => engine.save_recipe(actor, name, document.unwrap_or_default())?,
            })),
            Register::There(client) => {
                let new = match import {
                    Some(import) => json!({"name": name, "import": import.to_string()}),
                    None => json!({"name": name, "document": document}),
                };
                let made = client.send(Verb::Post, "/recipes", &[], &new).map_err(refused)?;
                Ok(made.body["version"].as_u64().unwrap_or_default())
            }
        }
    }

    pub fn delete_recipe(&self, name: &str) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.delete_recipe(actor, name),
            Register::There(client) => {
                client.delete(&format!("/recipes/{}", encoded(name.trim())), &[("if-match", "*")]).map_err(refused).map(|_| ())
            }
        }
    }
}

/// The engine speaks of columns of a file; here there is none.
fn incomplete(error: Error) -> Error {
    match error {
        Error::Refusal(refusal) if refusal.code == "mapping-incomplete" => {
            Refusal { code: "record-incomplete", kind: RefusalKind::Malformed, ..refusal }.into()
        }
        other => other,
    }
}
