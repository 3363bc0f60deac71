### What follows the wizard: check, mends, preview, run, result, undo, delete import.

## The check

check-title = Check results
check-working = Checking the file
check-nothing-saved = Nothing has been saved yet.
check-not-yet = This import has not been checked yet
check-not-yet-why = The check reads every row and says what is wrong and where. It saves nothing.
check-interrupted = The check was interrupted
check-interrupted-why = It did not come to its end, and nothing was saved. Check again to see what is wrong and where.
check-act = Check
check-again = Check again
check-stale = Rows or records changed after this check, so its numbers may no longer be right.
check-upload = Upload corrected file
check-list = Show list of errors
check-to-preview = Preview of changes
check-sorts = Rows by result of the check
check-of-rows =
    { $n ->
        [one] { $n } row in the file.
       *[other] { $n } rows in the file.
    }
check-every-row-fine =
    { $n ->
        [one] The row is fine.
       *[other] All { $n } rows are fine.
    }
check-start-would = A start would create { $created } and update { $updated }.
check-before-after = { $before } → { $after } rows with errors
check-solved-new = Solved: { $solved }. New: { $new }.
check-mends-carried = Mends taken over: { $kept }. No longer fitting: { $left }.
sort-all = All
sort-ready = Ready
sort-warnings = Warnings
sort-errors = Errors
sort-skipped = Skipped
sort-mended = Mended
sort-out = Left out by hand
sort-unknown = Not checked

## Groups of problems and their mends

groups-title = What to mend
groups-none = Nothing needs mending.
groups-list = Show as a list
check-file-notes = About the file
groups-notes =
    { $n ->
        [one] { $n } more thing worth knowing
       *[other] { $n } more things worth knowing
    }
mend-suggest =
    { $n ->
        [one] Use the suggestion for { $n } row
       *[other] Use suggestions for { $n } rows
    }
mend-cut =
    { $n ->
        [one] Cut at { $n } character
       *[other] Cut at { $n } characters
    }
mend-fill-act = Set a value for empty…
mend-fill-label =
    { $n ->
        [one] Value for { $n } empty cell
       *[other] Value for { $n } empty cells
    }
mend-replace-act = Replace value…
mend-map-act = Map values…
mend-apply = Apply
mend-keep-first = Keep the first of each
mend-keep-last = Keep the last of each
mend-leave-out =
    { $n ->
        [one] Leave out { $n } row
       *[other] Leave out { $n } rows
    }
values-in-file = In the file
values-becomes = Becomes
values-becomes-of = "{ $value }" becomes
values-more =
    { $n ->
        [one] { $n } more value is not listed.
       *[other] { $n } more values are not listed.
    }
mend-undo = Undo last mend
mend-redo = Redo
mend-is-undone = Undone
mends-title = Mends so far
mend-row = Row { $row }: { $n } cells changed
mend-cell = Row { $row }, "{ $column }": "{ $to }"
mend-values = "{ $column }": values replaced in { $n } cells
mend-replace = "{ $column }": "{ $from }" → "{ $to }", cells: { $n }
mend-fill = "{ $column }": empty cells filled with "{ $to }", cells: { $n }
mend-find = Find and replace: "{ $from }" → "{ $to }", cells: { $n }
mend-out = Rows left out: { $n } (from row { $row })
mend-in = Rows taken back in: { $n } (from row { $row })
flash-mended = Changed: { $n }. Rows with errors: { $before } → { $after }.
flash-mend-turned = Done. Rows with errors: { $before } → { $after }.
flash-mend-checking = The rows were changed and are being checked again.
flash-mend-nothing = Nothing had to be changed.
flash-mend-none = There is no mend to undo or redo.
flash-row-right = Row { $row } can be imported now.
flash-row-wrong = Row { $row } still has errors.
refusal-mend-unknown = There is no such mend. Nothing was changed.

## The rows

rows-title = Rows
rows-shown = Rows shown
rows-row = Row
rows-none = No such rows
rows-all = Show all rows
rows-range = { $from }–{ $to } of { $all }
column-unused = not imported
grid-help = Arrow keys move, Enter edits a cell, Escape leaves it, F8 goes to the next error, Control and Z takes the last mend back.
grid-saving = Saving
grid-refused = The cell could not be changed. Nothing was saved.
grid-no-error = There is no further error.
grid-was = In the file:
grid-edit = New text of the cell
grid-changed = Somebody changed this cell of row { $row } meanwhile. It now holds "{ $now }".
row-title = Row { $row }
row-neighbours = Neighbouring rows
row-back = Back to the check
row-previous = Error before: row { $row }
row-next = Next error: row { $row }
row-save = Save and check
row-leave-out = Leave this row out
row-take-in = Take this row back in
cell-in-file = In the file: "{ $value }"

