//! The queue: who gets which job, for how long by the database's clock, and that nobody else writes meanwhile.

mod common;

use common::{House, at};
use kartoteka_store::{Job, Lease, Life, NewJob, StoreError, Writer};

const LEASE: i64 = 60_000;

fn job(kind: &str, subject: i64, asked_by: i64) -> NewJob {
    let (kind, request) = (kind.to_owned(), "{}".to_owned());
    NewJob { kind, subject: Some(subject), request, asked_by, priority: 0, not_before: None, created_at: at() }
}

fn ask(writer: &mut Writer, jobs: &[NewJob]) -> Vec<i64> {
    let batch = writer.begin_queue().expect("the queue");
    let ids = jobs.iter().map(|job| batch.create_job(job).expect("a job")).collect();
    batch.commit().expect("a commit");
    ids
}

/// Takes the first that is free, as a worker of this name.
fn take(writer: &mut Writer, owner: &str) -> Option<Job> {
    let batch = writer.begin_queue().expect("the queue");
    let free = batch.free_jobs(at()).expect("free jobs");
    let taken = free.iter().find_map(|job| batch.take_job(job.id, owner, at(), LEASE).expect("asked"));
    batch.commit().expect("a commit");
    taken
}

fn lease(job: &Job) -> Lease {
    Lease { job: job.id, fence: job.fence, millis: LEASE }
}

fn in_queue<T>(writer: &mut Writer, work: impl FnOnce(&kartoteka_store::Batch<'_>) -> kartoteka_store::Result<T>) -> T {
    let batch = writer.begin_queue().expect("the queue");
    let done = work(&batch).expect("done");
    batch.commit().expect("a commit");
    done
}

/// As time does it.
fn let_leases_end(house: &House) {
    house.raw("UPDATE kt_work SET lease_ends = 1 WHERE state = 'running'");
}

#[test]
fn web_24_one_persons_many_jobs_do_not_keep_the_others_waiting() {
    let mut house = House::new();
    let many: Vec<NewJob> = (1..=20).map(|n| job("run-import", n, 1)).collect();
    let of_first = ask(&mut house.writer, &many);
    let of_others = ask(&mut house.writer, &[job("run-import", 30, 2), job("run-import", 31, 3)]);
    let order: Vec<i64> = std::iter::from_fn(|| take(&mut house.writer, "a")).take(5).map(|job| job.id).collect();
    assert_eq!(order, [of_first[0], of_others[0], of_others[1], of_first[1], of_first[2]]);
}

#[test]
fn who_is_there_is_known_until_he_leaves_or_his_lease_ends() {
    let mut house = House::new();
    let known = |house: &House| house.store.reader().expect("a reader").live_nodes().expect("a look");
    assert_eq!(known(&house), Vec::<String>::new());
    in_queue(&mut house.writer, |batch| {
        batch.keep_node("b", LEASE)?;
        batch.keep_node("a", LEASE)?;
        batch.keep_node("gone", -1_000)?;
        batch.hold_job(&job("held", 9, 1), "by itself", LEASE)
    });
    assert_eq!(known(&house), ["a", "b", "by itself"]);
    in_queue(&mut house.writer, |batch| batch.drop_node("a").and_then(|()| batch.forget_gone_nodes()));
    assert_eq!(known(&house), ["b", "by itself"]);
    assert_eq!(house.number("SELECT count(*) FROM kt_meta WHERE key LIKE 'node:%'"), 1);
    in_queue(&mut house.writer, |batch| batch.keep_node("b", -1_000));
    let_leases_end(&house);
    assert_eq!(known(&house), Vec::<String>::new());
}

#[test]
fn who_was_served_longest_ago_goes_first_and_what_is_urgent_before() {
    let mut house = House::new();
    let [first, second] = ask(&mut house.writer, &[job("a", 1, 1), job("a", 2, 1)])[..] else { panic!("two") };
    let taken = take(&mut house.writer, "a").expect("a job");
    assert_eq!(taken.id, first);
    in_queue(&mut house.writer, |batch| batch.finish_job(lease(&taken), "done", "{}", at()));
    let urgent = NewJob { priority: 1, ..job("b", 4, 3) };
    let [other, urgent] = ask(&mut house.writer, &[job("a", 3, 2), urgent])[..] else { panic!("two") };
    let order: Vec<i64> = std::iter::from_fn(|| take(&mut house.writer, "a")).map(|job| job.id).collect();
    assert_eq!(order, [urgent, other, second]);
}

#[test]
fn flt_11_a_job_has_one_worker_until_its_lease_ends() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1)]);
    let one = take(&mut house.writer, "a").expect("a job");
    assert_eq!((one.owner.as_str(), one.attempt, one.is_alive), ("a", 1, true));
    assert_eq!(take(&mut house.writer, "b"), None);
    let_leases_end(&house);
    let two = take(&mut house.writer, "b").expect("the job");
    assert_eq!((two.id, two.owner.as_str(), two.attempt), (one.id, "b", 2));
    assert!(two.fence > one.fence);
    let ends = |batch: &kartoteka_store::Batch<'_>| batch.finish_job(lease(&one), "done", "{}", at());
    assert!(!in_queue(&mut house.writer, ends), "the first one has nothing to say any more");
    assert_eq!(in_queue(&mut house.writer, |batch| batch.extend_job(lease(&one))), Life::Lost);
    assert_eq!(in_queue(&mut house.writer, |batch| batch.extend_job(lease(&two))), Life::GoOn);
}

