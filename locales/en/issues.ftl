### For each issue code: the sentence, -title (heading of a group), -help (what it means and how to mend it). NAME-count: members of a list, 0 when unknown.

## Where it is. The sentence that follows begins on its own, so it starts with a capital letter or a quoted value.

issue-row = Row { $row }, "{ $label }": { $sentence }
issue-row-only = Row { $row }: { $sentence }
empty-value = (empty)

## Empty cells

required-empty = The cell is empty, but this field must be filled.
required-empty-title = Required field is empty
required-empty-help = This field must be filled in every row. Fill the cell, set one value for all empty cells, or leave these rows out.
recommended-empty = The cell is empty. The row goes in, but it is worth filling this field.
recommended-empty-title = Recommended field is empty
recommended-empty-help = Records are easier to find and to work with when this field is filled. Fill it, or go on without it.
one-of-empty = At least one of these fields must be filled: { $fields }.
one-of-empty-title = None of several fields is filled
one-of-empty-help = Each of these fields may be empty, but not all of them at once. Fill at least one.
update-empty = The cell is empty; when records are updated, this field should be filled.
update-empty-title = Field recommended for updates is empty
update-empty-help = The row goes in. With the default setting an empty cell keeps the stored value; fill it if the value should change.

## Texts

text-too-long =
    The text has { $chars ->
        [one] { $chars } character
       *[other] { $chars } characters
    }; the limit is { $limit }.
text-too-long-title = Text is too long
text-too-long-help = Shorten the text, or cut it at the limit. Every letter, blank and sign counts as one character.
text-control = Character { $position } of the text is a hidden control character ({ $char }), which cannot be stored.
text-control-title = Hidden control character in the text
text-control-help = Such characters come from broken exports and cannot be seen. Type the text again, or remove the character in the file.
text-multiline = The text has a line break; it is kept as it is.
text-multiline-title = Line break in a one-line text
text-multiline-help = Nothing has to be done. If the line break is not wanted, replace it with a blank.
text-garbled = "{ $value }" looks as if the file was read in a wrong encoding.
text-garbled-title = Text looks damaged
text-garbled-help = Choose another encoding for the file and compare the preview. If the text is damaged in the file itself, correct it there.

## Numbers

number-unreadable = "{ $value }" is not a number that fits this field.
number-unreadable-title = Number not readable
number-unreadable-help = Write digits with at most one decimal sign, without words. A field for whole numbers takes no decimals.
number-out-of-range = "{ $value }" is outside the range from { $least } to { $most }.
number-out-of-range-title = Number out of range
number-out-of-range-help = The number is larger or smaller than this field can hold. Check the digits and the unit.
number-ambiguous = "{ $value }" is read as { $reading }; it could also mean { $other }.
number-ambiguous-title = Number with two possible meanings
number-ambiguous-help = The point or comma may separate thousands or decimals. Choose the decimal sign for the whole column.
digits-lost = "{ $value }" looks cut: a spreadsheet keeps only 15 digits of a number.
digits-lost-title = Digits lost in the spreadsheet
digits-lost-help = Format the column as text, enter the full number again and upload the file once more. The lost digits cannot be restored from the file.
check-digit = The check digits of "{ $value }" do not fit; a digit may be mistyped.
check-digit-title = Check digits do not fit
check-digit-help = Compare the number with its source. It is imported as it stands.

## Dates and times

date-unreadable = "{ $value }" is not a date. Write dates like this: { $example }.
date-unreadable-title = Date not readable
date-unreadable-help = The day must exist in the calendar and follow the order chosen for the column. Correct the cell, or change the order of day, month and year.
date-ambiguous = "{ $value }" is read as { $reading }; day and month could also be the other way round.
date-ambiguous-title = Day and month could be swapped
date-ambiguous-help = No date in the column shows which number is the day. Choose the order for the whole column.
time-unreadable = "{ $value }" is not a time of day. Write times like this: { $example }.
time-unreadable-title = Time not readable
time-unreadable-help = Write hours and minutes on the 24-hour clock, separated by a colon.

