//! The shapes programs read are the engine's: the same members here and over HTTP.

pub use kartoteka_engine::shapes::*;
