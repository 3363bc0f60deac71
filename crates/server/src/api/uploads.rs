//! `/uploads`: a large file in pieces. Whoever was cut off asks how far it came and goes on from that byte; then `POST /imports`
//! names the upload.
//!
//! In: a name, pieces with their offset. Out: how far it came. A piece anywhere but at the end is a conflict that says where the end is.

use axum::extract::{Path, Request, State as Extract};
use axum::http::StatusCode;
use futures_util::StreamExt as _;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::resume_upload::UploadView;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer;
use super::caller::Caller;
use super::given::{Given, Query, malformed};
use super::table::form::{Form, answer as answered, count, maybe, request, text};
use super::table::{Endpoint, delete, get, param, post, put};
use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    let import = Permission::Import;
    vec![
        post("/uploads", begin)
            .needs(import)
            .named("beginUpload", "Makes room for a file that comes in pieces; it is kept a day.")
            .takes("NewUpload")
            .makes("Upload"),
        get("/uploads/{id}", one).needs(import).named("getUpload", "How far an upload came.").at("id", text()).gives("Upload"),
        put("/uploads/{id}", add)
            .needs(import)
            .named("addToUpload", "Adds the piece that begins at `offset`, which is where the upload ends.")
            .at("id", text())
            .asks([param("offset", count(), "The place of the first byte of the body.")])
            .takes_as("application/octet-stream", json!({"type": "string", "format": "binary"}))
            .streams()
            .gives("Upload"),
        delete("/uploads/{id}", drop_it)
            .needs(import)
            .named("dropUpload", "Throws an upload away.")
            .at("id", text())
            .gives_nothing(),
    ]
}

pub fn forms() -> Vec<Form> {
    let upload = [("id", text()), ("name", text()), ("offset", count()), ("size", maybe(count()))];
    vec![("Upload", answered(upload)), ("NewUpload", request([("name", text()), ("size", maybe(count()))], &["name"]))]
}

fn shape(upload: &UploadView) -> Value {
    json!({"id": upload.id, "name": upload.name, "offset": upload.offset, "size": upload.size})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    #[serde(default)]
    size: Option<u64>,
}

async fn begin(Extract(app): Extract<App>, caller: Caller, Given(new): Given<New>) -> Reply {
    let made = app.run(move |engine| engine.begin_upload(&caller.actor, &new.name, new.size)).await?;
    Ok(answer::created(&format!("{}/uploads/{}", super::BASE, made.id), &shape(&made)))
}

async fn one(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    Ok(answer::ok(&shape(&app.run(move |engine| engine.upload_view(&caller.actor, &id)).await?)))
}

/// What arrived before a connection broke stays.
async fn add(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>, mut query: Query, request: Request) -> Reply {
    let offset = query.parsed("offset", |text| text.parse::<u64>().ok())?;
    let offset = offset.ok_or_else(|| malformed("member-unfit").with("reason", "offset").with("pointer", "/offset"))?;
    let (actor, upload) = (caller.actor.clone(), id.clone());
    let mut piece = app.run(move |engine| engine.add_to_upload(&actor, &upload, offset)).await?;
    let mut bytes = request.into_body().into_data_stream();
    while let Some(part) = bytes.next().await {
        let part = part.map_err(|_| Problem::Body(StatusCode::BAD_REQUEST))?;
        tokio::task::block_in_place(|| piece.add(&part))?;
    }
    drop(piece);
    one(Extract(app), caller, Path(id)).await
}

async fn drop_it(Extract(app): Extract<App>, caller: Caller, Path(id): Path<String>) -> Reply {
    app.run(move |engine| engine.drop_upload(&caller.actor, &id)).await?;
    Ok(answer::nothing())
}
