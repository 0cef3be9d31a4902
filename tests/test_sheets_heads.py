"""Which rows of a sheet are its headings, and what a mapping says of them: no record is taken for a heading, and each value is read or reported."""

from __future__ import annotations

import io
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.sheets.grid import Grid
from thinktank_model.sheets.regions import ABOVE, BESIDE, tables_on
from thinktank_model.sheets.titles import program_in

from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine"):
    oracle(name)


def rows_of(text: str) -> list[list[Any]]:
    """Return the cells between `|` of each line; an empty cell is none."""
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines()]


def read(text: str, sheet: str = "Sheet1", mapping: dict[str, Any] | None = None) -> tm.Imported:
    return tm.import_file(io.BytesIO(excel((sheet, rows_of(text)))), format="xlsx", mapping=mapping)


def ids(found: tm.Imported, type: str = "organization") -> list[str]:
    """Return the ids of the records of a class, without it."""
    return [record.id.partition(":")[2] for record in found.dataset or () if record.type == type]


def said(found: tm.Imported, code: str) -> list[str]:
    return [problem.message for problem in found.report if problem.code == code]


FIRST_ROWS = {
    "Organisation|City|Country|Website|Working language\nAlpha|Lyon|France|a.example|English": ["alpha"],
    "Organisme|Ville|Pays|Site internet|Langue de travail\nAlpha|Lyon|France|a.example|Français": ["alpha"],
    "单位名称|国家|城市|电子邮箱|工作语言\n甲研究院|中国|上海|a@a.example|中文": ["u7532-u7814-u7a76-u9662"],
    "Organisation|Country|Contact via\nAlpha|FR|E-mail": ["alpha"],
    "Name|Country|Working\nAlpha Institute|DE|English": ["alpha-institute"],
    "Name|Country|Since|Address\nAlpha Institute|DE|2011|City": ["alpha-institute"],
}


@pytest.mark.parametrize("text", FIRST_ROWS)
def test_a_row_of_values_is_no_second_row_of_headings(text: str) -> None:
    """A heading that is not known, above a word that is a heading elsewhere, does not make a row of values one of headings."""
    assert ids(read(text)) == FIRST_ROWS[text]


SECOND_ROWS = {
    "Organisation||Contact\nName|Country|E-mail\nAlpha|FR|a@a.example": ["alpha"],
    "Name||Country\nEnglish|French|\nAlpha Institute|Institut Alpha|FR": ["alpha-institute"],
}


@pytest.mark.parametrize("text", SECOND_ROWS)
def test_a_second_row_of_headings_is_no_record(text: str) -> None:
    """A row of headings, or one below words for groups or gaps, continues the headings."""
    assert ids(read(text)) == SECOND_ROWS[text]


def test_two_columns_of_a_mapping_with_one_field_are_joined() -> None:
    """The values of a list are put together; other ones fill gaps, and a conflict is listed."""
    columns = {"Name": "organization names@", "Land": "organization country", "Sitz": "organization country"}
    columns |= {"Head": "member representative_ids", "Deputy": "member representative_ids"}
    text = "Name|Land|Sitz|Head|Deputy\nAlpha Institute|DE|FR|Eva Klein|Bo Sample\nBeta Institute||IT||Li Hua"
    found = read(text, mapping={"sheets": {"Sheet1": {"columns": columns}}})
    assert ids(found, "person") == ["eva-klein", "bo-sample", "li-hua"]
    assert found.dataset is not None
    assert [record.country for record in found.dataset if record.type == "organization"] == ["DE", "IT"]
    assert said(found, "import.value-skipped") == ['"FR" conflicts with DE and is not imported']
    assert "import.column-skipped" not in [problem.code for problem in found.report]


