### Help: one page a flow, and what every problem in the data means. help-PAGE-N is a step.

## Contents

help-why = How each flow goes, step by step, and what every problem in a file means.
help-steps = Steps
help-good = Good to know
help-start = Go there
help-contents = Contents of the help

## Leads from a template

help-leads = Import leads from a template
help-leads-why = For administrators: a file of up to a few thousand leads, checked before anything is stored.
help-leads-1 = Open Settings, then Data import, and download the template for leads. It is made for this register, with your custom fields as the last columns and instructions on its own sheet.
help-leads-2 = Fill it. Columns with * must be filled. A cell holds at most 255 characters, a file at most 5,000 rows, unless the settings say otherwise.
help-leads-3 = Upload the file. Every row is checked and the number of errors is shown, also when it is none. Nothing is stored yet.
help-leads-4 = Mend the errors here, or in the file, and upload it again into the same import as often as you like. Row 15 of the message is row 15 of your spreadsheet.
help-leads-5 = Start the import. Rows with errors stay out and can be downloaded with their reasons.
help-leads-6 = To take it back, open the import and undo it, or choose its tag under Delete import. You see what would go before anything goes.
help-leads-note = A lead import always creates leads. Companies with contact persons, and products, go the same way and may also update.

## Helpdesk

help-helpdesk = Companies, then users of a helpdesk
help-helpdesk-why = Two CSV files in this order: a user may only name a company that exists.
help-helpdesk-1 = Import the companies first: Data import, Companies of a helpdesk. Sample files can be downloaded there.
help-helpdesk-2 = Import the users: Settings, Users, Import. User name and e-mail are required in every row; made-up addresses are fine, nothing is sent.
help-helpdesk-3 = Choose one role for all, or map a column of roles. Only an administrator imports operators.
help-helpdesk-4 = Repeated user names and unknown companies stop the whole import. Every such row is listed and nothing is stored.
help-helpdesk-5 = Give each operator an invitation link: open the user and make it. It works once.
help-helpdesk-note = One e-mail may belong to several users as long as people sign in with user names (Settings, Security).

## Round trip

help-round-trip = Export, edit, import again
help-round-trip-why = Change many records in a spreadsheet without losing what others did meanwhile.
help-round-trip-1 = Filter a list, select some records, the page, or all that match, and choose Export.
help-round-trip-2 = A notice appears when the file is ready, on whatever page you are. It leads to the exports.
help-round-trip-3 = Edit the file. Keep the ID column: a known ID is updated, an empty or unknown one becomes a new record, and you are warned with the count.
help-round-trip-4 = Import the file, confirm the fields, look at old and new values, and start.
help-round-trip-note = An unedited export changes nothing. Fields changed on both sides since the export are listed as conflicts.

## Mass edit

help-mass-edit = Mass edit by file
help-mass-edit-why = Hand clients over, activate and deactivate, with a file of three columns.
help-mass-edit-1 = In a list of companies, locations, assets or contacts choose Import, then Download edit template.
help-mass-edit-2 = Fill id, status and responsible: logins with commas between. Do not change the id column.
help-mass-edit-3 = Upload the file. An unknown id or login is an error on its row; empty cells change nothing.
help-mass-edit-4 = The preview says who gets and who loses how many. Start when it is right; undo gives everything back.
help-mass-edit-note = A file made for companies is refused under locations: it is never applied to the wrong records.

## Messenger audience

help-audience = Import a messenger audience
help-audience-why = Subscribers of a bot, matched by their messenger id.
help-audience-1 = Make sure the bot exists: Settings, Bots. A bot works in exactly one messenger.
help-audience-2 = Open Clients, Import, and choose the file and the bot. Only social_id is required; a name is good to have.
help-audience-3 = Choose a tunnel, an LGT and tags if you like. Without them clients go to Default tunnel.
help-audience-4 = A client with the same social_id in the same messenger is updated; everybody else is new. Of two rows with one id the later wins.
help-audience-note = An export of clients is itself a file that can be edited and imported again.

## The catalogue of problems, shortcuts

help-issues = What every problem means
help-issues-why = Each problem the check can find, and how to mend it. Links in results lead here.
help-find = Search
help-find-act = Find
help-found = Found
help-shortcuts = Keyboard shortcuts
help-shortcuts-why = Off while you type, and for good if you switch them off in your profile.
help-key-home = Home
help-key-close = Close a dialog or a menu
help-key-next = Next field or link; with Shift the one before
