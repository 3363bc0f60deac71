//! Mends laid over a corrected file: what was said about values holds where the column is found again by its header; what was
//! said about a row holds where the very same row stands in the new file. Everything else is for the person to say again.
//!
//! In: the mends of the file before, the rows of both files. Out: the mends that hold, kept under their press; how many did not.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use kartoteka_domain::cell::Row;
use kartoteka_domain::edit::{Edit, Edits};

use super::{Find, SheetRows};
use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::{Engine, store_error};

/// Presses that hold for the corrected file, and those that do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarriedMends {
    pub kept: u64,
    pub left: u64,
}

/// The mends of a file that is about to go, with all that is needed to find their places again.
pub(crate) struct ToCarry {
    /// Edits made with one press, in order.
    presses: Vec<Vec<Edit>>,
    sheets: Vec<SheetRows>,
    /// Sheet and row → what the row held, for rows that mends name.
    rows: HashMap<(usize, u32), u64>,
}

impl ToCarry {
    pub fn is_empty(&self) -> bool {
        self.presses.is_empty()
    }
}

/// Where the rows of the new file are: what a row holds → its numbers.
type Places = HashMap<u64, Vec<u32>>;

impl Engine {
    /// Reads what may hold for another file too, before the file before goes. Undone mends are not asked for again.
    pub(crate) fn mends_to_carry(&self, import: i64) -> Result<ToCarry> {
        let conn = self.store.reader().map_err(store_error)?;
        let notes = conn.mend_notes(import).map_err(store_error)?;
        let mut presses: Vec<(i64, Vec<Edit>)> = Vec::new();
        for stored in conn.edits(import).map_err(store_error)?.into_iter().filter(|stored| !stored.undone) {
            let edit: Edit = serde_json::from_str(&stored.edit).map_err(|e| Error::fault("a mend cannot be read", e))?;
            let note = notes.iter().find(|note| (note.first_seq..=note.last_seq).contains(&stored.seq));
            let press = note.map_or(stored.seq, |note| note.first_seq);
            match presses.last_mut().filter(|(last, _)| *last == press) {
                Some((_, edits)) => edits.push(edit),
                None => presses.push((press, vec![edit])),
            }
        }
        let presses: Vec<Vec<Edit>> = presses.into_iter().map(|(_, edits)| edits).collect();
        let sheets = if presses.is_empty() { Vec::new() } else { self.sheets_of(import)? };
        let mut rows = HashMap::new();
        for edit in presses.iter().flatten() {
            for row in rows_of(edit) {
                rows.insert((edit.sheet(), *row), 0);
            }
        }
        let named: HashSet<usize> = rows.keys().map(|(index, _)| *index).collect();
        for sheet in sheets.iter().filter(|sheet| named.contains(&sheet.index)) {
            self.each_raw_row(import, sheet, |row| {
                if let Some(held) = rows.get_mut(&(sheet.index, row.number.0)) {
                    *held = print_of(row);
                }
            })?;
        }
        Ok(ToCarry { presses, sheets, rows })
    }

    /// Keeps for the new file what holds there. Call it when the file is read and its columns are known.
    pub(crate) fn carry_mends(&self, actor: &Actor, import: i64, old: &ToCarry) -> Result<CarriedMends> {
        let mut carried = CarriedMends::default();
        if old.is_empty() {
            return Ok(carried);
        }
        let new = self.sheets_of(import)?;
        let mut places: HashMap<usize, Places> = HashMap::new();
        for (index, _) in old.rows.keys() {
            if let Some(sheet) = same_sheet(old, &new, *index).filter(|_| !places.contains_key(index)) {
                let mut found = Places::new();
                self.each_raw_row(import, sheet, |row| found.entry(print_of(row)).or_default().push(row.number.0))?;
                places.insert(*index, found);
            }
        }
        for press in &old.presses {
            let edits: Vec<Edit> = press.iter().filter_map(|edit| moved(old, &new, &places, edit)).collect();
            let is_whole = edits.len() == press.len();
            let touched = if edits.is_empty() { 0 } else { self.keep_carried(actor, import, edits)? };
            if touched > 0 && is_whole {
                carried.kept += 1;
            } else {
                carried.left += 1;
            }
        }
        Ok(carried)
    }

