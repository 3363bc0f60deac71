//! Custom fields after they were made: everything about them but the key can be put right, their order, their end.
//!
//! In: a type's word, a field's key, what it should be. Out: the field, or a refusal that says how many records stand in the
//! way. Values of records are changed only by a run, so that it can be taken back.

use std::sync::Arc;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::kind::{self, Parsed, Reading, Writing};
use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{Choice, Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::{Batch, StoredField};

use crate::actor::{Actor, Permission};
use crate::define_types::NewField;
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::list_records::{Given, read_text};
use crate::mass_edit::BulkAction;
use crate::progress::Watch;
use crate::{Engine, store_error};

/// Values shown that do not fit another kind.
const SHOWN: usize = 20;

/// A custom field as it should be; the key stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEdit {
    pub labels: Labels,
    pub help: Labels,
    /// Further header words.
    pub aliases: Vec<String>,
    pub required: bool,
    pub unique: bool,
    /// As a person writes it, in English.
    pub default: String,
    pub choices: Vec<Choice>,
    /// Imports may bring new choices.
    pub open: bool,
    /// 0 stands for the kind's own limit.
    pub max_chars: u32,
}

/// What a change of kind would do to the values there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindTrial {
    pub values: u64,
    /// These the other kind can read.
    pub fit: u64,
    /// The first of the others: record, and what it holds.
    pub unfit: Vec<(RecordId, String)>,
}

