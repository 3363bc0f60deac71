### The web application: frame, sign-in, profile, notifications, error pages.

## The frame of every page

web-skip = Skip to the content
web-navigation = Main navigation
web-notifications = Notifications
web-profile = Profile
web-sign-out = Sign out
web-signed-in-as = Signed in as { $name }
web-language-now = Language: { $name }
web-theme-now = Theme: { $name }
theme-system = As the system
theme-light = Light
theme-dark = Dark
nav-home = Home
nav-imports = Imports
nav-exports = Exports

## Words used everywhere

web-save = Save
web-close = Close
web-show = Show
web-hide = Hide
web-on = On
web-off = Off
web-actions = Actions
web-pages = Pages
web-first-page = Back to the first page
web-previous-page = Previous page
web-next-page = Next page
web-clear-filters = Clear filters
web-error = Error
web-problem = There is a problem
web-show-password = Show password
web-hide-password = Hide password
web-not-reached = The server did not answer. Nothing was changed. Try again.
web-shortcuts = Keyboard shortcuts
web-shortcut-search = Search
web-shortcuts-off = You can switch them off in your profile.

## Sign-in, set-up, invitation

sign-in-title = Sign in
sign-in-name = User name
sign-in-email = E-mail
sign-in-password = Password
sign-in-act = Sign in
sign-in-forgotten = Forgot your password? Ask an administrator for a new link.
password-hint = At least 8 characters. A few words in a row are easy to remember and hard to guess.
set-up-title = Create the first administrator
set-up-why = Nobody can sign in yet. Whoever fills this in looks after the register and invites the others.
set-up-login-mode = People sign in with
set-up-by-name = User name. One e-mail may belong to several people.
set-up-by-email = E-mail. Every e-mail must be unique.
set-up-act = Create administrator
invitation-title = Choose your password
invitation-why = This link is for { $name }. It works once.
invitation-password = New password
invitation-act = Save password and sign in
refusal-sign-in-blocked =
    { $n ->
        [one] Too many tries. Try again in { $n } minute.
       *[other] Too many tries. Try again in { $n } minutes.
    }
refusal-set-up-spent = This set-up link does not hold any more.
hint-set-up-spent = If nobody can sign in yet, start the server again: it prints a new link.
refusal-session-unknown = This session has ended already.
refusal-password-wrong = The present password is not right.
refusal-job-unknown = There is no such work, or it was forgotten meanwhile.
refusal-too-many-jobs =
    { $n ->
        [one] You have { $n } piece of work waiting already, which is the limit.
       *[other] You have { $n } pieces of work waiting already, which is the limit.
    }
hint-too-many-jobs = Wait until some of it is done.

## Profile

profile-look = Language and looks
profile-language = Language
profile-theme = Theme
profile-password = Password
profile-present = Present password
profile-wanted = New password
profile-password-ends = Your other sessions end when the password changes.
profile-password-act = Change password
profile-sessions = Where you are signed in
profile-device = Browser
profile-began = Signed in
profile-used = Last used
profile-this-one = This one
profile-end = End
profile-end-others = End all other sessions
flash-password-changed = Your password was changed. Your other sessions have ended.
flash-session-ended = The session has ended.
flash-sessions-ended =
    { $n ->
        [one] { $n } other session has ended.
       *[other] { $n } other sessions have ended.
    }

## Notifications. notice-CODE is what a person is told; its facts come from the work that ended

notices-none = No notifications
notices-none-why = When long work ends, you are told here.
notices-read-all = Mark all as read
notices-new = New
notices-open = Open
notice-import-checked = Import #{ $number } "{ $name }" was checked. Nothing has been saved yet.
notice-import-finished = Import #{ $number } "{ $name }" has finished.
notice-import-stopped = Import #{ $number } "{ $name }" was stopped. Rows already imported stay.
notice-import-failed = Import #{ $number } "{ $name }" could not go on.
notice-undo-finished = Import #{ $number } "{ $name }" was taken back.
notice-work-failed = Work on #{ $number } could not be done.
notice-draft-handed = { $by } handed draft #{ $number } "{ $name }" to you.

## Work in the background

state-with-errors = Finished with errors
work-waiting = Waiting for its turn
work-waits-for = It starts after import #{ $number }, which writes records of the same type
work-waits-for-show = Show it
work-storing = Storing the file
work-reading = Reading the file
work-surveying = Reading the keys
work-checking = Checking
work-running = Writing
work-undoing = Taking back
work-exporting = Exporting
work-rows = { $done } of { $rows } rows
work-leave = You can close this page. You will be notified.
work-progress = Progress

## Error pages, by status

problem-title-403 = This is not allowed
problem-title-404 = There is no such page
problem-title-409 = This does not fit what is stored now
problem-title-412 = Somebody changed this meanwhile
problem-title-413 = This is too large
problem-title-422 = This cannot be done like that
problem-title-500 = Something went wrong here
problem-title-503 = The register is busy
problem-forbidden = Only administrators can do this.
problem-forbidden-import = Only administrators can import.
problem-ask = Ask { $names }.
problem-cross-site = This request came from another site, so nothing was done.
problem-cross-site-hint = Open the page here and do it again.
problem-too-large = What was sent is larger than the limit. Nothing was saved.
problem-body = What was sent could not be read. Nothing was changed.
problem-body-hint = Go back, reload the page and send it again.
problem-not-found = The address may be mistyped, or what stood here was removed.
problem-not-found-hint = Go to the home page and look for it from there.
problem-fault = The program failed. What was saved before is kept.
problem-fault-hint = Try again. If it happens again, give the number below to an administrator.
problem-number = Number of this request:
problem-home = Go to the home page

## Records, search and exports in the frame

nav-companies = Companies
nav-contacts = Contacts
nav-leads = Leads
nav-products = Products
nav-locations = Locations
nav-assets = Assets
nav-clients = Clients
nav-users = Users
web-search = Search all records
web-search-hint = Search: name, ID, e-mail
web-cancel = Cancel
web-copied = Copied

## Notices of mass edits and exports

notice-bulk-finished =
    { $n ->
        [one] Mass edit #{ $number } has finished: { $n } record changed.
       *[other] Mass edit #{ $number } has finished: { $n } records changed.
    }
notice-bulk-stopped = Mass edit #{ $number } was stopped. What was changed before stays.
notice-bulk-failed = Mass edit #{ $number } could not go on.
notice-export-ready =
    { $n ->
        [one] Export of { $n } record is ready. Go to exports.
       *[other] Export of { $n } records is ready. Go to exports.
    }
notice-export-failed = Export #{ $number } could not be made. Nothing else was changed.

## The frame of the settings and of help

nav-settings = Settings
nav-help = Help
web-crumbs = Where you are
web-edit = Edit
web-add = Add
web-delete = Delete
web-download = Download
web-copy = Copy
web-done = Done
