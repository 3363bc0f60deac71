//! `kartoteka recipe`: mapping and options saved as one text document, for the next file of the same kind.

use std::path::PathBuf;

use clap::Subcommand;
use kartoteka_domain::recipe::Recipe;
use kartoteka_engine::error::Result;
use serde_json::json;

use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Shell;
use crate::output::write;

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Saved recipes
    List,
    /// Print a recipe, as --recipe takes it
    Get {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Save a recipe from a file or from what an import was set to do
    #[command(before_help = "Examples:\n  kartoteka recipe save fair --import 12\n  kartoteka recipe save fair fair.toml")]
    Save {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
        /// The recipe; - reads standard input
        #[arg(value_name = "FILE", required_unless_present = "import", conflicts_with = "import")]
        file: Option<PathBuf>,
        /// The number of an import
        #[arg(long, value_name = "ID", value_parser = super::import::number)]
        import: Option<i64>,
    },
    /// Delete a recipe
    Delete {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let register = &context.register;
    match command {
        Command::List => list(context),
        Command::Get { name } => {
            let recipe = register.recipe(name)?;
            let document = recipe["document"].as_str().unwrap_or_default();
            if context.out.is_data() {
                let settings = Recipe::from_toml(document)?;
                context.out.object(&json!({"name": recipe["name"], "version": recipe["version"], "recipe": settings}))?;
            } else {
                write(document)?;
            }
            Ok(Exit::Done)
        }
        Command::Save { name, file, import } => {
            let document = file.as_deref().map(super::read_text).transpose()?;
            let version = register.save_recipe(name, document.as_deref(), *import)?;
            tell(context, name, Some(version), "recipe-saved")
        }
        Command::Delete { name } => {
            register.recipe(name)?;
            let question = context.words.say("recipe-delete-confirm", &[("name", name.into())]);
            if !confirmed(context, &question, 1)? {
                return Ok(Exit::Declined);
            }
            register.delete_recipe(name)?;
            tell(context, name, None, "recipe-deleted")
        }
    }
}

fn tell(context: &Shell, name: &str, version: Option<u64>, sentence: &str) -> Result<Exit> {
    if context.out.is_data() {
        context.out.object(&json!({"name": name, "version": version}))?;
    } else {
        context.out.line(&context.words.say(sentence, &[("name", name.into())]))?;
    }
    Ok(Exit::Done)
}

fn list(context: &Shell) -> Result<Exit> {
    let recipes = context.register.recipes()?;
    if recipes.is_empty() {
        context.out.notice(&context.words.word("list-empty"));
    }
    let columns =
        [("name", "heading-name"), ("version", "heading-version"), ("updated_at", "heading-date"), ("updated_by", "heading-by")];
    context.out.list(&recipes, &columns)?;
    Ok(Exit::Done)
}
