//! Every language says everything: the same files in each folder of `locales`, the same messages in each file.

use std::collections::BTreeMap;

use super::{File, Finding};

const LANGUAGES: &[&str] = &["en", "cs", "pt-BR", "ru"];

pub fn findings(files: &[File]) -> Vec<Finding> {
    // File name to the languages that have it.
    let mut names: BTreeMap<&str, BTreeMap<&str, &File>> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files {
        let Some((language, name)) = file.path.strip_prefix("locales/").and_then(|rest| rest.split_once('/')) else { continue };
        if !LANGUAGES.contains(&language) {
            let mend = "Add the language to LANGUAGES in crates/xtask/src/tidy/locales.rs, or remove the folder";
            found.push(Finding::error(&file.path, 1, format!("`{language}` is not one of our languages"), mend));
            continue;
        }
        names.entry(name).or_default().insert(language, file);
    }
    for (name, languages) in &names {
        found.extend(compare(name, languages));
    }
    found
}

fn compare(name: &str, languages: &BTreeMap<&str, &File>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut all: BTreeMap<&str, (&File, usize)> = BTreeMap::new();
    for file in languages.values() {
        for (id, line) in messages(&file.text) {
            all.entry(id).or_insert((file, line));
        }
    }
    for language in LANGUAGES {
        let Some(file) = languages.get(language) else {
            let path = format!("locales/{language}/{name}");
            let others: Vec<&str> = languages.keys().copied().collect();
            found.push(Finding::error(&path, 1, "this file is missing", format!("Translate it from {}", others.join(", "))));
            continue;
        };
        let own: BTreeMap<&str, usize> = messages(&file.text).into_iter().collect();
        for (id, (other, line)) in all.iter().filter(|(id, _)| !own.contains_key(*id)) {
            let mend = format!("Translate it from {}:{line}", other.path);
            found.push(Finding::error(&file.path, file.text.lines().count().max(1), format!("`{id}` is missing"), mend));
        }
    }
    found
}

/// Messages and terms of a Fluent file, with their line. They start at the first column.
fn messages(text: &str) -> Vec<(&str, usize)> {
    let id = |line: &'_ str| -> Option<usize> {
        let (name, _) = line.split_once('=')?;
        let name = name.trim_end();
        let letters = name.strip_prefix('-').unwrap_or(name);
        let fits = letters.starts_with(|one: char| one.is_ascii_alphabetic())
            && letters.chars().all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_');
        fits.then_some(name.len())
    };
    text.lines().enumerate().filter_map(|(at, line)| id(line).map(|length| (&line[..length], at + 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], expected: &[&str]) {
        crate::tidy::testing::check(findings, files, expected);
    }

    #[test]
    fn every_language_has_every_file() {
        let all = |name: &str| LANGUAGES.iter().map(|one| (format!("locales/{one}/{name}"), "a = A\n")).collect::<Vec<_>>();
        let cli = all("cli.ftl");
        let complete: Vec<(&str, &str)> = cli.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        check(&complete, &[]);
        check(&complete[..3], &["locales/ru/cli.ftl:1: this file is missing"]);
        check(&[("locales/de/cli.ftl", "")], &["locales/de/cli.ftl:1: `de` is not one of our languages"]);
    }

    #[test]
    fn every_language_has_every_message() {
        let text = "# x = y\na = A\n    .title = T\nb =\n    { $n ->\n        [one] = o\n       *[other] p\n    }\n-term = T\n";
        assert_eq!(messages(text), [("a", 2), ("b", 4), ("-term", 9)]);
        check(
            &[
                ("locales/en/a.ftl", "a = A\nb = B\n"),
                ("locales/cs/a.ftl", "a = A\n"),
                ("locales/pt-BR/a.ftl", "b = B\na = A"),
                ("locales/ru/a.ftl", "a = A\nb = B"),
            ],
            &["locales/cs/a.ftl:1: `b` is missing"],
        );
    }
}
