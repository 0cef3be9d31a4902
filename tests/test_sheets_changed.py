"""Our workbooks and tables after changes by people: additions are imported, or their cells are reported; nothing is lost silently."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.sheets.grid import Grid
from thinktank_model.sheets.mapping import read_mapping, toml_of
from thinktank_model.sheets.template import write_template

from .losses import lost_cells
from .oracles import oracle
from .scale import in_full, thinned

for name in ("openpyxl", "python_calamine", "xlsxwriter"):
    oracle(name)

import openpyxl


@cache
def exported(name: str = "riverside-2025", lang: str = "en") -> bytes:
    held = io.BytesIO()
    tm.export(tm.example(name), held, format="xlsx", lang=lang)
    return held.getvalue()


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(data: bytes, **options: Any) -> tm.Imported:
    return tm.import_file(io.BytesIO(data), format="xlsx", **options)


def put(sheet: str, *cells: tuple[str, Any]) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        for cell, value in cells:
            page[cell] = value

    return change


def said(found: tm.Imported) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in found.report]


@cache
def last(sheet: str, lang: str = "en") -> str:
    """Return the letters of the first column to the right of the table."""
    page = openpyxl.load_workbook(io.BytesIO(exported(lang=lang)))[sheet]
    return str(openpyxl.utils.get_column_letter(page.max_column + 1))


# --- columns ---


@in_full
@pytest.mark.parametrize(
    ("heading", "value", "path", "expected"),
    thinned(
        [
            ("Until", 2030, "period/end", "2030"),
            ("Jusqu’à", "2030-01-31", "period/end", "2030-01-31"),
            ("Name (zh)", "河岸小组", "names/-1/value", "河岸小组"),
            ("Description (fr)", "Une description", "description/fr", "Une description"),
            ("Remarks", "A remark", "notes/en", "A remark"),
            ("Remarks", "备注", "notes/zh", "备注"),
        ],
        2,
    ),
)
def test_an_added_column_that_a_field_has_is_imported(heading: str, value: Any, path: str, expected: str) -> None:
    """Under a heading of ours in any language, or a common one; the heading gets a note that its meaning was inferred."""
    column = last("Groups")
    data = changed(exported(), put("Groups", (f"{column}1", heading), (f"{column}2", value)))
    found = read(data)
    assert found.dataset is not None, found.report
    at: Any = tm.to_dict(next(iter(found.dataset.groups.values())))
    for key in path.split("/"):
        at = at[int(key)] if isinstance(at, list) else at[key]
    assert at == expected
    assert said(found) == [("import.column-read-as", f"Groups!{column}1")]


@pytest.mark.slow
def test_an_added_column_of_a_list_is_imported() -> None:
    """Also on the sheet of a list."""
    sheet = "Events – Participants"
    column = last(sheet)
    data = changed(
        exported(), put(sheet, (f"{column}1", "Unnamed people – Description (zh)"), (f"{column}2", "若干人"))
    )
    found = read(data)
    assert found.dataset is not None, found.report
    assert "若干人" in str([tm.to_dict(event) for event in found.dataset.events.values()])


@in_full
@pytest.mark.parametrize("heading", thinned(["Fax", None, "Colour of the logo"], 1))
def test_an_added_column_that_no_field_has_is_named(heading: str | None) -> None:
    """With the number of its cells and advice; the same for a column without a heading."""
    column = last("Organizations")
    data = changed(exported(), put("Organizations", (f"{column}1", heading), (f"{column}2", "x"), (f"{column}4", "y")))
    found = read(data)
    assert said(found) == [("import.column-skipped", f"Organizations!{column}")]
    (problem,) = found.report
    assert "2 cells" in problem.message and problem.help is not None and "--map" in str(problem.help)


@pytest.mark.slow
def test_an_added_column_of_another_record_is_named_with_its_sheet() -> None:
    """The country of a member belongs to the organization."""
    column = last("Members")
    data = changed(exported(), put("Members", (f"{column}1", "Country"), (f"{column}2", "France")))
    (problem,) = read(data).report
    assert (problem.code, problem.cell) == ("import.column-skipped", f"Members!{column}")
    assert "Organizations – Country" in str(problem.help)


@pytest.mark.slow
def test_a_mapping_says_what_an_added_column_holds() -> None:
    """The mapping of an import reads it in the same way; a column that the mapping excludes is not reported."""
    column = last("Groups")
    data = changed(exported(), put("Groups", (f"{column}1", "Closes"), (f"{column}2", "2030")))
    for said_of_it, expected in (("group period.end", "2030"), ("", None)):
        found = read(data, mapping={"sheets": {"Groups": {"columns": {"Closes": said_of_it}}}})
        assert found.dataset is not None and found.mapping is not None
        period = next(iter(found.dataset.groups.values())).period
        assert period is not None and (period.end and str(period.end)) == expected
        assert "import.column-skipped" not in dict(said(found))
        again = read(data, mapping=read_mapping(toml_of(found.mapping))) if said_of_it else found
        assert again.dataset == found.dataset


@in_full
def test_a_renamed_heading_is_named_twice() -> None:
    """The column is missing, and the new heading is unknown."""
    data = changed(exported(), put("Organizations", ("I1", "Land")))
    assert said(read(data)) == [
        ("import.column-missing", "Organizations!1:1"),
        ("import.column-skipped", "Organizations!I"),
    ]


@in_full
@pytest.mark.parametrize("heading", thinned(["COUNTRY", " Country ", "Pays", "国家"], 1))
def test_a_heading_in_another_writing_is_understood(heading: str) -> None:
    """Case and spaces do not matter; a heading in another language is read as an added column."""
    found = read(changed(exported(), put("Organizations", ("I1", heading))))
    assert found.dataset is not None
    assert by_type(found.dataset) == by_type(tm.example("riverside-2025"))


def by_type(dataset: Any) -> list[Any]:
    return sorted(dataset, key=lambda record: record.type)


def test_a_deleted_column_is_named() -> None:
    """Its values are lost, and that is reported; moved columns are read as before."""

    def change(book: Any) -> None:
        book["Organizations"].delete_cols(9)
        book["Events"].move_range("A1:A20", cols=60)

    found = read(changed(exported(), change))
    assert found.dataset is not None and said(found) == [("import.column-missing", "Organizations!1:1")]
    assert all(organization.country is None for organization in found.dataset.organizations.values())
    assert found.dataset.events == tm.example("riverside-2025").events


def test_a_column_that_was_copied_is_an_error() -> None:
    """Two columns with one heading contradict each other."""
    column = last("Organizations")
    data = changed(exported(), put("Organizations", (f"{column}1", "Country"), (f"{column}2", "France")))
    assert said(read(data)) == [("import.duplicate-heading", f"Organizations!{column}")]


@pytest.mark.slow
def test_a_second_text_in_one_language_is_named() -> None:
    """Of two columns with one meaning, the second fills the gaps of the first, and contradictions are reported."""
    column = last("Groups")
    cells = [(f"{column}1", "Description"), (f"{column}2", "Other"), (f"{column}3", "Two")]
    found = read(changed(exported(), put("Groups", ("F3", None), *cells)))
    assert found.dataset is not None
    first, second = [tm.to_dict(group)["description"]["en"] for group in found.dataset.groups.values()]
    assert first != "Other" and second == "Two"
    assert ("import.value-skipped", f"Groups!{column}2") in said(found)


# --- sheets ---


@pytest.mark.slow
def test_an_added_sheet_is_read_as_those_of_other_people() -> None:
    """Or reported; hidden sheets too, and those whose name begins like that of our hidden sheet."""
    rows = [("A1", "Name"), ("B1", "Country"), ("A2", "Example Institute"), ("B2", "Kenya")]
    found = read(changed(exported(), put("Institutions 2026", *rows)))
    assert found.dataset is not None
    assert "KE" in {organization.country for organization in found.dataset.organizations.values()}
    for title in ("To do", "_notes"):

        def change(book: Any, title: str = title) -> None:
            put(title, ("A1", "Call Ada"), ("B3", "soon"))(book)
            book[title].sheet_state = "hidden"

        assert said(read(changed(exported(), change))) == [
            ("import.sheet-skipped", f"{title}!A1" if title[0] == "_" else "'To do'!A1")
        ]


def test_a_renamed_sheet_is_known_by_its_headings() -> None:
    """The report says which sheet it replaces."""

    def change(book: Any) -> None:
        book["Organizations"].title = "Bodies 2026"

    found = read(changed(exported(), change))
    assert found.dataset is not None and by_type(found.dataset) == by_type(tm.example("riverside-2025"))
    assert said(found) == [("import.sheet-read-as", "'Bodies 2026'!1:1")]


@pytest.mark.slow
def test_a_deleted_sheet_is_named() -> None:
    """An empty one too."""

    def remove(book: Any) -> None:
        del book["Events – Participants"]

    def empty(book: Any) -> None:
        book["Events – Participants"].delete_rows(1, 50)

    for change in (remove, empty):
        assert said(read(changed(exported(), change))) == [("import.sheet-missing", None)]


def test_a_mapping_can_leave_a_sheet_of_ours_out() -> None:
    """Or have it read like a workbook of others."""
    found = read(exported(), mapping={"sheets": {"Outputs": {"type": ""}}})
    assert found.dataset is None or not found.dataset.outputs


# --- rows and cells ---


@in_full
def test_a_title_above_the_headings_is_named() -> None:
    """Everything else is read as before."""

    def change(book: Any) -> None:
        book["Organizations"].insert_rows(1, 2)
        book["Organizations"]["A1"] = "State of March"

    found = read(changed(exported(), change))
    assert found.dataset is not None and by_type(found.dataset) == by_type(tm.example("riverside-2025"))
    assert said(found) == [("import.text-skipped", "Organizations!A1")]


@pytest.mark.slow
def test_a_row_of_a_list_without_its_record_is_an_error() -> None:
    """At the cell with the name that is nearly that of a record, or none at all, or the empty one."""
    sheet = "Events – Participants"
    page = openpyxl.load_workbook(io.BytesIO(exported()))[sheet]
    row = page.max_row + 1
    for value in (f"{page['A2'].value}s", "–", None):
        found = read(changed(exported(), put(sheet, (f"A{row}", value), (f"B{row}", 1), (f"C{row}", "x"))))
        assert ("import.no-owner", f"'{sheet}'!A{row}") in said(found)


@in_full
@pytest.mark.parametrize(("main", "further"), [("Members", "Members – Sources"), ("Events", "Events – Participants")])
def test_the_rows_of_a_deleted_record_go_with_it(main: str, further: str) -> None:
    """Its rows on further sheets are left out, with one warning for each sheet."""
    page = openpyxl.load_workbook(io.BytesIO(exported()))
    owners = [row[0].value for row in page[further].iter_rows(min_row=2)]

    def change(book: Any) -> None:
        rows = list(book[main].iter_rows(min_row=2))
        book[main].delete_rows(next(row[0].row for row in rows if {owners[0]} & {cell.value for cell in row}))

    found = read(changed(exported(), change))
    warnings = [problem for problem in found.report.warnings if problem.value == further]
    assert [(problem.code, dict(problem.params).get("count")) for problem in warnings] == [
        ("import.record-deleted", owners.count(owners[0]))
    ]
    assert not [problem for problem in found.report.errors if problem.code == "import.no-owner"]


@pytest.mark.slow
def test_the_sheet_about_the_dataset_takes_a_row_more() -> None:
    """A row that no field has is reported, and so are cells beside the table."""
    page = openpyxl.load_workbook(io.BytesIO(exported()))["About"]
    row = page.max_row + 1
    data = changed(exported(), put("About", (f"A{row}", "Description (zh)"), (f"B{row}", "试验")))
    found = read(data)
    assert found.dataset is not None and tm.to_dict(found.dataset.header)["description"]["zh"] == "试验"
    assert said(found) == [("import.column-read-as", f"About!A{row}")]
    found = read(changed(exported(), put("About", (f"A{row}", "Colour"), (f"B{row}", "blue"))))
    assert said(found) == [("import.column-skipped", f"About!{row}:{row}")]


@in_full
@pytest.mark.parametrize("cell", ["C1", "C3", "E10", "D12"])
def test_a_remark_beside_the_description_of_the_dataset_keeps_nothing_out(cell: str) -> None:
    """Its column is named, and everything else is imported."""
    data = changed(exported(), put("About", (cell, "to be checked")))
    found = read(data)
    assert found.dataset is not None and found.report.ok, found.report
    assert tm.to_dict(found.dataset.header) == tm.to_dict(tm.example("riverside-2025").header)
    assert said(found) == [("import.column-skipped", f"About!{cell[0]}:{cell[0]}")]
    assert f"About!{cell}" not in lost_cells(data, found)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_no_added_cell_is_lost(data: Any) -> None:
    """A text at any place is in the dataset, or its cell is reported."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    sheet = data.draw(st.sampled_from([name for name in book.sheetnames if name not in ("_thinktank", "_lists")]))
    page = book[sheet]
    row = data.draw(st.integers(1, page.max_row + 3))
    column = data.draw(st.integers(1, page.max_column + 3))
    page.cell(row, column).value = "Zwischenruf"
    held = io.BytesIO()
    book.save(held)
    grid, found = Grid(sheet, ()), read(held.getvalue())
    refused = {grid.address(row - 1, number) for number in range(page.max_column)}  # the row, for its first cells
    if not refused & {problem.cell for problem in found.report.errors}:
        assert grid.address(row - 1, column - 1) not in lost_cells(held.getvalue(), found)


