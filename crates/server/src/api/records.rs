//! `/records/{type}`: lists by filter, one record, creating, changing, deleting, history. Every change is a plan of one, in the
//! journal like any import.
//!
//! In: filters, fields as JSON. Out: records with an `ETag`; what keeps a record out is a problem that names every field.

use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::Response;
use kartoteka_domain::filter::{Condition, Filter};
use kartoteka_domain::issue::Issue;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
use kartoteka_engine::list_records::{Listing, RecordView};
use kartoteka_engine::shapes;
use serde_json::{Map, Value, json};

use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query, malformed, pointer};
use super::slice::Slice;
use super::table::form::{
    Form, answer as answered, any, count, flag, list as list_of, map, maybe, moment, number as integer, says, text, word,
};
use super::table::{Endpoint, Param, delete, get, param, patch, post};
use super::{BASE, problem, value};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let (see, edit) = (Permission::SeeRecords, Permission::EditRecords);
    let values = || param("values", word(["typed", "text"]), "`text`: as people read them, in the language of the request.");
    vec![
        get("/records/{type}", list)
            .needs(see)
            .named("listRecords", "The records that fit, page by page.")
            .asks(narrowing())
            .asks([
                values(),
                param("fields", text(), "Which fields, by comma; the usual ones when it is not said."),
                param(
                    "sort",
                    text(),
                    "Fields to sort by, with a comma between, `-` before one for the largest first; by number when nothing is said.",
                ),
                param("include_total", flag(), "Counts them all; takes time."),
            ])
            .gives_pages("Record"),
        post("/records/{type}", create)
            .needs(edit)
            .named("createRecord", "Creates a record.")
            .takes("RecordWrite")
            .makes("Record"),
        get("/records/{type}/{id}", one)
            .needs(see)
            .named("getRecord", "A record with all its fields.")
            .asks([values()])
            .gives("Record")
            .versioned(),
        patch("/records/{type}/{id}", change)
            .needs(edit)
            .named("updateRecord", "Changes the fields that are named; null clears one.")
            .takes("RecordWrite")
            .gives("Record")
            .on_version(),
        delete("/records/{type}/{id}", remove)
            .needs(edit)
            .named("deleteRecord", "Takes the record away; the run that did it can be undone.")
            .gives_nothing()
            .on_version(),
        get("/records/{type}/{id}/history", history)
            .needs(see)
            .named("listHistory", "What happened to a record, latest first; also when it is gone.")
            .gives_list("History"),
    ]
}

/// What says which records: `filter[…]`, `tag`, `tag_any`.
pub fn narrowing() -> [Param; 5] {
    let says = "`filter[city]=Brno`, `filter[created_at][gte]=2026-11-01`: eq, ne, lt, lte, gt, gte, contains.";
    let words = json!({"anyOf": [text(), map(text())]});
    [
        Param { is_deep: true, ..param("filter", map(words), says) },
        param("tag", list_of(text()), "Those with all of these tags."),
        param("tag_any", list_of(text()), "Those with one of these tags."),
        param("where", list_of(text()), "Conditions as a person types them, in the language of the request: `city=Brno`."),
        param("ids", text(), "Those with these numbers, by comma."),
    ]
}

pub fn forms() -> Vec<Form> {
    let change = [("field", text()), ("label", text()), ("before", any()), ("after", any())];
    let thing = [
        ("run", says(integer(), "The run that did it; that of a single edit is below zero.")),
        ("kind", text()),
        ("what", word(["created", "updated", "deleted"])),
        ("at", moment()),
        ("by", text()),
        ("row", maybe(count())),
        ("changes", list_of(answered(change))),
    ];
    vec![("History", answered(thing))]
}

/// Comparisons of `filter[field][…]`, and the sign each is typed with.
const SIGNS: [(&str, &str); 7] =
    [("eq", "="), ("ne", "!="), ("lt", "<"), ("lte", "<="), ("gt", ">"), ("gte", ">="), ("contains", "~")];

/// What a query says about which records.
#[derive(Default)]
struct Wanted {
    conditions: Vec<String>,
    any_tags: Vec<String>,
    /// As a person types them, in the caller's language.
    typed: Vec<String>,
    ids: Option<Vec<RecordId>>,
}

impl Wanted {
    fn of(query: &mut Query) -> Result<Wanted, Refusal> {
        let mut conditions: Vec<String> = query.take_all("tag").into_iter().map(|tag| format!("tag={tag}")).collect();
        for (inside, text) in query.take_within("filter") {
            // `filter[created_at][gte]`: what stands between the brackets is `created_at][gte`.
            let (field, word) = inside.split_once("][").unwrap_or((inside.as_str(), "eq"));
            let sign = SIGNS.iter().find(|(known, _)| *known == word).map(|(_, sign)| *sign);
            let sign = sign.ok_or_else(|| malformed("filter-unfit").with("field", field).with("sign", word))?;
            conditions.push(format!("{field}{sign}{text}"));
        }
        let number = |word: &str| word.trim().parse().ok().filter(|id| *id > 0).map(RecordId);
        let ids = query.parsed("ids", |text| text.split(',').map(number).collect::<Option<Vec<RecordId>>>())?;
        Ok(Wanted { conditions, any_tags: query.take_all("tag_any"), typed: query.take_all("where"), ids })
    }

