//! Checking and running an import in the background, and what its owner is told at the end.

use std::collections::BTreeMap;

use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::resume_run::Resumed;
use kartoteka_engine::work_queue::Work;
use kartoteka_engine::{Engine, RunKind};
use serde::Deserialize;

use super::{Outcome, bulk, take_back};

/// Errors compared one by one; of more only the number is told.
const ERRORS: usize = 10_000;

pub fn check(engine: &Engine, actor: &Actor, work: &Work, number: i64, watch: &Watch) -> Result<Outcome> {
    engine.check_import(actor, number, watch)?;
    let outcome = ended(engine, "import-checked", number);
    // After a corrected file: which errors of the file before are gone, and which are new.
    let asked: Asked = serde_json::from_str(&work.request).unwrap_or_default();
    let Some(before) = asked.errors else { return Ok(outcome) };
    let Some(after) = engine.error_prints(actor, number, ERRORS)? else { return Ok(outcome) };
    let result = serde_json::json!({ "solved": missing(&before, &after), "new": missing(&after, &before) });
    Ok(Outcome { result: result.to_string(), ..outcome })
}

/// What came with a check after a corrected file.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    errors: Option<BTreeMap<String, u64>>,
}

/// How many of these are not there.
fn missing(of: &BTreeMap<String, u64>, there: &BTreeMap<String, u64>) -> u64 {
    of.iter().map(|(print, n)| n.saturating_sub(there.get(print).copied().unwrap_or_default())).sum()
}

/// Starts it, or goes on with it; so it does with a mass edit, an undo or a deletion that was stopped.
pub fn run(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    match engine.resume_run(actor, number, watch)? {
        Resumed::Import(_) => Ok(ended(engine, "import-finished", number)),
        Resumed::Bulk(report) => Ok(bulk::outcome(number, &report)),
        Resumed::TakenBack(report) => {
            let code =
                if engine.import(actor, number)?.import.kind == RunKind::Delete { "delete-finished" } else { "undo-finished" };
            Ok(Outcome { result: take_back::result(engine, &report), ..ended(engine, code, number) })
        }
    }
}

/// What is told when somebody stopped it.
pub fn stopped(engine: &Engine, work: &Work) -> Option<Notice> {
    work.subject.map(|number| about(engine, "import-stopped", number))
}

/// What is told when it could not go on.
pub fn failed(engine: &Engine, work: &Work) -> Notice {
    about(engine, "import-failed", work.subject.unwrap_or_default())
}

pub(super) fn ended(engine: &Engine, code: &str, number: i64) -> Outcome {
    Outcome { result: "{}".to_owned(), notice: Some(about(engine, code, number)) }
}

fn about(engine: &Engine, code: &str, number: i64) -> Notice {
    // Only its own name is read, for a notice to its owner.
    let name = engine.import(&Actor::local(), number).map_or_else(|_| String::new(), |view| view.import.name);
    let facts = vec![("number".to_owned(), number.to_string()), ("name".to_owned(), name)];
    Notice { code: code.to_owned(), facts, link: format!("/imports/{number}") }
}
