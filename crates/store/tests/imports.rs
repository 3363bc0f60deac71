//! Contract: imports with their uploads, blocks, outcomes, issues and edits.

mod common;

use common::*;
use kartoteka_domain::cell::RowNumber;
use kartoteka_domain::issue::{Code, Issue, Problem, Severity};
use kartoteka_domain::record::{RecordId, Version};
use kartoteka_domain::run::{Counts, Outcome, RowOutcome, State};
use kartoteka_store::*;

fn new_import(name: &str, key: Option<&str>) -> NewImport {
    NewImport {
        kind: RunKind::Import,
        type_key: "contact".into(),
        name: name.into(),
        state: State::Uploaded,
        profile: "leads".into(),
        file: Some(FileFacts { name: "lidé.xlsx".into(), size: 12, sha256: "ab12".into() }),
        settings: "{\"a\":1}".into(),
        created_by: 7,
        created_at: at(),
        tag: None,
        of_import: None,
        idempotency_key: key.map(Into::into),
        note: String::new(),
    }
}

#[test]
fn an_import_keeps_what_is_known_about_it() {
    let mut house = House::new();
    let counts = Counts { rows: 3, created: 3, ..Counts::default() };
    let id = house.batch(|batch, _, _| {
        let id = batch.create_import(&new_import("one", Some("k"))).expect("an import");
        assert!(matches!(batch.create_import(&new_import("two", Some("k"))), Err(StoreError::Unique { field }) if field == "idempotency_key"));
        assert_eq!(batch.update_file(id, &FileFacts { name: "b.csv".into(), size: 9, sha256: "cd".into() }, at()).expect("a file"), 2);
        batch.update_counts(id, &counts, at()).expect("counts");
        batch.update_progress(id, 10, 20).expect("progress");
        batch.update_tag(id, "Import 2026-11-21 #1", at()).expect("a tag");
        assert!(matches!(batch.update_name(99, "x", at()), Err(StoreError::Missing { id: 99, .. })));
        id
    });
    let import = house.writer.import(id).expect("a look").expect("an import");
    assert_eq!((import.id, import.upload_no, import.counts, import.progress_done, import.progress_total), (1, 2, counts, 10, 20));
    assert_eq!(import.file.as_ref().map(|file| file.name.as_str()), Some("b.csv"));
    assert_eq!((import.tag.as_deref(), import.created_at, import.state), (Some("Import 2026-11-21 #1"), at(), State::Uploaded));
    assert_eq!(house.writer.find_by_sha("cd").expect("a look"), std::slice::from_ref(&import));
    assert!(house.writer.find_by_sha("ab12").expect("a look").is_empty());
    assert_eq!(house.writer.find_by_idempotency_key("k").expect("a look"), Some(import));
    assert_eq!(house.writer.import(9).expect("a look"), None);
}

#[test]
fn flt_11_a_state_is_left_only_once() {
    let mut house = House::new();
    let id = house.batch(|batch, _, _| {
        let id = batch.create_import(&new_import("one", None)).expect("an import");
        let step = |from: &[State], to| batch.update_state(id, from, to, at()).expect("a step");
        assert!(!step(&[State::Queued], State::Running));
        assert!(step(&[State::Mapping, State::Uploaded], State::Queued));
        assert!(step(&[State::Queued], State::Running));
        assert!(!step(&[State::Queued], State::Running), "one wins");
        assert!(!step(&[], State::Running));
        assert!(step(&[State::Running], State::Completed));
        id
    });
    let import = house.writer.import(id).expect("a look").expect("an import");
    assert_eq!((import.state, import.started_at, import.finished_at), (State::Completed, Some(at()), Some(at())));
}

