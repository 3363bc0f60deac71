//! Imports and other runs, looked at: lists, one with its numbers, problems, columns, tags, files.

use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::words::Words;
use kartoteka_engine::{Engine, ImportFilter, IssueFilter, shapes};
use serde_json::Value;

use super::{Register, refused};

/// Problems read at once.
const PAGE: usize = 2_000;

/// Which imports, in words both ways know.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub filter: ImportFilter,
    /// The record type as it was typed.
    pub type_word: Option<String>,
}

fn shown(engine: &Engine, view: &ImportView, words: Words) -> Value {
    let types = engine.types();
    shapes::import(view, types.get(&view.import.type_key).map(|ty| &**ty), words)
}

/// What a server tells besides is for programs that go on from there.
fn plain(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|name, _| !["links", "job", "same_as"].contains(&name.as_str()));
    }
    object
}

impl Register {
    pub fn imports(&self, wanted: &Wanted, words: Words) -> Result<Vec<Value>> {
        let client = match self {
            Register::Here { engine, actor } => {
                let type_key = match &wanted.type_word {
                    Some(word) => Some(engine.types().named(word)?.key.clone()),
                    None => None,
                };
                let filter = ImportFilter { type_key, ..wanted.filter.clone() };
                return Ok(engine.imports(actor, &filter)?.iter().map(|view| shown(engine, view, words)).collect());
            }
            Register::There(client) => client,
        };
        let filter = &wanted.filter;
        let limit = if filter.limit == 0 { usize::MAX } else { filter.limit };
        let (page, before) = (limit.min(500).to_string(), filter.before.map(|before| before.to_string()));
        let mut query = vec![("limit", page.as_str())];
        query.extend(wanted.type_word.as_deref().map(|word| ("type", word)));
        query.extend(filter.states.first().map(|state| ("state", state.word())));
        query.extend(before.as_deref().map(|before| ("cursor", before)));
        let mut found = Vec::new();
        let each = |one: Value| {
            found.push(plain(one));
            found.len() < limit
        };
        client.each("/imports", &query, each).map_err(refused)?;
        Ok(found)
    }

    pub fn import(&self, number: i64, words: Words) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => Ok(shown(engine, &engine.import(actor, number)?, words)),
            Register::There(client) => Ok(plain(client.get(&format!("/imports/{number}"), &[]).map_err(refused)?.body)),
        }
    }

    /// Problems one by one, at most `limit`; 0 stands for all.
    pub fn issues(&self, number: i64, filter: &IssueFilter, limit: usize, words: Words) -> Result<Vec<Value>> {
        let most = if limit == 0 { usize::MAX } else { limit };
        let mut all = Vec::new();
        match self {
            Register::Here { engine, actor } => {
                let view = engine.import(actor, number)?;
                let (types, mut after) = (engine.types(), None);
                while all.len() < most {
                    let wanted = PAGE.min(most - all.len());
                    let page = engine.issues(actor, number, filter, after, wanted)?;
                    all.extend(page.iter().map(|stored| shapes::stored_issue(&view, &types, stored, words)));
                    match page.last() {
                        Some(last) if page.len() == wanted => after = Some(last.seq),
                        _ => break,
                    }
                }
            }
            Register::There(client) => {
                let (page, row) = (most.min(500).to_string(), filter.row.map(|row| row.0.to_string()));
                let mut query = vec![("limit", page.as_str())];
                query.extend(filter.severity.map(|severity| ("severity", severity.word())));
                query.extend(filter.code.map(|code| ("code", code.word())));
                query.extend(row.as_deref().map(|row| ("row", row)));
                let each = |one: Value| {
                    all.push(one);
                    all.len() < most
                };
                client.each(&format!("/imports/{number}/issues"), &query, each).map_err(refused)?;
            }
        }
        Ok(all)
    }

    pub fn issue_groups(&self, number: i64, words: Words) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                let (view, types) = (engine.import(actor, number)?, engine.types());
                let groups = engine.issue_groups(actor, number)?;
                Ok(groups.iter().map(|group| shapes::group(&view, &types, group, words)).collect())
            }
            Register::There(client) => client.all(&format!("/imports/{number}/issue-groups"), &[]).map_err(refused),
        }
    }

    /// Columns, where each goes, and how sure that is.
    pub fn mapping(&self, number: i64, words: Words) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                Ok(shapes::mapping(&engine.import(actor, number)?, &engine.types(), words.language))
            }
            Register::There(client) => client.all(&format!("/imports/{number}/mapping"), &[]).map_err(refused),
        }
    }

    /// The tags imports gave to records of a type.
    pub fn import_tags(&self, kind: &str) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                let word = engine.types().named(kind).map_or_else(|_| kind.to_owned(), |ty| shapes::type_word(&ty));
                Ok(engine.import_tags(actor, kind)?.iter().map(|tag| shapes::import_tag(tag, &word)).collect())
            }
            Register::There(client) => client.all("/import-batches", &[("type", kind)]).map_err(refused),
        }
    }
}
