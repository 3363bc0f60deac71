//! `/settings/types`: the record types there are, each with its definition to download; a new one from a definition.

use askama::Template;
use axum::Router;
use axum::extract::{Multipart, Path, State as Extract};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use kartoteka_domain::record_type::write_definition;
use kartoteka_engine::actor::Permission;

use super::fields::type_of;
use super::given::{self, Given};
use crate::app::App;
use crate::flash::Flash;
use crate::form::Errors;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/settings/types", get(show).post(add)).route("/settings/types/{key}/definition", get(download))
}

struct Row {
    key: String,
    one: String,
    many: String,
    fields: usize,
    is_custom: bool,
}

#[derive(Template)]
#[template(path = "settings/types.html")]
struct TypesPage {
    p: Page,
    errors: Errors,
    rows: Vec<Row>,
    definition: String,
}

fn page(app: &App, signed: &Signed, errors: Errors, definition: String) -> TypesPage {
    let p = signed.page("settings");
    let language = p.words.language;
    let types = app.engine().types();
    let rows = types.plain().iter().map(|ty| Row {
        key: ty.key.to_string(),
        one: ty.labels.get(language).to_owned(),
        many: ty.plural.get(language).to_owned(),
        fields: ty.fields.iter().filter(|field| !field.archived).count(),
        is_custom: ty.custom,
    });
    let rows = rows.collect();
    TypesPage { p, errors, rows, definition }
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    signed.actor.require(Permission::Administer)?;
    reply::html(&page(&app, &signed, Errors::default(), String::new()))
}

async fn add(Extract(app): Extract<App>, signed: Signed, parts: Multipart) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let definition = Given::of_parts(parts).await?.document("file", "definition");
    let (actor, text) = (signed.actor.clone(), definition.clone());
    match app.run(move |engine| engine.add_type(&actor, &text)).await {
        Ok(ty) => {
            let flash = Flash::new("flash-type-added").with("name", ty.plural.get(signed.visit.language));
            Ok(reply::see_and_say("/settings/types", &flash))
        }
        Err(problem) => {
            let errors = given::at_field(&signed.page("settings"), "definition", problem)?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &signed, errors, definition))
        }
    }
}

/// The key is from an allow-list of letters, so it may stand in a header as it is.
async fn download(Extract(app): Extract<App>, signed: Signed, Path(key): Path<String>) -> Reply {
    signed.actor.require(Permission::Administer)?;
    let ty = type_of(app.engine(), &key)?;
    Ok(attachment(&format!("{}.toml", ty.key), "application/toml; charset=utf-8", write_definition(&ty).into_bytes()))
}

/// A file to keep, never to be shown in the place of a page (WEB-22).
pub fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> axum::response::Response {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-_.".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let line = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let disposition = HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_14_names_of_files_cannot_leave_their_header() {
        for (name, expected) in [
            ("a.toml", "attachment; filename=\"a.toml\"; filename*=UTF-8''a.toml"),
            ("ž\r\nX: y\".csv", "attachment; filename=\"___X_ y_.csv\"; filename*=UTF-8''%C5%BE%0D%0AX%3A%20y%22.csv"),
            ("../x", "attachment; filename=\".._x\"; filename*=UTF-8''..%2Fx"),
        ] {
            let answer = attachment(name, "text/plain", Vec::new());
            assert_eq!(answer.headers()[header::CONTENT_DISPOSITION], expected);
        }
    }
}
