//! Progress on standard error: a bar on a terminal, a line every five seconds elsewhere; and the signals that stop it.
//!
//! In: moments a verb tells of. Out: text on standard error, never on standard output; a flag when somebody wants to stop.

use std::io::IsTerminal as _;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use kartoteka_domain::run::{Counts, Outcome};
use kartoteka_engine::progress::{Progress, Stage, Watch};
use kartoteka_engine::words::{Words, number};

use crate::exit::INTERRUPTED;

/// Between two drawings of the bar.
const REDRAW: Duration = Duration::from_millis(100);
/// Between two lines where there is no terminal, unless `KARTOTEKA_PROGRESS_EVERY` says another number of seconds.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// Signs of the bar.
const CELLS: u64 = 10;

/// The first signal asks to stop where it is safe; the second ends at once.
pub fn stop_on_signals() -> std::io::Result<Arc<AtomicBool>> {
    // A limit on the size of files is told as a full disk, not by a death in the middle of a write.
    #[cfg(unix)]
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // This order matters: at the first signal the flag is still down when the exit looks at it.
        signal_hook::flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&stop))?;
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// Draws what a verb tells.
pub struct Drawer {
    shared: Arc<Mutex<State>>,
    bar: Option<ProgressBar>,
}

struct State {
    every: Duration,
    stage: Option<Stage>,
    began: Instant,
    drawn: Instant,
}

impl Drawer {
    /// `silent`: nothing is drawn at all.
    pub fn watch(words: Words, stop: Arc<AtomicBool>, silent: bool) -> (Watch, Drawer) {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !silent).then(bar);
        let now = Instant::now();
        let shared = Arc::new(Mutex::new(State { every: every(terminal), stage: None, began: now, drawn: now }));
        let drawer = Drawer { shared: Arc::clone(&shared), bar: bar.clone() };
        let watch = Watch::new(stop, move |progress| {
            if !silent {
                let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
                state.tell(progress, words, bar.as_ref());
            }
        });
        (watch, drawer)
    }

    /// Takes the bar away; what follows is the result.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        drop(self.shared);
    }
}

fn every(terminal: bool) -> Duration {
    let said = || std::env::var("KARTOTEKA_PROGRESS_EVERY").ok()?.parse().ok();
    if terminal { REDRAW } else { said().map_or(LINE_EVERY, Duration::from_secs) }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{msg}") {
        bar.set_style(style);
    }
    bar
}

impl State {
    fn tell(&mut self, progress: &Progress, words: Words, bar: Option<&ProgressBar>) {
        let now = Instant::now();
        if self.stage != Some(progress.stage) {
            self.stage = Some(progress.stage);
            self.began = now;
        }
        if now.duration_since(self.drawn) < self.every {
            return;
        }
        self.drawn = now;
        let text = line(progress, now.duration_since(self.began), words);
        match bar {
            Some(bar) => bar.set_message(text),
            None => eprintln!("{text}"),
        }
    }
}

/// `[######----] 3,000/5,000 rows 1,450/s 00:01 left created 2,940 rejected 29`
pub fn line(progress: &Progress, elapsed: Duration, words: Words) -> String {
    let shown = |n: u64| number(i64::try_from(n).unwrap_or(i64::MAX), words.language);
    let mut parts = vec![words.word(stage_word(progress.stage))];
    if let Some(filled) = (progress.done.min(progress.total) * CELLS).checked_div(progress.total) {
        parts = vec![format!("[{}{}]", "#".repeat(filled as usize), "-".repeat((CELLS - filled) as usize))];
        let of = [("done", shown(progress.done).into()), ("rows", shown(progress.total).into())];
        parts.push(words.say("progress-rows", &of));
    } else if progress.done > 0 {
        parts.push(shown(progress.done));
    }
    let seconds = elapsed.as_secs_f64();
    if progress.done > 0 && seconds >= 0.1 {
        let rate = progress.done as f64 / seconds;
        parts.push(words.say("progress-speed", &[("n", (rate as u64).into())]));
        if progress.total > progress.done {
            let left = ((progress.total - progress.done) as f64 / rate).ceil() as u64;
            parts.push(words.say("progress-left", &[("time", clock(left).into())]));
        }
    }
    parts.extend(outcomes(&progress.counts, words));
    parts.join(" ")
}

/// `created 483  rejected 17`: the outcomes that occur.
pub fn outcomes(counts: &Counts, words: Words) -> Vec<String> {
    let occurring = Outcome::ALL.into_iter().filter(|outcome| counts.of(*outcome) > 0);
    occurring.map(|outcome| words.say(&format!("progress-{}", outcome.word()), &[("n", counts.of(outcome).into())])).collect()
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Storing | Stage::Reading | Stage::Surveying => "progress-reading-rows",
        Stage::Checking => "progress-checking",
        Stage::Running | Stage::Undoing | Stage::Exporting => "progress-writing",
        Stage::Waiting => "progress-waiting",
    }
}

/// `01:05`, `1:02:03`.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kartoteka_domain::language::Language;

    #[test]
    fn the_line_shows_rate_and_time_left() {
        let counts = Counts { rows: 3000, created: 2940, updated: 31, rejected: 29, ..Counts::default() };
        let progress = Progress { stage: Stage::Running, done: 3000, total: 5000, counts };
        let text = line(&progress, Duration::from_secs(2), Words::of(Language::English));
        assert_eq!(text, "[######----] 3,000/5,000 rows 1,500/s 00:02 left created 2,940 updated 31 rejected 29");
    }

    #[test]
    fn an_unknown_total_draws_no_bar() {
        let progress = Progress { stage: Stage::Reading, done: 0, total: 0, counts: Counts::default() };
        assert_eq!(line(&progress, Duration::ZERO, Words::of(Language::English)), "Reading");
        assert_eq!(clock(3723), "1:02:03");
    }
}
