//! Many rows into one table by the fastest way the database has: `COPY` on a server, a prepared `INSERT` in a file.
//!
//! In: rows as values, one after the other. Out: how many. Nothing is held but what is on its way.

use std::io::Write as _;

use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Connection;
use super::server::Server;
use crate::dialect;
use crate::error::{Result, StoreError};

/// How the binary form of `COPY` begins: its signature, no flags, no extension.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
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
        let mut packet = SIGNATURE.to_vec();
        let mut count = 0;
        rows(&mut |values| {
            put_row(&mut packet, values)?;
            count += 1;
            if packet.len() >= PACKET {
                writer.write_all(&packet).map_err(broken_off)?;
                packet.clear();
            }
            Ok(())
        })?;
        packet.extend_from_slice(&(-1_i16).to_be_bytes());
        writer.write_all(&packet).map_err(broken_off)?;
        Ok(count)
    })
}

/// A value and its length; lengths are signed, -1 stands for nothing.
fn put_row(packet: &mut Vec<u8>, values: &[ValueRef<'_>]) -> Result<()> {
    let too_long = |_| StoreError::undecodable("a value");
    packet.extend_from_slice(&i16::try_from(values.len()).map_err(too_long)?.to_be_bytes());
    for value in values {
        let mut put = |bytes: &[u8]| -> Result<()> {
            packet.extend_from_slice(&i32::try_from(bytes.len()).map_err(too_long)?.to_be_bytes());
            packet.extend_from_slice(bytes);
            Ok(())
        };
        match value {
            ValueRef::Null => packet.extend_from_slice(&(-1_i32).to_be_bytes()),
            ValueRef::Integer(number) => put(&number.to_be_bytes())?,
            ValueRef::Real(number) => put(&number.to_be_bytes())?,
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => put(bytes)?,
        }
    }
    Ok(())
}

/// The driver hides what the server said in the error of a writer.
fn broken_off(error: std::io::Error) -> StoreError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<postgres::Error>()) {
        Some(_) => match error.into_inner().map(|inner| inner.downcast::<postgres::Error>()) {
            Some(Ok(told)) => (*told).into(),
            _ => StoreError::Unreachable { detail: "the copy was broken off".into() },
        },
        None => StoreError::Unreachable { detail: error.to_string() },
    }
}
