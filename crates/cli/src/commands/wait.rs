//! How long a command waits for its work. In local use the command itself does the work, so nobody goes on when it leaves; a server
//! goes on by itself.
//!
//! In: `--wait`, `--no-wait`. Out: a stop at a safe place when the time is up, or a refusal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};

use crate::open::Shell;
use crate::register::Register;

#[derive(Args, Clone, Debug, Default)]
pub struct WaitFlags {
    /// Wait until it is done, or at most so long: 90s, 10m, 2h. In local use the run stops then and can be gone on with
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "", value_name = "TIME", value_parser = time,
          conflicts_with = "no_wait")]
    wait: Option<Time>,
    /// Do not wait. Needs a server that does the work; refused in local use
    #[arg(long)]
    no_wait: bool,
}

/// How long; without end when nothing was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time(Option<Duration>);

/// `90s`, `10m`, `2h`.
fn time(text: &str) -> std::result::Result<Time, String> {
    if text.is_empty() {
        return Ok(Time(None));
    }
    let wrong = || "a time such as 90s, 10m or 2h is wanted".to_owned();
    let (number, unit) = text.split_at_checked(text.len() - 1).ok_or_else(wrong)?;
    let seconds = ["s", "m", "h"].iter().position(|known| *known == unit).map(|power| 60_u64.pow(power as u32));
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let length = seconds.and_then(|seconds| number.checked_mul(seconds)).ok_or_else(wrong)?;
    Ok(Time(Some(Duration::from_secs(length))))
}

/// Whether the time was up before the work was done.
pub struct Waited(Arc<AtomicBool>);

impl Waited {
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl WaitFlags {
    /// Leaving at once would leave the work undone, so that is refused before anything begins.
    pub fn fits(&self, register: &Register) -> Result<()> {
        if self.no_wait && !register.is_there() {
            return Err(Refusal::new(RefusalKind::Malformed, "no-wait-local").into());
        }
        Ok(())
    }

    /// Leave as soon as the work is a server's.
    pub fn leaves_at_once(&self) -> bool {
        self.no_wait
    }

    /// From now on the clock runs.
    pub fn ring(&self, context: &Shell) -> Waited {
        let over = Arc::new(AtomicBool::new(false));
        if let Some(Time(Some(length))) = self.wait {
            let (told, stop) = (Arc::clone(&over), Arc::clone(&context.stop));
            let ring = move || {
                told.store(true, Ordering::Relaxed);
                stop.store(true, Ordering::Relaxed);
            };
            if length.is_zero() {
                ring();
            } else {
                std::thread::spawn(move || {
                    std::thread::sleep(length);
                    ring();
                });
            }
        }
        Waited(over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let seconds = |text: &str| time(text).map(|Time(length)| length.map(|length| length.as_secs()));
        assert_eq!(
            (seconds("90s"), seconds("10m"), seconds("2h"), seconds("")),
            (Ok(Some(90)), Ok(Some(600)), Ok(Some(7200)), Ok(None))
        );
        for wrong in ["10", "m", "10d", "-1s", "1.5h", "ё", "99999999999999999999s", "18446744073709551615h"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
