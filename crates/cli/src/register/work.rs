//! Work on imports: upload, check, start, take back, stop. Here the program does it itself; there a server does it, and the
//! program watches until it is done, so it may leave and come back.
//!
//! In: numbers, files, a [`Watch`] that hears of progress and says when to leave. Out: what came of it. A server that goes away in
//! the middle is waited for; whatever is sent twice is done once.

use std::path::Path;

use kartoteka_client::{Client, Problem, is_open};
use kartoteka_domain::language::Language;
use kartoteka_domain::run::{Counts, State};
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::progress::{Stage, Watch};
use kartoteka_engine::resume_run::Resumed;
use kartoteka_engine::shapes;
use kartoteka_engine::upload_file::Uploaded;
use kartoteka_engine::words::Words;
use kartoteka_engine::{ImportFilter, RunKind};
use serde_json::{Value, json};

use super::order::Order;
use super::{Asked, Register, Wanted, of_problem, refused};

/// What can be stopped and gone on with, besides imports.
const RUNS: [RunKind; 3] = [RunKind::Bulk, RunKind::Undo, RunKind::Delete];
/// Among so many of the latest runs one that was just stopped is looked for.
const NEWEST: usize = 50;

/// What a run that was gone on with came to.
#[derive(Clone, Debug)]
pub enum Came {
    Import,
    /// Reports.
    Bulk(Value),
    TakenBack(Value),
}

/// What a mass edit does to which records.
#[derive(Clone, Debug)]
pub struct BulkOrder<'a> {
    pub record_type: &'a str,
    pub asked: &'a Asked,
    pub actions: &'a [kartoteka_engine::mass_edit::BulkAction],
}

/// What is deleted by its tag.
#[derive(Clone, Debug)]
pub struct DeleteOrder<'a> {
    pub kind: &'a str,
    pub tag: &'a str,
    pub keep_edited: bool,
}

impl Register {
    /// Whether a server does the work, and goes on with it when this program leaves.
    pub fn is_there(&self) -> bool {
        matches!(self, Register::There(_))
    }

    /// Uploads a file. A server begins at once with what `auto` says: `check` or `start`.
    pub fn upload(&self, order: &Order, auto: &str, watch: &Watch) -> Result<Uploaded> {
        let client = match self {
            Register::Here { engine, actor } => return engine.upload_file(actor, &order.file(engine, actor)?, watch),
            Register::There(client) => client,
        };
        // What would be refused is refused before anything is sent.
        client.get(&format!("/types/{}", kartoteka_client::encoded(&order.new.record_type)), &[]).map_err(refused)?;
        order.document("", auto)?;
        let upload = send(client, &order.new.path, watch)?;
        watch.tell(Stage::Reading, 0, 0, &Counts::default());
        let key = order.new.idempotency_key.as_deref();
        let made =
            client.post_once("/imports", key, &order.document(&upload, auto)?, &|| !watch.is_stopped()).map_err(refused)?;
        let number = |name: &str| made.body[name].as_str().and_then(|number| number.parse().ok());
        Ok(Uploaded {
            import: number("id").unwrap_or_default(),
            same_as: number("same_as"),
            replayed: key.is_some() && made.header("idempotent-replayed").is_some(),
        })
    }

    /// Another file into a new import with the same settings; a server checks it at once.
    pub fn repeat(&self, import: i64, path: &Path, watch: &Watch) -> Result<i64> {
        match self {
            Register::Here { engine, actor } => Ok(engine.repeat_import(actor, import, path, watch)?.import),
            Register::There(client) => {
                client.get(&format!("/imports/{import}"), &[]).map_err(refused)?;
                let upload = send(client, path, watch)?;
                let to = format!("/imports/{import}/repeat?upload={upload}&auto=check");
                let made = client.post_once(&to, None, &json!({}), &|| !watch.is_stopped()).map_err(refused)?;
                Ok(made.body["number"].as_i64().unwrap_or_default())
            }
        }
    }

