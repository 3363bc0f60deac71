### Lines of the command line.

## Reading and mapping

sheet-header-line =
    Sheet "{ $sheet }", header in row { $row }, { $matched } of { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    } matched ({ $ignored } ignored)
file-header-line =
    { $encoding }, delimiter "{ $delimiter }", header in row { $row }, { $matched } of { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    } matched ({ $ignored } ignored)
columns-matched =
    { $matched } of { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    } matched
column-ignored = Not imported: { $columns }
template-lacks = This template was made earlier and lacks: { $fields }
column-likely = "{ $column }" was taken as { $field } (likely)
rows-skipped =
    { $n ->
        [one] { $n } empty row is skipped.
       *[other] { $n } empty rows are skipped.
    }
file-seen-before = This file was imported on { $date } as #{ $number }.

## Check

check-summary =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }: { $ready } ready, { $warnings } with warnings, { $errors } with errors{ $skipped ->
        [0] {""}
       *[other] , { $skipped } left out
    }. Nothing was saved.
check-all-fine =
    { $rows ->
        [one] The one row is fine.
       *[other] All { $rows } rows are fine.
    }
check-none-ready = No row can be imported yet.
check-warned-go-in = Rows with warnings go in too.
check-would = Starting will create { $created } and update { $updated }; { $unchanged } unchanged, { $skipped } skipped, { $rejected } stay out.
issue-example = e.g. row { $row } "{ $value }"
issue-example-empty = e.g. row { $row }
rows-written = Rows written to { $file } ({ $n }).
import-saved = Import is saved as #{ $number }.
next-mend = Next: mend the file and run  { $again }  or  { $start }
next-start = Next: { $start }
resumed-file = Errors: { $before } before, { $after } now; { $solved } solved, { $new } new.

## Run

run-confirm = Start import #{ $number }: create { $created }, update { $updated }?
run-finished =
    Import #{ $number } finished; { $out ->
        [0] no row stayed out
        [one] { $out } row stayed out
       *[other] { $out } rows stayed out
    }.
run-stopped =
    Import #{ $number } stopped after { $done } of { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }. What was saved stays. To go on: kartoteka import start { $number }
run-failed = Import #{ $number } failed: { $reason }. To try again: kartoteka import start { $number }
run-detached = Import #{ $number } goes on. kartoteka import watch { $number } / kartoteka import cancel { $number }
run-lost = Whether the work on #{ $number } goes on is not known. To look: kartoteka import watch { $number }
run-waiting-ended = Import #{ $number } is still running. To go on waiting: kartoteka import watch { $number }
run-tag = Tag: "{ $tag }".
run-failed-rows = Failed rows: { $file } ({ $n })
run-result-file = Result of every row: { $file }
run-created =
    { $n ->
        [one] { $n } record was created.
       *[other] { $n } records were created.
    }
run-updated =
    { $n ->
        [one] { $n } record was updated.
       *[other] { $n } records were updated.
    }
dry-run = Dry run. Nothing was saved.
cancelled = Nothing was changed.

## Progress. Short pieces that stand beside each other on one line.

progress-rows = { $done }/{ $rows } rows
progress-speed = { $n }/s
progress-left = { $time } left
progress-created = created { $n }
progress-updated = updated { $n }
progress-unchanged = unchanged { $n }
progress-skipped = skipped { $n }
progress-rejected = rejected { $n }
progress-failed = failed { $n }
progress-reading = Reading { $file }
progress-checking = Checking
progress-writing = Writing
progress-waiting = Waiting for the database

## Delete import

delete-carry =
    { $n ->
        [one] { $n } record carries this tag and was
       *[other] { $n } records carry this tag and were
    } created by import #{ $number }.
delete-word = delete
keep-word = keep
delete-line =
    { $n ->
        [one] { $n } record will be deleted.
       *[other] { $n } records will be deleted.
    }
keep-line =
    { $n ->
        [one] { $n } record stays: { $reasons }
       *[other] { $n } records stay: { $reasons }
    }
