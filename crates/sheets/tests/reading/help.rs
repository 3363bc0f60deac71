//! Files made for a test, and short ways to read them.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kartoteka_domain::cell::{Cell, Row};
use kartoteka_sheets::{Block, Inspection, Limits, ReadReport, ReadingOptions, SheetError, Wall, inspect};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A file with this content in a folder of its own, which goes when it is dropped.
pub struct Made {
    _folder: TempDir,
    pub path: PathBuf,
}

pub fn file(content: &[u8]) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    std::fs::write(&path, content).expect("written");
    Made { _folder: folder, path }
}

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples").join(name)
}

pub fn looked(path: &Path) -> Result<Inspection, SheetError> {
    inspect(path, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess)
}

pub fn rows_with(
    path: &Path,
    sheet: usize,
    options: &ReadingOptions,
    limits: &Limits,
    wall: &Wall,
) -> Result<(Vec<Row<'static>>, ReadReport), SheetError> {
    let (mut rows, mut blocks) = (Vec::new(), 0);
    let report = kartoteka_sheets::read(path, sheet, options, limits, wall, &mut |block| {
        assert_eq!(block.index, blocks);
        blocks += 1;
        let mut scratch = Vec::new();
        let mut cursor = Block::unpack(&block.bytes, &mut scratch).expect("opens");
        let mut row = Row::default();
        while cursor.next_into(&mut row).expect("reads") {
            rows.push(row.clone().into_owned());
        }
        ControlFlow::Continue(())
    })?;
    assert_eq!(report.rows as usize, rows.len());
    Ok((rows, report))
}

pub fn rows(path: &Path) -> Result<Vec<Row<'static>>, SheetError> {
    rows_with(path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).map(|(rows, _)| rows)
}

/// Rows as `number: cell | cell`, texts as they are.
pub fn told(rows: &[Row<'_>]) -> Vec<String> {
    let cell = |cell: &Cell<'_>| cell.shown().into_owned();
    rows.iter().map(|row| format!("{}: {}", row.number, row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))).collect()
}

pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

pub const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
pub const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
    <Relationship Id="rId3" Type="http://x/styles" Target="/xl/styles.xml"/></Relationships>"#;

/// A workbook of one sheet with this inside of its `worksheet` element.
pub fn xlsx(sheet: &str, more: &[(&str, &str)]) -> Made {
    let sheet = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet>{sheet}</worksheet>");
    let mut parts =
        vec![("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS), ("xl/worksheets/sheet1.xml", &sheet)];
    parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    parts.extend(more);
    file(&zipped(&parts))
}

pub fn ods(table: &str) -> Made {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name='ta2'><style:table-properties \
         table:display='false'/></style:style></office:automatic-styles><office:body><office:spreadsheet>{table}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    file(&zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]))
}

/// A file of the catalogue of bad input, written by a real program.
pub fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name)
}

pub fn read(name: &str) -> (Vec<Row<'static>>, ReadReport) {
    rows_with(&case(name), 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect(name)
}

pub fn lines(name: &str) -> Vec<String> {
    told(&read(name).0)
}
