//! Mends with one press: a whole group of issues, several cells of a row, every place of a text. Undone with one press too.
//!
//! In: an import, the place of a group or a row, texts. Out: how many cells or rows are touched. Decides nothing about them.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use kartoteka_domain::edit::{Edit, substituted};
use kartoteka_domain::issue::Code;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record::Key;
use kartoteka_store::{IssueFilter, Stage, StoredIssue};

use super::{Mend, row_unknown};
use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::mend_rows::SheetRows;
use crate::{Engine, store_error};

/// Issues read at a time.
const ISSUES_AT_ONCE: usize = 10_000;

/// What to do about all rows of a group of issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupMend {
    /// Each wrong value by the one that was proposed for it.
    Suggestions,
    /// Values by values: what stands there, what it becomes.
    Values(Vec<(String, String)>),
    /// The empty cells of the column.
    FillEmpty(String),
    /// Texts cut after so many characters.
    Cut(usize),
    LeaveOut,
    /// Of the rows with the same key only the first, or only the last; the others are left out.
    KeepOne {
        last: bool,
    },
}

/// The place of a group: what is wrong, and in which column of which part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAt {
    pub part: u32,
    pub code: Code,
    pub column: Option<u16>,
    pub field: Option<Key>,
}

/// A text to be found and what takes its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// Index of the sheet; columns from 0, none for all of them.
    pub sheet: usize,
    pub column: Option<usize>,
    pub find: String,
    pub with: String,
    pub match_case: bool,
}

/// Edits made with one press.
#[derive(Clone, Debug, PartialEq)]
pub struct MendStep {
    /// At least one.
    pub mends: Vec<Mend>,
    /// Login; none for mends of an older program.
    pub by: Option<String>,
    pub at: Option<DateTime>,
    pub touched: Option<u64>,
    pub undone: bool,
}

impl Engine {
    /// Mends all rows of a group at once; returns how many cells or rows.
    pub fn mend_group(&self, actor: &Actor, import: i64, at: &GroupAt, mend: &GroupMend) -> Result<u64> {
        let settings = self.mendable(actor, import)?;
        let sheet = settings.sheet_of(at.part as usize);
        let column = || at.column.map(usize::from).ok_or_else(|| Refusal::new(RefusalKind::Unacceptable, "mend-without-column"));
        let pairs: Vec<(String, String)> = match mend {
            GroupMend::LeaveOut => return self.leave_group_out(actor, import, at, sheet),
            GroupMend::KeepOne { last } => return self.keep_one_of_each(actor, import, at, sheet, *last),
            GroupMend::FillEmpty(text) => {
                let edit = Edit::SetEmpty { sheet, column: column()?, text: text.clone() };
                return self.keep_if_touching(actor, import, vec![edit]);
            }
            GroupMend::Values(pairs) => pairs.clone(),
            GroupMend::Suggestions => self.distinct_of(import, at, |issue| {
                let likely = issue.issue.params.iter().find(|(name, _)| *name == "likely").map(|(_, text)| text.to_string());
                likely.filter(|text| !text.is_empty())
            })?,
            GroupMend::Cut(chars) => self.values_of_column(import, sheet, column()?, |text| {
                (text.chars().count() > *chars).then(|| text.chars().take(*chars).collect())
            })?,
        };
        let column = column()?;
        let edits = pairs.into_iter().filter(|(from, to)| from != to);
        self.keep_if_touching(actor, import, edits.map(|(from, to)| Edit::Replace { sheet, column, from, to }).collect())
    }

    /// Gives several cells of one row other texts, as one mend; returns how many cells changed.
    pub fn mend_set_cells(&self, actor: &Actor, import: i64, sheet: usize, row: u32, cells: &[(usize, String)]) -> Result<u64> {
        self.mendable(actor, import)?;
        let sheets = self.sheets_of(import)?;
        let place = sheet_at(&sheets, sheet)?;
        let mut edits = None;
        self.each_data_row(import, place, Some(row), |found| {
            let changed = cells.iter().filter(|(column, text)| found.cell(*column).shown() != text.as_str());
            let edit = |(column, text): &(usize, String)| Edit::SetCell { sheet, row, column: *column, text: text.clone() };
            edits = Some(changed.map(edit).collect::<Vec<_>>());
        })?;
        let edits = edits.ok_or_else(|| row_unknown(row))?;
        let touched = edits.len() as u64;
        self.keep_mends(actor, import, edits, touched)
    }

