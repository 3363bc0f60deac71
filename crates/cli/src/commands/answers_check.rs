//! What a check looks like: sentences for people, objects for programs.
//!
//! In: a checked import. Out: text on standard output. Asks the engine only to read.

use std::sync::Arc;

use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::Counts;
use kartoteka_engine::error::Result;
use kartoteka_engine::file_notes::file_notes;
use kartoteka_engine::imports::{CheckedRows, ImportView};
use kartoteka_engine::words::{self, Arg};
use kartoteka_engine::{IssueFilter, RunKind};
use serde_json::Value;

use super::answers_issues::{group_lines, group_objects, issues};
use super::answers_look;
use super::import::shown;
use crate::open::Context;
use crate::views;

/// The record type of a part of an import.
pub fn part_type(context: &Context, view: &ImportView, part: usize) -> Option<Arc<RecordType>> {
    let named = view.settings.as_ref().and_then(|settings| settings.recipe.parts.get(part)).map(|part| part.record_type.clone());
    context.engine.types().get(&named.unwrap_or_else(|| view.import.type_key.clone())).cloned()
}

/// `Sheet "Data", header in row 1, 18 of 21 columns matched (3 ignored)`, one line a part.
pub fn header_lines(context: &Context, view: &ImportView) -> Vec<String> {
    let Some(settings) = &view.settings else { return Vec::new() };
    let mut lines = Vec::new();
    for part in 0..settings.recipe.parts.len() {
        let columns: Vec<_> = settings.columns.iter().filter(|column| column.part == part).collect();
        let matched =
            columns.iter().filter(|column| column.field.is_some() && column.confidence != "likely" && !column.taken).count();
        let mut facts: Vec<(&str, Arg<'_>)> = vec![
            ("row", views::header_row(settings, part).into()),
            ("matched", matched.into()),
            ("columns", Arg::from(columns.len())),
            ("ignored", Arg::from(columns.len() - matched)),
        ];
        match (&settings.file.encoding, views::sheet_name(settings, part)) {
            (Some(encoding), _) => {
                let delimiter = match settings.file.delimiter {
                    Some('\t') => "TAB".to_owned(),
                    sign => sign.map(String::from).unwrap_or_default(),
                };
                facts.extend([("encoding", Arg::from(encoding)), ("delimiter", Arg::from(delimiter))]);
                lines.push(context.words.say("file-header-line", &facts));
            }
            (None, sheet) => {
                facts.push(("sheet", sheet.unwrap_or_default().into()));
                lines.push(context.words.say("sheet-header-line", &facts));
            }
        }
        let likely = columns.iter().filter(|column| column.confidence == "likely" && !column.taken);
        for column in likely {
            let ty = part_type(context, view, part);
            let field = ty.as_deref().zip(column.field.as_deref()).and_then(|(ty, key)| ty.field(key));
            let label = field.map_or("", |field| field.label(context.language()));
            let key = column.field.as_deref().unwrap_or("");
            let facts = [("column", Arg::from(&column.header)), ("field", label.into()), ("key", key.into())];
            lines.push(context.words.say("column-maybe", &facts));
        }
        if let Some(ty) = part_type(context, view, part) {
            let lacking = settings.lacking_fields(&ty);
            let labels = lacking.iter().filter_map(|key| ty.field(key)).map(|field| field.label(context.language()));
            if !lacking.is_empty() {
                lines.push(context.words.say("template-lacks", &[("fields", labels.collect::<Vec<_>>().join(", ").into())]));
            }
        }
    }
    lines
}

/// What is worth knowing of the file, one line each.
pub fn note_lines(context: &Context, view: &ImportView) -> Vec<String> {
    let notes = view.settings.as_ref().map(file_notes).unwrap_or_default();
    notes.iter().map(|note| context.words.file_note(note)).collect()
}

/// The answer of a check for people.
pub fn check(context: &Context, view: &ImportView, counts: &Counts) -> Result<()> {
    for line in header_lines(context, view).into_iter().chain(note_lines(context, view)) {
        context.out.line(&line)?;
    }
    let CheckedRows { ready, warned } = context.engine.checked_rows(&context.actor, view.import.id)?;
    let facts = [
        ("rows", counts.rows.into()),
        ("ready", ready.into()),
        ("warnings", warned.into()),
        ("errors", counts.rejected.into()),
        ("skipped", Arg::from(counts.skipped)),
    ];
    context.out.line(&context.words.say("check-summary", &facts))?;
    for line in group_lines(context, view)? {
        context.out.line(&line)?;
    }
    if ready == 0 && warned > 0 {
        context.out.line(&context.words.word("check-warned-go-in"))?;
    }
    would(context, counts)
}

fn would(context: &Context, counts: &Counts) -> Result<()> {
    if counts.created + counts.updated + counts.unchanged + counts.skipped == 0 {
        return context.out.line(&context.words.word("check-none-ready"));
    }
    let facts = [
        ("created", counts.created.into()),
        ("updated", counts.updated.into()),
        ("unchanged", counts.unchanged.into()),
        ("skipped", counts.skipped.into()),
        ("rejected", Arg::from(counts.rejected)),
    ];
    context.out.line(&context.words.say("check-would", &facts))
}

/// The answer of a check for programs: the import, its counts, its issues.
pub fn check_as_data(context: &Context, view: &ImportView, group: bool) -> Result<()> {
    let mut object = shown(context, view);
    if let Value::Object(members) = &mut object {
        let wants = |field: &str| context.out.fields.is_empty() || context.out.fields.iter().any(|wanted| wanted == field);
        if group && wants("groups") {
            members.insert("groups".to_owned(), group_objects(context, view)?.into());
        }
        if !group && wants("issues") {
            members.insert("issues".to_owned(), issues(context, view, &IssueFilter::default(), 0)?.into());
        }
    }
    context.out.object(&object)
}

pub fn seen_before(context: &Context, earlier: i64) -> Result<()> {
    let earlier = context.engine.import(&context.actor, earlier)?;
    let date = words::date(earlier.import.created_at.date(), context.language());
    let facts = [("date", date.into()), ("number", Arg::from(earlier.import.id))];
    context.out.notice(&context.words.say("file-seen-before", &facts));
    Ok(())
}

/// What a run would do, and that it was not done.
pub fn dry_run(context: &Context, view: &ImportView) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&shown(context, view));
    }
    check(context, view, &view.import.counts)?;
    if view.import.kind == RunKind::Edit {
        answers_look::people(context, &context.engine.by_person(&context.actor, view.import.id)?)?;
    }
    context.out.notice(&context.words.word("dry-run"));
    context.out.notice(&context.words.say("import-saved", &[("number", view.import.id.into())]));
    Ok(())
}

/// What the person should know before saying yes; on standard error, because the answer is what the run did.
pub fn before_start(context: &Context, view: &ImportView) -> Result<()> {
    for line in header_lines(context, view).into_iter().chain(note_lines(context, view)).chain(group_lines(context, view)?) {
        context.out.notice(&line);
    }
    Ok(())
}
