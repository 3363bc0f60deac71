//! The rows of an import as they count now: sheet by sheet, block by block, with the mends laid over them.
//!
//! In: an import in blocks. Out: rows and the columns people name. Interprets no cell.

use kartoteka_domain::cell::Row;
use kartoteka_domain::edit::Edits;
use kartoteka_domain::recipe::Part;
use kartoteka_domain::record_type::header_word;
use kartoteka_domain::suggestion::column_letters;
use kartoteka_store::{BlockInfo, Conn};

use crate::check_import::{edits, headers};
use crate::error::{Refusal, Result};
use crate::export_records::field_named;
use crate::plan_block::{each_row, read_block};
use crate::settings::Settings;
use crate::{Engine, store_error};

/// One sheet that an import reads.
#[derive(Clone, Debug)]
pub(crate) struct SheetRows {
    pub index: usize,
    /// Empty for delimited text.
    pub name: String,
    pub upload: u32,
    /// The cells of the header row; blank ones may be missing at the end.
    pub headers: Vec<String>,
    /// Rows up to this number are not data.
    pub header_row: u32,
    pub skip_hidden: bool,
    pub blocks: Vec<BlockInfo>,
    pub edits: Edits,
    /// Numbers of the parts that read this sheet.
    pub parts: Vec<usize>,
}

/// A column of one sheet.
#[derive(Clone, Debug)]
pub(crate) struct ColumnAt {
    pub sheet: SheetRows,
    pub column: usize,
}

impl SheetRows {
    /// Below the header, not blank, not hidden by choice.
    pub fn is_data(&self, row: &Row<'_>) -> bool {
        row.number.0 > self.header_row && !(self.skip_hidden && row.hidden) && !row.is_blank()
    }

    /// Calls `each` with every row and whether it is still in, mends applied below the header; or with one row only.
    pub fn each(
        &self,
        conn: &Conn,
        import: i64,
        only: Option<u32>,
        mut each: impl FnMut(&mut Row<'_>, bool) -> Result<()>,
    ) -> Result<()> {
        let mut scratch = Vec::new();
        for block in self.blocks.iter().filter(|block| only.is_none_or(|row| block.first_row <= row && row <= block.last_row)) {
            self.each_of_block(conn, import, block.no, &mut scratch, |row, included| {
                if only.is_none_or(|number| row.number.0 == number) { each(row, included) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    /// The same for one block.
    pub fn each_of_block(
        &self,
        conn: &Conn,
        import: i64,
        block: u32,
        scratch: &mut Vec<u8>,
        mut each: impl FnMut(&mut Row<'_>, bool) -> Result<()>,
    ) -> Result<()> {
        let bytes = read_block(conn, import, self.upload, self.index as u32, block)?;
        each_row(&bytes, scratch, |row| {
            let included = row.number.0 <= self.header_row || self.edits.is_empty() || self.edits.apply(row);
            each(row, included)
        })
    }

    /// The header of a column, or its letters where there is none.
    pub fn header(&self, column: usize) -> String {
        let header = self.headers.get(column).filter(|header| !header.trim().is_empty());
        header.cloned().unwrap_or_else(|| column_letters(column).to_string())
    }

    /// The place of a column that a recipe names.
    pub(super) fn place_of(&self, header: &str, nth: u32) -> Option<usize> {
        let same = self.headers.iter().enumerate().filter(|(_, own)| own.trim() == header.trim());
        same.map(|(position, _)| position).nth(nth.saturating_sub(1) as usize)
    }
}

impl Engine {
    /// The sheets an import reads, in the order of its parts.
    pub(crate) fn sheets_of(&self, import: i64) -> Result<Vec<SheetRows>> {
        let (found, settings) = self.import_and_settings(import)?;
        let conn = self.store.reader().map_err(store_error)?;
        let upload = found.upload_no.max(settings.upload);
        let mut sheets: Vec<SheetRows> = Vec::new();
        for (number, part) in settings.recipe.parts.iter().enumerate() {
            let index = settings.sheet_of(number);
            if let Some(known) = sheets.iter_mut().find(|sheet| sheet.index == index) {
                known.parts.push(number);
                continue;
            }
            let mut sheet = sheet_rows(&conn, import, upload, index, &settings, part)?;
            sheet.parts.push(number);
            sheets.push(sheet);
        }
        Ok(sheets)
    }

    /// The column a person means: by header, by the field it goes to, or by its letters. `Sheet!Column` names the sheet.
    pub(crate) fn column_at(&self, import: i64, word: &str) -> Result<ColumnAt> {
        let (_, settings) = self.import_and_settings(import)?;
        let sheets = self.sheets_of(import)?;
        let (only, bare) = match word.split_once('!') {
            Some((name, rest)) if sheets.iter().any(|sheet| sheet.name == name) => (Some(name), rest),
            _ => (None, word),
        };
        let wanted = || sheets.iter().filter(|sheet| only.is_none_or(|name| sheet.name == name));
        let form = header_word(bare);
        let by_header = || {
            wanted().find_map(|sheet| {
                Some((sheet, sheet.headers.iter().position(|header| !form.is_empty() && header_word(header) == form)?))
            })
        };
        let by_field = || wanted().find_map(|sheet| Some((sheet, self.column_of_field(&settings, sheet, bare)?)));
        let by_letters = || {
            wanted().find_map(|sheet| {
                Some((sheet, (0..sheet.headers.len()).find(|n| column_letters(*n).eq_ignore_ascii_case(bare.trim()))?))
            })
        };
        let found = by_header().or_else(by_field).or_else(by_letters);
        let known = || sheets.iter().flat_map(|sheet| sheet.headers.iter().map(String::as_str));
        match found {
            Some((sheet, column)) => Ok(ColumnAt { sheet: sheet.clone(), column }),
            None => Err(Refusal::unknown("column-unknown", word, known()).into()),
        }
    }

    fn column_of_field(&self, settings: &Settings, sheet: &SheetRows, word: &str) -> Option<usize> {
        sheet.parts.iter().find_map(|part| {
            let part = &settings.recipe.parts[*part];
            let ty = self.types().named(&part.record_type).ok()?;
            let key = field_named(&ty, word).ok().map(|position| ty.fields[position].key.clone())?;
            let column = part.columns.iter().find(|column| column.field.as_ref() == Some(&key))?;
            sheet.place_of(&column.header, column.nth)
        })
    }
}

fn sheet_rows(conn: &Conn, import: i64, upload: u32, index: usize, settings: &Settings, part: &Part) -> Result<SheetRows> {
    let header_row = part.header_row.unwrap_or(1);
    let sheet = index as u32;
    Ok(SheetRows {
        index,
        name: settings.file.sheets.iter().find(|sheet| sheet.index == index).map(|sheet| sheet.name.clone()).unwrap_or_default(),
        upload,
        headers: headers(conn, import, upload, sheet, header_row)?,
        header_row,
        skip_hidden: settings.recipe.file.skip_hidden,
        blocks: conn.block_list(import, upload, sheet).map_err(store_error)?,
        edits: edits(conn, import, sheet)?,
        parts: Vec::new(),
    })
}
