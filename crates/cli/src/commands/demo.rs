//! `kartoteka demo`: a data directory made from the example files, told step by step in the language asked for.
//!
//! In: the folder with examples. Out: finished imports to look around in, and the web application on them until it is
//! stopped. Uses the same verbs as every other command.

use std::path::{Path, PathBuf};

use clap::Args;
use kartoteka_domain::recipe::MissingLinks;
use kartoteka_engine::error::{Refusal, RefusalKind, Result};
use kartoteka_engine::set_up::FirstAdministrator;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::words::Words;

use super::{answers_look as answers, serve};
use crate::exit::Exit;
use crate::open::{Context, First, Global};

/// The bot the audience belongs to.
const BOT: &str = "Newsletter";
/// Who signs in to the demonstration.
const LOGIN: &str = "demo";
const EMAIL: &str = "demo@example.com";

#[derive(Args, Debug)]
#[command(before_help = "Example:\n  kartoteka demo --data ./look-around --lang cs")]
pub struct Flags {
    /// The folder with the example files
    #[arg(long, value_name = "DIR", default_value = "examples")]
    examples: PathBuf,
    /// Add to a data directory that is not empty
    #[arg(long)]
    force: bool,
    /// End after the imports instead of starting the web application; so does output as data
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    serve: serve::Door,
}

/// One file of the tour.
struct Step {
    sentence: &'static str,
    record_type: &'static str,
    file: &'static str,
    /// The same as `said`, as a person types it.
    flags: &'static str,
    said: Said,
}

fn steps() -> Vec<Step> {
    let operators = Said { encoding: Some("windows-1250".to_owned()), role: Some("operator".to_owned()), ..Said::default() };
    let contacts = Said { missing_links: Some(MissingLinks::Create), ..Said::default() };
    let audience = Said { bot: Some(BOT.to_owned()), ..Said::default() };
    let step = |sentence, record_type, file, flags, said| Step { sentence, record_type, file, flags, said };
    vec![
        step("demo-leads", "leads", "leads-fair.xlsx", "", Said::default()),
        step("demo-companies", "companies", "companies.csv", "", Said::default()),
        step("", "users", "users.csv", "", Said::default()),
        step("demo-operators", "users", "operators-windows-1250.csv", " --role operator --encoding windows-1250", operators),
        step("demo-contacts", "contacts", "contacts.xlsx", " --missing-links create", contacts),
        step("demo-audience", "clients", "audience.xlsx", " --bot Newsletter", audience),
    ]
}

pub fn run(global: &Global, words: Words, flags: &Flags) -> Result<Exit> {
    let missing = steps().into_iter().map(|step| flags.examples.join(step.file)).find(|file| !file.is_file());
    if let Some(file) = missing {
        return Err(Refusal::new(RefusalKind::NotFound, "examples-missing").with("path", file.display()).into());
    }
    if global.database.is_some() {
        return Err(Refusal::new(RefusalKind::Conflict, "database-on-server").into());
    }
    let is_empty = !global.data.exists() || is_empty(&global.data)?;
    if !is_empty && !flags.force {
        return Err(Refusal::new(RefusalKind::Conflict, "directory-not-empty").with("path", global.data.display()).into());
    }
    let context = Context::open(global, words, First::Maybe)?;
    tell(&context, &words.say("demo-title", &[("path", global.data.display().to_string().into())]))?;
    let mut made = Vec::new();
    for step in steps() {
        if !step.sentence.is_empty() {
            tell(&context, &format!("\n{}", words.word(step.sentence)))?;
        }
        if step.said.bot.is_some() {
            make_bot(&context)?;
        }
        made.push(import(&context, &flags.examples, step)?);
    }
    if context.out.is_data() {
        let seen = |number: &i64| context.register.import(*number, context.words).map(|seen| seen.document);
        let views = made.iter().map(seen).collect::<Result<Vec<_>>>()?;
        answers::imports(&context, &views)?;
    } else {
        what_next(&context, &made)?;
    }
    if flags.no_serve || context.out.is_data() { Ok(Exit::Done) } else { open_door(&context, flags) }
}

/// Serves the demonstration, with a sign-in made for it alone.
fn open_door(context: &Context, flags: &Flags) -> Result<Exit> {
    let password = context.engine.random_password()?;
    let demo = FirstAdministrator { login: LOGIN.to_owned(), email: EMAIL.to_owned(), password: password.clone() };
    context.engine.add_administrator(&context.actor, &demo)?;
    tell(context, "")?;
    serve::serve(context, &flags.serve, |_| {
        Some(context.words.say("serve-sign-in", &[("name", LOGIN.into()), ("password", password.into())]))
    })
}

/// Nothing in it but perhaps the person's own settings.
fn is_empty(folder: &Path) -> Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        if entry?.file_name() != crate::config::FILE {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tell(context: &Context, text: &str) -> Result<()> {
    if context.out.is_data() { Ok(()) } else { context.out.line(text) }
}

fn make_bot(context: &Context) -> Result<()> {
    let fields = [("name".to_owned(), BOT.to_owned()), ("messenger".to_owned(), "telegram".to_owned())];
    // In a directory that was not empty the bot may be there already; then the new one is rejected and the old one serves.
    context.engine.create_record(&context.actor, "bot", &fields)?;
    Ok(())
}

fn import(context: &Context, folder: &Path, step: Step) -> Result<i64> {
    let (engine, actor) = (&context.engine, &context.actor);
    let new = NewFile {
        path: folder.join(step.file),
        record_type: step.record_type.to_owned(),
        said: step.said,
        language: context.language(),
        ..NewFile::default()
    };
    tell(context, &format!("  kartoteka import run {} {}{}", step.record_type, new.path.display(), step.flags))?;
    let number = context.watched(|watch| engine.upload_file(actor, &new, watch))?.import;
    context.watched(|watch| engine.check_import(actor, number, watch))?;
    context.watched(|watch| engine.start_import(actor, number, watch))?;
    if !context.out.is_data() {
        let view = context.register.import(number, context.words)?;
        for line in answers::result_lines(context, &view) {
            context.out.line(&format!("  {line}"))?;
        }
    }
    Ok(number)
}

fn what_next(context: &Context, made: &[i64]) -> Result<()> {
    let data = match context.global.data.as_os_str() == "./kartoteka-data" {
        true => String::new(),
        false => format!(" --data {}", context.global.data.display()),
    };
    let (leads, contacts) = (made.first().copied().unwrap_or(0), made.get(4).copied().unwrap_or(0));
    let next = [
        (format!("import issues {leads} --group"), "demo-next-issues"),
        (format!("import revert {contacts} --dry-run"), "demo-next-revert"),
        ("export run contacts --kind reimport -o contacts.xlsx".to_owned(), "demo-next-export"),
        ("import list".to_owned(), "demo-next-list"),
    ];
    context.out.line(&format!("\n{}", context.words.word("demo-next")))?;
    let width = next.iter().map(|(command, _)| command.chars().count()).max().unwrap_or(0);
    next.iter().try_for_each(|(command, id)| {
        context.out.line(&format!("  kartoteka{data} {command:width$}  {}", context.words.word(id)))
    })
}
