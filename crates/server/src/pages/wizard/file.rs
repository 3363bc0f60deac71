//! Step 1 of a draft: how its file is read. Encoding, delimiter and quotation mark of a text file can be changed with a look
//! at its first rows; an encoding that was only recognised is confirmed here (H10); the same file of before is named.
//!
//! In: the kept file. Out: pages; the file read again. Looking changes nothing.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::prepare_import::{FileLook, Reading};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words::size;
use serde::Deserialize;

use super::choices::{self, Choice};
use super::steps::{At, Step, steps};
use crate::app::App;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Rows of the preview.
const ROWS: usize = 5;

pub fn streams() -> Router<App> {
    Router::new().route("/imports/{number}/upload", get(show).post(read))
}

/// What is to be seen or kept; empty: as it is.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    delimiter: String,
    #[serde(default)]
    quote: String,
    /// The box under the preview is ticked.
    #[serde(default)]
    right: String,
}

impl Asked {
    fn reading(&self) -> Reading {
        let sign = |text: &str| if text == "tab" { Some('\t') } else { text.chars().next() };
        Reading {
            encoding: Some(self.encoding.clone()).filter(|label| !label.is_empty()),
            delimiter: sign(&self.delimiter),
            quote: sign(&self.quote),
            ..Reading::default()
        }
    }
}

/// The same file, imported before.
struct Before {
    number: i64,
    name: String,
    day: String,
}

#[derive(Template)]
#[template(path = "wizard/file.html")]
struct File {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    number: i64,
    name: String,
    file_name: String,
    file_size: String,
    rows: u64,
    /// Sheets that are read.
    sheets: Vec<String>,
    is_delimited: bool,
    is_sure: bool,
    /// The encoding must be confirmed before anything else.
    must_confirm: bool,
    encoding: String,
    encodings: Vec<Choice>,
    delimiters: Vec<Choice>,
    quotes: Vec<Choice>,
    preview: Vec<(u32, Vec<String>)>,
    before: Option<Before>,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    reply::html(&page(&app, &signed, number, &asked, Errors::default()).await?)
}

async fn page(app: &App, signed: &Signed, number: i64, asked: &Asked, mut errors: Errors) -> Result<File, Problem> {
    let (actor, reading) = (signed.actor.clone(), asked.reading());
    let found = app.run(move |engine| {
        let view = engine.import(&actor, number)?;
        let profile = view.settings.as_ref().map(|settings| engine.profile(settings.profile)).transpose()?;
        let look = engine.look_into_file(&actor, number, Some(&reading));
        Ok((view, profile, look))
    });
    let (view, profile, look) = found.await?;
    let p = signed.page("data-import");
    let look = match look {
        Ok(look) => look,
        Err(error) => {
            // Read that way the file makes no sense: told beside the fields, with the old reading in the preview.
            let problem = Problem::from(error);
            let Some(refusal) = problem.refusal().filter(|refusal| is_about_reading(refusal.code)) else { return Err(problem) };
            let (sentence, hint) = p.words.refusal(refusal.code, &refusal.params);
            errors.add("encoding", format!("{sentence} {}", hint.unwrap_or_default()).trim().to_owned());
            let actor = signed.actor.clone();
            app.run(move |engine| engine.look_into_file(&actor, number, None)).await?
        }
    };
    let must_confirm =
        view.settings.as_ref().zip(profile.as_ref()).is_some_and(|(settings, profile)| settings.lacks_confirmation(profile));
    Ok(file(p, errors, &view, look, asked, must_confirm))
}

fn is_about_reading(code: &str) -> bool {
    code.starts_with("encoding-")
        || ["dialect-unusable", "quote-open", "row-too-long", "cell-too-long", "columns-too-many"].contains(&code)
}

fn file(p: Page, errors: Errors, view: &ImportView, look: FileLook, asked: &Asked, must_confirm: bool) -> File {
    let import = &view.import;
    let facts = import.file.as_ref();
    let read = view.settings.iter().flat_map(|settings| &settings.file.sheets).filter(|sheet| sheet.is_read);
    let encoding = look.encoding.clone().unwrap_or_default();
    let quote = asked.reading().quote.or(view.settings.as_ref().and_then(|settings| settings.recipe.file.quote)).unwrap_or('"');
    let quotes = ['"', '\''].map(|sign| Choice::new(&sign.to_string(), sign.to_string(), sign == quote)).to_vec();
    let mut preview = look.sheets.into_iter().next().map(|sheet| sheet.rows).unwrap_or_default();
    preview.truncate(ROWS);
    let width = preview.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    preview.iter_mut().for_each(|(_, cells)| cells.resize(width, String::new()));
    File {
        steps: steps(import.id, import.state, At::Upload),
        number: import.id,
        name: import.name.clone(),
        file_name: facts.map(|file| file.name.clone()).unwrap_or_default(),
        file_size: facts.map(|file| size(file.size, p.words.language)).unwrap_or_default(),
        rows: read.clone().map(|sheet| sheet.rows).sum(),
        sheets: read.map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty()).collect(),
        is_delimited: look.is_delimited,
        is_sure: look.encoding_sure,
        must_confirm,
        encodings: choices::encodings(&encoding),
        delimiters: choices::delimiters(&p, look.delimiter.unwrap_or(',')),
        quotes,
        preview,
        before: look.same_as.map(|import| Before {
            number: import.id,
            name: import.name,
            day: p.day(import.finished_at.unwrap_or(import.created_at)),
        }),
        encoding,
        errors,
        p,
    }
}

/// Reads the file as it is shown, when that is another way than before, and goes on.
async fn read(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Posted(asked): Posted<Asked>) -> Reply {
    let actor = signed.actor.clone();
    let (view, profile) = app
        .run(move |engine| {
            let view = engine.import(&actor, number)?;
            let profile = view.settings.as_ref().map(|settings| engine.profile(settings.profile)).transpose()?;
            Ok((view, profile))
        })
        .await?;
    let Some(settings) = &view.settings else { return Err(Problem::NotFound) };
    let lacks = profile.as_ref().is_some_and(|profile| settings.lacks_confirmation(profile));
    if lacks && asked.right.is_empty() {
        let p = signed.page("data-import");
        let mut errors = Errors::default();
        errors.add("right", p.t("file-confirm-first"));
        let drawn = page(&app, &signed, number, &asked, errors).await?;
        return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
    }
    let wanted = asked.reading();
    let is_new_encoding = wanted
        .encoding
        .as_ref()
        .is_some_and(|label| lacks || !settings.file.encoding.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(label)));
    let is_new_sign = wanted.delimiter.is_some_and(|sign| settings.file.delimiter != Some(sign));
    let is_new_quote = wanted.quote.is_some_and(|sign| settings.recipe.file.quote.unwrap_or('"') != sign);
    if settings.is_delimited() && (is_new_encoding || is_new_sign || is_new_quote) {
        let actor = signed.actor.clone();
        let again = app.run(move |engine| engine.read_file_again(&actor, number, &wanted, &Watch::default()));
        if let Err(problem) = again.await {
            let Some(refusal) = problem.refusal().filter(|refusal| is_about_reading(refusal.code)) else { return Err(problem) };
            let errors = Errors::of_refusal(&signed.page("data-import"), "encoding", refusal);
            let drawn = page(&app, &signed, number, &asked, errors).await?;
            return reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
        }
    }
    Ok(reply::see(&format!("/imports/{number}/{}", if settings.file.sheets.len() > 1 { "sheet" } else { "columns" })))
}
