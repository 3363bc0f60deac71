//! Checking an import and starting it, as the request that brought the file said.
//!
//! In: `{"auto": "check" | "start_if_clean" | "start"}`. Out: what the check or the run leaves. An import with errors that is
//! only to start when it is clean stays checked.

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::Work;

use super::{Outcome, import};

pub fn perform(engine: &Engine, actor: &Actor, work: &Work, number: i64, watch: &Watch) -> Result<Outcome> {
    let request: serde_json::Value = serde_json::from_str(&work.request).unwrap_or_default();
    let checked = import::check(engine, actor, work, number, watch)?;
    let is_clean = || Ok::<_, kartoteka_engine::error::Error>(engine.import(actor, number)?.counts().rejected == 0);
    let starts = match request["auto"].as_str() {
        Some("start") => true,
        Some("start_if_clean") => is_clean()?,
        _ => false,
    };
    if starts { import::run(engine, actor, number, watch) } else { Ok(checked) }
}
