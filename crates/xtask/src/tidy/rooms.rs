//! Walls between the rooms: which crate may know which.
//! Comes in: every `crates/*/Cargo.toml`. Goes out: arrows that point up or sideways, outside crates away from home.

use super::{File, Finding};

/// What each room may know. Tests may also use `fixtures`.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("sheets", &["domain"]),
    ("store", &["domain"]),
    ("engine", &["store", "sheets", "domain"]),
    ("client", &[]),
    ("server", &["engine", "client", "domain"]),
    ("cli", &["server", "engine", "client", "domain"]),
    ("fixtures", &["domain", "sheets", "store", "engine", "server"]),
    ("xtask", &[]),
];

/// Outside crates that live in one room, and the reason.
const HOMES: &[(&[&str], &[&str], &str)] = &[
    (&["rusqlite", "postgres", "tokio-postgres", "libsqlite3-sys"], &["store", "xtask"], "database drivers live in `store`"),
    (&["calamine", "rust_xlsxwriter", "zip", "quick-xml"], &["sheets"], "file formats live in `sheets`"),
    (&["csv", "csv-core"], &["sheets", "xtask"], "file formats live in `sheets`"),
    (&["chardetng", "encoding_rs"], &["sheets"], "encodings live in `sheets`"),
    (
        &["axum", "hyper", "tower", "tower-http", "askama", "tokio", "rust-embed", "governor"],
        &["server"],
        "the web framework lives in `server`",
    ),
    (&["clap", "clap_complete", "clap_mangen", "indicatif"], &["cli"], "the argument parser lives in `cli`"),
    (&["ureq", "reqwest"], &["client"], "conversations with others are begun in `client`"),
    (&["fluent", "fluent-bundle", "unic-langid"], &["engine"], "sentences are made in `engine`"),
    (&["anyhow"], &["xtask", "fixtures"], "rooms name their errors; `anyhow` is for automation and tests"),
];

pub fn findings(files: &[File]) -> Vec<Finding> {
    files.iter().filter_map(|file| Some((room_of(file)?, file))).flat_map(|(room, file)| manifest(room, file)).collect()
}

/// `crates/ROOM/Cargo.toml` → `ROOM`.
fn room_of(file: &File) -> Option<&str> {
    file.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").filter(|room| !room.contains('/'))
}

fn manifest(room: &str, file: &File) -> Vec<Finding> {
    let Ok(table) = file.text.parse::<toml::Table>() else {
        return vec![Finding::error(&file.path, 1, "this manifest cannot be read", "Mend the TOML")];
    };
    if !ARROWS.iter().any(|(name, _)| *name == room) {
        let mend = "Add it to ARROWS in crates/xtask/src/tidy/rooms.rs with a decision page";
        return vec![Finding::error(&file.path, 1, format!("the house has no room `{room}`"), mend)];
    }
    let found = dependencies(&table).into_iter();
    found
        .filter_map(|(name, is_dev)| broken(room, &name, is_dev).map(|(what, mend)| (name, what, mend)))
        .map(|(name, what, mend)| Finding::error(&file.path, line_of(&file.text, &name), what, mend))
        .collect()
}

/// Every dependency, with whether only tests see it; platform tables included.
fn dependencies(table: &toml::Table) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for (section, is_dev) in [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)] {
        let entries = table.get(section).and_then(toml::Value::as_table).into_iter().flatten();
        found.extend(entries.map(|(key, value)| (package(key, value), is_dev)));
    }
    let platforms = table.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    found.extend(platforms.filter_map(|(_, platform)| platform.as_table()).flat_map(dependencies));
    found
}