## Find and replace, list of errors, corrected file

find-title = Find and replace
find-sheet = Sheet
find-column = Column
find-all-columns = All columns
find-find = Find
find-with = Replace with
find-with-hint = Empty: what is found is removed.
find-case = Match case
find-count = Count
find-found =
    { $n ->
        [one] { $n } cell holds "{ $value }"
       *[other] { $n } cells hold "{ $value }"
    }
find-will = It will become "{ $value }". It can be undone.
find-will-remove = It will be removed. It can be undone.
find-replace =
    { $n ->
        [one] Replace in { $n } cell
       *[other] Replace in { $n } cells
    }
issues-title = List of errors
issues-none = No errors
issues-download = Download this list
file-corrected-title = Upload corrected file
file-why = The corrected file takes the place of the one before. Columns and options stay as they are set. Mends made here are laid over it again: those of values wherever the column stands, those of single rows where the very same row stands.
file-choose = Corrected file
file-hint = XLSX, XLS, ODS or CSV, with the same columns.
file-act = Upload and check
repeat-title = Import another file with the same settings
repeat-why = Columns, keys and options are taken over. The file becomes a new import and is checked first.
repeat-act = Upload and check
refusal-file-not-sent = Choose a file first.
file-original = Original file
file-result = Result for every row
file-failed = Only the rows left out
file-annotated = Download file with errors marked

## Preview and start

preview-title = Preview of changes
preview-summary = Starting will create { $created } and update { $updated }.
preview-left-out =
    { $n ->
        [one] { $n } row stays out.
       *[other] { $n } rows stay out.
    }
preview-tags = Tags added: { $names }
preview-users =
    { $n ->
        [one] { $n } user is created. Nobody can sign in before an invitation.
       *[other] { $n } users are created. Nobody can sign in before an invitation.
    }
preview-no-mail = No mail is sent.
preview-undo = You can undo this import later under Imports.
preview-waits = Import #{ $number } of the same type is running. This one starts after it.
preview-blocked-whole = This import runs only as a whole, and some rows have errors. Mend them first.
preview-blocked-nothing = There is nothing to create or update.
preview-sure = I have checked these changes.
preview-sure-needed = Confirm that you have checked these changes.
preview-start = Start import: create { $created }, update { $updated }
preview-back = Back to check
preview-later = Save for later
preview-changed = Data changed after the numbers you saw. Nothing was started. Look at the new numbers.
preview-was = Was
preview-now = Now
preview-will = Will be
preview-by-field = Changes by field
preview-by-person = Changes by person
preview-deactivated =
    { $n ->
        [one] { $n } record becomes inactive
       *[other] { $n } records become inactive
    }
preview-activated =
    { $n ->
        [one] { $n } record becomes active
       *[other] { $n } records become active
    }
preview-cleared = { $n } emptied
preview-rows = Rows and their changes
preview-one-field = One field only
preview-none = No such rows
preview-record = Record
preview-fields = Fields
preview-nameless = (no name)
preview-same = Same as stored
preview-why = See why
tab-create = Create
tab-update = Update
tab-unchanged = Unchanged
tab-skipped = Skipped
tab-left-out = Left out
by-whom = by { $name }

## Running

run-title-run-import = Importing
run-title-undo-import = Taking the import back
run-title-delete-import = Deleting imported records
run-broke = It could not go on
run-stop = Stop
run-stop-title = Stop now?
run-stop-why = Rows already imported stay. The rest can be imported later from where it stopped.
run-stop-why-undo = What has been taken back stays taken back. The rest can be done later.
run-stop-act = Stop
run-go-on = Go on
run-new-numbers = Look at the new numbers
run-to-result = Show what was done
run-interrupted = It was interrupted
run-interrupted-at = Done so far: { $done } of { $rows }.
run-interrupted-after = Done so far: { $done }.
run-interrupted-why = The program that was at work on it ended before its time, for example because the computer was switched off. What was written stays; when it goes on, nothing is written twice.
run-interrupted-act = Go on
run-leave = Leave it as it is
flash-stopping = It stops at the next safe place.
work-left = about { $time } left
work-resumed = Resumed
work-stopping = Stopping
work-said = { $n } percent done

