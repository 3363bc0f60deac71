### Records: browser, record page, bulk actions.

## The list

records-more-than = more than { $n } records
records-export = Export
records-import = Import
records-new = New
records-none = Nothing here yet
records-none-why = Import a file or add one by hand.
records-none-fit = No record fits
records-none-fit-why =
    { $n ->
        [one] { $n } filter narrows the list.
       *[other] { $n } filters narrow the list.
    }
records-search-label = Search this list
records-search-hint = Name, ID, e-mail…
records-search = Search
records-filter = Filter
records-filters = Filters in force
records-filter-field = Filter by a field
records-field = Field
records-comparison = Comparison
records-value = Value
records-add-filter = Add filter
records-tags = Tags
records-tag = Tag
records-tag-how = Records that
records-columns = Columns
records-columns-which = Which columns to show
records-columns-usual = The usual ones
records-size = Rows on a page
records-density = Height of rows
density-normal = Normal
density-compact = Compact
records-views = Views
records-views-none = No saved views yet.
records-view-shared = for everybody
records-view-delete = Delete view { $name }
records-view-save-as = Save filters, columns and order as
records-view-share = For everybody
records-view-save = Save view
filter-is = is
filter-is-not = is not
filter-contains = contains
filter-at-least = is at least
filter-at-most = is at most
filter-more = is more than
filter-less = is less than
filter-empty = is empty
filter-filled = is filled
filter-created-import = Created by import #
filter-updated-import = Updated by import #
filter-search-chip = Search: { $text }
filter-tag-any = carry this tag, or another one chosen
filter-tag-all = carry this tag and all others chosen
filter-tag-none = do not carry this tag
filter-tag-any-chip = Tag: { $name }
filter-tag-all-chip = With tag: { $name }
filter-tag-none-chip = Without tag: { $name }
filter-remove = Remove filter: { $name }
flash-view-saved = View { $name } was saved.
flash-view-deleted = The view was deleted.
refusal-view-name =
    { $limit ->
        [one] A view needs a name of at most { $limit } character.
       *[other] A view needs a name of at most { $limit } characters.
    }
refusal-view-long = These filters are too long to be saved. Remove some of them.

## Ticking records and what can be done with them

pick-none = Tick records to do something with them.
pick-some = Selected: COUNT
pick-matching = All that match the filter are selected
pick-which = Which records
pick-scope-picked = Ticked ones
pick-scope-matching =
    { $n ->
        [one] All { $n } that match
       *[other] All { $n } that match
    }
pick-scope-matching-more = All that match, more than { $n }
pick-page = Select all on this page
pick-column = Select
pick-one = Select { $name }
pick-clear = Clear selection
flash-nothing-picked = Nothing was ticked, so nothing was done.
act-export = Export
act-edit-file = Edit file
act-add-tag = Add tag
act-remove-tag = Remove tag
act-responsible = Set responsible
act-activate = Activate
act-deactivate = Deactivate
act-set = Set a field
act-delete = Delete
refusal-selection-gone = This selection was forgotten. Nothing was changed.
hint-selection-gone = Go back to the list and tick the records again.
refusal-bulk-nobody = No record fits any more. Nothing was changed.
refusal-bulk-unfit = These records cannot be changed like that. Nothing was changed.

## Mass edit: preview, run, result, undo

bulk-responsible-how = What happens to the present responsible people
bulk-responsible-replace = Replace them
bulk-responsible-add = Keep them and add
bulk-responsible-remove = Remove these
bulk-logins = User names
bulk-logins-hint = Separate several by commas. Empty with Replace: nobody is responsible.
bulk-new-value = New value
bulk-new-value-hint = An empty value clears the field.
bulk-preview = Show what would change
bulk-what = What will happen
bulk-nothing-yet = Nothing has been saved yet.
bulk-chosen = Chosen
bulk-changed = Changed
bulk-deleted = Deleted
bulk-same = Already like that
bulk-kept = Stay as they are
bulk-already = { $n } of { $all } are like that already.
bulk-already-active = { $n } of { $all } are active already.
bulk-already-inactive = { $n } of { $all } are inactive already.
bulk-people = Records each person gains or loses
bulk-reasons = Why some stay as they are
bulk-reasons-more = and { $n } more
bulk-type-number = To delete, type the number of records: { $n }
bulk-confirm-wrong = This is not the number of records: { $n }. Nothing was deleted.
bulk-start =
    { $n ->
        [one] Change { $n } record
       *[other] Change { $n } records
    }
bulk-start-delete =
    { $n ->
        [one] Delete { $n } record
       *[other] Delete { $n } records
    }
bulk-can-be-undone = It can be taken back afterwards.
bulk-nothing-to-do = There is nothing to do.
bulk-back = Back to the list
bulk-run-title = Mass edit #{ $number }
bulk-running = Changing the records
bulk-undoing = Taking it back
bulk-stop = Stop
bulk-stop-why = What is changed already stays and can be taken back.
bulk-did = What happened
bulk-undo = Undo
bulk-undo-title = Undo mass edit #{ $number }
undo-taken = Get their old values back
undo-stays = Stay as they are
undo-kept-why = Somebody edited them since, so the later edit is kept.
undo-act =
    { $n ->
        [one] Take back { $n } record
       *[other] Take back { $n } records
    }
