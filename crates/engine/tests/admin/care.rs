//! Backup, restore, doctor.

use std::path::Path;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::kind;
use kartoteka_domain::run::State;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::{Engine, Restored, Restoring};
use kartoteka_store::{NewJob, Store};

use super::{House, config, open, start};

fn restore(data: &Path, from: &Path, force: bool) -> Result<Restored, Option<&'static str>> {
    Engine::restore(&Actor::local(), &config(data, start()), &Restoring { from, force, erasures: None }, &Watch::default())
        .map_err(|error| error.code())
}

#[test]
fn a_backup_comes_back_and_the_old_database_is_kept() {
    let house = House::new();
    house.create("company", &[("name", "Acme")]);
    let to = house.dir.path().join("copy.sqlite");
    assert!(house.engine.backup(&house.admin, &to, false, &Watch::default()).expect("a backup") > 0);
    assert_eq!(
        house.engine.backup(&house.admin, &to, false, &Watch::default()).expect_err("it exists").code(),
        Some("file-exists")
    );
    assert!(house.engine.backup(&house.admin, &to, true, &Watch::default()).is_ok());
    let own = house.dir.path().join("kartoteka.sqlite");
    assert_eq!(house.engine.backup(&house.admin, &own, true, &Watch::default()).expect_err("itself").code(), Some("file-exists"));
    house.create("company", &[("name", "Beta")]);
    assert_eq!(restore(house.dir.path(), &to, false), Err(Some("restore-over")));
    let restored = restore(house.dir.path(), &to, true).expect("a restore");
    assert_eq!(restored.kept.as_deref(), Some(house.dir.path().join("kartoteka.sqlite.before-restore").as_path()));
    assert!(restored.stopped.is_empty());
    let engine = open(house.dir.path(), start());
    assert_eq!(engine.count_records(&house.admin, "company", &Filter::all()).expect("a count"), 1);
    // What was there before is a whole database, and a second restore does not overwrite it.
    let second = restore(house.dir.path(), &restored.kept.expect("kept"), true).expect("back again");
    assert_eq!(second.kept.as_deref(), Some(house.dir.path().join("kartoteka.sqlite.before-restore-2").as_path()));
    let engine = open(house.dir.path(), start());
    assert_eq!(engine.count_records(&house.admin, "company", &Filter::all()).expect("a count"), 2);
}

/// Bytes of a page of the database.
const PAGE: usize = 16_384;

