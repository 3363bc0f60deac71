//! What is to be done about one row: the heart of the check, the preview and the run. A pure function, never stored.
//!
//! In: a draft, the answers, what is known of the file, the options. Out: a [`PlannedRow`] and issues. The same code for the
//! check and the run; that is why the preview cannot lie.

use compact_str::CompactString;

use crate::cell::RowNumber;
use crate::check::role::is_protected;
use crate::check::{FileFacts, Intent, RowContext, judge, row_list};
use crate::draft::{Draft, Slot};
use crate::issue::{Code, Issue, Problem};
use crate::lookup::Answers;
use crate::mapping::{RowReader, SlotSpec, Source};
use crate::match_key::{self, Match};
use crate::recipe::{Duplicates, Existing, Mode, Options, Repeated};
use crate::record::{Record, RecordId, Version};
use crate::run::{Outcome, RowOutcome};
use crate::value::Value;

/// What the rules of one import have in common.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub reader: &'a RowReader,
    pub options: &'a Options,
    pub actor_is_administrator: bool,
}

/// What will happen to the record.
#[derive(Clone, Debug, PartialEq)]
pub enum PlannedChange {
    /// Values slot by slot.
    Create(Vec<Option<Value>>),
    /// Only what differs: slot, before, after.
    Update(Vec<(usize, Option<Value>, Option<Value>)>),
    Unchanged,
    Skip,
    Reject,
}

/// What will happen to one row.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRow {
    pub row: RowNumber,
    pub id: Option<RecordId>,
    pub version: Version,
    pub change: PlannedChange,
    /// Links to be set once their records exist.
    pub deferred: Vec<(usize, CompactString)>,
}

impl PlannedRow {
    pub fn outcome(&self) -> Outcome {
        match self.change {
            PlannedChange::Create(_) => Outcome::Created,
            PlannedChange::Update(_) => Outcome::Updated,
            PlannedChange::Unchanged => Outcome::Unchanged,
            PlannedChange::Skip => Outcome::Skipped,
            PlannedChange::Reject => Outcome::Rejected,
        }
    }

    pub fn row_outcome(&self) -> RowOutcome {
        RowOutcome { row: self.row, outcome: self.outcome(), id: self.id, version: self.version }
    }
}

/// A row somebody took out by hand.
pub fn excluded(row: RowNumber, issues: &mut Vec<Issue>) -> PlannedRow {
    issues.push(Issue::of_row(row, Problem::new(Code::RowExcluded)));
    PlannedRow { row, id: None, version: Version(0), change: PlannedChange::Skip, deferred: Vec::new() }
}

/// Decides what becomes of one row.
pub fn plan_row(rules: &Rules<'_>, mut draft: Draft, answers: &Answers, file: &FileFacts, issues: &mut Vec<Issue>) -> PlannedRow {
    let matched = match_key::find(rules.reader, &draft, answers);
    let stored = match &matched {
        Match::One(id) => answers.records.get(id),
        _ => None,
    };
    let lost = loses_to_another_row(rules.options, file, draft.row.0);
    let decision = if lost { Decision::Skip } else { decide(rules.options, &matched) };
    let intent = match decision {
        Decision::Create => Intent::Create,
        Decision::Update => Intent::Update,
        // A new record that must not exist yet: the person is told everything that is wrong with the row at once.
        Decision::Reject if rules.options.mode == Mode::Create => Intent::Create,
        _ => Intent::None,
    };
    let (mut deferred, judged_from) = (Vec::new(), issues.len());
    let mut context = RowContext {
        reader: rules.reader,
        options: rules.options,
        actor_is_administrator: rules.actor_is_administrator,
        answers,
        file,
        intent,
        stored,
        draft: &mut draft,
        deferred: &mut deferred,
        issues,
    };
    report_decision(&mut context, &matched, decision);
    judge(&mut context);
    if let (Match::One(id), Decision::Reject, false) = (&matched, decision, context.draft.has_error) {
        context.report_row(Problem::new(Code::KeyTaken).with("id", id));
    }
    let id = match matched {
        Match::One(id) => Some(id),
        _ => None,
    };
    let version = stored.map_or(Version(0), |record| record.version);
    let change = if draft.has_error && !lost {
        PlannedChange::Reject
    } else {
        match (decision, stored) {
            (Decision::Create, _) => PlannedChange::Create(values(rules.reader, &mut draft)),
            (Decision::Update, Some(record)) => {
                let change = update(rules, &draft, record, answers, &deferred, issues);
                refuse_protected(rules, record, change, draft.row, issues)
            }
            (Decision::Skip, _) => PlannedChange::Skip,
            _ => PlannedChange::Reject,
        }
    };
    if matches!(change, PlannedChange::Reject | PlannedChange::Skip) {
        promise_nothing(issues, judged_from, draft.row);
    }
    let id = if matches!(change, PlannedChange::Create(_)) { None } else { id };
    PlannedRow { row: draft.row, id, version, change, deferred }
}

