### Data import: hub, wizard, result, history.

## The history of imports and other runs

imports-none = No imports yet
imports-none-why = What you import appears here, with its result.
imports-none-fit = No import fits the filter.
imports-every-state = Every state
imports-name = Import
imports-type = Type
imports-state = State
imports-rows = Rows
imports-tag = Tag
imports-by = By
imports-at = Date
run-import = Import
run-edit = Mass edit from a file
run-bulk = Mass edit
run-undo = Undo
run-delete = Delete import
run-record = Edit of one record

## The steps of an import

steps-title = Steps of this import
steps-done = done
step-upload = Upload
step-sheet = Sheet and header
step-columns = Columns
step-options = Options
step-check = Check
step-start = Start

## The hub: what can be imported

nav-data-import = Data import
hub-history = All imports
hub-delete = Delete import
hub-lead = Choose what the rows of your file are. Nothing is saved before you have seen the result of the check.
hub-order = Import companies first, then contacts and users: a contact row needs its company to exist.
hub-last = Last:
hub-never = Nothing imported yet
hub-import = Import
hub-template = Download template
hub-more = More for: { $name }
hub-edit-template = Download edit template
hub-edit-upload = Upload edit file
hub-helpdesk = Import companies only, all or nothing
door-companies-contacts = Companies & contact persons
door-users = Users & operators
door-audience = Messenger clients
door-leads-change = Leads that are there already
door-no-limit = No limit on rows.
door-rows =
    { $n ->
        [one] Up to { $n } row per file.
       *[other] Up to { $n } rows per file.
    }
door-chars =
    { $n ->
        [one] Up to { $n } character per cell.
       *[other] Up to { $n } characters per cell.
    }

## Templates

template-get = Download template
template-lead = The template is made now, for your fields. It explains every column and offers the allowed values.
template-format = Format
template-xlsx = For Excel and LibreOffice, with lists and instructions
template-csv = Plain text, UTF-8; for large lists and other programs
template-columns = Columns
template-required = Required only
template-usual = Usual, with your custom fields
template-all = All
template-layout = Contact persons
template-beside = In the row of their company, up to 6
template-sheets = In a second sheet, any number
template-sheets-hint = XLSX only
template-language = Language of the headers
template-sample = Sample file

## Upload

upload-title = Import
upload-edit-title = Edit existing records
upload-file = File
upload-accepts = XLSX, XLS, ODS, CSV or TSV, at most { $limit }.
upload-too-large = This file is larger than { $limit }. Split it.
upload-reading = Reading the file…
upload-sending = Uploading
upload-cancel = Cancel
upload-cancelled = Cancelled. Nothing was kept.
upload-why-both = Choose a file and a bot first.
upload-why-bot = Choose a bot first.
upload-why-file = Choose a file first.
upload-bot-hint = Clients are matched by social_id and the messenger of this bot.
upload-choose = Choose…
upload-no-bot = There is no bot yet. An administrator adds one in the settings.
upload-drop = or drop it here
upload-more = Tunnel and LGT (optional)
upload-tunnel-hint = Clients without a tunnel go to "Default tunnel".
upload-default-tunnel = Default tunnel
upload-lgt-hint = With an LGT alone, its own tunnel is used.
upload-none = None
upload-recipe = Saved mapping
upload-no-recipe = Match the columns anew
upload-clients = Import clients
upload-act = Upload and continue
upload-help = No file yet?
upload-help-template = A template has the right columns. A sample shows how rows look.
upload-edit-note = Do not change the id column. Nothing is saved before you start the import.
upload-nothing-yet = The upload saves no records. You will see every change before it happens.
refusal-file-not-chosen = No file was chosen, or it is empty.

## How the file is read

wizard-next = Continue
file-title = How the file is read
file-name = File
file-size = Size
file-rows = Rows with the header
file-sheets = Sheets read
file-reading = First rows
file-likely = The file seems to be in { $name }. Compare the letters below; choose another encoding if they look wrong.
file-encoding = Encoding
file-delimiter = Delimiter
file-quote = Quotation mark
file-look = Show like this
file-preview = The first rows of the file
file-confirm = The text above looks right. Read the file as { $name }.
file-confirm-first = Confirm that the letters look right before you go on.
file-seen-again = Go on to import it again.
sign-semicolon = Semicolon ;
sign-comma = Comma ,
sign-tab = Tab
sign-bar = Bar |
sign-slash = Slash /

