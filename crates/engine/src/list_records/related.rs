//! What hangs together with a record: the records it links to, and those that link to it, a few of each.
//!
//! In: a record. Out: names and numbers by type and field. Reads through the links' own indexes only.

use kartoteka_domain::language::Language;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_domain::value::Value;

use super::LinkNames;
use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// Records shown of each kind; a list shows the others.
const SHOWN: usize = 10;

/// A record by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedRecord {
    pub id: RecordId,
    pub name: String,
}

/// Records of one type that link to a record through one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub type_key: Key,
    pub field: Key,
    /// The field's label: "Parent company".
    pub label: String,
    pub records: Vec<RelatedRecord>,
    pub has_more: bool,
}

impl Engine {
    /// The records that link to this one.
    pub fn related_records(&self, actor: &Actor, type_word: &str, id: RecordId, language: Language) -> Result<Vec<Related>> {
        actor.require(Permission::SeeRecords)?;
        let types = self.types();
        let ty = types.named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut found = Vec::new();
        for from in types.plain() {
            for (position, field) in from.fields.iter().enumerate() {
                let is_link = matches!(field.kind, FieldKind::Link | FieldKind::Links);
                if !is_link || field.archived || field.target != ty.key {
                    continue;
                }
                let mut ids = reader.linking_records(from, position, id, SHOWN + 1).map_err(store_error)?;
                if ids.is_empty() {
                    continue;
                }
                let has_more = ids.len() > SHOWN;
                ids.truncate(SHOWN);
                let names: Vec<usize> = from.position(&from.name_field).into_iter().collect();
                let records = reader.records_by_id(from, &names, &ids).map_err(store_error)?;
                let name = |record: kartoteka_domain::record::Record| {
                    let text = record.values.first().and_then(Option::as_ref).and_then(Value::as_text).unwrap_or_default();
                    let name = if text.is_empty() { format!("#{}", record.id) } else { text.to_owned() };
                    RelatedRecord { id: record.id, name }
                };
                found.push(Related {
                    type_key: from.key.clone(),
                    field: field.key.clone(),
                    label: field.label(language).to_owned(),
                    records: records.into_iter().map(name).collect(),
                    has_more,
                });
            }
        }
        Ok(found)
    }

    /// The names of records, in the order asked; those that are gone are left out.
    pub fn record_names(&self, actor: &Actor, type_word: &str, ids: &[RecordId]) -> Result<Vec<RelatedRecord>> {
        actor.require(Permission::SeeRecords)?;
        let types = self.types();
        let ty = types.named(type_word)?;
        let reader = self.store.reader().map_err(store_error)?;
        let mut names = LinkNames::default();
        let field = kartoteka_domain::record_type::Field {
            target: ty.key.to_string(),
            ..kartoteka_domain::record_type::Field::new("link", FieldKind::Links)
        };
        names.want(&field, Value::links(ids.to_vec()).as_ref());
        names.fetch(&reader, &types)?;
        Ok(ids.iter().map(|id| RelatedRecord { id: *id, name: names.name(&ty.key, *id) }).collect())
    }
}
