//! The reference pages, made from the program itself: commands from the parser, codes, kinds, types, profiles, settings,
//! and the document of the API.
//!
//! In: a folder. Out: one file a subject, always the same bytes for the same program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory as _};
use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{ProfileKey, profile};
use kartoteka_domain::record_type::{FieldKind, builtin_types};
use kartoteka_engine::error::Result;
use kartoteka_engine::manage_settings::SETTINGS;
use kartoteka_engine::words::Words;

use super::Cli;
use crate::exit::Exit;
use crate::views::type_word;

/// Above every page.
const NOTE: &str = "<!-- Made by `kartoteka reference`. Change the program, not this page. -->\n\n";

#[derive(Args, Debug)]
pub struct Flags {
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    markdown: PathBuf,
}

pub fn run(flags: &Flags) -> Result<Exit> {
    // The reference is one text for everybody, whatever the language of the terminal.
    let words = Words::of(Language::English);
    std::fs::create_dir_all(&flags.markdown)?;
    let pages = [
        ("cli.md", commands()),
        ("issues.md", issues(words)),
        ("field-kinds.md", kinds(words)),
        ("settings.md", settings(words)),
        ("types.md", types()),
        ("profiles.md", profiles()),
    ];
    pages.iter().try_for_each(|(name, text)| write_page(&flags.markdown, name, text))?;
    std::fs::write(flags.markdown.join("openapi.json"), format!("{:#}\n", kartoteka_server::openapi()))?;
    Ok(Exit::Done)
}

fn write_page(folder: &Path, name: &str, text: &str) -> Result<()> {
    Ok(std::fs::write(folder.join(name), format!("{NOTE}{}\n", text.trim_end()))?)
}

/// A cell of a table: bars and line breaks would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "))
}

fn head(cells: &[&str]) -> String {
    format!("{}| {} |\n", row(cells), vec!["---"; cells.len()].join(" | "))
}

fn commands() -> String {
    let mut text = "# Command line\n\nOptions of every command are listed once, at the end.\n\n".to_owned();
    let mut root = Cli::command();
    root.build();
    for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
        describe(&mut text, command, "kartoteka", 2);
    }
    text.push_str("## Options of every command\n\n");
    arguments(&mut text, &root, true);
    text.push_str("## Exit codes\n\n");
    text.push_str(&head(&["code", "meaning"]));
    for (code, meaning) in [
        ("0", "done, no failed rows"),
        ("1", "failed: the machine, a file over a limit or unreadable; or the person said no"),
        ("2", "wrong usage, or a question would be needed and there is no terminal"),
        ("3", "done, but rows have errors or stayed out"),
        ("4", "sign-in or permission needed"),
        ("5", "not found"),
        ("6", "conflict, or stale"),
        ("7", "not finished: seen by `import watch`, or when the time of `--wait` was up"),
        ("130", "interrupted"),
    ] {
        text.push_str(&row(&[code, meaning]));
    }
    text
}

fn describe(text: &mut String, command: &clap::Command, path: &str, depth: usize) {
    let path = format!("{path} {}", command.get_name());
    let depth_marks = "#".repeat(depth.min(4));
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    // Writing into a string cannot fail.
    let _ = write!(text, "{depth_marks} `{path}`\n\n{about}.\n\n");
    let inner: Vec<&clap::Command> = command.get_subcommands().filter(|inner| inner.get_name() != "help").collect();
    if inner.is_empty() {
        if let Some(examples) = command.get_before_help() {
            let lines: String = examples.to_string().lines().skip(1).map(|line| format!("{}\n", line.trim_start())).collect();
            let _ = write!(text, "```\n{lines}```\n\n");
        }
        arguments(text, command, false);
    }
    inner.into_iter().for_each(|inner| describe(text, inner, &path, depth + 1));
}

