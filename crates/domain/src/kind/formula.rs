//! Texts that a spreadsheet would take for a formula, and the way back.
//!
//! In: any text. Out: the same text, with one apostrophe more or less in front. `unescape(escape(x)) == x` for every
//! text, those that begin with apostrophes of their own included.

use std::borrow::Cow;

/// Whether a spreadsheet could run this text: apostrophes, then one of the signs that start a formula.
fn is_formula_like(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    matches!(rest.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n'))
}

/// Makes a text harmless for a spreadsheet by one leading apostrophe; other texts stay as they are.
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes back what [`escape`] did. A text that was never escaped and does not look so is left alone.
pub fn unescape(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.strip_prefix('\'').filter(|rest| is_formula_like(rest)).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn web_07_formulas_are_neutralised() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            ("+420", "'+420"),
            ("-5", "'-5"),
            ("@SUM", "'@SUM"),
            ("\t=1", "'\t=1"),
            ("\r", "'\r"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(escape(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn web_07_every_text_comes_back(text in "'{0,3}[=+@\t\r\na-]{0,3}.{0,8}") {
            let escaped = escape(&text);
            prop_assert_eq!(unescape(&escaped), text.as_str());
            prop_assert!(!matches!(escaped.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n')));
        }
    }
}
