//! Where people stand in the files that were uploaded: rows that became their records, and rows that hold what tells who they are.
//!
//! In: the register, records, marks. Out: rows of blocks. Only looks; what is found is blanked by the caller, and the file they
//! came in goes, because a workbook cannot lose a row and stay the same file.

use std::collections::{BTreeMap, HashSet};

use kartoteka_domain::cell::{Cell, Row};
use kartoteka_domain::record::RecordId;
use kartoteka_sheets::{Block, BlockBuilder};
use kartoteka_store::{Batch, BlockInfo, Conn, Import, ImportFilter, NewBlock, RunKind, Stage};

use super::marks::Marks;
use crate::error::{Error, Result};
use crate::imports::settings_of;
use crate::plan_block::each_row;
use crate::progress::Watch;
use crate::store_error;

/// The rows of one upload of one import, by sheet and block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    pub import: i64,
    pub upload: u32,
    /// Sheet and block, and row numbers in it.
    pub blocks: BTreeMap<(u32, u32), HashSet<u32>>,
    /// Part and rows, for what was said of them.
    pub parts: BTreeMap<u32, HashSet<u32>>,
}

impl Trace {
    pub fn rows(&self) -> u64 {
        self.blocks.values().map(|rows| rows.len() as u64).sum()
    }
}

/// Looks through every upload that is kept.
pub(crate) fn find(conn: &Conn, people: &[(String, Vec<RecordId>)], marks: &Marks, watch: &Watch) -> Result<Vec<Trace>> {
    let kinds = vec![RunKind::Import, RunKind::Edit];
    let mut traces = Vec::new();
    for import in conn.imports(&ImportFilter { kinds, ..ImportFilter::default() }).map_err(store_error)? {
        let became = rows_that_became(conn, &import, people)?;
        for upload in 1..=import.upload_no.max(1) {
            watch.go_on()?;
            let trace = find_in_upload(conn, &import, upload, &became, marks)?;
            traces.extend((trace.rows() > 0).then_some(trace));
        }
    }
    Ok(traces)
}

/// Part by part, the rows that created or changed one of the records, or would have.
fn rows_that_became(conn: &Conn, import: &Import, people: &[(String, Vec<RecordId>)]) -> Result<BTreeMap<u32, HashSet<u32>>> {
    let mut found: BTreeMap<u32, HashSet<u32>> = BTreeMap::new();
    let Ok(settings) = settings_of(import) else { return Ok(found) };
    for stage in [Stage::Check, Stage::Run] {
        let collect = |block: kartoteka_store::BlockOutcomes| {
            let of_part = settings.recipe.parts.get(block.part as usize).map(|part| part.record_type.as_str());
            let ids = people.iter().find(|(key, _)| Some(key.as_str()) == of_part).map(|(_, ids)| ids.as_slice());
            let ids = ids.unwrap_or_default();
            let rows = block.outcomes.iter().filter(|outcome| outcome.id.is_some_and(|id| ids.contains(&id)));
            let rows: Vec<u32> = rows.map(|outcome| outcome.row.0).collect();
            if !rows.is_empty() {
                found.entry(block.part).or_default().extend(rows);
            }
            Ok(())
        };
        conn.each_outcomes(import.id, stage, collect).map_err(store_error)?;
    }
    Ok(found)
}

fn find_in_upload(
    conn: &Conn,
    import: &Import,
    upload: u32,
    became: &BTreeMap<u32, HashSet<u32>>,
    marks: &Marks,
) -> Result<Trace> {
    let mut trace = Trace { import: import.id, upload, ..Trace::default() };
    let settings = settings_of(import).ok();
    // Rows are known by number only in the file that was checked.
    let checked = settings.as_ref().filter(|_| upload == import.upload_no.max(1));
    let mut scratch = Vec::new();
    for sheet in sheets(conn, import.id, upload)? {
        let parts: Vec<u32> = (0..checked.map_or(0, |settings| settings.recipe.parts.len()))
            .filter(|part| checked.is_some_and(|settings| settings.sheet_of(*part) as u32 == sheet))
            .map(|part| part as u32)
            .collect();
        for BlockInfo { no, .. } in conn.block_list(import.id, upload, sheet).map_err(store_error)? {
            let Some(bytes) = conn.block(import.id, upload, sheet, no).map_err(store_error)? else { continue };
            let mut rows = HashSet::new();
            each_row(&bytes, &mut scratch, |row| {
                let is_known = parts.iter().any(|part| became.get(part).is_some_and(|rows| rows.contains(&row.number.0)));
                if is_known && !row.cells.is_empty() || row.cells.iter().any(|cell| mentions(marks, cell)) {
                    rows.insert(row.number.0);
                }
                Ok(())
            })?;
            if !rows.is_empty() {
                for part in &parts {
                    trace.parts.entry(*part).or_default().extend(&rows);
                }
                trace.blocks.insert((sheet, no), rows);
            }
        }
    }
    Ok(trace)
}

fn mentions(marks: &Marks, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => marks.mention(text),
        Cell::Number(_) => marks.mention(&cell.shown()),
        _ => false,
    }
}

fn sheets(conn: &Conn, import: i64, upload: u32) -> Result<Vec<u32>> {
    let mut sheets: Vec<u32> = conn.sheets(import, upload).map_err(store_error)?.iter().map(|sheet| sheet.sheet).collect();
    // Delimited texts may be kept without a note of their only sheet.
    if sheets.is_empty() {
        sheets.push(0);
    }
    Ok(sheets)
}

/// Empties the rows of a trace; they keep their numbers.
pub(crate) fn blank(batch: &Batch<'_>, trace: &Trace) -> Result<()> {
    let mut scratch = Vec::new();
    for ((sheet, no), rows) in &trace.blocks {
        let Some(bytes) = batch.block(trace.import, trace.upload, *sheet, *no).map_err(store_error)? else { continue };
        let mut builder = BlockBuilder::new(*sheet as usize);
        let mut full: Vec<Block> = Vec::new();
        each_row(&bytes, &mut scratch, |row| {
            if rows.contains(&row.number.0) {
                row.cells.clear();
            }
            full.extend(builder.push(&Row { number: row.number, hidden: row.hidden, cells: std::mem::take(&mut row.cells) }));
            Ok(())
        })?;
        full.extend(builder.finish());
        let [block] = full.as_slice() else {
            return Err(Error::fault("a block with fewer cells is not one block", std::io::Error::other("blocks")));
        };
        let info = BlockInfo { no: *no, first_row: block.first_row.0, last_row: block.last_row.0, rows: block.rows };
        let new = NewBlock { info, bytes: block.bytes.clone() };
        batch.append_blocks(trace.import, trace.upload, *sheet, &[new]).map_err(store_error)?;
    }
    batch.drop_upload(trace.import, trace.upload).map_err(store_error)
}
