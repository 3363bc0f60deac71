//! Files are written and read back: workbooks with another crate's reader and by their XML, delimited text with the
//! `csv` crate.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};

use calamine::{Data, Range, Reader, SheetVisible, Xlsx, open_workbook};
use jiff::civil::{date, time};
use kartoteka_domain::cell::{Row, RowNumber};
use proptest::prelude::*;

use super::*;

/// An output that can be looked at afterwards.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A disk that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
}

fn column(header: &str, kind: ColumnKind) -> ColumnLook {
    ColumnLook { header: header.to_owned(), width: 12, kind, emphasis: false }
}

fn general(headers: &[&str]) -> Vec<ColumnLook> {
    headers.iter().map(|header| column(header, ColumnKind::General)).collect()
}

fn delimited(look: DelimitedLook, headers: &[&str], rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let out = Shared::default();
    let look = TableLook::Delimited(look);
    let mut table = TableWriter::to_writer(Box::new(out.clone()), &std::env::temp_dir(), &look, &general(headers)).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    assert_eq!(table.finish().unwrap(), rows.len() as u64);
    out.bytes()
}

fn xlsx(path: &Path, columns: &[ColumnLook], rows: &[Vec<Cell<'_>>]) {
    let mut table = TableWriter::create(path, &TableLook::Xlsx { sheet: "Data".into() }, columns).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    assert_eq!(table.rows(), rows.len() as u64);
    assert_eq!(table.finish().unwrap(), rows.len() as u64);
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheet_range(name).unwrap()
}

/// One part of a workbook as it lies in the archive.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn text(value: &Range<Data>, row: u32, column: u32) -> String {
    match value.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        Some(Data::Empty) | None => String::new(),
        other => panic!("not a text at {row}, {column}: {other:?}"),
    }
}

const AWKWARD: [&str; 24] = [
    "=1+1",
    "+420 601 000 001",
    "-5",
    "@home",
    "007",
    "1e5",
    " lead",
    "trail ",
    "\ttab\t",
    "\n",
    "two\nlines",
    "dos\r\nlines",
    "bare\rreturn",
    "😀 emoji 👩‍👩‍👧",
    "https://example.org/?a=1&b=<2>",
    "mailto:a@example.org",
    "_x0041_",
    "_x0041_x0042_ _xZZZZ_ _x00",
    "bell\u{7}null\u{0}",
    "_x0041\u{1}",
    "\"quoted\" 'single' & <tag>",
    "TRUE",
    "2024-02-29",
    "\u{a0}no-break\u{a0}",
];

#[test]
fn r5_texts_come_back_from_a_workbook_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts.xlsx");
    let longest = "ž".repeat(XLSX_TEXT_LIMIT);
    let texts: Vec<&str> = AWKWARD.iter().copied().chain([longest.as_str()]).collect();
    let rows: Vec<_> = texts.iter().map(|text| vec![Cell::text(text), Cell::text(text)]).collect();
    xlsx(&path, &[column("t", ColumnKind::Text), column("g", ColumnKind::General)], &rows);
    let read = sheet(&path, "Data");
    for (index, expected) in texts.iter().enumerate() {
        for at in [0, 1] {
            assert_eq!(text(&read, index as u32 + 1, at), *expected);
        }
    }
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "a text became a formula or a link");
}

#[test]
fn a_text_over_the_limit_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let look = TableLook::Xlsx { sheet: "S".into() };
    let columns = general(&["a", "b"]);
    let mut table = TableWriter::create(&folder.path().join("long.xlsx"), &look, &columns).unwrap();
    // An emoji counts as two, as in Excel.
    let long = format!("{}😀", "a".repeat(XLSX_TEXT_LIMIT - 1));
    let error = table.row(&[Cell::Empty, Cell::text(&long)]).unwrap_err();
    assert!(matches!(error, WriteError::TextTooLong { row: 2, column: 1, length: 32_768, limit: 32_767 }), "{error}");
}

