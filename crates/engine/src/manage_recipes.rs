//! Recipes: saved mapping and options, and doing an import again with another file.
//!
//! In: a name and the document's text, or an import. Out: the recipe. The document kept is the very text that was given.

use std::path::Path;

use jiff::civil::DateTime;

use kartoteka_domain::recipe::{RECIPE_VERSION, Recipe};
use kartoteka_store::Batch;

use crate::actor::{Actor, Permission};
use crate::error::{Refusal, RefusalKind, Result};
use crate::list_records::field_named;
use crate::progress::Watch;
use crate::upload_file::{NewFile, Uploaded, require_profile};
use crate::{Engine, store_error};

/// Longest name, in characters.
const NAME_CHARS: usize = 100;

/// A saved recipe as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeView {
    pub name: String,
    /// How many times it was saved.
    pub version: u32,
    pub updated_at: DateTime,
    /// Login.
    pub updated_by: String,
    /// The text, as `--recipe` takes it.
    pub document: String,
}

impl Engine {
    /// Saves a recipe under a name, in place of an earlier one; returns how often it was saved.
    pub fn save_recipe(&self, actor: &Actor, name: &str, document: &str) -> Result<u32> {
        actor.require(Permission::Import)?;
        self.refuse_unknown_names(&Recipe::from_toml(document)?)?;
        self.keep_recipe(actor, name, document, None)
    }

    /// The same over a version that is expected: 0 stands for none there yet.
    pub fn save_recipe_over(&self, actor: &Actor, name: &str, document: &str, expected: u32) -> Result<u32> {
        actor.require(Permission::Import)?;
        self.refuse_unknown_names(&Recipe::from_toml(document)?)?;
        self.keep_recipe(actor, name, document, Some(expected))
    }

    /// Saves what an import was set to do, so that other files can go the same way.
    pub fn save_recipe_of_import(&self, actor: &Actor, import: i64, name: &str) -> Result<u32> {
        self.seen(actor, import)?;
        let (_, settings) = self.import_and_settings(import)?;
        let recipe = Recipe { recipe: RECIPE_VERSION, name: name.trim().to_owned(), ..settings.recipe };
        self.keep_recipe(actor, name, &recipe.to_toml(), None)
    }

