//! A page of a list that is short enough to be held whole: fields, settings, tokens.
//!
//! In: `limit`, `cursor`, `include_total`. Out: a part of the list. The cursor remembers the last entry of the page before by its
//! looks and by its place, so that what is added or deleted meanwhile moves nothing.

use axum::response::Response;
use kartoteka_engine::error::Refusal;
use serde_json::{Value, json};

use super::answer;
use super::given::{MOST, Query};

/// Which part of a list is asked for.
#[derive(Debug)]
pub struct Slice {
    limit: usize,
    after: Option<Place>,
    with_total: bool,
}

/// The last entry of a page.
#[derive(Debug)]
struct Place {
    at: usize,
    mark: String,
}

impl Place {
    fn read(text: &str) -> Option<Place> {
        let (at, mark) = text.split_once('-')?;
        Some(Place { at: at.parse().ok().filter(|at| *at < usize::MAX)?, mark: mark.to_owned() })
    }
}

impl Slice {
    /// Takes its names out of a query; a page is as long as it may be when nothing is said.
    pub fn of(query: &mut Query) -> Result<Slice, Refusal> {
        let limit = query.limit_or(MOST)?;
        Ok(Slice { limit, after: query.parsed("cursor", Place::read)?, with_total: query.flag("include_total")? })
    }

    pub fn page(&self, all: Vec<Value>) -> Response {
        answer::ok(&self.cut(all))
    }

    /// A part of a document that holds the whole list.
    pub fn of_whole(&self, mut body: Value) -> Value {
        match body["data"].take() {
            Value::Array(all) => self.cut(all),
            _ => body,
        }
    }

    /// The document of a page.
    pub fn cut(&self, mut all: Vec<Value>) -> Value {
        let (total, from) = (all.len(), self.start(&all));
        let mut page = all.split_off(from);
        let has_more = page.len() > self.limit;
        page.truncate(self.limit);
        let last = page.last().filter(|_| has_more);
        let next = last.map(|last| format!("{}-{}", from + page.len() - 1, answer::fingerprint(last)));
        let mut body = json!({"data": page, "next_cursor": next});
        if self.with_total {
            body["total"] = total.into();
        }
        body
    }

    fn start(&self, all: &[Value]) -> usize {
        let Some(place) = &self.after else { return 0 };
        let is_it = |one: &Value| answer::fingerprint(one) == place.mark;
        if all.get(place.at).is_some_and(is_it) {
            return place.at + 1;
        }
        // When it is gone, what followed it has moved up.
        all.iter().position(is_it).map_or(place.at, |at| at + 1).min(all.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(all: &[u32], limit: usize, cursor: Option<&Value>) -> (Value, Value) {
        let after = cursor.and_then(Value::as_str).and_then(Place::read);
        let body = Slice { limit, after, with_total: false }.cut(all.iter().map(|n| json!(n)).collect());
        (body["data"].clone(), body["next_cursor"].clone())
    }

    #[test]
    fn pages_go_on_whatever_came_or_went_meanwhile() {
        let (first, cursor) = page(&[1, 2, 3, 4, 5], 2, None);
        assert_eq!(first, json!([1, 2]));
        for (then, expected) in [
            (vec![1, 2, 3, 4, 5], json!([3, 4])),
            (vec![0, 1, 2, 3, 4, 5], json!([3, 4])),
            (vec![2, 3, 4, 5], json!([3, 4])),
            (vec![1, 3, 4, 5], json!([3, 4])),
            (vec![1, 2], json!([])),
            (vec![], json!([])),
        ] {
            assert_eq!(page(&then, 2, Some(&cursor)).0, expected, "{then:?}");
        }
        assert_eq!(page(&[1, 2], 2, None).1, Value::Null, "the last page says so");
        for wrong in ["", "1", "x-1", "-1"] {
            assert!(Place::read(wrong).is_none(), "{wrong}");
        }
    }
}
