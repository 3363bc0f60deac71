//! Files that are broken, are something else, or mean harm: each a clear refusal.

use std::io::Write;

use kartoteka_sheets::{Limits, ReadingOptions, SheetError, Wall};

use crate::help::{RELATIONS, WORKBOOK, file, looked, ods, rows, rows_with, sample, xlsx, zipped};

fn hostile(what: &str) -> SheetError {
    SheetError::Hostile { what: what.into() }
}

fn damaged(error: SheetError) -> bool {
    matches!(error, SheetError::Damaged { .. })
}

#[test]
fn sec_01_a_bomb_is_refused_by_ratio_and_by_size() {
    let bomb = format!("<sheetData><row><c t='inlineStr'><is><t>{}</t></is></c></row></sheetData>", " ".repeat(50 << 20));
    let refused = rows(&xlsx(&bomb, &[]).path).expect_err("refused");
    assert!(matches!(refused, SheetError::Bomb { .. } | SheetError::CellTooLong { .. }), "{refused}");
    let blank_rows = "<row/>".repeat(1 << 20);
    assert_eq!(rows(&xlsx(&blank_rows, &[]).path).expect_err("refused").code(), "file-bomb");
    let limits = Limits { inflated_bytes: 10_000, ..Limits::default() };
    let refused = rows_with(&sample("contatos.xlsx"), 0, &ReadingOptions::default(), &limits, &Wall::InProcess);
    assert_eq!(refused.expect_err("refused"), SheetError::Bomb { limit: 10_000 });
}

#[test]
fn sec_02_too_many_entries_are_refused() {
    let names: Vec<String> = (0..1_001).map(|n| format!("xl/media/{n}")).collect();
    let mut parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    parts.push(("xl/workbook.xml", WORKBOOK));
    assert_eq!(looked(&file(&zipped(&parts)).path).expect_err("refused"), hostile("entries"));
}

#[test]
fn sec_03_04_document_types_are_refused_in_every_part() {
    let dtd = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]>";
    let sheet = "<sheetData><row><c t='s'><v>0</v></c></row></sheetData>";
    for (part, body) in [
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", "<sst><si><t>&b;</t></si></sst>"),
        ("xl/styles.xml", "<styleSheet/>"),
        ("xl/worksheets/sheet1.xml", "<worksheet/>"),
    ] {
        let made = xlsx(sheet, &[(part, &format!("{dtd}{body}"))]);
        assert_eq!(looked(&made.path).expect_err("refused"), hostile("dtd"), "{part}");
    }
    let content = format!("{dtd}<office:document-content/>");
    let made = file(&zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]));
    assert_eq!(looked(&made.path).expect_err("refused"), hostile("dtd"));
}

#[test]
fn sec_05_giant_repeats_are_refused_without_being_expanded() {
    let cell = "office:value-type='float' office:value='1'";
    for (table, code) in [
        (
            format!("<table:table-row><table:table-cell {cell} table:number-columns-repeated='17000000'/></table:table-row>"),
            "columns-too-many",
        ),
        (
            format!("<table:table-row table:number-rows-repeated='4000000000'><table:table-cell {cell}/></table:table-row>"),
            "file-damaged",
        ),
    ] {
        let made = ods(&format!("<table:table table:name='A'>{table}</table:table>"));
        assert_eq!(rows(&made.path).expect_err("refused").code(), code);
    }
    // A1 and the last cell there can be: two rows, not a rectangle.
    let sheet =
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>";
    let limits = Limits { columns: 16_384, ..Limits::default() };
    let (rows, report) =
        rows_with(&xlsx(sheet, &[]).path, 0, &ReadingOptions::default(), &limits, &Wall::InProcess).expect("read");
    assert_eq!((rows.len(), report.blank_rows), (2, 1_048_574));
}

#[test]
fn sec_06_references_beyond_the_sheet_are_damage() {
    for cells in [
        "<row r='1048577'><c><v>1</v></c></row>",
        "<row r='0'><c><v>1</v></c></row>",
        "<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>",
        "<row r='1'><c r='ZZZ1'><v>1</v></c></row>",
        "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c t='s'><v>7</v></c></row>",
        "<row r='1'><c t='s'><v>-1</v></c></row>",
        "<row r='1'><c><v>1</v></c>",
    ] {
        assert!(damaged(rows(&xlsx(&format!("<sheetData>{cells}</sheetData>"), &[]).path).expect_err("refused")), "{cells}");
    }
}

