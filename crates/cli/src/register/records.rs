//! Records: lists, one, changes of one, history, tags.

use kartoteka_client::{Verb, encoded};
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::Engine;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::list_records::Listing;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde_json::{Map, Value, json};

use super::{Register, refused};

/// Which records a person means, in the person's own words.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `city=Brno`
    pub conditions: Vec<String>,
    pub tags: Vec<String>,
    pub ids: Option<Vec<RecordId>>,
    /// Every record, said in so many words.
    pub all: bool,
    pub language: Language,
}

impl Asked {
    pub fn filter(&self, engine: &Engine, ty: &RecordType) -> Result<Filter> {
        let tags = self.tags.iter().map(|tag| format!("tag={tag}"));
        let words: Vec<String> = self.conditions.iter().cloned().chain(tags).collect();
        let filter = engine.parse_filter(ty, &words, self.language)?;
        Ok(match &self.ids {
            Some(ids) => filter.and(Condition::Ids(ids.clone())),
            None => filter,
        })
    }

    /// The same as a server reads it.
    pub fn document(&self) -> Value {
        let mut members = Map::new();
        let tags = self.tags.iter().map(|tag| format!("tag={tag}"));
        members.insert("filter".to_owned(), self.conditions.iter().cloned().chain(tags).collect());
        if let Some(ids) = &self.ids {
            members.insert("ids".to_owned(), ids.iter().map(|id| id.to_string()).collect());
        }
        members.insert("all".to_owned(), self.all.into());
        members.insert("language".to_owned(), self.language.tag().into());
        Value::Object(members)
    }

    pub fn query(&self) -> Vec<(&'static str, String)> {
        let tags = self.tags.iter().map(|tag| ("where", format!("tag={tag}")));
        let mut query: Vec<(&str, String)> = self.conditions.iter().map(|word| ("where", word.clone())).chain(tags).collect();
        query.extend(self.ids.iter().map(|ids| ("ids", ids.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(","))));
        query
    }
}

/// What an edit of one record led to.
#[derive(Clone, Debug)]
pub enum Edit {
    Created(String),
    Updated(String),
    Unchanged(String),
    /// Why it was not written: issues.
    Rejected(Vec<Value>),
}

fn edit(edited: Edited, words: Words) -> Edit {
    match edited {
        Edited::Created(id) => Edit::Created(id.to_string()),
        Edited::Updated(id) => Edit::Updated(id.to_string()),
        Edited::Unchanged(id) => Edit::Unchanged(id.to_string()),
        Edited::Rejected(issues) => Edit::Rejected(issues.iter().map(|issue| shapes::issue(issue, None, None, words)).collect()),
    }
}

/// Issues are the answer to an edit, not a failure of it.
fn rejected(error: kartoteka_client::Error) -> Result<Edit> {
    match error {
        kartoteka_client::Error::Problem(problem) if problem.code == "record_rejected" => {
            let errors = problem.document["errors"].as_array().cloned().unwrap_or_default();
            Ok(Edit::Rejected(errors.into_iter().map(|mut error| error["issue"].take()).collect()))
        }
        other => Err(refused(other)),
    }
}

fn texts(fields: &[(String, String)]) -> Value {
    Value::Object(fields.iter().map(|(key, text)| (key.clone(), Value::from(text.as_str()))).collect())
}

/// Records of a list as texts, the keys of the fields that were asked for, and the number to go on from.
pub struct Page {
    pub records: Vec<Value>,
    pub shown: Vec<String>,
    pub next: Option<String>,
}

/// The fields in front of what every record has besides. Tags are both: a field to those who ask for it.
fn shown(record: Option<&Value>, asked: &[String]) -> Vec<String> {
    let keys = record.and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let mut shown: Vec<String> = keys.take_while(|key| *key != "version").cloned().collect();
    if shown.last().is_some_and(|key| key == "tags") && !asked.iter().any(|word| word.trim().eq_ignore_ascii_case("tags")) {
        shown.pop();
    }
    shown
}

/// At most so many on a page of a server.
const PAGE: usize = 500;

impl Register {
    /// Records as texts, at most `limit` after a number.
    pub fn records(
        &self,
        word: &str,
        asked: &Asked,
        (fields, after, limit): (&[String], Option<RecordId>, usize),
    ) -> Result<Page> {
        let client = match self {
            Register::Here { engine, actor } => {
                let ty = engine.types().named(word)?;
                let filter = asked.filter(engine, &ty)?;
                let listing = Listing { fields: fields.to_vec(), after, limit, language: asked.language };
                let page = engine.list_records(actor, word, &filter, &listing)?;
                let shown = page.records.first().map(|one| one.fields.iter().map(|field| field.key.to_string()).collect());
                return Ok(Page {
                    records: page.records.iter().map(shapes::record).collect(),
                    shown: shown.unwrap_or_default(),
                    next: page.next.map(|id| id.to_string()),
                });
            }
            Register::There(client) => client,
        };
        let (mut all, mut next) = (Vec::new(), after.map(|id| id.to_string()));
        loop {
            let wanted = PAGE.min(limit.saturating_sub(all.len()));
            let mut query = asked.query();
            query.extend([("values", "text".to_owned()), ("limit", wanted.max(1).to_string()), ("fields", fields.join(","))]);
            query.extend(next.take().map(|cursor| ("cursor", cursor)));
            query.retain(|(_, value)| !value.is_empty());
            let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let mut answer = client.get(&format!("/records/{}", encoded(word)), &query).map_err(refused)?;
            next = answer.body["next_cursor"].as_str().map(str::to_owned);
            all.extend(answer.body["data"].as_array_mut().map(std::mem::take).unwrap_or_default());
            if next.is_none() || all.len() >= limit {
                return Ok(Page { shown: shown(all.first(), fields), records: all, next });
            }
        }
    }