#[test]
fn r5_types_come_back_from_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("types.xlsx");
    let kinds = [ColumnKind::General, ColumnKind::Number, ColumnKind::Text, ColumnKind::Date, ColumnKind::Percent];
    let columns: Vec<_> = kinds.iter().map(|kind| column("h", *kind)).collect();
    // Each value in every kind of column: the value decides, the column only helps.
    let values = [
        Cell::Number(-2.5),
        Cell::Number(420601000001.0),
        Cell::Percent(0.125),
        Cell::Bool(true),
        Cell::DateTime(date(2024, 2, 29).at(0, 0, 0, 0)),
        Cell::DateTime(date(2024, 2, 29).at(13, 45, 59, 0)),
        Cell::Time(time(6, 30, 0, 0)),
        Cell::Error("#N/A".into()),
        Cell::DateTime(date(1899, 12, 31).at(0, 0, 0, 0)),
        Cell::Number(f64::NAN),
    ];
    let rows: Vec<_> = values.iter().map(|value| vec![value.clone(); kinds.len()]).collect();
    xlsx(&path, &columns, &rows);
    let read = sheet(&path, "Data");
    for at in 0..kinds.len() as u32 {
        let value = |row: u32| read.get_value((row, at)).unwrap();
        assert_eq!(*value(1), Data::Float(-2.5));
        assert_eq!(*value(2), Data::Float(420601000001.0));
        assert_eq!(*value(3), Data::Float(0.125));
        assert_eq!(*value(4), Data::Bool(true));
        for (row, expected) in [(5, 45351.0), (6, 45351.0 + 49_559.0 / 86_400.0), (7, 0.270_833_333_333_333_3)] {
            match value(row) {
                Data::DateTime(found) => assert!((found.as_f64() - expected).abs() < 1e-9, "row {row}: {found:?}"),
                other => panic!("row {row}, column {at}: {other:?}"),
            }
        }
        assert_eq!(*value(8), Data::Error(calamine::CellErrorType::NA));
        assert_eq!(text(&read, 9, at), "1899-12-31");
        assert_eq!(text(&read, 10, at), "NaN");
    }
}

