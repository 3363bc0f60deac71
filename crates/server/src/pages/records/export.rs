//! The export dialog: which records, what for, in which format. The export itself is made in the background (R2).

use askama::Template;
use axum::extract::{Query, State as Extract};
use kartoteka_domain::filter::Filter;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::choose_records::Selection;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::export_records::{ENCODINGS, ExportOrder, delimited_look};
use serde::Deserialize;

use super::{Place, selection};
use crate::app::App;
use crate::flash::Flash;
use crate::form::Posted;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;
use crate::work::Kind;

/// From here on delimited text is much quicker to make and to open.
const LARGE: u64 = 20_000;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The columns on the screen; the usual ones when empty.
    #[serde(default)]
    columns: String,
    #[serde(default)]
    back: String,
}

/// A part of the records, with its number.
struct Scope {
    word: &'static str,
    count: u64,
    says: String,
}

#[derive(Template)]
#[template(path = "records/export.html")]
struct Export {
    p: Page,
    place: Place,
    asked: Asked,
    back: String,
    scopes: Vec<Scope>,
    is_large: bool,
    kinds: Vec<&'static str>,
    delimiters: [(&'static str, &'static str, bool); 3],
    encodings: [&'static str; 4],
}

pub async fn show(Extract(app): Extract<App>, signed: Signed, place: Place, Query(asked): Query<Asked>) -> Reply {
    let p = signed.page(place.section);
    if !p.may(Permission::Export) {
        return Err(Refusal::forbidden(Permission::Export).into());
    }
    let chosen = selection::find(&app, &signed, &place).await?;
    let scopes = scopes(&app, &signed, &place, &chosen).await?;
    let says =
        |(word, count): (&'static str, u64)| Scope { word, count, says: p.t1(&format!("export-scope-{word}"), "n", count) };
    let scopes: Vec<Scope> = scopes.into_iter().map(says).collect();
    let is_large = scopes.first().is_some_and(|scope| scope.count > LARGE);
    let usual = delimited_look(p.words.language).delimiter;
    let delimiters =
        [(";", "semicolon"), (",", "comma"), ("tab", "tab")].map(|(sign, word)| (sign, word, usual.to_string() == sign));
    let mut kinds = vec!["simple", "reimport"];
    if place.has_edit_file() {
        kinds.insert(1, "edit");
    }
    let back = selection::back(&place, &asked.back);
    reply::html(&Export { p, place, asked, back, scopes, is_large, kinds, delimiters, encodings: ENCODINGS })
}

/// The narrower ones first; what is the same as the next one is not offered twice.
async fn scopes(app: &App, signed: &Signed, place: &Place, chosen: &Selection) -> Result<Vec<(&'static str, u64)>, Problem> {
    let (actor, ty, chosen) = (signed.actor.clone(), std::sync::Arc::clone(&place.ty), chosen.clone());
    app.run(move |engine| {
        let mut scopes = Vec::new();
        if chosen.only.is_some() {
            let filter = engine.filter_of(&ty, &selection::scoped(&chosen, "picked"))?;
            scopes.push(("picked", engine.count_records(&actor, &ty.key, &filter)?));
        }
        let matching = selection::scoped(&chosen, "matching");
        if !matching.is_all() {
            let filter = engine.filter_of(&ty, &matching)?;
            scopes.push(("matching", engine.count_records(&actor, &ty.key, &filter)?));
        }
        scopes.push(("all", engine.count_records(&actor, &ty.key, &Filter::all())?));
        Ok(scopes)
    })
    .await
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Given {
    #[serde(default)]
    scope: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    delimiter: String,
    #[serde(default)]
    encoding: String,
    /// `yes`: texts are guarded against being taken for formulas.
    #[serde(default)]
    guard: String,
    /// `shown`: the columns on the screen.
    #[serde(default)]
    which: String,
    #[serde(default)]
    columns: String,
}

pub async fn start(Extract(app): Extract<App>, signed: Signed, place: Place, Posted(given): Posted<Given>) -> Reply {
    let chosen = selection::find(&app, &signed, &place).await?;
    let listed: Vec<String> = given.columns.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect();
    let columns = (given.kind == "simple" && given.which == "shown").then(|| shown(&place, &listed));
    let order = ExportOrder {
        record_type: place.ty.key.to_string(),
        records: selection::scoped(&chosen, &given.scope),
        kind: given.kind,
        columns,
        format: given.format,
        delimiter: match given.delimiter.as_str() {
            "tab" => Some('\t'),
            sign => sign.chars().next(),
        },
        encoding: given.encoding,
        unguarded: given.guard != "yes",
        language: signed.visit.language,
    };
    queue(&app, &signed, move |engine, actor| engine.queue_export(actor, &order)).await?;
    Ok(reply::see_and_say("/exports", &Flash::new("flash-export-begun")))
}

/// Keeps an export and calls a worker.
pub async fn queue<V>(app: &App, signed: &Signed, verb: V) -> Result<i64, Problem>
where
    V: FnOnce(&kartoteka_engine::Engine, &kartoteka_engine::actor::Actor) -> kartoteka_engine::error::Result<i64>
        + Send
        + 'static,
{
    let (actor, work) = (signed.actor.clone(), std::sync::Arc::clone(app.work()));
    app.run(move |engine| {
        let id = verb(engine, &actor)?;
        work.start(&actor, Kind::Export, id, "{}".to_owned())?;
        Ok(id)
    })
    .await
}

/// The number, the name, and the columns of the list.
fn shown(place: &Place, listed: &[String]) -> Vec<String> {
    let ty = &place.ty;
    let usual = ty.fields.iter().filter(|field| field.usual && !field.archived).map(|field| field.key.to_string());
    let columns: Vec<String> = if listed.is_empty() { usual.collect() } else { listed.to_vec() };
    let mut all = vec!["id".to_owned(), ty.name_field.to_string()];
    all.extend(columns.into_iter().filter(|key| ty.field(key).is_some() && *key != ty.name_field && key != "id"));
    all
}
