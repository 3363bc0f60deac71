//! The register at a glance: how many records of each type came when, what was wrong in the last imports, what looks like a
//! duplicate.
//!
//! In: nothing but who asks. Out: counts. They are worked out anew when records changed, at most once a minute, by one
//! request; others meanwhile see the last ones.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::DateTime;
use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::record::Key;
use kartoteka_domain::run::State;
use kartoteka_store::{Conn, ImportFilter, Repeated, RunKind, Stage};

use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::{Engine, store_error};

/// The register is not walked through more often than this.
const FRESH: Duration = Duration::from_secs(60);
/// A register below this is walked through each time.
const SMALL: u64 = 50_000;
/// Months shown.
const MONTHS: usize = 12;
/// Imports looked at for issues.
const IMPORTS: usize = 10;
/// Kinds of issues named.
const CODES: usize = 8;
/// Fields whose values usually belong to one record, in the order they are looked at.
const TELLING: [(&str, &[&str]); 4] = [
    ("company", &["registration_number", "name"]),
    ("contact", &["email", "name"]),
    ("lead", &["email"]),
    ("product", &["name"]),
];

/// Records of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeCount {
    pub type_key: Key,
    pub records: u64,
    /// Created in each month of [`Overview::months`].
    pub created: Vec<u64>,
}

/// Issues of one kind in the last imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeCount {
    pub code: Code,
    pub severity: Severity,
    pub rows: u64,
}

/// Records that share what usually belongs to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspects {
    pub type_key: Key,
    pub field: Key,
    pub values: u64,
    pub records: u64,
}

/// What the home page draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// `2026-11`, oldest first; the present month is the last.
    pub months: Vec<String>,
    /// Types with records, in their order.
    pub types: Vec<TypeCount>,
    /// The most frequent first.
    pub issues: Vec<CodeCount>,
    /// Imports in which the issues were found.
    pub imports: usize,
    pub suspects: Vec<Suspects>,
}

/// When it was made, from what, and the overview.
type Made = (Instant, Vec<i64>, Arc<Overview>);

/// The last overview, with what it was made from.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    made: Mutex<Option<Made>>,
    /// Held by whoever works it out.
    working: Mutex<()>,
}

impl Engine {
    /// The register at a glance.
    pub fn overview(&self, actor: &Actor) -> Result<Arc<Overview>> {
        actor.require(Permission::SeeRecords)?;
        let reader = self.store.reader().map_err(store_error)?;
        let types = self.types();
        let mut mark: Vec<i64> = Vec::new();
        for ty in types.plain() {
            mark.push(reader.data_version(ty).map_err(store_error)?);
        }
        let last = reader.imports(&ImportFilter { limit: 1, ..ImportFilter::default() }).map_err(store_error)?;
        mark.extend(last.first().map(|import| import.id + import.check_revision));
        let known = self.kept.made.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, of, overview)) = &known {
            // A small register is counted each time: what was just done is seen at once.
            let is_small = overview.types.iter().map(|one| one.records).sum::<u64>() < SMALL;
            if *of == mark || (!is_small && at.elapsed() < FRESH) {
                return Ok(Arc::clone(overview));
            }
        }
        let _working = match (self.kept.working.try_lock(), known) {
            (Ok(guard), _) => guard,
            (Err(_), Some((.., overview))) => return Ok(overview),
            (Err(_), None) => self.kept.working.lock().unwrap_or_else(PoisonError::into_inner),
        };
        let overview = Arc::new(self.work_out(&reader)?);
        *self.kept.made.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), mark, Arc::clone(&overview)));
        Ok(overview)
    }

    fn work_out(&self, reader: &Conn) -> Result<Overview> {
        let months = last_months(self.moment());
        let types = self.types();
        let mut overview = Overview { months, ..Overview::default() };
        for ty in types.plain() {
            let by_month = reader.created_by_month(ty).map_err(store_error)?;
            let records: u64 = by_month.iter().map(|(_, n)| n).sum();
            if records > 0 {
                let of = |month: &String| by_month.iter().find(|(known, _)| known == month).map_or(0, |(_, n)| *n);
                let created = overview.months.iter().map(of).collect();
                overview.types.push(TypeCount { type_key: ty.key.clone(), records, created });
            }
        }
        for (type_key, fields) in TELLING {
            let Some(ty) = types.get(type_key) else { continue };
            for field in fields {
                let Some(position) = ty.position(field) else { continue };
                let Repeated { values, records } = reader.repeated(ty, position).map_err(store_error)?;
                if values > 0 {
                    overview.suspects.push(Suspects { type_key: ty.key.clone(), field: Key::new(field), values, records });
                    break;
                }
            }
        }
        self.count_issues(reader, &mut overview)?;
        Ok(overview)
    }

    fn count_issues(&self, reader: &Conn, overview: &mut Overview) -> Result<()> {
        let states = vec![State::Checked, State::Completed, State::Stopped, State::Undone, State::PartlyUndone];
        let filter =
            ImportFilter { kinds: vec![RunKind::Import, RunKind::Edit], states, limit: IMPORTS, ..ImportFilter::default() };
        let imports = reader.imports(&filter).map_err(store_error)?;
        overview.imports = imports.len();
        let mut counts: BTreeMap<&'static str, CodeCount> = BTreeMap::new();
        for import in imports {
            for group in reader.issue_groups(import.id, Stage::Check).map_err(store_error)? {
                let (code, severity) = (group.code, group.severity);
                if severity != Severity::Note {
                    counts.entry(code.word()).or_insert(CodeCount { code, severity, rows: 0 }).rows += group.rows;
                }
            }
        }
        overview.issues = counts.into_values().collect();
        overview.issues.sort_by_key(|one| std::cmp::Reverse(one.rows));
        overview.issues.truncate(CODES);
        Ok(())
    }
}

/// The last twelve months as `2026-11`, oldest first.
fn last_months(now: DateTime) -> Vec<String> {
    let (mut year, mut month) = (i32::from(now.year()), i32::from(now.month()));
    let mut months = Vec::with_capacity(MONTHS);
    for _ in 0..MONTHS {
        months.push(format!("{year:04}-{month:02}"));
        month -= 1;
        if month == 0 {
            (year, month) = (year - 1, 12);
        }
    }
    months.reverse();
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_twelve_months_end_with_this_one() {
        let months = last_months(jiff::civil::date(2026, 3, 31).at(23, 0, 0, 0));
        assert_eq!((months.len(), months[0].as_str(), months[11].as_str()), (12, "2025-04", "2026-03"));
        assert_eq!(months[8], "2025-12");
    }
}