#[test]
fn sec_07_08_names_that_climb_or_come_twice_are_refused() {
    for name in ["../evil.xml", "/etc/passwd", "xl\\..\\..\\evil", "C:\\evil"] {
        let made = xlsx("<sheetData/>", &[(name, "x")]);
        assert_eq!(looked(&made.path).expect_err("refused"), hostile("entry-name"), "{name}");
    }
    let made = xlsx("<sheetData/>", &[("XL/WORKBOOK.xml", WORKBOOK)]);
    assert_eq!(looked(&made.path).expect_err("refused"), hostile("entry-twice"));
    // The writer refuses two parts of one name, so one is renamed in the bytes.
    let mut bytes = zipped(&[("xl/workbook.xml", WORKBOOK), ("xl/workbook.xmm", WORKBOOK)]);
    for at in 0..bytes.len() - 15 {
        if &bytes[at..at + 15] == b"xl/workbook.xmm" {
            bytes[at + 14] = b'l';
        }
    }
    assert_eq!(looked(&file(&bytes).path).expect_err("refused"), hostile("entry-twice"));
}

#[test]
fn str_09_protected_workbooks_say_so() {
    let wide: Vec<u8> = "EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ole = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &wide].concat();
    assert_eq!(looked(&file(&ole).path).expect_err("refused"), SheetError::Password);
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let made = file(&zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "garbage"),
    ]));
    assert_eq!(looked(&made.path).expect_err("refused"), SheetError::Password);
}

#[test]
fn str_14_15_21_other_things_are_named() {
    let not = |what: &str| SheetError::NotASheet { what: what.into() };
    for (bytes, expected) in [
        (b"%PDF-1.7\n".to_vec(), not("pdf")),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), not("web-page")),
        (b"\x89PNG\r\n\x1a\n".to_vec(), not("image")),
        (b"\x1f\x8b\x08\x00".to_vec(), not("gzip")),
        (zipped(&[("data.csv", "a;b\n1;2\n")]), not("zip")),
        (zipped(&[("[Content_Types].xml", ""), ("word/document.xml", "")]), not("document")),
        (zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]), not("document")),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00".to_vec(), SheetError::TooOld),
    ] {
        assert_eq!(looked(&file(&bytes).path).expect_err("refused"), expected);
    }
}

#[test]
fn str_16_files_cut_anywhere_are_refused_and_nothing_panics() {
    for name in ["contatos.xlsx", "leady-veletrh.ods", "kompanii-otvetstvennye.xls"] {
        let whole = std::fs::read(sample(name)).expect("a sample");
        for part in [1, 3, 10, 500, 900, 990] {
            let cut = file(&whole[..whole.len() * part / 1_000]);
            // What is missing at the very end may be padding: then nothing else may be missing.
            let read = rows(&cut.path);
            assert!(read.is_err() || part == 990 && read == rows(&sample(name)), "{name} cut at {part} ‰");
        }
    }
}

#[test]
fn sec_10_flipped_bytes_never_panic() {
    for name in ["contatos.xlsx", "leady-veletrh.ods", "kompanii-otvetstvennye.xls"] {
        let whole = std::fs::read(sample(name)).expect("a sample");
        for seed in 0..12usize {
            let mut bytes = whole.clone();
            for step in 0..20 {
                let at = (seed * 7_919 + step * 104_729) % bytes.len();
                bytes[at] ^= (seed * 31 + step + 1) as u8;
            }
            // Read or refused; both are fine, coming back is what counts.
            let _ = rows(&file(&bytes).path);
        }
    }
}

#[test]
fn sec_09_a_sector_loop_ends() {
    let mut bytes = std::fs::read(sample("kompanii-otvetstvennye.xls")).expect("a sample");
    // The first sector of the allocation table, every entry of it pointing to itself.
    let table = 512 * (1 + u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize);
    for entry in 0..128u32 {
        let at = table + entry as usize * 4;
        bytes[at..at + 4].copy_from_slice(&entry.to_le_bytes());
    }
    let mut made = tempfile::NamedTempFile::new().expect("a file");
    made.write_all(&bytes).expect("written");
    assert!(crate::wall::behind(&[], &Limits { seconds: 5, ..Limits::default() }, made.path()).is_err());
}
