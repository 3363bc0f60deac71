//! Links within a file, judged over all of it: a row that links to a row that stays out stays out too, rather than lose its
//! link in silence (SEM-04); rows that would stand above themselves stay out (SEM-06).
//!
//! In: a surveyed part. Out: the names that will really exist after the run, the rows behind those that will not, the rings.

use std::collections::HashSet;

use kartoteka_domain::check::link_cycle::{Hang, Node, rings};
use kartoteka_domain::kind::fold;
use kartoteka_domain::lookup::Map;
use kartoteka_domain::mapping::RowReader;
use kartoteka_domain::plan::{PlannedChange, PlannedRow};
use kartoteka_domain::recipe::Existing;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::FieldKind;
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use super::passes::names;
use crate::error::Result;
use crate::plan_block::{PartContext, Planner};
use crate::progress::Watch;
use crate::{Engine, store_error};

/// Records whose links are read together.
const AT_ONCE: usize = 1_000;

impl Engine {
    /// Takes the names of rows that stay out from the names to come, and finds rings, until no further row falls with them.
    pub(super) fn judge_links_within(&self, context: &mut PartContext, watch: &Watch) -> Result<()> {
        let slots = own_links(&context.reader);
        if context.file.own_rows.is_empty() && slots.is_empty() {
            return Ok(());
        }
        let key = context.reader.record_type.key.clone();
        let mut planner = Planner::new(self.store.reader().map_err(store_error)?);
        let conn = self.store.reader().map_err(store_error)?;
        context.file.rings_are_known = true;
        loop {
            let (mut accepted, mut hanging) = (HashSet::new(), Hanging::default());
            for block in &context.blocks {
                watch.go_on()?;
                let planned = planner.plan(context, *block, context.table_is_empty)?;
                accepted.extend(names(context, &planned).into_iter().map(|(_, name)| name));
                planned.rows.iter().for_each(|row| hanging.take(&context.reader, &slots, row));
            }
            let closed = hanging.rings(&conn, &context.reader)?;
            let facts = &mut context.file;
            let is_out = |name: &compact_str::CompactString| !accepted.contains(name);
            let known = facts.rejected.len();
            facts.rejected =
                facts.own_rows.iter().filter(|(name, _)| is_out(name)).map(|(name, row)| (name.clone(), *row)).collect();
            if let Some(coming) = facts.names.get_mut(&key) {
                coming.retain(|name| accepted.contains(name));
            }
            if facts.rejected.len() == known && closed.is_empty() {
                return Ok(());
            }
            facts.cycles.extend(closed);
        }
    }
}

/// Slots that hang a record under one of its own type.
fn own_links(reader: &RowReader) -> Vec<usize> {
    let is_own = |slot: &usize| {
        let field = reader.field(*slot);
        field.kind == FieldKind::Link && field.target == reader.record_type.key.as_str()
    };
    (0..reader.slots.len()).filter(is_own).collect()
}

/// What the accepted rows do to links within the type. Memory grows with the rows that do something.
#[derive(Default)]
struct Hanging {
    hangs: Vec<Hang>,
    /// Hangs that count only where nothing is stored, by their place.
    fills: Vec<usize>,
    /// Records that get another name, by the folded new one.
    renamed: Map<compact_str::CompactString, RecordId>,
}

impl Hanging {
    fn take(&mut self, reader: &RowReader, slots: &[usize], row: &PlannedRow) {
        let name_slot = reader.slot_of(&reader.record_type.name_field);
        let name = |value: Option<&Value>| value.and_then(Value::as_text).map(fold);
        let link = |value: Option<&Value>| value.and_then(Value::as_link).map(Node::Stored);
        let mut push =
            |slot: &usize, node: &Node, under| self.hangs.push(Hang { row: row.row.0, slot: *slot, node: node.clone(), under });
        let node = match (&row.change, row.id) {
            (PlannedChange::Create(values), _) => {
                let Some(name) = name_slot.and_then(|slot| name(values[slot].as_ref())) else { return };
                let node = Node::New(name);
                slots
                    .iter()
                    .filter(|slot| values[**slot].is_some())
                    .for_each(|slot| push(slot, &node, link(values[*slot].as_ref())));
                node
            }
            (PlannedChange::Update(fields), Some(id)) => {
                let node = Node::Stored(id);
                for (slot, _, after) in fields {
                    if slots.contains(slot) {
                        push(slot, &node, link(after.as_ref()));
                    } else if Some(*slot) == name_slot {
                        self.renamed.extend(name(after.as_ref()).map(|name| (name, id)));
                    }
                }
                node
            }
            _ => return,
        };
        for (slot, name) in row.deferred.iter().filter(|(slot, _)| slots.contains(slot)) {
            match reader.slots[*slot].existing {
                Existing::Leave | Existing::Remove if row.id.is_some() => continue,
                Existing::Fill | Existing::Add if row.id.is_some() => self.fills.push(self.hangs.len()),
                _ => {}
            }
            self.hangs.push(Hang { row: row.row.0, slot: *slot, node: node.clone(), under: Some(Node::New(fold(name))) });
        }
    }

    fn rings(mut self, conn: &Conn, reader: &RowReader) -> Result<Map<u32, std::sync::Arc<[u32]>>> {
        for hang in &mut self.hangs {
            if let Some(Node::New(name)) = &hang.under
                && let Some(id) = self.renamed.get(name)
            {
                hang.under = Some(Node::Stored(*id));
            }
        }
        let stored = stored_chains(conn, reader, &self.hangs)?;
        let stands = |hang: &Hang| matches!(hang.node, Node::Stored(id) if stored.contains_key(&(hang.slot, id)));
        for place in self.fills.iter().rev() {
            if stands(&self.hangs[*place]) {
                self.hangs.swap_remove(*place);
            }
        }
        Ok(rings(&self.hangs, &stored))
    }
}

/// The stored chains above everything the rows touch, level by level.
fn stored_chains(conn: &Conn, reader: &RowReader, hangs: &[Hang]) -> Result<Map<(usize, RecordId), RecordId>> {
    let mut stored = Map::default();
    for slot in own_links(reader) {
        let position = reader.slots[slot].field;
        let here = hangs.iter().filter(|hang| hang.slot == slot);
        let nodes = here.flat_map(|hang| [Some(&hang.node), hang.under.as_ref()]).flatten();
        let mut next: Vec<RecordId> =
            nodes.filter_map(|node| if let Node::Stored(id) = node { Some(*id) } else { None }).collect();
        let mut asked: HashSet<RecordId> = HashSet::new();
        while !next.is_empty() {
            next.retain(|id| asked.insert(*id));
            let mut above = Vec::new();
            for ids in next.chunks(AT_ONCE) {
                let records = conn.records_by_id(&reader.record_type, &[position], ids).map_err(store_error)?;
                for (id, parent) in records.iter().filter_map(|record| Some((record.id, record.values[0].as_ref()?.as_link()?))) {
                    stored.insert((slot, id), parent);
                    above.push(parent);
                }
            }
            next = above;
        }
    }
    Ok(stored)
}
