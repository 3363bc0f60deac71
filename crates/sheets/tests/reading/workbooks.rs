//! Legal workbooks of every dialect.

use jiff::civil::{Date, Time};
use kartoteka_domain::cell::Cell;
use kartoteka_sheets::{Limits, Note, ReadingOptions, SheetError, Wall};

use crate::help::{WORKBOOK, looked, ods, rows, rows_with, told, xlsx};

const STYLES: &str = r#"<styleSheet><numFmts count="9"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
    <numFmt numFmtId="165" formatCode="0.00&quot; d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs>
    </styleSheet>"#;

fn first_cells(sheet: &str, more: &[(&str, &str)]) -> Vec<Cell<'static>> {
    rows(&xlsx(&format!("<sheetData><row>{sheet}</row></sheetData>"), more).path).expect("read").remove(0).cells
}

#[test]
fn cells_of_every_type_are_read() {
    let strings = "<sst count='99999999' uniqueCount='99999999'><si><t xml:space='preserve'> a </t></si>\
        <si><r><t>ri</t></r><r><rPr/><t>ch</t></r><rPh sb='0' eb='1'><t>pronounced</t></rPh></si><si/></sst>";
    let cells = first_cells(
        "<c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='inlineStr'><is><t>in &amp; line</t></is></c>\
         <c t='str'><f>A1</f><v>f_x000A_g</v></c><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c>\
         <c><v>420601000001</v></c><c t='n'><v>-1.5E-3</v></c><c t='d'><v>2024-02-29</v></c><c s='1'><v>45658</v></c>\
         <c s='1'><v>45658.5</v></c><c s='2'><v>0.125</v></c><c s='3'><v>0.25</v></c><c s='4'><v>5</v></c>\
         <c s='5'><v>1.5</v></c><c s='1'/><c t='inlineStr'><is><t><![CDATA[<&>]]></t></is></c>",
        &[("xl/sharedStrings.xml", strings), ("xl/styles.xml", STYLES)],
    );
    let expected = [
        Cell::text(" a "),
        Cell::text("rich"),
        Cell::Empty,
        Cell::text("in & line"),
        Cell::text("f\ng"),
        Cell::Bool(true),
        Cell::Bool(false),
        Cell::Error("#N/A".into()),
        Cell::Number(420_601_000_001.0),
        Cell::Number(-0.0015),
        Cell::DateTime(Date::constant(2024, 2, 29).at(0, 0, 0, 0)),
        Cell::DateTime(Date::constant(2025, 1, 1).at(0, 0, 0, 0)),
        Cell::DateTime(Date::constant(2025, 1, 1).at(12, 0, 0, 0)),
        Cell::Percent(0.125),
        Cell::Time(Time::constant(6, 0, 0, 0)),
        Cell::Number(5.0),
        Cell::text("36:00:00"),
        Cell::Empty,
        Cell::text("<&>"),
    ];
    assert_eq!(cells, expected);
}

#[test]
fn val_05_days_counted_from_1904() {
    let workbook = WORKBOOK.replace("<sheets>", "<workbookPr date1904='1'/><sheets>");
    let cells = first_cells("<c s='1'><v>44196</v></c>", &[("xl/styles.xml", STYLES), ("xl/workbook.xml", &workbook)]);
    assert_eq!(cells, [Cell::DateTime(Date::constant(2025, 1, 1).at(0, 0, 0, 0))]);
}

