//! The entries of `/imports` in the table of the API, and the forms of their documents.
//!
//! In: handlers. Out: endpoints and forms; nothing is decided here.

use kartoteka_domain::issue::{Code, Severity};
use kartoteka_domain::run::{Outcome, State};
use kartoteka_engine::actor::Permission;
use kartoteka_engine::file_notes::CODES;
use serde_json::{Value, json};

use super::{act, draft, draft_forms, events, look, one_row, summary, upload};
use crate::api::table::form::{
    Form, answer, any, count, flag, id, list, map, maybe, moment, number, of, request, says, text, word,
};
use crate::api::table::{Endpoint, Param, delete, get, param, patch, post, put};

/// Media types of a file that is the body itself.
const FILES: [&str; 5] = [
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/octet-stream",
];
/// Kinds of files of an import.
pub const KINDS: [&str; 5] = ["original", "annotated", "result", "failed", "issues"];

pub fn endpoints() -> Vec<Endpoint> {
    let import = Permission::Import;
    vec![
        create(),
        get("/imports", look::list)
            .needs(import)
            .named("listImports", "Imports and other runs, newest first.")
            .asks([
                param("type", text(), "Of one record type."),
                param("kind", word(["import", "edit", "bulk", "undo", "delete"]), "Of one kind."),
                param("state", states(), "In one state."),
            ])
            .gives_pages("Import"),
        get("/imports/{id}", look::one)
            .needs(import)
            .named("getImport", "An import with its state, counts and the work on it.")
            .gives("Import")
            .versioned(),
        put("/imports/{id}/file", upload::replace)
            .needs(import)
            .named("replaceFile", "A corrected file into the same import: settings stay, rows are read anew.")
            .asks([param("name", text(), "The name of the file."), came_before()])
            .takes_files()
            .gives("Import"),
        patch("/imports/{id}", draft::change)
            .needs(import)
            .named(
                "updateImport",
                "How the file is read (`file`), or a recipe laid over it, or name and options: one of the three.",
            )
            .takes("ImportPatch")
            .gives("Import")
            .on_version(),
        delete("/imports/{id}", draft::discard)
            .needs(import)
            .named("deleteImport", "Throws away what has not run, with its file and mends. What has run stays.")
            .gives_nothing(),
        get("/imports/{id}/sheets", draft::sheets)
            .needs(import)
            .named("getSheets", "A look into the kept file: its sheets and their first rows.")
            .gives("FileLook"),
        get("/imports/{id}/mapping", draft::mapping)
            .needs(import)
            .named("getMapping", "The columns of the file, where each goes, and how sure that is.")
            .gives_list("Column")
            .versioned(),
        put("/imports/{id}/mapping", draft::set_mapping)
            .needs(import)
            .named("setMapping", "Which field each column goes to. Columns that are not listed stay as they are.")
            .takes("Mapping")
            .gives_list("Column")
            .on_version(),
        get("/imports/{id}/value-maps/{field}", draft::values)
            .needs(import)
            .named("getValueMap", "The texts of a column with known values, and what each stands for.")
            .gives("ValueMap")
            .versioned(),
        put("/imports/{id}/value-maps/{field}", draft::set_values)
            .needs(import)
            .named("setValueMap", "What texts stand for; an empty meaning leaves the field empty, null reads them as they are.")
            .takes("NewValueMap")
            .gives("ValueMap")
            .on_version(),
        get("/imports/{id}/preview", look::preview)
            .needs(import)
            .named("getPreview", "What a run would change, field by field and person by person.")
            .gives("Preview"),
        get("/imports/{id}/changes", look::changes)
            .needs(import)
            .named("listChanges", "What the run did, record by record, in the order it did it.")
            .gives_pages("RunChange"),
        get("/imports/{id}/issues", look::issues)
            .needs(import)
            .named("listIssues", "What is wrong with rows, in the order of the file.")
            .asks([
                param(
                    "severity",
                    word([Severity::Error, Severity::Warning, Severity::Note].map(Severity::word)),
                    "Of one severity.",
                ),
                param("code", word(Code::ALL.iter().map(|code| code.word())), "With one code."),
                param("row", json!({"type": "integer", "minimum": 1}), "Of one row."),
                param("field", text(), "Of one field."),
            ])
            .gives_pages("Issue"),
        get("/imports/{id}/issue-groups", look::groups)
            .needs(import)
            .named("listIssueGroups", "Issues with the same cause in the same place, together.")
            .gives_list("IssueGroup"),
        get("/imports/{id}/rows", look::rows)
            .needs(import)
            .named("listRows", "What a run would do to each row.")
            .asks([param("outcome", outcomes(), "With one outcome.")])
            .gives_pages("PlannedRow"),
        get("/imports/{id}/rows/{row}", one_row::get)
            .needs(import)
            .named("getRow", "One row as it stands, with what a check would find now.")
            .asks([param("sheet", text(), "The first one when it is not said.")])
            .gives("Row"),
        patch("/imports/{id}/rows/{row}", one_row::change)
            .needs(import)
            .named("updateRow", "Other texts in cells of a row, or the row left out; the file stays as it came.")
            .takes("RowPatch")
            .gives("Row"),
        get("/imports/{id}/fixes", act::fixes)
            .needs(import)
            .named("listFixes", "Mends laid over the file, in order.")
            .gives_list("Fix"),
        post("/imports/{id}/fixes", act::fix)
            .needs(import)
            .named("addFix", "Lays a mend over the file; check again afterwards.")
            .takes("NewFix")
            .gives("Touched"),
        delete("/imports/{id}/fixes/last", act::undo_fix)
            .needs(import)
            .named("undoFix", "Takes the latest mend back.")
            .gives("Fix"),
        delete("/imports/{id}/fixes/{n}", act::undo_numbered)
            .needs(import)
            .named("undoNumberedFix", "Takes the mend with this number back, when it is the latest.")
            .gives("Fix"),
        work(post("/imports/{id}/check", act::check), "checkImport", "Checks every row; writes no record."),
        work(post("/imports/{id}/start", act::start), "startImport", "Writes the records."),
        work(post("/imports/{id}/cancel", act::cancel), "cancelImport", "Stops where it is safe."),
        post("/imports/{id}/repeat", upload::repeat)
            .needs(import)
            .named("repeatImport", "Another file in the same way: a new import with everything as it was set.")
            .asks([
                param("name", text(), "The name of the file."),
                came_before(),
                param("auto", autos(), "How far one request goes."),
            ])
            .takes_files()
            .makes("ImportMade"),
        post("/imports/{id}/revert", act::revert)
            .needs(Permission::TakeBack)
            .named(
                "revertImport",
                "Takes everything back that was not changed since; with `dry_run` only tells what would happen.",
            )
            .asks([param("dry_run", flag(), "Only look.")])
            .gives("TakenBack")
            .begins("Import"),
        get("/imports/{id}/summary", summary::told)
            .needs(import)
            .named("getImportSummary", "How the file was read and what the check found, as the command line tells it.")
            .asks([
                param("rows", flag(), "Count the rows that go in with and without a warning."),
                param("people", flag(), "Who gains and who loses records: plans every row."),
            ])
            .gives("ImportSummary"),
        get("/imports/{id}/events", events::follow)
            .needs(import)
            .named("followImport", "Server-sent events `progress` and `done`, each with the import as it is.")
            .gives_text("text/event-stream", "Events until nothing goes on."),
        get("/imports/{id}/files/{kind}", look::file)
            .needs(import)
            .named(
                "getImportFile",
                "The file as it came, annotated, with results, with the rows that stayed out, or the list of issues.",
            )
            .at("kind", word(KINDS))
            .asks([param("format", word(["xlsx", "csv"]), "Like the file that came, when not said.")])
            .gives_file(&[
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/octet-stream",
            ]),
    ]
}

