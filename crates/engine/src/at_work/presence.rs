//! This program as one of those that have the register open, also while it has nothing to do: who would put another register in its
//! place asks first.
//!
//! In: an engine. Out: signs of life by the database's clock where a server keeps the register, a locked file beside a file, for as
//! long as the value lives; the names of all who give them.

use std::path::Path;

use kartoteka_store::{Batch, Store};

use super::keeper::Keeper;
use super::node;
use crate::error::Result;
use crate::{Engine, store_error};

/// A node that is there. Ends with the value, or with the program and its lease.
#[derive(Debug)]
pub struct Presence {
    /// None beside a file: its lock says it.
    _known: Option<Known>,
}

#[derive(Debug)]
struct Known {
    store: Store,
    name: String,
    keeper: Option<Keeper>,
}

impl Engine {
    /// From now on this program is known as a node of its register.
    pub fn be_a_node(&self) -> Result<Presence> {
        self.node.be_there()?;
        if self.store.path().is_some() {
            return Ok(Presence { _known: None });
        }
        let (millis, name) = (self.lease_millis()?, self.node.name().to_owned());
        sign(&self.store, &name, millis).map_err(store_error)?;
        // Only tidying: what fails here the next node does.
        let _ = beside(&self.store, |batch| batch.forget_gone_nodes());
        let (store, kept) = (self.store.clone(), name.clone());
        // A database that does not answer now hears the next sign.
        let keeper = Keeper::begin(millis, move || drop(sign(&store, &kept, millis)))?;
        let store = self.store.clone();
        Ok(Presence { _known: Some(Known { store, name, keeper: Some(keeper) }) })
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        drop(self.keeper.take());
        // What cannot be said now ends by itself.
        let _ = beside(&self.store, |batch| batch.drop_node(&self.name));
    }
}

fn sign(store: &Store, name: &str, millis: i64) -> kartoteka_store::Result<()> {
    beside(store, |batch| batch.keep_node(name, millis))
}

/// Waits for nobody who writes records.
fn beside(store: &Store, work: impl FnOnce(&Batch<'_>) -> kartoteka_store::Result<()>) -> kartoteka_store::Result<()> {
    let mut writer = store.writer()?;
    let batch = writer.begin_beside()?;
    work(&batch)?;
    batch.commit()
}

/// Programs that have the register of a data directory open.
pub(crate) fn nodes_at_folder(data: &Path) -> Vec<String> {
    node::alive(data)
}

/// Programs that have a server's register open, or work on it by themselves.
pub(crate) fn nodes_at_server(store: &Store) -> Result<Vec<String>> {
    store.reader().and_then(|reader| reader.live_nodes()).map_err(store_error)
}
