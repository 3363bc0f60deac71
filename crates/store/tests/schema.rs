//! The steps by which tables become those of this program: from every schema there was, by one program at a time.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::*;
use databases::Database;
use kartoteka_domain::filter::Filter;
use kartoteka_store::*;

/// What each step made, latest first, so that it can be taken back: the schema of that number is what is left.
const UNDONE: [(i64, &str); 7] = [
    (7, "UPDATE kt_meta SET value = '7' WHERE key = 'schema_version'"),
    (6, "DROP TABLE kt_answer"),
    (5, "DROP TABLE kt_delivery; DROP TABLE kt_webhook"),
    (4, "DROP TABLE kt_mend"),
    (3, "DROP TABLE kt_view; DROP TABLE kt_selection"),
    (2, "DROP TABLE kt_filled_column"),
    (1, "DROP TABLE kt_preference; DROP TABLE kt_sign_in; DROP TABLE kt_notification; DROP TABLE kt_job"),
];

#[test]
fn flt_23_every_schema_there_was_becomes_the_one_of_today() {
    for (schema, _) in UNDONE {
        let mut house = House::new();
        house.people(&["Ada", "Eva"]);
        for (of, undo) in UNDONE {
            if of >= schema {
                house.raw(undo);
            }
        }
        house.raw(&format!("UPDATE kt_meta SET value = '{schema}' WHERE key = 'schema_version'"));
        let again = house.again().unwrap_or_else(|error| panic!("from {schema}: {error}"));
        let known = house.number("SELECT CAST(value AS INTEGER) FROM kt_meta WHERE key = 'schema_version'");
        assert_eq!(known, KNOWN_SCHEMA, "from {schema}");
        let reader = again.reader().expect("a reader");
        assert_eq!(reader.count(&house.contact, &Filter::all()).expect("a count"), 2, "from {schema}");
        let mut writer = again.writer().expect("a writer");
        let batch = writer.begin().expect("a batch");
        insert(&batch, &house.contact, &["name"], [vec![text("Iva")]]);
        batch.save_setting("lang", "cs").expect("a setting");
        batch.commit().expect("commit");
        assert_eq!(reader.find_by_name(&house.contact, &["iva".into()]).expect("a look"), [ids(&[3])], "from {schema}");
    }
}

fn connect(address: &str) -> Result<Store> {
    Store::connect(Address::parse(address).expect("an address"), fold)
}

#[test]
fn flt_23_many_programs_that_begin_at_once_make_the_tables_once() {
    let Some(database) = Database::of_test() else { return };
    let (address, made) = (Arc::new(database.address()), Arc::new(AtomicUsize::new(0)));
    let begin = || {
        let (address, made) = (Arc::clone(&address), Arc::clone(&made));
        std::thread::spawn(move || {
            let store = connect(&address).expect("a store");
            store.reader().expect("a reader").setting("lang").expect("the tables are there");
            made.fetch_add(1, Ordering::SeqCst);
        })
    };
    let programs: Vec<_> = (0..6).map(|_| begin()).collect();
    programs.into_iter().for_each(|program| program.join().expect("no panic"));
    assert_eq!(made.load(Ordering::SeqCst), 6);
    assert_eq!(database.run("SELECT value FROM kt_meta WHERE key = 'migrator'"), "", "the lease is given back");
}

#[test]
fn flt_23_who_comes_second_waits_for_the_lease_and_a_dead_ones_ends() {
    let house = House::new();
    if Database::of_test().is_none() {
        return;
    }
    let until = |seconds: i64| {
        house.raw("UPDATE kt_meta SET value = '3' WHERE key = 'schema_version'; DROP TABLE kt_view; DROP TABLE kt_selection");
        let moment = format!("CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT) + {seconds}");
        house.raw(&format!("UPDATE kt_meta SET value = 'somebody ' || CAST({moment} AS TEXT) WHERE key = 'migrator'"));
    };
    until(-1);
    house.again().expect("a lease that ended holds nobody up");
    // Somebody who is at it: two seconds by the server's clock, and nothing is touched before.
    until(2);
    let began = "SELECT CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)";
    let before = house.number(began);
    house.again().expect("after the other one's time");
    assert!(house.number(began) >= before + 2, "it was waited for");
    assert_eq!(house.number("SELECT count(*) FROM kt_view"), 0);
}
