//! The catalogue of bad input on files that real programs wrote: `tests/cases`, made by the script beside them.

use std::time::{Duration, Instant};

use kartoteka_domain::cell::Cell;
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::builtin_types;
use kartoteka_domain::suggestion::{Confidence, Suggestion, Wanted, column_letters, header_row, headers_of, suggest};
use kartoteka_sheets::{EncodingReason, Format, Limits, Note, ReadingOptions, SheetError, Wall};

use crate::help::{case, file, lines, looked, read, rows, rows_with, told};

const CZECH: [&str; 3] =
    ["1: Jméno | Město | Poznámka", "2: Jiří | Plzeň | řekl \"ano\"; a odešel", "3: Žofie | Třebíč | první\ndruhý"];
const RUSSIAN: [&str; 3] =
    ["1: Имя | Город | Примечание", "2: Иван | Москва | позвонить завтра", "3: Анна | Тверь | отправить письмо"];

#[test]
fn enc_02_the_mark_is_no_part_of_the_first_header() {
    assert_eq!(lines("enc-02-utf-8-mark.csv"), CZECH);
    let found = looked(&case("enc-02-utf-8-mark.csv")).expect("read").encoding.expect("an encoding");
    assert_eq!((found.label.as_str(), found.sure, found.reason), ("UTF-8", true, EncodingReason::ByteOrderMark));
}

#[test]
fn enc_03_unicode_text_of_excel() {
    assert_eq!(lines("enc-03-utf-16le-tabs.csv"), CZECH);
}

#[test]
fn enc_08_enc_09_enc_10_a_code_page_is_found_with_a_sample_to_compare() {
    for (name, label, expected) in [
        ("enc-08-iso-8859-2.csv", "ISO-8859-2", CZECH),
        ("enc-09-koi8-r.csv", "KOI8-R", RUSSIAN),
        ("enc-10-cp866.csv", "IBM866", RUSSIAN),
    ] {
        assert_eq!(lines(name), expected, "{name}");
        let found = looked(&case(name)).expect("read").encoding.expect("an encoding");
        assert_eq!((found.label.as_str(), found.sure, found.reason), (label, false, EncodingReason::Letters));
        assert!(found.sample.lines().count() >= 2, "{}", found.sample);
    }
}

#[test]
fn enc_13_utf_16_without_a_mark_is_likely_by_its_zeros() {
    let name = "enc-13-utf-16-without-mark.csv";
    assert_eq!(lines(name), ["1: Jméno | Město", "2: Jiří | Plzeň"]);
    let found = looked(&case(name)).expect("read").encoding.expect("an encoding");
    assert_eq!((found.label.as_str(), found.sure, found.reason), ("UTF-16LE", false, EncodingReason::ZeroBytes));
}

#[test]
fn enc_16_a_wrong_choice_leaves_nothing_behind() {
    let name = case("enc-08-iso-8859-2.csv");
    let wrong = ReadingOptions { encoding: Some("windows-1251".into()), ..ReadingOptions::default() };
    let (seen, _) = rows_with(&name, 0, &wrong, &Limits::default(), &Wall::InProcess).expect("read");
    assert_ne!(told(&seen), CZECH);
    assert_eq!(told(&rows(&name).expect("read again")), CZECH);
}

#[test]
fn del_02_del_03_del_04_the_delimiter_of_pandas_is_found_surely() {
    for (name, delimiter) in [("del-02-semicolon.csv", ';'), ("del-03-tab.csv", '\t'), ("del-04-pipe.csv", '|')] {
        let found = looked(&case(name)).expect("read").delimiter.expect("a delimiter");
        assert_eq!((found.delimiter, found.sure), (delimiter, true), "{name}");
        assert_eq!(lines(name), CZECH, "{name}");
    }
}

#[test]
fn quo_02_quo_03_quo_04_quo_09_quotes_and_line_ends() {
    let expected = ["1: name | note", "2: say \"hi\" | one", "3: two\r\nlines | 5\" screw", "4: last | row"];
    assert_eq!(lines("quo-02-03-04-09.csv"), expected);
}

#[test]
fn hdr_01_without_a_header_the_first_row_is_there() {
    assert_eq!(lines("hdr-01-none.csv")[0], "1: Alfa | alfa@example.cz | Brno");
}

#[test]
fn hdr_07_merged_headers_stand_where_they_begin() {
    let expected = ["1: Company |  | Address", "2: Name | Tax ID | City | ZIP code", "3: Alfa | CZ1 | Brno | 60200"];
    assert_eq!(lines("hdr-07-two-rows-merged.xlsx"), expected);
}

/// The row of values, without its formula, which each program stores in its own way.
fn values(name: &str) -> Vec<Cell<'static>> {
    let (rows, _) = read(name);
    assert_eq!(told(&rows[..1])[0], "1: zeros | percent | date | moment | time | elapsed | long | truth | formula | text");
    let mut cells = rows[1].cells.clone();
    cells.remove(8);
    cells
}

