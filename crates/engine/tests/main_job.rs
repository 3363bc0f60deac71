//! The main job on real files: uploaded, checked, run, taken back.

use std::path::{Path, PathBuf};

use kartoteka_domain::issue::Code;
use kartoteka_domain::recipe::{Existing, MissingLinks};
use kartoteka_domain::run::{Counts, State};
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Error;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;
use kartoteka_engine::{Clock, Config, Engine};
use kartoteka_sheets::{Limits, Wall};
use kartoteka_store::IssueFilter;

fn engine(dir: &Path) -> Engine {
    let clock = Clock::Fixed(jiff::civil::date(2026, 11, 21).at(9, 30, 0, 0));
    Engine::open(Config { data: dir.to_owned(), database: None, wall: Wall::InProcess, limits: Limits::default(), clock })
        .expect("an engine")
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples").join(name)
}

fn file(record_type: &str, name: &str, said: Said) -> NewFile {
    NewFile { path: sample(name), record_type: record_type.to_owned(), said, ..NewFile::default() }
}

fn run(engine: &Engine, new: &NewFile) -> (i64, Counts) {
    let actor = Actor::local();
    let import = engine.upload_file(&actor, new, &Watch::default()).expect("an upload").import;
    engine.check_import(&actor, import, &Watch::default()).expect("a check");
    let counts = engine.start_import(&actor, import, &Watch::default()).expect("a run");
    assert!(counts.add_up(), "{counts:?}");
    (import, counts)
}

#[test]
fn l7_l8_l11_leads_of_a_trade_fair() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    for name in ["leady-veletrh.xlsx", "leady-veletrh.ods"] {
        let new = file("leads", name, Said::default());
        let import = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect("an upload").import;
        let checked = engine.check_import(&Actor::local(), import, &Watch::default()).expect("a check");
        assert_eq!((checked.rows, checked.created, checked.rejected, checked.errors), (500, 483, 17, 17), "{name}");
        let issues = engine.issues(&Actor::local(), import, &IssueFilter::default(), None, 1000).expect("issues");
        let errors: Vec<(u32, Code)> =
            issues.iter().filter(|i| i.issue.is_error()).map(|i| (i.issue.row.0, i.issue.code)).collect();
        assert_eq!(errors[0], (15, Code::EmailUnreadable));
        assert!(errors.contains(&(31, Code::RequiredEmpty)));
        assert!(errors.contains(&(62, Code::TextTooLong)));
        assert!(errors.contains(&(140, Code::ChoiceUnknown)));
        let ran = engine.start_import(&Actor::local(), import, &Watch::default()).expect("a run");
        assert_eq!((ran.created, ran.rejected), (483, 17));
        let undone = engine.undo_run(&Actor::local(), import, false, &Watch::default()).expect("an undo");
        assert_eq!((undone.deleted, undone.kept_count), (483, 0));
        let again = engine.undo_run(&Actor::local(), import, false, &Watch::default()).expect("an undo again");
        assert_eq!((again.deleted, again.unchanged), (0, 483));
        assert_eq!(engine.import(&Actor::local(), import).expect("it").import.state, State::Undone);
    }
}

