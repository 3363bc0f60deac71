//! Workbooks behind the wall: the same rows, and a child that misbehaves is a refusal.

use std::path::{Path, PathBuf};

use kartoteka_sheets::{Limits, ReadReport, ReadingOptions, SheetError, Wall, inspect};

use crate::help::{looked, rows, rows_with, sample, xlsx};

/// The example `sheet_child`, which is built with the tests.
fn child(args: &[&str]) -> Wall {
    let mut program: PathBuf = std::env::current_exe().expect("a test");
    program.pop();
    program.pop();
    program.push("examples");
    program.push(format!("sheet_child{}", std::env::consts::EXE_SUFFIX));
    Wall::Child { program, args: args.iter().map(Into::into).collect() }
}

pub fn behind(args: &[&str], limits: &Limits, path: &Path) -> Result<ReadReport, SheetError> {
    rows_with(path, 0, &ReadingOptions::default(), limits, &child(args)).map(|(_, report)| report)
}

#[test]
fn the_wall_changes_nothing() {
    for name in ["leady-veletrh.xlsx", "leady-veletrh.ods", "contatos.xlsx", "kompanii-otvetstvennye.xls", "people-1000.csv"] {
        let path = sample(name);
        let seen = inspect(&path, &ReadingOptions::default(), &Limits::default(), &child(&[])).expect(name);
        assert_eq!(seen, looked(&path).expect(name));
        let through = rows_with(&path, 0, &ReadingOptions::default(), &Limits::default(), &child(&[])).expect(name).0;
        assert_eq!(through, rows(&path).expect(name));
    }
}

#[test]
fn refusals_come_through_with_their_facts() {
    let made = xlsx("<sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData>", &[]);
    let expected = SheetError::TooManyColumns { row: 1, columns: 16_384, limit: 2_000 };
    assert_eq!(behind(&[], &Limits::default(), &made.path), Err(expected));
}

#[test]
fn b1_a_child_that_hangs_dies_or_lies_is_a_refusal() {
    let path = sample("contatos.xlsx");
    let limits = Limits { seconds: 1, ..Limits::default() };
    assert_eq!(behind(&["hang"], &limits, &path), Err(SheetError::TimedOut { seconds: 1, limit: 1 }));
    assert_eq!(behind(&["abort"], &limits, &path).expect_err("refused").code(), "reading-failed");
    assert_eq!(behind(&["babble"], &limits, &path), Err(SheetError::ChildFailed { what: "protocol".into() }));
    let nobody = Wall::Child { program: "/nonexistent/program".into(), args: Vec::new() };
    let refused = rows_with(&path, 0, &ReadingOptions::default(), &limits, &nobody).expect_err("refused");
    assert_eq!(refused.code(), "reading-failed");
}

#[cfg(target_os = "linux")]
#[test]
fn flt_14_memory_beyond_the_limit_is_a_refusal() {
    // A megabyte of shared strings in an address space that has hardly room for the program.
    let strings: String = (0..400_000).map(|n| format!("<si><t>{n}-{:x}</t></si>", n * 2_654_435_761_u64)).collect();
    let made = xlsx(
        "<sheetData><row><c t='s'><v>0</v></c></row></sheetData>",
        &[("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>"))],
    );
    let limits = Limits { memory_bytes: 12 << 20, ..Limits::default() };
    let refused = behind(&[], &limits, &made.path).expect_err("refused");
    assert_eq!(refused, SheetError::OutOfMemory { limit: 12 << 20 });
}
