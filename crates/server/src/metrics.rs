//! What this node has done, in numbers, and how long the queue is: a page in Prometheus' text format.
//!
//! In: what workers and handlers count. Out: text. Kinds of work, states and status classes are the only labels: nothing of people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kartoteka_engine::look_after_work::QueueView;
use kartoteka_engine::progress::Stage;

/// Upper bounds of what is counted together, in seconds.
const REQUEST_SECONDS: [f64; 8] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
const JOB_SECONDS: [f64; 8] = [0.1, 0.5, 2.0, 10.0, 30.0, 120.0, 600.0, 3600.0];

/// How often something took how long.
#[derive(Debug, Default)]
struct Durations {
    /// By bound, each without those below it; the last one has no bound.
    counts: [u64; 9],
    seconds: f64,
}

impl Durations {
    fn note(&mut self, bounds: &[f64; 8], took: Duration) {
        let seconds = took.as_secs_f64();
        self.counts[bounds.iter().position(|bound| seconds <= *bound).unwrap_or(bounds.len())] += 1;
        self.seconds += seconds;
    }
}

/// Everything that is counted, since the program began.
#[derive(Debug, Default)]
pub struct Meter {
    requests: Mutex<BTreeMap<u16, Durations>>,
    jobs: Mutex<BTreeMap<(String, &'static str), Durations>>,
    rows: Mutex<BTreeMap<&'static str, u64>>,
    lost: AtomicU64,
}

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Meter {
    pub fn request(&self, status: u16, took: Duration) {
        open(&self.requests).entry(status / 100).or_default().note(&REQUEST_SECONDS, took);
    }

    /// `end`: `done`, `failed`, `cancelled`, `again`, `parked`, `handed-over`, `lost`.
    pub fn job(&self, kind: &str, end: &'static str, took: Duration) {
        open(&self.jobs).entry((kind.to_owned(), end)).or_default().note(&JOB_SECONDS, took);
    }

    pub fn rows(&self, stage: Stage, more: u64) {
        *open(&self.rows).entry(stage.word()).or_default() += more;
    }

    /// A worker found that another one has its job.
    pub fn lease_lost(&self) {
        self.lost.fetch_add(1, Ordering::Relaxed);
    }

    /// The page. `queue` is missing while the database does not answer.
    pub fn page(&self, at_work: usize, queue: Option<&QueueView>) -> String {
        let mut page = Page(String::new());
        page.one("kartoteka_info", "gauge", "The version of this program.", &[("version", env!("CARGO_PKG_VERSION"))], 1.0);
        page.one("kartoteka_database_up", "gauge", "Whether the database answers.", &[], f64::from(u8::from(queue.is_some())));
        page.one("kartoteka_jobs_at_work", "gauge", "Jobs this node is at work on.", &[], at_work as f64);
        let lost = self.lost.load(Ordering::Relaxed) as f64;
        page.one("kartoteka_leases_lost_total", "counter", "Jobs another node had taken before this one was done.", &[], lost);
        page.head("kartoteka_rows_total", "counter", "Rows this node went through, by stage.");
        for (stage, rows) in &*open(&self.rows) {
            page.line("kartoteka_rows_total", &[("stage", stage)], *rows as f64);
        }
        page.head("kartoteka_job_seconds", "histogram", "How long work took on this node, by kind and end.");
        for ((kind, end), durations) in &*open(&self.jobs) {
            page.durations("kartoteka_job_seconds", &[("kind", kind), ("end", end)], &JOB_SECONDS, durations);
        }
        page.head("kartoteka_request_seconds", "histogram", "How long answers took to begin, by class of status.");
        for (class, durations) in &*open(&self.requests) {
            page.durations("kartoteka_request_seconds", &[("class", &format!("{class}xx"))], &REQUEST_SECONDS, durations);
        }
        if let Some(queue) = queue {
            page.queue(queue);
        }
        page.0
    }
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: f64) {
        let labels: Vec<String> = labels.iter().map(|(label, word)| format!("{label}=\"{}\"", escaped(word))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, labels: &[(&str, &str)], value: f64) {
        self.head(name, kind, help);
        self.line(name, labels, value);
    }

    fn durations(&mut self, name: &str, labels: &[(&str, &str)], bounds: &[f64; 8], durations: &Durations) {
        let mut below = 0;
        let bounds = bounds.iter().map(f64::to_string).chain([String::from("+Inf")]);
        for (bound, count) in bounds.zip(durations.counts) {
            below += count;
            self.line(&format!("{name}_bucket"), &[labels, &[("le", bound.as_str())]].concat(), below as f64);
        }
        self.line(&format!("{name}_sum"), labels, durations.seconds);
        self.line(&format!("{name}_count"), labels, below as f64);
    }

    fn queue(&mut self, queue: &QueueView) {
        self.head("kartoteka_queue_jobs", "gauge", "Jobs of the whole installation that wait, run or are parked.");
        for count in &queue.counts {
            self.line("kartoteka_queue_jobs", &[("kind", &count.kind), ("state", &count.state)], count.jobs as f64);
        }
        let overdue = queue.overdue() as f64;
        self.one(
            "kartoteka_queue_overdue_jobs",
            "gauge",
            "Running jobs whose workers gave no sign of life in time.",
            &[],
            overdue,
        );
        let waits = queue.longest_wait.unwrap_or(0) as f64;
        self.one("kartoteka_queue_longest_wait_seconds", "gauge", "How long the job waits that waits longest.", &[], waits);
    }
}

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_counted_under_their_bounds() {
        let meter = Meter::default();
        for (status, millis) in [(200, 3), (204, 30), (200, 20_000), (503, 1)] {
            meter.request(status, Duration::from_millis(millis));
        }
        let page = meter.page(2, None);
        for line in [
            "kartoteka_request_seconds_bucket{class=\"2xx\",le=\"0.005\"} 1",
            "kartoteka_request_seconds_bucket{class=\"2xx\",le=\"0.1\"} 2",
            "kartoteka_request_seconds_bucket{class=\"2xx\",le=\"10\"} 2",
            "kartoteka_request_seconds_bucket{class=\"2xx\",le=\"+Inf\"} 3",
            "kartoteka_request_seconds_count{class=\"5xx\"} 1",
            "kartoteka_jobs_at_work 2",
            "kartoteka_database_up 0",
        ] {
            assert!(page.lines().any(|found| found == line), "{line}\n{page}");
        }
    }

    #[test]
    fn every_number_has_a_kind_and_a_sentence() {
        let meter = Meter::default();
        meter.job("run-import", "done", Duration::from_secs(1));
        meter.rows(Stage::Running, 7);
        let page = meter.page(0, Some(&QueueView::default()));
        for line in page.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap_or_default();
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            assert!(page.contains(&format!("# TYPE {family} ")) && page.contains(&format!("# HELP {family} ")), "{line}");
        }
    }
}
