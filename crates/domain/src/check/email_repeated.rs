//! `email-repeated`: sign-in is by e-mail, and several users would have the same one (H8).

use super::{RowContext, row_list};
use crate::issue::{Code, Problem};

pub(super) fn judge(row: &mut RowContext<'_>) {
    for (index, (slot, code)) in row.reader.unique.iter().enumerate() {
        if *code == Code::EmailRepeated
            && let Some(rows) = row.file.unique_repeated.get(&(index, row.draft.row.0))
        {
            let rows = row_list(rows);
            row.report(*slot, Problem::new(Code::EmailRepeated).with("rows", rows));
        }
    }
}