flash-undo-begun = It is being taken back.
did-add-tag = Add tag "{ $name }"
did-remove-tag = Remove tag "{ $name }"
did-responsible-replace = Responsible: { $names }
did-responsible-add = Add responsible: { $names }
did-responsible-remove = Remove responsible: { $names }
did-set = { $name } = { $text }
did-batch = Records written one by one by another program

## One record

record-trail = Where this is
record-copy-id = Copy ID
record-active = Active
record-inactive = Inactive
record-edit = Edit
record-edit-section = Edit: { $name }
record-leave = Leave without saving?
record-nothing-filled = Nothing is filled in here.
record-empty-fields =
    { $n ->
        [one] { $n } more field is empty.
       *[other] { $n } more fields are empty.
    }
section-main = Details
section-more = More
section-custom = Own fields
record-no-tags = No tags.
record-tag-remove = Remove tag { $name }
record-related = Related records
record-related-all = Show all
record-history = History
record-history-more = Show { $n } more
history-to = to
history-created-by-row = Created by { $kind } #{ $number }, row { $row } ({ $by })
history-created-by-run = Created by { $kind } #{ $number } ({ $by })
history-created-by-hand = Created by { $by }
history-updated-by-row = Changed by { $kind } #{ $number }, row { $row } ({ $by })
history-updated-by-run = Changed by { $kind } #{ $number } ({ $by })
history-updated-by-hand = Changed by { $by }
history-deleted-by-row = Deleted by { $kind } #{ $number }, row { $row } ({ $by })
history-deleted-by-run = Deleted by { $kind } #{ $number } ({ $by })
history-deleted-by-hand = Deleted by { $by }
record-deleted = Deleted
record-deleted-why = Its number is never used again. Undoing what deleted it brings it back.
record-delete-title = Delete { $name }
record-delete-why = The record goes away with its tags and links. It can be taken back under Imports.
record-delete-act = Delete record
erase-act = Erase this person…
erase-title = Erase { $name } for good?
erase-why = Erasing takes the person out of everything that is kept, and cannot be undone. An undo does not bring it back, and neither does a restored backup.
erase-places = Found in places: { $n }
erase-records = Records
erase-links = Links of other records
erase-changes = Entries of the history
erase-rows = Rows of uploaded files
erase-files = Uploaded files that can no longer be downloaded
erase-texts = Quotations, mends, notices, messages, saved views
erase-exports = Kept exports
erase-same = The same e-mail address or phone number also stands in these records. They stay; erase them themselves if they are the same person:
erase-outside = Files people downloaded, and backups made before, are out of reach: delete those you need no more.
erase-do = Erase for good
flash-record-erased = Erased. Places: { $n }
flash-record-erased-bytes = Erased. Places: { $n }. Somebody was reading meanwhile, so bytes of it may stay in the database file for a while: erase once more at a quiet hour, or run "kartoteka record erase".
record-delete-not = This record cannot be deleted.
record-back = Back to the record
record-new-title = New: { $name }
record-more-fields =
    { $n ->
        [one] { $n } more field
       *[other] { $n } more fields
    }
record-create = Create
field-required = (required)
flash-record-saved = The record was saved.
flash-record-unchanged = Nothing was changed.
flash-record-created = The record was created.
flash-record-deleted = { $name } was deleted by mass edit #{ $number }, which can be undone.
flash-tags-changed = The tags were changed.

## Two people edit one record

conflict-title = Somebody changed this meanwhile
conflict-why = { $name } was changed after you opened it. Nothing of yours has been saved yet.
conflict-both = Changed on both sides
conflict-was = It was:
conflict-stored = Keep what is stored:
conflict-mine = Use mine:
conflict-single = Changed on one side
conflict-col-was = Before
conflict-col-now = After
conflict-col-who = By
conflict-by-you = you
conflict-by-other = somebody else
conflict-save = Save as chosen
conflict-reload = Drop my changes

## Ways in: import and the mass edit file

way-new = New and changed records
way-edit = Edit existing
way-companies-contacts = Companies with contact persons
way-companies-contacts-why = One workbook holds both: two sheets, or up to six contacts beside each company.
way-helpdesk-companies-why = A CSV file or workbook with one company in each row.
way-general-why = A file with one record in each row. Rows with a known ID change that record.
way-leads-why = A file with one lead in each row. It always creates new leads.
way-leads-change-why = An export of leads, edited and brought back: rows with an ID change that lead. Rows without one make a new lead, and you are told before.
way-users-why = A file with one user in each row. User name and e-mail are required.
way-audience-why = An export of a messenger audience. Clients are matched by messenger ID.
way-act = Import { $name }
edit-file-title = Edit existing records with a file
edit-file-why = Download an edit file, change status and responsible people in your spreadsheet, upload it. Only records that exist are changed, and you see every change first.
edit-file-download = Download edit template
edit-file-columns = Columns: ID, name (only for reading), status, responsible.
edit-file-id = Do not change the ID column.
edit-file-filled =
    { $n ->
        [one] With { $n } chosen record
       *[other] With { $n } chosen records
    }
edit-file-empty = Empty
edit-file-pick = To have it filled, tick records in the list and choose Edit file:
edit-file-upload = Upload edit file
edit-file-upload-why = The file is checked first. Rows with unknown IDs or user names are listed, nothing is written before you start.

## Search of the top bar

search-title = Search
search-nothing-asked = What are you looking for?
search-nothing = Nothing fits "{ $text }"
search-how = Part of a name, the beginning of an e-mail or number, or an ID.
search-all = Show all
