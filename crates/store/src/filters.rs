//! A filter as a query: conditions become SQL with bound parameters; names come from the record type only.
//!
//! In: [`Filter`]. Out: the text after `SELECT …` and its parameters. The record's table is always aliased `r`.

use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_domain::value::Value;

use crate::Conn;
use crate::dialect::{self, name};
use crate::error::{Result, StoreError};
use crate::record_types::{Home, expression, home};
use crate::sql::Value as Parameter;
use crate::values;

/// `FROM … WHERE …` in the making.
pub(crate) struct Query {
    from: String,
    conditions: Vec<String>,
    pub parameters: Vec<Parameter>,
    /// Set when the rows come in the order of a tag's index instead of the table's own.
    driven_by_tag: bool,
    /// Rows are wanted in another order than by number: the tag's index would only be in the way.
    keeps_table: bool,
}

impl Query {
    pub fn bind(&mut self, value: impl Into<Parameter>) -> usize {
        self.parameters.push(value.into());
        self.parameters.len()
    }

    /// The number of the record: in the driving index when a tag drives, so that paging walks that index.
    pub fn id(&self) -> &'static str {
        if self.driven_by_tag { "x.record_id" } else { "r.id" }
    }

    /// Adds `id > after`.
    pub fn after(&mut self, after: RecordId) {
        let n = self.bind(after.0);
        self.conditions.push(format!("{} > {}", self.id(), dialect::parameter(n)));
    }

    /// Adds `id BETWEEN first AND last`.
    pub fn between(&mut self, first: RecordId, last: RecordId) {
        let (first, last) = (self.bind(first.0), self.bind(last.0));
        self.conditions.push(format!("{} BETWEEN {} AND {}", self.id(), dialect::parameter(first), dialect::parameter(last)));
    }

    /// One more condition; its parameters were bound before.
    pub fn also(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    pub fn limit(&mut self, limit: usize) -> String {
        let n = self.bind(i64::try_from(limit).unwrap_or(i64::MAX));
        format!(" LIMIT {}", dialect::parameter(n))
    }

    /// `FROM … WHERE …`
    pub fn text(&self) -> String {
        if self.conditions.is_empty() {
            return format!("FROM {}", self.from);
        }
        format!("FROM {} WHERE {}", self.from, self.conditions.join(" AND "))
    }
}

impl Conn {
    pub(crate) fn query(&self, ty: &RecordType, filter: &Filter) -> Result<Query> {
        self.query_over(ty, filter, false)
    }

    /// The same; `keeps_table`: whatever the filter says, the record's table leads.
    pub(crate) fn query_over(&self, ty: &RecordType, filter: &Filter, keeps_table: bool) -> Result<Query> {
        let from = format!("{} AS r", name(&ty.key));
        let mut query = Query { from, conditions: Vec::new(), parameters: Vec::new(), driven_by_tag: false, keeps_table };
        let folded = self.folded_fields(ty)?;
        for condition in &filter.conditions {
            match condition {
                Condition::Field { field, comparison, value } => {
                    let missing = || StoreError::FieldMissing { type_key: ty.key.clone(), field: field.clone() };
                    let position = ty.position(field).ok_or_else(missing)?;
                    let place = Place { ty, field: &ty.fields[position], folded: folded[position] };
                    let text = self.field_condition(&mut query, &place, *comparison, value.as_ref())?;
                    query.conditions.push(text);
                }
                Condition::TagAny(words) => self.tags_any(&mut query, ty, words)?,
                Condition::TagAll(words) => {
                    for word in words {
                        self.tags_any(&mut query, ty, std::slice::from_ref(word))?;
                    }
                }
                Condition::TagNone(words) => {
                    let text = self.carries(&mut query, ty, words)?;
                    query.conditions.push(format!("NOT {text}"));
                }
                Condition::CreatedBy(import) => self.created_by(&mut query, ty, *import)?,
                Condition::UpdatedBy(import) => self.updated_by(&mut query, ty, *import)?,
                Condition::Ids(ids) => {
                    let n = query.bind(dialect::id_list(ids.iter().copied()));
                    query.conditions.push(self.sql.dialect().in_ids("r.id", n));
                }
                Condition::Except(ids) => {
                    let n = query.bind(dialect::id_list(ids.iter().copied()));
                    query.conditions.push(format!("NOT {}", self.sql.dialect().in_ids("r.id", n)));
                }
                Condition::Search(words) => self.search(&mut query, ty, &folded, words),
            }
        }
        Ok(query)
    }

