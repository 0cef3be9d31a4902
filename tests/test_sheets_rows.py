"""Rows and cells of workbooks of other people: what is wrong keeps only itself out, and each assumption is listed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.cli.workbooks import checked_workbook
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.rules.reading import check_lines
from thinktank_model.sheets.mapping import MappingError, parse_mapping
from thinktank_model.sheets.marking import mark
from thinktank_model.sheets.template import write_template

from .conftest import Runner
from .losses import lost_cells
from .oracles import oracle
from .workbooks import excel

openpyxl = oracle("openpyxl")
for name in ("python_calamine", "xlsxwriter"):
    oracle(name)


def read(*sheets: Any, change: Any = None, **options: Any) -> tm.Imported:
    data = excel(*sheets, change=change)
    found = tm.import_file(io.BytesIO(data), format="xlsx", **options)
    assert lost_cells(data, found) == []
    return found


def said(found: tm.Imported, *codes: str) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in found.report if problem.code in codes]


def names(found: tm.Imported) -> list[str]:
    assert found.dataset is not None, found.report
    return [record.label() for record in found.dataset.organizations.values()]


# --- cells ---


@pytest.mark.parametrize(
    ("sheet", "heading", "value"),
    [
        ("Members", "ROR", "pending"),
        ("Members", "Email", "ask Ada"),
        ("Outputs", "DOI", "pending"),
        ("Outputs", "ISBN", "to come"),
        ("Outputs", "Link", "see website"),
    ],
)
def test_a_cell_that_is_not_understood_goes_into_the_notes(sheet: str, heading: str, value: str) -> None:
    """Identifiers and lists beside a record too; every other cell and row is imported."""
    first, second = ("Name", "Country") if sheet == "Members" else ("Title", "Authors")
    rows = [[first, second, heading], ["Alpha", "Kenya", value], ["Beta", "France", None]]
    found = read((sheet, rows))
    assert found.dataset is not None and not found.report.errors, found.report
    assert said(found, "import.kept-in-notes") == [("import.kept-in-notes", f"{sheet}!C2")]
    records = found.dataset.organizations if sheet == "Members" else found.dataset.outputs
    one, other = [tm.to_dict(record) for record in records.values()]
    assert one["notes"]["en"] == f"{heading}: {value}" and "notes" not in other


def test_a_formula_without_a_result_keeps_only_its_cell_out() -> None:
    """In a row with a sum it is not even named, since the row is not imported."""
    rows = [
        ["Name", "Country", "Joined"],
        ["Alpha", "=A9", 2020],
        ["Beta", "Kenya", 2021],
        ["Total", None, "=COUNTA(A2)"],
    ]
    found = read(("Members", rows))
    assert said(found, "import.formula-without-value") == [("import.formula-without-value", "Members!B2")]
    assert names(found) == ["Alpha", "Beta"] and found.report.errors


def test_an_output_without_authors_is_named_with_the_heading() -> None:
    """At the cell under the heading if there is one; the other outputs are imported. What to write is said for both."""
    found = read(("Outputs", [["Title", "Authors", "Kind"], ["A", "Ada Example", "Report"], ["B", None, "Report"]]))
    (error,) = found.report.errors
    assert (error.cell, error.heading) == ("Outputs!B3", "Authors")
    assert (
        error.message == "each row needs a value under this heading. If there is none, write Yes in a column Anonymous."
    )
    assert found.dataset is not None and len(found.dataset.outputs) == 1
    found = read(("Outputs", [["Title", "Kind"], ["A", "Report"]]))
    (error,) = found.report.errors
    assert error.message == (
        "each row needs a value under one of these headings: Authors, Anonymous. "
        "Add a column Authors; in a row that has none, write Yes in a column Anonymous."
    )
    found = read(("Outputs", [["Title", "Kind", "Anonymous"], ["A", "Report", "Yes"], ["B", "Report", None]]))
    (error,) = found.report.errors
    assert error.cell == "Outputs!C3" and found.dataset is not None and len(found.dataset.outputs) == 1


def test_a_template_shows_what_an_output_needs() -> None:
    """Authors, since an output names them; the address of its file can be left empty."""
    held = io.BytesIO()
    write_template(held, ["output"], "en")
    page = openpyxl.load_workbook(io.BytesIO(held.getvalue()))["Outputs"]
    heads = {cell.value: cell for cell in page[1]}
    assert heads["Authors"].fill.fgColor.rgb == heads["Title (en)"].fill.fgColor.rgb
    assert heads["Web page"].fill.fgColor.rgb == heads["DOI"].fill.fgColor.rgb == heads["Licence"].fill.fgColor.rgb
    assert "Each row needs a value here." in heads["Authors"].comment.text


# --- rows ---


def test_a_row_without_a_name_is_an_error_at_the_cell_of_the_name() -> None:
    """The other rows are imported, and nothing of the row is."""
    rows = [["Name", "Country", "Role", "Joined"], ["Alpha", "Kenya", "member", 2020], [None, "Ghana", "member", 2022]]
    found = read(("Members", [*rows, ["Beta", "France", "member", 2021]]))
    assert [(error.code, error.cell, error.heading) for error in found.report.errors] == [
        ("key.missing", "Members!A3", "Name")
    ]
    assert names(found) == ["Alpha", "Beta"] and found.dataset is not None and len(found.dataset.members) == 2


def test_a_running_number_alone_is_no_row() -> None:
    """People number rows before they fill them in; it is listed as a text."""
    rows: list[list[Any]] = [["No", "Name", "Country"], [1, "Alpha", "Kenya"], [2], [3, "Beta", "France"]]
    found = tm.import_file(io.BytesIO(excel(("Members", rows))), format="xlsx")
    assert not found.report.errors and said(found, "import.text-skipped") == [("import.text-skipped", "Members!A3")]


@pytest.mark.parametrize(
    "group", ["AFRICA", "Europe", "France", "B", "Observers", "Membres", "亚洲", "UNIVERSITIES AND SCHOOLS"]
)
def test_a_heading_of_a_group_of_rows_is_no_record(group: str) -> None:
    """It is listed with its cell, merged across or not."""
    rows = [["Name", "Country", "Joined"], [group], ["Alpha", "Kenya", 2020], ["Beta", "Ghana", 2021]]
    found = read(("Members", rows))
    assert names(found) == ["Alpha", "Beta"]
    heads = [*said(found, "import.group-heading"), *said(found, "import.read-as")]
    assert "Members!A2" in [cell for _, cell in heads]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "30家"],
        ["小计", "共30家"],
        ["Total", "30 members"],
        ["Total", "30 membres"],
        ["Total général :", "30 organisations membres"],
        ["Grand total", 2],
        ["合计"],
        [None, "共计"],
    ],
)
def test_a_total_is_no_member(row: list[Any]) -> None:
    """Neither alone, nor with a number and what it counts; each of its cells is named."""
    found = read(("Members", [["Name", "Country", "Joined"], ["Alpha", "Kenya", 2020], ["Beta", "Ghana", 2021], row]))
    assert names(found) == ["Alpha", "Beta"] and found.dataset is not None and len(found.dataset.members) == 2
    cells = [("import.text-skipped", f"Members!{'AB'[at]}4") for at, cell in enumerate(row) if cell is not None]
    assert said(found, "import.text-skipped") == cells


@pytest.mark.parametrize("name", ["Total", "TotalEnergies", "Total Eren"])
def test_a_body_called_total_is_a_member(name: str) -> None:
    """Since its row has a country, and no count."""
    rows = [["Name", "Country", "Joined"], ["Alpha", "Kenya", 2020], [name, "France", 2021], ["Beta", "Ghana", 2021]]
    assert names(read(("Members", rows))) == ["Alpha", name, "Beta"]


def ours(*rows: tuple[str, list[Any]]) -> tm.Imported:
    """Return what is read in a workbook that we exported, and in which people have written rows below the tables."""
    records = [
        tm.Organization(id="organization:alpha", names=[{"value": "Alpha"}], country="KE"),
        tm.Organization(id="organization:total", names=[{"value": "Total"}], country="FR"),
        tm.Organization(id="organization:note", names=[{"value": "Notes"}]),
        tm.Person(id="person:eva", names=[{"value": "Eva"}]),
    ]
    held = io.BytesIO()
    tm.export(tm.Dataset(records=records), held, format="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(held.getvalue()))
    for sheet, cells in rows:
        book[sheet].append(cells)
    held = io.BytesIO()
    book.save(held)
    return tm.import_file(io.BytesIO(held.getvalue()), format="xlsx")


def test_a_note_below_a_table_of_ours_is_no_record() -> None:
    """As in workbooks of other people: it is named with its cell, and so are its further lines, and a total."""
    found = ours(
        ("Organizations", [None]),
        ("Organizations", ["Note: checked by Eva"]),
        ("Organizations", ["and by Bo"]),
        ("Organizations", ["Total", "3 members"]),
        ("Persons", ["* retired"]),
    )
    assert found.dataset is not None and not found.report.errors, found.report
    assert names(found) == ["Alpha", "Total", "Notes"] and len(found.dataset.persons) == 1
    cells = [cell for _, cell in said(found, "import.text-skipped")]
    assert cells == [*[f"Organizations!{cell}" for cell in ("A6", "A7", "A8", "B8")], "Persons!A3"]


def test_a_row_that_people_add_to_a_table_of_ours_is_a_record() -> None:
    """With a name alone too, and whatever the records are called that we wrote."""
    found = ours(("Organizations", ["Delta"]), ("Organizations", ["Gamma", "France"]))
    assert names(found) == ["Alpha", "Total", "Notes", "Delta", "Gamma"]
    assert not said(found, "import.text-skipped") and not found.report.errors


def test_any_text_that_is_merged_across_the_table_heads_a_group() -> None:
    """Whatever it says."""
    rows = [["Name", "Country", "Joined"], ["Our friends"], ["Alpha", "Kenya", 2020], ["Beta", "Ghana", 2021]]
    found = read(("Members", rows), change=lambda book: book["Members"].merge_cells("A2:C2"))
    assert said(found, "import.group-heading") == [("import.group-heading", "Members!A2")]


def test_a_row_with_only_a_name_is_a_record_and_listed() -> None:
    """A name in capitals too, if it can be an acronym or all names are in capitals; and one that begins like a sum."""
    rows = [
        ["Name", "Country", "Joined"],
        ["INSEAD"],
        ["Summit Institute"],
        ["Alpha", "Kenya", 2020],
        ["Beta", "Ghana", 2021],
    ]
    found = read(("Members", [*rows, ["Gamma", "France", 2021]]))
    assert names(found) == ["INSEAD", "Summit Institute", "Alpha", "Beta", "Gamma"]
    assert said(found, "import.name-alone") == [("import.name-alone", f"Members!A{row}") for row in (2, 3)]
    rows = [
        ["Name", "Country", "Joined"],
        ["ALPHA INSTITUTE"],
        ["BETA INSTITUTE", "Kenya", 2020],
        ["GAMMA", "Ghana", 2021],
    ]
    assert len(names(read(("Members", rows)))) == 3


def test_rows_about_one_organization_are_brought_together() -> None:
    """Equal values say nothing new, others fill gaps or are named with the cell that they differ from; case does not count."""
    rows = [["Name", "Country", "Kind", "Email"], ["Alpha", "Kenya", None, "a@x.example"]]
    rows += [["alpha", "Kenya", "Association", "a@x.example"], ["Alpha", "Ghana", None, "b@x.example"]]
    found = read(("Members", rows))
    assert found.dataset is not None
    (organization,) = found.dataset.organizations.values()
    assert (organization.country, organization.kind) == ("KE", "association")
    assert [contact.email for contact in organization.contacts] == ["a@x.example", "b@x.example"]
    skipped = [problem for problem in found.report if problem.code == "import.value-skipped"]
    advice = (
        "Both rows describe Alpha. Write the right value in Members!B4 and in Members!B2; "
        "if they are two records, give them different names."
    )
    assert [(problem.cell, problem.message, problem.help) for problem in skipped] == [
        ("Members!B4", f'"Ghana" conflicts with Members!B2 and is not imported. {advice}', advice)
    ]
    assert ("import.read-as", "Members!A3") in said(found, "import.read-as")


def test_the_sheet_of_organizations_comes_before_the_list_of_members() -> None:
    """Whatever the order of the sheets; two rows with one name on it are two records, which is said."""
    members = [["Name", "Country", "Joined"], ["Alpha", "Ghana", 2020], ["Beta", "France", 2020]]
    bodies = [
        ["Name", "Country", "Founded"],
        ["Alpha", "Kenya", 2000],
        ["Gamma", "Chile", 1990],
        ["gamma", "Peru", 1995],
    ]
    found = read(("Members", members), ("Institutions", bodies))
    assert found.dataset is not None
    assert [(one.label(), one.country) for one in found.dataset.organizations.values()] == [
        ("Alpha", "KE"),
        ("Gamma", "CL"),
        ("gamma", "PE"),
        ("Beta", "FR"),
    ]
    assert said(found, "import.value-skipped", "import.same-name") == [
        ("import.same-name", "Institutions!A4"),
        ("import.value-skipped", "Members!B2"),
    ]


# --- mappings ---


def test_a_list_of_records_that_the_sheet_does_not_name_is_an_error() -> None:
    """In each row with an item: the name is missing. The other records are read."""
    rows = [["Title", "Date", "Contact"], ["Forum", "2024-05-01", "a@forum.example"], ["Fair", "2024-06-01", None]]
    found = read(("Events", rows), mapping={"Contact": "organization.contacts email"})
    assert [(problem.code, problem.record_id) for problem in found.report.errors] == [
        ("key.missing", "organization:row-2")
    ]
    assert found.dataset is not None and len(found.dataset.events) == len(found.dataset) == 2


def test_a_heading_of_a_mapping_that_no_sheet_has_is_named() -> None:
    """With the nearest heading; so is a sheet."""
    rows = [["Name", "Country", "Fin"], ["Alpha", "Kenya", 2020]]
    found = read(("Members", rows), mapping={"Fine": "member period.end", "Country": "organization country"})
    (unused,) = [problem for problem in found.report if problem.code == "import.mapping-unused"]
    assert (unused.value, unused.suggestion) == ("Fine", '"Fin"')
    found = read(("Members", rows), mapping={"sheets": {"Member": {"type": "member"}}})
    (unused,) = [problem for problem in found.report if problem.code == "import.mapping-unused"]
    assert (unused.value, unused.suggestion) == ("Member", '"Members"')


def test_a_mapped_workbook_is_validated_and_marked(here: Runner, tmp_path: Path) -> None:
    """With the same option as for the import."""
    rows: list[list[Any]] = [["Name", "Land", "Joined"], ["Alpha", "Chnia", 2020], ["Beta", "Kenya", 2021]]
    (tmp_path / "a.xlsx").write_bytes(excel(("Members", rows)))
    (tmp_path / "a.toml").write_text('"Land" = "organization country"\n', encoding="utf-8")
    assert "country.unknown" not in here("validate", "a.xlsx")[1]
    _, out, _ = here("validate", "a.xlsx", "--map", "a.toml", "--write-back", "b.xlsx")
    assert "a.xlsx:Members!B2: error country.unknown Land" in out
    assert "country.unknown" in openpyxl.load_workbook(tmp_path / "b.xlsx")["Members"]["B2"].comment.text


def test_the_columns_that_a_mapping_can_name_are_listed(here: Runner) -> None:
    """Each with its heading, and each can be used."""
    lines = here("import", "--list-columns")[1].splitlines()
    assert "member period.end" in {" ".join(line.split()[:2]) for line in lines}
    parse_mapping({str(number): " ".join(line.split()[:2]) for number, line in enumerate(lines)})


def test_a_table_as_text_is_validated_as_it_is_imported(here: Runner, tmp_path: Path) -> None:
    """Ours and those of other people."""
    (tmp_path / "a.csv").write_text("Name,Country,Joined\nAlpha,Chnia,2020\nBeta,Kenya,2021\n", encoding="utf-8")
    code, out, _ = here("validate", "a.csv")
    assert "a.csv:B2: error country.unknown Country" in out and code == 1
    tm.export(tm.example("riverside-2025"), tmp_path / "b.csv")
    assert "error" not in here("validate", "b.csv")[1]


# --- lists with few columns ---


def table(*rows: list[Any]) -> tm.Imported:
    text = "\n".join([",".join([f'"{cell}"' for cell in row]) for row in rows])
    return tm.import_file(io.BytesIO(text.encode()), format="csv")


def outcome(found: tm.Imported) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the records, and the messages of errors."""
    records = [] if found.dataset is None else list(found.dataset)
    return [(record.type, record.label()) for record in records], [error.message for error in found.report.errors]


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (["Title", "Date"], ["Launch", "2023-05-06"], "event"),
        (["Workshop", "When", "Where"], ["Launch", "2023-05-06", "Bonn"], "event"),
        (["Atelier", "Quand", "Où"], ["Launch", "2023-05-06", "Bonn"], "event"),
        (["Publication", "Authors"], ["Launch", "Ada Example"], "output"),
        (["Name", "Organisation"], ["Launch", "River Institute"], "person"),
        (["Name", "Role", "Organization", "E-mail"], ["Launch", "Chair", "River Institute", "a@x.example"], "person"),
        (["First name", "Last name"], ["Ada", "Example"], "person"),
        (["Name", "Email"], ["Launch", "a@x.example"], "organization"),
        (["Full name", "Position", "Email", "Country"], ["Launch", "Director", "a@x.example", "Kenya"], "person"),
    ],
)
def test_a_list_with_few_columns_is_read(heads: list[str], row: list[str], expected: str) -> None:
    """In a workbook and as text; a heading that few classes know says more than one that many know."""
    for found in (read(("Sheet1", [heads, row])), table(heads, row)):
        records, errors = outcome(found)
        assert expected in [type for type, _ in records] and not errors, found.report


