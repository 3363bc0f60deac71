//! `kartoteka record` and `kartoteka tag`: records as people see them, one by one or in lists; one edit at a time.

use clap::{Args, Subcommand};
use kartoteka_engine::error::Result;
use kartoteka_engine::words::Arg;
use serde_json::{Value, json};

use super::answers_look::shown_or_empty;
use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::{Edit, Page};
use crate::selection::{Selection, id};

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
    /// Erase a person for good: record, history, rows of files, results, exports
    #[command(before_help = "Example:\n  kartoteka record erase contacts 12 --dry-run")]
    Erase(Erase),
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

#[derive(Args, Debug)]
pub struct Erase {
    #[command(flatten)]
    one: One,
    /// Print in how many places there is something to erase, and erase nothing
    #[arg(long)]
    dry_run: bool,
}

/// `FIELD=VALUE`, split at the first sign: values may hold it.
pub fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("FIELD=VALUE is wanted")?;
    Ok((field.trim().to_owned(), value.to_owned()))
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let (register, words) = (&context.register, context.words);
    match command {
        Command::List(list) => run_list(context, list),
        Command::Get(one) => {
            context.out.object(&register.record(&one.record_type, id(&one.id)?, context.language())?)?;
            Ok(Exit::Done)
        }
        Command::Add { record_type, fields } => told(context, &register.create_record(record_type, fields, words)?),
        Command::Set(set) => {
            let one = &set.one;
            told(context, &register.set_record(&one.record_type, id(&one.id)?, set.if_match, &set.fields, words)?)
        }
        Command::History(one) => {
            let history = register.history(&one.record_type, id(&one.id)?, context.language())?;
            tell_history(context, &history)
        }
        Command::Erase(erase) => run_erase(context, erase),
        Command::Tag(tag) => {
            // Tags of one record: a mass edit of one, with the same journal and undo.
            let record = id(&tag.one.id)?;
            let is_changed = register.tag_record(&tag.one.record_type, record, &tag.add, &tag.remove)?;
            let number = record.to_string();
            told(context, &if is_changed { Edit::Updated(number) } else { Edit::Unchanged(number) })
        }
    }
}

/// Shown before it is asked for: there is no way back.
fn run_erase(context: &Shell, erase: &Erase) -> Result<Exit> {
    let (word, record) = (&erase.one.record_type, id(&erase.one.id)?);
    let found = context.watched(|watch| context.register.erase_record(word, record, true, watch))?;
    if erase.dry_run && context.out.is_data() {
        context.out.object(&found)?;
        return Ok(Exit::Done);
    }
    let lines = ERASED.iter().filter(|(name, _)| found[*name].as_u64().is_some_and(|n| n > 0));
    for (name, sentence) in lines {
        let line =
            format!("{:>8}  {}", context.words.number(found[*name].as_i64().unwrap_or_default()), context.words.word(sentence));
        if erase.dry_run { context.out.line(&line)? } else { context.out.notice(&line) }
    }
    for same in found["same"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let text = |name: &str| same[name].as_str().unwrap_or_default();
        context.out.notice(&context.words.say("erase-same-record", &[("type", text("type").into()), ("id", text("id").into())]));
    }
    let places = found["places"].as_u64().unwrap_or_default();
    if erase.dry_run || !confirmed(context, &context.words.word("erase-confirm"), places)? {
        return Ok(if erase.dry_run { Exit::Done } else { Exit::Declined });
    }
    let done = context.watched(|watch| context.register.erase_record(word, record, false, watch))?;
    if context.out.is_data() {
        context.out.object(&done)?;
        return Ok(Exit::Done);
    }
    context.out.line(&context.words.say("erased", &[("n", done["places"].as_u64().unwrap_or_default().into())]))?;
    context.out.notice(&context.words.word(if done["cleaned"] == true { "erase-outside" } else { "erase-bytes" }));
    Ok(Exit::Done)
}

