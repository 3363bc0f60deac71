//! Which sheet is which kind of record, and which column which field.
//!
//! In: previews of the sheets. Out: parts with columns. A company row may carry up to six contacts beside it (L15).

use std::collections::HashMap;

use kartoteka_domain::cell::Row;
use kartoteka_domain::draft::Mark;
use kartoteka_domain::kind;
use kartoteka_domain::language::Language;
use kartoteka_domain::mapping::MappingError;
use kartoteka_domain::profile::{Profile, ProfileKey, edit_fields};
use kartoteka_domain::recipe::{Column, Existing, Part};
use kartoteka_domain::record::Key;
use kartoteka_domain::record_type::header_word;
use kartoteka_domain::suggestion::{self, Confidence, Suggestion, Wanted, column_letters, suggest};
use kartoteka_sheets::Inspection;

use super::{Said, header_row_of, headers_at};
use crate::Engine;
use crate::define_types::Types;
use crate::error::{Refusal, RefusalKind, Result};
use crate::settings::{ColumnFound, Settings};

/// Words before the number in headers of contacts beside their company: `Kontakt 1 Jméno`.
const CONTACT_WORDS: [&str; 4] = ["contact ", "kontakt ", "contato ", "контакт "];
/// Contacts beside one company.
const CONTACTS_BESIDE: u32 = 6;

/// The sheet whose header row knows most fields; of equals the first visible one.
pub(super) fn best_sheet(wanted: &Wanted<'_>, said: Option<&str>, inspection: &Inspection) -> Result<usize> {
    if let Some(name) = said {
        let by_number = || name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < inspection.sheets.len());
        let found = inspection.sheets.iter().position(|sheet| sheet.name == name).or_else(by_number);
        let names = inspection.sheets.iter().map(|sheet| sheet.name.as_str());
        return found.ok_or_else(|| Refusal::unknown("sheet-unknown", name, names).into());
    }
    let visible = inspection.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden && !sheet.rows.is_empty());
    let best = visible.max_by_key(|(index, sheet)| (known_headers(wanted, &sheet.rows), std::cmp::Reverse(*index)));
    best.map(|(index, _)| index).ok_or_else(|| Refusal::new(RefusalKind::Unacceptable, "no-data").into())
}

fn known_headers(wanted: &Wanted<'_>, rows: &[Row<'_>]) -> usize {
    let row = header_row_of(wanted, rows, None);
    let Some(found) = rows.iter().find(|candidate| candidate.number.0 == row) else { return 0 };
    suggestion::known_headers(wanted, &suggestion::headers_of(found))
}

/// L15: two sheets, or one sheet with contacts beside each company.
pub(super) fn companies_and_contacts(
    types: &Types,
    said: &Said,
    inspection: &Inspection,
    language: Language,
) -> Result<Vec<Part>> {
    let (company, contact) = (types.named("company")?, types.named("contact")?);
    let part = |key: &str, sheet: usize| Part {
        record_type: Key::new(key),
        sheet: Some(inspection.sheets[sheet].name.clone()),
        header_row: said.header_row,
        ..Part::default()
    };
    let wanted = Wanted { record_type: &company, language, edit_file: false };
    let visible = inspection.sheets.iter().filter(|sheet| !sheet.hidden && !sheet.rows.is_empty()).count();
    let companies = match inspection.sheets.iter().position(|sheet| company.answers_to(&sheet.name)) {
        Some(named) => named,
        None => best_sheet(&wanted, said.sheet.as_deref(), inspection)?,
    };
    let mut parts = vec![part("company", companies)];
    let header_row = header_row_of(&wanted, &inspection.sheets[companies].rows, said.header_row);
    let headers = headers_at(inspection, inspection.sheets[companies].index, header_row);
    // Contacts beside their company need no other sheet; the instructions of our own template are one.
    let stand_beside = headers.iter().any(|header| (1..=CONTACTS_BESIDE).any(|number| beside(header, number).is_some()));
    if visible > 1 && !stand_beside {
        let of_contacts = Wanted { record_type: &contact, language, edit_file: false };
        let named = inspection.sheets.iter().position(|sheet| contact.answers_to(&sheet.name));
        let others = inspection
            .sheets
            .iter()
            .enumerate()
            .filter(|(index, sheet)| *index != companies && !sheet.hidden && !sheet.rows.is_empty());
        let known =
            others.map(|(index, sheet)| (known_headers(&of_contacts, &sheet.rows), index)).filter(|(known, _)| *known > 0);
        let best =
            named.or_else(|| known.max_by_key(|(known, index)| (*known, std::cmp::Reverse(*index))).map(|(_, index)| index));
        parts.extend(best.map(|index| part("contact", index)));
        return Ok(parts);
    }
    for number in 1..=CONTACTS_BESIDE {
        if headers.iter().any(|header| beside(header, number).is_some()) {
            parts.push(part("contact", companies));
        }
    }
    Ok(parts)
}

