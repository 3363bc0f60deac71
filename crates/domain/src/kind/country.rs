//! Countries: stored as the ISO 3166-1 code of two letters, understood by code or by name in four languages.
//!
//! In: a word. Out: the code. `countries.tsv` holds names and aliases; it is read once. Written is the code, which comes
//! back whatever the language; [`name`] is for showing.

use std::collections::HashMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use foldhash::fast::FixedState;

use super::choice::LIKELY;
use super::common::{bad, word};
use super::{Parsed, Reading, Writing, fold};
use crate::cell::Cell;
use crate::issue::{Code, Problem};
use crate::language::Language;
use crate::record_type::Field;
use crate::value::Value;

/// No name of a country is longer.
const MOST_BYTES: usize = 200;

pub fn parse(_field: &Field, cell: &Cell<'_>, reading: &Reading) -> Parsed {
    match cell {
        Cell::Text(_) | Cell::Empty | Cell::Error(_) => {}
        _ => return bad(Code::CountryUnknown),
    }
    match word(cell) {
        Err(answer) => answer,
        Ok(text) => match code_of(&text) {
            Some(code) => Parsed::Value(Value::Text(CompactString::const_new(code))),
            None => Parsed::Bad(unknown(&text, reading)),
        },
    }
}

pub fn render(field: &Field, value: &Value, writing: &Writing) -> Cell<'static> {
    super::text::render(field, value, writing)
}

/// The name of a country for people; `None` for a code that is none.
pub fn name(code: &str, language: Language) -> Option<&'static str> {
    TABLE.country(code).map(|country| country.name(language))
}

/// Every country, by code: the code and its name in a language.
pub fn all(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.countries.iter().map(move |country| (country.code, country.name(language)))
}

struct Country {
    code: &'static str,
    /// English, Czech, Portuguese, Russian.
    names: [&'static str; 4],
}

impl Country {
    fn name(&self, language: Language) -> &'static str {
        self.names[language as usize]
    }
}

struct Table {
    /// Ascending by code.
    countries: Vec<Country>,
    /// Keys of codes, names and aliases to positions in `countries`.
    keys: HashMap<CompactString, u16, FixedState>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

impl Table {
    fn read() -> Table {
        let mut table = Table { countries: Vec::new(), keys: HashMap::default() };
        let mut words = Vec::new();
        for line in include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or("");
            let (code, code3) = (next(), next());
            let names = [next(), next(), next(), next()];
            let at = table.countries.len() as u16;
            table.countries.push(Country { code, names });
            table.keys.insert(key(code3), at);
            words.push((at, names, next()));
        }
        // Codes win over words: `CR` is Costa Rica although `ČR` folds to it; that one has a key with its own letters.
        for (at, country) in table.countries.iter().enumerate() {
            table.keys.insert(key(country.code), at as u16);
        }
        for (at, names, aliases) in words {
            for word in names.into_iter().chain(aliases.split('|')).filter(|word| !word.is_empty()) {
                table.keys.entry(key(word)).or_insert(at);
                table.keys.entry(lower(word)).or_insert(at);
            }
        }
        table
    }

    fn country(&self, code: &str) -> Option<&Country> {
        self.countries.binary_search_by(|country| country.code.cmp(code)).ok().and_then(|at| self.countries.get(at))
    }

    fn by_key(&self, key: &str) -> Option<&'static str> {
        self.keys.get(key).and_then(|at| self.countries.get(usize::from(*at))).map(|country| country.code)
    }
}

fn code_of(text: &str) -> Option<&'static str> {
    if text.len() > MOST_BYTES {
        return None;
    }
    if text.len() == 2
        && let Some(country) = TABLE.country(text)
    {
        return Some(country.code);
    }
    // Only the shortest words need their own letters: `ČR`.
    if text.len() <= 4 && !text.is_ascii() {
        return TABLE.by_key(&lower(text)).or_else(|| TABLE.by_key(&key(text)));
    }
    TABLE.by_key(&key(text))
}

fn lower(text: &str) -> CompactString {
    CompactString::new(text).to_lowercase()
}

/// What names are compared by: folded, letters and digits only, `&` as `and`, no article in front.
fn key(text: &str) -> CompactString {
    let folded = fold(text);
    let mut key = CompactString::with_capacity(folded.len());
    let mut blank = false;
    for c in folded.chars() {
        match c {
            '\'' | '\u{2019}' | '`' | '\u{2bc}' => {}
            c if c.is_alphanumeric() || c == '&' => {
                if blank && !key.is_empty() {
                    key.push(' ');
                }
                blank = false;
                if c == '&' { key.push_str("and") } else { key.push(c) }
            }
            '.' => {}
            _ => blank = true,
        }
    }
    match key.strip_prefix("the ") {
        Some(rest) => CompactString::new(rest),
        None => key,
    }
}