#[test]
fn val_01_val_03_val_08_val_09_val_10_cells_mean_the_same_in_every_format() {
    let expected = [
        Cell::text("02063"),
        Cell::Percent(0.125),
        Cell::DateTime(jiff::civil::date(2024, 2, 29).at(0, 0, 0, 0)),
        Cell::DateTime(jiff::civil::date(2024, 2, 29).at(13, 5, 0, 0)),
        Cell::Time(jiff::civil::time(13, 5, 0, 0)),
        Cell::text("36:00:00"),
        Cell::Number(420_601_000_001.0),
        Cell::Bool(true),
        Cell::text("=1+1"),
    ];
    for name in ["val-01-10-openpyxl.xlsx", "str-12-val-01-10-xlwt.xls", "val-01-10-libreoffice.ods", "val-01-10-libreoffice.xls"]
    {
        let mut seen = values(name);
        if name.ends_with("ods") {
            // To LibreOffice a truth is a formula whose result is a number.
            assert_eq!(std::mem::replace(&mut seen[7], Cell::Bool(true)), Cell::Number(1.0));
        }
        assert_eq!(seen, expected, "{name}");
    }
}

#[test]
fn val_12_a_formula_without_a_result_is_said() {
    for name in ["val-01-10-openpyxl.xlsx", "str-12-val-01-10-xlwt.xls"] {
        let (rows, report) = read(name);
        assert_eq!(rows[1].cell(8), &Cell::Empty, "{name}");
        assert!(report.notes.contains(&Note::FormulaWithoutValue { count: 1, first_row: 2 }), "{name}: {:?}", report.notes);
    }
    for name in ["val-01-10-libreoffice.ods", "val-01-10-libreoffice.xls"] {
        assert_eq!(read(name).0[1].cell(8), &Cell::Number(2.0), "{name}");
    }
}

#[test]
fn str_03_hidden_rows_and_columns_are_said_in_every_format() {
    for name in ["val-01-10-openpyxl.xlsx", "str-12-val-01-10-xlwt.xls", "val-01-10-libreoffice.ods", "val-01-10-libreoffice.xls"]
    {
        let (rows, report) = read(name);
        assert_eq!((rows[2].hidden, report.hidden_rows), (true, 1), "{name}");
        assert!(report.notes.contains(&Note::HiddenColumns { count: 1 }), "{name}: {:?}", report.notes);
    }
}

#[test]
fn str_12_shared_strings_go_over_the_ends_of_records() {
    let (rows, _) = read("str-12-val-01-10-xlwt.xls");
    assert_eq!(rows.len(), 40);
    for row in &rows[3..] {
        let shared = format!("shared {} {}", row.number.0 - 1, "ж".repeat(200));
        assert_eq!(row.cells, [Cell::Text("č".repeat(300).into()), Cell::Text(shared.into())]);
    }
}

#[test]
fn val_09_val_15_val_17_sec_11_texts_are_what_is_shown_and_nothing_is_fetched() {
    let (rows, report) = read("val-09-15-17-sec-11.xlsx");
    let expected = ["1: text", "2: plain bold plain", "3: link", "4: commented", "5: \u{202e}abc\u{202c} עברית", "6: '=1+1"];
    assert_eq!(told(&rows), expected);
    assert_eq!(report.notes, [Note::FormulaWithoutValue { count: 1, first_row: 7 }]);
}

#[test]
fn str_02_a_header_alone_is_one_row() {
    assert_eq!(lines("str-02-header-only.xlsx"), ["1: Name | City"]);
}

#[test]
fn str_06_coloured_blank_rows_are_no_rows_and_cost_no_time() {
    let since = Instant::now();
    let (rows, report) = read("str-06-blank-rows.xlsx");
    assert_eq!(told(&rows), ["1: Name | City", "2: Alfa | Brno", "5: Beta | Praha"]);
    assert_eq!((report.rows, report.blank_rows, report.last_row.0), (3, 2, 5));
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
}

#[test]
fn str_11_macros_are_passed_over() {
    assert_eq!(lines("str-11-macro.xlsm"), ["1: Name | Alfa"]);
}

#[test]
fn str_13_content_decides_and_not_the_name() {
    for (name, format) in [("str-13-xls-named.xlsx", Format::Xls), ("str-13-xlsx-named.xls", Format::Xlsx)] {
        assert_eq!(looked(&case(name)).expect("read").format, format);
    }
}

#[test]
fn str_14_str_21_what_is_no_sheet_is_named() {
    let refused = looked(&case("str-21-zip-with-csv.zip")).expect_err("refused");
    assert_eq!(refused, SheetError::NotASheet { what: "zip".into() });
}

