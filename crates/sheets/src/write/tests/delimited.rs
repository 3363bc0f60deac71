//! Delimited text, byte by byte.

use super::*;

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
