//! A file, or rows, become an import; with `auto` the check and the run follow by themselves.
//!
//! In: `multipart/form-data` (`request`, `file`), JSON or JSON Lines with rows, or the bytes of a file as the body. Out: 201, or
//! 202 when work goes on. The same `Idempotency-Key` with the same bytes gives the same import again.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Path as Address, Request, State as Extract};
use axum::http::{StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use kartoteka_domain::language::Language;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::receive_file::Incoming;
use sha2::{Digest as _, Sha256};

use super::asked::{Asked, Auto};
use super::{path, read, read_versioned, rows};
use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::given::{Query, malformed, media_type, read_json, whole_body};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::work::Kind;

/// The document beside a file.
const REQUEST_BYTES: usize = 1 << 20;
/// Rows sent as JSON are held in memory.
const ROWS_BYTES: usize = 64 << 20;
/// Longest key that makes a repeated request harmless.
const KEY_CHARS: usize = 255;

/// What came: the document, the bytes on the disk, the language cells are read in.
struct Came {
    asked: Asked,
    file: Received,
    language: Language,
}

/// A file on the disk: one that just came with the hash of its bytes, or one that came in pieces, with its number.
enum Received {
    Now(Incoming, Sha256),
    Before(PathBuf, String),
}

pub async fn create(Extract(app): Extract<App>, caller: Caller, mut query: Query, request: Request) -> Reply {
    let media = media_type(caller.header(header::CONTENT_TYPE.as_str()));
    let key = idempotency_key(&caller)?;
    let came = match media.as_str() {
        "multipart/form-data" => {
            query.end()?;
            of_form(&app, &caller, request).await?
        }
        "application/json" => {
            query.end()?;
            let asked: Asked = read_json(&whole_body(request.into_body(), ROWS_BYTES).await?)?;
            if let Some(response) = made_before(&app, &caller, &asked, key.as_ref()).await? {
                return Ok(response);
            }
            of_document(&app, &caller, asked).await?
        }
        "application/x-ndjson" | "application/jsonl" | "application/json-lines" => {
            let mut asked = Asked::of_query(&mut query)?;
            query.end()?;
            asked.rows = Some(rows::of_lines(&whole_body(request.into_body(), ROWS_BYTES).await?)?);
            of_rows(&app, &caller, asked).await?
        }
        "" => return Err(malformed("media-type-unfit").with("name", "").into()),
        _ => {
            let asked = Asked::of_query(&mut query)?;
            query.end()?;
            let name = asked.name.clone().unwrap_or_else(|| default_name(&media).to_owned());
            let file = stream(&app, &caller, &name, request.into_body()).await?;
            Came { asked, file, language: caller.language() }
        }
    };
    keep(&app, &caller, came, key).await
}

/// Says what the bytes are when nobody named the file; how they are read is found in the bytes.
fn default_name(media: &str) -> &'static str {
    match media {
        "text/csv" | "text/plain" => "upload.csv",
        "text/tab-separated-values" => "upload.tsv",
        "application/vnd.ms-excel" => "upload.xls",
        "application/vnd.oasis.opendocument.spreadsheet" => "upload.ods",
        _ => "upload.xlsx",
    }
}

fn idempotency_key(caller: &Caller) -> Result<Option<String>, Refusal> {
    let Some(key) = caller.header("idempotency-key") else { return Ok(None) };
    if key.is_empty() || key.chars().count() > KEY_CHARS {
        return Err(malformed("value-unreadable").with("field", "Idempotency-Key").with("value", key));
    }
    // Two people may choose the same word.
    Ok(Some(format!("api {} {key}", caller.actor.number())))
}

async fn receive(app: &App, caller: &Caller, name: &str) -> Result<Received, Problem> {
    let (actor, name) = (caller.actor.clone(), name.to_owned());
    let incoming = app.run(move |engine| engine.receive_file(&actor, &name)).await?;
    Ok(Received::Now(incoming, Sha256::new()))
}

impl Received {
    fn add(&mut self, piece: &[u8]) -> Result<(), Error> {
        let Received::Now(incoming, digest) = self else { return Ok(()) };
        digest.update(piece);
        tokio::task::block_in_place(|| incoming.add(piece))
    }

    fn path(&self) -> &Path {
        match self {
            Received::Now(incoming, _) => incoming.path(),
            Received::Before(path, _) => path,
        }
    }

    /// It is an import now: what came in pieces need not be kept any more.
    fn spent(&self, engine: &Engine, actor: &Actor) -> Result<(), Error> {
        match self {
            Received::Now(..) => Ok(()),
            Received::Before(_, id) => engine.drop_upload(actor, id),
        }
    }

