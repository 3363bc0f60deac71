//! The reading child as a program of its own, for the tests of the wall. With `hang`, `abort` or `babble` as its
//! argument it misbehaves instead.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    match std::env::args().nth(1).as_deref() {
        Some("hang") => loop {
            std::thread::park();
        },
        Some("abort") => std::process::abort(),
        Some("babble") => {
            // A frame that announces 4 GB.
            let sent = output.write_all(b"B\xff\xff\xff\xff").and_then(|()| output.write_all(&[0; 1024]));
            ExitCode::from(u8::from(sent.is_err()))
        }
        _ => ExitCode::from(kartoteka_sheets::serve_child(&mut input, &mut output)),
    }
}
