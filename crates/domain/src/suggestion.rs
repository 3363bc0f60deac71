//! Proposes a mapping from headers: exact, remembered, likely, or nothing. Never maps a likely one in silence.
//!
//! In: a record type, headers, what was mapped before. Out: one [`Suggestion`] a column, with its reason. The order of rules
//! is the one in the field list: interface language, any language, without diacritics, custom fields, memory, likeness.

mod likeness;

use std::collections::HashMap;

use compact_str::CompactString;

use crate::cell::Row;
use crate::draft::Mark;
use crate::language::Language;
use crate::record::Key;
use crate::record_type::{Field, FieldRole, RecordType, header_word, loose_word};
use likeness::FieldWords;

/// How sure a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    Nothing,
    /// To be looked at by a person; not used by itself.
    Likely,
    /// Mapped so the last time.
    Remembered,
    Exact,
}

impl Confidence {
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Nothing => "none",
            Confidence::Likely => "likely",
            Confidence::Remembered => "remembered",
            Confidence::Exact => "exact",
        }
    }
}

/// One column and the field it seems to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub column: usize,
    pub field: Option<Key>,
    pub confidence: Confidence,
    /// Likeness from 0 to 100.
    pub score: u8,
    /// Another column got the same field first; a person decides.
    pub taken: bool,
}

/// Words that mean `is_active` in an edit file only: elsewhere they may mean a card's stage (M4).
const EDIT_STATUS: [&str; 4] = ["status", "статус", "stav", "situação"];

/// What the headers are matched against.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub record_type: &'a RecordType,
    pub language: Language,
    /// An edit file: id, name, status, responsible.
    pub edit_file: bool,
}

/// Suggests a field for every column.
pub fn suggest(wanted: &Wanted<'_>, headers: &[String], remembered: &dyn Fn(&str) -> Option<Key>) -> Vec<Suggestion> {
    let index = HeaderIndex::new(wanted.record_type, wanted.edit_file);
    let words = FieldWords::new(wanted.record_type);
    let mut suggestions: Vec<Suggestion> = headers
        .iter()
        .enumerate()
        .map(|(column, header)| {
            let (field, confidence, score) = best(wanted, &index, &words, header, remembered);
            Suggestion { column, field, confidence, score, taken: false }
        })
        .collect();
    give_each_field_once(&mut suggestions);
    suggestions
}

/// How many headers a reader in this language surely means a field by.
pub fn known_headers(wanted: &Wanted<'_>, headers: &[String]) -> usize {
    let index = HeaderIndex::new(wanted.record_type, wanted.edit_file);
    let mut fields: Vec<Key> = headers.iter().filter_map(|header| index.field_of(header, wanted.language)).collect();
    fields.sort();
    fields.dedup();
    fields.len()
}

/// HDR-11: of several columns for one field the surest keeps it.
fn give_each_field_once(suggestions: &mut [Suggestion]) {
    let rank = |s: &Suggestion| (s.confidence, s.score, std::cmp::Reverse(s.column));
    let mut best = HashMap::new();
    for suggestion in suggestions.iter() {
        let Some(field) = suggestion.field.clone() else { continue };
        let mine = rank(suggestion);
        best.entry(field).and_modify(|best| *best = mine.max(*best)).or_insert(mine);
    }
    for suggestion in suggestions {
        let is_other = suggestion.field.as_ref().is_some_and(|field| best[field] > rank(suggestion));
        if is_other {
            (suggestion.taken, suggestion.field, suggestion.confidence) = (true, None, Confidence::Nothing);
        }
    }
}

