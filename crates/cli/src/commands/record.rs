//! `kartoteka record` and `kartoteka tag`: records as people see them, one by one or in lists; one edit at a time.

use clap::{Args, Subcommand};
use kartoteka_domain::record::Version;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::Result;
use kartoteka_engine::list_records::{HistoryView, Listing};
use kartoteka_engine::mass_edit::BulkAction;
use kartoteka_engine::words::Arg;
use serde_json::{Map, Value, json};

use super::answers_look::shown_or_empty;
use crate::exit::Exit;
use crate::open::Context;
use crate::selection::{Selection, id};
use crate::views;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Records that fit, page by page
    #[command(before_help = "Example:\n  kartoteka record list contacts --filter city=Brno --fields name,email")]
    List(List),
    /// One record with all its fields
    Get(One),
    /// Create a record: FIELD=VALUE for each field
    Add {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
        /// A field and its value
        #[arg(value_name = "FIELD=VALUE", value_parser = pair, required = true)]
        fields: Vec<(String, String)>,
    },
    /// Change fields of a record; an empty value clears
    #[command(before_help = "Example:\n  kartoteka record set contacts 12 phone='+420 777 123 456' note=")]
    Set(Set),
    /// What happened to a record, latest first
    History(One),
    /// Add tags to a record, or remove them
    Tag(Tag),
}

#[derive(Args, Debug)]
pub struct One {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// The number of the record
    #[arg(value_name = "ID")]
    id: String,
}

#[derive(Args, Debug)]
pub struct List {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    #[command(flatten)]
    selection: Selection,
    /// Fields to show, by key or label, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "FIELDS")]
    fields: Vec<String>,
    /// At most so many
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Only records after this number
    #[arg(long, value_name = "ID")]
    cursor: Option<String>,
    /// Only print how many there are
    #[arg(long)]
    count: bool,
}

#[derive(Args, Debug)]
pub struct Set {
    #[command(flatten)]
    one: One,
    /// A field and its value
    #[arg(value_name = "FIELD=VALUE", value_parser = pair, required = true)]
    fields: Vec<(String, String)>,
    /// Refuse when the record is not of this version any more
    #[arg(long, value_name = "VERSION")]
    if_match: Option<u32>,
}

#[derive(Args, Debug)]
pub struct Tag {
    #[command(flatten)]
    one: One,
    /// A tag to add; can be repeated
    #[arg(long = "add", value_name = "TAG", required_unless_present = "remove")]
    add: Vec<String>,
    /// A tag to take away; can be repeated
    #[arg(long = "remove", value_name = "TAG")]
    remove: Vec<String>,
}

/// `FIELD=VALUE`, split at the first sign: values may hold it.
pub fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("FIELD=VALUE is wanted")?;
    Ok((field.trim().to_owned(), value.to_owned()))
}

pub fn run(context: &Context, command: &Command) -> Result<Exit> {
    let (engine, actor) = (&context.engine, &context.actor);
    match command {
        Command::List(list) => run_list(context, list),
        Command::Get(one) => {
            let record = engine.get_record(actor, &one.record_type, id(&one.id)?, context.language())?;
            context.out.object(&views::record(&record))?;
            Ok(Exit::Done)
        }
        Command::Add { record_type, fields } => told(context, &engine.create_record(actor, record_type, fields)?),
        Command::Set(set) => {
            let expected = set.if_match.map(Version);
            told(context, &engine.set_record(actor, &set.one.record_type, id(&set.one.id)?, expected, &set.fields)?)
        }
        Command::History(one) => {
            let history = engine.record_history(actor, &one.record_type, id(&one.id)?, context.language())?;
            tell_history(context, &history)
        }
        Command::Tag(tag) => run_tag(context, tag),
    }
}

fn run_list(context: &Context, list: &List) -> Result<Exit> {
    let ty = context.record_type(&list.record_type)?;
    let filter = list.selection.filter(context, &ty)?;
    if list.count {
        let count = context.engine.count_records(&context.actor, &list.record_type, &filter)?;
        if context.out.is_data() {
            context.out.object(&json!({"records": count}))?;
        } else {
            context.out.line(&count.to_string())?;
        }
        return Ok(Exit::Done);
    }
    let after = list.cursor.as_deref().map(id).transpose()?;
    let listing = Listing { fields: list.fields.clone(), after, limit: list.limit, language: context.language() };
    let page = context.engine.list_records(&context.actor, &list.record_type, &filter, &listing)?;
    if page.records.is_empty() {
        context.out.notice(&context.words.word("records-empty"));
    }
    let objects: Vec<Value> = page.records.iter().map(views::record).collect();
    let shown = page
        .records
        .first()
        .map(|record| record.fields.iter().map(|field| (field.key.to_string(), field.label.clone())).collect());
    context.out.labelled(&objects, shown.unwrap_or_default())?;
    if let Some(next) = page.next {
        context.out.notice(&context.words.say("more-records", &[("id", next.0.into())]));
    }
    Ok(Exit::Done)
}

