//! `/imports`: from a file or rows to records, step by step or in one request, with the numbers every door has.
//!
//! `POST /imports` → (auto) → check → start → result files, revert. Rows with problems are data: an import with bad rows is
//! 200 with counts, and `…/issues` pages them. Long verbs go on in the background: look at `job`, or follow `…/events`.

mod act;
mod asked;
mod draft;
mod draft_forms;
mod entries;
mod events;
mod look;
mod one_row;
mod rows;
mod summary;
mod upload;

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::look_after_work::JobView;
use kartoteka_engine::prepare_import::draft_version;
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub use draft::{require_options, set_said_options};
pub use entries::{endpoints, forms};

use super::BASE;
use crate::problem::Problem;
use crate::work::{Kind, Workshop};

/// The work an import or another run can have, one kind of which goes on at a time.
const KINDS: [Kind; 6] =
    [Kind::AutoImport, Kind::CheckImport, Kind::RunImport, Kind::UndoImport, Kind::DeleteImport, Kind::BulkEdit];

/// The number in an address; what is no number is no import.
fn number(id: &str) -> std::result::Result<i64, Problem> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "import-unknown").with("number", id);
    Ok(id.parse().map_err(|_| unknown())?)
}

fn path(number: i64) -> String {
    format!("{BASE}/imports/{number}")
}

/// An import as it is now: as the command line prints it, with the work on it and where to go from here.
fn read(engine: &Engine, work: &Workshop, actor: &Actor, number: i64, words: Words) -> Result<Value> {
    read_versioned(engine, work, actor, number, words).map(|(body, _)| body)
}

/// How an import is set, and how far work on it is: a change is based on the first, a poll asks for both.
fn version_of(draft: &str, body: &Value) -> String {
    let hash: String = Sha256::digest(body.to_string()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{draft}-{hash}")
}

/// The same with its version.
fn read_versioned(engine: &Engine, work: &Workshop, actor: &Actor, number: i64, words: Words) -> Result<(Value, String)> {
    // The work is looked at before the import: when it is said to be done, the import that is read is what became of it.
    let mut latest: Option<JobView> = None;
    for kind in KINDS {
        let job = engine.job_about(kind.word(), number)?;
        latest = latest.into_iter().chain(job).max_by_key(|job| job.id);
    }
    let view = engine.import(actor, number)?;
    let mut body = shape(engine, &view, words);
    if let Some(progress) = work.look(number).and_then(|snapshot| snapshot.progress) {
        body["progress"] = json!({"done": progress.done, "total": progress.total, "stage": progress.stage.word()});
    }
    body["job"] = latest.map_or(Value::Null, |job| job_shape(&job, words));
    let version = version_of(&draft_version(&view.import), &body);
    Ok((body, version))
}

fn shape(engine: &Engine, view: &ImportView, words: Words) -> Value {
    let types = engine.types();
    let mut body = shapes::import(view, types.get(&view.import.type_key).map(|ty| &**ty), words);
    let at = path(view.import.id);
    let links = [
        "issues",
        "issue-groups",
        "rows",
        "mapping",
        "sheets",
        "preview",
        "changes",
        "fixes",
        "check",
        "start",
        "cancel",
        "revert",
        "events",
    ];
    body["links"] = links.iter().map(|name| (name.replace('-', "_"), Value::from(format!("{at}/{name}")))).collect();
    body
}

/// The work that was asked for last, and why it did not come to its end when it did not.
pub(super) fn job_shape(job: &JobView, words: Words) -> Value {
    let result: Value = serde_json::from_str(&job.result).unwrap_or_default();
    json!({
        "id": job.id.to_string(),
        "kind": job.work.kind,
        "state": job.state,
        "created_at": shapes::time(job.created_at),
        "finished_at": job.finished_at.map(shapes::time),
        "problem": if job.has_failed() { failure(&result, words) } else { Value::Null },
        "report": result["report"],
    })
}

fn failure(found: &Value, words: Words) -> Value {
    let code = found["code"].as_str().unwrap_or("fault");
    let params: Vec<(String, String)> = serde_json::from_value(found["params"].clone()).unwrap_or_default();
    let detail = if code == "fault" { words.word("problem-fault") } else { words.refusal(code, &params).0 };
    let word = code.replace('-', "_");
    let facts = params.iter().filter(|(name, text)| !text.is_empty() && name != "likely");
    let errors: Vec<Value> =
        facts.map(|(name, text)| json!({"pointer": format!("/{name}"), "code": word, "detail": text})).collect();
    let likely = params.iter().find(|(name, text)| name == "likely" && !text.is_empty()).map(|(_, text)| text);
    let kind = found["kind"].as_str().unwrap_or("fault");
    json!({"code": word, "kind": kind, "title": detail, "detail": detail, "likely": likely, "errors": errors})
}