    fn filter(self, engine: &Engine, ty: &RecordType, language: Language) -> Done<Filter> {
        let mut filter = engine.parse_filter(ty, &self.conditions, Language::English)?;
        filter.conditions.extend(engine.parse_filter(ty, &self.typed, language)?.conditions);
        filter.conditions.extend(self.ids.map(Condition::Ids));
        let tags: Vec<_> = self.any_tags.iter().map(|tag| tag.as_str().into()).collect();
        Ok(if tags.is_empty() { filter } else { filter.and(Condition::TagAny(tags)) })
    }
}

/// `values=text`: fields as people read them, in the caller's language; else the same in every language.
fn as_texts(query: &mut Query) -> Result<bool, Refusal> {
    let read = |text: &str| match text {
        "text" => Some(true),
        "typed" => Some(false),
        _ => None,
    };
    Ok(query.parsed("values", read)?.unwrap_or(false))
}

async fn list(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, mut query: Query) -> Reply {
    let wanted = Wanted::of(&mut query)?;
    let (texts, with_total) = (as_texts(&mut query)?, query.flag("include_total")?);
    let orders = query.take("sort").filter(|sort| sort != "id").map(|sort| sort.split(',').map(order).collect::<Vec<_>>());
    let fields = query.take("fields").unwrap_or_default();
    let fields = fields.split(',').filter(|word| !word.trim().is_empty()).map(str::to_owned).collect();
    let (limit, after) = (query.limit()?, query.cursor()?.map(RecordId));
    query.end()?;
    let listing = Listing { fields, after, limit, language: caller.language() };
    let found = app.run(move |engine| {
        caller.actor.require(Permission::SeeRecords)?;
        let ty = engine.types().named(&word)?;
        let filter = wanted.filter(engine, &ty, listing.language)?;
        let page = match orders {
            None => engine.list_records(&caller.actor, &word, &filter, &listing)?,
            Some(orders) => engine.sort_records(&caller.actor, &word, &filter, &listing, &orders)?,
        };
        let total = if with_total { Some(engine.count_records(&caller.actor, &word, &filter)?) } else { None };
        Ok((page, total))
    });
    let (page, total) = found.await?;
    let data = page.records.iter().map(|view| value::record(view, texts)).collect();
    Ok(answer::page(data, page.next.map(|id| id.to_string()), total))
}

/// `-created_at`: a field, and whether the largest comes first.
fn order(word: &str) -> (String, bool) {
    let word = word.trim();
    word.strip_prefix('-').map_or_else(|| (word.to_owned(), false), |key| (key.to_owned(), true))
}

/// The number in an address; what is no number is no record.
pub fn number(word: &str, id: &str) -> Result<RecordId, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "record-unknown").with("type", word).with("id", id);
    id.parse().ok().filter(|id| *id > 0).map(RecordId).ok_or_else(unknown)
}

pub async fn read(app: &App, caller: &Caller, word: &str, id: RecordId) -> Result<RecordView, Problem> {
    let (actor, word, language) = (caller.actor.clone(), word.to_owned(), caller.language());
    app.run(move |engine| engine.get_record(&actor, &word, id, language)).await
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path((word, id)): Path<(String, String)>, mut query: Query) -> Reply {
    let texts = as_texts(&mut query)?;
    query.end()?;
    let view = read(&app, &caller, &word, number(&word, &id)?).await?;
    Ok(answer::versioned(&caller.headers, &view.version.0.to_string(), &value::record(&view, texts)))
}

async fn history(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, id)): Path<(String, String)>,
    mut query: Query,
) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let (id, language) = (number(&word, &id)?, caller.language());
    let things = app.run(move |engine| engine.record_history(&caller.actor, &word, id, language)).await?;
    Ok(slice.page(things.iter().map(shapes::history).collect()))
}

/// The fields of a document as key and text.
pub fn texts_of(engine: &Engine, word: &str, members: &Map<String, Value>) -> Done<Vec<(String, String)>> {
    let ty = engine.types().named(word)?;
    Ok(value::texts(members, |key| ty.field(key).cloned())?)
}

async fn create(
    Extract(app): Extract<App>,
    caller: Caller,
    Path(word): Path<String>,
    Given(members): Given<Map<String, Value>>,
) -> Reply {
    let (actor, type_word) = (caller.actor.clone(), word.clone());
    let made = app.run(move |engine| {
        actor.require(Permission::EditRecords)?;
        let fields = texts_of(engine, &type_word, &members)?;
        engine.create_record(&actor, &type_word, &fields)
    });
    match made.await? {
        Edited::Rejected(issues) => Ok(rejected(&app, &caller, &word, &issues)),
        Edited::Created(id) | Edited::Updated(id) | Edited::Unchanged(id) => {
            let view = read(&app, &caller, &word, id).await?;
            let path = format!("{BASE}/records/{word}/{id}");
            Ok(answer::made(&path, &view.version.0.to_string(), &value::record(&view, false)))
        }
    }
}

