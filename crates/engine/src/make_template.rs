//! Templates made at this moment for this installation: empty ones, edit files filled with records, samples.
//!
//! In: a type and what the columns shall be. Out: a workbook that explains itself, or the header row as delimited text.
//! Custom fields are the last columns; the workbook says in a hidden place what it is.

mod instructions;
mod layouts;
mod samples;

use std::path::Path;
use std::sync::Arc;

use kartoteka_domain::filter::Filter;
use kartoteka_domain::kind;
use kartoteka_domain::language::Language;
use kartoteka_domain::profile::{Profile, ProfileKey};
use kartoteka_domain::record_type::{Field, FieldKind, RecordType};
use kartoteka_sheets::write::{Template, TemplateColumn, TemplateWriter, write_template, write_template_csv};

use crate::Engine;
use crate::actor::{Actor, Permission};
use crate::error::Result;
use crate::export_records::{
    ExportKind, ExportRequest, FileFormat, Headers, Sink, Target, column_kind, delimited_look, marker, offered, write_error,
};
use crate::progress::Watch;
use crate::upload_file::require_profile;
use crate::words::Words;

/// Rows with drop-down lists where the profile has no limit of its own.
const ROWS_OFFERED: u32 = 10_000;

/// How many of a type's fields become columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateColumns {
    Required,
    /// Required, recommended and usual ones, and the installation's own.
    #[default]
    Usual,
    All,
}

impl TemplateColumns {
    pub fn from_word(word: &str) -> Option<TemplateColumns> {
        match word {
            "required" => Some(TemplateColumns::Required),
            "usual" => Some(TemplateColumns::Usual),
            "all" => Some(TemplateColumns::All),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            TemplateColumns::Required => "required",
            TemplateColumns::Usual => "usual",
            TemplateColumns::All => "all",
        }
    }
}

/// Where contacts stand in a file of companies (L15).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One type in one sheet.
    #[default]
    Plain,
    /// `a`: companies in one sheet, contacts in another.
    TwoSheets,
    /// `b`: up to six contacts beside their company.
    Beside,
}

impl Layout {
    pub fn from_word(word: &str) -> Option<Layout> {
        match word {
            "a" => Some(Layout::TwoSheets),
            "b" => Some(Layout::Beside),
            _ => None,
        }
    }

    /// Empty for the plain one.
    pub fn word(self) -> &'static str {
        match self {
            Layout::Plain => "",
            Layout::TwoSheets => "a",
            Layout::Beside => "b",
        }
    }
}

/// What template is wanted.
#[derive(Clone, Debug, Default)]
pub struct TemplateRequest {
    /// A word for the record type.
    pub record_type: String,
    /// The type's own when not given.
    pub profile: Option<ProfileKey>,
    /// An edit file: id, name, status, responsible, filled with records.
    pub edit: bool,
    /// Which records an edit file holds.
    pub filter: Filter,
    pub columns: TemplateColumns,
    pub format: FileFormat,
    pub language: Language,
    pub layout: Layout,
}

impl Engine {
    /// Writes a template (L3, L4) or an edit file (M1 to M3). Returns the number of records in it.
    pub fn make_template(&self, actor: &Actor, request: &TemplateRequest, path: &Path, watch: &Watch) -> Result<u64> {
        actor.require(Permission::Import)?;
        let ty = self.types().named(&request.record_type)?;
        let profile = self.profile(request.profile.unwrap_or_else(|| ProfileKey::of_type(&ty.key)))?;
        require_profile(actor, &profile, &ty.key)?;
        if request.edit {
            return self.make_edit_file(actor, &ty, request, path, watch);
        }
        let template = match request.layout {
            Layout::Plain => self.plain_template(&ty, &profile, request),
            layout => layouts::companies_with_contacts(self, &profile, request, layout)?,
        };
        match request.format {
            FileFormat::Xlsx => write_template(path, &template).map_err(write_error)?,
            FileFormat::Csv => write_template_csv(path, &template, &delimited_look(request.language)).map_err(write_error)?,
        }
        Ok(0)
    }

