//! Rules over Rust files: heads, lengths, and words that have no place.
//! Comes in: every `.rs` file of the crates. Goes out: findings. Looks at code, not at comments or texts, but for SQL.

use std::collections::BTreeSet;

use super::source::Source;
use super::{File, Finding};

/// Lines of a file: look again, and split.
const LONG: usize = 400;
const TOO_LONG: usize = 600;
/// Lines of the comment a file opens with; crate roots may tell more.
const HEAD: usize = 6;

pub fn findings(files: &[File]) -> Vec<Finding> {
    let files: Vec<(&File, Place, Source)> =
        files.iter().filter_map(|file| Some((file, Place::of(&file.path)?, Source::read(&file.text)))).collect();
    let test_files: BTreeSet<String> = files
        .iter()
        .flat_map(|(file, _, source)| source.test_modules.iter().flat_map(|name| module_files(&file.path, name)))
        .collect();
    let mut found = Vec::new();
    for (file, place, source) in &files {
        let all_tests = place.is_test || test_files.contains(&file.path);
        found.extend(head(file, place));
        found.extend(length(file));
        found.extend(words(file, place, source, all_tests));
        found.extend(sql(file, place, source));
    }
    found
}

/// What a path says about a file.
struct Place<'a> {
    room: &'a str,
    is_root: bool,
    /// The whole file is tests: a `tests` folder, a file `tests.rs`, the room of fixtures.
    is_test: bool,
    is_build_script: bool,
}

impl Place<'_> {
    fn of(path: &str) -> Option<Place<'_>> {
        let (room, rest) = path.strip_prefix("crates/")?.split_once('/')?;
        rest.ends_with(".rs").then(|| Place {
            room,
            is_root: ["src/lib.rs", "src/main.rs", "build.rs"].contains(&rest),
            is_test: room == "fixtures" || rest.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "benches"),
            is_build_script: rest == "build.rs",
        })
    }
}

/// Where `mod name;` in this file may live.
fn module_files(path: &str, name: &str) -> [String; 4] {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let own =
        if ["lib.rs", "main.rs", "mod.rs"].contains(&file) { folder.to_owned() } else { path.trim_end_matches(".rs").to_owned() };
    [format!("{own}/{name}.rs"), format!("{own}/{name}/mod.rs"), format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]
}

fn head(file: &File, place: &Place) -> Option<Finding> {
    let lines = file.text.lines().take_while(|line| line.starts_with("//!")).count();
    let mend = "Open it with one to six lines of `//!`: what comes in, what goes out, what it never does";
    if lines == 0 {
        return Some(Finding::error(&file.path, 1, "this file does not say what it is for", mend));
    }
    let too_long = lines > HEAD && !place.is_root;
    too_long.then(|| Finding::error(&file.path, 1, format!("the head comment has {lines} lines, more than {HEAD}"), mend))
}

fn length(file: &File) -> Option<Finding> {
    let lines = file.text.lines().count();
    let what = format!("this file has {lines} lines");
    if lines <= LONG {
        return None;
    }
    Some(if lines <= TOO_LONG {
        Finding::warning(&file.path, lines, what, format!("Look again: beyond {TOO_LONG} it must be split"))
    } else {
        Finding::error(&file.path, lines, what, format!("Split it by what its parts know; {TOO_LONG} is the most"))
    })
}

/// Where a word is refused.
enum Where {
    Everywhere,
    Tests,
    OutsideTests,
    /// Everywhere but in these rooms.
    Outside(&'static [&'static str]),
    /// Only in this room.
    In(&'static str),
}

