//! Delimited text: encodings, delimiters, quotes, line ends, limits.

use encoding_rs::{Encoding, IBM866, ISO_8859_2, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use kartoteka_domain::cell::Cell;
use kartoteka_sheets::{Limits, Note, ReadingOptions, SheetError, Wall};
use proptest::prelude::*;

use crate::help::{file, looked, rows, rows_with, sample, told};

const CZECH: &str = "Jméno;Příjmení;Město\nJiří;Dvořák;Plzeň\nŽofie;Šťastná;Třebíč\nLuděk;Černý;Ústí nad Labem\n";
const POLISH: &str = "Imię;Nazwisko;Miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Dąbrowska;Kraków\nZbyszek;Wójcik;Gdańsk\n";
const PORTUGUESE: &str = "Nome;Sobrenome;Cidade\nJoão;Gonçalves;São Paulo\nInês;Conceição;Brasília\nAntônio;Araújo;Goiânia\n";
const RUSSIAN: &str = "Имя;Фамилия;Город\nИван;Петров;Москва\nАнна;Щербакова;Санкт-Петербург\nСЕРГЕЙ;Жуков;Тверь\n";

fn options(encoding: Option<&str>, delimiter: Option<char>) -> ReadingOptions {
    ReadingOptions { encoding: encoding.map(str::to_owned), delimiter, quote: None }
}

fn read_as(content: &[u8], options: &ReadingOptions) -> Result<Vec<String>, SheetError> {
    rows_with(&file(content).path, 0, options, &Limits::default(), &Wall::InProcess).map(|(rows, _)| told(&rows))
}

fn read_plain(content: &[u8]) -> Result<Vec<String>, SheetError> {
    read_as(content, &ReadingOptions::default())
}

#[test]
fn enc_05_to_10_code_pages_are_guessed_from_a_few_lines_and_never_sure() {
    for (encoding, text) in [
        (WINDOWS_1250, CZECH),
        (WINDOWS_1250, POLISH),
        (ISO_8859_2, CZECH),
        (ISO_8859_2, POLISH),
        (WINDOWS_1252, PORTUGUESE),
        (WINDOWS_1251, RUSSIAN),
        (KOI8_R, RUSSIAN),
        (IBM866, RUSSIAN),
    ] {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        let found = looked(&file(&bytes).path).expect("read").encoding.expect("an encoding");
        assert_eq!((found.label.as_str(), found.sure), (encoding.name(), false), "{text}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_ascii()).take(3).collect();
        assert_eq!(found.sample, lines.join("\n"));
        // The same when a person says so.
        let read = read_as(&bytes, &options(Some(encoding.name()), None)).expect("read");
        assert_eq!(read[1], format!("2: {}", text.lines().nth(1).expect("a line").replace(';', " | ")));
    }
}

#[test]
fn enc_01_to_04_and_13_unicode_is_exact() {
    let text = "id\tnázev\r\n1\tЖук 😀\r\n2\té";
    let wide = |to: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()).flat_map(to).collect()
    };
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (bytes, label, sure) in [
        (text.as_bytes().to_vec(), "UTF-8", true),
        (marked, "UTF-8", true),
        (wide(u16::to_le_bytes, true), "UTF-16LE", true),
        (wide(u16::to_be_bytes, true), "UTF-16BE", true),
        (wide(u16::to_le_bytes, false), "UTF-16LE", false),
        (wide(u16::to_be_bytes, false), "UTF-16BE", false),
    ] {
        let found = looked(&file(&bytes).path).expect("read").encoding.expect("an encoding");
        assert_eq!((found.label.as_str(), found.sure), (label, sure));
        assert_eq!(read_plain(&bytes).as_deref(), Ok(&["1: id | název", "2: 1 | Жук 😀", "3: 2 | é"].map(str::to_owned)[..]));
    }
}

