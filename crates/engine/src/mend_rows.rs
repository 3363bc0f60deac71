//! Mends: edits laid over the rows of an import, one cell or a whole group at a time, with undo. The upload never changes.
//!
//! In: an import that has not run, a column, texts. Out: how many cells or rows it touches. The check before is stale then,
//! and the import is back in `mapping`. An edit that would touch nothing is not kept.

mod carry;
mod clusters;
mod groups;
mod source;

use kartoteka_domain::cell::Row;
use kartoteka_domain::edit::Edit;
use kartoteka_domain::issue::Code;
use kartoteka_domain::run::State;
use kartoteka_domain::suggestion::column_letters;
use kartoteka_store::{Batch, IssueFilter, MendNote, Stage, StoredEdit};

use crate::actor::{Actor, Permission};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::{find, not_now};
use crate::settings::Settings;
use crate::upload_file::to_json;
use crate::{Engine, store_error};

pub use carry::CarriedMends;
pub use clusters::ValueCluster;
pub use groups::{Find, GroupAt, GroupMend, MendStep};
pub(crate) use source::{ColumnAt, SheetRows};

/// Issues read at a time.
const ISSUES_AT_ONCE: usize = 10_000;

/// One mend as doors show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// In the order made, from 1.
    pub seq: i64,
    pub edit: Edit,
    /// The sheet's name; empty for delimited text.
    pub sheet: String,
    /// The header of the column, or its letters; empty where rows are taken out.
    pub column: String,
    pub undone: bool,
}

impl Engine {
    /// Gives one cell another text; an empty text empties it. `row` is the number a person sees. Returns 1, or 0 when
    /// the cell shows that text already.
    pub fn mend_set_cell(&self, actor: &Actor, import: i64, row: u32, column: &str, text: &str) -> Result<u64> {
        let at = self.mendable_column(actor, import, column)?;
        let mut seen = None;
        self.each_data_row(import, &at.sheet, Some(row), |found| seen = Some(found.cell(at.column).shown() != text))?;
        let changes = seen.ok_or_else(|| row_unknown(row))?;
        let edit = Edit::SetCell { sheet: at.sheet.index, row, column: at.column, text: text.to_owned() };
        self.keep_mends(actor, import, vec![edit], u64::from(changes))
    }

    /// Replaces a text in every cell of the column that shows exactly this; returns how many cells.
    pub fn mend_replace(&self, actor: &Actor, import: i64, column: &str, from: &str, to: &str) -> Result<u64> {
        let at = self.mendable_column(actor, import, column)?;
        let mut touched = 0;
        self.each_data_row(import, &at.sheet, None, |row| touched += u64::from(row.cell(at.column).shown() == from))?;
        let edit = Edit::Replace { sheet: at.sheet.index, column: at.column, from: from.to_owned(), to: to.to_owned() };
        self.keep_mends(actor, import, vec![edit], if from == to { 0 } else { touched })
    }

    /// Fills every blank cell of the column; returns how many.
    pub fn mend_set_empty(&self, actor: &Actor, import: i64, column: &str, text: &str) -> Result<u64> {
        let at = self.mendable_column(actor, import, column)?;
        let mut touched = 0;
        self.each_data_row(import, &at.sheet, None, |row| touched += u64::from(row.cell(at.column).is_blank()))?;
        let edit = Edit::SetEmpty { sheet: at.sheet.index, column: at.column, text: text.to_owned() };
        self.keep_mends(actor, import, vec![edit], if text.is_empty() { 0 } else { touched })
    }

    /// Takes out all rows that have an issue of this code; returns how many.
    pub fn mend_exclude_code(&self, actor: &Actor, import: i64, code: Code) -> Result<u64> {
        let settings = self.mendable(actor, import)?;
        let conn = self.store.reader().map_err(store_error)?;
        let filter = IssueFilter { code: Some(code), ..IssueFilter::default() };
        let mut rows: Vec<(usize, u32)> = Vec::new();
        let mut after = None;
        loop {
            let page = conn.issues(import, Stage::Check, &filter, after, ISSUES_AT_ONCE).map_err(store_error)?;
            rows.extend(page.iter().map(|issue| (settings.sheet_of(issue.part as usize), issue.issue.row.0)));
            rows.sort_unstable();
            rows.dedup();
            after = page.last().map(|issue| issue.seq);
            if page.len() < ISSUES_AT_ONCE {
                break;
            }
        }
        let mut edits: Vec<Edit> = Vec::new();
        for (sheet, row) in &rows {
            match edits.last_mut() {
                Some(Edit::ExcludeRows { sheet: last, rows }) if last == sheet => rows.push(*row),
                _ => edits.push(Edit::ExcludeRows { sheet: *sheet, rows: vec![*row] }),
            }
        }
        self.keep_mends(actor, import, edits, rows.len() as u64)
    }

    /// Takes rows out, by the numbers a person sees. `sheet`: the first part's own when not given.
    pub fn mend_exclude_rows(&self, actor: &Actor, import: i64, sheet: Option<&str>, rows: &[u32]) -> Result<u64> {
        self.mendable(actor, import)?;
        let sheets = self.sheets_of(import)?;
        let names = || sheets.iter().map(|sheet| sheet.name.as_str());
        let found = match sheet {
            Some(name) => {
                sheets.iter().find(|sheet| sheet.name == name).ok_or_else(|| Refusal::unknown("sheet-unknown", name, names()))?
            }
            None => sheets.first().ok_or_else(|| Refusal::new(RefusalKind::Unacceptable, "no-data"))?,
        };
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows.dedup();
        let mut here = Vec::with_capacity(rows.len());
        self.each_data_row(import, found, None, |row| {
            if rows.binary_search(&row.number.0).is_ok() {
                here.push(row.number.0);
            }
        })?;
        if let Some(missing) = rows.iter().find(|row| here.binary_search(row).is_err()) {
            return Err(row_unknown(*missing));
        }
        let touched = here.len() as u64;
        self.keep_mends(actor, import, vec![Edit::ExcludeRows { sheet: found.index, rows: here }], touched)
    }

