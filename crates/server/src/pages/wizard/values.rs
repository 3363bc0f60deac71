//! Part of step 3: the different texts of one column and what each stands for.
//!
//! In: a column that goes to choices, yes and no, people, companies. Out: the column's value map. A text nobody decided about
//! is read as it is: the check tells which rows it keeps out.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_domain::record_type::{Field, FieldKind};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::define_types::FieldUpdate;
use kartoteka_engine::prepare_import::{ColumnValues, Shown, ValueState, mark_of};

use super::choices::{self, Choice};
use super::stale::{self, About, Difference};
use super::steps::{At, Step, steps};
use super::{Fields, sentence};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Names offered beside a field for links.
const NAMES: usize = 200;
/// What a person can decide besides a value. No value of a file looks like it.
const EMPTY: &str = "<empty>";
const ADD: &str = "<add>";

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/values/{part}/{column}", get(show).post(keep))
}

struct Row {
    index: usize,
    text: String,
    rows: u64,
    tint: &'static str,
    icon: &'static str,
    word: String,
    /// What stands in the field for links.
    meaning: String,
    /// What a person decided; empty: the field stays empty.
    mapped: Option<String>,
    /// For fields with a closed list.
    offered: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "wizard/values.html")]
struct Values {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    number: i64,
    name: String,
    part: usize,
    column: usize,
    header: String,
    label: String,
    rows: Vec<Row>,
    has_more: bool,
    /// Records are named; otherwise a list is chosen from.
    is_link: bool,
    names: Vec<String>,
    known: usize,
    ambiguous: usize,
    unknown: usize,
    /// What the page shows, as the server will know it again.
    mark: String,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path((number, part, column)): Path<(i64, usize, usize)>) -> Reply {
    reply::html(&page(&app, &signed, (number, part, column), Errors::default()).await?)
}

async fn page(
    app: &App,
    signed: &Signed,
    (number, part, column): (i64, usize, usize),
    errors: Errors,
) -> Result<Values, Problem> {
    let (actor, language) = (signed.actor.clone(), signed.visit.language);
    let found = app.run(move |engine| {
        let view = engine.import(&actor, number)?;
        let values = engine.column_values(&actor, number, (part, column), language)?;
        let is_link = matches!(values.field.kind, FieldKind::Link | FieldKind::Links);
        let mut names = if is_link { choices::names(engine, &actor, &values.field.target, None)? } else { Vec::new() };
        names.truncate(NAMES);
        Ok((view, values, names))
    });
    let (view, values, names) = found.await?;
    let p = signed.page("data-import");
    let may_add = p.may(Permission::Administer);
    let (known, ambiguous, unknown) = values.counts();
    let rows = values.values.iter().enumerate().map(|(index, _)| row(&p, &values, index, may_add)).collect();
    let mark = view.settings.as_ref().map(|settings| mark_of(settings, "", Shown::Values(part, column))).unwrap_or_default();
    Ok(Values {
        mark,
        steps: steps(number, view.import.state, At::Columns),
        number,
        name: view.import.name,
        part,
        column,
        header: values.header.clone(),
        label: values.field.label(p.words.language).to_owned(),
        rows,
        has_more: values.has_more,
        is_link: matches!(values.field.kind, FieldKind::Link | FieldKind::Links),
        names: names.into_iter().map(|(name, _)| name).collect(),
        known,
        ambiguous,
        unknown,
        errors,
        p,
    })
}

fn row(p: &Page, values: &ColumnValues, index: usize, may_add: bool) -> Row {
    let seen = &values.values[index];
    let (tint, icon, word) = match &seen.state {
        ValueState::Known(shown) => ("success", "tick", shown.clone()),
        ValueState::Mapped(meaning) if meaning.is_empty() => ("neutral", "cross", p.t("value-left-empty")),
        ValueState::Mapped(_) => ("info", "user", p.t("value-mapped")),
        ValueState::Unknown(_) => ("warning", "warning", p.t("value-unknown")),
        ValueState::Ambiguous(n) => ("warning", "warning", p.t1("value-ambiguous", "n", *n)),
    };
    let meaning = if let ValueState::Mapped(meaning) = &seen.state { meaning.clone() } else { String::new() };
    let offered = offered(p, &values.field, &seen.state, may_add);
    let mapped = if let ValueState::Mapped(meaning) = &seen.state { Some(meaning.clone()) } else { None };
    Row { index, text: seen.text.clone(), rows: seen.rows, tint, icon, word, meaning, mapped, offered }
}

