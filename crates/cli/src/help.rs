//! Help pages in the language of the person: the parser knows them in English, the sentences stand in `locales/*/help.ftl`.
//!
//! In: the parser's commands, a language. Out: the same commands with other sentences. What can be typed is never translated.

use clap::{Arg, ArgAction, Command, CommandFactory as _};
use kartoteka_engine::words::Words;

use crate::commands::Cli;

/// What a page consists of, in order.
const PAGE: &str = "{before-help}{about-with-newline}\n{usage-word} {usage}\n\n{all-args}{after-help}";

/// Every command, with the sentences of this language.
pub fn commands(words: Words) -> Command {
    translated(Cli::command(), "", words)
}

/// The language a help page is asked for in, before anything else is understood.
pub fn language(arguments: &[String]) -> kartoteka_domain::language::Language {
    use kartoteka_domain::language::Language;
    let after = arguments.iter().position(|word| word == "--lang").and_then(|place| arguments.get(place + 1)).cloned();
    let joined = || arguments.iter().find_map(|word| word.strip_prefix("--lang=")).map(str::to_owned);
    let said = after.or_else(joined).into_iter();
    let around = ["KARTOTEKA_LANG", "LC_ALL", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    said.chain(around).find_map(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

fn translated(command: Command, path: &str, words: Words) -> Command {
    let about = words.say_if_known(&command_id(path), &[]);
    let examples = command.get_before_help().map(|text| examples(&text.to_string(), path, words));
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let arguments: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let version = command.get_version().is_some();
    let mut command = arguments.into_iter().fold(command, |command, id| command.mut_arg(id, |arg| argument(arg, path, words)));
    command = own_flags(command, version, words);
    command = command
        .help_template(PAGE.replace("{usage-word}", &words.word("help-word-usage")))
        .subcommand_help_heading(words.word("help-word-commands"))
        .subcommand_value_name(words.word("help-word-command"));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(examples) = examples {
        command = command.before_help(examples);
    }
    names.into_iter().fold(command, |command, name| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}-{name}") };
        command.mut_subcommand(name, |inner| translated(inner, &path, words))
    })
}

/// `-h` and `--version` are the parser's own; only here they can be said in other words.
fn own_flags(command: Command, version: bool, words: Words) -> Command {
    let heading = words.word("help-word-options");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(words.word("help-word-help"));
    let command = command.disable_help_flag(true).arg(help.help_heading(heading.clone()));
    if !version {
        return command;
    }
    let shown = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(words.word("help-word-version"));
    command.disable_version_flag(true).arg(shown.help_heading(heading))
}

fn argument(arg: Arg, path: &str, words: Words) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(known) => words.say_if_known(&heading_id(known), &[]).unwrap_or_else(|| known.to_owned()),
        None if arg.is_positional() => words.word("help-word-arguments"),
        None => words.word("help-word-options"),
    };
    let takes = arg.get_action().takes_values();
    let choices: Vec<String> = if takes && !arg.is_hide_possible_values_set() {
        arg.get_possible_values().iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name().to_owned()).collect()
    } else {
        Vec::new()
    };
    let presets: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let mut text = sentence(words, path, &arg).unwrap_or_else(|| arg.get_help().map(ToString::to_string).unwrap_or_default());
    if takes && !presets.is_empty() {
        text = format!("{text} {}", words.say("help-word-default", &[("value", presets.join(",").into())]));
    }
    if !choices.is_empty() {
        text = format!("{text} {}", words.say("help-word-choices", &[("choices", choices.join(", ").into())]));
    }
    let arg = arg.help(text).help_heading(heading);
    // What was said in words above is not said once more in English.
    if takes { arg.hide_default_value(true).hide_possible_values(true).hide_env(true) } else { arg }
}

/// A flag that means something else in one command has a sentence of its own there.
fn sentence(words: Words, path: &str, arg: &Arg) -> Option<String> {
    argument_ids(path, arg.get_id().as_str()).iter().find_map(|id| words.say_if_known(id, &[]))
}

fn argument_ids(path: &str, arg: &str) -> [String; 2] {
    let arg = arg.replace('_', "-");
    [format!("help-{path}-flag-{arg}"), format!("help-flag-{arg}")]
}

fn command_id(path: &str) -> String {
    if path.is_empty() { "help-about".to_owned() } else { format!("help-{path}") }
}

/// `Reading the file` → `help-heading-reading-the-file`
fn heading_id(heading: &str) -> String {
    format!("help-heading-{}", heading.to_lowercase().replace(' ', "-"))
}

/// Commands are examples in every language; only what stands around them is said.
fn examples(text: &str, path: &str, words: Words) -> String {
    if path.is_empty() {
        return words.word("help-word-examples-first");
    }
    let (head, rest) = text.split_once('\n').unwrap_or(("", text));
    let word = if head == "Example:" { "help-word-example" } else { "help-word-examples" };
    format!("{}\n{rest}", words.word(word))
}

#[cfg(test)]
mod tests;
