//! The matching form of a text: what unique keys and look-ups by name compare.
//!
//! In: any text. Out: NFKC, lower case, Latin letters without diacritics, `ё` as `е`, blanks collapsed, invisible
//! characters gone. Never stored as a value; other scripts keep their letters.

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;

use super::common::is_invisible;

/// The matching form of a text. `"  Kateřina\u{a0}NOVÁKOVÁ "` and `"katerina novakova"` fold to the same.
pub fn fold(text: &str) -> CompactString {
    if is_plain(text) {
        let mut plain = CompactString::new(text);
        plain.make_ascii_lowercase();
        return plain;
    }
    let mut folded = Folded { text: CompactString::with_capacity(text.len()), blank: false };
    if text.is_ascii() {
        text.bytes().for_each(|b| folded.push_ascii(b));
    } else if text.chars().all(is_composed) {
        text.chars().for_each(|c| folded.push(c));
    } else {
        text.nfkc().for_each(|c| folded.push(c));
    }
    folded.text
}

/// ASCII without control characters and with single blanks inside: only its case has to go.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |b: Option<&u8>| b.is_none_or(|b| *b != b' ');
    ends(bytes.first())
        && ends(bytes.last())
        && bytes.iter().all(|b| (0x20..0x7f).contains(b))
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// Characters that NFKC leaves alone whatever stands beside them: ASCII, Latin and Cyrillic letters, the no-break space
/// (which becomes a blank either way).
fn is_composed(c: char) -> bool {
    let latin = matches!(c, '\u{c0}'..='\u{17e}') && !matches!(c, '\u{13f}' | '\u{140}' | '\u{149}');
    c.is_ascii() || c == '\u{a0}' || latin || matches!(c, '\u{400}'..='\u{45f}')
}

struct Folded {
    text: CompactString,
    /// A blank is due before the next character.
    blank: bool,
}

impl Folded {
    fn push_ascii(&mut self, b: u8) {
        if b.is_ascii_whitespace() || b == 0x0b {
            self.blank = true;
        } else {
            self.put(char::from(b.to_ascii_lowercase()));
        }
    }

    fn push(&mut self, c: char) {
        match c {
            _ if c.is_ascii() => self.push_ascii(c as u8),
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => self.push_latin(c),
            'ё' | 'Ё' => self.put('е'),
            '\u{300}'..='\u{36f}' => {}
            _ if c.is_whitespace() => self.blank = true,
            _ if is_invisible(c) => {}
            _ => c.to_lowercase().for_each(|c| self.put(c)),
        }
    }

    fn push_latin(&mut self, c: char) {
        match deunicode::deunicode_char(c) {
            Some(plain) if !plain.is_empty() => plain.bytes().for_each(|b| self.put(char::from(b.to_ascii_lowercase()))),
            _ => c.to_lowercase().for_each(|c| self.put(c)),
        }
    }

    fn put(&mut self, c: char) {
        if self.blank && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.blank = false;
        self.text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn val_16_texts_that_look_alike_fold_alike() {
        for (text, expected) in [
            ("", ""),
            ("  John   SMITH ", "john smith"),
            ("Kateřina\u{a0}NOVÁKOVÁ", "katerina novakova"),
            ("Kater\u{30c}ina", "katerina"),
            ("São Paulo", "sao paulo"),
            ("Ёлкин Йод", "елкин йод"),
            ("И\u{306}од", "йод"),
            ("Jo\u{200b}hn\u{feff}", "john"),
            ("ﬁrma Ⅳ", "firma iv"),
            ("Straße Øre", "strasse ore"),
            ("ＡＢＣ", "abc"),
            ("a\u{2003}\t\r\nb", "a b"),
            ("\u{a0}", ""),
            ("日本", "日本"),
        ] {
            assert_eq!(fold(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[ a-zA-Z0-9á-žÀ-ŽА-яёЁ\u{a0}\u{301}\u{200b}.'-]{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn upper_and_lower_case_fold_alike(text in "[ a-zá-žа-яё]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        }
    }
}
