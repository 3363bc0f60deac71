//! What hangs on a record besides its fields: its tags, and the records that link to it. And the search over every type.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::choose_records::Selection;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::list_records::{Listing, Related};
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer;
use super::caller::Caller;
use super::given::{Given, Query};
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, param, put};
use crate::app::App;
use crate::reply::Reply;

/// Records found of each type.
const FOUND: usize = 5;

pub fn endpoints() -> Vec<Endpoint> {
    let see = Permission::SeeRecords;
    vec![
        get("/records/{type}/{id}/links", links)
            .needs(see)
            .named("listLinks", "The records that link to this one, a few of each type and field.")
            .gives_list("LinkedRecords"),
        put("/records/{type}/{id}/tags", tags)
            .needs(Permission::BulkEdit)
            .named("setTags", "The record has these tags and no others; in its history, with an undo.")
            .takes("RecordTags")
            .gives("RecordTags"),
        get("/search", search)
            .needs(see)
            .named("search", "A few records of every type whose number, name or key fits.")
            .asks([param("q", f::text(), "What to look for.")])
            .gives_list("Hit"),
    ]
}

pub fn forms() -> Vec<Form> {
    let record = f::answer([("id", f::id()), ("name", f::text())]);
    let linked =
        [("type", f::text()), ("field", f::text()), ("label", f::text()), ("records", f::list(record)), ("has_more", f::flag())];
    let hit = [("type", f::text()), ("id", f::id()), ("name", f::maybe(f::text()))];
    vec![
        ("LinkedRecords", f::answer(linked)),
        ("RecordTags", f::request([("tags", f::list(f::text()))], &["tags"])),
        ("Hit", f::answer(hit)),
    ]
}

fn number(word: &str, id: &str) -> Result<RecordId, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", word).with("id", id);
    id.parse().ok().filter(|id| *id > 0).map(RecordId).ok_or_else(unknown)
}

/// A few records of each type and field that link here, and whether there are more.
async fn links(Extract(app): Extract<App>, caller: Caller, Path((word, id)): Path<(String, String)>, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let (id, language) = (number(&word, &id)?, caller.language());
    let data = app.run(move |engine| {
        engine.get_record(&caller.actor, &word, id, language)?;
        let types = engine.types();
        let one = |related: Related| {
            let ty = types.get(&related.type_key).map_or_else(|| related.type_key.to_string(), |ty| shapes::type_word(ty));
            let records = related.records.iter().map(|record| json!({"id": record.id.to_string(), "name": record.name}));
            json!({
                "type": ty,
                "field": related.field.as_str(),
                "label": related.label,
                "records": records.collect::<Vec<_>>(),
                "has_more": related.has_more,
            })
        };
        Ok(engine.related_records(&caller.actor, &word, id, language)?.into_iter().map(one).collect())
    });
    Ok(slice.page(data.await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tags {
    tags: Vec<String>,
}

/// The record has these tags and no others. A mass edit of one: in the journal, with an undo.
async fn tags(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, id)): Path<(String, String)>,
    Given(wanted): Given<Tags>,
) -> Reply {
    let (id, language) = (number(&word, &id)?, caller.language());
    let done = app.run(move |engine| {
        let before = engine.get_record(&caller.actor, &word, id, language)?;
        let has = |name: &String| before.tags.iter().any(|tag| tag.as_str() == name.trim());
        let add: Vec<String> = wanted.tags.iter().filter(|name| !has(name)).cloned().collect();
        let stays = |tag: &str| wanted.tags.iter().any(|name| name.trim() == tag);
        let gone = before.tags.iter().filter(|tag| !stays(tag)).map(|tag| tag.to_string());
        let remove: Vec<String> = gone.collect();
        if !add.is_empty() || !remove.is_empty() {
            let report = engine.tag_records(&caller.actor, &word, &[id], &add, &remove)?;
            if let Some(issue) = report.issues.first() {
                let detail = caller.words().issue(issue.code, "", issue.value.as_deref(), &issue.params);
                return Err(Refusal::new(RefusalKind::Unacceptable, "tags-unfit").with("reason", detail).into());
            }
        } else {
            caller.actor.require(Permission::BulkEdit)?;
        }
        engine.get_record(&caller.actor, &word, id, language)
    });
    let record = done.await?;
    let body = json!({"tags": record.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>()});
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{}\"", record.version.0)))
}

/// A few records of every type whose number, name or key fits.
async fn search(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let text = query.take("q").unwrap_or_default().trim().to_owned();
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let language = caller.language();
    let data = app.run(move |engine| {
        let types = engine.list_types(&caller.actor)?;
        let mut data: Vec<Value> = Vec::new();
        if text.is_empty() {
            return Ok(data);
        }
        for ty in types.all() {
            let chosen = Selection { search: text.clone(), language, ..Selection::default() };
            let filter = engine.filter_of(ty, &chosen)?;
            let listing = Listing { fields: vec![ty.name_field.to_string()], limit: FOUND, language, ..Listing::default() };
            let page = engine.list_records(&caller.actor, &ty.key, &filter, &listing)?;
            for record in &page.records {
                let name = record.fields.iter().find(|field| field.key == ty.name_field).map(|field| field.text.clone());
                data.push(json!({"type": shapes::type_word(ty), "id": record.id.to_string(), "name": name}));
            }
        }
        Ok(data)
    });
    Ok(slice.page(data.await?))
}