#[test]
fn a_workbook_has_a_frozen_bold_header_a_filter_widths_and_text_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("look.xlsx");
    let mut columns = vec![column("Id", ColumnKind::Number), column("Phone", ColumnKind::Text)];
    columns[1].emphasis = true;
    xlsx(&path, &columns, &[vec![Cell::Number(1.0), Cell::text("007")], vec![]]);
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#), "{xml}");
    assert!(xml.contains(r#"<autoFilter ref="A1:B3"/>"#), "{xml}");
    assert!(xml.contains(r#"customWidth="1""#), "{xml}");
    let styles = part(&path, "xl/styles.xml");
    // Number format 49 is "@".
    assert!(styles.contains(r#"numFmtId="49""#) && styles.contains("<b/>"), "{styles}");
    assert!(xml.contains(r#"<col min="2" max="2""#) && xml.contains(r#"style=""#), "{xml}");
}

#[test]
fn a_workbook_reaches_any_output() {
    let folder = tempfile::tempdir().unwrap();
    let look = TableLook::Xlsx { sheet: "S".into() };
    let out = Shared::default();
    let mut table = TableWriter::to_writer(Box::new(out.clone()), folder.path(), &look, &general(&["a", "b"])).unwrap();
    table.row(&[Cell::Empty, Cell::text("x")]).unwrap();
    table.finish().unwrap();
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(out.bytes())).unwrap();
    assert_eq!(text(&workbook.worksheet_range("S").unwrap(), 1, 1), "x");
}

#[test]
fn a_full_disk_is_an_error_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    for look in [TableLook::Xlsx { sheet: "S".into() }, TableLook::Delimited(DelimitedLook::default())] {
        let table = TableWriter::to_writer(Box::new(Full), folder.path(), &look, &general(&["a"])).unwrap();
        assert!(matches!(table.finish(), Err(WriteError::Output { .. })));
    }
    let missing = folder.path().join("no such folder").join("t");
    for look in [TableLook::Xlsx { sheet: "S".into() }, TableLook::Delimited(DelimitedLook::default())] {
        assert!(matches!(TableWriter::create(&missing, &look, &general(&["a"])), Err(WriteError::Io { .. })));
    }
}

#[test]
fn limits_are_known_before_the_work() {
    let xlsx = TableLook::Xlsx { sheet: "S".into() };
    assert!(xlsx.check_rows(1_048_575).is_ok());
    let error = xlsx.check_rows(1_048_576).unwrap_err();
    assert!(matches!(error, WriteError::TooManyRows { rows: 1_048_576, limit: 1_048_575 }));
    assert!(TableLook::Delimited(DelimitedLook::default()).check_rows(2_000_000).is_ok());
    let folder = tempfile::tempdir().unwrap();
    let wide = vec![ColumnLook::default(); 16_385];
    let error = TableWriter::create(&folder.path().join("w.xlsx"), &xlsx, &wide).err().unwrap();
    assert!(matches!(error, WriteError::TooManyColumns { columns: 16_385, limit: 16_384 }));
}

#[test]
fn writers_may_change_threads() {
    fn is_send<T: Send>() {}
    is_send::<TableWriter>();
    is_send::<Annotator>();
    is_send::<TemplateWriter>();
    is_send::<WriteError>();
}

#[test]
fn delimited_bytes() {
    let unix = DelimitedLook { delimiter: ';', bom: false, crlf: false };
    let check = |look: DelimitedLook, headers: &[&str], rows: &[Vec<Cell<'_>>], expected: &str| {
        assert_eq!(String::from_utf8(delimited(look, headers, rows)).unwrap(), expected);
    };
    let row = vec![Cell::text("a;b"), Cell::text("say \"hi\""), Cell::text(" x,y ")];
    check(unix, &["h1", "h2", "h3"], &[row], "h1;h2;h3\n\"a;b\";\"say \"\"hi\"\"\"; x,y \n");
    let excel = DelimitedLook::default();
    check(excel, &["h"], &[vec![Cell::text("x\ny")]], "\u{feff}h\r\n\"x\ny\"\r\n");
    // Formula texts and digits are the caller's business.
    check(unix, &["h"], &[vec![Cell::text("=1+1")], vec![Cell::text("007")]], "h\n=1+1\n007\n");
    // Missing cells, an empty row, a table of one column.
    check(unix, &["a", "b", "c"], &[vec![Cell::text("1")], vec![]], "a;b;c\n1;;\n;;\n");
    check(unix, &["a"], &[vec![], vec![Cell::Empty]], "a\n\"\"\n\"\"\n");
    // Beginnings that programs take for something else.
    check(unix, &["ID", "ID"], &[], "\"ID\";ID\n");
    check(unix, &["sep=,"], &[], "\"sep=,\"\n");
    check(unix, &["\u{feff}x"], &[], "\"\u{feff}x\"\n");
    let minus = DelimitedLook { delimiter: '-', ..unix };
    check(minus, &["a", "b"], &[vec![Cell::Number(-1.0), Cell::Number(2.0)]], "a-b\n\"-1\"-2\n");
    let broken_bar = DelimitedLook { delimiter: '¦', ..unix };
    check(broken_bar, &["a", "b"], &[vec![Cell::text("x¦"), Cell::text("y")]], "a¦b\n\"x¦\"¦y\n");
}

#[test]
fn delimited_values_are_written_as_they_are_shown() {
    let cells = [
        Cell::Empty,
        Cell::Number(420601000001.0),
        Cell::Number(-0.5),
        Cell::Number(1e16),
        Cell::Number(1e21),
        Cell::Number(f64::INFINITY),
        Cell::Percent(0.125),
        Cell::Bool(false),
        Cell::DateTime(date(2024, 2, 29).at(0, 0, 0, 0)),
        Cell::DateTime(date(2024, 2, 29).at(1, 2, 3, 0)),
        Cell::Time(time(6, 30, 0, 0)),
        Cell::Error("#N/A".into()),
    ];
    let look = DelimitedLook { delimiter: '\t', bom: false, crlf: false };
    let headers = vec!["h"; cells.len()];
    let written = String::from_utf8(delimited(look, &headers, &[cells.to_vec()])).unwrap();
    let shown: Vec<_> = cells.iter().map(|cell| cell.shown().into_owned()).collect();
    assert_eq!(written.lines().nth(1).unwrap(), shown.join("\t"));
}

#[test]
fn a_row_wider_than_the_table_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for look in [TableLook::Xlsx { sheet: "S".into() }, TableLook::Delimited(DelimitedLook::default())] {
        let mut table = TableWriter::create(&folder.path().join("t"), &look, &general(&["a"])).unwrap();
        let error = table.row(&[Cell::Empty, Cell::Empty]).unwrap_err();
        assert!(matches!(error, WriteError::RowTooWide { cells: 2, columns: 1 }));
        assert_eq!(table.rows(), 0);
    }
}

#[test]
fn a_table_larger_than_the_buffer_is_complete() {
    let rows: Vec<_> = (0..20_000).map(|row| vec![Cell::Number(f64::from(row)), Cell::text("some text")]).collect();
    let written = delimited(DelimitedLook::default(), &["n", "t"], &rows);
    let lines: Vec<&str> = std::str::from_utf8(&written).unwrap().lines().collect();
    assert_eq!(lines.len(), 20_001);
    assert_eq!(lines[20_000], "19999,some text");
}

proptest! {
    #[test]
    fn r5_delimited_text_reads_back_exactly(
        rows in prop::collection::vec(prop::collection::vec("([a;,\t\"\r\n '=é😀\u{feff}]|\\PC){0,6}", 3), 1..8),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        bom: bool,
        crlf: bool,
    ) {
        let headers: Vec<&str> = rows[0].iter().map(String::as_str).collect();
        let cells: Vec<_> = rows[1..].iter().map(|row| row.iter().map(|t| Cell::text(t)).collect()).collect();
        let written = delimited(DelimitedLook { delimiter, bom, crlf }, &headers, &cells);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter as u8).has_headers(false).from_reader(&written[..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, rows);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn r5_workbook_texts_read_back_exactly(
        texts in prop::collection::vec("(_|_x|_x005F_|[0-9A-Fa-f]{4}|[\u{0}-\u{20}]|[&<>=']|\u{fffe}|\\PC){1,8}", 1..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("texts.xlsx");
        let rows: Vec<_> = texts.iter().map(|text| vec![Cell::text(text)]).collect();
        xlsx(&path, &[column("t", ColumnKind::Text)], &rows);
        let read = sheet(&path, "Data");
        for (index, expected) in texts.iter().enumerate() {
            prop_assert_eq!(&text(&read, index as u32 + 1, 0), expected);
        }
    }
}

fn template() -> Template {
    let required = TemplateColumn {
        header: "E-mail *".into(),
        required: true,
        text_format: true,
        width: 30,
        note: Some("One address".into()),
        ..TemplateColumn::default()
    };
    let country = TemplateColumn {
        header: "Country".into(),
        choices: (0..300).map(|n| format!("A country with number {n}")).collect(),
        ..TemplateColumn::default()
    };
    let tags = TemplateColumn {
        header: "Tags".into(),
        choices: vec!["=vip".into(), String::new(), "007".into()],
        several: true,
        ..TemplateColumn::default()
    };
    let born = TemplateColumn { header: "Born".into(), kind: ColumnKind::Date, ..TemplateColumn::default() };
    Template {
        sheet: "Contacts".into(),
        columns: vec![required, country, born, tags],
        rows: vec![vec![Cell::Text("a@example.org".into()), Cell::Empty, Cell::DateTime(date(1990, 5, 17).at(0, 0, 0, 0))]],
        max_rows: 5_000,
        instructions: InstructionSheet {
            name: "How to/fill in".into(),
            title: "How to fill in".into(),
            intro: vec!["First paragraph.".into(), "Second paragraph.".into()],
            table_header: vec!["Column".into(), "Meaning".into()],
            table: vec![vec!["E-mail *".into(), "=not a formula".into()]],
        },
        marker: r#"{"profile":"contacts","version":1}"#.into(),
    }
}

#[test]
fn l3_a_template_has_its_sheets_in_order_and_two_of_them_hidden_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.xlsx");
    write_template(&path, &template()).unwrap();
    let workbook: Xlsx<std::io::BufReader<std::fs::File>> = open_workbook(&path).unwrap();
    let sheets: Vec<_> = workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let expected = [
        ("Contacts", SheetVisible::Visible),
        ("How to fill in", SheetVisible::Visible),
        (LISTS_SHEET, SheetVisible::VeryHidden),
        (MARKER_SHEET, SheetVisible::VeryHidden),
    ];
    assert_eq!(sheets, expected.map(|(name, visible)| (name.to_owned(), visible)));
    assert_eq!(text(&sheet(&path, MARKER_SHEET), 0, 0), template().marker);
    let lists = sheet(&path, LISTS_SHEET);
    assert_eq!(text(&lists, 299, 0), "A country with number 299");
    assert_eq!((text(&lists, 0, 1), text(&lists, 1, 1)), ("=vip".into(), "007".into()));
}

#[test]
fn l3_one_validation_for_each_column_with_choices_over_the_whole_range() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.xlsx");
    write_template(&path, &template()).unwrap();
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<dataValidations count="2">"#), "{xml}");
    assert_eq!(xml.matches("<dataValidation ").count(), 2);
    for expected in [
        r#"sqref="B2:B5001""#,
        r#"sqref="D2:D5001""#,
        "<formula1>_lists!$A$1:$A$300</formula1>",
        "<formula1>_lists!$B$1:$B$2</formula1>",
        r#"errorStyle="warning""#,
    ] {
        assert!(xml.contains(expected), "{expected} is not in {xml}");
    }
    // Several choices in one cell are not questioned.
    assert_eq!(xml.matches("showErrorMessage").count(), 1);
}

#[test]
fn l3_a_template_shows_its_data_header_note_and_instructions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.xlsx");
    write_template(&path, &template()).unwrap();
    let data = sheet(&path, "Contacts");
    let headers: Vec<_> = (0..4).map(|at| text(&data, 0, at)).collect();
    assert_eq!(headers, ["E-mail *", "Country", "Born", "Tags"]);
    assert_eq!(text(&data, 1, 0), "a@example.org");
    assert!(matches!(data.get_value((1, 2)), Some(Data::DateTime(at)) if at.as_f64() == 33010.0));
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"state="frozen""#), "{xml}");
    assert!(part(&path, "xl/comments1.xml").contains("One address"));
    let styles = part(&path, "xl/styles.xml");
    assert!(styles.contains("FFFFD966") && styles.contains("FFE7E6E6"), "required columns have a fill of their own");
    let help = sheet(&path, "How to fill in");
    assert_eq!(text(&help, 0, 0), "How to fill in");
    assert_eq!(text(&help, 2, 0), "First paragraph.");
    assert_eq!((text(&help, 5, 1), text(&help, 6, 1)), ("Meaning".into(), "=not a formula".into()));
}

#[test]
fn a_template_without_choices_and_instructions_has_two_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.xlsx");
    let mut template = template();
    template.columns.truncate(1);
    template.rows.clear();
    template.instructions = InstructionSheet::default();
    // The name of a hidden sheet is not free.
    template.sheet = "_KARTOTEKA".into();
    write_template(&path, &template).unwrap();
    let workbook: Xlsx<std::io::BufReader<std::fs::File>> = open_workbook(&path).unwrap();
    assert_eq!(workbook.sheet_names(), ["_KARTOTEKA 2", MARKER_SHEET]);
}

#[test]
fn m1_an_edit_template_is_streamed_and_its_lists_reach_the_last_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edit.xlsx");
    let mut writer = TemplateWriter::create(&path, template()).unwrap();
    for number in 1..6_000 {
        writer.row(&[Cell::Text(format!("{number}@example.org").into())]).unwrap();
    }
    assert_eq!(writer.finish().unwrap(), 6_000);
    assert_eq!(text(&sheet(&path, "Contacts"), 6_000, 0), "5999@example.org");
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"sqref="B2:B6001""#) && xml.contains(r#"<autoFilter ref="A1:D6001"/>"#));
}

#[test]
fn h1_a_template_as_delimited_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("template.csv");
    let look = DelimitedLook { delimiter: ';', bom: true, crlf: false };
    write_template_csv(&path, &template(), &look).unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, "\u{feff}E-mail *;Country;Born;Tags\na@example.org;;1990-05-17;\n");
}

