//! `/bots`, `/tunnels`, `/lgts`: the short lists messenger clients hang on; `/tags`: words records carry; `/views`: lists people
//! keep under a name.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::list_records::{Listing, TagView};
use kartoteka_engine::mass_edit::BulkAction;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, param, patch, post};
use super::{BASE, records, value};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let (see, administer) = (Permission::SeeRecords, Permission::Administer);
    let mut all = vec![
        get("/tags", tags)
            .needs(see)
            .named("listTags", "Tags, and how many records of each type carry them.")
            .asks([param("type", f::text(), "Only those records of this type carry.")])
            .gives_list("Tag"),
        patch("/tags/{name}", rename_tag)
            .needs(administer)
            .named("renameTag", "Another name on every record that carries it.")
            .takes("TagName")
            .gives("TagDone"),
        delete("/tags/{name}", delete_tag)
            .needs(administer)
            .named("deleteTag", "The tag goes off every record.")
            .gives("TagDone"),
        get("/views", views)
            .needs(see)
            .named("listViews", "The lists the caller may use under a name.")
            .asks([param("type", f::text(), "The record type.")])
            .gives_list("View"),
        post("/views", save_view)
            .needs(see)
            .named("saveView", "Keeps a list; a name used before is replaced.")
            .takes("NewView")
            .makes("View"),
        delete("/views/{id}", delete_view).needs(see).named("deleteView", "Deletes a list of one's own.").gives_nothing(),
    ];
    all.extend(short_list(BOTS));
    all.extend(short_list(TUNNELS));
    all.extend(short_list(LGTS));
    all
}

