//! Where the issues of each block lie in the list of all: blocks are judged side by side, so the list is in no order of rows.
//!
//! In: the list, read once. Out: the issues of one block, by row. Keeps two numbers a block, not the issues.

use kartoteka_domain::issue::Issue;
use kartoteka_domain::lookup::Map;
use kartoteka_store::{Conn, IssueFilter, Stage};

use crate::error::Result;
use crate::mend_rows::SheetRows;
use crate::store_error;

/// Issues read at a time.
const AT_ONCE: usize = 10_000;

/// Runs of issues that follow each other in the list and belong to one part and block.
pub(super) struct IssuePlaces {
    /// (part, block) → place before the first, how many.
    runs: Map<(u32, u32), Vec<(i64, usize)>>,
}

impl IssuePlaces {
    pub fn find(conn: &Conn, import: i64, sheets: &[SheetRows]) -> Result<IssuePlaces> {
        let mut runs: Map<(u32, u32), Vec<(i64, usize)>> = Map::default();
        let mut last: Option<(u32, u32)> = None;
        let mut after = None;
        loop {
            let page = conn.issues(import, Stage::Check, &IssueFilter::default(), after, AT_ONCE).map_err(store_error)?;
            for stored in &page {
                let Some(block) = block_of(sheets, stored.part as usize, stored.issue.row.0) else { continue };
                let place = (stored.part, block);
                let known = runs.entry(place).or_default();
                match known.last_mut() {
                    Some((_, count)) if last == Some(place) => *count += 1,
                    _ => known.push((stored.seq - 1, 1)),
                }
                last = Some(place);
            }
            after = page.last().map(|stored| stored.seq);
            if page.len() < AT_ONCE {
                return Ok(IssuePlaces { runs });
            }
        }
    }

    /// The issues of a part's block, by row number.
    pub fn of_block(&self, conn: &Conn, import: i64, part: usize, block: u32) -> Result<Map<u32, Vec<Issue>>> {
        let mut found: Map<u32, Vec<Issue>> = Map::default();
        for (after, count) in self.runs.get(&(part as u32, block)).into_iter().flatten() {
            let run = conn.issues(import, Stage::Check, &IssueFilter::default(), Some(*after), *count).map_err(store_error)?;
            for stored in run {
                found.entry(stored.issue.row.0).or_default().push(stored.issue);
            }
        }
        Ok(found)
    }
}

fn block_of(sheets: &[SheetRows], part: usize, row: u32) -> Option<u32> {
    let sheet = sheets.iter().find(|sheet| sheet.parts.contains(&part))?;
    let place = sheet.blocks.partition_point(|block| block.last_row < row);
    sheet.blocks.get(place).filter(|block| block.first_row <= row).map(|block| block.no)
}
