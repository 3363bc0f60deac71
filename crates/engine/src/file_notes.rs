//! What is worth knowing of a file and stops nothing: hidden columns, formulas without a result, how the dates of a column fit.
//!
//! In: what the reader noticed and what the check counted, as both lie with the import. Out: [`FileNote`]s, and their sentences.
//! Holds names of sheets and headers, never a cell.

use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::survey::DateCounts;
use kartoteka_sheets::Note;
use serde_json::{Value, json};

use crate::settings::{DatesFound, FileFound, Settings, SheetNote, SheetRead};
use crate::words::{Arg, Words};

/// Every code a note can have. A code keeps its meaning.
pub const CODES: [&str; 14] = [
    "encoding-likely",
    "delimiter-likely",
    "sheets-unread",
    "hidden-sheets",
    "blank-rows",
    "hidden-rows",
    "filtered-rows",
    "hidden-columns",
    "formula-without-value",
    "text-after-quote",
    "merged-cells",
    "dates-fit",
    "dates-mixed",
    "dates-open",
];

/// One thing worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNote {
    /// One of [`CODES`].
    pub code: &'static str,
    /// The sheet it is about, when several are read.
    pub sheet: Option<String>,
    /// The header over the column it is about.
    pub column: Option<String>,
    pub field: Option<String>,
    /// Of what the code names: rows, columns, cells, areas, sheets, dates; 0 where nothing is counted.
    pub count: u64,
    /// The first row it is about.
    pub row: Option<u32>,
    about: About,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    Plain,
    /// An encoding, a delimiter, names of sheets.
    Name(String),
    /// Rows that are left out, by choice.
    LeftOut,
    Dates(DateCounts, DateOrder),
}

impl FileNote {
    fn new(code: &'static str, count: u64) -> FileNote {
        FileNote { code, sheet: None, column: None, field: None, count, row: None, about: About::Plain }
    }

    fn named(code: &'static str, count: u64, name: String) -> FileNote {
        FileNote { about: About::Name(name), ..FileNote::new(code, count) }
    }

    /// The note as a program reads it.
    pub fn shape(&self, words: Words) -> Value {
        let dates = match &self.about {
            About::Dates(counts, order) => json!({
                "day_first_only": counts.day_first_only,
                "month_first_only": counts.month_first_only,
                "both": counts.both,
                "read_as": order_word(*order),
            }),
            _ => Value::Null,
        };
        json!({
            "code": self.code,
            "sheet": self.sheet,
            "column": self.column,
            "field": self.field,
            "count": self.count,
            "row": self.row,
            "dates": dates,
            "message": words.file_note(self),
        })
    }
}

impl Words {
    /// A note as a sentence, with the sheet or the column it is about.
    pub fn file_note(&self, note: &FileNote) -> String {
        let n = ("n", Arg::from(note.count));
        let sentence = match (note.code, &note.about) {
            ("blank-rows", _) => self.say("sheet-blank-rows", &[n]),
            ("hidden-rows", About::LeftOut) => self.say("sheet-hidden-skipped", &[n]),
            ("hidden-rows", _) => self.say("sheet-hidden-read", &[n]),
            ("filtered-rows", About::LeftOut) => self.say("note-filtered-rows-left-out", &[n]),
            (_, About::Dates(counts, order)) => self.dates(counts, Some(*order)),
            (code, About::Name(name)) => self.say(&format!("note-{code}"), &[n, ("name", name.into())]),
            (code, _) => self.say(&format!("note-{code}"), &[n, ("row", note.row.unwrap_or_default().into())]),
        };
        match (&note.column, &note.sheet) {
            (Some(column), _) => self.say("note-on-column", &[("column", column.into()), ("sentence", sentence.into())]),
            (None, Some(sheet)) => self.say("note-on-sheet", &[("sheet", sheet.into()), ("sentence", sentence.into())]),
            (None, None) => sentence,
        }
    }

    /// How the dates of a column fit the two orders, and how they are read when that is known.
    pub fn dates(&self, counts: &DateCounts, order: Option<DateOrder>) -> String {
        let (day, month) = (counts.day_first_only, counts.month_first_only);
        let total = ("total", Arg::from(day + month + counts.both));
        let evidence = match (day, month) {
            (0, 0) => self.say("note-dates-open", &[total]),
            (n, 0) => self.say("note-dates-day-first", &[total, ("n", n.into())]),
            (0, n) => self.say("note-dates-month-first", &[total, ("n", n.into())]),
            (day, month) => self.say("note-dates-mixed", &[("day", day.into()), ("month", month.into())]),
        };
        match order {
            Some(order) => format!("{evidence} {}", self.word(&format!("note-dates-read-{}", order_word(order)))),
            None => evidence,
        }
    }
}

