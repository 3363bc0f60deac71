//! Contract: opening, locking, damage, backups, and what the installation keeps for itself.

mod common;

use std::io::{Seek, SeekFrom, Write};

use common::*;
use jiff::civil::datetime;
use kartoteka_domain::filter::Filter;
use kartoteka_domain::record::RecordId;
use kartoteka_store::*;

#[test]
fn opening_again_finds_everything() {
    let mut house = House::new();
    house.people(&["Ada"]);
    let again = house.again().expect("the same store");
    assert_eq!(again.reader().expect("a reader").count(&house.contact, &Filter::all()).expect("a count"), 1);
    again.integrity_check().expect("whole");
}

#[test]
fn flt_23_a_newer_schema_is_refused_and_left_alone() {
    let house = House::new();
    house.raw("UPDATE kt_meta SET value = '99' WHERE key = 'schema_version'");
    match house.again() {
        Err(StoreError::Newer { found: 99, known }) => assert_eq!(known, KNOWN_SCHEMA),
        other => panic!("{other:?}"),
    }
}

#[test]
fn flt_23_an_interrupted_migration_is_taken_up_again() {
    let house = House::new();
    house.raw("DELETE FROM kt_meta; DROP TABLE kt_audit");
    let again = house.again().expect("mended");
    assert!(again.reader().expect("a reader").audit(&AuditFilter::default(), None, 1).expect("audit").is_empty());
}

#[test]
fn flt_18_a_damaged_file_is_told() {
    let dir = tempfile::tempdir().expect("a directory");
    std::fs::write(dir.path().join("kartoteka.sqlite"), vec![b'x'; 8192]).expect("no database");
    assert!(matches!(Store::open(dir.path(), fold), Err(StoreError::Damaged { .. })));

    let mut house = House::in_a_file();
    house.batch(|batch, contact, _| insert(batch, contact, &["name"], (0..5000).map(|n| vec![text(&format!("Person {n}"))])));
    house.store.finish_bulk().expect("a checkpoint");
    let House { dir, store, writer, .. } = house;
    drop(writer);
    let path = store.path().expect("a file");
    let length = std::fs::metadata(path).expect("a file").len();
    let mut file = std::fs::OpenOptions::new().write(true).open(path).expect("a file");
    // Everything but the first pages, where the schema stands.
    file.seek(SeekFrom::Start(length / 2)).expect("seek");
    file.write_all(&vec![0xAA; (length / 2) as usize]).expect("write");
    drop(file);
    assert!(matches!(store.integrity_check(), Err(StoreError::Damaged { .. })));
    drop(dir);
}

#[test]
fn flt_16_readers_go_on_while_somebody_writes() {
    let mut house = House::new();
    house.people(&["Ada"]);
    let mut reader = house.store.reader().expect("a reader");
    let batch = house.writer.begin().expect("a batch");
    insert(&batch, &house.contact, &["name"], [vec![text("Eva")]]);
    let count = |conn: &Conn| conn.count(&house.contact, &Filter::all()).expect("a count");
    assert_eq!((count(&reader), count(&batch)), (1, 2));
    let snapshot = reader.snapshot().expect("a snapshot");
    batch.commit().expect("commit");
    assert_eq!(count(&snapshot), 1, "one moment");
    drop(snapshot);
    assert_eq!(count(&reader), 2);
}

#[test]
fn put_off_indexes_are_made_after_a_crash() {
    let mut house = House::in_a_file();
    let dropped = house.batch(|batch, contact, company| {
        insert(batch, company, &["name"], [vec![text("x")]]);
        (batch.begin_bulk(contact).expect("an empty table"), batch.begin_bulk(company).expect("a full table"))
    });
    assert_eq!(dropped, (true, false));
    assert!(house.writer.in_bulk(&house.contact).expect("a look"));
    let indexes = |house: &House| {
        house.number("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'contact' AND name LIKE '%ix'")
    };
    assert_eq!(indexes(&house), 0);
    let again = house.again().expect("the same store");
    // Name and company.
    assert_eq!(indexes(&house), 2);
    assert!(!again.reader().expect("a reader").in_bulk(&house.contact).expect("a look"));
}

#[test]
fn a_backup_is_a_whole_store_of_one_moment() {
    let mut house = House::in_a_file();
    house.people(&["Ada", "Eva"]);
    let to = tempfile::tempdir().expect("a directory");
    let file = to.path().join("kartoteka.sqlite");
    let batch = house.writer.begin().expect("a batch");
    insert(&batch, &house.contact, &["name"], [vec![text("not yet")]]);
    house.store.backup(&file).expect("a backup beside a writer");
    batch.commit().expect("commit");
    let copy = Store::open(to.path(), fold).expect("the copy");
    copy.integrity_check().expect("whole");
    assert_eq!(copy.reader().expect("a reader").count(&house.contact, &Filter::all()).expect("a count"), 2);
    house.store.backup(&file).expect("again replaces");
}