    fn sha256(&self) -> Result<String, Error> {
        let digest = match self {
            Received::Now(_, digest) => digest.clone(),
            Received::Before(path, _) => {
                let (mut file, mut digest) = (File::open(path)?, Sha256::new());
                let mut piece = vec![0; 1 << 16];
                loop {
                    match file.read(&mut piece)? {
                        0 => break digest,
                        read => digest.update(&piece[..read]),
                    }
                }
            }
        };
        Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

async fn stream(app: &App, caller: &Caller, name: &str, body: Body) -> Result<Received, Problem> {
    let mut into = receive(app, caller, name).await?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        into.add(&piece.map_err(|_| Problem::Body(StatusCode::BAD_REQUEST))?)?;
    }
    Ok(into)
}

/// The body, or a file that came in pieces before.
async fn file_of(app: &App, caller: &Caller, (name, upload): (&str, Option<String>), body: Body) -> Result<Received, Problem> {
    let Some(id) = upload else { return stream(app, caller, name, body).await };
    let (actor, upload) = (caller.actor.clone(), id.clone());
    let (path, _) = app.run(move |engine| engine.uploaded(&actor, &upload)).await?;
    Ok(Received::Before(path, id))
}

/// The import an earlier request with this key made of an upload, when its answer got lost: the upload is gone since.
async fn made_before(app: &App, caller: &Caller, asked: &Asked, key: Option<&String>) -> Result<Option<Response>, Problem> {
    let (Some(upload), Some(key)) = (asked.upload.clone(), key.cloned()) else { return Ok(None) };
    let (actor, words, work) = (caller.actor.clone(), caller.words(), app.work().clone());
    let found = app.run(move |engine| {
        let is_gone =
            matches!(engine.uploaded(&actor, &upload), Err(Error::Refusal(refusal)) if refusal.code == "upload-unknown");
        match engine.import_of_key(&actor, &key)?.filter(|_| is_gone) {
            Some(number) => read_versioned(engine, &work, &actor, number, words).map(|read| Some((number, read))),
            None => Ok(None),
        }
    });
    Ok(found.await?.map(|(number, (mut body, version))| {
        body["same_as"] = serde_json::Value::Null;
        answer::with_header(answer::made(&path(number), &version, &body), "idempotent-replayed", "true")
    }))
}

/// Rows, or the number of a file that came in pieces.
async fn of_document(app: &App, caller: &Caller, mut asked: Asked) -> Result<Came, Problem> {
    let Some(id) = asked.upload.take() else { return of_rows(app, caller, asked).await };
    if asked.rows.is_some() {
        return Err(malformed("member-unfit").with("reason", "rows").with("pointer", "/rows").into());
    }
    let (actor, upload) = (caller.actor.clone(), id.clone());
    let (path, name) = app.run(move |engine| engine.uploaded(&actor, &upload)).await?;
    asked.name = asked.name.or(Some(name));
    Ok(Came { asked, file: Received::Before(path, id), language: caller.language() })
}

async fn of_rows(app: &App, caller: &Caller, mut asked: Asked) -> Result<Came, Problem> {
    let given = asked.rows.take().ok_or_else(|| malformed("member-unfit").with("reason", "rows").with("pointer", "/rows"))?;
    let text = rows::as_csv(&given)?;
    let mut file = receive(app, caller, "rows.csv").await?;
    file.add(text.as_bytes())?;
    asked.name = asked.name.or_else(|| Some("rows.json".to_owned()));
    Ok(Came { asked, file, language: Language::English })
}

async fn of_form(app: &App, caller: &Caller, request: Request) -> Result<Came, Problem> {
    let body = Multipart::from_request(request, app).await;
    let mut body = body.map_err(|rejection| Problem::Body(rejection.status()))?;
    let (mut asked, mut file) = (None, None);
    while let Some(field) = body.next_field().await.map_err(|error| Problem::Body(error.status()))? {
        match field.name().unwrap_or_default() {
            "request" => asked = Some(read_json::<Asked>(&text(field).await?)?),
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let mut into = receive(app, caller, &name).await?;
                let mut field = field;
                while let Some(piece) = field.chunk().await.map_err(|error| Problem::Body(error.status()))? {
                    into.add(&piece)?;
                }
                file = Some(into);
            }
            other => return Err(malformed("member-unknown").with("name", other).into()),
        }
    }
    let missing = |name: &'static str| malformed("member-unfit").with("reason", name).with("pointer", format!("/{name}"));
    let asked = asked.ok_or_else(|| missing("request"))?;
    Ok(Came { asked, file: file.ok_or_else(|| missing("file"))?, language: caller.language() })
}