#[test]
fn flt_13_a_worker_that_lost_its_lease_begins_and_commits_nothing() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1)]);
    let one = take(&mut house.writer, "a").expect("a job");
    let mut slow = house.store.writer().expect("a writer");
    slow.fence(lease(&one));
    let batch = slow.begin().expect("the lease holds");
    batch.save_setting("test", "written in time").expect("a setting");
    batch.commit().expect("a commit");
    let_leases_end(&house);
    let batch = slow.begin().expect("late, but nobody else has it");
    batch.commit().expect("a sign of life");
    assert_eq!(take(&mut house.writer, "b"), None, "the commit kept the lease");
    let_leases_end(&house);
    take(&mut house.writer, "b").expect("the job");
    assert!(matches!(slow.begin(), Err(StoreError::LeaseLost)));
    assert_eq!(house.writer.setting("test").expect("read").as_deref(), Some("written in time"));
}

#[test]
fn flt_13_what_is_written_while_the_lease_is_lost_is_not_committed() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1)]);
    let one = take(&mut house.writer, "a").expect("a job");
    let mut slow = house.store.writer().expect("a writer");
    slow.fence(Lease { fence: one.fence, ..lease(&one) });
    let batch = slow.begin().expect("the lease holds");
    batch.save_setting("test", "too late").expect("a setting");
    // Another one takes it between the two looks at the fence: as if the row had not been locked.
    let next = Lease { fence: one.fence + 1, ..lease(&one) };
    batch.extend_job(next).expect("asked");
    in_the_same_batch_someone_else_has_it(&batch, &one);
    assert!(matches!(batch.commit(), Err(StoreError::LeaseLost)));
    assert_eq!(house.writer.setting("test").expect("read"), None);
}

fn in_the_same_batch_someone_else_has_it(batch: &kartoteka_store::Batch<'_>, job: &Job) {
    assert!(batch.return_job(lease(job)).expect("returned"));
    assert!(batch.take_job(job.id, "b", at(), LEASE).expect("asked").is_some());
}

#[test]
fn flt_15_what_is_handed_over_waits_again_and_counts_no_attempt() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1)]);
    let one = take(&mut house.writer, "a").expect("a job");
    assert!(in_queue(&mut house.writer, |batch| batch.return_job(lease(&one))));
    let two = take(&mut house.writer, "b").expect("at once");
    assert_eq!((two.attempt, two.state.as_str()), (1, "running"));
}

#[test]
fn flt_08_what_may_pass_rests_and_flt_20_what_does_not_is_parked_until_somebody_lets_it_go_on() {
    let mut house = House::new();
    let id = ask(&mut house.writer, &[job("run-import", 1, 1)])[0];
    let one = take(&mut house.writer, "a").expect("a job");
    assert!(in_queue(&mut house.writer, |batch| batch.postpone_job(lease(&one), 60_000, "why")));
    assert_eq!(take(&mut house.writer, "a"), None, "it rests");
    house.raw("UPDATE kt_work SET rests_until = 1");
    let again = take(&mut house.writer, "a").expect("its rest is over");
    assert_eq!((again.failures, again.reason.as_str()), (1, "why"));
    assert!(in_queue(&mut house.writer, |batch| batch.park_job(lease(&again), "why not", at())));
    assert_eq!(take(&mut house.writer, "a"), None);
    let forgotten = in_queue(&mut house.writer, |batch| batch.forget_jobs(jiff::civil::datetime(2030, 1, 1, 0, 0, 0, 0)));
    assert_eq!(forgotten, 0, "what is parked is kept");
    let parked = house.writer.job(id).expect("read").expect("the job");
    assert_eq!((parked.state.as_str(), parked.reason.as_str()), ("parked", "why not"));
    assert!(in_queue(&mut house.writer, |batch| batch.unpark_job(id)));
    let last = take(&mut house.writer, "a").expect("it goes on");
    assert_eq!((last.attempt, last.failures), (1, 0));
}

