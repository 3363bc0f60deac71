//! Filters as people type them: `city=Brno`, `created_at>=1.1.2026`, `tag!=old`, `owner=jana`.
//!
//! In: words. Out: a filter whose names and values are known to exist, or a refusal that names what is not.

use compact_str::CompactString;
use jiff::ToSpan as _;

use kartoteka_domain::filter::{Comparison, Condition, Filter};
use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use kartoteka_domain::record::RecordId;
use kartoteka_domain::record_type::{Field, FieldKind, FieldRole, RecordType};
use kartoteka_domain::value::Value;
use kartoteka_store::{Conn, TagFilter};

use super::{Given, field_named, read_text};
use crate::error::{Error, Refusal, RefusalKind, Result};
use crate::imports::find;
use crate::{Engine, store_error};

/// Longer signs first: `<=` is not `<`.
const SIGNS: [(&str, Comparison); 8] = [
    ("!=", Comparison::IsNot),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("==", Comparison::Is),
    ("=", Comparison::Is),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
    ("~", Comparison::Contains),
];

/// Words that mean the tags of a record, whatever fields its type has.
const TAG_WORDS: [&str; 2] = ["tag", "tags"];
const CREATED_WORDS: [&str; 3] = ["created_by", "created_import", "import"];
const UPDATED_WORDS: [&str; 2] = ["updated_by", "updated_import"];
/// The type has a field for these even where no label says so.
const OTHER_NAMES: [(&str, &str); 2] = [("owner", "responsible"), ("status", "is_active")];

impl Engine {
    /// Reads conditions, all of which must hold. Fields by key, label or alias in any language; values in the person's own.
    pub fn parse_filter(&self, ty: &RecordType, words: &[String], language: Language) -> Result<Filter> {
        let conn = self.store.reader().map_err(store_error)?;
        let mut filter = Filter::all();
        for word in words.iter().filter(|word| !word.trim().is_empty()) {
            let (name, is, text) = split(word).ok_or_else(|| unreadable_condition(word))?;
            let condition = self.condition(&conn, ty, (name, is, text), language)?;
            filter.conditions.extend(whole_days(ty, text, condition));
        }
        Ok(filter)
    }

    fn condition(&self, conn: &Conn, ty: &RecordType, (name, is, text): Parts<'_>, language: Language) -> Result<Condition> {
        let folded = name.to_lowercase();
        if TAG_WORDS.contains(&folded.as_str()) {
            return tag_condition(conn, name, is, text);
        }
        if CREATED_WORDS.contains(&folded.as_str()) || UPDATED_WORDS.contains(&folded.as_str()) {
            let number = text.trim_start_matches('#').parse().ok().filter(|_| is == Comparison::Is);
            let number: i64 = number.ok_or_else(|| malformed("value-unreadable").with("field", name).with("value", text))?;
            find(conn, number)?;
            let created = CREATED_WORDS.contains(&folded.as_str());
            return Ok(if created { Condition::CreatedBy(number) } else { Condition::UpdatedBy(number) });
        }
        let other = OTHER_NAMES.iter().find(|(word, key)| *word == folded && ty.field(key).is_some());
        let position = match field_named(ty, name, language) {
            Ok(position) => position,
            Err(error) => other.and_then(|(_, key)| ty.position(key)).ok_or(error)?,
        };
        let field = &ty.fields[position];
        if field.role == FieldRole::Tags {
            return tag_condition(conn, name, is, text);
        }
        if field.role == FieldRole::Id && is == Comparison::Is {
            return Ok(Condition::Ids(numbers(field, text, language)?));
        }
        refuse_unfit(field, is, text, language)?;
        if text.is_empty() {
            return Ok(Condition::Field { field: field.key.clone(), comparison: is, value: None });
        }
        if is == Comparison::Contains {
            return Ok(Condition::Field { field: field.key.clone(), comparison: is, value: Some(Value::text(text)) });
        }
        match read_text(conn, &self.types(), field, text, language)? {
            Given::Value(value) => Ok(Condition::Field { field: field.key.clone(), comparison: is, value: Some(value) }),
            Given::Empty => Ok(Condition::Field { field: field.key.clone(), comparison: is, value: None }),
            Given::Bad(problem, word) => Err(unreadable(field, &problem, &word, language)),
        }
    }
}

/// A moment given as a day means the whole day: `created_at<=21.11.2026` holds until midnight after.
fn whole_days(ty: &RecordType, text: &str, condition: Condition) -> Vec<Condition> {
    let Condition::Field { field, comparison, value: Some(Value::DateTime(day)) } = &condition else { return vec![condition] };
    let is_moment = ty.field(field).is_some_and(|field| field.kind == FieldKind::DateTime);
    let Some(next) = day.checked_add(1.day()).ok().filter(|_| is_moment && !text.contains(':')) else { return vec![condition] };
    let at = |comparison, moment| Condition::Field { field: field.clone(), comparison, value: Some(Value::DateTime(moment)) };
    match comparison {
        Comparison::Is => vec![at(Comparison::AtLeast, *day), at(Comparison::Less, next)],
        Comparison::AtMost => vec![at(Comparison::Less, next)],
        Comparison::Greater => vec![at(Comparison::AtLeast, next)],
        _ => vec![condition],
    }
}

