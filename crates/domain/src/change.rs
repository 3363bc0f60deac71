//! A change: what one run did to one record, field by field, before and after. The journal is made of these.
//!
//! In: a record and what it is to become. Out: facts, nothing left to compute. Inverting a change gives the way back.

use crate::record::{Key, RecordId, Version};
use crate::value::Value;

/// One field before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub field: Key,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What happened to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// Its values stand in the record itself, so the journal of a create is only its number.
    Created,
    Updated,
    /// Every value it had: `before` of each filled field.
    Deleted,
}

/// What one run did to one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub id: RecordId,
    pub kind: ChangeKind,
    /// The version the record had before (0 for a create).
    pub version: Version,
    pub fields: Vec<FieldChange>,
}

impl Change {
    pub fn created(id: RecordId) -> Change {
        Change { id, kind: ChangeKind::Created, version: Version(0), fields: Vec::new() }
    }

    /// The change that takes this one back. `version` is the record's version now.
    pub fn inverted(&self, version: Version) -> Change {
        let kind = match self.kind {
            ChangeKind::Created => ChangeKind::Deleted,
            ChangeKind::Updated => ChangeKind::Updated,
            ChangeKind::Deleted => ChangeKind::Created,
        };
        let fields = self
            .fields
            .iter()
            .map(|f| FieldChange { field: f.field.clone(), before: f.after.clone(), after: f.before.clone() })
            .collect();
        Change { id: self.id, kind, version, fields }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverting_twice_gives_the_change_back() {
        let change = Change {
            id: RecordId(7),
            kind: ChangeKind::Updated,
            version: Version(2),
            fields: vec![FieldChange { field: Key::new("city"), before: None, after: Some(Value::text("Brno")) }],
        };
        let back = change.inverted(Version(3));
        assert_eq!(back.fields[0].after, None);
        assert_eq!(back.inverted(Version(2)), change);
    }
}