/// WEB-19: who is no administrator changes nothing of one, nor of an operator. A row that changes nothing is none of that.
fn refuse_protected(
    rules: &Rules<'_>,
    stored: &Record,
    change: PlannedChange,
    row: RowNumber,
    issues: &mut Vec<Issue>,
) -> PlannedChange {
    let changes = matches!(change, PlannedChange::Update(_));
    if rules.actor_is_administrator || !changes || !is_protected(rules.reader, stored) {
        return change;
    }
    issues.push(Issue::of_row(row, Problem::new(Code::UserProtected).with("id", stored.id)));
    PlannedChange::Reject
}

/// A row that stays out creates nothing on the side, so it does not say that it will.
pub fn promise_nothing(issues: &mut Vec<Issue>, from: usize, row: RowNumber) {
    let mut place = 0;
    issues.retain(|issue| {
        place += 1;
        place <= from || issue.row != row || issue.code != Code::LinkCreated
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Create,
    Update,
    Skip,
    Reject,
}

fn decide(options: &Options, matched: &Match) -> Decision {
    match (options.mode, matched) {
        (Mode::Create, Match::None) | (Mode::CreateAndUpdate, Match::None) => Decision::Create,
        (Mode::Create, _) => match options.duplicates {
            Duplicates::Skip => Decision::Skip,
            Duplicates::Create => Decision::Create,
            Duplicates::Error => Decision::Reject,
        },
        (Mode::Update | Mode::CreateAndUpdate, Match::One(_)) => Decision::Update,
        (_, Match::Several(_)) | (Mode::Update, Match::None) => Decision::Reject,
    }
}

/// A8: of several rows with one key only the chosen one counts.
fn loses_to_another_row(options: &Options, file: &FileFacts, row: u32) -> bool {
    let Some(rows) = file.repeated.get(&row) else { return false };
    match options.repeated {
        Repeated::Error => false,
        Repeated::First => rows.first() != Some(&row),
        Repeated::Last => rows.last() != Some(&row),
    }
}

fn report_decision(row: &mut RowContext<'_>, matched: &Match, decision: Decision) {
    match (matched, decision) {
        (Match::Several(ids), Decision::Reject) => {
            let key = key_text(row);
            let ids: Vec<u32> = ids.iter().map(|id| id.0 as u32).collect();
            row.report_row(Problem::new(Code::MatchSeveral).with("ids", row_list(&ids)).with("key", key));
        }
        (Match::None, Decision::Reject) => {
            let key = key_text(row);
            let problem = Problem::new(Code::RecordMissing).with("key", &key);
            row.push(row.reader.id_column, Some("id".into()).filter(|_| row.reader.id_column.is_some()), problem, Some(key));
        }
        // In other modes a row is skipped only for another row with its key, which has been said.
        (Match::One(id), Decision::Skip) if row.options.mode == Mode::Create => {
            row.report_row(Problem::new(Code::RecordExists).with("id", id));
        }
        _ => {}
    }
}

/// The row's key as a person would say it.
fn key_text(row: &RowContext<'_>) -> CompactString {
    let mut keys = row.reader.match_rules.iter().filter_map(|rule| match_key::key_of(row.reader, row.draft, rule));
    keys.next().map(|key| key.replace(match_key::KEY_JOIN, " + ").into()).unwrap_or_default()
}

/// The values of a new record, slot by slot. They are taken out of the draft: a million rows need not be copied.
fn values(reader: &RowReader, draft: &mut Draft) -> Vec<Option<Value>> {
    let mut values: Vec<Option<Value>> = Vec::with_capacity(draft.slots.len());
    for (slot, spec) in draft.slots.iter_mut().zip(&reader.slots) {
        values.push(match (std::mem::replace(slot, Slot::Keep), &spec.source) {
            (Slot::Value(_), _) if spec.existing == Existing::Remove => None,
            (Slot::Value(value), _) => Some(value),
            (_, Source::Default(Slot::Value(value))) => Some(value.clone()),
            _ => None,
        });
    }
    for (index, spec) in reader.slots.iter().enumerate() {
        if let Source::Derived(parts) = &spec.source {
            values[index] = joined(parts.iter().filter_map(|part| values[*part].as_ref()));
        }
    }
    // A mapped column with an empty cell still gets the field's default.
    for (index, spec) in reader.slots.iter().enumerate() {
        if values[index].is_none() && spec.column().is_some() {
            values[index] = default_of(reader, index);
        }
    }
    values
}

fn default_of(reader: &RowReader, slot: usize) -> Option<Value> {
    let field = reader.field(slot);
    if field.default.is_empty() {
        return None;
    }
    match crate::kind::parse(field, &crate::cell::Cell::text(&field.default), &Default::default()) {
        crate::kind::Parsed::Value(value) => Some(value),
        _ => None,
    }
}

fn joined<'v>(parts: impl Iterator<Item = &'v Value>) -> Option<Value> {
    let text = parts.filter_map(Value::as_text).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Value::text(&text))
}

