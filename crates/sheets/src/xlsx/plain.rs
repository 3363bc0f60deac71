//! The cells almost every program writes, taken from the window in one glance: an opening tag with reference, style and
//! type, one value, the closing tags. Whatever differs in the least is left to the reader of tokens, which knows it all.

use std::ops::Range;

use memchr::{memchr, memchr3};

use super::sheet::Kind;

/// A cell as it stands in the window.
pub(super) struct Plain<'w> {
    /// From 0; `None` when the cell names none and follows the last one.
    pub column: Option<u32>,
    pub style: usize,
    pub kind: Kind,
    /// Holds no entity and no carriage return.
    pub text: &'w [u8],
    /// What begins by one may stand for another character.
    pub has_underscore: bool,
    /// Bytes of the whole cell.
    pub length: usize,
}

impl<'w> Plain<'w> {
    /// `None` when the window does not start with such a cell, or ends within it.
    #[inline]
    pub fn of(window: &'w [u8]) -> Option<Plain<'w>> {
        let mut rest = after(window, b"<c")?;
        let (mut column, mut style, mut kind) = (None, 0, Kind::Number);
        loop {
            rest = match rest {
                [b'>', rest @ ..] => {
                    let ((text, has_underscore), rest) = content(rest, kind)?;
                    let length = window.len() - rest.len();
                    return Some(Plain { column, style, kind, text, has_underscore, length });
                }
                [b' ', b'r', b'=', b'"', rest @ ..] => {
                    let (found, rest) = reference(rest)?;
                    column = Some(found);
                    rest
                }
                [b' ', b's', b'=', b'"', rest @ ..] => {
                    let (found, rest) = number(rest)?;
                    style = found;
                    rest.strip_prefix(b"\"")?
                }
                [b' ', b't', b'=', b'"', rest @ ..] => {
                    let (found, rest) = kind_of(rest)?;
                    kind = found;
                    rest
                }
                _ => return None,
            };
        }
    }
}

/// Column from 0, and what follows the closing quote.
#[inline]
fn reference(text: &[u8]) -> Option<(u32, &[u8])> {
    let mut column = 0;
    let mut at = 0;
    while let Some(letter) = text.get(at).filter(|byte| byte.is_ascii_uppercase()) {
        column = column * 26 + u32::from(letter - b'A') + 1;
        at += 1;
        if at > 3 {
            return None;
        }
    }
    let digits = at;
    while text.get(at)?.is_ascii_digit() {
        at += 1;
    }
    let is_reference = column > 0 && column <= super::sheet::LAST_COLUMN && at > digits && text[at] == b'"';
    is_reference.then(|| (column - 1, &text[at + 1..]))
}

/// A number of at most nine digits, and what follows it.
#[inline]
pub(super) fn number(text: &[u8]) -> Option<(usize, &[u8])> {
    let (mut number, mut at) = (0, 0);
    while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
        number = number * 10 + usize::from(digit - b'0');
        at += 1;
        if at > 9 {
            return None;
        }
    }
    (at > 0).then(|| (number, &text[at..]))
}

#[inline]
fn kind_of(text: &[u8]) -> Option<(Kind, &[u8])> {
    Some(match text {
        [b's', b'"', rest @ ..] => (Kind::Shared, rest),
        [b'n', b'"', rest @ ..] => (Kind::Number, rest),
        [b'b', b'"', rest @ ..] => (Kind::Bool, rest),
        [b's', b't', b'r', b'"', rest @ ..] => (Kind::FormulaText, rest),
        _ => (Kind::Inline, after(text, b"inlineStr\"")?),
    })
}

/// The one value between the tags, and what follows the cell.
#[inline]
fn content(text: &[u8], kind: Kind) -> Option<(Value<'_>, &[u8])> {
    if kind != Kind::Inline {
        let (value, rest) = value(after(text, b"<v>")?)?;
        return Some((value, after(rest, b"</v></c>")?));
    }
    let text = match after(text, b"<is><t>") {
        Some(text) => text,
        None => after(text, b"<is><t xml:space=\"preserve\">")?,
    };
    let (value, rest) = value(text)?;
    Some((value, after(rest, b"</t></is></c>")?))
}

/// A text up to the next tag, and whether it holds an underscore.
type Value<'w> = (&'w [u8], bool);

