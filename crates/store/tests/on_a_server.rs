//! Contract of what both databases must do alike but each does in its own way, and what a server refuses, each told apart.
//! Where no server was started, what needs one has nothing to say; the second pass of the test command starts one.

mod common;

use common::*;
use databases::Database;
use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::kind;
use kartoteka_domain::value::Value;
use kartoteka_store::*;

fn connect(address: &str) -> Result<Store> {
    Store::connect(Address::parse(address).expect("an address"), fold)
}

#[test]
fn an_address_that_cannot_be_one_is_told_without_its_password() {
    for text in ["", "mysql://ana:geheim@db/crm", "postgres://ana:geheim@db:port/crm", "ana:geheim"] {
        let error = Address::parse(text).expect_err(text);
        assert!(matches!(error, StoreError::Address), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("geheim"), "{error:?}");
    }
}

#[test]
fn flt_13_a_server_that_is_not_there_is_told() {
    let found = connect("postgres://ana:geheim@127.0.0.1:1/crm?sslmode=disable").expect_err("nobody listens");
    let StoreError::NoEntry { path, detail } = &found else { panic!("{found:?}") };
    assert_eq!(path, "postgres://ana@127.0.0.1:1/crm");
    assert!(!detail.is_empty() && !format!("{found} {found:?}").contains("geheim"));
}

#[test]
fn flt_13_what_a_server_refuses_has_its_own_variant() {
    let Some(database) = Database::of_test() else { return };
    let missing = database.address().replacen("/test_", "/no_test_", 1);
    assert!(matches!(connect(&missing), Err(StoreError::NoEntry { .. })), "a database that does not exist");

    database.run("CREATE TABLE invoices (number INTEGER PRIMARY KEY)");
    assert!(matches!(connect(&database.address()), Err(StoreError::Foreign { .. })), "another program's tables");
    assert_eq!(database.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "1", "nothing was made");
    database.run("DROP TABLE invoices");

    let guest = format!("guest_{}", std::process::id());
    database.run(&format!("CREATE ROLE {guest} LOGIN"));
    let as_guest = database.address().replacen("postgres://kartoteka@", &format!("postgres://{guest}@"), 1);
    assert!(matches!(connect(&as_guest), Err(StoreError::NoRight { .. })), "a user who may make nothing");
    database.run(&format!("DROP ROLE {guest}"));

    let name = database.run("SELECT current_database()");
    database.run(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    assert!(matches!(connect(&database.address()), Err(StoreError::NoRight { .. })), "a server that only reads");
}

#[test]
fn flt_14_a_connection_that_was_cut_takes_its_batch_with_it_and_the_next_one_works() {
    let Some(database) = Database::of_test() else { return };
    let store = connect(&database.address()).expect("a store");
    let mut writer = store.writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    batch.save_setting("lang", "cs").expect("saved");
    drop(store.reader().expect("one that waits in the pool"));
    let others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    database.run(&format!("SELECT pg_terminate_backend(pid) {others}"));
    assert!(matches!(batch.commit(), Err(StoreError::Unreachable { .. })));
    assert_eq!(store.reader().expect("a new connection").setting("lang").expect("a look"), None);
    let mut writer = store.writer().expect("a writer");
    let batch = writer.begin().expect("nobody holds the lock");
    batch.save_setting("lang", "ru").expect("saved");
    batch.commit().expect("commit");
}

#[test]
fn flt_16_writers_take_turns() {
    let mut house = House::new();
    let mut other = house.store.writer().expect("another writer");
    let batch = house.writer.begin().expect("a batch");
    assert!(other.try_begin().expect("a try").is_none());
    drop(batch);
    let batch = other.try_begin().expect("a try").expect("the lock is free");
    batch.save_setting("lang", "cs").expect("saved");
    batch.commit().expect("commit");
    assert_eq!(house.writer.setting("lang").expect("a look").as_deref(), Some("cs"));
}

#[test]
fn a_batch_goes_on_after_a_value_that_is_taken() {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        let ids = batch.take_ids(contact, 3).expect("ids").0;
        let fields = positions(contact, &["name", "external_id"]);
        let mut inserter = batch.inserter(contact, &fields, &stamp(None)).expect("an inserter");
        let row = |name: &str, key: &str| [text(name), text(key)];
        inserter.insert(kartoteka_domain::record::RecordId(ids), &row("Ada", "a")).expect("the first");
        let taken = inserter.insert(kartoteka_domain::record::RecordId(ids + 1), &row("Eva", "a"));
        assert!(matches!(taken, Err(StoreError::Unique { field }) if field == "external_id"));
        inserter.insert(kartoteka_domain::record::RecordId(ids + 1), &row("Eva", "b")).expect("the batch goes on");
    });
    assert_eq!(house.writer.count(&house.contact, &Filter::all()).expect("a count"), 2);
}

#[test]
fn texts_without_a_match_column_are_searched_in_matching_form() {
    let database = Database::of_test();
    let dir = tempfile::tempdir().expect("a directory");
    let store = match &database {
        Some(database) => Store::connect(Address::parse(&database.address()).expect("an address"), kind::match_form),
        None => Store::open(dir.path(), kind::match_form),
    };
    let store = store.expect("a store");
    let mut writer = store.writer().expect("a writer");
    let contact = contact();
    let batch = writer.begin().expect("a batch");
    batch.ensure_type(&contact).expect("a table");
    let notes = ["Kateřina\u{a0} NOVÁKOVÁ", "ЁЛКА у реки", "Straße  in\tÆrø", "e\u{301}cole", "50% _of_ it\\", "Čaj, й и ї"];
    insert(&batch, &contact, &["name", "note"], notes.iter().map(|note| vec![text("x"), text(note)]));
    batch.commit().expect("commit");
    for (words, expected) in [
        ("katerina novakova", &[1][..]),
        ("Елка", &[2]),
        ("strasse in aero", &[3]),
        ("ÉCOLE", &[4]),
        ("50% _OF_ it\\", &[5]),
        ("й", &[6]),
        ("caj", &[6]),
        ("%", &[5]),
    ] {
        let condition =
            Condition::Field { field: "note".into(), comparison: Comparison::Contains, value: Some(Value::text(words)) };
        let filter = Filter { conditions: vec![condition] };
        assert_eq!(writer.ids_of(&contact, &filter).expect("ids"), ids(expected), "{words}");
    }
}