def test_what_a_list_with_few_columns_may_be_as_well_is_said() -> None:
    """With how to say so; a name of the sheet, or more columns of one class, decide."""
    heads, row = ["Name", "Email"], ["Ada Example", "a@x.example"]
    for found in (read(("Sheet1", [heads, row])), table(heads, row)):
        (read_as,) = [problem for problem in found.report if problem.code == "import.sheet-read-as"]
        assert read_as.help is not None and "Persons" in read_as.help and "`type`" in read_as.help
    joined = [[*heads, "Joined", "Country"], ["Ada Institute", "a@x.example", "2020", "Kenya"]]
    for sheet in (("Persons", [heads, row]), ("Sheet1", joined)):
        (read_as,) = [problem for problem in read(sheet).report if problem.code == "import.sheet-read-as"]
        assert read_as.help is None


def test_a_table_that_is_not_recognized_is_one_error_with_advice() -> None:
    """As text too, in place of an error for each row; the headings that are asked for are read."""
    found = table(["Colour", "Taste"], ["red", "sweet"], ["blue", "sour"])
    assert [(problem.code, problem.message) for problem in found.report.errors] == [
        ("import.no-sheet", "the table was not recognized")
    ]
    (skipped,) = [problem for problem in found.report if problem.code == "import.sheet-skipped"]
    assert skipped.help is not None and "Name + Country, Title + Authors, Event + Date" in skipped.help
    for heads in (["Name", "Country"], ["Title", "Authors"], ["Event", "Date"]):
        assert table(heads, ["Alpha", "2020" if heads[1] == "Date" else "Kenya"]).dataset is not None


