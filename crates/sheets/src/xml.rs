//! A pull reader for the XML of workbooks: text and tags in, without namespaces and without ever holding more than one
//! tag or a piece of text. Refuses document types, unknown entities and unknown encodings. Does not check names of
//! closing tags; it counts them.
//!
//! Of our own because the general readers keep a whole text in memory before they hand it out, which is what a hostile
//! workbook waits for, and cost several times the inflating.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr2, memchr3, memmem};

use crate::SheetError;
use crate::decode::fill;

const CHUNK: usize = 64 << 10;
/// Longest tag with its attributes.
const TAG_MAX: usize = 256 << 10;

pub(crate) struct Xml<'a> {
    source: Box<dyn Read + 'a>,
    window: Vec<u8>,
    at: usize,
    end: usize,
    is_drained: bool,
    depth: u32,
    has_root: bool,
    in_cdata: bool,
}

pub(crate) enum Token<'t> {
    /// `empty` tags get no closing token.
    Open {
        tag: Tag<'t>,
        empty: bool,
    },
    Close(&'t [u8]),
    /// A piece of text; to be appended by [`Piece::append_to`].
    Text(Piece<'t>),
    End,
}

#[derive(Clone, Copy)]
pub(crate) struct Piece<'t> {
    raw: &'t [u8],
    is_cdata: bool,
}

/// Name without prefix, and attributes.
#[derive(Clone, Copy)]
pub(crate) struct Tag<'t> {
    pub name: &'t [u8],
    attributes: &'t [u8],
}

/// A token as places in the window, so that finding it and lending it are two steps.
enum Span {
    Open { from: usize, to: usize, empty: bool },
    Close { from: usize, to: usize },
    Text { from: usize, to: usize, is_cdata: bool },
    End,
}

impl<'a> Xml<'a> {
    pub fn new(mut source: Box<dyn Read + 'a>) -> Result<Xml<'a>, SheetError> {
        let mut first = [0; 4];
        let length = fill(&mut source, &mut first)?;
        let wide = match first[..length] {
            [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] | [0, b'<', ..] => Some(UTF_16BE),
            _ => None,
        };
        let mark = if first.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let start = Cursor::new(first[mark..length.max(mark)].to_vec());
        let source: Box<dyn Read + 'a> = match wide {
            Some(encoding) => Box::new(Narrow {
                source: start.chain(source),
                decoder: encoding.new_decoder_with_bom_removal(),
                text: Vec::new(),
                given: 0,
                is_drained: false,
            }),
            None => Box::new(start.chain(source)),
        };
        Ok(Xml { source, window: vec![0; CHUNK], at: 0, end: 0, is_drained: false, depth: 0, has_root: false, in_cdata: false })
    }

