//! The door as a script sees it: the real program in a clean environment, on real files. What it prints on which stream,
//! and how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples").join(name)
}

/// A data directory of its own, and the program with nothing around it but the clock.
struct Door {
    data: tempfile::TempDir,
}

/// What a command left behind.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    fn problem(&self) -> Value {
        serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}\n{}", self.err))
    }
}

impl Door {
    fn new() -> Door {
        Door { data: tempfile::tempdir().expect("a directory") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kartoteka"));
        command.args(args).env_clear().env("KARTOTEKA_NOW", "2026-11-21T09:30:00");
        command.env("KARTOTEKA_DATA", self.path("data")).current_dir(self.data.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        said(self.command(args).output().expect("the program"))
    }

    /// Runs and demands an end with this code.
    fn ends(&self, code: i32, args: &[&str]) -> Said {
        let said = self.run(args);
        assert_eq!(said.code, code, "{args:?}\n{}\n{}", said.out, said.err);
        said
    }
}

fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Seventeen rows have errors, the first in row 15 of the spreadsheet; nothing is written; the answer ends with 3.
#[test]
fn l7_l8_check_counts_errors_and_names_row_fifteen() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let errors = door.path("errors.csv");
    let said = door.ends(3, &["import", "check", "leads", text(&file), "--errors", text(&errors)]);
    assert!(said.out.contains("500 rows: 483 ready, 0 with warnings, 17 with errors. Nothing was saved."), "{}", said.out);
    assert!(said.out.contains("  9  email-unreadable  E-mail    e.g. row 15 "), "{}", said.out);
    assert!(said.err.contains("Import is saved as #1."), "{}", said.err);
    let listed = std::fs::read_to_string(&errors).expect("the errors");
    let rows: Vec<&str> = listed.lines().skip(1).map(|line| line.split(',').next().unwrap_or("")).collect();
    assert_eq!((rows.len(), rows[0]), (17, "15"));
    assert_eq!(door.ends(0, &["record", "list", "leads", "--count"]).out, "0\n");
    door.ends(0, &["import", "check", "leads", text(&file), "--exit-zero-on-row-errors"]);
}

/// The shapes of `interfaces.md`, member by member and in order.
#[test]
fn counts_and_issues_have_the_promised_shape() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(3, &["import", "check", "leads", text(&file), "--json=counts"]);
    assert_eq!(
        said.out,
        "{\"counts\":{\"rows\":500,\"created\":483,\"updated\":0,\"unchanged\":0,\"skipped\":0,\"rejected\":17,\"failed\":0,\
         \"errors\":17,\"warnings\":0}}\n"
    );
    assert_eq!(said.err, "", "a program that asked for JSON hears of errors only");
    let issues = door.ends(0, &["import", "issues", "1", "--row", "15", "--json"]).json();
    let issue = issues[0].as_object().expect("an issue");
    let members: Vec<&str> = issue.keys().map(String::as_str).collect();
    assert_eq!(members, ["row", "column", "field", "severity", "code", "value", "message", "mends"]);
    assert_eq!((&issue["row"], &issue["column"], &issue["field"]), (&15.into(), &"E-mail".into(), &"email".into()));
    assert_eq!((&issue["severity"], &issue["code"]), (&"error".into(), &"email-unreadable".into()));
    let lines = door.ends(0, &["import", "issues", "1", "--jsonl"]).out;
    assert_eq!(lines.lines().count(), 17);
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok_and(|issue| issue["row"].is_number())));
    assert_eq!(door.ends(0, &["import", "issues", "1", "--code", "key-repeated", "--json"]).out, "[]\n");
}

/// Without a terminal and without --yes nothing changes, and the answer names flag and number.
#[test]
fn changes_in_a_pipe_want_yes_and_say_how_many() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(2, &["import", "run", "leads", text(&file)]);
    assert!(said.err.contains("This changes 483 records. Add --yes to confirm (no terminal)."), "{}", said.err);
    assert_eq!(said.out, "");
    assert_eq!(door.ends(0, &["record", "list", "leads", "--count"]).out, "0\n");
    // What was checked is kept: the same import starts as soon as somebody says yes.
    let failed = door.path("failed.xlsx");
    let said = door.ends(3, &["import", "start", "1", "--yes", "--failed", text(&failed)]);
    assert!(said.out.contains("created 483  rejected 17"), "{}", said.out);
    assert!(failed.is_file());
    let bulk = door.ends(2, &["bulk", "leads", "--all", "--set", "phase=Archived"]);
    assert!(bulk.err.contains("This changes 483 records."), "{}", bulk.err);
    let missing = door.ends(2, &["bulk", "leads", "--set", "note=x", "--yes"]);
    assert!(missing.err.contains("--all"), "nothing said is never everything: {}", missing.err);
}

