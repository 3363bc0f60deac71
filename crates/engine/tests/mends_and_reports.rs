//! From errors to a clean import: mends with undo, and every file an import gives back.

use std::path::{Path, PathBuf};

use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_domain::run::{Counts, Outcome, State};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::edit_record::Edited;
use kartoteka_engine::error::Error;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, ReadingOptions, Wall};

const COMPANIES: &str = "Name;E-mail;Country;Employees;Note\r\n\
    Alfa;info@alfa.cz;Czechya;10;ok\r\n\
    Beta;beta@;CZ;20;=1+1\r\n\
    ;nobody@x.cz;CZ;;\r\n\
    Gama;gama@gama.cz;Czechya;x;+420 601\r\n\
    delta;;;;Velký odběratel\r\n\
    Omega;;;;velky ODBERATEL\r\n";

struct Desk {
    dir: tempfile::TempDir,
    engine: Engine,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().expect("a folder");
        let clock = Clock::Fixed(jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
        let config =
            Config { data: dir.path().join("data"), database: None, wall: Wall::InProcess, limits: Limits::default(), clock };
        let engine = Engine::open(config).expect("an engine");
        Desk { dir, engine }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn create(&self, record_type: &str, fields: &[(&str, &str)]) {
        let fields: Vec<(String, String)> = fields.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        let made = self.engine.create_record(&Actor::local(), record_type, &fields).expect("a record");
        assert!(matches!(made, Edited::Created(_)), "{made:?}");
    }

    fn upload(&self, record_type: &str, name: &str, text: &str, profile: Option<ProfileKey>) -> i64 {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        self.upload_path(record_type, &path, profile)
    }

    fn upload_path(&self, record_type: &str, path: &Path, profile: Option<ProfileKey>) -> i64 {
        let new = NewFile { path: path.to_owned(), record_type: record_type.to_owned(), profile, ..NewFile::default() };
        self.engine.upload_file(&Actor::local(), &new, &Watch::default()).expect("an upload").import
    }

    fn check(&self, import: i64) -> Counts {
        self.engine.check_import(&Actor::local(), import, &Watch::default()).expect("a check")
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(std::fs::read(self.path(name)).expect("a file")).expect("UTF-8")
    }
}

#[test]
fn l9_rows_are_mended_and_mends_undone() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    let import = desk.upload("companies", "c.csv", COMPANIES, None);
    let first = desk.check(import);
    assert_eq!((first.rows, first.rejected), (6, 4));
    assert_eq!(engine.mend_replace(&actor, import, "Country", "Czechya", "Czechia").expect("mended"), 2);
    assert_eq!(engine.import(&actor, import).expect("it").import.state, State::Mapping);
    assert_eq!(engine.mend_set_cell(&actor, import, 3, "email", "beta@beta.cz").expect("mended"), 1);
    assert_eq!(engine.mend_set_cell(&actor, import, 3, "email", "beta@beta.cz").expect("the same"), 0);
    assert_eq!(engine.mend_set_cell(&actor, import, 5, "D", "30").expect("by letters"), 1);
    assert_eq!(engine.mend_set_empty(&actor, import, "Name", "Nobody").expect("filled"), 1);
    let second = desk.check(import);
    assert_eq!((second.created, second.rejected, second.rows), (6, 0, 6));
    let undone = engine.undo_mend(&actor, import).expect("undone").expect("a mend");
    assert_eq!((undone.column.as_str(), undone.undone), ("Name", true));
    assert_eq!(desk.check(import).rejected, 1);
    assert_eq!(engine.mend_exclude_code(&actor, import, Code::RequiredEmpty).expect("taken out"), 1);
    let third = desk.check(import);
    assert_eq!((third.created, third.skipped, third.rejected), (5, 1, 0));
    assert!(engine.redo_mend(&actor, import).expect("nothing to redo").is_none());
    engine.undo_mend(&actor, import).expect("undone");
    assert!(engine.redo_mend(&actor, import).expect("redone").is_some());
    assert_eq!(engine.mends(&actor, import).expect("mends").iter().filter(|mend| !mend.undone).count(), 4);
    assert_eq!(engine.mend_exclude_rows(&actor, import, None, &[6, 7]).expect("taken out"), 2);
    for (refused, code) in [
        (engine.mend_replace(&actor, import, "Contry", "a", "b"), "column-unknown"),
        (engine.mend_set_cell(&actor, import, 99, "Name", "x"), "row-unknown"),
        (engine.mend_set_cell(&actor, import, 1, "Name", "x"), "row-unknown"),
        (engine.mend_exclude_rows(&actor, import, None, &[2, 400]), "row-unknown"),
    ] {
        let Err(Error::Refusal(refusal)) = refused else { panic!("{code}: {refused:?}") };
        assert_eq!(refusal.code, code);
        if code == "column-unknown" {
            assert_eq!(refusal.params[1].1, "Country");
        }
    }
    desk.check(import);
    let ran = engine.start_import(&actor, import, &Watch::default()).expect("a run");
    assert_eq!((ran.created, ran.skipped), (3, 3));
    assert_eq!(engine.mend_set_empty(&actor, import, "Name", "x").expect_err("it has run").code(), Some("import-not-startable"));
}

