//! What a number format makes of a number: a plain number, digits with leading zeros, a percentage, a moment, an elapsed time.

use std::collections::HashMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    #[default]
    Number,
    /// `00000`: shown with at least so many digits.
    Digits(u8),
    Percent,
    /// Date, date and time, or time of day.
    Moment,
    /// `[h]:mm`: hours go on past 24.
    Elapsed,
}

/// The formats of a workbook by their numbers.
#[derive(Default)]
pub(crate) struct Formats(HashMap<u32, Shown>);

impl Formats {
    pub fn add(&mut self, id: u32, code: &str) {
        self.0.insert(id, by_code(code));
    }

    /// A number that the workbook does not define is a built-in format.
    pub fn shown(&self, id: u32) -> Shown {
        self.0.get(&id).copied().unwrap_or_else(|| built_in(id))
    }
}

/// By the number of a built-in format.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        46 => Shown::Elapsed,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Moment,
        _ => Shown::Number,
    }
}

/// By the code of a format, such as `dd/mm/yyyy;@`. Only the first section counts.
fn by_code(code: &str) -> Shown {
    if let Some(digits) = leading_zeros(code) {
        return Shown::Digits(digits);
    }
    let mut shown = Shown::Number;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let is_elapsed = !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
                if is_elapsed {
                    return Shown::Elapsed;
                }
            }
            '%' if shown == Shown::Number => shown = Shown::Percent,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 'm' | 'M' | 's' | 'S' => shown = Shown::Moment,
            // "General" and its like in other languages hold no letter of a date before their first vowel.
            'G' | 'g' if code.len() >= 7 && code.to_ascii_lowercase().contains("general") => break,
            _ => {}
        }
    }
    shown
}

/// How many zeros a format of nothing but zeros, and blanks between them, has; from two on.
fn leading_zeros(code: &str) -> Option<u8> {
    let first = code.split(';').next().unwrap_or_default().replace("\\ ", "");
    let zeros = first.bytes().filter(|byte| *byte == b'0').count();
    let only_zeros = first.bytes().all(|byte| matches!(byte, b'0' | b' '));
    (only_zeros && (2..=15).contains(&zeros)).then_some(zeros as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_dates_from_numbers() {
        for (code, expected) in [
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("#,##0.00 \"dny\"", Shown::Number),
            ("#,##0\\ [$Kč-405]", Shown::Number),
            ("[Red]0.00", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("0", Shown::Number),
            ("0000000000", Shown::Digits(10)),
            ("00000;-00000", Shown::Digits(5)),
            ("000\\ 00", Shown::Digits(5)),
            ("00.00", Shown::Number),
            ("@", Shown::Number),
            ("0%", Shown::Percent),
            ("0.0\\ %", Shown::Percent),
            ("dd/mm/yyyy", Shown::Moment),
            ("[$-405]d\\. mmmm yyyy;@", Shown::Moment),
            ("h:mm AM/PM", Shown::Moment),
            ("mm:ss", Shown::Moment),
            ("[h]:mm:ss", Shown::Elapsed),
            ("[$-F400]h:mm:ss\\ AM/PM", Shown::Moment),
        ] {
            assert_eq!(by_code(code), expected, "{code}");
        }
    }
}
