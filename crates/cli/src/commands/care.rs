//! `kartoteka doctor`, `backup`, `restore`: care of the data directory.

use std::path::PathBuf;

use clap::Args;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Result;
use kartoteka_engine::operate::Finding;
use kartoteka_engine::words::{self, Words};
use kartoteka_engine::{Engine, Restoring};
use serde_json::{Value, json};

use crate::confirm::{asks, confirmed_by};
use crate::exit::Exit;
use crate::open::{Context, Global, config, output};
use crate::progress::{Drawer, stop_on_signals};

#[derive(Args, Debug)]
#[command(before_help = "Example:\n  kartoteka backup before-the-fair.db")]
pub struct Backup {
    /// The copy to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write over a file that exists
    #[arg(long)]
    force: bool,
}

#[derive(Args, Debug)]
pub struct Restore {
    /// A copy made by backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the register that is there; it is kept beside
    #[arg(long)]
    force: bool,
    /// A list of erased people, erasures.txt of the data directory the copy came from; the one that is there is used anyway
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
}

/// Looks at what can go wrong unseen. Ends with 1 when something did.
pub fn doctor(context: &Context) -> Result<Exit> {
    let findings = context.engine.doctor(&context.actor)?;
    let sound = findings.iter().all(|finding| finding.ok);
    let objects: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let sentence = sentence(context.words, finding);
            json!({"what": finding.what, "ok": finding.ok, "meaning": sentence, "detail": finding.detail})
        })
        .collect();
    if context.out.is_data() {
        context.out.list(&objects, &[])?;
    } else {
        for (finding, object) in findings.iter().zip(&objects) {
            let mark = if finding.ok { "ok" } else { "!!" };
            context.out.line(&format!("{mark}  {}", object["meaning"].as_str().unwrap_or("")))?;
        }
        if sound {
            context.out.notice(&context.words.word("doctor-fine"));
        }
    }
    Ok(if sound { Exit::Done } else { Exit::Unsound })
}

/// What was looked at; where it is not as it should be, what is wrong, where, and what to do.
fn sentence(words: Words, finding: &Finding) -> String {
    let detail = if finding.what == "disk" {
        finding.detail.parse().map_or_else(|_| finding.detail.clone(), |bytes| words::size(bytes, words.language))
    } else {
        finding.detail.clone()
    };
    let state = if finding.ok { "" } else { "-wrong" };
    words.say(&format!("doctor-{}{state}", finding.what), &[("detail", detail.into()), ("path", finding.place.as_str().into())])
}

pub fn backup(context: &Context, flags: &Backup) -> Result<Exit> {
    let bytes = context.watched(|watch| context.engine.backup(&context.actor, &flags.file, flags.force, watch))?;
    if context.out.is_data() {
        context.out.object(&json!({"file": flags.file, "bytes": bytes}))?;
    } else {
        let size = words::size(bytes, context.language());
        let facts = [("file", flags.file.display().to_string().into()), ("size", size.into())];
        context.out.line(&context.words.say("backup-written", &facts))?;
    }
    Ok(Exit::Done)
}

/// The register is not opened: the one that is there may be the damaged one.
pub fn restore(global: &Global, words: Words, flags: &Restore) -> Result<Exit> {
    let out = output(global, words);
    let config = config(global)?;
    let place = config.database.as_ref().map_or_else(|| global.data.display().to_string(), |address| address.shown().to_owned());
    let question = words.say("restore-confirm", &[("path", place.into())]);
    // Whether a server holds a register already is only known to the engine; there it asks for --force or --yes.
    let is_there = config.database.is_none() && global.data.exists() && std::fs::read_dir(&global.data)?.next().is_some();
    // Without a terminal and without --yes the engine refuses by itself to replace what is there.
    let sure = global.yes || flags.force || (is_there && asks(global, out.is_data()) && confirmed_by(global, words, &question)?);
    if is_there && !sure && asks(global, out.is_data()) {
        return Ok(Exit::Declined);
    }
    let asked = Restoring { from: &flags.file, force: sure, erasures: flags.erasures.as_deref() };
    let (watch, drawer) = Drawer::watch(words, stop_on_signals()?, global.quiet || out.is_data());
    let restored = Engine::restore(&Actor::local(), &config, &asked, &watch);
    drawer.finish();
    let restored = restored?;
    if out.is_data() {
        out.object(&json!({"file": flags.file, "kept": restored.kept, "erased": restored.erased, "stopped": restored.stopped}))?;
        return Ok(Exit::Done);
    }
    out.line(&words.say("restored", &[("file", flags.file.display().to_string().into())]))?;
    if let Some(kept) = &restored.kept {
        out.notice(&words.say("restored-before", &[("file", kept.display().to_string().into())]));
    }
    if restored.erased > 0 {
        out.notice(&words.say("restored-erased", &[("n", restored.erased.into())]));
    }
    for number in &restored.stopped {
        out.notice(&words.say("how-to-go-on", &[("number", (*number).into())]));
    }
    Ok(Exit::Done)
}