keep-reason-linked = linked ({ $type }) { $n }
keep-reason-tag-removed = tag removed { $n }
keep-reason-edited = edited since { $n }
keep-reason-gone = already deleted { $n }
keep-reason-erased = person erased { $n }
delete-edited-note =
    { $n ->
        [one] { $n } of them was edited since the import.
       *[other] { $n } of them were edited since the import.
    } Add --keep-edited to keep such records.
delete-dry-run = Dry run. Nothing was deleted.
delete-confirm =
    { $n ->
        [one] Delete { $n } record?
       *[other] Delete { $n } records?
    }
delete-result =
    { $n ->
        [one] { $n } record was deleted
       *[other] { $n } records were deleted
    }, { $kept } kept, { $failed } could not be deleted.

## Undo

undo-preview = Undoing import #{ $number } would do this:
undo-would-delete =
    { $n ->
        [one] { $n } created record is deleted
       *[other] { $n } created records are deleted
    }
undo-would-restore =
    { $n ->
        [one] { $n } changed record gets its old values back
       *[other] { $n } changed records get their old values back
    }
undo-would-keep =
    { $n ->
        [one] { $n } record stays: edited since
       *[other] { $n } records stay: edited since
    }
undo-would-fail =
    { $n ->
        [one] { $n } record cannot be taken back
       *[other] { $n } records cannot be taken back
    }
undo-taken-back = taken back { $n }
undo-kept-edited = kept because edited since { $n }
undo-could-not = could not { $n }
undo-result = Import #{ $number } was undone: { $back } taken back, { $kept } kept because edited since, { $failed } could not.
undo-dry-run = Dry run. Nothing was taken back.
undo-confirm = Undo import #{ $number }?
undo-again = It can be run again later for what was kept.

## Export, templates, mass edit

export-line =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    } -> { $file } ({ $format })
export-csv-format = { $encoding }, "{ $delimiter }"
encoding-with-bom = { $encoding } with BOM
export-deleted = Export { $number } was deleted.
list-empty = There are none yet.
export-detached = The export goes on. kartoteka export list
export-empty = No record matches; the file has the header only.
export-csv-faster = Large list: CSV is faster.
template-written =
    Template written to { $file } ({ $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    }).
edit-preview =
    { $n ->
        [one] { $n } record changes.
       *[other] { $n } records change.
    } By person:
edit-person = { $name } { $change }
edit-activated = { $n } become active
edit-deactivated = { $n } become inactive
nobody = nobody

## Lists on the terminal

heading-number = No.
heading-name = Name
heading-type = Type
heading-state = State
heading-rows = Rows
heading-created = Created
heading-updated = Updated
heading-out = Left out
heading-tag = Tag
heading-date = Date
heading-by = By
heading-key = Key
heading-kind = Kind
heading-required = Required
imports-empty = No imports yet. Get a template to begin: kartoteka template get TYPE
records-empty = No records match.
issues-empty = No problems were found.
error-prefix = error: { $sentence }
hint-prefix = hint: { $sentence }
warning-prefix = warning: { $sentence }

## Around a command

refusal-fault-local = Something in the program or the machine failed: { $reason }. What was saved before is kept.
hint-fault-local = Try again. "kartoteka doctor" looks whether the register is sound.
stopped = Stopped. What was saved stays.
how-to-go-on = To go on: kartoteka import start { $number }
run-has-not-ended = #{ $number } has not ended: another process is at work on it, or it was interrupted. To go on: kartoteka import start { $number }
keep-reason-administrator = last administrator { $n }
keep-reason-taken = value taken since { $n }
file-written = Written to { $file }.
issue-example-chars = e.g. row { $row } ({ $chars } of { $limit } characters)
column-maybe = Column "{ $column }" may be { $field } and is not used. To use it: --map '{ $column }={ $key }'
progress-reading-rows = Reading

## Further headings

heading-fields = Fields
heading-login = User name
heading-role = Role
heading-password = Password
heading-records = Records
heading-size = Size
heading-version = Version
heading-what = What
heading-confidence = How sure
heading-sheet = Sheet
heading-default = Default
heading-about = About
heading-attempts = Attempts
heading-node = Node

## Records, bulk, users

