//! ODS as a stream of rows. Repeats are expanded where they hold something and counted where they are blank; comments
//! and tracked changes are not text.

use std::collections::HashSet;
use std::path::Path;

use kartoteka_domain::cell::{Cell, Row, RowNumber};

use crate::collect::{Collector, Stop};
use crate::container::Container;
use crate::xml::{Tag, Token, Xml, utf8};
use crate::{Limits, Note, SheetError, serial};

/// The last row a document can have.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

pub(crate) struct Ods {
    container: Container,
    content: usize,
    /// Name and whether it is hidden.
    pub sheets: Vec<(String, bool)>,
}

impl Ods {
    pub fn open(path: &Path, limits: &Limits) -> Result<Ods, SheetError> {
        let mut container = Container::open(path, limits)?;
        if let Some(manifest) = container.find("META-INF/manifest.xml") {
            refuse_encrypted(container.xml(manifest)?)?;
        }
        let content = container.find("content.xml").ok_or_else(|| SheetError::damaged("workbook"))?;
        let sheets = list_sheets(container.xml(content)?)?;
        Ok(Ods { container, content, sheets })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        if index >= self.sheets.len() {
            return Err(SheetError::SheetMissing { index }.into());
        }
        // All sheets stand in one part, which is inflated again for each.
        self.container.start_over();
        let mut xml = self.container.xml(self.content)?;
        let mut before = 0;
        loop {
            match xml.next()? {
                Token::Open { tag, empty: false } if is_aside(tag.name) => xml.skip_element()?,
                Token::Open { tag, empty } if tag.name == b"table" => {
                    if before == index {
                        if empty {
                            return Ok(());
                        }
                        let mut hidden_columns = 0;
                        let outcome = read_table(&mut xml, collector, &mut hidden_columns);
                        if hidden_columns > 0 {
                            collector.notes.push(Note::HiddenColumns { count: hidden_columns });
                        }
                        return outcome;
                    }
                    before += 1;
                    if !empty {
                        xml.skip_element()?;
                    }
                }
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Elements that hold tables or texts that are no cells.
fn is_aside(name: &[u8]) -> bool {
    matches!(
        name,
        b"tracked-changes" | b"shapes" | b"forms" | b"annotation" | b"frame" | b"custom-shape" | b"ruby-text" | b"dde-links"
    )
}

fn refuse_encrypted(mut xml: Xml<'_>) -> Result<(), SheetError> {
    loop {
        match xml.next()? {
            Token::Open { tag, .. } if tag.name == b"encryption-data" => return Err(SheetError::Password),
            Token::End => return Ok(()),
            _ => {}
        }
    }
}

fn list_sheets(mut xml: Xml<'_>) -> Result<Vec<(String, bool)>, SheetError> {
    let (mut hidden_styles, mut style, mut sheets) = (HashSet::new(), None, Vec::new());
    loop {
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"style" => style = tag.text_of(b"name")?,
                b"table-properties" if tag.attribute(b"display") == Some(b"false") => hidden_styles.extend(style.take()),
                b"table" => {
                    let hidden = tag.text_of(b"style-name")?.is_some_and(|style| hidden_styles.contains(&style));
                    sheets.push((tag.text_of(b"name")?.unwrap_or_default(), hidden));
                    if !empty {
                        xml.skip_element()?;
                    }
                }
                name if !empty && is_aside(name) => xml.skip_element()?,
                _ => {}
            },
            Token::End => return Ok(sheets),
            _ => {}
        }
    }
}

/// How often, and how, a row appears.
struct Repeat {
    times: u32,
    hidden: bool,
}

fn read_table(xml: &mut Xml<'_>, collector: &mut Collector<'_>, hidden_columns: &mut u32) -> Result<(), Stop> {
    let mut next = 1u32;
    loop {
        match xml.next()? {
            Token::Open { tag, empty } if tag.name == b"table-row" => {
                let times = tag.number_of::<u32>(b"number-rows-repeated").unwrap_or(1);
                let how = tag.attribute(b"visibility").unwrap_or(b"visible");
                let hidden = how != b"visible";
                collector.is_filtered |= how == b"filter";
                let repeat = Repeat { times, hidden };
                if !empty {
                    read_row(xml, next, &repeat, collector)?;
                }
                next = next.saturating_add(times);
            }
            Token::Open { tag, .. }
                if tag.name == b"table-column" && tag.attribute(b"visibility").is_some_and(|how| how != b"visible") =>
            {
                let times = tag.number_of::<u32>(b"number-columns-repeated").unwrap_or(1);
                *hidden_columns = hidden_columns.saturating_add(times).min(LAST_COLUMN);
            }
            Token::Open { tag, empty: false } if is_aside(tag.name) => xml.skip_element()?,
            Token::Close(b"table") => return Ok(()),
            Token::End => return Err(SheetError::damaged("workbook").into()),
            _ => {}
        }
    }
}

fn read_row(xml: &mut Xml<'_>, number: u32, repeat: &Repeat, collector: &mut Collector<'_>) -> Result<(), Stop> {
    collector.begin(number, repeat.hidden);
    let mut row = Row { number: RowNumber(number), hidden: repeat.hidden, cells: Vec::new() };
    let mut column = 0u32;
    loop {
        match xml.next()? {
            Token::Open { tag, empty } if matches!(tag.name, b"table-cell" | b"covered-table-cell") => {
                let times = tag.number_of::<u32>(b"number-columns-repeated").unwrap_or(1);
                let head = CellHead::of(&tag)?;
                let spans = |name: &[u8]| tag.number_of::<u32>(name).is_some_and(|cells| cells > 1);
                let is_merged = spans(b"number-columns-spanned") || spans(b"number-rows-spanned");
                collector.merged = collector.merged.saturating_add(u32::from(is_merged));
                let text = if empty { String::new() } else { read_text(xml, collector)? };
                let cell = head.cell(text);
                if !matches!(cell, Cell::Empty) {
                    let end = column.saturating_add(times);
                    if end > collector.limits.columns {
                        return Err(collector.too_many_columns(end).into());
                    }
                    row.cells.resize(column as usize, Cell::Empty);
                    row.cells.resize(end as usize, cell);
                }
                column = column.saturating_add(times);
            }
            Token::Close(b"table-row") => break,
            Token::End => return Err(SheetError::damaged("workbook").into()),
            _ => {}
        }
    }
    if row.is_blank() {
        return Ok(());
    }
    if number.saturating_add(repeat.times - repeat.times.min(1)) > LAST_ROW {
        return Err(SheetError::damaged("row").into());
    }
    for step in 0..repeat.times {
        row.number = RowNumber(number + step);
        collector.row(&row)?;
    }
    Ok(())
}

/// The attributes that say what a cell holds.
#[derive(Default)]
struct CellHead {
    kind: String,
    value: Option<String>,
}

impl CellHead {
    fn of(tag: &Tag<'_>) -> Result<CellHead, SheetError> {
        let kind = tag.text_of(b"value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "date" => tag.text_of(b"date-value")?,
            "time" => tag.text_of(b"time-value")?,
            "boolean" => tag.text_of(b"boolean-value")?,
            "string" => tag.text_of(b"string-value")?,
            _ => tag.text_of(b"value")?,
        };
        Ok(CellHead { kind, value })
    }

    /// `text` is what is shown.
    fn cell(self, text: String) -> Cell<'static> {
        let number = self.value.as_deref().and_then(|value| value.parse::<f64>().ok()).filter(|number| number.is_finite());
        match (self.kind.as_str(), self.value, number) {
            // A formula that fails keeps the type of its last result and shows its error.
            ("string" | "float", ..) if is_error(&text) => Cell::Error(text.into()),
            ("float", _, Some(number)) => zeros_shown(&text, number).unwrap_or(Cell::Number(number)),
            ("currency", _, Some(number)) => Cell::Number(number),
            ("percentage", _, Some(number)) => Cell::Percent(number),
            ("boolean", Some(value), _) => Cell::Bool(value == "true"),
            ("date", Some(value), _) => serial::iso(&value).into_owned(),
            ("time", Some(value), _) => serial::iso_duration(&value).into_owned(),
            ("string", Some(value), _) if text.is_empty() => Cell::text(&value).into_owned(),
            _ => Cell::text(&text).into_owned(),
        }
    }
}

/// VAL-01: zeros that only the format shows are part of what the person sees, as in every other format of workbook.
fn zeros_shown(text: &str, number: f64) -> Option<Cell<'static>> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let has_zeros = (2..=15).contains(&digits.len()) && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    (has_zeros && digits.parse() == Ok(number)).then(|| Cell::Text(digits.into()))
}

