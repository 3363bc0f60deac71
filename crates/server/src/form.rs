//! Forms: what was posted, and what is wrong with it, told in a summary on top and once more at the field.
//!
//! In: bodies of requests. Out: values, or [`Errors`] a template shows. A body that is no form is a problem, not a panic.

use axum::extract::{FromRequest, Request};
use kartoteka_engine::error::Refusal;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::page::Page;
use crate::problem::Problem;

/// A posted form.
pub struct Posted<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Posted<T>, Problem> {
        let form = axum::extract::Form::<T>::from_request(request, app).await;
        form.map(|axum::extract::Form(form)| Posted(form)).map_err(|rejection| Problem::Body(rejection.status()))
    }
}

/// What is wrong with a form: the field's name, the sentence.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    list: Vec<(String, String)>,
}

impl Errors {
    pub fn add(&mut self, field: &str, sentence: String) {
        self.list.push((field.to_owned(), sentence));
    }

    /// One refusal of the engine, shown at a field.
    pub fn of_refusal(page: &Page, field: &str, refusal: &Refusal) -> Errors {
        let (sentence, hint) = page.words.refusal(refusal.code, &refusal.params);
        let sentence = hint.map_or(sentence.clone(), |hint| format!("{sentence} {hint}"));
        Errors { list: vec![(field.to_owned(), sentence)] }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Field and sentence, in the order of the form.
    pub fn list(&self) -> &[(String, String)] {
        &self.list
    }

    /// The sentence at a field; empty when it is right.
    pub fn at(&self, field: &str) -> &str {
        self.list.iter().find(|(name, _)| name == field).map_or("", |(_, sentence)| sentence)
    }
}
