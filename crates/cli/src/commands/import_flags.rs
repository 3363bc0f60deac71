//! The flags that say how a file is to be understood and what is to be done with its rows, for every command that takes one.
//!
//! In: words on the command line. Out: an [`Order`]. Everything not said is detected or preset.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::recipe::{Duplicates, EmptyCells, Existing, MissingLinks, Mode, OnError, Repeated, Validation};
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::register::{Order, RecipeSaid};

/// A word out of a closed list, read by the type's own names.
pub fn word<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    list: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(list).try_map(|word| serde_json::from_value::<T>(Value::String(word)))
}

/// One sign, or the word `tab`.
pub fn sign(text: &str) -> std::result::Result<char, String> {
    let mut signs = text.chars();
    match (text, signs.next(), signs.next()) {
        ("tab" | "\\t", ..) => Ok('\t'),
        (_, Some(sign), None) => Ok(sign),
        _ => Err("one character, or the word tab".to_owned()),
    }
}

/// `COL=field`, split at the last sign so that headers may hold it.
pub fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (left, right) = text.rsplit_once('=').ok_or("COLUMN=field is wanted")?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

/// `COL:text=>meaning`.
pub fn triple(text: &str) -> std::result::Result<(String, String, String), String> {
    let wanted = "COLUMN:text=>meaning is wanted";
    let (left, to) = text.rsplit_once("=>").ok_or(wanted)?;
    let (column, from) = left.split_once(':').ok_or(wanted)?;
    Ok((column.trim().to_owned(), from.to_owned(), to.to_owned()))
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Reading the file")]
pub struct ReadingFlags {
    /// The sheet to read; the first visible one with data otherwise
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row that holds the headers, as the spreadsheet numbers it
    #[arg(long, value_name = "ROW")]
    header_row: Option<u32>,
    /// utf-8, utf-16le, windows-1250, windows-1251, windows-1252, iso-8859-2
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The sign between cells of a CSV file, or the word tab
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    delimiter: Option<char>,
    /// The order of day, month and year
    #[arg(long, value_name = "ORDER", value_parser = ["dmy", "mdy", "ymd"])]
    date_order: Option<String>,
    /// The decimal sign
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    decimal: Option<char>,
    /// Language of words in cells, such as yes and no
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(["en", "cs", "pt-BR", "ru"]))]
    file_lang: Option<String>,
    /// Leave out rows that are hidden in the spreadsheet
    #[arg(long)]
    skip_hidden: bool,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Columns and records")]
pub struct MappingFlags {
    /// A recipe: a file, or the name of a saved one
    #[arg(long, value_name = "FILE|NAME")]
    recipe: Option<String>,
    /// Which way of importing presets the options
    #[arg(long, value_name = "PROFILE", value_parser = word::<ProfileKey>(
        &["general", "leads", "users", "helpdesk-companies", "edit", "audience", "companies-contacts"]))]
    profile: Option<ProfileKey>,
    /// A column and its field; the field - leaves the column out
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = pair)]
    maps: Vec<(String, String)>,
    /// A text in a column and what it stands for
    #[arg(long = "value", value_name = "COLUMN:TEXT=>MEANING", value_parser = triple)]
    values: Vec<(String, String, String)>,
    /// Also use columns that are only likely
    #[arg(long)]
    accept_likely: bool,
    /// The field that says which record is meant; several joined with +; can be repeated, best first
    #[arg(long, value_name = "FIELD")]
    match_by: Vec<String>,
    /// Create records, update them, or both
    #[arg(long, value_name = "MODE", value_parser = word::<Mode>(&["create", "update", "upsert", "create-and-update"]))]
    mode: Option<Mode>,
    /// What an empty cell does to a stored value
    #[arg(long, value_name = "WORD", value_parser = word::<EmptyCells>(&["keep", "clear"]))]
    empty: Option<EmptyCells>,
    /// What a row does in create mode when its record exists
    #[arg(long, value_name = "WORD", value_parser = word::<Duplicates>(&["skip", "create", "error"]))]
    duplicates: Option<Duplicates>,
    /// Which row counts when a key stands in several rows
    #[arg(long, value_name = "WORD", value_parser = word::<Repeated>(&["error", "first", "last"]))]
    repeated: Option<Repeated>,
    /// Rows with errors stay out (skip), or nothing is imported (abort)
    #[arg(long, value_name = "WORD", value_parser = word::<OnError>(&["skip", "abort"]))]
    on_error: Option<OnError>,
    /// What happens when a linked record does not exist
    #[arg(long, value_name = "WORD", value_parser = word::<MissingLinks>(&["error", "create", "empty"]))]
    missing_links: Option<MissingLinks>,
    /// How strict the check is
    #[arg(long, value_name = "WORD", value_parser = word::<Validation>(&["standard", "strict", "structure", "off"]))]
    validation: Option<Validation>,
    /// A tag for every record created or updated; can be repeated
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Responsible users of every record by login, separated by commas; from-file takes them from the file
    #[arg(long, value_name = "LOGIN|from-file", value_delimiter = ',')]
    owner: Vec<String>,
    /// What a list of responsible users does to the stored one
    #[arg(long, value_name = "WORD", value_parser = word::<ListChange>(&["replace", "add", "remove"]))]
    responsible: Option<ListChange>,
    /// The role of every user imported
    #[arg(long, value_name = "ROLE", value_parser = ["administrator", "operator", "end-user"])]
    role: Option<String>,
    /// The bot messenger clients belong to
    #[arg(long, value_name = "NAME")]
    bot: Option<String>,
    /// The tunnel clients are attached to
    #[arg(long, value_name = "NAME")]
    tunnel: Option<String>,
    /// The lead-generation tool clients came by
    #[arg(long, value_name = "NAME")]
    lgt: Option<String>,
    /// The name of the import; the file's own otherwise
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A text that makes a repeated command harmless: the same key never imports twice
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// What a list in a cell does to the stored list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ListChange {
    Replace,
    Add,
    Remove,
}

