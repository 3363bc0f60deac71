//! Pure rules: what a file's cells mean and what is to be done about it.
//!
//! ```text
//!  cell ─▶ kind ─▶ draft ─▶ check ─▶ match key ─▶ plan ─▶ change
//!           ▲                  ▲         ▲
//!        mapping            lookup    lookup      (facts fetched by the engine, once per block and question)
//! ```
//!
//! No I/O, no clock, no randomness, no SQL, no HTTP, no file formats: time, ids and facts are passed in. A problem in the
//! data is an [`issue::Issue`], never an `Err`. Modules stand in reading order.

pub mod cell;
pub mod change;
pub mod check;
pub mod draft;
pub mod edit;
pub mod filter;
pub mod issue;
pub mod kind;
pub mod language;
pub mod lookup;
pub mod mapping;
pub mod match_key;
pub mod plan;
pub mod profile;
pub mod recipe;
pub mod record;
pub mod record_type;
pub mod run;
pub mod suggestion;
pub mod survey;
#[cfg(test)]
mod testing;
pub mod value;
