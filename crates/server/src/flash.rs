//! What is to be said on the next page after a change: a sentence's id and facts, carried over the redirect in a cookie.
//!
//! In: id and facts. Out: a cookie's value and back. Texts are made on the page itself; nothing of it is trusted.

use serde::{Deserialize, Serialize};

/// A sentence for the next page. Never the only place where a failure is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub id: String,
    pub facts: Vec<(String, String)>,
}

impl Flash {
    pub fn new(id: &str) -> Flash {
        Flash { id: id.to_owned(), facts: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Flash {
        self.facts.push((name.to_owned(), value.to_string()));
        self
    }

    /// As a cookie holds it: JSON in hexadecimal digits.
    pub fn to_cookie(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        json.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Only sentences made for this purpose are said.
    pub fn from_cookie(text: &str) -> Option<Flash> {
        let digits = text.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
        let flash: Flash = serde_json::from_slice(&bytes?).ok()?;
        flash.id.starts_with("flash-").then_some(flash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_comes_back_and_nothing_else_does() {
        let flash = Flash::new("flash-saved").with("name", "Jana \"; x");
        assert_eq!(Flash::from_cookie(&flash.to_cookie()), Some(flash));
        for text in ["", "zz", "7b", &Flash::new("refusal-fault").to_cookie()] {
            assert_eq!(Flash::from_cookie(text), None, "{text}");
        }
    }
}