#[test]
fn spelling_variants_are_grouped() {
    let desk = Desk::new();
    let import = desk.upload("companies", "c.csv", COMPANIES, None);
    let clusters = desk.engine.value_clusters(&Actor::local(), import, "note").expect("clusters");
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0].variants, [("Velký odběratel".to_owned(), 1), ("velky ODBERATEL".to_owned(), 1)]);
}

#[test]
fn sem_17_the_failed_file_can_be_mended_and_imported_again() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    let import = desk.upload("companies", "c.csv", COMPANIES, None);
    let unchecked = engine.write_result_file(&actor, import, &desk.path("r.csv"), Language::English);
    assert_eq!(unchecked.expect_err("not checked").code(), Some("import-unchecked"));
    desk.check(import);
    let ran = engine.start_import(&actor, import, &Watch::default()).expect("a run");
    assert_eq!((ran.created, ran.rejected), (2, 4));
    for name in ["failed.csv", "failed.xlsx"] {
        assert_eq!(engine.write_failed_file(&actor, import, &desk.path(name), Language::Czech).expect("a file"), 4);
        let again = desk.upload_path("companies", &desk.path(name), None);
        let counts = desk.check(again);
        assert_eq!((counts.rows, counts.rejected), (4, 4), "{name}");
        let settings = engine.import(&actor, again).expect("it").settings.expect("settings");
        let reason = settings.columns.last().expect("columns");
        assert!(
            reason.header == "Důvod" && settings.recipe.parts[0].columns.last().is_some_and(|column| column.field.is_none()),
            "{reason:?}"
        );
        assert_eq!(engine.mend_replace(&actor, again, "Country", "Czechya", "Czechia").expect("mended"), 2);
        desk.check(again);
        // The reasons of the first file are not carried into the next one.
        engine.write_failed_file(&actor, again, &desk.path("again.csv"), Language::English).expect("a file");
        let header = desk.text("again.csv").lines().next().expect("a header").to_owned();
        assert_eq!(
            header.trim_start_matches('\u{feff}').replace(',', ";"),
            "Name;E-mail;Country;Employees;Note;Reason",
            "{name}"
        );
    }
    let text = desk.text("failed.csv");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}Name;E-mail;Country;Employees;Note;Důvod");
    assert!(lines[2].starts_with("Beta;beta@;CZ;20;'=1+1;"), "{}", lines[2]);
    assert!(lines[4].starts_with("Gama;gama@gama.cz;Czechya;x;+420 601;"), "{}", lines[4]);
}

#[test]
fn l11_the_result_file_holds_every_row_once() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    let import = desk.upload("companies", "c.csv", COMPANIES, None);
    desk.check(import);
    engine.start_import(&actor, import, &Watch::default()).expect("a run");
    for name in ["result.csv", "result.xlsx"] {
        assert_eq!(engine.write_result_file(&actor, import, &desk.path(name), Language::English).expect("a file"), 6);
    }
    let text = desk.text("result.csv");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0], "\u{feff}Row;Outcome;ID;Reason;Name;E-mail;Country;Employees;Note");
    assert!(lines[1].starts_with("2;Left out;;") && lines[1].contains("Czechya"), "{}", lines[1]);
    assert_eq!(lines[5], "6;Created;1;;delta;;;;Velký odběratel");
    // Two things are wrong with this row, from left to right.
    assert!(lines[4].starts_with("5;Left out;;\"Country: ") && lines[4].contains(" | Employees: "), "{}", lines[4]);
}

