//! `/imports/{number}/file`: a corrected file into the same import (L9); `/imports/{number}/repeat`: another file with the same
//! settings as a new import.
//!
//! In: an upload, kept in a file of its own while it comes and gone afterwards. Out: the import checked again.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use kartoteka_engine::progress::Watch;
use tokio::io::AsyncWriteExt as _;

use super::Head;
use crate::app::App;
use crate::form::Errors;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

/// Errors compared one by one with those of the file before; of more only the number is told.
const ERRORS: usize = 10_000;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports/{number}/file", get(ask_corrected).post(corrected))
        .route("/imports/{number}/repeat", get(ask_repeat).post(repeat))
        // The engine has the limit, in bytes; what goes beyond is refused while it comes.
        .layer(DefaultBodyLimit::disable())
}

#[derive(Template)]
#[template(path = "review/file.html")]
struct FilePage {
    p: Page,
    import: Head,
    errors: Errors,
    is_repeat: bool,
}

async fn page(app: &App, signed: &Signed, number: i64, is_repeat: bool, errors: Errors) -> Result<FilePage, Problem> {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    let p = signed.page("imports");
    let import = Head::of(app, &p, &view);
    Ok(FilePage { p, import, errors, is_repeat })
}

async fn ask_corrected(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    reply::html(&page(&app, &signed, number, false, Errors::default()).await?)
}

async fn ask_repeat(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    reply::html(&page(&app, &signed, number, true, Errors::default()).await?)
}

async fn corrected(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, multipart: Multipart) -> Reply {
    let actor = signed.actor.clone();
    let (before, errors) = app
        .run(move |engine| {
            let before = engine.import(&actor, number)?.import.counts.rejected;
            Ok((before, engine.error_prints(&actor, number, ERRORS)?))
        })
        .await?;
    let actor = signed.actor.clone();
    let work = Arc::clone(app.work());
    let done = match Kept::receive(&app, multipart).await {
        Ok(kept) => {
            let verb = app.run(move |engine| {
                let mends = engine.replace_file(&actor, number, &kept.path, &Watch::default())?;
                let request = serde_json::json!({
                    "before": before, "errors": errors, "mends": mends.kept, "mends_left": mends.left,
                });
                work.start(&actor, Kind::CheckImport, number, request.to_string())
            });
            verb.await.map(|_| ())
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(reply::see(&format!("/imports/{number}/check"))),
        Err(problem) => refused(&app, &signed, number, false, problem).await,
    }
}

async fn repeat(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, multipart: Multipart) -> Reply {
    let actor = signed.actor.clone();
    let work = Arc::clone(app.work());
    let done = match Kept::receive(&app, multipart).await {
        Ok(kept) => {
            let verb = app.run(move |engine| {
                let uploaded = engine.repeat_import(&actor, number, &kept.path, &Watch::default())?;
                work.start(&actor, Kind::CheckImport, uploaded.import, "{}".to_owned())?;
                Ok(uploaded.import)
            });
            verb.await
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(made) => Ok(reply::see(&format!("/imports/{made}/check"))),
        Err(problem) => refused(&app, &signed, number, true, problem).await,
    }
}

/// What is wrong with the file is told at the field; everything else is a page of its own.
async fn refused(app: &App, signed: &Signed, number: i64, is_repeat: bool, problem: Problem) -> Reply {
    let about_file = |refusal: &&Refusal| !matches!(refusal.kind, RefusalKind::Forbidden | RefusalKind::NotFound);
    let Some(refusal) = problem.refusal().filter(about_file) else { return Err(problem) };
    let errors = Errors::of_refusal(&signed.page("imports"), "file", refusal);
    let form = page(app, signed, number, is_repeat, errors).await?;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

/// An upload in a folder of its own, under the name it came with; both go when this goes.
struct Kept {
    folder: PathBuf,
    path: PathBuf,
}

impl Drop for Kept {
    fn drop(&mut self) {
        // What cannot be removed now lies in the folder for passing files, which holds nothing worth keeping.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Kept {
    /// Takes the field `file`, never more of it than the engine's limit.
    async fn receive(app: &App, mut multipart: Multipart) -> Result<Kept, Problem> {
        let limit = app.run(|engine| engine.upload_limit()).await?;
        let broken = |error: axum::extract::multipart::MultipartError| Problem::Body(error.status());
        while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
            if field.name() != Some("file") {
                continue;
            }
            let name = file_name(field.file_name().unwrap_or_default());
            let kept = Kept::at(&app.engine().config().data, &name)?;
            let mut file = tokio::fs::File::create(&kept.path).await.map_err(Error::from)?;
            let mut size = 0;
            while let Some(bytes) = field.chunk().await.map_err(broken)? {
                size += bytes.len() as u64;
                if size > limit {
                    let refusal = Refusal::new(RefusalKind::Unacceptable, "file-too-large");
                    return Err(refusal.with("bytes", size).with("limit", limit).into());
                }
                file.write_all(&bytes).await.map_err(Error::from)?;
            }
            file.flush().await.map_err(Error::from)?;
            if size == 0 && name == "file" {
                break;
            }
            return Ok(kept);
        }
        Err(Refusal::new(RefusalKind::Malformed, "file-not-sent").into())
    }

    fn at(data: &FilePath, name: &str) -> Result<Kept, Problem> {
        let mut bytes = [0_u8; 8];
        getrandom::fill(&mut bytes).map_err(|error| Error::fault("no randomness", error))?;
        let own: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = data.join("passing").join(own);
        std::fs::create_dir_all(&folder).map_err(Error::from)?;
        let path = folder.join(name);
        Ok(Kept { folder, path })
    }
}

/// The name alone, whatever path or signs came with it; the content decides what the file is.
fn file_name(said: &str) -> String {
    let last = said.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    let plain = plain.trim_matches('.').trim();
    if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_upload_is_a_name_and_nothing_else() {
        for (said, expected) in [
            ("leads.xlsx", "leads.xlsx"),
            ("C:\\Users\\jana\\leads.xlsx", "leads.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("..", "file"),
            ("", "file"),
            ("a\u{0}b\n.csv", "ab.csv"),
        ] {
            assert_eq!(file_name(said), expected, "{said}");
        }
    }
}
