//! Webhooks: receivers that are told when work ended, so that nobody has to ask. What is told are numbers and words, never a
//! value of a record.
//!
//! In: addresses and events. Out: the secret once, deliveries with what became of them. Sending is a door's work; this says
//! what is to be sent, signs it, and decides when it is tried again.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use kartoteka_store::{Batch, NewJob, NewWebhook};
pub use kartoteka_store::{Delivery, Webhook};
use serde_json::{Value, json};

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::manage_users::random_secret;
use crate::shapes::time;
use crate::sign_in::later;
use crate::{Engine, store_error};

mod sign;

pub(crate) use sign::hmac;
pub use sign::{signature, verified};

/// The worker's word for a delivery.
pub const JOB: &str = "deliver-webhook";
/// Begins every secret.
const SECRET_PREFIX: &str = "whsec_";
/// Webhooks an installation may have.
const MOST: usize = 50;
/// Longest address, in bytes.
const LONGEST_URL: usize = 2_000;
/// Seconds until it is tried again, after the first attempt, the second, …; then it is given up.
const AGAIN_AFTER: [i64; 6] = [10, 60, 300, 1_800, 7_200, 21_600];
/// Days a delivery is remembered.
const MEMORY_DAYS: i64 = 30;

/// Everything that is told.
pub const EVENTS: [&str; 11] = [
    "import.checked",
    "import.finished",
    "import.stopped",
    "import.failed",
    "import.undone",
    "import.deleted",
    "bulk.finished",
    "bulk.stopped",
    "bulk.failed",
    "export.ready",
    "export.failed",
];
/// Sent on request only, to see whether the receiver hears.
pub const TEST_EVENT: &str = "test";

/// What may be changed about a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookEdit {
    pub url: Option<String>,
    pub events: Option<Vec<String>>,
    pub is_active: Option<bool>,
}

/// One posting to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToSend {
    pub delivery: Delivery,
    pub url: String,
    pub secret: String,
    /// Receivers in a network of one's own may be reached.
    pub allow_private: bool,
}

