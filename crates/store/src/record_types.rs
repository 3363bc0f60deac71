//! Record types as tables: the columns, match columns, side tables and indexes a type needs, made when they are missing.
//!
//! In: a [`RecordType`]. Out: tables that hold its records. Nothing here changes the type of a column, and none goes but with
//! its field ([`Batch::delete_field`]).
//! Definitions of custom types and fields are kept as texts that only the caller understands.

use kartoteka_domain::record::{Key, is_key};
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};

use crate::dialect::{self, name};
use crate::error::{Result, StoreError};
use crate::sql::Optional;
use crate::{Batch, Conn};

/// Columns every record has. `updated_*` is empty until the first update.
const SYSTEM_COLUMNS: [(&str, &str); 7] = [
    ("version", "INTEGER NOT NULL"),
    ("created_at", "TEXT"),
    ("updated_at", "TEXT"),
    ("created_by", "INTEGER"),
    ("updated_by", "INTEGER"),
    ("created_import", "INTEGER"),
    ("updated_import", "INTEGER"),
];

/// Where a field's value lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    Id,
    /// A stamp: one of the columns every record has.
    Stamp,
    Column,
    Tags,
    /// Several links: a table of their own.
    Links,
}

pub(crate) fn home(field: &Field) -> Home {
    match field.role {
        FieldRole::Id => Home::Id,
        FieldRole::Tags => Home::Tags,
        FieldRole::ExportOnly if field.key == "id" => Home::Id,
        FieldRole::ExportOnly if is_system(&field.key) => Home::Stamp,
        _ if field.kind.is_column() => Home::Column,
        _ => Home::Links,
    }
}

/// The expression that reads a field of the table aliased `r`. Only for fields that are columns.
pub(crate) fn expression(field: &Field) -> String {
    match home(field) {
        Home::Id => "r.id".to_owned(),
        // A record never updated was last written when it was created.
        Home::Stamp if field.key == "updated_at" || field.key == "updated_by" => {
            format!("coalesce(r.{0}, r.created_{1})", name(&field.key), &field.key["updated_".len()..])
        }
        _ => format!("r.{}", name(&field.key)),
    }
}

pub(crate) fn field_at(ty: &RecordType, position: usize) -> Result<&Field> {
    let missing = || StoreError::FieldMissing { type_key: ty.key.clone(), field: format!("number {position}").into() };
    ty.fields.get(position).ok_or_else(missing)
}

/// Names that records or the installation use themselves: never the key of a field with a column.
pub fn is_reserved(key: &str) -> bool {
    key == "id" || is_system(key)
}

fn is_system(key: &str) -> bool {
    SYSTEM_COLUMNS.iter().any(|(column, _)| *column == key)
}

/// Whether a field has a second column with its text in matching form: unique or looked-up texts, names, natural keys.
pub fn has_folded(ty: &RecordType, field: &Field) -> bool {
    is_matchable_text(field)
        && (field.folded || ty.name_field == field.key || ty.natural_keys.iter().any(|key| key.contains(&field.key)))
}

fn is_matchable_text(field: &Field) -> bool {
    let text = matches!(
        field.kind,
        FieldKind::Text | FieldKind::Email | FieldKind::Phone | FieldKind::WebAddress | FieldKind::Choice | FieldKind::Country
    );
    text && home(field) == Home::Column
}

/// A record type an administrator defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredType {
    pub key: Key,
    pub definition: String,
    pub archived: bool,
}

/// A custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredField {
    pub type_key: Key,
    pub key: Key,
    pub definition: String,
    pub position: u32,
    pub archived: bool,
}