def test_a_position_without_an_organization_goes_into_the_notes() -> None:
    """The person is imported; what is missing is named. With an organization it is an affiliation."""
    rows = [["Name", "Position", "Organization", "Country"], ["Ada", "Director", None, "Kenya"]]
    found = read(("Persons", [*rows, ["Bo", "Fellow", "River Institute", "Kenya"]]))
    assert found.dataset is not None and not found.report.errors, found.report
    ada, bo = [tm.to_dict(record) for record in found.dataset.persons.values()]
    assert ada["notes"]["en"] == "Position: Director" and "affiliations" not in ada
    assert bo["affiliations"][0]["title"] == {"en": "Fellow"} and "notes" not in bo
    (said,) = [problem for problem in found.report if problem.code == "import.kept-in-notes"]
    assert said.cell == "Persons!B2" and said.message.endswith("has no value under the heading Organization")


def test_rows_that_lack_a_column_have_one_line(here: Runner, tmp_path: Path) -> None:
    """With the numbers of the other rows."""
    (tmp_path / "a.csv").write_text("Title,Year\n" + "".join([f"T{n},2020\n" for n in range(9)]), encoding="utf-8")
    _, _, err = here("import", "a.csv", "a.json")
    (line,) = [line for line in err.splitlines() if "key.none-of" in line]
    assert line.startswith("a.csv:2:2:") and line.endswith("(also in rows 3, 4, 5, 6, 7, 8 and 2 more rows)")