fn best(
    wanted: &Wanted<'_>,
    index: &HeaderIndex<'_>,
    words: &FieldWords<'_>,
    header: &str,
    remembered: &dyn Fn(&str) -> Option<Key>,
) -> (Option<Key>, Confidence, u8) {
    if header.trim() == Mark::HEADER {
        return (Some(Key::new(Mark::HEADER)), Confidence::Exact, 100);
    }
    let form = header_word(header);
    if form.is_empty() {
        return (None, Confidence::Nothing, 0);
    }
    if let Some(key) = index.exact(&form, wanted.language) {
        return (Some(key), Confidence::Exact, 100);
    }
    if let Some(key) = remembered(&form).filter(|key| wanted.record_type.field(key).is_some()) {
        return (Some(key), Confidence::Remembered, 100);
    }
    match words.likely(&loose_word(&form)) {
        Some((key, score)) => (Some(key.clone()), Confidence::Likely, score),
        None => (None, Confidence::Nothing, 0),
    }
}

fn is_offered(field: &Field) -> bool {
    !field.archived && field.role != FieldRole::ExportOnly
}

/// The header words of a type in the forms they are compared in, made once: a preview asks for hundreds of cells.
pub struct HeaderIndex<'a> {
    edit_status: Option<Key>,
    /// Labels, language by language.
    own: [HashMap<String, &'a Key>; Language::ALL.len()],
    any: HashMap<String, &'a Key>,
    alias: HashMap<String, &'a Key>,
    loose: HashMap<String, &'a Key>,
}

impl<'a> HeaderIndex<'a> {
    /// `edit_file`: the columns of an edit file are meant, as in [`Wanted`].
    pub fn new(ty: &'a RecordType, edit_file: bool) -> HeaderIndex<'a> {
        let edit_status = (edit_file && ty.field("is_active").is_some()).then(|| Key::new("is_active"));
        let (own, any, alias, loose) = (Default::default(), HashMap::new(), HashMap::new(), HashMap::new());
        let mut index = HeaderIndex { edit_status, own, any, alias, loose };
        // Of two fields with the same word the first one has it.
        for field in ty.fields.iter().filter(|field| is_offered(field)) {
            for (own, language) in index.own.iter_mut().zip(Language::ALL) {
                own.entry(header_word(field.label(language))).or_insert(&field.key);
            }
            index.alias.entry(field.key.to_string()).or_insert(&field.key);
            index.loose.entry(loose_word(&field.key)).or_insert(&field.key);
            for label in field.labels.all() {
                index.any.entry(header_word(label)).or_insert(&field.key);
                index.loose.entry(loose_word(label)).or_insert(&field.key);
            }
            for alias in &field.aliases {
                index.alias.entry(header_word(alias)).or_insert(&field.key);
                index.loose.entry(loose_word(alias)).or_insert(&field.key);
            }
        }
        index
    }

    /// The field that is surely meant by a header, for a reader in this language.
    pub fn field_of(&self, header: &str, language: Language) -> Option<Key> {
        if header.trim() == Mark::HEADER {
            return Some(Key::new(Mark::HEADER));
        }
        Some(header_word(header)).filter(|form| !form.is_empty()).and_then(|form| self.exact(&form, language))
    }

    fn exact(&self, form: &str, language: Language) -> Option<Key> {
        if EDIT_STATUS.contains(&form) && self.edit_status.is_some() {
            return self.edit_status.clone();
        }
        let loose = || Some(loose_word(form)).filter(|word| !word.is_empty()).and_then(|word| self.loose.get(&word));
        let found =
            self.own[language as usize].get(form).or_else(|| self.any.get(form)).or_else(|| self.alias.get(form)).or_else(loose);
        found.map(|key| (*key).clone())
    }
}

/// The row most of whose cells are known headers; without any, the first row that is as wide as the table. HDR-08.
pub fn header_row(wanted: &Wanted<'_>, rows: &[Row<'_>]) -> Option<u32> {
    let index = HeaderIndex::new(wanted.record_type, wanted.edit_file);
    let known = |row: &Row<'_>| {
        let cells = row.cells.iter().filter(|cell| !cell.is_blank());
        cells.filter(|cell| index.exact(&header_word(&cell.shown()), wanted.language).is_some()).count()
    };
    let scored = rows.iter().take(30).map(|row| (known(row), row));
    let best = scored.max_by_key(|(score, row)| (*score, std::cmp::Reverse(row.number)));
    if let Some((score, row)) = best
        && score > 0
    {
        return Some(row.number.0);
    }
    let filled = |row: &Row<'_>| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let width = rows.iter().map(filled).max()?;
    rows.iter().find(|row| filled(row) * 10 >= width * 8).map(|row| row.number.0)
}

