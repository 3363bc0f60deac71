//! The columns of a draft as a person matches them: header, samples, field, how sure, what is still missing.
//!
//! In: settings and the first blocks. Out: [`MappingView`]. Samples are texts of the file and go nowhere else.

use std::sync::Arc;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::kind::DateOrder;
use kartoteka_domain::profile::Profile;
use kartoteka_domain::recipe::{Column, Mode, Part};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::{FieldKind, RecordType};
use kartoteka_domain::suggestion::column_letters;
use kartoteka_domain::survey::DateCounts;
use kartoteka_store::Import;

use crate::actor::Actor;
use crate::check_import::headers;
use crate::error::{Refusal, Result};
use crate::mend_rows::SheetRows;
use crate::settings::Settings;
use crate::{Engine, store_error};

/// Rows that samples are taken from.
const SAMPLE_ROWS: u64 = 50;
/// Samples of a column.
const SAMPLES: usize = 3;
/// Rows over which it is counted how full a column is; and blocks over which values are gathered.
pub(super) const BLOCKS_LOOKED_AT: usize = 20;
/// Longest sample, in characters.
const SAMPLE_CHARS: usize = 60;

/// Everything the matching of columns is decided by.
#[derive(Clone, Debug)]
pub struct MappingView {
    pub import: Import,
    pub settings: Settings,
    pub profile: Profile,
    pub parts: Vec<PartView>,
    /// Why it cannot be checked like this; nothing when it can.
    pub refusal: Option<Refusal>,
}

/// One kind of record out of one sheet.
#[derive(Clone, Debug)]
pub struct PartView {
    pub record_type: Arc<RecordType>,
    pub sheet: String,
    pub header_row: u32,
    pub columns: Vec<ColumnView>,
    pub required: Vec<RequiredView>,
    /// The keys records are found by, best first; empty: every row is a new record.
    pub match_by: Vec<Vec<Key>>,
    /// Fields several columns go to.
    pub twice: Vec<Key>,
}

/// One column.
#[derive(Clone, Debug)]
pub struct ColumnView {
    pub column: usize,
    /// The header, or the column's letters where there is none.
    pub header: String,
    pub has_header: bool,
    pub samples: Vec<String>,
    /// Of a hundred rows, how many are not blank.
    pub filled: u64,
    /// Of a column that goes to dates: how the texts of the rows looked at fit, and how they will be read when that is known.
    pub dates: Option<(DateCounts, Option<DateOrder>)>,
    pub given: Column,
    /// `exact`, `remembered`, `likely`, `none`, `given`, `ignored`.
    pub confidence: String,
    /// What it seems to be and is not used before a person agrees.
    pub likely: Option<String>,
    /// Another column got the same field first.
    pub taken: bool,
}

/// A field, or a choice of several, that every new record needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredView {
    pub fields: Vec<Key>,
    pub is_given: bool,
}

impl MappingView {
    pub fn matched(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.columns).filter(|column| column.given.field.is_some()).count()
    }

    pub fn columns(&self) -> usize {
        self.parts.iter().map(|part| part.columns.len()).sum()
    }
}

impl Engine {
    /// The columns of an import and what they go to.
    pub fn mapping_view(&self, actor: &Actor, import: i64) -> Result<MappingView> {
        let (found, settings, profile) = self.open_draft(actor, import)?;
        let sheets = self.sheets_of(import)?;
        let mut parts = Vec::new();
        let mut refusal = None;
        for (index, part) in settings.recipe.parts.iter().enumerate() {
            let sheet = sheets.iter().find(|sheet| sheet.index == settings.sheet_of(index));
            let ty = self.types().named(&part.record_type)?;
            let dated = dated(part, &ty);
            let looks = sheet.map(|sheet| self.column_looks(import, sheet, &dated)).transpose()?.unwrap_or_default();
            let compiled = self.compiled(&found, &settings, index, &profile);
            if let Err(crate::error::Error::Refusal(why)) = compiled {
                refusal = refusal.or(Some(why));
            }
            parts.push(PartView {
                sheet: part.sheet.clone().unwrap_or_default(),
                header_row: part.header_row.unwrap_or(1),
                columns: columns(&settings, index, part, &looks),
                required: required(&settings, part, &ty),
                match_by: match_by(part, &ty, &profile),
                twice: twice(part),
                record_type: ty,
            });
        }
        if let Err(crate::error::Error::Refusal(why)) = crate::upload_file::refuse_unconfirmed_draft(&profile, &settings) {
            refusal = Some(why);
        }
        let lacks_bot = settings.recipe.options.bot.is_none()
            && settings.recipe.parts.iter().any(|part| part.record_type == "client" && !goes_to(part, "bot"));
        if lacks_bot && refusal.is_none() {
            let known = self.reference_names("bot")?.join(", ");
            refusal = Some(Refusal::new(crate::error::RefusalKind::Malformed, "bot-required").with("known", known));
        }
        Ok(MappingView { import: found, settings, profile, parts, refusal })
    }

    fn compiled(&self, import: &Import, settings: &Settings, index: usize, profile: &Profile) -> Result<()> {
        let part = &settings.recipe.parts[index];
        let conn = self.store.reader().map_err(store_error)?;
        let upload = import.upload_no.max(settings.upload);
        let headers = headers(&conn, import.id, upload, settings.sheet_of(index) as u32, part.header_row.unwrap_or(1))?;
        self.compile_part(settings, index, part, &headers, profile).map(drop)
    }

