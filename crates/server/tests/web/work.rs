//! Work in the background: it is done, told, and goes on after a server that did not come to the end.

use std::sync::atomic::{AtomicBool, Ordering};

use kartoteka_domain::run::State;
use kartoteka_engine::actor::Actor;
use kartoteka_engine::error::Error;
use kartoteka_engine::progress::{Stage, Watch};
use kartoteka_engine::work_queue::{Ended, Work};
use kartoteka_fixtures::engine::TestEngine;

use crate::browser::{Browser, Site};

const FILE: &str = "Name;E-mail\nAlfa;a@example.com\nBeta;not-an-email\n";

fn run_of(import: i64) -> Work {
    Work { kind: "run-import".to_owned(), subject: Some(import), request: "{}".to_owned() }
}

#[test]
fn a_run_in_the_background_is_followed_to_its_end_and_told() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    let jana = site.engine.actor("jana").expect("jana");
    site.engine.queue_work(&jana, &run_of(import)).expect("queued");
    let mut browser = site.signed_in("jana");
    let stream = browser.get(&format!("/imports/{import}/events"));
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert!(stream.text.trim_end().ends_with("event: done\ndata: {}"), "{}", stream.text);
    let view = site.engine.import(&Actor::local(), import).expect("the import");
    assert_eq!((view.import.state, view.import.counts.created), (State::Completed, 1));
    let page = browser.get("/notifications");
    assert!(page.text.contains("has finished."), "{}", page.text);
    assert!(page.text.contains(">1</span>"), "the bell counts it");
}

/// A page that is loaded at the moment when the work ends shows one or the other, never work that nobody is at.
#[test]
fn a_check_that_ends_while_its_page_is_made_is_not_said_to_be_interrupted() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", &companies(300)));
    let page = format!("/imports/{import}/check");
    let is_over = |text: &str| !text.contains("id=\"progress\"");
    let check = |browser: &mut Browser| {
        assert_eq!(browser.post(&page, &[]).status, 303);
        while !is_over(&browser.get(&page).text) {}
    };
    check(&mut site.signed_in("jana"));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let read = || {
            let mut browser = site.signed_in("jana");
            while !done.load(Ordering::Relaxed) {
                let shown = browser.get(&page).text;
                assert!(!is_over(&shown) || shown.contains("id=\"sorts\""), "{shown}");
            }
        };
        let readers = [scope.spawn(read), scope.spawn(read), scope.spawn(read)];
        let mut browser = site.signed_in("jana");
        for _ in 0..40 {
            check(&mut browser);
        }
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().expect("a reader that saw no interrupted check");
        }
    });
}

#[test]
fn flt_04_what_a_killed_server_had_begun_is_done_by_the_next() {
    let site = Site::with_jana();
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    let jana = site.engine.actor("jana").expect("jana");
    let site = site.restarted(|engine| {
        engine.queue_work(&jana, &run_of(import)).expect("queued");
        let killed = kartoteka_engine::Engine::open(engine.config().clone()).expect("an engine");
        let taken = killed.take_work().expect("taken").expect("a job");
        assert!(taken.attempt == 1 && engine.take_work().expect("asked").is_none(), "a job has one worker");
    });
    let stream = site.signed_in("jana").get(&format!("/imports/{import}/events"));
    assert!(stream.text.trim_end().ends_with("event: done\ndata: {}"), "{}", stream.text);
    let view = site.engine.import(&Actor::local(), import).expect("the import");
    assert_eq!(view.import.state, State::Completed);
}

/// As a program leaves it that was killed between two batches.
fn interrupt(engine: &TestEngine, run: i64, from: State, to: State) {
    let mut writer = engine.store().writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    let at = engine.config().clock.now();
    assert!(batch.update_state(run, &[from], to, at).expect("a state"), "{from:?}");
    batch.commit().expect("a commit");
}

fn companies(rows: usize) -> String {
    format!("Name\n{}", (0..rows).map(|n| format!("Company {n}\n")).collect::<String>())
}

#[test]
fn flt_04_what_a_killed_command_line_left_is_taken_up_by_the_server() {
    let site = Site::with_jana();
    let jana = site.engine.actor("jana").expect("jana");
    let upload = |text: &str| {
        let new = site.engine.text("companies", text);
        site.engine.upload_file(&jana, &new, &Watch::default()).expect("an upload").import
    };
    let (run, checked) = (upload(&companies(20)), upload("Name\nOther\n"));
    site.engine.check_import(&jana, run, &Watch::default()).expect("a check");
    let to_undo = site.engine.run_text("products", "Code;Name\nA;a\n").import;
    let site = site.restarted(|engine| {
        interrupt(engine, run, State::Checked, State::Running);
        interrupt(engine, checked, State::Mapping, State::Checking);
        let undo = engine.undo(to_undo).run.expect("a run");
        interrupt(engine, undo, State::Completed, State::Running);
    });
    let mut browser = site.signed_in("jana");
    for import in [run, checked, to_undo] {
        browser.get(&format!("/imports/{import}/events"));
    }
    let state = |import: i64| site.engine.import(&Actor::local(), import).expect("it").import.state;
    assert_eq!((state(run), state(checked)), (State::Completed, State::Checked));
    assert_eq!(site.engine.count("company"), 20);
    assert_eq!(site.engine.interrupted_runs().expect("runs"), []);
}

