//! `kartoteka bot`, `tunnel`, `lgt`: the short lists messenger clients hang on.

use clap::Subcommand;
use kartoteka_domain::filter::Filter;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::list_records::Listing;
use serde_json::{Map, Value};

use super::record::{pair, told};
use crate::exit::Exit;
use crate::open::Context;

/// Entries shown at most.
const SHOWN: usize = 1_000;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Every one of them
    List,
    /// Add one: its name, then FIELD=VALUE
    #[command(before_help = "Examples:\n  kartoteka bot add Newsletter --messenger telegram\n  \
        kartoteka lgt add 'Landing page' --tunnel 'Default tunnel'")]
    Add {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
        /// The messenger of a bot
        #[arg(long)]
        messenger: Option<String>,
        /// The tunnel of a lead-generation tool
        #[arg(long)]
        tunnel: Option<String>,
        /// Further fields
        #[arg(value_name = "FIELD=VALUE", value_parser = pair)]
        fields: Vec<(String, String)>,
    },
}

pub fn run(context: &Context, type_key: &str, command: &Command) -> Result<Exit> {
    match command {
        Command::List => list(context, type_key),
        Command::Add { name, messenger, tunnel, fields } => {
            let ty = context.record_type(type_key)?;
            let mut all = vec![(ty.name_field.to_string(), name.clone())];
            all.extend(messenger.iter().map(|messenger| ("messenger".to_owned(), messenger.clone())));
            all.extend(tunnel.iter().map(|tunnel| ("tunnel".to_owned(), tunnel.clone())));
            all.extend(fields.iter().cloned());
            let created = context.engine.create_record(&context.actor, type_key, &all).map_err(incomplete)?;
            told(context, &created)
        }
    }
}

/// The engine speaks of columns of a file; here there is none.
fn incomplete(error: Error) -> Error {
    match error {
        Error::Refusal(refusal) if refusal.code == "mapping-incomplete" => {
            Refusal { code: "record-incomplete", kind: RefusalKind::Malformed, ..refusal }.into()
        }
        other => other,
    }
}

fn list(context: &Context, type_key: &str) -> Result<Exit> {
    let listing = Listing { limit: SHOWN, language: context.language(), ..Listing::default() };
    let page = context.engine.list_records(&context.actor, type_key, &Filter::all(), &listing)?;
    if page.records.is_empty() {
        context.out.notice(&context.words.word("list-empty"));
    }
    let object = |record: &kartoteka_engine::list_records::RecordView| {
        let mut members = Map::new();
        members.insert("id".to_owned(), record.id.to_string().into());
        for field in &record.fields {
            members.entry(field.key.to_string()).or_insert_with(|| field.text.clone().into());
        }
        Value::Object(members)
    };
    let objects: Vec<Value> = page.records.iter().map(object).collect();
    let shown = page
        .records
        .first()
        .map(|record| record.fields.iter().map(|field| (field.key.to_string(), field.label.clone())).collect());
    context.out.labelled(&objects, shown.unwrap_or_default())?;
    Ok(Exit::Done)
}