# --- names in mappings ---


@pytest.mark.parametrize(
    ("sheet", "name", "meant"),
    [
        ("organization", "names.valeu", "organization names@"),
        ("organization", "contry", "organization country"),
        ("output", "titel", "output titles@"),
        ("event", "D\u00e9but", "event start"),
        (None, "Country", "organization country"),
        (None, "organisation country", "organization country"),
        (None, "organization.country", "organization country"),
        (None, "organization.contacs email", "organization.contacts email"),
        (None, "event.participations roel", "event.participations role"),
        (None, "zzzz", None),
    ],
)
def test_a_wrong_column_of_a_mapping_has_a_suggestion(sheet: str | None, name: str, meant: str | None) -> None:
    """Of the type of the sheet, if the mapping gives it; what is suggested can be used."""
    own = {"columns": {"A": name}} if sheet is None else {"type": sheet, "columns": {"A": name}}
    rows = [["A", "B"], ["x", "y"]]
    found = tm.import_file(io.BytesIO(excel(("S", rows))), format="xlsx", mapping={"sheets": {"S": own}})
    (error,) = [error for error in found.report.errors if error.code == "import.mapping"]
    assert error.suggestion == (None if meant is None else f'"{meant}"')
    if meant is not None:
        parse_mapping({"A": meant})


