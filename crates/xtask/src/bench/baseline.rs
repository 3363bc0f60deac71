//! The baseline: the same rows into the same kind of table, and nothing else. No check, no journal, no tags, no outcomes.
//! Comes in: the CSV file and the path of a new database. Goes out: the filled database. Runs as a process of its own.

use std::path::Path;

use anyhow::{Result, ensure};
use rusqlite::Connection;

/// The twelve columns of the generated contacts, in file order.
pub const COLUMNS: &[&str] = &[
    "external_id",
    "first_name",
    "last_name",
    "email",
    "phone",
    "company",
    "job_title",
    "city",
    "country",
    "lifecycle",
    "birthday",
    "note",
];

/// Full durability and a 64 MB page cache, as Kartoteka itself runs.
pub const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;";

/// The table with its unique key and two indexes. `id` is the rowid; leaving it unnamed stores the same bytes.
pub fn schema(names_id: bool) -> String {
    let id = if names_id { "id INTEGER PRIMARY KEY, " } else { "" };
    format!(
        "CREATE TABLE contacts ({id}{} TEXT);
         CREATE UNIQUE INDEX contacts_external_id ON contacts (external_id);
         CREATE INDEX contacts_email ON contacts (email);
         CREATE INDEX contacts_last_name ON contacts (last_name);",
        COLUMNS.join(" TEXT, ")
    )
}

/// One prepared statement, one transaction. With `-` for the database the file is only read: what reading costs.
pub fn run(csv: &Path, database: &Path) -> Result<()> {
    let mut reader = csv::Reader::from_path(csv)?;
    if database.as_os_str() == "-" {
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record)? {}
        return Ok(());
    }
    let mut connection = Connection::open(database)?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch(&schema(true))?;
    load(&mut reader, &mut connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn load(reader: &mut csv::Reader<std::fs::File>, connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction()?;
    let marks = vec!["?"; COLUMNS.len()].join(", ");
    let mut insert = transaction.prepare(&format!("INSERT INTO contacts ({}) VALUES ({marks})", COLUMNS.join(", ")))?;
    let mut record = csv::StringRecord::new();
    let mut rows = 0_usize;
    while reader.read_record(&mut record)? {
        for (at, field) in record.iter().enumerate() {
            insert.raw_bind_parameter(at + 1, field)?;
        }
        insert.raw_execute()?;
        rows += 1;
    }
    drop(insert);
    transaction.commit()?;
    ensure!(rows > 0, "the file has no rows");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_baseline_stores_every_row_under_its_indexes() {
        let folder = tempfile::tempdir().unwrap();
        let (csv, database) = (folder.path().join("a.csv"), folder.path().join("a.db"));
        let row = |id: &str| format!("{id},Jan,Novák,a@b.cz,1,\"A, B\",,Brno,CZ,lead,2000-01-01,\"two\nlines\"\n");
        std::fs::write(&csv, format!("{}\n{}{}", COLUMNS.join(","), row("C-1"), row("C-2"))).unwrap();
        run(&csv, &database).unwrap();
        let connection = Connection::open(&database).unwrap();
        let read = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(read("SELECT count(*) FROM contacts WHERE company = 'A, B' AND note = 'two\nlines'"), 2);
        assert_eq!(read("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"), 3);
        assert_eq!(read("SELECT max(id) FROM contacts"), 2);
    }

    #[test]
    fn a_repeated_key_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let csv = folder.path().join("a.csv");
        let row = format!("C-1{}\n", ",".repeat(11));
        std::fs::write(&csv, format!("{}\n{row}{row}", COLUMNS.join(","))).unwrap();
        assert!(run(&csv, &folder.path().join("a.db")).is_err());
    }
}
