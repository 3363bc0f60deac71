//! `kartoteka type`: what can be imported, and with which fields.

use std::path::PathBuf;

use clap::Subcommand;
use kartoteka_engine::error::Result;

use crate::exit::Exit;
use crate::open::Shell;

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

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    match command {
        Command::List => list(context),
        Command::Show { record_type } => show(context, record_type),
        Command::Add { file } => {
            let ty = context.register.add_type(&super::read_text(file)?, context.language())?;
            context.out.object(&ty)?;
            Ok(Exit::Done)
        }
    }
}

fn list(context: &Shell) -> Result<Exit> {
    let objects = context.register.types(context.language())?;
    let columns = [("word", "heading-type"), ("plural", "heading-name"), ("fields", "heading-fields"), ("key", "heading-key")];
    context.out.list(&objects, &columns)?;
    Ok(Exit::Done)
}

fn show(context: &Shell, word: &str) -> Result<Exit> {
    let object = context.register.record_type(word, context.language())?;
    if context.out.is_data() && context.out.shape != crate::output::Shape::Csv {
        context.out.object(&object)?;
        return Ok(Exit::Done);
    }
    let fields = object["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    context.out.list(fields, &super::field::COLUMNS)?;
    Ok(Exit::Done)
}
