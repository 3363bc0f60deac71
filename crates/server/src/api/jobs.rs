//! `/jobs`: the queue of work for whoever looks after it. Parked work goes on, waiting work is taken out, running work stops.

use axum::extract::{Path, State as Extract};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::look_after_work::JobView;
use kartoteka_engine::shapes;
use serde_json::Value;

use super::answer;
use super::caller::Caller;
use super::given::Query;
use super::slice::Slice;
use super::table::form::{Form, answer as answered, flag, id, maybe, moment, number, says, text, word};
use super::table::{Endpoint, get, post};
use crate::app::App;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let administer = Permission::Administer;
    vec![
        get("/jobs", all)
            .needs(administer)
            .named("listJobs", "Everybody's work that waits, runs or is parked, oldest first.")
            .gives_list("QueuedJob"),
        get("/jobs/{id}", one).needs(administer).named("getJob", "One piece of work, also one that ended.").gives("QueuedJob"),
        post("/jobs/{id}/go-on", go_on)
            .needs(administer)
            .named("letJobGoOn", "Lets parked work go on, as if it had never failed.")
            .gives("QueuedJob"),
        post("/jobs/{id}/cancel", cancel)
            .needs(administer)
            .named("cancelJob", "Takes work out of the queue; what runs is told to stop where that is safe.")
            .gives("QueuedJob"),
    ]
}

pub fn forms() -> Vec<Form> {
    let states = ["queued", "running", "done", "failed", "cancelled", "parked"];
    let members = [
        ("id", id()),
        ("kind", text()),
        ("subject", says(maybe(id()), "The import, run or export it is about.")),
        ("state", word(states)),
        ("asked_by", text()),
        ("attempts", says(number(), "How often a worker began it.")),
        ("node", says(maybe(text()), "Machine, process and letters of chance of who does it, or did it last.")),
        ("is_alive", says(flag(), "It runs, and its worker gives signs of life.")),
        ("reason", says(maybe(text()), "The code of why it waits for another try or is parked.")),
        ("created_at", moment()),
        ("finished_at", maybe(moment())),
    ];
    vec![("QueuedJob", answered(members))]
}

fn shape(engine: &Engine, job: &JobView) -> Result<Value> {
    Ok(shapes::queued_job(job, &engine.login(job.user)?))
}

fn number_of(id: &str) -> Result<i64> {
    id.parse().map_err(|_| Refusal::new(RefusalKind::NotFound, "job-unknown").into())
}

async fn all(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let slice = Slice::of(&mut query)?;
    query.end()?;
    let jobs = app.run(move |engine| {
        let jobs = engine.queue(&caller.actor)?;
        jobs.iter().map(|job| shape(engine, job)).collect::<Result<Vec<Value>>>()
    });
    Ok(slice.page(jobs.await?))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number_of(&id)?;
    let job = app.run(move |engine| shape(engine, &engine.job(&caller.actor, id)?)).await?;
    Ok(answer::ok(&job))
}

async fn go_on(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number_of(&id)?;
    let job = app.run(move |engine| shape(engine, &engine.let_work_go_on(&caller.actor, id)?)).await?;
    app.work().call();
    Ok(answer::ok(&job))
}

async fn cancel(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let id = number_of(&id)?;
    let job = app.run(move |engine| {
        engine.unqueue_work(&caller.actor, id)?;
        shape(engine, &engine.job(&caller.actor, id)?)
    });
    let job = job.await?;
    // The worker may be one of this node: then it is told at once.
    app.work().stop_job(id);
    Ok(answer::ok(&job))
}