record-created = Record { $id } was created.
record-updated = Record { $id } was changed.
history-deleted = Deleted
record-unchanged = Record { $id } has these values already.
bulk-numbers = Records: { $records }; changed { $updated }, unchanged { $unchanged }, left out { $rejected }.
more-records = There are more. To see them: --cursor { $id }
bulk-confirm =
    { $n ->
        [one] Change { $n } record?
       *[other] Change { $n } records?
    }
undo-hint = To take it back: kartoteka import revert { $number }
invitation-made = Give { $name } this invitation token. It works once. To use it: kartoteka user accept TOKEN
password-set = The password is set. { $name } can sign in.

## Mends

mend-done =
    { $n ->
        [one] { $n } row was mended. The import was checked again.
       *[other] { $n } rows were mended. The import was checked again.
    }
mend-undone = The last mend was taken back. The import was checked again.
mend-redone = The mend was made again. The import was checked again.
mend-nothing = There is no mend to take back.
checked-before = Errors: { $before } before, { $after } now.

## Care of the register

doctor-fine = The register is sound.
doctor-integrity = The database file is whole.
doctor-integrity-wrong = The database in { $path } is damaged: { $detail }. Restore the newest backup: kartoteka restore FILE
doctor-server = The database server answers.
doctor-server-wrong = The database server does not answer as it should: { $detail }. Look at its log and its disk.
doctor-schema = The version of the database is known ({ $detail }).
doctor-disk = There is room on the disk ({ $detail } free).
doctor-disk-wrong = The disk that holds { $path } has only { $detail } left. Make room before the next import: a run that meets a full disk stops.
doctor-unfinished = No run is left unfinished.
doctor-unfinished-wrong = Not finished: { $detail }. To go on: kartoteka import start NUMBER. To take back what one did: kartoteka import revert NUMBER
doctor-default-tunnel = The default tunnel exists.
doctor-default-tunnel-wrong = The tunnel "{ $detail }" is missing, so clients without a tunnel cannot be imported. Make it again: kartoteka tunnel add "{ $detail }"
doctor-outcomes = The numbers of finished imports add up.
doctor-outcomes-wrong = The numbers of these imports do not add up: { $detail }. Look at one with: kartoteka import show NUMBER. It is a flaw of the program: report it.
doctor-queue = Work in the queue, waiting and running: { $detail }.
doctor-parked = No work is parked.
doctor-parked-wrong = Work that failed too often and is parked: { $detail }. Why: kartoteka queue list. When the cause is gone: kartoteka queue go-on NUMBER
doctor-overdue = Every worker that has work gives signs of life.
doctor-overdue-wrong = Running work whose workers are gone: { $detail }. A server or a worker takes it up; start one: kartoteka worker
doctor-writable = The data directory { $detail } can be written to.
doctor-writable-wrong = The data directory { $path } cannot be written to: { $detail }. Give the user of this program the right to write there.
backup-written = A copy of the register was written to { $file } ({ $size }).
restored = The register was restored from { $file }.
restored-before = What was there before is kept in { $file }.
restored-erased = Erased people that were still in the copy, and are gone again: { $n }
erase-confirm = Erase this person for good? It cannot be undone.
erase-same-record = The same e-mail address or phone number stands in { $type } { $id }, which stays. To erase it too: kartoteka record erase { $type } { $id }
erased = Erased for good. Places: { $n }
erase-bytes = Somebody was reading meanwhile, so bytes of it may stay in the database file for a while. Run the command once more when nobody works.
restore-confirm = Replace the register in { $path }?
copy-equal = { $from } and { $to } hold the same: { $rows } rows, schema { $schema }.
copy-unequal = { $from } and { $to } do not hold the same: look at the lines with "≠".
copy-next = From now on work with { $to }, and keep { $from } until you are sure.
copy-nothing-kept = Nothing was kept at { $to }. Look whether the disk and the database server are sound, then copy again.
recipe-saved = Recipe "{ $name }" was saved.
recipe-delete-confirm = Delete recipe "{ $name }"?
recipe-deleted = Recipe "{ $name }" was deleted.

## Demo