/// A renamed dependency (`package = "…"`) counts by its real name.
fn package(key: &str, value: &toml::Value) -> String {
    value.get("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned()
}

fn broken(room: &str, dependency: &str, is_dev: bool) -> Option<(String, String)> {
    let own = if dependency == "kartoteka" { Some("cli") } else { dependency.strip_prefix("kartoteka-") };
    if let Some(other) = own {
        let allowed = ARROWS.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, allowed)| allowed);
        let fits = allowed.contains(&other) || (is_dev && other == "fixtures" && room != "xtask");
        let may = if allowed.is_empty() { "none of our crates".to_owned() } else { allowed.join(", ") };
        let what = format!("`{room}` may not know `{other}`; it may know: {may}");
        return (!fits).then(|| (what, "Move the code to the room that may, or pass the data in".to_owned()));
    }
    let (_, homes, why) = HOMES.iter().find(|(names, _, _)| names.contains(&dependency))?;
    let what = format!("`{dependency}` has no place in `{room}`: {why}");
    (!homes.contains(&room)).then(|| (what, format!("Move the code that needs it to `{}`", homes[0])))
}

fn line_of(text: &str, dependency: &str) -> usize {
    text.lines().position(|line| line.trim_start().starts_with(dependency)).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(room: &str, text: &str, expected: &[(usize, &str)]) {
        let file = File { path: format!("crates/{room}/Cargo.toml"), text: text.to_owned() };
        let found = findings(&[file]);
        assert_eq!(found.len(), expected.len(), "{room}: {text}\n{found:?}");
        for (finding, (line, words)) in found.iter().zip(expected) {
            assert_eq!(finding.line, *line, "{text}");
            assert!(finding.what.contains(words), "{finding:?}");
        }
    }

    #[test]
    fn arrows_point_down() {
        check("engine", "[dependencies]\nkartoteka-store.workspace = true\nkartoteka-domain.workspace = true", &[]);
        check("domain", "[dependencies]\nkartoteka-store.workspace = true", &[(2, "may not know `store`")]);
        check("sheets", "[dependencies]\nkartoteka-store.workspace = true", &[(2, "`sheets` may not know `store`")]);
        check("server", "[dependencies]\n\nkartoteka-store = { path = \"../store\" }", &[(3, "may not know `store`")]);
        check("store", "[build-dependencies]\nkartoteka-engine.workspace = true", &[(2, "may not know `engine`")]);
        check("engine", "[dependencies]\nkartoteka.workspace = true", &[(2, "may not know `cli`")]);
        check("xtask", "[dependencies]\nkartoteka-domain.workspace = true", &[(2, "none of our crates")]);
    }

    #[test]
    fn fixtures_are_for_tests() {
        check("cli", "[dev-dependencies]\nkartoteka-fixtures.workspace = true", &[]);
        check("cli", "[dependencies]\nkartoteka-fixtures.workspace = true", &[(2, "may not know `fixtures`")]);
        check("xtask", "[dev-dependencies]\nkartoteka-fixtures.workspace = true", &[(2, "may not know `fixtures`")]);
    }

    #[test]
    fn outside_crates_have_one_home() {
        check("store", "[dependencies]\nrusqlite.workspace = true", &[]);
        check("engine", "[dependencies]\nrusqlite.workspace = true", &[(2, "no place in `engine`")]);
        check("engine", "[dev-dependencies]\ncalamine = \"1\"", &[(2, "file formats live in `sheets`")]);
        check("server", "[dependencies]\nclap.workspace = true", &[(2, "argument parser")]);
        check("cli", "[dependencies]\nfluent-bundle.workspace = true", &[(2, "sentences")]);
        check("store", "[dependencies]\nanyhow = \"1\"", &[(2, "name their errors")]);
    }

    #[test]
    fn disguises_are_seen() {
        check("engine", "[dependencies]\ndb = { package = \"rusqlite\", version = \"1\" }", &[(1, "`rusqlite`")]);
        check("engine", "[target.'cfg(unix)'.dependencies]\nzip = \"9\"", &[(2, "`zip`")]);
        check("attic", "[dependencies]", &[(1, "no room `attic`")]);
        check("engine", "[dependencies", &[(1, "cannot be read")]);
    }
}
