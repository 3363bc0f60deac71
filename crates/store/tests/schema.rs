//! The steps by which tables become those of this program: from every schema there was, by one program at a time.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::*;
use databases::Database;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::RecordId;
use kartoteka_store::*;

/// The text of every step, the first one first.
fn steps() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("a step")).collect()
}

/// What takes a step back: tables, columns and indexes that it made go.
fn undo_of(step: &str) -> String {
    let plain: Vec<&str> = step.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let text = plain.join("\n").replace("IF NOT EXISTS", "");
    let mut undo = Vec::new();
    for definition in text.split(';') {
        match *definition.split_whitespace().collect::<Vec<_>>() {
            ["CREATE", "TABLE", table, ..] => undo.push(format!("DROP TABLE {table}")),
            ["CREATE", "INDEX", index, ..] | ["CREATE", "UNIQUE", "INDEX", index, ..] => undo.push(format!("DROP INDEX {index}")),
            ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                undo.push(format!("ALTER TABLE {table} DROP COLUMN {column}"));
            }
            _ => {}
        }
    }
    undo.into_iter().rev().map(|undo| undo + ";").collect()
}

/// What a step did besides, on whatever database and on a server; taken back too.
const BESIDES: [(i64, &str, &str); 2] = [
    (8, "", "ALTER TABLE kt_journal ALTER COLUMN packed SET STORAGE EXTENDED"),
    (11, "DELETE FROM kt_meta WHERE key = 'queue'", "DELETE FROM kt_meta WHERE key = 'queue'"),
];

/// Rows as they were kept from one schema to another, and where each is found once by the program of today.
const KEPT: [(std::ops::RangeInclusive<i64>, &str, &str); 9] = [
    (1..=i64::MAX, "INSERT INTO kt_setting VALUES ('theme', 'dark')", "kt_setting WHERE value = 'dark'"),
    (
        2..=10,
        "INSERT INTO kt_job (id, kind, subject, request, state, asked_by, run_at, created_at, attempt, fence) \
         VALUES (41, 'check-import', 9, '{}', 'queued', 7, '', '2026-11-20T10:00:00', 2, 3)",
        "kt_work WHERE id = 41 AND kind = 'check-import' AND subject = 9 AND state = 'queued' AND asked_by = 7 AND fence = 3",
    ),
    (4..=i64::MAX, "INSERT INTO kt_view VALUES (5, 7, 'contact', 'Mine', '{}', 1)", "kt_view WHERE name = 'Mine' AND shared = 1"),
    (5..=i64::MAX, "INSERT INTO kt_mend VALUES (9, 1, 2, 7, '2026-11-20T10:00:00', 3)", "kt_mend WHERE touched = 3"),
    (
        6..=i64::MAX,
        "INSERT INTO kt_webhook VALUES (3, 'https://example.com/', 'import-done', 's', 1, 7, '2026-11-20T10:00:00')",
        "kt_webhook WHERE id = 3 AND is_active = 1",
    ),
    (
        7..=i64::MAX,
        "INSERT INTO kt_answer VALUES (7, 'k', 'POST /x', 201, '[]', CAST('body' AS BLOB), '2026-11-20T10:00:00')",
        "kt_answer WHERE key = 'k' AND status = 201 AND length(body) = 4",
    ),
    (
        9..=i64::MAX,
        "INSERT INTO kt_erasure VALUES ('contact', 77, '2026-11-20T10:00:00', 7, 'aa bb')",
        "kt_erasure WHERE record_id = 77 AND marks = 'aa bb'",
    ),
    (
        10..=i64::MAX,
        "INSERT INTO kt_embed (id, owner, settings, key, created_at, opens_until, expires_at) \
         VALUES (4, 7, '{}', 'k', '2026-11-20T10:00:00', '2026-11-20T10:05:00', '2026-11-20T11:00:00')",
        "kt_embed WHERE id = 4 AND owner = 7 AND secret IS NULL",
    ),
    (
        11..=i64::MAX,
        "INSERT INTO kt_work (id, kind, subject, request, state, asked_by, priority, run_at, created_at, fence) \
         VALUES (41, 'check-import', 9, '{}', 'queued', 7, 1, '', '2026-11-20T10:00:00', 3)",
        "kt_work WHERE id = 41 AND kind = 'check-import' AND subject = 9 AND state = 'queued' AND priority = 1 AND fence = 3",
    ),
];

