//! `/templates/{type}`: the workbook to fill in, made at this moment for this installation; or an edit file with records.

use axum::extract::{Path, State as Extract};
use kartoteka_domain::filter::Filter;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::choose_records::Selection;
use kartoteka_engine::export_records::FileFormat;
use kartoteka_engine::make_template::{Layout, TemplateColumns, TemplateRequest};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::shapes;

use super::caller::Caller;
use super::given::Query;
use super::table::form as f;
use super::table::form::Form;
use super::table::{Endpoint, get, param};
use crate::app::App;
use crate::download;
use crate::reply::Reply;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/templates/{type}", made)
            .needs(Permission::Import)
            .named("getTemplate", "The file to fill in, or with `kind=edit` the records to edit in it.")
            .asks([
                param("kind", f::word(["template", "edit"]), "A template, or an edit file with records."),
                param("profile", f::word(ProfileKey::ALL.map(ProfileKey::word)), "Which way of importing it is for."),
                param("layout", f::word(["a", "b"]), "Companies with contacts: two sheets, or contacts beside their company."),
                param("columns", f::word(["required", "usual", "all"]), "How many of the fields become columns."),
                param("format", f::word(["xlsx", "csv"]), "A workbook when not said."),
                param("lang", f::language(), "Of headers and words."),
                param("where", f::list(f::text()), "Conditions on the records of an edit file: `city=Brno`."),
                param("tag", f::list(f::text()), "Tags the records of an edit file carry, all of them."),
                param("ids", f::text(), "Numbers of the records of an edit file, by comma."),
            ])
            .gives_file(&["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"]),
    ]
}

pub fn forms() -> Vec<Form> {
    Vec::new()
}

async fn made(Extract(app): Extract<App>, caller: Caller, Path(word): Path<String>, mut query: Query) -> Reply {
    let kinds = ["template", "edit"];
    let edit = query.parsed("kind", |word| kinds.contains(&word).then(|| word == "edit"))?.unwrap_or(false);
    let mut request = TemplateRequest {
        record_type: word.clone(),
        profile: query.parsed("profile", ProfileKey::from_word)?,
        edit,
        columns: query.parsed("columns", TemplateColumns::from_word)?.unwrap_or_default(),
        format: query.parsed("format", FileFormat::from_word)?.unwrap_or(FileFormat::Xlsx),
        language: query.parsed("lang", Language::from_tag)?.unwrap_or(caller.language()),
        layout: query.parsed("layout", Layout::from_word)?.unwrap_or_default(),
        filter: Filter::all(),
    };
    // The records of an edit file.
    let chosen = Selection {
        conditions: query.take_all("where"),
        tags_all: query.take_all("tag"),
        only: query.parsed("ids", numbers)?,
        language: caller.language(),
        ..Selection::default()
    };
    query.end()?;
    let ty = app.run(move |engine| engine.types().named(&word)).await?;
    let name = format!("{}{}.{}", shapes::type_word(&ty), if edit { "-edit" } else { "" }, request.format.word());
    let verb = move |engine: &std::sync::Arc<kartoteka_engine::Engine>, path: &std::path::Path| {
        request.filter = engine.filter_of(&ty, &chosen)?;
        engine.make_template(&caller.actor, &request, path, &Watch::default()).map(Some)
    };
    download::counted(&app, &name, verb).await
}

/// `1,2,3`
fn numbers(text: &str) -> Option<Vec<i64>> {
    text.split(',').map(|word| word.trim().parse().ok().filter(|id| *id > 0)).collect()
}