/// A short list: the record type, its addresses, names of its operations, forms of what is given and sent.
#[derive(Clone, Copy)]
struct List {
    key: &'static str,
    paths: [&'static str; 2],
    ids: [&'static str; 4],
    forms: [&'static str; 2],
}

const BOTS: List = List {
    key: "bot",
    paths: ["/bots", "/bots/{id}"],
    ids: ["listBots", "createBot", "updateBot", "deleteBot"],
    forms: ["BotRecord", "BotWrite"],
};
const TUNNELS: List = List {
    key: "tunnel",
    paths: ["/tunnels", "/tunnels/{id}"],
    ids: ["listTunnels", "createTunnel", "updateTunnel", "deleteTunnel"],
    forms: ["TunnelRecord", "TunnelWrite"],
};
const LGTS: List = List {
    key: "lgt",
    paths: ["/lgts", "/lgts/{id}"],
    ids: ["listLgts", "createLgt", "updateLgt", "deleteLgt"],
    forms: ["LgtRecord", "LgtWrite"],
};

fn short_list(of: List) -> [Endpoint; 4] {
    let administer = Permission::Administer;
    let (word, key) = (&of.paths[0][1..], of.key);
    let all = move |app, caller, query| list(app, caller, query, key);
    let make = move |app, caller, given| create(app, caller, given, (word, key));
    let set = move |app, caller, id, given| change(app, caller, id, given, (word, key));
    let drop = move |app, caller, id| remove(app, caller, id, key);
    [
        get(of.paths[0], all).needs(Permission::SeeRecords).named(of.ids[0], "All of them, by number.").gives_pages(of.forms[0]),
        post(of.paths[0], make).needs(administer).named(of.ids[1], "Adds one.").takes(of.forms[1]).makes(of.forms[0]),
        patch(of.paths[1], set)
            .needs(administer)
            .named(of.ids[2], "Changes the fields that are named.")
            .takes(of.forms[1])
            .gives(of.forms[0])
            .on_version(),
        delete(of.paths[1], drop)
            .needs(administer)
            .named(of.ids[3], "Deletes one that nothing hangs on.")
            .gives_nothing()
            .on_version(),
    ]
}

pub fn forms() -> Vec<Form> {
    let done = [("name", f::maybe(f::text())), ("records", f::count()), ("runs", f::list(f::id()))];
    let view = [("id", f::id()), ("name", f::text()), ("query", f::text()), ("is_shared", f::flag())];
    let new = [("type", f::text()), ("name", f::text()), ("query", f::text()), ("is_shared", f::flag())];
    vec![
        ("Tag", f::answer([("name", f::text()), ("import", f::maybe(f::count())), ("records", f::map(f::count()))])),
        ("TagName", f::request([("name", f::text())], &["name"])),
        ("TagDone", f::answer(done)),
        ("View", f::answer(view)),
        ("NewView", f::request(new, &["type", "name", "query"])),
    ]
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query, key: &'static str) -> Reply {
    let listing = Listing {
        after: query.cursor()?.map(RecordId),
        limit: query.limit()?,
        language: caller.language(),
        ..Listing::default()
    };
    query.end()?;
    let page = app.run(move |engine| engine.list_records(&caller.actor, key, &Filter::all(), &listing)).await?;
    let data = page.records.iter().map(|view| value::record(view, false)).collect();
    Ok(answer::page(data, page.next.map(|id| id.to_string()), None))
}

/// What lacks is a field of the document, not a column of a file.
fn incomplete(error: Error) -> Error {
    match error {
        Error::Refusal(refusal) if refusal.code == "mapping-incomplete" => {
            Refusal { code: "record-incomplete", kind: RefusalKind::Malformed, ..refusal }.into()
        }
        other => other,
    }
}

async fn create(
    Extract(app): Extract<App>,
    caller: Caller,
    Given(members): Given<Map<String, Value>>,
    (word, key): (&'static str, &'static str),
) -> Reply {
    let actor = caller.actor.clone();
    let made = app.run(move |engine| {
        actor.require(Permission::Administer)?;
        let fields = records::texts_of(engine, key, &members)?;
        engine.create_record(&actor, key, &fields).map_err(incomplete)
    });
    let made = made.await?;
    told(&app, &caller, made, (word, key), StatusCode::CREATED).await
}

async fn change(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(id): Path<String>,
    Given(members): Given<Map<String, Value>>,
    (word, key): (&'static str, &'static str),
) -> Reply {
    let id = records::number(key, &id)?;
    let (actor, language) = (caller.actor.clone(), caller.language());
    let based_on = IfMatch::required(&caller.headers)?;
    let made = app.run(move |engine| {
        actor.require(Permission::Administer)?;
        let before = engine.get_record(&actor, key, id, language)?;
        if !based_on.fits(&before.version.0.to_string()) {
            return Err(Refusal::new(RefusalKind::Conflict, "resource-changed").into());
        }
        let fields = records::texts_of(engine, key, &members)?;
        let name = before
            .fields
            .iter()
            .find(|field| field.key == engine.types().named(key).map(|ty| ty.name_field.clone()).unwrap_or_default());
        let name = name.map(|field| field.text.clone()).unwrap_or_default();
        engine.update_reference(&actor, key, &name, &fields)
    });
    let made = made.await?;
    told(&app, &caller, made, (word, key), StatusCode::OK).await
}

async fn told(app: &App, caller: &Caller, edited: Edited, (word, key): (&str, &str), status: StatusCode) -> Reply {
    match edited {
        Edited::Rejected(issues) => Ok(records::rejected(app, caller, key, &issues)),
        Edited::Created(id) | Edited::Updated(id) | Edited::Unchanged(id) => {
            let view = records::read(app, caller, key, id).await?;
            let response = answer::json(status, &value::record(&view, false));
            let response = answer::with_header(response, "etag", &format!("\"{}\"", view.version.0));
            let is_new = status == StatusCode::CREATED;
            Ok(if is_new { answer::with_header(response, "location", &format!("{BASE}/{word}/{id}")) } else { response })
        }
    }
}

async fn remove(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, key: &'static str) -> Reply {
    let id = records::number(key, &id)?;
    let language = caller.language();
    let based_on = IfMatch::required(&caller.headers)?;
    app.run(move |engine| {
        let before = engine.get_record(&caller.actor, key, id, language)?;
        if !based_on.fits(&before.version.0.to_string()) {
            return Err(Refusal::new(RefusalKind::Conflict, "resource-changed").into());
        }
        engine.delete_reference(&caller.actor, key, id)
    })
    .await?;
    Ok(answer::nothing())
}

async fn tags(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let word = query.take("type");
    query.end()?;
    let data = app.run(move |engine| {
        let types = engine.types();
        let found = engine.tags(&caller.actor, word.as_deref())?;
        Ok(found.iter().map(|tag| shapes::tag(tag, &types)).collect())
    });
    Ok(answer::page(data.await?, None, None))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewName {
    name: String,
}

async fn rename_tag(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>, Given(new): Given<NewName>) -> Reply {
    retag(app, caller, name, Some(new.name)).await
}

async fn delete_tag(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>) -> Reply {
    retag(app, caller, name, None).await
}

/// The tag goes off every record, and another one comes in its place. A mass edit of each type, with its undo.
async fn retag(app: App, caller: Caller, name: String, other: Option<String>) -> Reply {
    let done = app.run(move |engine| {
        caller.actor.require(Permission::Administer)?;
        let found = engine.tags(&caller.actor, None)?;
        let unknown = || Refusal::unknown("tag-unknown", &name, found.iter().map(|tag| tag.name.as_str()));
        let tag: &TagView = found.iter().find(|tag| tag.name.as_str() == name).ok_or_else(unknown)?;
        let (mut runs, mut records) = (Vec::new(), 0);
        for (key, count) in tag.counts.iter().filter(|(_, count)| *count > 0) {
            let filter = Filter::all().and(Condition::TagAny(vec![tag.name.as_str().into()]));
            let mut actions: Vec<BulkAction> = other.iter().cloned().map(BulkAction::AddTag).collect();
            actions.push(BulkAction::RemoveTag(name.clone()));
            let report = engine.bulk_edit(&caller.actor, key, &filter, &actions, false, &Watch::default())?;
            if let Some(issue) = report.issues.first() {
                let detail = caller.words().issue(issue.code, "", issue.value.as_deref(), &issue.params);
                return Err(Refusal::new(RefusalKind::Unacceptable, "tags-unfit").with("reason", detail).into());
            }
            records += count;
            runs.extend(report.run.map(|run| run.to_string()));
        }
        Ok(json!({"name": other, "records": records, "runs": runs}))
    });
    Ok(answer::ok(&done.await?))
}

fn view_shape(view: &kartoteka_engine::keep_views::SavedView) -> Value {
    json!({"id": view.id.to_string(), "name": view.name, "query": view.query, "is_shared": view.shared})
}

async fn views(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let word = query.take("type").unwrap_or_default();
    query.end()?;
    let found = app.run(move |engine| engine.views_of(&caller.actor, &word)).await?;
    Ok(answer::page(found.iter().map(view_shape).collect(), None, None))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewView {
    #[serde(rename = "type")]
    record_type: String,
    name: String,
    /// As it stands in the address of the list.
    query: String,
    #[serde(default)]
    is_shared: bool,
}

/// A name used before is replaced.
async fn save_view(Extract(app): Extract<App>, caller: Caller, Given(new): Given<NewView>) -> Reply {
    let done = app.run(move |engine| -> Result<Value> {
        let id = engine.save_view(&caller.actor, &new.record_type, &new.name, &new.query, new.is_shared)?;
        let views = engine.views_of(&caller.actor, &new.record_type)?;
        Ok(views.iter().find(|view| view.id == id).map(view_shape).unwrap_or_default())
    });
    let body = done.await?;
    Ok(answer::created(&format!("{BASE}/views/{}", body["id"].as_str().unwrap_or_default()), &body))
}

async fn delete_view(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "view").with("id", &id);
    let number: i64 = id.parse().map_err(|_| unknown())?;
    app.run(move |engine| engine.delete_view(&caller.actor, number)).await?;
    Ok(answer::nothing())
}