## Words with a fixed meaning

yes-no-unknown = "{ $value }" means neither yes nor no. Write yes or no.
yes-no-unknown-title = Neither yes nor no
yes-no-unknown-help = Understood are yes and no in four languages, true and false, 1 and 0. Correct the cell, or say what the word means for the whole column.
email-unreadable = "{ $value }" is not an e-mail address. Write it like name@example.com.
email-unreadable-title = E-mail address not readable
email-unreadable-help = An address has a name, the sign @ and a domain, without blanks, and a cell holds one address. Correct the cell, or clear it if the field may be empty.
phone-unreadable = "{ $value }" is not a phone number. Use digits, with + before the country code.
phone-unreadable-title = Phone number not readable
phone-unreadable-help = The number has letters, or too few or too many digits. Keep one number in the cell; blanks, brackets and hyphens are fine.
web-address-unreadable = "{ $value }" is not a web address. Write it like www.example.com.
web-address-unreadable-title = Web address not readable
web-address-unreadable-help = A web address has a domain with a dot and no blanks; https:// in front may be left out.
choice-unknown =
    "{ $value }" is not one of the choices.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }{ $choices-count ->
        [0] { "" }
       *[other] { " " }Choices: { $choices }.
    }
choice-unknown-title = Not one of the choices
choice-unknown-help = The field takes only the listed choices, in any of the four languages. Replace the value in all rows at once, or ask an administrator to add a choice.
country-unknown =
    "{ $value }" is not a country name or code.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
country-unknown-title = Country not known
country-unknown-help = Write the name of the country in one of the four languages, or its two-letter code such as CZ or BR.

## The sheet itself

cell-error = The cell holds the spreadsheet error { $value } instead of a value.
cell-error-title = Spreadsheet error in a cell
cell-error-help = A formula in this cell could not be worked out. Mend the formula, or write the value itself.
row-too-long = The row has cells beyond the last column of the header: "{ $surplus }".
row-too-long-title = More cells than the header
row-too-long-help = Often a delimiter stands inside a text without quotes, so the cells have moved. Put the text in quotes, or add a header to the column.

## Links between records

link-missing =
    { $type } "{ $value }" does not exist.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean "{ $likely }"?
    }
link-missing-title = Linked record does not exist
link-missing-help = Import the linked records first, or replace the name with one that exists. Nothing is created on the side unless you choose so.
link-created = { $type } "{ $value }" does not exist yet and will be created.
link-created-title = Linked record will be created
link-created-help = You chose to create missing linked records. Check the spelling, so that no second record of the same thing is made.
link-several = Several records ({ $type }) are called "{ $value }": { $ids }.
link-several-title = Several records have this name
link-several-help = Write the ID of the record you mean instead of its name, or choose one for all these rows.
link-cycle =
    The record would stand above itself{ $rows-count ->
        [0] { "" }
       *[other] ; see { $rows-count ->
                [1] row
               *[other] rows
            } { $rows }
    }.
link-cycle-title = Record above itself
link-cycle-help = Following the parents from this record leads back to it. Change the parent in one of these rows.
linked-stays = Other records are linked to this one, so it stays: { $links }.
linked-stays-title = Stays because of linked records
linked-stays-help = Remove or move the linked records first, then run the deletion again.

## Keys and matching

key-repeated =
    The same key{ $value-count ->
        [0] { "" }
       *[other] { " " }("{ $value }")
    } stands in { $rows-count ->
        [1] row
       *[other] rows
    } { $rows }, but may stand in one row only.
key-repeated-title = Same key in several rows
key-repeated-help = Each value of this field may stand in one row only. Change the others, or keep just the first or the last of these rows.
key-superseded =
    The row is skipped: the same key{ $value-count ->
        [0] { "" }
       *[other] { " " }("{ $value }")
    } stands in { $rows-count ->
        [1] row
       *[other] rows
    } { $rows }, and only one of them counts.
