//! `/imports/{number}/files/{kind}`: what came in, what became of every row, the rows that stayed out, the workbook with
//! errors marked, the list of errors.
//!
//! In: a number and a kind. Out: an attachment, made now and read in pieces. Never shown inside a page.

use std::fs::File;
use std::io::Read as _;
use std::path::Path as FilePath;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Extract};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures_util::stream::unfold;
use kartoteka_domain::language::Language;
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Result};

use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::visit::Signed;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/files/{kind}", get(download))
}

async fn download(Extract(app): Extract<App>, signed: Signed, Path((number, kind)): Path<(i64, String)>) -> Reply {
    if !["original", "result", "failed", "annotated", "issues"].contains(&kind.as_str()) {
        return Err(Problem::NotFound);
    }
    let language = signed.page("").words.language;
    let (file, name) = app.run(move |engine| made(engine, &signed.actor, number, &kind, language)).await?;
    let size = file.metadata().map_err(Error::from)?.len();
    let mut response = Body::from_stream(unfold(file, piece)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    attach(&mut response, &name);
    Ok(response)
}

/// Writes the file and opens it; its name goes at once, its content when it was sent.
fn made(engine: &Engine, actor: &Actor, number: i64, kind: &str, language: Language) -> Result<(File, String)> {
    let view = engine.import(actor, number)?;
    let own = view.import.file.as_ref().map_or_else(|| view.import.name.clone(), |file| file.name.clone());
    let (stem, ending) = own.rsplit_once('.').unwrap_or((own.as_str(), ""));
    let is_delimited = view.settings.as_ref().is_some_and(|settings| settings.is_delimited());
    let ending = match kind {
        "original" => ending.to_owned(),
        "annotated" => "xlsx".to_owned(),
        _ if is_delimited => "csv".to_owned(),
        _ => "xlsx".to_owned(),
    };
    let name = match kind {
        "original" => own.clone(),
        _ => format!("{stem} – #{number} {kind}.{ending}"),
    };
    let folder = engine.config().data.join("passing");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{number}-{kind}-{}-{}.{ending}", std::process::id(), unique()));
    let written = write(engine, actor, number, kind, &path, language);
    let file = written.and_then(|()| Ok(File::open(&path)?));
    let _ = std::fs::remove_file(&path);
    Ok((file?, name))
}

fn write(engine: &Engine, actor: &Actor, number: i64, kind: &str, path: &FilePath, language: Language) -> Result<()> {
    match kind {
        "original" => engine.write_original_file(actor, number, path),
        "result" => engine.write_result_file(actor, number, path, language),
        "failed" => engine.write_failed_file(actor, number, path, language),
        "annotated" => engine.write_annotated_file(actor, number, path, language),
        _ => engine.write_issues_file(actor, number, path, language),
    }
    .map(|_| ())
}

/// Two downloads at once are two files.
fn unique() -> String {
    let mut bytes = [0_u8; 8];
    // Without randomness two downloads of the same moment would meet; each still gets what it asked for or an error.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn piece(mut file: File) -> Option<(std::io::Result<Bytes>, File)> {
    let read = move || {
        let mut buffer = vec![0_u8; PIECE];
        let count = file.read(&mut buffer)?;
        buffer.truncate(count);
        Ok::<_, std::io::Error>((buffer, file))
    };
    let (buffer, file) = tokio::task::spawn_blocking(read).await.ok()?.ok()?;
    if buffer.is_empty() { None } else { Some((Ok(Bytes::from(buffer)), file)) }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// An attachment under this name, in every script (WEB-18): plain letters for old programs, all of them for the others.
fn attach(response: &mut Response, name: &str) {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-#".contains(c) { c } else { '_' }).collect();
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let full: String =
        name.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}");
    let value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
}
