//! Which records a document means: conditions, tags, numbers, or all of them. Nothing said is never taken for "all" where
//! something changes.

use kartoteka_domain::language::Language;
use kartoteka_engine::choose_records::Selection;
use kartoteka_engine::error::Refusal;
use serde::Deserialize;
use serde_json::Value;

use super::given::malformed;
use super::table::form as f;

/// The number of a record: `"12"`, or 12 from callers that have it so.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    pub fn number(&self) -> Result<i64, Refusal> {
        let number = match self {
            Id::Text(text) => text.trim().parse().ok(),
            Id::Number(number) => Some(*number),
        };
        let unreadable = || malformed("id-unreadable").with("value", format!("{self:?}"));
        number.filter(|number| *number > 0).ok_or_else(unreadable)
    }
}

/// Everything must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chosen {
    /// Conditions such as `city=Brno`, `amount>=1000`, `name~novak`.
    filter: Vec<String>,
    search: String,
    /// All of them.
    tags: Vec<String>,
    tags_any: Vec<String>,
    tags_none: Vec<String>,
    ids: Option<Vec<Id>>,
    except: Vec<Id>,
    /// Every record of the type.
    all: bool,
    /// Of the values in conditions.
    language: Option<Language>,
}

impl Chosen {
    pub fn selection(&self) -> Result<Selection, Refusal> {
        let numbers = |ids: &[Id]| ids.iter().map(Id::number).collect::<Result<Vec<_>, _>>();
        let selection = Selection {
            search: self.search.clone(),
            conditions: self.filter.clone(),
            tags_all: self.tags.clone(),
            tags_any: self.tags_any.clone(),
            tags_none: self.tags_none.clone(),
            only: self.ids.as_deref().map(numbers).transpose()?,
            except: numbers(&self.except)?,
            language: self.language.unwrap_or(Language::English),
        };
        if self.all && !selection.is_all() {
            return Err(malformed("selection-twice").with("pointer", "/records/all"));
        }
        Ok(selection)
    }

    /// For what changes records.
    pub fn required(&self) -> Result<Selection, Refusal> {
        let selection = self.selection()?;
        if selection.is_all() && !self.all {
            return Err(malformed("records-unsaid").with("pointer", "/records").with("reason", ""));
        }
        Ok(selection)
    }
}

/// The form of the document.
pub fn form() -> Value {
    let texts = || f::list(f::text());
    let ids = || f::list(f::number_or_text());
    f::request(
        [
            ("filter", f::says(texts(), "Conditions such as `city=Brno`, `amount>=1000`, `name~novak`; all must hold.")),
            ("search", f::text()),
            ("tags", f::says(texts(), "All of them.")),
            ("tags_any", texts()),
            ("tags_none", texts()),
            ("ids", f::maybe(ids())),
            ("except", ids()),
            ("all", f::says(f::flag(), "Every record of the type.")),
            ("language", f::maybe(f::language())),
        ],
        &[],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_said_is_not_all() {
        let code = |text: &str| {
            let chosen: Chosen = serde_json::from_str(text).expect("a choice");
            chosen.required().map_or_else(|refusal| refusal.code, |_| "")
        };
        for (text, expected) in [
            ("{}", "records-unsaid"),
            ("{\"all\": true}", ""),
            ("{\"ids\": []}", ""),
            ("{\"ids\": [\"1\", 2]}", ""),
            ("{\"ids\": [\"x\"]}", "id-unreadable"),
            ("{\"ids\": [0]}", "id-unreadable"),
            ("{\"all\": true, \"tags\": [\"a\"]}", "selection-twice"),
            ("{\"filter\": [\"city=Brno\"]}", ""),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
