//! How much a file may cost. Numbers only; the parts that spend look them up here.

use serde::{Deserialize, Serialize};

/// Upper bounds for reading one file. Every one is named in the refusal it causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file. 512 MB.
    pub file_bytes: u64,
    /// Size of a file that has to be loaded whole (XLS). 50 MB.
    pub whole_file_bytes: u64,
    /// All inflated parts of a workbook together. 4 GB.
    pub inflated_bytes: u64,
    /// Entries in the container of a workbook. 1,000.
    pub entries: u32,
    /// Non-blank rows of one sheet. 5,000,000.
    pub rows: u32,
    /// Columns of one row. 2,000; at most 16,384.
    pub columns: u32,
    /// UTF-8 bytes of one cell. 1 MB.
    pub cell_bytes: usize,
    /// UTF-8 bytes of one row. 16 MB; at most 48 MB, which is what a block can take.
    pub row_bytes: usize,
    /// Address space of the child process. 512 MB.
    pub memory_bytes: u64,
    /// Seconds the reader may be waited for, and processor seconds of the child. 120.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 512 << 20,
            whole_file_bytes: 50 << 20,
            inflated_bytes: 4 << 30,
            entries: 1_000,
            rows: 5_000_000,
            columns: 2_000,
            cell_bytes: 1 << 20,
            row_bytes: 16 << 20,
            memory_bytes: 512 << 20,
            seconds: 120,
        }
    }
}
