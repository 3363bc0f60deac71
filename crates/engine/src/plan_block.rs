//! One block from bytes to planned rows: unpack, mend, read, ask, fetch, judge, decide. Shared by check, preview and run.
//!
//! In: a block's bytes and what the whole file tells. Out: a [`PlannedBlock`]. Writes nothing.

use std::sync::Arc;

use compact_str::CompactString;
use kartoteka_domain::cell::Row;
use kartoteka_domain::check::FileFacts;
use kartoteka_domain::draft::Draft;
use kartoteka_domain::edit::Edits;
use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::lookup::{ask, ask_links};
use kartoteka_domain::mapping::RowReader;
use kartoteka_domain::plan::{PlannedChange, PlannedRow, Rules, excluded, plan_row};
use kartoteka_domain::recipe::Options;
use kartoteka_domain::record::Key;
use kartoteka_domain::run::Counts;
use kartoteka_sheets::Block;
use kartoteka_store::{Conn, Folder, Reader};

use crate::define_types::Types;
use crate::error::{Error, Result};
use crate::facts::{Names, fetch};
use crate::settings::{DatesFound, Surveyed};
use crate::store_error;

/// Everything that stays the same from block to block of one part.
pub struct PartContext {
    pub import: i64,
    pub upload: u32,
    pub part: u32,
    pub sheet: u32,
    pub reader: RowReader,
    pub options: Options,
    pub administrator: bool,
    pub file: FileFacts,
    pub edits: Edits,
    pub types: Arc<Types>,
    pub table_is_empty: bool,
    /// Data rows of this part.
    pub rows: u64,
    /// Fields whose column showed the order of its dates.
    pub date_orders: Vec<(Key, DateOrder)>,
    /// How the columns of dates fit, when this pass looked at them.
    pub dates: Option<Vec<DatesFound>>,
    /// Numbers of the blocks, in order.
    pub blocks: Vec<u32>,
}

impl PartContext {
    /// What need not be found out again, where it is little: a file without repeated keys and without links within it.
    pub fn surveyed(&self) -> Option<Surveyed> {
        let facts = &self.file;
        let plain = facts.repeated.is_empty() && facts.unique_repeated.is_empty() && facts.own_rows.is_empty();
        let surveyed = || Surveyed { rows: self.rows, date_orders: self.date_orders.clone() };
        (plain && facts.cycles.is_empty()).then(surveyed)
    }
}

/// What is to be done about the rows of a block.
#[derive(Debug, Default)]
pub struct PlannedBlock {
    pub block: u32,
    pub rows: Vec<PlannedRow>,
    pub issues: Vec<Issue>,
    /// For a run: the forms of match columns, of one created record after the other.
    pub forms: Vec<Option<CompactString>>,
}

impl PlannedBlock {
    /// Makes the forms of match columns here, so that the one who writes need not.
    pub fn fold(&mut self, folder: &Folder) {
        for row in &self.rows {
            if let PlannedChange::Create(values) = &row.change {
                folder.add_forms(values, &mut self.forms);
            }
        }
    }
}

pub fn count_issues(issues: &[Issue], counts: &mut Counts) {
    for issue in issues {
        match issue.severity {
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
            Severity::Note => {}
        }
    }
}

/// Plans blocks one after the other on a connection of its own.
pub struct Planner {
    conn: Reader,
    names: Names,
    scratch: Vec<u8>,
}

impl Planner {
    pub fn new(conn: Reader) -> Planner {
        Planner { conn, names: Names::default(), scratch: Vec::new() }
    }

    /// Calls `each` with every data row of a block, as people mended it; rows they took out are left out.
    pub fn each_data_row(&mut self, context: &PartContext, block: u32, mut each: impl FnMut(&Row<'_>)) -> Result<()> {
        let bytes = block_bytes(&self.conn, context, block)?;
        each_row(&bytes, &mut self.scratch, |row| {
            let included = context.edits.is_empty() || context.edits.apply(row);
            if included && context.reader.is_data(row) {
                each(row);
            }
            Ok(())
        })
    }

    /// Others may have written since the last block.
    pub fn refresh(&mut self) {
        self.names.forget();
    }

    /// Plans one block.
    pub fn plan(&mut self, context: &PartContext, block: u32, table_is_empty: bool) -> Result<PlannedBlock> {
        let bytes = block_bytes(&self.conn, context, block)?;
        let mut planned = PlannedBlock { block, ..PlannedBlock::default() };
        let drafts = drafts(context, &bytes, &mut self.scratch, &mut planned)?;
        let questions = if table_is_empty { ask_links(&context.reader, &drafts) } else { ask(&context.reader, &drafts) };
        let answers = fetch(&self.conn, &context.types, &context.reader, &drafts, &questions, &mut self.names, table_is_empty)?;
        let rules = Rules { reader: &context.reader, options: &context.options, actor_is_administrator: context.administrator };
        planned.rows.reserve(drafts.len());
        for draft in drafts {
            let row = plan_row(&rules, draft, &answers, &context.file, &mut planned.issues);
            planned.rows.push(row);
        }
        planned.rows.sort_by_key(|row| row.row);
        Ok(planned)
    }
}

/// The drafts of a block's data rows; rows taken out by hand are planned at once.
fn drafts(context: &PartContext, bytes: &[u8], scratch: &mut Vec<u8>, planned: &mut PlannedBlock) -> Result<Vec<Draft>> {
    let mut drafts = Vec::with_capacity(1000);
    each_row(bytes, scratch, |row| {
        let included = context.edits.is_empty() || context.edits.apply(row);
        if context.reader.is_data(row) {
            if included {
                drafts.push(context.reader.read(row, &mut planned.issues));
            } else {
                planned.rows.push(excluded(row.number, &mut planned.issues));
            }
        }
        Ok(())
    })?;
    Ok(drafts)
}

pub fn block_bytes(conn: &Conn, context: &PartContext, block: u32) -> Result<Vec<u8>> {
    read_block(conn, context.import, context.upload, context.sheet, block)
}

pub fn read_block(conn: &Conn, import: i64, upload: u32, sheet: u32, block: u32) -> Result<Vec<u8>> {
    let bytes = conn.block(import, upload, sheet, block).map_err(store_error)?;
    bytes.ok_or_else(|| Error::fault("a block of rows is missing", MissingBlock { import, block }))
}

#[derive(Debug, thiserror::Error)]
#[error("import {import}, block {block}")]
struct MissingBlock {
    import: i64,
    block: u32,
}

/// Calls `each` with every row of a block; the row is reused.
pub fn each_row(bytes: &[u8], scratch: &mut Vec<u8>, mut each: impl FnMut(&mut Row<'_>) -> Result<()>) -> Result<()> {
    let damaged = |error| Error::fault("a block of rows cannot be unpacked", error);
    let mut cursor = Block::unpack(bytes, scratch).map_err(damaged)?;
    let mut row = Row::default();
    while cursor.next_into(&mut row).map_err(damaged)? {
        each(&mut row)?;
    }
    Ok(())
}