fn unknown(text: &str, reading: &Reading) -> Problem {
    let problem = Problem::new(Code::CountryUnknown);
    let wanted = key(text);
    if text.len() > MOST_BYTES || wanted.chars().count() < 4 {
        return problem;
    }
    // By score, then by key, so that the answer does not depend on the order of the table.
    let best = TABLE
        .keys
        .iter()
        .map(|(key, at)| (strsim::jaro_winkler(key, &wanted), key, *at))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    match best {
        Some((score, _, at)) if score >= LIKELY => {
            problem.with("likely", TABLE.countries[usize::from(at)].name(reading.language))
        }
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, comes_back, field, read, reading};
    use super::*;
    use crate::record_type::FieldKind;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.countries.len(), 251, "249 of ISO 3166-1, Kosovo, the Netherlands Antilles");
        assert!(TABLE.countries.is_sorted_by(|a, b| a.code < b.code));
        for line in include_str!("countries.tsv").lines().skip(1) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 7, "{line}");
            for word in cells[..6].iter().copied().chain(cells[6].split('|').filter(|word| !word.is_empty())) {
                assert_eq!(code_of(word), Some(cells[0]), "{word}");
            }
        }
    }

    #[test]
    fn countries_are_understood_in_four_languages() {
        for (text, expected) in [
            ("cz", "CZ"),
            ("CZE", "CZ"),
            ("Česko", "CZ"),
            ("ceska republika", "CZ"),
            ("ČR", "CZ"),
            ("čr", "CZ"),
            ("CR", "CR"),
            ("Чехия", "CZ"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("United States", "US"),
            ("США", "US"),
            ("UK", "GB"),
            ("РФ", "RU"),
            ("россия", "RU"),
            ("Brasil", "BR"),
            ("Německo", "DE"),
            ("Côte d’Ivoire", "CI"),
            ("Cote d'Ivoire", "CI"),
            ("Trinidad & Tobago", "TT"),
            ("the Netherlands", "NL"),
            (" Беларусь\u{a0}", "BY"),
            ("Korea", "KR"),
            ("North Korea", "KP"),
            ("Congo", "CG"),
            ("DR Congo", "CD"),
            ("Saint Lucia", "LC"),
            ("St. Lucia", "LC"),
            ("ČLR", "CN"),
            ("EUA", "US"),
            ("Slovakia (Slovak Republic)", "SK"),
            ("Libyan Arab Jamahiriya", "LY"),
            ("Palestinian Territory", "PS"),
            ("Netherlands Antilles", "AN"),
            ("Antarctica (the territory South of 60 deg S)", "AQ"),
            ("Svalbard & Jan Mayen Islands", "SJ"),
            ("Bouvet Island (Bouvetoya)", "BV"),
            ("Holy See (Vatican City State)", "VA"),
            ("Swaziland", "SZ"),
            ("Turkey", "TR"),
            ("Macao", "MO"),
            ("Micronesia", "FM"),
            ("Reunion", "RE"),
            ("Korejská republika", "KR"),
            ("NA", "NA"),
            ("no", "NO"),
        ] {
            assert_eq!(read(FieldKind::Country, Language::English, text), Parsed::Value(Value::text(expected)), "{text}");
        }
    }

    #[test]
    fn an_unknown_country_names_the_likely_one() {
        let expected = Problem::new(Code::CountryUnknown).with("likely", "Česko");
        assert_eq!(read(FieldKind::Country, Language::Czech, "Czechya"), Parsed::Bad(expected));
        assert_eq!(read(FieldKind::Country, Language::Czech, "ZZ"), Parsed::Bad(Problem::new(Code::CountryUnknown)));
        assert_eq!(read(FieldKind::Country, Language::Czech, "qwertyuiop"), Parsed::Bad(Problem::new(Code::CountryUnknown)));
        assert_eq!(
            code(&super::parse(&field(FieldKind::Country), &Cell::Number(203.0), &reading(Language::Czech))),
            Some(Code::CountryUnknown)
        );
    }

    #[test]
    fn r5_every_country_comes_back_by_code_and_by_name() {
        for language in Language::ALL {
            for (code, name) in all(language) {
                assert_eq!(code_of(name), Some(code));
                assert_eq!(super::name(code, language), Some(name));
            }
        }
        for (code, _) in all(Language::English) {
            comes_back(&field(FieldKind::Country), &Value::text(code)).expect("the same");
        }
    }
}
