//! `kartoteka bulk`: a filter and what to do with the records that fit, with the same preview and undo as an import.

use clap::Args;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::mass_edit::BulkAction;
use kartoteka_engine::words::{self, Arg};
use serde_json::Value;

use super::import_run::stopped_run;
use super::record::pair;
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::BulkOrder;
use crate::selection::Selection;

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

pub fn run(context: &Shell, flags: &Flags) -> Result<Exit> {
    context.register.record_type(&flags.record_type, context.language())?;
    let actions = flags.actions.list();
    if actions.is_empty() {
        return Err(Refusal::new(RefusalKind::Malformed, "nothing-said").with("flags", ACTIONS).into());
    }
    let asked = flags.selection.required(context.language())?;
    let order = BulkOrder { record_type: &flags.record_type, asked: &asked, actions: &actions };
    let edit = |dry_run| context.watched(|watch| context.register.bulk(&order, dry_run, context.words, watch));
    let preview = edit(true)?;
    let n = |name: &str| preview["counts"][name].as_u64().unwrap_or_default();
    if flags.dry_run {
        tell(context, &preview)?;
        context.out.notice(&context.words.word("dry-run"));
        return Ok(Exit::of_rows(n("rejected")));
    }
    let id = if flags.actions.delete { "delete-confirm" } else { "bulk-confirm" };
    let updated = n("updated");
    if updated > 0 && !confirmed(context, &context.words.say(id, &[("n", updated.into())]), updated)? {
        return Ok(Exit::Declined);
    }
    // Nothing to do to anybody, or nothing that can be done: a server is not asked to do it.
    let is_idle = n("rows") == 0 || (updated == 0 && n("unchanged") == 0);
    let report = match if is_idle && context.register.is_there() { Ok(preview) } else { edit(false) } {
        Err(Error::Stopped) => return stopped_run(context, "bulk", None),
        other => other?,
    };
    done(context, &report)
}

/// What a mass edit did, and how it is taken back.
pub fn done(context: &Shell, report: &Value) -> Result<Exit> {
    tell(context, report)?;
    if let Some(run) = report["run"].as_i64() {
        context.out.notice(&context.words.say("undo-hint", &[("number", run.into())]));
    }
    Ok(Exit::of_rows(report["counts"]["rejected"].as_u64().unwrap_or_default()))
}

fn tell(context: &Shell, report: &Value) -> Result<()> {
    if context.out.is_data() {
        return context.out.object(report);
    }
    let n = |name: &str| Arg::from(report["counts"][name].as_u64().unwrap_or_default());
    let facts = [
        ("records", Arg::from(report["records"].as_u64().unwrap_or_default())),
        ("updated", n("updated")),
        ("unchanged", n("unchanged")),
        ("rejected", n("rejected")),
    ];
    context.out.line(&context.words.say("bulk-numbers", &facts))?;
    let list = |name: &str| report[name].as_array().map(Vec::as_slice).unwrap_or_default();
    for person in list("by_person") {
        let change = words::signed(person["change"].as_i64().unwrap_or_default(), context.language());
        let facts = [("name", Arg::from(person["login"].as_str().unwrap_or_default())), ("change", change.into())];
        context.out.line(&format!("  {}", context.words.say("edit-person", &facts)))?;
    }
    for issue in list("issues") {
        let record = issue["id"].as_str().map(|id| format!("{id}: ")).unwrap_or_default();
        context.out.line(&format!("  {record}{}", issue["message"].as_str().unwrap_or_default()))?;
    }
    Ok(())
}