# --- templates ---


def test_a_template_takes_columns_that_people_add() -> None:
    """Columns of other records too; an unknown one is reported, and a removed one is not missed."""
    held = io.BytesIO()
    write_template(held, ["member"], "en")

    def change(book: Any) -> None:
        page = book["Members"]
        page.delete_cols(2)
        heads = {cell.value: cell.column_letter for cell in page[1]}
        page["A3"] = "Example Institute"
        page[f"{heads['Country']}3"] = "France"
        page[f"{heads['Programme']}3"] = "Rives"
        for number, (heading, value) in enumerate([("Sector", "Academia"), ("Fax", "+33 1")]):
            page.cell(1, 60 + number).value = heading
            page.cell(3, 60 + number).value = value

    found = read(changed(held.getvalue(), change))
    assert found.dataset is not None, found.report
    (organization,) = found.dataset.organizations.values()
    assert organization.sector == "academic"
    assert ("import.column-skipped", "Members!BI") in said(found)
    assert "import.column-missing" not in dict(said(found))


# --- tables as text ---


def table(format: str, change: Callable[[str], str]) -> tm.Imported:
    held = io.BytesIO()
    tm.export(tm.example("riverside-2025"), held, format=format)
    text = change(held.getvalue().decode())
    return tm.import_file(io.BytesIO(text.encode()), format=format)


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_tables_as_text_name_what_people_have_added(format: str) -> None:
    """An unknown column, one without a heading, a cell beyond the headings, a line below; a known column is read."""
    mark = {"csv": ",", "tsv": "\t"}[format]

    def added(heading: str, value: str) -> tm.Imported:
        def change(text: str) -> str:
            head, first, *rest = text.split("\r\n")
            return "\r\n".join([f"{head}{mark}{heading}", f"{first}{mark}{value}", *rest])

        return table(format, change)

    assert added("Fax", "1").report.errors and "Fax" in str(added("Fax", "1").report)
    assert added("", "lost?").report.errors
    for change in (
        lambda text: text.replace("\r\n", f"{mark}beyond\r\n", 2).replace(f"{mark}beyond\r\n", "\r\n", 1),
        lambda text: text + "A note below\r\n",
        lambda text: text + f"{mark}A note below\r\n",
        lambda text: text.replace("\r\ncountry", "\r\nCountry").replace(f"{mark}country{mark}", f"{mark}Land{mark}"),
    ):
        found = table(format, change)
        assert found.report.errors, found.report
    found = table(format, lambda text: f"A title above{mark}x\r\n\r\n{text}")
    assert found.dataset is not None and found.report.ok
    assert by_type(found.dataset) == by_type(tm.example("riverside-2025"))
    assert [(p.code, p.line) for p in found.report if p.code == "import.text-skipped"] == [
        ("import.text-skipped", 1)
    ] * 2


def test_a_kind_of_an_export_that_another_column_says_is_advised_there() -> None:
    """What we wrote is read strictly, and the advice is in the words of the sheet."""
    page = openpyxl.load_workbook(io.BytesIO(exported()))["Organizations"]
    kind, own = [next(cell.column_letter for cell in page[1] if cell.value == head) for head in ("Kind", "Think tank")]
    row = next(row for row in range(2, page.max_row + 1) if page[f"{own}{row}"].value is None)
    (problem,) = read(changed(exported(), put("Organizations", (f"{kind}{row}", "Think tank")))).report.errors
    assert problem.cell == f"Organizations!{kind}{row}" and problem.help == "Write Yes in the column Think tank."
