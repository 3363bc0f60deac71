//! The queue of work: looked at, parked work let go on, work taken out.

use kartoteka_client::Verb;
use kartoteka_engine::error::Result;
use kartoteka_engine::shapes;
use serde_json::{Value, json};

use super::{Register, refused};

impl Register {
    /// Everybody's work that waits, runs or is parked.
    pub fn queue(&self) -> Result<Vec<Value>> {
        match self {
            Register::Here { engine, actor } => {
                let jobs = engine.queue(actor)?;
                jobs.iter().map(|job| Ok(shapes::queued_job(job, &engine.login(job.user)?))).collect()
            }
            Register::There(client) => client.all("/jobs", &[]).map_err(refused),
        }
    }

    pub fn let_work_go_on(&self, id: i64) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.let_work_go_on(actor, id).map(drop),
            Register::There(client) => {
                client.send(Verb::Post, &format!("/jobs/{id}/go-on"), &[], &json!({})).map_err(refused).map(drop)
            }
        }
    }

    /// `false`: it runs, and its worker was told to stop.
    pub fn cancel_work(&self, id: i64) -> Result<bool> {
        match self {
            Register::Here { engine, actor } => engine.unqueue_work(actor, id),
            Register::There(client) => {
                let job = client.send(Verb::Post, &format!("/jobs/{id}/cancel"), &[], &json!({})).map_err(refused)?.body;
                Ok(job["state"] == "cancelled")
            }
        }
    }
}
