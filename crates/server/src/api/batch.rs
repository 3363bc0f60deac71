//! `/records/{type}/batch`: up to 500 records in one request, one plan and one run. An answer for each, in their order; the run
//! can be taken back under `/bulk-actions/{run}/undo`.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::issue::Issue;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::edit_records::{BatchReport, Item, ItemOutcome, MOST_ITEMS};
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer;
use super::caller::Caller;
use super::chosen::Id;
use super::given::{Given, pointer};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, post};
use super::value;
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post("/records/{type}/batch", create)
            .needs(Permission::EditRecords)
            .named(
                "writeRecords",
                "Creates and changes up to 500 records: one plan, one run, an answer for each item in its place.",
            )
            .takes("RecordBatch")
            .gives("RecordBatchReport"),
    ]
}

pub fn forms() -> Vec<Form> {
    let version = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
    let item = f::request(
        [
            ("id", f::says(f::maybe(f::number_or_text()), "A record to be changed; a new one when not given.")),
            ("version", f::says(f::maybe(version), "Refuse when the record is not of this version any more.")),
            ("fields", f::of("RecordWrite")),
        ],
        &["fields"],
    );
    let items = json!({"type": "array", "items": item, "minItems": 1, "maxItems": MOST_ITEMS});
    let batch = f::request([("items", items), ("all_or_nothing", f::says(f::flag(), "When one stays out, all do."))], &["items"]);
    let error = f::answer([("pointer", f::text()), ("code", f::text()), ("detail", f::text()), ("severity", f::text())]);
    let words = ["created", "updated", "unchanged", "rejected", "held_back"];
    let outcome = json!({
        "type": "object",
        "properties": {"outcome": f::word(words), "id": f::id(), "errors": f::list(error)},
        "required": ["outcome"],
    });
    let report = [("run", f::maybe(f::id())), ("counts", f::of("Counts")), ("items", f::list(outcome))];
    vec![("RecordBatch", batch), ("RecordBatchReport", f::answer(report))]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    items: Vec<One>,
    /// When one stays out, all do.
    #[serde(default)]
    all_or_nothing: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    /// None: a new record.
    id: Option<Id>,
    /// Refuse when the record is not of this version any more.
    version: Option<u32>,
    fields: Map<String, Value>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, Given(asked): Given<Asked>) -> Reply {
    let words = caller.words();
    let done = app.run(move |engine| {
        caller.actor.require(Permission::EditRecords)?;
        let ty = engine.types().named(&word)?;
        let item = |one: &One| -> kartoteka_engine::error::Result<Item> {
            let id = one.id.as_ref().map(|id| id.number().map(RecordId)).transpose()?;
            let fields = value::texts(&one.fields, |key| ty.field(key).cloned())?;
            Ok(Item { id, expected: one.version.map(Version), fields })
        };
        let items = asked.items.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let report = engine.edit_records(&caller.actor, &ty.key, &items, asked.all_or_nothing)?;
        Ok(shape(&report, &ty, words))
    });
    Ok(answer::ok(&done.await?))
}

fn shape(report: &BatchReport, ty: &RecordType, words: Words) -> Value {
    // Of a batch that was held back nothing is there, whatever would have become of an item.
    let is_kept = report.run.is_some();
    let done = |word: &str, id: &RecordId| {
        if is_kept || word == "unchanged" {
            json!({"outcome": word, "id": id.to_string()})
        } else {
            json!({"outcome": "held_back"})
        }
    };
    let wrong = |issue: &Issue| {
        let shape = shapes::issue(issue, None, Some(ty), words);
        let place = issue.field.as_deref().map(pointer).unwrap_or_default();
        json!({"pointer": place, "code": issue.code.word(), "detail": shape["message"], "severity": shape["severity"]})
    };
    let one = |outcome: &ItemOutcome| match outcome {
        ItemOutcome::Created(id) => done("created", id),
        ItemOutcome::Updated(id) => done("updated", id),
        ItemOutcome::Unchanged(id) => done("unchanged", id),
        ItemOutcome::Rejected(issues) => {
            json!({"outcome": "rejected", "errors": issues.iter().map(wrong).collect::<Vec<_>>()})
        }
        ItemOutcome::Refused(refusal) => {
            let detail = words.refusal(refusal.code, &refusal.params).0;
            let code = refusal.code.replace('-', "_");
            json!({"outcome": "rejected", "errors": [{"pointer": "", "code": code, "detail": detail, "severity": "error"}]})
        }
    };
    json!({
        "run": report.run.map(|run| run.to_string()),
        "counts": shapes::counts(&report.counts),
        "items": report.outcomes.iter().map(one).collect::<Vec<_>>(),
    })
}
