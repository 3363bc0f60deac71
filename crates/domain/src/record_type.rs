//! Record types as data: fields, kinds, keys, labels and aliases. Built-in ones are the files in `builtin/`.
//!
//! In: a definition file (TOML). Out: [`RecordType`]. Never holds values; never knows a table.

mod definition;

use serde::{Deserialize, Serialize};

pub use definition::{DefinitionError, builtin_types, header_word, loose_word, read_definition, write_definition};

use crate::language::{Labels, Language};
use crate::record::Key;

/// What a field holds. Each kind has one file in `kind/` with both directions: reading and writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// At most 255 characters, one line.
    Text,
    LongText,
    Integer,
    Decimal,
    Money,
    Percent,
    YesNo,
    Date,
    DateTime,
    Time,
    Email,
    Phone,
    WebAddress,
    Choice,
    /// Several choices.
    Choices,
    Link,
    /// Several links.
    Links,
    Country,
}

impl FieldKind {
    pub const ALL: [FieldKind; 18] = [
        FieldKind::Text,
        FieldKind::LongText,
        FieldKind::Integer,
        FieldKind::Decimal,
        FieldKind::Money,
        FieldKind::Percent,
        FieldKind::YesNo,
        FieldKind::Date,
        FieldKind::DateTime,
        FieldKind::Time,
        FieldKind::Email,
        FieldKind::Phone,
        FieldKind::WebAddress,
        FieldKind::Choice,
        FieldKind::Choices,
        FieldKind::Link,
        FieldKind::Links,
        FieldKind::Country,
    ];

    /// The word in definition files, on the command line and in the reference.
    pub fn word(self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::LongText => "long-text",
            FieldKind::Integer => "integer",
            FieldKind::Decimal => "decimal",
            FieldKind::Money => "money",
            FieldKind::Percent => "percent",
            FieldKind::YesNo => "yes-no",
            FieldKind::Date => "date",
            FieldKind::DateTime => "date-time",
            FieldKind::Time => "time",
            FieldKind::Email => "email",
            FieldKind::Phone => "phone",
            FieldKind::WebAddress => "web-address",
            FieldKind::Choice => "choice",
            FieldKind::Choices => "choices",
            FieldKind::Link => "link",
            FieldKind::Links => "links",
            FieldKind::Country => "country",
        }
    }

    pub fn from_word(word: &str) -> Option<FieldKind> {
        FieldKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Several links and tags live in a table of their own; everything else is a column.
    pub fn is_column(self) -> bool {
        self != FieldKind::Links
    }
}

/// One choice of a field. The key is stored; labels are shown; aliases are understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub key: String,
    pub labels: Labels,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// Who fills a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldRole {
    /// Can be imported, exported, edited.
    #[default]
    Ordinary,
    /// The record's number: a key in files, never written.
    Id,
    /// The record's tags.
    Tags,
    /// Shown and exported, never imported (stamps, computed fields).
    ExportOnly,
}

/// One field of a record type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub key: Key,
    pub kind: FieldKind,
    pub labels: Labels,
    /// Further header words, in any language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the field means: for templates and help.
    #[serde(default)]
    pub help: Labels,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    #[serde(default)]
    pub role: FieldRole,
    #[serde(default)]
    pub required: bool,
    /// A warning when empty.
    #[serde(default)]
    pub recommended: bool,
    #[serde(default)]
    pub unique: bool,
    /// Compared without case and diacritics when unique or when looked up (user names, names).
    #[serde(default)]
    pub folded: bool,
    /// The text a new record gets when nothing is given, read by the kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// Longest text in characters; 0 stands for the kind's own limit (text 255, long text 32,767).
    #[serde(default)]
    pub max_chars: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Choices may be added by an import: an unknown word is kept as it is.
    #[serde(default)]
    pub open: bool,
    /// The record type a link leads to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// Shown first in pickers, templates "usual".
    #[serde(default)]
    pub usual: bool,
    /// Defined by an administrator; becomes the last columns of templates.
    #[serde(default)]
    pub custom: bool,
    /// Kept with its values, but no longer offered.
    #[serde(default)]
    pub archived: bool,
}

impl Field {
    /// A plain field, for builders and tests.
    pub fn new(key: &str, kind: FieldKind) -> Field {
        Field {
            key: Key::new(key),
            kind,
            labels: Labels::same(key),
            aliases: Vec::new(),
            help: Labels::default(),
            example: String::new(),
            role: FieldRole::Ordinary,
            required: false,
            recommended: false,
            unique: false,
            folded: false,
            default: String::new(),
            max_chars: 0,
            choices: Vec::new(),
            open: false,
            target: String::new(),
            usual: false,
            custom: false,
            archived: false,
        }
    }

    pub fn label(&self, language: Language) -> &str {
        self.labels.get(language)
    }

    /// May an import write it?
    pub fn is_importable(&self) -> bool {
        !self.archived && matches!(self.role, FieldRole::Ordinary | FieldRole::Tags)
    }

    /// Is it a column of the type's table? (Tags and several links are tables of their own.)
    pub fn is_column(&self) -> bool {
        self.role != FieldRole::Tags && self.kind.is_column()
    }

    /// Longest text in characters (Unicode scalar values after NFC).
    pub fn char_limit(&self) -> u32 {
        match (self.max_chars, self.kind) {
            (0, FieldKind::LongText) => 32_767,
            (0, FieldKind::WebAddress) => 2_000,
            (0, _) => 255,
            (limit, _) => limit,
        }
    }

    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.key == key)
    }
}

/// A field that is filled from others when a new record leaves it empty: the full name from its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    pub field: Key,
    /// Joined with a blank between.
    pub from: Vec<Key>,
}

/// Everything known about a kind of record. Field order is the order of templates, exports and pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordType {
    pub key: Key,
    /// One of them, in each language ("Company").
    pub labels: Labels,
    /// Several of them ("Companies"); the lower-case English form is the word on the command line.
    pub plural: Labels,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub fields: Vec<Field>,
    /// The field people know a record by; links are looked up by it.
    pub name_field: Key,
    /// Which fields say that two rows mean the same record, best first. Each key may be several fields.
    #[serde(default)]
    pub natural_keys: Vec<Vec<Key>>,
    /// Of each set at least one must be filled.
    #[serde(default)]
    pub one_of: Vec<Vec<Key>>,
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// Defined by an administrator.
    #[serde(default)]
    pub custom: bool,
}

impl RecordType {
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    pub fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The fields a template offers and an export for re-import holds (besides `ID`), custom ones last.
    pub fn importable_fields(&self) -> impl Iterator<Item = &Field> {
        let (custom, own): (Vec<_>, Vec<_>) = self.fields.iter().filter(|f| f.is_importable()).partition(|f| f.custom);
        own.into_iter().chain(custom)
    }

    /// Whether a word names this type: key, label, plural or alias, in any language, in any case.
    pub fn answers_to(&self, word: &str) -> bool {
        let word = word.trim().to_lowercase();
        self.key == word
            || self.labels.all().chain(self.plural.all()).any(|w| w.to_lowercase() == word)
            || self.aliases.iter().any(|w| w.to_lowercase() == word)
    }
}
