//! The header of each column: a word that every reader of the file will take for this field.
//!
//! In: fields. Out: headers. The words of the type are made comparable once, not once a column.

use kartoteka_domain::kind::formula;
use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::{Field, FieldRole, RecordType};
use kartoteka_domain::suggestion::HeaderIndex;

/// Headers of one type's fields in one language.
pub(crate) struct Headers<'t> {
    index: HeaderIndex<'t>,
    language: Language,
}

impl<'t> Headers<'t> {
    pub fn new(ty: &'t RecordType, language: Language, edit_file: bool) -> Headers<'t> {
        Headers { index: HeaderIndex::new(ty, edit_file), language }
    }

    /// The label, if a reader in any language takes it for this field; else the key; else the label if at least a reader
    /// in the file's own language does.
    pub fn of(&self, field: &Field) -> String {
        let label = field.label(self.language);
        let expected = (field.role != FieldRole::ExportOnly).then_some(&field.key);
        let understood = |header: &str, languages: &[Language]| {
            languages.iter().all(|language| self.index.field_of(header, *language).as_ref() == expected)
        };
        let fits = |header: &str| formula::escape(header) == header && !header.contains(['\n', '\r']);
        for languages in [&Language::ALL[..], &[self.language]] {
            for header in [label, &field.key] {
                if fits(header) && understood(header, languages) {
                    return header.to_owned();
                }
            }
        }
        field.key.to_string()
    }
}
