//! The sheet that explains every column: meaning, format, limit, allowed values, example.
//!
//! In: fields. Out: an [`InstructionSheet`] in the reader's language. Says only what the check will say too.

use std::sync::Arc;

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::Profile;
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_sheets::write::InstructionSheet;

use super::{example, sheet_word};
use crate::Engine;
use crate::export_records::{Headers, offered};
use crate::words::{Arg, Words, date};

/// Allowed values listed for one column.
const VALUES_LISTED: usize = 60;

/// Instructions of a template; with several types each row says in which sheet the column stands.
pub(super) fn to_fill(
    engine: &Engine,
    sheets: &[(&Arc<RecordType>, Vec<&Field>)],
    profile: &Profile,
    language: Language,
) -> InstructionSheet {
    let words = Words::of(language);
    let several = sheets.len() > 1;
    let Some((ty, _)) = sheets.first() else { return InstructionSheet::default() };
    let names: Vec<&str> = sheets.iter().map(|(ty, _)| ty.plural.get(language)).collect();
    let mut intro = vec![words.say("template-intro-fill", &[("sheet", Arg::from(names.join(", ")))])];
    intro.push(words.word("template-required-note"));
    if profile.row_limit > 0 {
        let chars = if profile.char_limit == 0 { 32_767 } else { profile.char_limit };
        intro.push(words.say("template-intro-limits", &[("rows", profile.row_limit.into()), ("chars", chars.into())]));
    }
    intro.push(words.word("template-intro-headers"));
    if !profile.never_matches {
        intro.push(words.word("template-intro-empty"));
    }
    if sheets.iter().any(|(_, fields)| fields.iter().any(|field| field.custom)) {
        intro.push(words.word("template-intro-custom"));
    }
    intro.push(words.say("template-intro-made", &[("date", Arg::from(date(engine.moment().date(), language)))]));
    let mut table_header = header(&words);
    if several {
        table_header.insert(0, words.word("heading-sheet"));
    }
    let mut table = Vec::new();
    for (ty, fields) in sheets {
        let headers = Headers::new(ty, language, false);
        for field in fields {
            let mut row = row(engine, headers.of(field), field, profile, &words);
            if several {
                row.insert(0, ty.plural.get(language).to_owned());
            }
            table.push(row);
        }
    }
    InstructionSheet {
        name: sheet_word(language, "sheet-instructions"),
        title: words.say("template-title", &[("type", Arg::from(ty.plural.get(language)))]),
        intro,
        table_header,
        table,
    }
}

/// Instructions of an edit file (M2).
pub(super) fn to_edit(ty: &RecordType, language: Language) -> InstructionSheet {
    let words = Words::of(language);
    InstructionSheet {
        name: sheet_word(language, "sheet-instructions"),
        title: words.say("edit-template-title", &[("type", Arg::from(ty.plural.get(language)))]),
        intro: ["edit-template-intro", "edit-template-status", "edit-template-responsible"].map(|id| words.word(id)).to_vec(),
        ..InstructionSheet::default()
    }
}

fn header(words: &Words) -> Vec<String> {
    let ids = ["column", "meaning", "format", "limit", "allowed-values", "example"];
    ids.iter().map(|id| words.word(&format!("heading-{id}"))).collect()
}

fn row(engine: &Engine, name: String, field: &Field, profile: &Profile, words: &Words) -> Vec<String> {
    vec![
        if field.required { format!("{name} *") } else { name },
        field.help.get(words.language).to_owned(),
        format(engine, field, words),
        limit(field, profile, words),
        allowed(field, words),
        example(field, words.language),
    ]
}

fn format(engine: &Engine, field: &Field, words: &Words) -> String {
    let kind = words.word(&format!("kind-{}", field.kind.word()));
    let said = match field.kind {
        FieldKind::Links if field.target == "user" => words.word("format-users"),
        FieldKind::Link | FieldKind::Links => {
            let target = engine.types().get(&field.target).map(|ty| ty.labels.get(words.language).to_owned()).unwrap_or_default();
            words.say(&format!("format-{}", field.kind.word()), &[("type", Arg::from(target))])
        }
        kind => words.word(&format!("format-{}", kind.word())),
    };
    format!("{kind}. {said}")
}

fn limit(field: &Field, profile: &Profile, words: &Words) -> String {
    let is_text = matches!(field.kind, FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::WebAddress);
    let most = match profile.char_limit {
        0 => field.char_limit(),
        limit => limit.min(field.char_limit()),
    };
    let characters = is_text.then(|| words.say("limit-characters", &[("n", most.into())]));
    let unique = field.unique.then(|| words.word("limit-unique"));
    [characters, unique].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn allowed(field: &Field, words: &Words) -> String {
    let mut values = offered(field, words.language);
    if values.len() > VALUES_LISTED {
        values.truncate(VALUES_LISTED);
        values.push("…".to_owned());
    }
    let list = values.join(", ");
    let open = (field.open && !field.choices.is_empty()).then(|| words.word("choices-open"));
    [Some(list).filter(|list| !list.is_empty()), open].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
