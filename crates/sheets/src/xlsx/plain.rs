//! The cells almost every program writes, taken from the window in one glance: an opening tag with reference, style and
//! type, one value, the closing tags. Whatever differs in the least is left to the reader of tokens, which knows it all.

use std::ops::Range;

use memchr::{memchr, memchr3};

use super::sheet::Kind;

/// A cell as it stands in the window.
pub(super) struct Plain<'w> {
    /// From 0; `None` when the cell names none and follows the last one.
    pub column: Option<u32>,
    pub content: Content<'w>,
    /// Bytes of the whole cell.
    pub length: usize,
}

/// What a cell holds.
pub(super) enum Content<'w> {
    /// Which of the shared texts.
    Shared(usize),
    Own(Own<'w>),
}

/// What stands in the cell itself.
pub(super) struct Own<'w> {
    pub kind: Kind,
    pub style: usize,
    /// Holds no entity and no carriage return.
    pub text: &'w [u8],
    /// What begins by one may stand for another character.
    pub has_underscore: bool,
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
                    let (content, rest) = content(rest, kind, style)?;
                    return Some(Plain { column, content, length: window.len() - rest.len() });
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
    let (mut column, mut rest) = (0, text);
    while let [letter @ b'A'..=b'Z', after @ ..] = rest {
        column = column * 26 + u32::from(letter - b'A') + 1;
        rest = after;
        if column > super::sheet::LAST_COLUMN {
            return None;
        }
    }
    let (_, count) = digits(rest)?;
    Some((column.checked_sub(1)?, rest[count..].strip_prefix(b"\"")?))
}

/// A number of at most eight digits, and what follows it.
#[inline]
fn number(text: &[u8]) -> Option<(usize, &[u8])> {
    let (values, count) = digits(text)?;
    // Moved up, so that the last digit stands in the highest byte and zeros in front of the first. Neighbours are joined to
    // numbers below a hundred, those to numbers below ten thousand, and those to the whole.
    let ones = values << (64 - 8 * count);
    let pairs = (ones * 10 + (ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let whole = (fours * 10_000 + (fours >> 32)) & 0xffff_ffff;
    Some((whole as usize, &text[count..]))
}

/// The values of the digits that come first, of which there are one to eight, and how many they are; the first stands in the
/// lowest byte. Eight bytes are looked at as one word: numbers are of any length, and a loop pays for each wrong guess of its
/// end.
#[inline]
fn digits(text: &[u8]) -> Option<(u64, usize)> {
    let values = u64::from_le_bytes(*text.first_chunk()?) ^ 0x3030_3030_3030_3030;
    // The high bit of each byte above nine. What is carried over spoils only bytes behind the first of them.
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() as usize / 8;
    (count > 0).then_some((values, count))
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

/// What stands between the tags, and what follows the cell.
#[inline]
fn content(text: &[u8], kind: Kind, style: usize) -> Option<(Content<'_>, &[u8])> {
    if kind == Kind::Shared {
        let (index, rest) = number(after(text, b"<v>")?)?;
        return Some((Content::Shared(index), after(rest, b"</v></c>")?));
    }
    let ((text, has_underscore), rest) = own(text, kind)?;
    Some((Content::Own(Own { kind, style, text, has_underscore }), rest))
}

/// The one value between the tags, and what follows the cell.
#[inline]
fn own(text: &[u8], kind: Kind) -> Option<(Value<'_>, &[u8])> {
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

/// The end of a row and the beginning of the next: its number, and the bytes of both tags. `None` when the next row says more of
/// itself than where it stands.
#[inline]
pub(super) fn next_row(window: &[u8]) -> Option<(u32, usize)> {
    let (number, rest) = number(after(window, b"</row><row r=\"")?)?;
    let rest = match rest.strip_prefix(b"\" spans=\"") {
        Some(spans) => &spans[spans.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b':'))?..],
        None => rest,
    };
    Some((u32::try_from(number).ok()?, window.len() - after(rest, b"\">")?.len()))
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

    /// Column, style, text or number of the shared one, what is left.
    fn told(window: &str) -> Option<(Option<u32>, usize, String, &str)> {
        let plain = Plain::of(window.as_bytes())?;
        let (style, text) = match plain.content {
            Content::Shared(index) => (0, index.to_string()),
            Content::Own(own) => (own.style, String::from_utf8(own.text.to_vec()).expect("UTF-8")),
        };
        Some((plain.column, style, text, &window[plain.length..]))
    }

    #[test]
    fn the_usual_cells_are_seen_and_all_others_left() {
        for (window, expected) in [
            (r#"<c r="B2" t="s"><v>17</v></c><c"#, Some((Some(1), 0, "17", "<c"))),
            (r#"<c r="XFD9" s="12" t="n"><v>1.5</v></c>"#, Some((Some(16_383), 12, "1.5", ""))),
            (r#"<c r="A1" t="s"><v>98765432</v></c>"#, Some((Some(0), 0, "98765432", ""))),
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
            (r#"<c r="A1" t="s"><v></v></c>"#, None),
            (r#"<c r="A1" t="s"><v>-1</v></c>"#, None),
            (r#"<c r="A1" t="s"><v>1.5</v></c>"#, None),
            (r#"<c r="A1" t="s"><v>987654321</v></c>"#, None),
            (r#"<c r="XFE1"><v>1</v></c>"#, None),
            (r#"<c r="AAAA1"><v>1</v></c>"#, None),
            (r#"<c r="A"><v>1</v></c>"#, None),
            (r#"<c r="1"><v>1</v></c>"#, None),
            (r#"<c r="A1"/>"#, None),
            (r#"<col min="1"/>"#, None),
            (r#"<x:c r="A1"><x:v>1</x:v></x:c>"#, None),
        ] {
            let expected = expected.map(|(column, style, text, rest)| (column, style, text.to_owned(), rest));
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

    #[test]
    fn the_usual_rows_are_seen_and_all_others_left() {
        for (window, expected) in [
            (r#"</row><row r="2"><c r="A2"/>"#, Some((2, 17))),
            (r#"</row><row r="1048576" spans="1:12"></row>"#, Some((1_048_576, 36))),
            // Cut, hidden, empty, with a height, without a number, the last.
            (r#"</row><row r="2""#, None),
            (r#"</row><row r="2" hidden="1"></row>"#, None),
            (r#"</row><row r="2" spans="1:12" hidden="1"></row>"#, None),
            (r#"</row><row r="2"/><row r="3"></row>"#, None),
            (r#"</row><row r="2" ht="20"></row>"#, None),
            (r#"</row><row r=""></row></sheetData>"#, None),
            (r#"</row><row><c r="A2"/></row>"#, None),
            (r#"</row></sheetData></worksheet>"#, None),
        ] {
            assert_eq!(next_row(window.as_bytes()), expected, "{window}");
        }
    }

    #[test]
    fn numbers_of_every_length_are_read() {
        for text in ["0", "7", "10", "042", "999", "1000", "54321", "654321", "7654321", "12345678", "00000000"] {
            for rest in ["</v></c>", "\" s=\"12\"", "/:;<=>?@", "čččč", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"] {
                let window = format!("{text}{rest}");
                let expected = (text.parse().expect("number"), rest.as_bytes());
                assert_eq!(number(window.as_bytes()), Some(expected), "{window}");
            }
        }
        assert_eq!(number("<12345678".as_bytes()), None);
    }
}
