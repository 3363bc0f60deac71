//! Files only an attacker would make, each with the id of its case: for the tests, and for `cargo xtask bench sheets`.

use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;

/// Id, what it is, the codes it may be refused with; none: it is read.
pub struct Hostile {
    pub name: &'static str,
    pub codes: &'static [&'static str],
    pub path: PathBuf,
}

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const LAUGHS: &str = r#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"#;

type Made = std::io::Result<Vec<u8>>;

/// Writes all of them into a folder. `xls` is an honest XLS workbook, of which one is made that loops.
/// `bomb_mb`: what the bomb inflates to.
pub fn all(folder: &Path, xls: &Path, bomb_mb: usize) -> std::io::Result<Vec<Hostile>> {
    let cases: [(&'static str, &'static [&'static str], Made); 15] = [
        ("SEC-01 bomb of one text", &["file-bomb"], bomb("<sheetData>", b' ', bomb_mb)),
        (
            "SEC-01 bomb of blank rows",
            &["file-bomb", "file-damaged"],
            xlsx(&format!("<sheetData>{}</sheetData>", "<row/>".repeat(4 << 20)), &[]),
        ),
        ("SEC-02 twenty thousand entries", &["file-hostile"], many_entries()),
        ("SEC-03 document type, UTF-8", &["file-hostile"], workbook_is(entity().into_bytes())),
        ("SEC-03 document type, UTF-16", &["file-hostile"], workbook_is(wide(&entity()))),
        ("SEC-04 billion laughs, XLSX", &["file-hostile"], workbook_is(format!("{LAUGHS}{WORKBOOK}").into_bytes())),
        (
            "SEC-04 billion laughs, ODS",
            &["file-hostile"],
            ods(&format!("{LAUGHS}<office:document-content>&d;</office:document-content>")),
        ),
        ("SEC-05 first and last cell", &["columns-too-many"], xlsx(&corners(), &[])),
        ("SEC-05 17,000,000,000 cells by repeats", &["columns-too-many", "file-damaged"], ods(&repeats())),
        ("SEC-05 giant merge", &[], xlsx(&merge(), &[])),
        ("SEC-06 counts that lie", &[], xlsx(&shared(), &[("xl/sharedStrings.xml", counts())])),
        ("SEC-06 sizes of records that lie", &["file-damaged"], lying_records(xls)),
        ("SEC-07 name that climbs", &["file-hostile"], xlsx("<sheetData/>", &[("../../evil.xml", "x".into())])),
        ("SEC-08 entry twice", &["file-hostile"], twice()),
        ("SEC-09 sectors in a loop", &["file-damaged"], sector_loop(xls)),
    ];
    let mut made = Vec::new();
    for (index, (name, codes, content)) in cases.into_iter().enumerate() {
        let path = folder.join(format!("hostile-{index}"));
        std::fs::write(&path, content?)?;
        made.push(Hostile { name, codes, path });
    }
    Ok(made)
}

fn zipped(parts: &[(&str, &[u8])]) -> Made {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn xlsx(sheet: &str, more: &[(&str, String)]) -> Made {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts = vec![
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more.iter().map(|(name, content)| (*name, content.as_bytes())));
    zipped(&parts)
}

fn workbook_is(content: Vec<u8>) -> Made {
    zipped(&[("xl/workbook.xml", &content), ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes())])
}

fn ods(content: &str) -> Made {
    zipped(&[("mimetype", ODS.as_bytes()), ("content.xml", content.as_bytes())])
}

/// A sheet that begins honestly and goes on with one byte, written piece by piece.
fn bomb(start: &str, byte: u8, megabytes: usize) -> Made {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS)] {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
    zip.write_all(format!("<worksheet>{start}").as_bytes())?;
    let piece = vec![byte; 1 << 20];
    for _ in 0..megabytes {
        zip.write_all(&piece)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn many_entries() -> Made {
    let names: Vec<String> = (0..20_000).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let mut parts = vec![("xl/workbook.xml", WORKBOOK.as_bytes())];
    parts.extend(names.iter().map(|name| (name.as_str(), &b"<worksheet/>"[..])));
    zipped(&parts)
}

fn entity() -> String {
    format!(r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{WORKBOOK}"#)
}

fn wide(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn corners() -> String {
    let cell = |at: &str, row: u32| format!("<row r='{row}'><c r='{at}{row}'><v>1</v></c></row>");
    format!("<sheetData>{}{}</sheetData>", cell("A", 1), cell("XFD", 1_048_576))
}

fn repeats() -> String {
    "<office:document-content><office:body><office:spreadsheet><table:table table:name='A'><table:table-row \
     table:number-rows-repeated='1048576'><table:table-cell office:value-type='float' office:value='1' \
     table:number-columns-repeated='16384'/></table:table-row></table:table></office:spreadsheet></office:body>\
     </office:document-content>"
        .to_owned()
}

fn merge() -> String {
    "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells count='4000000000'>\
     <mergeCell ref='A1:XFD1048576'/></mergeCells>"
        .to_owned()
}

fn shared() -> String {
    "<dimension ref='A1:XFD1048576'/><sheetData><row r='1' spans='1:16384'><c r='A1' t='s'><v>0</v></c></row></sheetData>"
        .to_owned()
}

fn counts() -> String {
    "<sst count='4294967295' uniqueCount='4294967295'><si><t>one</t></si></sst>".to_owned()
}

/// Two entries of one name: the writer refuses that, so one is renamed in the bytes.
fn twice() -> Made {
    let mut bytes = zipped(&[("xl/workbook.xml", WORKBOOK.as_bytes()), ("xl/workbook.xmm", WORKBOOK.as_bytes())])?;
    for at in 0..bytes.len() - 15 {
        if &bytes[at..at + 15] == b"xl/workbook.xmm" {
            bytes[at + 14] = b'l';
        }
    }
    Ok(bytes)
}

/// Every entry of the first sector of the allocation table points to itself.
fn sector_loop(xls: &Path) -> Made {
    let mut bytes = std::fs::read(xls)?;
    let table = 512 * (1 + u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize);
    for entry in 0..128u32 {
        let at = table + entry as usize * 4;
        bytes[at..at + 4].copy_from_slice(&entry.to_le_bytes());
    }
    Ok(bytes)
}

/// The first record of the workbook says it is as long as a record can be.
fn lying_records(xls: &Path) -> Made {
    let mut bytes = std::fs::read(xls)?;
    if let Some(at) = bytes.windows(4).position(|head| head == [0x09, 0x08, 0x10, 0x00]) {
        bytes[at + 2..at + 4].copy_from_slice(&[0xff, 0xff]);
    }
    Ok(bytes)
}
