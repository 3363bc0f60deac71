//! What is done with an import: mends, check, start, cancel, revert. Long verbs go on in the background: 202, then look again.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::issue::Code;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::json;

use super::{number, path, read};
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::{Given, Query, malformed};
use crate::app::App;
use crate::reply::Reply;
use crate::work::Kind;

pub async fn check(app: Extract<App>, caller: Caller, id: Path<String>) -> Reply {
    begin(app, caller, id, Kind::CheckImport, Permission::Import).await
}

pub async fn start(app: Extract<App>, caller: Caller, id: Path<String>) -> Reply {
    begin(app, caller, id, Kind::RunImport, Permission::Import).await
}

pub async fn revert(app: Extract<App>, caller: Caller, id: Path<String>) -> Reply {
    begin(app, caller, id, Kind::UndoImport, Permission::TakeBack).await
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

pub async fn fixes(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let number = number(&id)?;
    let mends = app.run(move |engine| engine.mends(&caller.actor, number)).await?;
    Ok(answer::page(mends.iter().map(shapes::mend).collect(), None, None))
}

/// One mend, laid over the file; the import is to be checked again afterwards.
#[derive(Debug, Deserialize)]
#[serde(tag = "mend", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Fix {
    Replace { column: String, from: String, to: String },
    SetEmpty { column: String, text: String },
    Set { row: u32, column: String, text: String },
    LeaveOutCode { code: String },
    LeaveOutRows { rows: Vec<u32>, sheet: Option<String> },
    Redo {},
}

pub async fn fix(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, Given(fix): Given<Fix>) -> Reply {
    let number = number(&id)?;
    let touched = app.run(move |engine| {
        let actor = &caller.actor;
        match fix {
            Fix::Replace { column, from, to } => engine.mend_replace(actor, number, &column, &from, &to),
            Fix::SetEmpty { column, text } => engine.mend_set_empty(actor, number, &column, &text),
            Fix::Set { row, column, text } => engine.mend_set_cell(actor, number, row, &column, &text),
            Fix::LeaveOutCode { code } => {
                let unknown = || malformed("value-unreadable").with("field", "code").with("value", &code);
                engine.mend_exclude_code(actor, number, Code::from_word(&code).ok_or_else(unknown)?)
            }
            Fix::LeaveOutRows { rows, sheet } => engine.mend_exclude_rows(actor, number, sheet.as_deref(), &rows),
            Fix::Redo {} => Ok(u64::from(engine.redo_mend(actor, number)?.is_some())),
        }
    });
    Ok(answer::ok(&json!({"touched": touched.await?})))
}

pub async fn undo_fix(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    let undone = app.run(move |engine| engine.undo_mend(&caller.actor, number)).await?;
    let nothing = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "fix").with("id", number);
    Ok(answer::ok(&shapes::mend(&undone.ok_or_else(nothing)?)))
}