    /// A corrected file into the same import.
    pub fn replace(&self, import: i64, path: &Path, watch: &Watch) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.replace_file(actor, import, path, watch).map(drop),
            Register::There(client) => {
                let upload = send(client, path, watch)?;
                let to = format!("/imports/{import}/file?upload={upload}");
                client.send(kartoteka_client::Verb::Put, &to, &[], &json!({})).map_err(refused).map(drop)
            }
        }
    }

    /// Checks. `is_begun`: the check came with the upload.
    pub fn check(&self, import: i64, is_begun: bool, watch: &Watch) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.check_import(actor, import, watch).map(drop),
            Register::There(client) if is_begun => ended(client, import, watch).map(drop),
            Register::There(client) => begun(client, import, "check", watch).map(drop),
        }
    }

    /// Starts an import, or goes on with it.
    pub fn start(&self, import: i64, watch: &Watch) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.start_import(actor, import, watch).map(drop),
            Register::There(client) => begun(client, import, "start", watch).map(drop),
        }
    }

    /// Puts an import into a server's queue and leaves.
    pub fn start_and_leave(&self, import: i64, watch: &Watch) -> Result<()> {
        match self {
            Register::Here { .. } => self.start(import, watch),
            Register::There(client) => ask_to(client, import, "start", watch),
        }
    }

    /// Waits for whatever goes on about an import or another run; whether anything did.
    pub fn wait_for(&self, import: i64, watch: &Watch) -> Result<bool> {
        let Register::There(client) = self else { return Ok(false) };
        let before = client.get(&format!("/imports/{import}"), &[]).map_err(refused)?.body;
        if !is_open(&before["job"]) {
            return Ok(false);
        }
        ended(client, import, watch).map(|_| true)
    }

    /// Goes on with a mass edit, an undo or a deletion.
    pub fn resume(&self, run: i64, words: Words, watch: &Watch) -> Result<Came> {
        let client = match self {
            Register::Here { engine, actor } => {
                return Ok(match engine.resume_run(actor, run, watch)? {
                    Resumed::Import(_) => Came::Import,
                    Resumed::Bulk(report) => Came::Bulk(shapes::bulk_report(&report, words)),
                    Resumed::TakenBack(report) => Came::TakenBack(shapes::undo_report(&report, &engine.types())),
                });
            }
            Register::There(client) => client,
        };
        let done = begun(client, run, "start", watch)?;
        match done["kind"].as_str() {
            Some("bulk") => bulk_done(client, run).map(Came::Bulk),
            Some("undo" | "delete") => Ok(Came::TakenBack(done["job"]["report"].clone())),
            _ => Ok(Came::Import),
        }
    }

    /// Takes a run back, or tells what that would do: a report.
    pub fn undo(&self, import: i64, dry_run: bool, watch: &Watch) -> Result<Value> {
        match self {
            Register::Here { engine, actor } => {
                Ok(shapes::undo_report(&engine.undo_run(actor, import, dry_run, watch)?, &engine.types()))
            }
            Register::There(client) if dry_run => {
                let path = format!("/imports/{import}/revert?dry_run=true");
                Ok(client.post_once(&path, None, &json!({}), &|| !watch.is_stopped()).map_err(refused)?.body)
            }
            Register::There(client) => Ok(begun(client, import, "revert", watch)?["job"]["report"].take()),
        }
    }

    /// Deletes what an import created, or tells what that would do: a report.
    pub fn delete_import(&self, order: &DeleteOrder<'_>, dry_run: bool, watch: &Watch) -> Result<Value> {
        let client = match self {
            Register::Here { engine, actor } => {
                let report = engine.delete_import(actor, order.kind, order.tag, order.keep_edited, dry_run, watch)?;
                return Ok(shapes::undo_report(&report, &engine.types()));
            }
            Register::There(client) => client,
        };
        let asked = json!({"type": order.kind, "tag": order.tag, "keep_edited": order.keep_edited, "dry_run": dry_run});
        let answer = client.post_once("/import-deletions", None, &asked, &|| !watch.is_stopped()).map_err(refused)?;
        if dry_run {
            return Ok(answer.body);
        }
        let run = answer.body["id"].as_str().and_then(|number| number.parse().ok()).unwrap_or_default();
        ended(client, run, watch)?;
        let mut done = client.get(&format!("/import-deletions/{run}"), &[]).map_err(refused)?.body;
        Ok(done["job"]["report"].take())
    }

    /// Edits records, or tells what that would do: a report.
    pub fn bulk(&self, order: &BulkOrder<'_>, dry_run: bool, words: Words, watch: &Watch) -> Result<Value> {
        let language = order.asked.language;
        let client = match self {
            Register::Here { engine, actor } => {
                let filter = order.asked.filter(engine, &*engine.types().named(order.record_type)?)?;
                let report = engine.bulk_edit_in(actor, order.record_type, &filter, order.actions, language, dry_run, watch)?;
                return Ok(shapes::bulk_report(&report, words));
            }
            Register::There(client) => client,
        };
        let actions: Vec<Value> = order.actions.iter().map(shapes::bulk_action).collect();
        let asked = json!({
            "type": order.record_type,
            "records": order.asked.document(),
            "actions": actions,
            "dry_run": dry_run,
            "language": language.tag(),
        });
        let answer = client.post_once("/bulk-actions", None, &asked, &|| !watch.is_stopped()).map_err(refused)?;
        if dry_run {
            return Ok(answer.body);
        }
        let run = answer.body["number"].as_i64().unwrap_or_default();
        ended(client, run, watch)?;
        bulk_done(client, run)
    }

    /// Stops an import where that is safe, or takes it out of the queue.
    pub fn cancel(&self, import: i64, watch: &Watch) -> Result<()> {
        match self {
            Register::Here { engine, actor } => engine.cancel_import(actor, import),
            Register::There(client) => {
                ask_to(client, import, "cancel", watch)?;
                match ended(client, import, watch) {
                    // It was stopped: that was wanted.
                    Err(Error::Stopped) if !watch.is_stopped() => Ok(()),
                    other => other.map(drop),
                }
            }
        }
    }

    /// The newest run of a kind.
    pub fn newest(&self, kind: &str) -> Result<Option<i64>> {
        self.newest_in(kind, Vec::new())
    }

    /// The newest run of a kind that was stopped: what goes on with it.
    pub fn newest_stopped(&self, kind: &str) -> Result<Option<i64>> {
        self.newest_in(kind, vec![State::Stopped])
    }

    fn newest_in(&self, kind: &str, states: Vec<State>) -> Result<Option<i64>> {
        let filter = ImportFilter { kinds: RUNS.to_vec(), states, limit: NEWEST, ..ImportFilter::default() };
        // Nobody reads the sentences; only the number is wanted.
        let found = self.imports(&Wanted { filter, type_word: None }, Words::of(Language::English))?;
        Ok(found.iter().find(|run| run["kind"] == kind).and_then(|run| run["number"].as_i64()))
    }
}