#[test]
fn enc_11_a_broken_line_is_named_and_no_replacement_is_stored() {
    let mut bytes = "č;ř\n".repeat(50_000).into_bytes();
    bytes.extend_from_slice(b"Dvo\xf8\xe1k;x\n");
    bytes.extend_from_slice("ž;ý\n".as_bytes());
    let broken = SheetError::Encoding { line: 50_001, encoding: "UTF-8".into() };
    assert_eq!(looked(&file(&bytes).path).expect_err("refused"), broken);
    assert_eq!(read_plain(&bytes), Err(broken.clone()));
    assert_eq!(read_as(&bytes, &options(Some("utf-8"), None)), Err(broken.clone()));
    let marked = [b"\xef\xbb\xbf", &bytes[..]].concat();
    assert_eq!(looked(&file(&marked).path).expect_err("refused"), broken);
    // Cut within a character.
    assert_eq!(
        read_as("a\nč".as_bytes()[..3].as_ref(), &options(Some("utf-8"), None)).expect_err("refused").code(),
        "encoding-broken"
    );
    // UTF-16 with half a pair.
    let lone: Vec<u8> = [0xfeff, 0x61, 0x0a, 0xd800, 0x62].into_iter().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_plain(&lone), Err(SheetError::Encoding { line: 2, encoding: "UTF-16LE".into() }));
}

#[test]
fn enc_11_a_code_page_far_behind_plain_ascii_is_still_found() {
    let mut bytes = b"operator;x@example.cz\n".repeat(10_000);
    bytes.extend_from_slice(&WINDOWS_1250.encode(CZECH).0);
    assert_eq!(looked(&file(&bytes).path).expect("read").encoding.expect("an encoding").label, "windows-1250");
}

#[test]
fn enc_14_utf_32_is_refused_by_name() {
    let little: Vec<u8> = "name;city\nAnna;Brno\n".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let marked = [b"\xff\xfe\x00\x00", &little[..]].concat();
    for bytes in [little, marked] {
        assert_eq!(looked(&file(&bytes).path).expect_err("refused"), SheetError::Utf32);
    }
    assert_eq!(read_as(b"a", &options(Some("UTF-32LE"), None)), Err(SheetError::Utf32));
    assert_eq!(read_as(b"a", &options(Some("klingon"), None)), Err(SheetError::EncodingUnknown { label: "klingon".into() }));
}

#[test]
fn enc_15_east_asian_text_is_never_taken_for_latin() {
    let text = "名前;会社\n山田太郎;東京電力株式会社\n鈴木花子;ひまわり商事\n高橋一郎;カタカナ工業\n";
    for label in ["shift_jis", "euc-jp", "gb18030"] {
        let encoding = Encoding::for_label(label.as_bytes()).expect("known");
        let (bytes, _, _) = encoding.encode(text);
        let found = looked(&file(&bytes).path).expect("asked").encoding.expect("an encoding");
        let latin = ["windows-1250", "windows-1251", "windows-1252", "ISO-8859-2", "KOI8-R", "IBM866"];
        assert!(!found.sure && !latin.contains(&found.label.as_str()), "{label}: {}", found.label);
    }
}

