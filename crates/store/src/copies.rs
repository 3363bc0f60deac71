//! A whole register from one database into another, and the proof that both hold the same.
//!
//! In: one moment of a register, its record types, an empty place. Out: the same rows there, or nothing; for every table
//! the number of rows and a checksum of each side, both read from the databases themselves. Memory does not grow with rows.

mod proof;

use std::ops::ControlFlow;
use std::path::Path;

use kartoteka_domain::record_type::RecordType;

use crate::catalogue::{META, Shape, tables};
use crate::error::{Result, StoreError};
use crate::migrations;
use crate::record_types::indexes;
use crate::sql::{Connection, FilePlace, ValueRef};
use crate::{Batch, Conn, Fold, Snapshot, Store, dialect};

pub use proof::{Proof, TableProof, Tally};

/// Rows fetched from a server at once; of tables whose rows may be a megabyte long, so many.
const PAGE: usize = 2_000;
const HEAVY_PAGE: usize = 8;
/// Rows between two questions whether to go on.
const ROWS_BETWEEN: u64 = 5_000;

/// Told how many rows were read so far; may say that it is enough.
pub type Going<'g> = dyn FnMut(u64) -> ControlFlow<()> + 'g;

impl Snapshot<'_> {
    /// Copies everything into a new file in an empty folder; nothing else may use the folder meanwhile, and what a failure
    /// leaves there is worthless. Errors: [`StoreError::Stopped`], [`StoreError::NotEmpty`].
    pub fn copy_to_folder(&self, folder: &Path, fold: Fold, types: &[RecordType], going: &mut Going<'_>) -> Result<Proof> {
        let place = FilePlace::new(folder, fold);
        if place.path().exists() {
            return Err(StoreError::NotEmpty { path: place.path().display().to_string() });
        }
        let file = place.for_copy()?;
        let conn = Conn { sql: Connection::File(file), fold, word: crate::plain_text() };
        migrations::migrate(&conn.sql)?;
        conn.sql.begin_writing()?;
        let batch = Batch { conn: &conn, open: true, lease: None };
        let proof = self.fill(&batch, types, going)?;
        batch.commit()?;
        drop(conn);
        std::fs::File::open(place.path())?.sync_all()?;
        Ok(proof)
    }

    /// Copies everything into another register in one transaction, which is committed only when both hold the same. With
    /// `replace`, what was there goes in the same transaction. Errors: as above; [`StoreError::InUse`].
    pub fn copy_to_register(&self, to: &Store, types: &[RecordType], replace: bool, going: &mut Going<'_>) -> Result<Proof> {
        let mut writer = to.long_writer()?;
        let batch = writer.begin()?;
        if replace {
            let nodes = batch.live_nodes()?;
            if !nodes.is_empty() {
                return Err(StoreError::InUse { path: to.shown(), nodes });
            }
            batch.clear()?;
        }
        if !batch.is_blank()? {
            return Err(StoreError::NotEmpty { path: to.shown() });
        }
        let proof = self.fill(&batch, types, going)?;
        if proof.is_equal() {
            batch.commit()?;
        }
        Ok(proof)
    }

    fn fill(&self, batch: &Batch<'_>, types: &[RecordType], going: &mut Going<'_>) -> Result<Proof> {
        let shapes = self.shapes(types)?;
        // Which fields have match columns decides what the tables of types look like.
        let (first, rest): (Vec<&Shape>, Vec<&Shape>) = shapes.iter().partition(|shape| shape.table == "kt_match_column");
        let mut copying = Copying { source: self, batch, rows: 0, going, proof: Proof::default() };
        for shape in first {
            copying.table(shape)?;
        }
        batch.make_tables(types, &rest)?;
        for shape in rest {
            copying.table(shape)?;
        }
        let mut proof = copying.proof;
        batch.sql.sorting(|| types.iter().try_for_each(|ty| batch.ensure_type(ty)))?;
        for table in &mut proof.tables {
            let shape = shapes.iter().find(|shape| shape.table == table.table);
            if let Some(shape) = shape {
                table.there = batch.tally(shape, &mut |_| going(0))?;
            }
        }
        Ok(proof)
    }
}

struct Copying<'c, 'g> {
    source: &'c Conn,
    batch: &'c Batch<'c>,
    rows: u64,
    going: &'c mut Going<'g>,
    proof: Proof,
}

impl Copying<'_, '_> {
    fn table(&mut self, shape: &Shape) -> Result<()> {
        let (source, batch) = (self.source, self.batch);
        let mut here = Tally::default();
        batch.sql.load(&shape.quoted_table(), &shape.quoted_columns(), |put| {
            source.each_row(shape, |values| {
                here.add(shape, values);
                put(values)?;
                self.rows += 1;
                match self.rows.is_multiple_of(ROWS_BETWEEN) && (self.going)(self.rows).is_break() {
                    true => Err(StoreError::Stopped),
                    false => Ok(()),
                }
            })
        })?;
        self.proof.tables.push(TableProof { table: shape.table.clone(), here, there: Tally::default() });
        Ok(())
    }
}