/// A text without entities and carriage returns, and what follows it. Most are shorter than what a search for a byte
/// needs to get going, so the first bytes are looked at one by one.
#[inline]
fn value(text: &[u8]) -> Option<(Value<'_>, &[u8])> {
    const NEAR: usize = 24;
    let mut has_underscore = false;
    for (at, byte) in text.iter().take(NEAR).enumerate() {
        match byte {
            b'<' => return Some(((&text[..at], has_underscore), &text[at..])),
            b'&' | b'\r' => return None,
            b'_' => has_underscore = true,
            _ => {}
        }
    }
    let far = text.get(NEAR..)?;
    let at = NEAR + memchr3(b'<', b'&', b'\r', far)?;
    has_underscore = has_underscore || memchr(b'_', &text[NEAR..at]).is_some();
    (text[at] == b'<').then_some(((&text[..at], has_underscore), &text[at..]))
}

#[inline]
fn after<'w, const N: usize>(text: &'w [u8], what: &[u8; N]) -> Option<&'w [u8]> {
    let (head, rest) = text.split_first_chunk::<N>()?;
    (head == what).then_some(rest)
}

/// A shared string of one plain text: where in the window the text stands, and the bytes of the whole item.
#[inline]
pub(super) fn string(window: &[u8]) -> Option<(Range<usize>, usize)> {
    let text = match after(window, b"<si><t>") {
        Some(text) => text,
        None => after(window, b"<si><t xml:space=\"preserve\">")?,
    };
    let ((value, _), rest) = value(text)?;
    let from = window.len() - text.len();
    Some((from..from + value.len(), window.len() - after(rest, b"</t></si>")?.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Column, style, text, what is left.
    fn told(window: &str) -> Option<(Option<u32>, usize, &str, &str)> {
        let plain = Plain::of(window.as_bytes())?;
        Some((plain.column, plain.style, std::str::from_utf8(plain.text).expect("UTF-8"), &window[plain.length..]))
    }

    #[test]
    fn the_usual_cells_are_seen_and_all_others_left() {
        for (window, expected) in [
            (r#"<c r="B2" t="s"><v>17</v></c><c"#, Some((Some(1), 0, "17", "<c"))),
            (r#"<c r="XFD9" s="12" t="n"><v>1.5</v></c>"#, Some((Some(16_383), 12, "1.5", ""))),
            (r#"<c><v>1</v></c>"#, Some((None, 0, "1", ""))),
            (r#"<c r="A1" t="inlineStr"><is><t>čaj</t></is></c>x"#, Some((Some(0), 0, "čaj", "x"))),
            (r#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>"#, Some((Some(0), 0, " a ", ""))),
            (r#"<c r="A1" t="b"><v></v></c>"#, Some((Some(0), 0, "", ""))),
            // Cut, entities, formulas, rich text, other tags and attributes, columns that are none.
            (r#"<c r="A1"><v>1</v></"#, None),
            (r#"<c r="A1""#, None),
            (r#"<c r="A1" t="str"><v>a&amp;b</v></c>"#, None),
            (r#"<c r="A1"><f>B1</f><v>1</v></c>"#, None),
            (r#"<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>"#, None),
            (r#"<c r="A1" t="e"><v>#N/A</v></c>"#, None),
            (r#"<c r="A1" cm="1"><v>1</v></c>"#, None),
            (r#"<c r="XFE1"><v>1</v></c>"#, None),
            (r#"<c r="AAAA1"><v>1</v></c>"#, None),
            (r#"<c r="A"><v>1</v></c>"#, None),
            (r#"<c r="1"><v>1</v></c>"#, None),
            (r#"<c r="A1"/>"#, None),
            (r#"<col min="1"/>"#, None),
            (r#"<x:c r="A1"><x:v>1</x:v></x:c>"#, None),
        ] {
            assert_eq!(told(window), expected, "{window}");
        }
    }

    #[test]
    fn the_usual_strings_are_seen_and_all_others_left() {
        for (window, expected) in [
            ("<si><t>a</t></si><si>", Some(("a", 17))),
            ("<si><t xml:space=\"preserve\"> a</t></si>", Some((" a", 39))),
            ("<si><t>a&lt;</t></si>", None),
            ("<si><r><t>a</t></r></si>", None),
            ("<si><t>a</t><rPh><t>b</t></rPh></si>", None),
            ("<si><t>a</t></s", None),
        ] {
            let found = string(window.as_bytes()).map(|(place, length)| (&window[place], length));
            assert_eq!(found, expected, "{window}");
        }
    }
}