fn arguments(text: &mut String, command: &clap::Command, global: bool) {
    let shown = |arg: &&clap::Arg| {
        arg.is_global_set() == global && !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str())
    };
    let all: Vec<&clap::Arg> = command.get_arguments().filter(shown).collect();
    if all.is_empty() {
        return;
    }
    text.push_str(&head(&["argument", "meaning"]));
    for arg in all {
        let value =
            arg.get_value_names().filter(|_| arg.get_action().takes_values()).map(|names| names.join(" ")).unwrap_or_default();
        let name = match (arg.get_long(), arg.get_short()) {
            (Some(long), short) => {
                let short = short.map(|short| format!("-{short}, ")).unwrap_or_default();
                format!("`{short}--{long}{}`", if value.is_empty() { String::new() } else { format!(" {value}") })
            }
            (None, _) => format!("`{value}`"),
        };
        let mut meaning = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let words: Vec<String> = arg.get_possible_values().iter().map(|word| format!("`{}`", word.get_name())).collect();
        if !words.is_empty() && arg.get_action().takes_values() {
            let _ = write!(meaning, ": {}", words.join(", "));
        }
        let default: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if !default.is_empty() && arg.get_action().takes_values() {
            let _ = write!(meaning, " (default `{}`)", default.join(","));
        }
        text.push_str(&row(&[&name, &meaning]));
    }
    text.push('\n');
}

fn issues(words: Words) -> String {
    let mut text = "# Problems in the data\n\nA code, once released, keeps its meaning; codes are never reused.\n\n".to_owned();
    for code in Code::ALL {
        let severity = words.word(&format!("severity-{}", code.severity().word()));
        let _ =
            write!(text, "## `{}`\n\n**{}** ({severity}). {}\n\n", code.word(), words.issue_title(*code), code.documentation());
        let _ = write!(text, "{}\n\n", words.issue_help(*code));
    }
    text
}

fn kinds(words: Words) -> String {
    let mut text = format!("# Field kinds\n\n{}", head(&["word", "kind", "how it is written"]));
    for kind in FieldKind::ALL {
        let target = [("type", "any".into())];
        let written = words.say(&format!("format-{}", kind.word()), &target);
        text.push_str(&row(&[&format!("`{}`", kind.word()), &words.word(&format!("kind-{}", kind.word())), &written]));
    }
    text
}

fn settings(words: Words) -> String {
    let mut text = format!("# Settings\n\n{}", head(&["name", "default", "meaning"]));
    for setting in &SETTINGS {
        text.push_str(&row(&[
            &format!("`{}`", setting.key),
            &format!("`{}`", setting.default_text()),
            &words.word(setting.help),
        ]));
    }
    text
}

fn types() -> String {
    let mut text =
        "# Record types\n\nBesides these, administrators may define types of their own and add fields to any type.\n\n"
            .to_owned();
    for ty in builtin_types() {
        let _ = write!(text, "## {} (`{}`)\n\n", ty.plural.en, type_word(ty));
        if !ty.natural_keys.is_empty() {
            let keys: Vec<String> = ty.natural_keys.iter().map(|key| format!("`{}`", key.join("` and `"))).collect();
            let _ = write!(text, "The same record is recognised by {}.\n\n", keys.join(", or "));
        }
        text.push_str(&head(&["field", "label", "kind", "must be filled", "means"]));
        for field in &ty.fields {
            let kind = if field.target.is_empty() {
                field.kind.word().to_owned()
            } else {
                format!("{} to {}", field.kind.word(), field.target)
            };
            let required = if field.required {
                "yes"
            } else if field.recommended {
                "recommended"
            } else {
                ""
            };
            text.push_str(&row(&[&format!("`{}`", field.key), &field.labels.en, &kind, required, &field.help.en]));
        }
        text.push('\n');
    }
    text
}

fn profiles() -> String {
    let columns =
        ["profile", "mode", "rows in a file", "characters in a cell", "rows with errors", "repeated keys", "who", "encoding"];
    let mut text =
        format!("# Profiles\n\nWhat a way of importing presets. 0 stands for no limit of its own.\n\n{}", head(&columns));
    let word = |value: &dyn erased::Word| value.word();
    for key in ProfileKey::ALL {
        let preset = profile(key);
        let mode = format!("{}{}", word(&preset.options.mode), if preset.fixed_mode { ", fixed" } else { "" });
        text.push_str(&row(&[
            &format!("`{}`", key.word()),
            &mode,
            &preset.row_limit.to_string(),
            &preset.char_limit.to_string(),
            &word(&preset.options.on_error),
            &word(&preset.options.repeated),
            if preset.administrators_only { "administrators" } else { "administrators, operators" },
            if preset.confirm_encoding { "must be confirmed when only recognised" } else { "recognised" },
        ]));
    }
    text
}

/// The word of an option, as recipes write it.
mod erased {
    pub trait Word {
        fn word(&self) -> String;
    }

    impl<T: serde::Serialize> Word for T {
        fn word(&self) -> String {
            let value = serde_json::to_value(self).unwrap_or_default();
            value.as_str().unwrap_or_default().to_owned()
        }
    }
}