fn work(entry: Endpoint, name: &'static str, sentence: &'static str) -> Endpoint {
    entry.needs(Permission::Import).named(name, sentence).begins("Import")
}

fn create() -> Endpoint {
    let form = json!({
        "type": "object",
        "properties": {"request": of("NewImport"), "file": {"type": "string", "format": "binary"}},
        "required": ["request", "file"],
    });
    post("/imports", upload::create)
        .needs(Permission::Import)
        .named("createImport", "A file, or rows, become an import; with `auto` the check and the run follow by themselves.")
        .asks(short())
        .takes("NewImport")
        .takes_as("multipart/form-data", form)
        .takes_as("application/x-ndjson", text())
        .takes_files()
        .makes("ImportMade")
}

/// What the query of a raw body says about it.
fn short() -> Vec<Param> {
    vec![
        param("type", text(), "The record type, when the body is the file itself."),
        param("name", text(), "The name of the file."),
        param("profile", text(), "A preset."),
        param("recipe", text(), "A saved recipe."),
        param("auto", autos(), "How far one request goes."),
        param("request", text(), "The document of `NewImport` as JSON, for what has no name of its own here."),
    ]
}

impl Endpoint {
    fn takes_files(self) -> Endpoint {
        let bytes = || json!({"type": "string", "format": "binary"});
        FILES.into_iter().fold(self.streams(), |entry, media| entry.takes_as(media, bytes()))
    }
}

fn came_before() -> Param {
    param("upload", text(), "A file that came in pieces, instead of a body: its number at `/uploads`.")
}

