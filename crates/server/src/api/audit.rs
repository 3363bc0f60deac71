//! `/audit`: who did what to which number, and when; never a value. `/notifications`: what the caller was told.

use axum::extract::{Path, State as Extract};
use jiff::civil::DateTime;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::notify_people::NoticeView;
use kartoteka_engine::read_audit::{AuditFilter, AuditView};
use kartoteka_engine::shapes::time;
use kartoteka_engine::words::{Arg, Words};
use serde_json::{Value, json};

use super::answer;
use super::caller::Caller;
use super::given::Query;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, param, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/audit", list)
            .needs(Permission::Administer)
            .named("listAudit", "Who did what to which number, and when; latest first, never a value.")
            .asks([
                param("by", f::text(), "Of one person, by login."),
                param("verb", f::text(), "Of one kind of act."),
                param("subject", f::text(), "On one kind of thing."),
                param("from", f::text(), "At this moment or later; RFC 3339, or a day."),
                param("until", f::text(), "Before this moment."),
            ])
            .gives_pages("AuditEntry"),
        get("/notifications", notices)
            .named("listNotifications", "What the caller was told, latest first.")
            .gives_pages("Notification"),
        post("/notifications/{id}/read", read).named("readNotification", "One is read.").gives_nothing(),
        post("/notifications/read-all", read_all).named("readNotifications", "All are read.").gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let entry = [
        ("id", f::id()),
        ("at", f::moment()),
        ("by", f::text()),
        ("verb", f::text()),
        ("subject", f::text()),
        ("number", f::maybe(f::number())),
    ];
    let notice = [
        ("id", f::id()),
        ("code", f::text()),
        ("message", f::text()),
        ("link", f::text()),
        ("at", f::moment()),
        ("is_read", f::flag()),
    ];
    vec![("AuditEntry", f::answer(entry)), ("Notification", f::answer(notice))]
}

/// RFC 3339, or a day.
fn moment(text: &str) -> Option<DateTime> {
    let instant = text.parse::<jiff::Timestamp>().ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).datetime());
    instant.or_else(|| text.parse::<jiff::civil::Date>().ok().map(|day| day.to_datetime(jiff::civil::Time::midnight())))
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let who = query.take("by");
    let mut filter = AuditFilter {
        actor: None,
        verb: query.take("verb").unwrap_or_default(),
        subject: query.take("subject").unwrap_or_default(),
        from: query.parsed("from", moment)?,
        until: query.parsed("until", moment)?,
    };
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let found = app.run(move |engine| {
        filter.actor = who.as_deref().map(|login| engine.actor(login)).transpose()?.map(|actor| actor.number());
        let mut found = engine.audit_log(&caller.actor, &filter, before, limit + 1)?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        Ok((found.last().filter(|_| has_more).map(|last| last.place.to_string()), found))
    });
    let (next, found) = found.await?;
    let one = |entry: &AuditView| {
        json!({
            "id": entry.place.to_string(),
            "at": time(entry.at),
            "by": entry.who,
            "verb": entry.verb,
            "subject": entry.subject,
            "number": entry.number,
        })
    };
    Ok(answer::page(found.iter().map(one).collect(), next, None))
}

/// A notification as programs read it.
pub fn notice(view: &NoticeView, words: Words) -> Value {
    let facts: Vec<(&str, Arg<'_>)> =
        view.notice.facts.iter().map(|(name, text)| (name.as_str(), Arg::from(text.as_str()))).collect();
    json!({
        "id": view.id.to_string(),
        "code": view.notice.code.replace('-', "_"),
        "message": words.say(&format!("notice-{}", view.notice.code), &facts),
        "link": view.notice.link,
        "at": time(view.at),
        "is_read": view.is_read,
    })
}

async fn notices(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let (limit, before) = (query.limit()?, query.cursor()?);
    query.end()?;
    let words = caller.words();
    let mut found = app.run(move |engine| engine.notices(&caller.actor, before, limit + 1)).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|last| last.id.to_string());
    Ok(answer::page(found.iter().map(|view| notice(view, words)).collect(), next, None))
}

async fn read(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let unknown = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "notification").with("id", &id);
    let number: i64 = id.parse().map_err(|_| unknown())?;
    let actor = caller.actor.clone();
    let found = app.run(move |engine| engine.notices(&actor, Some(number.saturating_add(1)), 1)).await?;
    if found.first().is_none_or(|view| view.id != number) {
        return Err(unknown().into());
    }
    app.run(move |engine| engine.read_notices(&caller.actor, Some(number))).await?;
    Ok(answer::nothing())
}

async fn read_all(Extract(app): Extract<App>, caller: Caller) -> Reply {
    app.run(move |engine| engine.read_notices(&caller.actor, None)).await?;
    Ok(answer::nothing())
}
