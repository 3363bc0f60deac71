//! The sample files, as their README describes them.

use kartoteka_domain::cell::Cell;
use kartoteka_sheets::{EncodingReason, Format};

use crate::help::{looked, rows, sample};

#[test]
fn every_sample_is_recognised_and_has_its_rows() {
    for (name, format, rows_expected, columns) in [
        ("leady-veletrh.xlsx", Format::Xlsx, 501, 17),
        ("leady-veletrh.ods", Format::Ods, 501, 17),
        ("contatos.xlsx", Format::Xlsx, 1_201, 14),
        ("contatos-libreoffice.xlsx", Format::Xlsx, 1_201, 14),
        ("exported 03.12 13.28.27.xlsx", Format::Xlsx, 1_501, 5),
        ("kompanii-otvetstvennye.xls", Format::Xls, 63, 4),
        ("spolecnosti_utf8.csv", Format::Delimited, 201, 7),
        ("uzivatele_utf8.csv", Format::Delimited, 601, 6),
        ("uzivatele_chyby.csv", Format::Delimited, 41, 6),
        ("operatori_windows1250.csv", Format::Delimited, 9, 6),
        ("people-1000.csv", Format::Delimited, 1_001, 9),
        ("organizations-1000.csv", Format::Delimited, 1_001, 9),
        ("customers-1000.csv", Format::Delimited, 1_001, 12),
    ] {
        let path = sample(name);
        let found = looked(&path).expect(name);
        assert_eq!(found.format, format, "{name}");
        assert_eq!(found.sheets.len(), 1, "{name}");
        assert_eq!(found.sheets[0].rows.len(), rows_expected.min(40), "{name}");
        let rows = rows(&path).expect(name);
        assert_eq!(rows.len(), rows_expected, "{name}");
        assert_eq!(rows[0].cells.len(), columns, "{name}");
        assert_eq!(rows[..found.sheets[0].rows.len()], found.sheets[0].rows, "{name}");
        assert!(rows.iter().zip(1..).all(|(row, number)| row.number.0 == number), "{name}");
    }
}

#[test]
fn l8_row_fifteen_is_row_fifteen_in_both_formats() {
    let (xlsx, ods) = (rows(&sample("leady-veletrh.xlsx")).expect("xlsx"), rows(&sample("leady-veletrh.ods")).expect("ods"));
    for rows in [&xlsx, &ods] {
        assert_eq!(rows[14].number.0, 15);
        assert!(rows[14].cell(6).shown().ends_with('@'), "{:?}", rows[14].cell(6));
        assert_eq!(rows[30].cell(0), &Cell::Empty, "the subject of row 31");
        assert!(rows.iter().skip(1).any(|row| matches!(row.cell(7), Cell::Number(_))), "some phones are numbers");
    }
    assert_eq!(xlsx, ods);
}

#[test]
fn dates_are_the_same_from_two_writers() {
    let (one, other) = (rows(&sample("contatos.xlsx")).expect("xlsx"), rows(&sample("contatos-libreoffice.xlsx")).expect("xlsx"));
    for (one, other) in one.iter().zip(&other).skip(1) {
        assert!(matches!(one.cell(8), Cell::DateTime(at) if at.hour() == 0), "{:?}", one.cell(8));
        assert_eq!(one, other);
    }
}

#[test]
fn str_12_xls_holds_numbers_and_cyrillic() {
    let rows = rows(&sample("kompanii-otvetstvennye.xls")).expect("xls");
    assert_eq!(rows[0].cell(1).shown(), "Наименование");
    assert_eq!(rows[61].cell(0), &Cell::Number(99_999.0));
    assert_eq!(rows[62].cell(3).shown(), "nikto");
    assert_eq!(looked(&sample("kompanii-otvetstvennye.xls")).expect("xls").sheets[0].name, "Компании");
}

#[test]
fn ids_are_texts_and_numbers_and_an_empty_first_cell_is_no_blank_row() {
    let rows = rows(&sample("exported 03.12 13.28.27.xlsx")).expect("xlsx");
    assert_eq!(rows[19].cell(0), &Cell::Empty);
    assert!(!rows[19].is_blank());
    assert_eq!(rows[49].cell(0), rows[48].cell(0));
    assert_eq!(rows[59].cell(0), &Cell::Number(111.0));
    assert_eq!(rows[61].cell(0), &Cell::text("@nickname"));
}

#[test]
fn enc_05_eight_lines_of_windows_1250_are_noticed() {
    let found = looked(&sample("operatori_windows1250.csv")).expect("csv");
    let encoding = found.encoding.expect("an encoding");
    assert_eq!((encoding.label.as_str(), encoding.sure, encoding.reason), ("windows-1250", false, EncodingReason::Letters));
    assert!(encoding.sample.starts_with("Uživatelské jméno;"), "{}", encoding.sample);
    assert_eq!(found.delimiter.expect("a delimiter").delimiter, ';');
    assert_eq!(found.sheets[0].rows[8].cell(3).shown(), "Dvořák 8");
}
