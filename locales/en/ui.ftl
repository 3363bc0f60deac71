### Words of the product, units, templates and result files, refusals. Variables are the facts; numbers arrive grouped.

## Words of the product. The part after the first hyphen is the word the program uses.

severity-note = Note
severity-warning = Warning
severity-error = Error
outcome-created = Created
outcome-updated = Updated
outcome-unchanged = Unchanged
outcome-skipped = Skipped
outcome-rejected = Left out
outcome-failed = Failed
outcome-waiting = Not run yet
state-uploaded = Uploaded
state-reading = Reading
state-mapping = Mapping columns
state-checking = Checking
state-checked = Ready to start
state-queued = Waiting
state-running = Running
state-cancelling = Stopping
state-completed = Finished
state-stopped = Stopped
state-failed = Failed
state-undone = Undone
state-partly-undone = Partly undone
result-clean = Finished
result-with-rejected = Finished, some rows left out
result-nothing-to-do = Finished, nothing to change
name-of-failed = { $name }, rows left out
mode-create = Create new only
mode-update = Update existing only
mode-upsert = Create and update
mode-create-and-update = { mode-upsert }
role-administrator = Administrator
role-operator = Operator
role-end-user = End user
type-company = Company
type-contact = Contact
type-lead = Lead
type-product = Product
type-location = Location
type-asset = Asset
type-user = User
type-client = Client
type-bot = Bot
type-tunnel = Tunnel
type-lgt = LGT
type-deal = Deal
type-activity = Activity

## Units. The number and a no-break space stand before them.

unit-day = d
unit-hour = h
unit-minute = min
unit-second = s
unit-byte = B
unit-kilobyte = kB
unit-megabyte = MB
unit-gigabyte = GB

## Counted things

count-rows =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }
count-records =
    { $n ->
        [one] { $n } record
       *[other] { $n } records
    }
count-columns =
    { $n ->
        [one] { $n } column
       *[other] { $n } columns
    }
count-fields =
    { $n ->
        [one] { $n } field
       *[other] { $n } fields
    }
count-errors =
    { $n ->
        [one] { $n } error
       *[other] { $n } errors
    }
count-warnings =
    { $n ->
        [one] { $n } warning
       *[other] { $n } warnings
    }
count-notes =
    { $n ->
        [one] { $n } note
       *[other] { $n } notes
    }

## Field kinds, how they are written, their limits (sheet "Instructions" of templates)

kind-text = Text
kind-long-text = Long text
kind-integer = Whole number
kind-decimal = Number
kind-money = Amount of money
kind-percent = Percentage
kind-yes-no = Yes or no
kind-date = Date
kind-date-time = Date and time
kind-time = Time of day
kind-email = E-mail address
kind-phone = Phone number
kind-web-address = Web address
kind-choice = One choice
kind-choices = Several choices
kind-link = Link to a record
kind-links = Links to several records
kind-country = Country
format-text = Any text on one line
format-long-text = Any text; line breaks are kept
format-integer = Digits only, no decimals
format-decimal = A number, with a decimal point or comma
format-money = A number without the currency, such as 1250.50
format-percent = A number with or without %, such as 21 or 21 %
format-yes-no = yes or no; 1 or 0 also works
format-date = A date of the spreadsheet, or year-month-day such as 2026-11-21
format-date-time = A date and time of the spreadsheet, or text such as 2026-11-21 09:30
format-time = Hours and minutes on the 24-hour clock, such as 09:30
format-email = One address, such as name@example.com
format-phone = One number, with + and the country code if it is abroad
format-web-address = An address such as www.example.com
format-choice = One of the allowed values
format-choices = Allowed values, separated by commas
format-link = Name or ID of a record that exists ({ $type })
format-links = Names or IDs of records that exist ({ $type }), separated by commas
format-users = User names separated by commas
format-country = Name of the country, or its two-letter code such as CZ
limit-characters =
    At most { $n ->
        [one] { $n } character
       *[other] { $n } characters
    }