#[test]
fn a_check_of_older_edits_does_not_count() {
    let mut house = House::new();
    house.batch(|batch, _, _| {
        let id = batch.create_import(&new_import("one", None)).expect("an import");
        let revision = batch.import(id).expect("a look").expect("an import").edits_revision;
        assert!(batch.finish_check(id, revision, &Counts::default(), at()).expect("a check"));
        batch.append_edit(id, "{}").expect("an edit");
        assert!(!batch.finish_check(id, revision, &Counts::default(), at()).expect("a check"));
        batch.update_settings(id, "{}", at()).expect("settings");
        let now = batch.import(id).expect("a look").expect("an import");
        assert_eq!((now.check_revision, now.edits_revision), (revision, revision + 2));
    });
}

#[test]
fn imports_are_listed_newest_first() {
    let mut house = House::new();
    house.batch(|batch, _, _| {
        for (kind, state, type_key) in [
            (RunKind::Import, State::Checked, "contact"),
            (RunKind::Undo, State::Completed, "contact"),
            (RunKind::Import, State::Completed, "lead"),
        ] {
            let new = NewImport {
                kind,
                state,
                type_key: type_key.into(),
                of_import: (kind == RunKind::Undo).then_some(1),
                ..new_import("x", None)
            };
            batch.create_import(&new).expect("an import");
        }
    });
    let list = |filter: ImportFilter| house.writer.imports(&filter).expect("a list").iter().map(|i| i.id).collect::<Vec<_>>();
    let all = ImportFilter::default();
    assert_eq!(list(all.clone()), [3, 2, 1]);
    assert_eq!(list(ImportFilter { limit: 1, before: Some(3), ..all.clone() }), [2]);
    assert_eq!(list(ImportFilter { type_key: Some("contact".into()), kinds: vec![RunKind::Import], ..all.clone() }), [1]);
    assert_eq!(list(ImportFilter { states: vec![State::Completed, State::Failed], ..all.clone() }), [3, 2]);
    assert_eq!(list(ImportFilter { of_import: Some(1), created_by: Some(7), ..all.clone() }), [2]);
    assert!(list(ImportFilter { created_by: Some(8), ..all }).is_empty());
}

#[test]
fn uploads_blocks_and_sheets_come_back_as_they_came() {
    let mut house = House::new();
    let block = |no: u32, byte: u8| NewBlock {
        info: BlockInfo { no, first_row: no * 10, last_row: no * 10 + 9, rows: 10 },
        bytes: vec![byte; 300],
    };
    let sheet = SheetInfo { sheet: 1, name: "Kontakty 'a'".into(), hidden: true, report: "{}".into() };
    house.batch(|batch, _, _| {
        for (seq, part) in [&b"PK\x03\x04"[..], &[0; 100_000], b""].iter().enumerate() {
            batch.append_upload_chunk(1, 1, seq as u32, part).expect("a chunk");
        }
        batch.append_upload_chunk(1, 2, 0, b"other").expect("a chunk");
        batch.append_blocks(1, 1, 1, &[block(0, 1), block(1, 2)]).expect("blocks");
        batch.append_blocks(1, 1, 1, &[block(1, 3), block(2, 4)]).expect("read again after a crash");
        batch.save_sheet(1, 1, &sheet).expect("a sheet");
    });
    let mut bytes = Vec::new();
    let length = house
        .writer
        .read_upload(1, 1, |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })
        .expect("an upload");
    assert_eq!((length, bytes.len(), &bytes[..4]), (100_004, 100_004, &b"PK\x03\x04"[..]));
    assert!(house.writer.read_upload(1, 1, |_| Err(std::io::ErrorKind::Other.into())).is_err(), "the reader may stop it");
    let list = house.writer.block_list(1, 1, 1).expect("blocks");
    assert_eq!(list, [block(0, 1).info, block(1, 3).info, block(2, 4).info]);
    assert_eq!(house.writer.block(1, 1, 1, 1).expect("a block"), Some(vec![3; 300]));
    assert_eq!(house.writer.block(1, 1, 0, 1).expect("a block"), None);
    assert_eq!(house.writer.sheets(1, 1).expect("sheets"), [sheet]);
    house.batch(|batch, _, _| {
        batch.drop_blocks(1, Some(2)).expect("no such upload");
        assert_eq!(batch.block_list(1, 1, 1).expect("blocks").len(), 3);
        batch.drop_blocks(1, None).expect("all");
        assert!(batch.block_list(1, 1, 1).expect("blocks").is_empty());
        assert!(batch.sheets(1, 1).expect("sheets").is_empty());
    });
}