def test_two_columns_of_names_are_two_names() -> None:
    """A record has several names."""
    columns = {"Name": "organization names@", "Anderer Name": "organization names@"}
    found = read("Name|Anderer Name|Country\nAlpha Institute|Alpha Lab|DE", mapping=columns)
    assert found.dataset is not None
    (record,) = [record for record in found.dataset if record.type == "organization"]
    assert [name.value for name in record.names] == ["Alpha Institute", "Alpha Lab"]


@pytest.mark.parametrize(("head", "is_read"), [("Fees 2026", True), ("Fees 2025", True), ("Land", False)])
def test_a_sheet_of_another_name_is_read_as_the_mapping_says(head: str, is_read: bool) -> None:
    """The list of the next year has most headings of one sheet of the mapping, which its workbook lacks."""
    columns = {"Who": "organization names@", "Where": "organization country", "Town": "", "Fees 2025": ""}
    said_of = {"sheets": {"Members 2025": {"type": "organization", "header": [1], "columns": columns}}}
    text = f"List\nWho|Where|{'Town' if is_read else 'Ort'}|{head}\nAlpha|DE|Bonn|1"
    found = read(text, "Members 2026", said_of)
    assert (
        said(found, "import.sheet-renamed")
        == ['the sheet "Members 2026" is read as the mapping says of "Members 2025", which the workbook does not have'][
            : int(is_read)
        ]
    )
    assert ids(found) == ["alpha"][: int(is_read)]
    unused = ["Members 2025"] if not is_read else [] if head == "Fees 2025" else ["Fees 2025"]
    assert [text.split('"')[1] for text in said(found, "import.mapping-unused")] == unused


STACKED = {
    "Members\nName|Country|Joined\nAlpha|FR|2011\nBeta|DE|2012\n|\nEvents\nEvent|Date|Place\nForum|2024-05-01|Lyon": 1,
    "Name|Country|Joined\nAlpha|FR|2011\nBeta|DE|2012\n|\nEvent|Date|City|Budget\nForum|2024-05-01|Lyon|3": 1,
    "Name|Country|Joined\nAlpha|FR|2011\n|\nName|Country|Joined\nBeta|DE|2012": 0,
}


@pytest.mark.parametrize("text", STACKED)
def test_a_table_below_another_is_read_as_its_own(text: str) -> None:
    """A row of other headings after a gap or a title begins another table; the same headings again do not."""
    found = read(text, "Members")
    assert ids(found) == ["alpha", "beta"]
    assert ids(found, "event") == ["forum"][: STACKED[text]]
    assert found.mapping is None or len(found.mapping["sheets"]) == 1


@pytest.mark.parametrize("rows", [2, 60])
def test_a_table_below_another_is_read_wherever_it_begins(rows: int) -> None:
    """Also below the rows in which the headings of a sheet are searched, and where a mapping states the row."""
    above = "\n".join(["Name|Country", *[f"Institute {number}|FR" for number in range(rows)], "|", "Events|"])
    found = read(f"{above}\nEvent|Date\nForum|2024-05-01", "Institutes")
    assert ids(found, "event") == ["forum"] and len(ids(found)) == rows
    mapping = {"sheets": {"Sheet1": {"type": "event", "header": rows + 4}}}
    assert ids(read(f"{above}\nEvent|Date\nForum|2024-05-01", mapping=mapping), "event") == ["forum"]


def test_rows_above_the_headings_are_named() -> None:
    """The first row of headings is that of the table, and rows of values that are not imported are counted."""
    assert ids(read("Name|Country|Kategorie\nAlpha Institute|FR|Member\nBeta|IT|Partner")) == [
        "alpha-institute",
        "beta",
    ]
    found = read("Alpha|FR|x\nBeta|DE|y\nName|Country|City\nGamma|IT|Rome")
    assert said(found, "import.rows-skipped") == [
        'rows with values on the sheet "Sheet1" that are not imported: 2; its headings are taken to be in row 3'
    ]