/// L12, L13: both numbers before and after; then the register is as it was.
#[test]
fn l13_delete_import_shows_numbers_and_undo_gives_back() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    door.ends(3, &["import", "run", "leads", text(&file), "--yes"]);
    let tag = "Import 2026-11-21 #1";
    let tags = door.ends(0, &["import", "tags", "leads", "--json"]).json();
    assert_eq!((&tags[0]["tag"], &tags[0]["records"]), (&tag.into(), &483.into()));
    let said = door.ends(0, &["import", "delete", "--type", "leads", "--tag", tag, "--dry-run"]);
    assert!(said.out.contains("483 records carry this tag and were created by import #1."), "{}", said.out);
    assert!(said.out.contains("  delete 483\n"), "{}", said.out);
    assert_eq!(door.ends(0, &["record", "list", "leads", "--count"]).out, "483\n");
    let report = door.ends(0, &["import", "revert", "1", "--yes", "--json=deleted,restored,kept"]);
    assert_eq!(report.out, "{\"deleted\":483,\"restored\":0,\"kept\":0}\n");
    assert_eq!(door.ends(0, &["record", "list", "leads", "--count"]).out, "0\n");
}

/// R5, R7: out, in again, nothing changes; one edited cell is one update.
#[test]
fn r5_an_unedited_export_comes_back_unchanged() {
    let door = Door::new();
    let file = sample("contatos.xlsx");
    door.ends(0, &["import", "run", "contacts", text(&file), "--missing-links", "create", "--lang", "pt", "--yes"]);
    let out = door.path("contatos.csv");
    let said = door.ends(0, &["export", "run", "contacts", "--kind", "reimport", "-o", text(&out), "--lang", "pt"]);
    assert!(said.out.contains("1.200 linhas -> ") && said.out.contains("(UTF-8 com BOM, “;”)"), "{}", said.out);
    let dry = ["import", "run", "contacts", text(&out), "--mode", "update", "--lang", "pt", "--dry-run", "--json=counts"];
    let counts = door.ends(0, &dry).json();
    assert_eq!((&counts["counts"]["unchanged"], &counts["counts"]["updated"]), (&1200.into(), &0.into()), "{counts}");
}

/// H5, H6: all or nothing; every row is named, nothing is written, and the answer is 3.
#[test]
fn h5_h6_all_or_nothing_lists_every_row() {
    let door = Door::new();
    door.ends(0, &["import", "run", "companies", text(&sample("spolecnosti_utf8.csv")), "--yes"]);
    let said = door.ends(3, &["import", "run", "users", text(&sample("uzivatele_chyby.csv")), "--yes"]);
    for row in ["Row 5", "Row 6", "Row 22", "Row 35", "Row 40"] {
        assert!(said.out.contains(row), "{row}: {}", said.out);
    }
    assert_eq!(door.ends(0, &["record", "list", "users", "--count"]).out, "0\n");
    // H10: an encoding that was only recognised is named and must be confirmed.
    let operators = sample("operatori_windows1250.csv");
    let said = door.ends(2, &["import", "check", "users", text(&operators), "--role", "operator"]);
    assert!(said.err.contains("--encoding windows-1250"), "{}", said.err);
    door.ends(0, &["import", "check", "users", text(&operators), "--role", "operator", "--encoding", "windows-1250"]);
}

