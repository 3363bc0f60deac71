//! Several programs at work on one register: real processes, real signals. Whatever happens to one of them, every row is written
//! once, and another one goes on. On a database server each has a data directory of its own, as on machines of their own.

mod nodes_at_work;

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use kartoteka_domain::run::State;
use kartoteka_engine::error::{Error, Refusal, RefusalKind};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::work_queue::Fate;
use nodes_at_work::{LEASE_SECONDS, Nodes, ROWS};

#[test]
fn flt_11_b5_what_a_killed_node_began_another_one_ends_once_its_lease_is_over() {
    let nodes = Nodes::new();
    let run = nodes.queued_run();
    let killed = nodes.worker("a");
    nodes.wait_for_rows(run, 2_000);
    killed.signal("-KILL");
    assert!(nodes.rows_of(run) < ROWS, "it was killed at work");
    let other = nodes.worker("b");
    let ended = other.wait_for("job-ended");
    assert_eq!((ended["end"].as_str(), ended["kind"].as_str()), (Some("done"), Some("run-import")));
    nodes.is_whole(run);
}

#[test]
fn flt_13_b5_a_worker_stopped_beyond_its_lease_writes_nothing_when_it_goes_on() {
    // A stopped process that writes into a file keeps the file locked; there the store's own tests tell the same.
    let Some(nodes) = Nodes::on_a_server() else { return };
    let run = nodes.queued_run();
    let stopped = nodes.worker("a");
    nodes.wait_for_rows(run, 2_000);
    stopped.signal("-STOP");
    assert!(nodes.rows_of(run) < ROWS, "it was stopped at work");
    let other = nodes.worker("b");
    assert_eq!(other.wait_for("job-ended")["end"], "done");
    nodes.is_as_it_should_be(run);
    stopped.signal("-CONT");
    let lost = stopped.wait_for("job-lost");
    assert_eq!(lost["subject"], run);
    assert_eq!(stopped.wait_for("job-ended")["end"], "lost");
    nodes.is_whole(run);
}

#[test]
fn flt_13_b5_a_worker_stopped_while_it_sends_rows_keeps_nobody_waiting_for_ever() {
    let Some(nodes) = Nodes::on_a_server() else { return };
    let run = nodes.queued_run();
    let stopped = nodes.worker("a");
    // The server waits for the rest of a stream of rows, which does not count as silence.
    loop {
        stopped.signal("-STOP");
        if nodes.is_sending() {
            break;
        }
        stopped.signal("-CONT");
        assert!(nodes.rows_of(run) < ROWS, "it was never caught at it");
    }
    let other = nodes.worker("b");
    assert_eq!(other.wait_for("job-ended")["end"], "done");
    stopped.signal("-CONT");
    assert_eq!(stopped.wait_for("job-ended")["end"], "lost");
    nodes.is_whole(run);
}

#[test]
fn flt_15_a_worker_that_is_told_to_end_hands_over_at_once() {
    let nodes = Nodes::new();
    let run = nodes.queued_run();
    let first = nodes.worker("a");
    nodes.wait_for_rows(run, 1_000);
    first.signal("-TERM");
    assert_eq!(first.wait_for("job-ended")["end"], "handed-over");
    assert_eq!(first.end(), Some(0));
    assert_eq!(nodes.state_of(run), State::Running, "it goes on, so nobody is told that it stopped");
    let other = nodes.worker("b");
    let began = other.wait_for("job-began");
    assert_eq!(began["attempt"], 1, "handing over is no failed attempt");
    assert_eq!(other.wait_for("job-ended")["end"], "done");
    nodes.is_whole(run);
}

#[test]
fn flt_08_flt_10_a_database_that_goes_away_in_mid_run_is_waited_for() {
    let Some(nodes) = Nodes::on_a_server() else { return };
    let run = nodes.queued_run();
    let worker = nodes.worker("a");
    nodes.wait_for_rows(run, 2_000);
    nodes.lock_everybody_out();
    assert_eq!(worker.wait_for("sign-unheard")["subject"], run);
    nodes.let_everybody_in();
    worker.wait_for_done();
    nodes.is_whole(run);
}

