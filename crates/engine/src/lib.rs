//! The verbs of Kartoteka: everything a person can do, with permissions, transactions and progress.
//!
//! ```text
//!  upload_file ─▶ suggest_mapping ─▶ check_import ─▶ run_plan ─▶ write_report
//!                        ▲               │              │
//!                     mend_rows ◀────────┘              ▼
//!                                                   undo_run, delete_import
//! ```
//!
//! [`Engine`] is the only handle doors hold. A verb takes an [`Actor`] and starts by requiring a permission. It gives data:
//! sentences are made by [`words`] at the doors.

pub mod actor;
pub mod define_types;
pub mod error;
pub mod progress;
pub mod words;