#[test]
fn flt_20_what_broke_down_before_is_left_to_a_person_with_its_numbers() {
    let site = Site::with_jana();
    let jana = site.engine.actor("jana").expect("jana");
    let new = site.engine.text("companies", &companies(20));
    let run = site.engine.upload_file(&jana, &new, &Watch::default()).expect("an upload").import;
    site.engine.check_import(&jana, run, &Watch::default()).expect("a check");
    let site = site.restarted(|engine| {
        engine.queue_work(&jana, &run_of(run)).expect("queued");
        let taken = engine.take_work().expect("taken").expect("a job");
        engine.finish_work(&taken, Ended::Failed, "{}").expect("noted");
        interrupt(engine, run, State::Checked, State::Running);
    });
    let mut browser = site.signed_in("jana");
    assert_eq!(site.engine.import(&Actor::local(), run).expect("it").import.state, State::Stopped);
    let page = browser.get(&format!("/imports/{run}/result"));
    assert!(page.text.contains("Go on with the import"), "{}", page.text);
    let answer = browser.post(&format!("/imports/{run}/go-on"), &[]);
    assert_eq!((answer.status, answer.header("location")), (303, format!("/imports/{run}/run").as_str()), "{}", answer.text);
    browser.get(&format!("/imports/{run}/events"));
    assert_eq!(site.engine.count("company"), 20);
}

#[test]
fn flt_11_a_run_of_another_program_is_shown_and_stopped_and_never_done_twice() {
    let site = Site::with_jana();
    let mut browser = site.signed_in("jana");
    let run = site.engine.upload(&site.engine.text("companies", &companies(2_500)));
    site.engine.check(run);
    let (reached, wait) = std::sync::mpsc::channel();
    let (go_on, go) = std::sync::mpsc::sync_channel::<()>(0);
    let go = std::sync::Mutex::new(go);
    // After the first batch the other program takes its time.
    let watch = Watch::new(Default::default(), move |now| {
        if now.stage == Stage::Running && now.done >= 1_000 {
            let _ = reached.send(now.done);
            let _ = go.lock().expect("alone").recv();
        }
    });
    let other = kartoteka_engine::Engine::open(site.engine.config().clone()).expect("an engine").with_batches_of(1);
    let running = std::thread::spawn(move || other.start_import(&Actor::local(), run, &watch));
    wait.recv().expect("a first batch");
    let page = browser.get(&format!("/imports/{run}/run"));
    assert!(page.text.contains("<progress") && page.text.contains("/stop\""), "{}", page.text);
    assert!(site.engine.is_at_work(run).expect("asked"));
    assert_eq!(site.engine.interrupted_runs().expect("runs"), [], "somebody is at work on it");
    let refused = site.engine.start_import(&Actor::local(), run, &Watch::default()).expect_err("one at a time");
    assert_eq!(refused.code(), Some("import-runs-elsewhere"));
    drop(go_on);
    running.join().expect("no panic").expect("a run");
    let page = browser.get(&format!("/imports/{run}/run"));
    assert_eq!(page.header("location"), format!("/imports/{run}/result"));
    assert_eq!((site.engine.count("company"), site.engine.is_at_work(run).expect("asked")), (2_500, false));
}

