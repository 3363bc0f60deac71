//! Which records a person means: what was typed into a search box, filters, tags, ticked numbers. Kept as typed, so that a
//! job, a saved view or a repeated export means the same records again.
//!
//! In: words. Out: a filter whose names and values are known to exist, or a refusal that names what is not.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::value::Value;
use kartoteka_store::TagFilter;

use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// Records as people choose them. Everything must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    pub search: String,
    /// `city=Brno`, as [`Engine::parse_filter`] reads them.
    pub conditions: Vec<String>,
    pub tags_any: Vec<String>,
    pub tags_all: Vec<String>,
    pub tags_none: Vec<String>,
    /// Only these, when any are named.
    pub only: Option<Vec<i64>>,
    pub except: Vec<i64>,
    /// The language the values are written in.
    pub language: Language,
}

impl Selection {
    /// Nothing is narrowed: every record of the type.
    pub fn is_all(&self) -> bool {
        self.search.trim().is_empty()
            && self.conditions.is_empty()
            && self.tags_any.is_empty()
            && self.tags_all.is_empty()
            && self.tags_none.is_empty()
            && self.only.is_none()
            && self.except.is_empty()
    }
}

impl Engine {
    /// The filter a selection means.
    pub fn filter_of(&self, ty: &RecordType, chosen: &Selection) -> Result<Filter> {
        let tag = |sign: &'static str| move |name: &String| format!("tag{sign}{name}");
        let words: Vec<String> = chosen.conditions.clone();
        let mut filter = self.parse_filter(ty, &words, chosen.language)?;
        // Each tag is known, or the person is told which is not.
        let all: Vec<String> = chosen.tags_all.iter().map(tag("=")).collect();
        filter.conditions.extend(self.parse_filter(ty, &all, chosen.language)?.conditions);
        let any: Vec<String> = chosen.tags_any.iter().map(tag("=")).collect();
        if !self.parse_filter(ty, &any, chosen.language)?.conditions.is_empty() {
            filter.conditions.push(Condition::TagAny(chosen.tags_any.iter().map(CompactString::new).collect()));
        }
        let none: Vec<String> = chosen.tags_none.iter().map(tag("!=")).collect();
        filter.conditions.extend(self.parse_filter(ty, &none, chosen.language)?.conditions);
        if !chosen.search.trim().is_empty() {
            filter.conditions.push(Condition::Search { words: CompactString::new(chosen.search.trim()), plenty: false });
        }
        let numbers = |ids: &[i64]| ids.iter().copied().map(RecordId).collect::<Vec<_>>();
        if let Some(only) = &chosen.only {
            filter.conditions.push(Condition::Ids(numbers(only)));
        }
        if !chosen.except.is_empty() {
            filter.conditions.push(Condition::Except(numbers(&chosen.except)));
        }
        Ok(filter)
    }

    /// Tags by the beginning of their name, without counting who carries them.
    pub fn tag_words(&self, actor: &Actor, prefix: &str, limit: usize) -> Result<Vec<String>> {
        actor.require(Permission::SeeRecords)?;
        let reader = self.store.reader().map_err(store_error)?;
        let wanted = TagFilter { prefix: prefix.to_owned(), limit, ..TagFilter::default() };
        Ok(reader.tags(&wanted, &[]).map_err(store_error)?.into_iter().map(|tag| tag.name.into_string()).collect())
    }

    /// Logins of operators and administrators, who can be made responsible (H11), by name.
    pub fn responsible_words(&self, actor: &Actor, limit: usize) -> Result<Vec<String>> {
        actor.require(Permission::SeeRecords)?;
        let ty = self.types().named("user")?;
        let Some(position) = ty.position("username") else { return Ok(Vec::new()) };
        let reader = self.store.reader().map_err(store_error)?;
        let mut logins = Vec::new();
        // End users are many and never responsible.
        for role in ["administrator", "operator"] {
            let role = Condition::Field { field: "role".into(), comparison: Comparison::Is, value: Some(Value::text(role)) };
            let found = reader.scan(&ty, &[position], &Filter::all().and(role), None, limit).map_err(store_error)?;
            logins.extend(found.iter().filter_map(|record| record.values.first()?.as_ref()?.as_text().map(str::to_owned)));
        }
        logins.sort_unstable();
        Ok(logins)
    }
}