limit-range = From { $least } to { $most }
limit-unique = Each value once only
choices-open = New values may be added
yes = yes
no = no

## Templates. Sheet names have at most 31 characters and none of : \ / ? * [ ]

sheet-data = Data
sheet-instructions = Instructions
heading-column = Column
heading-meaning = Meaning
heading-format = Format
heading-limit = Limit
heading-allowed-values = Allowed values
heading-example = Example
template-title = How to fill in this file: { $type }
template-required-note = Columns with * must be filled in every row.
template-intro-fill = Fill the sheet "{ $sheet }", one record in each row, and upload the file. The check shows every problem before anything is saved.
template-intro-limits =
    At most { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } in one file and { $chars ->
        [one] { $chars } character
       *[other] { $chars } characters
    } in one cell.
template-intro-headers = Do not rename the headers in the first row. Columns may be moved, and those you do not need may be removed.
template-intro-empty = In an update an empty cell keeps the stored value, unless you choose otherwise.
template-intro-custom = Custom fields are the last columns.
template-intro-made = Made on { $date }. If fields change later, download a new template; this one still loads.
edit-template-title = How to change existing records with this file: { $type }
edit-template-intro = Each row changes one existing record. Do not change the ID column. The name is there for reading only. An empty cell changes nothing.
edit-template-status = Status: active or inactive.
edit-template-responsible = Responsible: user names separated by commas. They replace the stored list unless you choose to add or remove.
template-older =
    This template is older than your fields: { $new ->
        [one] { $new } is new
       *[other] { $new } are new
    }, { $removed } removed.

## Result files and marked workbooks

heading-row = Row
heading-outcome = Outcome
heading-id = ID
heading-reason = Reason
heading-severity = Severity
heading-value = Value
heading-problem = Problem
heading-mend = How to mend it
heading-field = Field
heading-before = Was
heading-after = Will be
heading-code = Code
cell-cut = The text is longer than a cell of a workbook can hold and was cut. Do not load it from this file.
sheet-errors = Errors
sheet-result = Result

## Refusals: what cannot be done, and (hint) what to do instead

refusal-not-found = There is nothing under this name or number.
hint-not-found = Check the spelling. It may also have been deleted, or you may not be allowed to see it.
refusal-type-unknown =
    There is no record type "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
hint-type-unknown = "kartoteka type list" shows all record types.
refusal-field-unknown =
    There is no field "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
hint-field-unknown = "kartoteka type show" with the type lists its fields.
refusal-tag-unknown =
    There is no tag "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
hint-tag-unknown = "kartoteka import tags" with the type lists the tags made by imports.
refusal-record-unknown = There is no record { $id } ({ $type }).
refusal-import-unknown = There is no import #{ $number }.
hint-import-unknown = "kartoteka import list" shows all imports.
refusal-recipe-version = The recipe has version { $found }; this program knows versions up to { $known }.
hint-recipe-version = Update Kartoteka, or save the recipe again with this version.
refusal-recipe-unreadable = The recipe cannot be read: { $reason }.
hint-recipe-unreadable = Compare it with a recipe saved from an import.
refusal-permission-denied = Your role does not allow this. Nothing was changed.
hint-permission-denied = Ask an administrator to do it or to give you the permission.
refusal-too-many-rows =
    This file has { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }. The limit is { $limit }. Nothing was saved.
hint-too-many-rows =
    Split the file into parts of at most { $limit ->
        [one] { $limit } row
       *[other] { $limit } rows
    }.
refusal-too-many-columns =
    This file has { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    }. The limit is { $limit }.