## Sheet and header row

sheet-title = Sheet and header row
sheet-sheets = Sheets of this workbook
sheet-hidden = hidden
sheet-refused = too large
sheet-read = read
sheet-together = This file holds several kinds of records. All its parts are read together and checked against each other.
sheet-which-row = Which row has the column names?
sheet-below = Rows above the chosen one are not imported.
sheet-first-rows = The first rows of the sheet
sheet-this-row = This row has the column names
sheet-no-header = No header row
sheet-no-header-hint = Columns are called A, B, C
sheet-blank-rows =
    { $n ->
        [one] { $n } empty row is skipped.
       *[other] { $n } empty rows are skipped.
    }
sheet-skip-hidden =
    { $n ->
        [one] Leave out { $n } hidden row
       *[other] Leave out { $n } hidden rows
    }
sheet-hidden-skipped =
    { $n ->
        [one] { $n } hidden row is left out.
       *[other] { $n } hidden rows are left out.
    }
sheet-hidden-read =
    { $n ->
        [one] { $n } hidden row is read like the others.
       *[other] { $n } hidden rows are read like the others.
    }

## Columns and fields

map-title = Which column is what?
map-filter = Columns shown
map-all = All
map-none = Not matched
map-nothing = No column was recognised. Is row { $row } really the header?
map-nothing-act = Choose another row
map-caption = { $done } of { $n } matched
map-matched = { $done } of { $n } columns matched
map-column = Column of the file
map-samples = Samples
map-field = Field
map-gear = Settings of the column
map-gear-of = Settings of the column { $name }
map-letter = Column { $name }
map-filled = filled { $n } %
map-no-field = No field is called like that
map-values-open =
    { $n ->
        [one] { $n } value to decide
       *[other] { $n } values to decide
    }
map-values-known =
    { $n ->
        [one] { $n } value understood
       *[other] { $n } values understood
    }
map-leave-out = Do not import
map-existing = When the record exists
map-existing-usual = As usual
map-existing-overwrite = Overwrite
map-existing-fill = Only if empty
map-existing-add = Add to the list
map-existing-remove = Remove from the list
map-existing-leave = Leave as it is
map-empty-usual = As in the options
map-empty-keep = Keep the stored value
map-empty-clear = Clear it
map-order = Order of dates
map-order-dmy = Day, month, year
map-order-mdy = Month, day, year
map-order-ymd = Year, month, day
map-detect = Detect
map-decimal = Decimal sign
map-decimal-comma = Comma: 1,5
map-decimal-point = Point: 1.5
map-separator = Between the members of a list
map-separator-usual = Comma or semicolon
map-required = Required fields
map-required-given = given
map-required-missing = missing
map-keep = Save
map-nothing-saved = No records have been saved yet.
map-recipes = Saved mappings
map-load = Mapping
map-load-act = Load mapping
map-save-as = Name
map-save-act = Save as mapping
map-reset = Reset guesses
map-new-field = Create custom field
map-new-label = Label
map-new-kind = Kind
map-new-choices = Choices, one a line
map-new-column = For the column
map-new-act = Create field
map-or = or
map-found-by = { $name }: existing ones are found by { $fields }. Rows without it make new ones.
map-found-by-nothing = { $name }: every row makes a new record.
map-twice = Two columns go to "{ $name }". Choose one.
map-group-standard = Standard
map-group-links = Links
map-group-custom = Custom
map-exact = Exact
map-remembered = Remembered
map-likely = Likely – look
map-given = By hand
map-ignored = Ignored
map-taken = Field is taken
map-template-lacks = It lacks: { $names }.
flash-columns-reset = The columns were matched anew.
flash-recipe-saved = The mapping "{ $name }" was saved.
flash-field-added = The field "{ $name }" was created.
flash-values-kept = The values were kept.
flash-recipe-used =
    { $n ->
        [one] The mapping knew { $n } column.
       *[other] The mapping knew { $n } columns.
    }

## Values of a column

