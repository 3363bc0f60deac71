//! One text as a value of a field: read by the field's kind, links looked up by name, number or outside id.
//!
//! In: a text a person typed. Out: a value, nothing, or a problem as data.

use compact_str::CompactString;

use kartoteka_domain::cell::Cell;
use kartoteka_domain::issue::{Code, Problem};
use kartoteka_domain::kind::{self, Parsed, Reading};
use kartoteka_domain::language::Language;
use kartoteka_domain::lookup::LinkRef;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::Conn;

use crate::define_types::Types;
use crate::error::Result;
use crate::store_error;

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    Empty,
    Value(Value),
    /// The problem and the word it is about.
    Bad(Problem, CompactString),
}

/// Reads one text as a value of the field.
pub(crate) fn read_text(conn: &Conn, types: &Types, field: &Field, text: &str, language: Language) -> Result<Given> {
    let reading = Reading { language, ..Reading::default() };
    Ok(match kind::parse(field, &Cell::text(text), &reading) {
        Parsed::Empty => Given::Empty,
        Parsed::Value(value) | Parsed::Remark(value, _) => Given::Value(value),
        Parsed::Bad(problem) => Given::Bad(problem, CompactString::new(text)),
        Parsed::Names(names) => read_names(conn, types, field, &names)?,
    })
}

fn read_names(conn: &Conn, types: &Types, field: &Field, names: &[CompactString]) -> Result<Given> {
    let Some(target) = types.get(&field.target) else { return Ok(Given::Empty) };
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        match find(conn, target, name)?.as_slice() {
            [one] => ids.push(*one),
            [] => return Ok(Given::Bad(missing(conn, target, name)?, name.clone())),
            several => {
                let list: Vec<String> = several.iter().map(RecordId::to_string).collect();
                let problem = Problem::new(Code::LinkSeveral).with("type", &target.key).with("ids", list.join(", "));
                return Ok(Given::Bad(problem, name.clone()));
            }
        }
    }
    let value = match field.kind {
        FieldKind::Links => Value::links(ids),
        _ => ids.first().map(|id| Value::Link(*id)),
    };
    Ok(value.map_or(Given::Empty, Given::Value))
}

/// The records a name means: `[#12]`, a name, or an outside id (SEM-22).
fn find(conn: &Conn, target: &RecordType, name: &str) -> Result<Vec<RecordId>> {
    let name = match LinkRef::of(name) {
        LinkRef::Id(id) => {
            let found = conn.records_by_id(target, &[], &[id]).map_err(store_error)?;
            return Ok(found.iter().map(|record| record.id).collect());
        }
        LinkRef::Name(name) => name,
    };
    let named = conn.find_by_name(target, &[kind::fold(name)]).map_err(store_error)?;
    let named: Vec<RecordId> = named.into_iter().flatten().collect();
    let Some(position) = target.position("external_id").filter(|_| named.is_empty()) else { return Ok(named) };
    let found = conn.find_by_key(target, &[position], &[vec![CompactString::new(name)]]).map_err(store_error)?;
    Ok(found.into_iter().flatten().collect())
}

fn missing(conn: &Conn, target: &RecordType, name: &str) -> Result<Problem> {
    use kartoteka_domain::filter::Filter;
    let problem = Problem::new(Code::LinkMissing).with("type", &target.key);
    let Some(position) = target.position(&target.name_field) else { return Ok(problem) };
    // Only short lists are worth guessing in.
    let known = conn.scan(target, &[position], &Filter::all(), None, 500).map_err(store_error)?;
    let likely = known
        .iter()
        .filter_map(|record| record.values.first()?.as_ref()?.as_text())
        .map(|known| (strsim::jaro_winkler(&kind::fold(known), &kind::fold(name)), known))
        .filter(|(score, _)| *score >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Ok(match likely {
        Some((_, likely)) => problem.with("likely", likely),
        None => problem,
    })
}
