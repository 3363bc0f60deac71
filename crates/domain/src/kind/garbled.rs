//! Texts that were read in a wrong encoding: UTF-8 taken for windows-1250, -1251 or -1252.
//!
//! In: a text. Out: whether it is garbled. Never mends: only reading the file again in its own encoding does. A real word
//! called garbled is worse than a garbled one missed.

/// Whether a text was UTF-8 read in a one-byte code page (`Ã©`, `PÅ™`, `РџСЂР°РіР°`): every character
/// beyond ASCII must be part of a sound UTF-8 sequence. Real words fail at their first accented letter.
pub(super) fn is_garbled(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    // A real word fails here already: its first letter beyond ASCII begins nothing.
    let Some(lead) = text.chars().find(|c| !c.is_ascii()) else { return false };
    PAGES.iter().any(|page| page.lead(lead).is_some() && page.explains(text))
}

/// A code page that UTF-8 is often mistaken for: how its bytes 0x80 to 0xBF look, and how those look that begin a
/// character in UTF-8.
struct Page {
    /// The looks of 0xC2, 0xC3, 0xC4, 0xC5, 0xD0, 0xD1, 0xE2.
    leads: [char; 7],
    /// The looks of 0x80 to 0xBF; bytes without a character stand for themselves, as control characters.
    tails: &'static str,
    /// Its leading looks are everyday letters, so one pair proves nothing.
    cautious: bool,
}

const LEADS: [u8; 7] = [0xc2, 0xc3, 0xc4, 0xc5, 0xd0, 0xd1, 0xe2];

const PAGES: [Page; 3] = [
    Page {
        leads: ['Â', 'Ã', 'Ä', 'Å', 'Ð', 'Ñ', 'â'],
        tails: "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿",
        cautious: false,
    },
    Page {
        leads: ['Â', 'Ă', 'Ä', 'Ĺ', 'Đ', 'Ń', 'â'],
        tails: "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż",
        cautious: false,
    },
    Page {
        leads: ['В', 'Г', 'Д', 'Е', 'Р', 'С', 'в'],
        tails: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї",
        cautious: true,
    },
];

impl Page {
    fn explains(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let mut before = ' ';
        let (mut pairs, mut cyrillic) = (0u32, true);
        while let Some(c) = chars.next() {
            if c.is_ascii() {
                before = c;
                continue;
            }
            let Some(lead) = self.lead(c) else { return false };
            let Some(next) = chars.next() else { return false };
            let Some(tail) = self.tail(next) else { return false };
            let sound = match lead {
                0xc2 => tail >= 0xa0,
                0xd1 => tail <= 0x9f,
                // Dashes, quotes, the ellipsis, the euro and the number sign.
                0xe2 => matches!(tail, 0x80 | 0x82 | 0x84) && chars.next().is_some_and(|c| self.tail(c).is_some()),
                _ => true,
            };
            // A real capital before real punctuation: `AMANHÃ…`.
            let real = before.is_ascii_uppercase() && matches!(next, '\u{a0}' | '“' | '”' | '‘' | '’' | '…' | '–' | '—' | '»');
            if !sound || real {
                return false;
            }
            cyrillic &= matches!(lead, 0xd0 | 0xd1);
            pairs += 1;
            before = ' ';
        }
        pairs
            >= if !self.cautious {
                1
            } else if cyrillic {
                2
            } else {
                3
            }
    }

    fn lead(&self, c: char) -> Option<u8> {
        self.leads.iter().position(|lead| *lead == c).map(|at| LEADS[at])
    }

    fn tail(&self, c: char) -> Option<u8> {
        self.tails.chars().position(|tail| tail == c).and_then(|at| u8::try_from(0x80 + at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UTF-8 as one of the code pages shows it.
    fn misread(text: &str, page: &Page) -> String {
        let leads = |b: u8| LEADS.iter().position(|lead| *lead == b).map(|at| page.leads[at]);
        let show = |b: u8| match b {
            ..0x80 => Some(char::from(b)),
            0x80..0xc0 => page.tails.chars().nth(usize::from(b - 0x80)),
            _ => leads(b),
        };
        text.bytes().map(|b| show(b).unwrap_or_else(|| panic!("{b:x} of {text}"))).collect()
    }

    #[test]
    fn enc_05_enc_06_enc_07_garbled_texts_are_found() {
        for text in [
            "PÅ™",
            "Ã©",
            "PĹ™Ă\u{ad}bram",
            "RĂˇj",
            "Ð¿Ñ€",
            "SÃ£o Paulo",
            "â€“ text",
            "РџСЂРёРІРµС‚",
            "JosÃ© – Silva".split(" –").next().unwrap_or(""),
        ] {
            assert!(is_garbled(text), "{text}");
        }
        for page in &PAGES {
            assert_eq!(page.tails.chars().count(), 64);
            for text in ["Jiří Dvořák", "São José", "Москва и область", "Žižkov", "Praha – střed", "ação"]
            {
                // One or two Latin letters as Cyrillic pairs could be real words: `Её Её`.
                let pairs = text.chars().filter(|c| !c.is_ascii()).count();
                assert_eq!(is_garbled(&misread(text, page)), !page.cautious || pairs > 2, "{text}");
            }
        }
    }

    #[test]
    fn real_words_are_not_garbled() {
        for text in [
            "Příliš žluťoučký kůň",
            "SÃO PAULO",
            "IRMÃ",
            "AMANHÃ…",
            "Ação",
            "„Groß“",
            "«СССР»",
            "Рёбра",
            "Её Её",
            "ВІННИЦЯ",
            "Å",
            "Ñandú",
            "LIBERTÉ\u{a0}!",
            "Ängström",
            "100 €",
            "5 °C",
            "Ä",
            "ČSOB–Ä",
            "Ре",
            "ОАО «РЖД»",
            "Съезд №5",
            "Ľubica",
            "Ďábel",
            "Ștefan",
            "日本",
            "ГДЕ",
            "N° 5",
        ] {
            assert!(!is_garbled(text), "{text}");
        }
    }
}
