//! A part that is inflated by a thread of its own while another one reads it. Bounded: the thread waits when it is some chunks
//! ahead, and ends when nobody reads any more.

use std::io::{Error, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::decode::fill;

const CHUNK: usize = 256 << 10;
/// Chunks that wait to be read.
const AHEAD: usize = 4;

/// Gives `work` a source that holds what `part` holds. Where the system has no thread to give, `work` reads the part itself.
pub(crate) fn inflated<P: Read + Send, T>(part: P, work: impl FnOnce(Box<dyn Read + '_>) -> T) -> T {
    let (chunks, filled) = sync_channel(AHEAD);
    let (give_back, spent) = sync_channel(AHEAD + 2);
    // The part goes to the thread only when there is one.
    let (give, take) = sync_channel::<P>(1);
    std::thread::scope(|scope| {
        let pump = move || {
            if let Ok(part) = take.recv() {
                pump(part, &chunks, &spent);
            }
        };
        if std::thread::Builder::new().spawn_scoped(scope, pump).is_err() {
            return work(Box::new(part));
        }
        // Fails only when the thread is gone; then there is nothing to read, which is damage.
        let _ = give.send(part);
        work(Box::new(Ahead { filled, give_back, chunk: Vec::new(), at: 0 }))
    })
}

/// Inflates into a buffer of its own and copies from there: a chunk that comes back lies in the cache of the other thread's core,
/// and inflating, which writes a few bytes at a time, would wait for every line of it.
fn pump(mut part: impl Read, chunks: &SyncSender<Result<Vec<u8>, Error>>, spent: &Receiver<Vec<u8>>) {
    let mut own = vec![0; CHUNK];
    loop {
        let (filled, is_last) = match fill(&mut part, &mut own) {
            Ok(length) => {
                let mut chunk = spent.try_recv().unwrap_or_default();
                chunk.clear();
                chunk.extend_from_slice(&own[..length]);
                (Ok(chunk), length < CHUNK)
            }
            Err(error) => (Err(error), true),
        };
        if chunks.send(filled).is_err() || is_last {
            return;
        }
    }
}

struct Ahead {
    filled: Receiver<Result<Vec<u8>, Error>>,
    give_back: SyncSender<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        while self.at == self.chunk.len() {
            let spent = std::mem::take(&mut self.chunk);
            if spent.capacity() > 0 {
                // A full channel has chunks enough.
                let _ = self.give_back.try_send(spent);
            }
            self.at = 0;
            match self.filled.recv() {
                Ok(chunk) => self.chunk = chunk?,
                Err(_) => return Ok(0),
            }
        }
        let length = buffer.len().min(self.chunk.len() - self.at);
        buffer[..length].copy_from_slice(&self.chunk[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SheetError;

    /// Gives bytes, then an error.
    struct Broken(usize);

    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
            if self.0 == 0 {
                return Err(Error::other(SheetError::Bomb { limit: 7 }));
            }
            let length = buffer.len().min(self.0);
            self.0 -= length;
            Ok(length)
        }
    }

    #[test]
    fn a_part_comes_through_as_it_is_whatever_its_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK * 9 + 5] {
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut read = Vec::new();
            inflated(bytes.as_slice(), |mut source| source.read_to_end(&mut read)).expect("read");
            assert!(read == bytes, "{length}");
        }
    }

    #[test]
    fn a_refusal_comes_through_and_a_reader_that_stops_is_no_harm() {
        let refused = inflated(Broken(CHUNK * 3), |mut source| source.read_to_end(&mut Vec::new())).expect_err("refused");
        assert_eq!(SheetError::from(refused), SheetError::Bomb { limit: 7 });
        let first = inflated(std::io::repeat(5), |mut source| {
            let mut some = [0; 10];
            source.read_exact(&mut some).map(|()| some)
        });
        assert_eq!(first.expect("read"), [5; 10]);
    }
}
