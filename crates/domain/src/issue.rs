//! A problem in the data: code, place, parameters. Never a finished sentence; those are made at the doors from `locales/`.

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::cell::RowNumber;
use crate::record::Key;

/// How much an issue weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The row goes in; the person should look.
    Warning,
    /// The row stays out.
    Error,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal, $severity:ident;)*) => {
        /// What is wrong. A code, once released, keeps its meaning; codes are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable word: kebab-case, thing first.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word,)* }
            }

            /// The weight an issue of this code has in standard validation.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// One sentence for the reference, from the code's own documentation.
            pub fn documentation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),*).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    /// A required field is empty. Parameters: none.
    RequiredEmpty = "required-empty", Error;
    /// A recommended field is empty.
    RecommendedEmpty = "recommended-empty", Warning;
    /// None of several fields is filled although one must be. Parameters: `fields`.
    OneOfEmpty = "one-of-empty", Error;
    /// The text has more characters than the field or the profile allows. Parameters: `chars`, `limit`.
    TextTooLong = "text-too-long", Error;
    /// The text holds a character that cannot be stored (NUL or another control character). Parameters: `char`, `position`.
    TextControl = "text-control", Error;
    /// A one-line text holds a line break; it is kept as it is.
    TextMultiline = "text-multiline", Note;
    /// The text looks as if it was read in a wrong encoding.
    TextGarbled = "text-garbled", Warning;
    /// Not a whole number. Parameters: none.
    NumberUnreadable = "number-unreadable", Error;
    /// A number outside the range that can be stored. Parameters: `least`, `most`.
    NumberOutOfRange = "number-out-of-range", Error;
    /// A number could mean two magnitudes (1.234). Parameters: `reading`, `other`.
    NumberAmbiguous = "number-ambiguous", Warning;
    /// A number of more than 15 digits was kept by a spreadsheet, which cuts digits; or an exponent shows they are gone.
    DigitsLost = "digits-lost", Error;
    /// Not a date. Parameters: `example`.
    DateUnreadable = "date-unreadable", Error;
    /// Day and month could be exchanged and the column does not decide. Parameters: `reading`.
    DateAmbiguous = "date-ambiguous", Warning;
    /// Not a time of day. Parameters: `example`.
    TimeUnreadable = "time-unreadable", Error;
    /// Not one of the words for yes and no.
    YesNoUnknown = "yes-no-unknown", Error;
    /// Not an e-mail address. Parameters: none.
    EmailUnreadable = "email-unreadable", Error;
    /// Not a phone number (too few or too many digits, or letters).
    PhoneUnreadable = "phone-unreadable", Error;
    /// Not a web address.
    WebAddressUnreadable = "web-address-unreadable", Error;
    /// Not one of the choices. Parameters: `choices`, `likely`.
    ChoiceUnknown = "choice-unknown", Error;
    /// Not a country name or code. Parameters: `likely`.
    CountryUnknown = "country-unknown", Error;
    /// A spreadsheet error value such as #N/A.
    CellError = "cell-error", Error;
    /// The row has more filled cells than the header. Parameters: `surplus`.
    RowTooLong = "row-too-long", Error;
    /// The check digits of a registration or tax number do not fit.
    CheckDigit = "check-digit", Warning;
    /// The record a link names does not exist. Parameters: `type`, `likely`.
    LinkMissing = "link-missing", Error;
    /// The record a link names does not exist and will be created. Parameters: `type`.
    LinkCreated = "link-created", Warning;
    /// Several records have the name a link gives. Parameters: `type`, `ids`.
    LinkSeveral = "link-several", Error;
    /// A record would be its own parent, directly or through others. Parameters: `rows`.
    LinkCycle = "link-cycle", Error;
    /// The same key stands in several rows of the file. Parameters: `rows`.
    KeyRepeated = "key-repeated", Error;
    /// An earlier row with the same key was skipped because a later row has it too. Parameters: `rows`.
    KeySuperseded = "key-superseded", Warning;
    /// A value that must be unique belongs to another record. Parameters: `id`.
    KeyTaken = "key-taken", Error;
    /// The row fits several records. Parameters: `ids`, `key`.
    MatchSeveral = "match-several", Error;
    /// No record with this id or key, in a mode that only updates. Parameters: `key`.
    RecordMissing = "record-missing", Error;
    /// The id is empty or unknown: a new record will be made.
    IdUnknown = "id-unknown", Warning;
    /// The record exists already and is left alone, by choice. Parameters: `id`.
    RecordExists = "record-exists", Note;
    /// The record was changed by somebody after the check. Parameters: `id`.
    RecordChangedSince = "record-changed-since", Error;
    /// The same field was edited in the file and in the register since the export. Parameters: `stored`, `before`.
    FieldConflict = "field-conflict", Warning;
    /// A recommended field is empty in an update (ID, name, lifecycle, responsible, legal entity).
    UpdateEmpty = "update-empty", Warning;
    /// An id that cannot belong to the bot's messenger; imported, marked as one that cannot be messaged. Parameters: `messenger`.
    MessengerIdOdd = "messenger-id-odd", Warning;
    /// The e-mail belongs to several users although sign-in is by e-mail. Parameters: `rows`.
    EmailRepeated = "email-repeated", Error;
    /// The name in the file is not the stored record's name. Parameters: `stored`.
    NameDiffers = "name-differs", Warning;
    /// Only an administrator may give this role.
    RoleForbidden = "role-forbidden", Error;
    /// Only an administrator may change an operator or an administrator. Parameters: `id`.
    UserProtected = "user-protected", Error;
    /// The row would leave the register without an active administrator who can sign in.
    LastAdministrator = "last-administrator", Error;
    /// The stored value changed since the run; undo keeps it. Parameters: `stored`.
    UndoKept = "undo-kept", Warning;
    /// Others are linked to the record; it stays. Parameters: `links`.
    LinkedStays = "linked-stays", Warning;
    /// The row broke while it was written. Parameters: `reason`.
    WriteFailed = "write-failed", Error;
    /// A row of the same import that this row needs has errors. Parameters: `row`.
    PartnerRejected = "partner-rejected", Error;
    /// The row was taken out by hand.
    RowExcluded = "row-excluded", Note;
}