/// `Contact 2 E-mail` → `E-mail` for the second contact.
fn beside(header: &str, number: u32) -> Option<String> {
    let form = header_word(header);
    let rest = CONTACT_WORDS.iter().find_map(|word| form.strip_prefix(word))?;
    let rest = rest.strip_prefix(&number.to_string())?;
    let rest = rest.trim_start_matches([' ', '-', ':', '.']);
    (!rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit())).then(|| rest.to_owned())
}

impl Engine {
    /// Fills the columns of every part; a recipe's own columns are kept.
    pub(crate) fn map_columns(
        &self,
        settings: &mut Settings,
        inspection: &Inspection,
        profile: &Profile,
        said: &Said,
        given: bool,
    ) -> Result<()> {
        settings.columns.clear();
        let mut contacts_beside = 0;
        for index in 0..settings.recipe.parts.len() {
            let mut part = settings.recipe.parts[index].clone();
            let ty = self.types().named(&part.record_type)?;
            let edit_file = profile.key == ProfileKey::Edit;
            let wanted = Wanted { record_type: &ty, language: settings.language, edit_file };
            let sheet = match &part.sheet {
                Some(name) => best_sheet(&wanted, Some(name), inspection)?,
                None => best_sheet(&wanted, None, inspection)?,
            };
            part.sheet = Some(inspection.sheets[sheet].name.clone());
            let row = header_row_of(&wanted, &inspection.sheets[sheet].rows, part.header_row.or(said.header_row));
            part.header_row = Some(row);
            let headers = headers_at(inspection, inspection.sheets[sheet].index, row);
            let is_first = !settings.recipe.parts[..index].iter().any(|other| other.sheet == part.sheet);
            if given && !part.columns.is_empty() {
                settings
                    .columns
                    .extend(part.columns.iter().enumerate().map(|(column, given)| given_column(index, column, given)));
            } else {
                let shared = !is_first;
                contacts_beside += u32::from(shared);
                let seen = if shared {
                    headers.iter().map(|header| beside(header, contacts_beside).unwrap_or_default()).collect()
                } else {
                    own_headers(&headers, settings.recipe.parts.len() > 1)
                };
                let memory = self.remembered(&ty.key)?;
                let suggestions = suggest(&wanted, &seen, &|form| memory.get(form).cloned());
                part.columns = columns(&headers, &suggestions, said, edit_file, &ty.name_field);
                if shared {
                    link_to_company(self, &headers, &mut part, settings)?;
                }
                let found = suggestions
                    .iter()
                    .zip(&headers)
                    .zip(&part.columns)
                    .map(|((s, header), column)| found_column(index, s, header, column));
                settings.columns.extend(found);
            }
            said_maps(&mut part, &headers, said, &ty)?;
            said_values(&mut part, said);
            self.choose_match(&mut part, profile, said, settings.recipe.parts.len() > 1);
            said_responsible(&mut part, said);
            settings.recipe.parts[index] = part;
        }
        Ok(())
    }

    fn choose_match(&self, part: &mut Part, profile: &Profile, said: &Said, composite: bool) {
        let none = || vec![vec![Key::new("none")]];
        if profile.never_matches {
            part.match_by = none();
        } else if !said.match_by.is_empty() {
            let rule = |text: &String| text.split('+').map(|key| Key::new(key.trim())).collect();
            part.match_by = said.match_by.iter().map(rule).collect();
        } else if composite && part.record_type == "contact" && part.match_by.is_empty() {
            // Contacts have no natural key; beside companies their e-mail is the best there is.
            let has = |field: &str| part.columns.iter().any(|column| column.field.as_deref() == Some(field));
            part.match_by = if has("id") {
                vec![vec![Key::new("id")]]
            } else if has("email") {
                vec![vec![Key::new("email")]]
            } else {
                none()
            };
        } else if profile.key == ProfileKey::Edit {
            part.match_by = vec![vec![Key::new("id")]];
        }
    }
}

/// Columns of contacts beside a company are not the company's.
fn own_headers(headers: &[String], composite: bool) -> Vec<String> {
    let is_beside = |header: &String| composite && (1..=CONTACTS_BESIDE).any(|number| beside(header, number).is_some());
    headers.iter().map(|header| if is_beside(header) { String::new() } else { header.clone() }).collect()
}

