//! `link-cycle` (SEM-06): nobody stands above themselves, neither through rows of the file, nor through what is stored, nor
//! through both together.
//!
//! In: what rows will hang under, and what stored records hang under. Out: the rows of each ring.

use std::sync::Arc;

use compact_str::CompactString;

use super::{RowContext, row_list};
use crate::issue::{Code, Problem};
use crate::lookup::Map;
use crate::record::RecordId;
use crate::record_type::FieldKind;
use crate::value::Value;

/// A record that exists, or one that a row of the file will create, by its folded name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    Stored(RecordId),
    New(CompactString),
}

/// What one row does to one link of its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hang {
    pub row: u32,
    pub slot: usize,
    pub node: Node,
    /// None: it will hang under nothing any more.
    pub under: Option<Node>,
}

pub(super) fn judge(row: &mut RowContext<'_>) {
    if let Some(rows) = row.file.cycles.get(&row.draft.row.0) {
        let rows = row_list(rows);
        row.report_row(Problem::new(Code::LinkCycle).with("rows", rows));
    }
}

/// Whether the row's stored record would become its own ancestor, where only this row is known. A link that stands already
/// is not judged again.
pub(super) fn closes_ring(row: &RowContext<'_>, slot: usize, id: RecordId) -> bool {
    let Some(stored) = row.stored else { return false };
    let field = row.reader.field(slot);
    let is_own = field.kind == FieldKind::Link && field.target == row.reader.record_type.key.as_str();
    if row.file.rings_are_known || !is_own || stored.values[slot] == Some(Value::Link(id)) {
        return false;
    }
    let above = std::iter::successors(Some(id), |at| row.answers.parents.get(&(slot, *at)).copied());
    above.take(row.answers.parents.len() + 1).any(|at| at == stored.id)
}

/// The rows of each ring that the file closes: row → all rows of its ring, ascending. `stored`: slot and record → the record
/// it hangs under now.
pub fn rings(hangs: &[Hang], stored: &Map<(usize, RecordId), RecordId>) -> Map<u32, Arc<[u32]>> {
    let changed: Map<(usize, &Node), &Hang> = hangs.iter().map(|hang| ((hang.slot, &hang.node), hang)).collect();
    let under = |slot: usize, node: &Node| match (changed.get(&(slot, node)), node) {
        (Some(hang), _) => hang.under.clone(),
        (None, Node::Stored(id)) => stored.get(&(slot, *id)).copied().map(Node::Stored),
        (None, Node::New(_)) => None,
    };
    let mut found: Map<u32, Arc<[u32]>> = Map::default();
    let mut seen: Map<(usize, Node), u32> = Map::default();
    for start in hangs {
        let mut path: Vec<Node> = Vec::new();
        let mut at = Some(start.node.clone());
        while let Some(node) = at {
            match seen.get(&(start.slot, node.clone())) {
                // Met on this very walk: what was passed since is a ring.
                Some(walk) if *walk == start.row => {
                    let from = path.iter().position(|passed| *passed == node).unwrap_or(path.len());
                    let hang = |node: &Node| changed.get(&(start.slot, node)).map(|hang| hang.row);
                    let mut rows: Vec<u32> = path[from..].iter().filter_map(hang).collect();
                    rows.sort_unstable();
                    let rows: Arc<[u32]> = rows.into();
                    found.extend(rows.iter().map(|row| (*row, Arc::clone(&rows))));
                    break;
                }
                // Met on an earlier walk, which saw what is above it.
                Some(_) => break,
                None => {}
            }
            seen.insert((start.slot, node.clone()), start.row);
            at = under(start.slot, &node);
            path.push(node);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `7: a>b` is row 7 that hangs the new record a under b; figures are stored records, `>-` takes the link away.
    fn check(hangs: &[&str], stored: &[(i64, i64)], expected: &[(u32, &[u32])]) {
        let node = |text: &str| text.parse().map_or_else(|_| Node::New(text.into()), |id| Node::Stored(RecordId(id)));
        let hangs: Vec<Hang> = hangs
            .iter()
            .map(|text| {
                let (row, link) = text.split_once(": ").expect("a row");
                let (of, under) = link.split_once('>').expect("a link");
                let under = (under != "-").then(|| node(under));
                Hang { row: row.parse().expect("a number"), slot: 3, node: node(of), under }
            })
            .collect();
        let stored = stored.iter().map(|(of, under)| ((3, RecordId(*of)), RecordId(*under))).collect();
        let mut found: Vec<(u32, Vec<u32>)> =
            rings(&hangs, &stored).into_iter().map(|(row, rows)| (row, rows.to_vec())).collect();
        found.sort();
        let expected: Vec<(u32, Vec<u32>)> = expected.iter().map(|(row, rows)| (*row, rows.to_vec())).collect();
        assert_eq!(found, expected, "{hangs:?}");
    }

    #[test]
    fn sem_06_rings_through_file_and_register() {
        check(&["2: 1>2"], &[], &[]);
        check(&["2: 1>1"], &[], &[(2, &[2])]);
        check(&["2: 1>2"], &[(2, 3), (3, 1)], &[(2, &[2])]);
        // Neither row closes a ring alone.
        check(&["2: 2>3", "3: 3>1"], &[(1, 2)], &[(2, &[2, 3]), (3, &[2, 3])]);
        check(&["2: new>1", "5: 2>new", "9: 7>1"], &[(1, 2)], &[(2, &[2, 5]), (5, &[2, 5])]);
        check(&["2: a>b", "3: b>a", "4: c>a"], &[], &[(2, &[2, 3]), (3, &[2, 3])]);
        // Mother and daughter change places: the stored link is gone when the new one comes.
        check(&["2: 1>2", "3: 2>-"], &[(2, 1)], &[]);
        check(&["2: 1>2", "3: 2>5"], &[(2, 1)], &[]);
        // A ring somebody stored before is not the file's.
        check(&["2: 9>1"], &[(1, 2), (2, 1)], &[]);
    }

    #[test]
    fn links_of_two_fields_are_two_questions() {
        let hang = |row, slot, of, under| Hang {
            row,
            slot,
            node: Node::Stored(RecordId(of)),
            under: Some(Node::Stored(RecordId(under))),
        };
        assert!(rings(&[hang(2, 0, 1, 2), hang(3, 1, 2, 1)], &Map::default()).is_empty());
        assert_eq!(rings(&[hang(2, 0, 1, 2), hang(3, 0, 2, 1)], &Map::default()).len(), 2);
    }
}
