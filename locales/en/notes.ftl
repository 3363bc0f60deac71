## What is worth knowing of a file and stops nothing

note-on-column = "{ $column }": { $sentence }
note-on-sheet = Sheet "{ $sheet }": { $sentence }
note-encoding-likely = The encoding { $name } was recognised by the letters. Compare a few words with accents; if they look wrong, choose another one.
note-delimiter-likely = The delimiter was taken for { $name }. If the columns look wrong, choose another one.
note-sheets-unread = Not read: { $name }.
note-hidden-sheets = Hidden and not read: { $name }.
note-filtered-rows =
    { $n ->
        [one] { $n } row hidden by a filter is read like the others.
       *[other] { $n } rows hidden by a filter are read like the others.
    }
note-filtered-rows-left-out =
    { $n ->
        [one] { $n } row hidden by a filter is left out.
       *[other] { $n } rows hidden by a filter are left out.
    }
note-hidden-columns =
    { $n ->
        [one] { $n } hidden column is read like the others.
       *[other] { $n } hidden columns are read like the others.
    }
note-formula-without-value =
    { $n ->
        [one] { $n } formula has no stored result and was read as an empty cell, in row { $row }. Open the file in a spreadsheet program, save it, and upload it again.
       *[other] { $n } formulas have no stored result and were read as empty cells, the first in row { $row }. Open the file in a spreadsheet program, save it, and upload it again.
    }
note-text-after-quote =
    { $n ->
        [one] In { $n } cell, in row { $row }, text stands behind a closing quotation mark. It was kept; look whether the cell is whole.
       *[other] In { $n } cells, the first in row { $row }, text stands behind a closing quotation mark. It was kept; look whether the cells are whole.
    }
note-merged-cells =
    { $n ->
        [one] { $n } area of merged cells: only its first cell holds the value, the others are empty.
       *[other] { $n } areas of merged cells: only the first cell of each holds the value, the others are empty.
    }
note-dates-day-first =
    { $total ->
        [one] The only date fits day, month, year and not month, day, year ({ $n }).
       *[other] All { $total } dates fit day, month, year; { $n } of them do not fit month, day, year.
    }
note-dates-month-first =
    { $total ->
        [one] The only date fits month, day, year and not day, month, year ({ $n }).
       *[other] All { $total } dates fit month, day, year; { $n } of them do not fit day, month, year.
    }
note-dates-mixed = { $day } dates fit only day, month, year and { $month } only month, day, year. Look which of them are written otherwise.
note-dates-open =
    { $total ->
        [one] The only date fits day, month, year and month, day, year alike. Compare it with what you know.
       *[other] All { $total } dates fit day, month, year and month, day, year alike. Compare some with what you know.
    }
note-dates-read-dmy = They are read as day, month, year.
note-dates-read-mdy = They are read as month, day, year.
note-dates-read-ymd = They are read as year, month, day.
