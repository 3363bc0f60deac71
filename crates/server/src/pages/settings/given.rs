//! A posted form as names and values, for forms whose rows grow: choices, scopes. And issues of one record as errors of a form.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use kartoteka_domain::issue::{Issue, Severity};
use kartoteka_domain::record_type::RecordType;

use crate::form::{Errors, Posted};
use crate::page::Page;
use crate::problem::Problem;

/// Names and values in the order of the form.
pub type Pairs = Posted<Vec<(String, String)>>;

/// The same, to be asked by name.
pub struct Given(pub Vec<(String, String)>);

impl Given {
    /// The first value under this name; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// A text of lines, without the empty ones.
    pub fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

impl Given {
    /// A form with a file: every part as text, the file's name under `NAME-name`. Files here are short documents.
    pub async fn of_parts(mut parts: Multipart) -> Result<Given, Problem> {
        let unfit = |error: MultipartError| Problem::Body(error.status());
        let mut pairs = Vec::new();
        while let Some(part) = parts.next_field().await.map_err(unfit)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(unfit)?;
            let text = String::from_utf8(bytes.to_vec()).map_err(|_| Problem::Body(StatusCode::UNPROCESSABLE_ENTITY))?;
            pairs.extend(file.map(|file| (format!("{name}-name"), file)));
            pairs.push((name, text.trim_start_matches('\u{feff}').to_owned()));
        }
        Ok(Given(pairs))
    }

    /// The text of the file when one was chosen, what was typed otherwise.
    pub fn document(&self, file: &str, typed: &str) -> String {
        let of_file = self.text(file);
        if of_file.is_empty() { self.text(typed).to_owned() } else { of_file.to_owned() }
    }
}

/// What keeps one record out, at the fields of its form.
pub fn errors_of(p: &Page, ty: &RecordType, issues: &[Issue]) -> Errors {
    let mut errors = Errors::default();
    for issue in issues.iter().filter(|issue| issue.severity == Severity::Error) {
        let key = issue.field.as_deref().unwrap_or_default();
        let label = ty.field(key).map_or(key, |field| field.label(p.words.language));
        let sentence = p.words.issue(issue.code, label, issue.value.as_deref(), &issue.params);
        errors.add(key, if label.is_empty() { sentence } else { format!("{label}: {sentence}") });
    }
    errors
}

/// The refusal at a field of the form; everything else goes on to a page of its own.
pub fn at_field(p: &Page, field: &str, problem: Problem) -> Result<Errors, Problem> {
    match problem.refusal().filter(|refusal| refusal.code != "permission-denied") {
        Some(refusal) => Ok(Errors::of_refusal(p, field, refusal)),
        None => Err(problem),
    }
}
