//! Files about an import: the result of every row, the rows left out with their reasons, the person's own workbook with
//! the bad cells marked, the list of issues, the upload as it came.
//!
//! In: an import that was checked or has run. Out: files, streamed block by block. Values are the person's own, mends
//! included; the upload itself is given back untouched.

mod annotated;
mod issues;
mod own_columns;
mod source;

use std::borrow::Cow;
use std::io::Write as _;
use std::path::Path;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::issue::{Code, Issue};
use kartoteka_domain::kind::formula;
use kartoteka_domain::language::Language;
use kartoteka_domain::run::Outcome;
use kartoteka_sheets::write::{ColumnKind, ColumnLook, DelimitedLook, TableLook, TableWriter};
use kartoteka_store::{IssueFilter, Stage};

use crate::actor::Actor;
use crate::error::Result;
use crate::export_records::{FileFormat, delimited_look, write_error};
use crate::imports::find;
use crate::keep_files::refuse_forgotten;
use crate::whole_file::WholeFile;
use crate::words::Words;
use crate::{Engine, store_error};

use own_columns::OwnColumns;
use source::{Report, ReportRow, RowPart};

/// Columns without header behind the reasons, for cells to the right of the file's last header.
const SURPLUS_COLUMNS: usize = 16;
/// Width of the column of reasons in characters.
const REASON_WIDTH: u16 = 60;

impl Engine {
    /// Every data row: its number, what became of it, the record, the reasons, then the person's own columns. With
    /// several sheets or kinds of record each row says which. Returns the number of rows.
    pub fn write_result_file(&self, actor: &Actor, import: i64, path: &Path, language: Language) -> Result<u64> {
        self.write_table(actor, import, path, |report, path| {
            let words = Words::of(language);
            let own = OwnColumns::of(report);
            let several = report.settings.recipe.parts.len() > 1;
            let mut looks: Vec<ColumnLook> = Vec::new();
            if several {
                looks.extend([plain(words.word("heading-sheet")), plain(words.word("heading-type"))]);
            }
            looks.extend(["heading-row", "heading-outcome", "heading-id"].map(|id| plain(words.word(id))));
            looks.push(reason_look(&words));
            looks.extend(own.looks(report.settings.is_delimited()));
            let mut table = self.report_table(report, path, language, "sheet-result", &looks)?;
            let format = FileFormat::of_path(path);
            report.each_row(&mut |row| {
                for part in &row.parts {
                    let mut cells: Vec<Cell<'_>> = Vec::with_capacity(looks.len());
                    if several {
                        cells.push(Cell::text(&row.sheet.name));
                        cells.push(Cell::Text(Cow::Owned(report.types[part.part].labels.get(language).to_owned())));
                    }
                    cells.push(Cell::Number(f64::from(row.row.number.0)));
                    cells.push(Cell::Text(Cow::Owned(words.word(outcome_id(part)))));
                    cells.push(part.outcome.and_then(|outcome| outcome.id).map_or(Cell::Empty, |id| Cell::Number(id.0 as f64)));
                    cells.push(text_cell(report.reasons(row, Some(part.part), &words, line_end(format))));
                    own.fill(row, &mut cells, |cell| shown_cell(cell, format, report.settings.is_delimited()));
                    table.row(&cells).map_err(write_error)?;
                }
                Ok(())
            })?;
            Ok(table)
        })
    }

    /// Only the rows that stayed out or broke: the person's own columns first, as they were, then the reasons. The file
    /// can be corrected and imported again; the column of reasons goes to no field (SEM-17). Returns the number of rows.
    pub fn write_failed_file(&self, actor: &Actor, import: i64, path: &Path, language: Language) -> Result<u64> {
        self.write_table(actor, import, path, |report, path| {
            let words = Words::of(language);
            let own = OwnColumns::of(report);
            let mut looks = own.looks(report.settings.is_delimited());
            let several = report.sheets.len() > 1;
            if several {
                looks.push(plain(words.word("heading-sheet")));
            }
            looks.push(reason_look(&words));
            let named = looks.len();
            if self.has_surplus(import)? {
                looks.resize(named + SURPLUS_COLUMNS, ColumnLook::default());
            }
            let sheet_word = if report.sheets.len() == 1 { report.sheets[0].name.clone() } else { words.word("sheet-errors") };
            let mut table = self.table(report, path, language, &sheet_word, &looks)?;
            let format = FileFormat::of_path(path);
            report.each_row(&mut |row| {
                if !row.parts.iter().any(is_left_out) {
                    return Ok(());
                }
                let mut cells: Vec<Cell<'_>> = Vec::with_capacity(looks.len());
                let show = |cell: &Cell<'_>| shown_cell(cell, format, report.settings.is_delimited());
                own.fill(row, &mut cells, show);
                if several {
                    cells.push(Cell::text(&row.sheet.name));
                }
                cells.push(text_cell(report.reasons(row, None, &words, line_end(format))));
                let surplus = row.row.cells.iter().skip(row.sheet.headers.len());
                cells.extend(surplus.take(looks.len() - named).map(show));
                table.row(&cells).map_err(write_error)
            })?;
            Ok(table)
        })
    }