fn is_error(text: &str) -> bool {
    matches!(text, "#DIV/0!" | "#N/A" | "#NAME?" | "#NULL!" | "#NUM!" | "#REF!" | "#VALUE!") || text.starts_with("Err:5")
}

/// The paragraphs of a cell, one line each, to the end of the cell.
fn read_text(xml: &mut Xml<'_>, collector: &Collector<'_>) -> Result<String, SheetError> {
    let (mut text, mut paragraphs, mut in_paragraph) = (Vec::new(), 0, 0u32);
    loop {
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"p" | b"h" => {
                    if paragraphs > 0 {
                        text.push(b'\n');
                    }
                    paragraphs += 1;
                    in_paragraph += u32::from(!empty);
                }
                b"s" => {
                    let count = tag.number_of::<usize>(b"c").unwrap_or(1).min(collector.limits.cell_bytes);
                    text.resize(text.len() + count, b' ');
                }
                b"tab" => text.push(b'\t'),
                b"line-break" => text.push(b'\n'),
                name if !empty && is_aside(name) => xml.skip_element()?,
                _ => {}
            },
            Token::Text(piece) if in_paragraph > 0 => piece.append_to(&mut text)?,
            Token::Close(b"p" | b"h") => in_paragraph = in_paragraph.saturating_sub(1),
            Token::Close(b"table-cell" | b"covered-table-cell") => return Ok(utf8(&text)?.into_owned()),
            Token::End => return Err(SheetError::damaged("workbook")),
            _ => {}
        }
        if text.len() > collector.limits.cell_bytes {
            return Err(collector.cell_too_long());
        }
    }
}
