//! What may be bound to a statement: numbers, texts, bytes, truths, each possibly missing; alone or together.

use rusqlite::types::{ToSql, ToSqlOutput};

use super::{Null, Statement, Value};
use crate::error::Result;

/// What a parameter is when its value is missing; SQLite does not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Real,
    Text,
    Bytes,
    /// The statement says it, as the column of an `INSERT` does.
    Unknown,
}

/// One value for one parameter.
pub(crate) trait Parameter: ToSql {
    const KIND: Kind;
}

macro_rules! kinds {
    ($($kind:ident: $($type:ty),+;)+) => {$($(
        impl Parameter for $type {
            const KIND: Kind = Kind::$kind;
        }
    )+)+};
}

kinds! {
    Number: i64, i32, u32, u16, bool;
    Text: str, String;
    Bytes: [u8], Vec<u8>;
    Unknown: Null, Value, ToSqlOutput<'_>;
}

impl<T: Parameter + ?Sized> Parameter for &T {
    const KIND: Kind = T::KIND;
}

impl<T: Parameter> Parameter for Option<T> {
    const KIND: Kind = T::KIND;
}

/// All values of a statement, in the order of its parameters.
pub(crate) trait Parameters {
    /// Returns how many there were.
    fn bind_to(&self, statement: &mut Statement<'_>) -> Result<usize>;
}

impl Parameters for () {
    fn bind_to(&self, _: &mut Statement<'_>) -> Result<usize> {
        Ok(0)
    }
}

impl<T: Parameter> Parameters for &[T] {
    fn bind_to(&self, statement: &mut Statement<'_>) -> Result<usize> {
        for (place, value) in self.iter().enumerate() {
            statement.bind(place + 1, value)?;
        }
        Ok(self.len())
    }
}

impl<T: Parameter, const N: usize> Parameters for [T; N] {
    fn bind_to(&self, statement: &mut Statement<'_>) -> Result<usize> {
        self.as_slice().bind_to(statement)
    }
}

macro_rules! tuples {
    ($($count:literal: $($type:ident $place:tt),+;)+) => {$(
        impl<$($type: Parameter),+> Parameters for ($($type,)+) {
            fn bind_to(&self, statement: &mut Statement<'_>) -> Result<usize> {
                $(statement.bind($place + 1, &self.$place)?;)+
                Ok($count)
            }
        }
    )+};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