#[test]
fn str_08_other_writers_are_read() {
    // No references, wrong dimension, prefixes, gaps, trailing formatted cells and rows.
    for sheet in [
        "<dimension ref='A1'/><sheetData><row><c><v>1</v></c><c/><c><v>2</v></c><c s='0'/></row><row/><row><c/><c><v>3</v></c></row></sheetData>",
        "<x:sheetData xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c>\
         <x:c r='C1'><x:v>2</x:v></x:c></x:row><x:row r='3' spans='1:9'><x:c r='B3'><x:v>3</x:v></x:c></x:row></x:sheetData>",
        "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row><row r='3'><c r='B3'><v>3</v></c></row>\
         <row r='1048576'><c r='XFD1048576' s='1'/></row></sheetData>",
    ] {
        let made = xlsx(sheet, &[]);
        let (rows, report) =
            rows_with(&made.path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read");
        assert_eq!(told(&rows), ["1: 1 |  | 2", "3:  | 3"], "{sheet}");
        assert_eq!((report.blank_rows, report.last_row.0), (1, 3));
    }
}

#[test]
fn str_03_hidden_rows_and_columns_are_read_and_said() {
    let made = xlsx(
        "<cols><col min='2' max='3' hidden='1'/><col min='5' max='5'/></cols><sheetData><row r='1'><c><v>1</v></c></row>\
         <row r='2' hidden='1'><c><v>2</v></c></row></sheetData>",
        &[],
    );
    let (rows, report) =
        rows_with(&made.path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read");
    assert_eq!(rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(report.hidden_rows, 1);
    assert_eq!(report.notes, [Note::HiddenColumns { count: 2 }]);
}

#[test]
fn val_12_formulas_give_their_stored_result_or_a_note() {
    let made = xlsx(
        "<sheetData><row r='1'><c><f>1+1</f><v>2</v></c></row><row r='2'><c><f>NOW()</f></c><c><v>1</v></c></row>\
         <row r='3'><c t='str'><f>\"\"</f><v></v></c><c><v>1</v></c></row></sheetData>",
        &[],
    );
    let (rows, report) =
        rows_with(&made.path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read");
    assert_eq!(told(&rows), ["1: 2", "2:  | 1", "3:  | 1"]);
    assert_eq!(report.notes, [Note::FormulaWithoutValue { count: 1, first_row: 2 }]);
}

#[test]
fn str_04_05_20_sheets_hidden_sheets_charts_and_the_marker() {
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='A &lt;b&gt;' r:id='a'/><sheet name='Chart' r:id='c'/>\
        <sheet name='H' state='hidden' r:id='h'/><sheet name='_kartoteka' state='veryHidden' r:id='m'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='c' Type='x/chartsheet' Target='chartsheets/sheet1.xml'/>\
        <Relationship Id='h' Type='x/worksheet' Target='/xl/worksheets/h.xml'/>\
        <Relationship Id='m' Type='x/worksheet' Target='../xl/worksheets/m.xml'/></Relationships>";
    let cell = |text: &str| {
        format!("<worksheet><sheetData><row><c t='inlineStr'><is><t>{text}</t></is></c></row></sheetData></worksheet>")
    };
    let made = xlsx(
        "<sheetData><row><c><v>7</v></c></row></sheetData>",
        &[
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/h.xml", &cell("hidden")),
            ("xl/worksheets/m.xml", &cell("lead cs 3")),
        ],
    );
    let found = looked(&made.path).expect("read");
    let sheets: Vec<_> = found.sheets.iter().map(|sheet| (sheet.index, sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [(0, "A <b>", false), (1, "H", true)]);
    assert_eq!(found.marker.as_deref(), Some("lead cs 3"));
    let second = rows_with(&made.path, 1, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read").0;
    assert_eq!(told(&second), ["1: hidden"]);
}

#[test]
fn a_sheet_beyond_a_limit_leaves_the_others_readable() {
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='Wide' r:id='w'/><sheet name='A' r:id='a'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='w' Type='x/worksheet' Target='worksheets/w.xml'/></Relationships>";
    let wide = "<worksheet><sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>";
    let made = xlsx(
        "<sheetData><row><c><v>7</v></c></row></sheetData>",
        &[("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations), ("xl/worksheets/w.xml", wide)],
    );
    let sheets = looked(&made.path).expect("read").sheets;
    assert_eq!(sheets[0].refused.as_ref().map(SheetError::code), Some("columns-too-many"));
    assert_eq!((sheets[1].refused.as_ref(), told(&sheets[1].rows)), (None, vec!["1: 7".to_owned()]));
}

#[test]
fn str_10_columns_up_to_the_last_or_the_limit_named() {
    let sheet = "<sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData>";
    let limits = Limits { columns: 16_384, ..Limits::default() };
    let (wide, _) = rows_with(&xlsx(sheet, &[]).path, 0, &ReadingOptions::default(), &limits, &Wall::InProcess).expect("read");
    assert_eq!(wide[0].cells.len(), 16_384);
    let refused = rows(&xlsx(sheet, &[]).path).expect_err("refused");
    assert_eq!(refused, SheetError::TooManyColumns { row: 1, columns: 16_384, limit: 2_000 });
}

#[test]
fn str_01_an_empty_workbook_is_no_data() {
    for sheet in ["<sheetData/>", "<sheetData><row r='1'><c t='inlineStr'><is><t>  </t></is></c></row></sheetData>"] {
        assert_eq!(looked(&xlsx(sheet, &[]).path).expect_err("refused"), SheetError::NoData);
        assert_eq!(rows(&xlsx(sheet, &[]).path).expect_err("refused"), SheetError::NoData);
    }
}

#[test]
fn val_01_zeros_that_only_the_format_shows_are_kept() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='00000'/></numFmts>\
        <cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    let cells = first_cells("<c s='1'><v>123</v></c><c s='1'><v>123456</v></c>", &[("xl/styles.xml", styles)]);
    assert_eq!(cells, [Cell::text("00123"), Cell::Number(123_456.0)]);
    for (value, text, expected) in [
        ("123", "00123", Cell::text("00123")),
        ("12345", "000 12345", Cell::text("00012345")),
        ("0", "00", Cell::text("00")),
        ("123456", "123456", Cell::Number(123_456.0)),
        ("0", "0", Cell::Number(0.0)),
        ("0.5", "00,5", Cell::Number(0.5)),
        ("1234", "0123", Cell::Number(1234.0)),
        ("5", "", Cell::Number(5.0)),
    ] {
        let made = ods(&format!(
            "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='float' office:value='{value}'>\
             <text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
        ));
        assert_eq!(rows(&made.path).expect("read").remove(0).cells, [expected], "{value} shown as {text}");
    }
}

#[test]
fn str_17_18_ods_types_spaces_comments_and_repeats() {
    let made = ods("<table:table table:name='A'><table:shapes><table:table table:name='no'/></table:shapes>\
         <table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
         <table:table-row table:number-rows-repeated='2' table:visibility='collapse'>\
         <table:table-cell office:value-type='float' office:value='1.5' table:number-columns-repeated='2'><text:p>1,5</text:p></table:table-cell>\
         <table:covered-table-cell/><table:table-cell office:value-type='string'><office:annotation><text:p>note</text:p></office:annotation>\
         <text:p>a<text:s text:c='2'/>b<text:span>c</text:span></text:p><text:p>d</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated='16379'/></table:table-row>\
         <table:table-row><table:table-cell office:value-type='percentage' office:value='0.125'/>\
         <table:table-cell office:value-type='date' office:date-value='2024-02-29'/>\
         <table:table-cell office:value-type='time' office:time-value='PT06H30M00S'/>\
         <table:table-cell office:value-type='boolean' office:boolean-value='true'/>\
         <table:table-cell office:value-type='string'><text:p>#REF!</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated='1048571'><table:table-cell/></table:table-row></table:table>\
         <table:table table:name='B' table:style-name='ta2'/>");
    let (rows, report) =
        rows_with(&made.path, 0, &ReadingOptions::default(), &Limits::default(), &Wall::InProcess).expect("read");
    assert_eq!(told(&rows[..2]), ["3: 1.5 | 1.5 |  | a  bc\nd", "4: 1.5 | 1.5 |  | a  bc\nd"]);
    let expected = [
        Cell::Percent(0.125),
        Cell::DateTime(Date::constant(2024, 2, 29).at(0, 0, 0, 0)),
        Cell::Time(Time::constant(6, 30, 0, 0)),
        Cell::Bool(true),
        Cell::Error("#REF!".into()),
    ];
    assert_eq!(rows[2].cells, expected);
    assert_eq!((report.rows, report.blank_rows, report.hidden_rows), (3, 2, 2));
    let sheets: Vec<_> = looked(&made.path).expect("read").sheets.into_iter().map(|sheet| (sheet.name, sheet.hidden)).collect();
    assert_eq!(sheets, [("A".to_owned(), false), ("B".to_owned(), true)]);
}
