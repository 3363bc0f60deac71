### Exports and mass edit.

## The dialog

export-title = Export
export-which = Which records
export-scope-picked = Selected { $n }
export-scope-matching = All that match the filter ({ $n })
export-scope-all = All ({ $n })
export-what-for = What for
export-kind-simple = Simple
export-kind-simple-why = To read or to work with: ID and every field.
export-kind-edit = For mass edit
export-kind-edit-why = ID, name, status, responsible user names.
export-kind-reimport = For re-import
export-kind-reimport-why = Every field that can be imported, with a mark on each row, so that only what you edit changes.
export-columns = Columns
export-columns-all = ID and every field
export-columns-shown = ID and the columns of the list
export-format = Format
export-large = Large list: CSV is faster.
export-xlsx = Workbook (XLSX)
export-csv = Text (CSV)
export-csv-options = Options of CSV
export-delimiter = Between cells
delimiter-semicolon = Semicolon ;
delimiter-comma = Comma ,
delimiter-tab = Tab
export-encoding = Encoding
export-utf8 = UTF-8 with BOM (opens in Excel)
export-guard = Protect against formulas
export-guard-why = Texts that a spreadsheet would run get an apostrophe, which an import takes away again.
export-act = Export
flash-export-begun = The export is being prepared. You will be told when it is ready.
refusal-export-sign-unknown = { $encoding } has no sign for "{ $sign }" (line { $line } of the file). No file was made.
hint-export-sign-unknown = Export in UTF-8, which holds every letter.
refusal-export-without-order = Export #{ $number } was not made here, so it cannot be repeated.

## The list of exports

exports-why = Each file is kept until the day that stands beside it. Only you and administrators can download them.
exports-whose = Whose exports
exports-mine = Mine
exports-all = Everybody's
exports-none = No exports yet
exports-none-why = Exports you make appear here.
exports-file = File
exports-state = State
exports-records = Records
exports-filter = Filter used
exports-by = By
exports-at = Date
exports-expires = Kept until
exports-again = Run again
exports-again-name = Run again: { $name }
exports-delete-name = Delete { $name }
exports-download = Download { $name }, { $size }
export-state-queued = Waiting
export-state-running = Preparing
export-state-completed = Ready
export-state-failed = Failed
export-state-expired = Expired
export-failed-why = The file could not be made. Run it again.
export-of-all = All records
export-of-picked =
    { $n ->
        [one] { $n } selected record
       *[other] { $n } selected records
    }
flash-export-deleted = The export was deleted.