    fn keep_carried(&self, actor: &Actor, import: i64, edits: Vec<Edit>) -> Result<u64> {
        match edits.as_slice() {
            [Edit::Substitute { sheet, column, find, with, match_case }] => {
                let (sheet, column, match_case) = (*sheet, *column, *match_case);
                let asked = Find { sheet, column, find: find.clone(), with: with.clone(), match_case };
                let touched = self.cells_with(import, &asked)?;
                self.keep_mends(actor, import, edits, touched)
            }
            [Edit::Replace { .. } | Edit::SetEmpty { .. }, ..] => self.keep_if_touching(actor, import, edits),
            _ => {
                let touched = edits.iter().map(|edit| rows_of(edit).len() as u64).sum();
                self.keep_mends(actor, import, edits, touched)
            }
        }
    }

    /// Every data row as the file has it, without mends.
    fn each_raw_row(&self, import: i64, sheet: &SheetRows, mut each: impl FnMut(&Row<'_>)) -> Result<()> {
        let raw = SheetRows { edits: Edits::default(), ..sheet.clone() };
        self.each_data_row(import, &raw, None, |row| each(row))
    }
}

fn rows_of(edit: &Edit) -> &[u32] {
    match edit {
        Edit::SetCell { row, .. } => std::slice::from_ref(row),
        Edit::ExcludeRows { rows, .. } | Edit::IncludeRows { rows, .. } => rows,
        _ => &[],
    }
}

/// What a row holds, cell by cell; blank cells at its end do not count.
fn print_of(row: &Row<'_>) -> u64 {
    let filled = row.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    let mut hasher = std::hash::DefaultHasher::new();
    row.cells[..filled].iter().for_each(|cell| cell.shown().trim().hash(&mut hasher));
    hasher.finish()
}

/// The sheet of the new file that the same part reads.
fn same_sheet<'n>(old: &ToCarry, new: &'n [SheetRows], index: usize) -> Option<&'n SheetRows> {
    let part = old.sheets.iter().find(|sheet| sheet.index == index)?.parts.first()?;
    new.iter().find(|sheet| sheet.parts.contains(part))
}

/// The edit at its place in the new file, or nothing when the place is not there.
fn moved(old: &ToCarry, new: &[SheetRows], places: &HashMap<usize, Places>, edit: &Edit) -> Option<Edit> {
    let from = old.sheets.iter().find(|sheet| sheet.index == edit.sheet())?;
    let to = same_sheet(old, new, edit.sheet())?;
    let sheet = to.index;
    let column = |column: usize| moved_column(from, to, column);
    let row = |row: &u32| moved_row(old, places, edit.sheet(), *row);
    Some(match edit.clone() {
        Edit::SetCell { row: at, column: cell, text, .. } => Edit::SetCell { sheet, row: row(&at)?, column: column(cell)?, text },
        Edit::Replace { column: at, from, to, .. } => Edit::Replace { sheet, column: column(at)?, from, to },
        Edit::SetEmpty { column: at, text, .. } => Edit::SetEmpty { sheet, column: column(at)?, text },
        Edit::Substitute { column: None, find, with, match_case, .. } => {
            Edit::Substitute { sheet, column: None, find, with, match_case }
        }
        Edit::Substitute { column: Some(at), find, with, match_case, .. } => {
            Edit::Substitute { sheet, column: Some(column(at)?), find, with, match_case }
        }
        Edit::ExcludeRows { rows, .. } => {
            let rows: Vec<u32> = rows.iter().filter_map(row).collect();
            (!rows.is_empty()).then_some(Edit::ExcludeRows { sheet, rows })?
        }
        Edit::IncludeRows { rows, .. } => {
            let rows: Vec<u32> = rows.iter().filter_map(row).collect();
            (!rows.is_empty()).then_some(Edit::IncludeRows { sheet, rows })?
        }
    })
}

/// The same header, the same one of several; without a header the same place.
fn moved_column(from: &SheetRows, to: &SheetRows, column: usize) -> Option<usize> {
    let header = from.headers.get(column).map_or("", |header| header.trim());
    if header.is_empty() {
        return to.headers.get(column).is_none_or(|header| header.trim().is_empty()).then_some(column);
    }
    let nth = from.headers[..=column].iter().filter(|known| known.trim() == header).count();
    to.place_of(header, nth as u32)
}

/// The same number when the same row stands there, otherwise the one row that holds the same.
fn moved_row(old: &ToCarry, places: &HashMap<usize, Places>, sheet: usize, row: u32) -> Option<u32> {
    let held = old.rows.get(&(sheet, row))?;
    match places.get(&sheet)?.get(held)?.as_slice() {
        found if found.contains(&row) => Some(row),
        [only] => Some(*only),
        _ => None,
    }
}
