//! No file of the repository names a place on the machine it was written on.

use super::{File, Finding};

/// Written in two halves so that this file keeps its own rule.
const PLACES: &[&str] = &[concat!("/wo", "rk/"), concat!("/tmp/", "wt/"), concat!("/ro", "ot/")];

pub fn findings(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(|file| file.text.lines().enumerate().filter_map(|(at, line)| look(file, at + 1, line))).collect()
}

fn look(file: &File, number: usize, line: &str) -> Option<Finding> {
    let place = PLACES.iter().find(|place| line.match_indices(**place).any(|(at, _)| starts_a_path(&line[..at])))?;
    let what = format!("a path of one machine: `{place}…`");
    Some(Finding::error(&file.path, number, what, "Name it relative to the repository, or take it from the environment"))
}

/// `example.com/wor…` and `docs/wor…` are other places.
fn starts_a_path(before: &str) -> bool {
    !before.ends_with(|one: char| one.is_alphanumeric() || "._-~}/".contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_are_found() {
        let check = |text: String, expected: usize| {
            let found = findings(&[File { path: "a.toml".into(), text: text.clone() }]);
            assert_eq!(found.iter().map(|one| one.line).collect::<Vec<_>>(), vec![expected; usize::from(expected > 0)], "{text}");
        };
        let [work, tree, home] = PLACES else { unreachable!() };
        check(format!("ok\nx = \"{work}main\""), 2);
        check(format!("cd {tree}a"), 1);
        check(format!("`{home}.cargo`"), 1);
        check(format!("docs{work}a"), 0);
        check(format!("example.com{home}a"), 0);
        check("/tmp/other".into(), 0);
    }
}
