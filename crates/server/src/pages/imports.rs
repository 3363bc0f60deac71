//! `/imports`: what waits for a person on top, then every import and other run, the latest first, in pages. Reads only.
//!
//! In: filters in the address. Out: two tables; a row that is being worked on is asked for again by the page.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Extract};
use axum::routing::get;
use jiff::civil::{Date, DateTime};
use kartoteka_domain::run::State;
use kartoteka_engine::actor::Permission;
use kartoteka_engine::imports::ImportView;
use kartoteka_engine::{ImportFilter, RunKind};
use serde::Deserialize;

use crate::app::App;
use crate::page::Page;
use crate::pager::Pager;
use crate::reply::{self, Reply};
use crate::visit::Signed;

/// Rows of a page.
const PAGE: usize = 50;
/// Drafts shown on top.
const DRAFTS: usize = 20;
/// Those wait for a person.
const WAITING: [State; 5] = [State::Mapping, State::Checking, State::Checked, State::Stopped, State::Failed];
const KINDS: [RunKind; 5] = [RunKind::Import, RunKind::Edit, RunKind::Bulk, RunKind::Undo, RunKind::Delete];

pub fn routes() -> Router<App> {
    Router::new().route("/imports", get(list))
}

/// One import in a list.
pub struct Row {
    pub number: i64,
    pub name: String,
    pub type_key: String,
    pub type_word: String,
    pub kind: RunKind,
    pub state: State,
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    /// Rejected and failed together: what needs a look.
    pub out: u64,
    pub tag: String,
    pub by: String,
    pub at: DateTime,
    /// Its file may be fetched.
    pub may_see_file: bool,
}

impl Row {
    pub fn of(page: &Page, view: &ImportView) -> Row {
        let (import, counts) = (&view.import, view.counts());
        let kind = page.t(format!("run-{}", import.kind.word()));
        Row {
            number: import.id,
            name: if import.name.is_empty() { kind } else { import.name.clone() },
            type_key: import.type_key.to_string(),
            type_word: page.words.record_type(&import.type_key),
            kind: import.kind,
            state: import.state,
            rows: counts.rows,
            created: counts.created,
            updated: counts.updated,
            out: counts.rejected + counts.failed,
            tag: import.tag.clone().unwrap_or_default(),
            by: view.created_by.clone(),
            at: import.created_at,
            may_see_file: page.actor().is_some_and(|actor| actor.is_administrator() || actor.number() == import.created_by),
        }
    }

    /// It changes by itself.
    pub fn is_working(&self) -> bool {
        matches!(self.state, State::Reading | State::Checking | State::Queued | State::Running)
    }

    pub fn has_file(&self) -> bool {
        matches!(self.kind, RunKind::Import | RunKind::Edit)
    }

    pub fn is_draft(&self) -> bool {
        let is_open = matches!(self.state, State::Uploaded | State::Mapping | State::Checked | State::Failed);
        self.has_file() && is_open
    }

    /// It wrote something that can be taken back.
    pub fn has_run(&self) -> bool {
        let ended = matches!(self.state, State::Completed | State::Stopped | State::PartlyUndone);
        ended && !matches!(self.kind, RunKind::Undo | RunKind::Delete) && self.created + self.updated > 0
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    /// Only older than this number.
    before: Option<i64>,
    /// Only in this state.
    #[serde(default)]
    state: String,
    #[serde(default, rename = "type")]
    type_key: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    mine: String,
}

impl Asked {
    fn is_plain(&self) -> bool {
        [&self.state, &self.type_key, &self.q, &self.from, &self.mine].iter().all(|text| text.is_empty())
    }

    /// The list with its filters.
    fn path(&self) -> String {
        let of = reply::in_address;
        let (state, key, q, from, mine) = (of(&self.state), of(&self.type_key), of(&self.q), of(&self.from), of(&self.mine));
        format!("/imports?state={state}&type={key}&q={q}&from={from}&mine={mine}")
    }

    fn filter(&self, me: i64) -> ImportFilter {
        let since = self.from.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0));
        ImportFilter {
            kinds: KINDS.to_vec(),
            type_key: Some(self.type_key.as_str()).filter(|key| !key.is_empty()).map(Into::into),
            search: Some(self.q.trim().to_owned()).filter(|text| !text.is_empty()),
            since,
            created_by: (!self.mine.is_empty()).then_some(me),
            ..ImportFilter::default()
        }
    }
}

/// A record type to choose from.
struct TypeChoice {
    key: String,
    word: String,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct List {
    p: Page,
    drafts: Vec<Row>,
    rows: Vec<Row>,
    pager: Pager,
    asked: Asked,
    states: Vec<State>,
    types: Vec<TypeChoice>,
    can_take_back: bool,
}

async fn list(Extract(app): Extract<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let me = signed.actor.number();
    let wanted: Vec<State> = State::from_word(&asked.state).into_iter().collect();
    // A waiting one stands in one list only, unless its state was asked for.
    let on_top = asked.before.is_none() && wanted.is_empty();
    let rest: Vec<State> = State::ALL.into_iter().filter(|state| !WAITING.contains(state) || *state == State::Failed).collect();
    let states = if wanted.is_empty() { rest } else { wanted };
    let filter = ImportFilter { states, before: asked.before, limit: PAGE + 1, ..asked.filter(me) };
    let waiting =
        ImportFilter { states: WAITING.to_vec(), kinds: vec![RunKind::Import, RunKind::Edit], limit: DRAFTS, ..asked.filter(me) };
    let actor = signed.actor.clone();
    let (mut found, drafts) = app
        .run(move |engine| {
            let drafts = if on_top { engine.imports(&actor, &waiting)? } else { Vec::new() };
            Ok((engine.imports(&actor, &filter)?, drafts))
        })
        .await?;
    let is_draft = |view: &ImportView| drafts.iter().any(|draft| draft.import.id == view.import.id);
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let p = signed.page("imports");
    let next = found.last().map(|view| view.import.id).filter(|_| has_more);
    let rows = found.iter().filter(|view| !is_draft(view)).map(|view| Row::of(&p, view)).collect();
    let drafts = drafts.iter().map(|view| Row::of(&p, view)).collect();
    let states = State::ALL.into_iter().filter(|state| *state != State::Uploaded).collect();
    let word = |key: &str| super::review::type_words(&app, &p, key);
    let types = app.engine().types().all().iter().map(|ty| TypeChoice { key: ty.key.to_string(), word: word(&ty.key) }).collect();
    let can_take_back = p.may(Permission::TakeBack);
    let pager = Pager::onward(&asked.path(), asked.before.is_none(), "before", next, "");
    reply::html(&List { can_take_back, drafts, rows, pager, states, types, asked, p })
}
