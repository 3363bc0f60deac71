//! A mass edit of chosen records in the background, and what its owner is told at the end.

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::mass_edit::BulkReport;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::Work;

use super::Outcome;

pub fn run(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    Ok(outcome(number, &engine.resume_bulk(actor, number, watch)?))
}

pub(super) fn outcome(number: i64, report: &BulkReport) -> Outcome {
    let people: Vec<_> = report.by_person.iter().map(|(login, change)| serde_json::json!([login, change])).collect();
    let mut notice = about("bulk-finished", number);
    notice.facts.push(("n".to_owned(), report.updated.to_string()));
    Outcome { result: serde_json::json!({ "people": people }).to_string(), notice: Some(notice) }
}

pub fn stopped(work: &Work) -> Notice {
    about("bulk-stopped", work.subject.unwrap_or_default())
}

pub fn failed(work: &Work) -> Notice {
    about("bulk-failed", work.subject.unwrap_or_default())
}

fn about(code: &str, number: i64) -> Notice {
    let facts = vec![("number".to_owned(), number.to_string())];
    Notice { code: code.to_owned(), facts, link: format!("/bulk/{number}") }
}
