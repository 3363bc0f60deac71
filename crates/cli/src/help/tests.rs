//! The pages against the parser: nothing lacks a sentence in any language, and English says what the parser says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kartoteka_domain::language::Language;

use super::*;

/// Every sentence the parser has in English, by its id. One flag of many commands has one id as long as it means one thing.
fn sentences() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(&Cli::command(), "", &mut found);
    found
}

fn collect(command: &Command, path: &str, found: &mut BTreeMap<String, String>) {
    if command.is_hide_set() {
        return;
    }
    found.insert(command_id(path), command.get_about().map(ToString::to_string).unwrap_or_default());
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let [own, shared] = argument_ids(path, arg.get_id().as_str());
        if found.entry(shared).or_insert_with(|| text.clone()) != &text {
            found.insert(own, text);
        }
        if let Some(heading) = arg.get_help_heading() {
            found.insert(heading_id(heading), heading.to_owned());
        }
    }
    for inner in command.get_subcommands() {
        let path = if path.is_empty() { inner.get_name().to_owned() } else { format!("{path}-{}", inner.get_name()) };
        collect(inner, &path, found);
    }
}

fn file(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language).join("help.ftl")
}

/// The English file says what the parser says: `UPDATE_GOLDEN=1` writes its second half again.
#[test]
fn english_help_is_the_parsers() {
    const MARK: &str = "## Commands and flags, as the parser has them\n";
    let text = std::fs::read_to_string(file("en")).expect("the sentences");
    let (own, _) = text.split_once(MARK).expect("the mark");
    let lines: String = sentences().into_iter().map(|(id, text)| format!("{id} = {text}\n")).collect();
    let wanted = format!("{own}{MARK}\n{lines}");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(file("en"), &wanted).expect("the sentences written");
    }
    assert!(text == wanted, "locales/en/help.ftl is behind the parser; UPDATE_GOLDEN=1 writes it");
}

#[test]
fn every_command_and_flag_has_a_sentence_in_four_languages() {
    for language in ["cs", "pt-BR", "ru"] {
        let text = std::fs::read_to_string(file(language)).expect("the sentences");
        let lines: BTreeMap<&str, &str> = text.lines().filter_map(|line| line.split_once(" = ")).collect();
        for (id, english) in sentences() {
            let said = lines.get(id.as_str()).unwrap_or_else(|| panic!("{language}: {id} = {english}"));
            assert!(!said.trim().is_empty(), "{language}: {id}");
            // A sentence; one word may be the same in two languages.
            assert!(!english.contains(' ') || *said != english, "{language}: {id} is English");
        }
    }
}

#[test]
fn a_page_is_whole_in_every_language() {
    for (language, usage, flag) in [
        (Language::English, "Usage: kartoteka import run [OPTIONS] <TYPE> <FILE>", "--dry-run"),
        (Language::Czech, "Použití: kartoteka import run", "Možnosti každého příkazu:"),
        (Language::Portuguese, "Uso: kartoteka import run", "Opções de todos os comandos:"),
        (Language::Russian, "Вызов: kartoteka import run", "Параметры всех команд:"),
    ] {
        let mut commands = commands(Words::of(language));
        commands.build();
        let import = commands.find_subcommand_mut("import").expect("import");
        let page = import.find_subcommand_mut("run").expect("run").render_help().to_string();
        assert!(page.contains(usage) && page.contains(flag), "{page}");
        let english = ["Options:", "Arguments:", "Print help", "[default", "[possible"];
        let left = english.iter().find(|word| language != Language::English && page.contains(*word));
        assert_eq!(left, None, "{page}");
    }
}

#[test]
fn the_language_is_known_before_the_words_are() {
    let of = |words: &[&str]| language(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    assert_eq!(of(&["import", "--lang", "cs", "--help"]), Language::Czech);
    assert_eq!(of(&["--lang=ru", "--help"]), Language::Russian);
}