impl Engine {
    /// Adds a custom field with everything about it at once. The type a link leads to is named by `target`.
    pub fn create_field(
        &self,
        actor: &Actor,
        type_word: &str,
        (key, kind, target): (&str, FieldKind, &str),
        edit: &FieldEdit,
    ) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let new = NewField {
            key: key.trim().to_owned(),
            kind,
            labels: edit.labels.clone(),
            help: edit.help.clone(),
            required: edit.required,
            unique: edit.unique,
            choices: Vec::new(),
            open: edit.open,
            target: Some(target.to_owned()),
            max_chars: Some(edit.max_chars),
        };
        let mut field = self.custom_field(&ty, &new)?;
        self.refuse_held_choices(actor, &ty, &field, edit)?;
        field.aliases = edit.aliases.clone();
        field.choices = edit.choices.clone();
        field.open = edit.open || (is_choice(kind) && field.choices.is_empty());
        field.default = self.fitting_default(&field, &edit.default)?;
        self.save_field(actor, &ty, &field, ty.fields.len() as i64, "field-add")?;
        Ok(field)
    }

    /// Puts a custom field right. Choices that records hold cannot be left out.
    pub fn edit_field(&self, actor: &Actor, type_word: &str, key: &str, edit: &FieldEdit) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let (ty, mut field, position) = self.custom(type_word, key)?;
        self.refuse_held_choices(actor, &ty, &field, edit)?;
        if !edit.labels.en.trim().is_empty() {
            field.labels = edit.labels.clone();
        }
        field.help = edit.help.clone();
        field.aliases = edit.aliases.clone();
        (field.required, field.unique) = (edit.required, edit.unique);
        field.choices = edit.choices.clone();
        field.open = edit.open || (is_choice(field.kind) && field.choices.is_empty());
        field.max_chars = edit.max_chars;
        field.default = self.fitting_default(&field, &edit.default)?;
        self.save_field(actor, &ty, &field, position, "field-update")?;
        Ok(field)
    }

    fn refuse_held_choices(&self, actor: &Actor, ty: &RecordType, field: &Field, edit: &FieldEdit) -> Result<()> {
        let mut keys: Vec<&str> = Vec::new();
        for choice in &edit.choices {
            if choice.key.is_empty() || keys.contains(&choice.key.as_str()) {
                return Err(Refusal::new(RefusalKind::Conflict, "choice-twice").with("value", &choice.key).into());
            }
            keys.push(&choice.key);
        }
        for gone in field.choices.iter().filter(|choice| !keys.contains(&choice.key.as_str())) {
            let value = Some(Value::text(&gone.key));
            let held = Condition::Field { field: field.key.clone(), comparison: Comparison::Is, value };
            let n = self.count_records(actor, &ty.key, &Filter::all().and(held))?;
            if n > 0 {
                let refusal = Refusal::new(RefusalKind::Conflict, "choice-held").with("n", n);
                return Err(refusal.with("value", gone.labels.get(Language::English)).into());
            }
        }
        Ok(())
    }

    fn fitting_default(&self, field: &Field, text: &str) -> Result<String> {
        let text = text.trim();
        let reader = self.store.reader().map_err(store_error)?;
        match read_text(&reader, &self.types(), field, text, Language::English)? {
            Given::Bad(..) => {
                let refusal = Refusal::new(RefusalKind::Malformed, "default-unreadable");
                Err(refusal.with("field", field.label(Language::English)).with("value", text).into())
            }
            Given::Empty | Given::Value(_) => Ok(text.to_owned()),
        }
    }

    /// Moves a custom field one place up or down among the custom fields; returns its place and how many there are.
    pub fn move_field(&self, actor: &Actor, type_word: &str, key: &str, up: bool) -> Result<(usize, usize)> {
        actor.require(Permission::Administer)?;
        let (ty, field, _) = self.custom(type_word, key)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let mut stored = batch.field_definitions(&ty.key).map_err(store_error)?;
        // Archived fields keep their place and are stepped over.
        let shown: Vec<usize> = (0..stored.len()).filter(|place| !stored[*place].archived).collect();
        let of = shown.len();
        let here = shown.iter().position(|place| stored[*place].key == field.key);
        let Some(here) = here else { return Ok((0, of)) };
        let there = if up { here.checked_sub(1) } else { Some(here + 1).filter(|place| *place < of) };
        let Some(there) = there else { return Ok((here + 1, of)) };
        stored.swap(shown[here], shown[there]);
        let first = ty.fields.len() - stored.len();
        for (place, one) in stored.into_iter().enumerate() {
            let moved = StoredField { position: (first + place) as u32, ..one };
            batch.save_field_definition(&moved).map_err(store_error)?;
        }
        self.audit(&batch, actor, "field-order", &ty.key, 0)?;
        self.types_changed(&batch)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()?;
        Ok((there + 1, of))
    }

    /// Puts the custom fields in use into this order, all of them; archived ones follow.
    pub fn order_fields(&self, actor: &Actor, type_word: &str, keys: &[String]) -> Result<Arc<RecordType>> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let mut stored = batch.field_definitions(&ty.key).map_err(store_error)?;
        let place = |field: &StoredField| keys.iter().position(|key| *key == field.key.as_str());
        let shown: Vec<usize> = stored.iter().filter(|field| !field.archived).filter_map(place).collect();
        let in_use = stored.iter().filter(|field| !field.archived).count();
        if shown.len() != in_use || keys.len() != in_use {
            let known: Vec<&str> = stored.iter().filter(|field| !field.archived).map(|field| field.key.as_str()).collect();
            return Err(Refusal::new(RefusalKind::Malformed, "field-order-unfit").with("fields", known.join(", ")).into());
        }
        stored.sort_by_key(|field| if field.archived { usize::MAX } else { place(field).unwrap_or(usize::MAX) });
        let first = ty.fields.len() - stored.len();
        for (place, one) in stored.into_iter().enumerate() {
            let moved = StoredField { position: (first + place) as u32, ..one };
            batch.save_field_definition(&moved).map_err(store_error)?;
        }
        self.audit(&batch, actor, "field-order", &ty.key, 0)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()?;
        self.types().named(&ty.key)
    }

    /// How many records hold a value in each custom field of a type.
    pub fn filled_fields(&self, actor: &Actor, type_word: &str) -> Result<Vec<(Key, u64)>> {
        actor.require(Permission::Administer)?;
        let ty = self.types().named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let count = |field: &Field| -> Result<(Key, u64)> {
            Ok((field.key.clone(), reader.count(&ty, &filled(&field.key)).map_err(store_error)?))
        };
        ty.fields.iter().filter(|field| field.custom).map(count).collect()
    }

    /// Empties a custom field in every record, as a run that can be taken back; returns how many there were.
    pub fn clear_field(&self, actor: &Actor, type_word: &str, key: &str, watch: &Watch) -> Result<u64> {
        actor.require(Permission::Administer)?;
        let (ty, field, _) = self.custom(type_word, key)?;
        let action = BulkAction::Set { field: field.key.to_string(), text: String::new() };
        Ok(self.bulk_edit(actor, &ty.key, &filled(&field.key), &[action], false, watch)?.updated)
    }

    /// Deletes a custom field that no record holds a value in.
    pub fn delete_field(&self, actor: &Actor, type_word: &str, key: &str) -> Result<()> {
        actor.require(Permission::Administer)?;
        let (ty, field, position) = self.custom(type_word, key)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        refuse_filled(&batch, &ty, &field)?;
        batch.delete_field(&ty, position as usize).map_err(store_error)?;
        self.audit(&batch, actor, "field-delete", &format!("{}.{}", ty.key, field.key), 0)?;
        self.types_changed(&batch)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()
    }

    /// What another kind could read of the values there are. Nothing is changed.
    pub fn try_kind(&self, actor: &Actor, type_word: &str, key: &str, kind: FieldKind) -> Result<KindTrial> {
        actor.require(Permission::Administer)?;
        let (ty, field, position) = self.custom(type_word, key)?;
        let other = Field { kind, choices: Vec::new(), open: true, ..field.clone() };
        let reader = self.store.reader().map_err(store_error)?;
        let (mut trial, reading) = (KindTrial::default(), Reading::default());
        let each = |record: &mut kartoteka_domain::record::Record| {
            let Some(Some(value)) = record.values.first() else { return std::ops::ControlFlow::Continue(()) };
            let text = kind::render(&field, value, &Writing::default()).shown().into_owned();
            trial.values += 1;
            match kind::parse(&other, &Cell::text(&text), &reading) {
                Parsed::Value(_) | Parsed::Remark(..) if !is_link(kind) => trial.fit += 1,
                _ if trial.unfit.len() < SHOWN => trial.unfit.push((record.id, text)),
                _ => {}
            }
            std::ops::ControlFlow::Continue(())
        };
        reader.stream(&ty, &[position as usize], &filled(&field.key), each).map_err(store_error)?;
        Ok(trial)
    }

    /// Gives a field that is empty in every record another kind.
    pub fn change_kind(&self, actor: &Actor, type_word: &str, key: &str, kind: FieldKind) -> Result<Field> {
        actor.require(Permission::Administer)?;
        let (ty, mut field, position) = self.custom(type_word, key)?;
        if is_link(kind) && field.target.is_empty() {
            return Err(Refusal::new(RefusalKind::Malformed, "kind-needs-target").into());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        refuse_filled(&batch, &ty, &field)?;
        batch.delete_field(&ty, position as usize).map_err(store_error)?;
        (field.kind, field.default, field.max_chars) = (kind, String::new(), 0);
        if is_choice(kind) {
            field.open = field.open || field.choices.is_empty();
        } else {
            field.choices.clear();
        }
        let mut changed = (*ty).clone();
        changed.fields[position as usize] = field.clone();
        let definition = serde_json::to_string(&field).map_err(|e| Error::fault("a field cannot be written", e))?;
        let (type_key, key, archived) = (ty.key.clone(), field.key.clone(), field.archived);
        let stored = StoredField { type_key, key, definition, position: position as u32, archived };
        batch.save_field_definition(&stored).map_err(store_error)?;
        batch.ensure_type(&changed).map_err(store_error)?;
        self.audit(&batch, actor, "field-kind", &format!("{}.{}", ty.key, field.key), 0)?;
        self.types_changed(&batch)?;
        batch.commit().map_err(store_error)?;
        self.reload_types()?;
        Ok(field)
    }
}

/// Under the write lock: nobody fills it meanwhile.
fn refuse_filled(batch: &Batch<'_>, ty: &RecordType, field: &Field) -> Result<()> {
    let n = batch.count(ty, &filled(&field.key)).map_err(store_error)?;
    if n > 0 {
        let refusal = Refusal::new(RefusalKind::Conflict, "field-filled").with("n", n);
        return Err(refusal.with("field", field.label(Language::English)).into());
    }
    Ok(())
}

fn filled(key: &Key) -> Filter {
    Filter::all().and(Condition::Field { field: key.clone(), comparison: Comparison::IsNot, value: None })
}

fn is_choice(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Choice | FieldKind::Choices)
}

fn is_link(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Link | FieldKind::Links)
}