#[derive(Args, Clone, Debug, Default)]
pub struct ImportFlags {
    #[command(flatten)]
    reading: ReadingFlags,
    #[command(flatten)]
    mapping: MappingFlags,
}

impl ImportFlags {
    /// The file and what is said about it.
    pub fn order(&self, language: Language, type_word: &str, path: &Path, edit: bool) -> Result<Order> {
        let mapping = &self.mapping;
        let profile = if edit { Some(ProfileKey::Edit) } else { mapping.profile };
        let new = NewFile {
            path: path.to_owned(),
            name: mapping.name.clone(),
            record_type: type_word.to_owned(),
            profile,
            recipe: None,
            said: self.said(),
            language,
            idempotency_key: mapping.idempotency_key.clone(),
            draft: false,
        };
        Ok(Order { new, recipe: mapping.recipe.as_deref().map(recipe).transpose()? })
    }

    fn said(&self) -> Said {
        let (reading, mapping) = (self.reading.clone(), self.mapping.clone());
        Said {
            sheet: reading.sheet,
            header_row: reading.header_row,
            encoding: reading.encoding,
            delimiter: reading.delimiter,
            date_order: reading.date_order,
            decimal: reading.decimal,
            file_language: reading.file_lang.as_deref().and_then(Language::from_tag),
            maps: mapping.maps,
            values: mapping.values,
            match_by: mapping.match_by,
            mode: mapping.mode,
            empty: mapping.empty,
            duplicates: mapping.duplicates,
            repeated: mapping.repeated,
            on_error: mapping.on_error,
            missing_links: mapping.missing_links,
            validation: mapping.validation,
            tags: mapping.tags,
            owners: mapping.owner.into_iter().filter(|owner| owner != "from-file").collect(),
            responsible: mapping.responsible.map(|change| match change {
                ListChange::Replace => Existing::Overwrite,
                ListChange::Add => Existing::Add,
                ListChange::Remove => Existing::Remove,
            }),
            role: mapping.role,
            bot: mapping.bot,
            tunnel: mapping.tunnel,
            lgt: mapping.lgt,
            accept_likely: mapping.accept_likely,
            skip_hidden: reading.skip_hidden,
        }
    }
}

/// A recipe from a file, or a saved one by name.
fn recipe(word: &str) -> Result<RecipeSaid> {
    let path = PathBuf::from(word);
    if path.is_file() {
        return Ok(RecipeSaid::Document(std::fs::read_to_string(&path)?));
    }
    if word.ends_with(".toml") {
        return Err(Refusal::new(RefusalKind::NotFound, "file-missing").with("path", word).into());
    }
    Ok(RecipeSaid::Saved(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_values_are_split_where_people_mean_it() {
        assert_eq!(pair("a=b=email"), Ok(("a=b".into(), "email".into())));
        assert!(pair("email").is_err());
        assert_eq!(triple("Priorita:Nej=>high"), Ok(("Priorita".into(), "Nej".into(), "high".into())));
        assert!(triple("Priorita=high").is_err());
        assert_eq!((sign("tab"), sign(";"), sign(";;").is_err()), (Ok('\t'), Ok(';'), true));
    }
}
