//! Runs a program and gives its wall time and peak memory.
//! Comes in: a command. Goes out: seconds and megabytes. The counting is done by `bench/measure.py`: asking the system for the
//! resources of a child needs unsafe code here and two lines there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace;

#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub seconds: f64,
    /// What all processes of the command had of the processors.
    pub cpu_seconds: f64,
    /// Most resident memory at one time, all processes of the command together, in units of 1,000,000 bytes.
    pub peak_mb: f64,
}

pub struct Meter {
    python: PathBuf,
    script: PathBuf,
}

impl Meter {
    pub fn new(python: &Path) -> Meter {
        Meter { python: python.to_owned(), script: workspace::root().join("bench/measure.py") }
    }

    /// Runs it to its end; anything but success is an error with what it wrote.
    /// Writes of earlier cases reach the disk first, so that nobody pays for another's.
    pub fn measure(&self, command: &Command) -> Result<Measured> {
        let _ = Command::new("sync").status();
        let words: Vec<OsString> = std::iter::once(command.get_program()).chain(command.get_args()).map(OsString::from).collect();
        let output = Command::new(&self.python)
            .arg(&self.script)
            .args(&words)
            .current_dir(workspace::root())
            .stdin(Stdio::null())
            .output()
            .context("cannot start bench/measure.py")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let Ok(answer) = serde_json::from_str::<Value>(&text) else {
            bail!("bench/measure.py failed: {}", String::from_utf8_lossy(&output.stderr));
        };
        if answer["code"] != 0 {
            let said = answer["said"].as_str().unwrap_or_default();
            bail!("`{}` ended with {}\n{said}", workspace::spoken(command), answer["code"]);
        }
        let number = |name: &str| answer[name].as_f64().with_context(|| format!("bench/measure.py gave no {name}"));
        Ok(Measured {
            seconds: number("seconds")?,
            cpu_seconds: number("processor_seconds")?,
            peak_mb: number("peak_bytes")? / 1e6,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter() -> Meter {
        Meter::new(Path::new("python3"))
    }

    #[test]
    fn memory_of_all_processes_is_counted() {
        // The reading at the end takes long enough to be seen by a watcher that looks every 20 ms.
        let hold = "import hashlib, subprocess, sys; b = bytearray(60_000_000); b[::4096] = b'x' * len(b[::4096])\n\
                    if len(sys.argv) < 3: subprocess.run([sys.executable, '-c', sys.argv[1], sys.argv[1], 'leaf'], check=True)\n\
                    for _ in range(5): hashlib.sha256(b)";
        // The child alone holds 60 MB; together with its own child 120.
        let one = meter().measure(Command::new("python3").args(["-c", hold, hold, "leaf"])).unwrap();
        let two = meter().measure(Command::new("python3").args(["-c", hold, hold])).unwrap();
        assert!((60.0..110.0).contains(&one.peak_mb), "{one:?}");
        assert!((120.0..200.0).contains(&two.peak_mb), "{two:?}");
        assert!(one.seconds > 0.0);
    }

    #[test]
    fn a_failure_says_what_the_program_said() {
        let error = meter().measure(Command::new("sh").args(["-c", "echo no such type >&2; exit 3"])).unwrap_err().to_string();
        assert!(error.contains("ended with 3") && error.contains("no such type"), "{error}");
    }
}
