//! Templates.

use super::*;

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
        more: Vec::new(),
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