#[test]
fn del_06_sep_line_is_obeyed_and_rows_are_numbered_as_the_spreadsheet_shows_them() {
    for start in ["sep=|\r\n", "\u{feff}sep=|\r\n", "\"sep=|\"\n"] {
        let made = file(format!("{start}a|b;c\r\n1|2;3\r\n").as_bytes());
        let found = looked(&made.path).expect("read").delimiter.expect("a delimiter");
        assert_eq!((found.delimiter, found.from_sep_line), ('|', true));
        let (rows, report) =
            rows_with(&made.path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read");
        assert_eq!(told(&rows), ["1: a | b;c", "2: 1 | 2;3"]);
        assert_eq!((report.blank_rows, report.last_row.0), (0, 2));
    }
    // A text editor shows the line, so what is told by line counts it.
    let open = file(b"sep=;\na;b\n1;\"2\n");
    assert_eq!(rows(&open.path).expect_err("refused"), SheetError::QuoteOpen { line: 3 });
}

#[test]
fn del_08_the_person_overrules() {
    let text = b"a;b,c\n1;2,3\n";
    assert_eq!(read_as(text, &options(None, Some(','))).as_deref(), Ok(&["1: a;b | c".to_owned(), "2: 1;2 | 3".to_owned()][..]));
    for unusable in ['č', '"', '\n'] {
        assert_eq!(read_as(text, &options(None, Some(unusable))).expect_err("refused").code(), "dialect-unusable");
    }
}

#[test]
fn quo_01_to_05_and_09_cells_and_rows_are_exact() {
    for (text, expected) in [
        ("a,b\n\"1,5\",x\n", &["1: a | b", "2: 1,5 | x"][..]),
        ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", &["1: a | b", "2: say \"hi\" | \""]),
        ("a,b\n\"one\r\ntwo\",x\n3,y", &["1: a | b", "2: one\r\ntwo | x", "3: 3 | y"]),
        ("a,b\r\n1,2\n3,4\r\n", &["1: a | b", "2: 1 | 2", "3: 3 | 4"]),
        ("a,b\r1,2\r3,4", &["1: a | b", "2: 1 | 2", "3: 3 | 4"]),
        ("a,b\n5\" screw,x\n", &["1: a | b", "2: 5\" screw | x"]),
        ("a,b\n,\n\n  ,\u{a0}\n1,2\n\n", &["1: a | b", "5: 1 | 2"]),
        ("a,b\n1\n1,2,3\n,,,4\n", &["1: a | b", "2: 1", "3: 1 | 2 | 3", "4:  |  |  | 4"]),
        ("a,\"\"\n\"\",b", &["1: a", "2:  | b"]),
    ] {
        assert_eq!(read_as(text.as_bytes(), &options(None, Some(','))).expect("read"), expected, "{text:?}");
    }
}

#[test]
fn quo_06_an_open_quote_is_refused_with_its_line() {
    let many = "x;y\n".repeat(100_000);
    for (text, line) in [
        ("a;b\n1;\"2\n3;4\n".to_owned(), 2),
        ("a;b\n\"1\n2\";3\n4;\"5\n".to_owned(), 4),
        ("a;b\n\"1\n2\";\"3\n4;5\n".to_owned(), 3),
        // The next quote is the start of another cell, not the end of this one.
        ("a;b\n1;\"2\n3;4\n5;\"6\"\n7;8\n".to_owned(), 2),
        (format!("a;b\n1;\"2\n{many}"), 2),
        // More than a row may hold.
        (format!("a;b\n{many}1;\"2\n{}", many.repeat(50)), 100_002),
    ] {
        assert_eq!(read_as(text.as_bytes(), &options(None, Some(';'))), Err(SheetError::QuoteOpen { line }));
    }
}

#[test]
fn quo_07_long_cells_are_whole_or_refused() {
    let long = "ž".repeat(100_000);
    let rows = rows(&file(format!("a;b\n\"{long}\";{long}\nc;d\n").as_bytes()).path).expect("read");
    assert_eq!(rows[1].cells, [Cell::text(&long), Cell::text(&long)]);
    assert_eq!(rows[2].number.0, 3);
    let longer = "z".repeat((1 << 20) + 1);
    let refused = read_plain(format!("a;b\nc;{longer}\n").as_bytes()).expect_err("refused");
    assert_eq!(refused, SheetError::CellTooLong { row: 2, column: 2, limit: 1 << 20 });
    let endless = "z".repeat(20 << 20);
    assert_eq!(read_plain(format!("a;b\nc;{endless}\n").as_bytes()).expect_err("refused").code(), "cell-too-long");
}

#[test]
fn quo_08_backslashes_are_kept_and_told() {
    let made = file(b"a;b\n\"say \\\"hi\\\"\";x\n");
    let (rows, report) = rows_with(&made.path, 0, &options(None, Some(';')), &Limits::default(), &Wall::InProcess).expect("read");
    assert_eq!(told(&rows)[1], "2: say \\hi\\\"\" | x");
    assert_eq!(report.notes, [Note::TextAfterQuote { count: 1, first_row: 2 }]);
}

