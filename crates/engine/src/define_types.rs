//! Record types as an installation knows them: the built-in ones, the administrator's own, custom fields added to either.
//!
//! In: definitions. Out: [`Types`]. A new field or type becomes a real column or table at once.

use std::sync::Arc;

use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record::{Key, is_key};
use kartoteka_domain::record_type::{Choice, Field, FieldKind, RecordType, builtin_types, read_definition};

use kartoteka_store::StoredField;

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::{Engine, store_error};

/// Longest part of a key that is made from a label; a number follows when it is taken.
const KEY_CHARS: usize = 30;

/// Every record type of an installation, in the order people see them.
#[derive(Clone, Debug, Default)]
pub struct Types {
    all: Vec<Arc<RecordType>>,
    plain: Vec<RecordType>,
}

impl Types {
    pub fn all(&self) -> &[Arc<RecordType>] {
        &self.all
    }

    /// The same, for look-ups across every type.
    pub fn plain(&self) -> &[RecordType] {
        &self.plain
    }

    pub fn get(&self, key: &str) -> Option<&Arc<RecordType>> {
        self.all.iter().find(|ty| ty.key == key)
    }

    /// The type a word means: key, singular, plural or alias in any language.
    pub fn named(&self, word: &str) -> Result<Arc<RecordType>> {
        let found = self.get(word).or_else(|| self.all.iter().find(|ty| ty.answers_to(word)));
        found.cloned().ok_or_else(|| {
            let known = self.all.iter().map(|ty| ty.plural.en.as_str());
            Refusal::unknown("type-unknown", word, known).into()
        })
    }

    /// The built-in types with what this installation added.
    pub(crate) fn load(conn: &kartoteka_store::Conn) -> Result<Types> {
        let mut all: Vec<RecordType> = builtin_types().to_vec();
        for stored in conn.type_definitions().map_err(store_error)? {
            if !stored.archived {
                all.push(
                    read_definition(&stored.definition)
                        .map_err(|e| Error::fault("a stored type cannot be read", DefinitionText(e.to_string())))?,
                );
            }
        }
        for ty in &mut all {
            for stored in conn.field_definitions(&ty.key).map_err(store_error)? {
                let mut field: Field =
                    serde_json::from_str(&stored.definition).map_err(|e| Error::fault("a stored field cannot be read", e))?;
                field.archived = stored.archived;
                ty.fields.push(field);
            }
        }
        Ok(Types { all: all.iter().cloned().map(Arc::new).collect(), plain: all })
    }
}

/// Carries the text of a definition error up the chain.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct DefinitionText(String);

/// A custom field as a person asks for it.
#[derive(Clone, Debug)]
pub struct NewField {
    pub key: String,
    pub kind: FieldKind,
    pub labels: Labels,
    pub help: Labels,
    pub required: bool,
    pub unique: bool,
    pub choices: Vec<String>,
    pub open: bool,
    pub target: Option<String>,
    pub max_chars: Option<u32>,
}

impl NewField {
    /// A field with a key, a kind and labels; whatever else may be said of one is not said.
    pub fn plain(key: &str, kind: FieldKind, labels: Labels) -> NewField {
        NewField {
            key: key.to_owned(),
            kind,
            labels,
            help: Labels::default(),
            required: false,
            unique: false,
            choices: Vec::new(),
            open: false,
            target: None,
            max_chars: None,
        }
    }
}

/// What may change about a custom field once it has values.
#[derive(Clone, Debug, Default)]
pub struct FieldUpdate {
    pub labels: Option<Labels>,
    pub help: Option<Labels>,
    pub required: Option<bool>,
    pub add_choices: Vec<String>,
}

impl Engine {
    /// Every type, custom ones included.
    pub fn list_types(&self, actor: &Actor) -> Result<Arc<Types>> {
        actor.require(Permission::SeeRecords)?;
        Ok(self.types())
    }

    /// Adds a record type from a definition file.
    pub fn add_type(&self, actor: &Actor, definition: &str) -> Result<Arc<RecordType>> {
        actor.require(Permission::Administer)?;
        let unreadable = |reason: String| Refusal::new(RefusalKind::Malformed, "definition-unreadable").with("reason", reason);
        let mut ty = read_definition(definition).map_err(|e| unreadable(e.to_string()))?;
        ty.custom = true;
        if self.types().named(&ty.key).is_ok() || kartoteka_store::is_reserved(&ty.key) {
            return Err(Refusal::new(RefusalKind::Conflict, "type-exists").with("name", &ty.key).into());
        }
        for field in &ty.fields {
            let known = |target: &str| target == ty.key.as_str() || self.types().get(target).is_some();
            if !field.target.is_empty() && !known(&field.target) {
                return Err(Refusal::unknown("type-unknown", &field.target, []).into());
            }
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.save_type_definition(&ty.key, definition, false).map_err(store_error)?;
        batch.ensure_type(&ty).map_err(store_error)?;
        self.audit(&batch, actor, "type-add", &ty.key, 0)?;
        self.types_changed(&batch)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()?;
        self.types().named(&ty.key)
    }

    /// Adds a custom field: a real column, in templates, mapping, filters and exports at once.
    pub fn add_field(&self, actor: &Actor, type_word: &str, new: &NewField) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let field = self.custom_field(&ty, new)?;
        self.save_field(actor, &ty, &field, ty.fields.len() as i64, "field-add")?;
        Ok(field)
    }

