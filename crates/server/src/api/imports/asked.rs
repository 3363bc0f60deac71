//! What a caller says about an import, in one document, whatever way the rows come.
//!
//! In: `request` of a multipart body, the members beside `rows`, or the query. Out: [`NewFile`] without its path.

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::recipe::{Duplicates, EmptyCells, Existing, MissingLinks, Mode, OnError, Recipe, Repeated, Validation};
use kartoteka_engine::Engine;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Refusal, Result};
use kartoteka_engine::prepare_import::{OptionsChoice, OwnerChoice};
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::api::given::{Query, malformed, read_json};

/// How far one request goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auto {
    /// Uploads, and waits for what comes next.
    #[default]
    None,
    Check,
    /// Checks, and starts when no row has an error.
    StartIfClean,
    /// Checks and starts; rows with errors stay out.
    Start,
}

impl Auto {
    pub fn word(self) -> &'static str {
        match self {
            Auto::None => "none",
            Auto::Check => "check",
            Auto::StartIfClean => "start_if_clean",
            Auto::Start => "start",
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// The record type, by key or word.
    #[serde(rename = "type")]
    pub record_type: String,
    pub profile: Option<String>,
    pub name: Option<String>,
    /// A saved recipe.
    pub recipe: Option<String>,
    pub auto: Auto,
    pub file: FileAsked,
    pub options: OptionsAsked,
    /// A recipe that is not saved here: its text.
    pub recipe_document: Option<String>,
    /// Header → field; the field `-` leaves the column out.
    pub mapping: Map<String, Value>,
    /// What texts in a column stand for.
    pub values: Vec<ValueAsked>,
    /// Use likely columns too.
    pub accept_likely: bool,
    /// A file that came in pieces.
    pub upload: Option<String>,
    /// Rows instead of a file: an object a row, its members the columns.
    pub rows: Option<Vec<Map<String, Value>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueAsked {
    /// The header, or the field it goes to.
    column: String,
    text: String,
    meaning: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileAsked {
    pub sheet: Option<String>,
    pub header_row: Option<u32>,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    date_order: Option<String>,
    decimal: Option<char>,
    language: Option<Language>,
    pub skip_hidden: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OptionsAsked {
    mode: Option<Mode>,
    match_by: Vec<String>,
    empty: Option<EmptyCells>,
    duplicates: Option<Duplicates>,
    repeated: Option<Repeated>,
    on_error: Option<OnError>,
    missing_links: Option<MissingLinks>,
    validation: Option<Validation>,
    tags: Vec<String>,
    owners: Vec<String>,
    responsible: Option<Responsible>,
    role: Option<String>,
    bot: Option<String>,
    tunnel: Option<String>,
    lgt: Option<String>,
}

/// What a list of responsible people does to the stored one.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Responsible {
    Replace,
    Add,
    Remove,
}

impl OptionsAsked {
    /// What is said takes the place of what is set; the rest stays.
    pub fn lay_over(self, choice: &mut OptionsChoice) {
        choice.mode = self.mode.unwrap_or(choice.mode);
        choice.empty = self.empty.unwrap_or(choice.empty);
        choice.duplicates = self.duplicates.unwrap_or(choice.duplicates);
        choice.repeated = self.repeated.unwrap_or(choice.repeated);
        choice.on_error = self.on_error.unwrap_or(choice.on_error);
        choice.missing_links = self.missing_links.unwrap_or(choice.missing_links);
        choice.validation = self.validation.unwrap_or(choice.validation);
        let lists = [(self.match_by, &mut choice.match_by), (self.tags, &mut choice.tags)];
        lists.into_iter().filter(|(said, _)| !said.is_empty()).for_each(|(said, set)| *set = said);
        if !self.owners.is_empty() {
            choice.owner = OwnerChoice::People(self.owners);
        }
        choice.responsible = self.responsible.map_or(choice.responsible, Responsible::existing);
        let names = [
            (self.role, &mut choice.role),
            (self.bot, &mut choice.bot),
            (self.tunnel, &mut choice.tunnel),
            (self.lgt, &mut choice.lgt),
        ];
        names.into_iter().filter(|(said, _)| said.is_some()).for_each(|(said, set)| *set = said);
    }
}

impl Responsible {
    fn existing(self) -> Existing {
        match self {
            Responsible::Replace => Existing::Overwrite,
            Responsible::Add => Existing::Add,
            Responsible::Remove => Existing::Remove,
        }
    }
}

impl Asked {
    /// The query of a raw body: the short members by name, the others in `request`.
    pub fn of_query(query: &mut Query) -> std::result::Result<Asked, Refusal> {
        let whole = query.take("request").map(|text| read_json::<Asked>(text.as_bytes())).transpose()?;
        let mut asked = whole.unwrap_or_default();
        if let Some(word) = query.take("type") {
            asked.record_type = word;
        }
        asked.name = query.take("name").or(asked.name);
        asked.profile = query.take("profile").or(asked.profile);
        asked.recipe = query.take("recipe").or(asked.recipe);
        let auto = |text: &str| serde_json::from_value(Value::from(text)).ok();
        asked.auto = query.parsed("auto", auto)?.unwrap_or(asked.auto);
        Ok(asked)
    }

    /// The file as the engine wants it; its path comes with the bytes.
    pub fn new_file(&self, engine: &Engine, actor: &Actor, language: Language) -> Result<NewFile> {
        if self.record_type.is_empty() {
            return Err(malformed("member-unfit").with("reason", "type").with("pointer", "/type").into());
        }
        let unknown = |word: &str| Refusal::unknown("value-unreadable", word, []).with("field", "profile").with("value", word);
        let profile = self.profile.as_deref().map(|word| ProfileKey::from_word(word).ok_or_else(|| unknown(word))).transpose()?;
        Ok(NewFile {
            name: self.name.clone(),
            record_type: self.record_type.clone(),
            profile,
            recipe: self.recipe(engine, actor)?,
            said: self.said()?,
            language,
            // What only waits may still be completed: the check refuses what lacks.
            draft: self.auto == Auto::None,
            ..NewFile::default()
        })
    }

    fn recipe(&self, engine: &Engine, actor: &Actor) -> Result<Option<Recipe>> {
        match (&self.recipe_document, &self.recipe) {
            (Some(_), Some(_)) => Err(malformed("member-unfit").with("reason", "recipe").with("pointer", "/recipe").into()),
            (Some(text), None) => Ok(Some(Recipe::from_toml(text)?)),
            (None, name) => name.as_deref().map(|name| engine.recipe(actor, name)).transpose(),
        }
    }

    fn said(&self) -> Result<Said> {
        let (file, options) = (self.file.clone(), self.options.clone());
        let field = |(header, value): (&String, &Value)| match value {
            Value::String(field) => Ok((header.clone(), field.clone())),
            Value::Null => Ok((header.clone(), "-".to_owned())),
            _ => Err(malformed("member-unfit").with("reason", header).with("pointer", "/mapping")),
        };
        Ok(Said {
            sheet: file.sheet,
            header_row: file.header_row,
            encoding: file.encoding,
            delimiter: file.delimiter,
            date_order: file.date_order,
            decimal: file.decimal,
            file_language: file.language,
            skip_hidden: file.skip_hidden,
            maps: self.mapping.iter().map(field).collect::<std::result::Result<_, _>>()?,
            values: self.values.iter().map(|value| (value.column.clone(), value.text.clone(), value.meaning.clone())).collect(),
            accept_likely: self.accept_likely,
            match_by: options.match_by,
            mode: options.mode,
            empty: options.empty,
            duplicates: options.duplicates,
            repeated: options.repeated,
            on_error: options.on_error,
            missing_links: options.missing_links,
            validation: options.validation,
            tags: options.tags,
            owners: options.owners,
            responsible: options.responsible.map(Responsible::existing),
            role: options.role,
            bot: options.bot,
            tunnel: options.tunnel,
            lgt: options.lgt,
        })
    }
}
