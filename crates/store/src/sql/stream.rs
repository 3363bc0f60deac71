//! Rows in the form that `COPY … FROM STDIN (FORMAT binary)` takes: the one place that knows it. Lists of a column hold values the same way.
//!
//! In: values. Out: bytes, added to what is on its way.

use rusqlite::types::ValueRef;

/// How a stream begins: its sign, no flags, nothing more.
pub(super) const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// How it ends.
pub(super) const END: [u8; 2] = (-1_i16).to_be_bytes();
/// Stands for a value that is missing, where otherwise its length stands.
const NOTHING: [u8; 4] = (-1_i32).to_be_bytes();

/// One row: how many values, then each.
pub(super) fn put_row<'v>(values: impl ExactSizeIterator<Item = ValueRef<'v>>, out: &mut Vec<u8>) {
    out.extend_from_slice(&i16::try_from(values.len()).unwrap_or(i16::MAX).to_be_bytes());
    values.for_each(|value| put(value, out));
}

/// One value with its length before it.
pub(super) fn put(value: ValueRef<'_>, out: &mut Vec<u8>) {
    match value {
        ValueRef::Null => out.extend_from_slice(&NOTHING),
        ValueRef::Integer(number) => put_bytes(&number.to_be_bytes(), out),
        ValueRef::Real(number) => put_bytes(&number.to_be_bytes(), out),
        // A server keeps no zero character in a text; what may hold one shows its sign.
        ValueRef::Text(text) if text.contains(&0) => {
            put_bytes(String::from_utf8_lossy(text).replace('\0', "\u{2400}").as_bytes(), out);
        }
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => put_bytes(bytes, out),
    }
}

/// No database keeps a value so long that its length would not fit; a server would refuse the stream.
fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_every_kind_of_value() {
        let mut out = Vec::new();
        let values = [ValueRef::Integer(-2), ValueRef::Real(1.0), ValueRef::Text(b"a\0"), ValueRef::Blob(b"\0"), ValueRef::Null];
        put_row(values.into_iter(), &mut out);
        let mut expected = vec![0, 5, 0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 254];
        expected.extend_from_slice(&[0, 0, 0, 8, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]);
        expected.extend_from_slice(&[0, 0, 0, 4, b'a', 0xe2, 0x90, 0x80]);
        expected.extend_from_slice(&[0, 0, 0, 1, 0, 255, 255, 255, 255]);
        assert_eq!(out, expected);
    }
}