async fn text(mut field: Field<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| Problem::Body(error.status()))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > REQUEST_BYTES {
            return Err(Problem::Body(StatusCode::PAYLOAD_TOO_LARGE));
        }
    }
    Ok(bytes)
}

/// The engine keeps the file; then what `auto` says goes on by itself.
async fn keep(app: &App, caller: &Caller, came: Came, key: Option<String>) -> Result<Response, Problem> {
    let (actor, words, work) = (caller.actor.clone(), caller.words(), app.work().clone());
    let auto = came.asked.auto;
    let kept = app.run(move |engine| {
        let mut new = came.asked.new_file(engine, &actor, came.language)?;
        new.path = came.file.path().to_owned();
        new.idempotency_key = key;
        let uploaded = engine.upload_file(&actor, &new, &Watch::default())?;
        let number = uploaded.import;
        if uploaded.replayed {
            let known = engine.import(&actor, number)?.import.file.map(|file| file.sha256);
            let sent = came.file.sha256()?;
            if known.is_some_and(|known| known != sent) {
                return Err(Refusal::new(RefusalKind::Unacceptable, "idempotency-key-reused").with("number", number).into());
            }
        } else if auto != Auto::None {
            let request = serde_json::json!({"auto": auto.word()}).to_string();
            work.start(&actor, Kind::AutoImport, number, request)?;
        }
        came.file.spent(engine, &actor)?;
        let (mut body, version) = read_versioned(engine, &work, &actor, number, words)?;
        body["same_as"] = uploaded.same_as.map(|number| number.to_string()).into();
        Ok((number, uploaded.replayed, body, version))
    });
    let (number, replayed, body, version) = kept.await?;
    let response = answer::made(&path(number), &version, &body);
    let response = if auto == Auto::None { response } else { answer::with_header(response, "retry-after", "1") };
    Ok(if replayed { answer::with_header(response, "idempotent-replayed", "true") } else { response })
}

/// A corrected file into the same import: settings stay, rows are read anew.
pub async fn replace(
    Extract(app): Extract<App>,
    caller: Caller,
    Address(id): Address<String>,
    mut query: Query,
    request: Request,
) -> Reply {
    let number = super::number(&id)?;
    let media = media_type(caller.header(header::CONTENT_TYPE.as_str()));
    let name = query.take("name").unwrap_or_else(|| default_name(&media).to_owned());
    let upload = query.take("upload");
    query.end()?;
    let file = file_of(&app, &caller, (&name, upload), request.into_body()).await?;
    let (actor, words, work) = (caller.actor.clone(), caller.words(), app.work().clone());
    let body = app.run(move |engine| {
        engine.replace_file(&actor, number, file.path(), &Watch::default())?;
        file.spent(engine, &actor)?;
        read(engine, &work, &actor, number, words)
    });
    Ok(answer::ok(&body.await?))
}

/// Another file in the same way as an earlier one.
pub async fn repeat(
    Extract(app): Extract<App>,
    caller: Caller,
    Address(id): Address<String>,
    mut query: Query,
    request: Request,
) -> Reply {
    let number = super::number(&id)?;
    let media = media_type(caller.header(header::CONTENT_TYPE.as_str()));
    let name = query.take("name").unwrap_or_else(|| default_name(&media).to_owned());
    let auto = query.parsed("auto", |text| serde_json::from_value::<Auto>(text.into()).ok())?.unwrap_or_default();
    let upload = query.take("upload");
    query.end()?;
    let file = file_of(&app, &caller, (&name, upload), request.into_body()).await?;
    let (actor, words, work) = (caller.actor.clone(), caller.words(), app.work().clone());
    let made = app.run(move |engine| {
        let uploaded = engine.repeat_import(&actor, number, file.path(), &Watch::default())?;
        file.spent(engine, &actor)?;
        if auto != Auto::None {
            let request = serde_json::json!({"auto": auto.word()}).to_string();
            work.start(&actor, Kind::AutoImport, uploaded.import, request)?;
        }
        let (mut body, version) = read_versioned(engine, &work, &actor, uploaded.import, words)?;
        body["same_as"] = uploaded.same_as.map(|number| number.to_string()).into();
        Ok((uploaded.import, body, version))
    });
    let (number, body, version) = made.await?;
    Ok(answer::made(&path(number), &version, &body))
}
