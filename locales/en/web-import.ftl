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
