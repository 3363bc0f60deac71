//! Strict workbooks, with the names of ISO 29500-1. Excel alone writes them, so workbooks of other programs get those names here:
//! every part of such a twin must be read as that of the first.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use kartoteka_sheets::{Limits, ReadingOptions, Wall};

use crate::help::{Made, case, file, looked, rows_with, sample, zipped};

const NAMES: [(&str, &str); 4] = [
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
    ("<workbook ", "<workbook conformance=\"strict\" "),
];

/// The twin, and the parts that now have other names.
fn strict(path: &Path) -> (Made, BTreeSet<String>) {
    let mut archive = zip::ZipArchive::new(File::open(path).expect("opens")).expect("a container");
    let (mut parts, mut renamed) = (Vec::new(), BTreeSet::new());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = String::new();
        part.read_to_string(&mut content).expect("text");
        let twin = NAMES.iter().fold(content.clone(), |text, (name, other)| text.replace(name, other));
        let name = part.name().expect("a name").into_owned();
        if twin != content {
            renamed.insert(name.clone());
        }
        parts.push((name, twin));
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    (file(&zipped(&parts)), renamed)
}

/// What is seen at a look must be the same, and every sheet from its first row to its last.
fn check(path: &Path) -> BTreeSet<String> {
    let (twin, renamed) = strict(path);
    let seen = looked(path).expect("looked into");
    assert_eq!(looked(&twin.path).expect("looked into"), seen, "{}", path.display());
    for sheet in seen.sheets {
        let read = |path: &Path| rows_with(path, sheet.index, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess);
        assert_eq!(read(&twin.path), read(path), "{}: {}", path.display(), sheet.name);
    }
    renamed
}

#[test]
fn str_08_a_strict_workbook_is_read_as_its_twin_in_every_part() {
    let mut renamed = BTreeSet::new();
    // Sheets that are hidden, filtered, charts; both calendars; percents, times, errors and formulas; rich texts; shared texts of
    // three programs.
    for path in [
        case("str-03-04-05-20.xlsx"),
        case("val-01-10-openpyxl.xlsx"),
        case("val-04-xlsxwriter-1900.xlsx"),
        case("val-05-xlsxwriter-1904.xlsx"),
        case("val-09-15-17-sec-11.xlsx"),
        case("str-08-libreoffice.xlsx"),
        sample("contatos-libreoffice.xlsx"),
        sample("contatos.xlsx"),
    ] {
        renamed.extend(check(&path));
    }
    for part in [
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/chartsheets/sheet1.xml",
    ] {
        assert!(renamed.contains(part), "no strict twin had {part}: {renamed:?}");
    }
}
