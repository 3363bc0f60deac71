//! SEC: hostile files are refused within five seconds and 256 MB, in a process that may have no more.

use kartoteka_sheets::{Limits, SheetError};

use crate::help::sample;
use crate::made;
use crate::wall::behind;

#[test]
fn sec_01_to_09_every_hostile_file_ends_in_five_seconds_and_256_mb() {
    let folder = tempfile::tempdir().expect("a folder");
    // Beyond these the child is ended, which is another refusal than the one that is wanted.
    let limits = Limits { memory_bytes: 256 << 20, seconds: 5, ..Limits::default() };
    for hostile in made::all(folder.path(), &sample("kompanii-otvetstvennye.xls"), 60).expect("files") {
        let answer = behind(&[], &limits, &hostile.path);
        match (&answer, hostile.codes) {
            (Ok(report), []) => assert_eq!(report.rows, 1, "{}", hostile.name),
            (Err(error), codes) => assert!(codes.contains(&error.code()), "{}: {error}", hostile.name),
            (Ok(report), _) => panic!("{} was read: {report:?}", hostile.name),
        }
        assert!(!matches!(answer, Err(SheetError::TimedOut { .. } | SheetError::OutOfMemory { .. })), "{}", hostile.name);
    }
}
