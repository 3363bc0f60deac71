//! What shows that two registers hold the same: for every table the rows and a checksum that does not depend on their order.
//!
//! A row is the names and values of its columns that are not empty, in the order of the names; its SHA-256, cut to 128 bits,
//! is added to the others. The same rows give the same sum in either database, one changed letter another one.

use sha2::{Digest as _, Sha256};

use crate::catalogue::Shape;
use crate::sql::ValueRef;

/// What stands in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rows: u64,
    pub checksum: u128,
}

impl Tally {
    pub(crate) fn add(&mut self, shape: &Shape, values: &[ValueRef<'_>]) {
        self.rows += 1;
        self.checksum = self.checksum.wrapping_add(of_row(shape, values));
    }
}

/// One table in both databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProof {
    pub table: String,
    /// As it was read to be copied.
    pub here: Tally,
    /// As it was read again where it was put.
    pub there: Tally,
}

/// Every table of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    pub tables: Vec<TableProof>,
}

impl Proof {
    /// Of two registers that were read each by itself; a table that one lacks is empty there.
    pub fn of(here: Vec<(String, Tally)>, there: &[(String, Tally)]) -> Proof {
        let found = |table: &str| there.iter().find(|(name, _)| name == table).map(|(_, tally)| *tally).unwrap_or_default();
        let alone = there.iter().filter(|(name, _)| !here.iter().any(|(known, _)| known == name));
        let alone = alone.map(|(table, there)| TableProof { table: table.clone(), here: Tally::default(), there: *there });
        let alone: Vec<TableProof> = alone.collect();
        let both = here.into_iter().map(|(table, here)| TableProof { there: found(&table), table, here });
        Proof { tables: both.chain(alone).collect() }
    }

    pub fn is_equal(&self) -> bool {
        self.tables.iter().all(|table| table.here == table.there)
    }

    /// All rows of the source.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.here.rows).sum()
    }
}

fn of_row(shape: &Shape, values: &[ValueRef<'_>]) -> u128 {
    let mut hash = Sha256::new();
    for ((column, _), value) in shape.columns.iter().zip(values) {
        let number;
        let (kind, bytes): (u8, &[u8]) = match value {
            ValueRef::Null => continue,
            ValueRef::Integer(whole) => {
                number = whole.to_be_bytes();
                (1, &number)
            }
            ValueRef::Real(real) => {
                number = real.to_be_bytes();
                (2, &number)
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(bytes) => (4, bytes),
        };
        hash.update((column.len() as u64).to_be_bytes());
        hash.update(column);
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    u128::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::ColumnType;

    fn shape() -> Shape {
        let columns = [("a", ColumnType::Text), ("b", ColumnType::Whole)];
        Shape { table: "t".into(), columns: columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec() }
    }

    fn tally(rows: &[[ValueRef<'_>; 2]]) -> Tally {
        let mut tally = Tally::default();
        rows.iter().for_each(|row| tally.add(&shape(), row));
        tally
    }

    #[test]
    fn order_does_not_count_and_every_difference_does() {
        let (jan, petr) = ([ValueRef::Text(b"Jan"), ValueRef::Integer(1)], [ValueRef::Text(b"Petr"), ValueRef::Null]);
        assert_eq!(tally(&[jan, petr]), tally(&[petr, jan]));
        let others = [
            tally(&[jan]),
            tally(&[jan, jan]),
            tally(&[[ValueRef::Text(b"Jan"), ValueRef::Integer(2)], petr]),
            tally(&[[ValueRef::Text(b"Jan"), ValueRef::Text(b"1")], petr]),
            tally(&[[ValueRef::Text(b"Jan"), ValueRef::Null], [ValueRef::Text(b"Petr"), ValueRef::Integer(1)]]),
        ];
        assert!(others.iter().all(|other| *other != tally(&[jan, petr])));
    }

    #[test]
    fn a_table_that_one_side_lacks_is_empty_there() {
        let here = vec![("a".to_owned(), tally(&[[ValueRef::Null, ValueRef::Integer(1)]])), ("b".to_owned(), Tally::default())];
        assert!(!Proof::of(here.clone(), &[]).is_equal());
        assert!(Proof::of(here.clone(), &here).is_equal());
        assert!(Proof::of(vec![here[1].clone()], &[]).is_equal(), "nothing is equal to nothing");
        assert!(!Proof::of(Vec::new(), &here).is_equal());
    }
}
