//! The part of shared strings, and the escapes in texts.

use std::borrow::Cow;

use memchr::memchr;

use super::plain;
use crate::arena::Arena;
use crate::xml::{Token, Xml, utf8};
use crate::{Limits, SheetError};

pub(super) fn read(mut xml: Xml<'_>, limits: &Limits) -> Result<Arena, SheetError> {
    let mut strings = Arena::within(limits);
    let (mut text, mut in_text) = (Vec::new(), false);
    let mut in_item = false;
    loop {
        while !in_item && let Some((plain, length)) = xml.window().and_then(plain::string) {
            let plain = simdutf8::basic::from_utf8(plain).map_err(|_| SheetError::damaged("xml"))?;
            if plain.len() > limits.cell_bytes {
                return Err(too_long(limits));
            }
            strings.push(&unescape(plain), limits)?;
            xml.consume(length);
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
    use super::unescape;

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
