//! A pass over all rows of a part, divided into shares: among the hands of this program, and, where a server keeps the register and
//! the rows are many, among other nodes that have nothing else to do.
//!
//! In: a pass, the blocks of a part. Out: what was found, share by share in the order of the file. Nobody is waited for who is gone: a
//! share that does not come in time is done by somebody else, and what comes too late is left out.

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kartoteka_store::{Lease, NewPass, Reader, Writer};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::help::{PROGRAM, Shown, packed, unpacked};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::{Engine, store_error};

/// Threads of this program that do shares.
const HANDS: usize = 2;
/// A pass is laid out in about so many shares.
const SHARES: usize = 32;
/// Blocks of a share at most.
const LARGEST: usize = 32;
/// Hands stay so many shares ahead of the one that is wanted next.
const AHEAD: u32 = 4;
/// Blocks from which on other nodes are asked to help: a check that is not over in the blink of an eye.
pub(crate) const SHARED_FROM: usize = 64;
/// How often is looked for what others found, or left.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// What the leader's own hands take nobody else takes: with the leader the pass ends.
const FOR_GOOD_MILLIS: i64 = 1_000_000_000;

/// What is looked for in the rows of a stretch of blocks. Looking twice finds the same.
pub(super) trait Pass: Sync {
    /// What it is called between nodes.
    const WORD: &'static str;
    type Found: Serialize + DeserializeOwned + Send;

    fn look(&self, planner: &mut Planner, context: &PartContext, blocks: &[u32], watch: &Watch) -> Result<Self::Found>;

    /// Whether names that rows will bear are wanted.
    fn keeps_names(&self) -> bool {
        false
    }
}

/// The blocks of a part in shares.
pub(super) fn shares(blocks: &[u32], size: usize) -> Vec<&[u32]> {
    blocks.chunks(size.max(1)).collect()
}

impl Engine {
    /// Has every share done and gives `consume` what was found. With a lease, other nodes are let in.
    pub(super) fn divide<P: Pass, T>(
        &self,
        pass: &P,
        context: &PartContext,
        leads: Option<Lease>,
        watch: &Watch,
        consume: impl FnOnce(&mut InOrder<P::Found>) -> Result<T>,
    ) -> Result<T> {
        let size = (context.blocks.len() / SHARES).clamp(1, LARGEST);
        let shares = shares(&context.blocks, size);
        let leads = leads.filter(|_| self.is_on_server() && context.blocks.len() >= self.shared_blocks);
        let number = leads.map(|lease| self.lay_out(pass, context, lease, size, shares.len())).transpose()?;
        let turns = Turns { count: shares.len() as u32, pass: number, state: Mutex::default(), bell: Condvar::new() };
        let hand = || {
            let planner = Planner::new(self.store.reader().map_err(store_error)?);
            let writer = number.map(|_| self.store.writer().map_err(store_error)).transpose()?;
            Ok(Hand { pass, context, shares: &shares, turns: &turns, watch, planner, writer })
        };
        let hands = (0..HANDS).map(|_| hand()).collect::<Result<Vec<_>>>()?;
        let others = number.map(|pass| self.store.reader().map(|reader| (pass, reader))).transpose().map_err(store_error)?;
        let done = std::thread::scope(|scope| {
            let (send, receive) = sync_channel(HANDS);
            for hand in hands {
                let send = send.clone();
                scope.spawn(move || hand.work(&send));
            }
            drop(send);
            let mut found = InOrder { turns: &turns, others, receive, early: BTreeMap::new(), watch };
            let done = consume(&mut found);
            // Who stopped must not leave hands at work to the end of the file.
            turns.stop();
            drop(found);
            done
        });
        if number.is_some() {
            self.close_passes(context.import);
        }
        done
    }

    fn lay_out<P: Pass>(&self, pass: &P, context: &PartContext, lease: Lease, size: usize, shares: usize) -> Result<i64> {
        let new = NewPass {
            import: context.import,
            part: context.part,
            kind: P::WORD.to_owned(),
            program: PROGRAM.to_owned(),
            lease,
            context: packed(&Shown::of(context, size, pass.keeps_names()))?,
        };
        let mut writer = self.store.writer().map_err(store_error)?;
        let batch = writer.begin_beside().map_err(store_error)?;
        let number = batch.open_pass(&new, shares as u32).map_err(store_error)?;
        batch.commit().map_err(store_error)?;
        Ok(number)
    }

    /// What cannot be forgotten now is when the import is checked again, or within the hour.
    fn close_passes(&self, import: i64) {
        let _ = self.store.writer().and_then(|mut writer| {
            let batch = writer.begin_beside()?;
            batch.close_passes(import)?;
            batch.commit()
        });
    }
}

/// Who does which share, and how far the one is who wants them.
struct Turns {
    count: u32,
    /// Its number, where other nodes help.
    pass: Option<i64>,
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    /// The first share that nobody took, where nobody else helps.
    next: u32,
    wanted: u32,
    stopped: bool,
    /// Shares that this program's hands took.
    own: HashSet<u32>,
}

