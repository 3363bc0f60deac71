//! Contract of copies: a register of every kind of value goes into another database and back, and both hold the same; what is
//! stopped leaves nothing. Where no server was started, the way leads from file to file.

mod common;

use std::ops::ControlFlow;
use std::path::Path;

use common::*;
use databases::Database;
use kartoteka_domain::record_type::{FieldKind, RecordType};
use kartoteka_store::*;

/// Rows after which a copy asks whether to go on.
const MANY: i64 = 6_000;

fn on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Beside contacts and companies a type whose names a server would cut, a column and a table of things in use no more, and a
/// zero character.
fn house() -> (House, Vec<RecordType>) {
    let mut house = House::new();
    let long = record_type(
        "a_type_whose_key_is_as_long_as_they_get",
        vec![
            field("name", FieldKind::Text),
            field("this_field_has_a_key_of_forty_letters_al", FieldKind::Text),
            field("these_links_have_a_key_of_forty_letters", FieldKind::Links),
        ],
    );
    house.people(&["Jan Novák", "Žofie \u{1F600}", "O'Neil; \"x\"\n"]);
    house.batch(|batch, contact, _| {
        batch.ensure_type(&long).expect("a long type");
        batch.add_match_column(contact, contact.position("note").expect("a note")).expect("a match column");
        let keys = ["name", "this_field_has_a_key_of_forty_letters_al"];
        insert(batch, &long, &keys, [vec![text("a"), text("b")]]);
        batch.append_upload_chunk(1, 1, 0, &[0, 255, 10]).expect("a chunk");
    });
    house.raw("ALTER TABLE contact ADD COLUMN archived_long_ago TEXT");
    house.raw("UPDATE contact SET archived_long_ago = 'kept' WHERE id = 2");
    house.raw("CREATE TABLE old_type (id BIGINT PRIMARY KEY, name TEXT)");
    house.raw("INSERT INTO old_type (id, name) VALUES (7, 'kept')");
    let types = vec![house.contact.clone(), house.company.clone(), long];
    (house, types)
}

fn tallies(store: &Store, types: &[RecordType]) -> Vec<(String, Tally)> {
    let mut reader = store.reader().expect("a reader");
    let snapshot = reader.snapshot().expect("a moment");
    snapshot.tallies(types, &mut on).expect("tallies")
}

fn to_folder(store: &Store, folder: &Path, types: &[RecordType], going: &mut Going<'_>) -> Result<Proof> {
    let mut reader = store.reader().expect("a reader");
    let snapshot = reader.snapshot().expect("a moment");
    snapshot.copy_to_folder(folder, fold, types, going)
}

fn to_register(store: &Store, to: &Store, types: &[RecordType], going: &mut Going<'_>) -> Result<Proof> {
    let mut reader = store.reader().expect("a reader");
    let snapshot = reader.snapshot().expect("a moment");
    snapshot.copy_to_register(to, types, false, going)
}

/// An empty register of this pass: a database of its own, or a folder.
fn empty() -> (Store, Option<Database>, tempfile::TempDir) {
    let (database, dir) = (Database::of_test(), tempfile::tempdir().expect("a directory"));
    let store = match &database {
        Some(database) => Store::connect(Address::parse(&database.address()).expect("an address"), fold),
        None => Store::open(dir.path(), fold),
    };
    (store.expect("a store"), database, dir)
}

#[test]
fn a_register_goes_there_and_back_and_every_sum_stays() {
    let (house, types) = house();
    let before = tallies(&house.store, &types);
    let rows = |table: &str| before.iter().find(|(name, _)| name == table).map(|(_, tally)| tally.rows);
    assert_eq!((rows("contact"), rows("old_type"), rows("kt_upload_chunk")), (Some(3), Some(1), Some(1)));

    let folder = tempfile::tempdir().expect("a folder");
    let first = to_folder(&house.store, folder.path(), &types, &mut on).expect("a copy");
    assert!(first.is_equal() && first.rows() > 10, "{first:?}");
    let file = Store::open(folder.path(), fold).expect("the copy opens");
    file.integrity_check().expect("whole");
    assert_eq!(tallies(&file, &types), before);

    let (there, database, _dir) = empty();
    let second = to_register(&file, &there, &types, &mut on).expect("the way back");
    assert!(second.is_equal(), "{second:?}");
    assert_eq!(tallies(&there, &types), before);
    if let Some(database) = &database {
        assert_eq!(database.run("SELECT count(*) FROM pg_indexes WHERE indexname = 'contact__username__ux'"), "1", "indexes");
    }
    // What was copied is a register: the next number is free, unique values stay unique.
    let mut writer = there.writer().expect("a writer");
    let batch = writer.begin().expect("a batch");
    assert_eq!(batch.take_ids(&types[0], 1).expect("a number").0, 4);
}