    /// Brings back rows that were taken out by hand; returns how many.
    pub fn mend_include_rows(&self, actor: &Actor, import: i64, sheet: usize, rows: &[u32]) -> Result<u64> {
        self.mendable(actor, import)?;
        let sheets = self.sheets_of(import)?;
        let place = sheet_at(&sheets, sheet)?;
        let conn = self.store.reader().map_err(store_error)?;
        let mut back = Vec::new();
        for row in rows {
            place.each(&conn, import, Some(*row), |_, included| {
                if !included {
                    back.push(*row);
                }
                Ok(())
            })?;
        }
        let touched = back.len() as u64;
        self.keep_mends(actor, import, vec![Edit::IncludeRows { sheet, rows: back }], touched)
    }

    /// How many cells hold the text: what [`Engine::mend_find`] would change.
    pub fn count_find(&self, actor: &Actor, import: i64, find: &Find) -> Result<u64> {
        self.seen_with_file(actor, import)?;
        self.cells_with(import, find)
    }

    /// Replaces the text wherever it stands; returns how many cells.
    pub fn mend_find(&self, actor: &Actor, import: i64, find: &Find) -> Result<u64> {
        self.mendable(actor, import)?;
        let touched = if find.find == find.with { 0 } else { self.cells_with(import, find)? };
        let Find { sheet, column, find, with, match_case } = find.clone();
        self.keep_mends(actor, import, vec![Edit::Substitute { sheet, column, find, with, match_case }], touched)
    }

    /// What was mended, press by press, undone ones included.
    pub fn mend_steps(&self, actor: &Actor, import: i64) -> Result<Vec<MendStep>> {
        let mends = self.mends(actor, import)?;
        let notes = self.store.reader().map_err(store_error)?.mend_notes(import).map_err(store_error)?;
        let mut steps: Vec<(i64, MendStep)> = Vec::new();
        for mend in mends {
            let note = notes.iter().find(|note| (note.first_seq..=note.last_seq).contains(&mend.seq));
            let last = note.map_or(mend.seq, |note| note.last_seq);
            match steps.last_mut() {
                Some((same, step)) if *same == last => step.mends.push(mend),
                _ => {
                    let by = note.map(|note| self.login_of(note.made_by)).transpose()?;
                    let (at, touched) = (note.map(|note| note.made_at), note.map(|note| note.touched));
                    let undone = mend.undone;
                    steps.push((last, MendStep { mends: vec![mend], by, at, touched, undone }));
                }
            }
        }
        Ok(steps.into_iter().map(|(_, step)| step).collect())
    }

    pub(super) fn cells_with(&self, import: i64, find: &Find) -> Result<u64> {
        let sheets = self.sheets_of(import)?;
        let mut touched = 0;
        self.each_data_row(import, sheet_at(&sheets, find.sheet)?, None, |row| {
            let columns = find.column.map_or(0..row.cells.len(), |column| column..column + 1);
            let holds =
                |column: &usize| substituted(&row.cell(*column).shown(), &find.find, &find.with, find.match_case).is_some();
            touched += columns.filter(holds).count() as u64;
        })?;
        Ok(touched)
    }

    fn leave_group_out(&self, actor: &Actor, import: i64, at: &GroupAt, sheet: usize) -> Result<u64> {
        let mut rows = Vec::new();
        self.each_issue_of(import, at, |issue| rows.push(issue.issue.row.0))?;
        rows.sort_unstable();
        rows.dedup();
        let touched = rows.len() as u64;
        self.keep_mends(actor, import, vec![Edit::ExcludeRows { sheet, rows }], touched)
    }