@pytest.mark.parametrize(
    ("mapping", "meant"),
    [
        ({"sheets": {"S": {"type": "members"}}}, "member"),
        ({"sheets": {"S": {"type": "Personnes"}}}, "person"),
        ({"sheets": {"S": {"tpye": "member"}}}, "type"),
        ({"sheets": {}, "value": {}}, "values"),
        ({"sheet": {"S": {}}}, "sheets"),
    ],
)
def test_a_wrong_word_of_a_mapping_has_a_suggestion(mapping: dict[str, Any], meant: str) -> None:
    """Types of record and the keys of the mapping itself; none is ignored."""
    with pytest.raises(MappingError) as refused:
        parse_mapping(mapping)
    assert refused.value.suggestion == meant


# --- marks ---


def test_a_problem_of_a_record_that_a_cell_names_is_at_this_cell() -> None:
    """It has no row of its own, so the cell is marked that names it."""
    rows = [
        ["Name", "Country", "Contact person"],
        ["Alpha", "Kenya", "Universit\u00c3\u00a4t"],
        ["Beta", "Kenya", "Ada Example"],
    ]
    found = read(("Members", rows))
    (problem,) = [problem for problem in found.report if problem.code == "text.mojibake"]
    assert (problem.cell, problem.heading) == ("Members!C2", "Contact person")