key-superseded-title = Skipped for another row
key-superseded-help = When the same key stands several times in the file, one row counts: the last, unless you chose the first. Remove the row you do not want.
key-taken =
    Record { $id } already has this value{ $value-count ->
        [0] { "" }
       *[other] : "{ $value }"
    }.
key-taken-title = Value belongs to another record
key-taken-help = This value may belong to one record only. Choose another one, or update the existing record instead.
match-several = "{ $key }" fits several records: { $ids }.
match-several-title = Row fits several records
match-several-help = None of them is chosen by itself. Add the ID of the right record, or match by a key that is unique.
record-missing = No record was found for "{ $key }", and this import only updates.
record-missing-title = Record to update not found
record-missing-help = Correct the ID or key, or choose "Create and update" if new records are wanted.
id-unknown = The ID is empty or unknown, so a new record will be created.
id-unknown-title = New record because of the ID
id-unknown-help = If the row should change an existing record, copy its ID from the address of its page or from an export.
record-exists = Record { $id } exists already and is left as it is, as you chose.
record-exists-title = Record exists already
record-exists-help = The row is skipped. Choose "Create and update" if existing records should change.
record-changed-since = Record { $id } was changed by somebody after the check, so it was left alone.
record-changed-since-title = Record changed after the check
record-changed-since-help = Check again to see the new differences, then start again; only these rows are left.
field-conflict = Changed on both sides since the export: it was "{ $before }", "{ $stored }" is stored now, the file says "{ $value }". The stored value stays.
field-conflict-title = Changed in the file and in the register
field-conflict-help = Decide which value counts. Fields that were edited on one side only are merged without asking.
name-differs = The stored name is "{ $stored }", the file says "{ $value }"; the name is not changed.
name-differs-title = Name differs from the stored record
name-differs-help = The ID decides which record is meant. Check that the ID and the name in this row belong together.

## People and messengers

email-repeated =
    "{ $value }" belongs to several users, but people sign in by e-mail here.{ $rows-count ->
        [0] { "" }
       *[other] { " " }It stands in { $rows-count ->
                [1] row
               *[other] rows
            } { $rows }.
    }
email-repeated-title = One e-mail for several users
email-repeated-help = With sign-in by e-mail each address may belong to one user. Change the addresses, or switch sign-in to user names.
role-forbidden = Only an administrator may give the role "{ $value }".
role-forbidden-title = Role needs an administrator
role-forbidden-help = Ask an administrator to run this import, or choose another role for these rows.
user-protected = User #{ $id } is an operator or an administrator. Only an administrator may change this user.
user-protected-title = User needs an administrator
user-protected-help = Ask an administrator to run this import, or take these rows out.
last-administrator = This row would leave nobody to look after the register: the user is the last active administrator.
last-administrator-title = Last administrator
last-administrator-help = Make somebody else an administrator first and let them set a password, or leave this row out.
messenger-id-odd = "{ $value }" does not look like an ID of { $messenger }. The client is imported, but no messages will be delivered.
messenger-id-odd-title = ID does not suit the messenger
messenger-id-odd-help = The client is marked "cannot be messaged". If the file comes from another messenger, choose the bot that belongs to it.

## While writing and undoing

undo-kept = Edited since the import, so the stored value stays: "{ $stored }".
undo-kept-title = Kept because edited since
undo-kept-help = Undo never overwrites a later edit. Change the field by hand if the old value is wanted.
write-failed = The row could not be saved: { $reason }.
write-failed-title = Row could not be saved
write-failed-help = Nothing of this row was written. Import the file of failed rows again; if it happens once more, tell your administrator.
partner-rejected = This row needs row { $row }, which stays out because of its errors.
partner-rejected-title = Needed row stays out
partner-rejected-help = Mend the row this one depends on; this row then goes in by itself.
row-excluded = The row was left out by hand.
row-excluded-title = Left out by hand
row-excluded-help = The row is skipped. Include it again if it should be imported.
