//! `/`: what waits for a decision, what was imported lately, and the register at a glance, drawn with the numbers behind each
//! picture. On the first day: the first three steps.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State as Extract;
use axum::routing::get;
use kartoteka_domain::run::State;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::overview::Overview;
use kartoteka_engine::{ImportFilter, RunKind};

use super::charts::{self, Columns};
use super::imports::Row;
use crate::app::App;
use crate::page::Page;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Imports shown in each of the two lists.
const SHOWN: usize = 5;
/// Types with a colour of their own; the rest share one.
const COLOURS: usize = 5;

pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

/// A number at the top: a type and how many there are.
struct Tile {
    key: String,
    name: String,
    records: u64,
}

/// One type, or the rest, over the months.
struct Series {
    name: String,
    sum: u64,
}

/// One kind of problem with its bar.
struct Problem {
    code: &'static str,
    title: String,
    tint: &'static str,
    rows: u64,
    length: u64,
}

struct Suspect {
    type_name: String,
    sentence: String,
    records: u64,
    length: u64,
}

/// The register as the page draws it.
struct Glance {
    tiles: Vec<Tile>,
    /// Each month with the numbers of all series.
    table: Vec<(String, Vec<u64>)>,
    /// The months without the year, for the picture.
    short: Vec<String>,
    series: Vec<Series>,
    columns: Columns,
    created: u64,
    /// The month most was added in.
    best: String,
    problems: Vec<Problem>,
    imports: usize,
    suspects: Vec<Suspect>,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct Home {
    p: Page,
    waiting: Vec<Row>,
    latest: Vec<Row>,
    glance: Option<Glance>,
    is_first_day: bool,
}

async fn show(Extract(app): Extract<App>, signed: Signed) -> Reply {
    let p = signed.page("home");
    // Who may not import sees a page without lists, not a refusal: home is everybody's.
    if !p.may(Permission::Import) {
        return reply::html(&Home { p, waiting: Vec::new(), latest: Vec::new(), glance: None, is_first_day: false });
    }
    let actor = signed.actor.clone();
    let (waiting, latest, overview) = app
        .run(move |engine| {
            let of = |states: &[State]| ImportFilter {
                kinds: vec![RunKind::Import, RunKind::Edit],
                states: states.to_vec(),
                limit: SHOWN,
                ..ImportFilter::default()
            };
            let waiting = engine.imports(&actor, &of(&[State::Mapping, State::Checked, State::Stopped]))?;
            let ended = [State::Completed, State::Failed, State::Undone, State::PartlyUndone];
            Ok((waiting, engine.imports(&actor, &of(&ended))?, engine.overview(&actor)?))
        })
        .await?;
    let rows = |found: &[ImportView]| found.iter().map(|view| Row::of(&p, view)).collect();
    let (waiting, latest): (Vec<Row>, Vec<Row>) = (rows(&waiting), rows(&latest));
    let glance = glance(&p, &app, &overview);
    // Users and the default tunnel are there from the beginning.
    let is_empty = glance.tiles.iter().all(|tile| ["user", "tunnel"].contains(&tile.key.as_str()));
    let is_first_day = is_empty && waiting.is_empty() && latest.is_empty();
    reply::html(&Home { p, waiting, latest, glance: Some(glance), is_first_day })
}

fn glance(p: &Page, app: &App, overview: &Arc<Overview>) -> Glance {
    let types = app.engine().types();
    let language = p.words.language;
    let plural = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| ty.plural.get(language).to_owned());
    let sum = |values: &[u64]| values.iter().sum::<u64>();
    let mut shown: Vec<(String, Vec<u64>)> =
        overview.types.iter().map(|one| (plural(&one.type_key), one.created.clone())).filter(|(_, of)| sum(of) > 0).collect();
    shown.sort_by_key(|(_, values)| std::cmp::Reverse(sum(values)));
    if shown.len() > COLOURS + 1 {
        let rest = shown.split_off(COLOURS);
        let of = |month: usize| rest.iter().filter_map(|(_, values)| values.get(month)).sum();
        shown.push((p.t("home-others"), (0..overview.months.len()).map(of).collect()));
    }
    let (names, values): (Vec<String>, Vec<Vec<u64>>) = shown.into_iter().unzip();
    let series: Vec<Series> = names.into_iter().zip(&values).map(|(name, values)| Series { name, sum: sum(values) }).collect();
    let row = |month: usize| values.iter().map(|of| of.get(month).copied().unwrap_or(0)).collect::<Vec<u64>>();
    let months: Vec<String> = overview.months.iter().map(|month| month_word(p, month)).collect();
    let best = (0..months.len()).max_by_key(|month| sum(&row(*month))).and_then(|month| months.get(month).cloned());
    let most_rows = overview.issues.iter().map(|one| one.rows).max().unwrap_or(0);
    let most_suspects = overview.suspects.iter().map(|one| one.records).max().unwrap_or(0);
    let suspect = |one: &kartoteka_engine::overview::Suspects| {
        let label = types.get(&one.type_key).map(|ty| kartoteka_engine::define_types::label_of(ty, &one.field, language));
        let facts = [("records", one.records.into()), ("n", one.values.into()), ("field", label.unwrap_or_default().into())];
        Suspect {
            type_name: plural(&one.type_key),
            sentence: p.words.say("home-suspect", &facts),
            records: one.records,
            length: charts::bar(one.records, most_suspects),
        }
    };
    Glance {
        tiles: overview
            .types
            .iter()
            .map(|one| Tile { key: one.type_key.to_string(), name: plural(&one.type_key), records: one.records })
            .collect(),
        columns: charts::columns(&values),
        created: series.iter().map(|series| series.sum).sum(),
        best: best.unwrap_or_default(),
        table: months.iter().enumerate().map(|(nth, month)| (month.clone(), row(nth))).collect(),
        series,
        short: months.iter().map(|month| month.split(' ').next().unwrap_or_default().to_owned()).collect(),
        problems: overview
            .issues
            .iter()
            .map(|one| Problem {
                code: one.code.word(),
                title: p.words.issue_title(one.code),
                tint: one.severity.word(),
                rows: one.rows,
                length: charts::bar(one.rows, most_rows),
            })
            .collect(),
        imports: overview.imports,
        suspects: overview.suspects.iter().map(suspect).collect(),
    }
}

/// `2026-11` as the reader says it; the year stands with January and in tables.
fn month_word(p: &Page, month: &str) -> String {
    let number = month.get(5..).and_then(|text| text.parse::<u8>().ok()).unwrap_or(1);
    format!("{} {}", p.t(format!("month-{number}")), month.get(..4).unwrap_or_default())
}