#[test]
fn flt_10_connections_cut_again_and_again_double_nothing() {
    let Some(nodes) = Nodes::on_a_server() else { return };
    let run = nodes.queued_run();
    let worker = nodes.worker("a");
    for rows in [1_000, 3_000] {
        nodes.wait_for_rows(run, rows);
        nodes.cut_connections();
    }
    worker.wait_for_done();
    nodes.is_whole(run);
}

#[test]
fn flt_11_two_nodes_share_the_work_and_do_nothing_twice() {
    let nodes = Nodes::new();
    let types = ["companies", "contacts", "companies", "contacts"];
    let checks: Vec<i64> = types.iter().map(|kind| nodes.queued_check(kind)).collect();
    let (one, two) = (nodes.worker("a"), nodes.worker("b"));
    nodes.wait_for_states(&checks, State::Checked);
    let done: usize = [one, two].into_iter().map(|node| node.ended_jobs()).sum();
    assert_eq!(done, checks.len());
}

#[test]
fn flt_13_b5_a_node_that_is_stopped_while_it_helps_with_a_check_keeps_nobody_waiting() {
    let Some(nodes) = Nodes::on_a_server() else { return };
    let helper = nodes.worker("b");
    let (import, jana) = (nodes.unchecked(), nodes.jana().clone());
    let leader = nodes.engine("a").with_checks_shared_from(2);
    // The leader goes on when the other node is stopped, after the first share it did.
    let (tell, told) = channel();
    let (go_on, going) = channel::<()>();
    let going = Mutex::new(going);
    let watch = Watch::new(Arc::default(), move |_| {
        if tell.send(()).is_ok() {
            let _ = going.lock().expect("the leader").recv();
        }
    });
    let check = std::thread::spawn(move || leader.check_import(&jana, import, &watch).expect("a check"));
    told.recv().expect("rows");
    assert_eq!(helper.wait_for("share-done")["subject"], import);
    helper.signal("-STOP");
    drop((told, go_on));
    let counts = check.join().expect("the leader");
    assert_eq!((counts.rows, counts.created), (ROWS, ROWS));
    helper.signal("-CONT");
    let next = nodes.queued_check("companies");
    nodes.wait_for_states(&[next], State::Checked);
    assert_eq!(nodes.state_of(import), State::Checked);
}

#[test]
fn a_file_goes_up_to_one_node_is_worked_on_by_another_and_its_export_comes_down_from_the_first() {
    let nodes = Nodes::new();
    let pages = nodes.pages("a");
    let worker = nodes.worker("b");
    let file = nodes.file("firms.csv", "Name;City\nAlfa;Brno\nBeta;Praha\n");
    let ran = nodes.over(&pages, &["import", "run", "companies", &file, "--yes", "--json=state,counts"]);
    assert!(ran.contains("\"created\":2"), "{ran}");
    let out = nodes.path("out.csv");
    nodes.over(&pages, &["export", "run", "companies", "--columns", "name", "--format", "csv", "--no-bom", "--keep"]);
    nodes.over(&pages, &["export", "download", "1", "-o", &out]);
    assert_eq!(std::fs::read_to_string(&out).expect("a file").lines().skip(1).collect::<Vec<_>>(), ["Alfa", "Beta"]);
    assert_eq!(nodes.over(&pages, &["queue", "list", "--json"]).trim(), "[]");
    drop(pages);
    let kinds = worker.kinds_ended();
    assert!(kinds.iter().any(|kind| kind.contains("import")) && kinds.iter().any(|kind| kind == "export"), "{kinds:?}");
}

