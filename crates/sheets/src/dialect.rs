//! Which delimiter a delimited text has: the one that gives most rows the same number of cells. The person may overrule.

use crate::csv::{Dialect, Fields};
use crate::{DelimiterFinding, SheetError};

/// In the order of preference when two fit equally: a comma is also a decimal sign.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Records that are judged.
const RECORDS: usize = 500;

/// The character after `sep=` if the text starts with such a line, and the length of the line with its end.
pub(crate) fn sep_line(text: &[u8]) -> Option<(u8, usize)> {
    let (open, rest) = match text.strip_prefix(b"\"") {
        Some(rest) => (1, rest),
        None => (0, text),
    };
    let (word, rest) = rest.split_at_checked(4)?;
    if !word.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    let (delimiter, rest) = rest.split_first()?;
    let rest = if open == 1 { rest.strip_prefix(b"\"")? } else { rest };
    let end = match rest {
        [] => 0,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    let is_usable = delimiter.is_ascii() && !matches!(delimiter, b'\r' | b'\n' | b'"');
    is_usable.then_some((*delimiter, text.len() - rest.len() + end))
}

/// `text` is the start of the file; `whole` tells that it is all of it.
pub(crate) fn detect(text: &[u8], whole: bool, quote: u8) -> DelimiterFinding {
    let mut trials: Vec<Trial> = DELIMITERS.iter().map(|delimiter| Trial::of(text, whole, *delimiter, quote)).collect();
    // Stable: among equals the preferred one stays first.
    trials.sort_by(|a, b| b.score().total_cmp(&a.score()));
    let best = &trials[0];
    if best.score() <= 0.0 {
        // Rows of which no two have as many cells, under a header that is split: likely, and said to be no more.
        if let Some(header) =
            trials.iter().filter(|trial| trial.first >= 3 && trial.odd_quotes == 0).max_by_key(|trial| trial.first)
        {
            return DelimiterFinding { delimiter: header.delimiter.into(), sure: false, from_sep_line: false };
        }
        // Nothing but delimiters and blanks; or one column: take a delimiter that splits nothing.
        let blank = trials.iter().find(|trial| trial.records == 0);
        let unused = blank.or(trials.iter().find(|trial| trial.widest <= 1)).unwrap_or(best);
        return DelimiterFinding { delimiter: unused.delimiter.into(), sure: unused.widest <= 1, from_sep_line: false };
    }
    let rival = trials[1].score();
    let sure = best.score() >= 0.9 && rival < 0.7;
    DelimiterFinding { delimiter: best.delimiter.into(), sure, from_sep_line: false }
}

/// What one delimiter makes of the text.
struct Trial {
    delimiter: u8,
    records: usize,
    /// The number of cells most records have, and how many have it.
    usual: usize,
    with_usual: usize,
    widest: usize,
    /// The number of cells in the first record, which is a header more often than not.
    first: usize,
    /// Quotes that close in the middle of a cell or never.
    odd_quotes: usize,
}

impl Trial {
    fn of(text: &[u8], whole: bool, delimiter: u8, quote: u8) -> Trial {
        let mut trial = Trial { delimiter, records: 0, usual: 0, with_usual: 0, widest: 0, first: 0, odd_quotes: 0 };
        let mut counts: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < text.len() && trial.records < RECORDS {
            let Ok(fields) = count_fields(&text[at..], Dialect { delimiter, quote }, whole, &mut trial.odd_quotes) else { break };
            let Some((count, length, is_blank)) = fields else { break };
            at += length;
            if is_blank {
                continue;
            }
            trial.first = if trial.records == 0 { count } else { trial.first };
            trial.records += 1;
            trial.widest = trial.widest.max(count);
            if counts.len() <= count {
                counts.resize(count + 1, 0);
            }
            counts[count] += 1;
        }
        for (count, records) in counts.iter().enumerate().skip(2) {
            if *records > 0 && *records >= trial.with_usual {
                trial.usual = count;
                trial.with_usual = *records;
            }
        }
        trial
    }

    /// 0 for "does not split"; 1 and a little when all records agree with the first.
    fn score(&self) -> f64 {
        if self.usual < 2 || self.records == 0 {
            return 0.0;
        }
        let records = self.records as f64;
        let agree = self.with_usual as f64 / records;
        // A handful of records that have a comma in their text are one column, not two.
        if agree < 0.4 {
            return 0.0;
        }
        let with_first = if self.first == self.usual { 0.1 } else { 0.0 };
        agree + with_first - (self.odd_quotes as f64 / records).min(0.5)
    }
}

/// Cells and length of the first record, and whether it is blank; `None` when it is cut.
fn count_fields(
    text: &[u8],
    dialect: Dialect,
    whole: bool,
    odd_quotes: &mut usize,
) -> Result<Option<(usize, usize, bool)>, SheetError> {
    let mut counter = Counter::default();
    match crate::csv::record(text, whole, dialect, &mut counter) {
        Ok(Some(length)) => {
            *odd_quotes += counter.odd_quotes;
            let is_blank = !counter.filled;
            Ok(Some((counter.fields, length, is_blank)))
        }
        Ok(None) => Ok(None),
        Err(error) => {
            *odd_quotes += 1;
            Err(error)
        }
    }
}

#[derive(Default)]
struct Counter {
    fields: usize,
    odd_quotes: usize,
    filled: bool,
}

impl Fields for Counter {
    fn part(&mut self, part: &[u8]) -> Result<(), SheetError> {
        self.filled |= !part.trim_ascii().is_empty();
        Ok(())
    }

    fn end(&mut self) -> Result<(), SheetError> {
        self.fields += 1;
        Ok(())
    }

    fn text_after_quote(&mut self) {
        self.odd_quotes += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn del_01_to_08_the_delimiter_that_agrees_with_itself_wins() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", ','),
            ("a;b;c\n1;2;3\n", ';'),
            ("a\tb\tc\n1\t2\t3\n", '\t'),
            ("a|b|c\n1|2|3\n", '|'),
            // DEL-05: decimal commas.
            ("1,5;2,5;3,5\n1,6;2,6;3,6\n", ';'),
            ("name,price\n\"Kč\",\"1,5\"\nb,\"2,5\"\n", ','),
            // DEL-08: more of another delimiter in the texts.
            ("id;note\n1;a, b, c, d\n2;e, f\n3;g, h, i\n", ';'),
            ("id,note\n1,a; b; c\n2,d\n3,e; f\n", ','),
            // A title row above.
            ("Seznam firem, 2026\n\nid;name;city\n1;a;b\n2;c;d\n3;e;f\n", ';'),
            ("\"a\nb\";c\n\"d;e\";f\n", ';'),
            // STR-07: no two rows have as many cells.
            ("name;phone;city\na\nb;1\nc;2;d;e;f\n", ';'),
        ] {
            assert_eq!(detect(text.as_bytes(), true, b'"').delimiter, expected, "{text}");
        }
    }

    #[test]
    fn del_07_one_column_is_not_split() {
        for text in ["name\nAnna\nPetr\n", "address\nDlouhá 1, Praha\nKrátká 2\nÚzká 3\nNová 4\n"] {
            let found = detect(text.as_bytes(), true, b'"');
            assert!(!text.contains(found.delimiter), "{found:?}");
        }
    }

    #[test]
    fn del_06_sep_line_is_seen_and_measured() {
        for (text, expected) in [
            ("sep=;\r\na;b", Some((b';', 7))),
            ("SEP=\t\na", Some((b'\t', 6))),
            ("\"sep=|\"\na", Some((b'|', 8))),
            ("sep=;", Some((b';', 5))),
            ("sep=;;\n", None),
            ("separator;x\n", None),
            ("sep=", None),
        ] {
            assert_eq!(sep_line(text.as_bytes()), expected, "{text:?}");
        }
    }
}