/// The word of an order, as recipes have it.
pub(crate) fn order_word(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "dmy",
        DateOrder::MonthFirst => "mdy",
        DateOrder::YearFirst => "ymd",
    }
}

/// What the reader noticed, as it is kept.
pub(crate) fn kept(sheet: usize, note: &Note) -> SheetNote {
    let (code, count, row) = match *note {
        Note::HiddenColumns { count } => ("hidden-columns", count, 0),
        Note::FormulaWithoutValue { count, first_row } => ("formula-without-value", count, first_row),
        Note::TextAfterQuote { count, first_row } => ("text-after-quote", count, first_row),
        Note::FilteredRows { count } => ("filtered-rows", count, 0),
        Note::MergedCells { count } => ("merged-cells", count, 0),
    };
    SheetNote { code: code.to_owned(), sheet, count: count.into(), row }
}

/// Everything worth knowing of the file of an import: of the file as a whole, sheet by sheet, and, after a check, of the
/// columns of dates.
pub fn file_notes(settings: &Settings) -> Vec<FileNote> {
    let file = &settings.file;
    let mut notes = Vec::new();
    notes.extend(likely(settings));
    notes.extend(unread(file));
    let read: Vec<&SheetRead> = file.sheets.iter().filter(|sheet| sheet.is_read).collect();
    for sheet in &read {
        let name = (read.len() > 1).then(|| sheet.name.clone());
        let of_sheet = of_sheet(file, sheet, settings.recipe.file.skip_hidden);
        notes.extend(of_sheet.map(|note| FileNote { sheet: name.clone(), ..note }));
    }
    notes.extend(settings.dates.iter().filter_map(|dates| of_dates(settings, dates)));
    notes
}

/// What was taken for likely and nobody said.
fn likely(settings: &Settings) -> impl Iterator<Item = FileNote> {
    let (file, said) = (&settings.file, &settings.recipe.file);
    let encoding = file.encoding.clone().filter(|_| !file.encoding_sure && said.encoding.is_none());
    let delimiter = file.delimiter.filter(|_| file.delimiter_likely && said.delimiter.is_none());
    let sign = |sign: char| if sign == '\t' { "TAB".to_owned() } else { sign.to_string() };
    let encoding = encoding.map(|label| FileNote::named("encoding-likely", 0, label));
    encoding.into_iter().chain(delimiter.map(|found| FileNote::named("delimiter-likely", 0, sign(found))))
}

/// Sheets nothing is read of. A workbook made by us has its own, which nobody misses.
fn unread(file: &FileFound) -> impl Iterator<Item = FileNote> {
    let of = |code: &'static str, hidden: bool| {
        let wanted = file.sheets.iter().filter(|sheet| !sheet.is_read && sheet.hidden == hidden && file.marker.is_none());
        let names: Vec<String> = wanted.map(|sheet| sheet.name.clone()).collect();
        (!names.is_empty()).then(|| FileNote::named(code, names.len() as u64, names.join(", ")))
    };
    of("sheets-unread", false).into_iter().chain(of("hidden-sheets", true))
}

fn of_sheet(file: &FileFound, sheet: &SheetRead, skip_hidden: bool) -> impl Iterator<Item = FileNote> {
    let own = || file.notes.iter().filter(|note| note.sheet == sheet.index);
    let is_filtered = own().any(|note| note.code == "filtered-rows");
    let blank = (sheet.blank_rows > 0).then(|| FileNote::new("blank-rows", sheet.blank_rows));
    let code = if is_filtered { "filtered-rows" } else { "hidden-rows" };
    let hidden = (sheet.hidden_rows > 0).then(|| {
        let about = if skip_hidden { About::LeftOut } else { About::Plain };
        FileNote { about, ..FileNote::new(code, sheet.hidden_rows) }
    });
    let others = own().filter_map(|note| {
        let code = CODES.into_iter().find(|code| *code == note.code && *code != "filtered-rows")?;
        Some(FileNote { row: (note.row > 0).then_some(note.row), ..FileNote::new(code, note.count) })
    });
    blank.into_iter().chain(hidden).chain(others.collect::<Vec<_>>())
}

