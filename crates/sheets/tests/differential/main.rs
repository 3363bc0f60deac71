//! Workbooks made at random (the same on every run), read by three readers that know nothing of each other: ours,
//! calamine, and a Python one (openpyxl for XLSX, xlrd for XLS). Every cell must be the same.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader};
use jiff::civil::{DateTime, date};
use kartoteka_domain::cell::{Cell, Row};
use kartoteka_sheets::{Block, Limits, ReadingOptions, Wall, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const ROWS: usize = 60;
const COLUMNS: usize = 9;
const BOOKS: u64 = 6;

/// A cell as it is to be written.
#[derive(Clone, Debug)]
enum Given {
    Nothing,
    Text(String),
    Number(f64),
    Percent(f64),
    Bool(bool),
    Moment(DateTime),
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn cell(&mut self) -> Given {
        match self.below(9) {
            0 => Given::Nothing,
            1 => Given::Number(self.below(1 << 50) as f64 - (1u64 << 49) as f64),
            2 => Given::Number(self.below(1 << 40) as f64 / 1e6),
            3 => Given::Percent(self.below(1_000) as f64 / 1_000.0),
            4 => Given::Bool(self.below(2) == 0),
            5 => {
                let day = date(1950, 1, 1).saturating_add(jiff::Span::new().days(self.below(40_000) as i64));
                Given::Moment(day.at(self.below(24) as i8, self.below(60) as i8, 0, 0))
            }
            _ => self.text(),
        }
    }

    /// Words of several scripts, blanks at the ends, line breaks, signs that mean something to XML or to a spreadsheet.
    fn text(&mut self) -> Given {
        const WORDS: [&str; 16] = [
            "Jiří",
            "Щербаков",
            "São Paulo",
            "😀",
            "a & b",
            "<tag>",
            "\"quoted\"",
            "=1+1",
            "00420",
            " ends ",
            "two\nlines",
            "x_y",
            "日本",
            "'",
            "1,5",
            "e\u{301}",
        ];
        let count = 1 + self.below(4);
        Given::Text((0..count).map(|_| WORDS[self.below(16) as usize]).collect())
    }
}

fn table(seed: u64) -> Vec<Vec<Given>> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ seed);
    let mut rows: Vec<Vec<Given>> = (0..ROWS).map(|_| (0..COLUMNS).map(|_| chance.cell()).collect()).collect();
    // No reader agrees with another about blank rows and columns at the ends; all about what stands between.
    for row in &mut rows {
        (row[0], row[COLUMNS - 1]) = (Given::Text("first".into()), Given::Text("last".into()));
    }
    rows
}

/// Kind and value of every cell, as all readers tell them.
type Told = Vec<Vec<String>>;

fn number(number: f64) -> String {
    format!("n:{:016x}", number.to_bits())
}

