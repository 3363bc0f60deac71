//! `/exports`: records out in the background, kept for some days; and `/records/{type}/export`, the same file at once, sent
//! while it is written.
//!
//! In: which records, which columns, which format. Out: 202 and a number to look at, later the file; or the file.

use std::sync::{Arc, OnceLock};

use axum::extract::{Path, State as Extract};
use kartoteka_domain::language::Language;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::error::{Refusal, RefusalKind, Result as Done};
use kartoteka_engine::export_records::{
    ENCODINGS, ExportKind, ExportOrder, ExportRequest, FileFormat, KeptExport, Target, default_file_name,
};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::BASE;
use super::answer;
use super::caller::Caller;
use super::chosen::Chosen;
use super::given::{Given, Query, malformed};
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, delete, get, param, post};
use crate::app::App;
use crate::reply::Reply;
use crate::stream;
use crate::work::{Kind, Workshop};

/// How many records a file that is sent at once holds.
const RECORDS: &str = "kartoteka-records";

pub fn endpoints() -> Vec<Endpoint> {
    let export = Permission::Export;
    let files = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
    vec![
        post("/exports", create)
            .needs(export)
            .named("createExport", "An export made in the background; its file is kept for some days.")
            .takes("NewExport")
            .begins("Export"),
        get("/exports", list)
            .needs(export)
            .named("listExports", "Exports, latest first.")
            .asks([param("of", f::word(["own", "all"]), "Everybody's, for administrators.")])
            .gives_pages("Export"),
        get("/exports/{id}", one).needs(export).named("getExport", "An export and how far it is.").gives("Export").versioned(),
        delete("/exports/{id}", remove).needs(export).named("deleteExport", "The export and its file go.").gives_nothing(),
        get("/exports/{id}/file", file).needs(export).named("getExportFile", "The file, sent piece by piece.").gives_file(&files),
        post("/exports/{id}/repeat", repeat)
            .needs(export)
            .named("repeatExport", "The same export once more, with the records that fit now.")
            .begins("Export"),
        post("/exports/{id}/cancel", cancel).needs(export).named("cancelExport", "It is not made, or stops.").begins("Export"),
        post("/records/{type}/export", at_once)
            .needs(export)
            .named("exportRecords", "The file at once: nothing is kept, and it is sent while it is written.")
            .takes("ExportNow")
            .gives_file(&files)
            .says_in("Kartoteka-Records"),
    ]
}

