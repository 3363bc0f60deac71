"""Another program's view: `other.py write SPEC.json OUT.xls` writes a workbook by xlwt, `other.py read FILE` prints its
cells as JSON, by openpyxl or xlrd. A cell is told as kind and value: t text, n number, b truth, d moment."""
import datetime
import json
import sys


def told(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"b:{int(value)}"
    if isinstance(value, (int, float)):
        return f"n:{float(value).hex()}"
    if isinstance(value, datetime.datetime):
        return f"d:{value.isoformat()}"
    return f"t:{value}"


def write(spec, out):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    styles = {kind: xlwt.easyxf(num_format_str=code) for kind, code in {"p": "0.0%", "d": "D.M.YYYY h:mm"}.items()}
    with open(spec, encoding="utf-8") as file:
        rows = json.load(file)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            kind, value = cell
            if kind == "d":
                value = datetime.datetime.fromisoformat(value)
            sheet.write(number, column, value, styles.get(kind, xlwt.Style.default_style))
    book.save(out)


def read(path):
    if path.endswith(".xls"):
        import xlrd

        book = xlrd.open_workbook(path)
        sheet = book.sheet_by_index(0)

        def cell(one):
            if one.ctype == xlrd.XL_CELL_DATE:
                return told(xlrd.xldate_as_datetime(one.value, book.datemode))
            if one.ctype == xlrd.XL_CELL_BOOLEAN:
                return told(bool(one.value))
            return told(None if one.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else one.value)

        rows = [[cell(one) for one in sheet.row(number)] for number in range(sheet.nrows)]
    else:
        import openpyxl

        sheet = openpyxl.load_workbook(path).active
        rows = [[told(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    print(json.dumps(rows))


if __name__ == "__main__":
    write(*sys.argv[2:]) if sys.argv[1] == "write" else read(sys.argv[2])
