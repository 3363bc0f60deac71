//! The person's own columns in a file of ours: as they were, side by side; of several sheets each header once.
//!
//! In: the sheets of an import. Out: headers, and the cells of a row in their places. A column of reasons from an earlier
//! file of ours is left out: it would stand there twice.

use kartoteka_domain::cell::Cell;
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::header_word;
use kartoteka_sheets::write::{ColumnKind, ColumnLook};

use super::source::{Report, ReportRow};
use crate::words::Words;

/// Which cell of a row goes where.
pub(super) struct OwnColumns {
    headers: Vec<String>,
    /// Sheet by sheet: for each of our columns the column of the file.
    places: Vec<Vec<Option<usize>>>,
}

impl OwnColumns {
    pub fn of(report: &Report) -> OwnColumns {
        let mut headers: Vec<String> = Vec::new();
        let mut places: Vec<Vec<Option<usize>>> = Vec::new();
        for sheet in &report.sheets {
            let mut mine: Vec<Option<usize>> = vec![None; headers.len()];
            for (column, header) in sheet.headers.iter().enumerate().filter(|(_, header)| !is_reason(header)) {
                // A header that stands twice in one sheet stays twice.
                let known =
                    (0..headers.len()).find(|place| headers[*place] == *header && mine[*place].is_none() && !places.is_empty());
                match known {
                    Some(place) => mine[place] = Some(column),
                    None => {
                        headers.push(header.clone());
                        mine.push(Some(column));
                    }
                }
            }
            places.push(mine);
        }
        OwnColumns { headers, places }
    }

    pub fn looks(&self, is_delimited: bool) -> Vec<ColumnLook> {
        // What came as text stays text: digits typed in later keep their zeros.
        let kind = if is_delimited { ColumnKind::Text } else { ColumnKind::General };
        let look = |header: &String| ColumnLook { header: header.clone(), kind, ..super::plain(header.clone()) };
        self.headers.iter().map(look).collect()
    }

    pub fn fill<'c>(&self, row: &ReportRow<'_>, cells: &mut Vec<Cell<'c>>, show: impl Fn(&Cell<'_>) -> Cell<'c>) {
        let mine = &self.places[row.sheet_no];
        cells.extend((0..self.headers.len()).map(|place| match mine.get(place) {
            Some(Some(column)) => show(row.row.cell(*column)),
            _ => Cell::Empty,
        }));
    }
}

/// Whether a header is our own word for reasons, in any language.
pub(super) fn is_reason(header: &str) -> bool {
    let form = header_word(header);
    Language::ALL.iter().any(|language| header_word(&Words::of(*language).word("heading-reason")) == form)
}

#[cfg(test)]
mod tests {
    use kartoteka_domain::record_type::builtin_types;
    use kartoteka_domain::suggestion::{Confidence, Wanted, suggest};

    use super::*;

    #[test]
    fn sem_17_the_column_of_reasons_goes_to_no_field() {
        for record_type in builtin_types() {
            for language in Language::ALL {
                let header = Words::of(language).word("heading-reason");
                assert!(is_reason(&header));
                let wanted = Wanted { record_type, language, edit_file: false };
                let found = suggest(&wanted, std::slice::from_ref(&header), &|_| None);
                assert!(found[0].confidence <= Confidence::Likely, "{}: {header}", record_type.key);
            }
        }
        assert!(!is_reason("Row"));
    }
}
