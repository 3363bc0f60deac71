"""Reads and writes workbooks for the journeys, as a spreadsheet program would.

  workbook.py read PATH                      every sheet as rows of texts, with what a person sees of it, as JSON
  workbook.py write PATH < {"Sheet": [[…]]}  a new workbook
  workbook.py fill PATH OUT < [[row, column, value], …]   cells of the first sheet, everything else kept
"""
import json
import sys

import openpyxl


def read(path):
    book = openpyxl.load_workbook(path)
    sheets = {}
    for sheet in book.worksheets:
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        first = list(sheet[1]) if sheet.max_row else []
        sheets[sheet.title] = {
            "rows": rows,
            "state": sheet.sheet_state,
            "bold": [str(cell.value) for cell in first if cell.font.bold],
            "lists": [str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.type == "list"],
            "text": [letter for letter, column in sheet.column_dimensions.items() if column.number_format == "@"],
        }
    json.dump({"order": book.sheetnames, "sheets": sheets}, sys.stdout)


def write(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in json.load(sys.stdin).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def fill(path, out):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row, column, value in json.load(sys.stdin):
        sheet.cell(row=row, column=column, value=value)
    book.save(out)


{"read": read, "write": write, "fill": fill}[sys.argv[1]](*sys.argv[2:])
