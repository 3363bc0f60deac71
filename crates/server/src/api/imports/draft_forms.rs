//! Forms of the documents between upload and check: looks into the file, mapping, value maps, single rows, previews.
//!
//! In: nothing. Out: named forms for the table of the API.

use serde_json::json;

use crate::api::table::form::{Form, answer, count, flag, id, list, map, maybe, of, request, says, text, word};

pub fn forms() -> Vec<Form> {
    let sign = || maybe(json!({"type": "string", "minLength": 1, "maxLength": 1}));
    let existing = maybe(word(["overwrite", "fill", "add", "remove", "leave"]));
    let first_rows = list(answer([("row", count()), ("cells", list(text()))]));
    let sheet = answer([("name", text()), ("hidden", flag()), ("refused", flag()), ("columns", count()), ("rows", first_rows)]);
    let column = request(
        [
            ("part", count()),
            ("number", says(maybe(count()), "1 is the first; or say `column`.")),
            ("column", says(maybe(text()), "The header over it.")),
            ("field", says(maybe(text()), "Null leaves the column out.")),
            ("existing", existing),
            ("empty", maybe(word(["keep", "clear"]))),
            ("date_order", maybe(text())),
            ("decimal", sign()),
            ("separator", sign()),
        ],
        &["field"],
    );
    let value = answer([
        ("text", text()),
        ("rows", count()),
        ("state", word(["known", "mapped", "unknown", "ambiguous"])),
        (
            "meaning",
            says(maybe(text()), "What it stands for; when unknown, what it likely means; when ambiguous, how many records."),
        ),
    ]);
    let cell = answer([("column", text()), ("text", text()), ("before", maybe(text()))]);
    let changed = answer([("part", count()), ("field", text()), ("label", text()), ("rows", count()), ("cleared", count())]);
    let person = answer([("login", text()), ("gained", count()), ("lost", count())]);
    vec![
        (
            "ImportPatch",
            request(
                [
                    ("file", of("FileReading")),
                    ("recipe", says(text(), "The name of a saved recipe.")),
                    ("name", text()),
                    ("options", of("ImportOptions")),
                ],
                &[],
            ),
        ),
        (
            "FileLook",
            answer([
                ("delimited", flag()),
                ("encoding", maybe(text())),
                ("encoding_sure", flag()),
                ("delimiter", maybe(text())),
                ("same_as", maybe(id())),
                ("sheets", list(sheet)),
            ]),
        ),
        ("Mapping", request([("columns", list(column))], &["columns"])),
        ("ValueMap", answer([("field", text()), ("column", text()), ("values", list(value)), ("has_more", flag())])),
        ("NewValueMap", request([("values", map(maybe(text())))], &["values"])),
        (
            "Row",
            answer([
                ("row", count()),
                ("sheet", text()),
                ("left_out", flag()),
                ("sort", maybe(word(["ready", "warned", "rejected", "skipped"]))),
                ("cells", list(cell)),
                ("issues", list(of("Issue"))),
            ]),
        ),
        (
            "RowPatch",
            request(
                [
                    ("sheet", maybe(text())),
                    ("cells", says(map(json!({"type": ["string", "number", "null"]})), "Header → text.")),
                    ("left_out", maybe(flag())),
                ],
                &[],
            ),
        ),
        (
            "Preview",
            answer([
                ("counts", of("Counts")),
                ("fields", list(changed)),
                ("activated", count()),
                ("deactivated", count()),
                ("people", list(person)),
            ]),
        ),
    ]
}
