//! The names behind links, fetched once for a page or a chunk of records.

use std::collections::BTreeMap;

use kartoteka_domain::kind::{self, Writing};
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record::{Key, RecordId};
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use crate::define_types::Types;
use crate::error::Result;
use crate::store_error;

/// Record type → number → name.
#[derive(Debug, Default)]
pub(crate) struct LinkNames {
    wanted: BTreeMap<Key, Vec<RecordId>>,
    known: BTreeMap<Key, Map<RecordId, String>>,
}

impl LinkNames {
    /// Notes the links of a value.
    pub fn want(&mut self, field: &Field, value: Option<&Value>) {
        let ids = value.map(Value::as_links).unwrap_or_default();
        if !ids.is_empty() {
            self.wanted.entry(Key::new(&field.target)).or_default().extend(ids);
        }
    }

    /// Fetches the names of everything noted, a query a type.
    pub fn fetch(&mut self, conn: &Conn, types: &Types) -> Result<()> {
        for (target, ids) in std::mem::take(&mut self.wanted) {
            let Some((ty, position)) = types.get(&target).and_then(|ty| Some((ty, ty.position(&ty.name_field)?))) else {
                continue;
            };
            let known = self.known.entry(target).or_default();
            for record in conn.records_by_id(ty, &[position], &ids).map_err(store_error)? {
                let name = record.values.first().and_then(Option::as_ref).and_then(Value::as_text).unwrap_or_default();
                known.insert(record.id, name.to_owned());
            }
        }
        Ok(())
    }

    /// The name of a record; `[#12]` when it has none or is gone.
    pub fn name(&self, target: &str, id: RecordId) -> String {
        let name = self.known.get(target).and_then(|names| names.get(&id)).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| format!("[#{id}]"))
    }

    /// A value as people read it.
    pub fn text(&self, field: &Field, value: &Value, language: Language) -> String {
        match field.kind {
            FieldKind::Link => value.as_link().map(|id| self.name(&field.target, id)).unwrap_or_default(),
            FieldKind::Links => {
                let names: Vec<String> = value.as_links().iter().map(|id| self.name(&field.target, *id)).collect();
                kind::join_list(names.iter().map(String::as_str)).to_string()
            }
            _ => kind::render(field, value, &Writing { language, typed: false }).shown().into_owned(),
        }
    }
}
