"""What people change in a template or in a workbook that was exported: nothing of theirs is undone silently."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.sheets.template import write_template
from thinktank_model.sheets.words import choices_of
from thinktank_model.values.countries import COUNTRY

from .oracles import oracle

for name in ("openpyxl", "python_calamine", "xlsxwriter"):
    oracle(name)

import openpyxl


def changed(data: bytes, change: Callable[[Any], None]) -> tm.Imported:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    held = io.BytesIO()
    book.save(held)
    held.seek(0)
    return tm.import_file(held, format="xlsx")


def exported(records: list[dict[str, Any]]) -> bytes:
    held = io.BytesIO()
    tm.export(tm.Dataset(records=[tm.from_dict(record) for record in records]), held, format="xlsx")
    return held.getvalue()


def codes(found: tm.Imported) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in [*found.report.errors, *found.report.warnings]]


# --- templates ---


def filled_in(values: dict[str, Any], row: int, lang: str = "en") -> tm.Imported:
    """Return what is read of a template whose example is changed, or copied to another row and changed there."""
    held = io.BytesIO()
    write_template(held, ["member"], lang)

    def change(book: Any) -> None:
        page = book.worksheets[0]
        for cell in page[1]:
            at = page.cell(row, cell.column)
            at.value = values.get(cell.value, page.cell(2, cell.column).value)

    return changed(held.getvalue(), change)


@pytest.mark.parametrize("row", [2, 4])
@pytest.mark.parametrize("lang", ["en", "fr", "zh"])
def test_what_is_left_of_an_example_is_not_imported(row: int, lang: str) -> None:
    """Names, texts, addresses, identifiers, dates and numbers are left out, each with a warning at its cell; terms and countries can be real."""
    page = _template_page(lang)
    heads = [cell.value for cell in page[1]]
    program = heads[[key for key, *_ in page.keys].index("program_id")]
    name = "港口研究院" if lang == "zh" else "Harbour Institute"
    found = filled_in({heads[0]: name, program: "Harbour Programme"}, row, lang)
    assert found.dataset is not None and found.report.ok, found.report
    (organization,) = found.dataset.organizations.values()
    held = tm.to_dict(organization)
    assert [one["value"] for one in held["names"]] == [name]
    assert held["country"] == "FR" and held["is_think_tank"] is True
    assert not {"founded", "identifiers", "contacts", "urls", "places", "notes"} & held.keys()
    (member,) = found.dataset.members.values()
    assert not {"period", "notes", "representatives"} & tm.to_dict(member).keys()
    assert [tm.to_dict(one)["names"][0]["value"] for one in found.dataset.programs.values()] == ["Harbour Programme"]
    assert {code for code, _ in codes(found)} == {"import.example-left"}
    assert all(cell and cell.endswith(str(row)) for _, cell in codes(found))
    assert len(codes(found)) == len({cell for _, cell in codes(found)}) > 8


class _Page:
    """The first sheet of a template, and the columns of its hidden sheet."""

    def __init__(self, lang: str) -> None:
        held = io.BytesIO()
        write_template(held, ["member"], lang)
        book = openpyxl.load_workbook(held)
        self.sheet = book.worksheets[0]
        self.keys = [(row[3], row[4]) for row in book["_thinktank"].iter_rows(values_only=True) if row[0] == "column"]

    def __getitem__(self, row: int) -> Any:
        return self.sheet[row]


def _template_page(lang: str) -> _Page:
    return _Page(lang)


@pytest.mark.parametrize(
    ("left", "is_read"),
    [
        ({}, False),
        ({"Country": None, "ROR": None}, False),
        ({"Name (en)": None}, False),
        ({"Name (en)": "Harbour Institute"}, True),
    ],
)
def test_a_row_is_the_example_while_nothing_of_it_is_written(left: dict[str, Any], is_read: bool) -> None:
    """Cells may have been removed from it, the name too."""
    found = filled_in(left, 2)
    assert ("import.example-left" in dict(codes(found))) is is_read
    assert is_read or found.dataset is None or not found.dataset.organizations


def test_a_date_alone_that_the_example_has_is_imported() -> None:
    """It is doubtful only beside a name or a text of the example."""
    page = _template_page("en")
    heads = [cell.value for cell in page[1]]
    since = heads[[key for key, *_ in page.keys].index("period.start")]
    values = {**dict.fromkeys(heads), "Name (en)": "Harbour Institute", "Programme": "Harbour", since: "2024-12-20"}
    found = filled_in(values, 2)
    assert found.dataset is not None and not codes(found)
    (member,) = found.dataset.members.values()
    assert member.period is not None and str(member.period.start) == "2024-12-20"


# --- names ---

BODY = {
    "type": "organization",
    "id": "organization:a",
    "names": [
        {"value": "Alpha Institute", "lang": "en", "preferred": True},
        {"value": "Institut Alpha", "lang": "fr"},
    ],
}


@pytest.mark.parametrize(
    ("main", "names", "expected", "code"),
    [
        (None, "Alpha Institute", "Alpha Institute", "import.name-kept"),
        ("Alpha Institute", "Alpha via names", "Alpha Institute", "import.name-changed"),
        ("Alpha via main", "Alpha Institute", "Alpha via main", "import.name-changed"),
        ("Alpha", "Alpha", "Alpha", None),
        ("Alpha Institute", "Alpha Institute", "Alpha Institute", None),
    ],
)
def test_names_that_differ_on_two_sheets_are_said(
    main: str | None, names: str, expected: str, code: str | None
) -> None:
    """That of the main sheet is imported, or the only one; the warning has both texts, and the other cell."""

    def change(book: Any) -> None:
        page = book["Organizations"]
        page["A2"] = main
        for row in book["Organizations – Names"].iter_rows():
            for cell in row:
                cell.value = names if cell.value == "Alpha Institute" else cell.value

    found = changed(exported([BODY]), change)
    assert found.dataset is not None, found.report
    assert found.dataset.organizations["organization:a"].names[0].value == expected
    assert codes(found) == ([(code, "Organizations!A2")] if code else [])
    for problem in found.report.warnings:
        assert "'Organizations – Names'!" in problem.message and expected in problem.message


# --- rows and columns ---


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        (lambda page: page.delete_cols(9), None),
        (lambda page: page.__setitem__("I1", "Land"), "Land"),
    ],
)
def test_a_heading_that_stands_for_a_missing_one_is_named(change: Callable[[Any], None], advice: str | None) -> None:
    """A new heading in the place of one of ours is perhaps its new name; where a column was removed, nothing is said of others."""
    found = changed(_riverside(), lambda book: change(book["Organizations"]))
    (missing,) = [problem for problem in found.report if problem.code == "import.column-missing"]
    assert missing.severity.value == "warning" and (advice is None or advice in str(missing.help))
    assert (missing.help is None) is (advice is None)


def _riverside() -> bytes:
    held = io.BytesIO()
    tm.export(tm.example("riverside-2025"), held, format="xlsx")
    return held.getvalue()


def test_a_copied_row_with_its_id_is_named_at_the_id() -> None:
    """With the cell that has the same id, and what to do."""

    def change(book: Any) -> None:
        page = book["Organizations"]
        page.append([cell.value for cell in page[2]])
        page.cell(page.max_row, 1).value = "Copied Institute"

    (problem,) = changed(_riverside(), change).report.errors
    assert problem.code == "import.id-twice" and "Write another id, or none" in str(problem.help)


@pytest.mark.parametrize(
    ("sheet", "rows", "references"),
    [
        ("Members", None, False),
        ("Members", (2, 100), False),
        ("Persons", (3, 1), True),
    ],
)
def test_the_rows_of_deleted_records_are_left_out(sheet: str, rows: tuple[int, int] | None, references: bool) -> None:
    """Those of a whole sheet too, and where the name is like another one, but known from the sheet of names; only references are errors."""

    def change(book: Any) -> None:
        if rows is None:
            del book[sheet]
        else:
            book[sheet].delete_rows(*rows)

    found = changed(_riverside(), change)
    assert "import.record-deleted" in [problem.code for problem in found.report.warnings]
    assert {problem.code for problem in found.report.errors} == ({"import.unknown-name"} if references else set())
    assert all("was deleted" in str(problem.help) for problem in found.report.errors)


# --- several bodies in a cell of another workbook ---


@pytest.mark.parametrize(
    "cell",
    [
        "Zeta Lab / Eta Lab",
        "UNESCO / FAO",
        "IRP + MF",
        "Alpha, Beta and Gamma",
        "Institute for River Policy / Mekong Forum",
    ],
)
@pytest.mark.parametrize("heading", ["Event,Date,Organiser", "Name,Country,Joined"])
def test_several_bodies_in_a_cell_are_said(cell: str, heading: str) -> None:
    """They are kept whole, with a warning; the same bodies between another mark are not taken for that record."""
    events = heading.startswith("Event")
    marks = ("/", "+", " and ")
    other = next(cell.replace(mark, ",") for mark in marks if mark in cell)
    if events:
        rows = [f'Forum A,2024-05-01,"{cell}"', f'Forum B,2024-06-01,"{other}"']
    else:
        rows = [f'"{cell}",France,2020', '"Omega Institute",France,2021']
    found = tm.import_file(io.BytesIO("\n".join([heading, *rows, ""]).encode()), format="csv")
    assert found.dataset is not None, found.report
    names = [[name.value for name in one.names] for one in found.dataset.organizations.values()]
    assert [cell] in names
    assert "import.kept-whole" in [problem.code for problem in found.report.warnings]
    if events and "Alpha" not in cell:
        assert len({tuple(event.organizer_ids) for event in found.dataset.events.values()}) == 2


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Alpha Institute (AI)", ["Alpha Institute", "AI"]),
        ("Institut für Frieden / Institute for Peace", ["Institut für Frieden", "Institute for Peace"]),
        ("Institute for Peace, Security and Development", ["Institute for Peace, Security and Development"]),
    ],
)
def test_the_names_of_one_body_are_not_doubted(cell: str, expected: list[str]) -> None:
    """An acronym, two languages with the same word for the kind of body, and commas in a name."""
    found = tm.import_file(
        io.BytesIO(f'Name,Country,Joined\n"{cell}",France,2020\nOmega Institute,Peru,2021\n'.encode()), format="csv"
    )
    assert found.dataset is not None, found.report
    assert [name.value for name in next(iter(found.dataset.organizations.values())).names] == expected
    assert "import.kept-whole" not in [problem.code for problem in found.report]


# --- cells and notes ---


@pytest.mark.parametrize("first", ["2024-03-05", "4-5 March 2024"])
def test_the_cell_of_an_end_before_its_start_is_that_of_the_end(first: str) -> None:
    """Also if another cell of the starts gives an end."""
    text = f"Event,Start,End\nA,{first},\nC,2024-03-01,2024-02-28\n"
    found = tm.import_file(io.BytesIO(text.encode()), format="csv")
    assert [(problem.code, problem.cell) for problem in found.report.errors] == [("date.reversed", "C3")]


def test_spaces_around_a_text_are_not_part_of_it() -> None:
    """In each column of a workbook of other people, as in names."""
    text = (
        'Name,City,Country,Remarks\n" Omega Institute "," Marseille",France ,"  seen "\nAlpha Institute,Lyon,France,x\n'
    )
    found = tm.import_file(io.BytesIO(text.encode()), format="csv")
    assert found.dataset is not None, found.report
    held = tm.to_dict(next(iter(found.dataset.organizations.values())))
    assert held["places"][0]["locality"] == {"en": "Marseille"} and held["notes"] == {"en": "seen"}


def test_of_the_columns_for_names_one_is_enough() -> None:
    """The notes on their headings say so."""
    page = _template_page("en").sheet
    notes = [str(cell.comment.text) if cell.comment else "" for cell in page[1]]
    assert ["in one of these columns" in note for note in notes[:4]] == [True, True, True, False]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_countries_with_accents_are_at_their_letter(lang: str) -> None:
    """In the drop-down lists, not after the last letter."""
    labels = choices_of(COUNTRY, lang)
    assert labels.index("Åland Islands" if lang == "en" else "Égypte") < labels.index("France")
