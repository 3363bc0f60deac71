//! The way through a long list, the same on every page: where it begins, the page before, the next one.
//!
//! In: addresses, or what they are made of. Out: [`Pager`], drawn by `{% call pager::list(p, pager) %}`. Reads nothing.

use std::fmt::Display;

/// Links to other pages of a list; an empty one is not offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pager {
    /// Which part of the list this is, in a sentence.
    pub said: String,
    pub first: String,
    pub before: String,
    pub next: String,
}

impl Pager {
    /// A list that is read onward from a place. `here`: its address with its filters, which holds a `?`; `place`: the part of
    /// the page to look at, such as `#changes`.
    pub fn onward(here: &str, is_first: bool, name: &str, after: Option<impl Display>, place: &str) -> Pager {
        let first = if is_first { String::new() } else { format!("{here}{place}") };
        let next = after.map(|after| format!("{here}&{name}={after}{place}")).unwrap_or_default();
        Pager { first, next, ..Pager::default() }
    }

    pub fn is_empty(&self) -> bool {
        [&self.said, &self.first, &self.before, &self.next].iter().all(|text| text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_read_onward_leads_to_its_beginning_and_its_next_page() {
        let pager = Pager::onward("/a?q=x", true, "after", None::<i64>, "");
        assert!(pager.is_empty());
        let pager = Pager::onward("/a?q=x", false, "after", Some(7), "#rows");
        assert_eq!((pager.first.as_str(), pager.next.as_str()), ("/a?q=x#rows", "/a?q=x&after=7#rows"));
    }
}
