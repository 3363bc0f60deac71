//! An export in the background; when it is ready its owner is told on whatever page is open (R3).

use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::notify_people::Notice;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::Work;

use super::Outcome;

pub fn run(engine: &Engine, actor: &Actor, number: i64, watch: &Watch) -> Result<Outcome> {
    let records = engine.make_export(actor, number, watch)?;
    let mut notice = about("export-ready", number);
    notice.facts.push(("n".to_owned(), records.to_string()));
    Ok(Outcome { result: "{}".to_owned(), notice: Some(notice) })
}

pub fn failed(work: &Work) -> Notice {
    about("export-failed", work.subject.unwrap_or_default())
}

fn about(code: &str, number: i64) -> Notice {
    Notice { code: code.to_owned(), facts: vec![("number".to_owned(), number.to_string())], link: "/exports".to_owned() }
}
