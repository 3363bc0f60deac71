//! Connections that wait to be used again: making one costs the server a process.
//!
//! In: an address. Out: connections that answer. At most [`IDLE`] wait; how many are in use is the caller's matter.

use std::sync::{Arc, Mutex, PoisonError};

use postgres::Client;

use super::{Address, Server};
use crate::error::Result;

/// Connections kept for the next one who asks.
const IDLE: usize = 8;

/// The way to one database.
#[derive(Debug)]
pub(crate) struct Pool {
    address: Address,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle(Vec<Client>);

impl std::fmt::Debug for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} idle", self.0.len())
    }
}

impl Pool {
    pub fn new(address: Address) -> Pool {
        Pool { address, idle: Mutex::default() }
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    /// A connection that answered a moment ago.
    pub fn take(self: &Arc<Pool>) -> Result<Server> {
        while let Some(mut client) = self.next_idle() {
            // A server that was started again has forgotten those who waited.
            if client.simple_query("").is_ok() {
                return Ok(Server::new(Arc::clone(self), client));
            }
        }
        Ok(Server::new(Arc::clone(self), self.address.connect()?))
    }

    pub fn give_back(&self, client: Client) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if !client.is_closed() && idle.0.len() < IDLE {
            idle.0.push(client);
        }
    }

    fn next_idle(&self) -> Option<Client> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).0.pop()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.idle.get_mut().unwrap_or_else(PoisonError::into_inner).0);
        if !idle.is_empty() {
            // Each has a small scheduler of its own, which must not end on a thread of somebody else's.
            let ended = std::thread::Builder::new().spawn(move || drop(idle));
            let _ = ended.map(std::thread::JoinHandle::join);
        }
    }
}