    pub fn next(&mut self) -> Result<Token<'_>, SheetError> {
        let span = self.advance()?;
        Ok(match span {
            Span::Open { from, to, empty } => {
                let inside = &self.window[from..to];
                let name = inside.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).unwrap_or(inside.len());
                Token::Open { tag: Tag { name: local(&inside[..name]), attributes: &inside[name..] }, empty }
            }
            Span::Close { from, to } => Token::Close(local(self.window[from..to].trim_ascii_end())),
            Span::Text { from, to, is_cdata } => Token::Text(Piece { raw: &self.window[from..to], is_cdata }),
            Span::End => Token::End,
        })
    }

    /// What was read and not yet given, when it starts with markup; for readers that know at a glance what they see.
    #[inline]
    pub fn window(&self) -> Option<&[u8]> {
        let window = &self.window[self.at..self.end];
        (!self.in_cdata && window.first() == Some(&b'<')).then_some(window)
    }

    /// Passes over markup of the window that opens as many elements as it closes.
    #[inline]
    pub fn consume(&mut self, length: usize) {
        self.at += length;
    }

    /// Skips the content of an element whose opening tag was just given.
    pub fn skip_element(&mut self) -> Result<(), SheetError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.advance()?, Span::End) {
                return Err(SheetError::damaged("xml"));
            }
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<Span, SheetError> {
        loop {
            if self.in_cdata {
                match self.cdata()? {
                    Some(span) => return Ok(span),
                    None => continue,
                }
            }
            if self.at == self.end && !self.more()? {
                return if self.depth == 0 && self.has_root { Ok(Span::End) } else { Err(SheetError::damaged("xml")) };
            }
            if self.window[self.at] != b'<' {
                match self.text()? {
                    Some(span) => return Ok(span),
                    None => continue,
                }
            }
            // Enough to tell the kinds of markup apart; a closing tag may be shorter.
            while self.end - self.at < 9 && self.more()? {}
            let rest = &self.window[self.at..self.end];
            match rest {
                [b'<', b'!', b'-', b'-', ..] => self.skip_past(4, b"-->")?,
                [b'<', b'!', ..] if rest.starts_with(b"<![CDATA[") => {
                    self.at += 9;
                    self.in_cdata = true;
                }
                [b'<', b'!', ..] if rest.len() >= 9 && rest[2..9].eq_ignore_ascii_case(b"doctype") => {
                    return Err(SheetError::hostile("dtd"));
                }
                [b'<', b'!', ..] => return Err(SheetError::damaged("xml")),
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', b'/', ..] => return self.close(),
                _ => return self.open(),
            }
        }
    }

    fn text(&mut self) -> Result<Option<Span>, SheetError> {
        let window = &self.window[self.at..self.end];
        let length = match memchr(b'<', window) {
            Some(length) => length,
            None if self.is_drained => window.len(),
            None => {
                // An entity or a line end may be cut: it waits for the rest.
                let tail = window.len().saturating_sub(16);
                match window[tail..].iter().rposition(|byte| matches!(byte, b'&' | b'\r')) {
                    Some(cut) => tail + cut,
                    None => window.len(),
                }
            }
        };
        if length == 0 {
            if !self.more()? {
                self.is_drained = true;
            }
            return Ok(None);
        }
        let from = self.at;
        self.at += length;
        Ok(Some(Span::Text { from, to: self.at, is_cdata: false }))
    }

    fn cdata(&mut self) -> Result<Option<Span>, SheetError> {
        let window = &self.window[self.at..self.end];
        let length = match memmem::find(window, b"]]>") {
            Some(0) => {
                self.at += 3;
                self.in_cdata = false;
                return Ok(None);
            }
            Some(length) => length,
            None => window.len().saturating_sub(2),
        };
        if length == 0 {
            return if self.more()? { Ok(None) } else { Err(SheetError::damaged("xml")) };
        }
        let from = self.at;
        self.at += length;
        Ok(Some(Span::Text { from, to: self.at, is_cdata: true }))
    }

    fn open(&mut self) -> Result<Span, SheetError> {
        // Scans on from where the last window ended; offsets count from the `<`.
        let (mut scanned, mut quote) = (1, None);
        let length = loop {
            let window = &self.window[self.at + scanned..self.end];
            let found = match quote {
                Some(quote) => memchr(quote, window),
                None => memchr3(b'>', b'"', b'\'', window),
            };
            match found {
                Some(step) => {
                    let byte = window[step];
                    scanned += step + 1;
                    match (quote, byte) {
                        (None, b'>') => break scanned,
                        (None, _) => quote = Some(byte),
                        (Some(_), _) => quote = None,
                    }
                }
                None => {
                    scanned = self.end - self.at;
                    self.more_of_tag()?;
                }
            }
        };
        let from = self.at + 1;
        let mut to = self.at + length - 1;
        self.at += length;
        let empty = to > from && self.window[to - 1] == b'/';
        if empty {
            to -= 1;
        } else {
            self.depth += 1;
        }
        self.has_root = true;
        if from == to { Err(SheetError::damaged("xml")) } else { Ok(Span::Open { from, to, empty }) }
    }

    fn close(&mut self) -> Result<Span, SheetError> {
        let mut scanned = 2;
        let length = loop {
            match memchr(b'>', &self.window[self.at + scanned..self.end]) {
                Some(step) => break scanned + step + 1,
                None => {
                    scanned = self.end - self.at;
                    self.more_of_tag()?;
                }
            }
        };
        let from = self.at + 2;
        self.at += length;
        self.depth = self.depth.checked_sub(1).ok_or_else(|| SheetError::damaged("xml"))?;
        Ok(Span::Close { from, to: self.at - 1 })
    }

    fn instruction(&mut self) -> Result<(), SheetError> {
        // Behind the `<?`: in `<?>` the mark of the end would otherwise begin within that of the start.
        let length = loop {
            match memmem::find(&self.window[self.at + 2..self.end], b"?>") {
                Some(length) => break length + 2,
                None => self.more_of_tag()?,
            }
        };
        let inside = &self.window[self.at + 2..self.at + length];
        if let Some(attributes) = inside.strip_prefix(b"xml ") {
            let tag = Tag { name: b"xml", attributes };
            // The bytes were judged by their form; a label that says another thing is an attempt to hide something.
            if let Some(label) = tag.attribute(b"encoding") {
                let label = label.to_ascii_lowercase();
                if !matches!(&label[..], b"utf-8" | b"utf8" | b"us-ascii" | b"ascii" | b"utf-16" | b"utf-16le" | b"utf-16be") {
                    return Err(SheetError::damaged("xml-encoding"));
                }
            }
        }
        self.at += length + 2;
        Ok(())
    }

    fn skip_past(&mut self, start: usize, end: &[u8]) -> Result<(), SheetError> {
        self.at += start;
        loop {
            match memmem::find(&self.window[self.at..self.end], end) {
                Some(length) => {
                    self.at += length + end.len();
                    return Ok(());
                }
                None => {
                    self.at = self.end.saturating_sub(end.len() - 1).max(self.at);
                    if !self.more()? {
                        return Err(SheetError::damaged("xml"));
                    }
                }
            }
        }
    }

    fn more_of_tag(&mut self) -> Result<(), SheetError> {
        if self.end - self.at > TAG_MAX || !self.more()? {
            return Err(SheetError::damaged("xml"));
        }
        Ok(())
    }

    /// Reads on; the rest of the window moves to its start. False at the end of the part.
    fn more(&mut self) -> Result<bool, SheetError> {
        self.window.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        if self.window.len() - self.end < CHUNK / 2 {
            self.window.resize(self.window.len() + CHUNK, 0);
        }
        let read = loop {
            match self.source.read(&mut self.window[self.end..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.end += read;
        self.is_drained = read == 0;
        Ok(read > 0)
    }
}

impl<'t> Tag<'t> {
    /// Name without prefix and raw value of each attribute; namespace declarations are left out.
    pub fn attributes(&self) -> Attributes<'t> {
        Attributes { rest: self.attributes }
    }

    /// The raw value.
    pub fn attribute(&self, name: &[u8]) -> Option<&'t [u8]> {
        self.attributes().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// The value with its entities resolved.
    pub fn text_of(&self, name: &[u8]) -> Result<Option<String>, SheetError> {
        let Some(raw) = self.attribute(name) else { return Ok(None) };
        let mut text = Vec::new();
        unescape(raw, &mut text)?;
        String::from_utf8(text).map(Some).map_err(|_| SheetError::damaged("xml"))
    }

    pub fn number_of<N: std::str::FromStr>(&self, name: &[u8]) -> Option<N> {
        std::str::from_utf8(self.attribute(name)?).ok()?.trim().parse().ok()
    }

    pub fn is_true(&self, name: &[u8]) -> bool {
        self.attribute(name).is_some_and(truth)
    }
}

/// XML Schema's two ways to say yes, and a common third.
pub(crate) fn truth(value: &[u8]) -> bool {
    value == b"1" || value.eq_ignore_ascii_case(b"true") || value.eq_ignore_ascii_case(b"on")
}

pub(crate) struct Attributes<'t> {
    rest: &'t [u8],
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t [u8], &'t [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let equals = memchr(b'=', self.rest)?;
            let name = self.rest[..equals].trim_ascii();
            let value = self.rest[equals + 1..].trim_ascii_start();
            let (quote, value) = value.split_first()?;
            if !matches!(quote, b'"' | b'\'') {
                return None;
            }
            let length = memchr(*quote, value)?;
            self.rest = &value[length + 1..];
            if !name.starts_with(b"xmlns") {
                return Some((local(name), &value[..length]));
            }
        }
    }
}

