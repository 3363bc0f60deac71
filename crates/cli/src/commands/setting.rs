//! `kartoteka setting`: what an administrator may decide once for everybody.

use clap::Subcommand;
use kartoteka_engine::error::Result;

use crate::exit::Exit;
use crate::open::Shell;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// One setting, or all of them
    Get {
        /// The name
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Set one
    #[command(before_help = "Example:\n  kartoteka setting set leads.row_limit 10000")]
    Set {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
        /// The value
        #[arg(value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Back to the default
    Unset {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let register = &context.register;
    let setting = match command {
        Command::Get { name: None } => return list(context),
        Command::Get { name: Some(name) } => register.setting(name, context.words)?,
        Command::Set { name, value } => register.set_setting(name, Some(value), context.words)?,
        Command::Unset { name } => register.set_setting(name, None, context.words)?,
    };
    if context.out.is_data() {
        context.out.object(&setting)?;
    } else {
        context.out.line(setting["value"].as_str().unwrap_or_default())?;
    }
    Ok(Exit::Done)
}

fn list(context: &Shell) -> Result<Exit> {
    let columns =
        [("key", "heading-name"), ("value", "heading-value"), ("default", "heading-default"), ("meaning", "heading-meaning")];
    context.out.list(&context.register.settings(context.words)?, &columns)?;
    Ok(Exit::Done)
}
