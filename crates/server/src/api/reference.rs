//! `/bots`, `/tunnels`, `/lgts`: the short lists messenger clients hang on; `/tags`: words records carry; `/views`: lists people
//! keep under a name.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::record::RecordId;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::define_types::Types;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::keep_views::{SavedView, ViewEdit};
use kartoteka_engine::list_records::{Listing, TagView};
use kartoteka_engine::mass_edit::BulkAction;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query};
use super::slice::Slice;
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
        post("/tags", create_tag)
            .needs(Permission::BulkEdit)
            .named("createTag", "A tag that no record carries yet.")
            .takes("TagName")
            .makes("Tag"),
        get("/tags/{name}", tag).needs(see).named("getTag", "A tag, and how many records of each type carry it.").gives("Tag"),
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
            .asks([param("type", f::text(), "Those of one record type.")])
            .gives_list("View"),
        post("/views", save_view)
            .needs(see)
            .named("saveView", "Keeps a list; a name used before is replaced.")
            .takes("NewView")
            .makes("View"),
        get("/views/{id}", view).needs(see).named("getView", "One list the caller may use.").gives("View"),
        patch("/views/{id}", edit_view)
            .needs(see)
            .named("updateView", "Another name, other filters, or for others too: of a list of one's own.")
            .takes("ViewChange")
            .gives("View"),
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
    ids: [&'static str; 5],
    forms: [&'static str; 2],
}

const BOTS: List = List {
    key: "bot",
    paths: ["/bots", "/bots/{id}"],
    ids: ["listBots", "createBot", "getBot", "updateBot", "deleteBot"],
    forms: ["BotRecord", "BotWrite"],
};
const TUNNELS: List = List {
    key: "tunnel",
    paths: ["/tunnels", "/tunnels/{id}"],
    ids: ["listTunnels", "createTunnel", "getTunnel", "updateTunnel", "deleteTunnel"],
    forms: ["TunnelRecord", "TunnelWrite"],
};
const LGTS: List = List {
    key: "lgt",
    paths: ["/lgts", "/lgts/{id}"],
    ids: ["listLgts", "createLgt", "getLgt", "updateLgt", "deleteLgt"],
    forms: ["LgtRecord", "LgtWrite"],
};

fn short_list(of: List) -> [Endpoint; 5] {
    let administer = Permission::Administer;
    let (word, key) = (&of.paths[0][1..], of.key);
    let all = move |app, caller, query| list(app, caller, query, key);
    let make = move |app, caller, given| create(app, caller, given, (word, key));
    let one = move |app, caller, id| read(app, caller, id, key);
    let set = move |app, caller, id, given| change(app, caller, id, given, (word, key));
    let drop = move |app, caller, id| remove(app, caller, id, key);
    [
        get(of.paths[0], all).needs(Permission::SeeRecords).named(of.ids[0], "All of them, by number.").gives_pages(of.forms[0]),
        post(of.paths[0], make).needs(administer).named(of.ids[1], "Adds one.").takes(of.forms[1]).makes(of.forms[0]),
        get(of.paths[1], one).needs(Permission::SeeRecords).named(of.ids[2], "One of them.").gives(of.forms[0]).versioned(),
        patch(of.paths[1], set)
            .needs(administer)
            .named(of.ids[3], "Changes the fields that are named.")
            .takes(of.forms[1])
            .gives(of.forms[0])
            .on_version(),
        delete(of.paths[1], drop)
            .needs(administer)
            .named(of.ids[4], "Deletes one that nothing hangs on.")
            .gives_nothing()
            .on_version(),
    ]
}

pub fn forms() -> Vec<Form> {
    let done = [("name", f::maybe(f::text())), ("records", f::count()), ("runs", f::list(f::id()))];
    let view = [("id", f::id()), ("type", f::text()), ("name", f::text()), ("query", f::text()), ("is_shared", f::flag())];
    let new = [("type", f::text()), ("name", f::text()), ("query", f::text()), ("is_shared", f::flag())];
    let change = [("name", f::maybe(f::text())), ("query", f::maybe(f::text())), ("is_shared", f::maybe(f::flag()))];
    vec![
        ("Tag", f::answer([("name", f::text()), ("import", f::maybe(f::count())), ("records", f::map(f::count()))])),
        ("TagName", f::request([("name", f::text())], &["name"])),
        ("TagDone", f::answer(done)),
        ("View", f::answer(view)),
        ("NewView", f::request(new, &["type", "name", "query"])),
        ("ViewChange", f::request(change, &[])),
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

async fn read(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, key: &'static str) -> Reply {
    let view = records::read(&app, &caller, key, records::number(key, &id)?).await?;
    Ok(answer::versioned(&caller.headers, &view.version.0.to_string(), &value::record(&view, false)))
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
    let (word, slice) = (query.take("type"), Slice::of(&mut query)?);
    query.end()?;
    let data = app.run(move |engine| {
        let types = engine.types();
        let found = engine.tags(&caller.actor, word.as_deref())?;
        Ok(found.iter().map(|tag| shapes::tag(tag, &types)).collect())
    });
    Ok(slice.page(data.await?))
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

async fn tag(Extract(app): Extract<App>, caller: Caller, Path(name): Path<String>) -> Reply {
    let body = app.run(move |engine| {
        let found = engine.tags(&caller.actor, None)?;
        let unknown = || Refusal::unknown("tag-unknown", &name, found.iter().map(|tag| tag.name.as_str()));
        let tag = found.iter().find(|tag| tag.name == name).ok_or_else(unknown)?;
        Ok(shapes::tag(tag, &engine.types()))
    });
    Ok(answer::ok(&body.await?))
}

async fn create_tag(Extract(app): Extract<App>, caller: Caller, Given(new): Given<NewName>) -> Reply {
    let body = app.run(move |engine| Ok(shapes::tag(&engine.create_tag(&caller.actor, &new.name)?, &engine.types()))).await?;
    let path = format!("{BASE}/tags/{}", answer::segment(body["name"].as_str().unwrap_or_default()));
    Ok(answer::created(&path, &body))
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
        if let Some(other) = other.as_deref().filter(|_| records == 0) {
            engine.create_tag(&caller.actor, other)?;
        }
        engine.forget_tag(&caller.actor, &name)?;
        Ok(json!({"name": other, "records": records, "runs": runs}))
    });
    Ok(answer::ok(&done.await?))
}

fn view_shape(view: &SavedView, types: &Types) -> Value {
    let ty = types.get(&view.type_key).map_or_else(|| view.type_key.to_string(), |ty| shapes::type_word(ty));
    json!({"id": view.id.to_string(), "type": ty, "name": view.name, "query": view.query, "is_shared": view.shared})
}

async fn views(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (word, slice) = (query.take("type"), Slice::of(&mut query)?);
    query.end()?;
    let data = app.run(move |engine| {
        let types = engine.list_types(&caller.actor)?;
        let words = word.map_or_else(|| types.all().iter().map(|ty| ty.key.to_string()).collect(), |word| vec![word]);
        let mut data = Vec::new();
        for word in words {
            data.extend(engine.views_of(&caller.actor, &word)?.iter().map(|view| view_shape(view, &types)));
        }
        Ok(data)
    });
    Ok(slice.page(data.await?))
}

/// The number in an address; what is no number is no list.
fn view_number(id: &str) -> std::result::Result<i64, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "view").with("id", id);
    id.parse().map_err(|_| unknown())
}

async fn view(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = view_number(&id)?;
    let body = app.run(move |engine| Ok(view_shape(&engine.view_of(&caller.actor, number)?, &engine.types())));
    Ok(answer::ok(&body.await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ViewChange {
    name: Option<String>,
    query: Option<String>,
    is_shared: Option<bool>,
}

async fn edit_view(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(id): Path<String>,
    Given(change): Given<ViewChange>,
) -> Reply {
    let number = view_number(&id)?;
    let edit = ViewEdit { name: change.name, query: change.query, shared: change.is_shared };
    let body = app.run(move |engine| Ok(view_shape(&engine.edit_view(&caller.actor, number, &edit)?, &engine.types())));
    Ok(answer::ok(&body.await?))
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
        Ok(view_shape(&engine.view_of(&caller.actor, id)?, &engine.types()))
    });
    let body = done.await?;
    Ok(answer::created(&format!("{BASE}/views/{}", body["id"].as_str().unwrap_or_default()), &body))
}

async fn delete_view(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = view_number(&id)?;
    app.run(move |engine| engine.delete_view(&caller.actor, number)).await?;
    Ok(answer::nothing())
}
