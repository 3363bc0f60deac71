//! How the parts of an XLSX or XLSB workbook belong together: which is the workbook, and where what it names stands.

use std::collections::HashMap;

use crate::SheetError;
use crate::container::Container;
use crate::xml::Token;

/// The workbook's part and what it relates to.
pub(crate) struct Package {
    pub book: usize,
    relations: HashMap<String, Relation>,
}

/// One line of a part's relations.
struct Relation {
    kind: String,
    target: String,
}

impl Package {
    /// `usual` is where the workbook stands when the package does not say.
    pub fn of(container: &mut Container, usual: &str) -> Result<Package, SheetError> {
        let stated = relations_of(container, "", "")?.into_values().find(|one| one.kind.ends_with("/officeDocument"));
        let book = stated.map_or(usual.to_owned(), |one| one.target);
        let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let relations = relations_of(container, &folder, &book)?;
        let book = container.find(&book).ok_or_else(|| SheetError::damaged("workbook"))?;
        Ok(Package { book, relations })
    }

    /// The part of the sheet with this relation; `None` for a chart or a dialog.
    pub fn worksheet(&self, id: &str, container: &Container) -> Result<Option<usize>, SheetError> {
        let relation = self.relations.get(id).ok_or_else(|| SheetError::damaged("workbook"))?;
        if !relation.kind.ends_with("/worksheet") {
            return Ok(None);
        }
        container.find(&relation.target).map(Some).ok_or_else(|| SheetError::damaged("workbook"))
    }

    /// The part of this kind, if the workbook has one.
    pub fn part(&self, kind: &str, container: &Container) -> Option<usize> {
        self.relations.values().find(|one| one.kind.ends_with(kind)).and_then(|one| container.find(&one.target))
    }
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
