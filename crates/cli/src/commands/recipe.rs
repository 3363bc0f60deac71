//! `kartoteka recipe`: mapping and options saved as one text document, for the next file of the same kind.

use std::path::PathBuf;

use clap::Subcommand;
use kartoteka_engine::error::Result;
use serde_json::{Value, json};

use crate::confirm::confirmed;
use crate::exit::Exit;
use crate::open::Context;
use crate::output::write;
use crate::views;

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

pub fn run(context: &Context, command: &Command) -> Result<Exit> {
    let (engine, actor) = (&context.engine, &context.actor);
    match command {
        Command::List => list(context),
        Command::Get { name } => {
            let recipe = engine.recipe_view(actor, name)?;
            if context.out.is_data() {
                let settings = engine.recipe(actor, name)?;
                context.out.object(&json!({"name": recipe.name, "version": recipe.version, "recipe": settings}))?;
            } else {
                write(&recipe.document)?;
            }
            Ok(Exit::Done)
        }
        Command::Save { name, file, import } => {
            let version = match (import, file) {
                (Some(import), _) => engine.save_recipe_of_import(actor, *import, name)?,
                (None, Some(file)) => engine.save_recipe(actor, name, &super::read_text(file)?)?,
                // The argument parser lets no command through without one of the two.
                (None, None) => return Ok(Exit::Done),
            };
            tell(context, name, Some(version), "recipe-saved")
        }
        Command::Delete { name } => {
            engine.recipe_view(actor, name)?;
            let question = context.words.say("recipe-delete-confirm", &[("name", name.into())]);
            if !confirmed(context, &question, 1)? {
                return Ok(Exit::Declined);
            }
            engine.delete_recipe(actor, name)?;
            tell(context, name, None, "recipe-deleted")
        }
    }
}

fn tell(context: &Context, name: &str, version: Option<u32>, sentence: &str) -> Result<Exit> {
    if context.out.is_data() {
        context.out.object(&json!({"name": name, "version": version}))?;
    } else {
        context.out.line(&context.words.say(sentence, &[("name", name.into())]))?;
    }
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit> {
    let recipes = context.engine.recipes(&context.actor)?;
    if recipes.is_empty() {
        context.out.notice(&context.words.word("list-empty"));
    }
    let objects: Vec<Value> = recipes
        .iter()
        .map(|recipe| {
            json!({"name": recipe.name, "version": recipe.version, "updated_at": views::time(recipe.updated_at), "updated_by": recipe.updated_by})
        })
        .collect();
    let columns =
        [("name", "heading-name"), ("version", "heading-version"), ("updated_at", "heading-date"), ("updated_by", "heading-by")];
    context.out.list(&objects, &columns)?;
    Ok(Exit::Done)
}