hint-too-many-columns = Remove the columns you do not import.
refusal-file-forgotten = The uploaded file of import #{ $number } was kept for as long as the settings say and is gone.
hint-file-forgotten = The records and the history are still there. The time is set as `uploads.kept_days`.
refusal-file-too-large = The file has { SIZE($bytes) }. The limit is { SIZE($limit) }.
hint-file-too-large = Split the file, or remove pictures and sheets that are not needed.
refusal-cell-too-long = The cell in row { $row }, column { $column } is larger than { SIZE($limit) }.
hint-cell-too-long = Shorten the cell. In a CSV file a missing quotation mark can join many cells into one.
refusal-no-data = The file has no data rows.
hint-no-data = Check that the right sheet is saved and that rows follow the header.
refusal-password-protected = The file is protected by a password.
hint-password-protected = Open it, remove the password, save it and upload it again.
refusal-damaged = The file is damaged and cannot be read to its end.
hint-damaged = Open it in your spreadsheet program, save it as XLSX and upload it again.
refusal-not-a-sheet = This is not a spreadsheet and not a CSV file.
hint-not-a-sheet = Save the data as XLSX or CSV. The content decides, not the name of the file.
refusal-too-old = The file was saved by a very old spreadsheet program and cannot be read.
hint-too-old = Open it in a current program, save it as XLSX and upload it again.
refusal-encoding-broken = Line { $line } does not fit the encoding of the rest of the file.
hint-encoding-broken = Choose the encoding yourself, or save the file again as UTF-8.
refusal-encoding-unconfirmed = The file seems to be in { $encoding }. Does this look right? { $sample }
hint-encoding-unconfirmed = Confirm with --encoding { $encoding }, or name another encoding.
refusal-utf-32 = The file is in UTF-32, which is not read here.
hint-utf-32 = Save it as UTF-8 and upload it again.
refusal-quote-open = A quotation mark opened in line { $line } is never closed.
hint-quote-open = Close or remove the quotation mark in that line.
refusal-bomb = The file unpacks to far more data than it may. It was not read.
hint-bomb = Copy the rows into a new workbook and save that.
refusal-hostile = The file holds parts that a spreadsheet has no use for. It was not read.
hint-hostile = Copy the rows into a new workbook and save that. If you did not make this file yourself, be careful with it.
refusal-timed-out = Reading the file took too long and was stopped. Nothing was saved.
hint-timed-out = Save the data as CSV or split the file, then try again.
refusal-out-of-memory = The file needs more memory than reading may use. Nothing was saved.
hint-out-of-memory = Save the data as CSV or split the file, then try again.
refusal-child-failed = The file could not be read: the reading process ended early. Nothing was saved.
hint-child-failed = Open the file in a spreadsheet program, save it as a new XLSX and try again.
refusal-sheet-unknown =
    The workbook has no sheet "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-mapping-incomplete =
    No column is matched to { $fields-count ->
        [1] a required field
       *[other] required fields
    }: { $fields }.
hint-mapping-incomplete = Match a column by hand (--map 'COLUMN=field'), or set one value for all rows.
refusal-column-mapped-twice = Several columns go to "{ $field }": { $headers }. Choose one.
refusal-column-unknown =
    The file has no column "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-bot-required = Choose a bot: clients always belong to one.
hint-bot-required = On the command line: --bot NAME.
refusal-edit-file-other-type = This file was made for another record type: { $found } instead of { $wanted }. Nothing was changed.
hint-edit-file-other-type = Upload it where its records are listed, or download the edit template for this type.
refusal-import-not-startable = This cannot be done with import #{ $number } now. Its state: { $state }.
refusal-import-changed-since = Data changed after the check of import #{ $number }, so its numbers are no longer right. Nothing was saved.
hint-import-changed-since = Look at the new numbers and start again.
refusal-all-or-nothing-errors =
    { $n ->
        [one] { $n } row has errors
       *[other] { $n } rows have errors
    }, and this import runs only as a whole. Nothing was saved.