#[test]
fn somebody_on_another_node_stops_a_job_and_takes_one_out() {
    let mut house = House::new();
    let [_, second] = ask(&mut house.writer, &[job("a", 1, 1), job("a", 2, 1)])[..] else { panic!("two") };
    let one = take(&mut house.writer, "a").expect("a job");
    assert!(!in_queue(&mut house.writer, |batch| batch.cancel_job(one.id, at())), "it runs");
    assert!(in_queue(&mut house.writer, |batch| batch.stop_job(one.id)));
    assert_eq!(in_queue(&mut house.writer, |batch| batch.extend_job(lease(&one))), Life::Stop);
    assert!(in_queue(&mut house.writer, |batch| batch.cancel_job(second, at())));
    assert_eq!(take(&mut house.writer, "a"), None);
}

#[test]
fn what_a_program_holds_by_itself_is_no_workers_and_goes_with_it() {
    let mut house = House::new();
    let held = in_queue(&mut house.writer, |batch| batch.hold_job(&job("held", 7, 1), "a", LEASE));
    assert_eq!(house.writer.jobs_at_work_on(7).expect("read").len(), 1);
    assert_eq!(in_queue(&mut house.writer, |batch| batch.extend_job(held)), Life::GoOn);
    assert_eq!(in_queue(&mut house.writer, |batch| batch.end_leases("a")), 1);
    assert_eq!(house.writer.jobs_at_work_on(7).expect("read"), []);
    assert_eq!(take(&mut house.writer, "b"), None, "no worker goes on with it");
    assert_eq!(in_queue(&mut house.writer, |batch| batch.drop_dead()), 1);
    assert_eq!(house.number("SELECT count(*) FROM kt_work"), 0);
}

#[test]
fn flt_12_leases_know_no_clock_but_the_databases() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1)]);
    let batch = house.writer.begin_queue().expect("the queue");
    // A node whose clock is a year behind, and one whose clock is a year ahead.
    let behind = jiff::civil::datetime(2025, 11, 21, 10, 30, 0, 0);
    let ahead = jiff::civil::datetime(2027, 11, 21, 10, 30, 0, 0);
    let id = batch.free_jobs(behind).expect("free")[0].id;
    assert!(batch.take_job(id, "behind", behind, LEASE).expect("asked").is_some());
    assert!(batch.free_jobs(ahead).expect("free").is_empty());
    assert!(batch.take_job(id, "ahead", ahead, LEASE).expect("asked").is_none());
}

#[test]
fn the_queue_in_numbers() {
    let mut house = House::new();
    ask(&mut house.writer, &[job("run-import", 1, 1), job("export", 2, 1), job("export", 3, 2)]);
    take(&mut house.writer, "a").expect("a job");
    let_leases_end(&house);
    let counts = house.writer.queue_counts().expect("counts");
    let told: Vec<(&str, &str, u64, u64)> =
        counts.iter().map(|count| (count.kind.as_str(), count.state.as_str(), count.jobs, count.overdue)).collect();
    assert_eq!(told, [("export", "queued", 2, 0), ("run-import", "running", 1, 1)]);
    let later = at().checked_add(jiff::Span::new().seconds(90)).expect("a moment");
    assert_eq!(house.writer.longest_wait(later).expect("read"), Some(90));
}

/// Whoever sends a file goes on at the byte it stopped at: nothing moves under it, not even when somebody is erased.
#[test]
fn a_file_that_is_still_coming_stays_as_it_came() {
    let mut house = House::new();
    let piece = b"Name,City\nEva Dvorak,Brno\n";
    let without = &mut |text: &str| text.contains("Eva").then(|| text.replace("Eva Dvorak", ""));
    let rewritten = in_queue(&mut house.writer, |batch| {
        batch.begin_arrival("a", 1, "Eva Dvorak.csv", None)?;
        assert!(batch.add_to_arrival("a", 0, piece)?);
        batch.rewrite_texts(without)
    });
    assert_eq!(rewritten, 1, "its name is a text");
    let mut came = Vec::new();
    house
        .writer
        .read_arrival("a", |bytes| {
            came.extend_from_slice(bytes);
            Ok(())
        })
        .expect("the pieces");
    assert_eq!(came, piece);
}
