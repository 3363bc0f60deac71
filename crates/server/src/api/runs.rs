//! Runs that are no imports of a file: as the command line prints them, with the work on them.

use kartoteka_domain::run::State;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::look_after_work::JobView;
use kartoteka_engine::shapes;
use kartoteka_engine::words::Words;
use serde_json::{Value, json};

use super::imports::job_shape;
use crate::work::{Kind, Workshop};

/// What only waits leaves the queue, and its run is given up; what is being done stops where that is safe.
pub fn cancel(engine: &Engine, work: &Workshop, actor: &Actor, number: i64, kinds: &[Kind]) -> Result<()> {
    work.stop_among(number, kinds);
    for job in engine.open_work_about(number)?.into_iter().filter(|job| kinds.iter().any(|kind| kind.word() == job.work.kind)) {
        if engine.unqueue_work(actor, job.id)? && engine.import(actor, number)?.import.state == State::Queued {
            engine.give_up_run(actor, number)?;
        }
    }
    Ok(())
}

/// A run with the latest job of these kinds about it.
pub fn shape(engine: &Engine, work: &Workshop, view: &ImportView, kinds: &[Kind], words: Words) -> Result<Value> {
    let number = view.import.id;
    let mut latest: Option<JobView> = None;
    for kind in kinds {
        let job = engine.job_about(kind.word(), number)?;
        latest = latest.into_iter().chain(job).max_by_key(|job| job.id);
    }
    // It was read before its job: when that has ended, what became of it is read again.
    let has_ended = latest.as_ref().is_some_and(|job| !job.is_open());
    let became = if has_ended { Some(engine.import(&Actor::local(), number)?) } else { None };
    let view = became.as_ref().unwrap_or(view);
    let types = engine.types();
    let mut body = shapes::import(view, types.get(&view.import.type_key).map(|ty| &**ty), words);
    if let Some(progress) = work.look_among(number, kinds).and_then(|snapshot| snapshot.progress) {
        body["progress"] = json!({"done": progress.done, "total": progress.total, "stage": progress.stage.word()});
    }
    body["job"] = latest.map_or(Value::Null, |job| job_shape(&job, words));
    Ok(body)
}
