//! Step 3: which column is which field. Saved with every change; saved mappings are laid over it; a missing custom field is
//! made without leaving.
//!
//! In: a form with `field-PART-COLUMN` and its like. Out: the draft's columns. Values of cells are shown and never logged.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::http::StatusCode;
use axum::routing::get;
use kartoteka_domain::language::Labels;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::recipe::{EmptyCells, Existing};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::define_types::{NewField, label_of};
use kartoteka_engine::file_notes::file_notes;
use kartoteka_engine::prepare_import::{
    ColumnChoice, ColumnValues, ColumnView, MappingView, PartView, Shown, has_known_values, mark_of,
};
use serde::Deserialize;

use super::column_rows::{self, PartRows};
use super::stale::{self, About, Difference};
use super::steps::{At, Step, steps};
use super::{Fields, sentence};
use crate::app::App;
use crate::flash::Flash;
use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::pager::Pager;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// From so many columns on they can be narrowed to those without a field.
const MANY: usize = 12;
/// Columns of one page: a file may have thousands, and each has its own list of fields.
const PER_PAGE: usize = 100;
/// Kinds a new field can have here; links are made in the settings.
const NEW_KINDS: [FieldKind; 10] = [
    FieldKind::Text,
    FieldKind::LongText,
    FieldKind::Integer,
    FieldKind::Decimal,
    FieldKind::YesNo,
    FieldKind::Date,
    FieldKind::Choice,
    FieldKind::Choices,
    FieldKind::Email,
    FieldKind::Phone,
];

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/columns", get(show).post(change))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    /// `open`: only columns without a field.
    #[serde(default)]
    show: String,
    /// From 0.
    #[serde(default)]
    page: usize,
}

impl Asked {
    fn of(fields: &Fields) -> Asked {
        Asked { show: fields.get("show").to_owned(), page: fields.get("page").parse().unwrap_or(0) }
    }

    /// The address of another page of the same list.
    fn path(&self, number: i64, page: usize) -> String {
        let show = if self.show == "open" { "show=open&" } else { "" };
        format!("/imports/{number}/columns?{show}page={page}")
    }
}

