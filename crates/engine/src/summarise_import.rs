//! What people are told of an import besides its numbers: how its file was read, what a check found, who gains and who loses.
//!
//! In: the number of an import. Out: one JSON object, in the language asked for. Every door makes its sentences from it, so the
//! command line says the same on a data directory and over a server. Decides nothing.

use kartoteka_domain::issue::Severity;
use kartoteka_store::IssueGroup;
use serde_json::{Value, json};

use crate::Engine;
use crate::actor::Actor;
use crate::define_types::Types;
use crate::error::Result;
use crate::imports::ImportView;
use crate::settings::Settings;
use crate::shapes;
use crate::words::Words;

/// What costs time and is told only to those who ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How many rows go in with and without a warning: reads every warning.
    pub rows: bool,
    /// Who gains and who loses records: plans every row.
    pub people: bool,
}

impl Engine {
    /// `parts`, `groups`, `rows` of the file; `ready`, `warned` and `people` where they are wanted, else null.
    pub fn import_summary(&self, actor: &Actor, import: i64, wanted: Wanted, words: Words) -> Result<Value> {
        let (view, types) = (self.import(actor, import)?, self.types());
        let parts = view.settings.iter().flat_map(|settings| {
            let (view, types) = (&view, &types);
            (0..settings.recipe.parts.len()).map(move |at| part(view, settings, types, at, words))
        });
        let groups = self.issue_groups(actor, import)?;
        let told = groups.iter().filter(|group| group.severity != Severity::Note);
        let rows = if wanted.rows { Some(self.checked_rows(actor, import)?) } else { None };
        let people = if wanted.people { Some(self.by_person(actor, import)?) } else { None };
        let person = |person: &crate::preview_changes::PersonChange| json!({"login": person.login, "gained": person.gained, "lost": person.lost});
        Ok(json!({
            "parts": parts.collect::<Vec<_>>(),
            "rows": view.settings.iter().flat_map(|settings| &settings.part_rows).sum::<u64>(),
            "ready": rows.map(|rows| rows.ready),
            "warned": rows.map(|rows| rows.warned),
            "groups": told.map(|found| group(&view, &types, found, words)).collect::<Vec<_>>(),
            "people": people.map(|people| people.iter().map(person).collect::<Vec<_>>()),
        }))
    }
}

/// How a part of the file is read: where its header is, which columns are used, which are only likely, what a template lacks.
fn part(view: &ImportView, settings: &Settings, types: &Types, part: usize, words: Words) -> Value {
    let ty = shapes::part_type(view, types, part);
    let label = |key: &str| ty.and_then(|ty| ty.field(key)).map_or("", |field| field.label(words.language)).to_owned();
    let columns: Vec<_> = settings.columns.iter().filter(|column| column.part == part).collect();
    let used = columns.iter().filter(|column| column.field.is_some() && column.confidence != "likely" && !column.taken).count();
    let likely = columns.iter().filter(|column| column.confidence == "likely" && !column.taken);
    let maybe = likely.map(|column| {
        let key = column.field.as_deref().unwrap_or("");
        json!({"column": column.header, "field": key, "label": label(key)})
    });
    let lacking: Vec<String> =
        ty.map(|ty| settings.lacking_fields(ty)).unwrap_or_default().iter().map(|key| label(key)).collect();
    json!({
        "type": ty.map(shapes::type_word),
        "sheet": shapes::sheet_name(settings, part),
        "header_row": shapes::header_row(settings, part),
        "encoding": settings.file.encoding,
        "delimiter": settings.file.delimiter,
        "columns": columns.len(),
        "matched": used,
        "likely": maybe.collect::<Vec<_>>(),
        "lacking": lacking,
    })
}

/// A group in one line: how many rows, what, where, and an example.
fn group(view: &ImportView, types: &Types, group: &IssueGroup, words: Words) -> Value {
    let fact = |name: &str| group.params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.to_string());
    json!({
        "rows": group.rows,
        "code": group.code.word(),
        "severity": group.severity.word(),
        "place": shapes::group_place(view, types, group, words.language),
        "first_row": group.first_row.0,
        "example": group.example.as_deref(),
        "chars": fact("chars"),
        "limit": fact("limit"),
    })
}
