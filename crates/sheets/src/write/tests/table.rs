//! Tables in workbooks, and what holds for both forms.

use super::*;

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
fn a_row_wider_than_the_table_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for look in [TableLook::Xlsx { sheet: "S".into() }, TableLook::Delimited(DelimitedLook::default())] {
        let mut table = TableWriter::create(&folder.path().join("t"), &look, &general(&["a"])).unwrap();
        let error = table.row(&[Cell::Empty, Cell::Empty]).unwrap_err();
        assert!(matches!(error, WriteError::RowTooWide { cells: 2, columns: 1 }));
        assert_eq!(table.rows(), 0);
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
