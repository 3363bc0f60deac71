//! `/webhooks`: receivers that are told when work ended. The secret is in one answer only; what was sent, and what became of it,
//! is a list without values.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::manage_webhooks::{Delivery, EVENTS, Webhook, WebhookEdit};
use kartoteka_engine::shapes::time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::BASE;
use super::answer::{self, IfMatch};
use super::caller::Caller;
use super::given::{Given, Query};
use super::slice::Slice;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, patch, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        get("/webhooks", list).needs(administer).named("listWebhooks", "Webhooks, latest first.").gives_list("Webhook"),
        post("/webhooks", create)
            .needs(administer)
            .shows_a_secret()
            .named("createWebhook", "Makes a webhook. The secret that signs is in this answer only.")
            .takes("NewWebhook")
            .makes("WebhookMade"),
        get("/webhooks/{id}", one).needs(administer).named("getWebhook", "One webhook.").gives("Webhook").versioned(),
        patch("/webhooks/{id}", change)
            .needs(administer)
            .named("updateWebhook", "Another address, other events, or put aside.")
            .takes("WebhookChange")
            .gives("Webhook")
            .on_version(),
        delete("/webhooks/{id}", remove)
            .needs(administer)
            .named("deleteWebhook", "The webhook and its deliveries go.")
            .gives_nothing()
            .on_version(),
        post("/webhooks/{id}/secret", renew)
            .needs(administer)
            .shows_a_secret()
            .named("renewWebhookSecret", "Another secret, in this answer only; the old one signs nothing from now on.")
            .gives("WebhookMade"),
        post("/webhooks/{id}/test", test)
            .needs(administer)
            .named("testWebhook", "Sends something to see whether the receiver hears.")
            .begins("Delivery"),
        get("/webhooks/{id}/deliveries", deliveries)
            .needs(administer)
            .named("listDeliveries", "What was sent, latest first, and what became of it.")
            .gives_pages("Delivery"),
        get("/webhooks/{id}/deliveries/{delivery}", delivery)
            .needs(administer)
            .named("getDelivery", "One delivery.")
            .gives("Delivery")
            .versioned(),
        post("/webhooks/{id}/deliveries/{delivery}/redeliver", redeliver)
            .needs(administer)
            .named("redeliver", "The same once more.")
            .begins("Delivery"),
    ]
}

pub fn forms() -> Vec<Form> {
    let events = || json!({"type": "array", "items": f::word(EVENTS), "minItems": 1});
    let url = || json!({"type": "string", "format": "uri", "maxLength": 2_000});
    let webhook = || {
        vec![
            ("id", f::id()),
            ("url", f::text()),
            ("events", f::list(f::text())),
            ("is_active", f::flag()),
            ("created_at", f::moment()),
        ]
    };
    let change = [("url", f::maybe(url())), ("events", f::maybe(events())), ("is_active", f::maybe(f::flag()))];
    let problems = ["address-private", "unreachable", "too-slow"];
    let delivery = [
        ("id", f::id()),
        ("event", f::text()),
        ("state", f::word(["queued", "delivered", "failed"])),
        ("attempts", f::count()),
        ("status", f::says(f::maybe(f::number()), "What the receiver answered last.")),
        ("problem", f::says(f::maybe(f::word(problems)), "Why there was no answer.")),
        ("created_at", f::moment()),
        ("next_at", f::says(f::maybe(f::moment()), "When it is tried again.")),
        ("finished_at", f::maybe(f::moment())),
    ];
    vec![
        ("Webhook", f::answer(webhook())),
        ("WebhookMade", f::answer(webhook().into_iter().chain([("secret", f::text())]))),
        ("NewWebhook", f::request([("url", url()), ("events", events())], &["url", "events"])),
        ("WebhookChange", f::request(change, &[])),
        ("Delivery", f::answer(delivery)),
    ]
}

fn shape(webhook: &Webhook) -> Value {
    json!({
        "id": webhook.id.to_string(),
        "url": webhook.new.url,
        "events": webhook.new.events.split(' ').collect::<Vec<_>>(),
        "is_active": webhook.new.is_active,
        "created_at": time(webhook.new.created_at),
    })
}

