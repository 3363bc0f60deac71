//! What a list was asked for, as it stands in the address: search, filters, tags, order, columns, page.
//!
//! In: a query. Out: the same as values, and back as a query, so that every link keeps what was chosen before.

use kartoteka_domain::language::Language;
use kartoteka_domain::record_type::RecordType;
use kartoteka_engine::choose_records::Selection;

use crate::page::Page;

/// Sizes of a page people choose from; the first is the usual one.
pub const SIZES: [usize; 3] = [50, 25, 100];

/// How a field can be compared: the word in the address and in `locales`, the sign, whether a value follows.
pub const SIGNS: [(&str, &str, bool); 9] = [
    ("is", "=", true),
    ("is-not", "!=", true),
    ("contains", "~", true),
    ("at-least", ">=", true),
    ("at-most", "<=", true),
    ("more", ">", true),
    ("less", "<", true),
    ("empty", "=", false),
    ("filled", "!=", false),
];

/// `city contains Brno`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub field: String,
    /// A word of [`SIGNS`].
    pub sign: &'static str,
    pub value: String,
}

impl Clause {
    fn new(field: &str, word: &str, value: &str) -> Option<Clause> {
        let (sign, _, has_value) = SIGNS.iter().find(|(known, ..)| *known == word)?;
        let value = if *has_value { value.trim() } else { "" };
        let is_whole = !field.is_empty() && (!*has_value || !value.is_empty());
        is_whole.then(|| Clause { field: field.to_owned(), sign, value: value.to_owned() })
    }

    /// The way back from [`Clause::condition`]; nothing for what no list says so.
    fn of_condition(text: &str) -> Option<Clause> {
        let (field, rest) = text.split_at(text.find(['!', '=', '~', '<', '>'])?);
        // The longer of two signs that begin alike comes first.
        let sign = ["!=", ">=", "<=", "=", "~", ">", "<"].into_iter().find(|sign| rest.starts_with(sign))?;
        let value = rest[sign.len()..].trim();
        let (word, ..) = SIGNS.iter().find(|(_, known, has_value)| *known == sign && *has_value != value.is_empty())?;
        Clause::new(field.trim(), word, value)
    }

    /// As a person reads it: `City contains Brno`.
    pub fn in_words(&self, p: &Page, ty: &RecordType) -> String {
        let label = match self.field.as_str() {
            "created_import" => p.t("filter-created-import"),
            "updated_import" => p.t("filter-updated-import"),
            key => ty.field(key).map_or_else(|| key.to_owned(), |field| field.label(p.words.language).to_owned()),
        };
        format!("{label} {} {}", p.t(format!("filter-{}", self.sign)), self.value).trim_end().to_owned()
    }

    /// As [`Selection`] holds it: `city~Brno`.
    fn condition(&self) -> String {
        let sign = SIGNS.iter().find(|(known, ..)| *known == self.sign).map_or("=", |(_, sign, _)| sign);
        format!("{}{sign}{}", self.field, self.value)
    }
}

/// A condition of a selection as a person reads it; as it is written where no list would write it.
pub fn condition_in_words(p: &Page, ty: &RecordType, condition: &str) -> String {
    Clause::of_condition(condition).map_or_else(|| condition.to_owned(), |clause| clause.in_words(p, ty))
}

/// Everything that stands in the address of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub search: String,
    pub clauses: Vec<Clause>,
    pub any: Vec<String>,
    pub all: Vec<String>,
    pub none: Vec<String>,
    pub sort: Option<(String, bool)>,
    pub after: Option<i64>,
    pub size: usize,
    /// None: the usual ones.
    pub columns: Vec<String>,
    pub compact: bool,
    /// Something was added by a form; the tidy address is another one.
    pub is_untidy: bool,
}