/// Errors are problem objects on standard error for those who asked for JSON; the nearest name is offered.
#[test]
fn refusals_have_codes_names_and_problem_objects() {
    let door = Door::new();
    let said = door.ends(5, &["type", "show", "contcts"]);
    assert!(said.err.contains("Did you mean \"Contacts\"?"), "{}", said.err);
    let problem = door.ends(5, &["type", "show", "contcts", "--json"]);
    assert_eq!(problem.out, "");
    let object = problem.problem();
    let members: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(members, ["type", "title", "status", "code", "detail", "errors"]);
    assert_eq!((&object["status"], &object["code"]), (&404.into(), &"type_unknown".into()));
    assert_eq!(door.ends(2, &["import", "run", "leads", "--json"]).problem()["code"], "usage");
    for (code, args) in [
        (2, &["type", "list", "--lang", "de"][..]),
        (2, &["type", "list", "--json=words"]),
        (2, &["frobnicate"]),
        (5, &["import", "show", "77"]),
        (5, &["import", "check", "leads", "no-such-file.xlsx"]),
        (5, &["type", "list", "--as", "nobody"]),
        (5, &["record", "get", "leads", "1"]),
        (2, &["record", "get", "leads", "one"]),
    ] {
        door.ends(code, args);
    }
    let elsewhere = door.path("elsewhere");
    door.ends(5, &["import", "list", "--data", text(&elsewhere)]);
    assert!(!elsewhere.exists(), "a misspelt directory is not made");
}

/// L1: an operator is told no with 4, and nothing is written.
#[test]
fn l1_only_an_administrator_imports_leads() {
    let door = Door::new();
    door.ends(0, &["user", "add", "jana", "--email", "jana@example.com", "--role", "operator"]);
    let said = door.ends(4, &["--as", "jana", "import", "run", "leads", text(&sample("leady-veletrh.xlsx")), "--yes"]);
    assert_eq!(said.out, "");
    let token = door.ends(0, &["user", "invite", "jana"]).out;
    let password = door.path("password");
    std::fs::write(&password, "a long and quiet sentence\n").expect("written");
    door.ends(0, &["user", "accept", token.trim(), "--password-file", text(&password)]);
    let users = door.ends(0, &["user", "list", "--json"]).json();
    assert_eq!((&users[0]["login"], &users[0]["has_password"]), (&"jana".into(), &true.into()));
    door.ends(4, &["user", "accept", token.trim(), "--password-file", text(&password)]);
}

/// The language of messages: flag before environment; types answer to their names in any language.
#[test]
fn messages_speak_the_language_asked_for() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(3, &["import", "check", "leady", text(&file), "--lang", "cs"]);
    assert!(said.out.contains("500 řádků: 483 připraveno"), "{}", said.out);
    let from_environment = |name: &str, tag: &str| {
        let output = door.command(&["type", "show", "x"]).env("LC_ALL", "C.UTF-8").env(name, tag).output().expect("the program");
        said_in(&output.stderr)
    };
    assert_eq!(from_environment("KARTOTEKA_LANG", "ru"), "ошибка");
    assert_eq!(from_environment("LC_ALL", "pt_BR.UTF-8"), "erro");
    assert_eq!(from_environment("LC_ALL", "de_DE.UTF-8"), "error");
}

fn said_in(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).split(':').next().unwrap_or("").to_owned()
}

/// A file from a pipe, an export into a pipe, and nothing but data on standard output.
#[test]
fn data_flows_through_pipes() {
    let door = Door::new();
    let companies = std::fs::File::open(sample("spolecnosti_utf8.csv")).expect("the sample");
    let output = door.command(&["import", "run", "companies", "-", "--yes", "--json=state,counts"]).stdin(companies).output();
    let imported = said(output.expect("the program"));
    assert_eq!(imported.json()["counts"]["created"], 200, "{}", imported.err);
    let csv = door.ends(0, &["export", "run", "companies", "--format", "csv", "--no-bom", "--columns", "id,name", "-o", "-"]).out;
    assert_eq!(csv.lines().count(), 201);
    // The quotes keep spreadsheets from taking a file that begins with ID for another format.
    assert!(csv.starts_with("\"ID\",Name"), "{}", csv.lines().next().unwrap_or(""));
    let table = door.ends(0, &["record", "list", "companies", "--fields", "name", "--limit", "3"]).out;
    assert!(table.lines().count() == 3 && table.lines().all(|line| line.split('\t').count() == 2), "{table}");
}

/// The whole tour of the first command: every file goes in as the examples promise.
#[test]
fn demo_fills_an_empty_directory_and_refuses_a_full_one() {
    let door = Door::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let said = door.ends(0, &["demo", "--examples", text(&examples), "--no-serve", "--json"]).json();
    let created: Vec<&Value> = said.as_array().expect("imports").iter().map(|import| &import["counts"]["created"]).collect();
    assert_eq!(created, [483, 200, 600, 8, 1200, 1498]);
    assert_eq!(door.ends(6, &["demo", "--examples", text(&examples), "--json"]).problem()["code"], "directory_not_empty");
    door.ends(0, &["doctor"]);
    let copy = door.path("copy.db");
    door.ends(0, &["backup", text(&copy)]);
    door.ends(6, &["backup", text(&copy)]);
    door.ends(0, &["restore", text(&copy), "--yes"]);
    assert_eq!(door.ends(0, &["record", "list", "contacts", "--count"]).out, "1200\n");
}

