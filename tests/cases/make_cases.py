#!/usr/bin/env python3
"""Make the files beside this script: one or more a case of the catalogue of bad input, by the programs people use.

    pip install openpyxl XlsxWriter xlwt pandas odfpy ; python make_cases.py

LibreOffice (soffice) writes those of which it is the author. Names begin with the id of the case.
"""
import csv
import datetime
import gzip
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
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P, S
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

# Encodings, delimiters and quotes as programs write them.
text("enc-01-utf-8.csv", "utf-8")
text("enc-04-utf-16be.csv", "utf-16-be", rows=[["\ufeff" + ROWS[0][0], *ROWS[0][1:]], *ROWS[1:]])
text("enc-05-windows-1250.csv", "windows-1250")
text("enc-06-windows-1251.csv", "windows-1251", rows=cyrillic)
french = [["Nom", "Ville", "Remarque"], ["Hélène", "Besançon", "à rappeler"], ["François", "Orléans", "reçu l'été dernier"]]
german = [["Name", "Stadt", "Bemerkung"], ["Jürgen Groß", "München", "später zurückrufen"], ["Änne", "Köln", "Straße geändert"]]
spanish = [["Nombre", "Ciudad", "Nota"], ["Íñigo Muñoz", "A Coruña", "llamará mañana"], ["Ángela", "Málaga", "¿recibió el envío?"]]
portuguese = [["Nome", "Cidade", "Nota"], ["João", "São Paulo", "não ligou"], ["Conceição", "Goiânia", "ligação amanhã"]]
for word, rows in [("french", french), ("german", german), ("spanish", spanish), ("portuguese", portuguese)]:
    text(f"enc-07-windows-1252-{word}.csv", "windows-1252", rows=rows)
with open(path("enc-11-two-code-pages.csv"), "wb") as file:
    file.write("Jméno;Město\r\nJiří;Plzeň\r\n".encode() + "Žofie;Třebíč\r\n".encode("windows-1250"))
