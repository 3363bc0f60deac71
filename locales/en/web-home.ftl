### The home page.

## What waits, what was done

home-waiting = Waiting for you
home-waiting-none = Nothing waits.
home-latest = Latest imports
home-all-imports = All imports

## The register at a glance

home-glance = The register at a glance
home-records =
    { $n ->
        [one] { $n } record
       *[other] { $n } records
    }
home-created = New records by month
home-created-none = Nothing was added in the last twelve months.
home-created-is =
    { $n ->
        [one] In the last twelve months { $n } record was added, most of them in { $month }.
       *[other] In the last twelve months { $n } records were added, most of them in { $month }.
    }
home-month = Month
home-total = Total
home-others = Others
home-issues = What was wrong in the last imports
home-issues-of =
    { $n ->
        [one] Rows by kind of problem, in the last import.
       *[other] Rows by kind of problem, in the last { $n } imports.
    }
home-issues-none = The last imports were without problems.
home-problem = Problem
home-rows = Rows
home-suspects = Suspected duplicates
home-suspects-why = Records that share what usually belongs to one.
home-suspects-none = No records look like each other.
home-suspect =
    { $n ->
        [one] { $records } records share { $n } value of "{ $field }".
       *[other] { $records } records share { $n } values of "{ $field }".
    }
home-numbers = The numbers

## The first day

home-first = Welcome. Three steps to your first import
home-first-why = Nothing is stored before you have seen it, and everything can be taken back.
home-first-1 = Download a template
home-first-1-why = A workbook made for this register, with instructions inside. Your own file works too.
home-first-2 = Upload it and see what would happen
home-first-2-why = Every row is checked. Mistakes are grouped, with a way to mend each.
home-first-3 = Start the import
home-first-3-why = Only now is anything stored. One click takes it back.
home-first-act = Begin
home-first-help = How an import works
home-served = You are signed in. An administrator looks after your data here.

## Months, short

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