fn with_secret(webhook: &Webhook) -> Value {
    let mut body = shape(webhook);
    body["secret"] = webhook.new.secret.as_str().into();
    body
}

fn delivery_shape(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.id.to_string(),
        "event": delivery.event,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "status": delivery.status,
        "problem": Some(delivery.problem.as_str()).filter(|problem| !problem.is_empty()),
        "created_at": time(delivery.created_at),
        "next_at": delivery.next_at.map(time),
        "finished_at": delivery.finished_at.map(time),
    })
}

/// The number in an address; what is no number is nothing.
fn number(what: &'static str, id: &str) -> Result<i64> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", what).with("id", id);
    Ok(id.parse().ok().filter(|id| *id > 0).ok_or_else(unknown)?)
}

fn path(webhook: i64, delivery: Option<i64>) -> String {
    let rest = delivery.map(|delivery| format!("/deliveries/{delivery}")).unwrap_or_default();
    format!("{BASE}/webhooks/{webhook}{rest}")
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let found = app.run(move |engine| engine.webhooks(&caller.actor)).await?;
    Ok(slice.page(found.iter().map(shape).collect()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    url: String,
    events: Vec<String>,
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let made = app.run(move |engine| engine.create_webhook(&caller.actor, &new.url, &new.events)).await?;
    Ok(answer::created(&path(made.id, None), &with_secret(&made)))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (id, headers) = (number("webhook", &id)?, caller.headers.clone());
    let body = shape(&app.run(move |engine| engine.webhook(&caller.actor, id)).await?);
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Change {
    url: Option<String>,
    events: Option<Vec<String>>,
    is_active: Option<bool>,
}

async fn change(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, Given(new): Given<Change>) -> Reply {
    let id = number("webhook", &id)?;
    let edit = WebhookEdit { url: new.url, events: new.events, is_active: new.is_active };
    let changed = app.run(move |engine| {
        IfMatch::required(&caller.headers)?.require(&shape(&engine.webhook(&caller.actor, id)?))?;
        engine.edit_webhook(&caller.actor, id, &edit)
    });
    let body = shape(&changed.await?);
    Ok(answer::with_header(answer::ok(&body), "etag", &format!("\"{}\"", answer::fingerprint(&body))))
}

async fn remove(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number("webhook", &id)?;
    app.run(move |engine| {
        IfMatch::required(&caller.headers)?.require(&shape(&engine.webhook(&caller.actor, id)?))?;
        engine.delete_webhook(&caller.actor, id)
    })
    .await?;
    Ok(answer::nothing())
}

async fn renew(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number("webhook", &id)?;
    let renewed = app.run(move |engine| engine.renew_webhook_secret(&caller.actor, id)).await?;
    Ok(answer::ok(&with_secret(&renewed)))
}

async fn test(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number("webhook", &id)?;
    let sent = app.run(move |engine| engine.test_webhook(&caller.actor, id)).await?;
    app.work().call();
    Ok(answer::accepted(&path(id, Some(sent.id)), &delivery_shape(&sent)))
}

async fn deliveries(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let (id, limit, before) = (number("webhook", &id)?, query.limit()?, query.cursor()?);
    query.end()?;
    let mut found = app.run(move |engine| engine.deliveries(&caller.actor, id, before, limit + 1)).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|last| last.id.to_string());
    Ok(answer::page(found.iter().map(delivery_shape).collect(), next, None))
}

async fn delivery(
    Extract(app): Extract<App>,
    caller: Caller,
    Path((id, delivery)): Path<(String, String)>,
    query: Query,
) -> Reply {
    query.end()?;
    let (id, delivery, headers) = (number("webhook", &id)?, number("delivery", &delivery)?, caller.headers.clone());
    let body = delivery_shape(&app.run(move |engine| engine.delivery(&caller.actor, id, delivery)).await?);
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

async fn redeliver(Extract(app): Extract<App>, caller: Caller, Path((id, delivery)): Path<(String, String)>) -> Reply {
    let (id, delivery) = (number("webhook", &id)?, number("delivery", &delivery)?);
    let sent = app.run(move |engine| engine.redeliver(&caller.actor, id, delivery)).await?;
    app.work().call();
    Ok(answer::accepted(&path(id, Some(sent.id)), &delivery_shape(&sent)))
}
