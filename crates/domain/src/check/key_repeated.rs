//! `key-repeated`, `key-superseded`: the same key in several rows of the file. Rows that lose by choice are skipped by the
//! plan; here they are told why.

use super::{RowContext, row_list};
use crate::issue::{Code, Problem};
use crate::match_key::{MatchRule, key_of};
use crate::recipe::Repeated;

pub(super) fn judge(row: &mut RowContext<'_>) {
    let number = row.draft.row.0;
    if let Some(rows) = row.file.repeated.get(&number) {
        let column = first_key_column(row);
        match row.options.repeated {
            Repeated::Error => report(row, column, Code::KeyRepeated, &row_list(rows)),
            Repeated::Last if rows.last() != Some(&number) => report(row, column, Code::KeySuperseded, &row_list(rows)),
            Repeated::First if rows.first() != Some(&number) => report(row, column, Code::KeySuperseded, &row_list(rows)),
            _ => {}
        }
    }
    for (index, (slot, code)) in row.reader.unique.iter().enumerate() {
        let said = row.options.repeated == Repeated::Error
            && row.file.repeated.get(&number) == row.file.unique_repeated.get(&(index, number));
        if *code == Code::KeyRepeated
            && !said
            && let Some(rows) = row.file.unique_repeated.get(&(index, number))
        {
            let rows = row_list(rows);
            row.report(*slot, Problem::new(Code::KeyRepeated).with("rows", rows));
        }
    }
}

fn report(row: &mut RowContext<'_>, place: (Option<usize>, Option<usize>), code: Code, rows: &str) {
    let problem = Problem::new(code).with("rows", rows);
    match place {
        (_, Some(slot)) => row.report(slot, problem),
        (Some(column), None) => row.push(Some(column), Some("id".into()), problem, None),
        (None, None) => row.report_row(problem),
    }
}

/// Where the key stands: the id column, or the first slot of the first rule the row has a full key for.
fn first_key_column(row: &RowContext<'_>) -> (Option<usize>, Option<usize>) {
    match row.reader.match_rules.iter().find(|rule| key_of(row.reader, row.draft, rule).is_some()) {
        Some(MatchRule::Id) => (row.reader.id_column, None),
        Some(MatchRule::Slots(slots)) => (None, slots.first().copied()),
        None => (None, None),
    }
}