#[test]
fn pieces_of_one_file_go_up_to_several_nodes() {
    let nodes = Nodes::new();
    let (one, other) = (nodes.engine("a"), nodes.engine("b"));
    let jana = nodes.jana();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let begun = one.begin_upload(jana, "firms.csv", Some(bytes.len() as u64)).expect("begun");
    let add = |node: &kartoteka_engine::Engine, from: usize, to: usize| {
        let mut piece = node.add_to_upload(jana, &begun.id, from as u64).expect("a piece");
        bytes[from..to].chunks(65_536).for_each(|part| piece.add(part).expect("added"));
    };
    add(&one, 0, 1_300_000);
    assert_eq!(other.upload_view(jana, &begun.id).expect("a view").offset, 1_300_000);
    let refused = one.add_to_upload(jana, &begun.id, 5).expect_err("not its end");
    assert_eq!(refused.code(), Some("upload-offset-unfit"));
    assert_eq!(one.uploaded(jana, &begun.id).expect_err("half of it").code(), Some("upload-incomplete"));
    add(&other, 1_300_000, bytes.len());
    for node in [&one, &other] {
        let (path, name) = node.uploaded(jana, &begun.id).expect("whole");
        assert_eq!((std::fs::read(path).expect("a file") == bytes, name.as_str()), (true, "firms.csv"));
    }
    other.drop_upload(jana, &begun.id).expect("dropped");
    assert_eq!(one.upload_view(jana, &begun.id).expect_err("gone").code(), Some("upload-unknown"));
}

#[test]
fn flt_20_work_that_kills_every_worker_is_parked_and_an_administrator_lets_it_go_on() {
    let nodes = Nodes::new();
    let run = nodes.queued_run();
    nodes.pretend_deaths();
    let pages = nodes.pages("a");
    let worker = nodes.worker("b");
    let other = nodes.queued_check("companies");
    nodes.wait_for_states(&[other], State::Checked);
    assert_eq!(nodes.state_of(run), State::Checked, "the queue goes on without it");
    let listed = nodes.over(&pages, &["queue", "list", "--jq", ".[] | [.state, .reason, .subject]"]);
    assert_eq!(listed.trim(), format!("[\"parked\",\"job-workers-died\",\"{run}\"]"));
    let job = nodes.over(&pages, &["queue", "list", "--jq", ".[].id"]);
    assert_eq!(nodes.here(&["doctor", "--jq", ".[] | select(.what == \"parked\") | .ok"]).trim(), "false");
    nodes.over(&pages, &["queue", "go-on", job.trim()]);
    nodes.wait_for_states(&[run], State::Completed);
    assert!(worker.kinds_ended().contains(&"run-import".to_owned()));
    nodes.is_whole(run);
}

#[test]
fn flt_08_a_try_that_failed_is_no_death_of_a_worker() {
    let nodes = Nodes::new();
    nodes.queued_check("companies");
    let engine = nodes.engine("a");
    let away: Error = Refusal::new(RefusalKind::Unavailable, "database-unreachable").into();
    for seconds in [2, 4, 8, 16, 32, 64, 128, 256] {
        let taken = engine.take_work().expect("asked").expect("the job");
        let fate = engine.fate_of(&taken, &away);
        assert_eq!(fate, Fate::Again { seconds });
        assert!(engine.give_up_work(&taken, fate, "{}").expect("noted"));
        assert!(engine.take_work().expect("asked").is_none(), "it rests");
        nodes.let_rests_end();
    }
    let taken = engine.take_work().expect("asked").expect("the job");
    assert_eq!(engine.fate_of(&taken, &away), Fate::Parked, "with what was wrong, not with deaths");
}

#[test]
fn flt_22_nothing_is_restored_while_a_node_is_there_be_it_idle() {
    let nodes = Nodes::new();
    let copy = nodes.path("copy.sqlite");
    nodes.here(&["backup", &copy]);
    let restore = || nodes.tried(&["restore", &copy, "--force", "--yes"]);
    let refused = |name: &str| {
        let (code, said) = restore();
        assert!(code == Some(6) && said.contains(name), "{code:?} {said}");
        assert!(said.contains("kartoteka serve") && said.contains("kartoteka worker"), "{said}");
    };
    let pages = nodes.pages("a");
    refused(&format!("/{}/", pages.id()));
    // It lives on its signs alone, longer than its lease.
    let began = std::time::Instant::now();
    nodes.wait("a lease is over", || began.elapsed().as_secs() > LEASE_SECONDS);
    refused(&format!("/{}/", pages.id()));
    let worker = nodes.worker("b");
    pages.signal("-TERM");
    assert_eq!(pages.end(), Some(0));
    refused(&format!("/{}/", worker.id()));
    worker.signal("-KILL");
    nodes.wait("a killed one is forgotten", || restore().0 == Some(0));
}