#[test]
fn str_01_nothing_is_no_data() {
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"\r\n\n  \n;;\n", b"\xff\xfe", b"sep=;\n", b"\xff\xfe\r\x00\n\x00"] {
        assert_eq!(looked(&file(bytes).path).expect_err("refused"), SheetError::NoData, "{bytes:?}");
        assert_eq!(rows(&file(bytes).path).expect_err("refused"), SheetError::NoData, "{bytes:?}");
    }
}

#[test]
fn limits_are_exact_and_named() {
    let limits = Limits { rows: 3, columns: 2, file_bytes: 40, ..Limits::default() };
    let read = |text: &str| {
        rows_with(&file(text.as_bytes()).path, 0, &options(None, Some(';')), &limits, &Wall::InProcess)
            .map(|(rows, _)| rows.len())
    };
    assert_eq!(read("a;b\n1;2;;\n\n3;4\n"), Ok(3));
    assert_eq!(read("a;b\n1;2\n3;4\n5;6\n"), Err(SheetError::TooManyRows { limit: 3 }));
    assert_eq!(read("a;b\n1;2;3\n"), Err(SheetError::TooManyColumns { row: 2, columns: 3, limit: 2 }));
    assert_eq!(read(&"a;b\n".repeat(11)), Err(SheetError::TooLarge { bytes: 44, limit: 40 }));
}

#[test]
fn cells_are_counted_without_being_kept() {
    let read =
        |content: &[u8]| kartoteka_sheets::count_cells(&file(content).path, &ReadingOptions::default(), &Limits::default());
    assert_eq!(read(b"sep=;\na;b\n1;\"x\ny\"\n\n"), Ok(5));
    assert_eq!(read(&b"a;b;c\n".repeat(300_000)), Ok(900_000));
    assert_eq!(read(b"a;b\n1;\"2\n"), Err(SheetError::QuoteOpen { line: 0 }));
}

#[test]
fn the_sink_may_stop_and_there_is_no_second_sheet() {
    let path = sample("people-1000.csv");
    let mut blocks = 0;
    let report = kartoteka_sheets::read(&path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess, &mut |_| {
        blocks += 1;
        std::ops::ControlFlow::Break(())
    });
    assert_eq!((blocks, report.expect("read").rows), (1, 1_000));
    let second = rows_with(&path, 1, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess);
    assert_eq!(second.expect_err("refused"), SheetError::SheetMissing { index: 1 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_table_of_texts_reads_back_exactly(
        table in prop::collection::vec(prop::collection::vec("[a-zč;,\"'\r\n\t |😀 ]{0,8}|\\PC{0,6}", 1..6), 1..30),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        crlf in any::<bool>(),
    ) {
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter).terminator(terminator).flexible(true).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).expect("written");
        }
        let bytes = writer.into_inner().expect("flushed");
        let options = options(Some("utf-8"), Some(delimiter.into()));
        let blank = |cells: &Vec<String>| cells.iter().all(|text| Cell::text(text).is_blank());
        let expected: Vec<(u32, Vec<String>)> = table.iter().zip(1..)
            .filter(|(cells, _)| !blank(cells))
            .map(|(cells, number)| {
                let filled = cells.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
                (number, cells[..filled].to_vec())
            })
            .collect();
        // A mark or a line like `sep=;` at the start is not a text.
        prop_assume!(!bytes.starts_with("\u{feff}".as_bytes()));
        match rows_with(&file(&bytes).path, 0, &options, &Limits::default(), &Wall::InProcess) {
            Ok((rows, _)) => {
                let read: Vec<(u32, Vec<String>)> = rows.iter()
                    .map(|row| (row.number.0, row.cells.iter().map(|cell| cell.shown().into_owned()).collect())).collect();
                prop_assert_eq!(read, expected);
            }
            Err(SheetError::NoData) => prop_assert!(expected.is_empty()),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
