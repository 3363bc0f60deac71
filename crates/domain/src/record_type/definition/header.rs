//! Headers as words: which spellings of a column header are the same word.
//!
//! In: a header, a label or an alias. Out: the word they are compared by. Never decides which field is meant.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The word of a header: without invisible characters (BOM, zero-width, soft hyphen), outer blanks, text in brackets and a
/// trailing `*` or `:`; NFC, lower case, blanks collapsed. A header that is nothing but brackets keeps them.
pub fn header_word(header: &str) -> String {
    let text: String = header.nfc().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    let word = collapsed(&without_brackets(&text));
    if word.is_empty() { collapsed(&text) } else { word }
}

/// The word without diacritics, hyphens, underscores, points and blanks (`E-mail` = `email`): the second, looser
/// comparison. Scripts stay apart: Russian `Статус` is a stage, English `Status` is not.
pub fn loose_word(header: &str) -> String {
    let bare = header_word(header);
    let bare = bare.nfd().filter(|c| !is_combining_mark(*c));
    bare.filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | '‐' | '‑' | '–')).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
}

fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['*', ':', ' ']).to_owned()
}

/// Text in round or square brackets goes, with the brackets; a bracket that is never closed stays.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let close = if rest[open..].starts_with('(') { ')' } else { ']' };
        let Some(length) = rest[open..].find(close) else { break };
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    out
}