impl Batch<'_> {
    /// Makes the type's tables, columns and indexes that are missing; repeating it changes nothing.
    ///
    /// Errors: reserved or malformed keys; [`StoreError::Unique`] when a field became unique but its values are not.
    pub fn ensure_type(&self, ty: &RecordType) -> Result<()> {
        refuse_reserved(ty)?;
        let folded = self.folded_fields(ty)?;
        let table = name(&ty.key);
        let existing = self.columns_of(&ty.key)?;
        if existing.is_empty() {
            let columns: Vec<String> =
                columns(ty, &folded).into_iter().map(|c| format!("{} {}", c.name, c.declaration)).collect();
            let columns = columns.join(", ");
            self.sql.execute_batch(&format!(
                "CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, {columns}) {}",
                dialect::TABLE_OPTIONS
            ))?;
        }
        for column in columns(ty, &folded).iter().filter(|c| !existing.is_empty() && !existing.contains(&c.name)) {
            self.sql.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {} {}", column.name, column.declaration))?;
            if let Some(field) = column.folds {
                self.fill_folded(ty, field)?;
            }
        }
        for field in ty.fields.iter().filter(|field| home(field) == Home::Links) {
            self.make_side_table(&ty.key, &field.key, "target_id")?;
        }
        self.make_side_table(&ty.key, "tags", "tag_id")?;
        for index in indexes(ty, &folded) {
            self.sql.execute_batch(&index.sql)?;
        }
        Ok(())
    }

    /// Gives a field a match column, filled and indexed, because records are to be matched by it. Does nothing for kinds
    /// that are matched by their own column.
    pub fn add_match_column(&self, ty: &RecordType, position: usize) -> Result<()> {
        let field = field_at(ty, position)?;
        if !is_matchable_text(field) {
            return Ok(());
        }
        self.sql
            .prepare_cached("INSERT INTO kt_match_column (type_key, field_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute((ty.key.as_str(), field.key.as_str()))?;
        self.ensure_type(ty)
    }

    fn make_side_table(&self, type_key: &str, field: &str, target: &str) -> Result<()> {
        let table = dialect::side_table(type_key, field);
        let index = name(&format!("{type_key}__{field}__back"));
        self.sql.execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS {table} (record_id INTEGER NOT NULL, {target} INTEGER NOT NULL, \
             PRIMARY KEY (record_id, {target})) {}; \
             CREATE INDEX IF NOT EXISTS {index} ON {table} ({target}, record_id)",
            dialect::KEY_TABLE_OPTIONS
        ))?;
        Ok(())
    }

    /// Fills a new match column, some thousand records at a time.
    fn fill_folded(&self, ty: &RecordType, field: &Field) -> Result<()> {
        let (table, raw, folded) = (name(&ty.key), name(&field.key), dialect::folded_column(&field.key));
        let page = format!("SELECT id, {raw} FROM {table} WHERE id > ?1 AND {raw} IS NOT NULL ORDER BY id LIMIT 5000");
        let mut page = self.sql.prepare_cached(&page)?;
        let mut update = self.sql.prepare_cached(&format!("UPDATE {table} SET {folded} = ?2 WHERE id = ?1"))?;
        let mut last = i64::MIN;
        loop {
            let rows: Vec<(i64, String)> =
                page.query_map([last], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_>>()?;
            let Some((id, _)) = rows.last() else { return Ok(()) };
            last = *id;
            for (id, text) in &rows {
                let value = kartoteka_domain::value::Value::text(text);
                update.execute((id, (self.fold)(field, &value).as_deref()))?;
            }
        }
    }

    /// Keeps the definition of a custom record type.
    pub fn save_type_definition(&self, key: &str, definition: &str, archived: bool) -> Result<()> {
        let sql = "INSERT INTO kt_record_type (key, definition, archived) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (key) DO UPDATE SET definition = excluded.definition, archived = excluded.archived";
        self.sql.prepare_cached(sql)?.execute((key, definition, archived))?;
        Ok(())
    }

    /// Keeps the definition of a custom field.
    pub fn save_field_definition(&self, field: &StoredField) -> Result<()> {
        let sql = "INSERT INTO kt_field (type_key, field_key, definition, position, archived) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (type_key, field_key) DO UPDATE SET definition = excluded.definition, \
                   position = excluded.position, archived = excluded.archived";
        let key = (field.type_key.as_str(), field.key.as_str());
        self.sql.prepare_cached(sql)?.execute((key.0, key.1, &field.definition, field.position, field.archived))?;
        Ok(())
    }

    /// Takes a field away for good: its definition, its columns, its indexes, its table of links.
    pub fn delete_field(&self, ty: &RecordType, position: usize) -> Result<()> {
        let field = field_at(ty, position)?;
        let folded = self.folded_fields(ty)?;
        for ending in ["ix", "ux"] {
            let index = name(&format!("{}__{}__{ending}", ty.key, field.key));
            self.sql.execute_batch(&format!("DROP INDEX IF EXISTS {index}"))?;
        }
        let existing = self.columns_of(&ty.key)?;
        match home(field) {
            Home::Column => {
                let table = name(&ty.key);
                let columns = [Some(name(&field.key)), folded[position].then(|| dialect::folded_column(&field.key))];
                for column in columns.into_iter().flatten().filter(|column| existing.contains(column)) {
                    self.sql.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN {column}"))?;
                }
            }
            Home::Links => {
                let table = dialect::side_table(&ty.key, &field.key);
                self.sql.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
            }
            Home::Id | Home::Stamp | Home::Tags => {}
        }
        for table in ["kt_match_column", "kt_field"] {
            let sql = format!("DELETE FROM {table} WHERE type_key = ?1 AND field_key = ?2");
            self.sql.prepare_cached(&sql)?.execute((ty.key.as_str(), field.key.as_str()))?;
        }
        Ok(())
    }

    /// Says that records of the type changed; belongs in every batch that writes records.
    pub fn bump_data_version(&self, ty: &RecordType) -> Result<()> {
        let sql = "INSERT INTO kt_type_state (type_key, data_version) VALUES (?1, 1) \
                   ON CONFLICT (type_key) DO UPDATE SET data_version = kt_type_state.data_version + 1";
        self.sql.prepare_cached(sql)?.execute([ty.key.as_str()])?;
        Ok(())
    }
}

