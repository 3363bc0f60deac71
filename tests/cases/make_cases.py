#!/usr/bin/env python3
"""Make the files beside this script: one or more a case of the catalogue of bad input, by the programs people use.

    pip install openpyxl XlsxWriter xlwt pandas ; python make_cases.py

LibreOffice (soffice) writes those of which it is the author. Names begin with the id of the case.
"""
import csv
import datetime
import os
import subprocess
import tempfile
import zipfile

import openpyxl
import pandas
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

HERE = os.path.dirname(os.path.abspath(__file__))
MOMENT = datetime.datetime(2026, 11, 22)
ROWS = [["Jméno", "Město", "Poznámka"], ["Jiří", "Plzeň", 'řekl "ano"; a odešel'], ["Žofie", "Třebíč", "první\ndruhý"]]


def path(name):
    return os.path.join(HERE, name)


def openpyxl_book():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MOMENT
    return book


def xlsxwriter_book(name, **options):
    book = xlsxwriter.Workbook(path(name), options)
    book.set_properties({"created": MOMENT})
    return book


def text(name, encoding, delimiter=";", newline="\r\n", rows=ROWS):
    with open(path(name), "w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows)


# Encodings and delimiters, by Python's writer and by pandas.
text("enc-02-utf-8-mark.csv", "utf-8-sig")
text("enc-03-utf-16le-tabs.csv", "utf-16", delimiter="\t")
text("enc-08-iso-8859-2.csv", "iso-8859-2")
cyrillic = [["Имя", "Город", "Примечание"], ["Иван", "Москва", "позвонить завтра"], ["Анна", "Тверь", "отправить письмо"]]
text("enc-09-koi8-r.csv", "koi8-r", rows=cyrillic)
text("enc-10-cp866.csv", "cp866", rows=cyrillic)
with open(path("enc-13-utf-16-without-mark.csv"), "wb") as file:
    file.write("Jméno;Město\r\nJiří;Plzeň\r\n".encode("utf-16-le"))
table = pandas.DataFrame(ROWS[1:], columns=ROWS[0])
for case, sign, word in [("del-02", ";", "semicolon"), ("del-03", "\t", "tab"), ("del-04", "|", "pipe")]:
    table.to_csv(path(f"{case}-{word}.csv"), sep=sign, index=False, lineterminator="\n")
with open(path("quo-02-03-04-09.csv"), "w", encoding="utf-8", newline="") as file:
    file.write('name,note\r\n"say ""hi""",one\n"two\r\nlines",5" screw\r\nlast,row\n')

# Headers.
book = openpyxl_book()
sheet = book.active
sheet.append([" Name ", "City", "", "E-mail\nwork", "City", "Whatever", "PHONE\u00a0", "Web\u200bsite"])
sheet.append(["Alfa", "Brno", "beside", "a@example.cz", "Praha", "x", "601000001", "https://example.cz"])
book.save(path("hdr-02-to-06-09-10.xlsx"))
book = openpyxl_book()
sheet = book.active
sheet.append(["Company", None, "Address", None])
sheet.merge_cells("A1:B1")
sheet.merge_cells("C1:D1")
sheet.append(["Name", "Tax ID", "City", "ZIP code"])
sheet.append(["Alfa", "CZ1", "Brno", "60200"])
book.save(path("hdr-07-two-rows-merged.xlsx"))
with open(path("hdr-01-none.csv"), "w", encoding="utf-8") as file:
    file.write("Alfa;alfa@example.cz;Brno\nBeta;beta@example.cz;Praha\n")

# Values: the same table by three programs.
VALUES = ["zeros", "percent", "date", "moment", "time", "elapsed", "long", "truth", "formula", "text"]


def values(put, book_formats):
    put(0, VALUES, [None] * len(VALUES))
    row = [2063, 0.125, datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 13, 5), datetime.time(13, 5), 1.5]
    put(1, row + [420601000001, True, None, "=1+1"], book_formats)


book = xlwt.Workbook()
sheet = book.add_sheet("Values")
codes = ["00000", "0.0%", "D.M.YYYY", "D.M.YYYY h:mm", "h:mm", "[h]:mm", "0", "", "", "@"]
styles = [xlwt.easyxf(num_format_str=code) if code else None for code in codes]


def put_xls(row, cells, formats):
    for column, cell in enumerate(cells):
        if cell is not None:
            style = formats[column] or xlwt.Style.default_style
            sheet.write(row, column, cell, style)


