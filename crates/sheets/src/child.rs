//! The wall: workbooks are taken apart in a process with limited memory and time. The parent sends one line of JSON and
//! gets frames; whatever the child does, the parent allocates no more than a frame may have and waits no longer than
//! the limit says.

use std::ffi::OsString;
use std::io::{BufRead, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use kartoteka_domain::cell::RowNumber;
use serde::{Deserialize, Serialize};

use crate::{Block, Format, Inspection, Limits, Note, ReadReport, SheetError, SheetPreview, workbook};

/// Largest frame that is not a block.
const WORDS_MAX: usize = 8 << 20;
/// What a block may have beside its one row too many.
const BLOCK_SPARE: usize = 4 << 20;
/// How long a child may take to end after it closed its output.
const LINGER: Duration = Duration::from_secs(5);
/// Bytes of the longest request.
const REQUEST_MAX: u64 = 64 << 10;

#[derive(Serialize, Deserialize)]
struct Request {
    file: PathBuf,
    /// `None` asks for an inspection.
    sheet: Option<usize>,
    limits: Limits,
}

/// An inspection without its rows; they follow as blocks, by the position of the sheet.
#[derive(Serialize, Deserialize)]
struct Findings {
    format: Format,
    sheets: Vec<Heading>,
    marker: Option<String>,
    notes: Vec<Note>,
}

/// A preview without its rows.
#[derive(Serialize, Deserialize)]
struct Heading {
    index: usize,
    name: String,
    hidden: bool,
    refused: Option<SheetError>,
}

#[derive(Serialize, Deserialize)]
enum Word {
    Findings(Findings),
    Report(ReadReport),
    Refused(SheetError),
}

enum Frame {
    Word(Word),
    Block(Block),
}

const WORD: u8 = b'W';
const BLOCK: u8 = b'B';

// ---- the parent's side

pub(crate) fn inspect(program: &Path, args: &[OsString], file: &Path, limits: &Limits) -> Result<Inspection, SheetError> {
    let mut talk = Talk::start(program, args, Request { file: file.canonicalize()?, sheet: None, limits: limits.clone() })?;
    let mut blocks = Vec::new();
    loop {
        match talk.next()? {
            Frame::Block(block) => blocks.push(block),
            Frame::Word(Word::Refused(error)) => return Err(error),
            Frame::Word(Word::Report(_)) => return Err(failed("protocol")),
            Frame::Word(Word::Findings(findings)) => return assemble(findings, &blocks),
        }
        // A preview is short; a child that goes on and on is not ours.
        if blocks.len() > limits.entries as usize * 64 {
            return Err(failed("protocol"));
        }
    }
}

pub(crate) fn read(
    program: &Path,
    args: &[OsString],
    (file, sheet): (&Path, usize),
    limits: &Limits,
    sink: &mut dyn FnMut(Block) -> ControlFlow<()>,
) -> Result<ReadReport, SheetError> {
    let request = Request { file: file.canonicalize()?, sheet: Some(sheet), limits: limits.clone() };
    let mut talk = Talk::start(program, args, request)?;
    let mut so_far = ReadReport::default();
    loop {
        match talk.next()? {
            Frame::Block(block) => {
                so_far.rows = so_far.rows.saturating_add(block.rows);
                so_far.last_row = block.last_row;
                if sink(block).is_break() {
                    so_far.blank_rows = so_far.last_row.0.saturating_sub(so_far.rows);
                    return Ok(so_far);
                }
            }
            Frame::Word(Word::Report(report)) => return Ok(report),
            Frame::Word(Word::Refused(error)) => return Err(error),
            Frame::Word(Word::Findings(_)) => return Err(failed("protocol")),
        }
    }
}

fn assemble(findings: Findings, blocks: &[Block]) -> Result<Inspection, SheetError> {
    let mut sheets = Vec::new();
    for Heading { index, name, hidden, refused } in findings.sheets {
        let own: Vec<Block> = blocks.iter().filter(|block| block.sheet == index).cloned().collect();
        sheets.push(SheetPreview { index, name, hidden, rows: crate::csv::rows_of(&own)?, refused });
    }
    let Findings { format, marker, notes, .. } = findings;
    Ok(Inspection { format, encoding: None, delimiter: None, sheets, marker, notes })
}

fn failed(what: &str) -> SheetError {
    SheetError::ChildFailed { what: what.into() }
}

/// A running child. Dropping it ends the child.
struct Talk {
    child: Child,
    frames: Receiver<Result<Frame, SheetError>>,
    /// Only the time spent waiting for the child counts, not the time the receiver of blocks takes.
    waited: Duration,
    limits: Limits,
}

impl Talk {
    fn start(program: &Path, args: &[OsString], request: Request) -> Result<Talk, SheetError> {
        let mut child = Command::new(program)
            .args(args)
            .env_clear()
            // A second arena would take a good part of the address space the child may have.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| failed(&error.kind().to_string()))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (sender, frames) = sync_channel(2);
        let limits = request.limits.clone();
        let talk = Talk { child, frames, waited: Duration::ZERO, limits: limits.clone() };
        let (Some(mut stdin), Some(mut stdout)) = (stdin, stdout) else { return Err(failed("pipe")) };
        let mut line = serde_json::to_vec(&request).map_err(|_| failed("file name"))?;
        line.push(b'\n');
        // A child that died at once is noticed when its frames are read.
        let _ = stdin.write_all(&line);
        drop(stdin);
        std::thread::spawn(move || {
            while let Some(frame) = read_frame(&mut stdout, &limits).transpose() {
                let is_last = frame.is_err();
                if sender.send(frame).is_err() || is_last {
                    return;
                }
            }
        });
        Ok(talk)
    }

    fn next(&mut self) -> Result<Frame, SheetError> {
        let limit = Duration::from_secs(self.limits.seconds);
        let since = Instant::now();
        let frame = self.frames.recv_timeout(limit.saturating_sub(self.waited));
        self.waited += since.elapsed();
        match frame {
            Ok(frame) => frame,
            Err(RecvTimeoutError::Timeout) => {
                Err(SheetError::TimedOut { seconds: self.waited.as_secs(), limit: self.limits.seconds })
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.verdict()),
        }
    }

    /// Why the child ended without its last word.
    fn verdict(&mut self) -> SheetError {
        let Some(status) = self.ended() else { return failed("no answer") };
        let mut said = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(4_096).read_to_end(&mut said);
        }
        // What the runtime says before it aborts.
        match memchr::memmem::find(&said, b"memory allocation of") {
            Some(_) => SheetError::OutOfMemory { limit: self.limits.memory_bytes },
            None => self.by_status(status),
        }
    }

    /// Its output is closed, so it ends at once if it is honest; another is ended when the talk is dropped.
    fn ended(&mut self) -> Option<ExitStatus> {
        let since = Instant::now();
        while since.elapsed() < LINGER {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        None
    }

    #[cfg(unix)]
    fn by_status(&self, status: ExitStatus) -> SheetError {
        use std::os::unix::process::ExitStatusExt;
        /// `SIGKILL`, `SIGXCPU` have these numbers on every system we run on.
        const KILL: i32 = 9;
        const CPU: i32 = 24;
        match status.signal() {
            // Ended from outside: the system was short of memory.
            Some(KILL) => SheetError::OutOfMemory { limit: self.limits.memory_bytes },
            Some(CPU) => SheetError::TimedOut { seconds: self.limits.seconds, limit: self.limits.seconds },
            Some(signal) => failed(&format!("signal {signal}")),
            None => failed(&format!("exit {}", status.code().unwrap_or(-1))),
        }
    }

    #[cfg(not(unix))]
    fn by_status(&self, status: ExitStatus) -> SheetError {
        failed(&format!("exit {}", status.code().unwrap_or(-1)))
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `None` at the end of the stream.
fn read_frame(from: &mut impl Read, limits: &Limits) -> Result<Option<Frame>, SheetError> {
    let mut head = [0; 5];
    match crate::decode::fill(from, &mut head)? {
        5 => {}
        _ => return Ok(None),
    }
    let [kind, length @ ..] = head;
    let length = u32::from_le_bytes(length) as usize;
    let most = match kind {
        WORD => WORDS_MAX,
        BLOCK => limits.row_bytes.saturating_add(BLOCK_SPARE),
        _ => return Err(failed("protocol")),
    };
    if length > most {
        return Err(failed("protocol"));
    }
    // Grows with what comes, not with what is announced.
    let mut body = Vec::new();
    if from.take(length as u64).read_to_end(&mut body)? < length {
        return Ok(None);
    }
    match kind {
        WORD => serde_json::from_slice(&body).map(|word| Some(Frame::Word(word))).map_err(|_| failed("protocol")),
        _ => block_of(body).map(|block| Some(Frame::Block(block))).ok_or(failed("protocol")),
    }
}

fn block_of(mut body: Vec<u8>) -> Option<Block> {
    let mut words = [0u32; 5];
    for (at, word) in words.iter_mut().enumerate() {
        *word = u32::from_le_bytes(body.get(at * 4..at * 4 + 4)?.try_into().ok()?);
    }
    let [sheet, index, first, last, rows] = words;
    body.drain(..20);
    Some(Block { sheet: sheet as usize, index, first_row: RowNumber(first), last_row: RowNumber(last), rows, bytes: body })
}

// ---- the child's side

/// What the child process does: takes one request from `input`, limits itself, answers on `output`. Gives the exit code.
/// Installs a silent panic hook, because a panic's message may hold what a cell holds.
pub fn serve_child(input: &mut dyn BufRead, output: &mut dyn Write) -> u8 {
    std::panic::set_hook(Box::new(|_| {}));
    let mut line = String::new();
    let request = match input.take(REQUEST_MAX).read_line(&mut line) {
        Ok(_) => serde_json::from_str::<Request>(&line).map_err(|_| failed("request")),
        Err(error) => Err(error.into()),
    };
    let mut output = BufWriter::with_capacity(64 << 10, output);
    let answer = request.and_then(|request| {
        limit_self(&request.limits)?;
        answer(&request, &mut output)
    });
    let word = answer.unwrap_or_else(Word::Refused);
    let sent = write_word(&mut output, &word).and_then(|()| output.flush());
    u8::from(sent.is_err())
}

fn answer(request: &Request, output: &mut dyn Write) -> Result<Word, SheetError> {
    let Some(sheet) = request.sheet else {
        let preview = workbook::preview(&request.file, &request.limits)?;
        for block in preview.blocks.iter().flatten() {
            write_block(output, block)?;
        }
        let Inspection { format, sheets, marker, notes, .. } = preview.inspection;
        let heading = |SheetPreview { index, name, hidden, refused, .. }| Heading { index, name, hidden, refused };
        let sheets = sheets.into_iter().map(heading).collect();
        return Ok(Word::Findings(Findings { format, sheets, marker, notes }));
    };
    let mut sink = |block: Block| match write_block(output, &block) {
        Ok(()) => ControlFlow::Continue(()),
        // The parent has gone: so do we.
        Err(_) => ControlFlow::Break(()),
    };
    workbook::read(&request.file, sheet, &request.limits, &mut sink).map(Word::Report)
}

fn write_word(to: &mut dyn Write, word: &Word) -> std::io::Result<()> {
    let body = serde_json::to_vec(word)?;
    write_head(to, WORD, body.len())?;
    to.write_all(&body)
}

fn write_block(to: &mut dyn Write, block: &Block) -> std::io::Result<()> {
    write_head(to, BLOCK, block.bytes.len() + 20)?;
    for word in [block.sheet as u32, block.index, block.first_row.0, block.last_row.0, block.rows] {
        to.write_all(&word.to_le_bytes())?;
    }
    to.write_all(&block.bytes)
}

fn write_head(to: &mut dyn Write, kind: u8, length: usize) -> std::io::Result<()> {
    to.write_all(&[kind])?;
    to.write_all(&(length as u32).to_le_bytes())
}

/// Memory, processor time, no core file, and not one byte into any file.
#[cfg(unix)]
fn limit_self(limits: &Limits) -> Result<(), SheetError> {
    use rlimit::Resource;
    for (resource, most) in
        [(Resource::AS, limits.memory_bytes), (Resource::CPU, limits.seconds), (Resource::CORE, 0), (Resource::FSIZE, 0)]
    {
        // Not every system can limit the address space; where it can, not being able to is a failure.
        let set = resource.get().and_then(|(_, hard)| resource.set(most.min(hard), hard));
        if set.is_err() && cfg!(target_os = "linux") {
            return Err(failed("limits"));
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit_self(_: &Limits) -> Result<(), SheetError> {
    Ok(())
}