    /// Takes the last mend back; none when there is nothing to take back.
    pub fn undo_mend(&self, actor: &Actor, import: i64) -> Result<Option<Mend>> {
        self.turn_mend(actor, import, |batch| batch.undo_last_edit(import).map_err(store_error))
    }

    /// Brings back the mend that was undone last.
    pub fn redo_mend(&self, actor: &Actor, import: i64) -> Result<Option<Mend>> {
        self.turn_mend(actor, import, |batch| batch.redo_edit(import).map_err(store_error))
    }

    /// All mends in order, undone ones included.
    pub fn mends(&self, actor: &Actor, import: i64) -> Result<Vec<Mend>> {
        self.seen_with_file(actor, import)?;
        let stored = self.store.reader().map_err(store_error)?.edits(import).map_err(store_error)?;
        let sheets = self.sheets_of(import)?;
        stored.into_iter().map(|stored| mend(stored, &sheets)).collect()
    }

    /// Groups of spellings in a column that seem to mean the same, the largest first.
    pub fn value_clusters(&self, actor: &Actor, import: i64, column: &str) -> Result<Vec<ValueCluster>> {
        self.seen_with_file(actor, import)?;
        let at = self.column_at(import, column)?;
        let mut values = clusters::Values::default();
        self.each_data_row(import, &at.sheet, None, |row| values.add(&row.cell(at.column).shown()))?;
        Ok(values.clusters())
    }

    /// Refuses unless the actor may import this and it has not run yet.
    pub(super) fn mendable(&self, actor: &Actor, import: i64) -> Result<Settings> {
        actor.require(Permission::Import)?;
        let (found, settings, _) = self.own_import(actor, import)?;
        if !matches!(found.state, State::Mapping | State::Checked) {
            return Err(not_now(&found));
        }
        Ok(settings)
    }

    fn mendable_column(&self, actor: &Actor, import: i64, column: &str) -> Result<ColumnAt> {
        self.mendable(actor, import)?;
        self.column_at(import, column)
    }

    pub(super) fn keep_mends(&self, actor: &Actor, import: i64, edits: Vec<Edit>, touched: u64) -> Result<u64> {
        if touched == 0 || edits.is_empty() {
            return Ok(0);
        }
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        self.back_to_mapping(&batch, import)?;
        let mut seqs = Vec::with_capacity(edits.len());
        for edit in &edits {
            seqs.push(batch.append_edit(import, &to_json(edit)?).map_err(store_error)?);
        }
        if let (Some(first), Some(last)) = (seqs.first(), seqs.last()) {
            let (by, at) = (actor.number(), self.moment());
            let note = MendNote { first_seq: *first, last_seq: *last, made_by: by, made_at: at, touched };
            batch.note_mend(import, &note).map_err(store_error)?;
        }
        self.audit(&batch, actor, "mend", "import", import)?;
        batch.commit().map_err(store_error)?;
        Ok(touched)
    }

    fn turn_mend(
        &self,
        actor: &Actor,
        import: i64,
        turn: impl FnOnce(&Batch<'_>) -> Result<Option<StoredEdit>>,
    ) -> Result<Option<Mend>> {
        self.mendable(actor, import)?;
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin().map_err(store_error)?;
        let Some(stored) = turn(&batch)? else { return Ok(None) };
        self.back_to_mapping(&batch, import)?;
        batch.commit().map_err(store_error)?;
        let sheets = self.sheets_of(import)?;
        mend(stored, &sheets).map(Some)
    }

    /// In the same batch as the edit: an import that was started meanwhile keeps its rows.
    fn back_to_mapping(&self, batch: &Batch<'_>, import: i64) -> Result<()> {
        let from = [State::Mapping, State::Checked];
        if batch.update_state(import, &from, State::Mapping, self.moment()).map_err(store_error)? {
            return Ok(());
        }
        Err(not_now(&find(batch, import)?))
    }

    /// Calls `each` with every data row of a sheet as it counts now, or with one row only.
    pub(super) fn each_data_row(
        &self,
        import: i64,
        sheet: &SheetRows,
        only: Option<u32>,
        mut each: impl FnMut(&Row<'_>),
    ) -> Result<()> {
        let conn = self.store.reader().map_err(store_error)?;
        sheet.each(&conn, import, only, |row, included| {
            if included && sheet.is_data(row) {
                each(row);
            }
            Ok(())
        })
    }
}

fn row_unknown(row: u32) -> Error {
    Refusal::new(RefusalKind::NotFound, "row-unknown").with("row", row).into()
}

fn mend(stored: StoredEdit, sheets: &[SheetRows]) -> Result<Mend> {
    let edit: Edit = serde_json::from_str(&stored.edit).map_err(|e| Error::fault("a mend cannot be read", e))?;
    let (index, column) = (edit.sheet(), edit.column());
    let sheet = sheets.iter().find(|sheet| sheet.index == index);
    let header = |column: usize| {
        let header = sheet.and_then(|sheet| sheet.headers.get(column)).filter(|header| !header.trim().is_empty());
        header.cloned().unwrap_or_else(|| column_letters(column).to_string())
    };
    Ok(Mend {
        seq: stored.seq,
        sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
        column: column.map(header).unwrap_or_default(),
        undone: stored.undone,
        edit,
    })
}