fn outcomes(block: u32, outcome: Outcome) -> BlockOutcomes {
    let row =
        |n: u32| RowOutcome { row: RowNumber(block * 10 + n), outcome, id: Some(RecordId(i64::from(n))), version: Version(n) };
    let outcomes: Vec<_> = (1..=3).map(row).collect();
    let mut counts = Counts::default();
    outcomes.iter().for_each(|row| counts.count(row.outcome));
    BlockOutcomes { part: 0, block, counts, outcomes }
}

#[test]
fn one_outcome_a_row_and_the_counts_add_up() {
    let mut house = House::new();
    house.batch(|batch, _, _| {
        batch.save_outcomes(1, Stage::Check, &[outcomes(2, Outcome::Rejected)]).expect("save");
        batch.save_outcomes(1, Stage::Check, &[outcomes(0, Outcome::Created)]).expect("save");
        batch.save_outcomes(1, Stage::Check, &[outcomes(2, Outcome::Updated)]).expect("again replaces");
        batch.save_outcomes(1, Stage::Run, &[outcomes(0, Outcome::Failed)]).expect("save");
    });
    let mut seen = Vec::new();
    house
        .writer
        .each_outcomes(1, Stage::Check, |block| {
            seen.push(block);
            Ok(())
        })
        .expect("a walk");
    assert_eq!(seen, [outcomes(0, Outcome::Created), outcomes(2, Outcome::Updated)]);
    assert_eq!(house.writer.outcomes(1, Stage::Run, 0, 0).expect("a look"), Some(outcomes(0, Outcome::Failed)));
    assert_eq!(house.writer.outcomes(1, Stage::Run, 1, 0).expect("a look"), None);
    let counts = house.writer.outcome_counts(1, Stage::Check).expect("counts");
    assert_eq!((counts.rows, counts.created, counts.updated, counts.rejected), (6, 3, 3, 0));
    house.batch(|batch, _, _| batch.clear_outcomes(1, Stage::Check).expect("clear"));
    assert_eq!(house.writer.outcome_counts(1, Stage::Check).expect("counts"), Counts::default());
}

fn issue(row: u32, code: Code, value: &str) -> Issue {
    let problem = Problem::new(code).with("likely", "Czechia").with("limit", 1);
    Issue { column: Some(3), field: Some("country".into()), value: Some(value.into()), ..Issue::of_row(RowNumber(row), problem) }
}

