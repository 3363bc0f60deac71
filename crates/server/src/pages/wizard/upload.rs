//! Step 1: a file comes in. `/imports/new?profile=…&type=…` asks for it, `POST /imports` receives it piece by piece.
//!
//! In: a multipart body. Out: a draft, or the same page with what is wrong. A file that is refused leaves nothing behind.

use askama::Template;
use axum::Router;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::receive_file::Incoming;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::{NewFile, Uploaded};
use kartoteka_engine::words::size;

use super::choices::{self, Choice};
use super::doors::{Asked, Door};
use super::steps::{Step, before_upload};
use super::{Fields, sentence};
use crate::app::App;
use crate::form::Errors;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Longest value of a field beside the file.
const FIELD_BYTES: usize = 10_000;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/new", get(new))
}

pub fn streams() -> Router<App> {
    // The file is counted while it comes; the limit is the engine's.
    Router::new().route("/imports", post(receive).layer(DefaultBodyLimit::disable()))
}

#[derive(Template)]
#[template(path = "wizard/new.html")]
struct New {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    door: Door,
    title: String,
    limits: String,
    file_limit: u64,
    file_limit_word: String,
    bots: Vec<Choice>,
    tunnels: Vec<Choice>,
    lgts: Vec<Choice>,
    recipes: Vec<Choice>,
}

async fn new(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    reply::html(&page(&app, &signed, asked, &Fields::default(), Errors::default()).await?)
}

async fn page(app: &App, signed: &Signed, asked: Asked, given: &Fields, errors: Errors) -> Result<New, Problem> {
    let (actor, given, embed) = (signed.actor.clone(), given.clone(), signed.visit.embed.clone());
    let found = app.run(move |engine| {
        let door = Door::open(engine, &actor, &asked)?;
        embed.as_ref().map_or(Ok(()), |embed| embed.require(&door))?;
        let list = |key: &str, beside: Option<&str>| -> Result<Vec<Choice>, Error> {
            if !door.is_audience() {
                return Ok(Vec::new());
            }
            Ok(choices::of_names(choices::names(engine, &actor, key, beside)?, given.some(key).as_deref()))
        };
        let (bots, tunnels, lgts) = (list("bot", Some("messenger"))?, list("tunnel", None)?, list("lgt", None)?);
        let fits = |recipe: &kartoteka_engine::manage_recipes::RecipeView| {
            recipe.document.contains(&format!("type = \"{}\"", door.record_type.key))
        };
        // What colleagues call their recipes is nothing for people of another product.
        let recipes = if embed.is_some() { Vec::new() } else { engine.recipes(&actor)? }.into_iter().filter(fits);
        let recipes = recipes.map(|recipe| (recipe.name.clone(), recipe.name)).collect();
        let recipes = choices::of_names(recipes, given.some("recipe").as_deref());
        Ok((door, bots, tunnels, lgts, recipes, engine.upload_limit()?))
    });
    let (door, bots, tunnels, lgts, recipes, file_limit) = found.await?;
    let p = signed.page("data-import");
    let file_limit_word = size(file_limit, p.words.language);
    let (title, limits) = (door.title(&p), door.limits(&p));
    let steps = before_upload();
    Ok(New { p, errors, steps, title, limits, file_limit, file_limit_word, door, bots, tunnels, lgts, recipes })
}

async fn receive(Extract(app): Extract<App>, signed: Signed, body: Result<Multipart, MultipartRejection>) -> Reply {
    let body = body.map_err(|rejection| Problem::Body(rejection.status()))?;
    let (fields, incoming) = read(&app, &signed.actor, body).await?;
    let asked = Asked { profile: fields.get("profile").to_owned(), type_key: fields.get("type").to_owned() };
    let incoming = match incoming {
        Ok(incoming) => incoming,
        Err(refusal) => return refused(&app, &signed, asked, &fields, &refusal).await,
    };
    let (actor, language, given) = (signed.actor.clone(), signed.visit.language, fields.clone());
    let (door_asked, embed) = (asked.clone(), signed.visit.embed.clone());
    let uploaded = app.run(move |engine| {
        let door = Door::open(engine, &actor, &door_asked)?;
        embed.as_ref().map_or(Ok(()), |embed| embed.require(&door))?;
        if door.is_audience() && given.some("bot").is_none() {
            return Err(Refusal::new(RefusalKind::Malformed, "bot-required").into());
        }
        let incoming = incoming.filter(|incoming| incoming.bytes() > 0);
        let incoming = incoming.ok_or_else(|| Refusal::new(RefusalKind::Malformed, "file-not-chosen"))?;
        let recipe = given.some("recipe").filter(|_| embed.is_none()).map(|name| engine.recipe(&actor, &name)).transpose()?;
        let said = Said { bot: given.some("bot"), tunnel: given.some("tunnel"), lgt: given.some("lgt"), ..Said::default() };
        let new = NewFile {
            path: incoming.path().to_owned(),
            record_type: door.record_type.key.to_string(),
            profile: Some(door.profile.key),
            recipe,
            said,
            language,
            draft: true,
            ..NewFile::default()
        };
        let uploaded = engine.upload_file(&actor, &new, &Watch::default())?;
        let view = engine.import(&actor, uploaded.import)?;
        Ok((uploaded, view))
    });
    match uploaded.await {
        Ok((uploaded, view)) => Ok(reply::see(&first_step(&uploaded, &view))),
        Err(problem) => match problem.refusal().filter(|refusal| is_about_the_form(refusal)).cloned() {
            Some(refusal) => refused(&app, &signed, asked, &fields, &refusal).await,
            None => Err(problem),
        },
    }
}

