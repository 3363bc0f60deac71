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
    assert!(matches!(connect(&database.address()), Err(StoreError::OnlyReads { .. })), "a server that only reads");
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
    assert!(matches!(batch.commit(), Err(StoreError::CommitUnknown { .. })), "it was asked for, and nobody answered");
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
fn cleaning_waits_for_no_writer_and_holds_none_up() {
    let mut house = House::new();
    if Database::of_test().is_none() {
        return;
    }
    house.people(&["Ada"]);
    let store = house.store.clone();
    let batch = house.writer.begin().expect("the lock of writers");
    insert(&batch, &house.contact, &["name"], [vec![text("Eva")]]);
    assert!(store.clean().expect("cleaned"), "while somebody writes");
    insert(&batch, &house.contact, &["name"], [vec![text("Iva")]]);
    batch.commit().expect("commit");
    assert_eq!(house.number("SELECT count(*) FROM contact"), 3);
    assert_eq!(house.number("SELECT count(*) FROM pg_stat_all_tables WHERE relname = 'contact' AND last_vacuum IS NOT NULL"), 1);
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

#[test]
fn flt_08_a_deadlock_takes_the_batch_back_and_says_that_it_passes() {
    if Database::of_test().is_none() {
        return;
    }
    let mut house = House::new();
    house.people(&["Ada", "Eva"]);
    let address = house.address();
    let mut other = postgres::Client::connect(&address, postgres::NoTls).expect("another program");
    // The other one never looks for a deadlock: the server takes this one back.
    other.batch_execute("SET deadlock_timeout = '1min'; BEGIN; UPDATE contact SET note = 'x' WHERE id = 1").expect("a lock");
    let (wait, waited) = std::sync::mpsc::channel();
    let contact = house.contact.clone();
    let batch = house.writer.begin().expect("a batch");
    let thread = std::thread::spawn(move || {
        wait.send(()).expect("heard");
        other.batch_execute("SELECT value FROM kt_meta WHERE key = 'writer' FOR UPDATE; COMMIT").expect("its turn");
    });
    waited.recv().expect("told");
    let mut look = postgres::Client::connect(&address, postgres::NoTls).expect("a third one");
    while look.query_one("SELECT count(*) FROM pg_locks WHERE NOT granted", &[]).expect("a look").get::<_, i64>(0) == 0 {}
    let name = text("Adéla");
    let update = |batch: &Batch<'_>| {
        let at = positions(&contact, &["name"])[0];
        let mut records = batch.record_rows(&contact, &[], &stamp(None)).expect("a writer of rows");
        let id = kartoteka_domain::record::RecordId(1);
        let version = kartoteka_domain::record::Version(1);
        records.write(&[Write::Update { id, expected: version, fields: vec![(at, name.as_ref())] }])
    };
    let told = update(&batch).expect_err("each waits for the other");
    assert!(matches!(told, StoreError::Collided) && told.is_passing(), "{told:?}");
    drop(batch);
    thread.join().expect("the other one went on");
    let batch = house.writer.begin().expect("a batch");
    assert_eq!(update(&batch).expect("nobody is in the way"), [Wrote::Done]);
    batch.commit().expect("commit");
    assert_eq!(house.number("SELECT count(*) FROM contact WHERE name = 'Adéla' AND note = 'x'"), 1);
}

#[test]
fn b4_a_batch_with_a_statement_that_failed_is_never_committed() {
    let mut house = House::new();
    let batch = house.writer.begin().expect("a batch");
    batch.save_setting("lang", "cs").expect("saved");
    let mut other = contact();
    other.key = "nobody".into();
    assert!(batch.count(&other, &Filter::all()).is_err(), "there is no such table");
    let committed = batch.commit();
    let kept = house.again().expect("a store").reader().expect("a reader").setting("lang").expect("a look");
    // A file takes only the statement back.
    assert_eq!(committed.is_ok(), kept.is_some());
}

