//! More of the catalogue of bad input on files of real programs: encodings, quotes, structure, and what a workbook says of itself.

use jiff::civil::date;
use kartoteka_domain::cell::Cell;
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::builtin_types;
use kartoteka_domain::suggestion::{Wanted, header_row};
use kartoteka_sheets::{EncodingReason, Limits, Note, ReadingOptions, SheetError, Wall};

use crate::help::{case, lines, looked, read, rows, rows_with, told};

const CZECH: [&str; 3] =
    ["1: Jméno | Město | Poznámka", "2: Jiří | Plzeň | řekl \"ano\"; a odešel", "3: Žofie | Třebíč | první\ndruhý"];

fn refused(name: &str) -> SheetError {
    looked(&case(name)).expect_err(name)
}

fn encoding(name: &str) -> (String, bool, EncodingReason) {
    let found = looked(&case(name)).expect(name).encoding.expect("an encoding");
    (found.label, found.sure, found.reason)
}

#[test]
fn enc_01_enc_04_unicode_is_sure_and_exact() {
    for (name, label, reason) in [
        ("enc-01-utf-8.csv", "UTF-8", EncodingReason::ValidUtf8),
        ("enc-04-utf-16be.csv", "UTF-16BE", EncodingReason::ByteOrderMark),
    ] {
        assert_eq!(encoding(name), (label.to_owned(), true, reason), "{name}");
        assert_eq!(lines(name), CZECH, "{name}");
    }
}

#[test]
fn enc_05_enc_06_enc_07_code_pages_of_windows_are_likely_and_right() {
    let russian = ["1: Имя | Город | Примечание", "2: Иван | Москва | позвонить завтра", "3: Анна | Тверь | отправить письмо"];
    let french = ["1: Nom | Ville | Remarque", "2: Hélène | Besançon | à rappeler", "3: François | Orléans | reçu l'été dernier"];
    let german =
        ["1: Name | Stadt | Bemerkung", "2: Jürgen Groß | München | später zurückrufen", "3: Änne | Köln | Straße geändert"];
    let spanish =
        ["1: Nombre | Ciudad | Nota", "2: Íñigo Muñoz | A Coruña | llamará mañana", "3: Ángela | Málaga | ¿recibió el envío?"];
    let portuguese = ["1: Nome | Cidade | Nota", "2: João | São Paulo | não ligou", "3: Conceição | Goiânia | ligação amanhã"];
    for (name, label, expected) in [
        ("enc-05-windows-1250.csv", "windows-1250", CZECH),
        ("enc-06-windows-1251.csv", "windows-1251", russian),
        ("enc-07-windows-1252-french.csv", "windows-1252", french),
        ("enc-07-windows-1252-german.csv", "windows-1252", german),
        ("enc-07-windows-1252-spanish.csv", "windows-1252", spanish),
        ("enc-07-windows-1252-portuguese.csv", "windows-1252", portuguese),
    ] {
        assert_eq!(encoding(name), (label.to_owned(), false, EncodingReason::Letters), "{name}");
        assert_eq!(lines(name), expected, "{name}");
        let sample = looked(&case(name)).expect(name).encoding.expect("an encoding").sample;
        assert!(sample.lines().count() >= 2 && !sample.is_ascii(), "{name}: {sample}");
    }
}

#[test]
fn enc_11_a_row_in_another_code_page_is_refused_with_its_line() {
    assert_eq!(refused("enc-11-two-code-pages.csv"), SheetError::Encoding { line: 3, encoding: "UTF-8".into() });
}

#[test]
fn enc_12_control_characters_come_as_they_are_to_be_judged() {
    let expected = ["1: Name | Phone", "2: Al\u{1}fa | 601000001", "3: Be\u{0}ta | 601000002", "4: Gama | 601000003"];
    assert_eq!(lines("enc-12-control-characters.csv"), expected);
}