/// The values of a field with a closed list; what is likely is marked for the person to agree.
fn offered(p: &Page, field: &Field, state: &ValueState, may_add: bool) -> Vec<Choice> {
    let language = p.words.language;
    let mapped = if let ValueState::Mapped(meaning) = state { Some(meaning.as_str()) } else { None };
    let likely = if let ValueState::Unknown(likely) = state { likely.as_deref() } else { None };
    let own = match field.kind {
        FieldKind::YesNo => vec![("yes".to_owned(), p.t("yes")), ("no".to_owned(), p.t("no"))],
        FieldKind::Country => {
            kartoteka_domain::kind::country::all(language).map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
        }
        FieldKind::Choice | FieldKind::Choices => {
            field.choices.iter().map(|choice| (choice.key.clone(), choice.labels.get(language).to_owned())).collect()
        }
        _ => return Vec::new(),
    };
    let as_is = if matches!(state, ValueState::Known(_)) { "value-as-read" } else { "value-error" };
    let mut list = vec![Choice::new("", p.t(as_is), mapped.is_none() && likely.is_none())];
    for (key, label) in own {
        let is_chosen = mapped.map_or(likely == Some(label.as_str()), |meaning| meaning == key || meaning == label);
        list.push(Choice::new(&key, label, is_chosen));
    }
    list.push(Choice::new(EMPTY, p.t("value-empty"), mapped == Some("")));
    if may_add
        && field.custom
        && matches!(field.kind, FieldKind::Choice | FieldKind::Choices)
        && !matches!(state, ValueState::Known(_))
    {
        list.push(Choice::new(ADD, p.t("value-add"), false));
    }
    list
}

async fn keep(
    Extract(app): Extract<App>,
    signed: Signed,
    Path((number, part, column)): Path<(i64, usize, usize)>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let fields = Fields::of(pairs);
    let texts: Vec<(usize, String)> = (0..fields.0.len())
        .filter(|index| fields.has(&format!("text-{index}")))
        .map(|index| (index, fields.0[&format!("text-{index}")].first().cloned().unwrap_or_default()))
        .collect();
    let mut decided = Vec::new();
    let mut new_choices = Vec::new();
    for (index, text) in texts {
        match fields.0.get(&format!("value-{index}")).and_then(|values| values.first()).map(String::as_str) {
            Some(EMPTY) => decided.push((text, Some(String::new()))),
            Some(ADD) => new_choices.push(text),
            Some("") | None if fields.get(&format!("blank-{index}")) == "yes" => decided.push((text, Some(String::new()))),
            Some("") | None => decided.push((text, None)),
            Some(meaning) => decided.push((text, Some(meaning.trim().to_owned()))),
        }
    }
    let (actor, language, seen, mine) = (signed.actor.clone(), signed.visit.language, fields.some("mark"), decided.clone());
    let kept = app.run(move |engine| {
        if !new_choices.is_empty() {
            let view = engine.import(&actor, number)?;
            let values = engine.column_values(&actor, number, (part, column), language)?;
            let parts = view.settings.as_ref().map(|settings| settings.recipe.parts.as_slice()).unwrap_or_default();
            if let Some(part) = parts.get(part) {
                let update = FieldUpdate { add_choices: new_choices, ..FieldUpdate::default() };
                engine.update_field(&actor, &part.record_type, &values.field.key, &update)?;
            }
        }
        engine.set_values(&actor, number, (part, column), &decided, seen.as_deref())
    });
    match kept.await {
        Ok(()) => Ok(reply::see_and_say(&format!("/imports/{number}/columns"), &Flash::new("flash-values-kept"))),
        Err(problem) if stale::is_stale(&problem) => {
            let saved = page(&app, &signed, (number, part, column), Errors::default()).await?;
            differs(&signed, &saved, &fields, mine)
        }
        Err(problem) => {
            let Some(refusal) = problem.refusal().filter(|refusal| refusal.code == "field-unknown") else { return Err(problem) };
            let mut errors = Errors::default();
            errors.add("values", sentence(&signed.page("data-import"), refusal, None));
            let drawn = page(&app, &signed, (number, part, column), errors).await?;
            reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn)
        }
    }
}

/// Somebody decided otherwise since: both sides, text by text.
fn differs(signed: &Signed, saved: &Values, fields: &Fields, mine: Vec<(String, Option<String>)>) -> Reply {
    let p = signed.page("data-import");
    let told = |row: &Row, meaning: &str| match row.offered.iter().find(|choice| choice.value == meaning) {
        Some(choice) => choice.word.clone(),
        None => meaning.to_owned(),
    };
    let said = |row: &Row, meaning: Option<&str>| match meaning {
        None => p.t("value-as-read"),
        Some("") => p.t("value-empty"),
        Some(meaning) => told(row, meaning),
    };
    let one = |(text, meaning): (String, Option<String>)| {
        let row = saved.rows.iter().find(|row| row.text == text)?;
        let now = row.mapped.as_deref();
        Some(Difference { mine: said(row, meaning.as_deref()), saved: said(row, now), label: text })
    };
    let differences = mine.into_iter().filter_map(one).collect();
    let Values { number, part, column, .. } = *saved;
    let path = format!("/imports/{number}/values/{part}/{column}");
    let about = About { number, name: &saved.name, path: &path, back: &path, mark: &saved.mark };
    stale::page(signed.page("data-import"), &about, fields, differences)
}
