//! A pass that several nodes make: who gets which share, for how long by the database's clock, and that a pass dies with its leader.

mod common;

use common::{House, at};
use kartoteka_store::{Batch, Lease, NewJob, NewPass};

const WHILE: i64 = 60_000;

fn beside<T>(house: &mut House, work: impl FnOnce(&Batch<'_>) -> kartoteka_store::Result<T>) -> T {
    let batch = house.writer.begin_beside().expect("a batch");
    let done = work(&batch).expect("done");
    batch.commit().expect("a commit");
    done
}

/// A leader on the node `lead`, and its pass in three shares.
fn pass(house: &mut House) -> (Lease, i64) {
    let (kind, request) = ("check-import".to_owned(), "{}".to_owned());
    let job = NewJob { kind, subject: Some(1), request, asked_by: 1, priority: 0, not_before: None, created_at: at() };
    let lease = beside(house, |batch| batch.hold_job(&job, "lead", WHILE));
    let new = new_pass(lease);
    (lease, beside(house, |batch| batch.open_pass(&new, 3)))
}

fn new_pass(lease: Lease) -> NewPass {
    let (kind, program) = ("judge".to_owned(), "1".to_owned());
    NewPass { import: 7, part: 0, kind, program, lease, context: vec![0, 255] }
}

fn claim(house: &mut House, pass: i64, end: u32) -> Option<u32> {
    beside(house, |batch| batch.claim_share(pass, end, WHILE))
}

#[test]
fn shares_go_out_in_order_and_none_twice() {
    let mut house = House::new();
    let (lease, pass) = pass(&mut house);
    let stored = house.writer.pass(pass).expect("asked").expect("a pass");
    assert_eq!(stored, NewPass { lease: Lease { millis: 0, ..lease }, ..new_pass(lease) });
    let taken: Vec<_> = (0..4).map(|_| claim(&mut house, pass, 3)).collect();
    assert_eq!(taken, [Some(0), Some(1), Some(2), None]);
}

#[test]
fn a_hand_may_not_run_ahead() {
    let mut house = House::new();
    let (_, pass) = pass(&mut house);
    let taken: Vec<_> = [1, 1, 2].map(|end| claim(&mut house, pass, end)).into();
    assert_eq!(taken, [Some(0), None, Some(1)]);
}

#[test]
fn flt_13_a_share_that_does_not_come_in_time_is_anybodys_and_the_first_one_counts() {
    let mut house = House::new();
    let (_, pass) = pass(&mut house);
    assert_eq!(claim(&mut house, pass, 3), Some(0));
    house.raw("UPDATE kt_share SET claimed_until = 1 WHERE share_no = 0");
    assert_eq!(claim(&mut house, pass, 3), Some(0), "as time does it");
    beside(&mut house, |batch| batch.save_found(pass, 0, b"second"));
    beside(&mut house, |batch| batch.save_found(pass, 0, b"first, too late"));
    assert_eq!(house.writer.found_in_share(pass, 0).expect("asked").as_deref(), Some(b"second".as_slice()));
    house.raw("UPDATE kt_share SET claimed_until = 1");
    assert_eq!(claim(&mut house, pass, 3), Some(1), "what was found is not looked for again");
}

#[test]
fn a_share_that_is_given_back_is_the_next_ones_at_once() {
    let mut house = House::new();
    let (_, pass) = pass(&mut house);
    assert_eq!((claim(&mut house, pass, 3), claim(&mut house, pass, 3)), (Some(0), Some(1)));
    beside(&mut house, |batch| batch.return_share(pass, 0));
    assert_eq!((claim(&mut house, pass, 3), claim(&mut house, pass, 3)), (Some(0), Some(2)));
}

#[test]
fn who_helps_is_of_another_node_and_of_the_same_version() {
    let mut house = House::new();
    let (_, pass) = pass(&mut house);
    let asked = |house: &House, program, node| house.writer.pass_to_help(program, node).expect("asked");
    assert_eq!(asked(&house, "1", "other"), Some(pass));
    assert_eq!(asked(&house, "1", "lead"), None);
    assert_eq!(asked(&house, "2", "other"), None);
    while claim(&mut house, pass, 3).is_some() {}
    assert_eq!(asked(&house, "1", "other"), None, "everything is taken");
}

#[test]
fn b5_a_pass_ends_with_its_leader() {
    let mut house = House::new();
    let (_, first) = pass(&mut house);
    house.raw("UPDATE kt_work SET lease_ends = 1");
    assert_eq!(house.writer.pass_to_help("1", "other").expect("asked"), None);
    let (_, second) = pass(&mut house);
    beside(&mut house, |batch| batch.close_dead_passes());
    let kept = |house: &House, pass| {
        (house.writer.pass(pass).expect("asked").is_some(), house.writer.has_share(pass, 0).expect("asked"))
    };
    assert_eq!((kept(&house, first), kept(&house, second)), ((false, false), (true, true)));
    // Somebody else took the job: what the one before laid out is nobody's.
    house.raw("UPDATE kt_work SET fence = fence + 1 WHERE lease_ends > 1");
    assert_eq!(house.writer.pass_to_help("1", "other").expect("asked"), None);
    beside(&mut house, |batch| batch.close_passes(7));
    assert_eq!(kept(&house, second), (false, false));
    beside(&mut house, |batch| batch.save_found(second, 0, b"late"));
    assert_eq!(house.writer.found_in_share(second, 0).expect("asked"), None);
}
