//! The person's own file with reasons.

use super::*;

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
