//! The names that links are written by. A name that would not lead back to its record is written with the number.
//!
//! In: numbers of linked records, chunk by chunk. Out: `Novák s.r.o.`, or `Novák s.r.o. [#12]` where the name alone is
//! not enough. The same look-up is asked here that the import will ask.

use std::sync::Arc;

use compact_str::{CompactString, format_compact};
use kartoteka_domain::kind::{fold, trimmed};
use kartoteka_domain::lookup::{LinkRef, Map};
use kartoteka_domain::mapping::CLEAR_MARKS;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::RecordType;
use kartoteka_store::Conn;

use crate::error::Result;
use crate::store_error;

/// Names remembered of one type at most; then the memory starts anew.
const NAMES_REMEMBERED: usize = 200_000;
/// Longest written link in characters: what a link field takes.
const LONGEST: usize = 255;

/// Written names of one type's records.
pub(crate) struct Names {
    ty: Arc<RecordType>,
    known: Map<RecordId, CompactString>,
}

impl Names {
    pub fn of(ty: &Arc<RecordType>) -> Names {
        Names { ty: Arc::clone(ty), known: Map::default() }
    }

    /// The written name; [`Names::learn`] has seen the number.
    pub fn get(&self, id: RecordId) -> Option<&CompactString> {
        self.known.get(&id)
    }

    /// Fetches the names of these records that are not known yet.
    pub fn learn(&mut self, conn: &Conn, mut ids: Vec<RecordId>) -> Result<()> {
        ids.sort_unstable();
        ids.dedup();
        if self.known.len() + ids.len() > NAMES_REMEMBERED {
            self.known.clear();
        }
        ids.retain(|id| !self.known.contains_key(id));
        if ids.is_empty() {
            return Ok(());
        }
        let mut names: Vec<(RecordId, CompactString)> = Vec::with_capacity(ids.len());
        if let Some(position) = self.ty.position(&self.ty.name_field) {
            for record in conn.records_by_id(&self.ty, &[position], &ids).map_err(store_error)? {
                let name = record.values.first().and_then(|value| value.as_ref()).and_then(|value| value.as_text());
                names.push((record.id, trimmed(name.unwrap_or("")).into()));
            }
            let folded: Vec<CompactString> = names.iter().map(|(_, name)| fold(name)).collect();
            let found = conn.find_by_name(&self.ty, &folded).map_err(store_error)?;
            for ((id, name), found) in names.into_iter().zip(found) {
                self.known.insert(id, written(&name, id, found == [id]));
            }
        }
        // A record that is gone, or has no name at all, is still told by its number.
        for id in ids {
            self.known.entry(id).or_insert_with(|| written("", id, false));
        }
        Ok(())
    }
}

fn written(name: &str, id: RecordId, unique: bool) -> CompactString {
    let is_name = matches!(LinkRef::of(name), LinkRef::Name(_)) && !CLEAR_MARKS.contains(&name);
    let chars = name.chars().count();
    if unique && is_name && chars > 0 && chars <= LONGEST {
        return name.into();
    }
    let number = format_compact!("[#{id}]");
    if chars == 0 || chars + number.len() >= LONGEST { number } else { format_compact!("{name} {number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r5_a_link_is_written_so_that_it_leads_back() {
        for (name, unique, expected) in [
            ("Novák, syn", true, "Novák, syn"),
            ("Novák", false, "Novák [#7]"),
            ("Novák [#9]", true, "Novák [#9] [#7]"),
            ("<clear>", true, "<clear> [#7]"),
            ("", false, "[#7]"),
            ("", true, "[#7]"),
            (&"x".repeat(256), true, "[#7]"),
            (&"x".repeat(255), true, &"x".repeat(255)),
        ] {
            let text = written(name, RecordId(7), unique);
            assert_eq!(text, expected);
            let leads_back =
                LinkRef::of(&text) == LinkRef::Id(RecordId(7)) || (unique && LinkRef::of(&text) == LinkRef::Name(name));
            assert!(leads_back, "{text}");
        }
    }
}