fn autos() -> Value {
    word(["none", "check", "start_if_clean", "start"])
}

fn states() -> Value {
    word(State::ALL.map(State::word))
}

fn outcomes() -> Value {
    word(Outcome::ALL.map(Outcome::word))
}

pub fn forms() -> Vec<Form> {
    let made = json!({"allOf": [of("Import"), answer([("same_as", says(maybe(id()), "An import of the same bytes."))])]});
    vec![
        ("Counts", counts()),
        ("Import", import()),
        ("ImportMade", made),
        ("ImportSummary", summary::form()),
        ("Job", job()),
        ("NewImport", new_import()),
        ("ImportOptions", options()),
        ("FileReading", file_reading()),
        ("Column", column()),
        ("Issue", issue()),
        ("IssueGroup", group()),
        ("PlannedRow", planned_row()),
        ("RunChange", run_change()),
        ("Fix", fix()),
        ("NewFix", new_fix()),
        ("Touched", answer([("touched", count())])),
    ]
    .into_iter()
    .chain(draft_forms::forms())
    .collect()
}

fn counts() -> Value {
    let names = ["rows", "created", "updated", "unchanged", "skipped", "rejected", "failed", "errors", "warnings"];
    answer(names.map(|name| (name, count())))
}

/// What is worth knowing of the file and stops nothing.
fn note() -> Value {
    let dates = answer([
        ("day_first_only", says(count(), "Texts that are dates with the day first and with no other order.")),
        ("month_first_only", count()),
        ("both", count()),
        ("read_as", word(["dmy", "mdy", "ymd"])),
    ]);
    answer([
        ("code", word(CODES)),
        ("sheet", says(maybe(text()), "When several are read.")),
        ("column", maybe(text())),
        ("field", maybe(text())),
        ("count", says(count(), "Of what the code names: rows, columns, cells, areas, sheets, dates.")),
        ("row", says(maybe(count()), "The first row it is about.")),
        ("dates", maybe(dates)),
        ("message", text()),
    ])
}

fn import() -> Value {
    let file = answer([
        ("name", text()),
        ("size", count()),
        ("sha256", text()),
        ("sheet", maybe(text())),
        ("header_row", maybe(count())),
        ("encoding", maybe(text())),
    ]);
    let mut form = answer([
        ("id", id()),
        ("number", count()),
        ("type", text()),
        ("kind", text()),
        ("name", text()),
        ("state", states()),
        ("outcome", maybe(word(["clean", "with_rejected", "nothing_to_do"]))),
        ("profile", maybe(text())),
        ("file", maybe(file)),
        ("notes", list(note())),
        ("tag", maybe(text())),
        ("options", any()),
        ("progress", answer([("done", count()), ("total", maybe(count())), ("stage", text())])),
        ("counts", of("Counts")),
        ("of_import", says(maybe(number()), "The run this one undoes.")),
        ("created_by", answer([("id", id()), ("login", text())])),
        ("created_at", moment()),
        ("started_at", maybe(moment())),
        ("finished_at", maybe(moment())),
    ]);
    // Runs of other kinds have fewer places to go to.
    form["properties"]["links"] = map(text());
    // Not in lists.
    form["properties"]["job"] = says(maybe(of("Job")), "The work that was asked for last.");
    form
}

fn job() -> Value {
    let failed = [
        ("code", text()),
        ("kind", text()),
        ("title", text()),
        ("detail", text()),
        ("likely", maybe(text())),
        ("errors", list(map(any()))),
    ];
    answer([
        ("id", id()),
        ("kind", text()),
        ("state", word(["queued", "running", "done", "failed", "cancelled", "parked"])),
        ("created_at", moment()),
        ("finished_at", maybe(moment())),
        ("problem", says(maybe(answer(failed)), "Why it did not come to its end.")),
        ("report", says(maybe(of("TakenBack")), "What was taken back, when that was the work.")),
    ])
}

fn new_import() -> Value {
    let rows = list(json!({"type": "object"}));
    let value = request([("column", text()), ("text", text()), ("meaning", text())], &["column", "text", "meaning"]);
    request(
        [
            ("type", text()),
            ("profile", text()),
            ("name", text()),
            ("recipe", text()),
            ("auto", autos()),
            ("file", of("FileReading")),
            ("options", of("ImportOptions")),
            ("recipe_document", says(maybe(text()), "A recipe that is not saved here: its text.")),
            ("mapping", says(map(maybe(text())), "Header → field; null leaves the column out.")),
            ("values", says(list(value), "What texts in a column stand for.")),
            ("accept_likely", flag()),
            ("upload", says(text(), "A file that came in pieces: its number at `/uploads`.")),
            ("rows", says(rows, "Rows instead of a file: an object a row, its members the columns.")),
        ],
        &["type"],
    )
}