/// Every table with its columns, and every index.
fn catalogue(house: &House) -> String {
    if house.is_on_a_server() {
        return house.answer(
            "SELECT string_agg(line, ' ' ORDER BY line) FROM (SELECT concat(table_name, '.', column_name, ' ', data_type, ' ', \
             column_default, ' ', is_nullable) AS line FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() \
             UNION ALL SELECT concat(attrelid::regclass, '.', attname, ' stored ', attstorage) FROM pg_attribute \
             WHERE attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kt\\_%') AND attnum > 0 \
             AND NOT attisdropped) AS lines",
        );
    }
    house.answer(
        "SELECT group_concat(line, ' ') FROM (SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || coalesce(c.dflt_value, '') \
         || c.\"notnull\" AS line FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' \
         UNION ALL SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE type = 'index' ORDER BY 1)",
    )
}

/// Makes the register one of that schema, with a row in every table that keeps what people or programs did.
fn make_older(house: &House, schema: i64) {
    for (number, step) in
        (1..).zip(steps()).skip(usize::try_from(schema).expect("a number")).collect::<Vec<_>>().into_iter().rev()
    {
        house.raw(&undo_of(&step));
        for (_, undo, of_server) in BESIDES.iter().filter(|(of, ..)| *of == number) {
            house.raw(if house.is_on_a_server() { of_server } else { undo });
        }
    }
    house.raw(&format!("UPDATE kt_meta SET value = '{schema}' WHERE key = 'schema_version'"));
    for (_, row, _) in KEPT.iter().filter(|(schemas, ..)| schemas.contains(&schema)) {
        house.raw(&if house.is_on_a_server() { row.replace("AS BLOB", "AS BYTEA") } else { (*row).to_owned() });
    }
}

#[test]
fn flt_23_every_schema_there_was_becomes_the_one_of_today() {
    let steps = steps();
    assert_eq!(KNOWN_SCHEMA, i64::try_from(steps.len()).expect("a number"));
    for schema in 1..=KNOWN_SCHEMA {
        let mut house = House::new();
        house.people(&["Ada", "Eva"]);
        let of_today = catalogue(&house);
        make_older(&house, schema);
        let makes = steps.iter().skip(usize::try_from(schema).expect("a number")).any(|step| !undo_of(step).is_empty());
        assert_eq!(catalogue(&house) != of_today, makes, "{schema} is an older one");
        let again = house.again().unwrap_or_else(|error| panic!("from {schema}: {error}"));
        let known = house.number("SELECT CAST(value AS INTEGER) FROM kt_meta WHERE key = 'schema_version'");
        assert_eq!(known, KNOWN_SCHEMA, "from {schema}");
        assert_eq!(catalogue(&house), of_today, "from {schema}");
        for (_, _, found) in KEPT.iter().filter(|(schemas, ..)| schemas.contains(&schema)) {
            assert_eq!(house.number(&format!("SELECT count(*) FROM {found}")), 1, "from {schema}: {found}");
        }
        assert_eq!(house.number("SELECT count(*) FROM kt_job"), 0, "from {schema}: what waits has moved");
        assert_eq!(house.number("SELECT count(*) FROM kt_meta WHERE key = 'queue'"), 1, "from {schema}: the queue has a lock");
        works_as_today(&house, &again, schema);
    }
}

