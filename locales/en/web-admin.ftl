### Administration: fields, types, users, settings, security.

## The index of the settings

settings-group-data = Data
settings-group-shape = Shape of the register
settings-group-people = People and access
settings-group-house = Installation
settings-imports = Imports
settings-imports-why = Every import with its result, and the way back.
settings-data-import = Data import
settings-data-import-why = Templates, and files to bring in, by type.
settings-recipes = Recipes
settings-recipes-why = Saved mappings and options for files that come again.
settings-tags = Tags
settings-tags-why = The words on records, and which import gave them.
settings-fields = Custom fields
settings-fields-why = Add what your records need beyond the standard fields.
settings-types = Record types
settings-types-why = What is kept here, and new types from a definition file.
settings-bots = Bots
settings-bots-why = Each bot works in one messenger; clients are matched within it.
settings-tunnels = Tunnels
settings-tunnels-why = Where clients go. Without a choice they go to the default tunnel.
settings-lgts = LGTs
settings-lgts-why = Lead-generation tools, each leading into a tunnel.
settings-users = Users
settings-users-why = Add people, invite them, put them aside.
settings-roles = Roles
settings-roles-why = What each role may do.
settings-tokens = API tokens
settings-tokens-why = Access for scripts and integrations.
settings-sessions = Sessions
settings-sessions-why = Who is signed in, and where.
settings-general = General
settings-general-why = Name, language, time zone, limits of files.
settings-security = Security
settings-security-why = What people sign in with.
settings-audit = Audit log
settings-audit-why = Who did what, and when.

## Custom fields

fields-why = A custom field is in templates, mapping, filters and exports at once. Its column stands at the end.
fields-type = Record type
fields-own = Standard fields
fields-custom = Custom fields
fields-archived = Archived
fields-archived-why = Kept with their values, but no longer offered anywhere.
fields-none = No custom fields yet: { $name }
fields-none-why = Add one, and it is the last column of the next template.
fields-template-note = This is the order of the columns in the template. Download the template again to get new columns.
fields-moved = { $name } moved to { $place } of { $n }
fields-own-n = Standard fields ({ $n })
field-add = Add field
field-add-to = Add field: { $name }
field-new = New field
field-order = Order
field-label = Label
field-key = Key
field-kind = Kind
field-asks = Asked of values
field-in-use = Records filled
field-aliases = Other header words
field-aliases-why = One a line. A file whose column is called like this is matched without help.
field-choices-n =
    { $n ->
        [one] { $n } choice
       *[other] { $n } choices
    }
field-is-required = Required
field-unique = Unique
field-default-is = Default: { $value }
field-filled-n =
    { $n ->
        [one] { $n } record holds a value
       *[other] { $n } records hold a value
    }
field-actions = Actions for { $name }
field-up = Move { $name } up
field-down = Move { $name } down
field-change-kind = Change kind
field-archive = Archive
field-archive-instead = Archive instead
field-back = Take back into use
field-back-of = Take back into use: { $name }
field-delete = Delete
field-delete-of = Delete field: { $name }
field-words = Words
field-words-why = People see the label in their own language, also as the header in templates. An empty one shows the English.
field-label-in = Label ({ $name })
field-help-in = Meaning ({ $name })
field-needs-label = Write a label, at least in one language.
field-value = Value
field-key-why = Small letters, digits and _. Made from the label when empty. It cannot be changed later.
field-key-stays = cannot be changed
field-kind-why = Decides what is accepted and how it is shown.
field-target = Linked record type
field-target-why = Only for links.
field-required-long = Required in every new record
field-required-why = A row without it stays out of an import.
field-unique-long = Each value once only
field-unique-why = Two records never hold the same value.
field-default = Default
field-default-why = What a new record gets when nothing is given.
field-max = Longest text in characters
field-max-why = Empty: the limit of its kind, 255 for a text.
field-choices = Choices
field-choices-why = For one choice or several. Empty a row to remove a choice; one that records hold cannot go.
choice-new = new
choice-in = Choice { $number } ({ $name })
choice-aliases = Also understood, separated by commas
choice-aliases-of = Other words of choice { $number }
field-open = Imports may bring new choices
field-delete-filled =
    { $n ->
        [one] { $n } record holds a value in this field.
       *[other] { $n } records hold a value in this field.
    }
field-delete-filled-why = Delete the values first. That is a run of its own: it stands in the history and can be taken back. Or archive the field, which keeps them.
field-clear =
    { $n ->
        [one] Delete the value of { $n } record
       *[other] Delete the values of { $n } records
    }
