//! What an import is to do, as it lives beside its rows: profile, recipe, what was found in the file.
//!
//! In: JSON in the register. Out: [`Settings`]. The recipe inside is the very document a person saves.

use serde::{Deserialize, Serialize};

use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::recipe::Recipe;
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::survey::DateCounts;

/// One sheet as it was read into blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetRead {
    pub index: usize,
    pub name: String,
    pub hidden: bool,
    pub rows: u64,
    pub blank_rows: u64,
    pub hidden_rows: u64,
    pub is_read: bool,
}

/// What was found in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFound {
    /// `delimited`, `xlsx`, `xls`, `xlsb`, `ods`, or `rows` when the rows came without a file.
    pub format: String,
    pub encoding: Option<String>,
    /// False: the encoding was only likely.
    pub encoding_sure: bool,
    pub delimiter: Option<char>,
    pub sheets: Vec<SheetRead>,
    /// What a workbook made by us says of itself.
    pub marker: Option<String>,
    /// The delimiter was only likely.
    #[serde(default)]
    pub delimiter_likely: bool,
    /// What the reader noticed in the sheets that are read.
    pub notes: Vec<SheetNote>,
}

/// Something in a sheet that stops nothing; [`crate::file_notes`] has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetNote {
    pub code: String,
    pub sheet: usize,
    pub count: u64,
    /// The first row it is about; 0: none.
    pub row: u32,
}

/// How the texts of one column fit as dates, counted over all rows by the check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatesFound {
    pub part: usize,
    pub column: usize,
    pub field: Key,
    /// Fit day-first only, month-first only, both.
    pub day: u64,
    pub month: u64,
    pub both: u64,
    /// How they are read.
    pub order: DateOrder,
}

impl DatesFound {
    pub fn counts(&self) -> DateCounts {
        DateCounts { day_first_only: self.day, month_first_only: self.month, both: self.both }
    }
}

/// How one column of one part was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnFound {
    pub part: usize,
    pub column: usize,
    pub header: String,
    pub field: Option<String>,
    /// `exact`, `remembered`, `likely`, `none`, `given`.
    pub confidence: String,
    pub score: u8,
    pub taken: bool,
}

/// Everything that decides what an import does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub profile: ProfileKey,
    pub recipe: Recipe,
    /// The language of the person who uploaded: headers, words in cells, messages.
    pub language: Language,
    pub file: FileFound,
    pub columns: Vec<ColumnFound>,
    /// A person said what is to be done with the rows; until then that follows the columns.
    #[serde(default = "yes")]
    pub mode_said: bool,
    /// The person may give roles.
    pub administrator: bool,
    /// Which of several uploads into this import counts, from 1.
    pub upload: u32,
    /// Which record types' data versions the last check saw.
    #[serde(default)]
    pub checked_against: Vec<(String, i64)>,
    /// Rows of the file that count as data, part by part; known after the check.
    #[serde(default)]
    pub part_rows: Vec<u64>,
    /// What the first pass over the rows found, part by part, where that is little; valid as long as the check is.
    #[serde(default)]
    pub surveyed: Vec<Option<Surveyed>>,
    /// What the last first pass found out about columns of dates.
    #[serde(default)]
    pub dates: Vec<DatesFound>,
}

/// A first pass that found no repeated key: that, and the order of dates, is all the second one needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Surveyed {
    pub rows: u64,
    /// Field, order.
    pub date_orders: Vec<(Key, DateOrder)>,
}

/// What is kept from before this was noted stays as it was set.
fn yes() -> bool {
    true
}

impl Settings {
    pub fn is_delimited(&self) -> bool {
        self.file.format == "delimited"
    }

    /// H10: the encoding was only recognised, is not the usual one, and this kind of import wants it confirmed.
    pub fn lacks_confirmation(&self, profile: &Profile) -> bool {
        let is_unusual = self.file.encoding.as_deref().is_some_and(|label| !label.eq_ignore_ascii_case("utf-8"));
        profile.confirm_encoding && self.recipe.file.encoding.is_none() && is_unusual
    }

    /// L4: the installation's own fields that a template made before them lacks. Files that are no template lack nothing.
    pub fn lacking_fields(&self, ty: &RecordType) -> Vec<Key> {
        let marker = self.file.marker.as_deref().unwrap_or_default();
        let says = |name: &str| marker.split(';').find_map(|item| item.strip_prefix(name)?.strip_prefix('='));
        if says("kind") != Some("template") || says("type") != Some(ty.key.as_str()) {
            return Vec::new();
        }
        let had: Vec<&str> = says("fields").unwrap_or_default().split(',').collect();
        let new = ty.importable_fields().filter(|field| field.custom && !had.contains(&field.key.as_str()));
        new.map(|field| field.key.clone()).collect()
    }

    /// The sheet a part reads.
    pub fn sheet_of(&self, part: usize) -> usize {
        let name = self.recipe.parts.get(part).and_then(|part| part.sheet.as_deref());
        let named = name.and_then(|name| self.file.sheets.iter().find(|sheet| sheet.name == name));
        named.or_else(|| self.file.sheets.iter().find(|sheet| sheet.is_read)).map_or(0, |sheet| sheet.index)
    }
}