    fn plain_template(&self, ty: &Arc<RecordType>, profile: &Profile, request: &TemplateRequest) -> Template {
        let fields = fields(ty, profile, request.columns);
        let language = request.language;
        let headers = Headers::new(ty, language, false);
        let look = Look { headers, language, starred: request.format == FileFormat::Xlsx };
        Template {
            sheet: ty.plural.get(request.language).to_owned(),
            columns: fields.iter().map(|field| look.column(field)).collect(),
            max_rows: rows_offered(profile),
            instructions: instructions::to_fill(self, &[(ty, fields.clone())], profile, request.language),
            marker: marker(&ty.key, "template", fields.iter().map(|field| field.key.as_str())),
            ..Template::default()
        }
    }

    fn make_edit_file(
        &self,
        actor: &Actor,
        ty: &Arc<RecordType>,
        request: &TemplateRequest,
        path: &Path,
        watch: &Watch,
    ) -> Result<u64> {
        actor.require(Permission::Export)?;
        let export = ExportRequest {
            record_type: ty.key.to_string(),
            filter: request.filter.clone(),
            kind: ExportKind::Edit,
            format: request.format,
            language: request.language,
            ..ExportRequest::default()
        };
        if request.format == FileFormat::Csv {
            return Ok(self.export_records(actor, &export, Target::Path(path.to_owned()), watch)?.records);
        }
        let columns = self.export_columns(&export)?;
        let template = Template {
            sheet: ty.plural.get(request.language).to_owned(),
            columns: columns.template_columns(),
            instructions: instructions::to_edit(ty, request.language),
            marker: columns.marker("edit"),
            ..Template::default()
        };
        self.refuse_too_many(&columns, &request.filter, request.format)?;
        let sink = Sink::Marked(Box::new(TemplateWriter::create(path, template).map_err(write_error)?));
        self.write_records(&columns, &request.filter, sink, watch)
    }
}

fn rows_offered(profile: &Profile) -> u32 {
    if profile.row_limit == 0 { ROWS_OFFERED } else { u32::try_from(profile.row_limit).unwrap_or(ROWS_OFFERED) }
}

/// The fields of a template in their order, custom ones last.
fn fields<'t>(ty: &'t RecordType, profile: &Profile, columns: TemplateColumns) -> Vec<&'t Field> {
    // The audience chooses these once for the whole file (A4, A5).
    let chosen_once = |field: &Field| {
        profile.key == ProfileKey::Audience && ["bot", "tunnel", "lgt", "messenger"].contains(&field.key.as_str())
    };
    let one_of = |field: &Field| ty.one_of.iter().any(|set| set.contains(&field.key));
    let wanted = |field: &&Field| match columns {
        TemplateColumns::Required => field.required || one_of(field),
        TemplateColumns::Usual => field.required || field.recommended || field.usual || field.custom || one_of(field),
        TemplateColumns::All => true,
    };
    ty.importable_fields().filter(|field| !chosen_once(field)).filter(wanted).collect()
}

/// How fields become columns of a template.
struct Look<'a> {
    headers: Headers<'a>,
    language: Language,
    /// Required columns carry a star; delimited text is for programs and carries none.
    starred: bool,
}

impl Look<'_> {
    fn column(&self, field: &Field) -> TemplateColumn {
        let header = self.headers.of(field);
        self.column_under(field, &header, field.required)
    }

    fn column_under(&self, field: &Field, header: &str, required: bool) -> TemplateColumn {
        let help = field.help.get(self.language);
        TemplateColumn {
            header: if required && self.starred { format!("{header} *") } else { header.to_owned() },
            required,
            kind: column_kind(field),
            width: header.chars().count().clamp(10, 40) as u16 + 4,
            note: (!help.is_empty()).then(|| help.to_owned()),
            choices: offered(field, self.language),
            several: field.open || field.kind == FieldKind::Choices,
            ..TemplateColumn::default()
        }
    }
}

/// A field's example in the form of a language: dates, numbers and choices as they are written there.
fn example(field: &Field, language: Language) -> String {
    let parsed = kind::parse(field, &kartoteka_domain::cell::Cell::text(&field.example), &kind::Reading::default());
    match parsed {
        kind::Parsed::Value(value) | kind::Parsed::Remark(value, _) => {
            kind::render(field, &value, &kind::Writing { language, typed: false }).shown().into_owned()
        }
        _ => field.example.clone(),
    }
}

/// The name of a sheet as words have it.
fn sheet_word(language: Language, id: &str) -> String {
    Words::of(language).word(id)
}
