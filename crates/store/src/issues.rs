//! The issues of a check or a run: kept in the order found, listed by page, grouped by what is wrong.

use std::collections::HashMap;

use compact_str::CompactString;
use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::issue::{Code, Issue, Params, Severity, parameter_name};
use kartoteka_domain::record::Key;

use crate::error::{Result, StoreError};
use crate::outcomes::Stage;
use crate::sql::{Kind, Many, Row, Value as Parameter};
use crate::{Batch, Conn};

/// An issue with its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredIssue {
    /// Order of finding; the place to page on from.
    pub seq: i64,
    /// Which record type of a file that holds several, from 0.
    pub part: u32,
    pub issue: Issue,
}

/// Which issues to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssueFilter {
    pub severity: Option<Severity>,
    pub code: Option<Code>,
    pub part: Option<u32>,
    pub row: Option<RowNumber>,
    pub field: Option<Key>,
    pub value: Option<CompactString>,
}

/// Issues that say the same about the same column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueGroup {
    pub part: u32,
    pub code: Code,
    pub field: Option<Key>,
    pub column: Option<u16>,
    pub severity: Severity,
    /// How many rows have it.
    pub rows: u64,
    pub first_row: RowNumber,
    /// Value and parameters of the first one.
    pub example: Option<CompactString>,
    pub params: Params,
    /// The ten most frequent values and how many rows hold each.
    pub values: Vec<(CompactString, u64)>,
    /// How many different values there are.
    pub distinct: u64,
}

/// Values listed in a group.
const VALUES_IN_GROUP: usize = 10;
const COLUMNS: &str = "seq, part, row_no, column_no, field, severity, code, value, params";

/// All columns of an issue.
const ISSUE_COLUMNS: [(&str, Kind); 11] = [
    ("import_id", Kind::Number),
    ("stage", Kind::Text),
    ("seq", Kind::Number),
    ("part", Kind::Number),
    ("row_no", Kind::Number),
    ("column_no", Kind::Number),
    ("field", Kind::Text),
    ("severity", Kind::Number),
    ("code", Kind::Text),
    ("value", Kind::Text),
    ("params", Kind::Text),
];

impl Batch<'_> {
    /// Keeps issues in the order given, after those that are kept already. How many are worth keeping is the caller's matter.
    pub fn save_issues(&self, import: i64, stage: Stage, part: u32, issues: &[Issue]) -> Result<()> {
        if issues.is_empty() {
            return Ok(());
        }
        let last = "SELECT coalesce(max(seq), 0) FROM kt_issue WHERE import_id = ?1 AND stage = ?2";
        let last: i64 = self.sql.prepare_cached(last)?.query_row((import, stage.word()), |row| row.get(0))?;
        let columns: Vec<(String, Kind)> = ISSUE_COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let mut rows = Many::new(columns);
        for (seq, issue) in (last + 1..).zip(issues) {
            rows.push(import);
            rows.push(stage.word());
            rows.push(seq);
            rows.push(i64::from(part));
            rows.push(i64::from(issue.row.0));
            rows.push_or_nothing(issue.column);
            rows.push_or_nothing(issue.field.as_deref());
            rows.push(severity_number(issue.severity));
            rows.push(issue.code.word());
            rows.push_or_nothing(issue.value.as_deref());
            rows.push_or_nothing(params_text(&issue.params));
        }
        self.sql.append("kt_issue", &rows)
    }

    /// Forgets the issues of a stage, before it begins anew.
    pub fn clear_issues(&self, import: i64, stage: Stage) -> Result<()> {
        let sql = "DELETE FROM kt_issue WHERE import_id = ?1 AND stage = ?2";
        self.sql.prepare_cached(sql)?.execute((import, stage.word()))?;
        Ok(())
    }
}

impl Conn {
    /// At most `limit` issues that fit, in order, after the given place.
    pub fn issues(
        &self,
        import: i64,
        stage: Stage,
        filter: &IssueFilter,
        after: Option<i64>,
        limit: usize,
    ) -> Result<Vec<StoredIssue>> {
        let mut parameters: Vec<Parameter> =
            vec![import.into(), stage.word().to_owned().into(), after.unwrap_or(i64::MIN).into()];
        let mut conditions = String::from("import_id = ?1 AND stage = ?2 AND seq > ?3");
        let wanted: [(&str, Option<Parameter>); 6] = [
            ("severity", filter.severity.map(|severity| severity_number(severity).into())),
            ("code", filter.code.map(|code| code.word().to_owned().into())),
            ("part", filter.part.map(|part| i64::from(part).into())),
            ("row_no", filter.row.map(|row| i64::from(row.0).into())),
            ("field", filter.field.as_ref().map(|field| field.to_string().into())),
            ("value", filter.value.as_ref().map(|value| value.to_string().into())),
        ];
        for (column, value) in wanted {
            if let Some(value) = value {
                parameters.push(value);
                conditions.push_str(&format!(" AND {column} = ?{}", parameters.len()));
            }
        }
        parameters.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
        let sql = format!("SELECT {COLUMNS} FROM kt_issue WHERE {conditions} ORDER BY seq LIMIT ?{}", parameters.len());
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query(parameters.as_slice())?;
        let mut issues = Vec::new();
        while let Some(row) = rows.next()? {
            issues.push(read_issue(row)?);
        }
        Ok(issues)
    }