/// Word, where it is refused, what to do.
const WORDS: &[(&str, Where, &str)] = &[
    (".unwrap()", Where::OutsideTests, "Pass the error on, or use `expect` with the reason it cannot fail"),
    ("todo!", Where::Everywhere, "Write it, or leave it out"),
    ("unimplemented!", Where::Everywhere, "Write it, or leave it out"),
    ("dbg!", Where::Everywhere, "Remove it"),
    ("#[ignore", Where::Everywhere, "A test runs or does not exist"),
    ("thread::sleep", Where::Tests, "Wait for the thing itself, with a limit"),
    ("println!", Where::Outside(DOORS), "Return the text; the door prints it"),
    ("print!", Where::Outside(DOORS), "Return the text; the door prints it"),
    ("eprintln!", Where::Outside(DOORS), "Return the text; the door prints it"),
    ("eprint!", Where::Outside(DOORS), "Return the text; the door prints it"),
    ("std::fs", Where::In("domain"), PURE),
    ("TcpStream", Where::In("domain"), PURE),
    ("UdpSocket", Where::In("domain"), PURE),
    ("ToSocketAddrs", Where::In("domain"), PURE),
    ("std::process", Where::In("domain"), PURE),
    ("std::env", Where::In("domain"), PURE),
    ("std::thread", Where::In("domain"), PURE),
    ("SystemTime", Where::In("domain"), PURE),
    ("Instant", Where::In("domain"), PURE),
    ("::now()", Where::In("domain"), PURE),
    ("async fn", Where::In("domain"), PURE),
];
const DOORS: &[&str] = &["cli", "xtask"];
const PURE: &str = "`domain` is pure: pass time, ids and facts in";

fn words(file: &File, place: &Place, source: &Source, all_tests: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, line) in source.code.lines().enumerate() {
        let number = at + 1;
        let in_tests = all_tests || source.is_test(number);
        for (word, refused, mend) in WORDS {
            let applies = match refused {
                Where::Everywhere => true,
                Where::Tests => in_tests,
                Where::OutsideTests => !in_tests,
                Where::Outside(rooms) => !rooms.contains(&place.room) && !place.is_build_script && !place.is_test,
                Where::In(room) => place.room == *room && !in_tests,
            };
            if applies && holds_word(line, word) {
                let place = match refused {
                    Where::OutsideTests => " outside tests".to_owned(),
                    Where::Tests => " in a test".to_owned(),
                    Where::Everywhere => String::new(),
                    Where::Outside(_) | Where::In(_) => format!(" in `{}`", place.room),
                };
                found.push(Finding::error(&file.path, number, format!("`{word}`{place}"), *mend));
            }
        }
    }
    found
}

/// The word, not as the end or the beginning of a longer one.
fn holds_word(line: &str, word: &str) -> bool {
    let is_letter = |one: char| one.is_alphanumeric() || one == '_';
    line.match_indices(word).any(|(at, _)| {
        let joined_before = word.starts_with(is_letter) && line[..at].ends_with(is_letter);
        let joined_after = word.ends_with(is_letter) && line[at + word.len()..].starts_with(is_letter);
        !joined_before && !joined_after
    })
}

