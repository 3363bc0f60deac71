//! `/imports/{number}/mends`: one press for a whole group, undo, redo, rows out and in; `/find`: find and replace with a
//! count before anything is replaced.
//!
//! In: forms. Out: mends of the engine, a new check, and the page the person came from. The file itself never changes.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Extract};
use axum::routing::{get, post};
use jiff::civil::DateTime;
use kartoteka_domain::edit::Edit;
use kartoteka_domain::issue::Code;
use kartoteka_engine::error::{Refusal, RefusalKind};
use kartoteka_engine::mend_rows::{Find, GroupAt, GroupMend, MendStep};
use kartoteka_engine::staged_rows::StagedSheet;
use kartoteka_engine::words::Arg;
use serde::Deserialize;

use super::{Head, check_again};
use crate::app::App;
use crate::flash::Flash;
use crate::form::Posted;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new().route("/imports/{number}/mends", post(mend)).route("/imports/{number}/find", get(find).post(replace))
}

/// What was made with one press, for the list.
pub struct Shown {
    pub sentence: String,
    pub by: String,
    pub at: Option<DateTime>,
    pub is_undone: bool,
}

impl Shown {
    pub fn of(page: &Page, step: &MendStep) -> Shown {
        let first = &step.mends[0];
        let n = step.touched.unwrap_or(step.mends.len() as u64);
        let column = Arg::from(first.column.as_str());
        let say = |id: &str, from: &str, to: &str, row: u32| {
            let facts =
                [("n", Arg::from(n)), ("column", column.clone()), ("from", from.into()), ("to", to.into()), ("row", row.into())];
            page.words.say(id, &facts)
        };
        let rows = |rows: &[u32]| rows.first().copied().unwrap_or_default();
        let sentence = match &first.edit {
            Edit::SetCell { row, .. } if step.mends.len() > 1 => say("mend-row", "", "", *row),
            Edit::SetCell { row, text, .. } => say("mend-cell", "", text, *row),
            Edit::Replace { .. } if step.mends.len() > 1 => say("mend-values", "", "", 0),
            Edit::Replace { from, to, .. } => say("mend-replace", from, to, 0),
            Edit::SetEmpty { text, .. } => say("mend-fill", "", text, 0),
            Edit::Substitute { find, with, .. } => say("mend-find", find, with, 0),
            Edit::ExcludeRows { rows: out, .. } => say("mend-out", "", "", rows(out)),
            Edit::IncludeRows { rows: back, .. } => say("mend-in", "", "", rows(back)),
        };
        Shown { sentence, by: step.by.clone().unwrap_or_default(), at: step.at, is_undone: step.undone }
    }
}

/// A posted list of pairs, read by name.
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }

    /// `from0`, `to0`, `from1`, …: only those that were filled in.
    fn values(&self) -> Vec<(String, String)> {
        let given = |n: usize| (self.get(&format!("from{n}")).to_owned(), self.get(&format!("to{n}")).to_owned());
        let count = self.0.iter().filter(|(name, _)| name.starts_with("from")).count();
        (0..count).map(given).filter(|(from, to)| !from.is_empty() && !to.is_empty()).collect()
    }

    fn group(&self) -> Result<GroupAt, Problem> {
        let unknown = || Problem::from(Refusal::new(RefusalKind::Malformed, "mend-unknown"));
        let code = Code::from_word(self.get("code")).ok_or_else(unknown)?;
        let field = Some(self.get("field")).filter(|field| !field.is_empty()).map(Into::into);
        Ok(GroupAt { part: self.number("part").unwrap_or_default(), code, column: self.number("column"), field })
    }
}

