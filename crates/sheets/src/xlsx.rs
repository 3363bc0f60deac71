//! XLSX and XLSM: the parts that describe a workbook, and its sheets as a stream of rows. Reads by local names, so
//! prefixes and the strict namespaces make no difference; believes no stated count, size or dimension.

mod sheet;
mod strings;

use std::collections::HashMap;
use std::path::Path;

use crate::collect::{Collector, Stop};
use crate::container::Container;
use crate::number_format::{Shown, built_in, by_code};
use crate::xml::{Token, Xml};
use crate::{Limits, SheetError};
use strings::Strings;

pub(crate) struct Xlsx {
    container: Container,
    pub sheets: Vec<Sheet>,
    is_1904: bool,
    /// By the style number of a cell.
    styles: Vec<Shown>,
    strings_part: Option<usize>,
    strings: Option<Strings>,
}

pub(crate) struct Sheet {
    pub name: String,
    pub hidden: bool,
    part: usize,
}

/// One line of a part's relations.
struct Relation {
    kind: String,
    target: String,
}

impl Xlsx {
    pub fn open(path: &Path, limits: &Limits) -> Result<Xlsx, SheetError> {
        let mut container = Container::open(path, limits)?;
        let book = workbook_part(&mut container)?;
        let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let relations = relations_of(&mut container, &folder, &book)?;
        let index = container.find(&book).ok_or(SheetError::damaged("workbook"))?;
        let (entries, is_1904) = read_workbook(container.xml(index)?)?;
        let mut sheets = Vec::new();
        for (name, hidden, id) in entries {
            let relation = relations.get(&id).ok_or(SheetError::damaged("workbook"))?;
            // Chart and dialog sheets hold no rows.
            if relation.kind.ends_with("/worksheet") {
                let part = container.find(&relation.target).ok_or(SheetError::damaged("workbook"))?;
                sheets.push(Sheet { name, hidden, part });
            }
        }
        let part_of = |kind: &str| relations.values().find(|r| r.kind.ends_with(kind)).and_then(|r| container.find(&r.target));
        let (strings_part, styles_part) = (part_of("/sharedStrings"), part_of("/styles"));
        let styles = match styles_part {
            Some(part) => read_styles(container.xml(part)?)?,
            None => Vec::new(),
        };
        Ok(Xlsx { container, sheets, is_1904, styles, strings_part, strings: None })
    }

    pub fn read(&mut self, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        let part = self.sheets.get(index).ok_or(SheetError::SheetMissing { index })?.part;
        let strings = match (self.strings.take(), self.strings_part) {
            (Some(strings), _) => strings,
            (None, Some(part)) => Strings::read(self.container.xml(part)?, collector.limits)?,
            (None, None) => Strings::default(),
        };
        let strings = self.strings.insert(strings);
        let book = sheet::Book { strings, styles: &self.styles, is_1904: self.is_1904 };
        sheet::read(self.container.xml(part)?, &book, collector)
    }
}

fn workbook_part(container: &mut Container) -> Result<String, SheetError> {
    let relations = relations_of(container, "", "")?;
    let stated = relations.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(stated.map_or("xl/workbook.xml".to_owned(), |relation| relation.target))
}

/// The relations of the part `part` in `folder`, targets as names in the container.
fn relations_of(container: &mut Container, folder: &str, part: &str) -> Result<HashMap<String, Relation>, SheetError> {
    let file = part.rsplit('/').next().unwrap_or_default();
    let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(index) = container.find(&name) else { return Ok(HashMap::new()) };
    let mut xml = container.xml(index)?;
    let mut relations = HashMap::new();
    loop {
        match xml.next()? {
            Token::Open { tag, .. } if tag.name == b"Relationship" => {
                // What lies outside of the file is never fetched.
                if tag.attribute(b"TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case(b"External")) {
                    continue;
                }
                if let (Some(id), Some(kind), Some(target)) =
                    (tag.text_of(b"Id")?, tag.text_of(b"Type")?, tag.text_of(b"Target")?)
                {
                    relations.insert(id, Relation { kind, target: resolve(folder, &target) });
                }
            }
            Token::End => return Ok(relations),
            _ => {}
        }
    }
}

/// A target as a name in the container.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
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
                    let id = tag.text_of(b"id")?.ok_or(SheetError::damaged("workbook"))?;
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
    let (mut codes, mut styles, mut in_cells) = (HashMap::new(), Vec::new(), false);
    loop {
        match xml.next()? {
            Token::Open { tag, empty } => match tag.name {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (tag.number_of::<u32>(b"numFmtId"), tag.text_of(b"formatCode")?) {
                        codes.insert(id, by_code(&code));
                    }
                }
                b"cellXfs" => in_cells = !empty,
                b"xf" if in_cells => {
                    let id = tag.number_of::<u32>(b"numFmtId").unwrap_or(0);
                    styles.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Token::Close(b"cellXfs") => in_cells = false,
            Token::End => return Ok(styles),
            _ => {}
        }
    }
}
