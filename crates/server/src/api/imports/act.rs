//! What is done with an import: mends, check, start, cancel, revert. Long verbs go on in the background: 202, then look again.

use std::collections::BTreeMap;

use axum::extract::{Path, State as Extract};
use kartoteka_domain::issue::Code;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::mend_rows::{GroupAt, GroupMend};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::{Engine, IssueGroup, shapes};
use serde::Deserialize;
use serde_json::json;

use super::{number, path, read};
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::{Given, Query, malformed};
use crate::api::slice::Slice;
use crate::app::App;
use crate::reply::Reply;
use crate::work::Kind;

pub async fn check(app: Extract<App>, caller: Caller, id: Path<String>) -> Reply {
    begin(app, caller, id, Kind::CheckImport, Permission::Import).await
}

pub async fn start(app: Extract<App>, caller: Caller, id: Path<String>) -> Reply {
    begin(app, caller, id, Kind::RunImport, Permission::Import).await
}

pub async fn revert(app: Extract<App>, caller: Caller, id: Path<String>, mut query: Query) -> Reply {
    let dry_run = query.flag("dry_run")?;
    query.end()?;
    if !dry_run {
        return begin(app, caller, id, Kind::UndoImport, Permission::TakeBack).await;
    }
    let number = number(&id)?;
    let told = app.run(move |engine| {
        let report = engine.undo_run(&caller.actor, number, true, &Watch::default())?;
        Ok(shapes::undo_report(&report, &engine.types()))
    });
    Ok(answer::ok(&told.await?))
}

/// Puts the work into the queue. What the verb itself refuses is in `job.problem` of the import.
async fn begin(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, kind: Kind, permission: Permission) -> Reply {
    let (number, words, work) = (number(&id)?, caller.words(), app.work().clone());
    let body = app.run(move |engine| {
        caller.actor.require(permission)?;
        engine.import(&caller.actor, number)?;
        work.start(&caller.actor, kind, number, "{}".to_owned())?;
        read(engine, &work, &caller.actor, number, words)
    });
    Ok(answer::accepted(&path(number), &body.await?))
}

/// What was committed stays, and can be reverted. What only waits leaves the queue.
pub async fn cancel(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (number, words, work) = (number(&id)?, caller.words(), app.work().clone());
    let body = app.run(move |engine| {
        caller.actor.require(Permission::Import)?;
        engine.import(&caller.actor, number)?;
        let mut is_stopped = work.stop(number);
        for job in engine.open_work_about(number)? {
            is_stopped |= engine.unqueue_work(&caller.actor, job.id)?;
        }
        if !is_stopped {
            // A run of another program, or one that was killed.
            engine.cancel_import(&caller.actor, number)?;
        }
        read(engine, &work, &caller.actor, number, words)
    });
    Ok(answer::accepted(&path(number), &body.await?))
}

pub async fn fixes(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let number = number(&id)?;
    let mends = app.run(move |engine| engine.mends(&caller.actor, number)).await?;
    Ok(slice.page(mends.iter().map(shapes::mend).collect()))
}

/// One mend, laid over the file; the import is to be checked again afterwards.
#[derive(Debug, Deserialize)]
#[serde(tag = "mend", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Fix {
    Replace {
        column: String,
        from: String,
        to: String,
    },
    SetEmpty {
        column: String,
        text: String,
    },
    Set {
        row: u32,
        column: String,
        text: String,
    },
    LeaveOutCode {
        code: String,
    },
    LeaveOutRows {
        rows: Vec<u32>,
        sheet: Option<String>,
    },
    /// The rows of a group of issues: each wrong value by the one that was proposed.
    Suggestions {
        code: String,
        column: Option<String>,
    },
    /// Values by values: what stands there, what it becomes.
    Values {
        code: String,
        column: Option<String>,
        values: BTreeMap<String, String>,
    },
    FillEmpty {
        code: String,
        column: Option<String>,
        text: String,
    },
    Cut {
        code: String,
        column: Option<String>,
        chars: u32,
    },
    LeaveOutGroup {
        code: String,
        column: Option<String>,
    },
    Redo {},
}

