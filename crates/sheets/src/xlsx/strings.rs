//! The part of shared strings, and the escapes in texts.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem};

use super::plain;
use crate::arena::Arena;
use crate::xml::{Token, Xml, utf8};
use crate::{Limits, SheetError};

pub(super) fn read(mut xml: Xml<'_>, limits: &Limits) -> Result<Arena, SheetError> {
    let mut strings = Arena::within(limits);
    let (mut text, mut in_text) = (Vec::new(), false);
    let (mut in_item, mut places) = (false, Vec::new());
    loop {
        if !in_item {
            plain_strings(&mut xml, &mut places, &mut strings, limits)?;
        }
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"si" => {
                    text.clear();
                    in_item = !empty;
                    if empty {
                        strings.push("", limits)?;
                    }
                }
                b"t" => in_text = !empty,
                // How to pronounce it is not what it says.
                b"rPh" if !empty => xml.skip_element()?,
                _ => {}
            },
            Token::Text(piece) if in_text => {
                piece.append_to(&mut text)?;
                if text.len() > limits.cell_bytes {
                    return Err(too_long(limits));
                }
            }
            Token::Close(b"t") => in_text = false,
            Token::Close(b"si") => {
                in_item = false;
                strings.push(&unescape(&utf8(&text)?), limits)?;
            }
            Token::End => return Ok(strings),
            _ => {}
        }
    }
}

/// The strings from here on that are as plain as most are. What is asked of their bytes is asked once for all that stand in the
/// window; `places` is where they stand there.
fn plain_strings(
    xml: &mut Xml<'_>,
    places: &mut Vec<Range<usize>>,
    strings: &mut Arena,
    limits: &Limits,
) -> Result<(), SheetError> {
    let Some(window) = xml.window() else { return Ok(()) };
    let mut length = 0;
    while let Some((place, item)) = plain::string(&window[length..]) {
        places.push(length + place.start..length + place.end);
        length += item;
    }
    let items = simdutf8::basic::from_utf8(&window[..length]).map_err(|_| SheetError::damaged("xml"))?;
    let has_escapes = memmem::find(items.as_bytes(), b"_x").is_some();
    for place in places.drain(..) {
        let text = &items[place];
        if text.len() > limits.cell_bytes {
            return Err(too_long(limits));
        }
        match has_escapes {
            true => strings.push(&unescape(text), limits)?,
            false => strings.push(text, limits)?,
        }
    }
    xml.consume(length);
    Ok(())
}

/// Which cell shows it is not known yet.
fn too_long(limits: &Limits) -> SheetError {
    SheetError::CellTooLong { row: 0, column: 0, limit: limits.cell_bytes as u64 }
}

/// `_x000D_` stands for a character that XML cannot hold; `_x005F_` for the underscore of such a text meant literally.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'_', text.as_bytes()).and_then(|from| Some(from + text[from..].find("_x")?)) else {
        return Cow::Borrowed(text);
    };
    let (mut units, mut rest) = (text[..first].to_owned(), &text[first..]);
    // A character beyond the basic plane comes as two escapes.
    let mut high: Option<(u16, &str)> = None;
    while let Some(c) = rest.chars().next() {
        let unit = escape_at(rest);
        if let Some((lead, raw)) = high.take() {
            match unit.map(|low| char::decode_utf16([lead, low]).next()) {
                Some(Some(Ok(pair))) => {
                    units.push(pair);
                    rest = &rest[7..];
                    continue;
                }
                _ => units.push_str(raw),
            }
        }
        match unit {
            Some(lead @ 0xd800..=0xdbff) => high = Some((lead, &rest[..7])),
            Some(unit) => match char::from_u32(u32::from(unit)) {
                Some(character) => units.push(character),
                None => units.push_str(&rest[..7]),
            },
            None => {
                units.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        }
        rest = &rest[7..];
    }
    if let Some((_, raw)) = high {
        units.push_str(raw);
    }
    Cow::Owned(units)
}

fn escape_at(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_closed = text.as_bytes().get(6) == Some(&b'_');
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_closed && is_hex { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the items, joined by bars.
    fn texts(items: &[u8], limits: &Limits) -> Result<String, SheetError> {
        let part = [b"<sst>", items, b"</sst>"].concat();
        let strings = read(Xml::new(Box::new(part.as_slice()))?, limits)?;
        Ok((0..).map_while(|index| strings.get(index)).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn strings_of_one_window_are_judged_together_and_kept_apart() {
        let limits = Limits { cell_bytes: 6, ..Limits::default() };
        let damaged = Err(SheetError::damaged("xml"));
        let too_long = Err(SheetError::CellTooLong { row: 0, column: 0, limit: 6 });
        for (items, expected) in [
            (&b"<si><t>a</t></si><si><t></t></si><si><t>\xc4\x8d</t></si>"[..], Ok("a||č".to_owned())),
            (b"<si><t>a_x</t></si><si/><si><t>&lt;</t></si><si><t>b</t></si>", Ok("a_x||<|b".to_owned())),
            (b"<si><t>\xc4</t></si><si><t>\x8d</t></si>", damaged.clone()),
            (b"<si><t>a</t></si><si><t>\xff</t></si>", damaged),
            (b"<si><t>sixsix</t></si>", Ok("sixsix".to_owned())),
            (b"<si><t>a</t></si><si><t>sevense</t></si>", too_long),
        ] {
            assert_eq!(texts(items, &limits), expected, "{}", String::from_utf8_lossy(items));
        }
        assert_eq!(texts(b"<si><t>a_x0009_</t></si><si><t>_x_</t></si>", &Limits::default()), Ok("a\t|_x_".to_owned()));
    }

    #[test]
    fn escapes_of_unprintable_characters_are_resolved() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xd83d__xDE00_!", "😀!"),
            ("_xd83d_!", "_xd83d_!"),
            ("_x12G4_ _x123_ _x", "_x12G4_ _x123_ _x"),
            ("č_x0009_č", "č\tč"),
        ] {
            assert_eq!(unescape(text), expected, "{text}");
        }
    }
}