type Parts<'w> = (&'w str, Comparison, &'w str);

/// Name, sign, value: the first sign counts, so that values may hold signs too.
fn split(word: &str) -> Option<Parts<'_>> {
    let at = word.find(['=', '<', '>', '~', '!'])?;
    let (sign, is) = SIGNS.iter().find(|(sign, _)| word[at..].starts_with(sign))?;
    let (name, text) = (word[..at].trim(), word[at + sign.len()..].trim());
    (!name.is_empty()).then_some((name, *is, text))
}

fn unreadable_condition(word: &str) -> Refusal {
    malformed("filter-unreadable").with("name", word.trim()).with("signs", "= != < <= > >= ~")
}

fn malformed(code: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, code)
}

fn tag_condition(conn: &Conn, name: &str, is: Comparison, text: &str) -> Result<Condition> {
    if text.is_empty() && matches!(is, Comparison::Is | Comparison::IsNot) {
        return Ok(Condition::Field { field: "tags".into(), comparison: is, value: None });
    }
    if !matches!(is, Comparison::Is | Comparison::IsNot) {
        return Err(malformed("filter-unfit").with("field", name).with("sign", sign(is)).into());
    }
    if conn.find_tag(text).map_err(store_error)?.is_none() {
        let known = conn.tags(&TagFilter { limit: 1_000, ..TagFilter::default() }, &[]).map_err(store_error)?;
        return Err(Refusal::unknown("tag-unknown", text, known.iter().map(|tag| tag.name.as_str())).into());
    }
    let tags = vec![CompactString::new(text)];
    Ok(if is == Comparison::Is { Condition::TagAny(tags) } else { Condition::TagNone(tags) })
}

/// `id=1,2,3`
fn numbers(field: &Field, text: &str, language: Language) -> Result<Vec<RecordId>> {
    let unreadable = || malformed("value-unreadable").with("field", field.label(language)).with("value", text);
    let number = |word: &str| word.trim().trim_start_matches('#').parse().map(RecordId).map_err(|_| unreadable());
    Ok(text.split([',', ';', ' ']).filter(|word| !word.trim().is_empty()).map(number).collect::<std::result::Result<_, _>>()?)
}

/// Which comparisons mean something for a kind.
fn refuse_unfit(field: &Field, is: Comparison, text: &str, language: Language) -> Result<()> {
    use FieldKind::*;
    let fits = match is {
        Comparison::Is | Comparison::IsNot => true,
        Comparison::Contains => {
            !text.is_empty() && matches!(field.kind, Text | LongText | Email | Phone | WebAddress | Choice | Choices | Country)
        }
        _ => {
            let ordered = matches!(field.kind, Text | Integer | Decimal | Money | Percent | Date | DateTime | Time);
            !text.is_empty() && (ordered || field.role == FieldRole::Id)
        }
    };
    if fits { Ok(()) } else { Err(malformed("filter-unfit").with("field", field.label(language)).with("sign", sign(is)).into()) }
}

fn sign(is: Comparison) -> &'static str {
    SIGNS.iter().rev().find(|(_, known)| *known == is).map_or("", |(sign, _)| *sign)
}

fn unreadable(field: &Field, problem: &kartoteka_domain::issue::Problem, word: &str, language: Language) -> Error {
    let fact = |name| problem.params.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text.as_str());
    if problem.code == Code::LinkMissing {
        let refusal = Refusal::new(RefusalKind::NotFound, "reference-unknown").with("name", word);
        return refusal.with("likely", fact("likely")).with("type", &field.target).into();
    }
    if problem.code == Code::LinkSeveral {
        return malformed("reference-several").with("name", word).with("ids", fact("ids")).into();
    }
    malformed("value-unreadable").with("field", field.label(language)).with("value", word).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sign_parts_name_and_value() {
        for (word, expected) in [
            ("city=Brno", Some(("city", Comparison::Is, "Brno"))),
            (" city != a=b ", Some(("city", Comparison::IsNot, "a=b"))),
            ("revenue<=5", Some(("revenue", Comparison::AtMost, "5"))),
            ("revenue>5", Some(("revenue", Comparison::Greater, "5"))),
            ("name~s.r.o.", Some(("name", Comparison::Contains, "s.r.o."))),
            ("city=", Some(("city", Comparison::Is, ""))),
            ("city==x", Some(("city", Comparison::Is, "x"))),
            ("city", None),
            ("=x", None),
            ("a!b", None),
        ] {
            assert_eq!(split(word), expected, "{word}");
        }
    }

    #[test]
    fn signs_are_named_as_they_are_typed() {
        assert_eq!([sign(Comparison::Is), sign(Comparison::Less), sign(Comparison::AtMost)], ["=", "<", "<="]);
    }
}