/// SQL in a text, outside the room of SQL. Automation is exempt: its baseline is SQL, and its rules talk about it. So are
/// tests, which damage or lock a database from outside.
fn sql(file: &File, place: &Place, source: &Source) -> Vec<Finding> {
    if ["store", "xtask"].contains(&place.room) || place.is_test {
        return Vec::new();
    }
    let mend = "Give `store` a function that says what is wanted";
    let speaks = |text: &str| -> Option<&'static str> {
        let single = ["SELECT ", "INSERT INTO", "INSERT OR ", "DELETE FROM", "CREATE TABLE", "PRAGMA "];
        let updates = text.split_once("UPDATE ").is_some_and(|(_, rest)| rest.contains(" SET ") || rest.contains("\nSET "));
        single.into_iter().find(|words| text.contains(words)).or(updates.then_some("UPDATE … SET"))
    };
    let found = source.literals.iter().filter_map(|literal| Some((literal.line, speaks(&literal.text)?)));
    found
        .map(|(line, words)| Finding::error(&file.path, line, format!("SQL (`{}`) outside `store`", words.trim()), mend))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: &[(usize, &str)]) {
        let found = findings(&[File { path: path.into(), text: text.into() }]);
        let lines: Vec<usize> = found.iter().map(|one| one.line).collect();
        assert_eq!(lines, expected.iter().map(|(line, _)| *line).collect::<Vec<_>>(), "{path}: {text}\n{found:?}");
        for (finding, (_, words)) in found.iter().zip(expected) {
            assert!(finding.what.contains(words), "{finding:?} does not say {words}");
        }
    }

    #[test]
    fn files_say_what_they_are_for() {
        check("crates/store/src/a.rs", "fn a() {}", &[(1, "does not say")]);
        check("crates/store/src/a.rs", "// not a head\nfn a() {}", &[(1, "does not say")]);
        check("crates/store/src/a.rs", &"//! x\n".repeat(6), &[]);
        check("crates/store/src/a.rs", &"//! x\n".repeat(7), &[(1, "7 lines")]);
        check("crates/store/src/lib.rs", &"//! x\n".repeat(40), &[]);
        check("docs/a.rs", "fn a() {}", &[]);
    }

    #[test]
    fn files_have_a_length() {
        let file =
            |lines: usize| File { path: "crates/store/src/a.rs".into(), text: "//! x\n".to_owned() + &"\n".repeat(lines - 1) };
        let weight = |lines: usize| findings(&[file(lines)]).first().map(|one| one.weight);
        assert_eq!(weight(400), None);
        assert_eq!(weight(401), Some(super::super::Weight::Warning));
        assert_eq!(weight(600), Some(super::super::Weight::Warning));
        assert_eq!(weight(601), Some(super::super::Weight::Error));
    }

    #[test]
    fn words_have_their_place() {
        let engine =
            |text: &str, expected: &[(usize, &str)]| check("crates/engine/src/a.rs", &format!("//! x\n{text}"), expected);
        engine("fn a() { b.unwrap() }", &[(2, "outside tests")]);
        engine("fn a() { b.unwrap_or(1).expect(\".unwrap()\") } // .unwrap()", &[]);
        engine("#[cfg(test)]\nmod tests {\n fn a() { b.unwrap() }\n}\nfn a() { b.unwrap() }", &[(6, "outside tests")]);
        engine("fn a() { todo!() }", &[(2, "todo!")]);
        engine("fn a() { dbg!(1) }", &[(2, "dbg!")]);
        engine("#[ignore = \"slow\"]\n#[test]\nfn a() {}", &[(2, "#[ignore")]);
        engine("fn a() { thread::sleep(b) }", &[]);
        engine("#[test]\nfn a() { std::thread::sleep(b) }", &[(3, "in a test")]);
        engine("fn a() { println!(\"a\") }", &[(2, "`println!` in `engine`")]);
        engine("fn a() { eprintln!(\"a\") }", &[(2, "`eprintln!` in `engine`")]);
        check("crates/cli/src/a.rs", "//! x\nfn a() { println!(\"a\") }", &[]);
        check("crates/engine/build.rs", "//! x\nfn main() { println!(\"a\") }", &[]);
        check("crates/engine/tests/a.rs", "//! x\nfn a() { b.unwrap(); std::thread::sleep(c) }", &[(2, "in a test")]);
        check("crates/fixtures/src/a.rs", "//! x\nfn a() { b.unwrap() }", &[]);
    }

    #[test]
    fn test_files_of_test_modules_are_tests() {
        let file = |path: &str, text: &str| File { path: path.into(), text: format!("//! x\n{text}") };
        let case = |parent: &str| {
            findings(&[file(parent, "#[cfg(test)]\nmod cases;"), file("crates/store/src/rows/cases.rs", "fn a() { b.unwrap() }")])
                .len()
        };
        assert_eq!(case("crates/store/src/rows.rs"), 0);
        assert_eq!(case("crates/store/src/rows/mod.rs"), 0);
        assert_eq!(case("crates/store/src/other.rs"), 1);
    }

    #[test]
    fn domain_is_pure() {
        let domain =
            |text: &str, expected: &[(usize, &str)]| check("crates/domain/src/a.rs", &format!("//! x\n{text}"), expected);
        domain("use std::fs;", &[(2, "std::fs")]);
        domain("let a = Timestamp::now();", &[(2, "::now()")]);
        domain("struct Instantly;", &[]);
        // An address is a value; a connection is not.
        domain("use std::net::Ipv4Addr;", &[]);
        domain("use std::net::TcpStream;", &[(2, "TcpStream")]);
        domain("#[cfg(test)]\nmod tests {\n use std::fs;\n}", &[]);
    }

    #[test]
    fn sql_lives_in_the_store() {
        let texts = ["SELECT id FROM a", "insert: INSERT INTO a", "DELETE FROM a", "UPDATE a\nSET b = 1", "UPDATE a SET b = 1"];
        for text in texts {
            let code = format!("//! x\nconst A: &str = \"{text}\";");
            check("crates/engine/src/a.rs", &code, &[(2, "outside `store`")]);
            check("crates/store/src/a.rs", &code, &[]);
        }
        check("crates/engine/src/a.rs", "//! x\n// SELECT a\nconst A: &str = \"Select a file. UPDATE it\";", &[]);
    }
}