    /// A key for a new field made from its label: letters without marks, and a number when it is taken.
    pub fn free_key(&self, ty: &RecordType, label: &str) -> String {
        let folded = kartoteka_domain::kind::fold(label);
        let mut key: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        key = key.split('_').filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("_");
        key.truncate(KEY_CHARS);
        if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
            key = format!("field_{key}").trim_end_matches('_').to_owned();
        }
        let is_taken = |key: &str| ty.field(key).is_some() || kartoteka_store::is_reserved(key);
        let numbered = (2..).map(|n| format!("{key}_{n}"));
        std::iter::once(key.clone()).chain(numbered).find(|key| !is_taken(key)).unwrap_or(key)
    }

    pub(crate) fn custom_field(&self, ty: &RecordType, new: &NewField) -> Result<Field> {
        if !is_key(&new.key) {
            return Err(Refusal::new(RefusalKind::Malformed, "key-unfit").with("name", &new.key).into());
        }
        if ty.field(&new.key).is_some() || kartoteka_store::is_reserved(&new.key) {
            return Err(Refusal::new(RefusalKind::Conflict, "field-exists").with("name", &new.key).into());
        }
        let mut field = Field::new(&new.key, new.kind);
        if !new.labels.en.is_empty() {
            field.labels = new.labels.clone();
        }
        field.help = new.help.clone();
        field.required = new.required;
        field.unique = new.unique;
        field.open = new.open;
        field.max_chars = new.max_chars.unwrap_or(0);
        field.custom = true;
        field.choices = new.choices.iter().map(|word| choice(word)).collect();
        if matches!(new.kind, FieldKind::Link | FieldKind::Links) {
            let word = new.target.as_deref().unwrap_or("");
            field.target = self.types().named(word)?.key.to_string();
        }
        if matches!(new.kind, FieldKind::Choice | FieldKind::Choices) && field.choices.is_empty() {
            field.open = true;
        }
        Ok(field)
    }

    /// Changes labels, help, required, or adds choices.
    pub fn update_field(&self, actor: &Actor, type_word: &str, key: &str, update: &FieldUpdate) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let (ty, mut field, position) = self.custom(type_word, key)?;
        if let Some(labels) = &update.labels {
            field.labels = labels.clone();
        }
        if let Some(help) = &update.help {
            field.help = help.clone();
        }
        field.required = update.required.unwrap_or(field.required);
        field.choices.extend(update.add_choices.iter().map(|word| choice(word)));
        self.save_field(actor, &ty, &field, position, "field-update")?;
        Ok(field)
    }

    /// Takes a custom field out of use, or back in; its values stay.
    pub fn archive_field(&self, actor: &Actor, type_word: &str, key: &str, archived: bool) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let (ty, mut field, position) = self.custom(type_word, key)?;
        field.archived = archived;
        self.save_field(actor, &ty, &field, position, "field-archive")?;
        Ok(field)
    }

    pub(crate) fn custom(&self, type_word: &str, key: &str) -> Result<(Arc<RecordType>, Field, i64)> {
        let ty = self.types().named(type_word)?;
        let custom = ty.fields.iter().filter(|field| field.custom).map(|field| field.key.as_str());
        let position = ty.position(key).filter(|position| ty.fields[*position].custom);
        let position = position.ok_or_else(|| Error::from(Refusal::unknown("field-unknown", key, custom)))?;
        let field = ty.fields[position].clone();
        Ok((ty, field, position as i64))
    }

    pub(crate) fn save_field(&self, actor: &Actor, ty: &RecordType, field: &Field, position: i64, verb: &str) -> Result<()> {
        let json = serde_json::to_string(field).map_err(|e| Error::fault("a field cannot be written", e))?;
        let mut grown = ty.clone();
        grown.fields.retain(|known| known.key != field.key);
        grown.fields.push(field.clone());
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let stored = StoredField {
            type_key: ty.key.clone(),
            key: field.key.clone(),
            definition: json,
            position: position as u32,
            archived: field.archived,
        };
        batch.save_field_definition(&stored).map_err(store_error)?;
        batch.ensure_type(&grown).map_err(store_error)?;
        self.audit(&batch, actor, verb, &format!("{}.{}", ty.key, field.key), 0)?;
        self.types_changed(&batch)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()
    }
}

/// A choice from its word: `key=Label`, or a label whose key is made from it.
fn choice(word: &str) -> Choice {
    if let Some((key, label)) = word.split_once('=') {
        return Choice { key: key.trim().to_owned(), labels: Labels::same(label.trim()), aliases: Vec::new() };
    }
    let key: String = kartoteka_domain::kind::fold(word).chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    Choice { key, labels: Labels::same(word.trim()), aliases: Vec::new() }
}

/// The label of a field, or the field's key where the type does not know it.
pub fn label_of(ty: &RecordType, key: &str, language: Language) -> String {
    ty.field(key).map_or_else(|| Key::new(key).to_string(), |field| field.label(language).to_owned())
}