impl Conn {
    /// What stands in every table: rows and checksum. Errors: [`StoreError::Stopped`].
    pub fn tallies(&self, types: &[RecordType], going: &mut Going<'_>) -> Result<Vec<(String, Tally)>> {
        let shapes = self.shapes(types)?;
        shapes.into_iter().map(|shape| Ok((shape.table.clone(), self.tally(&shape, going)?))).collect()
    }

    fn tally(&self, shape: &Shape, going: &mut Going<'_>) -> Result<Tally> {
        let mut tally = Tally::default();
        self.each_row(shape, |values| {
            tally.add(shape, values);
            match tally.rows.is_multiple_of(ROWS_BETWEEN) && going(tally.rows).is_break() {
                true => Err(StoreError::Stopped),
                false => Ok(()),
            }
        })?;
        Ok(tally)
    }

    /// Every row, in no order. A zero character is shown by its sign: a server has none.
    fn each_row(&self, shape: &Shape, mut each: impl FnMut(&[ValueRef<'_>]) -> Result<()>) -> Result<()> {
        let mut statement = self.sql.prepare_cached(&shape.select())?;
        let mut rows = statement.query_long((), if shape.is_heavy() { HEAVY_PAGE } else { PAGE })?;
        while let Some(row) = rows.next()? {
            let mut mended: Vec<(usize, String)> = Vec::new();
            let mut values = Vec::with_capacity(shape.columns.len());
            for place in 0..shape.columns.len() {
                let value = row.get_ref(place)?;
                if let ValueRef::Text(text) = value
                    && text.contains(&0)
                {
                    mended.push((place, String::from_utf8_lossy(text).replace('\0', "\u{2400}")));
                }
                values.push(value);
            }
            for (place, text) in &mended {
                values[*place] = ValueRef::Text(text.as_bytes());
            }
            each(&values)?;
        }
        Ok(())
    }
}

impl Batch<'_> {
    /// Whether nothing was ever kept here: only the installation's own tables, none with a row.
    pub fn is_blank(&self) -> Result<bool> {
        for table in tables(&self.sql)?.into_iter().filter(|table| table != META) {
            let sql = format!("SELECT 1 FROM {} LIMIT 1", dialect::name(&table));
            if !table.starts_with("kt_") || self.sql.prepare_cached(&sql)?.exists(())? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes every table away and makes the installation's own anew.
    fn clear(&self) -> Result<()> {
        for table in tables(&self.sql)?.into_iter().filter(|table| table != META) {
            self.sql.execute_batch(&format!("DROP TABLE {}", dialect::name(&table)))?;
        }
        self.sql.prepare_cached("DELETE FROM kt_meta WHERE key LIKE 'bulk:%'")?.execute(())?;
        migrations::take_all_steps(&self.sql)
    }

    /// The tables of the types, without their indexes, and whatever else the source has: columns of fields and tables of
    /// types that are in use no more.
    fn make_tables(&self, types: &[RecordType], shapes: &[&Shape]) -> Result<()> {
        for ty in types {
            self.ensure_type(ty)?;
            for index in indexes(ty, &self.folded_fields(ty)?) {
                self.sql.execute_batch(&format!("DROP INDEX IF EXISTS {}", dialect::name(&index.name)))?;
            }
        }
        let there = self.shapes(types)?;
        for shape in shapes {
            match there.iter().find(|known| known.table == shape.table) {
                None => self.sql.execute_batch(&creation(shape))?,
                Some(known) => {
                    for (column, kind) in shape.columns.iter().filter(|column| !known.columns.contains(column)) {
                        let (table, column) = (shape.quoted_table(), dialect::name(column));
                        self.sql.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column} {}", kind.word()))?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A table of a type in use no more: its number, or the pairs of a side table, stay its key.
fn creation(shape: &Shape) -> String {
    let is_pair = shape.columns.len() == 2 && shape.columns.iter().any(|(column, _)| column == "record_id");
    let declared = |(column, kind): &(String, dialect::ColumnType)| {
        let key = if column == "id" {
            " PRIMARY KEY"
        } else if is_pair {
            " NOT NULL"
        } else {
            ""
        };
        format!("{} {}{key}", dialect::name(column), kind.word())
    };
    let mut parts: Vec<String> = shape.columns.iter().map(declared).collect();
    if is_pair {
        parts.push(format!("PRIMARY KEY ({})", shape.quoted_columns().join(", ")));
    }
    format!("CREATE TABLE {} ({}) {}", shape.quoted_table(), parts.join(", "), dialect::TABLE_OPTIONS)
}
