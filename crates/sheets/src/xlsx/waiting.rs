//! Rows and cells with shared texts on their way to the collector. A shared text may stand anywhere in a large memory and is
//! waited for; those of some rows are looked up together, so that they are waited for at once. Nothing changes its order.

use std::ops::Range;

use crate::SheetError;
use crate::arena::Arena;
use crate::collect::{Collector, Stop};

/// The most that waits: the cells of some usual rows.
const MOST: usize = 128;

enum Step {
    /// One row ends and the row of this number begins.
    Row(u32),
    /// A cell, and which of the shared texts is its own.
    Cell { column: u32, index: usize },
}

/// What waits for its texts.
pub(super) struct Waiting<'b> {
    strings: &'b Arena,
    steps: Vec<Step>,
    places: Vec<Option<Range<usize>>>,
    /// The text of each step, as far as it has one.
    texts: Vec<Option<&'b str>>,
}

impl<'b> Waiting<'b> {
    pub fn new(strings: &'b Arena) -> Waiting<'b> {
        Waiting { strings, steps: Vec::new(), places: Vec::new(), texts: Vec::new() }
    }

    /// Ends the row and begins another, which is not hidden.
    #[inline]
    pub fn row(&mut self, number: u32, collector: &mut Collector<'_>) -> Result<(), Stop> {
        self.add(Step::Row(number), collector)
    }

    /// A cell with a shared text.
    #[inline]
    pub fn cell(&mut self, column: u32, index: usize, collector: &mut Collector<'_>) -> Result<(), Stop> {
        self.add(Step::Cell { column, index }, collector)
    }

    #[inline]
    fn add(&mut self, step: Step, collector: &mut Collector<'_>) -> Result<(), Stop> {
        self.steps.push(step);
        if self.steps.len() < MOST { Ok(()) } else { self.put(collector) }
    }

    /// Gives on what waits; to be asked before anything goes to the collector by another way.
    #[inline]
    pub fn put(&mut self, collector: &mut Collector<'_>) -> Result<(), Stop> {
        if self.steps.is_empty() { Ok(()) } else { self.put_all(collector) }
    }

    fn put_all(&mut self, collector: &mut Collector<'_>) -> Result<(), Stop> {
        self.places.clear();
        self.places.extend(self.steps.iter().map(|step| match step {
            Step::Row(_) => None,
            Step::Cell { index, .. } => self.strings.place(*index),
        }));
        self.texts.clear();
        self.texts.extend(self.places.drain(..).map(|place| self.strings.text(place?)));
        for (step, text) in self.steps.drain(..).zip(&self.texts) {
            match step {
                Step::Row(number) => {
                    collector.end()?;
                    collector.begin(number, false);
                }
                Step::Cell { column, .. } => put_text(column, *text, collector)?,
            }
        }
        Ok(())
    }
}

#[inline]
fn put_text(column: u32, text: Option<&str>, collector: &mut Collector<'_>) -> Result<(), SheetError> {
    let text = text.ok_or_else(|| SheetError::damaged("shared-string"))?;
    if text.is_empty() {
        return Ok(());
    }
    collector.advance_to(column)?;
    collector.known(text.as_bytes())
}
