#!/usr/bin/env python3
"""Make the workbooks of the stories beside this script, as other programs write them.

    pip install openpyxl XlsxWriter ; python make_inputs.py
"""
import datetime
import os

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

HERE = os.path.dirname(os.path.abspath(__file__))


def path(story):
    return os.path.join(HERE, story, "input.xlsx")


def save(book, story):
    book.properties.created = book.properties.modified = datetime.datetime(2026, 11, 21)
    book.save(path(story))


# Numbers where people mean digits.
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["Name", "ZIP", "Phone", "Registration no.", "External ID"])
sheet.append(["Alfa", 2063, 420601000001, 1234567, "0007"])
sheet.append(["Beta", "02063", "+420 601 000 002", "02345678", 7])
sheet.append(["Gama", 60200, 420601000003, 12345678901234567890, None])
sheet["B2"].number_format = "00000"
sheet["D2"].number_format = "00000000"
sheet["C4"].number_format = "0.00E+00"
save(book, "excel-ate-leading-zeros")

# A title over the table, and a blank row in it.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Ceník"
sheet["A1"] = "Ceník 2026"
sheet["A1"].font = Font(bold=True, size=18)
sheet.merge_cells("A1:C1")
sheet["A2"] = "platný od"
sheet["B2"] = datetime.date(2026, 1, 1)
for column, word in enumerate(["Kód", "Název", "Standardní cena"], 1):
    sheet.cell(5, column, word)
for row, values in {6: ["A1", "Čerpadlo", 1234.5], 7: ["A2", "Hadice", 20], 9: ["A3", None, 3]}.items():
    for column, value in enumerate(values, 1):
        sheet.cell(row, column, value)
save(book, "title-rows-above-header")

# Errors of the spreadsheet.
book = xlsxwriter.Workbook(path("spreadsheet-errors"))
book.set_properties({"created": datetime.datetime(2026, 11, 21)})
sheet = book.add_worksheet("Companies")
sheet.write_row(0, 0, ["Name", "City", "Helper column"])
sheet.write_row(1, 0, ["Alfa", "Brno"])
sheet.write_formula(1, 2, "=VLOOKUP(1,A:A,9)", None, "#REF!")
sheet.write_row(2, 0, ["Beta"])
sheet.write_formula(2, 1, "=NA()", None, "#N/A")
sheet.write_row(3, 0, ["Gama"])
sheet.write_formula(3, 1, '="Zl"&"ín"', None, "Zlín")
book.close()

# Two sheets that refer to each other.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Companies"
for row in [["Name", "Registration no.", "Parent company"], ["Daughter", "11111111", "Mother"], ["Mother", "22222222", None]]:
    sheet.append(row)
sheet = book.create_sheet("Contacts")
for row in [
    ["First name", "Last name", "Company", "E-mail"],
    ["Anna", "Malá", "Mother", "anna@example.cz"],
    ["Boris", "Kos", "daughter", "boris@example.cz"],
    ["Cyril", "Brož", "Uncle", "cyril@example.cz"],
    ["Dana", "Suchá", None, "dana@example.cz"],
]:
    sheet.append(row)
save(book, "two-sheets-companies-contacts")

# Up to six contacts beside each company.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Společnosti"
header = ["Název", "Město"]
for number in range(1, 7):
    header += [f"Kontakt {number} Celé jméno", f"Kontakt {number} E-mail"]
sheet.append(header)
sheet.append(["Alfa", "Brno"] + [cell for n in range(1, 7) for cell in (f"Osoba {n}", f"osoba{n}@alfa.example")])
sheet.append(["Beta", "Praha", "Jediná", "jedina@beta.example"])
sheet.append(["Gama", "Zlín"])
save(book, "six-contacts-beside-company")