#[test]
fn l8_issues_and_marked_cells_are_given_back() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    let import = desk.upload("companies", "c.csv", COMPANIES, None);
    let checked = desk.check(import);
    let issues = engine.write_issues_file(&actor, import, &desk.path("issues.csv"), Language::English).expect("a file");
    assert_eq!(issues, checked.errors + checked.warnings);
    let text = desk.text("issues.csv");
    assert!(text.lines().nth(1).is_some_and(|line| line.starts_with("2;Country;country;Error;Czechya;")), "{text}");
    assert_eq!(engine.write_annotated_file(&actor, import, &desk.path("marked.xlsx"), Language::Portuguese).expect("a file"), 4);
    let options = ReadingOptions::default();
    let found =
        kartoteka_sheets::inspect(&desk.path("marked.xlsx"), &options, &Limits::default(), &Wall::InProcess).expect("a workbook");
    let rows = &found.sheets[0].rows;
    assert_eq!(rows[0].cells.last().expect("a header").shown(), "Motivo");
    assert_eq!(rows.len(), 5);
    assert!(rows[1].cells.last().expect("a reason").shown().starts_with("Linha 2"), "{:?}", rows[1]);
    engine.write_original_file(&actor, import, &desk.path("original.csv")).expect("a file");
    assert_eq!(desk.text("original.csv"), COMPANIES);
}

#[test]
fn a_preview_shows_old_and_new_values() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    desk.create("company", &[("name", "Alfa"), ("city", "Brno")]);
    desk.create("company", &[("name", "Beta")]);
    let import =
        desk.upload("companies", "p.csv", "ID;Name;City;Parent\r\n1;Alfa;Praha;Beta\r\n2;Beta;;\r\n;New;Zlín;\r\n", None);
    let counts = desk.check(import);
    assert_eq!((counts.updated, counts.unchanged, counts.created), (1, 1, 1));
    let rows = engine.preview(&actor, import, Some(Outcome::Updated), None, 10).expect("a preview");
    assert_eq!((rows.len(), rows[0].row, rows[0].name.as_str()), (1, 2, "Alfa"));
    let changes: Vec<(&str, &str, &str)> =
        rows[0].changes.iter().map(|c| (c.field.as_str(), c.before.as_str(), c.after.as_str())).collect();
    assert!(changes.contains(&("city", "Brno", "Praha")) && changes.contains(&("parent", "", "Beta")), "{changes:?}");
    let all = engine.preview(&actor, import, None, None, 10).expect("a preview");
    assert_eq!(all.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3, 4]);
    let rest = engine.preview(&actor, import, None, Some((0, 2)), 1).expect("a page");
    assert_eq!((rest.len(), rest[0].row, rest[0].outcome), (1, 3, Outcome::Unchanged));
}

#[test]
fn m7_a_mass_edit_is_counted_by_person() {
    let desk = Desk::new();
    let (engine, actor) = (&desk.engine, Actor::local());
    for login in ["ivanov", "petrov"] {
        desk.create("user", &[("username", login), ("email", &format!("{login}@x.cz"))]);
    }
    for name in ["a", "b", "c"] {
        desk.create("company", &[("name", name), ("responsible", "petrov")]);
    }
    let import = desk.upload(
        "companies",
        "e.csv",
        "id;status;responsible\r\n1;1;ivanov\r\n2;1;ivanov, petrov\r\n3;0;\r\n",
        Some(ProfileKey::Edit),
    );
    desk.check(import);
    let people: Vec<(String, u64, u64)> =
        engine.by_person(&actor, import).expect("people").into_iter().map(|p| (p.login, p.gained, p.lost)).collect();
    assert_eq!(people, [("ivanov".to_owned(), 2, 0), ("petrov".to_owned(), 0, 1)]);
}