fn options() -> Value {
    let name = || maybe(text());
    request(
        [
            ("mode", word(["create", "update", "create-and-update", "upsert"])),
            ("match_by", list(text())),
            ("empty", word(["keep", "clear"])),
            ("duplicates", word(["skip", "create", "error"])),
            ("repeated", word(["error", "first", "last"])),
            ("on_error", word(["skip", "abort"])),
            ("missing_links", word(["error", "create", "empty"])),
            ("validation", word(["standard", "strict", "structure", "off"])),
            ("tags", list(text())),
            ("owners", list(text())),
            ("responsible", word(["replace", "add", "remove"])),
            ("role", name()),
            ("bot", name()),
            ("tunnel", name()),
            ("lgt", name()),
        ],
        &[],
    )
}

fn file_reading() -> Value {
    let sign = json!({"type": "string", "minLength": 1, "maxLength": 1});
    request(
        [
            ("sheet", maybe(text())),
            ("header_row", maybe(json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}))),
            ("encoding", maybe(text())),
            ("delimiter", maybe(sign.clone())),
            ("date_order", maybe(text())),
            ("decimal", maybe(sign)),
            ("language", maybe(word(["en", "cs", "pt-BR", "ru"]))),
            ("skip_hidden", flag()),
        ],
        &[],
    )
}

fn column() -> Value {
    answer([
        ("part", count()),
        ("type", maybe(text())),
        ("sheet", maybe(text())),
        ("column", text()),
        ("number", count()),
        ("field", maybe(text())),
        ("label", maybe(text())),
        ("confidence", text()),
        ("score", number()),
        ("taken", flag()),
    ])
}

fn severity() -> Value {
    word(["error", "warning", "note"])
}

fn issue() -> Value {
    answer([
        ("row", count()),
        ("column", maybe(text())),
        ("field", maybe(text())),
        ("severity", severity()),
        ("code", text()),
        ("value", maybe(text())),
        ("message", text()),
        ("mends", list(map(any()))),
    ])
}

fn group() -> Value {
    answer([
        ("rows", count()),
        ("code", text()),
        ("title", text()),
        ("severity", severity()),
        ("column", maybe(text())),
        ("field", maybe(text())),
        ("first_row", count()),
        ("example", maybe(text())),
        ("values", list(answer([("value", text()), ("rows", count())]))),
        ("distinct", count()),
        ("help", text()),
    ])
}

fn planned_row() -> Value {
    let change = answer([("field", text()), ("label", text()), ("before", any()), ("after", any())]);
    answer([
        ("row", count()),
        ("part", count()),
        ("outcome", outcomes()),
        ("id", maybe(id())),
        ("name", any()),
        ("changes", list(change)),
    ])
}

fn run_change() -> Value {
    let change = answer([("field", text()), ("label", text()), ("before", text()), ("after", text())]);
    answer([
        ("type", text()),
        ("id", id()),
        ("what", word(["created", "updated", "deleted"])),
        ("at", moment()),
        ("changes", says(list(change), "Fields before and after; what a record was created with stands in it.")),
    ])
}

fn fix() -> Value {
    answer([("number", count()), ("mend", text()), ("sheet", any()), ("column", any()), ("text", text()), ("undone", flag())])
}

fn new_fix() -> Value {
    let row = || json!({"type": "integer", "minimum": 1, "maximum": u32::MAX});
    let one = |mend: &str, members: Vec<(&'static str, Value)>, optional: &[&str]| {
        let names: Vec<&str> = members.iter().map(|(name, _)| *name).filter(|name| !optional.contains(name)).collect();
        let required: Vec<&str> = ["mend"].into_iter().chain(names).collect();
        request([("mend", word([mend]))].into_iter().chain(members), &required)
    };
    let group = || vec![("code", text()), ("column", maybe(text()))];
    let with = |name: &'static str, form: Value| group().into_iter().chain([(name, form)]).collect::<Vec<_>>();
    json!({"oneOf": [
        one("replace", vec![("column", text()), ("from", text()), ("to", text())], &[]),
        one("set-empty", vec![("column", text()), ("text", text())], &[]),
        one("set", vec![("row", row()), ("column", text()), ("text", text())], &[]),
        one("leave-out-code", vec![("code", text())], &[]),
        one("leave-out-rows", vec![("rows", list(row())), ("sheet", maybe(text()))], &["sheet"]),
        one("suggestions", group(), &["column"]),
        one("values", with("values", map(text())), &["column"]),
        one("fill-empty", with("text", text()), &["column"]),
        one("cut", with("chars", row()), &["column"]),
        one("leave-out-group", group(), &["column"]),
        one("redo", vec![], &[]),
    ]})
}
