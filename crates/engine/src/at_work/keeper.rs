//! Gives signs of life beside whatever the program does.
//!
//! In: how long a lease holds, what is to be said. Out: the same said several times a lease, until the value goes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::SIGNS;
use crate::error::Result;

#[derive(Debug)]
pub(super) struct Keeper {
    ended: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub fn begin(millis: i64, mut sign: impl FnMut() + Send + 'static) -> Result<Keeper> {
        let ended = Arc::new((Mutex::new(false), Condvar::new()));
        let end = Arc::clone(&ended);
        let every = Duration::from_millis(millis.unsigned_abs()) / SIGNS;
        let keep = move || {
            let (lock, bell) = &*end;
            let mut ended = lock.lock().unwrap_or_else(PoisonError::into_inner);
            while !*ended {
                ended = bell.wait_timeout_while(ended, every, |ended| !*ended).unwrap_or_else(PoisonError::into_inner).0;
                if !*ended {
                    sign();
                }
            }
        };
        Ok(Keeper { ended, thread: Some(std::thread::Builder::new().spawn(keep)?) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        *self.ended.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.ended.1.notify_all();
        // One that broke down keeps nothing any more; the lease ends by itself.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