    fn keep_recipe(&self, actor: &Actor, name: &str, document: &str, expected: Option<u32>) -> Result<u32> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(Refusal::new(RefusalKind::Malformed, "recipe-name-unfit").with("name", name).into());
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        refuse_other_version(&batch, name, expected)?;
        let by = actor.id.map(|id| id.0);
        let version = batch.save_recipe(name, document, by, self.moment()).map_err(store_error)?;
        self.audit(&batch, actor, "recipe-save", "recipe", i64::from(version))?;
        batch.commit().map_err(store_error)?;
        Ok(version)
    }

    /// Types and fields a recipe names must exist, or a run by it would only fail later.
    fn refuse_unknown_names(&self, recipe: &Recipe) -> Result<()> {
        for part in &recipe.parts {
            let ty = self.types().named(&part.record_type)?;
            let columns = part.columns.iter().filter_map(|column| column.field.as_ref());
            let constants = part.constants.iter().map(|constant| &constant.field);
            let joins = part.joins.iter().map(|join| &join.field);
            let splits = part.splits.iter().flat_map(|split| &split.fields);
            for key in columns.chain(constants).chain(joins).chain(splits).chain(part.match_by.iter().flatten()) {
                if ty.field(key).is_none() && key != "none" && key != "-" {
                    // The same refusal as anywhere else, with the nearest field.
                    let position = field_named(&ty, key, Default::default())?;
                    let likely = ty.fields[position].key.as_str();
                    return Err(Refusal::new(RefusalKind::NotFound, "field-unknown")
                        .with("name", key)
                        .with("likely", likely)
                        .into());
                }
            }
        }
        Ok(())
    }

    /// A saved recipe, ready to be used.
    pub fn recipe(&self, actor: &Actor, name: &str) -> Result<Recipe> {
        Ok(Recipe::from_toml(&self.recipe_view(actor, name)?.document)?)
    }

    /// A saved recipe with its text.
    pub fn recipe_view(&self, actor: &Actor, name: &str) -> Result<RecipeView> {
        let all = self.recipes(actor)?;
        let unknown = Refusal::unknown("recipe-unknown", name.trim(), all.iter().map(|recipe| recipe.name.as_str()));
        all.into_iter().find(|recipe| recipe.name == name.trim()).ok_or_else(|| unknown.into())
    }

    /// All saved recipes by name.
    pub fn recipes(&self, actor: &Actor) -> Result<Vec<RecipeView>> {
        actor.require(Permission::Import)?;
        let reader = self.store.reader().map_err(store_error)?;
        let view = |recipe: kartoteka_store::Recipe| -> Result<RecipeView> {
            Ok(RecipeView {
                name: recipe.name,
                version: recipe.version,
                updated_at: recipe.updated_at,
                updated_by: self.login_of(recipe.updated_by.unwrap_or(0))?,
                document: recipe.document,
            })
        };
        reader.recipes().map_err(store_error)?.into_iter().map(view).collect()
    }

    /// Gives a recipe another name; a name that is taken is refused.
    pub fn rename_recipe(&self, actor: &Actor, name: &str, wanted: &str) -> Result<()> {
        let found = self.recipe_view(actor, name)?;
        let wanted = wanted.trim();
        if wanted == found.name {
            return Ok(());
        }
        if self.recipes(actor)?.iter().any(|recipe| recipe.name == wanted) {
            return Err(Refusal::new(RefusalKind::Conflict, "recipe-name-taken").with("name", wanted).into());
        }
        self.keep_recipe(actor, wanted, &found.document, Some(0))?;
        self.delete_recipe(actor, &found.name)
    }

    pub fn delete_recipe(&self, actor: &Actor, name: &str) -> Result<()> {
        self.delete_recipe_over(actor, name, None)
    }

    /// The same when it still has the version.
    pub fn delete_recipe_over(&self, actor: &Actor, name: &str, expected: Option<u32>) -> Result<()> {
        let found = self.recipe_view(actor, name)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        refuse_other_version(&batch, &found.name, expected)?;
        batch.delete_recipe(&found.name).map_err(store_error)?;
        self.audit(&batch, actor, "recipe-delete", "recipe", i64::from(found.version))?;
        batch.commit().map_err(store_error)
    }

    /// Uploads another file as a new import with everything as in an earlier one.
    pub fn repeat_import(&self, actor: &Actor, import: i64, path: &Path, watch: &Watch) -> Result<Uploaded> {
        let (found, settings) = self.import_and_settings(import)?;
        require_profile(actor, &self.profile(settings.profile)?, &found.type_key)?;
        let new = NewFile {
            path: path.to_owned(),
            record_type: found.type_key.to_string(),
            profile: Some(settings.profile),
            recipe: Some(settings.recipe),
            language: settings.language,
            ..NewFile::default()
        };
        self.upload_file(actor, &new, watch)
    }
}

/// In the same batch as the change: somebody may have saved it meanwhile.
fn refuse_other_version(batch: &Batch<'_>, name: &str, expected: Option<u32>) -> Result<()> {
    let Some(expected) = expected else { return Ok(()) };
    let version = batch.recipe(name).map_err(store_error)?.map_or(0, |recipe| recipe.version);
    match (version == expected, expected) {
        (true, _) => Ok(()),
        (false, 0) => Err(Refusal::new(RefusalKind::Conflict, "recipe-name-taken").with("name", name).into()),
        (false, _) => Err(Refusal::new(RefusalKind::Conflict, "resource-changed").into()),
    }
}
