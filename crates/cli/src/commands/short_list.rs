//! `kartoteka bot`, `tunnel`, `lgt`: the short lists messenger clients hang on.

use clap::Subcommand;
use kartoteka_engine::error::Result;
use serde_json::{Map, Value};

use super::record::{labels, pair, told};
use crate::exit::Exit;
use crate::open::Shell;
use crate::register::{Asked, Page};

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

pub fn run(context: &Shell, type_key: &str, command: &Command) -> Result<Exit> {
    match command {
        Command::List => list(context, type_key),
        Command::Add { name, messenger, tunnel, fields } => {
            let ty = context.register.record_type(type_key, context.language())?;
            let mut all = vec![(ty["name_field"].as_str().unwrap_or_default().to_owned(), name.clone())];
            all.extend(messenger.iter().map(|messenger| ("messenger".to_owned(), messenger.clone())));
            all.extend(tunnel.iter().map(|tunnel| ("tunnel".to_owned(), tunnel.clone())));
            all.extend(fields.iter().cloned());
            told(context, &context.register.add_to_list(type_key, &all, context.words)?)
        }
    }
}

fn list(context: &Shell, type_key: &str) -> Result<Exit> {
    let asked = Asked { language: context.language(), ..Asked::default() };
    let Page { records, shown, .. } = context.register.records(type_key, &asked, (&[], None, SHOWN))?;
    if records.is_empty() {
        context.out.notice(&context.words.word("list-empty"));
    }
    let fields = context.register.fields(type_key, context.language())?;
    // Only the number and the fields: who wrote it when is told elsewhere.
    let object = |record: Value| {
        let keys = std::iter::once("id").chain(shown.iter().map(String::as_str));
        let members: Map<String, Value> = keys.filter_map(|key| Some((key.to_owned(), record.get(key)?.clone()))).collect();
        Value::Object(members)
    };
    let objects: Vec<Value> = records.into_iter().map(object).collect();
    context.out.labelled(&objects, labels(&shown, &fields))?;
    Ok(Exit::Done)
}
