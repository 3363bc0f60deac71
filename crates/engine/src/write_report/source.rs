//! The rows of an import with what became of them and why, sheet by sheet, block by block.
//!
//! In: an import. Out: [`ReportRow`]s in the order of the file. Holds one block at a time.

use std::sync::Arc;

use kartoteka_domain::cell::Row;
use kartoteka_domain::issue::Issue;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record_type::RecordType;
use kartoteka_domain::run::RowOutcome;
use kartoteka_store::{Reader, Stage};

use super::issues::IssuePlaces;
use crate::error::{Refusal, RefusalKind, Result};
use crate::keep_files::refuse_forgotten;
use crate::mend_rows::SheetRows;
use crate::settings::Settings;
use crate::words::Words;
use crate::{Engine, store_error};

/// An import opened for its reports.
pub(super) struct Report {
    conn: Reader,
    import: i64,
    pub settings: Settings,
    pub sheets: Vec<SheetRows>,
    /// The record type of each part.
    pub types: Vec<Arc<RecordType>>,
    issues: IssuePlaces,
    stage: Stage,
}

/// One part's share in a row.
#[derive(Debug)]
pub(super) struct RowPart {
    pub part: usize,
    /// None: a run was stopped before this row.
    pub outcome: Option<RowOutcome>,
    pub issues: Vec<Issue>,
}

/// One data row.
pub(super) struct ReportRow<'a> {
    /// Index among the report's sheets.
    pub sheet_no: usize,
    pub sheet: &'a SheetRows,
    pub row: &'a Row<'a>,
    pub parts: Vec<RowPart>,
}

/// Everything kept about the rows of one block, for one part.
struct PartFindings {
    part: usize,
    promised: Map<u32, RowOutcome>,
    ran: Map<u32, RowOutcome>,
    issues: Map<u32, Vec<Issue>>,
}

impl Report {
    /// Opens an import that was checked at least once.
    pub fn open(engine: &Engine, import: i64) -> Result<Report> {
        let (found, settings) = engine.import_and_settings(import)?;
        let conn = engine.store.reader().map_err(store_error)?;
        let ran = conn.outcome_counts(import, Stage::Run).map_err(store_error)?;
        let checked = conn.outcome_counts(import, Stage::Check).map_err(store_error)?;
        if ran.rows + checked.rows == 0 {
            return Err(Refusal::new(RefusalKind::Conflict, "import-unchecked").with("number", import).into());
        }
        refuse_forgotten(&conn, &found)?;
        let sheets = engine.sheets_of(import)?;
        let types = engine.types();
        let types = settings.recipe.parts.iter().map(|part| types.named(&part.record_type)).collect::<Result<Vec<_>>>()?;
        let issues = IssuePlaces::find(&conn, import, &sheets)?;
        let stage = if ran.rows > 0 { Stage::Run } else { Stage::Check };
        Ok(Report { conn, import, settings, sheets, types, issues, stage })
    }

    /// Every data row in the order of the file.
    pub fn each_row(&self, each: &mut dyn FnMut(&ReportRow<'_>) -> Result<()>) -> Result<()> {
        for sheet_no in 0..self.sheets.len() {
            self.each_row_of(sheet_no, each)?;
        }
        Ok(())
    }

    /// Every data row of one sheet.
    pub fn each_row_of(&self, sheet_no: usize, each: &mut dyn FnMut(&ReportRow<'_>) -> Result<()>) -> Result<()> {
        let sheet = &self.sheets[sheet_no];
        let mut scratch = Vec::new();
        for block in &sheet.blocks {
            let mut found = sheet.parts.iter().map(|part| self.findings(*part, block.no)).collect::<Result<Vec<_>>>()?;
            sheet.each_of_block(&self.conn, self.import, block.no, &mut scratch, |row, _| {
                let parts: Vec<RowPart> = found.iter_mut().filter_map(|part| self.row_part(part, row.number.0)).collect();
                if parts.is_empty() { Ok(()) } else { each(&ReportRow { sheet_no, sheet, row, parts }) }
            })?;
        }
        Ok(())
    }

    /// The rows above the data, titles and header.
    pub fn header_rows(&self, sheet_no: usize) -> Result<Vec<Row<'static>>> {
        let sheet = &self.sheets[sheet_no];
        let mut rows = Vec::new();
        let mut scratch = Vec::new();
        for block in sheet.blocks.iter().filter(|block| block.first_row <= sheet.header_row) {
            sheet.each_of_block(&self.conn, self.import, block.no, &mut scratch, |row, _| {
                if row.number.0 <= sheet.header_row {
                    rows.push(row.clone().into_owned());
                }
                Ok(())
            })?;
        }
        Ok(rows)
    }

    fn findings(&self, part: usize, block: u32) -> Result<PartFindings> {
        let outcomes = |stage| -> Result<Map<u32, RowOutcome>> {
            let kept = self.conn.outcomes(self.import, stage, part as u32, block).map_err(store_error)?;
            Ok(kept.map(|kept| kept.outcomes.into_iter().map(|outcome| (outcome.row.0, outcome)).collect()).unwrap_or_default())
        };
        let ran = if self.stage == Stage::Run { outcomes(Stage::Run)? } else { Map::default() };
        let issues = self.issues.of_block(&self.conn, self.import, part, block)?;
        Ok(PartFindings { part, promised: outcomes(Stage::Check)?, ran, issues })
    }

    fn row_part(&self, found: &mut PartFindings, row: u32) -> Option<RowPart> {
        let (promised, ran) = (found.promised.get(&row).copied(), found.ran.get(&row).copied());
        promised.or(ran)?;
        let mut issues = found.issues.remove(&row).unwrap_or_default();
        issues.sort_by_key(|issue| (issue.column.is_none(), issue.column, std::cmp::Reverse(issue.severity)));
        let outcome = if self.stage == Stage::Run { ran } else { promised };
        Some(RowPart { part: found.part, outcome, issues })
    }

    /// Where an issue is (a header or a field's label) and what it says.
    pub fn sentence(&self, sheet: &SheetRows, part: usize, issue: &Issue, words: &Words) -> (Option<String>, String) {
        let of_field = || {
            let field = issue.field.as_ref().and_then(|key| self.types[part].field(key))?;
            Some(field.label(words.language).to_owned())
        };
        let label = issue.column.map(|column| sheet.header(usize::from(column))).or_else(of_field);
        let sentence = words.issue(issue.code, label.as_deref().unwrap_or(""), issue.value.as_deref(), &issue.params);
        (label, sentence)
    }

    /// All reasons of a row, of one part or of all of them.
    pub fn reasons(&self, row: &ReportRow<'_>, part: Option<usize>, words: &Words, between: &str) -> String {
        let mut texts: Vec<String> = Vec::new();
        for (of, issue) in row.issues().filter(|(of, _)| part.is_none_or(|part| part == *of)) {
            let (label, sentence) = self.sentence(row.sheet, of, issue, words);
            let text = label.map_or(sentence.clone(), |label| format!("{label}: {sentence}"));
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join(between)
    }
}
