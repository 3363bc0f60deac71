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

fn bind(parameters: &mut Vec<Parameter>, value: impl Into<Parameter>) -> usize {
    parameters.push(value.into());
    parameters.len()
}

/// The number of a record, as people write it.
fn number(words: &str) -> Option<i64> {
    words.trim().trim_start_matches('#').parse().ok()
}

/// `FROM … WHERE …` in the making.
pub(crate) struct Query {
    from: String,
    conditions: Vec<String>,
    pub parameters: Vec<Parameter>,
    /// Set when the rows come in the order of a tag's index instead of the table's own: the index and its condition.
    driven_by_tag: Option<(String, String)>,
    /// Rows are wanted in another order than by number: the tag's index would only be in the way.
    keeps_table: bool,
}

impl Query {
    pub fn bind(&mut self, value: impl Into<Parameter>) -> usize {
        bind(&mut self.parameters, value)
    }

    /// The number of the record: in the driving index when a tag drives, so that paging walks that index.
    pub fn id(&self) -> &'static str {
        if self.driven_by_tag.is_some() { "x.record_id" } else { "r.id" }
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

    /// `FROM … WHERE …` for whoever only counts: where nothing else is asked than one tag, its index knows.
    pub fn text_to_count(&self) -> String {
        match &self.driven_by_tag {
            Some((index, tagged)) if self.conditions.len() == 1 => format!("FROM {index} WHERE {tagged}"),
            _ => self.text(),
        }
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
        let mut query = Query { from, conditions: Vec::new(), parameters: Vec::new(), driven_by_tag: None, keeps_table };
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
                Condition::Search { words, plenty: true } => self.looks_for(&mut query, ty, &folded, words),
                Condition::Search { words, plenty: false } => {
                    let found = self.search(&mut query.parameters, ty, &folded, words);
                    query.conditions.push(format!("{} IN ({found})", query.id()));
                }
            }
        }
        Ok(query)
    }

    /// The first condition on one single tag drives the query: its index gives the records in order, however many there are.
    fn tags_any(&self, query: &mut Query, ty: &RecordType, words: &[compact_str::CompactString]) -> Result<()> {
        let ids = self.tag_ids(words)?;
        if let ([id], false) = (ids.as_slice(), query.driven_by_tag.is_some() || query.keeps_table) {
            let table = format!("{} AS x", dialect::side_table(&ty.key, "tags"));
            let tagged = format!("x.tag_id = {}", dialect::parameter(query.bind(*id)));
            // CROSS JOIN keeps the order of the tables as written.
            query.from = format!("{table} CROSS JOIN {} AS r", name(&ty.key));
            query.conditions.push(format!("{tagged} AND r.id = x.record_id"));
            query.driven_by_tag = Some((table, tagged));
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

    /// The records a search finds, at most `most` of them, in no order; looked for once, where a page asks more than one question.
    pub fn found(&self, ty: &RecordType, words: &str, most: usize) -> Result<Vec<RecordId>> {
        let mut parameters = Vec::new();
        let found = self.search(&mut parameters, ty, &self.folded_fields(ty)?, words);
        let n = bind(&mut parameters, i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!("SELECT DISTINCT id FROM ({found}) AS found LIMIT {}", dialect::parameter(n));
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map(parameters.as_slice(), |row| row.get(0).map(RecordId))?;
        rows.collect()
    }

    /// Each alternative is one walk over a narrow index: part of the name, the beginning of another key, the number. A record may
    /// be found by several.
    fn search(&self, parameters: &mut Vec<Parameter>, ty: &RecordType, folded: &[bool], words: &str) -> String {
        let table = name(&ty.key);
        let mut alternatives = Vec::new();
        if let Some(id) = number(words) {
            alternatives.push(format!("SELECT id FROM {table} WHERE id = {}", dialect::parameter(bind(parameters, id))));
        }
        // That it is filled is said although it is implied: so the database takes the narrow index, which has only those.
        let keys = self.keys(parameters, ty, folded, "", words).into_iter();
        alternatives.extend(keys.map(|(column, is)| format!("SELECT id FROM {table} WHERE {column} IS NOT NULL AND {is}")));
        if alternatives.is_empty() { format!("SELECT id FROM {table} WHERE 1 = 0") } else { alternatives.join(" UNION ALL ") }
    }

    /// The same of one record after the other.
    fn looks_for(&self, query: &mut Query, ty: &RecordType, folded: &[bool], words: &str) {
        let mut alternatives = Vec::new();
        if let Some(id) = number(words) {
            alternatives.push(format!("{} = {}", query.id(), dialect::parameter(query.bind(id))));
        }
        alternatives.extend(self.keys(&mut query.parameters, ty, folded, "r.", words).into_iter().map(|(_, is)| is));
        let any = if alternatives.is_empty() { "1 = 0".to_owned() } else { alternatives.join(" OR ") };
        query.conditions.push(format!("({any})"));
    }

    /// The columns a search looks at, and what holds of one that fits.
    fn keys(
        &self,
        parameters: &mut Vec<Parameter>,
        ty: &RecordType,
        folded: &[bool],
        alias: &str,
        words: &str,
    ) -> Vec<(String, String)> {
        let text = self.fold_word(words);
        let mut keys = Vec::new();
        for (field, _) in ty.fields.iter().zip(folded).filter(|(field, folded)| **folded && !field.archived) {
            let column = format!("{alias}{}", dialect::folded_column(&field.key));
            if field.key == ty.name_field {
                let is = dialect::contains(&column, bind(parameters, dialect::like_pattern(&text)));
                keys.push((column, is));
                continue;
            }
            let (low, high) = (bind(parameters, text.to_string()), bind(parameters, format!("{text}\u{10FFFF}")));
            let (low, high) = (dialect::parameter(low), dialect::parameter(high));
            keys.push((column.clone(), format!("{column} >= {low} AND {column} < {high}")));
            // A telephone number is kept whole: what people type is made whole before it is compared.
            if let Some(whole) = (self.fold)(field, &Value::text(words)).filter(|whole| *whole != text) {
                let is = format!("{column} = {}", dialect::parameter(bind(parameters, whole.into_string())));
                keys.push((column, is));
            }
        }
        keys
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
