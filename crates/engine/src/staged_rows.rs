//! The rows of a checked import as a person looks at them: cells with the mends laid over them, what is wrong, what will become
//! of each; and how many there are of each sort.
//!
//! In: an import, a sort of rows, a stretch. Out: rows as texts. Reads the blocks of the stretch only; writes nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_domain::run::Outcome;
use kartoteka_store::{BlockInfo, BlockOutcomes, Conn, Stage};

use crate::actor::Actor;
use crate::error::{Refusal, RefusalKind, Result};
use crate::mend_rows::SheetRows;
use crate::plan_block::{each_row, read_block};
use crate::{Engine, store_error};

/// The sorts of rows of a check. Each row is of one of the first four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowSort {
    Ready,
    Warned,
    Rejected,
    Skipped,
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowsWanted {
    #[default]
    All,
    Of(RowSort),
    /// With a mend in force.
    Mended,
}

/// How many rows there are of each sort; together they are all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SortCounts {
    pub rows: u64,
    pub ready: u64,
    pub warned: u64,
    pub rejected: u64,
    pub skipped: u64,
}

/// One sheet as a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedSheet {
    pub index: usize,
    /// Empty for delimited text.
    pub name: String,
    pub columns: Vec<StagedColumn>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedColumn {
    /// The header, or the letters where there is none.
    pub header: String,
    /// The fields it goes to, as part and key.
    pub fields: Vec<(usize, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedCell {
    pub text: String,
    /// As it stands in the file, where a mend lies over it.
    pub before: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedRow {
    /// As the spreadsheet counts.
    pub row: u32,
    pub cells: Vec<StagedCell>,
    /// Taken out by hand.
    pub is_out: bool,
    /// None where the check has not been.
    pub sort: Option<RowSort>,
    /// Part by part.
    pub outcomes: Vec<(u32, Outcome)>,
    pub issues: Vec<(u32, Issue)>,
}

/// A stretch of the rows that were wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsPage {
    pub rows: Vec<StagedRow>,
    /// How many fit in all.
    pub total: u64,
}

impl Engine {
    /// How many rows are ready, have warnings, errors, or are skipped. Counted over what the check kept.
    pub fn sort_counts(&self, actor: &Actor, import: i64) -> Result<SortCounts> {
        let found = self.seen_with_file(actor, import)?;
        let conn = self.store.reader().map_err(store_error)?;
        let warned = Warned::read(&conn, import, found.counts.warnings)?;
        let mut counts = SortCounts::default();
        let each = |block: BlockOutcomes| {
            counts.rows += block.outcomes.len() as u64;
            for row in &block.outcomes {
                *match sort_of(row.outcome, warned.has(block.part, row.row.0)) {
                    RowSort::Ready => &mut counts.ready,
                    RowSort::Warned => &mut counts.warned,
                    RowSort::Rejected => &mut counts.rejected,
                    RowSort::Skipped => &mut counts.skipped,
                } += 1;
            }
            Ok(())
        };
        conn.each_outcomes(import, Stage::Check, each).map_err(store_error)?;
        Ok(counts)
    }

    /// The sheets an import reads, with their columns and where they go.
    pub fn staged_sheets(&self, actor: &Actor, import: i64) -> Result<Vec<StagedSheet>> {
        self.seen_with_file(actor, import)?;
        let (_, settings) = self.import_and_settings(import)?;
        let sheets = self.sheets_of(import)?;
        let staged = |sheet: &SheetRows| {
            let column = |at: usize| {
                let mine = settings.columns.iter().filter(|found| sheet.parts.contains(&found.part) && found.column == at);
                let mapped = mine.filter(|found| !found.taken);
                let fields = mapped.filter_map(|found| Some((found.part, found.field.clone()?))).collect();
                StagedColumn { header: sheet.header(at), fields }
            };
            let columns = (0..sheet.headers.len()).map(column).collect();
            StagedSheet { index: sheet.index, name: sheet.name.clone(), columns }
        };
        Ok(sheets.iter().map(staged).collect())
    }

    /// The wanted rows of a sheet from place `from` (counted from 0), at most `limit` of them.
    pub fn staged_rows(
        &self,
        actor: &Actor,
        import: i64,
        sheet: usize,
        wanted: RowsWanted,
        (from, limit): (u64, usize),
    ) -> Result<RowsPage> {
        let sheet = self.readable_sheet(actor, import, sheet)?;
        let conn = self.store.reader().map_err(store_error)?;
        let warnings = self.import(actor, import)?.import.counts.warnings;
        let warned = Warned::read(&conn, import, warnings)?;
        let stretch = from..from + limit as u64;
        let mut page = RowsPage::default();
        for block in &sheet.blocks {
            let kept = Kept::read(&conn, import, &sheet, block, &warned)?;
            let fitting = fitting_rows(&conn, import, &sheet, block, &kept, wanted)?;
            let here = within(&stretch, page.total, fitting.len());
            page.total += fitting.len() as u64;
            if !here.is_empty() {
                page.rows.extend(read_rows(&conn, import, &sheet, block, &kept, &fitting[here])?);
            }
        }
        Ok(page)
    }

    /// One row, whatever its sort.
    pub fn staged_row(&self, actor: &Actor, import: i64, sheet: usize, row: u32) -> Result<StagedRow> {
        let sheet = self.readable_sheet(actor, import, sheet)?;
        let conn = self.store.reader().map_err(store_error)?;
        let warnings = self.import(actor, import)?.import.counts.warnings;
        let warned = Warned::read(&conn, import, warnings)?;
        let unknown = || Refusal::new(RefusalKind::NotFound, "row-unknown").with("row", row);
        let block = sheet.blocks.iter().find(|block| block.first_row <= row && row <= block.last_row).ok_or_else(unknown)?;
        let kept = Kept::read(&conn, import, &sheet, block, &warned)?;
        let mut rows = read_rows(&conn, import, &sheet, block, &kept, &[row])?;
        rows.pop().ok_or_else(|| unknown().into())
    }

    /// How many wanted rows stand before this one: its place for [`Engine::staged_rows`].
    pub fn place_of_row(&self, actor: &Actor, import: i64, sheet: usize, wanted: RowsWanted, row: u32) -> Result<u64> {
        let sheet = self.readable_sheet(actor, import, sheet)?;
        let conn = self.store.reader().map_err(store_error)?;
        let warnings = self.import(actor, import)?.import.counts.warnings;
        let warned = Warned::read(&conn, import, warnings)?;
        let mut place = 0;
        for block in sheet.blocks.iter().filter(|block| block.first_row < row) {
            let kept = Kept::read(&conn, import, &sheet, block, &warned)?;
            let fitting = fitting_rows(&conn, import, &sheet, block, &kept, wanted)?;
            place += fitting.iter().filter(|found| **found < row).count() as u64;
        }
        Ok(place)
    }

    /// The number of the next row with errors after `row`, or of the one before it.
    pub fn next_rejected(&self, actor: &Actor, import: i64, sheet: usize, row: u32, forward: bool) -> Result<Option<u32>> {
        let sheet = self.readable_sheet(actor, import, sheet)?;
        let conn = self.store.reader().map_err(store_error)?;
        let mut found = None;
        for block in &sheet.blocks {
            let is_past = if forward { block.last_row <= row } else { block.first_row >= row };
            if is_past {
                continue;
            }
            for part in &sheet.parts {
                let kept = conn.outcomes(import, Stage::Check, *part as u32, block.no).map_err(store_error)?;
                let rows = kept.into_iter().filter(|kept| kept.counts.rejected > 0).flat_map(|kept| kept.outcomes);
                let rejected = rows.filter(|kept| kept.outcome == Outcome::Rejected).map(|kept| kept.row.0);
                found = match forward {
                    true => rejected.filter(|found| *found > row).chain(found).min(),
                    false => rejected.filter(|found| *found < row).chain(found).max(),
                };
            }
            if forward && found.is_some() {
                break;
            }
        }
        Ok(found)
    }

    fn readable_sheet(&self, actor: &Actor, import: i64, index: usize) -> Result<SheetRows> {
        self.seen_with_file(actor, import)?;
        let sheets = self.sheets_of(import)?;
        let sheet = sheets.into_iter().find(|sheet| sheet.index == index);
        sheet.ok_or_else(|| Refusal::new(RefusalKind::NotFound, "no-data").into())
    }
}

fn sort_of(outcome: Outcome, is_warned: bool) -> RowSort {
    match outcome {
        Outcome::Rejected | Outcome::Failed => RowSort::Rejected,
        Outcome::Skipped => RowSort::Skipped,
        _ if is_warned => RowSort::Warned,
        _ => RowSort::Ready,
    }
}

/// The part of `0..count` that lies in the stretch when `before` came before it.
fn within(stretch: &Range<u64>, before: u64, count: usize) -> Range<usize> {
    let place = |at: u64| usize::try_from(at.saturating_sub(before)).unwrap_or(usize::MAX).min(count);
    place(stretch.start)..place(stretch.end)
}

/// Rows with warnings, in order.
struct Warned(Vec<(u32, u32)>);

impl Warned {
    fn read(conn: &Conn, import: i64, warnings: u64) -> Result<Warned> {
        if warnings == 0 {
            return Ok(Warned(Vec::new()));
        }
        conn.rows_with(import, Stage::Check, Severity::Warning).map(Warned).map_err(store_error)
    }

    fn has(&self, part: u32, row: u32) -> bool {
        self.0.binary_search(&(part, row)).is_ok()
    }
}

/// What the check kept about the rows of one block: their sort, and the outcome in each part.
struct Kept {
    rows: BTreeMap<u32, (RowSort, Vec<(u32, Outcome)>)>,
}

impl Kept {
    fn read(conn: &Conn, import: i64, sheet: &SheetRows, block: &BlockInfo, warned: &Warned) -> Result<Kept> {
        let mut rows: BTreeMap<u32, (RowSort, Vec<(u32, Outcome)>)> = BTreeMap::new();
        for part in &sheet.parts {
            let part = *part as u32;
            let kept = conn.outcomes(import, Stage::Check, part, block.no).map_err(store_error)?;
            for row in kept.into_iter().flat_map(|kept| kept.outcomes) {
                let sort = sort_of(row.outcome, warned.has(part, row.row.0));
                let known = rows.entry(row.row.0).or_insert((sort, Vec::new()));
                known.0 = graver(known.0, sort);
                known.1.push((part, row.outcome));
            }
        }
        Ok(Kept { rows })
    }
}

/// A row of several parts is as its worst part; skipped only where all of it is.
fn graver(a: RowSort, b: RowSort) -> RowSort {
    let weight = |sort| match sort {
        RowSort::Skipped => 0,
        RowSort::Ready => 1,
        RowSort::Warned => 2,
        RowSort::Rejected => 3,
    };
    if weight(a) >= weight(b) { a } else { b }
}

fn fitting_rows(
    conn: &Conn,
    import: i64,
    sheet: &SheetRows,
    block: &BlockInfo,
    kept: &Kept,
    wanted: RowsWanted,
) -> Result<Vec<u32>> {
    match wanted {
        RowsWanted::Mended => mended_rows(conn, import, sheet, block, kept),
        RowsWanted::All => Ok(kept.rows.keys().copied().collect()),
        RowsWanted::Of(sort) => Ok(kept.rows.iter().filter(|(_, row)| row.0 == sort).map(|(row, _)| *row).collect()),
    }
}

fn mended_rows(conn: &Conn, import: i64, sheet: &SheetRows, block: &BlockInfo, kept: &Kept) -> Result<Vec<u32>> {
    if sheet.edits.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = read_block(conn, import, sheet.upload, sheet.index as u32, block.no)?;
    let mut mended = Vec::new();
    each_row(&bytes, &mut Vec::new(), |row| {
        if kept.rows.contains_key(&row.number.0) {
            let before = row.clone().into_owned();
            if !sheet.edits.apply(row) || before.cells != row.cells {
                mended.push(row.number.0);
            }
        }
        Ok(())
    })?;
    Ok(mended)
}

fn read_rows(
    conn: &Conn,
    import: i64,
    sheet: &SheetRows,
    block: &BlockInfo,
    kept: &Kept,
    wanted: &[u32],
) -> Result<Vec<StagedRow>> {
    let (Some(first), Some(last)) = (wanted.first().copied(), wanted.last().copied()) else { return Ok(Vec::new()) };
    let mut issues: BTreeMap<u32, Vec<(u32, Issue)>> = BTreeMap::new();
    for part in &sheet.parts {
        let part = *part as u32;
        for stored in conn.issues_of_rows(import, Stage::Check, part, (first, last)).map_err(store_error)? {
            issues.entry(stored.issue.row.0).or_default().push((part, stored.issue));
        }
    }
    let bytes = read_block(conn, import, sheet.upload, sheet.index as u32, block.no)?;
    let mut rows = Vec::with_capacity(wanted.len());
    each_row(&bytes, &mut Vec::new(), |row| {
        let number = row.number.0;
        if number <= sheet.header_row || wanted.binary_search(&number).is_err() {
            return Ok(());
        }
        let columns = sheet.headers.len().max(row.cells.len());
        let before: Vec<String> = (0..columns).map(|at| row.cell(at).shown().into_owned()).collect();
        let is_out = !sheet.edits.is_empty() && !sheet.edits.apply(row);
        let cells = before.into_iter().enumerate().map(|(at, before)| {
            let text = row.cell(at).shown().into_owned();
            StagedCell { before: (before != text).then_some(before), text }
        });
        let (sort, outcomes) = kept.rows.get(&number).map_or((None, Vec::new()), |(sort, all)| (Some(*sort), all.clone()));
        let issues = issues.remove(&number).unwrap_or_default();
        rows.push(StagedRow { row: number, cells: cells.collect(), is_out, sort, outcomes, issues });
        Ok(())
    })?;
    Ok(rows)
}
