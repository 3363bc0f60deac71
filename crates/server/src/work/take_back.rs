//! Undo and delete import in the background. What was kept, and why, is left in the result of the job for the page.
//!
//! In: a job. Out: the run that did it, and the records that stay with their reasons, as codes any language can say.

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::resume_run::Resumed;
use kartoteka_engine::shapes;
use kartoteka_engine::undo_run::{Kept, KeptReason, UndoReport};
use kartoteka_engine::work_queue::Work;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Outcome;
use super::import::ended;

/// What a deletion is asked to do: a run that waits, or what to delete.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Deletion {
    run: Option<i64>,
    kind: String,
    tag: String,
    keep_edited: bool,
}

pub fn undo(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    let report = engine.undo_run(actor, number, false, watch)?;
    Ok(Outcome { result: result(engine, &report), ..ended(engine, "undo-finished", number) })
}

pub fn delete(engine: &Engine, actor: &Actor, work: &Work, watch: &Watch) -> Result<Outcome> {
    let asked: Deletion = serde_json::from_str(&work.request).unwrap_or_default();
    let report = match asked.run {
        Some(run) => match engine.resume_run(actor, run, watch)? {
            Resumed::TakenBack(report) => report,
            Resumed::Import(_) | Resumed::Bulk(_) => UndoReport::default(),
        },
        None => engine.delete_import(actor, &asked.kind, &asked.tag, asked.keep_edited, false, watch)?,
    };
    Ok(Outcome { result: result(engine, &report), ..ended(engine, "delete-finished", work.subject.unwrap_or_default()) })
}

/// `kept` is for pages, `report` for programs.
pub(super) fn result(engine: &Engine, report: &UndoReport) -> String {
    let kept: Vec<Value> = report.kept.iter().map(kept).collect();
    json!({ "run": report.run, "kept": kept, "report": shapes::undo_report(report, &engine.types()) }).to_string()
}

fn kept(kept: &Kept) -> Value {
    let (why, detail) = match &kept.reason {
        KeptReason::EditedSince { fields } => ("edited", json!(fields.iter().map(|key| key.as_str()).collect::<Vec<_>>())),
        KeptReason::Linked { from } => ("linked", json!(from.iter().map(|(key, n)| (key.as_str(), n)).collect::<Vec<_>>())),
        KeptReason::Gone => ("gone", json!([])),
        KeptReason::Erased => ("erased", json!([])),
        KeptReason::LastAdministrator => ("administrator", json!([])),
        KeptReason::Taken { field } => ("taken", json!([field.as_str()])),
    };
    json!({"type": kept.type_key.as_str(), "id": kept.id.0, "name": kept.name, "why": why, "detail": detail})
}