impl Turns {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.bell.notify_all();
    }

    fn advance(&self) {
        self.state().wanted += 1;
        self.bell.notify_all();
    }

    /// The next share for a hand; none when all are done, or nobody wants them any more.
    fn take(&self, writer: Option<&mut Writer>) -> Result<Option<u32>> {
        let mut shared = self.pass.zip(writer);
        let mut state = self.state();
        while !state.stopped && state.wanted < self.count {
            let end = self.count.min(state.wanted + AHEAD);
            let taken = match &mut shared {
                Some((pass, writer)) => {
                    drop(state);
                    let taken = claim(writer, *pass, end, FOR_GOOD_MILLIS)?;
                    state = self.state();
                    taken
                }
                None => (state.next < end).then_some(state.next),
            };
            if let Some(share) = taken {
                state.next = share + 1;
                state.own.insert(share);
                return Ok(Some(share));
            }
            state = self.bell.wait_timeout(state, LOOK_EVERY).unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(None)
    }
}

/// Takes a share of a pass that several nodes make.
pub(super) fn claim(writer: &mut Writer, pass: i64, end: u32, millis: i64) -> Result<Option<u32>> {
    let batch = writer.begin_beside().map_err(store_error)?;
    let taken = batch.claim_share(pass, end, millis).map_err(store_error)?;
    batch.commit().map_err(store_error)?;
    Ok(taken)
}

/// A thread of this program that does shares.
struct Hand<'d, P> {
    pass: &'d P,
    context: &'d PartContext,
    shares: &'d [&'d [u32]],
    turns: &'d Turns,
    watch: &'d Watch,
    planner: Planner,
    /// Where other nodes help.
    writer: Option<Writer>,
}

impl<P: Pass> Hand<'_, P> {
    /// Does shares until there are none, or one fails.
    fn work(mut self, send: &SyncSender<Result<(u32, P::Found)>>) {
        while let Some(done) = self.next().transpose() {
            let failed = done.is_err();
            if send.send(done).is_err() || failed {
                return;
            }
        }
    }

    fn next(&mut self) -> Result<Option<(u32, P::Found)>> {
        let Some(share) = self.turns.take(self.writer.as_mut())? else { return Ok(None) };
        let found = self.pass.look(&mut self.planner, self.context, self.shares[share as usize], self.watch)?;
        Ok(Some((share, found)))
    }
}

/// What was found, as the rows stand in the file, although several threads and nodes look.
pub(super) struct InOrder<'t, F> {
    turns: &'t Turns,
    /// The pass in which other nodes help, and where to look for what they found.
    others: Option<(i64, Reader)>,
    receive: Receiver<Result<(u32, F)>>,
    /// Done before their turn.
    early: BTreeMap<u32, F>,
    watch: &'t Watch,
}

impl<F: DeserializeOwned> InOrder<'_, F> {
    /// The next share; none after the last one.
    pub fn next(&mut self) -> Result<Option<F>> {
        loop {
            if let Some(found) = self.here()? {
                return Ok(Some(found));
            }
            if self.is_over() {
                return Ok(None);
            }
            self.watch.go_on()?;
            match self.receive.recv_timeout(LOOK_EVERY) {
                Ok(done) => self.keep(done?),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Stopped),
            }
        }
    }

    /// The next share if it is there already.
    pub fn ready(&mut self) -> Result<Option<F>> {
        while let Ok(done) = self.receive.try_recv() {
            self.keep(done?);
        }
        self.here()
    }

    fn is_over(&self) -> bool {
        self.turns.state().wanted >= self.turns.count
    }

    fn keep(&mut self, (share, found): (u32, F)) {
        self.early.insert(share, found);
    }

    fn here(&mut self) -> Result<Option<F>> {
        let (wanted, is_own) = {
            let state = self.turns.state();
            (state.wanted, state.own.contains(&state.wanted))
        };
        let mut found = self.early.remove(&wanted);
        if let (None, Some((pass, reader)), false) = (&found, &self.others, is_own || wanted >= self.turns.count) {
            found = of_another(reader, *pass, wanted)?;
        }
        if found.is_some() {
            self.turns.advance();
        }
        Ok(found)
    }
}

/// What another node found in a share; none while it is at work.
fn of_another<F: DeserializeOwned>(reader: &Reader, pass: i64, share: u32) -> Result<Option<F>> {
    if let Some(bytes) = reader.found_in_share(pass, share).map_err(store_error)? {
        return unpacked(&bytes).map(Some);
    }
    if reader.has_share(pass, share).map_err(store_error)? {
        return Ok(None);
    }
    // Somebody tidied the pass away: the check begins anew.
    Err(Refusal::new(RefusalKind::Unavailable, "database-collision").into())
}
