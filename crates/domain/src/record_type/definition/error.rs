//! What can be wrong with a definition file: one variant a mistake, the facts in its fields, and a sentence that says what
//! to do.

use std::fmt;

use crate::record_type::FieldKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinitionError {
    /// Not TOML, or not the shape of a type file.
    Toml {
        line: Option<usize>,
        message: String,
    },
    /// A field's table does not fit: a word missing, unknown or of the wrong sort.
    FieldMalformed {
        field: String,
        line: Option<usize>,
        message: String,
    },
    KeyBad {
        key: String,
    },
    FieldRepeated {
        field: String,
    },
    GroupUnknown {
        group: String,
        known: Vec<String>,
    },
    GroupFieldUnknown {
        group: String,
        field: String,
    },
    KindUnknown {
        field: String,
        kind: String,
    },
    LabelsMissing {
        of: String,
    },
    TargetMissing {
        field: String,
    },
    TargetNeedless {
        field: String,
    },
    /// `place` is `name_field`, `natural_keys`, `one_of` or `derived`.
    FieldUnknown {
        place: &'static str,
        field: String,
    },
    NameNotText {
        field: String,
    },
    ChoicesMissing {
        field: String,
    },
    ChoicesNeedless {
        field: String,
    },
    ChoiceKeyBad {
        field: String,
        choice: String,
    },
    /// Two choices of one field answer to the same word.
    ChoiceShared {
        field: String,
        word: String,
    },
    DefaultUnknown {
        field: String,
        default: String,
    },
    /// Required, but an import may never write it.
    RequiredNotImportable {
        field: String,
    },
    /// The fields every type has keep their kind and role, and no other field may take such a role.
    Reserved {
        field: String,
    },
    /// Two fields answer to the same column header.
    HeaderShared {
        word: String,
        field: String,
        other: String,
    },
}

impl std::error::Error for DefinitionError {}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use DefinitionError::*;
        match self {
            Toml { line, message } => write!(f, "{}{}. Correct the file.", at(*line), message.trim_end_matches('.')),
            FieldMalformed { field, line, message } => {
                write!(f, "{}The field `{field}`: {}. Correct the field.", at(*line), message.trim_end_matches('.'))
            }
            KeyBad { key } => write!(
                f,
                "`{key}` cannot be a key. Use lower-case letters a to z, digits and single `_`, start with a letter, at most 40 characters."
            ),
            FieldRepeated { field } => write!(f, "The field `{field}` is listed twice. Remove or rename one of them."),
            GroupUnknown { group, known } => write!(f, "There is no group `{group}`. Use one of: {}.", known.join(", ")),
            GroupFieldUnknown { group, field } => {
                write!(f, "The group `{group}` has no field `{field}`. Name a field of the group.")
            }
            KindUnknown { field, kind } => {
                let kinds: Vec<&str> = FieldKind::ALL.iter().map(|kind| kind.word()).collect();
                write!(f, "The field `{field}` has the unknown kind `{kind}`. Use one of: {}.", kinds.join(", "))
            }
            LabelsMissing { of } => {
                write!(f, "There is no label for {of}. Write at least one, for example labels = {{ en = \"Colour\" }}.")
            }
            TargetMissing { field } => {
                write!(
                    f,
                    "The field `{field}` is a link without a target. Say which record type it leads to, for example target = \"company\"."
                )
            }
            TargetNeedless { field } => {
                write!(f, "The field `{field}` has a target but is no link. Remove the target or use the kind link or links.")
            }
            FieldUnknown { place, field } => {
                write!(f, "`{place}` names the field `{field}`, which the type does not have. Name one of its fields.")
            }
            NameNotText { field } => {
                write!(
                    f,
                    "`name_field` names `{field}`, which is not a text. Records are looked up by it: name a field of the kind text."
                )
            }
            ChoicesMissing { field } => {
                write!(f, "The field `{field}` has no choices. List some, or write open = true to collect them from files.")
            }
            ChoicesNeedless { field } => {
                write!(
                    f,
                    "The field `{field}` has choices but is of another kind. Remove them or use the kind choice or choices."
                )
            }
            ChoiceKeyBad { field, choice } => write!(
                f,
                "`{choice}` cannot be the key of a choice of `{field}`. Use lower-case letters a to z, digits and `-`, at most 60 characters."
            ),
            ChoiceShared { field, word } => {
                write!(f, "Two choices of the field `{field}` answer to \"{word}\". Take the word from one of them.")
            }
            DefaultUnknown { field, default } => {
                write!(f, "The default \"{default}\" of the field `{field}` is none of its choices. Use the key of a choice.")
            }
            RequiredNotImportable { field } => {
                write!(
                    f,
                    "The field `{field}` is required or recommended, but an import never writes it. Take one of the two away."
                )
            }
            Reserved { field } => write!(
                f,
                "The field `{field}` changes a field every record type has, or takes its role. Rename it, or leave its kind and role as they are."
            ),
            HeaderShared { word, field, other } => write!(
                f,
                "The header \"{word}\" would mean both `{field}` and `{other}`. Change the label or the alias of one of them."
            ),
        }
    }
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!("Line {line}: ")).unwrap_or_default()
}
