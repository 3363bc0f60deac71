//! What every template holds as `p`: sentences, numbers, dates, icons, who is signed in, where in the navigation.
//!
//! In: a visit. Out: text, escaped by the template. Decides nothing.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use askama::filters::HtmlSafe;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use kartoteka_domain::language::Language;
use kartoteka_domain::run::State;
use kartoteka_engine::actor::{Actor, Permission};
use kartoteka_engine::words::{self, Arg, Words};

use crate::assets;
use crate::embed::Embedded;
use crate::router::{Entry, NAVIGATION};
use crate::visit::{Theme, Visit};

/// A template's view of the visit.
#[derive(Clone, Debug)]
pub struct Page {
    pub words: Words,
    pub visit: Arc<Visit>,
    /// Key of the entry of the navigation that is marked; empty for none.
    pub section: &'static str,
}

/// How something stands: a chip's tint, icon and word.
pub struct Look {
    pub tint: &'static str,
    pub icon: &'static str,
    pub word: String,
}

/// A language as the switch shows it.
pub struct LanguageChoice {
    pub tag: &'static str,
    pub name: &'static str,
    pub is_chosen: bool,
}

impl Page {
    pub fn new(visit: &Arc<Visit>, section: &'static str) -> Page {
        Page { words: visit.words(), visit: Arc::clone(visit), section }
    }

    /// The sentence under this id.
    pub fn t(&self, id: impl AsRef<str>) -> String {
        self.words.word(id.as_ref())
    }

    /// The same with one fact: `p.t1("count-rows", "n", rows)`.
    pub fn t1(&self, id: &str, name: &str, fact: impl Fact) -> String {
        self.words.say(id, &[(name, fact.arg())])
    }

    /// The same with two facts.
    pub fn t2(&self, id: &str, one: &str, fact: impl Fact, two: &str, other: impl Fact) -> String {
        self.words.say(id, &[(one, fact.arg()), (two, other.arg())])
    }

    /// A whole number, grouped as the language does.
    pub fn number(&self, n: impl Fact) -> String {
        match n.arg() {
            Arg::Number(n) => self.words.number(n),
            Arg::Text(text) => text.into_owned(),
        }
    }

    pub fn day(&self, at: impl Into<Date>) -> String {
        words::date(at.into(), self.words.language)
    }

    /// A moment in UTC as a person reads it, in the zone of the installation, with what machines read beside it: `<time>`.
    pub fn time(&self, at: &DateTime) -> Markup {
        let zone = &self.visit.zone;
        let here = at.to_zoned(TimeZone::UTC).map_or(*at, |zoned| zoned.with_time_zone(zone.clone()).datetime());
        let (shown, name) = (words::date_time(here, self.words.language), zone.iana_name().unwrap_or("UTC"));
        Markup(format!(r#"<time datetime="{}Z" title="{shown} {name}">{shown}</time>"#, at.strftime("%Y-%m-%dT%H:%M:%S")))
    }

    /// How the installation calls itself; nothing for whoever is not signed in.
    pub fn organisation(&self) -> &str {
        self.visit.arrival.as_ref().map_or("", |arrival| arrival.organisation.as_str())
    }

    /// How long something takes, in the language's units.
    pub fn duration(&self, seconds: impl Borrow<u64>) -> String {
        words::duration(*seconds.borrow(), self.words.language)
    }

    /// One of our icons. It says nothing by itself: a word stands beside it or in `aria-label`.
    pub fn icon(&self, name: impl AsRef<str>) -> Markup {
        let name = name.as_ref();
        Markup(format!(r#"<svg class="icon" aria-hidden="true"><use href="{}#{name}"></use></svg>"#, assets::url("icons.svg")))
    }

    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    pub fn tag(&self) -> &'static str {
        self.words.language.tag()
    }

    /// `light`, `dark`, or empty when the machine decides.
    pub fn forced_theme(&self) -> &'static str {
        if self.visit.theme == Theme::System { "" } else { self.visit.theme.word() }
    }

    pub fn theme(&self) -> &'static str {
        self.visit.theme.word()
    }

    pub fn themes(&self) -> [&'static str; 3] {
        Theme::ALL.map(Theme::word)
    }

    pub fn languages(&self) -> [LanguageChoice; 4] {
        Language::ALL.map(|language| LanguageChoice {
            tag: language.tag(),
            name: own_name(language),
            is_chosen: language == self.words.language,
        })
    }

    /// The name of the chosen language, in itself.
    pub fn language_name(&self) -> &'static str {
        own_name(self.words.language)
    }

