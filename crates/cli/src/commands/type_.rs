//! `kartoteka type`: what can be imported, and with which fields.

use std::path::PathBuf;

use clap::Subcommand;
use kartoteka_engine::error::Result;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::open::Context;
use crate::views;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Every record type
    List,
    /// One record type with its fields, keys and limits
    Show {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
    },
    /// Add a record type from a definition file
    #[command(before_help = "Example:\n  kartoteka type add examples/types/vehicle.toml")]
    Add {
        /// The definition; - reads standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub fn run(context: &Context, command: &Command) -> Result<Exit> {
    match command {
        Command::List => list(context),
        Command::Show { record_type } => show(context, record_type),
        Command::Add { file } => {
            let ty = context.engine.add_type(&context.actor, &super::read_text(file)?)?;
            context.out.object(&views::record_type(&ty, context.language()))?;
            Ok(Exit::Done)
        }
    }
}

fn list(context: &Context) -> Result<Exit> {
    let types = context.engine.list_types(&context.actor)?;
    let objects: Vec<Value> = types.all().iter().map(|ty| views::record_type(ty, context.language())).collect();
    let columns = [("word", "heading-type"), ("plural", "heading-name"), ("fields", "heading-fields"), ("key", "heading-key")];
    context.out.list(&objects, &columns)?;
    Ok(Exit::Done)
}

fn show(context: &Context, word: &str) -> Result<Exit> {
    context.engine.list_types(&context.actor)?;
    let ty = context.record_type(word)?;
    let fields: Vec<Value> =
        ty.fields.iter().filter(|field| !field.archived).map(|f| views::field(f, context.language())).collect();
    if context.out.is_data() && context.out.shape != crate::output::Shape::Csv {
        let mut object = views::record_type(&ty, context.language());
        object["fields"] = json!(fields);
        context.out.object(&object)?;
        return Ok(Exit::Done);
    }
    context.out.list(&fields, &super::field::COLUMNS)?;
    Ok(Exit::Done)
}
