//! Imports and other runs, looked at: lists, one with its numbers, problems, columns, tags, files.

use std::path::Path;

use kartoteka_client::Verb;
use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use kartoteka_domain::run::Outcome;
use kartoteka_engine::error::Result;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::summarise_import::Wanted as Told;
use kartoteka_engine::words::Words;
use kartoteka_engine::{Engine, ImportFilter, IssueFilter, shapes};
use serde_json::{Value, json};

use super::exports::written;
use super::{Register, Seen, refused};

/// Problems read at once.
const PAGE: usize = 2_000;

/// Which imports, in words both ways know.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub filter: ImportFilter,
    /// The record type as it was typed.
    pub type_word: Option<String>,
}

/// One mend, as it is typed.
#[derive(Clone, Copy, Debug)]
pub enum Mending<'a> {
    Replace { column: &'a str, from: &'a str, to: &'a str },
    SetEmpty { column: &'a str, text: &'a str },
    Set { row: u32, column: &'a str, text: &'a str },
    LeaveOutCode(Code),
    LeaveOutRows(&'a [u32]),
    Redo,
}

impl Mending<'_> {
    /// As a server reads it.
    fn document(&self) -> Value {
        match *self {
            Mending::Replace { column, from, to } => json!({"mend": "replace", "column": column, "from": from, "to": to}),
            Mending::SetEmpty { column, text } => json!({"mend": "set-empty", "column": column, "text": text}),
            Mending::Set { row, column, text } => json!({"mend": "set", "row": row, "column": column, "text": text}),
            Mending::LeaveOutCode(code) => json!({"mend": "leave-out-code", "code": code.word()}),
            Mending::LeaveOutRows(rows) => json!({"mend": "leave-out-rows", "rows": rows}),
            Mending::Redo => json!({"mend": "redo"}),
        }
    }
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

    pub fn import(&self, number: i64, words: Words) -> Result<Seen> {
        let document = match self {
            Register::Here { engine, actor } => shown(engine, &engine.import(actor, number)?, words),
            Register::There(client) => plain(client.get(&format!("/imports/{number}"), &[]).map_err(refused)?.body),
        };
        Ok(Seen { document })
    }

    /// How the file was read and what the check found.
    pub fn summary(&self, number: i64, wanted: Told, words: Words) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => engine.import_summary(actor, number, wanted, words),
            Register::There(client) => {
                let (rows, people) = (wanted.rows.to_string(), wanted.people.to_string());
                let query = [("rows", rows.as_str()), ("people", people.as_str())];
                Ok(client.get(&format!("/imports/{number}/summary"), &query).map_err(refused)?.body)
            }
        }
    }

    /// What a run would do to rows, at most `limit` after a row.
    pub fn preview(&self, number: i64, outcome: Option<Outcome>, after: u32, limit: usize) -> Result<Vec<Value>> {
        let client = match self {
            Register::Here { engine, actor } => {
                let after = (after > 0).then_some((0, after));
                return Ok(engine.preview(actor, number, outcome, after, limit)?.iter().map(shapes::preview_row).collect());
            }
            Register::There(client) => client,
        };
        let (page, cursor) = (limit.clamp(1, 500).to_string(), format!("0-{after}"));
        let mut query = vec![("limit", page.as_str())];
        query.extend(outcome.map(|outcome| ("outcome", outcome.word())));
        query.extend((after > 0).then_some(("cursor", cursor.as_str())));
        let mut rows = Vec::new();
        let each = |row: Value| {
            rows.push(row);
            rows.len() < limit
        };
        client.each(&format!("/imports/{number}/rows"), &query, each).map_err(refused)?;
        rows.truncate(limit);
        Ok(rows)
    }

    pub fn mends(&self, number: i64) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => Ok(engine.mends(actor, number)?.iter().map(shapes::mend).collect()),
            Register::There(client) => client.all(&format!("/imports/{number}/fixes"), &[]).map_err(refused),
        }
    }

    /// Lays a mend over the rows; how many cells or rows it touches.
    pub fn mend(&self, number: i64, mend: &Mending<'_>) -> Result<u64> {
        let (engine, actor) = match self {
            Register::Here { engine, actor } => (engine, actor),
            Register::There(client) => {
                let path = format!("/imports/{number}/fixes");
                let made = client.send(Verb::Post, &path, &[], &mend.document()).map_err(refused)?;
                return Ok(made.body["touched"].as_u64().unwrap_or_default());
            }
        };
        match *mend {
            Mending::Replace { column, from, to } => engine.mend_replace(actor, number, column, from, to),
            Mending::SetEmpty { column, text } => engine.mend_set_empty(actor, number, column, text),
            Mending::Set { row, column, text } => engine.mend_set_cell(actor, number, row, column, text),
            Mending::LeaveOutCode(code) => engine.mend_exclude_code(actor, number, code),
            Mending::LeaveOutRows(rows) => engine.mend_exclude_rows(actor, number, None, rows),
            Mending::Redo => Ok(u64::from(engine.redo_mend(actor, number)?.is_some())),
        }
    }

    /// Takes the last mend back; whether there was one.
    pub fn undo_mend(&self, number: i64) -> Result<bool> {
        match self {
            Register::Here { engine, actor } => Ok(engine.undo_mend(actor, number)?.is_some()),
            Register::There(client) => match client.delete(&format!("/imports/{number}/fixes/last"), &[]) {
                Ok(_) => Ok(true),
                Err(kartoteka_client::Error::Problem(problem)) if problem.code == "not_found" => Ok(false),
                Err(error) => Err(refused(error)),
            },
        }
    }

    /// Writes a file of an import: original, annotated, result, failed, issues. How many rows, issues or bytes.
    pub fn import_file(&self, number: i64, what: &str, path: &Path, language: Language) -> Result<u64> {
        let client = match self {
            Register::Here { engine, actor } => {
                return match what {
                    "original" => engine.write_original_file(actor, number, path),
                    "annotated" => engine.write_annotated_file(actor, number, path, language),
                    "failed" => engine.write_failed_file(actor, number, path, language),
                    "issues" => engine.write_issues_file(actor, number, path, language),
                    _ => engine.write_result_file(actor, number, path, language),
                };
            }
            Register::There(client) => client,
        };
        let (from, format) = (format!("/imports/{number}/files/{what}"), FileFormat::of_path(path).word());
        let query = [("format", format)];
        let query = if what == "original" { &query[..0] } else { &query[..] };
        let mut rows = 0;
        written(path, |into| {
            let came = client.download(&from, query, None, into).map_err(refused)?;
            rows = came.header("kartoteka-rows").and_then(|rows| rows.parse().ok()).unwrap_or_default();
            Ok(came.bytes)
        })?;
        Ok(rows)
    }

    /// Problems one by one, at most `limit`; 0 stands for all.
    pub fn issues(&self, number: i64, filter: &IssueFilter, limit: usize, words: Words) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        self.each_issue(number, filter, limit, words, |issue| {
            all.push(issue);
            Ok(())
        })?;
        Ok(all)
    }

    /// The same, one after another: only a page is held.
    pub fn each_issue(
        &self,
        number: i64,
        filter: &IssueFilter,
        limit: usize,
        words: Words,
        mut each: impl FnMut(Value) -> Result<()>,
    ) -> Result<()> {
        let most = if limit == 0 { usize::MAX } else { limit };
        let mut seen = 0;
        match self {
            Register::Here { engine, actor } => {
                let view = engine.import(actor, number)?;
                let (types, mut after) = (engine.types(), None);
                while seen < most {
                    let wanted = PAGE.min(most - seen);
                    let page = engine.issues(actor, number, filter, after, wanted)?;
                    seen += page.len();
                    page.iter().try_for_each(|stored| each(shapes::stored_issue(&view, &types, stored, words)))?;
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
                let mut done = Ok(());
                let one = |issue: Value| {
                    seen += 1;
                    done = each(issue);
                    done.is_ok() && seen < most
                };
                client.each(&format!("/imports/{number}/issues"), &query, one).map_err(refused)?;
                done?;
            }
        }
        Ok(())
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
