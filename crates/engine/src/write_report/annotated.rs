//! The person's own workbook with only the bad rows: cells coloured, reasons as comments and in one more column.
//!
//! In: a report. Out: XLSX that can be corrected and loaded again. Sheets follow one another, each under its own header.

use std::path::Path;

use kartoteka_domain::cell::Row;
use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_sheets::write::{AnnotateLook, AnnotatedRow, Annotation, Annotator, Shade};

use super::is_left_out;
use super::source::{Report, ReportRow};
use crate::error::Result;
use crate::export_records::write_error;
use crate::words::Words;

pub(super) fn write(report: &Report, path: &Path, words: &Words) -> Result<u64> {
    let columns = report.sheets.iter().map(|sheet| sheet.headers.len()).max().unwrap_or(0);
    let look = AnnotateLook {
        reason_header: words.word("heading-reason"),
        columns,
        cut_reason: words.word("cell-cut"),
        ..AnnotateLook::default()
    };
    let headers = report.header_rows(0)?;
    let name = report.sheets.first().map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| words.word("sheet-data"));
    let mut annotator = Annotator::create(path, &name, &headers, look).map_err(write_error)?;
    let mut rows = 0;
    for sheet_no in 0..report.sheets.len() {
        let mut header: Option<Row<'static>> = if sheet_no == 0 { None } else { report.header_rows(sheet_no)?.pop() };
        report.each_row_of(sheet_no, &mut |row| {
            if !row.parts.iter().any(is_left_out) && !row.issues().any(|(_, issue)| issue.is_error()) {
                return Ok(());
            }
            if let Some(header) = header.take() {
                let plain = AnnotatedRow { row: &header, cells: Vec::new(), row_note: None };
                annotator.row(&plain).map_err(write_error)?;
            }
            rows += 1;
            annotator.row(&annotated(report, row, columns, words)).map_err(write_error)
        })?;
    }
    annotator.finish().map_err(write_error)?;
    Ok(rows)
}

fn annotated<'a>(report: &Report, row: &ReportRow<'a>, columns: usize, words: &Words) -> AnnotatedRow<'a> {
    let text = |part: usize, issue: &Issue| {
        let (label, sentence) = report.sentence(row.sheet, part, issue, words);
        words.in_row(row.row.number.0, label.as_deref(), &sentence)
    };
    let mut cells = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for (part, issue) in row.issues() {
        match issue.column.map(usize::from).filter(|column| *column < columns) {
            Some(column) => cells.push(Annotation { column, text: text(part, issue), severity: shade(issue.severity) }),
            None => notes.push(text(part, issue)),
        }
    }
    AnnotatedRow { row: row.row, cells, row_note: (!notes.is_empty()).then(|| notes.join("\n")) }
}

fn shade(severity: Severity) -> Shade {
    match severity {
        Severity::Note => Shade::Note,
        Severity::Warning => Shade::Warning,
        Severity::Error => Shade::Error,
    }
}
