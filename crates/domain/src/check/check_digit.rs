//! `check-digit`: the check digits of a personal or company tax number do not fit. A warning: registers hold odd numbers.
//!
//! Sources: CPF and CNPJ (Receita Federal, modulo 11; CNPJ alphanumeric by IN RFB 2.229/2024), Russian INN (FNS order
//! MMV-7-6/435), Czech IČO (modulo 11) and birth number (divisible by 11 for ten digits).

use super::{Intent, RowContext};
use crate::draft::Slot;
use crate::issue::{Code, Problem};

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent == Intent::None {
        return;
    }
    let Some(slot) = row.reader.slot_of("tax_id") else { return };
    if let Slot::Value(value) = &row.draft.slots[slot]
        && !may_be_right(value.as_text().unwrap_or(""))
    {
        row.report(slot, Problem::new(Code::CheckDigit));
    }
}

/// Right by at least one rule for its length, or of a length no rule knows.
pub fn may_be_right(text: &str) -> bool {
    let digits: Vec<u32> =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| u32::from(c.to_ascii_uppercase()) - u32::from('0')).collect();
    let numeric = digits.iter().all(|d| *d <= 9);
    match digits.len() {
        8 if numeric => ico(&digits),
        10 if numeric => inn10(&digits) || birth_number(&digits),
        11 if numeric => cpf(&digits),
        12 if numeric => inn12(&digits),
        14 if digits[12..].iter().all(|d| *d <= 9) => cnpj(&digits),
        _ => true,
    }
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn ico(d: &[u32]) -> bool {
    let rest = weighted(d, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    d[7] == (11 - rest) % 10
}

fn birth_number(d: &[u32]) -> bool {
    d.iter().fold(0u64, |number, digit| number * 10 + u64::from(*digit)) % 11 == 0
}

fn inn10(d: &[u32]) -> bool {
    weighted(d, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == d[9]
}

fn inn12(d: &[u32]) -> bool {
    weighted(d, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == d[10]
        && weighted(d, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == d[11]
}

fn modulo_11(sum: u32) -> u32 {
    let rest = sum % 11;
    if rest < 2 { 0 } else { 11 - rest }
}

fn cpf(d: &[u32]) -> bool {
    let first = modulo_11(weighted(d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]));
    let second = modulo_11(weighted(d, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
    d[9] == first && d[10] == second && d.iter().any(|digit| *digit != d[0])
}

fn cnpj(d: &[u32]) -> bool {
    let first = modulo_11(weighted(d, &[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
    let second = modulo_11(weighted(d, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
    d[12] == first && d[13] == second
}

#[cfg(test)]
mod tests {
    use super::may_be_right;

    #[test]
    fn published_examples() {
        for (text, expected) in [
            ("529.982.247-25", true),
            ("529.982.247-24", false),
            ("111.111.111-11", false),
            ("11.222.333/0001-81", true),
            ("11.222.333/0001-82", false),
            ("12.ABC.345/01DE-35", true),
            ("7707083893", true),
            ("7707083894", false),
            ("500100732259", true),
            ("25596641", true),
            ("25596642", false),
            ("abc", true),
        ] {
            assert_eq!(may_be_right(text), expected, "{text}");
        }
    }
}