hint-all-or-nothing-errors = Mend the rows and upload the file again into the same import.
refusal-nothing-to-undo = Import #{ $number } left nothing that could be taken back.
refusal-database-locked = Another program is using the database. Nothing was changed.
hint-database-locked = Wait until it ends, or talk to the running server with --server.
refusal-database-damaged = The database file is damaged. Nothing more was written to it.
hint-database-damaged = Keep a copy of the data directory, then restore a backup with "kartoteka restore".
refusal-database-newer = The database has version { $version }; this program knows versions up to { $known }. Nothing was changed.
hint-database-newer = Use the newer Kartoteka that wrote it.
refusal-disk-full = The disk takes no more: it is full, or a quota or limit is reached. What was saved before is kept.
hint-disk-full = Free some space or raise the limit, then go on; a stopped import resumes where it was.
refusal-data-dir-missing = There is no data directory at { $path }.
hint-data-dir-missing = Name it with --data DIR, or make one with "kartoteka serve" or "kartoteka demo".
refusal-no-terminal-confirm =
    This changes { $n ->
        [one] { $n } record
       *[other] { $n } records
    }. Add --yes to confirm (no terminal).
refusal-value-unreadable = "{ $value }" is not a value for "{ $field }".
refusal-setting-unknown =
    There is no setting "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
hint-setting-unknown = "kartoteka setting get" lists all settings.
refusal-login-mode-conflict =
    { $emails ->
        [one] { $emails } e-mail is
       *[other] { $emails } e-mails are
    } used by { $users ->
        [one] { $users } user
       *[other] { $users } users
    }: { $names }. Mend them before switching.
hint-login-mode-conflict = With sign-in by e-mail every e-mail must belong to one user.
refusal-file-exists = The file { $file } exists already and was left as it is.
hint-file-exists = Choose another name, or move that file away.
refusal-file-missing = There is no file { $path }.
refusal-io-failed = A file could not be read or written: { $reason }.
refusal-fault = Something in the program went wrong. What was saved before is kept. Number of this fault: { $id }.
hint-fault = Try again. If it happens once more, give this number to your administrator.

## Refusals of filters and mass edits