#[derive(Template)]
#[template(path = "wizard/columns.html")]
struct Columns {
    p: Page,
    errors: Errors,
    steps: Vec<Step>,
    number: i64,
    name: String,
    parts: Vec<PartRows>,
    matched: usize,
    columns: usize,
    /// Columns without a field.
    open: usize,
    is_narrowed: bool,
    has_many: bool,
    page: usize,
    pager: Pager,
    /// What the page shows, as the server will know it again.
    mark: String,
    /// Why it cannot go on; empty when it can.
    reason: String,
    /// What is worth knowing: the template is older, hidden or blank rows.
    notes: Vec<String>,
    recipes: Vec<String>,
    may_add_field: bool,
    kinds: Vec<(&'static str, String)>,
    header_row: u32,
    is_edit: bool,
}

async fn show(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Reply {
    let drawn = page(&app, &signed, number, &asked, Errors::default()).await?;
    if super::wants_confirmation(&app, &signed, number).await? {
        return Ok(reply::see(&format!("/imports/{number}/upload")));
    }
    reply::html(&drawn)
}

async fn page(app: &App, signed: &Signed, number: i64, asked: &Asked, errors: Errors) -> Result<Columns, Problem> {
    let (actor, language, asked) = (signed.actor.clone(), signed.visit.language, asked.clone());
    let is_embedded = signed.visit.embed.is_some();
    let found = app.run(move |engine| {
        let view = engine.mapping_view(&actor, number)?;
        let window = window(&view, &asked);
        let mut values: Known = BTreeMap::new();
        for (index, place) in &window.columns {
            let part = &view.parts[*index];
            let field = part.columns[*place].given.field.as_deref().and_then(|key| part.record_type.field(key));
            if field.is_some_and(has_known_values) {
                let column = part.columns[*place].column;
                let found = engine.column_values(&actor, number, (*index, column), language)?;
                values.insert((*index, column), found);
            }
        }
        let recipes =
            if is_embedded { Vec::new() } else { engine.recipes(&actor)? }.into_iter().map(|recipe| recipe.name).collect();
        Ok((view, window, values, recipes))
    });
    let (view, window, values, recipes) = found.await?;
    Ok(drawn(signed.page("data-import"), errors, &view, &window, &values, recipes))
}

/// What is known about the texts of columns, by part and column.
type Known = BTreeMap<(usize, usize), ColumnValues>;

/// The columns of one page, by part and place.
struct Window {
    columns: Vec<(usize, usize)>,
    /// Columns without a field, and how many the whole list has.
    open: usize,
    listed: usize,
    asked: Asked,
}

fn is_open(column: &ColumnView) -> bool {
    column.given.field.is_none() && column.likely.is_none()
}

fn window(view: &MappingView, asked: &Asked) -> Window {
    let places = |wanted: &dyn Fn(&ColumnView) -> bool| -> Vec<(usize, usize)> {
        let of = |(index, part): (usize, &PartView)| {
            let fits = part.columns.iter().enumerate().filter(|(_, column)| wanted(column));
            fits.map(move |(place, _)| (index, place)).collect::<Vec<_>>()
        };
        view.parts.iter().enumerate().flat_map(of).collect()
    };
    let open = places(&is_open);
    let is_narrowed = asked.show == "open" && !open.is_empty();
    let (all, count) = (if is_narrowed { open.clone() } else { places(&|_| true) }, open.len());
    let page = asked.page.min(all.len().saturating_sub(1) / PER_PAGE);
    let columns = all.iter().skip(page * PER_PAGE).take(PER_PAGE).copied().collect();
    let show = if is_narrowed { "open".to_owned() } else { String::new() };
    Window { columns, open: count, listed: all.len(), asked: Asked { show, page } }
}

fn drawn(p: Page, errors: Errors, view: &MappingView, window: &Window, values: &Known, recipes: Vec<String>) -> Columns {
    let part = |index: usize| {
        let is_here = |place: usize| window.columns.contains(&(index, place));
        column_rows::part(&p, view, index, is_here, |column| values.get(&(index, column)).cloned())
    };
    let parts: Vec<PartRows> = (0..view.parts.len()).map(part).collect();
    let (open, asked) = (window.open, &window.asked);
    let has_likely = view.parts.iter().flat_map(|part| &part.columns).any(|column| column.likely.is_some());
    let (from, to) = (asked.page * PER_PAGE, asked.page * PER_PAGE + window.columns.len());
    let is_paged = window.listed > PER_PAGE;
    let to_page = |page: usize| asked.path(view.import.id, page);
    let pager = Pager {
        said: said_window(&p, from + 1, to, window.listed),
        before: if asked.page > 0 { to_page(asked.page - 1) } else { String::new() },
        next: if to < window.listed { to_page(asked.page + 1) } else { String::new() },
        ..Pager::default()
    };
    let ty = view.parts.first().map(|part| &*part.record_type);
    let reason = view.refusal.as_ref().filter(|_| !has_likely).map(|refusal| sentence(&p, refusal, ty)).unwrap_or_default();
    Columns {
        steps: steps(view.import.id, view.import.state, At::Columns),
        number: view.import.id,
        name: view.import.name.clone(),
        matched: view.columns() - open,
        columns: view.columns(),
        open,
        is_narrowed: asked.show == "open",
        has_many: view.columns() > MANY,
        page: asked.page,
        pager: if is_paged { pager } else { Pager::default() },
        mark: mark_of(&view.settings, &view.import.name, Shown::Columns),
        reason,
        notes: notes(&p, view),
        recipes,
        may_add_field: p.may(Permission::Administer) && view.profile.key != ProfileKey::Edit,
        kinds: NEW_KINDS.iter().map(|kind| (kind.word(), p.t(format!("kind-{}", kind.word())))).collect(),
        header_row: view.parts.first().map_or(1, |part| part.header_row),
        is_edit: view.profile.key == ProfileKey::Edit,
        parts,
        errors,
        p,
    }
}

fn said_window(p: &Page, from: usize, to: usize, n: usize) -> String {
    let facts = [("from", from as u64), ("to", to as u64), ("n", n as u64)];
    p.words.say("map-window", &facts.map(|(name, n)| (name, kartoteka_engine::words::Arg::from(n))))
}

fn notes(p: &Page, view: &MappingView) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(part) = view.parts.first() {
        let lacking = view.settings.lacking_fields(&part.record_type);
        if !lacking.is_empty() {
            let labels = lacking.iter().map(|key| label_of(&part.record_type, key, p.words.language));
            let labels = labels.collect::<Vec<_>>().join(", ");
            let sentence = p.t2("template-older", "new", lacking.len(), "removed", 0_usize);
            notes.push(format!("{sentence} {}", p.t1("map-template-lacks", "names", labels)));
        }
    }
    // How the dates of a column fit stands beside the column.
    let known = file_notes(&view.settings).into_iter().filter(|note| note.column.is_none());
    notes.extend(known.map(|note| p.words.file_note(&note)));
    notes
}

/// What the buttons of the page do; each saves the columns first.
async fn change(
    Extract(app): Extract<App>,
    signed: Signed,
    Path(number): Path<i64>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let fields = Fields::of(pairs);
    let asked = Asked::of(&fields);
    let here = asked.path(number, asked.page);
    let (actor, choices, seen) = (signed.actor.clone(), columns_of(&fields), fields.some("mark"));
    if fields.get("act") != "reset" {
        let kept = app.run(move |engine| engine.set_columns(&actor, number, &choices, seen.as_deref())).await;
        match kept {
            Err(problem) if stale::is_stale(&problem) => return differs(&app, &signed, number, &fields).await,
            kept => kept?,
        }
    }
    match fields.get("act") {
        // Recipes are the installation's, not those of a frame in another product.
        "recipe-save" | "recipe-load" if signed.visit.embed.is_some() => Err(Problem::NotFound),
        "next" => next(&app, &signed, number).await,
        "reset" => {
            let actor = signed.actor.clone();
            app.run(move |engine| engine.reset_columns(&actor, number)).await?;
            Ok(reply::see_and_say(&here, &Flash::new("flash-columns-reset")))
        }
        "recipe-save" => {
            let (actor, name) = (signed.actor.clone(), fields.get("recipe-name").to_owned());
            let wanted = name.clone();
            let saved = app.run(move |engine| engine.save_recipe_of_import(&actor, number, &wanted)).await;
            told(&app, &signed, number, saved.map(|_| Flash::new("flash-recipe-saved").with("name", name)), "recipe-name", &here)
                .await
        }
        "recipe-load" => {
            let (actor, name) = (signed.actor.clone(), fields.get("recipe").to_owned());
            let used = app.run(move |engine| engine.use_recipe(&actor, number, &name)).await;
            told(&app, &signed, number, used.map(|n| Flash::new("flash-recipe-used").with("n", n)), "recipe", &here).await
        }
        "field-add" => {
            let added = add_field(&app, &signed, number, &fields).await;
            told(
                &app,
                &signed,
                number,
                added.map(|label| Flash::new("flash-field-added").with("name", label)),
                "new-label",
                &here,
            )
            .await
        }
        _ => Ok(reply::see(&here)),
    }
}

async fn next(app: &App, signed: &Signed, number: i64) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.mapping_view(&actor, number)).await?;
    // A bot is chosen on the next page; everything else must be right here.
    let Some(refusal) = view.refusal.as_ref().filter(|refusal| refusal.code != "bot-required") else {
        // What is only likely and stands on another page was seen by nobody yet.
        let unseen = view.parts.iter().flat_map(|part| &part.columns).position(|c| c.likely.is_some() && c.given.field.is_none());
        return Ok(match unseen.filter(|_| view.columns() > PER_PAGE) {
            Some(place) => {
                let page = Asked::default().path(number, place / PER_PAGE);
                reply::see_and_say(&page, &Flash::new("flash-columns-likely"))
            }
            None => reply::see(&format!("/imports/{number}/options")),
        });
    };
    let mut errors = Errors::default();
    let p = signed.page("data-import");
    errors.add("mapping", sentence(&p, refusal, view.parts.first().map(|part| &*part.record_type)));
    let drawn = page(app, signed, number, &Asked::default(), errors).await?;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn)
}

