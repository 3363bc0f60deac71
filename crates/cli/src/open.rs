//! Everything a command needs before it begins: language, data directory, who acts, where output goes.
//!
//! In: the flags every command has, settled with environment and file by `config`. Out: [`Context`].

#![allow(rustdoc::bare_urls, reason = "the comments are what `--help` says")]

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use jiff::civil::DateTime;
use kartoteka_domain::language::Language;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::{Error, Refusal, RefusalKind, Result};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::words::Words;
use kartoteka_engine::{Clock, Config, Engine, Limits, Wall};

use crate::output::{Output, Shape};
use crate::progress::{Drawer, stop_on_signals};
use crate::register::Register;

/// The command that the child process behind the wall runs.
pub const READ_SHEETS: &str = "__read-sheets";
/// Said when the moment given to tests cannot be read.
const NEVER: &str = "KARTOTEKA_NOW is not a moment such as 2026-11-21T09:30:00";

/// Flags of every command.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The data directory
    #[arg(
        long,
        global = true,
        env = "KARTOTEKA_DATA",
        default_value = "./kartoteka-data",
        value_name = "DIR",
        hide_env_values = true
    )]
    pub data: PathBuf,
    /// Work on the register behind a server: https://crm.example.com (also KARTOTEKA_SERVER); the token comes from KARTOTEKA_TOKEN
    #[arg(long, global = true, value_name = "URL", conflicts_with = "acting")]
    pub server: Option<String>,
    /// A file with the token for --server in its first line; - reads standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Keep the register on a database server, postgres://user@host/database, instead of in the data directory
    #[arg(
        long,
        global = true,
        env = "KARTOTEKA_DATABASE",
        value_name = "ADDRESS",
        hide_env_values = true,
        conflicts_with = "server"
    )]
    pub database: Option<String>,
    /// Language of messages, headers and words in files: en, cs, pt-BR, ru (also KARTOTEKA_LANG, LC_ALL, LANG)
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// Act as this user instead of the administrator of the data directory (also KARTOTEKA_AS)
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub acting: Option<String>,
    /// Print JSON, optionally only these members: --json=id,state,counts
    #[arg(long, global = true, num_args = 0..=1, require_equals = true, default_missing_value = "", value_name = "FIELDS",
          conflicts_with_all = ["jsonl", "csv"])]
    pub json: Option<String>,
    /// Print one JSON object per line
    #[arg(long, global = true, conflicts_with = "csv")]
    pub jsonl: bool,
    /// Print what this jq expression makes of the JSON; strings without quotes
    #[arg(long, global = true, value_name = "EXPR", conflicts_with = "csv")]
    pub jq: Option<String>,
    /// Print CSV
    #[arg(long, global = true)]
    pub csv: bool,
    /// Answer every question with yes
    #[arg(long, short = 'y', global = true)]
    pub yes: bool,
    /// Never ask; refuse where a question would be needed
    #[arg(long, global = true)]
    pub no_input: bool,
    /// No messages and no progress; only data and errors (also KARTOTEKA_QUIET)
    #[arg(long, short = 'q', global = true, visible_alias = "silent")]
    pub quiet: bool,
    /// Say more when something goes wrong
    #[arg(long, global = true)]
    pub verbose: bool,
    /// No bold text (also NO_COLOR, KARTOTEKA_NO_COLOR)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// End with 0 instead of 3 when rows have errors
    #[arg(long, global = true)]
    pub exit_zero_on_row_errors: bool,
}

impl Global {
    pub fn shape(&self) -> Shape {
        match (self.json.is_some() || self.jq.is_some(), self.jsonl, self.csv) {
            (_, true, _) => Shape::JsonLines,
            (true, ..) => Shape::Json,
            (false, false, true) => Shape::Csv,
            (false, false, false) => Shape::Plain,
        }
    }

    /// Whether errors are problem objects.
    pub fn wants_json(&self) -> bool {
        matches!(self.shape(), Shape::Json | Shape::JsonLines)
    }

    /// The language asked for by flag, environment or file; the terminal's when it is one of ours; English.
    pub fn language(&self) -> Result<Language> {
        if let Some(tag) = &self.lang {
            let unknown = || Refusal::new(RefusalKind::Malformed, "language-unknown").with("name", tag);
            return Language::from_tag(tag).ok_or_else(|| unknown().into());
        }
        let said = ["LC_ALL", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
        Ok(said.filter(|tag| !tag.is_empty()).find_map(|tag| Language::from_tag(&tag)).unwrap_or_default())
    }
}

/// What a command works with that asks no more of a register than a server can give as well.
pub struct Shell {
    pub register: Register,
    pub words: Words,
    pub out: Output,
    pub global: Global,
    pub stop: Arc<AtomicBool>,
}

/// What a command works with that needs the data directory itself.
pub struct Context {
    shell: Shell,
    pub engine: Arc<Engine>,
    pub actor: Actor,
}

impl Deref for Context {
    type Target = Shell;