refusal-filter-unreadable = "{ $name }" is not a condition: it holds none of the signs { $signs }.
hint-filter-unreadable = Write field=value; ~ means "contains".
refusal-filter-unfit = "{ $field }" cannot be compared with { $sign }.
refusal-reference-several = Several records are called "{ $name }": { $ids }.
hint-reference-several = Name the one you mean by its number, for example [#12].
refusal-bulk-empty = Nothing was said about what to do with the records.
hint-bulk-empty = Name at least one change, for example --deactivate or --set field=value.
refusal-bulk-delete-alone = Deleting cannot be combined with other changes.
refusal-default-tunnel-stays = The tunnel "{ $name }" keeps its name: clients without a tunnel go there.

## Refusals at the door

refusal-user-inactive = The user "{ $name }" is not active.
refusal-sign-in-failed = Name and password do not belong together, or this user may not sign in.
refusal-invitation-unknown = This invitation does not exist. A newer one may have taken its place.
refusal-invitation-expired = This invitation has expired.
hint-invitation-expired = Ask an administrator for a new one.
refusal-invitation-used = This invitation was used already. Each one works once.
hint-invitation-used = Sign in with the password you set, or ask an administrator for a new invitation.
refusal-password-too-short =
    A password has at least { $n ->
        [one] { $n } character
       *[other] { $n } characters
    }.
refusal-password-too-long =
    A password has at most { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
    }.

## Refusals of settings, recipes, backups

refusal-setting-unfit = "{ $value }" does not fit the setting { $name }. Allowed: { $allowed }.
refusal-recipe-name-unfit = "{ $name }" cannot be the name of a recipe.
hint-recipe-name-unfit = A name has 1 to 100 characters on one line.
refusal-restore-over = There is a database already: { $path }. Nothing was changed.
hint-restore-over = With --force the backup takes its place; the old database is kept beside it.
refusal-restore-in-use = The register is in use: { $path }, by { $nodes } (machine, process). Nothing was changed.
hint-restore-in-use = End every kartoteka serve and kartoteka worker, then restore. A program that died on another machine is forgotten after the seconds that the setting work.lease_seconds says, 30 as a rule.
refusal-backup-unfit = { $path } is not a backup of Kartoteka. Nothing was changed.
refusal-erasures-unfit = { $path } is no list of erased people. Nothing was changed.
hint-erasures-unfit = It is the file erasures.txt of a data directory. Do not restore without it: erased people would come back.
refusal-erase-no-people = Records of this type ({ $type }) are no people: other records hang on them. Nothing was erased.
hint-erase-no-people = Delete it instead, when nothing hangs on it any more.
refusal-erase-run-under-way = Import #{ $number } has not ended, and might write what is erased. Nothing was erased.
hint-erase-run-under-way = Wait until it ends; or go on with it (kartoteka import start { $number }), or stop it (kartoteka import cancel { $number }).
refusal-copy-place-unfit = "sqlite:{ $path }" is no place for a register. Nothing was done.
hint-copy-place-unfit = Write sqlite:DIR for a data directory, or postgres://user@host/database for a server.
refusal-copy-nothing-there = There is no register at { $path }. Nothing was copied.
hint-copy-nothing-there = Name the data directory that holds kartoteka.sqlite, or the database that Kartoteka works with.
refusal-copy-target-taken = There is a register at { $path } already, or one is being copied there. Nothing was changed.
hint-copy-target-taken = Copy to an empty place. Whether both hold the same already, --compare tells.
refusal-copy-run-under-way = Import #{ $number } has not ended. Nothing was copied.
hint-copy-run-under-way = Wait until it ends; or go on with it (kartoteka import start { $number }), or stop it (kartoteka import cancel { $number }), and copy then.
refusal-copy-export-under-way = Export #{ $number } has not ended. Nothing was copied.
hint-copy-export-under-way = Wait until it ends, or delete it: kartoteka export delete { $number }
refusal-copy-unequal = What was written to { $path } is not what was read. It was taken back; nothing else was changed.
hint-copy-unequal = Look whether the disk and the database server are sound, then try again.

## Settings

setting-login-mode-help = What people sign in with: username, or email. With email every address must belong to one user.
setting-language-help = The language for everybody who has not chosen one.
setting-organisation-help = What the installation calls itself, at the top of every page.
setting-uploads-most-mb-help = Most megabytes of an uploaded file; 0 leaves the limit of 512.
setting-uploads-kept-days-help = How many days after an import ended its uploaded file and rows are kept; 0 keeps them for good. The records, the history and the undo stay.
setting-exports-kept-days-help = How many days a finished export is kept; 0 keeps it until somebody deletes it.
setting-drafts-kept-days-help = How many days an import that was never run is kept after the last change, with its file; 0 keeps it until somebody discards it.
setting-work-at-once-help = How many long pieces of work (checks, runs, exports) are done at the same time. Holds from the next start of the server.
setting-work-lease-seconds-help = After how many seconds without a sign of life a worker is taken to be gone, so that another one goes on with its work. The same for every node.
setting-file-date-order-help = How dates in files are usually written: detect, dmy, mdy or ymd. A file, a column or a recipe may say otherwise.
setting-file-decimal-help = The decimal sign in files: detect, comma or point. A file, a column or a recipe may say otherwise.
setting-time-zone-help = The zone in which pages tell the time, such as Europe/Prague.
setting-api-rate-help = How many requests one token may make within a minute through the REST API; 0 for no limit.
setting-row-limit-help = Most data rows in one file of this kind of import; 0 sets no limit.
setting-char-limit-help = Most characters in one cell of this kind of import; 0 leaves it to each field.

## Refusals of the room that reads files, under its own codes

refusal-rows-too-many = This file has more rows than the limit of { $limit }. Nothing was saved.
hint-rows-too-many = Split the file into several.
refusal-columns-too-many = Row { $row } reaches column { $columns }. The limit is { $limit }.
hint-columns-too-many = Remove the columns you do not import.
refusal-row-too-long = Row { $row } is larger than { SIZE($limit) }.
hint-row-too-long = In a CSV file a missing quotation mark can join many lines into one row.
refusal-file-not-a-sheet =
    { $what ->
        [xml-spreadsheet] This is a workbook in the XML form of Excel 2003, which is not read here.
       *[other]
            This is { $what ->
                [web-page] a saved web page
                [pdf] a PDF document
                [image] a picture
                [zip] a ZIP archive
                [gzip] a compressed file
                [xml] an XML document
                [document] a text document or a presentation
               *[other] something else
            }, not a spreadsheet and not a CSV file.
    }
hint-file-not-a-sheet = { hint-not-a-sheet }
refusal-encoding-unknown = There is no encoding called "{ $label }".
hint-encoding-unknown = Try utf-8, utf-16le, windows-1250, windows-1251, windows-1252 or iso-8859-2.
refusal-dialect-unusable = The delimiter and the quotation mark must each be one plain character, and different ones.
refusal-sheet-missing = The workbook has no such sheet.
refusal-file-unreadable =
    The file{ $path-count ->
        [0] { "" }
       *[other] { " " }{ $path }
    } could not be read{ $reason-count ->
        [0] { "" }
       *[other] : { $reason }
    }.
refusal-file-empty = { refusal-no-data }
hint-file-empty = { hint-no-data }
refusal-file-locked = { refusal-password-protected }
hint-file-locked = { hint-password-protected }
refusal-file-damaged = { refusal-damaged }
hint-file-damaged = { hint-damaged }
refusal-file-too-old = { refusal-too-old }
hint-file-too-old = { hint-too-old }
refusal-encoding-utf32 = { refusal-utf-32 }
hint-encoding-utf32 = { hint-utf-32 }
refusal-file-bomb = { refusal-bomb }
hint-file-bomb = { hint-bomb }
refusal-file-hostile = { refusal-hostile }
hint-file-hostile = { hint-hostile }
refusal-reading-timed-out = { refusal-timed-out }
hint-reading-timed-out = { hint-timed-out }
refusal-reading-out-of-memory = { refusal-out-of-memory }
hint-reading-out-of-memory = { hint-out-of-memory }
refusal-reading-failed = { refusal-child-failed }
hint-reading-failed = { hint-child-failed }

## Refusals of a mapping

refusal-field-not-writable = The field "{ $field }" is filled by Kartoteka itself and cannot be imported.
refusal-field-archived = The field "{ $field }" is out of use.
hint-field-archived = Leave its column out or match it to another field, then check the file again; or take the field into use again.
refusal-match-unmapped = Records are to be matched by "{ $field }", but no column is matched to it.
hint-match-unmapped = Match a column to this field, or choose another key with --match-by.
refusal-update-without-key = Rows are to update records, but no column says which record is meant. These fields can: { $fields }.
hint-update-without-key = Match a column to one of them, for example --map 'COLUMN=id'. Or choose another field with --match-by.
refusal-order-unknown = "{ $order }" is not an order of day, month and year.
hint-order-unknown = Use dmy, mdy or ymd.

## Refusals about record types, fields and the database

refusal-type-exists = There is a record type "{ $name }" already.
refusal-field-exists = There is a field "{ $name }" already, or the name is kept for Kartoteka itself.
refusal-key-unfit = "{ $name }" cannot be a key.
hint-key-unfit = Use small letters a to z, digits and single _, starting with a letter, at most 40 characters.
refusal-definition-unreadable = The definition cannot be read: { $reason }.
refusal-value-taken = A value of "{ $field }" that must be unique belongs to another record.
refusal-database-read-only = The database cannot be written to: { $reason }. Nothing was changed.
hint-database-read-only = Check who owns the data directory and whether the disk is writable.
refusal-database-unopenable = The database { $path } cannot be opened: { $reason }.
refusal-database-certificate = The certificate of the database server { $path } is not trusted: { $reason }.
hint-database-certificate = Name a file with the certificate that signed it, or with the server’s own one, in the address: ?sslrootcert=FILE.
refusal-database-no-entry = The database server { $path } cannot be used: { $reason }.
hint-database-no-entry = Check host, port, user, password and the name of the database, and that the server runs.
refusal-database-address = This is not the address of a database.
hint-database-address = Write it as postgres://user:password@host:5432/database.
refusal-database-server-old = The database server is PostgreSQL { $version }; version { $known } or later is needed.
hint-database-server-old = Connect to a newer server.
refusal-database-unreachable = The database server does not answer: { $reason }. What was committed before is kept.
hint-database-unreachable = Look whether the server runs, then try again; a run goes on where it stopped.
refusal-database-collision = Another change was in the way, and the database took this one back. Nothing was changed.
hint-database-collision = Try it again.
refusal-database-commit-unknown = The connection ended while the change was being saved: { $reason }. It may be saved or not.
hint-database-commit-unknown = Look whether it is there before you do it again; an import that is started again finds that out by itself.
refusal-database-foreign = The database { $path } holds tables of another program. Nothing was changed.
hint-database-foreign = Give Kartoteka a database or a schema of its own.
refusal-database-server-reads = The database server only reads: { $reason }. Nothing was changed.
hint-database-server-reads = Give the address of the server that takes writes; this one is a standby, or was told to take none. With several hosts in the address and target_session_attrs=read-write it is found by itself.
refusal-database-no-rights = The database server does not allow it: { $reason }. Nothing was changed.
hint-database-no-rights = Let the user make and change tables in the schema.
refusal-database-on-server = The register is kept by a database server; this is for a register in a file. Nothing was done.
hint-database-on-server = Say it without --database; kartoteka copy moves a register from a file to a server.

## Refusals of exports, templates, mends and reports

refusal-export-rows-too-many = This export has { $rows } or more rows. One sheet of a workbook holds { $limit }.
hint-export-rows-too-many = Export as CSV, or choose fewer records.
refusal-export-columns-too-many = This export has { $columns } columns. One sheet of a workbook holds { $limit }.
hint-export-columns-too-many = Export as CSV, or choose fewer columns.
refusal-export-text-too-long = Row { $row }, column { $column }: the text has { $chars } characters. One cell of a workbook holds { $limit }.
hint-export-text-too-long = Export as CSV, or leave this column out.
refusal-export-unfinished = Export #{ $number } has no file: it is still being made, or it was not finished.
hint-export-unfinished = Wait until it is ready, or make it again.
refusal-edit-type-unfit = Records of this type have neither a status nor responsible users, so there is no edit file: { $type }.
hint-edit-type-unfit = Export the records for re-import and edit that file.
refusal-template-sheets-unfit = A CSV file holds one sheet, so companies and contacts cannot stand in two.
hint-template-sheets-unfit = Ask for XLSX, or for contacts beside their company (layout b).
refusal-mend-without-column = This problem is about whole rows, so there is no column to change.
hint-mend-without-column = Edit the rows one by one, or leave them out.
refusal-row-unknown = The file has no data row { $row }.
hint-row-unknown = Rows are counted as your spreadsheet program counts them, with the header.
refusal-import-unchecked = Import #{ $number } has not been checked yet, so there is nothing to report.
hint-import-unchecked = Check it first.
## The API

refusal-token-missing = This needs a token. Nothing was done.
hint-token-missing = Send the header "Authorization: Bearer TOKEN". An administrator creates tokens.
refusal-token-invalid = This token is not valid: it was revoked, has ended, or is mistyped. Nothing was done.
hint-token-invalid = Ask an administrator for a new token.
refusal-token-scope-missing = This token does not allow this. Nothing was changed.
hint-token-scope-missing = Use a token with the scope for it; an administrator creates one.
refusal-method-not-allowed = This address exists, and does not know this method.
refusal-media-type-unfit = A body of the type "{ $name }" is not read here.
hint-media-type-unfit = Send application/json, or a file under the type its kind has.
refusal-body-unreadable = The body is not JSON: { $reason }. Nothing was changed.
refusal-member-unknown = There is no member "{ $name }" here. Nothing was changed.
hint-member-unknown = Check how it is written; unknown members are refused so that a typing mistake is seen.
refusal-member-unfit = A member does not fit: { $reason }. Nothing was changed.
refusal-query-unknown = There is no parameter "{ $name }" here.
refusal-if-match-missing = This change must say which version it is based on. Nothing was changed.
hint-if-match-missing = Send the header If-Match with the ETag of what you read, or * for any version.
refusal-record-rejected = { $n ->
    [one] The record was not saved: one thing is wrong.
   *[other] The record was not saved: { $n } things are wrong.
}
refusal-idempotency-key-reused = This Idempotency-Key was used for other bytes, as import #{ $number }. Nothing was saved.
hint-idempotency-key-reused = Choose a new key for a new request.
refusal-idempotency-key-mismatch = This Idempotency-Key was used for another request. Nothing was done.
hint-idempotency-key-mismatch = Choose a new key for a new request.
refusal-idempotency-key-spent = This was done already. The secret was in its first answer only, and is not kept.
hint-idempotency-key-spent = Use another key to make a new one.
refusal-idempotency-key-busy = A request with this Idempotency-Key is still under way.
hint-idempotency-key-busy = Wait until it has ended; then the same request gives its answer.
refusal-too-many-requests = Too many requests within a minute. Nothing was done.
hint-too-many-requests = Ask again after the time in Retry-After; an administrator can raise the limit.
refusal-import-changed = Import #{ $number } was changed in the meantime. Nothing was saved.
hint-import-changed = Look at the import again, then repeat the change.
refusal-upload-unknown = There is no such upload, or not yours. An upload goes a day after its last piece.
refusal-upload-busy = Another piece of this upload is just coming in.
hint-upload-busy = Wait for it, then ask how far it came.
refusal-upload-offset-unfit = The upload goes on at byte { $offset }. Nothing was added.
hint-upload-offset-unfit = Send the piece that begins there.
refusal-upload-incomplete = The upload is not complete: { $bytes } of { $limit } bytes are here.
hint-upload-incomplete = Send the missing pieces first.
refusal-sort-unfit = The list cannot be sorted by "{ $name }". A list of this length can be sorted by: { $fields }.
refusal-fix-not-last = Only the latest mend can be taken back; that is number { $number }.
api-address-unknown = There is no such address, or not for you.
api-docs = REST API
api-docs-why = Every operation of the programming interface, with what it takes and gives. Begin with a token from the settings; the document for tools is in the link above.
api-docs-permission = Permission
api-docs-takes = Takes
api-docs-gives = Gives

## Refusals of verbs on imports and records

refusal-import-without-file = Import #{ $number } has no file: it was made by a command, not by an upload.
refusal-mode-fixed = This kind of import has one mode only, which cannot be changed.
hint-mode-fixed = Leave out --mode, or choose another way of importing with --profile.
refusal-draft-changed = Somebody saved other settings for this import in the meantime. Nothing was saved.
hint-draft-changed = Look at what differs, then decide whose settings count.
refusal-record-changed = Somebody changed the record in the meantime. Nothing was saved.
hint-record-changed = Look at the record again, then repeat the change.
refusal-reference-unknown =
    There is no { $type } "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-undo-of-undo = An undo cannot be undone itself. Import the file again instead.
refusal-recipe-unknown =
    There is no recipe "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-user-unknown =
    There is no user "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
refusal-import-runs-elsewhere = Import #{ $number } is being run by another process.
hint-import-runs-elsewhere = Wait until it has finished, or stop the other one first.
refusal-lease-lost = Another worker goes on with this work.
hint-lease-lost = Nothing is to be done: what is written is written once. Look again in a moment.
refusal-job-workers-died = Each worker that took this work broke down over it.
hint-job-workers-died = Ask an administrator: "kartoteka queue list" shows it, "kartoteka queue go-on NUMBER" lets it go on.
refusal-job-not-parked = Job { $number } is not parked: it is { $state }.
hint-job-not-parked = Only parked work is let go on; "kartoteka queue list" shows what is.
refusal-colleague-may-not = { $name } may not import records of this type.
hint-colleague-may-not = Choose somebody else, or ask an administrator to change the role.
