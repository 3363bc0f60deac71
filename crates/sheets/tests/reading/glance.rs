//! Usual rows and cells are read at a glance, and shared texts looked up for many at once. Written a little otherwise, the same
//! sheet goes by the reader of tokens; both must give the same rows and the same refusals.

use std::fmt::Write;

use kartoteka_sheets::{Limits, ReadingOptions, SheetError, Wall};

use crate::help::{rows_with, xlsx};

const STRINGS: &str = "<sst><si><t>first</t></si><si><t></t></si><si><t>a_x0009_b</t></si><si><t>m_x</t></si><si><t>R&amp;D</t></si>\
                       <si><t xml:space=\"preserve\"> žluťoučký </t></si><si><r><t>ri</t></r><r><t>ch</t></r></si></sst>";

/// What reading gives: each row as text, the counts; or the refusal.
fn read(sheet: &str, limits: &Limits) -> Result<Vec<String>, SheetError> {
    let made = xlsx(sheet, &[("xl/sharedStrings.xml", STRINGS)]);
    let (rows, report) = rows_with(&made.path, 0, &ReadingOptions::default(), limits, &Wall::InProcess)?;
    let mut seen: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    seen.push(format!("{report:?}"));
    Ok(seen)
}

/// The same by the reader of tokens.
fn read_slowly(sheet: &str, limits: &Limits) -> Result<Vec<String>, SheetError> {
    read(&sheet.replace("<c ", "<c  ").replace("<row ", "<row  "), limits)
}

fn shared(reference: &str, index: usize) -> String {
    format!("<c r=\"{reference}\" t=\"s\"><v>{index}</v></c>")
}

/// Rows of every kind, more than fit into a window: shared texts alone, between numbers, gaps, blank and hidden rows, rows that
/// are not there.
fn sheet() -> String {
    let mut sheet = "<sheetData>".to_owned();
    for row in (1..=9_000).filter(|row| row % 31 != 0) {
        let more = ["", "", " spans=\"1:9\"", " hidden=\"1\"", " ht=\"20\""][row % 5];
        let _ = write!(sheet, "<row r=\"{row}\"{more}>");
        for (at, column) in ["A", "C", "D", "F", "AA"].iter().enumerate().take(row % 7) {
            let reference = format!("{column}{row}");
            sheet += &match (row / 40 + at) % 6 {
                0..=2 => shared(&reference, (row * 5 + at) % 7),
                3 => format!("<c r=\"{reference}\"><v>{row}.5</v></c>"),
                4 => format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>own {row}</t></is></c>"),
                _ => shared(&reference, 1),
            };
        }
        sheet += "</row>";
    }
    sheet + "</sheetData>"
}

#[test]
fn the_glance_and_the_tokens_give_the_same_rows() {
    let seen = read(&sheet(), &Limits::default()).expect("reads");
    assert!(seen.len() > 6_000, "{}", seen.len());
    for text in ["first", "a\\tb", "m_x", "R&D", " žluťoučký ", "rich", "own 8999"] {
        assert!(seen.iter().any(|row| row.contains(text)), "{text}");
    }
    assert!(seen == read_slowly(&sheet(), &Limits::default()).expect("reads"));
}

#[test]
fn the_first_trouble_is_the_one_that_is_named() {
    let missing = SheetError::Damaged { what: "shared-string".into() };
    let limits = Limits { columns: 3, rows: 2, ..Limits::default() };
    let row = |number: u32, cells: &str| format!("<row r=\"{number}\">{cells}</row>");
    let good = |number: u32| row(number, &shared(&format!("A{number}"), 0));
    for (rows, expected) in [
        (vec![row(1, &(shared("A1", 7) + &shared("E1", 0)))], missing.clone()),
        (vec![row(1, &(shared("E1", 0) + &shared("F1", 7)))], SheetError::TooManyColumns { row: 1, columns: 5, limit: 3 }),
        (vec![row(1, &(shared("B1", 0) + &shared("A1", 0)))], SheetError::Damaged { what: "cell-order".into() }),
        (vec![good(1), good(2), good(3), row(4, &shared("A4", 7))], SheetError::TooManyRows { limit: 2 }),
        (vec![good(1), good(3), good(2)], SheetError::Damaged { what: "row".into() }),
        (vec![good(1), good(1_048_577)], SheetError::Damaged { what: "row".into() }),
        (vec![row(1, &shared("A1", 12_345_678))], missing.clone()),
        (vec![row(1, &shared("A1", usize::MAX))], missing),
    ] {
        let sheet = format!("<sheetData>{}</sheetData>", rows.concat());
        assert_eq!(read(&sheet, &limits), Err(expected.clone()), "{sheet}");
        assert_eq!(read_slowly(&sheet, &limits), Err(expected), "{sheet}");
    }
}

#[test]
fn cells_that_say_no_column_do_not_gather_without_end() {
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(2_001);
    let refused = read(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"), &Limits::default());
    assert_eq!(refused, Err(SheetError::TooManyColumns { row: 1, columns: 2_001, limit: 2_000 }));
}