/// What became of one posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Answered(u16),
    /// Nothing was answered; why, as a word.
    Unheard(&'static str),
    /// It makes no sense to try again.
    Refused(&'static str),
}

impl Engine {
    /// Makes a webhook. The answer holds the secret, which is not shown again.
    pub fn create_webhook(&self, actor: &Actor, url: &str, events: &[String]) -> Result<Webhook> {
        actor.require(Permission::Administer)?;
        let new = NewWebhook {
            url: self.fitting_url(url)?,
            events: fitting_events(events)?,
            secret: format!("{SECRET_PREFIX}{}", random_secret()?),
            is_active: true,
            created_by: actor.number(),
            created_at: self.moment(),
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        if batch.webhooks().map_err(store_error)?.len() >= MOST {
            return Err(Refusal::new(RefusalKind::Conflict, "too-many-webhooks").with("n", MOST).into());
        }
        let id = batch.create_webhook(&new).map_err(store_error)?;
        self.audit(&batch, actor, "webhook-create", "webhook", id)?;
        batch.commit().map_err(store_error)?;
        Ok(Webhook { id, new })
    }

    /// Every webhook, latest first.
    pub fn webhooks(&self, actor: &Actor) -> Result<Vec<Webhook>> {
        actor.require(Permission::Administer)?;
        self.store.reader().map_err(store_error)?.webhooks().map_err(store_error)
    }

    pub fn webhook(&self, actor: &Actor, id: i64) -> Result<Webhook> {
        actor.require(Permission::Administer)?;
        let found = self.store.reader().map_err(store_error)?.webhook(id).map_err(store_error)?;
        found.ok_or_else(|| unknown("webhook", id).into())
    }

    pub fn edit_webhook(&self, actor: &Actor, id: i64, edit: &WebhookEdit) -> Result<Webhook> {
        let mut webhook = self.webhook(actor, id)?;
        if let Some(url) = &edit.url {
            webhook.new.url = self.fitting_url(url)?;
        }
        if let Some(events) = &edit.events {
            webhook.new.events = fitting_events(events)?;
        }
        webhook.new.is_active = edit.is_active.unwrap_or(webhook.new.is_active);
        self.keep_webhook(actor, webhook, "webhook-change")
    }

    /// Another secret; the old one signs nothing from now on.
    pub fn renew_webhook_secret(&self, actor: &Actor, id: i64) -> Result<Webhook> {
        let mut webhook = self.webhook(actor, id)?;
        webhook.new.secret = format!("{SECRET_PREFIX}{}", random_secret()?);
        self.keep_webhook(actor, webhook, "webhook-secret")
    }

    fn keep_webhook(&self, actor: &Actor, webhook: Webhook, verb: &str) -> Result<Webhook> {
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.update_webhook(&webhook).map_err(store_error)?;
        self.audit(&batch, actor, verb, "webhook", webhook.id)?;
        batch.commit().map_err(store_error)?;
        Ok(webhook)
    }

    pub fn delete_webhook(&self, actor: &Actor, id: i64) -> Result<()> {
        self.webhook(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.delete_webhook(id).map_err(store_error)?;
        self.audit(&batch, actor, "webhook-delete", "webhook", id)?;
        batch.commit().map_err(store_error)
    }

    /// What was sent to a webhook, latest first, older than the given number.
    pub fn deliveries(&self, actor: &Actor, webhook: i64, before: Option<i64>, limit: usize) -> Result<Vec<Delivery>> {
        self.webhook(actor, webhook)?;
        self.store.reader().map_err(store_error)?.deliveries(webhook, before, limit).map_err(store_error)
    }

    pub fn delivery(&self, actor: &Actor, webhook: i64, id: i64) -> Result<Delivery> {
        self.webhook(actor, webhook)?;
        let found = self.store.reader().map_err(store_error)?.delivery(id).map_err(store_error)?;
        found.filter(|delivery| delivery.webhook == webhook).ok_or_else(|| unknown("delivery", id).into())
    }

    /// The same body once more, as a delivery of its own number of attempts.
    pub fn redeliver(&self, actor: &Actor, webhook: i64, id: i64) -> Result<Delivery> {
        let mut delivery = self.delivery(actor, webhook, id)?;
        if delivery.state == "queued" {
            return Ok(delivery);
        }
        let now = self.moment();
        delivery = Delivery { state: "queued".to_owned(), attempts: 0, next_at: Some(now), finished_at: None, ..delivery };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.update_delivery(&delivery).map_err(store_error)?;
        queue(&batch, delivery.id, now, now)?;
        self.audit(&batch, actor, "webhook-redeliver", "webhook", webhook)?;
        batch.commit().map_err(store_error)?;
        Ok(delivery)
    }

    /// Sends something to see whether the receiver hears.
    pub fn test_webhook(&self, actor: &Actor, id: i64) -> Result<Delivery> {
        let webhook = self.webhook(actor, id)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let delivery = deliver(&batch, webhook.id, TEST_EVENT, &json!({}), self.moment())?;
        batch.commit().map_err(store_error)?;
        self.delivery(actor, id, delivery)
    }

    /// Something ended: every webhook that wants to know is to be told. `data` holds numbers and words, never a value.
    pub fn announce(&self, event: &str, data: &Value) -> Result<()> {
        let wants = |webhook: &Webhook| webhook.new.is_active && webhook.new.events.split(' ').any(|known| known == event);
        let found = self.store.reader().map_err(store_error)?.webhooks().map_err(store_error)?;
        // An installation without webhooks pays one read.
        if !found.iter().any(wants) {
            return Ok(());
        }
        let now = self.moment();
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        for webhook in found.iter().filter(|webhook| wants(webhook)) {
            deliver(&batch, webhook.id, event, data, now)?;
        }
        batch.forget_deliveries(later(now, (-MEMORY_DAYS).days())?).map_err(store_error)?;
        batch.commit().map_err(store_error)
    }

    /// What a delivery sends, and where; nothing when it is done, or its webhook is gone or put aside.
    pub fn delivery_to_send(&self, id: i64) -> Result<Option<ToSend>> {
        let reader = self.store.reader().map_err(store_error)?;
        let found = reader.delivery(id).map_err(store_error)?.filter(|delivery| delivery.state == "queued");
        let Some(delivery) = found else { return Ok(None) };
        let webhook = reader.webhook(delivery.webhook).map_err(store_error)?;
        let Some(webhook) = webhook.filter(|webhook| webhook.new.is_active || delivery.event == TEST_EVENT) else {
            return Ok(None);
        };
        let allow_private = self.allows_private()?;
        Ok(Some(ToSend { delivery, url: webhook.new.url, secret: webhook.new.secret, allow_private }))
    }

    /// Writes down what became of a posting, and when it is tried again.
    pub fn note_attempt(&self, delivery: &Delivery, attempt: Attempt) -> Result<()> {
        let now = self.moment();
        let attempts = delivery.attempts + 1;
        let (status, problem) = match attempt {
            Attempt::Answered(status) => (Some(i64::from(status)), ""),
            Attempt::Unheard(why) | Attempt::Refused(why) => (None, why),
        };
        let is_heard = matches!(attempt, Attempt::Answered(200..=299));
        let pause = usize::try_from(delivery.attempts).ok().and_then(|place| AGAIN_AFTER.get(place));
        let pause = pause.filter(|_| !is_heard && !matches!(attempt, Attempt::Refused(_)));
        let next_at = pause.map(|seconds| later(now, seconds.seconds())).transpose()?;
        let state = match (is_heard, next_at) {
            (true, _) => "delivered",
            (false, Some(_)) => "queued",
            (false, None) => "failed",
        };
        let finished_at = next_at.is_none().then_some(now);
        let (state, problem) = (state.to_owned(), problem.to_owned());
        let noted = Delivery { state, attempts, status, problem, next_at, finished_at, ..delivery.clone() };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        batch.update_delivery(&noted).map_err(store_error)?;
        if let Some(at) = next_at {
            queue(&batch, noted.id, at, now)?;
        }
        batch.commit().map_err(store_error)
    }

    /// The address as it is kept. Without a network of one's own it must be https: what is told is nobody else's business.
    fn fitting_url(&self, url: &str) -> Result<String> {
        let url = url.trim();
        let unfit = || Refusal::new(RefusalKind::Malformed, "webhook-url-unfit").with("value", url);
        let rest = match url.strip_prefix("https://") {
            Some(rest) => rest,
            None if self.allows_private()? => url.strip_prefix("http://").ok_or_else(unfit)?,
            None => return Err(unfit().into()),
        };
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic()) && url.len() <= LONGEST_URL && !url.contains(['#', '\\']);
        if host.is_empty() || host.starts_with(':') || host.contains('@') || !is_plain {
            return Err(unfit().into());
        }
        Ok(url.to_owned())
    }
}

fn unknown(what: &str, id: i64) -> Refusal {
    Refusal::new(RefusalKind::NotFound, "not-found").with("what", what).with("id", id)
}

fn fitting_events(events: &[String]) -> Result<String> {
    if events.is_empty() {
        return Err(Refusal::new(RefusalKind::Malformed, "webhook-without-event").with("choices", EVENTS.join(", ")).into());
    }
    if let Some(other) = events.iter().find(|event| !EVENTS.contains(&event.as_str())) {
        let refusal = Refusal::unknown("webhook-event-unknown", other, EVENTS);
        return Err(Refusal { kind: RefusalKind::Malformed, ..refusal }.into());
    }
    Ok(EVENTS.into_iter().filter(|event| events.iter().any(|wanted| wanted == event)).collect::<Vec<_>>().join(" "))
}

/// A delivery and the job that sends it, in one transaction: nothing that ended is forgotten.
fn deliver(batch: &Batch<'_>, webhook: i64, event: &str, data: &Value, now: DateTime) -> Result<i64> {
    let body = json!({"event": event, "created_at": time(now), "data": data}).to_string();
    let id = batch.create_delivery(webhook, event, &body, now).map_err(store_error)?;
    queue(batch, id, now, now)?;
    Ok(id)
}

/// The job has no subject: its number would be taken for that of an import. Not before a moment by this node's clock.
fn queue(batch: &Batch<'_>, delivery: i64, at: DateTime, now: DateTime) -> Result<()> {
    let request = json!({"delivery": delivery}).to_string();
    let not_before = (at > now).then_some(at);
    let new = NewJob { kind: JOB.to_owned(), subject: None, request, asked_by: 0, priority: 1, not_before, created_at: now };
    batch.create_job(&new).map_err(store_error)?;
    Ok(())
}