def test_the_note_on_a_column_is_on_its_heading() -> None:
    """Not on the title above it, which may be merged across all columns."""
    rows = [["List of members"], ["Name", "Country", "Fax"], ["Alpha", "Kenya", "12"]]
    data = excel(("Members", rows), change=lambda book: book["Members"].merge_cells("A1:C1"))
    report = tm.import_file(io.BytesIO(data), format="xlsx").report
    page = openpyxl.load_workbook(io.BytesIO(mark(data, report.warnings, "en")))["Members"]
    assert page["A1"].comment is None and "import.column-skipped" in page["C2"].comment.text


# --- the programme ---

MEMBERS = [["Name", "Country", "From", "To"], ["Alpha", "Kenya", 2020, 2024], ["Beta", "France", 2021, None]]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Réseau des centres du Delta – Liste des membres (mise à jour 15/11/2025)", "Réseau des centres du Delta"),
        ("List of members of the Delta Network", "Delta Network"),
        ("三角洲智库合作网络成员名单", "三角洲智库合作网络"),
        ("List of members", "Programme"),
    ],
)
def test_the_programme_has_the_name_in_the_title(title: str, name: str) -> None:
    """Without what the table is and its date; the title is named as the place of the name, and not as left out."""
    found = read(("Sheet1", [[title], [], *MEMBERS]))
    assert found.dataset is not None
    (program,) = found.dataset.programs.values()
    assert program.label() == name
    (made,) = [problem for problem in found.report if problem.code == "import.program-made"]
    assert made.cell == ("Sheet1!4:4" if name == "Programme" else "Sheet1!A1")
    assert bool(said(found, "import.text-skipped")) is (name == "Programme")
    assert {str(member.period.end) for member in found.dataset.members.values() if member.period} == {"2024", "None"}