/// What an edit of one record led to.
pub fn told(context: &Context, edited: &Edited) -> Result<Exit> {
    let (sentence, outcome, id) = match edited {
        Edited::Created(id) => ("record-created", "created", id),
        Edited::Updated(id) => ("record-updated", "updated", id),
        Edited::Unchanged(id) => ("record-unchanged", "unchanged", id),
        Edited::Rejected(issues) => {
            let objects: Vec<Value> = issues.iter().map(|issue| views::issue(issue, None, None, context.words)).collect();
            if context.out.is_data() {
                context.out.object(&json!({"outcome": "rejected", "issues": objects}))?;
                return Ok(Exit::RowErrors);
            }
            for (issue, object) in issues.iter().zip(&objects) {
                let sentence = object["message"].as_str().unwrap_or("");
                eprintln!("{}: {sentence}", issue.field.as_deref().unwrap_or(issue.code.word()));
            }
            return Ok(Exit::RowErrors);
        }
    };
    if context.out.is_data() {
        context.out.object(&json!({"id": id.to_string(), "outcome": outcome}))?;
    } else {
        context.out.line(&context.words.say(sentence, &[("id", Arg::from(id.0))]))?;
    }
    Ok(Exit::Done)
}

fn tell_history(context: &Context, history: &[HistoryView]) -> Result<Exit> {
    let objects: Vec<Value> = history.iter().map(views::history).collect();
    if context.out.is_data() {
        context.out.list(&objects, &[])?;
        return Ok(Exit::Done);
    }
    for (thing, object) in history.iter().zip(&objects) {
        let what = match thing.what {
            "deleted" => context.words.word("history-deleted"),
            what => context.words.word(&format!("outcome-{what}")),
        };
        let at = kartoteka_engine::words::date_time(thing.at, context.language());
        context.out.line(&format!("{at}  #{}  {}  {}  {what}", thing.run, object["kind"].as_str().unwrap_or(""), thing.by))?;
        for change in &thing.changes {
            let [before, after] = [&change.before, &change.after].map(|text| shown_or_empty(context, text));
            context.out.line(&format!("  {}: {before} → {after}", change.label))?;
        }
    }
    Ok(Exit::Done)
}

/// Tags of one record: a mass edit of one, with the same journal and undo.
fn run_tag(context: &Context, tag: &Tag) -> Result<Exit> {
    let record = id(&tag.one.id)?;
    // The record must be there before anything is said about its tags.
    context.engine.get_record(&context.actor, &tag.one.record_type, record, context.language())?;
    let filter = kartoteka_domain::filter::Filter::ids(vec![record]);
    let add = tag.add.iter().cloned().map(BulkAction::AddTag);
    let actions: Vec<BulkAction> = add.chain(tag.remove.iter().cloned().map(BulkAction::RemoveTag)).collect();
    let edit = |watch: &_| context.engine.bulk_edit(&context.actor, &tag.one.record_type, &filter, &actions, false, watch);
    let report = context.watched(edit)?;
    let edited = if report.updated > 0 { Edited::Updated(record) } else { Edited::Unchanged(record) };
    told(context, &edited)
}

/// `kartoteka tag list`
#[derive(Subcommand, Debug)]
pub enum TagCommand {
    /// Tags and how many records of each type carry them
    List {
        /// Only those records of this type carry
        #[arg(value_name = "TYPE")]
        record_type: Option<String>,
    },
}

pub fn run_tags(context: &Context, command: &TagCommand) -> Result<Exit> {
    let TagCommand::List { record_type } = command;
    let tags = context.engine.tags(&context.actor, record_type.as_deref())?;
    let types = context.engine.types();
    let word = |key: &str| types.get(key).map_or_else(|| key.to_owned(), |ty| views::type_word(ty));
    let objects: Vec<Value> = tags
        .iter()
        .map(|tag| {
            let counts: Map<String, Value> = tag.counts.iter().map(|(key, n)| (word(key), (*n).into())).collect();
            json!({"name": tag.name, "import": tag.import, "records": counts})
        })
        .collect();
    context.out.list(&objects, &[("name", "heading-tag"), ("import", "heading-number"), ("records", "heading-records")])?;
    Ok(Exit::Done)
}
