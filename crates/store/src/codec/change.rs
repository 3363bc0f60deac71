//! Changes of one batch as bytes: a table of the fields they touch, then each change with what stood before and after.

use kartoteka_domain::change::{Change, ChangeKind, FieldChange};
use kartoteka_domain::lookup::Map;
use kartoteka_domain::record::{Key, RecordId, Version};

use super::value::put_value;
use super::{Source, put_number, put_signed, put_text};
use crate::error::Result;

/// Format of the bytes, first byte of each pack.
const FORMAT: u8 = 1;

/// Packs changes in the order given; repeated field keys cost one byte or two.
pub fn pack_changes(changes: &[Change]) -> Vec<u8> {
    let mut keys = Keys::default();
    for change in changes {
        let mut expected = 0;
        for field in &change.fields {
            expected = keys.place(&field.field, expected) + 1;
        }
    }
    let mut bytes = vec![FORMAT];
    put_number(&mut bytes, keys.list.len() as u128);
    keys.list.iter().for_each(|key| put_text(&mut bytes, key));
    put_number(&mut bytes, changes.len() as u128);
    let mut last = 0;
    for change in changes {
        put_signed(&mut bytes, change.id.0.wrapping_sub(last));
        last = change.id.0;
        bytes.push(kind_byte(&change.kind));
        put_number(&mut bytes, u128::from(change.version.0));
        put_number(&mut bytes, change.fields.len() as u128);
        let mut place = usize::MAX;
        for field in &change.fields {
            place = keys.place(&field.field, place.wrapping_add(1));
            put_number(&mut bytes, place as u128);
            put_value(&mut bytes, field.before.as_ref());
            put_value(&mut bytes, field.after.as_ref());
        }
    }
    bytes
}

/// The fields of a pack in the order met.
#[derive(Default)]
struct Keys<'c> {
    list: Vec<&'c Key>,
    places: Map<&'c Key, usize>,
}

impl<'c> Keys<'c> {
    /// The place of a field, which gets one when it is new. Changes name their fields in the same order, so it is mostly
    /// the place that follows the one before.
    fn place(&mut self, key: &'c Key, expected: usize) -> usize {
        if self.list.get(expected).is_some_and(|known| *known == key) {
            return expected;
        }
        *self.places.entry(key).or_insert_with(|| {
            self.list.push(key);
            self.list.len() - 1
        })
    }
}

/// The same changes again.
pub fn unpack_changes(bytes: &[u8]) -> Result<Vec<Change>> {
    let mut source = Source { bytes, what: "the journal" };
    if source.byte()? != FORMAT {
        return Err(source.broken());
    }
    let keys = (0..source.count()?).map(|_| source.text().map(Key::new)).collect::<Result<Vec<_>>>()?;
    let count = source.count()?;
    let mut changes = Vec::with_capacity(count);
    let mut last = 0i64;
    for _ in 0..count {
        last = last.wrapping_add(source.signed()?);
        changes.push(source.change(RecordId(last), &keys)?);
    }
    source.end()?;
    Ok(changes)
}

impl Source<'_> {
    fn change(&mut self, id: RecordId, keys: &[Key]) -> Result<Change> {
        let kind = match self.byte()? {
            0 => ChangeKind::Created,
            1 => ChangeKind::Updated,
            2 => ChangeKind::Deleted,
            _ => return Err(self.broken()),
        };
        let version = Version(self.number()?);
        let count = self.count()?;
        let mut fields = Vec::with_capacity(count);
        for _ in 0..count {
            let place: usize = self.number()?;
            let field = keys.get(place).ok_or_else(|| self.broken())?.clone();
            fields.push(FieldChange { field, before: self.value()?, after: self.value()? });
        }
        Ok(Change { id, kind, version, fields })
    }
}

fn kind_byte(kind: &ChangeKind) -> u8 {
    match kind {
        ChangeKind::Created => 0,
        ChangeKind::Updated => 1,
        ChangeKind::Deleted => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::value::tests::any_value;
    use super::*;

    fn any_change() -> impl Strategy<Value = Change> {
        let kind = prop_oneof![Just(ChangeKind::Created), Just(ChangeKind::Updated), Just(ChangeKind::Deleted)];
        let field = (prop::sample::select(vec!["city", "name", "tags"]), any_value(), any_value())
            .prop_map(|(key, before, after)| FieldChange { field: Key::new(key), before, after });
        (any::<i64>(), kind, any::<u32>(), prop::collection::vec(field, 0..5)).prop_map(|(id, kind, version, fields)| Change {
            id: RecordId(id),
            kind,
            version: Version(version),
            fields,
        })
    }

    proptest! {
        #[test]
        fn changes_come_back_in_order(changes in prop::collection::vec(any_change(), 0..6)) {
            prop_assert_eq!(unpack_changes(&pack_changes(&changes)).expect("own bytes"), changes);
        }
    }

    #[test]
    fn cut_bytes_are_refused() {
        let change = Change { fields: vec![], ..Change::created(RecordId(300)) };
        let bytes = pack_changes(&[change]);
        for end in 0..bytes.len() {
            assert!(unpack_changes(&bytes[..end]).is_err(), "{end}");
        }
    }
}
