//! The words: sentences in four languages, made at the doors from an id or an issue code and its facts.
//!
//! In: ids, codes, named facts. Out: finished text with the right plurals and the language's own numbers. The sentences
//! themselves live in `locales/`; nothing here decides anything, and no fact is kept or logged.

mod shown;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use compact_str::CompactString;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::{Date, DateTime};
use kartoteka_domain::issue::Code;
use kartoteka_domain::language::Language;
use unic_langid::LanguageIdentifier;

pub use shown::{date, date_time, duration, number, signed, size};

/// The files of one language, in the order they are loaded. An id exists once among them.
macro_rules! files {
    ($folder:literal) => {
        [
            include_str!(concat!("../../../locales/", $folder, "/ui.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/notes.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/issues.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/api.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/cli.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/mail.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-home.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-import.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-check.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-records.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-exports.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-admin.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/help.ftl")),
            include_str!(concat!("../../../locales/", $folder, "/web-help.ftl")),
        ]
    };
}

/// Files of one language.
const FILES: usize = 15;

const ENGLISH: [&str; FILES] = files!("en");
const CZECH: [&str; FILES] = files!("cs");
const PORTUGUESE: [&str; FILES] = files!("pt-BR");
const RUSSIAN: [&str; FILES] = files!("ru");

/// Numbers under these names say which, not how many: they are never grouped (row 1200, import #1200).
const WHICH: [&str; 8] = ["row", "column", "id", "number", "line", "version", "known", "header"];

/// Facts that say how many, also when they were stored as text.
const HOW_MANY: [&str; 7] = ["bytes", "chars", "columns", "limit", "n", "position", "seconds"];

/// Facts that are lists, or may be missing: beside `rows` a sentence can ask for `rows-count`, 0 when there is none.
const LISTS: [&str; 10] = ["choices", "columns", "fields", "ids", "likely", "links", "path", "reason", "rows", "value"];

/// Facts that are words of the product, and the family of messages that translates them. Other words stay as they are.
const FAMILIES: [(&str, &str); 7] = [
    ("type", "type-"),
    ("found", "type-"),
    ("wanted", "type-"),
    ("state", "state-"),
    ("mode", "mode-"),
    ("outcome", "outcome-"),
    ("role", "role-"),
];

/// Longest piece of a person's value inside a sentence, in characters.
const LONGEST_QUOTE: usize = 80;

/// Above this a number cannot go through Fluent, which counts in `f64`.
const EXACT: u64 = 1 << 53;

/// One fact for a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Chooses plural forms and is shown grouped.
    Number(i64),
    Text(Cow<'a, str>),
}

macro_rules! arg_from {
    (number: $($number:ty),*) => { $(impl From<$number> for Arg<'_> {
        fn from(n: $number) -> Self { Arg::Number(i64::try_from(n).unwrap_or(i64::MAX)) }
    })* };
}
arg_from!(number: i32, i64, u16, u32, u64, usize);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a CompactString> for Arg<'a> {
    fn from(text: &'a CompactString) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl From<CompactString> for Arg<'_> {
    fn from(text: CompactString) -> Self {
        Arg::Text(Cow::Owned(text.into_string()))
    }
}

/// Speaks one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub language: Language,
}

impl Words {
    pub fn of(language: Language) -> Words {
        Words { language }
    }

