//! Companies with their contacts: in two sheets, or up to six contacts beside each company (L15).
//!
//! In: a request. Out: a template whose headers the import of both understands. Contacts are linked by the company's name.

use kartoteka_domain::profile::Profile;
use kartoteka_domain::record_type::Field;
use kartoteka_sheets::write::{DataSheet, Template, TemplateColumn};

use super::{Layout, Look, TemplateColumns, TemplateRequest, fields, instructions, rows_offered};
use crate::Engine;
use crate::error::{Refusal, RefusalKind, Result};
use crate::export_records::{FileFormat, Headers, marker};

/// Contacts beside one company.
const CONTACTS: usize = 6;

pub(super) fn companies_with_contacts(
    engine: &Engine,
    profile: &Profile,
    request: &TemplateRequest,
    layout: Layout,
) -> Result<Template> {
    let (company, contact) = (engine.types().named("company")?, engine.types().named("contact")?);
    let language = request.language;
    let starred = request.format == FileFormat::Xlsx;
    let of_companies = fields(&company, profile, request.columns);
    let mut of_contacts = fields(&contact, profile, request.columns);
    let look = Look { headers: Headers::new(&company, language, false), language, starred };
    let mut columns: Vec<TemplateColumn> = of_companies.iter().map(|field| look.column(field)).collect();
    let mut more = Vec::new();
    let contact_look = Look { headers: Headers::new(&contact, language, false), language, starred };
    match layout {
        Layout::TwoSheets => {
            if request.format == FileFormat::Csv {
                return Err(Refusal::new(RefusalKind::Malformed, "template-sheets-unfit").into());
            }
            add_company(&mut of_contacts, contact.field("company"));
            more.push(DataSheet {
                sheet: contact.plural.get(language).to_owned(),
                columns: of_contacts.iter().map(|field| contact_look.column(field)).collect(),
                rows: Vec::new(),
            });
        }
        _ => {
            // Six times every field would be a sheet nobody can look over.
            let columns_of_each = if request.columns == TemplateColumns::All { TemplateColumns::Usual } else { request.columns };
            of_contacts = fields(&contact, profile, columns_of_each);
            of_contacts.retain(|field| field.key != "company");
            for number in 1..=CONTACTS {
                for field in &of_contacts {
                    let header = contact_look.headers.of(field);
                    let header = format!("{} {number} {header}", contact.labels.get(language));
                    columns.push(contact_look.column_under(field, &header, false));
                }
            }
        }
    }
    let keys: Vec<String> = of_companies.iter().map(|field| field.key.to_string()).collect();
    Ok(Template {
        sheet: company.plural.get(language).to_owned(),
        columns,
        more,
        max_rows: rows_offered(profile),
        instructions: instructions::to_fill(
            engine,
            &[(&company, of_companies.clone()), (&contact, of_contacts.clone())],
            profile,
            language,
        ),
        marker: marker(&company.key, "template", keys.iter().map(String::as_str)),
        ..Template::default()
    })
}

/// A contact in a sheet of its own must say whose it is.
fn add_company<'t>(fields: &mut Vec<&'t Field>, company: Option<&'t Field>) {
    if !fields.iter().any(|field| field.key == "company") {
        fields.extend(company);
    }
}