fn update(
    rules: &Rules<'_>,
    draft: &Draft,
    stored: &Record,
    answers: &Answers,
    deferred: &[(usize, CompactString)],
    issues: &mut Vec<Issue>,
) -> PlannedChange {
    let base = draft
        .mark
        .filter(|mark| mark.id == stored.id && mark.version < stored.version)
        .and_then(|_| answers.since.get(&stored.id));
    let mut changes = Vec::new();
    let first = issues.len();
    for (index, spec) in rules.reader.slots.iter().enumerate() {
        let before = &stored.values[index];
        let Some(after) = wanted(spec, &draft.slots[index], before) else { continue };
        if same(&after, before) {
            continue;
        }
        match base.and_then(|base| base.iter().find(|(slot, _)| *slot == index)) {
            // Somebody else changed the field since the export; this person did not touch it.
            Some((_, exported)) if same(&after, exported) => {}
            Some((_, exported)) => conflict(rules, draft, index, before, exported, issues),
            None => changes.push((index, before.clone(), after)),
        }
    }
    // Strict validation makes an error of a conflict: the row stays out, as with every other error.
    if issues[first..].iter().any(Issue::is_error) {
        return PlannedChange::Reject;
    }
    follow_derived(rules.reader, stored, &mut changes);
    if changes.is_empty() && deferred.is_empty() { PlannedChange::Unchanged } else { PlannedChange::Update(changes) }
}

/// What a slot makes of the stored value of an existing record; `None`: it stays.
pub fn wanted(spec: &SlotSpec, slot: &Slot, before: &Option<Value>) -> Option<Option<Value>> {
    let after = match slot {
        Slot::Clear => None,
        Slot::Value(value) => Some(value.clone()),
        _ => return None,
    };
    match spec.existing {
        Existing::Leave => None,
        Existing::Fill => before.is_none().then_some(after),
        Existing::Overwrite => Some(after),
        Existing::Add => after.map(|value| Some(merged(before.as_ref(), &value, true))).map(normalised),
        Existing::Remove => after.map(|value| Some(merged(before.as_ref(), &value, false))).map(normalised),
    }
}

