//! What was measured, and the targets it is held against.
//! Comes in: measurements. Goes out: medians, ratios, verdicts. Pure.

use super::cases::TEMPLATE_ROWS;
use super::measure::Measured;

/// All measurements of one case at one length.
pub struct Case {
    pub key: &'static str,
    pub rows: usize,
    pub seconds: Vec<f64>,
    pub peak_mb: f64,
}

#[derive(Default)]
pub struct Figures {
    pub cases: Vec<Case>,
}

impl Figures {
    pub fn add(&mut self, key: &str, rows: usize, measured: Measured) {
        let Some((key, _)) = TITLES.iter().find(|(known, _)| *known == key) else { return };
        let at = self.cases.iter().position(|case| case.key == *key && case.rows == rows).unwrap_or_else(|| {
            self.cases.push(Case { key, rows, seconds: Vec::new(), peak_mb: 0.0 });
            self.cases.len() - 1
        });
        self.cases[at].seconds.push(measured.seconds);
        self.cases[at].peak_mb = self.cases[at].peak_mb.max(measured.peak_mb);
    }

    pub fn get(&self, key: &str, rows: usize) -> Option<&Case> {
        self.cases.iter().find(|case| case.key == key && case.rows == rows)
    }
}

/// Key and what people read.
pub const TITLES: &[(&str, &str)] = &[
    ("reading", "the CSV file read, nothing done"),
    ("baseline", "**baseline**: one prepared statement, one transaction"),
    ("sqlite3", "`sqlite3 .import`"),
    ("check", "`import check`"),
    ("run", "`import run` (read, checked, run)"),
    ("export", "`export run` to CSV"),
    ("undo", "`import revert`"),
    ("template", "`import check` of a leads template (XLSX)"),
    ("django-bare", "django-import-export, bulk, no stored record looked for"),
    ("django-cached", "django-import-export, bulk, stored records looked for at once"),
    ("django", "django-import-export, bulk"),
    ("django-checked", "django-import-export, bulk, values checked"),
];

