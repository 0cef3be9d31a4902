"""Cells that the reader of workbooks drops or misreads are read from the file itself, or named."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from typing import Any

import pytest

import thinktank_model as tm

from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine", "xlsxwriter", "xlwt"):
    oracle(name)

ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def ods(*rows: str) -> bytes:
    """Return an OpenDocument spreadsheet with one sheet, "Members"."""
    body = "".join([f"<table:table-row>{row}</table:table-row>" for row in rows])
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr(
            "content.xml",
            f'<office:document-content {ODS}><office:body><office:spreadsheet><table:table table:name="Members">'
            f"{body}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return held.getvalue()


def read(data: bytes, format: str = "xlsx") -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the organizations of a workbook by their names, and the cells of the problems of each code."""
    found = tm.import_file(io.BytesIO(data), format=format)
    named: dict[str, list[str]] = {}
    for problem in found.report:
        named.setdefault(problem.code, []).append((problem.cell or "").rpartition("!")[2])
    records = [tm.to_dict(record) for record in found.dataset or ()]
    return {one["names"][0]["value"]: one for one in records if one["type"] == "organization"}, named


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("b<text:tab/>c", "b\tc"),
        ("b<text:line-break/>c", "b\nc"),
        ("b<text:tab />c<text:line-break></text:line-break>d", "b\tc\nd"),
        ('<text:span>b<text:s text:c="3"/></text:span>c<text:tab/>\n   d', "b   c\t d"),
        ("b</text:p><text:p>c<text:tab/>d", "b\nc\td"),
        ('b<text:s text:c="9999999"/><text:tab/>c', f"b{' ' * 1000}\tc"),
    ],
)
def test_tabs_and_line_breaks_of_opendocument_texts_are_read(text: str, read_as: str) -> None:
    """In each cell that a repeated one stands for."""
    row = cell("Alpha Institute") + cell("FR") + cell(text)
    data = ods(cell("Name") + cell("Country") + cell("Notes"), row)
    assert read(data, "ods")[0]["Alpha Institute"]["notes"] == {"en": read_as}


