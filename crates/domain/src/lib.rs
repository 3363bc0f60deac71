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

pub mod language;
pub mod cell;
pub mod value;
pub mod record;
pub mod record_type;
pub mod kind;
pub mod issue;
pub mod change;
pub mod filter;
pub mod run;
pub mod recipe;
pub mod mapping;
pub mod draft;
pub mod edit;
pub mod lookup;
pub mod match_key;
pub mod check;
pub mod plan;
pub mod suggestion;
pub mod profile;
pub mod survey;