fn normalised(value: Option<Value>) -> Option<Value> {
    value.filter(|value| {
        !matches!(value, Value::List(list) if list.is_empty()) && !matches!(value, Value::Links(ids) if ids.is_empty())
    })
}

/// A list or a set of links with members added or taken out. Single values: adding fills, removing clears an equal one.
fn merged(before: Option<&Value>, given: &Value, add: bool) -> Value {
    match given {
        Value::Links(given) => {
            let mut ids: Vec<RecordId> = before.map(|value| value.as_links().to_vec()).unwrap_or_default();
            ids.retain(|id| !given.contains(id));
            if add {
                ids.extend(given);
                ids.sort_unstable();
            }
            Value::Links(ids)
        }
        Value::List(given) => {
            let mut words: Vec<CompactString> = before.map(|value| value.as_list().to_vec()).unwrap_or_default();
            if add {
                let new: Vec<_> = given.iter().filter(|word| !words.contains(word)).cloned().collect();
                words.extend(new);
            } else {
                words.retain(|word| !given.contains(word));
            }
            Value::List(words)
        }
        single => match before {
            Some(stored) if add => stored.clone(),
            Some(stored) if stored != single => stored.clone(),
            Some(_) => Value::List(Vec::new()),
            None if add => single.clone(),
            None => Value::List(Vec::new()),
        },
    }
}

/// Equal in meaning: lists are compared without order.
pub fn same(a: &Option<Value>, b: &Option<Value>) -> bool {
    match (a, b) {
        (Some(Value::List(a)), Some(Value::List(b))) => a.len() == b.len() && a.iter().all(|word| b.contains(word)),
        (a, b) => a == b,
    }
}

/// R12: both sides edited the field; the stored value stays and the person is told.
fn conflict(
    rules: &Rules<'_>,
    draft: &Draft,
    slot: usize,
    before: &Option<Value>,
    exported: &Option<Value>,
    issues: &mut Vec<Issue>,
) {
    let field = rules.reader.field(slot);
    let shown = |value: &Option<Value>| {
        value
            .as_ref()
            .map(|value| crate::kind::render(field, value, &Default::default()).shown().into_owned())
            .unwrap_or_default()
    };
    let problem = Problem::new(Code::FieldConflict).with("stored", shown(before)).with("before", shown(exported));
    let Some(severity) = crate::mapping::weigh(rules.reader.validation, problem.code.severity()) else { return };
    let given = match &draft.slots[slot] {
        Slot::Value(value) => shown(&Some(value.clone())),
        _ => String::new(),
    };
    issues.push(Issue {
        row: draft.row,
        column: rules.reader.slots[slot].column().map(|column| column as u16),
        field: Some(field.key.clone()),
        severity,
        code: problem.code,
        value: Some(given.into()),
        params: problem.params,
    });
}

/// A full name made from its parts follows them when they change; one written by hand stays.
fn follow_derived(reader: &RowReader, stored: &Record, changes: &mut Vec<(usize, Option<Value>, Option<Value>)>) {
    for (index, spec) in reader.slots.iter().enumerate() {
        let Source::Derived(parts) = &spec.source else { continue };
        if !changes.iter().any(|(slot, ..)| parts.contains(slot)) {
            continue;
        }
        let old = joined(parts.iter().filter_map(|part| stored.values[*part].as_ref()));
        let is_own = stored.values[index].is_none() || stored.values[index] == old;
        let now = |part: &usize| {
            changes.iter().find(|(slot, ..)| slot == part).map_or(&stored.values[*part], |(_, _, after)| after).as_ref()
        };
        let new = joined(parts.iter().filter_map(now));
        if is_own && new != stored.values[index] {
            changes.push((index, stored.values[index].clone(), new));
        }
    }
}

#[cfg(test)]
mod tests;