/// Somebody saved other columns since: both sides, column by column.
async fn differs(app: &App, signed: &Signed, number: i64, fields: &Fields) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.mapping_view(&actor, number)).await?;
    let p = signed.page("data-import");
    let mut differences = Vec::new();
    for choice in columns_of(fields) {
        let Some(part) = view.parts.get(choice.part) else { continue };
        let Some(column) = part.columns.iter().find(|column| column.column == choice.column) else { continue };
        let saved = ColumnChoice {
            part: choice.part,
            column: choice.column,
            field: column.given.field.as_ref().map(ToString::to_string),
            existing: column.given.existing,
            empty: column.given.empty,
            date_order: column.given.date_order.clone(),
            decimal: column.given.decimal,
            separator: column.given.separator,
        };
        let told = |choice: &ColumnChoice| column_rows::told(&p, &part.record_type, choice);
        differences.push(Difference { label: column.header.clone(), mine: told(&choice), saved: told(&saved) });
    }
    let (path, asked) = (format!("/imports/{number}/columns"), Asked::of(fields));
    let mark = mark_of(&view.settings, &view.import.name, Shown::Columns);
    let back = asked.path(number, asked.page);
    let about = About { number, name: &view.import.name, path: &path, back: &back, mark: &mark };
    stale::page(p, &about, fields, differences)
}