## Result

result-title = Result
result-title-import = Import finished
result-title-edit = Mass edit finished
result-title-bulk = Mass edit finished
result-title-undo = Undo finished
result-title-delete = Deletion finished
result-title-record = Edit of one record
result-line = Created: { $created }, updated: { $updated }.
result-left-out =
    { $n ->
        [one] { $n } row was left out.
       *[other] { $n } rows were left out.
    }
result-of = Of import #{ $number }
result-tag = Tag of these records: { $name }
result-go-on = Go on with the import
result-show = Show imported records
result-fix = Fix failed rows
result-undo = Undo
result-delete = Delete this import
result-files-until = The files are kept until { $day }.
result-files-gone = The uploaded file and what was made from it were kept for the time that is set, and are gone. Records and history stay.
result-files = Files
result-facts = How it was done
result-took = Took
result-mode = What to do
result-match = Matched by
result-empty = Empty cells
result-empty-keep = Keep the stored value
result-empty-clear = Clear the stored value
result-validation = Validation
result-validation-standard = Standard
result-validation-strict = Strict
result-validation-off = Structure only
result-errors = Rows with errors
result-errors-abort = Nothing starts while there are any
result-errors-skip = Left out, the rest is imported
result-columns = Columns
result-matched = { $n } of { $all } matched
outcome-taken-back = Taken back
outcome-kept = Kept

## Undo and delete import

undo-title = Undo this import
undo-lead = Records it created go, and fields it changed get their old values back. Later edits stay.
undo-not-yet = Nothing has been changed yet.
undo-deleted = Will be deleted
undo-restored = Get old values back
undo-as-before = As before already
undo-bucket-edited = Kept, edited since
undo-bucket-could-not = Cannot be taken back
undo-take-back =
    { $n ->
        [one] Take back { $n } record
       *[other] Take back { $n } records
    }
undo-nothing = There is nothing left to take back.
undo-back = Back to the result
undo-question = Deleted: { $deleted }. Old values back: { $restored }.
kept-title =
    { $n ->
        [one] { $n } record stays
       *[other] { $n } records stay
    }
kept-records = Records that stay
kept-why = Why
kept-again = You can run it again later: what is kept now may be free then.
kept-edited = Edited since the import
kept-edited-fields = Edited since the import: { $names }
kept-linked = Linked to it: { $names }
kept-gone = Gone already
kept-erased = The person was erased
kept-administrator = The last active administrator
kept-taken = The old value belongs to another record now: { $names }
reason-linked = Linked records: { $names }
reason-edited = Edited since the import
reason-gone = Gone already
reason-erased = The person was erased
reason-administrator = Last administrator
reason-taken = Old value taken
review-cancel = Cancel
delete-title = Delete import
delete-lead = Only records that the import created are deleted. Records with others linked to them stay.
delete-kind = Kind of record
delete-kind-companies-contacts = Companies and contact persons
delete-show-tags = Show imports
delete-tag = Which import
delete-file = File
delete-present = Still present
delete-no-tags = No import left records of this kind: { $names }
delete-no-tags-why = Only tags made by imports are offered.
delete-numbers = { $n } will be deleted, { $kept } will stay.
delete-numbers-type = { $n } deleted, { $kept } stay
delete-keep-edited = Keep records edited since the import
delete-count-again = Count again
delete-reasons = Why records stay
delete-act =
    { $n ->
        [one] Delete { $n } record
       *[other] Delete { $n } records
    }
delete-type = Type the number { $n } to confirm
delete-type-wrong = Type { $n }, or cancel.
delete-changed = The number changed meanwhile: { $before } → { $after }. Nothing was deleted.
notice-delete-finished = Records of import #{ $number } "{ $name }" were deleted.
flash-discarded = Draft #{ $number } was thrown away.
imports-drafts = Waiting for you
imports-finished = History
imports-actions = Actions for import { $number }
imports-open = Open
imports-discard = Throw draft away
imports-search = Search by name, file or tag
imports-every-type = Every type
imports-from = From
imports-mine = Only mine
imports-none-yet = No imports yet. Download a template to begin.