    fn deref(&self) -> &Shell {
        &self.shell
    }
}

/// Whether a command may be the first one in a new data directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The directory is made when it is missing.
    Maybe,
    /// The command is about something that must be there already.
    Never,
}

impl Context {
    pub fn open(global: &Global, words: Words, first: First) -> Result<Context> {
        here_only(global)?;
        if first == First::Never && global.database.is_none() && !global.data.exists() {
            return Err(Refusal::new(RefusalKind::NotFound, "data-dir-missing").with("path", global.data.display()).into());
        }
        let engine = Engine::open(config(global)?)?;
        // For tests: many small batches, so that there are many places to be interrupted.
        let blocks = std::env::var("KARTOTEKA_BATCH_BLOCKS").ok().and_then(|text| text.parse().ok());
        let engine = Arc::new(if let Some(blocks) = blocks { engine.with_batches_of(blocks) } else { engine });
        let actor = match &global.acting {
            Some(login) => engine.actor(login)?,
            None => Actor::local(),
        };
        let register = Register::Here { engine: Arc::clone(&engine), actor: actor.clone() };
        Ok(Context { shell: Shell::over(register, global, words)?, engine, actor })
    }

    /// Only what a server can give as well.
    pub fn into_shell(self) -> Shell {
        self.shell
    }

    /// Runs that were killed, or are at work in another process, are said before anything else, with the way on.
    pub fn tell_of_begun_runs(&self) {
        if self.out.is_data() {
            return;
        }
        // Only a courtesy: who may not see imports is told nothing, and a fault will show in the command itself.
        for run in self.engine.begun_runs(&self.actor).unwrap_or_default() {
            self.out.notice(&self.words.say("run-has-not-ended", &[("number", run.id.into())]));
        }
    }
}

impl Shell {
    fn over(register: Register, global: &Global, words: Words) -> Result<Shell> {
        Ok(Shell { register, words, out: output(global, words), global: global.clone(), stop: stop_on_signals()? })
    }

    /// Over the server that was named; `None` when none was.
    pub fn elsewhere(global: &Global, words: Words) -> Result<Option<Shell>> {
        let register = Register::elsewhere(global, words.language)?;
        register.map(|register| Shell::over(register, global, words)).transpose()
    }

    /// Whether this program was told to leave; what a server does goes on.
    pub fn is_left(&self) -> bool {
        self.register.is_there() && self.stop.load(Ordering::Relaxed)
    }

    pub fn language(&self) -> Language {
        self.words.language
    }

    /// Runs a long verb with progress and a way to stop it.
    pub fn watched<T>(&self, verb: impl FnOnce(&Watch) -> Result<T>) -> Result<T> {
        let silent = self.out.quiet || self.out.is_data();
        let (watch, drawer) = Drawer::watch(self.words, Arc::clone(&self.stop), silent);
        let result = verb(&watch);
        drawer.finish();
        // The same signal reaches the child that reads workbooks, so its end is the stop that was asked for.
        if watch.is_stopped() && matches!(&result, Err(Error::Refusal(refusal)) if refusal.code == "reading-failed") {
            return Err(Error::Stopped);
        }
        result
    }
}

/// For what is about files of the register itself.
pub fn here_only(global: &Global) -> Result<()> {
    match global.server {
        Some(_) => Err(Refusal::new(RefusalKind::Malformed, "not-over-server").into()),
        None => Ok(()),
    }
}

/// Where output goes, also for commands without a data directory.
pub fn output(global: &Global, words: Words) -> Output {
    let fields = global.json.iter().flat_map(|list| list.split(',')).map(str::trim).filter(|field| !field.is_empty());
    let color = !global.no_color && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let output = Output::new(global.shape(), fields.map(str::to_owned).collect(), global.quiet, color, words);
    Output { jq: global.jq.clone(), ..output }
}

/// How the engine is set up.
pub fn config(global: &Global) -> Result<Config> {
    let program = std::env::current_exe()?;
    Ok(Config {
        data: global.data.clone(),
        database: global.database.as_deref().map(kartoteka_engine::database_address).transpose()?,
        wall: Wall::Child { program, args: vec![READ_SHEETS.into()] },
        limits: Limits::default(),
        clock: clock()?,
    })
}

/// The machine's clock, unless a test says what time it is.
pub fn clock() -> Result<Clock> {
    match std::env::var("KARTOTEKA_NOW") {
        Ok(text) if !text.is_empty() => {
            let at: DateTime = text.parse().map_err(|_| {
                Refusal::new(RefusalKind::Malformed, "value-unreadable").with("value", &text).with("field", NEVER)
            })?;
            Ok(Clock::Fixed(at))
        }
        _ => Ok(Clock::System),
    }
}