/// Members of the answer, and what they count.
const ERASED: [(&str, &str); 7] = [
    ("records", "erase-records"),
    ("links", "erase-links"),
    ("changes", "erase-changes"),
    ("rows", "erase-rows"),
    ("files", "erase-files"),
    ("texts", "erase-texts"),
    ("exports", "erase-exports"),
];

fn run_list(context: &Shell, list: &List) -> Result<Exit> {
    let asked = list.selection.asked(context.language())?;
    if list.count {
        let count = context.register.count_records(&list.record_type, &asked)?;
        if context.out.is_data() {
            context.out.object(&json!({"records": count}))?;
        } else {
            context.out.line(&count.to_string())?;
        }
        return Ok(Exit::Done);
    }
    let after = list.cursor.as_deref().map(id).transpose()?;
    let Page { records, shown, next } = context.register.records(&list.record_type, &asked, (&list.fields, after, list.limit))?;
    if records.is_empty() {
        context.out.notice(&context.words.word("records-empty"));
    }
    let fields = context.register.fields(&list.record_type, context.language())?;
    context.out.labelled(&records, labels(&shown, &fields))?;
    if let Some(next) = next {
        context.out.notice(&context.words.say("more-records", &[("id", next.into())]));
    }
    Ok(Exit::Done)
}

/// The fields a list shows, each with its label.
pub fn labels(shown: &[String], fields: &[Value]) -> Vec<(String, String)> {
    let label = |key: &String| {
        let field = fields.iter().find(|field| field["key"] == key.as_str())?;
        Some((key.clone(), field["label"].as_str()?.to_owned()))
    };
    shown.iter().filter_map(label).collect()
}

/// What an edit of one record led to.
pub fn told(context: &Shell, edited: &Edit) -> Result<Exit> {
    let (sentence, outcome, id) = match edited {
        Edit::Created(id) => ("record-created", "created", id),
        Edit::Updated(id) => ("record-updated", "updated", id),
        Edit::Unchanged(id) => ("record-unchanged", "unchanged", id),
        Edit::Rejected(issues) => {
            if context.out.is_data() {
                context.out.object(&json!({"outcome": "rejected", "issues": issues}))?;
                return Ok(Exit::RowErrors);
            }
            for issue in issues {
                let place = issue["field"].as_str().or(issue["code"].as_str()).unwrap_or_default();
                eprintln!("{place}: {}", issue["message"].as_str().unwrap_or_default());
            }
            return Ok(Exit::RowErrors);
        }
    };
    if context.out.is_data() {
        context.out.object(&json!({"id": id, "outcome": outcome}))?;
    } else {
        context.out.line(&context.words.say(sentence, &[("id", Arg::from(id.as_str()))]))?;
    }
    Ok(Exit::Done)
}

fn tell_history(context: &Shell, history: &[Value]) -> Result<Exit> {
    if context.out.is_data() {
        context.out.list(history, &[])?;
        return Ok(Exit::Done);
    }
    for thing in history {
        let text = |name: &str| thing[name].as_str().unwrap_or_default();
        let what = match text("what") {
            "deleted" => context.words.word("history-deleted"),
            what => context.words.word(&format!("outcome-{what}")),
        };
        let at = text("at").trim_end_matches('Z').parse().map(|at| kartoteka_engine::words::date_time(at, context.language()));
        let at = at.unwrap_or_else(|_| text("at").to_owned());
        context.out.line(&format!("{at}  #{}  {}  {}  {what}", thing["run"], text("kind"), text("by")))?;
        for change in thing["changes"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let [before, after] =
                ["before", "after"].map(|name| shown_or_empty(context, change[name].as_str().unwrap_or_default()));
            context.out.line(&format!("  {}: {before} → {after}", change["label"].as_str().unwrap_or_default()))?;
        }
    }
    Ok(Exit::Done)
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

pub fn run_tags(context: &Shell, command: &TagCommand) -> Result<Exit> {
    let TagCommand::List { record_type } = command;
    let objects = context.register.tags(record_type.as_deref())?;
    context.out.list(&objects, &[("name", "heading-tag"), ("import", "heading-number"), ("records", "heading-records")])?;
    Ok(Exit::Done)
}