SIDES = {
    "Event|Date|Venue|City\nForum|2024-05-01|Town Hall|Lyon": ["Name", "Start", "Places – Name", "Places – City"],
    "Event|Date|Venue\nForum|2024-05-01|Lyon": ["Name", "Start", "Places – City"],
    "Name|E-mail|Title|Position\nAnna Berg|a@a.example|Dr|Director": ["Name", "Notes", "Affiliations – Position"],
    "Title|Authors|Vol.|No.\nRiver report|Anna Berg|3|7": ["Title", "Contributors – Authors"],
    "Think tank name|HQ|Focus|Director\nAlpha|Lyon|Water|Anna Berg": ["Name", "Places – City", "Focus areas"],
}


@pytest.mark.parametrize("text", SIDES)
def test_a_heading_yields_to_one_with_that_meaning_only(text: str) -> None:
    """A heading with several meanings has another one beside a column that can only have the first."""
    problems = [problem for problem in read(text).report if problem.code == "import.column-read-as"]
    assert [str(dict(problem.params)["what"]).partition(" – ")[2] for problem in problems] == SIDES[text]


TITLES = {
    "Members by country": "",
    "Membres par pays": "",
    "按国家分列的成员名单": "",
    "“三角洲智库合作网络”成员名单": "三角洲智库合作网络",
    "Members of the “Delta Network”": "Delta Network",
    "Liste des membres du « Réseau du Delta »": "Réseau du Delta",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_names_the_programme_without_marks(title: str) -> None:
    """How a list is sorted is no name, and quotation marks are not part of one."""
    assert program_in(title) == TITLES[title]


@pytest.mark.parametrize(
    ("text", "roles", "statuses"),
    [
        (
            "Active\nObserver\nSuspended\nObserver",
            ["member", "observer", "member", "observer"],
            ["active", "unknown", "suspended", "unknown"],
        ),
        (
            "Founding member\nObserver\nSuspended",
            ["founding_member", "observer", "member"],
            ["unknown", "unknown", "suspended"],
        ),
    ],
)
def test_a_word_for_the_role_of_a_member_in_its_status_is_put_there(
    text: str, roles: list[str], statuses: list[str]
) -> None:
    """A role in the column of the status, and a status in that of the role, go to where they belong, and that is said."""
    rows = [f"Institute {letter}|DE|{word}" for letter, word in zip("ABCD", text.split("\n"), strict=False)]
    found = read("\n".join(["Member|Country|Status", *rows]))
    assert found.dataset is not None
    members = [record for record in found.dataset if record.type == "member"]
    assert [record.role for record in members] == roles
    assert [record.status for record in members] == statuses
    if roles[0] == "member":
        assert '"Observer" is read as Members – Role; cells: 2' in said(found, "import.read-as")
    assert "import.kept-in-notes" not in [problem.code for problem in found.report]
    again = read("\n".join(["Member|Country|Status", *rows]), mapping=dict(found.mapping or {}))
    assert again.dataset == found.dataset


def test_a_sheet_of_many_tables_takes_bounded_memory() -> None:
    """The rows above a further table are a part of it, so their number is limited; what is below belongs to the last table."""
    two = [["Event", "Date"], ["Forum", "2024"], [""], ["Name", "Country"], ["Institute", "FR"], [""]]
    for times in (5, 400):
        tables = list(tables_on(Grid("", two * times)))
        assert sum([len(grid.rows) for grid, _ in tables]) < 2 * ABOVE
        assert len(tables) == 2 * times or len(tables) > 300


def test_tables_beside_each_other_take_bounded_memory() -> None:
    """The cells of the others are empty ones in each, so the number of tables is limited; the last has all columns that are left."""
    for times in (5, 3000):
        rows = [["Name", "Country", ""] * times, *[["Institute", "FR", ""] * times] * 9]
        tables = list(tables_on(Grid("", rows)))
        assert sum([len(grid.rows) * len(grid.rows[0]) for grid, _ in tables]) <= BESIDE
        assert len(tables) == times or 1 < len(tables) < 100