def test_a_list_without_members_makes_no_programme() -> None:
    """Unless its title names one."""
    for above, programs in (
        ([], []),
        ([["List of members"]], []),
        ([["Members of the Delta Network"]], ["Delta Network"]),
    ):
        found = read(("Members", [*above, ["Member", "Country", "Since"]]))
        assert found.dataset is not None
        assert [program.label() for program in found.dataset] == programs


def test_a_heading_over_other_headings_is_no_programme() -> None:
    """Though it is above the table."""
    rows = [["Organization", None, "Membership", None], *MEMBERS]
    found = read(("Members", rows), change=lambda book: book["Members"].merge_cells("A1:B1"))
    assert found.dataset is not None
    assert [program.label() for program in found.dataset.programs.values()] == ["Programme"]


def test_events_and_outputs_are_put_into_the_only_programme() -> None:
    """Which is said for each sheet; not if they have a column for it."""
    events = ("Events", [["Title", "Date"], ["Forum", "2024-05-01"]])
    outputs = ("Outputs", [["Title", "Authors", "Programme"], ["Report", "Ada Example", "Another Network"]])
    found = read(("Members", [["Members of the Delta Network"], *MEMBERS]), events, outputs)
    assert found.dataset is not None
    (event,), (output,) = found.dataset.events.values(), found.dataset.outputs.values()
    assert event.program_ids == ("program:delta-network",) and output.program_ids == ("program:another-network",)
    assert said(found, "import.in-program") == [("import.in-program", "Events!2:2")]


