//! FLT-07 on a database server: its disk is full, once where the records lie, once where its log lies. Real servers on a real small
//! disk. Work rests or waits and says why, nothing is half done, and it goes on by itself when there is room.

#[allow(dead_code, reason = "another test uses the rest")]
mod nodes_at_work;

use kartoteka_fixtures::clusters::Servers;
use kartoteka_fixtures::databases::Database;
use kartoteka_fixtures::disks::with_mounts;
use nodes_at_work::{Nodes, ROWS};

/// Bytes left free: some batches fit, the run does not.
const SOME: u64 = 1_500_000;

#[test]
fn flt_07_a_full_disk_of_the_server_spoils_nothing_and_work_goes_on_when_there_is_room() {
    with_mounts("flt_07_a_full_disk_of_the_server_spoils_nothing_and_work_goes_on_when_there_is_room", || {
        let Some(mut servers) = Servers::of_test() else { return };
        servers.make(5641, "trust");
        let (disk, at) = servers.small_disk(96);
        servers.run(5641, &format!("CREATE TABLESPACE small LOCATION '{}'", at.display()));
        servers.run(5641, "ALTER SYSTEM SET default_tablespace = 'small'");
        servers.run(5641, "SELECT pg_reload_conf()");
        let nodes = Nodes::over_database(Some(Database::on_server(&servers.address(&[5641], "postgres"))));
        let run = nodes.queued_run();
        let filler = disk.fill(SOME);
        let worker = nodes.worker("a");
        let failed = worker.wait_for("job-failed");
        assert_eq!((failed["fate"].as_str(), failed["reason"].as_str()), (Some("again"), Some("disk-full")), "{failed}");
        // What is committed is whole batches, and no more.
        let written = nodes.number("SELECT count(*) FROM contact");
        assert!(written < ROWS && written == nodes.rows_of(run), "{written}");
        // Somebody who asks meanwhile is told what it is and what to do, and leaves nothing.
        disk.fill(0);
        let rows: String = (0..ROWS).map(|n| format!("Firm {n},firm-{n}\n")).collect();
        let file = nodes.file("more.csv", &format!("Name,External ID\n{rows}"));
        let before = nodes.number("SELECT count(*) FROM kt_import");
        let (code, said) = nodes.tried(&["import", "check", "companies", &file]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("The disk takes no more") && said.contains("Free some space"), "{said}");
        assert_eq!(nodes.number("SELECT count(*) FROM kt_import"), before);
        std::fs::remove_file(filler).expect("removed");
        worker.wait_for_done();
        nodes.is_whole(run);
    });
}

#[test]
fn flt_07_a_server_that_ends_without_room_for_its_log_is_waited_for() {
    with_mounts("flt_07_a_server_that_ends_without_room_for_its_log_is_waited_for", || {
        let Some(mut servers) = Servers::of_test() else { return };
        let (disk, at) = servers.small_disk(192);
        servers.make_with_log_in(5651, &at.join("log"));
        let nodes = Nodes::over_database(Some(Database::on_server(&servers.address(&[5651], "postgres"))));
        let run = nodes.queued_run();
        let filler = disk.fill(SOME);
        let worker = nodes.worker("a");
        let is_full = |log: &str| log.lines().any(|line| line.contains("PANIC") && line.contains("No space left on device"));
        nodes.wait("the log is full", || is_full(&servers.log()));
        std::fs::remove_file(filler).expect("removed");
        // As whoever looks after it does, once there is room.
        nodes.wait("the server is back", || servers.start_again(5651));
        worker.wait_for_done();
        nodes.is_whole(run);
    });
}