impl Asked {
    pub fn of(pairs: &[(String, String)]) -> Asked {
        let mut asked = Asked { size: SIZES[0], ..Asked::default() };
        let (mut field, mut sign, mut value, mut tag, mut how) = ("", "", "", "", "");
        for (name, text) in pairs {
            match name.as_str() {
                "q" => text.trim().clone_into(&mut asked.search),
                "f" => asked.clauses.extend(clause_of(text)),
                "any" => asked.any.push(text.clone()),
                "all" => asked.all.push(text.clone()),
                "none" => asked.none.push(text.clone()),
                "sort" => asked.sort = sort_of(text),
                "after" => asked.after = text.parse().ok(),
                "size" => asked.size = text.parse().ok().filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0]),
                "columns" => asked.columns = text.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
                "column" => {
                    asked.columns.push(text.clone());
                    asked.is_untidy = true;
                }
                "density" => asked.compact = text == "compact",
                "field" => field = text,
                "sign" => sign = text,
                "value" => value = text,
                "tag" => tag = text.trim(),
                "how" => how = text,
                _ => {}
            }
        }
        if !field.is_empty() {
            asked.is_untidy = true;
            asked.clauses.extend(Clause::new(field, sign, value).filter(|clause| !asked.clauses.contains(clause)));
        }
        if !tag.is_empty() {
            asked.is_untidy = true;
            let list = match how {
                "all" => &mut asked.all,
                "none" => &mut asked.none,
                _ => &mut asked.any,
            };
            if !list.iter().any(|known| known == tag) {
                list.push(tag.to_owned());
            }
        }
        asked
    }

    /// The query without its `?`, in one order whatever order it came in.
    pub fn query(&self) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if !self.search.is_empty() {
            pairs.push(("q", self.search.clone()));
        }
        pairs.extend(
            self.clauses.iter().map(|one| ("f", format!("{} {} {}", one.field, one.sign, one.value).trim_end().to_owned())),
        );
        for (name, tags) in [("any", &self.any), ("all", &self.all), ("none", &self.none)] {
            pairs.extend(tags.iter().map(|tag| (name, tag.clone())));
        }
        if let Some((field, descending)) = &self.sort {
            pairs.push(("sort", format!("{}{field}", if *descending { "-" } else { "" })));
        }
        if self.size != SIZES[0] {
            pairs.push(("size", self.size.to_string()));
        }
        if !self.columns.is_empty() {
            pairs.push(("columns", self.columns.join(",")));
        }
        if self.compact {
            pairs.push(("density", "compact".to_owned()));
        }
        if let Some(after) = self.after {
            pairs.push(("after", after.to_string()));
        }
        let pairs: Vec<String> = pairs.iter().map(|(name, text)| format!("{name}={}", percent(text))).collect();
        pairs.join("&")
    }

    /// The same list from its beginning, changed: the address with `?`.
    pub fn with(&self, base: &str, change: impl FnOnce(&mut Asked)) -> String {
        let mut changed = Asked { after: None, is_untidy: false, ..self.clone() };
        change(&mut changed);
        let query = changed.query();
        if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
    }

    /// Which records: what the address says besides order, columns and page.
    pub fn selection(&self, language: Language) -> Selection {
        Selection {
            search: self.search.clone(),
            conditions: self.clauses.iter().map(Clause::condition).collect(),
            tags_any: self.any.clone(),
            tags_all: self.all.clone(),
            tags_none: self.none.clone(),
            language,
            ..Selection::default()
        }
    }

    /// How many things narrow the list.
    pub fn narrowings(&self) -> usize {
        self.clauses.len() + self.any.len() + self.all.len() + self.none.len() + usize::from(!self.search.is_empty())
    }
}

/// `field sign value`, as [`Asked::query`] writes it.
fn clause_of(text: &str) -> Option<Clause> {
    let (field, rest) = text.split_once(' ')?;
    let (sign, value) = rest.split_once(' ').unwrap_or((rest, ""));
    Clause::new(field, sign, value)
}

fn sort_of(text: &str) -> Option<(String, bool)> {
    let (field, descending) = text.strip_prefix('-').map_or((text, false), |field| (field, true));
    (!field.is_empty()).then(|| (field.to_owned(), descending))
}

/// A text as part of a query.
pub fn percent(text: &str) -> String {
    let encoded = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-_.~,".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn an_address_says_all_and_comes_back() {
        let asked = Asked::of(&pairs(&[
            ("q", " Novák "),
            ("f", "city contains Brno a okolí"),
            ("f", "email empty"),
            ("none", "starý & nový"),
            ("sort", "-name"),
            ("size", "25"),
            ("columns", "name,email"),
            ("after", "7"),
        ]));
        assert_eq!(
            asked.query(),
            "q=Nov%C3%A1k&f=city%20contains%20Brno%20a%20okol%C3%AD&f=email%20empty&none=star%C3%BD%20%26%20nov%C3%BD\
             &sort=-name&size=25&columns=name,email&after=7"
        );
        let chosen = asked.selection(Language::Czech);
        assert_eq!(chosen.conditions, ["city~Brno a okolí", "email="]);
        assert_eq!(asked.narrowings(), 4);
        assert_eq!(
            asked.with("/contacts", |next| next.clauses.clear()),
            "/contacts?q=Nov%C3%A1k&none=star%C3%BD%20%26%20nov%C3%BD&sort=-name&size=25&columns=name,email"
        );
    }

    #[test]
    fn a_condition_is_read_back() {
        for (field, sign, value) in
            [("city", "contains", "a=b"), ("email", "empty", ""), ("email", "filled", ""), ("size", "at-least", "5")]
        {
            let clause = Clause::new(field, sign, value).unwrap();
            assert_eq!(Clause::of_condition(&clause.condition()), Some(clause));
        }
        assert_eq!(Clause::of_condition("no sign"), None);
    }

    #[test]
    fn a_form_adds_one_filter_at_a_time() {
        let asked =
            Asked::of(&pairs(&[("f", "city is Brno"), ("field", "city"), ("sign", "is"), ("value", "Brno"), ("tag", "")]));
        assert!(asked.is_untidy && asked.clauses.len() == 1, "the same filter twice is one");
        let asked = Asked::of(&pairs(&[("field", "city"), ("sign", "is"), ("value", " ")]));
        assert_eq!(asked.clauses, [], "a comparison without a value says nothing");
        let asked = Asked::of(&pairs(&[("tag", "Import 1"), ("how", "all"), ("size", "7"), ("sort", "-")]));
        assert_eq!((asked.all.as_slice(), asked.size, asked.sort), (["Import 1".to_owned()].as_slice(), 50, None));
    }
}