demo-title = A data directory to look around in: { $path }
demo-leads = Leads from a template, 17 rows of them with errors on purpose:
demo-companies = Companies, then the users who belong to them:
demo-operators = Operators from a file in windows-1250; the encoding had to be confirmed:
demo-contacts = Contacts; companies that did not exist yet were created:
demo-audience = Clients of a messenger audience, attached to a new bot:
demo-next = What to try next:
demo-next-issues = see what was wrong with the leads
demo-next-revert = see what taking the contacts back would do
demo-next-export = take contacts out to edit and import again
demo-next-list = all imports

## Refusals of the command line, and (hint) what to do instead

refusal-output-field-unknown = The answer has no member "{ $name }". It has: { $fields }.
refusal-language-unknown = There is no language "{ $name }" here.
hint-language-unknown = Use en, cs, pt-BR or ru.
refusal-code-unknown =
    There is no problem code "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
hint-code-unknown = "kartoteka import issues ID --group" shows the codes of an import.
refusal-column-not-found =
    The file has no column "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-examples-missing = There is no example file { $path }.
hint-examples-missing = Start where the folder "examples" lies, or name it with --examples DIR.
refusal-directory-not-empty = The directory { $path } is not empty and was left as it is.
hint-directory-not-empty = Choose another one with --data DIR, or add to it with --force.
refusal-nothing-said = It is not said what to do. Use at least one of: { $flags }.
refusal-no-wait-local = Without a server nobody goes on with the work when this command leaves, so --no-wait cannot be done here.
hint-no-wait-local = Leave --no-wait out. To have the terminal back meanwhile, let the shell run the command in the background: add --yes, and & at the end.
refusal-selection-missing = It is not said which records are meant.
hint-selection-missing = Use --filter, --tag, --ids, or --all for every record.
refusal-id-unreadable = "{ $value }" is not the number of a record.
refusal-config-key-unknown =
    { $path } holds "{ $name }", which is not a setting here.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    } It may hold: { $keys }.
refusal-config-unreadable = { $path }, line { $line }, cannot be read: { $reason }.
hint-config-unreadable = A line looks like  lang = "cs"  or  quiet = true.
refusal-config-value-unfit = { $path }: "{ $name }" cannot be { $value }. Use one of: { $wanted }. Or take the line out.
refusal-jq-not-understood =
    The expression of --jq is not understood{ $where ->
        [end] { "" } at its end
       *[other] { "" } at "{ $place }"
    }: { $value }
hint-jq-not-understood = The language is that of jq, for example  --jq '.[].id'. Nothing was done yet.
refusal-jq-failed = The expression of --jq does not fit the answer: { $reason }.
hint-jq-failed = The command itself was carried out. --json without --jq shows the answer to write the expression for.
refusal-command-unknown =
    There is no command "{ $name }" here.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    } There are: { $known }.
refusal-record-incomplete = Still missing: { $fields }.
hint-record-incomplete = Put it behind the name, for example  messenger=telegram  or  tunnel='Default tunnel'.
refusal-import-not-changeable = Import #{ $number } can no longer be changed. Its state: { $state }.
hint-import-not-changeable = "kartoteka import revert { $number }" takes a finished import back.

## serve

serve-at = Open { $address } in a browser.
serve-sign-in = Sign in as { $name } with the password { $password }
serve-set-up = Nobody can sign in yet. This link creates the first administrator, once: { $link }
serve-no-browser = No browser could be started here: open the address yourself.
serve-stop = Ctrl-C stops the server.
worker-at-work = { $name } works on the queue.
worker-health = Whether it is well is told at { $address }/health/ready, numbers at { $address }/metrics.
worker-stop = Ctrl-C stops it; another worker goes on.
refusal-metrics-token-empty = The first line of { $path } is empty, so it is no token.
hint-metrics-token-empty = Write a long random word into its first line.
job-goes-on = Job { $number } goes on.
job-cancelled = Job { $number } was taken out of the queue.
job-stopping = Job { $number } runs; its worker stops where that is safe.
refusal-address-in-use = The address { $address } is in use by another program.
hint-address-in-use = Choose another one with --listen.
refusal-address-unusable = The address { $address } cannot be used: { $detail }
