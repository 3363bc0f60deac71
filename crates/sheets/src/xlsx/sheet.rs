//! One sheet as a stream of rows.

use kartoteka_domain::cell::Cell;

use super::plain::{self, Content, Own, Plain};
use super::strings::unescape;
use super::waiting::Waiting;
use crate::arena::Arena;
use crate::collect::{Collector, Stop};
use crate::number_format::Shown;
use crate::xml::{Tag, Token, Xml, truth};
use crate::{Note, SheetError, serial};

/// The last row a workbook can have.
const LAST_ROW: u32 = 1_048_576;
pub(super) const LAST_COLUMN: u32 = 16_384;

/// What the sheets of a workbook share.
pub(super) struct Book<'b> {
    pub strings: &'b Arena,
    pub styles: &'b [Shown],
    pub is_1904: bool,
}

/// How the content of a cell is to be read: its attribute `t`.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Number,
    Shared,
    Inline,
    FormulaText,
    Bool,
    Error,
    Date,
}

/// How far the reader is.
#[derive(Clone, Copy)]
struct At {
    row: u32,
    /// Of the next cell, when it does not say its own; from 0.
    column: u32,
}

impl At {
    fn may_be_followed_by(self, row: u32) -> bool {
        row > self.row && row <= LAST_ROW
    }
}

struct Current {
    column: u32,
    style: usize,
    kind: Kind,
    has_formula: bool,
    text: Vec<u8>,
}

pub(super) fn read(xml: Xml<'_>, book: &Book<'_>, collector: &mut Collector<'_>) -> Result<(), Stop> {
    let mut hidden_columns = 0;
    let mut formulas = (0, 0);
    let outcome = rows(xml, book, collector, &mut hidden_columns, &mut formulas);
    if hidden_columns > 0 {
        collector.notes.push(Note::HiddenColumns { count: hidden_columns });
    }
    if formulas.0 > 0 {
        collector.notes.push(Note::FormulaWithoutValue { count: formulas.0, first_row: formulas.1 });
    }
    outcome
}

fn rows(
    mut xml: Xml<'_>,
    book: &Book<'_>,
    collector: &mut Collector<'_>,
    hidden_columns: &mut u32,
    formulas: &mut (u32, u32),
) -> Result<(), Stop> {
    let mut at = At { row: 0, column: 0 };
    let (mut in_row, mut in_cell, mut in_text) = (false, false, false);
    let mut waiting = Waiting::new(book.strings);
    let mut cell = Current { column: 0, style: 0, kind: Kind::Number, has_formula: false, text: Vec::new() };
    loop {
        if in_row && !in_cell {
            plain_rows(&mut xml, &mut at, &mut waiting, book, collector)?;
        }
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"c" if !in_row => return Err(SheetError::damaged("cell").into()),
                b"c" => {
                    start_cell(&tag, &mut cell, at.column)?;
                    at.column = cell.column + 1;
                    in_cell = !empty;
                }
                b"v" => in_text = !empty && cell.kind != Kind::Inline,
                b"t" => in_text = !empty && cell.kind == Kind::Inline,
                b"f" => cell.has_formula = true,
                b"row" if in_row => return Err(SheetError::damaged("row").into()),
                b"row" => {
                    let (row, hidden) = start_row(&tag, at)?;
                    at = At { row, column: 0 };
                    in_row = !empty;
                    collector.begin(row, hidden);
                    if empty {
                        collector.end()?;
                    }
                }
                b"rPh" if !empty => xml.skip_element()?,
                b"col" if tag.is_true(b"hidden") => {
                    let (from, to) = (tag.number_of::<u32>(b"min").unwrap_or(1), tag.number_of::<u32>(b"max").unwrap_or(1));
                    *hidden_columns += (to.min(LAST_COLUMN) + 1).saturating_sub(from);
                }
                _ => {}
            },
            Token::Text(piece) if in_text => {
                piece.append_to(&mut cell.text)?;
                if cell.text.len() > collector.limits.cell_bytes {
                    return Err(collector.cell_too_long().into());
                }
            }
            Token::Close(name) => match name {
                b"c" if in_row => {
                    // A text may well be the empty one; any other result that is empty was never worked out.
                    if cell.has_formula && cell.text.is_empty() && cell.kind != Kind::FormulaText {
                        *formulas = (formulas.0 + 1, if formulas.0 == 0 { at.row } else { formulas.1 });
                    }
                    end_cell(&cell, book, collector)?;
                    in_cell = false;
                    // A stray value outside of a cell must not count for the last one.
                    cell.text.clear();
                    cell.has_formula = false;
                }
                b"v" | b"t" => in_text = false,
                b"row" if in_row => {
                    (in_row, in_cell) = (false, false);
                    collector.end()?;
                }
                b"sheetData" => return rest(xml, collector),
                _ => {}
            },
            Token::End => return Ok(()),
            Token::Text(_) => {}
        }
    }
}

/// The cells from here on that are as plain as most are, and the rows they go on in.
fn plain_rows(
    xml: &mut Xml<'_>,
    at: &mut At,
    waiting: &mut Waiting<'_>,
    book: &Book<'_>,
    collector: &mut Collector<'_>,
) -> Result<(), Stop> {
    let Some(window) = xml.window() else { return Ok(()) };
    let mut rest = window;
    loop {
        if let Some(plain) = Plain::of(rest) {
            rest = &rest[plain.length..];
            plain_cell(plain, at, waiting, book, collector)?;
        } else if let Some((row, length)) = plain::next_row(rest).filter(|(row, _)| at.may_be_followed_by(*row)) {
            rest = &rest[length..];
            *at = At { row, column: 0 };
            waiting.row(row, collector)?;
        } else {
            break;
        }
    }
    waiting.put(collector)?;
    let length = window.len() - rest.len();
    xml.consume(length);
    Ok(())
}