fn moment(at: DateTime) -> String {
    format!("d:{}", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

fn given(rows: &[Vec<Given>]) -> Told {
    let cell = |cell: &Given| match cell {
        Given::Nothing => String::new(),
        Given::Text(text) => format!("t:{text}"),
        Given::Number(value) | Given::Percent(value) => number(*value),
        Given::Bool(yes) => format!("b:{}", u8::from(*yes)),
        Given::Moment(at) => moment(*at),
    };
    rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

fn ours(path: &Path) -> Told {
    let mut told = Told::new();
    read(path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess, &mut |block| {
        let mut scratch = Vec::new();
        let mut cursor = Block::unpack(&block.bytes, &mut scratch).expect("opens");
        let mut row = Row::default();
        while cursor.next_into(&mut row).expect("reads") {
            told.push(row.cells.iter().map(our_cell).collect());
        }
        ControlFlow::Continue(())
    })
    .expect("read");
    told
}

fn our_cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(value) | Cell::Percent(value) => number(*value),
        Cell::Bool(yes) => format!("b:{}", u8::from(*yes)),
        Cell::DateTime(at) => moment(*at),
        other => format!("t:{}", other.shown()),
    }
}

fn by_calamine(path: &Path) -> Told {
    let mut book = calamine::open_workbook_auto(path).expect("a workbook");
    let range: Range<Data> = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    let cell = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::Int(value) => number(*value as f64),
        Data::Float(value) => number(*value),
        Data::Bool(yes) => format!("b:{}", u8::from(*yes)),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("d:{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
        other => format!("t:{other}"),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

fn python(words: &[&std::ffi::OsStr]) -> String {
    let program = std::env::var_os("KARTOTEKA_TEST_PYTHON").unwrap_or("python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/other.py");
    let output = Command::new(program).arg(script).args(words).output().expect("Python starts");
    assert!(output.status.success(), "Python: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Python tells numbers in its own hexadecimal form, which is as exact.
fn by_python(path: &Path) -> Told {
    let rows: Told = serde_json::from_str(&python(&["read".as_ref(), path.as_ref()])).expect("JSON");
    let exact = |cell: String| cell.strip_prefix("n:").map(|hex| number(float_of(hex))).unwrap_or(cell);
    rows.into_iter().map(|row| row.into_iter().map(exact).collect()).collect()
}

/// `-0x1.8p+3`: sign, one digit before the point, thirteen after, exponent of two.
fn float_of(hex: &str) -> f64 {
    let (sign, hex) = hex.strip_prefix('-').map_or((1.0, hex), |rest| (-1.0, rest));
    let (digits, exponent) = hex.trim_start_matches("0x").split_once('p').expect("an exponent");
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let mantissa = i64::from_str_radix(&format!("{whole}{part}"), 16).expect("digits") as f64;
    let shift = exponent.parse::<i32>().expect("a number") - 4 * part.len() as i32;
    sign * mantissa * 2f64.powi(shift)
}

fn write_xlsx(rows: &[Vec<Given>], path: &Path, shared: bool) {
    let mut book = Workbook::new();
    let sheet = if shared { book.add_worksheet() } else { book.add_worksheet_with_constant_memory().expect("a sheet") };
    let (percent, moment) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("dd.mm.yyyy hh:mm"));
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Given::Nothing => continue,
                Given::Text(text) => sheet.write_string(row, column, text),
                Given::Number(number) => sheet.write_number(row, column, *number),
                Given::Percent(number) => sheet.write_number_with_format(row, column, *number, &percent),
                Given::Bool(yes) => sheet.write_boolean(row, column, *yes),
                Given::Moment(at) => {
                    let day = ExcelDateTime::from_ymd(at.year() as u16, at.month() as u8, at.day() as u8).expect("a day");
                    let at = day.and_hms(at.hour() as u16, at.minute() as u8, at.second()).expect("a time");
                    sheet.write_datetime_with_format(row, column, &at, &moment)
                }
            }
            .expect("written");
        }
    }
    book.save(path).expect("saved");
}

fn write_xls(rows: &[Vec<Given>], path: &Path) {
    let cell = |cell: &Given| match cell {
        Given::Nothing => serde_json::Value::Null,
        Given::Text(text) => serde_json::json!(["t", text]),
        Given::Number(number) => serde_json::json!(["n", number]),
        Given::Percent(number) => serde_json::json!(["p", number]),
        Given::Bool(yes) => serde_json::json!(["b", yes]),
        Given::Moment(at) => serde_json::json!(["d", at.strftime("%Y-%m-%dT%H:%M:%S").to_string()]),
    };
    let spec: Vec<Vec<serde_json::Value>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let beside = path.with_extension("json");
    std::fs::write(&beside, serde_json::to_vec(&spec).expect("JSON")).expect("written");
    python(&["write".as_ref(), beside.as_ref(), path.as_ref()]);
}

fn compare(rows: &[Vec<Given>], path: &Path) {
    let expected = given(rows);
    for (reader, told) in [("ours", ours(path)), ("calamine", by_calamine(path)), ("Python", by_python(path))] {
        assert_eq!(told.len(), expected.len(), "rows by {reader} of {}", path.display());
        for (row, (told, expected)) in told.iter().zip(&expected).enumerate() {
            assert_eq!(told, expected, "row {} by {reader} of {}", row + 1, path.display());
        }
    }
}

#[test]
fn three_readers_see_the_same_cells_in_xlsx() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 1..=BOOKS {
        let rows = table(seed);
        for shared in [true, false] {
            let path = folder.path().join(format!("{seed}-{shared}.xlsx"));
            write_xlsx(&rows, &path, shared);
            compare(&rows, &path);
        }
    }
}

#[test]
fn three_readers_see_the_same_cells_in_xls() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 1..=BOOKS {
        let rows = table(seed + 100);
        let path = folder.path().join(format!("{seed}.xls"));
        write_xls(&rows, &path);
        compare(&rows, &path);
    }
}
