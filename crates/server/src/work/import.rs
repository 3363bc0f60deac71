//! Checking and running an import in the background, and what its owner is told at the end.

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::Work;

use super::Outcome;

pub fn check(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    engine.check_import(actor, number, watch)?;
    Ok(ended(engine, "import-checked", number))
}

pub fn run(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    engine.start_import(actor, number, watch)?;
    Ok(ended(engine, "import-finished", number))
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