/// Where a person goes on: where something was only recognised, else straight to the columns.
fn first_step(uploaded: &Uploaded, view: &ImportView) -> String {
    let number = uploaded.import;
    let Some(settings) = &view.settings else { return format!("/imports/{number}") };
    let has_doubts = uploaded.same_as.is_some() || settings.is_delimited();
    let visible = settings.file.sheets.iter().filter(|sheet| !sheet.hidden).count();
    let is_known = settings.file.marker.is_some() || settings.columns.iter().any(|column| column.confidence == "exact");
    match (has_doubts, visible > settings.file.sheets.iter().filter(|sheet| sheet.is_read).count() || !is_known) {
        (true, _) => format!("/imports/{number}/upload"),
        // Instructions beside the data of our own template are no question.
        (false, true) if settings.file.marker.is_none() => format!("/imports/{number}/sheet"),
        (false, _) => format!("/imports/{number}/columns"),
    }
}

/// Refusals that a person mends on the page of the upload.
fn is_about_the_form(refusal: &Refusal) -> bool {
    matches!(refusal.kind, RefusalKind::Malformed | RefusalKind::Unacceptable)
        || ["reference-unknown", "recipe-unknown", "sheet-unknown"].contains(&refusal.code)
}

async fn refused(app: &App, signed: &Signed, asked: Asked, fields: &Fields, refusal: &Refusal) -> Reply {
    let p = signed.page("data-import");
    let field = match refusal.code {
        "bot-required" | "reference-unknown" => "bot",
        "recipe-unknown" | "recipe-version" | "recipe-unreadable" => "recipe",
        _ => "file",
    };
    let mut errors = Errors::default();
    errors.add(field, sentence(&p, refusal, None));
    let page = page(app, signed, asked, fields, errors).await?;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Reads the body to its end: fields into memory, the file to the disk. What is beyond the limit is read and thrown away, so
/// that the browser gets an answer instead of a broken connection.
async fn read(app: &App, actor: &Actor, mut body: Multipart) -> Result<(Fields, Result<Option<Incoming>, Refusal>), Problem> {
    let mut pairs = Vec::new();
    let mut incoming = Ok(None);
    while let Some(field) = body.next_field().await.map_err(|error| Problem::Body(error.status()))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let (engine, actor) = (app.engine().clone(), actor.clone());
            let begun = tokio::task::spawn_blocking(move || engine.receive_file(&actor, &file_name)).await;
            let begun = begun.map_err(|error| Error::fault("a verb broke down", error))??;
            incoming = take(field, begun).await?;
        } else {
            pairs.push((name, text(field).await?));
        }
    }
    Ok((Fields::of(pairs), incoming))
}

async fn take(mut field: Field<'_>, mut into: Incoming) -> Result<Result<Option<Incoming>, Refusal>, Problem> {
    let limit = into.limit();
    let mut thrown = 0_u64;
    let mut refusal = None;
    while let Some(piece) = field.chunk().await.map_err(|error| Problem::Body(error.status()))? {
        if refusal.is_some() {
            thrown += piece.len() as u64;
            if thrown > limit {
                return Err(Problem::Body(StatusCode::PAYLOAD_TOO_LARGE));
            }
            continue;
        }
        match tokio::task::block_in_place(|| into.add(&piece)) {
            Ok(()) => {}
            Err(Error::Refusal(why)) => refusal = Some(why),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(refusal.map_or(Ok(Some(into)), Err))
}

async fn text(mut field: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| Problem::Body(error.status()))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_BYTES {
            return Err(Problem::Body(StatusCode::PAYLOAD_TOO_LARGE));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::Body(StatusCode::BAD_REQUEST))
}