#[test]
fn flt_19_behind_a_pooler_that_lends_connections_by_transaction() {
    let Some(pooler) = std::env::var_os("KARTOTEKA_TEST_PGBOUNCER") else { return };
    let Some(database) = Database::of_test() else { return };
    let pooler = Pooler::start(&pooler, &database.address());
    let store = connect(&pooler.address).expect("a store");
    let contact = contact();
    let mut writers: Vec<Writer> = (0..3).map(|_| store.writer().expect("a writer")).collect();
    let batch = writers[0].begin().expect("a batch");
    batch.ensure_type(&contact).expect("a table");
    batch.commit().expect("commit");
    // Two server connections for all: what one leaves in a session the next one meets.
    for round in 0..4_i64 {
        for (place, writer) in writers.iter_mut().enumerate() {
            let mut reader = store.reader().expect("a reader");
            let snapshot = reader.snapshot().expect("a moment");
            let before = snapshot.count(&contact, &Filter::all()).expect("a count");
            let batch = writer.begin().expect("a batch");
            let keys = (0..20).map(|n| vec![text(&format!("{round}-{place}-{n}")), text("Jana")]);
            write_together(&batch, &contact, keys.collect());
            batch.commit().expect("commit");
            assert_eq!(snapshot.count(&contact, &Filter::all()).expect("a count"), before);
            let found =
                writer.find_by_key(&contact, &positions(&contact, &["external_id"]), &[vec!["0-0-7".into()], vec!["x".into()]]);
            assert_eq!(found.expect("a look"), [ids(&[8]), vec![]]);
        }
    }
    assert_eq!(writers[2].count(&contact, &Filter::all()).expect("a count"), 240);
    // Who is there is a row, no session: it is seen from either side of the pooler.
    let batch = writers[0].begin_beside().expect("a batch");
    batch.keep_node("behind", 60_000).expect("a sign");
    batch.commit().expect("commit");
    let direct = connect(&database.address()).expect("past the pooler");
    assert_eq!(direct.reader().expect("a reader").live_nodes().expect("a look"), ["behind"]);
    assert_eq!(writers[1].live_nodes().expect("a look"), ["behind"]);
    drop((writers, store, direct));
}

/// New contacts with these values of key and name.
fn write_together(batch: &Batch<'_>, contact: &kartoteka_domain::record_type::RecordType, rows: Vec<Vec<Option<Value>>>) {
    let mut records = batch.record_rows(contact, &positions(contact, &["external_id", "name"]), &stamp(None)).expect("rows");
    let first = batch.take_ids(contact, rows.len() as u64).expect("numbers").0;
    let forms = |values: &Vec<Option<Value>>| {
        let mut forms = Vec::new();
        records.folder().add_forms(values, &mut forms);
        forms
    };
    let forms: Vec<_> = rows.iter().map(forms).collect();
    let write = |((n, values), forms)| Write::Create { id: kartoteka_domain::record::RecordId(n), values, forms };
    let writes: Vec<Write<'_>> =
        (first..).zip(rows.iter().map(Vec::as_slice)).zip(forms.iter().map(Vec::as_slice)).map(write).collect();
    assert!(records.write(&writes).expect("written").iter().all(|wrote| *wrote == Wrote::Done));
}

/// PgBouncer in transaction mode, with two connections to the server.
struct Pooler {
    process: std::process::Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Pooler {
    fn start(program: &std::ffi::OsStr, address: &str) -> Pooler {
        let folder = tempfile::tempdir().expect("a folder");
        let (front, query) = address.split_once('?').expect("an address with a socket");
        let part = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name));
        let (host, port) = (part("host=").expect("a folder"), part("port=").unwrap_or("5432"));
        let database = front.rsplit('/').next().expect("a database");
        let own_port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port();
        let settings = format!(
            "[databases]\n{database} = host={host} port={port} dbname={database}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {own_port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n\
             server_reset_query =\nlogfile = {}\n",
            folder.path().join("log").display()
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings.replace("dbname=", "user=kartoteka dbname=")).expect("settings");
        let mut command = std::process::Command::new(program);
        if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            // It refuses to run as root; the user of the server is there.
            command.args(["-u", "postgres"]);
            let owned = std::process::Command::new("chown").args(["-R", "postgres"]).arg(folder.path()).status();
            assert!(owned.is_ok_and(|status| status.success()), "the folder is given away");
        }
        let process = command.arg("-q").arg(&file).spawn().expect("PgBouncer starts");
        while std::net::TcpStream::connect(("127.0.0.1", own_port)).is_err() {}
        let address = format!("postgres://kartoteka@127.0.0.1:{own_port}/{database}?sslmode=disable");
        Pooler { process, address, _folder: folder }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = (self.process.kill(), self.process.wait());
    }
}