/// The headers of a row as texts; a blank one is kept blank.
pub fn headers_of(row: &Row<'_>) -> Vec<String> {
    let mut headers: Vec<String> = row.cells.iter().map(|cell| cell.shown().trim_matches(['\u{feff}', ' ']).to_owned()).collect();
    while headers.last().is_some_and(|header| header.trim().is_empty()) {
        headers.pop();
    }
    headers
}

/// The letters a spreadsheet gives a column: A, B, … Z, AA.
pub fn column_letters(column: usize) -> CompactString {
    let mut number = column + 1;
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(b'A' + ((number - 1) % 26) as u8);
        number = (number - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), expected);
        }
    }

    use crate::language::Labels;
    use crate::record_type::FieldKind;
    use crate::testing::{Import, row, text};

    fn companies() -> RecordType {
        let labels = |en: &str, cs: &str, ru: &str| Labels { en: en.into(), cs: cs.into(), ru: ru.into(), ..Labels::default() };
        let fields = vec![
            Field { labels: labels("Name", "Název", "Название"), ..text("name") },
            Field {
                labels: labels("E-mail", "E-mail", "Эл. почта"), aliases: vec!["mail address".into()], ..text("email")
            },
            Field { labels: labels("Telephone", "Telefon", "Телефон"), ..text("phone") },
            Field { labels: labels("Active", "Aktivní", "Активен"), ..Field::new("is_active", FieldKind::YesNo) },
            Field {
                labels: labels("Created at", "Vytvořeno", "Создано"), role: FieldRole::ExportOnly, ..text("created_at")
            },
            Field { labels: labels("Old code", "Starý kód", "Код"), archived: true, ..text("old_code") },
            // Czech for what is "Name" of something else: the person's own language decides.
            Field { labels: labels("Label", "Name", "Метка"), ..text("label") },
        ];
        Import::new(fields, &[]).record_type
    }

    fn suggested(headers: &[&str], language: Language, edit_file: bool) -> Vec<String> {
        let record_type = companies();
        let wanted = Wanted { record_type: &record_type, language, edit_file };
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let remembered = |form: &str| match form {
            "kontakt" => Some(Key::new("email")),
            "gone" => Some(Key::new("no_such_field")),
            _ => None,
        };
        let shown = |s: &Suggestion| {
            format!(
                "{} {} {}{}",
                s.field.as_deref().unwrap_or("-"),
                s.confidence.word(),
                s.score,
                if s.taken { " taken" } else { "" }
            )
        };
        suggest(&wanted, &headers, &remembered).iter().map(shown).collect()
    }

    #[test]
    fn hdr_headers_are_known_in_order_of_certainty() {
        for (header, expected) in [
            ("Name", "name exact 100"),
            (" NAME * ", "name exact 100"),
            ("Název", "name exact 100"),
            ("Nazev", "name exact 100"),
            ("Название", "name exact 100"),
            ("email", "email exact 100"),
            ("Mail address", "email exact 100"),
            ("mail-address", "email exact 100"),
            ("is_active", "is_active exact 100"),
            ("_kartoteka", "_kartoteka exact 100"),
            ("Kontakt", "email remembered 100"),
            ("Gone", "- none 0"),
            ("", "- none 0"),
            (" ", "- none 0"),
            // Never offered: what cannot be imported, what is no longer used.
            ("Created at", "- none 0"),
            ("Old code", "- none 0"),
            ("Quantum", "- none 0"),
            ("Status", "- none 0"),
            ("-", "- none 0"),
        ] {
            let suggestions = suggested(&[header], Language::English, false);
            assert_eq!(suggestions, [expected], "{header}");
        }
    }

    #[test]
    fn the_persons_language_goes_first() {
        assert_eq!(suggested(&["Name"], Language::English, false), ["name exact 100"]);
        assert_eq!(suggested(&["Name"], Language::Czech, false), ["label exact 100"]);
    }

    #[test]
    fn m4_status_means_active_in_an_edit_file_only() {
        for header in ["Status", "Статус", "Stav", "Situação"] {
            assert_eq!(suggested(&[header], Language::English, true), ["is_active exact 100"], "{header}");
        }
        let mut record_type = companies();
        record_type.fields.retain(|field| field.key != "is_active");
        let wanted = Wanted { record_type: &record_type, language: Language::English, edit_file: true };
        assert_eq!(suggest(&wanted, &["Status".to_owned()], &|_| None)[0].field, None);
    }

    #[test]
    fn hdr_11_the_surest_of_several_columns_keeps_the_field() {
        for (headers, expected) in [
            (&["Kontakt", "E-mail"][..], &["- none 100 taken", "email exact 100"][..]),
            (&["E-mail", "Kontakt"], &["email exact 100", "- none 100 taken"]),
            (&["E-mail", "email"], &["email exact 100", "- none 100 taken"]),
            (&["E-mail", "email", "Mail address"], &["email exact 100", "- none 100 taken", "- none 100 taken"]),
            (&["E-mail", "Name"], &["email exact 100", "name exact 100"]),
        ] {
            assert_eq!(suggested(headers, Language::English, false), expected, "{headers:?}");
        }
    }

    #[test]
    fn likeness_is_measured_not_guessed() {
        let likely = |header: &str| suggested(&[header], Language::English, false).remove(0);
        for header in ["Telephon", "Telefonn", "Telephone no", "Aktivn"] {
            assert!(likely(header).contains(" likely "), "{header}: {}", likely(header));
        }
        // Seven of the pairs of letters are shared, out of eight and seven: 2·7/15, and 0.06 for the measure.
        assert_eq!(likely("Telephon"), "phone likely 99");
        // Three letters of the seven of `telefon`, all in front: 0.81, and 0.06 for the common beginning.
        assert_eq!(likely("Tel"), "phone likely 86");
        assert_eq!(likely("Tol"), "- none 0");
    }

    #[test]
    fn hdr_08_the_header_row_may_stand_under_titles() {
        let record_type = companies();
        let wanted = Wanted { record_type: &record_type, language: Language::English, edit_file: false };
        for (rows, expected) in [
            (&["Our list||", "||", "Name|E-mail|x", "Ana|a@x|1"][..], Some(3)),
            (&["Name|E-mail|x", "Ana|a@x|1"], Some(1)),
            // Of two rows with as many known words the first is the header.
            (&["Name|E-mail|", "Name|E-mail|"], Some(1)),
            (&["Name||", "Name|E-mail|"], Some(2)),
            // No known word: the first row as wide as the table, four fifths of it at least.
            (&["Title||||", "a|b|c|d|", "a|b|c|d|e"], Some(2)),
            (&["Title||||", "a|b|c||", "a|b|c|d|e"], Some(3)),
            (&[], None),
        ] {
            let rows: Vec<Row<'_>> = (1u32..).zip(rows).map(|(number, cells)| row(number, cells)).collect();
            assert_eq!(header_row(&wanted, &rows), expected, "{rows:?}");
        }
        // Only the top of a sheet is searched.
        let mut rows: Vec<Row<'_>> = (1..=31).map(|number| row(number, "x")).collect();
        rows[30] = row(31, "Name");
        assert_eq!(header_row(&wanted, &rows), Some(1));
    }

    #[test]
    fn headers_are_shown_without_trailing_blanks() {
        assert_eq!(headers_of(&row(1, "\u{feff}Name | |x| |")), ["Name", "", "x"]);
        assert_eq!(headers_of(&row(1, " |")), Vec::<String>::new());
    }
}
