//! Connections that wait to be used again: making one costs the server a process.
//!
//! In: an address. Out: connections that answer. At most [`IDLE`] wait; how many are in use is the caller's matter.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use postgres::Client;

use super::{Address, Server};
use crate::error::{Result, StoreError};

/// Connections kept for the next one who asks.
const IDLE: usize = 8;
/// Pauses between tries, each twice as long as the one before.
const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_millis(800);

/// The way to one database.
#[derive(Debug)]
pub(crate) struct Pool {
    address: Address,
    idle: Mutex<Idle>,
    /// Somebody was let in: who is refused later is refused for a while.
    been_in: AtomicBool,
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
        Pool { address, idle: Mutex::default(), been_in: AtomicBool::new(false) }
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    /// A connection that answered a moment ago.
    pub fn take(self: &Arc<Pool>) -> Result<Server> {
        Ok(Server::new(Arc::clone(self), patiently(|| self.client())?))
    }

    /// The same for a [`Server`] that lost its own.
    pub fn client(&self) -> Result<Client> {
        while let Some(mut client) = self.next_idle() {
            // A server that was started again has forgotten those who waited.
            if client.simple_query("").is_ok() {
                return Ok(client);
            }
        }
        let client = self.address.connect(self.been_in.load(Ordering::Relaxed))?;
        self.been_in.store(true, Ordering::Relaxed);
        Ok(client)
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

/// Tries again while the server is away for a moment; some 1.5 s altogether. For what has not begun anything yet.
pub fn patiently<T>(mut work: impl FnMut() -> Result<T>) -> Result<T> {
    let mut pause = SHORTEST;
    loop {
        match work() {
            Err(StoreError::Unreachable { .. } | StoreError::Collided) if pause <= LONGEST => std::thread::sleep(pause),
            done => return done,
        }
        pause *= 2;
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