/// The file in the data directory says what no flag and no variable said; a slip in it is named and nothing is done.
#[test]
fn kartoteka_toml_stands_behind_flag_and_environment() {
    let door = Door::new();
    door.ends(0, &["type", "list"]);
    let file = door.path("data").join("kartoteka.toml");
    let said_by = |args: &[&str], variable: Option<&str>| {
        let mut command = door.command(args);
        command.envs(variable.map(|tag| ("KARTOTEKA_LANG", tag)));
        said_in(&command.output().expect("the program").stderr)
    };
    std::fs::write(&file, "lang = \"cs\"\n").expect("written");
    assert_eq!(said_by(&["type", "show", "x"], None), "chyba");
    assert_eq!(said_by(&["type", "show", "x"], Some("ru")), "ошибка");
    assert_eq!(said_by(&["type", "show", "x", "--lang", "pt"], Some("ru")), "erro");
    for (text, named) in [
        ("langg = \"cs\"", ["kartoteka.toml", "\"langg\"", "Did you mean \"lang\"?"]),
        ("quiet = \"yes\"", ["kartoteka.toml", "\"quiet\"", "true, false"]),
        ("\nlang = cs", ["kartoteka.toml", "line 2", "lang = \"cs\""]),
    ] {
        std::fs::write(&file, text).expect("written");
        let said = door.ends(2, &["record", "list", "leads"]);
        named.iter().for_each(|part| assert!(said.err.contains(part), "{part}: {}", said.err));
    }
    std::fs::write(&file, "as = \"nobody\"").expect("written");
    door.ends(5, &["type", "list"]);
}

/// Strings bare, everything else JSON; what is not understood is refused before a file is read.
#[test]
fn jq_filters_the_answer() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(3, &["import", "check", "leads", text(&file), "--jq", ".state, .counts.rejected"]);
    assert_eq!((said.out.as_str(), said.err.as_str()), ("checked\n17\n", ""));
    let rows = ["import", "issues", "1", "--jsonl", "--jq", "select(.code == \"required-empty\") | .row"];
    assert_eq!(door.ends(0, &rows).out.lines().count(), 3);
    assert_eq!(door.ends(0, &["import", "list", "--json=id", "--jq", ".[0]"]).out, "{\"id\":\"1\"}\n");
    let problem = door.ends(2, &["import", "check", "leads", text(&file), "--jq", ".state | nosuch"]).problem();
    assert_eq!(problem["code"], "jq_not_understood");
    assert!(problem["title"].as_str().is_some_and(|title| title.contains("nosuch")), "{problem}");
    assert_eq!(door.ends(0, &["import", "list", "--jq", "length"]).out, "1\n", "the refused check left no import");
    assert_eq!(door.ends(1, &["import", "list", "--jq", ".id"]).problem()["code"], "jq_failed");
}

/// Every command has its manual page; a name that is none is answered with the nearest.
#[test]
fn man_prints_the_page_of_a_command() {
    let door = Door::new();
    let page = door.ends(0, &["man", "import", "run"]).out;
    assert!(page.contains(".TH kartoteka-import-run 1") && page.contains("\\-\\-dry\\-run"), "{page}");
    assert!(door.ends(0, &["man"]).out.contains("kartoteka demo"), "the examples are on the page");
    let said = door.ends(2, &["man", "imort"]);
    assert!(said.err.contains("Did you mean \"import\"?"), "{}", said.err);
    assert!(!door.path("data").exists());
}

/// What would fail after the work is refused before it.
#[test]
fn a_missing_folder_is_told_before_the_work() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(2, &["import", "run", "leads", text(&file), "--yes", "--failed", "nowhere/failed.xlsx"]);
    assert!(said.err.contains("there is no folder nowhere"), "{}", said.err);
    assert!(!door.path("data").exists());
    let said = door.ends(2, &["lgt", "add", "Landing"]);
    assert!(said.err.contains("Still missing: ") && !said.err.contains("--map"), "{}", said.err);
}

