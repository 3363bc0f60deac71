//! HTTP to others, the only room that begins a conversation: with a Kartoteka server over its REST API, and with receivers of
//! webhooks. Synchronous, one request at a time; whoever needs more of them brings threads.
//!
//! [`Client`] gives documents as JSON and problems as [`Error::Problem`]; [`hook::Sender`] posts one body and looks at nothing but
//! the status. In: addresses, tokens, documents, files. Out: documents, files. Knows no rule of the data and no sentence.

pub mod address;
mod client;
mod error;
mod events;
pub mod hook;
mod patience;
mod upload;

pub use client::{Answer, Client, Downloaded, Verb, encoded, plain_address};
pub use error::{Error, Problem, Result};
pub use patience::{GoOn, PATIENCE, is_open};