    /// The sentence under this id; in English when the language lacks it, the id itself when English lacks it too.
    pub fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let facts = self.facts(args);
        self.find(id, &facts).unwrap_or_else(|| id.to_owned())
    }

    /// The same as [`Words::say`], but `None` when there is no such sentence (hints are optional).
    pub fn say_if_known(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let facts = self.facts(args);
        self.find(id, &facts)
    }

    /// A word without facts, such as a heading.
    pub fn word(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// The code of every refusal there are words for, by name.
    pub fn refusal_codes() -> Vec<&'static str> {
        let lines = ENGLISH.iter().flat_map(|file| file.lines());
        let mut codes: Vec<&str> = lines.filter_map(|line| Some(line.strip_prefix("refusal-")?.split_once(" =")?.0)).collect();
        codes.sort_unstable();
        codes
    }

    /// The names of the facts in the sentences of a refusal.
    pub fn refusal_facts(code: &str) -> Vec<&'static str> {
        let begins = [format!("refusal-{code} ="), format!("hint-{code} =")];
        let (mut inside, mut names) = (false, Vec::new());
        for line in ENGLISH.iter().flat_map(|file| file.lines()) {
            if !line.starts_with([' ', '}']) {
                inside = begins.iter().any(|begin| line.starts_with(begin.as_str()));
            }
            if inside {
                let named = |rest: &'static str| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
                names.extend(line.split('$').skip(1).filter_map(named));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What cannot be done, and what to do instead: the sentences `refusal-CODE` and, where there is one, `hint-CODE`.
    pub fn refusal(&self, code: &str, params: &[(impl AsRef<str>, impl AsRef<str>)]) -> (String, Option<String>) {
        let args: Vec<_> =
            params.iter().map(|(name, text)| (name.as_ref(), refusal_fact(name.as_ref(), text.as_ref()))).collect();
        (self.say(&format!("refusal-{code}"), &args), self.say_if_known(&format!("hint-{code}"), &args))
    }

    /// What is wrong with one value, as a sentence. The place is added by [`Words::in_row`].
    ///
    /// `label` is the field's label or the column's header, `value` the cell as the person sees it.
    pub fn issue(&self, code: Code, label: &str, value: Option<&str>, params: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
        let mut args = vec![("label", Arg::from(quotable(label))), ("value", Arg::from(quotable(value.unwrap_or(""))))];
        for (name, text) in params {
            args.push((name.as_ref(), self.issue_fact(code, name.as_ref(), text.as_ref())));
        }
        self.say(code.word(), &args)
    }

    /// Heading over issues of one code.
    pub fn issue_title(&self, code: Code) -> String {
        self.word(&format!("{}-title", code.word()))
    }

    /// What the code means and how to mend it.
    pub fn issue_help(&self, code: Code) -> String {
        self.word(&format!("{}-help", code.word()))
    }

    /// Puts a sentence in its place: *Row 14, "Birth date": …*, or *Row 14: …* when the row as a whole is meant.
    pub fn in_row(&self, row: u32, label: Option<&str>, sentence: &str) -> String {
        let place = ("row", Arg::from(row));
        match label {
            Some(label) => self.say("issue-row", &[place, ("label", quotable(label).into()), ("sentence", sentence.into())]),
            None => self.say("issue-row-only", &[place, ("sentence", sentence.into())]),
        }
    }

    pub fn number(&self, n: i64) -> String {
        number(n, self.language)
    }

    /// The label of a record type; types people defined themselves are not known here and come back as they are.
    pub fn record_type(&self, key: &str) -> String {
        self.say_if_known(&format!("type-{key}"), &[]).unwrap_or_else(|| key.to_owned())
    }

    fn find(&self, id: &str, facts: &FluentArgs<'_>) -> Option<String> {
        let here = &BUNDLES[self.language as usize];
        let english = &BUNDLES[Language::English as usize];
        [here, english].into_iter().find_map(|bundle| {
            let pattern = bundle.get_message(id)?.value()?;
            let mut errors = Vec::new();
            Some(bundle.format_pattern(pattern, Some(facts), &mut errors).into_owned())
        })
    }

    fn facts<'a>(&self, args: &'a [(&str, Arg<'_>)]) -> FluentArgs<'a> {
        let mut facts = FluentArgs::with_capacity(args.len() + LISTS.len());
        for list in LISTS {
            facts.set(format!("{list}-count"), FluentValue::from(0));
        }
        for (name, arg) in args {
            if let (Arg::Text(text), Some(list)) = (arg, LISTS.iter().find(|list| *list == name)) {
                facts.set(
                    format!("{list}-count"),
                    FluentValue::from(if *list == "value" { usize::from(!text.is_empty()) } else { members(text) }),
                );
            }
            facts.set(Cow::Owned((*name).to_owned()), self.fact(name, arg));
        }
        facts
    }

    fn fact<'a>(&self, name: &str, arg: &'a Arg<'_>) -> FluentValue<'a> {
        match arg {
            Arg::Number(n) if n.unsigned_abs() > EXACT => FluentValue::from(number(*n, self.language)),
            Arg::Number(n) if WHICH.contains(&name) => {
                let options = FluentNumberOptions { use_grouping: false, ..FluentNumberOptions::default() };
                FluentValue::Number(FluentNumber::new(*n as f64, options))
            }
            Arg::Number(n) => FluentValue::from(*n),
            Arg::Text(text) => self.text_fact(name, text),
        }
    }

    fn text_fact<'a>(&self, name: &str, text: &'a str) -> FluentValue<'a> {
        if text.is_empty() && ["stored", "before", "value"].contains(&name) {
            return FluentValue::from(self.word("empty-value"));
        }
        match HOW_MANY.contains(&name).then(|| whole(text)).flatten() {
            Some(n) => self.fact(name, &Arg::Number(n)).into_owned(),
            None => self.translated(name, text).map_or_else(|| FluentValue::from(harmless(text)), FluentValue::from),
        }
    }

    fn translated(&self, name: &str, text: &str) -> Option<String> {
        let (_, family) = FAMILIES.iter().find(|(fact, _)| *fact == name)?;
        self.find(&format!("{family}{}", text.replace('_', "-")), &FluentArgs::new())
    }

    /// A fact as the issue stores it (plain text) in the form people read.
    fn issue_fact(&self, code: Code, name: &str, text: &str) -> Arg<'static> {
        let shown = match (code, name) {
            (Code::DateAmbiguous, "reading") => self.shown_date(text),
            (_, "least" | "most") => whole(text).map(|n| number(n, self.language)),
            _ => None,
        };
        Arg::from(shown.unwrap_or_else(|| quotable(text)))
    }

    fn shown_date(&self, text: &str) -> Option<String> {
        let moment = || text.parse::<DateTime>().ok().filter(|_| text.contains(['T', ' ']));
        let day = || text.parse::<Date>().ok();
        moment().map(|at| date_time(at, self.language)).or_else(|| day().map(|day| date(day, self.language)))
    }
}

