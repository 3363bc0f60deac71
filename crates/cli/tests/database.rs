//! The same words typed twice: once on a data directory, once on a database server. What is printed and how it ends must be
//! the same. Where no server was started, what needs one has nothing to say; the second pass of the test command starts one.

use std::process::Command;

use kartoteka_fixtures::databases::Database;

/// A new folder with a file in it, and perhaps a database.
struct Desk {
    folder: tempfile::TempDir,
    database: Option<String>,
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    fn new(database: Option<String>) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let rows = "Name;City;Web\nACME;Brno;acme.example\nBeta;Praha;\n;Brno;\n";
        std::fs::write(folder.path().join("companies.csv"), rows).expect("a file");
        Desk { folder, database }
    }

    fn say(&self, words: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command.current_dir(self.folder.path()).args(words.split(' ')).env_clear();
        command.env("KARTOTEKA_LANG", "en").env("KARTOTEKA_NOW", "2026-11-21T09:30:00").env("PATH", "/usr/bin:/bin");
        command.envs(self.database.as_ref().map(|address| ("KARTOTEKA_DATABASE", address)));
        let ended = command.output().expect("the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { code: ended.status.code(), out: text(&ended.stdout), err: text(&ended.stderr) }
    }
}

/// Every step of the main job and the looks at it.
const WORDS: &[&str] = &[
    "type list",
    "import check companies companies.csv",
    "import list",
    "import run companies companies.csv --tag fair --yes",
    "record list company",
    "record show company 1",
    "tag list",
    "export run company --format csv -o out.csv",
    "import issues 2",
    "import revert 2 --yes",
    "record list company",
    "import list",
    "setting get locale.default",
];

#[test]
fn a_server_says_what_a_file_says() {
    let Some(database) = Database::of_test() else { return };
    let (file, server) = (Desk::new(None), Desk::new(Some(database.address())));
    for words in WORDS {
        let (one, other) = (file.say(words), server.say(words));
        assert_eq!((one.code, &one.out, &one.err), (other.code, &other.out, &other.err), "{words}");
    }
    let read = |desk: &Desk| std::fs::read(desk.folder.path().join("out.csv")).expect("an export");
    assert_eq!(read(&file), read(&server));
    assert!(!server.folder.path().join("kartoteka-data/kartoteka.sqlite").exists(), "no file beside the server");
    assert_eq!(database.run("SELECT count(*) FROM company"), "0", "taken back");
}

#[test]
fn what_is_for_files_is_refused_on_a_server() {
    let Some(database) = Database::of_test() else { return };
    let desk = Desk::new(Some(database.address()));
    assert_eq!(desk.say("type list").code, Some(0));
    let before = database.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
    let demo = concat!("demo --no-serve --examples ", env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let said = desk.say(demo);
    assert!(said.code != Some(0) && said.err.contains("database server"), "{} {}", said.out, said.err);
    assert_eq!(database.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), before);
    let doctor = desk.say("doctor");
    assert!(doctor.code == Some(0) && doctor.out.contains("The database server answers."), "{} {}", doctor.out, doctor.err);
}

#[test]
fn flt_13_an_address_that_leads_nowhere_is_told_without_its_password() {
    for address in ["postgres://ana:geheim@127.0.0.1:1/crm", "mysql://ana:geheim@127.0.0.1/crm"] {
        let said = Desk::new(Some(address.to_owned())).say("type list");
        assert!(said.code.is_some_and(|code| code != 0) && said.err.contains("hint:"), "{}", said.err);
        assert!(!said.err.contains("geheim") && !said.out.contains("geheim"), "{}", said.err);
    }
}
