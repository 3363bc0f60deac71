//! The pages, one file an area. Each has `routes()`, its handlers, and the structures its templates are filled from.

pub mod bulk_runs;
mod charts;
pub mod data_import;
pub mod events;
pub mod exports;
pub mod help;
pub mod home;
pub mod imports;
pub mod invitation;
pub mod notices;
pub mod preferences;
pub mod problems;
pub mod profile;
pub mod records;
pub mod review;
pub mod search;
pub mod session;
pub mod set_up;
pub mod settings;
pub mod wizard;