#[test]
fn enc_15_east_asian_code_pages_are_asked_about_and_never_latin() {
    for name in ["enc-15-shift-jis.csv", "enc-15-gb18030.csv"] {
        let (label, sure, _) = encoding(name);
        let latin = ["windows-1250", "windows-1251", "windows-1252", "ISO-8859-2", "KOI8-R", "IBM866"];
        assert!(!sure && !latin.contains(&label.as_str()), "{name}: {label}");
    }
}

#[test]
fn del_01_del_05_del_06_del_07_del_08_delimiters_as_programs_write_them() {
    for (name, delimiter, expected) in [
        ("del-01-comma.csv", Some(','), &CZECH[..]),
        ("del-05-decimal-comma.csv", Some(';'), &["1: Name | Value", "2: Alfa | 1234,5", "3: Beta | 0,75"]),
        ("del-05-decimal-comma-quoted.csv", Some(','), &["1: Name | Value", "2: Alfa | 1234,5", "3: Beta | 0,75"]),
        ("del-06-sep-line.csv", Some('|'), &CZECH),
        ("del-07-one-column.csv", None, &["1: Jméno", "2: Jiří", "3: Žofie"]),
        (
            "del-08-commas-in-texts.csv",
            Some(';'),
            &["1: id | note", "2: 1 | one, two, three, four", "3: 2 | five, six", "4: 3 | seven, eight, nine"],
        ),
    ] {
        let found = looked(&case(name)).expect(name).delimiter.expect("a delimiter");
        assert!(delimiter.is_none_or(|sign| sign == found.delimiter), "{name}: {found:?}");
        let seen: Vec<String> = lines(name).iter().map(|line| line.replace("\r\n", "\n")).collect();
        assert_eq!(seen, expected, "{name}");
    }
}

#[test]
fn quo_01_quo_05_quo_07_cells_are_whole() {
    assert_eq!(lines("quo-01-delimiter-inside.csv"), ["1: a | b", "2: 1,5 | x"]);
    assert_eq!(lines("quo-05-carriage-returns.csv"), ["1: a | b", "2: 1 | 2", "3: 3 | 4"]);
    let (rows, _) = read("quo-07-long-cell.csv");
    assert_eq!(rows[1].cells, [Cell::Text("ž".repeat(100_000).into()), Cell::text("x")]);
    assert_eq!(rows[2].number.0, 3);
}

#[test]
fn quo_08_backslashes_of_pandas_are_kept_and_told() {
    let (rows, report) = read("quo-08-backslashes.csv");
    assert!(rows[1].cell(0).shown().starts_with("say \\"), "{rows:?}");
    assert!(report.notes.is_empty() || report.notes == [Note::TextAfterQuote { count: 1, first_row: 2 }], "{:?}", report.notes);
}

#[test]
fn hdr_08_the_header_is_found_under_the_titles() {
    let (rows, _) = read("hdr-08-titles.xlsx");
    assert_eq!(told(&rows)[2], "4: Name | Phone | E-mail");
    let contacts = builtin_types().iter().find(|one| one.key.as_str() == "contact").expect("contacts");
    let wanted = Wanted { record_type: contacts, language: Language::English, edit_file: false };
    assert_eq!(header_row(&wanted, &rows), Some(4));
}

#[test]
fn str_03_str_04_str_05_str_20_a_workbook_says_what_is_hidden_filtered_merged() {
    for name in ["str-03-04-05-20.xlsx", "str-03-04-05-20-libreoffice.ods", "str-03-04-05-20-libreoffice.xls"] {
        let found = looked(&case(name)).expect(name);
        let sheets: Vec<_> = found.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
        assert_eq!(sheets[..4], [("Data", false), ("Second", false), ("Secret", true), ("Deep", true)], "{name}");
        let (rows, report) = read(name);
        assert_eq!(
            told(&rows),
            ["1: Name | City", "2: Alfa | Brno", "3: Beta | Praha", "4: Gama | Brno", "5: Delta | Praha", "6: Epsilon"]
        );
        assert_eq!(rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, false, true, false, true, false], "{name}");
        for note in [Note::HiddenColumns { count: 2 }, Note::FilteredRows { count: 2 }, Note::MergedCells { count: 1 }] {
            assert!(report.notes.contains(&note), "{name}: {note:?} in {:?}", report.notes);
        }
    }
}