/// Stops after the first rows, as a worker that is paused between two batches.
fn paused(taken: &kartoteka_engine::work_queue::Taken) -> Watch {
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = std::sync::Arc::clone(&stop);
    let watch = Watch::new(stop, move |now| {
        if now.stage == Stage::Running && now.done > 0 {
            flag.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    });
    let hands_over = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    taken.watch(watch.handed_over_by(hands_over))
}

#[test]
fn flt_13_a_worker_that_goes_on_after_its_lease_is_refused_and_no_row_is_written_twice() {
    let register = TestEngine::new();
    let run = register.upload(&register.text("companies", &companies(3_500)));
    register.check(run);
    let node = || kartoteka_engine::Engine::open(register.config().clone()).expect("an engine").with_batches_of(1);
    let (slow, other, local) = (node(), node(), Actor::local());
    register.queue_work(&local, &run_of(run)).expect("queued");
    let first = slow.take_work().expect("taken").expect("the job");
    assert!(matches!(slow.resume_run(&local, run, &paused(&first)), Err(Error::Stopped)));
    assert_eq!(register.import(&local, run).expect("it").import.state, State::Running, "nobody stopped it");
    let mut writer = register.store().writer().expect("a writer");
    let batch = writer.begin_queue().expect("the queue");
    batch.end_leases(slow.node_name()).expect("its time is over");
    batch.commit().expect("a commit");
    let second = other.take_work().expect("taken").expect("the job");
    assert_eq!((second.id, second.attempt), (first.id, 2));
    assert!(matches!(other.resume_run(&local, run, &paused(&second)), Err(Error::Stopped)));
    let late = slow.resume_run(&local, run, &first.watch(Watch::default())).expect_err("it is another's");
    assert_eq!(late.code(), Some("lease-lost"));
    assert!(!slow.finish_work(&first, Ended::Done, "{}").expect("asked"), "nor may it say that it is done");
    other.resume_run(&local, run, &second.watch(Watch::default())).expect("the rest");
    assert!(other.finish_work(&second, Ended::Done, "{}").expect("noted"));
    let counts = register.import(&local, run).expect("it").import.counts;
    assert_eq!((counts.rows, counts.created, register.count("company")), (3_500, 3_500, 3_500));
    assert_eq!((register.undo(run).counts().rows, register.count("company")), (3_500, 0));
}

#[test]
fn flt_11_what_somebody_works_on_by_himself_is_no_workers_until_he_is_done() {
    let register = TestEngine::new();
    let run = register.upload(&register.text("companies", &companies(2_500)));
    register.check(run);
    let other = kartoteka_engine::Engine::open(register.config().clone()).expect("an engine").with_batches_of(1);
    let (reached, wait) = std::sync::mpsc::channel();
    let (go_on, go) = std::sync::mpsc::sync_channel::<()>(0);
    let go = std::sync::Mutex::new(go);
    let watch = Watch::new(Default::default(), move |now| {
        if now.stage == Stage::Running && now.done >= 1_000 {
            let _ = reached.send(now.done);
            let _ = go.lock().expect("alone").recv();
        }
    });
    register.queue_work(&Actor::local(), &run_of(run)).expect("queued");
    let running = std::thread::spawn(move || other.start_import(&Actor::local(), run, &watch));
    wait.recv().expect("a first batch");
    assert!(register.take_work().expect("asked").is_none(), "it is at work");
    drop(go_on);
    running.join().expect("no panic").expect("a run");
    let taken = register.take_work().expect("asked").expect("now it is free");
    register.resume_run(&Actor::local(), run, &taken.watch(Watch::default())).expect("done already");
    assert_eq!(register.count("company"), 2_500);
}

#[test]
fn a_run_waits_for_the_run_of_the_same_type_and_says_so() {
    let site = Site::with_jana();
    let jana = site.engine.actor("jana").expect("jana");
    let upload = |kind: &str, text: &str| {
        let new = site.engine.text(kind, text);
        let import = site.engine.upload_file(&jana, &new, &Watch::default()).expect("an upload").import;
        site.engine.check_import(&jana, import, &Watch::default()).expect("a check");
        import
    };
    let (first, second) = (upload("companies", "Name\nAlfa\n"), upload("companies", "Name\nBeta\n"));
    let other = upload("products", "Code;Name\nA;a\n");
    let site = site.restarted(|engine| {
        for import in [first, second, other] {
            engine.queue_work(&jana, &run_of(import)).expect("queued");
        }
        let take = || engine.take_work().expect("asked").map(|taken| (taken.work.subject, taken));
        let (at_work, one) = take().expect("the first");
        assert_eq!(at_work, Some(first));
        assert_eq!(engine.goes_first(second).expect("asked"), Some(first));
        let (at_work, two) = take().expect("one of another type");
        assert_eq!(at_work, Some(other), "the second one of the same type waits");
        assert!(take().is_none());
        engine.return_work(&one).expect("returned");
        engine.return_work(&two).expect("returned");
    });
    let mut browser = site.signed_in("jana");
    for import in [first, second, other] {
        browser.get(&format!("/imports/{import}/events"));
    }
    assert_eq!((site.engine.count("company"), site.engine.count("product")), (2, 1));
}

#[test]
fn sem_12_work_is_done_with_the_rights_of_its_day() {
    let site = Site::with_jana();
    site.add("petr", "operator");
    let petr = site.engine.actor("petr").expect("petr");
    let import = site.engine.upload(&site.engine.text("leads", "Subject;E-mail\nAlfa;a@example.com\n"));
    let job = site.engine.queue_work(&petr, &run_of(import)).expect("queued");
    let mut browser = site.signed_in("petr");
    assert_eq!(browser.get(&format!("/imports/{import}/events")).status, 403, "nor may he follow it");
    site.signed_in("jana").get(&format!("/imports/{import}/events"));
    let done = site.engine.job(&petr, job).expect("the job");
    assert_eq!(done.state, "failed");
    assert!(done.result.contains("permission-denied"), "{}", done.result);
    assert!(browser.get("/notifications").text.contains("could not go on"));
    assert!(site.engine.job(&site.engine.actor("jana").expect("jana"), job).is_ok(), "an administrator sees it");
}

#[test]
fn web_05_who_may_not_see_an_import_may_not_follow_it() {
    let site = Site::with_jana();
    site.add("klient", "end-user");
    let import = site.engine.upload(&site.engine.text("companies", FILE));
    assert_eq!(site.signed_in("klient").get(&format!("/imports/{import}/events")).status, 403);
    assert_eq!(site.browser().get("/events").status, 303);
    assert_eq!(site.signed_in("jana").get("/imports/99/events").status, 404);
}