/// Records of a sheet of Excel 95: texts in the code page of the machine.
fn excel_95(version: u16) -> Vec<u8> {
    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
    }
    let begin = |of: u16| record(0x0809, &[version.to_le_bytes(), of.to_le_bytes(), [0; 2], [0; 2]].concat());
    let end = record(0x000a, &[]);
    let code_page = record(0x0042, &1250u16.to_le_bytes());
    let sheet = |start: u32| record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 5], b"Lid\xe9\xe9"].concat());
    let start = (begin(5).len() + code_page.len() + sheet(0).len() + end.len()) as u32;
    let text = record(0x0204, &[&[0, 0, 0, 0, 0, 0, 4, 0][..], b"Ji\xf8\xed"].concat());
    let number = record(0x0203, &[&[1, 0, 0, 0, 0, 0][..], &1.5f64.to_le_bytes()].concat());
    [begin(5), code_page, sheet(start), end.clone(), begin(0x10), text, number, end].concat()
}

/// A compound file of one stream, in sectors of 512 bytes.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    // Streams below 4,096 bytes stand elsewhere; this one is made longer by blanks behind its end.
    let mut content = stream.to_vec();
    content.resize(4_096, 0);
    let mut head = vec![0u8; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    head[24..32].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    for (at, word) in [(44, 1u32), (48, 1), (56, 4_096), (60, 0xffff_fffe), (68, 0xffff_fffe)] {
        head[at..at + 4].copy_from_slice(&word.to_le_bytes());
    }
    head[76..].fill(0xff);
    head[76..80].copy_from_slice(&0u32.to_le_bytes());
    let mut table: Vec<u32> = vec![0xffff_fffd, 0xffff_fffe];
    table.extend((3..10).chain([0xffff_fffe]));
    table.resize(128, 0xffff_ffff);
    let entry = |name: &str, kind: u8, start: u32, size: u32| {
        let mut entry = vec![0u8; 128];
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..wide.len()].copy_from_slice(&wide);
        entry[64] = wide.len() as u8;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
        entry
    };
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    let directory = [entry("Root Entry", 5, 0xffff_fffe, 0), entry(name, 2, 2, 4_096), vec![0; 256]].concat();
    [head, table, directory, content].concat()
}

#[test]
fn str_19_excel_95_is_read_and_older_is_said_to_be_too_old() {
    let made = file(&compound("Book", &excel_95(0x0500)));
    assert_eq!(told(&rows(&made.path).expect("read")), ["1: Jiří", "2: 1.5"]);
    assert_eq!(looked(&made.path).expect("read").sheets[0].name, "Lidéé");
    let older = file(&compound("Book", &excel_95(0x0400)));
    assert_eq!(looked(&older.path).expect_err("refused"), SheetError::TooOld);
    let oldest = file(b"\x09\x00\x04\x00\x02\x00\x10\x00");
    assert_eq!(looked(&oldest.path).expect_err("refused"), SheetError::TooOld);
}

#[test]
fn str_22_references_to_elsewhere_give_their_stored_result() {
    let (rows, report) = read("str-22-external.xlsx");
    assert_eq!(told(&rows), ["1: Name | Price", "2: Alfa | 12.5", "3: Beta | cached"]);
    assert_eq!(report.notes, []);
}

/// What is proposed for each column of the workbook with odd headers, as companies.
fn proposed() -> Vec<(String, Option<String>, Confidence, bool)> {
    let (rows, _) = read("hdr-02-to-06-09-10.xlsx");
    let companies = builtin_types().iter().find(|one| one.key.as_str() == "company").expect("companies");
    let wanted = Wanted { record_type: companies, language: Language::English, edit_file: false };
    assert_eq!(header_row(&wanted, &rows), Some(1));
    let headers = headers_of(&rows[0]);
    let suggestions = suggest(&wanted, &headers, &|_| None);
    let key = |one: &Suggestion| one.field.as_ref().map(|key| key.to_string());
    headers.iter().zip(&suggestions).map(|(header, one)| (header.clone(), key(one), one.confidence, one.taken)).collect()
}

#[test]
fn hdr_02_the_second_of_two_same_headers_is_left_to_the_person() {
    let proposed = proposed();
    assert_eq!((proposed[1].1.as_deref(), proposed[1].3), (Some("city"), false));
    assert_eq!((&proposed[4].0[..], proposed[4].1.as_deref(), proposed[4].3), ("City", None, true));
    assert_eq!(column_letters(4), "E");
}

#[test]
fn hdr_03_hdr_09_blank_and_unknown_headers_stay_with_their_columns() {
    let proposed = proposed();
    for (column, header) in [(2, ""), (5, "Whatever")] {
        assert_eq!((&proposed[column].0[..], proposed[column].1.as_deref()), (header, None));
    }
    assert_eq!(column_letters(2), "C");
}

#[test]
fn hdr_04_hdr_05_hdr_06_hdr_10_blanks_case_and_line_breaks_do_not_matter() {
    let proposed = proposed();
    for (column, field) in [(0, "name"), (6, "phone"), (7, "website")] {
        assert_eq!((proposed[column].1.as_deref(), proposed[column].2), (Some(field), Confidence::Exact), "{proposed:?}");
    }
    assert_eq!(proposed[3].0, "E-mail\nwork", "one header, whatever it is taken for");
}