/// What every step brought does what it is for.
fn works_as_today(house: &House, store: &Store, from: i64) {
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.count(&house.contact, &Filter::all()).expect("a count"), 2, "from {from}");
    let mut writer = store.writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    insert(&batch, &house.contact, &["name"], [vec![text("Iva")]]);
    batch.save_setting("lang", "cs").expect("a setting");
    assert!(batch.take_answer_key(7, "key", "POST /contacts", at()).expect("a key"), "from {from}");
    let (type_key, id) = (house.contact.key.clone(), RecordId(78));
    batch.save_erasure(&Erasure { type_key, id, at: at(), by: 7, marks: "cc".into() }).expect("an erasure");
    let owner =
        NewEmbed { owner: 7, settings: "{}".into(), key: "k".into(), created_at: at(), opens_until: at(), expires_at: at() };
    let embed = batch.create_embed(&owner).expect("a frame");
    batch.add_embed_import(embed, 9).expect("its import");
    batch.begin_arrival("a", 7, "firms.csv", Some(3)).expect("a file that comes");
    assert!(batch.add_to_arrival("a", 0, b"abc").expect("a piece"), "from {from}");
    let (lease, context) = (Lease { job: 41, fence: 4, millis: 30_000 }, vec![1, 2]);
    let pass = NewPass { import: 9, part: 0, kind: "survey".into(), program: "p".into(), lease, context };
    batch.open_pass(&pass, 2).expect("a check in shares");
    batch.commit().expect("commit");
    assert_eq!(reader.find_by_name(&house.contact, &["iva".into()]).expect("a look"), [ids(&[3])], "from {from}");
    assert_eq!(reader.erased_among("contact", &[id]).expect("a look"), [id], "from {from}");
    assert_eq!(reader.embed_imports(embed).expect("a look"), [9], "from {from}");
    let batch = writer.begin_queue().expect("the queue");
    let free: Vec<i64> = batch.free_jobs(at()).expect("jobs").iter().map(|job| job.id).collect();
    assert_eq!(free, if from > 1 { vec![41] } else { vec![] }, "from {from}");
    for job in free {
        let taken = batch.take_job(job, "node", at(), 30_000).expect("a look").expect("a job");
        assert_eq!((taken.fence, taken.new.subject), (4, Some(9)), "from {from}");
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

/// Refuses what only makes a server quicker, as one of another make does, with this code.
fn refuse_storage(database: &Database, code: &str) {
    let function = format!(
        "CREATE OR REPLACE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN \
         IF current_query() LIKE '%SET STORAGE%' THEN RAISE EXCEPTION 'not here' USING ERRCODE = '{code}'; END IF; END $$"
    );
    database.run(&function);
}

#[test]
fn a_server_that_does_not_know_how_columns_are_stored_goes_on_without() {
    let Some(database) = Database::of_test() else { return };
    refuse_storage(&database, "42501");
    database.run("CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION refuse()");
    assert!(matches!(connect(&database.address()), Err(StoreError::NoRight { .. })), "anything else that it refuses counts");
    refuse_storage(&database, "0A000");
    let there = connect(&database.address()).expect("a store");
    assert_eq!(database.run("SELECT value FROM kt_meta WHERE key = 'schema_version'"), KNOWN_SCHEMA.to_string());
    let plain = "SELECT count(*) FROM pg_attribute WHERE attstorage = 'e' AND attrelid = 'kt_block'::regclass";
    assert_eq!(database.run(plain), "0");
    // All steps at once, in the one transaction in which a register is replaced.
    refuse_storage(&database, "42601");
    let mut house = House::new();
    house.people(&["Ada"]);
    let types = [house.contact.clone(), house.company.clone()];
    let mut reader = house.store.reader().expect("a reader");
    let moment = reader.snapshot().expect("a moment");
    let proof = moment.copy_to_register(&there, &types, true, &mut |_| std::ops::ControlFlow::Continue(())).expect("a copy");
    assert!(proof.is_equal());
    assert_eq!((database.run("SELECT count(*) FROM contact"), database.run(plain)), ("1".to_owned(), "0".to_owned()));
}
