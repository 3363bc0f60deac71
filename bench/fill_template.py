#!/usr/bin/env python3
"""Fill an English leads template with seeded rows, as a person would with a spreadsheet program.

usage: fill_template.py TEMPLATE.xlsx OUTPUT.xlsx ROWS

Finds the sheet and the row whose cells hold the label "Subject" and writes below it. Every value is correct.
"""
import sys

import openpyxl

from gen_contacts import contacts

# Label in the template (a star marks required columns) to the column of the generated contact, or a fixed value.
COLUMNS = {"Company name": 5, "First name": 1, "Last name": 2, "E-mail": 3, "Phone": 4, "City": 7, "Country": 8, "Note": 11}
FIXED = {"Priority": "High"}


def label(cell):
    return str(cell.value or "").strip().strip("*").strip()


def header(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=20):
            if any(label(cell) == "Subject" for cell in row) and len([cell for cell in row if cell.value]) > 5:
                return sheet, row
    sys.exit("the template has no row with the label Subject")


def main():
    template, output, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
    book = openpyxl.load_workbook(template)
    sheet, cells = header(book)
    columns = {label(cell): cell.column for cell in cells}
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        sys.exit(f"the template has no column for: {', '.join(missing)}")
    for number, record in enumerate(contacts(rows), 1):
        at = cells[0].row + number
        sheet.cell(at, columns["Subject"], f"Enquiry {number}")
        for name, source in COLUMNS.items():
            if record[source]:
                sheet.cell(at, columns[name], record[source])
        for name, value in FIXED.items():
            if name in columns:
                sheet.cell(at, columns[name], value)
    book.save(output)


if __name__ == "__main__":
    main()
