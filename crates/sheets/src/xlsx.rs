//! XLSX and XLSM: the parts that describe a workbook, and its sheets as a stream of rows. Reads by local names, so
//! prefixes and the strict namespaces make no difference; believes no stated count, size or dimension.

mod plain;
mod sheet;
mod strings;
mod waiting;

use std::path::Path;

use crate::arena::Arena;
use crate::collect::{Collector, Stop};
use crate::container::Container;
use crate::number_format::{Formats, Shown};
use crate::package::Package;
use crate::xml::{Token, Xml};
use crate::{Limits, SheetError};

pub(crate) struct Xlsx {
    container: Container,
    pub sheets: Vec<Sheet>,
    is_1904: bool,
    /// By the style number of a cell.
    styles: Vec<Shown>,
    strings_part: Option<usize>,
    strings: Option<Arena>,
}

pub(crate) struct Sheet {
    pub name: String,
    pub hidden: bool,
    part: usize,
}

impl Xlsx {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xlsx, SheetError> {
        let mut container = Container::open(path, limits)?;
        let package = Package::of(&mut container, "xl/workbook.xml")?;
        let (entries, is_1904) = read_workbook(container.xml(package.book)?)?;
        let mut sheets = Vec::new();
        for (name, hidden, id) in entries {
            // Chart and dialog sheets hold no rows.
            if let Some(part) = package.worksheet(&id, &container)? {
                sheets.push(Sheet { name, hidden, part });
            }
        }
        let strings_part = package.part("/sharedStrings", &container);
        let styles = match package.part("/styles", &container) {
            Some(part) => read_styles(container.xml(part)?)?,
            None => Vec::new(),
        };
        Ok(Xlsx { container, sheets, is_1904, styles, strings_part, strings: None })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let part = self.sheets.get(index).ok_or(SheetError::SheetMissing { index })?.part;
        let strings = match (self.strings.take(), self.strings_part) {
            (Some(strings), _) => strings,
            (None, Some(part)) => {
                let to_the_end = collector.wants_all();
                self.container.read_xml(part, to_the_end, |xml| strings::read(xml, collector.limits))?
            }
            (None, None) => Arena::default(),
        };
        let strings = self.strings.insert(strings);
        let book = sheet::Book { strings, styles: &self.styles, is_1904: self.is_1904 };
        self.container.read_xml(part, collector.wants_all(), |xml| sheet::read(xml, &book, collector))
    }
}

type Entries = Vec<(String, bool, String)>;

/// Name, hidden and relation of each sheet; and whether days count from 1904.
fn read_workbook(mut xml: Xml<'_>) -> Result<(Entries, bool), SheetError> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Token::Open { tag, .. } => match tag.name {
                b"workbookPr" => is_1904 = tag.is_true(b"date1904"),
                b"sheet" => {
                    let hidden = tag.attribute(b"state").is_some_and(|state| state != b"visible");
                    let id = tag.text_of(b"id")?.ok_or_else(|| SheetError::damaged("workbook"))?;
                    sheets.push((tag.text_of(b"name")?.unwrap_or_default(), hidden, id));
                }
                _ => {}
            },
            Token::End => return Ok((sheets, is_1904)),
            _ => {}
        }
    }
}

fn read_styles(mut xml: Xml<'_>) -> Result<Vec<Shown>, SheetError> {
    let (mut formats, mut styles, mut in_cells) = (Formats::default(), Vec::new(), false);
    loop {
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (tag.number_of::<u32>(b"numFmtId"), tag.text_of(b"formatCode")?) {
                        formats.add(id, &code);
                    }
                }
                b"cellXfs" => in_cells = !empty,
                b"xf" if in_cells => {
                    let id = tag.number_of::<u32>(b"numFmtId").unwrap_or(0);
                    styles.push(formats.shown(id));
                }
                _ => {}
            },
            Token::Close(b"cellXfs") => in_cells = false,
            Token::End => return Ok(styles),
            _ => {}
        }
    }
}