/// How a column of dates fits, as long as it goes where it went when it was counted.
fn of_dates(settings: &Settings, found: &DatesFound) -> Option<FileNote> {
    let column = settings.recipe.parts.get(found.part)?.columns.get(found.column)?;
    if column.field.as_ref() != Some(&found.field) {
        return None;
    }
    let counts = found.counts();
    let code = match (counts.day_first_only, counts.month_first_only) {
        (0, 0) => "dates-open",
        (_, 0) | (0, _) => "dates-fit",
        _ => "dates-mixed",
    };
    Some(FileNote {
        column: Some(column.header.clone()),
        field: Some(found.field.to_string()),
        about: About::Dates(counts, found.order),
        ..FileNote::new(code, counts.day_first_only + counts.month_first_only + counts.both)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kartoteka_domain::language::Language;
    use kartoteka_domain::recipe::{Column, Part};
    use kartoteka_domain::record::Key;

    fn sheet(index: usize, name: &str, is_read: bool, hidden: bool) -> SheetRead {
        SheetRead { index, name: name.into(), is_read, hidden, ..SheetRead::default() }
    }

    fn told(settings: &Settings) -> Vec<String> {
        file_notes(settings).iter().map(|note| Words::of(Language::English).file_note(note)).collect()
    }

    #[test]
    fn str_03_str_04_str_05_what_was_passed_over_or_read_unseen_is_told() {
        let mut settings = Settings::default();
        let file = &mut settings.file;
        file.encoding_sure = true;
        file.sheets = vec![sheet(0, "Data", true, false), sheet(1, "Old", false, false), sheet(2, "Secret", false, true)];
        file.sheets[0].hidden_rows = 3;
        file.sheets[0].blank_rows = 2;
        file.notes = vec![kept(0, &Note::HiddenColumns { count: 1 }), kept(0, &Note::MergedCells { count: 2 })];
        let expected = [
            "Not read: Old.",
            "Hidden and not read: Secret.",
            "2 empty rows are skipped.",
            "3 hidden rows are read like the others.",
            "1 hidden column is read like the others.",
            "2 areas of merged cells: only the first cell of each holds the value, the others are empty.",
        ];
        assert_eq!(told(&settings), expected);
        settings.file.marker = Some("kind=template".to_owned());
        assert_eq!(told(&settings), expected[2..], "the sheets of our own workbooks are known");
    }

    #[test]
    fn str_03_rows_hidden_by_a_filter_are_told_once_and_as_such() {
        let mut settings = Settings::default();
        settings.file.encoding_sure = true;
        settings.file.sheets = vec![SheetRead { hidden_rows: 5, ..sheet(0, "Data", true, false) }];
        settings.file.notes = vec![kept(0, &Note::FilteredRows { count: 5 })];
        assert_eq!(told(&settings), ["5 rows hidden by a filter are read like the others."]);
        settings.recipe.file.skip_hidden = true;
        assert_eq!(told(&settings), ["5 rows hidden by a filter are left out."]);
    }

    #[test]
    fn enc_05_del_08_what_is_only_likely_is_told_until_a_person_says_it() {
        let mut settings = Settings::default();
        settings.file.encoding = Some("windows-1250".into());
        settings.file.delimiter = Some('\t');
        settings.file.delimiter_likely = true;
        let codes = |settings: &Settings| file_notes(settings).iter().map(|note| note.code).collect::<Vec<_>>();
        assert_eq!(codes(&settings), ["encoding-likely", "delimiter-likely"]);
        settings.recipe.file.encoding = Some("windows-1250".into());
        settings.recipe.file.delimiter = Some('\t');
        assert!(codes(&settings).is_empty());
    }

    #[test]
    fn val_06_the_evidence_of_a_column_is_told_in_numbers() {
        let column = Column { header: "Birthday".into(), field: Some(Key::new("birthday")), ..Column::default() };
        let mut settings = Settings::default();
        settings.file.encoding_sure = true;
        settings.recipe.parts = vec![Part { columns: vec![column], ..Part::default() }];
        for (day, month, both, code, expected) in [
            (
                97,
                0,
                315,
                "dates-fit",
                "\"Birthday\": All 412 dates fit day, month, year; 97 of them do not fit month, day, year.",
            ),
            (0, 3, 1, "dates-fit", "\"Birthday\": All 4 dates fit month, day, year; 3 of them do not fit day, month, year."),
            (8, 2, 0, "dates-mixed", "\"Birthday\": 8 dates fit only day, month, year and 2 only month, day, year."),
            (0, 0, 4, "dates-open", "\"Birthday\": All 4 dates fit day, month, year and month, day, year alike."),
        ] {
            let found =
                DatesFound { part: 0, column: 0, field: Key::new("birthday"), day, month, both, order: DateOrder::DayFirst };
            settings.dates = vec![found];
            let notes = file_notes(&settings);
            assert_eq!((notes[0].code, notes[0].count), (code, day + month + both));
            let said = Words::of(Language::English).file_note(&notes[0]);
            assert!(said.starts_with(expected) && said.ends_with("They are read as day, month, year."), "{said}");
        }
        settings.recipe.parts[0].columns[0].field = None;
        assert!(file_notes(&settings).is_empty(), "a column that goes nowhere says nothing");
    }
}