impl Piece<'_> {
    /// Entities resolved, line ends made one line feed.
    #[inline]
    pub fn append_to(&self, text: &mut Vec<u8>) -> Result<(), SheetError> {
        if self.is_cdata {
            text.extend_from_slice(self.raw);
            return Ok(());
        }
        unescape(self.raw, text)
    }
}

fn unescape(raw: &[u8], to: &mut Vec<u8>) -> Result<(), SheetError> {
    let mut rest = raw;
    while let Some(at) = memchr2(b'&', b'\r', rest) {
        to.extend_from_slice(&rest[..at]);
        if rest[at] == b'\r' {
            to.push(b'\n');
            rest = &rest[at + 1..];
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            continue;
        }
        let length = memchr(b';', &rest[at..]).filter(|length| *length <= 12).ok_or_else(|| SheetError::damaged("xml-entity"))?;
        let character = entity(&rest[at + 1..at + length]).ok_or_else(|| SheetError::damaged("xml-entity"))?;
        to.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &rest[at + length + 1..];
    }
    to.extend_from_slice(rest);
    Ok(())
}

fn entity(name: &[u8]) -> Option<char> {
    Some(match name {
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?)?,
        [b'#', digits @ ..] => char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?)?,
        _ => return None,
    })
}

#[inline]
fn local(name: &[u8]) -> &[u8] {
    match memchr(b':', name) {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

/// The text of a piece of UTF-8, or a refusal.
pub(crate) fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| SheetError::damaged("xml"))
}