values(put_xls, styles)
sheet.write(1, 8, xlwt.Formula("1+1"))
sheet.write(2, 0, "hidden")
sheet.row(2).hidden = True
sheet.row(2).height_mismatch = True
sheet.col(9).hidden = True
for row in range(3, 40):
    sheet.write(row, 0, "č" * 300)
    sheet.write(row, 1, f"shared {row} " + "ж" * 200)
book.save(path("str-12-val-01-10-xlwt.xls"))

book = openpyxl_book()
sheet = book.active


def put_xlsx(row, cells, formats):
    for column, cell in enumerate(cells):
        if cell is not None:
            place = sheet.cell(row + 1, column + 1, cell)
            if formats[column]:
                place.number_format = formats[column].lower() if column in (2, 3) else formats[column]


values(put_xlsx, codes)
sheet.cell(2, 10).data_type = "s"
sheet.cell(2, 9, "=1+1")
sheet.cell(3, 1, "hidden")
sheet.row_dimensions[3].hidden = True
sheet.column_dimensions["J"].hidden = True
book.save(path("val-01-10-openpyxl.xlsx"))

book = openpyxl_book()
sheet = book.active
bold = InlineFont(b=True)
sheet["A1"] = "text"
sheet["A2"] = CellRichText("plain ", TextBlock(bold, "bold"), " plain")
sheet["A3"] = "link"
sheet["A3"].hyperlink = "https://example.cz/elsewhere"
sheet["A4"] = "commented"
sheet["A4"].comment = Comment("not part of the text", "somebody")
sheet["A5"] = "\u202eabc\u202c עברית"
sheet["A6"] = "'=1+1"
sheet["A7"] = "=HYPERLINK(\"https://example.cz\",\"x\")"
book.save(path("val-09-15-17-sec-11.xlsx"))

# Structure.
book = openpyxl_book()
book.active.append(["Name", "City"])
book.save(path("str-02-header-only.xlsx"))
book = xlsxwriter_book("str-06-blank-rows.xlsx", constant_memory=True)
sheet = book.add_worksheet()
yellow = book.add_format({"bg_color": "yellow"})
sheet.write_row(0, 0, ["Name", "City"])
sheet.write_row(1, 0, ["Alfa", "Brno"])
sheet.write_row(4, 0, ["Beta", "Praha"])
for row in range(5, 60_000):
    sheet.write_blank(row, 0, None, yellow)
sheet.write_blank(1_048_575, 1, None, yellow)
book.close()
book = xlsxwriter_book("str-11-macro.xlsm")
with tempfile.TemporaryDirectory() as folder:
    macro = os.path.join(folder, "vbaProject.bin")
    with open(macro, "wb") as file:
        file.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    book.add_vba_project(macro)
    book.add_worksheet().write_row(0, 0, ["Name", "Alfa"])
    book.close()
book = xlsxwriter_book("str-22-external.xlsx")
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["Name", "Price"])
sheet.write_formula(1, 1, "='[other.xlsx]Sheet1'!A1", None, 12.5)
sheet.write(1, 0, "Alfa")
sheet.write_formula(2, 1, "=WEBSERVICE(\"http://127.0.0.1:9/secret\")", None, "cached")
sheet.write(2, 0, "Beta")
book.close()

# The same cells by LibreOffice, in its formats.
with tempfile.TemporaryDirectory() as folder:
    for ending, name in [("ods", "val-01-10-libreoffice.ods"), ("xls", "val-01-10-libreoffice.xls"), ("html", "str-14-libreoffice.xls")]:
        home = f"-env:UserInstallation=file://{folder}/home"
        source = path("val-01-10-openpyxl.xlsx")
        kind = {"html": "html:HTML (StarCalc)", "xls": "xls:MS Excel 97"}.get(ending, ending)
        subprocess.run(["soffice", home, "--headless", "--convert-to", kind, "--outdir", folder, source], check=True, capture_output=True)
        os.replace(os.path.join(folder, f"val-01-10-openpyxl.{ending}"), path(name))

# A file whose name says another thing than its content.
with open(path("str-12-val-01-10-xlwt.xls"), "rb") as file, open(path("str-13-xls-named.xlsx"), "wb") as copy:
    copy.write(file.read())
with open(path("val-01-10-openpyxl.xlsx"), "rb") as file, open(path("str-13-xlsx-named.xls"), "wb") as copy:
    copy.write(file.read())
with zipfile.ZipFile(path("str-21-zip-with-csv.zip"), "w") as archive:
    archive.writestr(zipfile.ZipInfo("data.csv", (2026, 11, 22, 0, 0, 0)), "a;b\r\n1;2\r\n")