async fn change(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((word, id)): Path<(String, String)>,
    Given(members): Given<Map<String, Value>>,
) -> Reply {
    let id = number(&word, &id)?;
    let based_on = IfMatch::required(&caller.headers)?;
    let before = read(&app, &caller, &word, id).await?;
    if !based_on.fits(&before.version.0.to_string()) {
        return Ok(moved_on(&caller, &before, members.keys()));
    }
    let expected = matches!(based_on, IfMatch::Versions(_)).then_some(before.version);
    let edited = write(&app, &caller, &word, id, expected, members.clone()).await;
    match edited {
        Err(problem) if problem.refusal().is_some_and(|refusal| refusal.code == "record-changed") => {
            let now = read(&app, &caller, &word, id).await?;
            Ok(moved_on(&caller, &now, members.keys()))
        }
        Err(problem) => Err(problem),
        Ok(Edited::Rejected(issues)) => Ok(rejected(&app, &caller, &word, &issues)),
        Ok(_) => {
            let view = read(&app, &caller, &word, id).await?;
            let response = answer::ok(&value::record(&view, false));
            Ok(answer::with_header(response, "etag", &format!("\"{}\"", view.version.0)))
        }
    }
}

async fn write(
    app: &App,
    caller: &Caller,
    word: &str,
    id: RecordId,
    expected: Option<Version>,
    members: Map<String, Value>,
) -> Result<Edited, Problem> {
    let (actor, word) = (caller.actor.clone(), word.to_owned());
    app.run(move |engine| {
        actor.require(Permission::EditRecords)?;
        let fields = texts_of(engine, &word, &members)?;
        engine.set_record(&actor, &word, id, expected, &fields)
    })
    .await
}

/// 412 with the difference: what each field that was to change holds now.
fn moved_on<'m>(caller: &Caller, now: &RecordView, wanted: impl Iterator<Item = &'m String>) -> Response {
    let (title, hint) = caller.words().refusal("record-changed", &[("id", now.id.to_string())]);
    let held = value::record(now, false);
    let one = |key: &String| json!({"pointer": pointer(key), "code": "record_changed", "current": held.get(key)});
    let errors = wanted.map(one).collect();
    let said = problem::Said { code: "record-changed", kind: "conflict", title, hint, likely: None, errors };
    let response = problem::document(&caller.visit, StatusCode::PRECONDITION_FAILED, &said);
    answer::with_header(response, "etag", &format!("\"{}\"", now.version.0))
}

/// 422 with everything that keeps the record out, field by field.
pub fn rejected(app: &App, caller: &Caller, word: &str, issues: &[Issue]) -> Response {
    let ty = app.engine().types().named(word).ok();
    let one = |issue: &Issue| {
        let shape = shapes::issue(issue, None, ty.as_deref(), caller.words());
        let place = issue.field.as_deref().map(pointer).unwrap_or_default();
        json!({"pointer": place, "code": issue.code.word(), "detail": shape["message"], "severity": shape["severity"],
            "issue": shapes::issue(issue, None, None, caller.words())})
    };
    let (title, hint) = caller.words().refusal("record-rejected", &[("n", issues.len().to_string())]);
    let errors = issues.iter().map(one).collect();
    let said = problem::Said { code: "record-rejected", kind: "unacceptable", title, hint, likely: None, errors };
    problem::document(&caller.visit, StatusCode::UNPROCESSABLE_ENTITY, &said)
}

async fn remove(Extract(app): Extract<App>, caller: Caller, Path((word, id)): Path<(String, String)>) -> Reply {
    let id = number(&word, &id)?;
    let based_on = IfMatch::required(&caller.headers)?;
    let before = read(&app, &caller, &word, id).await?;
    if !based_on.fits(&before.version.0.to_string()) {
        return Ok(moved_on(&caller, &before, std::iter::empty()));
    }
    let expected = matches!(based_on, IfMatch::Versions(_)).then_some(before.version);
    let (actor, type_word) = (caller.actor.clone(), word.clone());
    let report = match app.run(move |engine| engine.delete_record(&actor, &type_word, id, expected)).await {
        Err(problem) if problem.refusal().is_some_and(|refusal| refusal.code == "record-changed") => {
            let now = read(&app, &caller, &word, id).await?;
            return Ok(moved_on(&caller, &now, std::iter::empty()));
        }
        report => report?,
    };
    if report.rejected > 0 {
        return Ok(rejected(&app, &caller, &word, &report.issues));
    }
    Ok(answer::nothing())
}
