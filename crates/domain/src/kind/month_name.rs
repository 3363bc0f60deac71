//! Dates with the month in words, in four languages.
//!
//! In: a text without a time. Out: a date. The word decides which number is what; the column's order has no say.

use jiff::civil::Date;

use super::date::{Digits, digits, make};
use super::fold;

/// `12. března 2024`, `12 de março de 2024`, `12 марта 2024 г.`, `March 12, 2024`, `12-Mar-2024`, `2024 March 12`.
pub(super) fn read(text: &str) -> Option<Date> {
    let folded = fold(text);
    let (mut month, mut numbers, mut count, mut month_at) = (None, [Digits::default(); 2], 0, 0);
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        if rest.as_bytes()[0].is_ascii_digit() {
            let (number, after) = digits(rest)?;
            *numbers.get_mut(count)? = number;
            count += 1;
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if end == 0 {
            let c = rest.chars().next()?;
            if !matches!(c, ' ' | '.' | ',' | '-' | '/') {
                return None;
            }
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(end);
        match month_of(word) {
            Some(number) if month.is_none() => (month, month_at) = (Some(number), count),
            None if is_filler(word) => {}
            _ => return None,
        }
        rest = after;
    }
    let [first, second] = numbers;
    let (day, year) = match (count, first.1, second.1) {
        (2, 1 | 2, 4) if month_at <= 1 => (first, second),
        (2, 4, 1 | 2) if month_at == 1 => (second, first),
        _ => return None,
    };
    make(year.0.try_into().ok()?, month?, day.0)
}

/// Words that may stand in a date without changing it: `12 de março`, `1º`, `the 3rd of March`, `2024 г.`
fn is_filler(word: &str) -> bool {
    matches!(word, "de" | "do" | "of" | "the" | "st" | "nd" | "rd" | "th" | "o" | "г" | "год" | "года" | "r" | "roku")
}

/// Month names, folded: nominative, genitive, short; English, Czech, Portuguese, Russian. No word means two months.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "leden", "ledna", "led", "janeiro", "январь", "января", "янв"],
    &["february", "feb", "unor", "unora", "uno", "fevereiro", "fev", "февраль", "февраля", "фев", "февр"],
    &["march", "mar", "brezen", "brezna", "bre", "marco", "март", "марта", "мар"],
    &["april", "apr", "duben", "dubna", "dub", "abril", "abr", "апрель", "апреля", "апр"],
    &["may", "kveten", "kvetna", "kve", "maio", "mai", "май", "мая"],
    &["june", "jun", "cerven", "cervna", "cvn", "crn", "junho", "июнь", "июня", "июн"],
    &["july", "jul", "cervenec", "cervence", "cvc", "crc", "julho", "июль", "июля", "июл"],
    &["august", "aug", "srpen", "srpna", "srp", "agosto", "ago", "август", "августа", "авг"],
    &["september", "sep", "sept", "zari", "zar", "setembro", "set", "сентябрь", "сентября", "сен", "сент"],
    &["october", "oct", "rijen", "rijna", "rij", "outubro", "out", "октябрь", "октября", "окт"],
    &["november", "nov", "listopad", "listopadu", "lis", "novembro", "ноябрь", "ноября", "ноя", "нояб"],
    &["december", "dec", "prosinec", "prosince", "pro", "dezembro", "dez", "декабрь", "декабря", "дек"],
];

fn month_of(word: &str) -> Option<u16> {
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| u16::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_month_word_means_two_months() {
        let mut words: Vec<_> = MONTHS.iter().flat_map(|names| names.iter()).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        for word in words {
            assert_eq!(fold(word), *word);
        }
    }
}