#[test]
fn h_companies_then_users_then_responsibles() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    let (_, companies) = run(&engine, &file("companies", "spolecnosti_utf8.csv", Said::default()));
    assert_eq!(companies.created, 200);
    let (_, again) = run(&engine, &file("companies", "spolecnosti_utf8.csv", Said::default()));
    assert_eq!((again.unchanged, again.updated), (200, 0));
    // H5, H6: nothing is written, every offending row is listed.
    let new = file("users", "uzivatele_chyby.csv", Said::default());
    let import = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect("an upload").import;
    engine.check_import(&Actor::local(), import, &Watch::default()).expect("a check");
    let issues = engine.issues(&Actor::local(), import, &IssueFilter::default(), None, 1000).expect("issues");
    let rows = |code: Code| -> Vec<u32> { issues.iter().filter(|i| i.issue.code == code).map(|i| i.issue.row.0).collect() };
    assert_eq!(rows(Code::LinkMissing), vec![6, 22]);
    assert_eq!(rows(Code::KeyRepeated), vec![5, 35]);
    assert_eq!(rows(Code::RequiredEmpty), vec![40]);
    let refused = engine.start_import(&Actor::local(), import, &Watch::default()).expect_err("nothing is written");
    assert_eq!(refused.code(), Some("all-or-nothing-errors"));
    let (_, users) = run(&engine, &file("users", "uzivatele_utf8.csv", Said::default()));
    assert_eq!(users.created, 600);
    // H10: the encoding is named and must be confirmed.
    let new = file("users", "operatori_windows1250.csv", Said { role: Some("operator".into()), ..Said::default() });
    let refused = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect_err("to be confirmed");
    let Error::Refusal(refusal) = refused else { panic!("a refusal") };
    assert_eq!((refusal.code, refusal.params[0].1.as_str()), ("encoding-unconfirmed", "windows-1250"));
    let said = Said { role: Some("operator".into()), encoding: Some("windows-1250".into()), ..Said::default() };
    let (_, operators) = run(&engine, &file("users", "operatori_windows1250.csv", said));
    assert_eq!(operators.created, 8);
    // M: the edit file.
    let mut new = file("companies", "kompanii-otvetstvennye.xls", Said::default());
    new.profile = Some(kartoteka_domain::profile::ProfileKey::Edit);
    let (import, edited) = run(&engine, &new);
    assert_eq!((edited.rows, edited.created, edited.rejected), (62, 0, 3));
    let issues = engine.issues(&Actor::local(), import, &IssueFilter::default(), None, 1000).expect("issues");
    let errors: Vec<(u32, Code)> = issues.iter().filter(|i| i.issue.is_error()).map(|i| (i.issue.row.0, i.issue.code)).collect();
    assert!(errors.contains(&(62, Code::RecordMissing)), "{errors:?}");
    assert!(errors.contains(&(63, Code::LinkMissing)), "{errors:?}");
    let undone = engine.undo_run(&Actor::local(), import, false, &Watch::default()).expect("an undo");
    assert_eq!((undone.restored, undone.kept_count), (edited.updated, 0));
    new.record_type = "locations".into();
    let refused = engine.upload_file(&Actor::local(), &new, &Watch::default()).expect_err("M8");
    assert_eq!(refused.code(), Some("edit-file-other-type"));
}

#[test]
fn r_contacts_of_a_spreadsheet_and_a_messenger_audience() {
    let dir = tempfile::tempdir().expect("a folder");
    let engine = engine(dir.path());
    let said = Said { missing_links: Some(MissingLinks::Create), ..Said::default() };
    for name in ["contatos.xlsx", "contatos-libreoffice.xlsx"] {
        let (import, counts) = run(&engine, &file("contacts", name, said.clone()));
        assert_eq!((counts.rows, counts.created), (1200, 1200), "{name}");
        let undone = engine.undo_run(&Actor::local(), import, false, &Watch::default()).expect("an undo");
        assert_eq!(undone.kept_count, 0, "{:?}", undone.kept.first());
    }
    engine
        .create_record(&Actor::local(), "bot", &[("name".into(), "B".into()), ("messenger".into(), "telegram".into())])
        .expect("a bot");
    let said = Said { bot: Some("B".into()), responsible: Some(Existing::Add), ..Said::default() };
    let (import, counts) = run(&engine, &file("clients", "exported 03.12 13.28.27.xlsx", said));
    assert_eq!((counts.rows, counts.created, counts.rejected, counts.skipped), (1500, 1498, 1, 1));
    let issues = engine.issues(&Actor::local(), import, &IssueFilter::default(), None, 1000).expect("issues");
    let found: Vec<(u32, Code)> = issues.iter().map(|i| (i.issue.row.0, i.issue.code)).collect();
    assert_eq!(
        found,
        [(20, Code::RequiredEmpty), (33, Code::RecommendedEmpty), (49, Code::KeySuperseded), (62, Code::MessengerIdOdd)]
    );
}
