//! A file that one program has at a time: the lock is the system's, and ends with the value or with the program.
//!
//! In: a path on this machine. Out: a [`FileHold`]. It says nothing of other machines: there the database does ([`crate::at_work`]).

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::Result;

/// The right to what the file stands for.
#[derive(Debug)]
pub(crate) struct FileHold {
    _file: File,
    path: PathBuf,
}

impl Drop for FileHold {
    fn drop(&mut self) {
        // While it is still locked: whoever opened it before sees that it is gone, and asks anew. What stays says nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Takes a file for oneself as long as the hold lives; `None` while somebody else has it.
pub(crate) fn hold_file(path: &Path) -> Result<Option<FileHold>> {
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(FileHold { _file: file, path: path.to_owned() })),
            // Given back and removed between opening and locking.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// Whether an open file is the one that stands there under its name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |one: std::fs::Metadata, two: std::fs::Metadata| (one.dev(), one.ino()) == (two.dev(), two.ino());
    file.metadata().is_ok_and(|open| std::fs::metadata(path).is_ok_and(|named| same(open, named)))
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_free_again_afterwards() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        let first = hold_file(&path).expect("asked").expect("free");
        assert!(hold_file(&path).expect("asked").is_none(), "it is taken");
        drop(first);
        assert!(!path.exists(), "nothing is left behind");
        assert!(hold_file(&path).expect("asked").is_some());
    }

    #[test]
    fn a_file_that_a_killed_program_left_holds_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        std::fs::write(&path, "").expect("a file");
        assert!(hold_file(&path).expect("asked").is_some());
    }

    #[test]
    fn many_who_want_it_have_it_one_after_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("7");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut had = 0;
                    while had < 50 {
                        let Some(hold) = hold_file(&path).expect("asked") else { continue };
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0, "alone");
                        had += 1;
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(hold);
                    }
                });
            }
        });
    }
}