    /// Rows with the same key name the same rows in their issue: one of them stays.
    fn keep_one_of_each(&self, actor: &Actor, import: i64, at: &GroupAt, sheet: usize, last: bool) -> Result<u64> {
        let mut same: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        self.each_issue_of(import, at, |found| {
            if let Some((_, rows)) = found.issue.params.iter().find(|(name, _)| *name == "rows") {
                same.entry(rows.to_string()).or_default().push(found.issue.row.0);
            }
        })?;
        let mut out: Vec<u32> = Vec::new();
        for rows in same.values_mut() {
            rows.sort_unstable();
            rows.dedup();
            let kept = if last { rows.pop() } else { (!rows.is_empty()).then(|| rows.remove(0)) };
            // A row that shares another key with rows of another set is not brought back by being first there.
            out.extend(rows.iter().filter(|row| Some(**row) != kept));
        }
        out.sort_unstable();
        out.dedup();
        let touched = out.len() as u64;
        self.keep_mends(actor, import, vec![Edit::ExcludeRows { sheet, rows: out }], touched)
    }

    /// Wrong values and what each should become, as `wanted` says.
    fn distinct_of(
        &self,
        import: i64,
        at: &GroupAt,
        wanted: impl Fn(&StoredIssue) -> Option<String>,
    ) -> Result<Vec<(String, String)>> {
        let mut pairs: BTreeMap<String, String> = BTreeMap::new();
        self.each_issue_of(import, at, |issue| {
            if let (Some(value), Some(to)) = (issue.issue.value.as_ref(), wanted(issue)) {
                pairs.entry(value.to_string()).or_insert(to);
            }
        })?;
        Ok(pairs.into_iter().collect())
    }

    /// The texts of a column that `wanted` makes others of: issues keep only the beginning of a long text.
    fn values_of_column(
        &self,
        import: i64,
        sheet: usize,
        column: usize,
        wanted: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<(String, String)>> {
        let sheets = self.sheets_of(import)?;
        let mut pairs: BTreeMap<String, String> = BTreeMap::new();
        self.each_data_row(import, sheet_at(&sheets, sheet)?, None, |row| {
            let text = row.cell(column).shown();
            if let Some(to) = wanted(&text) {
                pairs.insert(text.into_owned(), to);
            }
        })?;
        Ok(pairs.into_iter().collect())
    }

    fn each_issue_of(&self, import: i64, at: &GroupAt, mut each: impl FnMut(&StoredIssue)) -> Result<()> {
        let conn = self.store.reader().map_err(store_error)?;
        let filter = IssueFilter { code: Some(at.code), part: Some(at.part), field: at.field.clone(), ..IssueFilter::default() };
        let mut after = None;
        loop {
            let page = conn.issues(import, Stage::Check, &filter, after, ISSUES_AT_ONCE).map_err(store_error)?;
            page.iter().filter(|issue| issue.issue.column == at.column).for_each(&mut each);
            after = page.last().map(|issue| issue.seq);
            if page.len() < ISSUES_AT_ONCE {
                return Ok(());
            }
        }
    }

    /// Keeps edits of one sheet with the number of cells they touch, counted in one pass over the rows.
    pub(super) fn keep_if_touching(&self, actor: &Actor, import: i64, edits: Vec<Edit>) -> Result<u64> {
        let Some(sheet) = edits.first().map(Edit::sheet) else { return Ok(0) };
        let sheets = self.sheets_of(import)?;
        let mut replaced: Map<(usize, &str), bool> = Map::default();
        let mut filled = Vec::new();
        for edit in &edits {
            match edit {
                Edit::Replace { column, from, .. } => drop(replaced.insert((*column, from), true)),
                Edit::SetEmpty { column, text, .. } if !text.is_empty() => filled.push(*column),
                _ => {}
            }
        }
        let columns: Vec<usize> = edits.iter().filter_map(Edit::column).collect();
        let mut touched = 0;
        self.each_data_row(import, sheet_at(&sheets, sheet)?, None, |row| {
            let mut seen = None;
            for column in &columns {
                if seen == Some(*column) {
                    continue;
                }
                seen = Some(*column);
                let cell = row.cell(*column);
                let is_filled = filled.contains(column) && cell.is_blank();
                touched += u64::from(is_filled || replaced.contains_key(&(*column, &*cell.shown())));
            }
        })?;
        self.keep_mends(actor, import, edits, touched)
    }
}

fn sheet_at(sheets: &[SheetRows], index: usize) -> Result<&SheetRows> {
    let found = sheets.iter().find(|sheet| sheet.index == index);
    found.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "no-data").into())
}
