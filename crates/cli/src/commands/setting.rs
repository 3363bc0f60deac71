//! `kartoteka setting`: what an administrator may decide once for everybody.

use clap::Subcommand;
use kartoteka_engine::error::Result;
use kartoteka_engine::manage_settings::SettingView;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::open::Context;

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

pub fn run(context: &Context, command: &Command) -> Result<Exit> {
    let (engine, actor) = (&context.engine, &context.actor);
    let setting = match command {
        Command::Get { name: None } => return list(context, &engine.list_settings(actor)?),
        Command::Get { name: Some(name) } => engine.get_setting(actor, name)?,
        Command::Set { name, value } => engine.set_setting(actor, name, value)?,
        Command::Unset { name } => engine.unset_setting(actor, name)?,
    };
    if context.out.is_data() {
        context.out.object(&object(context, &setting))?;
    } else {
        context.out.line(&setting.value)?;
    }
    Ok(Exit::Done)
}

fn list(context: &Context, settings: &[SettingView]) -> Result<Exit> {
    let objects: Vec<Value> = settings.iter().map(|setting| object(context, setting)).collect();
    let columns =
        [("key", "heading-name"), ("value", "heading-value"), ("default", "heading-default"), ("meaning", "heading-meaning")];
    context.out.list(&objects, &columns)?;
    Ok(Exit::Done)
}

fn object(context: &Context, setting: &SettingView) -> Value {
    json!({
        "key": setting.key,
        "value": setting.value,
        "default": setting.default,
        "is_set": setting.is_set,
        "meaning": context.words.word(setting.help),
    })
}