fn row(number: u32, cells: Vec<Cell<'static>>) -> Row<'static> {
    Row { number: RowNumber(number), hidden: false, cells }
}

fn annotation(column: usize, text: &str, severity: Shade) -> Annotation {
    Annotation { column, text: text.to_owned(), severity }
}

fn look(columns: usize) -> AnnotateLook {
    AnnotateLook { reason_header: "Reason".into(), columns, ..AnnotateLook::default() }
}

#[test]
fn an_annotated_file_gives_the_rows_back_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotated.xlsx");
    let headers = [
        row(1, vec![Cell::Text("A title".into())]),
        row(2, vec![Cell::Text("Phone".into()), Cell::Text("Sum".into()), Cell::Text("Born".into())]),
    ];
    let mut annotator = Annotator::create(&path, "Rows", &headers, look(3)).unwrap();
    let good = row(3, vec![Cell::Text("007".into()), Cell::Number(1.5)]);
    annotator.row(&AnnotatedRow { row: &good, cells: vec![], row_note: None }).unwrap();
    let born = Cell::DateTime(date(2024, 2, 29).at(0, 0, 0, 0));
    let bad = row(7, vec![Cell::Text("=x".into()), Cell::Number(2.5), born, Cell::Text("beyond".into())]);
    let cells = vec![
        annotation(2, "Born too late", Shade::Warning),
        annotation(0, "Not a phone", Shade::Error),
        annotation(0, "Looks like a formula", Shade::Note),
    ];
    annotator.row(&AnnotatedRow { row: &bad, cells, row_note: Some("Twice in the file".into()) }).unwrap();
    assert_eq!(annotator.finish().unwrap(), 2);

    let read = sheet(&path, "Rows");
    assert_eq!(text(&read, 1, 3), "Reason");
    assert_eq!((text(&read, 2, 0), text(&read, 2, 3)), ("007".into(), String::new()));
    assert_eq!(text(&read, 3, 0), "=x");
    assert_eq!(read.get_value((3, 1)), Some(&Data::Float(2.5)));
    assert!(matches!(read.get_value((3, 2)), Some(Data::DateTime(at)) if at.as_f64() == 45351.0));
    assert_eq!(text(&read, 3, 3), "Twice in the file\nNot a phone\nLooks like a formula\nBorn too late");
    assert_eq!(text(&read, 3, 4), "beyond");
    let comments = part(&path, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 2);
    assert!(comments.contains(r#"ref="A4""#) && comments.contains(r#"ref="C4""#), "{comments}");
    let styles = part(&path, "xl/styles.xml");
    assert!(styles.contains("FFFFC7CE") && styles.contains("FFFFEB9C") && !styles.contains("FFDDEBF7"), "{styles}");
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"ySplit="2""#) && xml.contains(r#"<autoFilter ref="A2:D4"/>"#), "{xml}");
}

#[test]
fn an_annotated_file_can_keep_the_row_numbers_and_shade_missing_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotated.xlsx");
    let headers = [row(1, vec![Cell::Text("Name".into()), Cell::Text("E-mail".into())])];
    let look = AnnotateLook { keep_row_numbers: true, ..look(2) };
    let mut annotator = Annotator::create(&path, "Rows", &headers, look).unwrap();
    let short = row(14, vec![Cell::Text("Eva".into())]);
    let cells = vec![annotation(1, &"long ".repeat(500), Shade::Error), annotation(9, "of the row", Shade::Error)];
    annotator.row(&AnnotatedRow { row: &short, cells, row_note: None }).unwrap();
    annotator.finish().unwrap();
    let read = sheet(&path, "Rows");
    assert_eq!(text(&read, 13, 0), "Eva");
    assert!(text(&read, 13, 2).ends_with("of the row"));
    let comments = part(&path, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 1);
    assert!(comments.contains(r#"ref="B14""#) && comments.contains('…') && comments.len() < 2_500, "{comments}");
    assert!(part(&path, "xl/worksheets/sheet1.xml").contains(r#"<c r="B14" s=""#));
}

#[test]
fn twenty_thousand_annotated_rows_with_a_limit_of_comments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotated.xlsx");
    let headers = [row(1, vec![Cell::Text("Name".into())])];
    let look = AnnotateLook { notes_limit: 15_000, ..look(1) };
    let mut annotator = Annotator::create(&path, "Rows", &headers, look).unwrap();
    for number in 2..20_002 {
        let row = row(number, vec![Cell::Text(format!("Name {number}").into())]);
        let cells = vec![annotation(0, "Some reason", Shade::Error)];
        annotator.row(&AnnotatedRow { row: &row, cells, row_note: None }).unwrap();
    }
    assert_eq!(annotator.finish().unwrap(), 20_000);
    let read = sheet(&path, "Rows");
    assert_eq!((text(&read, 20_000, 0), text(&read, 20_000, 1)), ("Name 20001".into(), "Some reason".into()));
    assert_eq!(part(&path, "xl/comments1.xml").matches("<comment ").count(), 15_000);
}

#[test]
fn a_text_too_long_for_a_workbook_is_cut_and_marked_in_the_annotated_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotated.xlsx");
    let headers = [row(1, vec![Cell::Text("Name".into())])];
    let look = AnnotateLook { cut_reason: "Cut".into(), ..look(1) };
    let mut annotator = Annotator::create(&path, "Rows", &headers, look).unwrap();
    let long = row(2, vec![Cell::Text("a".repeat(40_000).into())]);
    annotator.row(&AnnotatedRow { row: &long, cells: vec![], row_note: None }).unwrap();
    annotator.finish().unwrap();
    let read = sheet(&path, "Rows");
    assert_eq!(text(&read, 1, 0), format!("{}…", "a".repeat(XLSX_TEXT_LIMIT - 1)));
    assert_eq!(text(&read, 1, 1), "Cut");
}