#[test]
fn settings_recipes_and_headers_are_kept() {
    let mut house = House::new();
    house.batch(|batch, _, _| {
        batch.save_setting("sign-in", "\"email\"").expect("save");
        batch.save_setting("sign-in", "\"username\"").expect("save");
        assert_eq!(batch.save_recipe("leads", "a", Some(1), at()).expect("save"), 1);
        assert_eq!(batch.save_recipe("leads", "b", Some(2), at()).expect("save"), 2);
        batch.remember_header("contact", "firma", "name", at()).expect("save");
        batch.remember_header("contact", "firma", "company", at()).expect("save");
    });
    let conn = &house.writer;
    assert_eq!(conn.setting("sign-in").expect("a look").as_deref(), Some("\"username\""));
    assert_eq!(conn.setting("none").expect("a look"), None);
    assert_eq!(conn.settings().expect("all").len(), 1);
    let recipe = Recipe { name: "leads".into(), document: "b".into(), version: 2, updated_at: at(), updated_by: Some(2) };
    assert_eq!(conn.recipes().expect("all"), std::slice::from_ref(&recipe));
    assert_eq!(conn.recipe("leads").expect("a look"), Some(recipe));
    assert_eq!(conn.remembered_header("contact", "firma").expect("a look").as_deref(), Some("company"));
    assert_eq!(conn.remembered_headers("lead").expect("a look"), []);
    house.batch(|batch, _, _| {
        assert!(batch.delete_recipe("leads").expect("delete") && !batch.delete_recipe("leads").expect("delete"));
        assert!(batch.delete_setting("sign-in").expect("delete"));
    });
}

#[test]
fn h11_a_link_token_works_once_and_ends() {
    let mut house = House::new();
    let token = |hash: &str, expires| NewToken {
        kind: TokenKind::Invitation,
        hash: hash.into(),
        user: 4,
        name: String::new(),
        scopes: String::new(),
        created_at: at(),
        expires_at: expires,
    };
    house.batch(|batch, _, _| {
        batch.save_password(4, "$argon2id$1", at()).expect("save");
        batch.save_password(4, "$argon2id$2", at()).expect("save");
        assert_eq!(batch.password(4).expect("a look").as_deref(), Some("$argon2id$2"));
        let id = batch.create_token(&token("h1", Some(datetime(2026, 11, 22, 0, 0, 0, 0)))).expect("a token");
        batch.create_token(&token("h2", None)).expect("a token");
        assert!(matches!(batch.create_token(&token("h1", None)), Err(StoreError::Unique { .. })));
        assert!(batch.token(TokenKind::Api, "h1").expect("a look").is_none(), "another kind opens nothing");
        assert_eq!(batch.token(TokenKind::Invitation, "h1").expect("a look").map(|t| (t.id, t.new.user)), Some((id, 4)));
        assert!(batch.use_token(id, at()).expect("use") && !batch.use_token(id, at()).expect("use"));
        assert_eq!(batch.tokens(4, TokenKind::Invitation).expect("tokens").len(), 2);
        assert_eq!(batch.delete_expired_tokens(datetime(2026, 11, 23, 0, 0, 0, 0)).expect("delete"), 1);
        assert_eq!(batch.delete_tokens(4, TokenKind::Invitation).expect("delete"), 1);
        assert!(batch.delete_password(4).expect("delete"));
    });
}

#[test]
fn r3_an_export_waits_to_be_fetched() {
    let mut house = House::new();
    let new = NewExport {
        type_key: "contact".into(),
        name: "contacts.csv".into(),
        format: "csv".into(),
        state: "queued".into(),
        settings: "{}".into(),
        created_by: 7,
        created_at: at(),
    };
    house.batch(|batch, _, _| {
        let id = batch.create_export(&new).expect("an export");
        assert_eq!(batch.exports_in_state("queued").expect("a queue").len(), 1);
        assert!(batch.update_export_state(id, "queued", "running", "").expect("a step"));
        assert!(!batch.update_export_state(id, "queued", "running", "").expect("a step"));
        batch.append_export_chunk(id, 0, b"ID;").expect("a chunk");
        batch.append_export_chunk(id, 1, "Jméno\n".as_bytes()).expect("a chunk");
        batch.finish_export(id, "completed", 1, 10, at()).expect("an end");
        let stored = batch.export(id).expect("a look").expect("an export");
        assert_eq!((stored.records, stored.bytes, stored.finished_at, stored.seen), (1, 10, Some(at()), false));
        batch.mark_exports_seen(7).expect("seen");
        assert!(batch.exports(Some(7), 9).expect("a list")[0].seen);
        assert!(batch.exports(Some(8), 9).expect("a list").is_empty());
        let mut bytes = Vec::new();
        let length = batch
            .read_export(id, |part| {
                bytes.extend_from_slice(part);
                Ok(())
            })
            .expect("a file");
        assert_eq!((length, bytes.as_slice()), (10, "ID;Jméno\n".as_bytes()));
        assert!(batch.delete_export(id).expect("delete"));
        assert_eq!(batch.read_export(id, |_| Ok(())).expect("a look"), 0);
    });
}

#[test]
fn the_audit_is_latest_first() {
    let mut house = House::new();
    let entry = |number| AuditEntry {
        at: at(),
        actor: Some(7),
        verb: "run-import".into(),
        subject: "import".into(),
        number: Some(number),
    };
    house.batch(|batch, _, _| (1..=3).for_each(|n| batch.append_audit(&entry(n)).expect("an entry")));
    let page = house.writer.audit(&AuditFilter::default(), None, 2).expect("a page");
    assert_eq!(page.iter().map(|(_, entry)| entry.number).collect::<Vec<_>>(), [Some(3), Some(2)]);
    assert_eq!(house.writer.audit(&AuditFilter::default(), Some(page[1].0), 2).expect("a page")[0].1, entry(1));
}

#[test]
fn a_store_can_cross_threads_and_a_writer_can_be_sent() {
    let house = House::new();
    let store = house.store.clone();
    let count = std::thread::spawn(move || {
        store.reader().and_then(|reader| reader.audit(&AuditFilter::default(), None, 1)).map(|list| list.len())
    });
    assert_eq!(count.join().expect("a thread").expect("a reader"), 0);
    fn sent<T: Send>(_: &T) {}
    sent(&house.writer);
    assert_eq!(house.writer.records_by_id(&house.contact, &[0], &[RecordId(1)]).expect("none"), []);
}
