//! Every language says everything: the same files in each folder of `locales`, the same messages in each file; a message stands
//! once in a language, and has no plural form the language does not know.

use std::collections::BTreeMap;

use super::{File, Finding};

const LANGUAGES: &[&str] = &["en", "cs", "pt-BR", "ru"];
/// Every word for a plural form, and those each language has for whole numbers.
const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];
const FORMS_OF: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("cs", &["one", "few", "other"]),
    ("pt-BR", &["one", "other"]),
    ("ru", &["one", "few", "many", "other"]),
];

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
    for language in LANGUAGES {
        let files: Vec<&File> = names.values().filter_map(|languages| languages.get(language).copied()).collect();
        found.extend(repeated(&files));
        found.extend(files.iter().flat_map(|file| surplus_forms(language, file)));
    }
    found
}

/// The bundle takes the first of two messages with one name, and nobody sees why the other one changes nothing.
fn repeated(files: &[&File]) -> Vec<Finding> {
    let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files {
        for (id, line) in messages(&file.text) {
            match seen.get(id) {
                Some((path, first)) => {
                    let mend = "Keep one of them, or give one another name";
                    found.push(Finding::error(&file.path, line, format!("`{id}` stands at {path}:{first} already"), mend));
                }
                None => drop(seen.insert(id, (&file.path, line))),
            }
        }
    }
    found
}

fn surplus_forms(language: &str, file: &File) -> Vec<Finding> {
    let own = FORMS_OF.iter().find(|(known, _)| *known == language).map_or(&[][..], |(_, forms)| forms);
    let form = |line: &'_ str| -> Option<String> {
        let variant = line.trim_start().trim_start_matches('*').strip_prefix('[')?;
        Some(variant.split_once(']')?.0.to_owned())
    };
    let lines = file.text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, form(line)?)));
    let surplus = lines.filter(|(_, form)| FORMS.contains(&form.as_str()) && !own.contains(&form.as_str()));
    let told = |(line, form): (usize, String)| {
        let mend = format!("Use {}", own.join(", "));
        Finding::error(&file.path, line, format!("`{language}` has no plural form `{form}`"), mend)
    };
    surplus.map(told).collect()
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

    fn in_all(text: &'static str) -> Vec<(String, &'static str)> {
        LANGUAGES.iter().map(|one| (format!("locales/{one}/a.ftl"), text)).collect()
    }

    #[test]
    fn a_message_stands_once_in_a_language_whatever_the_file() {
        let mut files = in_all("a = A\n");
        files.extend(LANGUAGES.iter().map(|one| (format!("locales/{one}/b.ftl"), "b = B\n")));
        files[5].1 = "b = B\na = A again\n";
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        check(
            &files,
            &[
                "locales/en/b.ftl:1: `a` is missing",
                "locales/pt-BR/b.ftl:1: `a` is missing",
                "locales/ru/b.ftl:1: `a` is missing",
                "locales/cs/b.ftl:2: `a` stands at locales/cs/a.ftl:1 already",
            ],
        );
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        let mut files = in_all("a =\n    { $n ->\n        [0] none\n        [one] one\n       *[other] more\n    }\n");
        files[0].1 = "a =\n    { $n ->\n        [one] one\n        [few] some\n       *[other] more\n    }\n";
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        check(&files, &["locales/en/a.ftl:4: `en` has no plural form `few`"]);
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