impl Conn {
    /// Custom record types, by key.
    pub fn type_definitions(&self) -> Result<Vec<StoredType>> {
        let mut statement = self.sql.prepare_cached("SELECT key, definition, archived FROM kt_record_type ORDER BY key")?;
        let rows = statement.query_map((), |row| {
            Ok(StoredType { key: row.get::<String>(0)?.into(), definition: row.get(1)?, archived: row.get(2)? })
        })?;
        rows.collect()
    }

    /// Custom fields of a type in their order, archived ones included.
    pub fn field_definitions(&self, type_key: &str) -> Result<Vec<StoredField>> {
        let sql =
            "SELECT field_key, definition, position, archived FROM kt_field WHERE type_key = ?1 ORDER BY position, field_key";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows = statement.query_map([type_key], |row| {
            Ok(StoredField {
                type_key: type_key.into(),
                key: row.get::<String>(0)?.into(),
                definition: row.get(1)?,
                position: row.get(2)?,
                archived: row.get(3)?,
            })
        })?;
        rows.collect()
    }

    /// How often records of the type were written; 0 for never.
    pub fn data_version(&self, ty: &RecordType) -> Result<i64> {
        let mut statement = self.sql.prepare_cached("SELECT data_version FROM kt_type_state WHERE type_key = ?1")?;
        Ok(statement.query_row([ty.key.as_str()], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Which fields have a match column: by rule, or because somebody matched by them. Aligned with the type's fields.
    pub(crate) fn folded_fields(&self, ty: &RecordType) -> Result<Vec<bool>> {
        let mut statement = self.sql.prepare_cached("SELECT field_key FROM kt_match_column WHERE type_key = ?1")?;
        let added: Vec<String> = statement.query_map([ty.key.as_str()], |row| row.get(0))?.collect::<Result<_>>()?;
        let is_added = |field: &Field| is_matchable_text(field) && added.iter().any(|key| field.key == *key);
        Ok(ty.fields.iter().map(|field| has_folded(ty, field) || is_added(field)).collect())
    }

    /// The quoted columns of a table; none when it does not exist.
    fn columns_of(&self, table: &str) -> Result<Vec<String>> {
        let mut statement = self.sql.prepare_cached(self.sql.dialect().columns_of())?;
        let rows = statement.query_map([table], |row| row.get::<String>(0))?;
        rows.map(|column| column.map(|column| name(&column))).collect()
    }
}

fn refuse_reserved(ty: &RecordType) -> Result<()> {
    let reserved = |key: &Key| Err(StoreError::Reserved { key: key.clone() });
    if !is_key(&ty.key) || ty.key.starts_with("kt_") || ty.key.starts_with("sqlite_") {
        return reserved(&ty.key);
    }
    for field in &ty.fields {
        let taken = match home(field) {
            Home::Column => is_reserved(&field.key),
            Home::Links => field.key == "tags",
            Home::Id | Home::Stamp | Home::Tags => false,
        };
        if taken || !is_key(&field.key) {
            return reserved(&field.key);
        }
    }
    Ok(())
}

struct Column<'t> {
    name: String,
    declaration: String,
    /// The field whose matching form this column holds.
    folds: Option<&'t Field>,
}

fn columns<'t>(ty: &'t RecordType, folded: &[bool]) -> Vec<Column<'t>> {
    let system =
        |(column, declaration): (&str, &str)| Column { name: name(column), declaration: declaration.into(), folds: None };
    let mut columns: Vec<Column> = SYSTEM_COLUMNS.into_iter().map(system).collect();
    for (field, folded) in ty.fields.iter().zip(folded).filter(|(field, _)| home(field) == Home::Column) {
        let column = name(&field.key);
        columns.push(Column { declaration: dialect::column_type(field.kind, &column), name: column, folds: None });
        if *folded {
            let name = dialect::folded_column(&field.key);
            columns.push(Column { name, declaration: "TEXT".into(), folds: Some(field) });
        }
    }
    columns
}