pub fn forms() -> Vec<Form> {
    let sign = || f::maybe(json!({"type": "string", "minLength": 1, "maxLength": 1}));
    let both = || {
        vec![
            ("records", f::of("Chosen")),
            ("kind", f::maybe(f::word(ExportKind::ALL.map(ExportKind::word)))),
            ("columns", f::maybe(f::list(f::text()))),
            ("format", f::maybe(f::word(["xlsx", "csv"]))),
            ("delimiter", sign()),
            ("unguarded", f::says(f::flag(), "Texts a spreadsheet would run are written as they are.")),
            ("language", f::maybe(f::language())),
        ]
    };
    let kept = [("type", f::text()), ("encoding", f::maybe(f::word(ENCODINGS)))];
    let now = [("no_bom", f::says(f::flag(), "No mark that tells spreadsheets a CSV file is UTF-8."))];
    let progress = f::answer([("done", f::count()), ("total", f::count())]);
    let export = [
        ("id", f::id()),
        ("type", f::text()),
        ("name", f::text()),
        ("format", f::text()),
        ("state", f::word(["queued", "running", "completed", "failed", "expired"])),
        ("records", f::count()),
        ("bytes", f::count()),
        ("created_at", f::moment()),
        ("finished_at", f::maybe(f::moment())),
        ("expires_at", f::maybe(f::moment())),
        ("reason", f::says(f::maybe(f::text()), "Why it failed.")),
        ("progress", f::maybe(progress)),
        ("links", f::map(f::text())),
    ];
    vec![
        ("Export", f::answer(export)),
        ("NewExport", f::request(both().into_iter().chain(kept), &["type"])),
        ("ExportNow", f::request(both().into_iter().chain(now), &[])),
        ("Chosen", super::chosen::form()),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    #[serde(rename = "type")]
    record_type: String,
    records: Chosen,
    /// `simple`, `edit`, `reimport`.
    kind: Option<String>,
    columns: Option<Vec<String>>,
    format: Option<String>,
    delimiter: Option<char>,
    /// UTF-8 with a byte order mark when not given.
    encoding: Option<String>,
    /// No byte order mark; only of a file that is sent at once.
    no_bom: bool,
    /// Texts a spreadsheet would run are written as they are.
    unguarded: bool,
    /// Of headers, words and number forms; the caller's own when not given.
    language: Option<Language>,
}

fn unreadable(field: &'static str, value: &str) -> Refusal {
    malformed("value-unreadable").with("field", field).with("value", value)
}

impl Asked {
    fn kind(&self) -> Result<ExportKind, Refusal> {
        let word = self.kind.as_deref().unwrap_or("simple");
        ExportKind::from_word(word).ok_or_else(|| unreadable("kind", word))
    }

    fn format(&self) -> Result<FileFormat, Refusal> {
        let word = self.format.as_deref().unwrap_or("xlsx");
        FileFormat::from_word(word).ok_or_else(|| unreadable("format", word))
    }

    fn order(self, language: Language) -> Result<ExportOrder, Refusal> {
        Ok(ExportOrder {
            records: self.records.selection()?,
            kind: self.kind()?.word().to_owned(),
            format: self.format()?.word().to_owned(),
            record_type: self.record_type,
            columns: self.columns,
            delimiter: self.delimiter,
            encoding: self.encoding.unwrap_or_default(),
            unguarded: self.unguarded,
            language: self.language.unwrap_or(language),
        })
    }

    fn request(self, engine: &Engine, word: &str, language: Language) -> Done<ExportRequest> {
        if self.encoding.is_some() || !self.record_type.is_empty() {
            let name = if self.encoding.is_some() { "encoding" } else { "type" };
            return Err(malformed("member-unknown").with("name", name).with("pointer", format!("/{name}")).into());
        }
        let ty = engine.types().named(word)?;
        Ok(ExportRequest {
            record_type: ty.key.to_string(),
            filter: engine.filter_of(&ty, &self.records.selection()?)?,
            kind: self.kind()?,
            format: self.format()?,
            columns: self.columns,
            delimiter: self.delimiter,
            no_bom: self.no_bom,
            unguarded: self.unguarded,
            language: self.language.unwrap_or(language),
            name: None,
        })
    }
}

/// The number in an address; what is no number is no export.
fn number(id: &str) -> Result<i64, Refusal> {
    let unknown = || Refusal::new(RefusalKind::NotFound, "not-found").with("what", "export").with("id", id);
    id.parse().ok().filter(|id| *id > 0).ok_or_else(unknown)
}

fn path(number: i64) -> String {
    format!("{BASE}/exports/{number}")
}

fn shape(engine: &Engine, work: &Workshop, export: &KeptExport) -> Value {
    let mut body = shapes::export(export, &engine.types());
    let progress = work.look_at_export(export.id).and_then(|now| now.progress);
    body["progress"] = progress.map_or(Value::Null, |now| json!({"done": now.done, "total": now.total}));
    body["links"] = json!({"file": format!("{}/file", path(export.id)), "repeat": format!("{}/repeat", path(export.id))});
    body
}

async fn create(Extract(app): Extract<App>, caller: Caller, Given(asked): Given<Asked>) -> Reply {
    let order = asked.order(caller.language())?;
    queued(&app, &caller, move |engine, actor| engine.queue_export(actor, &order)).await
}

async fn repeat(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    queued(&app, &caller, move |engine, actor| engine.repeat_export(actor, number)).await
}

async fn queued<V>(app: &App, caller: &Caller, verb: V) -> Reply
where
    V: FnOnce(&Engine, &Actor) -> Done<i64> + Send + 'static,
{
    let (actor, work) = (caller.actor.clone(), Arc::clone(app.work()));
    let made = app.run(move |engine| {
        let number = verb(engine, &actor)?;
        work.start(&actor, Kind::Export, number, "{}".to_owned())?;
        Ok((number, shape(engine, &work, &engine.export(&actor, number)?)))
    });
    let (number, body) = made.await?;
    Ok(answer::accepted(&path(number), &body))
}

async fn list(Extract(app): Extract<App>, caller: Caller, mut query: Query) -> Reply {
    let of = query.parsed("of", |word| ["own", "all"].contains(&word).then(|| word == "all"))?.unwrap_or(false);
    let (limit, after) = (query.limit()?, query.cursor()?);
    query.end()?;
    let work = Arc::clone(app.work());
    let found = app.run(move |engine| {
        let found = if of { engine.all_exports(&caller.actor)? } else { engine.exports(&caller.actor)? };
        let (page, next) = answer::sliced(found, after, limit, |export| export.id);
        Ok((page.iter().map(|export| shape(engine, &work, export)).collect(), next))
    });
    let (data, next) = found.await?;
    Ok(answer::page(data, next, None))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let (number, work, headers) = (number(&id)?, Arc::clone(app.work()), caller.headers.clone());
    let body = app.run(move |engine| Ok(shape(engine, &work, &engine.export(&caller.actor, number)?))).await?;
    Ok(answer::versioned(&headers, &answer::fingerprint(&body), &body))
}

async fn remove(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let number = number(&id)?;
    app.run(move |engine| engine.delete_export(&caller.actor, number)).await?;
    Ok(answer::nothing())
}

/// What only waits leaves the queue; what is being made stops where that is safe.
async fn cancel(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    let (number, work) = (number(&id)?, Arc::clone(app.work()));
    let body = app.run(move |engine| {
        engine.export(&caller.actor, number)?;
        work.stop_among(number, &[Kind::Export]);
        for job in engine.open_work_on_export(number)? {
            engine.unqueue_work(&caller.actor, job.id)?;
        }
        Ok(shape(engine, &work, &engine.export(&caller.actor, number)?))
    });
    Ok(answer::accepted(&path(number), &body.await?))
}

async fn file(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, query: Query) -> Reply {
    query.end()?;
    let number = number(&id)?;
    let actor = caller.actor.clone();
    let export = app.run(move |engine| engine.export(&actor, number)).await?;
    if export.state != "completed" {
        return Err(Refusal::new(RefusalKind::Conflict, "export-unfinished").with("number", number).into());
    }
    let send = move |engine: &Arc<Engine>, mut to: stream::Pieces| engine.send_export(&caller.actor, number, &mut to).map(|_| ());
    stream::written(&app, &export.name, Some(export.bytes), send).await
}

/// The file now: nothing is kept, and the first rows are sent while the others are still read.
async fn at_once(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, Given(asked): Given<Asked>) -> Reply {
    let language = caller.language();
    let prepared = app.run(move |engine| asked.request(engine, &word, language)).await?;
    let name = default_file_name(app.engine().config().clock.now(), prepared.format);
    let counted: Arc<OnceLock<u64>> = Arc::default();
    let tell = Arc::clone(&counted);
    // Told before the first byte is written, and of the same moment as the records.
    let watch = Watch::new(Arc::default(), move |progress| {
        tell.get_or_init(|| progress.total);
    });
    let send = move |engine: &Arc<Engine>, to: stream::Pieces| {
        engine.export_records(&caller.actor, &prepared, Target::Writer(Box::new(to)), &watch).map(|_| ())
    };
    let response = stream::written(&app, &name, None, send).await?;
    let records = counted.get().copied().unwrap_or_default();
    Ok(answer::with_header(response, RECORDS, &records.to_string()))
}