def test_an_id_that_is_made_is_cut_after_a_word() -> None:
    """So that people can read and type it."""
    long = "The International Network of Centres for the Study of Rivers, Deltas, Lakes and Coasts"
    found = read(("Members", [[f"Members of {long}"], *MEMBERS]))
    assert found.dataset is not None
    (program,) = found.dataset.programs.values()
    assert (
        program.id == "program:international-network-of-centres-for-the-study-of-rivers" and program.label() == long[4:]
    )
    assert all(len(record.id) <= 70 for record in found.dataset)


# --- what is said ---


def test_a_hidden_sheet_that_is_imported_is_named() -> None:
    """Since people forget them."""

    def hide(book: Any) -> None:
        book["Archive"].sheet_state = "hidden"

    found = read(("Members", MEMBERS), ("Archive", [["Name", "Country"], ["Gamma", "Chile"]]), change=hide)
    assert said(found, "import.sheet-hidden") == [("import.sheet-hidden", "Archive!1:1")]


def test_a_kind_of_problem_has_one_line_in_a_column(here: Runner, tmp_path: Path) -> None:
    """With what the first values are read as, in the order of the sheet, and no line twice."""
    rows = [["Name", "Website", "Country"], *[[f"Body {n}", f"www.{n}.example", "Kenya"] for n in range(12)]]
    (tmp_path / "a.xlsx").write_bytes(excel(("Members", rows)))
    _, _, err = here("import", "a.xlsx", "a.json")
    lines = [line for line in err.splitlines() if " import.read-as " in line]
    assert len(lines) == 2 and "Members!B2" in lines[0] and "Members!C2" in lines[1]
    listed = ", ".join([f'"www.{n}.example" → https://www.{n}.example' for n in range(1, 6)])
    assert lines[0].endswith(f"(others: {listed} and 6 more values)"), lines[0]
    assert len(set(err.splitlines())) == len(err.splitlines())


def test_a_count_is_said_with_its_qualifier() -> None:
    """Since it is kept too."""
    found = read(("Events", [["Title", "Date", "Participants"], ["Forum", "2024-05-01", "env. 120"]]))
    (problem,) = [problem for problem in found.report if problem.cell == "Events!C2"]
    assert problem.message == '"env. 120" is read as about 120; cells: 1'


def test_a_table_as_text_has_no_sheets(tmp_path: Path) -> None:
    """So no message names one."""
    (tmp_path / "a.csv").write_text("Name,Country,Joined\nAlpha,Kenya,2020\n", encoding="utf-8")
    messages = [problem.message for problem in tm.import_file(tmp_path / "a.csv").report]
    assert not [message for message in messages if 'sheet ""' in message] and "the table is read as Members" in messages


def test_no_advice_about_a_cell_is_about_json() -> None:
    """Keys and pointers say nothing to people with a workbook."""
    rows: list[list[Any]] = [["Name (en)", "Other name (en)", "Country"], ["Alpha; Beta", None, "Kenya"]]
    dataset = read(("Institutions", rows)).dataset
    assert dataset is not None
    reader = checked_workbook(excel(("Institutions", rows)), "error", LIMITS)
    found = [reader.place(line, problems).problems for line, problems, is_across in check_lines(reader) if is_across]
    problem = next(one for problems in found for one in problems if one.code == "name.no-preferred")
    assert problem.help is not None and "/names" not in problem.help and problem.fix is None


def test_what_cannot_be_written_is_said_in_the_language_of_the_run(here: Runner, tmp_path: Path) -> None:
    """The names of formats too."""
    (tmp_path / "a.json").write_bytes(tm.dumps(tm.example("riverside-2025")))
    assert "aucun format d’écriture" in here("export", "a.json", "a.docx", "--lang", "fr")[2]