/// The columns of a type's table but its number, unquoted.
pub(crate) fn column_names(ty: &RecordType, folded: &[bool]) -> Vec<String> {
    columns(ty, folded).into_iter().map(|column| column.name.trim_matches('"').to_owned()).collect()
}

pub(crate) struct Index {
    /// Unquoted.
    pub name: String,
    pub unique: bool,
    pub sql: String,
}

/// The indexes of a type's table. All leave out empty values: most optional columns are empty in most records.
pub(crate) fn indexes(ty: &RecordType, folded: &[bool]) -> Vec<Index> {
    let column_of = |position: usize| {
        let key = &ty.fields[position].key;
        if folded[position] { dialect::folded_column(key) } else { name(key) }
    };
    let composite: Vec<Vec<usize>> = composite_keys(ty);
    let mut list = Vec::new();
    for (position, field) in ty.fields.iter().enumerate().filter(|(_, field)| home(field) == Home::Column) {
        let in_key = ty.natural_keys.iter().any(|key| key.contains(&field.key));
        let leads_composite = composite.iter().any(|key| key[0] == position);
        let looked_up = folded[position] || field.kind == FieldKind::Link || in_key;
        if field.unique || (looked_up && !leads_composite) {
            list.push(index(ty, field.key.as_str(), field.unique, &[column_of(position)]));
        }
    }
    for key in composite {
        let words: Vec<&str> = key.iter().map(|position| ty.fields[*position].key.as_str()).collect();
        list.push(index(ty, &words.join("__"), false, &key.iter().map(|p| column_of(*p)).collect::<Vec<_>>()));
    }
    list
}

/// Natural keys of several columns, as positions.
pub(crate) fn composite_keys(ty: &RecordType) -> Vec<Vec<usize>> {
    let positions = |key: &Vec<Key>| key.iter().map(|field| ty.position(field)).collect::<Option<Vec<_>>>();
    let all_columns = |key: &Vec<usize>| key.len() > 1 && key.iter().all(|p| home(&ty.fields[*p]) == Home::Column);
    ty.natural_keys.iter().filter_map(positions).filter(all_columns).collect()
}

fn index(ty: &RecordType, words: &str, unique: bool, columns: &[String]) -> Index {
    let plain_name = format!("{}__{words}__ix", ty.key);
    let unique_name = format!("{}__{words}__ux", ty.key);
    let (name, other, word) = if unique { (unique_name, plain_name, "UNIQUE INDEX") } else { (plain_name, unique_name, "INDEX") };
    let sql = format!(
        "DROP INDEX IF EXISTS {}; CREATE {word} IF NOT EXISTS {} ON {} ({}) WHERE {} IS NOT NULL",
        dialect::name(&other),
        dialect::name(&name),
        dialect::name(&ty.key),
        columns.join(", "),
        columns[0],
    );
    Index { name, unique, sql }
}
