//! The four languages of the interface, of headers and of files.
//!
//! In: a tag such as `cs` or `pt-BR`. Out: [`Language`]. Knows nothing about sentences: those live in `locales/`.

use serde::{Deserialize, Serialize};

/// A language people work in. The order is the order of columns in definition files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "cs")]
    Czech,
    #[serde(rename = "pt-BR")]
    Portuguese,
    #[serde(rename = "ru")]
    Russian,
}

impl Language {
    pub const ALL: [Language; 4] = [Language::English, Language::Czech, Language::Portuguese, Language::Russian];

    /// The BCP 47 tag, which is also the folder name under `locales/`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Czech => "cs",
            Language::Portuguese => "pt-BR",
            Language::Russian => "ru",
        }
    }

    /// Reads a tag leniently: `cs`, `cs-CZ`, `cs_CZ.UTF-8`, `pt`, `pt-BR`. `None` when the language is not one of ours.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let word = tag.split(['-', '_', '.']).next().unwrap_or("").to_ascii_lowercase();
        match word.as_str() {
            "en" | "c" | "posix" => Some(Language::English),
            "cs" => Some(Language::Czech),
            "pt" => Some(Language::Portuguese),
            "ru" => Some(Language::Russian),
            _ => None,
        }
    }
}

/// One wording in each language; what has no translation falls back to English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    #[serde(default)]
    pub en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cs: String,
    #[serde(default, rename = "pt-BR", skip_serializing_if = "String::is_empty")]
    pub pt: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ru: String,
}

impl Labels {
    /// The same word in every language.
    pub fn same(word: &str) -> Labels {
        Labels { en: word.to_owned(), ..Labels::default() }
    }

    pub fn get(&self, language: Language) -> &str {
        let word = match language {
            Language::English => &self.en,
            Language::Czech => &self.cs,
            Language::Portuguese => &self.pt,
            Language::Russian => &self.ru,
        };
        if word.is_empty() { &self.en } else { word }
    }

    /// Every wording, English first, without the empty ones.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.cs, &self.pt, &self.ru].into_iter().map(String::as_str).filter(|word| !word.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_leniently() {
        for (tag, expected) in [
            ("cs", Some(Language::Czech)),
            ("pt_BR.UTF-8", Some(Language::Portuguese)),
            ("PT", Some(Language::Portuguese)),
            ("ru-RU", Some(Language::Russian)),
            ("C.UTF-8", Some(Language::English)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_missing_translation_falls_back_to_english() {
        let labels = Labels { en: "Name".into(), cs: "Název".into(), ..Labels::default() };
        assert_eq!(labels.get(Language::Czech), "Název");
        assert_eq!(labels.get(Language::Russian), "Name");
    }
}