async fn mend(
    Extract(app): Extract<App>,
    signed: Signed,
    Path(number): Path<i64>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Reply {
    let pairs = Pairs(pairs);
    let back = back_to(number, pairs.get("back"));
    let (actor, reader) = (signed.actor.clone(), signed.actor.clone());
    let before = app.run(move |engine| engine.import(&reader, number)).await?.import.counts.rejected;
    let sheet: usize = pairs.number("sheet").unwrap_or_default();
    let row: Option<u32> = pairs.number("row");
    let group = |mend: GroupMend| -> Result<_, Problem> { Ok((pairs.group()?, mend)) };
    let touched = match pairs.get("op") {
        "undo" => app.run(move |engine| engine.undo_mend(&actor, number)).await?.map(|_| 0),
        "redo" => app.run(move |engine| engine.redo_mend(&actor, number)).await?.map(|_| 0),
        "out" => {
            let sheets = app.run(move |engine| engine.staged_sheets(&actor, number)).await?;
            let name = sheets.into_iter().find(|known| known.index == sheet).map(|known| known.name);
            let actor = signed.actor.clone();
            let rows: Vec<u32> = row.into_iter().collect();
            Some(app.run(move |engine| engine.mend_exclude_rows(&actor, number, name.as_deref(), &rows)).await?)
        }
        "in" => {
            let rows: Vec<u32> = row.into_iter().collect();
            Some(app.run(move |engine| engine.mend_include_rows(&actor, number, sheet, &rows)).await?)
        }
        op => {
            let (at, mend) = match op {
                "suggest" => group(GroupMend::Suggestions)?,
                "values" => group(GroupMend::Values(pairs.values()))?,
                "fill" => group(GroupMend::FillEmpty(pairs.get("text").to_owned()))?,
                "cut" => group(GroupMend::Cut(pairs.number("chars").unwrap_or(255)))?,
                "leave-out" => group(GroupMend::LeaveOut)?,
                "keep-first" => group(GroupMend::KeepOne { last: false })?,
                "keep-last" => group(GroupMend::KeepOne { last: true })?,
                _ => return Err(Refusal::new(RefusalKind::Malformed, "mend-unknown").into()),
            };
            Some(app.run(move |engine| engine.mend_group(&actor, number, &at, &mend)).await?)
        }
    };
    let turns = matches!(pairs.get("op"), "undo" | "redo");
    match touched {
        None => Ok(reply::see_and_say(&back, &Flash::new("flash-mend-none"))),
        Some(0) if !turns => Ok(reply::see_and_say(&back, &Flash::new("flash-mend-nothing"))),
        Some(touched) => {
            let id = if turns { "flash-mend-turned" } else { "flash-mended" };
            told(&app, &signed, number, &back, Flash::new(id).with("n", touched), before).await
        }
    }
}

/// Checks again and says how the errors became fewer.
async fn told(app: &App, signed: &Signed, number: i64, back: &str, flash: Flash, before: u64) -> Reply {
    let counts = check_again(app, &signed.actor, number, before).await?;
    let flash = match counts {
        Some(counts) => flash.with("before", before).with("after", counts.rejected),
        None => Flash::new("flash-mend-checking"),
    };
    Ok(reply::see_and_say(back, &flash))
}

/// Only pages of this import.
fn back_to(number: i64, said: &str) -> String {
    let own = format!("/imports/{number}/");
    if said.starts_with(&own) { reply::local(said) } else { format!("{own}check") }
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    sheet: usize,
    /// Empty: all columns.
    #[serde(default)]
    column: String,
    #[serde(default)]
    find: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    case: String,
}

impl Wanted {
    fn find(&self) -> Find {
        Find {
            sheet: self.sheet,
            column: self.column.parse().ok(),
            find: self.find.clone(),
            with: self.with.clone(),
            match_case: !self.case.is_empty(),
        }
    }
}

#[derive(Template)]
#[template(path = "review/find.html")]
struct FindPage {
    p: Page,
    import: Head,
    sheets: Vec<StagedSheet>,
    wanted: Wanted,
    /// How many cells hold it; none before anything was looked for.
    found: Option<u64>,
}

async fn find(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Query(wanted): Query<Wanted>) -> Reply {
    let (actor, asked) = (signed.actor.clone(), wanted.find());
    let (view, sheets, found) = app
        .run(move |engine| {
            let sheets = engine.staged_sheets(&actor, number)?;
            let asked = Find {
                sheet: sheets
                    .iter()
                    .map(|one| one.index)
                    .find(|index| *index == asked.sheet)
                    .unwrap_or_else(|| sheets.first().map_or(0, |one| one.index)),
                ..asked
            };
            let found = if asked.find.is_empty() { None } else { Some(engine.count_find(&actor, number, &asked)?) };
            Ok((engine.import(&actor, number)?, sheets, found))
        })
        .await?;
    let p = signed.page("imports");
    let import = Head::of(&app, &p, &view);
    reply::html(&FindPage { p, import, sheets, wanted, found })
}

async fn replace(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>, Posted(wanted): Posted<Wanted>) -> Reply {
    let (actor, asked) = (signed.actor.clone(), wanted.find());
    let (before, touched) = app
        .run(move |engine| {
            let before = engine.import(&actor, number)?.import.counts.rejected;
            Ok((before, engine.mend_find(&actor, number, &asked)?))
        })
        .await?;
    let back = format!("/imports/{number}/check");
    if touched == 0 {
        return Ok(reply::see_and_say(&back, &Flash::new("flash-mend-nothing")));
    }
    told(&app, &signed, number, &back, Flash::new("flash-mended").with("n", touched), before).await
}