text("enc-12-control-characters.csv", "utf-8", rows=[["Name", "Phone"], ["Al\x01fa", "601000001"], ["Be\x00ta", "601000002"], ["Gama", "601000003"]])
east = [["名前", "会社"], ["山田太郎", "東京電力株式会社"], ["鈴木花子", "ひまわり商事"], ["高橋一郎", "カタカナ工業"]]
text("enc-15-shift-jis.csv", "shift-jis", rows=east)
text("enc-15-gb18030.csv", "gb18030", rows=[["姓名", "公司"], ["王小明", "北京电力有限公司"], ["李晓红", "上海贸易公司"], ["张伟", "广州工业集团"]])
table.to_csv(path("del-01-comma.csv"), index=False, lineterminator="\n")
prices = pandas.DataFrame({"Name": ["Alfa", "Beta"], "Value": [1234.5, 0.75]})
prices.to_csv(path("del-05-decimal-comma.csv"), sep=";", decimal=",", index=False, lineterminator="\r\n")
prices.to_csv(path("del-05-decimal-comma-quoted.csv"), decimal=",", index=False, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
with open(path("del-06-sep-line.csv"), "w", encoding="utf-8-sig", newline="") as file:
    file.write("sep=|\r\n")
    csv.writer(file, delimiter="|").writerows(ROWS)
table[["Jméno"]].to_csv(path("del-07-one-column.csv"), index=False, lineterminator="\n")
talk = [["id", "note"], ["1", "one, two, three, four"], ["2", "five, six"], ["3", "seven, eight, nine"]]
text("del-08-commas-in-texts.csv", "utf-8", rows=talk)
text("quo-01-delimiter-inside.csv", "utf-8", delimiter=",", rows=[["a", "b"], ["1,5", "x"]])
text("quo-05-carriage-returns.csv", "utf-8", delimiter=",", newline="\r", rows=[["a", "b"], ["1", "2"], ["3", "4"]])
text("quo-07-long-cell.csv", "utf-8", rows=[["a", "b"], ["ž" * 100_000, "x"], ["c", "d"]])
slashed = pandas.DataFrame({"a": ['say "hi"'], "b": ["x"]})
slashed.to_csv(path("quo-08-backslashes.csv"), sep=";", index=False, lineterminator="\n", doublequote=False, escapechar="\\")

# Headers under titles.
book = openpyxl_book()
sheet = book.active
for row in [["Price list 2026"], ["printed on 22 November"], [], ["Name", "Phone", "E-mail"], ["Alfa", "601000001", "a@example.cz"]]:
    sheet.append(row)
book.save(path("hdr-08-titles.xlsx"))

# What is hidden, merged, filtered; several sheets, a chart.
book = xlsxwriter_book("str-03-04-05-20.xlsx")
sheet = book.add_worksheet("Data")
for row, cells in enumerate([["Name", "City"], ["Alfa", "Brno"], ["Beta", "Praha"], ["Gama", "Brno"], ["Delta", "Praha"]]):
    sheet.write_row(row, 0, cells)
    if cells[1] == "Praha":
        sheet.set_row(row, options={"hidden": True})
sheet.autofilter(0, 0, 4, 1)
sheet.filter_column(1, "x == Brno")
sheet.merge_range(5, 0, 5, 1, "Epsilon")
sheet.set_column(2, 3, None, None, {"hidden": True})
book.add_worksheet("Second").write(0, 0, "other")
secret = book.add_worksheet("Secret")
secret.write(0, 0, "hidden")
secret.hide()
deep = book.add_worksheet("Deep")
deep.write(0, 0, "very hidden")
deep.very_hidden()
chart = book.add_chart({"type": "line"})
chart.add_series({"values": "=Data!$B$2:$B$3"})
book.add_chartsheet("Chart").set_chart(chart)
book.close()

# Values that programs and people bend.
for name, options in [("val-05-xlsxwriter-1904.xlsx", {"date_1904": True}), ("val-04-xlsxwriter-1900.xlsx", {})]:
    book = xlsxwriter_book(name, **options)
    day = book.add_format({"num_format": "d.m.yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Birthday"])
    for row, (who, when) in enumerate([("Alfa", datetime.date(2025, 1, 1)), ("Beta", datetime.date(1985, 2, 28))], 1):
        sheet.write(row, 0, who)
        sheet.write_datetime(row, 1, when, day)
    sheet.write(3, 0, "Gama")
    sheet.write_number(3, 1, 60, day)
    book.close()
book = xlwt.Workbook()
book.dates_1904 = True
sheet = book.add_sheet("A")
for column, word in enumerate(["Name", "Birthday"]):
    sheet.write(0, column, word)
sheet.write(1, 0, "Alfa")
# xlwt counts days from 1900 whatever the workbook says.
sheet.write(1, 1, 44196, xlwt.easyxf(num_format_str="D.M.YYYY"))
book.save(path("val-05-xlwt-1904.xls"))
days = pandas.date_range("2024-01-05", periods=60, freq="5D")
names = [f"Contact {n}" for n in range(60)]
for word, shown in [("day", "%d.%m.%Y"), ("month", "%m/%d/%Y")]:
    frame = pandas.DataFrame({"Name": names, "Birthday": days.strftime(shown)})
    frame.to_csv(path(f"val-06-{word}-first.csv"), index=False, lineterminator="\n")
frame = pandas.DataFrame({"Name": names[:12], "Birthday": [f"{n:02}/{n % 12 + 1:02}/2024" for n in range(1, 13)]})
frame.to_csv(path("val-06-undecided.csv"), index=False, lineterminator="\n")

book = openpyxl_book()
sheet = book.active
sheet.append(["Name", "Phone", "E-mail", "Birthday", "External ID", "Key contact", "Lifecycle stage", "Position"])
ISSUES = [
    ("digits", "4.20777E+11", None, None, None, None, None, None),
    ("phone", 420601000001, None, None, None, None, None, None),
    ("seventeen", None, None, None, 12345678901234567, None, None, None),
    ("day", None, None, "31.2.2024", None, None, None, None),
    ("zeros", None, None, "0.0.0000", None, None, None, None),
    ("word", None, None, "včera", None, None, None, None),
    ("error", None, None, "#REF!", None, None, None, None),
    ("truth", None, None, None, None, "maybe", None, None),
    ("two", None, "a@example.cz, b@example.cz", None, None, None, None, None),
    ("odd", None, "plus+sign@příklad.cz", None, None, None, None, None),
    ("stage", None, None, None, None, None, "Whatever", None),
    ("255", None, None, None, None, None, None, "😀" * 255),
    ("256", None, None, None, None, None, None, "ž" * 256),
    ("garbled", None, None, None, None, None, None, "PÅ™Ã\xadbram"),
    ("e\u0301 \u00ad\u200b", None, None, None, None, None, None, "🧑‍💻"),
]
for cells in ISSUES:
    sheet.append(cells)
sheet["D8"].data_type = "e"
book.save(path("val-02-to-22.xlsx"))
book = openpyxl_book()
book.iso_dates = True
sheet = book.active
sheet.append(["Name", "Birthday", "At"])
sheet.append(["Alfa", datetime.date(1985, 2, 28), datetime.datetime(2024, 2, 29, 13, 5)])
book.save(path("val-23-iso-dates.xlsx"))
book = openpyxl_book()
sheet = book.active
sheet.append(["Name", "Value"])
for who, amount in [("plain", "1 234,50 Kč"), ("minus", "\u2212 10,00"), ("brackets", "(10,00)"), ("space", "1\u00a0234\u00a0567"), ("two", "1.234"), ("word", "much")]:
    sheet.append([who, amount])
book.save(path("val-11-money.xlsx"))

# Empty workbooks, wide ones, rows of unequal length, archives.
openpyxl_book().save(path("str-01-empty-openpyxl.xlsx"))
book = xlwt.Workbook()
book.add_sheet("A")
book.save(path("str-01-empty-xlwt.xls"))
book = xlsxwriter_book("str-10-last-column.xlsx")
sheet = book.add_worksheet()
sheet.write(0, 0, "first")
sheet.write(0, 16_383, "last")
book.close()
text("str-07-ragged.csv", "utf-8", rows=[["Name", "Phone", "E-mail"], ["Alfa"], ["Beta", "601000001"], ["Gama", "601000002", "g@example.cz", "surplus", "more"]])
with open(path("str-15-csv-named.xlsx"), "w", encoding="utf-8", newline="") as file:
    csv.writer(file, delimiter=";").writerows(ROWS)
with open(path("str-21-csv.gz"), "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
    packed.write(b"a;b\r\n1;2\r\n")

# A document of odfpy: repeats, spaces, annotations.
document = OpenDocumentSpreadsheet()
table_of = Table(name="Data")
row = TableRow()
for word in ["Name", "City"]:
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=word))
    row.addElement(cell)
