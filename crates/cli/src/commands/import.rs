//! `kartoteka import`: a file in, checked, run, mended, taken back.
//!
//! This file lists the verbs and hands over; `import_check`, `import_run`, `import_look`, `import_files` and `take_back` do them.

use clap::{Args, Subcommand};
use kartoteka_domain::issue::Code;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};

use super::{import_check, import_files, import_look, import_run, take_back};
use crate::exit::Exit;
use crate::open::{First, Shell};

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Read and check a file; nothing is written to any record
    #[command(before_help = "Example:\n  kartoteka import check leads fair.xlsx --errors errors.csv")]
    Check(Box<import_check::Check>),
    /// Check a file, ask, and import it
    #[command(before_help = "Examples:\n  kartoteka import run leads fair.xlsx --tag fair-2026\n  \
        kartoteka import run contacts contacts.csv --mode update --match-by id --dry-run --json=counts")]
    Run(Box<import_run::Run>),
    /// Imports and other runs, newest first
    List(import_look::List),
    /// One import with its settings and numbers
    Show(Number),
    /// How far an import is
    Watch(Number),
    /// Start a checked import, or go on with a stopped run of any kind: import, mass edit, undo, deletion
    Start(import_run::Start),
    /// The problems a check found
    Issues(import_look::Issues),
    /// Which column goes to which field, and how sure that is
    Map(Number),
    /// What would become of each row: old values and new
    Preview(import_look::Preview),
    /// Mend cells or rows without touching the file, and check again
    Fix(import_files::Fix),
    /// The files of an import
    Download(import_files::Download),
    /// Upload a corrected file into the same import and check it again
    Replace(import_check::Replace),
    /// Take an import out of the queue, or stop it where it is
    Cancel(Number),
    /// Import another file with the same settings
    Repeat(Box<import_run::Repeat>),
    /// Undo: created records go, changed fields get their old values back, later edits stay
    Revert(take_back::Revert),
    /// The tags made by imports that records of a type carry
    Tags {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
    },
    /// Delete what an import created, by its tag
    #[command(before_help = "Example:\n  kartoteka import delete --type leads --tag 'Import 2026-11-21 #12' --dry-run")]
    Delete(take_back::Delete),
}

impl Command {
    /// Whether the command may make the data directory.
    pub fn first(&self) -> First {
        if matches!(self, Command::Check(_) | Command::Run(_)) { First::Maybe } else { First::Never }
    }

    /// Whether it shows where runs stand, or goes on with one.
    pub fn is_about_a_run(&self) -> bool {
        use Command::{Cancel, Delete, List, Revert, Show, Start, Watch};
        matches!(self, Start(_) | Cancel(_) | Watch(_) | Show(_) | List(_) | Revert(_) | Delete(_))
    }
}

#[derive(Args, Debug)]
pub struct Number {
    /// The number of the import
    #[arg(value_name = "ID", value_parser = number)]
    pub id: i64,
}

/// `12`, `#12`.
pub fn number(text: &str) -> std::result::Result<i64, String> {
    text.trim_start_matches('#').parse().map_err(|_| "the number of an import is wanted, such as 12".to_owned())
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let done = match command {
        Command::Check(check) => import_check::run_check(context, check),
        Command::Run(run) => import_run::run_file(context, run, false),
        Command::List(list) => import_look::run_list(context, list),
        Command::Show(number) => import_look::show(context, number.id),
        Command::Watch(number) => import_look::watch(context, number.id),
        Command::Start(flags) => import_run::run_start(context, flags),
        Command::Issues(issues) => import_look::run_issues(context, issues),
        Command::Map(number) => super::answers_look::map(context, number.id).map(|()| Exit::Done),
        Command::Preview(flags) => import_look::run_preview(context, flags),
        Command::Fix(flags) => import_files::fix(context, flags),
        Command::Download(flags) => import_files::download(context, flags),
        Command::Replace(flags) => import_check::replace(context, flags),
        Command::Cancel(number) => import_look::cancel(context, number.id),
        Command::Repeat(flags) => import_run::repeat(context, flags),
        Command::Revert(flags) => take_back::revert(context, flags),
        Command::Tags { record_type } => take_back::tags(context, record_type),
        Command::Delete(flags) => take_back::delete(context, flags),
    };
    let starts = matches!(command, Command::Start(_) | Command::Run(_) | Command::Repeat(_) | Command::Revert(_));
    if starts { done } else { done.map_err(not_changeable) }
}

/// Who wanted to mend or to cancel is not told that it cannot be started.
fn not_changeable(error: Error) -> Error {
    match error {
        Error::Refusal(refusal) if refusal.code == "import-not-startable" => {
            Refusal { code: "import-not-changeable", ..refusal }.into()
        }
        other => other,
    }
}

/// A code by its word, with the nearest one named when it is unknown.
pub fn code(word: &str) -> Result<Code> {
    Code::from_word(word).ok_or_else(|| {
        let mut refusal = Refusal::unknown("code-unknown", word, Code::ALL.iter().map(|code| code.word()));
        refusal.kind = RefusalKind::Malformed;
        refusal.into()
    })
}