#[test]
fn one_changed_letter_is_seen() {
    let (house, types) = house();
    let (there, database, dir) = empty();
    to_register(&house.store, &there, &types, &mut on).expect("a copy");
    let change = "UPDATE contact SET name = 'Jan Novak' WHERE id = 1";
    match &database {
        Some(database) => drop(database.run(change)),
        None => {
            let file = rusqlite::Connection::open(dir.path().join("kartoteka.sqlite")).expect("a file");
            file.execute(change, []).expect("a change");
        }
    }
    let proof = Proof::of(tallies(&house.store, &types), &tallies(&there, &types));
    let odd: Vec<&str> = proof.tables.iter().filter(|table| table.here != table.there).map(|t| t.table.as_str()).collect();
    assert_eq!(odd, ["contact"]);
}

#[test]
fn flt_04_a_copy_that_was_stopped_leaves_nothing_and_goes_the_next_time() {
    let (house, types) = house();
    house.raw(&format!(
        "INSERT INTO kt_setting (key, value) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) \
         SELECT 'k' || i, 'v' FROM n"
    ));
    let (there, _database, _dir) = empty();
    let stopped = to_register(&house.store, &there, &types, &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(StoreError::Stopped)), "{stopped:?}");
    let mut writer = there.writer().expect("a writer");
    assert!(writer.begin().expect("a batch").is_blank().expect("asked"), "nothing is left");
    assert!(to_register(&house.store, &there, &types, &mut on).expect("a copy").is_equal());
    // And when it came through, it is not done again.
    let again = to_register(&house.store, &there, &types, &mut on);
    assert!(matches!(again, Err(StoreError::NotEmpty { .. })), "{again:?}");
}

#[test]
fn a_register_that_is_replaced_is_replaced_whole() {
    let (house, types) = house();
    let (mut other, _) = self::house();
    other.people(&["Somebody Else"]);
    let mut reader = house.store.reader().expect("a reader");
    let snapshot = reader.snapshot().expect("a moment");
    assert!(snapshot.copy_to_register(&other.store, &types, true, &mut on).expect("a copy").is_equal());
    assert_eq!(tallies(&other.store, &types), tallies(&house.store, &types));
}

#[test]
fn flt_22_a_register_in_use_is_not_replaced() {
    let (house, types) = house();
    let mut other = House::new();
    other.people(&["Somebody else"]);
    let before = tallies(&other.store, &types);
    let replace = || {
        let mut reader = house.store.reader().expect("a reader");
        let snapshot = reader.snapshot().expect("a moment");
        snapshot.copy_to_register(&other.store, &types, true, &mut on)
    };
    let mut writer = other.store.writer().expect("a writer");
    let mut node = |millis: Option<i64>| {
        let batch = writer.begin_beside().expect("a batch");
        millis.map_or_else(|| batch.drop_node("shop-1/4711/x"), |millis| batch.keep_node("shop-1/4711/x", millis)).expect("said");
        batch.commit().expect("commit");
    };
    node(Some(60_000));
    let refused = replace().expect_err("somebody is there");
    assert!(matches!(&refused, StoreError::InUse { nodes, .. } if *nodes == ["shop-1/4711/x"]), "{refused}");
    assert_eq!(tallies(&other.store, &types), before);
    node(None);
    assert!(replace().expect("a copy").is_equal());
}

#[test]
fn flt_16_a_copy_is_of_one_moment_while_others_write() {
    let (mut house, types) = house();
    let before = tallies(&house.store, &types);
    let folder = tempfile::tempdir().expect("a folder");
    let store = house.again().expect("the same register");
    let mut reader = store.reader().expect("a reader");
    let snapshot = reader.snapshot().expect("a moment");
    house.people(&["Came Later"]);
    assert!(snapshot.copy_to_folder(folder.path(), fold, &types, &mut on).expect("a copy").is_equal());
    let copied = tallies(&Store::open(folder.path(), fold).expect("the copy"), &types);
    assert_eq!(copied, before);
    assert_ne!(tallies(&house.store, &types), before);
}