#[inline]
fn plain_cell(
    plain: Plain<'_>,
    at: &mut At,
    waiting: &mut Waiting<'_>,
    book: &Book<'_>,
    collector: &mut Collector<'_>,
) -> Result<(), Stop> {
    let column = plain.column.unwrap_or(at.column);
    at.column = column + 1;
    match plain.content {
        Content::Shared(index) => waiting.cell(column, index, collector),
        Content::Own(own) => {
            waiting.put(collector)?;
            Ok(put_own(column, &own, book, collector)?)
        }
    }
}

#[inline]
fn put_own(column: u32, own: &Own<'_>, book: &Book<'_>, collector: &mut Collector<'_>) -> Result<(), SheetError> {
    if own.text.is_empty() {
        return Ok(());
    }
    // An underscore may begin an escape.
    if matches!(own.kind, Kind::Inline | Kind::FormulaText) && !own.has_underscore {
        collector.advance_to(column)?;
        return collector.bytes(own.text);
    }
    put(column, &meaning(own.kind, own.text, own.style, book)?, collector)
}

#[inline]
fn put(column: u32, cell: &Cell<'_>, collector: &mut Collector<'_>) -> Result<(), SheetError> {
    if matches!(cell, Cell::Empty) {
        return Ok(());
    }
    collector.advance_to(column)?;
    collector.cell(cell)
}

/// What follows the rows is layout, with rows and columns of its own; it is read to know that the file is whole, and for what
/// is to be said of it.
fn rest(mut xml: Xml<'_>, collector: &mut Collector<'_>) -> Result<(), Stop> {
    loop {
        match xml.next()? {
            Token::Open { tag, .. } => match tag.name {
                b"mergeCell" => collector.merged = collector.merged.saturating_add(1),
                b"filterColumn" => collector.is_filtered = true,
                _ => {}
            },
            Token::End => return Ok(()),
            _ => {}
        }
    }
}

/// Its number, and whether it is hidden.
fn start_row(tag: &Tag<'_>, before: At) -> Result<(u32, bool), SheetError> {
    let (mut number, mut hidden) = (Some(before.row + 1), false);
    for (name, value) in tag.attributes() {
        match name {
            b"r" => number = digits(value).and_then(|number| u32::try_from(number).ok()),
            b"hidden" => hidden = truth(value),
            _ => {}
        }
    }
    let number = number.filter(|number| before.may_be_followed_by(*number));
    number.map(|number| (number, hidden)).ok_or_else(|| SheetError::damaged("row"))
}

#[inline]
fn start_cell(tag: &Tag<'_>, cell: &mut Current, next: u32) -> Result<(), SheetError> {
    cell.column = next;
    cell.style = 0;
    cell.kind = Kind::Number;
    cell.has_formula = false;
    cell.text.clear();
    for (name, value) in tag.attributes() {
        match name {
            b"r" => cell.column = column_of(value).ok_or_else(|| SheetError::damaged("cell"))?,
            b"s" => cell.style = digits(value).unwrap_or(0),
            b"t" => {
                cell.kind = match value {
                    b"s" => Kind::Shared,
                    b"inlineStr" => Kind::Inline,
                    b"str" => Kind::FormulaText,
                    b"b" => Kind::Bool,
                    b"e" => Kind::Error,
                    b"d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The column (from 0) of a reference such as `AB12`.
fn column_of(reference: &[u8]) -> Option<u32> {
    let mut column = 0u32;
    for (at, byte) in reference.iter().enumerate() {
        if !byte.is_ascii_alphabetic() {
            return (at > 0 && byte.is_ascii_digit()).then(|| column - 1);
        }
        column = column * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
        if column > LAST_COLUMN {
            return None;
        }
    }
    None
}

fn digits(value: &[u8]) -> Option<usize> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

#[inline]
fn end_cell(cell: &Current, book: &Book<'_>, collector: &mut Collector<'_>) -> Result<(), SheetError> {
    if cell.text.is_empty() {
        return Ok(());
    }
    put(cell.column, &meaning(cell.kind, &cell.text, cell.style, book)?, collector)
}

#[inline]
fn shared<'b>(index: &[u8], book: &Book<'b>) -> Result<&'b str, SheetError> {
    let index = digits(index).ok_or_else(|| SheetError::damaged("cell"))?;
    book.strings.get(index).ok_or_else(|| SheetError::damaged("shared-string"))
}

#[inline]
fn meaning<'t>(kind: Kind, raw: &'t [u8], style: usize, book: &Book<'t>) -> Result<Cell<'t>, SheetError> {
    if kind == Kind::Shared {
        return shared(raw, book).map(Cell::text);
    }
    let text = simdutf8::basic::from_utf8(raw).map_err(|_| SheetError::damaged("xml"))?;
    Ok(match kind {
        Kind::Inline | Kind::FormulaText => Cell::Text(unescape(text)),
        Kind::Bool => Cell::Bool(truth(text.trim().as_bytes())),
        Kind::Error => Cell::Error(text.into()),
        Kind::Date => serial::iso(text),
        _ => number(text, style, book),
    })
}

fn number<'t>(text: &'t str, style: usize, book: &Book<'_>) -> Cell<'t> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => {
            serial::cell(number, book.styles.get(style).copied().unwrap_or_default(), book.is_1904)
        }
        _ => Cell::text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::column_of;

    #[test]
    fn references_name_columns() {
        for (reference, expected) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA10", Some(26)),
            ("XFD1048576", Some(16_383)),
            ("XFE1", None),
            ("ZZZZZZZZZZ1", None),
            ("1", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(column_of(reference.as_bytes()), expected, "{reference}");
        }
    }
}