#[test]
fn an_unfit_backup_changes_nothing() {
    let house = House::new();
    house.create("company", &[("name", "Acme")]);
    let data = house.dir.path();
    let file = |name: &str, bytes: &[u8]| {
        let path = data.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let good = data.join("good.sqlite");
    house.engine.backup(&house.admin, &good, false, &Watch::default()).expect("a backup");
    let mut torn = std::fs::read(&good).expect("bytes");
    // A whole page: what stands between the entries of a page belongs to nobody.
    let middle = torn.len() / 2 / PAGE * PAGE;
    torn[middle..middle + PAGE].fill(0xAA);
    for (path, code) in [
        (file("text.sqlite", b"this is no database, it only has the name of one"), "database-damaged"),
        (file("empty.sqlite", b""), "backup-unfit"),
        (file("torn.sqlite", &torn), "database-damaged"),
        (data.join("nothing.sqlite"), "file-missing"),
    ] {
        assert_eq!(restore(data, &path, true), Err(Some(code)), "{}", path.display());
    }
    assert_eq!(open(data, start()).count_records(&house.admin, "company", &Filter::all()).expect("a count"), 1);
    let left: Vec<String> = std::fs::read_dir(data)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".restore-") || name.contains("before-restore"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn flt_22_nothing_runs_by_itself_after_a_restore() {
    let house = House::new();
    let import = house.import("company", "Name\nAcme\n");
    let to = house.dir.path().join("copy.sqlite");
    house.engine.backup(&house.admin, &to, false, &Watch::default()).expect("a backup");
    // A backup made in the middle of a run.
    let room = house.dir.path().join("room");
    std::fs::create_dir(&room).expect("a folder");
    std::fs::rename(&to, room.join("kartoteka.sqlite")).expect("moved");
    let store = Store::open(&room, kind::match_form).expect("a store");
    let mut writer = store.writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    assert!(batch.update_state(import, &[State::Completed], State::Running, start()).expect("a step"));
    let (kind, request) = ("run-import".to_owned(), "{}".to_owned());
    let (asked_by, created_at) = (0, start());
    let job = NewJob { kind, subject: Some(import), request, asked_by, priority: 0, not_before: None, created_at };
    batch.create_job(&job).expect("a job");
    batch.commit().expect("commit");
    drop(writer);
    let House { dir, engine, admin } = house;
    // Whoever worked on the register still has it open.
    assert_eq!(restore(dir.path(), &room.join("kartoteka.sqlite"), true), Err(Some("restore-in-use")));
    drop(engine);
    let restored = restore(dir.path(), &room.join("kartoteka.sqlite"), true).expect("a restore");
    assert_eq!(restored.stopped, [import]);
    let engine = open(dir.path(), start());
    assert!(engine.take_work().expect("asked").is_none(), "nor does a worker find anything");
    assert_eq!(engine.import(&admin, import).expect("it").import.state, State::Stopped);
    let findings = engine.doctor(&admin).expect("findings");
    let unfinished = findings.iter().find(|finding| finding.what == "unfinished").expect("a finding");
    assert_eq!((unfinished.ok, unfinished.detail.as_str()), (false, format!("#{import}").as_str()));
}

#[test]
fn a_restore_into_an_empty_place() {
    let house = House::new();
    house.create("company", &[("name", "Acme")]);
    let to = house.dir.path().join("copy.sqlite");
    house.engine.backup(&house.admin, &to, false, &Watch::default()).expect("a backup");
    let place = house.dir.path().join("new").join("place");
    assert_eq!(restore(&place, &to, false).expect("a restore").kept, None);
    assert_eq!(open(&place, start()).count_records(&house.admin, "company", &Filter::all()).expect("a count"), 1);
}

#[test]
fn the_doctor_looks_at_everything() {
    let house = House::new();
    let import = house.import("company", "Name\nAcme\n");
    let findings = house.engine.doctor(&house.admin).expect("findings");
    let what: Vec<&str> = findings.iter().map(|finding| finding.what).collect();
    assert_eq!(
        what,
        ["integrity", "schema", "disk", "unfinished", "default-tunnel", "outcomes", "queue", "parked", "overdue", "writable"]
    );
    let ill: Vec<&str> =
        findings.iter().filter(|finding| !finding.ok && finding.what != "disk").map(|finding| finding.what).collect();
    assert_eq!(ill, Vec::<&str>::new());
    // Somebody tampered with what the outcomes say.
    let store = Store::open(house.dir.path(), kind::match_form).expect("a store");
    let mut writer = store.writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    batch.clear_outcomes(import, kartoteka_store::Stage::Run).expect("cleared");
    batch.commit().expect("commit");
    let findings = house.engine.doctor(&house.admin).expect("findings");
    assert!(findings.iter().any(|finding| finding.what == "outcomes" && !finding.ok), "{findings:?}");
}

#[test]
fn care_is_an_administrators() {
    let house = House::new();
    let operator = Actor { id: None, login: "x".into(), role: Role::Operator, scopes: None };
    let to = house.dir.path().join("copy.sqlite");
    assert_eq!(
        house.engine.backup(&operator, &to, false, &Watch::default()).expect_err("refused").code(),
        Some("permission-denied")
    );
    assert_eq!(house.engine.doctor(&operator).expect_err("refused").code(), Some("permission-denied"));
    let refused = Engine::restore(
        &operator,
        house.engine.config(),
        &Restoring { from: &to, force: true, erasures: None },
        &Watch::default(),
    )
    .expect_err("refused");
    assert_eq!(refused.code(), Some("permission-denied"));
    assert!(!to.exists());
}