    /// The issues of rows `first` to `last` of a part, in order.
    pub fn issues_of_rows(&self, import: i64, stage: Stage, part: u32, (first, last): (u32, u32)) -> Result<Vec<StoredIssue>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM kt_issue WHERE import_id = ?1 AND stage = ?2 AND part = ?3 AND row_no BETWEEN ?4 AND ?5 ORDER BY seq"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query((import, stage.word(), part, first, last))?;
        let mut issues = Vec::new();
        while let Some(row) = rows.next()? {
            issues.push(read_issue(row)?);
        }
        Ok(issues)
    }

    /// Part and number of every row that has an issue of this severity, each once, in order.
    pub fn rows_with(&self, import: i64, stage: Stage, severity: Severity) -> Result<Vec<(u32, u32)>> {
        let sql =
            "SELECT DISTINCT part, row_no FROM kt_issue WHERE import_id = ?1 AND stage = ?2 AND severity = ?3 ORDER BY 1, 2";
        let mut statement = self.sql.prepare_cached(sql)?;
        let rows =
            statement.query_map((import, stage.word(), severity_number(severity)), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }

    /// Issues grouped by part, code, field and column: errors first, then the most frequent.
    pub fn issue_groups(&self, import: i64, stage: Stage) -> Result<Vec<IssueGroup>> {
        let sql = "SELECT part, code, field, column_no, severity, count(DISTINCT row_no), min(row_no), min(seq), \
                   count(DISTINCT value) FROM kt_issue WHERE import_id = ?1 AND stage = ?2 \
                   GROUP BY part, code, field, column_no, severity ORDER BY severity DESC, 6 DESC, 7, code";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query((import, stage.word()))?;
        let mut groups = Vec::new();
        while let Some(row) = rows.next()? {
            let first = self.issue_at(import, stage, row.get(7)?)?;
            groups.push(IssueGroup {
                part: row.get(0)?,
                code: first.issue.code,
                field: first.issue.field,
                column: row.get(3)?,
                severity: first.issue.severity,
                rows: row.get::<i64>(5)?.unsigned_abs(),
                first_row: RowNumber(row.get(6)?),
                example: first.issue.value,
                params: first.issue.params,
                values: Vec::new(),
                distinct: row.get::<i64>(8)?.unsigned_abs(),
            });
        }
        self.fill_values(import, stage, &mut groups)?;
        Ok(groups)
    }

    fn issue_at(&self, import: i64, stage: Stage, seq: i64) -> Result<StoredIssue> {
        let sql = format!("SELECT {COLUMNS} FROM kt_issue WHERE import_id = ?1 AND stage = ?2 AND seq = ?3");
        self.sql.prepare_cached(&sql)?.query_row((import, stage.word(), seq), |row| Ok(read_issue(row)))?
    }

    fn fill_values(&self, import: i64, stage: Stage, groups: &mut [IssueGroup]) -> Result<()> {
        let sql = "SELECT part, code, field, column_no, severity, value, count(DISTINCT row_no) FROM kt_issue \
                   WHERE import_id = ?1 AND stage = ?2 AND value IS NOT NULL \
                   GROUP BY part, code, field, column_no, severity, value ORDER BY 7 DESC, value";
        type Place = (u32, String, Option<String>, Option<u16>, i64);
        let place = |group: &IssueGroup| -> Place {
            let field = group.field.as_ref().map(ToString::to_string);
            (group.part, group.code.word().to_owned(), field, group.column, severity_number(group.severity))
        };
        let places: HashMap<Place, usize> = groups.iter().enumerate().map(|(n, group)| (place(group), n)).collect();
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query((import, stage.word()))?;
        while let Some(row) = rows.next()? {
            let place = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            let Some(values) = places.get(&place).map(|n| &mut groups[*n].values) else { continue };
            if values.len() < VALUES_IN_GROUP {
                values.push((row.get::<String>(5)?.into(), row.get::<i64>(6)?.unsigned_abs()));
            }
        }
        Ok(())
    }
}

fn severity_number(severity: Severity) -> i64 {
    match severity {
        Severity::Note => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}

fn read_issue(row: Row<'_>) -> Result<StoredIssue> {
    let broken = || StoreError::undecodable("an issue");
    let severity = match row.get::<i64>(5)? {
        0 => Severity::Note,
        1 => Severity::Warning,
        2 => Severity::Error,
        _ => return Err(broken()),
    };
    let params: Option<String> = row.get(8)?;
    let issue = Issue {
        row: RowNumber(row.get(2)?),
        column: row.get(3)?,
        field: row.get::<Option<String>>(4)?.map(Key::from),
        severity,
        code: Code::from_word(&row.get::<String>(6)?).ok_or_else(broken)?,
        value: row.get::<Option<String>>(7)?.map(CompactString::from),
        params: params.map_or(Ok(Vec::new()), |text| read_params(&text))?,
    };
    Ok(StoredIssue { seq: row.get(0)?, part: row.get(1)?, issue })
}

/// `[["limit","255"],…]`: the order is kept.
fn params_text(params: &Params) -> Option<String> {
    let unlisted = params.iter().find(|(name, _)| parameter_name(name).is_none());
    debug_assert_eq!(unlisted, None, "a new name belongs into the list, or it is lost in reading");
    let pairs: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // Pairs of texts always serialise.
    (!params.is_empty()).then(|| serde_json::to_string(&pairs).unwrap_or_default())
}

fn read_params(text: &str) -> Result<Params> {
    let pairs: Vec<(String, CompactString)> = serde_json::from_str(text).map_err(|_| StoreError::undecodable("an issue"))?;
    Ok(pairs.into_iter().filter_map(|(name, value)| Some((parameter_name(&name)?, value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_back_under_their_names_and_unheard_of_ones_are_left_out() {
        let params: Params = vec![("likely", "Czechia".into()), ("limit", "255".into())];
        let text = params_text(&params).expect("a text");
        assert_eq!(read_params(&text).expect("facts"), params);
        let foreign = text.replace("limit", "unheard_of");
        assert_eq!(read_params(&foreign).expect("facts"), params[..1]);
        assert!(read_params("{}").is_err());
    }
}