#[test]
fn val_04_val_05_days_are_the_same_from_1900_and_1904() {
    let days = [date(2025, 1, 1), date(1985, 2, 28)].map(|day| Cell::DateTime(day.at(0, 0, 0, 0)));
    for name in ["val-04-xlsxwriter-1900.xlsx", "val-05-xlsxwriter-1904.xlsx", "val-05-libreoffice-1904.ods"] {
        let (rows, _) = read(name);
        assert_eq!([rows[1].cell(1).clone(), rows[2].cell(1).clone()], days, "{name}");
    }
    assert_eq!(read("val-05-xlwt-1904.xls").0[1].cell(1), &days[0]);
}

#[test]
fn val_23_str_08_iso_dates_and_strict_workbooks_are_read() {
    let at = |cell: &Cell<'_>| matches!(cell, Cell::DateTime(at) if at.date() == date(2024, 2, 29) && (at.hour(), at.minute()) == (13, 5));
    for name in ["val-23-iso-dates.xlsx", "str-08-val-23-strict.xlsx"] {
        let (rows, _) = read(name);
        assert_eq!(rows[1].cell(1), &Cell::DateTime(date(1985, 2, 28).at(0, 0, 0, 0)), "{name}");
        assert!(at(rows[1].cell(2)), "{name}: {:?}", rows[1].cell(2));
    }
    let (ours, theirs) = (read("val-01-10-openpyxl.xlsx").0, read("str-08-libreoffice.xlsx").0);
    assert_eq!(ours[1].cells[..8], theirs[1].cells[..8]);
}

#[test]
fn str_01_an_empty_workbook_of_any_program_is_no_data() {
    for name in ["str-01-empty-openpyxl.xlsx", "str-01-empty-xlwt.xls", "str-01-empty-libreoffice.ods"] {
        assert_eq!(refused(name), SheetError::NoData, "{name}");
        assert_eq!(rows(&case(name)).expect_err(name), SheetError::NoData, "{name}");
    }
}

#[test]
fn str_09_a_password_is_named_whatever_the_format() {
    for name in ["str-09-libreoffice.xlsx", "str-09-libreoffice.xls", "str-09-libreoffice.ods"] {
        assert_eq!(refused(name), SheetError::Password, "{name}");
    }
}

#[test]
fn str_10_the_last_column_is_read_or_the_limit_is_named() {
    let limits = Limits { columns: 16_384, ..Limits::default() };
    let name = "str-10-last-column.xlsx";
    let (wide, _) = rows_with(&case(name), 0, &ReadingOptions::default(), &limits, &Wall::InProcess).expect(name);
    assert_eq!((wide[0].cells.len(), wide[0].cell(16_383)), (16_384, &Cell::text("last")));
    assert_eq!(rows(&case(name)).expect_err(name), SheetError::TooManyColumns { row: 1, columns: 16_384, limit: 2_000 });
}

#[test]
fn str_15_str_21_content_decides_and_archives_are_named() {
    assert_eq!(lines("str-15-csv-named.xlsx"), CZECH);
    assert_eq!(refused("str-21-csv.gz"), SheetError::NotASheet { what: "gzip".into() });
}

#[test]
fn str_17_str_18_val_17_repeats_blanks_and_annotations_of_documents() {
    let (rows, report) = read("str-17-18-odfpy.ods");
    assert_eq!(told(&rows), ["1: Name | City", "5: two  blanks | two  blanks", "6: two  blanks | two  blanks"]);
    assert_eq!((report.blank_rows, report.last_row.0), (3, 6));
    let seen = lines("val-09-15-17-libreoffice.ods");
    assert_eq!(seen[..4], ["1: text", "2: plain bold plain", "3: link", "4: commented"]);
    assert_eq!(seen[4], "5: \u{202e}abc\u{202c} עברית");
}