    /// The first condition on one single tag drives the query: its index gives the records in order, however many there are.
    fn tags_any(&self, query: &mut Query, ty: &RecordType, words: &[compact_str::CompactString]) -> Result<()> {
        let ids = self.tag_ids(words)?;
        if let ([id], false) = (ids.as_slice(), query.driven_by_tag || query.keeps_table) {
            query.driven_by_tag = true;
            // CROSS JOIN keeps the order of the tables as written.
            query.from = format!("{} AS x CROSS JOIN {} AS r", dialect::side_table(&ty.key, "tags"), name(&ty.key));
            let n = query.bind(*id);
            query.conditions.push(format!("x.tag_id = {} AND r.id = x.record_id", dialect::parameter(n)));
            return Ok(());
        }
        let text = self.carries(query, ty, words)?;
        query.conditions.push(text);
        Ok(())
    }

    fn carries(&self, query: &mut Query, ty: &RecordType, words: &[compact_str::CompactString]) -> Result<String> {
        let n = query.bind(dialect::id_list(self.tag_ids(words)?.into_iter().map(RecordId)));
        let table = dialect::side_table(&ty.key, "tags");
        Ok(format!(
            "EXISTS (SELECT 1 FROM {table} AS t WHERE t.record_id = r.id AND {})",
            self.sql.dialect().in_ids("t.tag_id", n)
        ))
    }

    /// There is no index on the creating import; its journal says between which numbers to look.
    fn created_by(&self, query: &mut Query, ty: &RecordType, import: i64) -> Result<()> {
        let n = query.bind(import);
        query.conditions.push(format!("r.created_import = {}", dialect::parameter(n)));
        if let Some((first, last)) = self.created_bounds(ty, import)? {
            let (first, last) = (query.bind(first.0), query.bind(last.0));
            let (first, last) = (dialect::parameter(first), dialect::parameter(last));
            query.conditions.push(format!("r.id BETWEEN {first} AND {last}"));
        }
        Ok(())
    }

    /// A later import overwrites the last stamp, the tag stays: either shows it. Created ones are not "updated". The journal
    /// says between which numbers to look.
    fn updated_by(&self, query: &mut Query, ty: &RecordType, import: i64) -> Result<()> {
        let n = dialect::parameter(query.bind(import));
        let tags = dialect::side_table(&ty.key, "tags");
        query.conditions.push(format!(
            "r.created_import IS DISTINCT FROM {n} AND (r.updated_import = {n} OR EXISTS (SELECT 1 FROM {tags} AS t \
             WHERE t.record_id = r.id AND t.tag_id = (SELECT k.id FROM kt_tag AS k WHERE k.import_id = {n})))"
        ));
        if let Some((first, last)) = self.touched_bounds(ty, import)? {
            let (first, last) = (query.bind(first.0), query.bind(last.0));
            let (first, last) = (dialect::parameter(first), dialect::parameter(last));
            query.conditions.push(format!("r.id BETWEEN {first} AND {last}"));
        }
        Ok(())
    }

    /// Each alternative is one walk over a narrow index: part of the name, the beginning of another key, the number.
    fn search(&self, query: &mut Query, ty: &RecordType, folded: &[bool], words: &str) {
        let table = name(&ty.key);
        let text = self.fold_word(words);
        let mut alternatives = Vec::new();
        if let Ok(id) = words.trim().trim_start_matches('#').parse::<i64>() {
            let n = query.bind(id);
            alternatives.push(format!("SELECT {}", dialect::parameter(n)));
        }
        for (field, _) in ty.fields.iter().zip(folded).filter(|(field, folded)| **folded && !field.archived) {
            let column = dialect::folded_column(&field.key);
            if field.key == ty.name_field {
                let n = query.bind(dialect::like_pattern(&text));
                alternatives.push(format!("SELECT id FROM {table} WHERE {}", dialect::contains(&column, n)));
                continue;
            }
            let (low, high) = (query.bind(text.to_string()), query.bind(format!("{text}\u{10FFFF}")));
            let (low, high) = (dialect::parameter(low), dialect::parameter(high));
            alternatives.push(format!("SELECT id FROM {table} WHERE {column} >= {low} AND {column} < {high}"));
            // A telephone number is kept whole: what people type is made whole before it is compared.
            if let Some(whole) = (self.fold)(field, &Value::text(words)).filter(|whole| *whole != text) {
                let n = query.bind(whole.into_string());
                alternatives.push(format!("SELECT id FROM {table} WHERE {column} = {}", dialect::parameter(n)));
            }
        }
        let id = query.id();
        let found = if alternatives.is_empty() { "SELECT CAST(NULL AS BIGINT)".to_owned() } else { alternatives.join(" UNION ") };
        query.conditions.push(format!("{id} IN ({found})"));
    }