/// Sends a file in pieces; the number of the upload.
fn send(client: &Client, path: &Path, watch: &Watch) -> Result<String> {
    let missing = || Refusal::new(RefusalKind::NotFound, "file-missing").with("path", path.display());
    if !path.is_file() {
        return Err(missing().into());
    }
    let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
    let told = |done, total| watch.tell(Stage::Storing, done, total, &Counts::default());
    client.send_file(path, &name, &|| !watch.is_stopped(), told).map_err(refused)
}

/// Asks for work on an import.
fn ask_to(client: &Client, import: i64, verb: &str, watch: &Watch) -> Result<()> {
    let path = format!("/imports/{import}/{verb}");
    client.post_once(&path, None, &json!({}), &|| !watch.is_stopped()).map_err(refused).map(drop)
}

fn begun(client: &Client, import: i64, verb: &str, watch: &Watch) -> Result<Value> {
    ask_to(client, import, verb, watch)?;
    ended(client, import, watch)
}

/// Watches until nothing goes on; the import then. What the work refused is refused here.
fn ended(client: &Client, import: i64, watch: &Watch) -> Result<Value> {
    let told = |body: &Value| {
        let number = |name: &str| body["progress"][name].as_u64().unwrap_or_default();
        let stage = body["progress"]["stage"].as_str().and_then(Stage::from_word).unwrap_or(Stage::Running);
        let counts: Counts = serde_json::from_value(body["counts"].clone()).unwrap_or_default();
        watch.tell(stage, number("done"), number("total"), &counts);
    };
    let body = client.until_done(&format!("/imports/{import}"), &|| !watch.is_stopped(), told).map_err(refused)?;
    let job = &body["job"];
    match job["state"].as_str() {
        Some("failed") => Err(of_problem(&Problem::of(0, job["problem"].clone()))),
        Some("cancelled") => Err(Error::Stopped),
        _ => Ok(body),
    }
}

/// What a mass edit did, in the words of a preview.
fn bulk_done(client: &Client, run: i64) -> Result<Value> {
    let done = client.get(&format!("/bulk-actions/{run}"), &[]).map_err(refused)?.body;
    let mut issues = client.all(&format!("/bulk-actions/{run}/items"), &[("limit", "500")]).map_err(refused)?;
    for issue in &mut issues {
        if let Value::Object(members) = issue {
            members.remove("outcome");
        }
    }
    let (counts, people) = (&done["counts"], &done["by_person"]);
    Ok(json!({"run": run, "records": counts["rows"], "counts": counts, "by_person": people, "issues": issues}))
}
