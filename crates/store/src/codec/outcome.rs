//! Row outcomes of one block as bytes: about one byte a row for rows that follow each other and records made in a row.

use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::run::{Outcome, RowOutcome};

use super::{Source, put_number, put_signed};
use crate::error::Result;

// One head byte a row: the outcome in the low three bits, then what follows.
const HAS_ID: u8 = 8;
const NEXT_ROW: u8 = 16;
const NEXT_ID: u8 = 32;
const HAS_VERSION: u8 = 64;

/// Packs outcomes in the order given (rows ascending is the short form, any order is kept).
pub fn pack_outcomes(outcomes: &[RowOutcome]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(outcomes.len() * 2 + 8);
    put_number(&mut bytes, outcomes.len() as u128);
    let (mut last_row, mut last_id) = (0u32, 0i64);
    for row in outcomes {
        let next_row = row.row.0 == last_row.wrapping_add(1);
        let next_id = row.id.is_some_and(|id| id.0 == last_id.wrapping_add(1));
        let flags = [(row.id.is_some(), HAS_ID), (next_row, NEXT_ROW), (next_id, NEXT_ID), (row.version.0 != 0, HAS_VERSION)];
        let head = flags.iter().filter(|(set, _)| *set).fold(outcome_bits(row.outcome), |head, (_, bit)| head | bit);
        bytes.push(head);
        if !next_row {
            put_signed(&mut bytes, i64::from(row.row.0) - i64::from(last_row));
        }
        if let (Some(id), false) = (row.id, next_id) {
            put_signed(&mut bytes, id.0.wrapping_sub(last_id));
        }
        if row.version.0 != 0 {
            put_number(&mut bytes, u128::from(row.version.0));
        }
        last_row = row.row.0;
        last_id = row.id.map_or(last_id, |id| id.0);
    }
    bytes
}

/// The same outcomes again.
pub fn unpack_outcomes(bytes: &[u8]) -> Result<Vec<RowOutcome>> {
    let mut source = Source { bytes, what: "the row outcomes" };
    let count = source.count()?;
    let mut outcomes = Vec::with_capacity(count);
    let (mut row, mut last_id) = (0u32, 0i64);
    for _ in 0..count {
        let head = source.byte()?;
        let outcome = *Outcome::ALL.get(usize::from(head & 7)).ok_or_else(|| source.broken())?;
        row = if head & NEXT_ROW != 0 { row.wrapping_add(1) } else { source.row_after(row)? };
        if head & HAS_ID != 0 {
            let step = if head & NEXT_ID != 0 { 1 } else { source.signed()? };
            last_id = last_id.wrapping_add(step);
        }
        let id = (head & HAS_ID != 0).then_some(RecordId(last_id));
        let version = Version(if head & HAS_VERSION != 0 { source.number()? } else { 0 });
        outcomes.push(RowOutcome { row: RowNumber(row), outcome, id, version });
    }
    source.end()?;
    Ok(outcomes)
}

impl Source<'_> {
    fn row_after(&mut self, last: u32) -> Result<u32> {
        let row = i64::from(last).checked_add(self.signed()?);
        row.and_then(|row| u32::try_from(row).ok()).ok_or_else(|| self.broken())
    }
}

fn outcome_bits(outcome: Outcome) -> u8 {
    Outcome::ALL.iter().position(|other| *other == outcome).unwrap_or_default() as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_outcome() -> impl Strategy<Value = RowOutcome> {
        (any::<u32>(), prop::sample::select(Outcome::ALL.to_vec()), any::<Option<i64>>(), any::<u32>()).prop_map(
            |(row, outcome, id, version)| RowOutcome {
                row: RowNumber(row),
                outcome,
                id: id.map(RecordId),
                version: Version(version),
            },
        )
    }

    proptest! {
        #[test]
        fn outcomes_come_back(outcomes in prop::collection::vec(any_outcome(), 0..9)) {
            prop_assert_eq!(unpack_outcomes(&pack_outcomes(&outcomes)).expect("own bytes"), outcomes);
        }
    }

    #[test]
    fn created_rows_in_a_row_cost_a_byte_each() {
        let created = |n: u32| RowOutcome {
            row: RowNumber(n + 2),
            outcome: Outcome::Created,
            id: Some(RecordId(i64::from(n) + 1_000_000)),
            version: Version(0),
        };
        let outcomes: Vec<_> = (0..1000).map(created).collect();
        assert!(pack_outcomes(&outcomes).len() < 1010);
    }
}