/// Back to the page with a sentence, or the page with what is wrong at a field.
async fn told(app: &App, signed: &Signed, number: i64, done: Result<Flash, Problem>, field: &str, here: &str) -> Reply {
    let problem = match done {
        Ok(flash) => return Ok(reply::see_and_say(here, &flash)),
        Err(problem) => problem,
    };
    let Some(refusal) = problem.refusal().filter(|refusal| refusal.code != "permission-denied") else { return Err(problem) };
    let mut errors = Errors::default();
    errors.add(field, sentence(&signed.page("data-import"), refusal, None));
    let drawn = page(app, signed, number, &Asked::default(), errors).await?;
    reply::with_status(StatusCode::UNPROCESSABLE_ENTITY, &drawn)
}

/// Makes a custom field and sends the chosen column there.
async fn add_field(app: &App, signed: &Signed, number: i64, fields: &Fields) -> Result<String, Problem> {
    let (actor, fields) = (signed.actor.clone(), fields.clone());
    app.run(move |engine| {
        let view = engine.mapping_view(&actor, number)?;
        let (part, column) = place(fields.get("new-column")).unwrap_or_default();
        let Some(target) = view.parts.get(part) else { return Ok(String::new()) };
        let label = fields.get("new-label").to_owned();
        let new = NewField {
            key: engine.free_key(&target.record_type, &label),
            kind: FieldKind::from_word(fields.get("new-kind")).unwrap_or(FieldKind::Text),
            labels: Labels::same(&label),
            help: Labels::default(),
            required: false,
            unique: false,
            choices: fields
                .get("new-choices")
                .lines()
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            open: false,
            target: None,
            max_chars: None,
        };
        let field = engine.add_field(&actor, &target.record_type.key, &new)?;
        if !fields.get("new-column").is_empty() {
            let choice = ColumnChoice { part, column, field: Some(field.key.to_string()), ..ColumnChoice::default() };
            engine.set_columns(&actor, number, &[choice], None)?;
        }
        Ok(label)
    })
    .await
}

/// `0-3` → part 0, column 3.
fn place(text: &str) -> Option<(usize, usize)> {
    let (part, column) = text.split_once('-')?;
    Some((part.parse().ok()?, column.parse().ok()?))
}

fn columns_of(fields: &Fields) -> Vec<ColumnChoice> {
    let named = fields.0.keys().filter_map(|name| name.strip_prefix("field-"));
    let one = |id: &str| {
        let (part, column) = place(id)?;
        let get = |what: &str| fields.some(&format!("{what}-{id}"));
        Some(ColumnChoice {
            part,
            column,
            field: get("field"),
            existing: get("existing").and_then(|word| existing(&word)),
            empty: get("empty").map(|word| if word == "clear" { EmptyCells::Clear } else { EmptyCells::Keep }),
            date_order: get("order").filter(|order| ["dmy", "mdy", "ymd"].contains(&order.as_str())),
            decimal: fields.sign(&format!("decimal-{id}")),
            separator: fields.sign(&format!("separator-{id}")),
        })
    };
    named.filter_map(one).collect()
}

fn existing(word: &str) -> Option<Existing> {
    match word {
        "overwrite" => Some(Existing::Overwrite),
        "fill" => Some(Existing::Fill),
        "add" => Some(Existing::Add),
        "remove" => Some(Existing::Remove),
        "leave" => Some(Existing::Leave),
        _ => None,
    }
}