fn columns(headers: &[String], suggestions: &[Suggestion], said: &Said, edit_file: bool, name_field: &Key) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (index, header) in headers.iter().enumerate() {
        // Which of several equal headers this is, from 1.
        let nth = seen.entry(header.trim()).and_modify(|n| *n += 1).or_insert(1);
        let suggestion = &suggestions[index];
        let sure = suggestion.confidence >= Confidence::Remembered
            || (said.accept_likely && suggestion.confidence == Confidence::Likely);
        let mut field = suggestion.field.clone().filter(|_| sure);
        if edit_file {
            let allowed = edit_fields(name_field);
            field = field.filter(|field| field == "id" || field == Mark::HEADER || allowed.contains(field));
        }
        let existing = (edit_file && field.as_ref() == Some(name_field)).then_some(Existing::Leave);
        columns.push(Column { header: header.clone(), nth: *nth, field, existing, ..Column::default() });
    }
    columns
}

/// A contact beside a company is linked to it by the company's name in the same row.
fn link_to_company(engine: &Engine, headers: &[String], part: &mut Part, settings: &Settings) -> Result<()> {
    let company = engine.types().named("company")?;
    let first = settings.recipe.parts.iter().find(|other| other.record_type == "company");
    let name = first.and_then(|first| first.columns.iter().find(|column| column.field.as_ref() == Some(&company.name_field)));
    if let Some(name) = name
        && let Some(index) = headers.iter().position(|header| *header == name.header)
    {
        part.columns[index] = Column { field: Some(Key::new("company")), existing: Some(Existing::Leave), ..name.clone() };
    }
    Ok(())
}

/// `--map 'COL=field'`: by header, or by the column's letters when no header is like that.
fn said_maps(part: &mut Part, headers: &[String], said: &Said, ty: &kartoteka_domain::record_type::RecordType) -> Result<()> {
    let mut given: HashMap<&str, usize> = HashMap::new();
    for (header, field) in &said.maps {
        let by_header = part.columns.iter().position(|column| header_word(&column.header) == header_word(header));
        let by_letters = || (0..headers.len()).find(|index| column_letters(*index).eq_ignore_ascii_case(header));
        let Some(index) = by_header.or_else(by_letters).filter(|index| *index < part.columns.len()) else {
            let known = headers.iter().map(String::as_str);
            return Err(Refusal::unknown("column-unknown", header, known).into());
        };
        if field == "-" || field.is_empty() {
            part.columns[index].field = None;
            continue;
        }
        let known = || ty.fields.iter().map(|field| field.key.as_str());
        if field != "id" && ty.field(field).is_none() {
            return Err(Refusal::unknown("field-unknown", field, known()).into());
        }
        // What was matched by itself gives way to what was said; two that were said contradict each other.
        if let Some(other) = given.insert(field, index).filter(|other| *other != index) {
            let headers = [other, index].map(|column| part.columns[column].header.clone()).to_vec();
            return Err(MappingError::MappedTwice { field: Key::new(field), headers }.into());
        }
        for (other, column) in part.columns.iter_mut().enumerate() {
            if other != index && column.field.as_deref() == Some(field) {
                column.field = None;
            }
        }
        part.columns[index].field = Some(Key::new(field));
    }
    Ok(())
}

fn said_values(part: &mut Part, said: &Said) {
    for (place, from, to) in &said.values {
        let is_meant =
            |column: &&mut Column| column.field.as_deref() == Some(place) || header_word(&column.header) == header_word(place);
        for column in part.columns.iter_mut().filter(is_meant) {
            column.values.insert(kind::fold(from).to_string(), to.clone());
        }
    }
}

fn said_responsible(part: &mut Part, said: &Said) {
    let Some(policy) = said.responsible else { return };
    for column in part.columns.iter_mut().filter(|column| column.field.as_deref() == Some("responsible")) {
        column.existing = Some(policy);
    }
}

fn found_column(part: usize, suggestion: &Suggestion, header: &str, column: &Column) -> ColumnFound {
    ColumnFound {
        part,
        column: suggestion.column,
        header: header.to_owned(),
        field: column.field.as_ref().or(suggestion.field.as_ref()).map(Key::to_string),
        confidence: suggestion.confidence.word().to_owned(),
        score: suggestion.score,
        taken: suggestion.taken,
    }
}

fn given_column(part: usize, index: usize, column: &Column) -> ColumnFound {
    ColumnFound {
        part,
        column: index,
        header: column.header.clone(),
        field: column.field.as_ref().map(Key::to_string),
        confidence: "given".to_owned(),
        score: 100,
        taken: false,
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn l15_contacts_beside_their_company() {
        for (header, number, expected) in [
            ("Contact 1 E-mail", 1, Some("e-mail")),
            ("Kontakt 2: Jméno", 2, Some("jméno")),
            ("Контакт 1 Имя", 1, Some("имя")),
            ("Contact 12 E-mail", 1, None),
            ("Contact 1", 1, None),
            ("E-mail", 1, None),
        ] {
            assert_eq!(beside(header, number).as_deref(), expected, "{header}");
        }
    }
}