field-delete-empty = No record holds a value in this field.
field-delete-empty-why = It goes from templates, mappings, filters and exports. This cannot be taken back.
field-kind-of = Kind of the field: { $name }
field-kind-now = Now: { $name }.
field-kind-to = Another kind
field-kind-try = Try it
field-kind-result = Trial: { $name }
field-kind-empty = No record holds a value, so the kind can be changed at once.
field-kind-fit = { $fit } of { $n } values would convert. Nothing has been changed.
field-kind-unfit = Values that do not convert
field-kind-value = Value
field-kind-how = Values are never converted behind your back. Add a field of the other kind, export the records, copy the column and import the file: you see each value before it is stored. Then delete this field.
flash-custom-field-added = The field "{ $name }" was added. Download the template again to get the new column.
flash-field-saved = The field "{ $name }" was saved.
flash-field-archived = The field "{ $name }" was archived. Its values are kept.
flash-field-back = The field "{ $name }" is in use again.
flash-field-deleted = The field "{ $name }" was deleted.
flash-field-cleared =
    { $n ->
        [one] The value of { $n } record was deleted. The history can take it back.
       *[other] The values of { $n } records were deleted. The history can take it back.
    }
flash-field-kind = The kind of the field "{ $name }" was changed.
refusal-choice-held =
    { $n ->
        [one] "{ $value }" cannot be removed: { $n } record holds it.
       *[other] "{ $value }" cannot be removed: { $n } records hold it.
    }
refusal-choice-twice = The choice "{ $value }" is there twice, or its key is empty.
refusal-default-unreadable = "{ $value }" is not a value of this kind.
refusal-field-filled =
    { $n ->
        [one] { $n } record holds a value in "{ $field }".
       *[other] { $n } records hold a value in "{ $field }".
    }
refusal-kind-needs-target = A link needs a record type to lead to. Add a new field instead.
language-en = English
language-cs = Czech
language-pt-BR = Portuguese
language-ru = Russian

## Record types

type-name = Name
type-one = One of them
type-fields = Fields
type-origin = Origin
type-custom = Your own
type-builtin = Built in
type-definition = Definition
type-add = Add record type
type-add-why = A definition is a TOML file: key, words in four languages, fields. Download one above and change it, or look at examples/types.
type-file = Definition file
type-typed = Or write it here
flash-type-added = The record type "{ $name }" was added.

## Users and roles

users-import = Import
users-find = User name
users-every-role = Every role
users-every-state = Active or not
users-none = No users yet
users-none-fit = No user fits the filter
users-none-why = Add somebody, or import a file of users.
user-new = New user
user-add = Add user
user-name = Name
user-role = Role
user-company = Company
user-state = State
user-last = Last sign-in
user-active = Active
user-inactive = Inactive
user-can-sign-in = Can sign in
user-invited = Invited
user-link-over = Link expired
user-no-password = No password yet
user-door = Access
user-link = Link
user-link-until = Link works until
user-invite-link = Make invitation link
user-reset-link = Make link for a new password
user-link-why = Give the link to the person yourself. A link made earlier stops working.
user-link-for = Link for { $name }
user-link-once = Copy the link now. It is not shown again.
user-link-days =
    { $n ->
        [one] It works once, for { $n } day. Whoever opens it chooses the password.
       *[other] It works once, for { $n } days. Whoever opens it chooses the password.
    }
user-needs-username = Write a user name.
user-needs-email = Write an e-mail address. It may be made up; nothing is sent.
user-deactivate = Deactivate
user-deactivate-of = Deactivate { $name }
user-deactivate-why = The person cannot sign in any more; sessions and links end. The record and its history stay.
user-activate = Activate again
user-owns =
    { $n ->
        [one] { $name } is responsible for { $n } record.
       *[other] { $name } is responsible for { $n } records.
    }
user-owns-none = { $name } is responsible for no record.
user-heir = Who takes them over
user-heir-none = Nobody: they stay with { $name }
user-heir-why = Others who share the responsibility stay. Handing over is a run of its own and can be taken back.
flash-user-added = The user "{ $name }" was added. Make an invitation link so that the person can sign in.
flash-user-saved = The user "{ $name }" was saved.
flash-user-deactivated = { $name } was deactivated.
flash-user-handed-over =
    { $n ->
        [one] { $name } was deactivated. { $n } record went to { $heir }.
       *[other] { $name } was deactivated. { $n } records went to { $heir }.
    }