    pub fn count_records(&self, word: &str, asked: &Asked) -> Result<u64> {
        match self {
            Register::Here { engine, actor } => {
                let ty = engine.types().named(word)?;
                engine.count_records(actor, word, &asked.filter(engine, &ty)?)
            }
            Register::There(client) => {
                let mut query = asked.query();
                query.extend([("limit", "1".to_owned()), ("include_total", "true".to_owned())]);
                let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = client.get(&format!("/records/{}", encoded(word)), &query).map_err(refused)?;
                Ok(answer.body["total"].as_u64().unwrap_or_default())
            }
        }
    }

    /// A record as texts.
    pub fn record(&self, word: &str, id: RecordId, language: Language) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => Ok(shapes::record(&engine.get_record(actor, word, id, language)?)),
            Register::There(client) => {
                Ok(client.get(&format!("/records/{}/{id}", encoded(word)), &[("values", "text")]).map_err(refused)?.body)
            }
        }
    }

    /// What happened to a record, latest first.
    pub fn history(&self, word: &str, id: RecordId, language: Language) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                Ok(engine.record_history(actor, word, id, language)?.iter().map(shapes::history).collect())
            }
            Register::There(client) => client.all(&format!("/records/{}/{id}/history", encoded(word)), &[]).map_err(refused),
        }
    }

    pub fn create_record(&self, word: &str, fields: &[(String, String)], words: Words) -> Result<Edit> {
        match self {
            Register::Here { engine, actor } => Ok(edit(engine.create_record(actor, word, fields)?, words)),
            Register::There(client) => {
                match client.send(Verb::Post, &format!("/records/{}", encoded(word)), &[], &texts(fields)) {
                    Ok(answer) => Ok(Edit::Created(answer.body["id"].as_str().unwrap_or_default().to_owned())),
                    Err(error) => rejected(error),
                }
            }
        }
    }

    pub fn set_record(
        &self,
        word: &str,
        id: RecordId,
        expected: Option<u32>,
        fields: &[(String, String)],
        words: Words,
    ) -> Result<Edit> {
        let client = match self {
            Register::Here { engine, actor } => {
                return Ok(edit(engine.set_record(actor, word, id, expected.map(Version), fields)?, words));
            }
            Register::There(client) => client,
        };
        let path = format!("/records/{}/{id}", encoded(word));
        let before = client.get(&path, &[]).map_err(refused)?.body["version"].as_u64();
        let based_on = expected.map_or("*".to_owned(), |version| format!("\"{version}\""));
        match client.send(Verb::Patch, &path, &[("if-match", &based_on)], &texts(fields)) {
            Ok(answer) if answer.body["version"].as_u64() == before => Ok(Edit::Unchanged(id.to_string())),
            Ok(_) => Ok(Edit::Updated(id.to_string())),
            Err(kartoteka_client::Error::Problem(problem)) if problem.code == "record_changed" => {
                // The document holds what the fields contain now; the refusal is about the record.
                let version = client.get(&path, &[]).map_err(refused)?.body["version"].to_string();
                let refusal = Refusal::new(RefusalKind::Conflict, "record-changed").with("id", id);
                Err(refusal.with("version", version).into())
            }
            Err(error) => rejected(error),
        }
    }

    /// Erases a person, or only says in how many places there is something to erase.
    pub fn erase_record(&self, word: &str, id: RecordId, dry_run: bool, watch: &Watch) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                let report = engine.erase_records(actor, word, &[id], dry_run, watch)?;
                Ok(shapes::erasure(&report, &engine.types()))
            }
            Register::There(client) => {
                let path = format!("/records/{}/{id}/erase", encoded(word));
                let answer = client.send(Verb::Post, &path, &[], &json!({"dry_run": dry_run}));
                Ok(answer.map_err(refused)?.body)
            }
        }
    }

    /// Puts tags on a record and takes tags off; whether anything changed.
    pub fn tag_record(&self, word: &str, id: RecordId, add: &[String], remove: &[String]) -> Result<bool> {
        match self {
            Register::Here { engine, actor } => {
                // The record must be there before anything is said about its tags.
                engine.get_record(actor, word, id, Language::English)?;
                Ok(engine.tag_records(actor, word, &[id], add, remove)?.updated > 0)
            }
            Register::There(client) => {
                let path = format!("/records/{}/{id}", encoded(word));
                let record = client.get(&path, &[]).map_err(refused)?.body;
                let known = record["tags"].as_array().cloned().unwrap_or_default();
                let before: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
                let kept = before.iter().copied().filter(|tag| !remove.iter().any(|gone| gone.trim() == *tag));
                let mut wanted: Vec<&str> = kept.collect();
                for tag in add.iter().map(|tag| tag.trim()) {
                    if !wanted.contains(&tag) {
                        wanted.push(tag);
                    }
                }
                if wanted == before {
                    return Ok(false);
                }
                client.send(Verb::Put, &format!("{path}/tags"), &[], &json!({"tags": wanted})).map_err(refused)?;
                Ok(true)
            }
        }
    }
}
