//! Many rows into one table by the fastest way the database has: `COPY` on a server, a prepared `INSERT` in a file.
//!
//! In: rows as values, one after the other. Out: how many. Nothing is held but what is on its way.

use std::io::Write as _;

use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Connection;
use super::server::{Server, broken_off};
use super::stream::{END, HEAD, put_row};
use crate::dialect;
use crate::error::Result;

/// Bytes gathered before they are sent.
const PACKET: usize = 64 * 1024;

/// Takes one row, its values in the order of the columns.
pub(crate) type Put<'p> = dyn FnMut(&[ValueRef<'_>]) -> Result<()> + 'p;

impl Connection {
    /// Puts rows into a table; `rows` hands them over one by one. Names are quoted. Returns how many there were.
    pub fn load(&self, table: &str, columns: &[String], rows: impl FnOnce(&mut Put<'_>) -> Result<()>) -> Result<u64> {
        match self {
            Connection::File(file) => load_file(file, table, columns, rows),
            Connection::Server(server) => load_server(server, table, columns, rows),
        }
    }
}

fn load_file(
    file: &rusqlite::Connection,
    table: &str,
    columns: &[String],
    rows: impl FnOnce(&mut Put<'_>) -> Result<()>,
) -> Result<u64> {
    let values = dialect::parameters(1, columns.len());
    let mut statement = file.prepare_cached(&format!("INSERT INTO {table} ({}) VALUES ({values})", columns.join(", ")))?;
    let mut count = 0;
    rows(&mut |values| {
        for (place, value) in values.iter().enumerate() {
            statement.raw_bind_parameter(place + 1, ToSqlOutput::Borrowed(*value))?;
        }
        statement.raw_execute()?;
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

fn load_server(server: &Server, table: &str, columns: &[String], rows: impl FnOnce(&mut Put<'_>) -> Result<()>) -> Result<u64> {
    let sql = dialect::for_server(&format!("COPY {table} ({}) FROM STDIN (FORMAT binary)", columns.join(", ")));
    server.copy_from(&sql, |writer| {
        let mut packet = HEAD.to_vec();
        let mut count = 0;
        rows(&mut |values| {
            put_row(values.iter().copied(), &mut packet);
            count += 1;
            if packet.len() >= PACKET {
                writer.write_all(&packet).map_err(broken_off)?;
                packet.clear();
            }
            Ok(())
        })?;
        packet.extend_from_slice(&END);
        writer.write_all(&packet).map_err(broken_off)?;
        Ok(count)
    })
}
