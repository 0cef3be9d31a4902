"""What cells of workbooks of other people mean: each value is imported, or its cell is named, and each assumption is listed."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.problems.listing import Listing
from thinktank_model.sheets.addresses import emails_in, links_in
from thinktank_model.sheets.grid import read_workbook
from thinktank_model.sheets.reading import WorkbookReader
from thinktank_model.sheets.template import template_sheets

from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine"):
    oracle(name)


def imported(sheet: str, *rows: Sequence[Any]) -> tm.Imported:
    return tm.import_file(io.BytesIO(excel((sheet, [list(row) for row in rows]))), format="xlsx")


def records(sheet: str, *rows: Sequence[Any], type: str) -> tuple[list[Any], dict[str, list[str]]]:
    """Return the records of a type as plain data, and the cells that the report names, by code."""
    found = imported(sheet, *rows)
    assert found.dataset is not None, list(found.report)
    named: dict[str, list[str]] = {}
    for problem in found.report:
        named.setdefault(problem.code, []).append(str(problem.cell).rpartition("!")[2])
    return [tm.to_dict(record) for record in found.dataset if record.type == type], named


def of_cell(sheet: str, heads: Sequence[Any], cells: Sequence[Any], type: str) -> tuple[Any, dict[str, list[str]]]:
    """Return the record of a row, and the cells that the report names, by code."""
    found, named = records(sheet, heads, cells, type=type)
    return found[0], named


def checked(sheet: str, *rows: Sequence[Any]) -> list[tuple[str | None, str]]:
    """Return the cells and the codes of the errors of `validate`."""
    data = excel((sheet, [list(row) for row in rows]))
    reader = WorkbookReader(read_workbook(data, LIMITS), "error", Listing(), is_lenient=False)
    return [(p.cell, p.code) for line in reader for p in line.problems if p.severity is tm.Severity.ERROR]


# --- lists of codes and terms ---


@pytest.mark.parametrize(
    "text",
    [
        "fr, en, zh",
        "fr; en; zh",
        "FR/EN/ZH",
        "fr、en、zh",
        "fr，en，zh",
        "fr\nen\nzh",
        "fr, en and zh",
        "français, anglais et chinois",
        "法文、英文和中文",
        "French / English / Chinese",
        "fr & en & zh",
    ],
)
def test_codes_are_listed_with_any_mark(text: str) -> None:
    """Commas, slashes, line ends and "and" in three languages; a splitting that is not by semicolons or lines is said."""
    found, named = of_cell("Outputs", ["Title", "Author", "Languages"], ["A", "Ada Example", text], "output")
    assert found["languages"] == ["fr", "en", "zh"]
    assert "import.kept-in-notes" not in named
    assert ("C2" in named.get("import.read-as", [])) is (text not in ("fr; en; zh", "fr\nen\nzh"))


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("AI governance, data governance", ["ai_governance", "data_governance"]),
        ("数据治理、数字鸿沟", ["data_governance", "digital_divide"]),
        ("Fracture numérique et Cybersécurité", ["digital_divide", "cybersecurity"]),
    ],
)
def test_terms_are_listed_with_any_mark(text: str, topics: list[str]) -> None:
    """As codes are."""
    found, _ = of_cell("Institutions", ["Name", "Country", "Research areas"], ["A", "France", text], "organization")
    assert found["focus_areas"] == topics


def test_a_list_with_one_unknown_item_names_its_cell() -> None:
    """Nothing of it is imported in part; `validate` names the item."""
    rows = [["Title", "Author", "Languages"], ["A", "Ada Example", "English, klingonese"]]
    found, named = of_cell("Outputs", rows[0], rows[1], "output")
    assert named["import.kept-in-notes"] == ["C2"] and found["notes"]["en"] == "Languages: English, klingonese"
    assert checked("Outputs", *rows) == [("Outputs!C2", "language.malformed")]


# --- persons ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dupont, Jean; Berg, Anna", ["Dupont, Jean", "Berg, Anna"]),
        ("Dupont, Jean\nBerg, Anna", ["Dupont, Jean", "Berg, Anna"]),
        ("Dupont, J., Berg, A.", ["Dupont, J.", "Berg, A."]),
        ("Dupont, J., & Berg, A.", ["Dupont, J.", "Berg, A."]),
        ("Dupont, Jean and Berg, Anna", ["Dupont, Jean", "Berg, Anna"]),
        ("Jean Dupont, Anna Berg et Bo Sample", ["Jean Dupont", "Anna Berg", "Bo Sample"]),
        ("Dupont J, Berg A", ["Dupont J", "Berg A"]),
        ("李华、王明和张三", ["李华", "王明", "张三"]),
        ("李和平", ["李和平"]),
        ("Dupont, Jean", ["Dupont, Jean"]),
        ("Institute of Peace and Security", ["Institute of Peace and Security"]),
        ("Anna Berg, PhD", ["Anna Berg, PhD"]),
        ("Anna Berg et al.", ["Anna Berg et al."]),
    ],
)
def test_authors_in_one_cell_are_split_only_where_each_part_is_a_name(text: str, names: list[str]) -> None:
    """Between semicolons, commas belong to the names. Each splitting is said."""
    found, named = of_cell("Outputs", ["Title", "Authors"], ["A", text], "output")
    assert [next(iter(one["name"].values())) for one in found["contributions"]] == names
    assert ("B2" in named.get("import.read-as", [])) is (len(names) > 1 or text == "Dupont, Jean")
    assert "import.kept-whole" not in named


@pytest.mark.parametrize("text", ["Berg, Anna, Dupont, Jean", "Bill and Ada Example", "UNDP, ITU, OECD"])
def test_authors_that_can_be_read_in_two_ways_are_kept_whole(text: str) -> None:
    """And their cell is named with what to do."""
    found = imported("Outputs", ["Title", "Authors"], ["A", text])
    (problem,) = [problem for problem in found.report if problem.code == "import.kept-whole"]
    assert problem.cell == "Outputs!B2" and problem.help == "Put a semicolon between the names."
    assert found.dataset is not None
    (output,) = found.dataset.outputs.values()
    assert [one.name and one.name["en"] for one in output.contributions] == [text]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Berg / Bo Sample", [["Anna Berg"], ["Bo Sample"]]),
        ("Anna Berg; Bo Sample", [["Anna Berg"], ["Bo Sample"]]),
        ("李华、王明", [["李华"], ["王明"]]),
        ("Anna Berg and Bo Sample", [["Anna Berg"], ["Bo Sample"]]),
        ("Anna Berg et Bo Sample", [["Anna Berg"], ["Bo Sample"]]),
        ("Anna Berg & Bo Sample", [["Anna Berg"], ["Bo Sample"]]),
        ("李华和王明", [["李华"], ["王明"]]),
        ("Li Hua / 李华", [["Li Hua", "李华"]]),
        ("李华 (Li Hua)", [["李华", "Li Hua"]]),
        ("Dupont, Jean", [["Jean Dupont"]]),
    ],
)
def test_representatives_in_one_cell_are_persons(text: str, names: list[list[str]]) -> None:
    """Each full name is a person; the names of one person are in different scripts."""
    found, named = records("Members", ["Name", "Country", "Representatives"], ["A", "France", text], type="person")
    assert [[name["value"] for name in one["names"]] for one in found] == names
    assert ("C2" in named["import.read-as"]) is (len(names) > 1 or text == "Dupont, Jean")
    assert len(named["import.record-made"]) == len(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Example Institute and Sample University", ["Example Institute", "Sample University"]),
        ("Institut Exemple et Institut Modèle", ["Institut Exemple", "Institut Modèle"]),
        ("甲大学、乙大学", ["甲大学", "乙大学"]),
        ("Ministry of Education and Science", ["Ministry of Education and Science"]),
        ("Department of History, University of Example", ["Department of History, University of Example"]),
    ],
)
def test_bodies_in_one_cell_are_split_only_where_each_part_is_a_body(text: str, names: list[str]) -> None:
    """Each splitting is said."""
    found, named = records("Events", ["Title", "Date", "Host"], ["A", "2024-01-01", text], type="organization")
    assert [one["names"][0]["value"] for one in found] == names
    assert ("C2" in named.get("import.read-as", [])) is (len(names) > 1)


def test_a_row_with_the_names_of_two_persons_is_named() -> None:
    """A row describes one person, who may have a name in each of two scripts."""
    rows = [["Anna Berg / Bo Sample", "France"], ["Li Hua / 李华", "China"]]
    found, named = records("Experts", ["Name", "Country"], *rows, type="person")
    assert len(found) == 2 and named["import.kept-whole"] == ["A2"]


# --- numbers ---


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("35", 35),
        (" 35 ", 35),
        ("３５", 35),
        ("1,200", 1200),
        ("35 people", 35),
        ("35人", 35),
        ("about 35", 35),
        (35.0, 35),
    ],
)
def test_a_number_may_be_text(text: Any, count: int) -> None:
    """In an import and in `validate` alike."""
    rows = [["Title", "Date", "Participants"], ["A", "2024-01-01", text]]
    found, named = of_cell("Events", rows[0], rows[1], "event")
    assert found["attendance"]["total"]["value"] == count and "import.kept-in-notes" not in named
    assert checked("Events", *rows) == []


# --- terms ---


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("entreprise", "enterprise"),
        ("Entreprises", "enterprise"),
        ("NGO", "nonprofit"),
        ("ONG", "nonprofit"),
        ("高校", "higher_education"),
        ("研究院", "research_institute"),
        ("Gouvernement", "government"),
        ("Universite", "higher_education"),
        ("UNIVERSITÉS", "higher_education"),
        ("政府機構", "government"),
        ("research_institute", "research_institute"),
    ],
)
def test_a_term_has_any_spelling(text: str, term: str) -> None:
    """The labels of three languages and common words, regardless of case, accents, plural and traditional characters."""
    found, named = of_cell("Institutions", ["Name", "Country", "Kind"], ["A", "France", text], "organization")
    assert found["kind"] == term and "import.kept-in-notes" not in named


def test_the_format_of_an_event_has_common_words() -> None:
    """Of three languages."""
    for text, term in {"présentiel": "in_person", "Visioconférence": "online", "hybride": "mixed"}.items():
        found, _ = of_cell("Events", ["Title", "Date", "Format"], ["A", "2024-01-01", text], "event")
        assert found["attendance_mode"] == term


@pytest.mark.parametrize("text", ["Eau", "eau", "climat"])
def test_a_word_that_a_vocabulary_does_not_have_is_no_new_term(text: str) -> None:
    """In any spelling it goes into the notes, and is an error of `validate`."""
    rows = [["Name", "Country", "Research areas"], ["A", "France", text]]
    found, named = of_cell("Institutions", rows[0], rows[1], "organization")
    assert "focus_areas" not in found and named["import.kept-in-notes"] == ["C2"]
    assert checked("Institutions", *rows) == [("Institutions!C2", "term.syntax")]


def test_a_term_of_another_project_is_taken() -> None:
    """With its namespace."""
    found, _ = of_cell("Institutions", ["Name", "Country", "Kind"], ["A", "France", "my:club"], "organization")
    assert found["kind"] == "my:club"


# --- dates ---


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-15 00:00", "2021-03-15"),
        ("2021-03-15 00:00:00", "2021-03-15"),
        ("Q2 2021", "2021-34"),
        ("2e trimestre 2021", "2021-34"),
        ("2021年第二季度", "2021-34"),
        ("printemps 2021", "2021-21"),
        ("Autumn 2021", "2021-23"),
        ("depuis 2019", "2019"),
        ("since March 2019", "2019-03"),
        ("2019年起", "2019"),
        ("2019-", "2019"),
    ],
)
def test_a_date_is_what_the_model_can_hold(text: str, date: str) -> None:
    """The day of a midnight, a quarter, a season, the start of a period; each is said."""
    found, named = records("Members", ["Name", "Country", "Member since"], ["A", "France", text], type="member")
    assert found[0]["period"] == {"start": date} and "C2" in named["import.read-as"]


@pytest.mark.parametrize("text", ["2020-13-01", "2020-15-04", "2020-02-30", "04/05/2021", "soon"])
def test_a_date_that_is_not_certain_is_named(text: str) -> None:
    """A month that does not exist is a typing error, and one of two days is not chosen."""
    rows = [["Name", "Country", "Member since"], ["A", "France", text]]
    _, named = records("Members", *rows, type="member")
    assert named["import.kept-in-notes"] == ["C2"]
    assert [cell for cell, _ in checked("Members", *rows)] == ["Members!C2"]


@pytest.mark.parametrize(("proof", "date"), [("15/04/2021", "2021-05-04"), ("04/15/2021", "2021-04-05")])
def test_a_column_shows_the_order_of_its_dates(proof: str, date: str) -> None:
    """Said once."""
    rows = [["A", "France", "04/05/2021"], ["B", "France", proof], ["C", "France", "06/07/2021"]]
    found, named = records("Members", ["Name", "Country", "Member since"], *rows, type="member")
    assert found[0]["period"] == {"start": date} and named["import.date-order"] == ["C2"]


def test_a_column_that_contradicts_itself_shows_no_order() -> None:
    """Its ambiguous dates are named."""
    rows = [["A", "France", "04/05/2021"], ["B", "France", "15/04/2021"], ["C", "France", "04/15/2021"]]
    _, named = records("Members", ["Name", "Country", "Member since"], *rows, type="member")
    assert named["import.kept-in-notes"] == ["C2"] and "import.date-order" not in named


@pytest.mark.parametrize("text", ["?", "n/a", "N/A", "-", "—", "？", "无"])
def test_a_placeholder_is_no_value(text: str) -> None:
    """In a column of any kind, said once."""
    heads = ["Name", "Country", "Member since", "Kind", "Representatives", "E-mail", "City"]
    rows = [[name, "France", *[text] * 5] for name in "AB"]
    for type in ("organization", "member"):
        found, named = records("Members", heads, *rows, type=type)
        assert not found[0].keys() & {"period", "kind", "representative_ids", "contacts", "places", "notes"}
        assert sorted([cell for cell in named["import.read-as"] if cell[0] != "B"]) == ["C2", "D2", "E2", "F2", "G2"]
    assert checked("Members", heads, *rows) == []


@pytest.mark.parametrize("text", ["present", "en cours", "至今"])
def test_a_period_that_goes_on_has_no_end(text: str) -> None:
    """Which is said."""
    found, named = records("Members", ["Name", "Joined", "Until"], ["A", "2020", text], type="member")
    assert found[0]["period"] == {"start": "2020"} and named["import.read-as"] == ["C2"]


@pytest.mark.parametrize(
    ("heading", "text", "advice"),
    [
        ("Member since", "04/05/2021", 'Write "2021-05-04" or "2021-04-05".'),
        ("Country", "Chnia", "expected the name or the code of a country"),
        ("Kind", "a kind that nobody knows", "expected a choice"),
        ("Think tank", "maybe", "expected one of Yes, No"),
        ("E-mail", "ask Ada", "expected an email address"),
    ],
)
def test_a_cell_that_is_kept_in_notes_is_named_with_what_to_write(heading: str, text: str, advice: str) -> None:
    """In the words of the sheet."""
    found = imported("Members", ["Name", heading, "Joined in"], ["A", text, None])
    (said,) = [problem for problem in found.report if problem.code == "import.kept-in-notes"]
    assert said.cell == "Members!B2" and advice in said.message


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-05-01 to 2024-05-03", "2024-05-01", "2024-05-03"),
        ("1-3 May 2024", "2024-05-01", "2024-05-03"),
        ("du 30 avril au 2 mai 2024", "2024-04-30", "2024-05-02"),
        ("2024年5月1日至3日", "2024-05-01", "2024-05-03"),
        ("15/05/2024 – 17/05/2024", "2024-05-15", "2024-05-17"),
    ],
)
def test_a_start_may_hold_the_end_too(text: str, start: str, end: str) -> None:
    """Which is said; the cell of another end that contradicts it is named."""
    found, named = of_cell("Events", ["Title", "Date"], ["A", text], "event")
    assert (found["start"], found["end"]) == (start, end) and named["import.read-as"] == ["B2"]
    found, named = of_cell("Events", ["Title", "Date", "End date"], ["A", text, "2025-01-01"], "event")
    assert found["end"] == end and named["import.value-skipped"] == ["C2"]


def test_the_number_of_a_day_may_be_text() -> None:
    """As a number in a column of dates."""
    found, named = records("Members", ["Name", "Joined"], ["A", "44287"], type="member")
    assert found[0]["period"] == {"start": "2021-04-01"} and named["import.read-as"] == ["B2"]


@pytest.mark.parametrize("heads", [["Title", "Author", "DOI"], ["Title", "Author", "ISBN"]])
def test_a_placeholder_is_no_identifier_and_no_author(heads: list[str]) -> None:
    """Which is said."""
    found, named = of_cell("Outputs", heads, ["A", "Ada Example; Bo Sample", "n/a"], "output")
    assert "identifiers" not in found and "C2" in named["import.read-as"]


AT_NINE = datetime.datetime(2024, 5, 1, 9, 0)  # noqa: DTZ001 - cells have no time zone


@pytest.mark.parametrize("cell", [AT_NINE, "2024-05-01 09:00", "2024-05-01T09:00:00"])
def test_a_time_without_a_time_zone_is_a_day(cell: Any) -> None:
    """Its cell is named. The import and `validate` agree."""
    rows = [["Title", "Date"], ["A", cell]]
    found, named = of_cell("Events", rows[0], rows[1], "event")
    assert found["start"] == "2024-05-01" and named["import.time-without-zone"] == ["B2"]
    assert checked("Events", *rows) == []


def test_a_time_with_the_time_zone_of_its_row_is_kept() -> None:
    """Which a template has a column for."""
    rows: list[list[Any]] = [["Title", "Date", "Time zone"], ["A", AT_NINE, "Europe/Paris"], ["B", AT_NINE, None]]
    found, named = records("Events", *rows, type="event")
    assert [one["start"] for one in found] == ["2024-05-01T09:00:00", "2024-05-01"]
    assert named["import.time-without-zone"] == ["B3"] and checked("Events", *rows) == []
    (sheet,) = template_sheets(["event"], "fr")
    assert "timezone" in [column.key for column in sheet.columns]


# --- languages ---


def test_a_title_is_in_the_language_of_its_row() -> None:
    """So are the names of authors; the script still decides, two languages give none, and it is said once for a sheet."""
    rows: list[list[Any]] = [
        ["Rapport annuel", "Jean Dupont", "French", "Example House"],
        ["Informe", "Ana Paz", "es", None],
        ["年度报告", "李华", "French", None],
        ["Annual report", "Anna Berg", None, None],
        ["Review", "Anna Berg", "English; French", None],
    ]
    found, named = records("Outputs", ["Title", "Author", "Language", "Publisher"], *rows, type="output")
    assert [list(one["titles"]) for one in found] == [["fr"], ["es"], ["zh"], ["en"], ["en"]]
    assert [list(one["contributions"][0]["name"]) for one in found] == [["fr"], ["es"], ["zh"], ["en"], ["en"]]
    assert list(found[0]["publisher"]) == ["en"] and named["import.row-language"] == ["C1"]
    _, named = records("Outputs", ["Title", "Author", "Language"], ["A", "Ada Example", "English"], type="output")
    assert "import.row-language" not in named


@pytest.mark.parametrize(
    ("sheet", "heads", "lang"),
    [
        ("Members", ["Organisation", "Joined", "Remarks"], "en"),
        ("Feuil1", ["Organisation", "Joined"], "en"),
        ("Membres", ["Organisation", "Pays", "Adhésion"], "fr"),
        ("Feuil1", ["Name / Nom", "Founded / Création"], "en"),
        ("名单", ["单位名称", "国家/地区"], "zh"),
    ],
)
def test_the_language_of_a_sheet_is_that_of_most_headings(sheet: str, heads: list[str], lang: str) -> None:
    """English if no other has most. It is said once."""
    found = imported(sheet, heads, ["Alpha Centre", *["2020"] * (len(heads) - 1)])
    (said,) = [problem for problem in found.report if problem.code == "import.sheet-language"]
    assert dict(said.params)["what"] == {"en": "English", "fr": "French", "zh": "Chinese"}[lang]


# --- contacts ---


@pytest.mark.parametrize("text", ["a@x.example; b@x.example", "a@x.example, b@x.example", "a@x.example / b@x.example"])
def test_two_addresses_in_one_cell_are_two_contacts(text: str) -> None:
    """Which is said."""
    rows = [["Name", "Country", "E-mail"], ["A", "France", text], ["B", "France", "c@x.example"]]
    found, named = records("Institutions", *rows, type="organization")
    assert [[one["email"] for one in body["contacts"]] for body in found] == [
        ["a@x.example", "b@x.example"],
        ["c@x.example"],
    ]
    assert "C2" in named["import.read-as"] and checked("Institutions", *rows) == []


def test_two_telephones_and_two_links_in_one_cell_are_taken() -> None:
    """As addresses are."""
    cells = ["A", "France", "+33 1 99 00 12 34 / +33 1 99 00 12 35"]
    body, _ = of_cell("Institutions", ["Name", "Country", "Telephone"], cells, "organization")
    assert [one["phone"] for one in body["contacts"]] == ["+33 1 99 00 12 34", "+33 1 99 00 12 35"]
    links = "https://a.example/x; https://a.example/y"
    output, _ = of_cell("Outputs", ["Title", "Author", "Link"], ["A", "Ada Example", links], "output")
    assert [one["url"] for one in output["files"]] == links.split("; ")


def test_an_address_and_another_word_are_named() -> None:
    """Nothing of the cell is imported in part."""
    rows = [["Name", "Country", "E-mail"], ["A", "France", "a@x.example, ask Ada"]]
    found, named = of_cell("Institutions", rows[0], rows[1], "organization")
    assert "contacts" not in found and named["import.kept-in-notes"] == ["C2"]


@pytest.mark.parametrize(
    ("head", "text"),
    [("Kind", "Think tank"), ("Kind", "think-tank"), ("Type", "Groupe de réflexion"), ("类型", "智库")],
)
def test_a_kind_that_is_a_column_of_yes_and_no_is_read_as_yes_there(head: str, text: str) -> None:
    """In a workbook of other people, by `import` and `validate`; which is said."""
    rows = ["Name", head, "Country"], ["A", text, "Kenya"], ["B", "university", "Kenya"]
    found, named = records("Members", *rows, type="organization")
    assert [(one.get("is_think_tank"), one.get("kind")) for one in found] == [(True, None), (None, "higher_education")]
    assert "B2" in named["import.read-as"] and not checked("Members", *rows)


@pytest.mark.parametrize(
    ("cell", "address", "note"),
    [
        ("mailto:a@x.example", "a@x.example", None),
        ("<a@x.example>", "a@x.example", None),
        ("a [at] x.example", "a@x.example", None),
        ("Ada Example <a@x.example>", "a@x.example", "E-mail: Ada Example <a@x.example>"),
        ("Ada Example (a@x.example)", "a@x.example", "E-mail: Ada Example (a@x.example)"),
        ("a@x.example (Ada Example)", "a@x.example", "E-mail: a@x.example (Ada Example)"),
        ("Office: a@x.example", "a@x.example", "E-mail: Office: a@x.example"),
    ],
)
def test_an_address_with_a_name_is_read(cell: str, address: str, note: str | None) -> None:
    """Which is said; the name stays in the notes."""
    found, named = of_cell("Institutions", ["Name", "Country", "E-mail"], ["A", "France", cell], "organization")
    assert found["contacts"] == [{"email": address}] and "C2" in named["import.read-as"]
    assert found.get("notes", {}).get("en") == note and "import.kept-in-notes" not in named


def test_a_link_after_words_is_read() -> None:
    """If marks show where it begins; if only words do, it is suggested."""
    rows = [["Name", "Country", "Website"], ["A", "France", "Site (https://a.example/x_(y))"]]
    found, named = of_cell("Institutions", rows[0], rows[1], "organization")
    assert found["urls"] == ["https://a.example/x_(y)"]
    found, named = of_cell("Institutions", rows[0], ["A", "France", "Site: https://a.example"], "organization")
    assert found["urls"] == ["https://a.example"] and found["notes"]["en"] == "Website: Site: https://a.example"
    found, named = of_cell("Institutions", rows[0], ["A", "France", "see https://a.example"], "organization")
    assert "urls" not in found and named["import.kept-in-notes"] == ["C2"]


def test_an_address_is_not_a_part_of_a_name() -> None:
    """Of a person or a body, in any column of names; a person has no place for it, so it stays in the notes."""
    heads = ["Name", "Country", "Joined", "Contact person"]
    found, _ = of_cell("Members", heads, ["A (a@x.example)", "France", "2020", "Ada Example <ada@x.example>"], "person")
    assert found["names"][0]["value"] == "Ada Example"
    found, _ = of_cell("Members", heads, ["A (a@x.example)", "France", "2020", "Ada Example, ada@x.example"], "member")
    assert found["representative_ids"] == ["person:ada-example"]
    assert found["notes"]["en"] == "Contact person: Ada Example, ada@x.example"
    found, _ = of_cell("Outputs", ["Title", "Authors"], ["T", "Ada Example <a@x.example>; Bo Sample"], "output")
    assert [one["name"] for one in found["contributions"]] == [{"en": "Ada Example"}, {"en": "Bo Sample"}]
    found, named = of_cell("Members", heads, ["A", "France", "2020", "ada@x.example"], "member")
    assert "representative_ids" not in found and named["import.kept-in-notes"] == ["D2"]


def test_a_long_text_with_addresses_is_left_as_it_is() -> None:
    """Searching it would take long, and it is not an address with a name."""
    text = "a (a@x.example) " * 100_000
    assert emails_in(text).addresses == links_in(text.replace("a@", "https://a.")).addresses == ()


# --- places ---


@pytest.mark.parametrize(
    ("text", "mode", "cities"),
    [
        ("Online", "online", []),
        ("Zoom", "online", []),
        ("Teams", "online", []),
        ("线上", "online", []),
        ("线上（腾讯会议）", "online", []),
        ("en ligne", "online", []),
        ("visioconférence", "online", []),
        ("Online (Zoom)", "online", []),
        ("Hybrid", "mixed", []),
        ("Paris and online", "mixed", ["Paris"]),
        ("Online et Paris", "mixed", ["Paris"]),
        ("Beijing (China) / Zoom", "mixed", ["Beijing (China)"]),
        ("Beijing; Shanghai", None, ["Beijing", "Shanghai"]),
        ("Berlin/Paris", None, ["Berlin", "Paris"]),
        ("北京、上海", None, ["北京", "上海"]),
        ("Beijing; Singapore; Zoom", "mixed", ["Beijing", "Singapore"]),
    ],
)
def test_a_cell_of_a_city_names_several_or_none(text: str, mode: str | None, cities: list[str]) -> None:
    """Words for "online" say how an event is held; marks between names are between cities. What is concluded is said."""
    found, named = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert found.get("attendance_mode") == mode
    places = found.get("places", [])
    assert [next(iter(place["locality"].values())) for place in places] == cities
    assert {place["kind"] for place in places} <= {"physical"}
    assert "C2" in named["import.read-as"] and "import.kept-whole" not in named


@pytest.mark.parametrize("text", ["Paris and Lyon", "Paris et Lyon", "北京/Beijing", "Hall 1; Hall 2"])
def test_what_may_be_one_place_is_kept_whole_and_said(text: str) -> None:
    """The word between two names can be a part of one; so can a translation and the number of a room."""
    found, named = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert [list(place["locality"].values()) for place in found["places"]] == [[text]]
    assert named["import.kept-whole"] == ["C2"]


@pytest.mark.parametrize("text", ["Stratford-on-Avon", "和平", "Paris"])
def test_a_city_is_read_as_it_is(text: str) -> None:
    """Nothing is said of it."""
    found, named = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert [list(place["locality"].values()) for place in found["places"]] == [[text]]
    assert "C2" not in named.get("import.read-as", []) and "import.kept-whole" not in named


@pytest.mark.parametrize(
    "text", ["Beijing, China", "Beijing/China", "China - Beijing", "Beijing (Chine)", "中国，Beijing"]
)
@pytest.mark.parametrize(("sheet", "type"), [("Events", "event"), ("Institutions", "organization")])
def test_a_country_beside_its_city_goes_into_its_own_column(text: str, sheet: str, type: str) -> None:
    """Of an event or a body, which is said; the notes of the row stay."""
    head = ["Title", "Date", "City", "E-mail"]
    found, named = of_cell(sheet, head, ["A", "2024-03-01", text, "Anna Berg, a@x.example"], type)
    (place,) = found["places"]
    assert list(place["locality"].values()) == ["Beijing"]
    assert (place if type == "event" else found)["country"] == "CN" and named["import.read-as"][:1] == ["C2"]
    assert "Anna Berg" in found["notes"]["en"] and found["contacts"] == [{"email": "a@x.example"}]


@pytest.mark.parametrize(("country", "city"), [("France", "Paris, China"), ("China", "Paris"), (None, "Paris")])
def test_a_country_beside_a_city_is_compared_with_its_column(country: str | None, city: str) -> None:
    """Two countries are not one: the cell is kept whole."""
    rows = ["Title", "Date", "City", "Country"], ["A", "2024-03-01", "Paris, China", country]
    found, _ = of_cell("Events", *rows, "event")
    assert list(found["places"][0]["locality"].values()) == [city]


@pytest.mark.parametrize("text", ["Boston, MA", "Los Angeles, CA", "Detroit (MI)"])
def test_two_letters_beside_a_city_may_be_those_of_a_state(text: str) -> None:
    """They are not the code of a country, unless the row has that country."""
    found, _ = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert [place.get("country") for place in found["places"]] == [None]
    rows = ["Title", "Date", "City", "Country"], ["A", "2024-03-01", text, "US"]
    found, _ = of_cell("Events", *rows, "event")
    assert [place["country"] for place in found["places"]] == ["US"]


def test_how_an_event_is_held_is_read_in_its_own_column_first() -> None:
    """What the city says otherwise is named, and the country of no place is kept in the notes."""
    heads = ["Title", "Date", "City", "Country", "Mode"]
    found, named = of_cell("Events", heads, ["A", "2024-03-01", "Online", "China", "In person"], "event")
    assert found["attendance_mode"] == "in_person" and "places" not in found
    assert named["import.value-skipped"] == ["C2"] and named["import.kept-in-notes"] == ["D2"]
    assert found["notes"]["en"] == "Country: China"
    found, named = of_cell("Events", heads, ["A", "2024-03-01", "Online", None, "Online"], "event")
    assert found["attendance_mode"] == "online" and "import.value-skipped" not in named


def test_an_organization_can_have_several_places() -> None:
    """Its seats; only events are held online."""
    heads = ["Name", "Country", "City"]
    found, _ = of_cell("Institutions", heads, ["A", "China", "Beijing; Shanghai"], "organization")
    assert [place["locality"]["en"] for place in found["places"]] == ["Beijing", "Shanghai"]


# --- lists of days ---


@pytest.mark.parametrize(
    "text",
    ["1 and 15 March 2024", "1er et 15 mars 2024", "1 March and 15 March 2024", "March and May 2024", "2020 et 2024"],
)
def test_days_with_and_between_them_are_no_period(text: str) -> None:
    """Nothing was on the days between; the cell goes into the notes, with what to write."""
    found, named = of_cell("Events", ["Title", "Date"], ["A", text], "event")
    assert "start" not in found and found["notes"]["en"] == f"Date: {text}" and named["import.kept-in-notes"] == ["B2"]
    (problem,) = [one for one in imported("Events", ["Title", "Date"], ["A", text]).report if one.cell == "Events!B2"]
    assert "Write a row for each day" in problem.message


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("14 and 15 March 2024", "2024-03-14", "2024-03-15"),
        ("14 et 15 mars 2024", "2024-03-14", "2024-03-15"),
        ("31 March and 1 April 2024", "2024-03-31", "2024-04-01"),
        ("2023 and 2024", "2023", "2024"),
        ("1 to 15 March 2024", "2024-03-01", "2024-03-15"),
    ],
)
def test_days_that_follow_each_other_are_a_period(text: str, start: str, end: str) -> None:
    """So are months and years."""
    found, _ = of_cell("Events", ["Title", "Date"], ["A", text], "event")
    assert (found["start"], found["end"]) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("30/12/2024 - 02/01/2025", "2024-12-30", "2025-01-02"),
        ("30.12.2024–02.01.2025", "2024-12-30", "2025-01-02"),
        ("05/12/2024 – 12/13/2024", "2024-05-12", "2024-12-13"),
        ("12/13 May 2024", "2024-05-12", "2024-05-13"),
        ("May–June 2024", "2024-05", "2024-06"),
        ("mai-juin 2024", "2024-05", "2024-06"),
        ("Nov. / Dec. 2024", "2024-11", "2024-12"),
        ("May to June 2024", "2024-05", "2024-06"),
        ("2024年5月-6月", "2024-05", "2024-06"),
        ("12 May - 3 June 2024", "2024-05-12", "2024-06-03"),
    ],
)
def test_a_range_is_read_where_both_ends_are_certain(text: str, start: str, end: str) -> None:
    """One date shows the order of day and month in the other."""
    event, named = of_cell("Events", ["Title", "Date"], ["Forum", text], "event")
    assert (event["start"], event["end"]) == (start, end) and "B2" in named["import.read-as"]


@pytest.mark.parametrize("text", ["02/01/2025 - 03/04/2025", "12/15 May 2024", "12/13 May", "Alpha-Beta 2024"])
def test_a_range_that_is_not_certain_is_named(text: str) -> None:
    """Its order, its year or what is between its days is open."""
    event, named = of_cell("Events", ["Title", "Date"], ["Forum", text], "event")
    assert "start" not in event and named["import.kept-in-notes"] == ["B2"]


@pytest.mark.parametrize(
    ("proof", "text", "day"),
    [
        ("30/12/2024 - 02/01/2025", "04/05/2024", "2024-05-04"),
        ("30.12.2024", "13.5.24", "2024-05-13"),
        ("12/30/2024", "5/13/24", "2024-05-13"),
    ],
)
def test_a_column_shows_the_order_to_each_date(proof: str, text: str, day: str) -> None:
    """A range does, and a year of two digits is one of this century if the order is known."""
    found, _ = records("Events", ["Title", "Date"], ["Alpha Forum", proof], ["Beta Talk", text], type="event")
    assert found[1]["start"] == day