    fn field_condition(&self, query: &mut Query, at: &Place<'_>, is: Comparison, value: Option<&Value>) -> Result<String> {
        let unfit = || StoreError::FilterUnfit { field: at.field.key.clone() };
        let Some(value) = value else { return at.emptiness(is).ok_or_else(unfit) };
        match (home(at.field), is) {
            (Home::Tags, Comparison::Is | Comparison::IsNot) => {
                let words: Vec<_> = value.as_text().map(Into::into).into_iter().chain(value.as_list().iter().cloned()).collect();
                let text = self.carries(query, at.ty, &words)?;
                Ok(negated_if(is, text))
            }
            (Home::Links, Comparison::Is | Comparison::IsNot) => {
                let n = query.bind(dialect::id_list(value.as_links().iter().copied()));
                let table = dialect::side_table(&at.ty.key, &at.field.key);
                let inside = self.sql.dialect().in_ids("t.target_id", n);
                Ok(negated_if(is, format!("EXISTS (SELECT 1 FROM {table} AS t WHERE t.record_id = r.id AND {inside})")))
            }
            (Home::Tags | Home::Links, _) => Err(unfit()),
            (_, Comparison::Contains) => self.text_contains(query, at, value).ok_or_else(unfit),
            (_, Comparison::Is | Comparison::IsNot) if at.field.kind == FieldKind::Choices => {
                let words: Vec<&str> = value.as_text().into_iter().chain(value.as_list().iter().map(|w| w.as_str())).collect();
                let mut all = Vec::with_capacity(words.len());
                for word in words {
                    let n = query.bind(word.to_owned());
                    all.push(self.sql.dialect().list_has(&expression(at.field), n));
                }
                if all.is_empty() { Err(unfit()) } else { Ok(negated_if(is, format!("({})", all.join(" AND ")))) }
            }
            (_, Comparison::Is | Comparison::IsNot) => Ok(self.equality(query, at, is, value)),
            (_, order) => {
                let n = query.bind(values::parameter(value));
                let sign = match order {
                    Comparison::Less => "<",
                    Comparison::AtMost => "<=",
                    Comparison::Greater => ">",
                    _ => ">=",
                };
                let dialect = self.sql.dialect();
                let (kind, field) = (at.field.kind, expression(at.field));
                Ok(format!("{} {sign} {}", dialect.comparable(kind, &field), dialect.compared(kind, n)))
            }
        }
    }

    /// Equal in matching form where the field has one. "Is not" also finds the empty.
    fn equality(&self, query: &mut Query, at: &Place<'_>, is: Comparison, value: &Value) -> String {
        let folded = if at.folded { (self.fold)(at.field, value) } else { None };
        let (column, parameter) = match folded {
            Some(text) => (format!("r.{}", dialect::folded_column(&at.field.key)), Parameter::from(text.into_string())),
            None => (expression(at.field), values::parameter(value)),
        };
        let n = dialect::parameter(query.bind(parameter));
        if is == Comparison::Is { format!("{column} = {n}") } else { format!("{column} IS DISTINCT FROM {n}") }
    }

    fn text_contains(&self, query: &mut Query, at: &Place<'_>, value: &Value) -> Option<String> {
        let words = value.as_text()?;
        let is_text = !matches!(
            at.field.kind,
            FieldKind::Integer | FieldKind::Link | FieldKind::YesNo | FieldKind::Decimal | FieldKind::Money | FieldKind::Percent
        );
        if !is_text {
            return None;
        }
        // Part of a text is folded as a plain text: half an e-mail address is no e-mail address.
        let n = query.bind(dialect::like_pattern(&self.fold_word(words)));
        let column =
            if at.folded { format!("r.{}", dialect::folded_column(&at.field.key)) } else { self.folded(&expression(at.field)) };
        Some(dialect::contains(&column, n))
    }
}

/// The field a condition speaks of.
struct Place<'t> {
    ty: &'t RecordType,
    field: &'t Field,
    folded: bool,
}

impl Place<'_> {
    fn emptiness(&self, is: Comparison) -> Option<String> {
        let side = |key: &str| {
            let table = dialect::side_table(&self.ty.key, key);
            format!("NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.record_id = r.id)")
        };
        let empty = match home(self.field) {
            Home::Tags => side("tags"),
            Home::Links => side(&self.field.key),
            _ => format!("{} IS NULL", expression(self.field)),
        };
        match is {
            Comparison::Is => Some(empty),
            Comparison::IsNot => Some(format!("NOT ({empty})")),
            _ => None,
        }
    }
}

/// Lists that are empty have no words, so the negation must not come out as "unknown".
fn negated_if(is: Comparison, text: String) -> String {
    if is == Comparison::IsNot { format!("NOT coalesce({text}, FALSE)") } else { text }
}