/// The group of issues with this code under this header, or about this field.
fn group_at(engine: &Engine, actor: &Actor, number: i64, (code, column): (&str, Option<&str>)) -> Result<GroupAt> {
    let code = code_named(code)?;
    let view = engine.import(actor, number)?;
    let fits = |group: &IssueGroup| {
        let header = shapes::header(view.settings.as_ref(), group.part as usize, group.column);
        group.code == code && column.is_none_or(|name| header == Some(name) || group.field.as_deref() == Some(name))
    };
    let found = engine.issue_groups(actor, number)?.into_iter().find(fits);
    let nothing = || Refusal::new(RefusalKind::Unacceptable, "not-found").with("what", "group").with("id", code.word());
    let group = found.ok_or_else(nothing)?;
    Ok(GroupAt { part: group.part, code, column: group.column, field: group.field })
}

fn code_named(word: &str) -> std::result::Result<Code, Refusal> {
    Code::from_word(word).ok_or_else(|| malformed("value-unreadable").with("field", "code").with("value", word))
}

pub async fn fix(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, Given(fix): Given<Fix>) -> Reply {
    let number = number(&id)?;
    let touched = app.run(move |engine| {
        let actor = &caller.actor;
        let group = |code: &str, column: Option<&str>, mend: GroupMend| {
            engine.mend_group(actor, number, &group_at(engine, actor, number, (code, column))?, &mend)
        };
        match fix {
            Fix::Replace { column, from, to } => engine.mend_replace(actor, number, &column, &from, &to),
            Fix::SetEmpty { column, text } => engine.mend_set_empty(actor, number, &column, &text),
            Fix::Set { row, column, text } => engine.mend_set_cell(actor, number, row, &column, &text),
            Fix::LeaveOutCode { code } => engine.mend_exclude_code(actor, number, code_named(&code)?),
            Fix::Suggestions { code, column } => group(&code, column.as_deref(), GroupMend::Suggestions),
            Fix::Values { code, column, values } => {
                group(&code, column.as_deref(), GroupMend::Values(values.into_iter().collect()))
            }
            Fix::FillEmpty { code, column, text } => group(&code, column.as_deref(), GroupMend::FillEmpty(text)),
            Fix::Cut { code, column, chars } => group(&code, column.as_deref(), GroupMend::Cut(chars as usize)),
            Fix::LeaveOutGroup { code, column } => group(&code, column.as_deref(), GroupMend::LeaveOut),
            Fix::LeaveOutRows { rows, sheet } => engine.mend_exclude_rows(actor, number, sheet.as_deref(), &rows),
            Fix::Redo {} => Ok(u64::from(engine.redo_mend(actor, number)?.is_some())),
        }
    });
    Ok(answer::ok(&json!({"touched": touched.await?})))
}

/// The latest one by its number, or by the word `last`.
pub async fn undo_numbered(app: Extract<App>, caller: Caller, Path((id, n)): Path<(String, String)>) -> Reply {
    let (number, actor) = (number(&id)?, caller.actor.clone());
    let mends = app.run(move |engine| engine.mends(&actor, number)).await?;
    let last = mends.iter().rev().find(|mend| !mend.undone).map(|mend| mend.seq);
    match last {
        Some(last) if n.parse() == Ok(last) => undo_fix(app, caller, Path(id)).await,
        Some(last) if mends.iter().any(|mend| n.parse() == Ok(mend.seq)) => {
            Err(Refusal::new(RefusalKind::Conflict, "fix-not-last").with("number", last).into())
        }
        _ => Err(Refusal::new(RefusalKind::NotFound, "not-found").with("what", "fix").with("id", n).into()),
    }
}

pub async fn undo_fix(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    let undone = app.run(move |engine| engine.undo_mend(&caller.actor, number)).await?;
    let nothing = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "fix").with("id", number);
    Ok(answer::ok(&shapes::mend(&undone.ok_or_else(nothing)?)))
}