impl Case {
    pub fn title(&self) -> &'static str {
        TITLES.iter().find(|(key, _)| *key == self.key).map_or("", |(_, title)| title)
    }

    /// Whether this is our program, and not what it is compared with.
    pub fn is_ours(&self) -> bool {
        !["reading", "baseline", "sqlite3"].contains(&self.key) && !self.key.starts_with("django")
    }

    pub fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => f64::NAN,
            odd if odd % 2 == 1 => sorted[middle],
            _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
        }
    }

    pub fn min(&self) -> f64 {
        self.sorted().first().copied().unwrap_or(f64::NAN)
    }

    pub fn max(&self) -> f64 {
        self.sorted().last().copied().unwrap_or(f64::NAN)
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// A promise, what was measured, and whether it holds.
pub struct Verdict {
    /// Stable name, kept with the figures.
    pub key: String,
    pub what: String,
    pub measured: f64,
    pub unit: &'static str,
    /// `None`: no promise, said for comparison.
    pub limit: Option<f64>,
    /// The measured value must be at least the limit, instead of at most.
    pub at_least: bool,
}

impl Verdict {
    /// `None` without a promise.
    pub fn holds(&self) -> Option<bool> {
        self.limit.map(|limit| if self.at_least { self.measured >= limit } else { self.measured <= limit })
    }
}

/// Case, case it is compared with, most times as long.
const RATIOS: &[(&str, &str, f64)] = &[
    ("run", "baseline", 2.0),
    ("check", "baseline", 0.6),
    ("undo", "baseline", 1.5),
    ("export", "baseline", 0.4),
    ("run", "sqlite3", 2.0),
];
/// Any verb, any length.
const PEAK_MB: f64 = 256.0;
/// Bounded caches are not full yet at a tenth of the rows: the page cache alone may still grow by its 64 MB.
const FLAT_MB: f64 = 64.0;
const TEMPLATE_SECONDS: f64 = 0.5;
/// Against its bulk mode with the look-up it does unless told otherwise; it still checks no value.
const DJANGO_TIMES: f64 = 40.0;

/// The verdicts on everything that was measured.
pub fn verdicts(figures: &Figures, rows: usize) -> Vec<Verdict> {
    let mut all = Vec::new();
    for (ours, other, limit) in RATIOS {
        if let (Some(case), Some(base)) = (figures.get(ours, rows), figures.get(other, rows)) {
            let other_title = if base.key == "baseline" { "the baseline" } else { base.title() };
            let what = format!("{} ÷ {other_title}", case.title());
            all.push(at_most(format!("{ours}/{other}"), what, case.median() / base.median(), "×", *limit));
        }
    }
    for case in figures.cases.iter().filter(|case| case.is_ours()) {
        let what = format!("memory, {}, {} rows", case.title(), thousands(case.rows));
        all.push(at_most(format!("memory/{}/{}", case.key, case.rows), what, case.peak_mb, "MB", PEAK_MB));
        if let Some(small) = figures.get(case.key, rows / 10).filter(|_| case.rows == rows) {
            let what = format!("memory more than at {} rows, {}", thousands(small.rows), case.title());
            all.push(at_most(format!("flat/{}", case.key), what, (case.peak_mb - small.peak_mb).max(0.0), "MB", FLAT_MB));
        }
    }
    if let Some(case) = figures.get("template", TEMPLATE_ROWS) {
        all.push(at_most("template".into(), case.title().into(), case.median(), "s", TEMPLATE_SECONDS));
    }
    let small = rows / 10;
    for peer in figures.cases.iter().filter(|case| case.key.starts_with("django") && case.rows == small) {
        let Some(run) = figures.get("run", small) else { continue };
        let what = format!("{} ÷ {}, {} rows", peer.title(), run.title(), thousands(small));
        let limit = (peer.key == "django").then_some(DJANGO_TIMES);
        let measured = peer.median() / run.median();
        all.push(Verdict { key: format!("{}/run", peer.key), what, measured, unit: "×", limit, at_least: true });
    }
    all
}

fn at_most(key: String, what: String, measured: f64, unit: &'static str, limit: f64) -> Verdict {
    Verdict { key, what, measured, unit, limit: Some(limit), at_least: false }
}

pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    std::iter::once(head.to_owned()).filter(|head| !head.is_empty()).chain(groups).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(list: &[(&str, usize, &[f64], f64)]) -> Figures {
        let mut figures = Figures::default();
        for (key, rows, seconds, peak_mb) in list {
            for seconds in *seconds {
                figures.add(key, *rows, Measured { seconds: *seconds, cpu_seconds: *seconds, peak_mb: *peak_mb });
            }
        }
        figures
    }

    #[test]
    fn medians() {
        let case = |seconds: &[f64]| Case { key: "run", rows: 1, seconds: seconds.to_vec(), peak_mb: 0.0 };
        assert_eq!(case(&[9.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(case(&[4.0, 1.0, 2.0, 9.0]).median(), 3.0);
        assert_eq!((case(&[4.0, 1.0]).min(), case(&[4.0, 1.0]).max()), (1.0, 4.0));
        assert!(case(&[]).median().is_nan());
    }

    #[test]
    fn verdicts_take_the_medians_of_one_length() {
        let figures = figures(&[
            ("baseline", 100, &[10.0, 99.0, 10.0], 500.0),
            ("baseline", 10, &[1.0], 50.0),
            ("run", 100, &[20.0, 20.0, 90.0], 200.0),
            ("run", 10, &[2.0], 100.0),
            ("check", 100, &[6.1], 257.0),
            ("django", 10, &[79.0], 300.0),
            ("django-bare", 10, &[20.0], 300.0),
        ]);
        let verdicts = verdicts(&figures, 100);
        let find = |key: &str| verdicts.iter().find(|one| one.key == key).map(|one| (one.measured, one.holds()));
        assert_eq!(find("run/baseline"), Some((2.0, Some(true))));
        assert_eq!(find("check/baseline").and_then(|(_, holds)| holds), Some(false));
        assert_eq!(find("memory/check/100"), Some((257.0, Some(false))));
        assert_eq!(find("memory/run/10"), Some((100.0, Some(true))));
        assert_eq!(find("flat/run"), Some((100.0, Some(false))));
        assert_eq!(find("django/run"), Some((39.5, Some(false))));
        assert_eq!(find("django-bare/run"), Some((10.0, None)));
        assert_eq!(find("undo/baseline"), None);
        // What we compare with may take all the memory it likes.
        assert_eq!(find("memory/baseline/100"), None);
    }

    #[test]
    fn every_case_is_known() {
        for key in RATIOS.iter().flat_map(|(ours, other, _)| [ours, other]) {
            assert!(TITLES.iter().any(|(known, _)| known == key), "{key}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1000, 50_000, 1_000_000].map(thousands), ["0", "999", "1,000", "50,000", "1,000,000"]);
    }
}
