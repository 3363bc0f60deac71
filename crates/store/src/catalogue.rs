//! Which tables and columns a database really has, under the names this program gives them.
//!
//! In: a connection, the record types. Out: [`Shape`]s. A server cuts long names; here they stand whole again.

use std::collections::HashMap;

use kartoteka_domain::record_type::RecordType;

use crate::Conn;
use crate::dialect::{self, ColumnType};
use crate::error::Result;
use crate::record_types::{Home, column_names, home};
use crate::sql::Connection;

/// Where the schema's number stands, and on a server the row that writers lock: every database has its own.
pub(crate) const META: &str = "kt_meta";

/// A table and its columns, both in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Unquoted, and never cut.
    pub table: String,
    pub columns: Vec<(String, ColumnType)>,
}

impl Shape {
    pub fn quoted_table(&self) -> String {
        dialect::name(&self.table)
    }

    pub fn quoted_columns(&self) -> Vec<String> {
        self.columns.iter().map(|(column, _)| dialect::name(column)).collect()
    }

    /// Reads every row, in no order.
    pub fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.quoted_columns().join(", "), self.quoted_table())
    }

    /// Whether a row may be a megabyte long.
    pub fn is_heavy(&self) -> bool {
        self.columns.iter().any(|(_, kind)| *kind == ColumnType::Bytes)
    }
}

impl Conn {
    /// Every table but [`META`].
    pub(crate) fn shapes(&self, types: &[RecordType]) -> Result<Vec<Shape>> {
        let known = self.known_names(types)?;
        let whole = |cut: String| known.get(&cut).cloned().unwrap_or(cut);
        let mut shapes = Vec::new();
        for table in tables(&self.sql)?.into_iter().filter(|table| table != META) {
            let mut columns: Vec<(String, ColumnType)> =
                columns(&self.sql, &table)?.into_iter().map(|(column, kind)| (whole(column), kind)).collect();
            columns.sort();
            shapes.push(Shape { table: whole(table), columns });
        }
        shapes.sort_by(|a, b| a.table.cmp(&b.table));
        Ok(shapes)
    }

    /// Names that may be too long for a server, by what it makes of them.
    fn known_names(&self, types: &[RecordType]) -> Result<HashMap<String, String>> {
        let mut names = Vec::new();
        for ty in types {
            let links = ty.fields.iter().filter(|field| home(field) == Home::Links).map(|field| field.key.as_str());
            names.extend(links.chain(["tags"]).map(|field| format!("{}__{field}", ty.key)));
            names.extend(column_names(ty, &self.folded_fields(ty)?));
        }
        let cut = |name: &str| dialect::for_server(&dialect::name(name)).trim_matches('"').to_owned();
        Ok(names.into_iter().map(|name| (cut(&name), name)).collect())
    }
}

/// The tables of the register, as the database calls them.
pub(crate) fn tables(sql: &Connection) -> Result<Vec<String>> {
    let names = sql.prepare_cached(sql.dialect().tables())?.query_map((), |row| row.get(0))?.collect::<Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| !name.starts_with("sqlite_")).collect())
}

fn columns(sql: &Connection, table: &str) -> Result<Vec<(String, ColumnType)>> {
    let mut statement = sql.prepare_cached(sql.dialect().column_types())?;
    let read = |row: crate::sql::Row<'_>| Ok((row.get::<String>(0)?, ColumnType::of(&row.get::<String>(1)?)));
    statement.query_map([table], read)?.collect()
}
