//! `kartoteka bulk`: a filter and what to do with the records that fit, with the same preview and undo as an import.

use clap::Args;
use kartoteka_engine::RunKind;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::mass_edit::{BulkAction, BulkReport};
use kartoteka_engine::words::{self, Arg};
use serde_json::{Value, json};

use super::import_run::stopped_run;
use super::record::pair;
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Context;
use crate::selection::Selection;
use crate::views;

/// What can be done, for the refusal when nothing was said.
const ACTIONS: &str = "--activate, --deactivate, --responsible, --add-tag, --remove-tag, --set, --delete";

#[derive(Args, Debug)]
#[command(before_help = "Examples:\n  kartoteka bulk locations --ids - --deactivate < ids.txt\n  \
    kartoteka bulk contacts --filter owner=ivan --responsible jana --dry-run")]
pub struct Flags {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    actions: Actions,
    /// Print what would change and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "What to do")]
pub struct Actions {
    /// Make active
    #[arg(long, conflicts_with = "deactivate")]
    activate: bool,
    /// Make inactive
    #[arg(long)]
    deactivate: bool,
    /// Responsible users by login, separated by commas, instead of those stored; nobody when empty
    #[arg(long, value_name = "LOGINS")]
    responsible: Option<String>,
    /// Responsible users to add
    #[arg(long, value_name = "LOGINS")]
    add_responsible: Option<String>,
    /// Responsible users to take away
    #[arg(long, value_name = "LOGINS")]
    remove_responsible: Option<String>,
    /// A tag to add; can be repeated
    #[arg(long, value_name = "TAG")]
    add_tag: Vec<String>,
    /// A tag to take away; can be repeated
    #[arg(long, value_name = "TAG")]
    remove_tag: Vec<String>,
    /// A field and its new value; an empty value clears; can be repeated
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Delete the records; those others are linked to stay
    #[arg(long, conflicts_with_all = ["activate", "deactivate", "responsible", "add_responsible", "remove_responsible", "add_tag",
          "remove_tag", "set"])]
    delete: bool,
}

impl Actions {
    fn list(&self) -> Vec<BulkAction> {
        let logins =
            |text: &String| text.split(',').map(str::trim).filter(|login| !login.is_empty()).map(str::to_owned).collect();
        let mut list = Vec::new();
        list.extend(self.activate.then_some(BulkAction::Activate));
        list.extend(self.deactivate.then_some(BulkAction::Deactivate));
        list.extend(self.responsible.as_ref().map(|text| BulkAction::SetResponsible(logins(text))));
        list.extend(self.add_responsible.as_ref().map(|text| BulkAction::AddResponsible(logins(text))));
        list.extend(self.remove_responsible.as_ref().map(|text| BulkAction::RemoveResponsible(logins(text))));
        list.extend(self.add_tag.iter().cloned().map(BulkAction::AddTag));
        list.extend(self.remove_tag.iter().cloned().map(BulkAction::RemoveTag));
        list.extend(self.set.iter().cloned().map(|(field, text)| BulkAction::Set { field, text }));
        list.extend(self.delete.then_some(BulkAction::Delete));
        list
    }
}

pub fn run(context: &Context, flags: &Flags) -> Result<Exit> {
    let ty = context.record_type(&flags.record_type)?;
    let actions = flags.actions.list();
    if actions.is_empty() {
        return Err(Refusal::new(RefusalKind::Malformed, "nothing-said").with("flags", ACTIONS).into());
    }
    let filter = flags.selection.required(context, &ty)?;
    let edit = |dry_run| {
        context.watched(|watch| {
            let engine = &context.engine;
            engine.bulk_edit_in(&context.actor, &flags.record_type, &filter, &actions, context.language(), dry_run, watch)
        })
    };
    let preview = edit(true)?;
    if flags.dry_run {
        tell(context, &preview)?;
        context.out.notice(&context.words.word("dry-run"));
        return Ok(Exit::of_rows(preview.rejected));
    }
    let id = if flags.actions.delete { "delete-confirm" } else { "bulk-confirm" };
    if preview.updated > 0 && !confirmed(context, &context.words.say(id, &[("n", preview.updated.into())]), preview.updated)? {
        return Ok(Exit::Declined);
    }
    let report = match edit(false) {
        Err(Error::Stopped) => return stopped_run(context, &[RunKind::Bulk]),
        other => other?,
    };
    done(context, &report)
}

/// What a mass edit did, and how it is taken back.
pub fn done(context: &Context, report: &BulkReport) -> Result<Exit> {
    tell(context, report)?;
    if let Some(run) = report.run {
        context.out.notice(&context.words.say("undo-hint", &[("number", run.into())]));
    }
    Ok(Exit::of_rows(report.rejected))
}

fn tell(context: &Context, report: &BulkReport) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(&object(context, report));
    }
    let facts = [
        ("records", Arg::from(report.records)),
        ("updated", report.updated.into()),
        ("unchanged", report.unchanged.into()),
        ("rejected", report.rejected.into()),
    ];
    context.out.line(&context.words.say("bulk-numbers", &facts))?;
    for (login, change) in &report.by_person {
        let change = words::signed(*change, context.language());
        context
            .out
            .line(&format!("  {}", context.words.say("edit-person", &[("name", Arg::from(login)), ("change", change.into())])))?;
    }
    for issue in &report.issues {
        let sentence =
            context.words.issue(issue.code, issue.field.as_deref().unwrap_or(""), issue.value.as_deref(), &issue.params);
        let record = BulkReport::record_of(issue).map(|id| format!("{id}: ")).unwrap_or_default();
        context.out.line(&format!("  {record}{sentence}"))?;
    }
    Ok(())
}

fn object(context: &Context, report: &BulkReport) -> Value {
    let issues: Vec<Value> = report
        .issues
        .iter()
        .map(|issue| {
            let mut object = views::issue(issue, None, None, context.words);
            object["id"] = BulkReport::record_of(issue).map(|id| id.to_string()).into();
            object
        })
        .collect();
    let people: Vec<Value> = report.by_person.iter().map(|(login, change)| json!({"login": login, "change": change})).collect();
    json!({
        "run": report.run,
        "records": report.records,
        "counts": views::counts(&report.counts()),
        "by_person": people,
        "issues": issues,
    })
}