/// L13: companies with their contact persons are one choice, one preview with both numbers, one answer.
#[test]
fn l13_companies_with_contact_persons_go_together() {
    let door = Door::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/two-sheets-companies-contacts/input.xlsx");
    door.ends(3, &["import", "run", "companies", text(&file), "--profile", "companies-contacts", "--yes"]);
    let tag = "Import 2026-11-21 #1";
    let tags = door.ends(0, &["import", "tags", "companies-contacts", "--jq", ".[] | [.tag, .type, .records]"]);
    assert_eq!(tags.out, "[\"Import 2026-11-21 #1\",\"companies-contacts\",5]\n");
    let delete = ["import", "delete", "--type", "companies-contacts", "--tag", tag];
    let shown = door.ends(0, &[&delete[..], &["--dry-run"]].concat());
    assert!(shown.out.contains("  delete 5  (companies 2, contacts 3)\n"), "{}", shown.out);
    let done = door.ends(0, &[&delete[..], &["--yes"]].concat());
    assert!(done.out.contains("5 records were deleted") && done.out.contains("(companies 2, contacts 3)"), "{}", done.out);
    assert_eq!(door.ends(0, &["record", "list", "companies", "--count"]).out, "0\n");
}

/// M7 also where a mass edit file is only looked at.
#[test]
fn m7_a_dry_run_of_an_edit_file_names_people() {
    let door = Door::new();
    for login in ["ivanov", "petrov"] {
        door.ends(0, &["user", "add", login, "--email", &format!("{login}@example.com"), "--role", "operator"]);
    }
    std::fs::write(door.path("companies.csv"), "Name,Responsible\nAcme,petrov\nBeta,petrov\n").expect("a file");
    door.ends(0, &["import", "run", "companies", "companies.csv", "--yes"]);
    std::fs::write(door.path("edit.csv"), "ID,Responsible\n1,ivanov\n2,petrov\n").expect("a file");
    let said = door.ends(0, &["edit", "run", "companies", "edit.csv", "--dry-run"]);
    assert!(said.out.contains("ivanov +1\n") && said.out.contains("petrov −1\n"), "{}", said.out);
}

/// Rows somebody took out are no ready ones: the numbers of the summary add up.
#[test]
fn rows_taken_out_are_not_ready() {
    let door = Door::new();
    std::fs::write(door.path("leads.csv"), "Topic,E-mail\nA,a@example.cz\nB,b@\nC,c@\nD,\n").expect("a file");
    let said = door.ends(3, &["import", "check", "leads", "leads.csv"]);
    assert!(said.out.contains("4 rows: 2 ready, 0 with warnings, 2 with errors. Nothing was saved."), "{}", said.out);
    let said = door.ends(0, &["import", "fix", "1", "--skip-code", "email-unreadable", "--yes"]);
    assert!(said.out.contains("4 rows: 2 ready, 0 with warnings, 0 with errors, 2 left out. Nothing was saved."), "{}", said.out);
}

/// Nobody goes on with the work when the command leaves: it says so before anything begins. With a time it stops where it
/// is safe, and says how to go on.
#[test]
fn waiting_is_honest_without_a_server() {
    let door = Door::new();
    let file = sample("leady-veletrh.xlsx");
    let said = door.ends(2, &["import", "run", "leads", text(&file), "--yes", "--no-wait"]);
    assert!(
        said.err.contains("--no-wait cannot be done here") && said.err.contains("add --yes, and & at the end"),
        "{}",
        said.err
    );
    assert!(door.ends(0, &["import", "list", "--json"]).json().as_array().expect("a list").is_empty(), "nothing was uploaded");
    assert!(door.ends(2, &["import", "run", "leads", text(&file), "--wait=soon"]).err.contains("90s, 10m or 2h"));
    door.ends(3, &["import", "run", "leads", text(&file), "--yes", "--wait=10m"]);
}

