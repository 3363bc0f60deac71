//! What a verb writes goes to the caller while it is written: the first bytes at once, memory as flat as one piece.
//!
//! In: a verb that writes. Out: a streamed answer. What is refused before the first byte is a problem like any other; what
//! breaks afterwards cuts the connection, so that nobody takes a part for the whole.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{StreamExt as _, unfold};
use kartoteka_engine::Engine;
use kartoteka_engine::error::Result;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::app::App;
use crate::download::attached;
use crate::problem::Problem;

/// Bytes sent at once.
const PIECE: usize = 64 << 10;
/// Pieces that wait for a slow caller.
const WAITING: usize = 4;
/// A caller who takes nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a verb writes: pieces for the caller.
pub struct Pieces {
    held: Vec<u8>,
    to: mpsc::Sender<Bytes>,
    runtime: Handle,
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.held, Vec::with_capacity(PIECE)));
        let sent = self.runtime.block_on(self.to.send_timeout(piece, PATIENCE));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        // The last piece. Whether the verb came to its end is told beside it.
        let _ = self.send();
    }
}

/// Sends what the verb writes under a name, as an attachment. `bytes`: how many there will be, when that is known.
pub async fn written<V>(app: &App, name: &str, bytes: Option<u64>, verb: V) -> std::result::Result<Response, Problem>
where
    V: FnOnce(&Arc<Engine>, Pieces) -> Result<()> + Send + 'static,
{
    let (to, mut pieces) = mpsc::channel(WAITING);
    let (tell, told) = oneshot::channel();
    let doing = app.clone();
    tokio::spawn(async move {
        let pieces = Pieces { held: Vec::with_capacity(PIECE), to, runtime: Handle::current() };
        let _ = tell.send(doing.run_stream(move |engine| verb(engine, pieces)).await);
    });
    let Some(first) = pieces.recv().await else {
        // Nothing was written: either there is nothing, or it was refused.
        told.await.map_err(|_| Problem::NotFound)??;
        return Ok(attached(Body::empty().into_response(), name, Some(0)));
    };
    let stream = unfold(Some((Some(first), pieces, told)), |state| async move {
        let (first, mut pieces, told) = state?;
        if let Some(first) = first {
            return Some((Ok::<_, io::Error>(first), Some((None, pieces, told))));
        }
        match pieces.recv().await {
            Some(piece) => Some((Ok(piece), Some((None, pieces, told)))),
            None if matches!(told.await, Ok(Ok(()))) => None,
            None => Some((Err(io::Error::other("the rest could not be written")), None)),
        }
    });
    // Fused: compression asks once more after the end.
    Ok(attached(Body::from_stream(stream.fuse()).into_response(), name, bytes))
}