#[test]
fn l8_issues_are_listed_and_grouped() {
    let mut house = House::new();
    let mut found: Vec<Issue> =
        (15..=40).map(|row| issue(row, Code::CountryUnknown, if row % 2 == 0 { "Czechya" } else { "Slovacia" })).collect();
    found.push(issue(15, Code::CountryUnknown, "Czechya"));
    found.push(issue(3, Code::TextGarbled, "Ã©"));
    found.push(Issue::of_row(RowNumber(2), Problem::new(Code::RowExcluded)));
    house.batch(|batch, _, _| {
        batch.save_issues(1, Stage::Check, 0, &found[..2]).expect("save");
        batch.save_issues(1, Stage::Check, 0, &found[2..]).expect("save");
        batch.save_issues(1, Stage::Run, 0, &found[..1]).expect("save");
        batch.save_issues(2, Stage::Check, 0, &found[..1]).expect("save");
    });
    let list = |filter: &IssueFilter, after, limit| house.writer.issues(1, Stage::Check, filter, after, limit).expect("a list");
    let all = IssueFilter::default();
    assert_eq!(list(&all, None, 99).into_iter().map(|stored| stored.issue).collect::<Vec<_>>(), found);
    assert_eq!(list(&all, Some(2), 2).iter().map(|stored| stored.seq).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(list(&IssueFilter { row: Some(RowNumber(15)), ..all.clone() }, None, 9).len(), 2);
    assert_eq!(list(&IssueFilter { severity: Some(Severity::Warning), ..all.clone() }, None, 9)[0].issue.code, Code::TextGarbled);
    assert_eq!(
        list(&IssueFilter { code: Some(Code::CountryUnknown), value: Some("Slovacia".into()), ..all.clone() }, None, 99).len(),
        13
    );
    assert_eq!(list(&IssueFilter { field: Some("x".into()), ..all }, None, 9), []);

    let groups = house.writer.issue_groups(1, Stage::Check).expect("groups");
    let heads: Vec<_> = groups.iter().map(|group| (group.code, group.rows, group.first_row.0)).collect();
    assert_eq!(heads, [(Code::CountryUnknown, 26, 15), (Code::TextGarbled, 1, 3), (Code::RowExcluded, 1, 2)]);
    let first = &groups[0];
    assert_eq!((first.field.as_deref(), first.column, first.severity), (Some("country"), Some(3), Severity::Error));
    assert_eq!((first.example.as_deref(), &first.params), (Some("Slovacia"), &found[0].params));
    // Row 15 holds both values.
    assert_eq!(first.values, [("Czechya".into(), 14), ("Slovacia".into(), 13)]);
    assert_eq!((first.distinct, groups[2].values.len()), (2, 0));
    house.batch(|batch, _, _| batch.clear_issues(1, Stage::Check).expect("clear"));
    assert!(house.writer.issue_groups(1, Stage::Check).expect("groups").is_empty());
    assert_eq!(house.writer.issue_groups(1, Stage::Run).expect("groups").len(), 1);
}

#[test]
fn edits_are_undone_and_redone_in_order() {
    let mut house = House::new();
    house.batch(|batch, _, _| {
        for edit in ["a", "b", "c"] {
            batch.append_edit(1, edit).expect("an edit");
        }
        let word = |edit: Option<StoredEdit>| edit.map(|edit| edit.edit);
        assert_eq!(word(batch.undo_last_edit(1).expect("undo")).as_deref(), Some("c"));
        assert_eq!(word(batch.undo_last_edit(1).expect("undo")).as_deref(), Some("b"));
        assert_eq!(word(batch.redo_edit(1).expect("redo")).as_deref(), Some("b"));
        assert_eq!(batch.append_edit(1, "d").expect("an edit"), 3);
        assert_eq!(word(batch.redo_edit(1).expect("redo")), None, "c is gone for good");
        let list: Vec<_> = batch.edits(1).expect("edits").into_iter().map(|edit| (edit.edit, edit.undone)).collect();
        assert_eq!(list, [("a".into(), false), ("b".into(), false), ("d".into(), false)]);
        assert_eq!(word(batch.undo_last_edit(2).expect("undo")), None);
    });
}

#[test]
fn a_draft_can_be_deleted_a_run_cannot() {
    let mut house = House::new();
    house.batch(|batch, contact, _| {
        let draft = batch.create_import(&new_import("draft", None)).expect("an import");
        batch.append_upload_chunk(draft, 1, 0, b"x").expect("a chunk");
        assert!(batch.delete_draft(draft).expect("delete"));
        assert_eq!(batch.import(draft).expect("a look"), None);
        assert_eq!(batch.read_upload(draft, 1, |_| Ok(())).expect("a look"), 0);
        let run = batch.create_import(&new_import("run", None)).expect("an import");
        assert_eq!(run, draft + 1, "numbers are not given twice");
        batch.append_created(run, contact, at(), &[(RecordId(1), RecordId(1))]).expect("journal");
        assert!(!batch.delete_draft(run).expect("delete"));
        assert!(batch.import(run).expect("a look").is_some());
    });
}
