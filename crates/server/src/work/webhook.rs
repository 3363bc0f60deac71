//! Webhooks: what ended is announced, and each announcement is posted and signed. A receiver that does not hear is tried again
//! later; nothing of a record is sent.

use std::sync::atomic::{AtomicUsize, Ordering};

use kartoteka_client::hook::{Posted, Sender};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::manage_webhooks::{Attempt, ToSend, signature};
use kartoteka_engine::shapes;
use kartoteka_engine::work_queue::{Ended, Work};
use serde_json::{Value, json};

use super::{Kind, Outcome};

/// Deliveries on threads of their own, so that a slow receiver keeps no worker from imports.
const AT_ONCE: usize = 4;

/// How many are under way.
#[derive(Debug, Default)]
pub struct Counter(AtomicUsize);

impl Counter {
    /// A place for one more; `false` when all are taken.
    pub fn enter(&self) -> bool {
        let more = |now: usize| (now < AT_ONCE).then_some(now + 1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    pub fn leave(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Posts one delivery. A receiver that does not answer is no failure of the job: it is written down and tried again.
pub fn deliver(engine: &Engine, work: &Work) -> Result<Outcome> {
    let request: Value = serde_json::from_str(&work.request).unwrap_or_default();
    let found = match request["delivery"].as_i64() {
        Some(id) => engine.delivery_to_send(id)?,
        None => None,
    };
    if let Some(to_send) = found {
        engine.note_attempt(&to_send.delivery, post(engine, &to_send))?;
    }
    Ok(Outcome { result: "{}".to_owned(), notice: None })
}

fn post(engine: &Engine, to_send: &ToSend) -> Attempt {
    let body = &to_send.delivery.body;
    let seconds = engine.config().clock.now().to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |at| at.timestamp().as_second());
    let headers = [
        ("kartoteka-event", to_send.delivery.event.clone()),
        ("kartoteka-delivery", to_send.delivery.id.to_string()),
        ("kartoteka-signature", signature(&to_send.secret, seconds, body)),
    ];
    match Sender::new(to_send.allow_private).post(&to_send.url, &headers, body) {
        Posted::Answered(status) => Attempt::Answered(status),
        Posted::Private => Attempt::Refused("address-private"),
        Posted::Unreachable => Attempt::Unheard("unreachable"),
        Posted::TooSlow => Attempt::Unheard("too-slow"),
    }
}

/// Tells what ended. `None`: this is nothing anybody is told.
pub fn announce(engine: &Engine, work: &Work, ended: Ended) -> Result<()> {
    let Some(subject) = work.subject else { return Ok(()) };
    let kind = Kind::from_word(&work.kind);
    if kind == Some(Kind::Export) {
        let event = if ended == Ended::Done { "export.ready" } else { "export.failed" };
        let export = engine.export(&Actor::local(), subject)?;
        let mut data = json!({"export": export.id.to_string(), "type": export.record_type, "state": export.state});
        data["records"] = export.records.into();
        return engine.announce(event, &data);
    }
    let view = engine.import(&Actor::local(), subject)?;
    let Some(event) = event(kind, view.import.state.word(), ended) else { return Ok(()) };
    let types = engine.types();
    let data = json!({
        "import": view.import.id.to_string(),
        "kind": view.import.kind.word(),
        "type": types.get(&view.import.type_key).map_or_else(|| view.import.type_key.to_string(), |ty| shapes::type_word(ty)),
        "state": view.import.state.word(),
        "outcome": view.result(),
        "counts": shapes::counts(view.counts()),
    });
    engine.announce(event, &data)
}

fn event(kind: Option<Kind>, state: &str, ended: Ended) -> Option<&'static str> {
    Some(match (kind?, ended) {
        (Kind::BulkEdit, Ended::Done) => "bulk.finished",
        (Kind::BulkEdit, Ended::Cancelled) => "bulk.stopped",
        (Kind::BulkEdit, Ended::Failed) => "bulk.failed",
        (Kind::DeliverWebhook, _) => return None,
        (_, Ended::Cancelled) => "import.stopped",
        (_, Ended::Failed) => "import.failed",
        (Kind::UndoImport, Ended::Done) => "import.undone",
        (Kind::DeleteImport, Ended::Done) => "import.deleted",
        (_, Ended::Done) if state == "checked" => "import.checked",
        (_, Ended::Done) => "import.finished",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_a_few_are_under_way() {
        let counter = Counter::default();
        assert_eq!((0..=AT_ONCE).filter(|_| counter.enter()).count(), AT_ONCE);
        counter.leave();
        assert!(counter.enter() && !counter.enter());
    }
}