/// A refusal's facts are never lists of rows, so `rows` counts them there.
fn refusal_fact<'a>(name: &str, text: &'a str) -> Arg<'a> {
    let counts = ["emails", "rows", "users"].contains(&name);
    counts.then(|| whole(text)).flatten().map_or(Arg::from(text), Arg::Number)
}

/// A number written the plain way; `007` is a text.
fn whole(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|n| n.to_string() == text)
}

/// How many members a list written with commas has.
fn members(text: &str) -> usize {
    text.split(',').filter(|member| !member.trim().is_empty()).count()
}

/// Whether a sign steers a terminal or turns the writing direction. Line ends do not: letters and lists have them.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The text with every sign that steers shown as U+FFFD.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// A person's text made fit for a quotation: on one line, harmless, a long text cut with an ellipsis.
fn quotable(text: &str) -> String {
    let one_line: String =
        text.chars().take(LONGEST_QUOTE).map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let mut shown = harmless(&one_line).into_owned();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        shown.push('…');
    }
    shown
}

type Bundle = FluentBundle<FluentResource>;

/// One bundle a language, in the order of [`Language::ALL`].
static BUNDLES: LazyLock<[Bundle; 4]> = LazyLock::new(|| Language::ALL.map(bundle));

fn sources(language: Language) -> [&'static str; FILES] {
    match language {
        Language::English => ENGLISH,
        Language::Czech => CZECH,
        Language::Portuguese => PORTUGUESE,
        Language::Russian => RUSSIAN,
    }
}

fn bundle(language: Language) -> Bundle {
    // The four tags are well formed (tested); an unknown one would only mean English plurals.
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Isolation marks are invisible characters that would land in workbooks and terminals.
    bundle.set_use_isolating(false);
    // Fluent's own NUMBER() knows no locale, so every number that is shown passes through here.
    bundle.set_formatter(Some(match language {
        Language::English => format_number::<0, _>,
        Language::Czech => format_number::<1, _>,
        Language::Portuguese => format_number::<2, _>,
        Language::Russian => format_number::<3, _>,
    }));
    for source in sources(language) {
        // What a file with a slip still holds is used; the tests refuse such a file and a second use of an id.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(resource);
    }
    let _ = bundle.add_function("SIZE", move |given, _| match given {
        [FluentValue::Number(bytes)] => FluentValue::from(size(bytes.value as u64, language)),
        [FluentValue::String(text)] => FluentValue::from(text.to_string()),
        _ => FluentValue::Error,
    });
    bundle
}

/// The formatter is a plain function pointer, so the language (its place in [`Language::ALL`]) is part of its type.
fn format_number<const LANGUAGE: usize, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.options.use_grouping => Some(number(n.value as i64, Language::ALL[LANGUAGE])),
        FluentValue::Number(n) => Some((n.value as i64).to_string()),
        _ => None,
    }
}