/// What every command says of a run that did not end, and what goes on with it.
#[test]
fn flt_06_a_run_that_did_not_end_is_told_and_gone_on_with() {
    let door = Door::new();
    std::fs::write(door.path("companies.csv"), "Name,City\nAcme,Brno\nBeta,Brno\n").expect("a file");
    door.ends(0, &["import", "run", "companies", "companies.csv", "--yes"]);
    door.ends(0, &["bulk", "companies", "--all", "--set", "city=Praha", "--yes"]);
    door.ends(0, &["import", "revert", "2", "--yes"]);
    let sql = |text: &str| {
        let done = Command::new("sqlite3").arg(door.path("data/kartoteka.sqlite")).arg(text).status().expect("sqlite3");
        assert!(done.success(), "{text}");
    };
    // As a kill leaves them: running, and nobody at work.
    sql("UPDATE kt_import SET state = 'running' WHERE id IN (2, 3)");
    let said = door.ends(0, &["record", "list", "companies", "--count"]);
    for number in [2, 3] {
        let line = format!(
            "#{number} has not ended: another process is at work on it, or it was interrupted. To go on: kartoteka import start {number}\n"
        );
        assert!(said.err.contains(&line), "{}", said.err);
    }
    let doctor = door.ends(1, &["doctor"]);
    assert!(doctor.out.contains("!!  Not finished: #3, #2. To go on: kartoteka import start NUMBER."), "{}", doctor.out);
    let said = door.ends(0, &["import", "start", "2", "--yes"]);
    assert!(said.out.contains("Records: 2; changed 2"), "{}", said.out);
    let said = door.ends(0, &["import", "start", "3", "--json=restored,kept"]);
    assert_eq!(said.out, "{\"restored\":2,\"kept\":0}\n");
    assert_eq!(door.ends(0, &["record", "list", "companies", "--count"]).err, "");
    let said = door.ends(0, &["doctor"]);
    assert!(said.out.contains("ok  No run is left unfinished.\n"), "{}", said.out);
    assert!(door.ends(6, &["import", "start", "3", "--result", "rows.csv"]).err.contains("#3"));
}

/// What the server tells at once; it is ended then.
fn told_at_start(mut command: Command) -> Vec<String> {
    use std::io::BufRead as _;
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server");
    let out = std::io::BufReader::new(child.stdout.take().expect("its output"));
    let told = out.lines().map_while(Result::ok).take_while(|line| !line.starts_with("Ctrl-C")).collect();
    child.kill().expect("the server was there");
    child.wait().expect("it ended");
    told
}

/// A machine without a browser is served all the same; where there is one, it gets the address without the secret of the set-up.
#[cfg(unix)]
#[test]
fn serve_opens_the_address_and_says_when_it_cannot() {
    use std::os::unix::fs::PermissionsExt as _;
    let door = Door::new();
    let serve = |path: String| {
        let mut command = door.command(&["serve", "--listen", "127.0.0.1:0", "--open"]);
        command.env("PATH", path);
        command
    };
    let told = told_at_start(serve(text(&door.path("nothing")).to_owned()));
    assert!(told.iter().any(|line| line == "No browser could be started here: open the address yourself."), "{told:?}");
    let (opener, asked) = (door.path("xdg-open"), door.path("asked"));
    let pipe = Command::new("mkfifo").arg(&asked).status().expect("a pipe");
    assert!(pipe.success());
    std::fs::write(&opener, format!("#!/bin/sh\necho \"$@\" > {}\n", asked.display())).expect("an opener");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).expect("its rights");
    let told = told_at_start(serve(format!("{}:/usr/bin:/bin", text(door.data.path()))));
    assert!(!told.iter().any(|line| line.starts_with("No browser")), "{told:?}");
    // A pipe is read when it was written: nobody waits for a time.
    let address = std::fs::read_to_string(&asked).expect("what was opened");
    assert!(told[0].contains(address.trim()) && address.starts_with("http://127.0.0.1:"), "{address} {told:?}");
    assert!(!address.contains("token="), "{address}");
}

/// Who starts it and goes away (`kartoteka serve | head -1`) still wants to be served.
#[test]
fn serve_goes_on_when_nobody_reads_what_it_says() {
    use std::io::{Read as _, Write as _};
    let door = Door::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|any| any.local_addr()).expect("a free port");
    let mut command = door.command(&["serve", "--listen", &free.to_string()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server");
    drop(child.stdout.take());
    let answer = || {
        let mut stream = std::net::TcpStream::connect(free)?;
        stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<String, std::io::Error>(answer)
    };
    let answered = loop {
        match answer() {
            Ok(answer) if !answer.is_empty() => break answer,
            _ => assert_eq!(child.try_wait().expect("the server"), None, "it ended"),
        }
        std::thread::yield_now();
    };
    child.kill().expect("the server was there");
    child.wait().expect("it ended");
    assert!(answered.starts_with("HTTP/1.1 200"), "{answered}");
}
