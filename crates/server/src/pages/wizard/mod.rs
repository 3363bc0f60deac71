//! The wizard of an import: from a file to the check, step by step. Every door leads here with its profile preset.
//!
//! In: `/imports/new`, `/imports/{number}/…`. Out: pages that change the draft on the server and nothing else: no record is
//! written here. Each step is a file of its own; the check and what follows are another area.

mod choices;
mod column_rows;
mod columns;
pub mod doors;
mod file;
mod options;
mod sheet;
mod stale;
pub mod steps;
mod upload;
mod values;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::routing::get;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::State;
use kartoteka_engine::RunKind;
use kartoteka_engine::define_types::label_of;
use kartoteka_engine::error::Refusal;
use kartoteka_engine::imports::ImportView;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::visit::Signed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports/{number}", get(go_on))
        .merge(upload::routes())
        .merge(sheet::routes())
        .merge(columns::routes())
        .merge(values::routes())
        .merge(options::routes())
}

/// What reads whole files: it may take longer than a page.
pub fn streams() -> Router<App> {
    upload::streams().merge(file::streams())
}

/// The fields of a posted form whose names are made up on the page, such as `field-0-3`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    pub fn of(pairs: Vec<(String, String)>) -> Fields {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Fields(fields)
    }

    /// The first value under a name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", |text| text.trim())
    }

    /// The same, nothing when it is empty.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Every field with each of its values.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// One sign, or the word `tab`.
    pub fn sign(&self, name: &str) -> Option<char> {
        match self.0.get(name).and_then(|values| values.first()).map(String::as_str) {
            Some("tab") => Some('\t'),
            Some(text) => text.chars().next(),
            None => None,
        }
    }
}

/// `/imports/{number}`: to the step that fits how the import stands.
async fn go_on(Extract(app): Extract<App>, signed: Signed, Path(number): Path<i64>) -> Reply {
    let actor = signed.actor.clone();
    let view = app.run(move |engine| engine.import(&actor, number)).await?;
    let step = match fitting_step(&view) {
        "columns" if wants_confirmation(&app, &signed, number).await? => "upload",
        step => step,
    };
    Ok(reply::see(&format!("/imports/{number}/{step}")))
}

/// H10: its encoding was only recognised, and a person has to say that it is right before anything goes on.
pub(crate) async fn wants_confirmation(app: &App, signed: &Signed, number: i64) -> Result<bool, Problem> {
    let actor = signed.actor.clone();
    let found = app.run(move |engine| {
        let settings = engine.import(&actor, number)?.settings;
        let profile = settings.as_ref().map(|settings| engine.profile(settings.profile)).transpose()?;
        Ok(settings.zip(profile).is_some_and(|(settings, profile)| settings.lacks_confirmation(&profile)))
    });
    found.await
}

/// The last part of the address where an import stands now.
fn fitting_step(view: &ImportView) -> &'static str {
    let import = &view.import;
    let has_file = matches!(import.kind, RunKind::Import | RunKind::Edit);
    if !has_file {
        return "result";
    }
    match import.state {
        State::Uploaded | State::Reading | State::Mapping => "columns",
        State::Checking | State::Checked => "check",
        State::Queued | State::Running => "run",
        // A file that could not be read is looked at again; a run that broke off shows what it did.
        State::Failed if import.started_at.is_none() => "upload",
        State::Completed | State::Stopped | State::Failed | State::Undone | State::PartlyUndone => "result",
    }
}

/// A refusal in words of the page: labels instead of keys, and no hint that names flags of the command line.
pub(crate) fn sentence(p: &Page, refusal: &Refusal, ty: Option<&RecordType>) -> String {
    let label = |key: &str| ty.map_or(key.to_owned(), |ty| label_of(ty, key, p.words.language));
    let said = |(name, text): &(&'static str, String)| {
        let text = match *name {
            "field" => label(text),
            "fields" => text.split(", ").map(label).collect::<Vec<_>>().join(", "),
            _ => text.clone(),
        };
        (*name, text)
    };
    let params: Vec<(&str, String)> = refusal.params.iter().map(said).collect();
    let (sentence, hint) = p.words.refusal(refusal.code, &params);
    let fits = hint.filter(|hint| !hint.contains("--") && !hint.contains("kartoteka "));
    fits.map_or(sentence.clone(), |hint| format!("{sentence} {hint}"))
}