/// A UTF-16 part as UTF-8.
struct Narrow<R> {
    source: R,
    decoder: Decoder,
    text: Vec<u8>,
    given: usize,
    is_drained: bool,
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.text.len() && !self.is_drained {
            let mut raw = [0; 8_192];
            let length = fill(&mut self.source, &mut raw)?;
            self.is_drained = length < raw.len();
            self.text.resize(raw.len() * 3 + 16, 0);
            let (_, _, written, had_errors) = self.decoder.decode_to_utf8(&raw[..length], &mut self.text, self.is_drained);
            if had_errors {
                return Err(std::io::Error::other(SheetError::damaged("xml-encoding")));
            }
            self.text.truncate(written);
            self.given = 0;
        }
        let length = buffer.len().min(self.text.len() - self.given);
        buffer[..length].copy_from_slice(&self.text[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All tokens in one line; the source gives one byte at a time, so that every place is a seam.
    fn tokens(text: &[u8]) -> Result<String, SheetError> {
        struct Drops<'a>(&'a [u8]);
        impl Read for Drops<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let Some((byte, rest)) = self.0.split_first() else { return Ok(0) };
                self.0 = rest;
                buffer[0] = *byte;
                Ok(1)
            }
        }
        let mut xml = Xml::new(Box::new(Drops(text)))?;
        let mut seen = Vec::new();
        loop {
            match xml.next()? {
                Token::Open { tag, empty } => {
                    seen.push(b'<');
                    seen.extend_from_slice(tag.name);
                    for (name, value) in tag.attributes() {
                        seen.push(b' ');
                        seen.extend_from_slice(name);
                        seen.push(b'=');
                        seen.extend_from_slice(value);
                    }
                    seen.extend_from_slice(if empty { b"/>" } else { b">" });
                }
                Token::Close(name) => {
                    seen.extend_from_slice(b"</");
                    seen.extend_from_slice(name);
                    seen.push(b'>');
                }
                Token::Text(piece) => piece.append_to(&mut seen)?,
                Token::End => return Ok(String::from_utf8(seen).expect("UTF-8")),
            }
        }
    }

    #[test]
    fn tokens_come_whole_over_every_seam() {
        for (text, expected) in [
            ("<a><b x='1' y=\"&gt;>\"/>t</a>", "<a><b x=1 y=&gt;>/>t</a>"),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:a xmlns:x='u'>&lt;&#65;&#x10d;</x:a>", "\n<a><Ač</a>"),
            ("<a>1<!-- <b> & -->2<![CDATA[<&]]]]>3</a >", "<a>12<&]]3</a>"),
            ("<a>\r\nb\rc</a>", "<a>\nb\nc</a>"),
            ("\u{feff}<a>čaj</a>", "<a>čaj</a>"),
        ] {
            assert_eq!(tokens(text.as_bytes()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn sec_03_document_types_are_refused_in_every_encoding() {
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), &wide, &marked] {
            assert_eq!(tokens(bytes), Err(SheetError::hostile("dtd")));
        }
        assert_eq!(tokens(b"<?xml version='1.0' encoding='UTF-7'?><a/>"), Err(SheetError::damaged("xml-encoding")));
    }

    #[test]
    fn broken_xml_is_damaged() {
        for text in [
            "",
            "<a>",
            "<a",
            "<?><a/>",
            "<a><?></a>",
            "</a>",
            "<a>&x;</a>",
            "<a>&amp</a>",
            "<a>&#xd800;</a>",
            "<a><![CDATA[x</a>",
            "<a><!--",
            "<>",
        ] {
            assert!(matches!(tokens(text.as_bytes()), Err(SheetError::Damaged { .. })), "{text}");
        }
    }
}