flash-user-activated = { $name } is active again.
refusal-last-administrator = This is the last administrator who can sign in.
hint-last-administrator = Give another user the role first, with a password.
refusal-heir-unfit = Records cannot be handed over to { $name }. Choose another active operator or administrator.
role-administrator-why = everything, settings included
role-operator-why = browses, edits, imports and exports
role-end-user-why = is served; sees no records
roles-why = Roles are fixed. Every verb of the program asks this table, in the browser, on the command line and for tokens alike.
roles-permission = Permission
roles-yes = Yes
roles-no = No
permission-see-records = See records
permission-edit-records = Edit records
permission-import = Import companies, contacts, products, clients
permission-import-leads = Import leads
permission-import-users = Import users
permission-take-back = Undo runs, delete imports
permission-export = Export
permission-bulk-edit = Mass edit
permission-administer = Settings, users, fields
permission-operate = Backup and restore

## API tokens

token = Token
token-new = Create token
token-made = Token created
token-once = Copy the token now. It is not shown again.
token-name = Name
token-name-why = What it is for, so that you know later what to revoke.
token-owner = Acts as
token-scopes = Scopes
token-created = Created
token-expires = Expires
token-expired = Expired
token-used = Last used
token-never = Never
token-life = Life
token-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
token-revoke = Revoke
token-revoke-of = Revoke { $name }
tokens-none = No tokens yet
tokens-none-why = Scripts and integrations need a token.
scope-read = Read
scope-read-why = see records, fields, history
scope-write = Write
scope-write-why = edit records, one or many
scope-import = Import
scope-import-why = import files, take imports back
scope-export = Export
scope-export-why = make and download exports
scope-admin = Administration
scope-admin-why = everything the owner may do
flash-token-revoked = The token was revoked. It opens nothing any more.
refusal-token-name-unfit = Write a name of at most { $n } characters.
refusal-token-without-scope = Choose at least one scope.
refusal-token-days-unfit = A token lives from 1 to { $n } days.
refusal-token-unknown = There is no such token, or it was revoked already.

## Security

login-mode = Sign-in
login-mode-username = User name and password
login-mode-username-why = With user names, one e-mail may belong to several people, for example in several companies.
login-mode-email = E-mail and password
login-mode-email-why = With e-mail, every e-mail must be unique. The switch looks for repeated ones first.
login-mode-check = Check e-mails
login-mode-result = Check of e-mails
login-mode-free = Every e-mail belongs to one user. You can switch.
login-mode-shared =
    { $n ->
        [one] { $n } e-mail is used by { $users } users. Fix it before switching.
       *[other] { $n } e-mails are used by { $users } users. Fix them before switching.
    }
login-mode-users = Users
login-mode-how = Open a user to change the e-mail. Nothing has been changed yet.
security-rules = What always holds
security-password = Passwords have at least { $n } characters and are kept as argon2id only.
security-idle =
    { $n ->
        [one] A session nobody uses ends after { $n } hour.
       *[other] A session nobody uses ends after { $n } hours.
    }
security-longest =
    { $n ->
        [one] No session lives longer than { $n } day.
       *[other] No session lives longer than { $n } days.
    }
security-links =
    { $n ->
        [one] An invitation link works once, for { $n } day.
       *[other] An invitation link works once, for { $n } days.
    }
security-tries = After five wrong passwords the door waits, by name and address, up to a quarter of an hour.

## General settings

general-house = Installation
general-organisation = Organisation
general-organisation-why = Stands at the top of every page.
general-language = Language
general-zone = Time zone
general-zone-why = Times on pages are told in it. Now: { $now }.
general-limits = Limits of files
setting-file-date-order = Order of dates in files
setting-file-date-order-detect = Recognised from the file
setting-file-date-order-dmy = Day, month, year
setting-file-date-order-mdy = Month, day, year
setting-file-date-order-ymd = Year, month, day
setting-file-decimal = Decimal sign in files
setting-file-decimal-detect = Recognised from the file
setting-file-decimal-comma = Comma
setting-file-decimal-point = Point
setting-uploads-most-mb = Largest file, in megabytes
setting-uploads-kept-days = Days uploaded files are kept
setting-exports-kept-days = Days exports are kept
setting-drafts-kept-days = Days imports that were not run are kept
setting-work-at-once = Long work at the same time
general-others = Files, exports and work
general-limits-why = 0 sets no limit of its own. Files of another language or encoding are recognised by themselves.
general-profile = Kind of import
general-rows = Rows of a file
general-chars = Characters of a cell
general-delivered = Delivered with { $value }
profile-word-general = General
profile-word-leads = Leads
profile-word-users = Users
profile-word-helpdesk-companies = Companies of a helpdesk
profile-word-edit = Mass edit file
profile-word-audience = Messenger audience
profile-word-companies-contacts = Companies and contact persons
setting-allowed = "{ $value }" does not fit. Allowed: { $allowed }.
flash-settings-saved = The settings were saved.