    /// XLSX: the rows that stayed out or have errors, the cells coloured, the reasons as comments and in one more column.
    pub fn write_annotated_file(&self, actor: &Actor, import: i64, path: &Path, language: Language) -> Result<u64> {
        self.seen_with_file(actor, import)?;
        let whole = WholeFile::begin(path)?;
        let rows = annotated::write(&Report::open(self, import)?, whole.part(), &Words::of(language))?;
        whole.keep()?;
        Ok(rows)
    }

    /// The upload as it came, byte by byte. Returns its length.
    pub fn write_original_file(&self, actor: &Actor, import: i64, path: &Path) -> Result<u64> {
        self.seen_with_file(actor, import)?;
        let (found, settings) = self.import_and_settings(import)?;
        let reader = self.store.reader().map_err(store_error)?;
        refuse_forgotten(&reader, &found)?;
        let whole = WholeFile::begin(path)?;
        let mut file = std::fs::File::create(whole.part())?;
        let upload = found.upload_no.max(settings.upload);
        let bytes = reader.read_upload(import, upload, |piece| file.write_all(piece)).map_err(store_error)?;
        file.flush()?;
        whole.keep()?;
        Ok(bytes)
    }

    /// Every issue with its place, sentence and remedy, in the order of the rows; CSV or XLSX. Returns the number of issues.
    pub fn write_issues_file(&self, actor: &Actor, import: i64, path: &Path, language: Language) -> Result<u64> {
        self.write_table(actor, import, path, |report, path| {
            let words = Words::of(language);
            let several = report.sheets.len() > 1;
            let ids = ["row", "column", "field", "severity", "value", "problem", "mend", "code"];
            let mut looks: Vec<ColumnLook> = ids.iter().map(|id| plain(words.word(&format!("heading-{id}")))).collect();
            if several {
                looks.insert(0, plain(words.word("heading-sheet")));
            }
            let mut table = self.report_table(report, path, language, "sheet-errors", &looks)?;
            let csv = FileFormat::of_path(path) == FileFormat::Csv;
            report.each_row(&mut |row| {
                for (part, issue) in row.issues() {
                    let texts = [
                        issue.column.map(|column| row.sheet.header(usize::from(column))).unwrap_or_default(),
                        issue.field.as_ref().map(ToString::to_string).unwrap_or_default(),
                        words.word(&format!("severity-{}", issue.severity.word())),
                        issue.value.as_ref().map(ToString::to_string).unwrap_or_default(),
                        report.sentence(row.sheet, part, issue, &words).1,
                        words.issue_help(issue.code),
                        issue.code.word().to_owned(),
                    ];
                    let mut cells: Vec<Cell<'_>> = Vec::with_capacity(looks.len());
                    if several {
                        cells.push(Cell::text(&row.sheet.name));
                    }
                    cells.push(Cell::Number(f64::from(row.row.number.0)));
                    let guard = |text: String| if csv { formula::escape(&text).into_owned() } else { text };
                    cells.extend(texts.map(|text| text_cell(guard(text))));
                    table.row(&cells).map_err(write_error)?;
                }
                Ok(())
            })?;
            Ok(table)
        })
    }

    /// A table about an import, whole in its place or not there at all. Returns the number of rows.
    fn write_table(
        &self,
        actor: &Actor,
        import: i64,
        path: &Path,
        fill: impl FnOnce(&Report, &Path) -> Result<TableWriter>,
    ) -> Result<u64> {
        self.seen_with_file(actor, import)?;
        let whole = WholeFile::begin(path)?;
        let rows = fill(&Report::open(self, import)?, whole.part())?.finish().map_err(write_error)?;
        whole.keep()?;
        Ok(rows)
    }