table_of.addElement(row)
table_of.addElement(TableRow(numberrowsrepeated=3))
row = TableRow(numberrowsrepeated=2)
cell = TableCell(valuetype="string", numbercolumnsrepeated=2)
paragraph = P(text="two")
paragraph.addElement(S(c=2))
paragraph.addText("blanks")
cell.addElement(Annotation())
cell.childNodes[0].addElement(P(text="not part of the text"))
cell.addElement(paragraph)
row.addElement(cell)
table_of.addElement(row)
table_of.addElement(TableRow(numberrowsrepeated=1_048_570))
document.spreadsheet.addElement(table_of)
document.save(path("str-17-18-odfpy.ods"))

# Strict OOXML is written by Excel alone: a transitional workbook with the names of the strict standard, dates as it writes them.
STRICT = [
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
]
with zipfile.ZipFile(path("val-23-iso-dates.xlsx")) as source, zipfile.ZipFile(path("str-08-val-23-strict.xlsx"), "w") as strict:
    for part in source.infolist():
        content = source.read(part)
        for name, other in STRICT:
            content = content.replace(name, other)
        content = content.replace(b"<workbook ", b'<workbook conformance="strict" ')
        strict.writestr(zipfile.ZipInfo(part.filename, (2026, 11, 22, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

# The same cells by LibreOffice, in its formats.
def converted(source, kind, ending, name):
    """The workbook `source` as LibreOffice writes it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", f"{ending}:{kind}" if kind else ending, "--outdir", folder]
        subprocess.run([*command, path(source)], check=True, capture_output=True)
        os.replace(os.path.join(folder, f"{os.path.splitext(source)[0]}.{ending}"), path(name))


for source, kind, ending, name in [
    ("val-01-10-openpyxl.xlsx", "", "ods", "val-01-10-libreoffice.ods"),
    ("val-01-10-openpyxl.xlsx", "MS Excel 97", "xls", "val-01-10-libreoffice.xls"),
    ("val-01-10-openpyxl.xlsx", "HTML (StarCalc)", "html", "str-14-libreoffice.xls"),
    ("val-01-10-openpyxl.xlsx", "Calc Office Open XML", "xlsx", "str-08-libreoffice.xlsx"),
    ("str-03-04-05-20.xlsx", "", "ods", "str-03-04-05-20-libreoffice.ods"),
    ("str-03-04-05-20.xlsx", "MS Excel 97", "xls", "str-03-04-05-20-libreoffice.xls"),
    ("str-01-empty-openpyxl.xlsx", "", "ods", "str-01-empty-libreoffice.ods"),
    ("val-09-15-17-sec-11.xlsx", "", "ods", "val-09-15-17-libreoffice.ods"),
    ("val-05-xlsxwriter-1904.xlsx", "", "ods", "val-05-libreoffice-1904.ods"),
]:
    converted(source, kind, ending, name)

# Workbooks with a password, which only a macro can ask LibreOffice for.
MACRO = """Sub Protect(source As String, target As String, kind As String)
  Dim load(0) As New com.sun.star.beans.PropertyValue
  load(0).Name = "Hidden"
  load(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, load())
  Dim save(1) As New com.sun.star.beans.PropertyValue
  save(0).Name = "FilterName"
  save(0).Value = kind
  If kind = "Calc MS Excel 2007 XML" Then
    Dim how(1) As New com.sun.star.beans.NamedValue
    how(0).Name = "CryptoType"
    how(0).Value = "Standard"
    how(1).Name = "OOXPassword"
    how(1).Value = "secret"
    save(1).Name = "EncryptionData"
    save(1).Value = how()
  Else
    save(1).Name = "Password"
    save(1).Value = "secret"
  End If
  book.storeToURL(target, save())
  book.close(True)
End Sub
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">%s</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""
with tempfile.TemporaryDirectory() as folder:
    home = os.path.join(folder, "home")
    standard = os.path.join(home, "user/basic/Standard")
    # A profile that is there before keeps what is put into it.
    office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless"]
    subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True)
    os.makedirs(standard, exist_ok=True)
    for name, content in [("Module1.xba", MODULE % MACRO.replace("&", "&amp;").replace('"', "&quot;")), ("script.xlb", LIBRARY)]:
        with open(os.path.join(standard, name), "w", encoding="utf-8") as file:
            file.write(content)
    for kind, name in [
        ("Calc MS Excel 2007 XML", "str-09-libreoffice.xlsx"),
        ("MS Excel 97", "str-09-libreoffice.xls"),
        ("calc8", "str-09-libreoffice.ods"),
    ]:
        source, target = (f"file://{path(of)}" for of in ("str-02-header-only.xlsx", name))
        macro = f'macro:///Standard.Module1.Protect("{source}","{target}","{kind}")'
        subprocess.run([*office, macro], check=True, capture_output=True)

# A file whose name says another thing than its content.
with open(path("str-12-val-01-10-xlwt.xls"), "rb") as file, open(path("str-13-xls-named.xlsx"), "wb") as copy:
    copy.write(file.read())
with open(path("val-01-10-openpyxl.xlsx"), "rb") as file, open(path("str-13-xlsx-named.xls"), "wb") as copy:
    copy.write(file.read())
with zipfile.ZipFile(path("str-21-zip-with-csv.zip"), "w") as archive:
    archive.writestr(zipfile.ZipInfo("data.csv", (2026, 11, 22, 0, 0, 0)), "a;b\r\n1;2\r\n")