impl Code {
    pub fn from_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.word() == word)
    }
}

/// Told by its word, so that the order of the codes means nothing.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let word = CompactString::deserialize(deserializer)?;
        Code::from_word(&word).ok_or_else(|| serde::de::Error::custom("an unknown code"))
    }
}

/// Named facts for the sentence, such as `limit` = 255.
pub type Params = Vec<(&'static str, CompactString)>;

/// The names in use.
const PARAMETER_NAMES: [&str; 27] = [
    "fields",
    "field",
    "chars",
    "limit",
    "char",
    "position",
    "least",
    "most",
    "reading",
    "other",
    "example",
    "choices",
    "likely",
    "surplus",
    "type",
    "rows",
    "row",
    "id",
    "ids",
    "key",
    "stored",
    "before",
    "messenger",
    "links",
    "reason",
    "name",
    "value",
];

/// Names of parameters are fixed texts of the program, and come back as such. One that another version of the program wrote
/// and this one does not know is `None`: no sentence of this version asks for it.
pub fn parameter_name(name: &str) -> Option<&'static str> {
    PARAMETER_NAMES.into_iter().find(|known| *known == name)
}

fn known_params<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Params, D::Error> {
    let pairs = Vec::<(CompactString, CompactString)>::deserialize(deserializer)?;
    Ok(pairs.into_iter().filter_map(|(name, value)| Some((parameter_name(&name)?, value))).collect())
}

/// What is wrong with one value, before it has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub params: Params,
}

impl Problem {
    pub fn new(code: Code) -> Problem {
        Problem { code, params: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Problem {
        use std::fmt::Write as _;
        let mut text = CompactString::default();
        // Writing into a string cannot fail.
        let _ = write!(text, "{value}");
        self.params.push((name, text));
        self
    }
}

/// A problem with its place: row as the person sees it, column of the file, field of the type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub row: RowNumber,
    /// Index of the column in the file, from 0; `None` when the row as a whole is meant.
    pub column: Option<u16>,
    pub field: Option<Key>,
    pub severity: Severity,
    pub code: Code,
    /// The cell as the person sees it, at most 300 characters of it.
    pub value: Option<CompactString>,
    #[serde(deserialize_with = "known_params")]
    pub params: Params,
}

impl Issue {
    pub fn of_row(row: RowNumber, problem: Problem) -> Issue {
        Issue {
            row,
            column: None,
            field: None,
            severity: problem.code.severity(),
            code: problem.code,
            value: None,
            params: problem.params,
        }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_kebab_words_with_documentation() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.word().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", code.word());
            assert!(!code.documentation().is_empty(), "{}", code.word());
            assert_eq!(Code::from_word(code.word()), Some(*code));
        }
    }
}