@pytest.mark.parametrize("format", ["xlsx", "xls", "ods"])
def test_a_merged_cell_is_filled_down_in_every_format(format: str) -> None:
    """The country of the first row is that of the rows beside the merged cell."""
    rows: list[list[Any]] = [
        ["Country", "Name"],
        ["France", "Alpha Institute"],
        ["", "Beta Institute"],
        ["Spain", "Gamma Lab"],
    ]
    if format == "xlsx":
        data = excel(("Members", rows), change=lambda book: book.active.merge_cells("A2:A3"))
    elif format == "xls":
        import xlwt

        book = xlwt.Workbook()
        sheet = book.add_sheet("Members")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value and (row, column) != (1, 0):
                    sheet.write(row, column, value)
        sheet.write_merge(1, 2, 0, 0, "France")
        held = io.BytesIO()
        book.save(held)
        data = held.getvalue()
    else:
        spanned = cell("France", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
        first, *others = ["".join(map(cell, row)) for row in rows]
        others[0] = spanned + cell("Alpha Institute")
        others[1] = "<table:covered-table-cell/>" + cell("Beta Institute")
        data = ods(first, *others)
    found, _ = read(data, format)
    assert {name: one["country"] for name, one in found.items()} == {
        "Alpha Institute": "FR",
        "Beta Institute": "FR",
        "Gamma Lab": "ES",
    }


def old_workbook(result: bytes | None = None, *, wide: bool = False) -> bytes:
    """Return an .xls file with formulas whose results are 0, as LibreOffice writes texts; that of B4 can be another one."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Members")
    rows: list[list[Any]] = [["Name", "Country", "Members"], ["Alpha Institute", "FR", 4], ["Beta Institute", "DE", 5]]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    for number in range(200 if wide else 0):  # so that the stream has sectors of its own
        sheet.write(number + 5, 5, f"note {number}")
    sheet.write(3, 0, xlwt.Formula('"Gamma "&"Lab"') if result is None else "Gamma Lab")
    sheet.write(3, 1, xlwt.Formula('"I"&"T"'))
    sheet.write(3, 2, xlwt.Formula("4-4"))
    held = io.BytesIO()
    book.save(held)
    data = held.getvalue().replace(bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF]), bytes(8))
    if result is not None:
        at = data.index(struct.pack("<HH", 3, 1), data.index(struct.pack("<HH", 3, 0)))
        assert data[at + 6 : at + 14] == bytes(8)
        data = data[: at + 6] + result + data[at + 14 :]
    return data


@pytest.mark.parametrize("wide", [False, True])
def test_a_text_that_an_old_workbook_does_not_store_is_named(wide: bool) -> None:
    """LibreOffice writes 0 for a text of a formula. Among numbers, 0 is a number."""
    found, named = read(old_workbook(wide=wide), "xls")
    assert set(found) == {"Alpha Institute", "Beta Institute"}
    assert named["import.formula-without-value"] == ["A4", "B4"]


@pytest.mark.parametrize(("code", "said"), [(0x07, "#DIV/0!"), (0x2A, "#N/A")])
def test_an_error_in_an_old_workbook_is_named(code: int, said: str) -> None:
    """As in the workbooks of today."""
    data = old_workbook(bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF]))
    report = tm.import_file(io.BytesIO(data), format="xls").report
    assert [(one.cell, one.value) for one in report if one.code == "import.error-value"] == [("Members!B4", said)]


def test_a_constant_error_in_an_old_workbook_is_named() -> None:
    """A cell may hold an error without a formula."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Members")
    for row, values in enumerate([["Name", "Country"], ["Alpha Institute", "FR"], ["Beta Institute"]]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    sheet.row(2).set_cell_error(1, 0x2A)
    held = io.BytesIO()
    book.save(held)
    assert read(held.getvalue(), "xls")[1]["import.error-value"] == ["B3"]


@pytest.mark.parametrize(
    "text",
    [
        "_x005F_x0041_",
        "_x0041_",
        "_x0041_x0042_x0043_",
        "a_x005F_x005F_x0041_b",
        "_x005f__x0041_",
        "_x_x0041_",
        "_X0041_",
    ],
)
def test_escapes_in_a_text_are_written_and_read_to_the_letter(text: str) -> None:
    """Also where one begins with the end of another; the reader of somebody else sees them too."""
    dataset = tm.Dataset(records=[tm.Organization(id="organization:a", names=[{"value": text}])])
    held = io.BytesIO()
    tm.export(dataset, held, format="xlsx")
    assert tm.import_file(io.BytesIO(held.getvalue()), format="xlsx").dataset == dataset


@pytest.mark.parametrize("number", [35000, 42736])
@pytest.mark.parametrize("format", ["xlsx", "xls"])
def test_the_number_of_a_day_is_a_date_in_every_format(format: str, number: int) -> None:
    """Old workbooks store some numbers as integers."""
    rows: list[list[Any]] = [["Name", "Country", "Founded"], ["Alpha Institute", "FR", number]]
    if format == "xls":
        import xlwt

        book = xlwt.Workbook()
        sheet = book.add_sheet("Members")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
        held = io.BytesIO()
        book.save(held)
        data = held.getvalue()
    else:
        data = excel(("Members", rows))
    day = datetime.date(1899, 12, 30) + datetime.timedelta(number)
    assert read(data, format)[0]["Alpha Institute"]["founded"] == day.isoformat()


@pytest.mark.parametrize("format", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("text", "target", "is_said"),
    [
        ("Site", "https://example.org/", True),
        ("https://example.org", "https://example.org/", False),
        ("www.example.org", "https://www.example.org/", False),
        ("info@example.org", "mailto:info@example.org", False),
    ],
)
def test_a_link_that_its_cell_does_not_show_is_said(format: str, text: str, target: str, is_said: bool) -> None:
    """Nobody sees the address when the file is read; programs link a typed address on their own."""
    rows: list[list[Any]] = [["Name", "Country", "Contact"], ["Alpha Institute", "FR", text]]
    if format == "xlsx":

        def change(book: Any) -> None:
            book.active["C2"].hyperlink = target

        data = excel(("Members", rows), change=change)
    else:
        link = f'<text:a xlink:href="{target}">{text}</text:a>'
        data = ods("".join(map(cell, rows[0])), "".join(map(cell, ["Alpha Institute", "FR", link])))
    assert read(data, format)[1].get("import.beside-cells", []) == ["C2"] * is_said


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_comments_on_rows_are_said_once(format: str) -> None:
    """With the first cell and their number; a comment on a heading explains the column."""
    rows: list[list[Any]] = [["Name", "Country"], ["Alpha Institute", "FR"], ["Beta Institute", "DE"]]
    if format == "xlsx":
        from openpyxl.comments import Comment

        def change(book: Any) -> None:
            for place in ("A1", "A3", "B2"):
                book.active[place].comment = Comment("Left in 2024", "A")

        data = excel(("Members", rows), change=change)
    else:
        note = "<office:annotation><text:p>Left in 2024</text:p></office:annotation>"
        cells = [[cell(text) for text in row] for row in rows]
        for row, column in ((0, 0), (2, 0), (1, 1)):
            cells[row][column] = cells[row][column].replace("><text:p>", f">{note}<text:p>")
        data = ods(*map("".join, cells))
    (said,) = [
        one for one in tm.import_file(io.BytesIO(data), format=format).report if one.code == "import.beside-cells"
    ]
    assert (said.cell, said.message) == (
        "Members!B2",
        'the sheet "Members" has comments on cells that are not imported; cells: 2',
    )


def test_the_notes_of_a_marked_copy_are_not_comments_of_people() -> None:
    """A copy that `--write-back` marked is read, and its notes are not named, unless people wrote above them."""
    from openpyxl.comments import Comment

    from thinktank_model.sheets.grid import AUTHOR
    from thinktank_model.sheets.marking import NOTE_MARK

    def change(book: Any) -> None:
        book.active["B2"].comment = Comment(f"{NOTE_MARK}error country.unknown", AUTHOR)
        book.active["B3"].comment = Comment(f"Left in 2024\n{NOTE_MARK}error country.unknown", AUTHOR)

    rows: list[list[Any]] = [["Name", "Country"], ["Alpha Institute", "FR"], ["Beta Institute", "DE"]]
    assert read(excel(("Members", rows), change=change), "xlsx")[1]["import.beside-cells"] == ["B3"]
