//! What was interrupted goes on under its own number, whatever kind of run it is, and tells what all its lives did together.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kartoteka_domain::run::State;
use kartoteka_engine::RunKind;
use kartoteka_engine::error::Error;
use kartoteka_engine::progress::Watch;
use kartoteka_engine::resume_run::Resumed;
use kartoteka_engine::undo_run::UndoReport;

use super::House;

/// Stops as soon as something was told.
fn impatient() -> Watch {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    Watch::new(stop, move |_| told.store(true, Ordering::Relaxed))
}

fn companies(rows: std::ops::Range<u32>, city: &str) -> String {
    let rows: String = rows.map(|n| format!("K{n},Company {n},{city}\n")).collect();
    format!("External ID,Name,City\n{rows}")
}

/// 3,000 companies in three batches, 1,500 of them then changed by the import that is taken back with 1,500 new ones.
fn house() -> (House, i64) {
    let mut house = House::new();
    house.engine = super::open(house.dir.path(), super::start()).with_batches_of(1);
    house.import("company", &companies(0..3_000, "Brno"));
    let import = house.import("company", &companies(1_500..4_500, "Praha"));
    (house, import)
}

fn taken_back(resumed: Resumed) -> UndoReport {
    match resumed {
        Resumed::TakenBack(report) => report,
        other => panic!("{other:?}"),
    }
}

fn newest(house: &House) -> (i64, RunKind, State) {
    let newest = &house.engine.imports(&house.admin, &Default::default()).expect("runs")[0].import;
    (newest.id, newest.kind, newest.state)
}

#[test]
fn flt_06_a_stopped_undo_goes_on_under_its_number() {
    let (house, import) = house();
    // One record edited since: it is kept, and told as kept by whichever life sees it.
    house.create("contact", &[("name", "Jan"), ("company", "Company 4400")]);
    let shown = house.engine.undo_run(&house.admin, import, true, &Watch::default()).expect("a preview");
    let stopped = house.engine.undo_run(&house.admin, import, false, &impatient());
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    let (run, kind, state) = newest(&house);
    assert_eq!((kind, state), (RunKind::Undo, State::Stopped));
    let report = taken_back(house.engine.resume_run(&house.admin, run, &Watch::default()).expect("the rest"));
    assert_eq!(report, UndoReport { run: Some(run), ..shown }, "what was shown is what the lives did together");
    assert!(report.counts().add_up() && report.restored == 1_500 && report.deleted == 1_499, "{report:?}");
    let view = house.engine.import(&house.admin, run).expect("the run").import;
    assert_eq!((view.state, view.counts), (State::Completed, report.counts()));
    assert_eq!(house.engine.import(&house.admin, import).expect("it").import.state, State::PartlyUndone);
    // Started once more it only tells what it had come to.
    let again = taken_back(house.engine.resume_run(&house.admin, run, &Watch::default()).expect("told again"));
    assert_eq!((again.deleted, again.restored, again.kept_count), (1_499, 1_500, 1));
}

#[test]
fn flt_06_undoing_again_goes_on_with_the_undo_that_was_stopped() {
    let (house, import) = house();
    let before = newest(&house).0;
    assert!(house.engine.undo_run(&house.admin, import, false, &impatient()).is_err());
    let report = house.engine.undo_run(&house.admin, import, false, &Watch::default()).expect("the rest");
    assert_eq!((report.run, report.deleted, report.restored, report.kept_count), (Some(before + 1), 1_500, 1_500, 0));
    assert_eq!(newest(&house), (before + 1, RunKind::Undo, State::Completed));
    assert_eq!(house.engine.begun_runs(&house.admin).expect("runs"), []);
}

#[test]
fn l13_a_stopped_deletion_goes_on_under_its_number() {
    let house = House::new();
    let import = house.import("company", &companies(0..12_000, "Brno"));
    let tag = format!("Import 2026-11-21 #{import}");
    let delete = |dry_run, watch: &Watch| house.engine.delete_import(&house.admin, "company", &tag, false, dry_run, watch);
    assert!(delete(false, &impatient()).is_err());
    let (run, kind, state) = newest(&house);
    assert_eq!((kind, state), (RunKind::Delete, State::Stopped));
    assert_eq!(delete(true, &Watch::default()).expect("a preview").records, 2_000);
    let report = taken_back(house.engine.resume_run(&house.admin, run, &Watch::default()).expect("the rest"));
    assert_eq!((report.run, report.records, report.deleted), (Some(run), 12_000, 12_000));
    assert_eq!(house.engine.import(&house.admin, run).expect("it").import.counts, report.counts());
}