## Bots, tunnels, LGTs, tags

list-none-bots = No bots yet
list-none-tunnels = No tunnels yet
list-none-lgts = No LGTs yet
list-none-why = Messenger clients are attached to it when they are imported.
list-add-bots = New bot
list-add-tunnels = New tunnel
list-add-lgts = New LGT
list-clients = Clients
list-clients-n =
    { $n ->
        [one] { $n } client is attached to it.
       *[other] { $n } clients are attached to it.
    }
list-fixed = Stays
list-fixed-why = Clients without a tunnel go here. It keeps its name and cannot be deleted.
list-delete-why = What something hangs on stays.
flash-list-added = "{ $name }" was added.
flash-list-saved = "{ $name }" was saved.
flash-list-deleted = "{ $name }" was deleted.
refusal-reference-held = "{ $name }" stays: other records are linked to it.
tags-find = Tag
tags-kind = Made by
tags-every = Everybody
tags-of-import = Imports
tags-own = People
tags-none = No tags yet
tags-none-fit = No tag fits the filter
tags-none-why = Every import gives its records a tag of its own.
tags-made-by = Made by
tags-by-people = Somebody
tags-records = Records
tags-on-nothing = on no record
tags-more = There are more tags. Narrow the search.

## Recipes

recipes-why = A recipe is a text file that says how files of one kind are read. It works here, on the command line and in scripts.
recipes-none = No recipes yet
recipes-none-why = Save the mapping of an import, or upload a recipe file.
recipe-name = Name
recipe-name-why = The file's name when empty. A recipe of this name is replaced.
recipe-saved-times = Saved times
recipe-upload = Upload recipe
recipe-file = Recipe file (.toml)
recipe-version =
    { $n ->
        [one] Saved once
       *[other] Saved { $n } times
    }
recipe-rename = New name
recipe-delete-why = Imports already made with it stay as they are.
flash-recipe-kept = The recipe "{ $name }" was saved.
flash-recipe-deleted = The recipe "{ $name }" was deleted.
refusal-recipe-name-taken = There is a recipe "{ $name }" already.

## Sessions and the audit log

sessions-why = Everybody who is signed in. Ending a session sends that browser back to the door.
session-end-of = End the session of { $name }
audit-at = When
audit-who = Who
audit-run = run #{ $number }
audit-what = What
audit-subject = On
audit-number = Number
audit-from = From
audit-until = Until
audit-everything = Everything
audit-download = Download as CSV
audit-none = Nothing fits the filter
audit-none-why = Change the person, the kind of act, or the dates.
verb-accept-invitation = Accepted an invitation
verb-activate-user = Activated a user
verb-add-administrator = Added an administrator
verb-backup = Made a backup
verb-erase = Erased a person
verb-bulk-edit = Began a mass edit
verb-bulk-edit-end = A mass edit ended
verb-change-password = Changed the password
verb-deactivate-user = Deactivated a user
verb-end-session = Ended a session
verb-export = Exported
verb-export-delete = Deleted an export
verb-field-add = Added a field
verb-field-archive = Archived a field or took it back
verb-field-delete = Deleted a field
verb-field-kind = Changed the kind of a field
verb-field-order = Moved a field
verb-field-update = Changed a field
verb-invite-user = Made a link for a password
verb-mend = Mended rows
verb-recipe-delete = Deleted a recipe
verb-recipe-save = Saved a recipe
verb-run-import = Started an import
verb-setting-set = Changed a setting
verb-setting-unset = Put a setting back
verb-sign-in = Signed in
verb-token-create = Created a token
verb-token-revoke = Revoked a token
verb-type-add = Added a record type
verb-forget-file = Forgot a file
verb-hand-over-draft = Handed a draft to a colleague
verb-discard-draft = Threw a draft away
verb-batch-edit = Wrote several records at once
verb-export-download = Fetched an export
verb-embed-create = Made a session of the embedded import
verb-embed-end = Ended a session of the embedded import
verb-webhook-create = Added a webhook
verb-webhook-delete = Deleted a webhook
verb-webhook-redeliver = Sent a delivery again
verb-undo-run = Took a run back
