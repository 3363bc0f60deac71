//! Files people get are whole or not there: they are written under a name of their own beside the place they are for, and
//! moved there at the end. A process that dies in between leaves whatever was in that place before.
//!
//! In: where the file is to be. Out: where to write it meanwhile.

use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::error::Result;

/// A file on its way. Dropped without [`WholeFile::keep`] it leaves nothing behind.
pub(crate) struct WholeFile {
    /// None: the place is no ordinary file (a pipe, `/dev/null`) and is written at once.
    part: Option<TempPath>,
    path: PathBuf,
}

impl WholeFile {
    /// Makes the part, with the same ending: the ending may say which format is wanted.
    pub fn begin(path: &Path) -> Result<WholeFile> {
        let is_ordinary = std::fs::metadata(path).map_or(true, |found| found.is_file());
        let part = if is_ordinary { Some(part_beside(path)?) } else { None };
        Ok(WholeFile { part, path: path.to_owned() })
    }

    /// Where to write.
    pub fn part(&self) -> &Path {
        self.part.as_deref().unwrap_or(&self.path)
    }

    /// The file is complete: it is made safe against a power cut and put in its place. Returns its length in bytes.
    pub fn keep(self) -> Result<u64> {
        let Some(part) = self.part else { return Ok(0) };
        let file = std::fs::File::open(&part)?;
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        part.persist(&self.path).map_err(|refused| refused.error)?;
        Ok(bytes)
    }
}

fn part_beside(path: &Path) -> Result<TempPath> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".part-").suffix(&ending);
    // As readable as any other new file; the person's mask still applies.
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    Ok(builder.tempfile_in(folder)?.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_not_completed_leaves_the_old_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.csv");
        std::fs::write(&path, "old").expect("a file");
        let begun = WholeFile::begin(&path).expect("a part");
        assert_eq!(begun.part().extension(), path.extension());
        std::fs::write(begun.part(), "half").expect("a part");
        drop(begun);
        assert_eq!(std::fs::read(&path).expect("a file"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
        let begun = WholeFile::begin(&path).expect("a part");
        std::fs::write(begun.part(), "new and whole").expect("a part");
        assert_eq!(begun.keep().expect("a file"), 13);
        assert_eq!(std::fs::read(&path).expect("a file"), b"new and whole");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
