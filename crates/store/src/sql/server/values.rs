//! Values on their way to and from PostgreSQL: whole numbers, texts, bytes or nothing, in its binary forms.

use std::error::Error;

use bytes::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use super::super::many::Many;
use super::super::parameters::Kind;
use crate::error::{Result, StoreError};

/// A bound value and the type its parameter has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    value: Value,
    kind: Kind,
    /// A list of such values, in the server's own form already.
    is_list: bool,
}

impl Bound {
    /// `kind` is what the parameter is when the value is missing.
    pub fn new(value: &(impl rusqlite::ToSql + ?Sized), kind: Kind) -> Result<Bound> {
        let value = match value.to_sql()? {
            ToSqlOutput::Borrowed(value) => value.try_into().map_err(|_| StoreError::undecodable("a value"))?,
            ToSqlOutput::Owned(value) => value,
            _ => return Err(StoreError::Rule { detail: "a value of no kind".into() }),
        };
        let kind = match &value {
            Value::Null => kind,
            Value::Integer(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
            Value::Blob(_) => Kind::Bytes,
            Value::Real(_) => Kind::Real,
        };
        Ok(Bound { value: without_zeros(value), kind, is_list: false })
    }

    pub fn unknown() -> Bound {
        Bound { value: Value::Null, kind: Kind::Unknown, is_list: false }
    }

    /// A column of many rows.
    pub fn list(rows: &Many<'_>, column: usize) -> Bound {
        let kind = rows.kind(column);
        let element = Bound { value: Value::Null, kind, is_list: false }.type_();
        Bound { value: Value::Blob(rows.list(column, element.oid())), kind, is_list: true }
    }

    pub fn type_(&self) -> Type {
        match self.kind {
            Kind::Number if self.is_list => Type::INT8_ARRAY,
            Kind::Text if self.is_list => Type::TEXT_ARRAY,
            Kind::Bytes if self.is_list => Type::BYTEA_ARRAY,
            Kind::Real if self.is_list => Type::FLOAT8_ARRAY,
            Kind::Number => Type::INT8,
            Kind::Text => Type::TEXT,
            Kind::Bytes => Type::BYTEA,
            Kind::Real => Type::FLOAT8,
            Kind::Unknown => Type::UNKNOWN,
        }
    }
}

/// PostgreSQL keeps no zero character in a text. Values of records have none; the quotation in an issue shows its sign instead.
fn without_zeros(value: Value) -> Value {
    match value {
        Value::Text(text) if text.contains('\0') => Value::Text(text.replace('\0', "\u{2400}")),
        other => other,
    }
}

impl ToSql for Bound {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match &self.value {
            Value::Null => return Ok(IsNull::Yes),
            Value::Integer(number) => number.to_sql(ty, out)?,
            Value::Real(number) => number.to_sql(ty, out)?,
            Value::Text(text) => text.to_sql(ty, out)?,
            Value::Blob(bytes) => bytes.to_sql(ty, out)?,
        };
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// What stands in a column.
pub(crate) struct Column<'r>(pub ValueRef<'r>);

impl<'r> FromSql<'r> for Column<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> std::result::Result<Column<'r>, Box<dyn Error + Sync + Send>> {
        let value = match *ty {
            Type::INT8 => ValueRef::Integer(i64::from_sql(ty, raw)?),
            Type::INT4 => ValueRef::Integer(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => ValueRef::Integer(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => ValueRef::Integer(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => ValueRef::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA => ValueRef::Blob(raw),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN => ValueRef::Text(raw),
            _ => return Err(format!("a column of type {ty}").into()),
        };
        Ok(Column(value))
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Column<'r>, Box<dyn Error + Sync + Send>> {
        Ok(Column(ValueRef::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
