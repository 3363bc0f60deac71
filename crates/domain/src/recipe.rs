//! A recipe: mapping and options as one versioned text document, the same in a file, in the register and in every door.
//!
//! In: TOML. Out: [`Recipe`]. An import's settings are a recipe too, so "save as a recipe" copies, never converts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::record::Key;

/// The version this program writes. A newer one is refused, naming both.
pub const RECIPE_VERSION: u32 = 1;

/// What to do with rows whose record exists or does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Every row makes a record.
    Create,
    /// Rows only change records that exist.
    Update,
    #[default]
    #[serde(alias = "upsert")]
    CreateAndUpdate,
}

/// What an empty cell does to a stored value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmptyCells {
    #[default]
    Keep,
    Clear,
}

/// What a value does to a stored value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Existing {
    #[default]
    Overwrite,
    /// Only where nothing is stored.
    Fill,
    /// Lists and several links: add to what is stored.
    Add,
    /// Lists and several links: take out of what is stored.
    Remove,
    /// New records only.
    Leave,
}

/// What a row does in create mode when its record exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicates {
    Skip,
    Create,
    #[default]
    Error,
}

/// Which row counts when the same key stands in several rows of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeated {
    /// None: every one of them has an error that names the others.
    #[default]
    Error,
    First,
    Last,
}

/// What happens when rows have errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnError {
    /// They stay out; the others go in.
    #[default]
    Skip,
    /// All or nothing.
    Abort,
}

/// What happens when a link names a record that does not exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingLinks {
    #[default]
    Error,
    /// The record is created, with a warning.
    Create,
    /// The link stays empty, with a warning.
    Empty,
}

/// How strict the check is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validation {
    #[default]
    Standard,
    /// Warnings keep a row out.
    Strict,
    /// Only what cannot be stored is looked at.
    #[serde(alias = "off")]
    Structure,
}

/// How the file is to be read; everything not given is detected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileReading {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<char>,
    /// The language of words in cells (yes/no, months); the actor's language when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// `dmy`, `mdy`, `ymd`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    /// `,` or `.`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<char>,
    /// Leave rows out that are hidden in the spreadsheet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip_hidden: bool,
}

/// One column of the file and where it goes. Found again by its header, or by its place when the header is blank.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub header: String,
    /// Which of several columns with the same header, from 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub nth: u32,
    /// The field, `id` included; none: not imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<Existing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<EmptyCells>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// A cell's text → the text it stands for; an empty text clears.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

fn one() -> u32 {
    1
}

fn is_one(number: &u32) -> bool {
    *number == 1
}

/// A value for a field without a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    pub field: Key,
    pub value: String,
    #[serde(default)]
    pub existing: Existing,
}

/// Several columns joined into one field, with a separator between the filled ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub field: Key,
    pub headers: Vec<String>,
    #[serde(default = "blank")]
    pub separator: String,
}

/// One column split over several fields: the last takes the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    pub header: String,
    pub fields: Vec<Key>,
    #[serde(default = "blank")]
    pub separator: String,
}

fn blank() -> String {
    " ".to_owned()
}

/// One kind of record out of one sheet. Most imports have one part; companies with contacts have several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    #[serde(rename = "type")]
    pub record_type: Key,
    /// The sheet's name; the first visible one with data when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The number of the header row as a person sees it; detected when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    #[serde(default, rename = "column", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    #[serde(default, rename = "constant", skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    #[serde(default, rename = "join", skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
    #[serde(default, rename = "split", skip_serializing_if = "Vec::is_empty")]
    pub splits: Vec<Split>,
    /// Match rules, best first; each may be several fields. Empty: the type's and profile's own choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub match_by: Vec<Vec<Key>>,
}

/// What to do with the rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    pub mode: Mode,
    pub empty: EmptyCells,
    pub duplicates: Duplicates,
    pub repeated: Repeated,
    pub on_error: OnError,
    pub missing_links: MissingLinks,
    pub validation: Validation,
    /// Given to every record created or updated, beside the automatic tag.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Messenger audience: names of bot, tunnel and lgt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tunnel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lgt: Option<String>,
}

/// Saved mapping and options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The document's version.
    pub recipe: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default)]
    pub file: FileReading,
    #[serde(default)]
    pub options: Options,
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
}

/// Why a text is not a recipe this program can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipeError {
    /// Not TOML, or not of a recipe's shape; what the reader said, with the line.
    Unreadable(String),
    /// Written by a newer program.
    Newer { found: u32, known: u32 },
}

impl Recipe {
    pub fn from_toml(text: &str) -> Result<Recipe, RecipeError> {
        #[derive(Deserialize)]
        struct Head {
            recipe: u32,
        }
        // The version is read first: a newer document may hold members this program does not know.
        let head: Head = toml::from_str(text).map_err(|e| RecipeError::Unreadable(e.to_string()))?;
        if head.recipe != RECIPE_VERSION {
            return Err(RecipeError::Newer { found: head.recipe, known: RECIPE_VERSION });
        }
        toml::from_str(text).map_err(|e| RecipeError::Unreadable(e.to_string()))
    }

    pub fn to_toml(&self) -> String {
        // Maps of strings and plain enums always have a TOML form.
        toml::to_string_pretty(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_survives_its_text_form() {
        let mut recipe = Recipe { recipe: RECIPE_VERSION, name: "Fair".into(), ..Recipe::default() };
        recipe.options.mode = Mode::Create;
        recipe.parts.push(Part {
            record_type: Key::new("lead"),
            columns: vec![Column {
                header: "Priorita".into(),
                nth: 1,
                field: Some(Key::new("priority")),
                values: BTreeMap::from([("Nejvyšší".to_owned(), "high".to_owned())]),
                ..Column::default()
            }],
            match_by: vec![vec![Key::new("email")]],
            ..Part::default()
        });
        assert_eq!(Recipe::from_toml(&recipe.to_toml()), Ok(recipe));
    }

    #[test]
    fn a_newer_recipe_names_both_versions() {
        assert_eq!(Recipe::from_toml("recipe = 9\nfuture = true"), Err(RecipeError::Newer { found: 9, known: 1 }));
        assert!(matches!(Recipe::from_toml("recipe = 1\nunknown = true"), Err(RecipeError::Unreadable(_))));
        assert!(matches!(Recipe::from_toml("x"), Err(RecipeError::Unreadable(_))));
    }
}