    pub fn is_signed_in(&self) -> bool {
        self.visit.arrival.is_some()
    }

    /// The session in which the page is shown inside another product.
    pub fn embed(&self) -> Option<&Embedded> {
        self.visit.embed.as_deref()
    }

    pub fn actor(&self) -> Option<&Actor> {
        self.visit.arrival.as_ref().map(|arrival| &arrival.actor)
    }

    pub fn login(&self) -> &str {
        self.actor().map_or("", |actor| &actor.login)
    }

    pub fn role(&self) -> &'static str {
        self.actor().map_or("", |actor| actor.role.word())
    }

    pub fn unread(&self) -> u64 {
        self.visit.arrival.as_ref().map_or(0, |arrival| arrival.unread)
    }

    /// Whether the visitor may do it: what is not allowed is not offered. The verb asks again.
    pub fn may(&self, permission: Permission) -> bool {
        self.actor().is_some_and(|actor| actor.require(permission).is_ok())
    }

    pub fn may_see_records(&self) -> bool {
        self.may(Permission::SeeRecords)
    }

    /// The entries of the navigation that the visitor may open.
    pub fn navigation(&self) -> Vec<&'static Entry> {
        NAVIGATION.iter().filter(|entry| entry.permission.is_none_or(|permission| self.may(permission))).collect()
    }

    /// Path and query of this page, to come back to.
    pub fn here(&self) -> &str {
        &self.visit.here
    }

    /// What was done on the page before.
    pub fn flash(&self) -> Option<String> {
        let flash = self.visit.flash.as_ref()?;
        let facts: Vec<(&str, Arg<'_>)> =
            flash.facts.iter().map(|(name, text)| (name.as_str(), Arg::from(text.as_str()))).collect();
        self.words.say_if_known(&flash.id, &facts)
    }

    /// How a run stands, given the rows that stayed out: a chip's tint, icon and word.
    pub fn run_look(&self, state: &State, out: &u64) -> Look {
        let (tint, icon) = match *state {
            State::Uploaded | State::Reading | State::Mapping => ("neutral", "pencil"),
            State::Checked => ("info", "play"),
            State::Checking | State::Queued | State::Running => ("info", "spinner"),
            State::Completed if *out > 0 => ("warning", "warning"),
            State::Completed => ("success", "tick"),
            State::Stopped => ("neutral", "square"),
            State::Failed => ("danger", "cross"),
            State::Undone | State::PartlyUndone => ("neutral", "undo"),
        };
        let has_rest = *state == State::Completed && *out > 0;
        let word = if has_rest { self.t("state-with-errors") } else { self.state_word(state) };
        Look { tint, icon, word }
    }

    pub fn state_word(&self, state: &State) -> String {
        self.t(format!("state-{}", state.word().replace('_', "-")))
    }
}

fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Czech => "Čeština",
        Language::Portuguese => "Português (Brasil)",
        Language::Russian => "Русский",
    }
}

/// HTML that we made ourselves of parts without any value of a person.
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// What can stand in a sentence: a number chooses the plural and is grouped.
pub trait Fact {
    fn arg(&self) -> Arg<'static>;
}

macro_rules! numbers {
    ($($number:ty),*) => { $(impl Fact for $number {
        fn arg(&self) -> Arg<'static> {
            Arg::from(*self)
        }
    })* };
}
numbers!(i64, u32, u64, usize);

impl Fact for str {
    fn arg(&self) -> Arg<'static> {
        Arg::from(self.to_owned())
    }
}

impl Fact for String {
    fn arg(&self) -> Arg<'static> {
        Arg::from(self.clone())
    }
}

impl<T: Fact + ?Sized> Fact for &T {
    fn arg(&self) -> Arg<'static> {
        (**self).arg()
    }
}