stale-title = The settings changed in the meantime
stale-why = Somebody else, or you in another window, saved other settings for this import after you opened the page. Nothing of yours was saved yet.
stale-differs = What differs
stale-mine = Yours
stale-saved = Saved
stale-same = Nothing differs any more: the same was saved.
stale-save = Save mine over them
stale-take = Take what is saved
flash-columns-likely = Some columns were only likely to be understood. Look at them before you go on.
map-window = Columns { $from }–{ $to } of { $n }
value-title = Values of "{ $name }"
value-lead = Every different text of the column "{ $name }", and what it becomes in "{ $label }".
value-more = Only the first values are listed.
value-text = In the file
value-read-as = Understood as
value-ours = Use instead
value-as-read = As understood
value-empty = Leave empty
value-back = Back to the columns
value-left-empty = left empty
value-mapped = decided
value-unknown = not known
value-error = Make it an error
value-add = Add as new option
value-count-known =
    { $n ->
        [one] { $n } is understood
       *[other] { $n } are understood
    }
value-count-ambiguous =
    { $n ->
        [one] { $n } fits several records
       *[other] { $n } fit several records
    }
value-count-unknown =
    { $n ->
        [one] { $n } is not known
       *[other] { $n } are not known
    }
value-ambiguous =
    { $n ->
        [one] { $n } record is called so
       *[other] { $n } records are called so
    }

## Options

options-title = What to do with the rows
options-mode = What to do
options-mode-create-and-update = { mode-create-and-update }
options-mode-create-and-update-hint = Records that exist are changed, the others are made.
options-mode-create = { mode-create }
options-mode-create-hint = Existing records stay as they are.
options-mode-update = { mode-update }
options-mode-update-hint = A row without its record is an error.
options-match = Match by
options-match-hint = How the record a row means is found.
options-match-usual = As usual
options-match-nothing = no key has a column
options-match-none = Nothing: every row is new
options-role = Role
options-role-hint = One role for all users of this file.
options-role-administrators = Only administrators can import operators.
options-role-column = As the role column says
options-role-usual = As usual: end users
options-empty = Empty cells
options-empty-keep = Keep the stored value
options-empty-clear = Clear it
options-empty-clear-hint = A column that is missing clears nothing.
options-duplicates = When a new record exists already
options-duplicates-error = Error
options-duplicates-skip = Skip the row
options-duplicates-create = Import anyway
options-repeated = The same record twice in the file
options-repeated-error = Error in each of the rows
options-repeated-first = The first row counts
options-repeated-last = The last row counts
options-missing-links = A linked record does not exist
options-missing-links-error = Error
options-missing-links-empty = Leave the link empty, with a warning
options-missing-links-create = Create it, with a warning
options-responsible = Responsible users from the file
options-responsible-overwrite = Replace the list
options-responsible-add = Add to the list
options-responsible-remove = Remove from the list
options-validation = Validation
options-validation-standard = Standard
options-validation-standard-hint = Errors keep a row out, warnings do not.
options-validation-strict = Strict
options-validation-strict-hint = Warnings keep a row out too.
options-validation-structure = Structure only
options-validation-structure-hint = Types, lengths and keys are always checked.
options-on-error = Rows with errors
options-on-error-skip = Leave them out and import the rest
options-on-error-abort = All or nothing
options-on-error-abort-hint = With a single error nothing is saved.
options-audience = Audience
options-audience-hint = Clients without a tunnel go to "Default tunnel".
options-owner = Responsible
options-owner-file = As the file says, or nobody
options-owner-me = Me ({ $name })
options-owner-people = These people
options-owner-logins = User names, separated by commas
options-tags = Tags
options-tag-automatic = Every record gets:
options-tags-more = More tags
options-tags-hint = Separated by commas; new ones are made.
options-name = This import
options-name-label = Name
options-notify = You are notified here when the check and the import end. No mail is sent.
options-hand-over = Hand it to a colleague
options-hand-over-why = A draft is seen by its maker and by administrators. Who gets it goes on with it; you will not see it any more, unless you are an administrator.
options-hand-over-to = User name of the colleague
options-hand-over-act = Hand over
flash-draft-handed = Draft #{ $number } was handed to { $name }.
options-back = Back to the columns
options-check = Check
options-nothing-yet = The check saves no records.
options-messengers-mixed = The file names several messengers, but a bot belongs to one. Split the file by messenger and import each part with its own bot.
options-by-email = With e-mail sign-in each e-mail can exist once. The check lists the rows that share one.

## Inside another product.

embed-title = What do you want to import?
embed-close = Close
embed-closed = All done here
embed-closed-why = You can go on in the page around.
embed-ended = This import window is closed
embed-ended-why = Its time is over, or it was closed. What was imported stays. Load the page around again to open a new one.