    fn report_table(
        &self,
        report: &Report,
        path: &Path,
        language: Language,
        sheet: &str,
        looks: &[ColumnLook],
    ) -> Result<TableWriter> {
        self.table(report, path, language, &Words::of(language).word(sheet), looks)
    }

    fn table(&self, report: &Report, path: &Path, language: Language, sheet: &str, looks: &[ColumnLook]) -> Result<TableWriter> {
        let look = match FileFormat::of_path(path) {
            FileFormat::Xlsx => TableLook::Xlsx { sheet: sheet.to_owned() },
            FileFormat::Csv => {
                let usual = delimited_look(language);
                // What came with commas goes back with commas.
                let delimiter = report.settings.file.delimiter.unwrap_or(usual.delimiter);
                TableLook::Delimited(DelimitedLook { delimiter, ..usual })
            }
        };
        TableWriter::create(path, &look, looks).map_err(write_error)
    }

    fn has_surplus(&self, import: i64) -> Result<bool> {
        let reader = self.store.reader().map_err(store_error)?;
        find(&reader, import)?;
        let filter = IssueFilter { code: Some(Code::RowTooLong), ..IssueFilter::default() };
        Ok(!reader.issues(import, Stage::Check, &filter, None, 1).map_err(store_error)?.is_empty())
    }
}

fn plain(header: String) -> ColumnLook {
    let width = header.chars().count().clamp(8, 40) as u16 + 2;
    ColumnLook { header, width, ..ColumnLook::default() }
}

fn reason_look(words: &Words) -> ColumnLook {
    ColumnLook { header: words.word("heading-reason"), width: REASON_WIDTH, kind: ColumnKind::General, emphasis: true }
}

fn outcome_id(part: &RowPart) -> &'static str {
    match part.outcome.map(|outcome| outcome.outcome) {
        Some(Outcome::Created) => "outcome-created",
        Some(Outcome::Updated) => "outcome-updated",
        Some(Outcome::Unchanged) => "outcome-unchanged",
        Some(Outcome::Skipped) => "outcome-skipped",
        Some(Outcome::Rejected) => "outcome-rejected",
        Some(Outcome::Failed) => "outcome-failed",
        None => "outcome-waiting",
    }
}

fn is_left_out(part: &RowPart) -> bool {
    part.outcome.is_some_and(|outcome| matches!(outcome.outcome, Outcome::Rejected | Outcome::Failed))
}

fn line_end(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Csv => " | ",
        FileFormat::Xlsx => "\n",
    }
}

fn text_cell(text: String) -> Cell<'static> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text)) }
}

/// A cell of the person's file in a file of ours. Delimited text guards what a spreadsheet would run; a guard that is
/// there already is not doubled, and signs before a number or a phone need none.
fn shown_cell(cell: &Cell<'_>, format: FileFormat, from_delimited: bool) -> Cell<'static> {
    let Cell::Text(text) = cell else { return cell.clone().into_owned() };
    let is_guarded = from_delimited && formula::unescape(text) != *text;
    let is_number = text.starts_with(['+', '-']) && text.chars().all(|c| c.is_ascii_digit() || "+-()/., \u{a0}".contains(c));
    if format == FileFormat::Csv && !is_guarded && !is_number {
        return Cell::Text(Cow::Owned(formula::escape(text).into_owned()));
    }
    Cell::Text(Cow::Owned(text.to_string()))
}

impl ReportRow<'_> {
    fn issues(&self) -> impl Iterator<Item = (usize, &Issue)> {
        self.parts.iter().flat_map(|part| part.issues.iter().map(move |issue| (part.part, issue)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_07_own_values_are_guarded_once() {
        for (text, from_delimited, expected) in [
            ("=1+1", true, "'=1+1"),
            ("'=1+1", true, "'=1+1"),
            ("'=1+1", false, "''=1+1"),
            ("+420 601 000 001", true, "+420 601 000 001"),
            ("-12,5", true, "-12,5"),
            ("-A1", true, "'-A1"),
            ("plain", false, "plain"),
        ] {
            assert_eq!(shown_cell(&Cell::text(text), FileFormat::Csv, from_delimited), Cell::text(expected), "{text}");
        }
        assert_eq!(shown_cell(&Cell::text("=1"), FileFormat::Xlsx, true), Cell::text("=1"));
    }
}