    /// Samples and fullness of every column, from the first rows.
    fn column_looks(&self, import: i64, sheet: &SheetRows, dated: &[bool]) -> Result<Vec<Look>> {
        let conn = self.store.reader().map_err(store_error)?;
        let mut looks: Vec<Look> = Vec::new();
        let (mut rows, mut scratch) = (0_u64, Vec::new());
        for block in sheet.blocks.iter().take(BLOCKS_LOOKED_AT) {
            sheet.each_of_block(&conn, import, block.no, &mut scratch, |row, included| {
                if !included || !sheet.is_data(row) {
                    return Ok(());
                }
                rows += 1;
                if looks.len() < row.cells.len() {
                    looks.resize_with(row.cells.len(), Look::default);
                }
                let cells = looks.iter_mut().zip(&row.cells).enumerate();
                for (column, (look, cell)) in cells.filter(|(_, (_, cell))| !cell.is_blank()) {
                    look.filled += 1;
                    if let (Some(true), Cell::Text(text)) = (dated.get(column), cell) {
                        look.dates.count(text);
                    }
                    if rows <= SAMPLE_ROWS && look.samples.len() < SAMPLES {
                        look.add(&cell.shown());
                    }
                }
                Ok(())
            })?;
        }
        for look in &mut looks {
            look.filled = (look.filled * 100).checked_div(rows).unwrap_or(0);
        }
        Ok(looks)
    }
}

#[derive(Clone, Debug, Default)]
struct Look {
    samples: Vec<String>,
    filled: u64,
    dates: DateCounts,
}

impl Look {
    /// Different values tell more than the same one three times.
    fn add(&mut self, text: &str) {
        let text = text.trim().replace(['\n', '\r', '\t'], " ");
        let cut: String = match text.char_indices().nth(SAMPLE_CHARS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        };
        if !self.samples.contains(&cut) {
            self.samples.push(cut);
        }
    }
}

fn columns(settings: &Settings, index: usize, part: &Part, looks: &[Look]) -> Vec<ColumnView> {
    let view = |(place, column): (usize, &Column)| {
        let found = settings.columns.iter().find(|found| (found.part, found.column) == (index, place));
        let look = looks.get(place).cloned().unwrap_or_default();
        let has_header = !column.header.trim().is_empty();
        let confidence = found.map_or("none", |found| found.confidence.as_str());
        ColumnView {
            column: place,
            header: if has_header { column.header.clone() } else { column_letters(place).to_string() },
            has_header,
            dates: look.dates.is_any().then(|| (look.dates, order(settings, column, &look.dates))),
            samples: look.samples,
            filled: look.filled,
            given: column.clone(),
            confidence: confidence.to_owned(),
            likely: found.filter(|_| confidence == "likely").and_then(|found| found.field.clone()),
            taken: found.is_some_and(|found| found.taken),
        }
    };
    part.columns.iter().enumerate().map(view).collect()
}

/// Which columns go to dates.
fn dated(part: &Part, ty: &RecordType) -> Vec<bool> {
    let is_date = |key: &Key| ty.field(key).is_some_and(|field| matches!(field.kind, FieldKind::Date | FieldKind::DateTime));
    part.columns.iter().map(|column| column.field.as_ref().is_some_and(is_date)).collect()
}

/// The order dates will be read in, as the check decides it; none while rows further down may decide.
fn order(settings: &Settings, column: &Column, seen: &DateCounts) -> Option<DateOrder> {
    match column.date_order.as_deref().or(settings.recipe.file.date_order.as_deref()) {
        Some("mdy") => Some(DateOrder::MonthFirst),
        Some("ymd") => Some(DateOrder::YearFirst),
        Some(_) => Some(DateOrder::DayFirst),
        None => seen.order(),
    }
}

fn goes_to(part: &Part, key: &str) -> bool {
    part.columns.iter().any(|column| column.field.as_deref() == Some(key))
        || part.constants.iter().any(|constant| constant.field == key)
        || part.joins.iter().any(|join| join.field == key)
        || part.splits.iter().any(|split| split.fields.iter().any(|field| field == key))
}

/// The fields a new record needs; none when rows only change records that exist.
fn required(settings: &Settings, part: &Part, ty: &RecordType) -> Vec<RequiredView> {
    let mode = settings.recipe.options.mode;
    if mode == Mode::Update || (mode == Mode::CreateAndUpdate && goes_to(part, "id")) {
        return Vec::new();
    }
    let single = ty.fields.iter().filter(|field| field.required && field.is_importable()).map(|field| vec![field.key.clone()]);
    let view = |fields: Vec<Key>| RequiredView { is_given: fields.iter().any(|key| goes_to(part, key)), fields };
    single.chain(ty.one_of.iter().cloned()).map(view).collect()
}

/// The keys in the order they are tried, as the check will.
fn match_by(part: &Part, ty: &RecordType, profile: &Profile) -> Vec<Vec<Key>> {
    let is_none = |rule: &Vec<Key>| rule.len() == 1 && rule[0] == "none";
    if profile.never_matches || part.match_by.iter().any(is_none) {
        return Vec::new();
    }
    if !part.match_by.is_empty() {
        return part.match_by.clone();
    }
    if goes_to(part, "id") {
        return vec![vec![Key::new("id")]];
    }
    let external = [vec![Key::new("external_id")]];
    let given = |rule: &&Vec<Key>| rule.iter().all(|key| goes_to(part, key));
    external.iter().chain(&ty.natural_keys).filter(given).cloned().collect()
}

fn twice(part: &Part) -> Vec<Key> {
    let mut keys: Vec<Key> = part.columns.iter().filter_map(|column| column.field.clone()).collect();
    keys.sort();
    let repeated: Vec<Key> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
    let mut once = repeated;
    once.dedup();
    once
}
