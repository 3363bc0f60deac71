//! The pages for people: the ones a repository owes are not empty, and links between files lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Finding};

/// Each must say something once it is there; the licence may have an ending.
const OWED: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"];

/// `others` are paths that are there without being text: a link may lead to a picture.
pub fn findings(files: &[File], others: &[String]) -> Vec<Finding> {
    let all: BTreeSet<&str> = files.iter().map(|file| &file.path).chain(others).map(String::as_str).collect();
    let folders: BTreeSet<&str> = all.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    let pages: BTreeMap<&str, &File> =
        files.iter().filter(|file| file.path.ends_with(".md")).map(|file| (file.path.as_str(), file)).collect();
    let owed = files.iter().filter(|file| OWED.iter().any(|name| is_owed(&file.path, name))).filter_map(empty);
    let mut found: Vec<Finding> = owed.collect();
    for page in pages.values() {
        for (line, target) in links(&page.text) {
            if let Some(what) = broken(page, &target, &all, &folders, &pages) {
                found.push(Finding::error(&page.path, line, what, "Mend the link, or remove it"));
            }
        }
    }
    found
}

fn is_owed(path: &str, name: &str) -> bool {
    path == name || (name == "LICENSE" && path.starts_with(name) && !path.contains('/'))
}

fn empty(file: &File) -> Option<Finding> {
    let is_empty = file.text.trim().len() < 80;
    is_empty.then(|| Finding::error(&file.path, 1, "this page says nothing", "Write it: people start here"))
}

fn broken(
    page: &File,
    target: &str,
    all: &BTreeSet<&str>,
    folders: &BTreeSet<&str>,
    pages: &BTreeMap<&str, &File>,
) -> Option<String> {
    // `https:`, `mailto:` and the like lead outside; nobody's network decides about our tests.
    if target.contains(':') {
        return None;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let Some(path) = resolve(&page.path, path) else { return Some(format!("`{target}` leads out of the repository")) };
    if !all.contains(path.as_str()) && !folders.contains(path.as_str()) && !path.is_empty() {
        return Some(format!("`{target}` leads nowhere: there is no {path}"));
    }
    let other = pages.get(path.as_str())?;
    let missing = !anchor.is_empty() && !anchors(&other.text).contains(anchor);
    missing.then(|| format!("`{target}` leads nowhere: {path} has no heading for #{anchor}"))
}

/// The file a link means, seen from the page; nothing when it climbs out of the repository.
fn resolve(page: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = if link.starts_with('/') { Vec::new() } else { page.split('/').collect() };
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/").replace("%20", " "))
}

/// Lines outside code blocks, inline code blanked.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let words: Vec<&str> = line.split('`').collect();
            let kept = words.iter().enumerate().map(|(at, part)| if at % 2 == 1 && at + 1 < words.len() { "" } else { *part });
            lines.push((at + 1, kept.collect()));
        }
    }
    lines
}

/// Targets of `[text](target)`, `![picture](target)` and `[name]: target`, with their line.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in prose(text) {
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            let target = rest.split([')', ' ']).next().unwrap_or_default().trim_matches(['<', '>']);
            found.push((number, target.to_owned()));
        }
        let named = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        found.extend(named.map(|(_, target)| (number, target.split(' ').next().unwrap_or_default().to_owned())));
    }
    found.retain(|(_, target)| !target.is_empty());
    found
}

/// Headings as their links are written: lower case, spaces as hyphens, other signs dropped, repeats numbered.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let Some(heading) = line.strip_prefix('#').filter(|_| !fenced) else { continue };
        let base: String = heading
            .trim_start_matches('#')
            .trim()
            .to_lowercase()
            .chars()
            .filter(|one| one.is_alphanumeric() || " -_".contains(*one))
            .map(|one| if one == ' ' { '-' } else { one })
            .collect();
        let repeats = (1..).map(|number| format!("{base}-{number}"));
        found.extend(std::iter::once(base.clone()).chain(repeats).find(|name| !found.contains(name)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], expected: &[&str]) {
        check_beside(&[], files, expected);
    }

    /// The same beside files that are no text.
    fn check_beside(others: &[&str], files: &[(&str, &str)], expected: &[&str]) {
        let others: Vec<String> = others.iter().map(|path| (*path).to_owned()).collect();
        crate::tidy::testing::check(|files| findings(files, &others), files, expected);
    }

    #[test]
    fn links_lead_somewhere() {
        let guide = ("docs/guides/undo.md", "# Undo\n\n## What stays, and why?\n");
        let links = [
            ("[a](guides/undo.md)", None),
            ("[a](guides/undo.md#what-stays-and-why)", None),
            ("[a](guides)", None),
            ("[a](../docs/guides/undo.md \"title\")", None),
            ("[a](https://example.com/none.md), [b](mailto:a@b.cz)", None),
            ("`[a](none.md)` is code", None),
            ("[a]: guides/undo.md", None),
            ("[a](#here)", None),
            ("[a](none.md)", Some("`none.md` leads nowhere: there is no docs/none.md")),
            ("![a](none.png)", Some("`none.png` leads nowhere: there is no docs/none.png")),
            ("[a]: none.md", Some("`none.md` leads nowhere: there is no docs/none.md")),
            ("[a](../../x.md)", Some("`../../x.md` leads out of the repository")),
            ("[a](guides/undo.md#no)", Some("`guides/undo.md#no` leads nowhere: docs/guides/undo.md has no heading for #no")),
        ];
        for (link, expected) in links {
            let text = format!("# Here\n\n{link}\n\n```\n[a](none.md)\n```\n");
            let expected: Vec<String> = expected.into_iter().map(|what| format!("docs/a.md:3: {what}")).collect();
            check(&[guide, ("docs/a.md", &text)], &expected.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_picture_that_is_there_may_be_linked_to() {
        let page = ("docs/guides/web.md", "![home](../screens/home.png)\n![away](../screens/away.png)\n");
        let missing = |line: usize, name: &str| {
            format!("docs/guides/web.md:{line}: `../screens/{name}.png` leads nowhere: there is no docs/screens/{name}.png")
        };
        check(&[page], &[&missing(1, "home"), &missing(2, "away")]);
        check_beside(&["docs/screens/home.png"], &[page], &[&missing(2, "away")]);
    }

    #[test]
    fn repeated_headings_are_numbered() {
        let found = anchors("# One\n## Two\n## Two\n```\n# not\n```\n## Číslo 5 `x`\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["one", "two", "two-1", "číslo-5-x"]);
    }

    #[test]
    fn owed_pages_are_not_empty() {
        let long = "words ".repeat(30);
        check(&[("README.md", &long), ("LICENSE-MIT", &long), ("docs/README.md", "")], &[]);
        check(&[("CHANGELOG.md", "# Changelog\n")], &["CHANGELOG.md:1: this page says nothing"]);
        check(&[("LICENSE-MIT", "MIT")], &["LICENSE-MIT:1: this page says nothing"]);
    }
}
