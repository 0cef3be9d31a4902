"""What a sheet of other people is of: its headings, in one row or two, its cells and its name say so; where they do not, what else it may be is said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.sheets.roles import read_heading, table_named

from .joined import joined
from .losses import lost_cells
from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine"):
    oracle(name)


def rows_of(text: str) -> list[list[Any]]:
    """Return the cells between `|` of each line; an empty cell is none."""
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines()]


def read(text: str, sheet: str = "Sheet1") -> tm.Imported:
    data = excel((sheet, rows_of(text)))
    found = tm.import_file(io.BytesIO(data), format="xlsx")
    assert lost_cells(data, found) == []
    return found


def kind(found: tm.Imported) -> str:
    """Return the class of the records of a sheet."""
    if found.dataset is None:
        return ""
    types = {record.type for record in found.dataset}
    return next(one for one in ("member", "event", "output", "organization", "person") if one in types)


def columns(found: tm.Imported) -> list[str]:
    """Return what the columns are read as, or that they are skipped."""
    return [
        str(dict(problem.params).get("what", ""))
        for problem in found.report
        if problem.code.startswith("import.column")
    ]


def alternatives(found: tm.Imported) -> str:
    (problem,) = [problem for problem in found.report if problem.code == "import.sheet-read-as"]
    return problem.help or ""


# --- cells ---

CELLS = {
    "Organisation|Membership\nInstitute A|Full\nCentre B|Observer": "member",
    "Name|Country|Type\nCentre B|Togo|Association": "organization",
    "Name|Country|Status\nInstitute A|DE|active\nFoundation B|FR|withdrawn\nCentre C|KE|observer": "member",
    "Nom|Pays|Statut\nAcadémie A|France|membre fondateur\nInstitut B|Mali|observateur": "member",
    "名称|国家|状态\n示例研究院|中国|正式成员\n样本大学|法国|观察员": "member",
    "Name|Country|Type\nInstitute A|Kenya|Founding member\nCentre B|Togo|Observer": "member",
    "Name|City|Country|Status\nInstitute A|Nairobi|Kenya|Suspended\nInstitute B|Nairobi|Kenya|Active": "member",
    "Name|Country|Status\nAnnual Symposium|DE|held\nWorkshop on water|FR|cancelled": "event",
    "Name|Location|Date\nAnnual Symposium|Berlin|2019-01-02\nWorkshop on water|Paris|2020-02-03": "event",
    "名称|国家|日期\n三角洲论坛|中国|2024-05-01": "event",
    "Name|Location|Date\nInstitute A|Berlin|2019-01-02\nCentre B|Nairobi|2020-02-03": "organization",
    "Name|Country|Date\nUniversité A|Mali|2019\nFondation B|France|2020": "organization",
    "Name|Country|Status\nAlpha|DE|ok\nBeta|FR|ok": "organization",
    "Title|Authors|Year\nReport of the Institute of Peace|Ada Example|2023": "output",
}


@joined("text,expected", CELLS.items())
def test_cells_say_what_a_sheet_is_of(text: str, expected: str) -> None:
    """Names of bodies or of meetings, and words for the status or role of members, where the headings are those of several classes.

    If nothing decides, it is a list of organizations, and not of events.
    """
    assert kind(read(text)) == expected


@joined(
    "text,expected",
    [
        ("Activity|Partner|Country|Start\nJoint study|Institute A|Kenya|2024-01-01", "Activities"),
        ("Name of participant|Institution|Country|Status\nAda Example|Institute A|KE|invited", "Persons"),
        ("No.|Name|Country|Status\n12|Alpha|DE|ok\n15|Beta|FR|ok", "Organizations"),
    ],
)
def test_the_first_column_says_what_the_rows_are(text: str, expected: str) -> None:
    """If it has the word for a class, and does not count the rows."""
    found = tm.import_file(io.BytesIO(excel(("Sheet1", rows_of(text)))), format="xlsx")
    assert [str(dict(one.params)["what"]) for one in found.report if one.code == "import.sheet-read-as"] == [expected]


def test_roles_of_members_are_roles_whatever_their_heading_is() -> None:
    """Where more cells of a column are words of another vocabulary of its class."""
    for heading in ("Status", "Type", "Membership status"):
        found = read(f"Name|Country|{heading}\nInstitute A|Kenya|Founding member\nCentre B|Togo|Observer")
        assert found.dataset is not None
        assert [member.role for member in found.dataset.members.values()] == ["founding_member", "observer"], heading


def test_what_a_mapping_says_of_a_column_is_not_changed_by_its_cells() -> None:
    """Though these are words of another vocabulary."""
    data = excel(("Members", rows_of("Name|Country|Status\nInstitute A|Kenya|Founding member\nCentre B|Togo|Observer")))
    found = tm.import_file(io.BytesIO(data), format="xlsx", mapping={"Status": "member status"})
    assert "Members – Status" in columns(found) and "Members – Role" not in columns(found)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Name|City|Country|Status\nInstitute A|Bonn|DE|active", "Members"),
        ("Name|Role|Status\nAda Example|Chair|active\nBo Sample|Founder|active", "Persons"),
        ("Name|City|Country|Notes\nAlpha|Bonn|DE|x", "Events"),
    ],
)
def test_what_a_sheet_may_be_as_well_is_said_if_it_is_close(text: str, other: str) -> None:
    """However many headings are known, and of names that may be those of persons; not if the sheet has a name."""
    assert other in alternatives(read(text))
    assert not alternatives(read(text, "Members"))


# --- headings ---

NAMING = "Member organisation|Member organization name|Members|Think tank name|Name of the member institution|Partner|Partners"
NAMING += "|Nom du think tank|Nom de l'organisation membre|Institution membre|Partenaire|Institutions partenaires|成员机构名称"
NAMING += "|智库名称|成员机构的名称|合作伙伴名称|Participating institutions|Name of think tank"

COMPOSED = {
    ("member", "Member country"): "organization country",
    ("member", "Pays du membre"): "organization country",
    ("member", "Country of the think tank"): "organization country",
    ("member", "机构网站"): "organization urls",
    ("member", "Site web de l'organisation"): "organization urls",
    ("member", "Membership status"): "member status",
    ("member", "Organisation status"): "organization status",
    ("member", "Année d'adhésion"): "member period.start",
    ("member", "Year joined"): "member period.start",
    ("member", "Email of focal point"): "organization.contacts email",
    ("member", "Contact person name"): "member representative_ids",
    ("event", "Meeting place"): "event.places locality@",
    ("event", "举办城市"): "event.places locality@",
    ("event", "Organising institution"): "event organizer_ids",
    ("event", "主办机构"): "event organizer_ids",
    ("person", "Speaker name"): "person names@",
    ("output", "Publication title"): "output titles@",
    ("member", "Number of members"): "",
    ("member", "Member state"): "",
    ("member", "Member of"): "",
    ("member", "Membership"): "member role",
    ("output", "Author name"): "output.contributions name@",
    ("output", "作者名称"): "output.contributions name@",
    ("activity", "Lead organisation"): "activity lead_ids",
    ("activity", "Partner organisations"): "activity partner_ids",
    ("event", "Name of the organiser"): "event organizer_ids",
    ("organization", "Country name"): "organization country",
    ("event", "Organiser country"): "",
}


@joined("text", NAMING.split("|"))
def test_a_heading_is_a_word_for_the_record_and_one_for_its_name(text: str) -> None:
    """In any order, in three languages, singular or plural."""
    for tag in ("organization", "member"):
        assert [role.key for role in read_heading(text, tag)[:1]] == ["names@"], tag


@joined("about,expected", COMPOSED.items())
def test_a_heading_is_a_word_for_the_record_and_one_for_a_value(about: tuple[str, str], expected: str) -> None:
    """A number of records is no value of one, and neither is what another record has."""
    tag, text = about
    assert "".join([f"{role.table} {role.key}" for role in read_heading(text, tag)[:1]]) == expected


TWO_ROWS = {
    """Organisation||Contact person||Membership|
       Name|Country|Name|E-mail|Since|Status
       Institute A|Germany|Anna Berg|a@x.example|2019|active""": [
        "Organizations – Name",
        "Organizations – Country",
        "Members – Representatives",
        "Organizations – Contacts – Email",
        "Members – From",
        "Members – Status",
    ],
    """Organisme||Personne à contacter||Adhésion|
       Nom|Pays|Nom|Courriel|Depuis|Jusqu'à
       Institut A|France|Jean Dupont|a@x.example|2019|2022""": [
        "Organisations – Nom",
        "Organisations – Pays",
        "Membres – Représentants",
        "Organisations – Contacts – Courriel",
        "Membres – Depuis",
        "Membres – Jusqu’à",
    ],
    """机构||联系人||会员
       名称|国家|姓名|邮箱|加入时间
       示例研究院|中国|李华|a@x.example|2019""": [
        "机构 – 名称",
        "机构 – 国家",
        "成员 – 代表",
        "机构 – 联系方式 – 电子邮箱",
        "成员 – 起始",
    ],
    """Event||Place||Organiser|
       Name|Date|City|Country|Name|Country
       Forum A|2024-05-01|Paris|France|Institute A|France""": [
        "Events – Name",
        "Events – Start",
        "Events – Places – City",
        "Events – Places – Country",
        "Events – Organizers",
        "",
    ],
    """Organization|||Person|
       Name|Country|Name (FR)|First name|Last name
       Institute A|Kenya|Institut A|Anna|Berg""": [
        "Persons – Affiliations – Organization",
        "Persons – Given name",
        "Persons – Family name",
        "",
        "",
    ],
}


@joined("text,expected,is_merged", [(*case, is_merged) for case in TWO_ROWS.items() for is_merged in (True, False)])
def test_a_heading_above_others_says_what_they_are_about(text: str, expected: list[str], is_merged: bool) -> None:
    """Merged over its columns or not. What is below a reference to another record is no value of this one."""
    rows = rows_of(text)
    starts = [n for n, cell in enumerate(rows[0]) if cell]

    def merge(book: Any) -> None:
        for first, last in zip(starts, [*starts[1:], len(rows[0])], strict=True):
            if last > first + 1:
                book["Sheet1"].merge_cells(start_row=1, end_row=1, start_column=first + 1, end_column=last)

    data = excel(("Sheet1", rows), change=merge if is_merged else None)
    found = tm.import_file(io.BytesIO(data), format="xlsx")
    assert sorted(columns(found)) == sorted(expected)


def test_a_row_of_records_is_no_second_row_of_headings() -> None:
    """Though the class would then be clearer."""
    found = read(
        "Network meeting|March 2024\nName|Date|Venue\nOpening|2024-03-01|Paris\nWorkshop on water|2024-03-02|Paris"
    )
    assert found.dataset is not None and len(found.dataset.events) == 2


def test_a_column_that_asks_for_members_says_nothing_of_the_others() -> None:
    """Its cells are yes and no, so not each row is a member."""
    found = read("Organisation|Member?|Country\nInstitute A|yes|Kenya\nCentre B|no|Togo")
    assert kind(found) == "organization" and "import.column-skipped" in [problem.code for problem in found.report]


def test_a_british_spelling_is_not_french() -> None:
    """Headings with "organisation" are in both languages."""
    found = read("Project|Lead organisation|Partner organisations\nDelta|Institute A|Centre B")
    assert {"Activities – Title", "Activities – Led by", "Activities – Partners"} == set(columns(found))


# --- names of sheets and files ---


def test_a_rare_class_yields_in_a_name() -> None:
    """A list of the members of a programme or a group is one of members."""
    for name, tag in (
        ("Programme members", "member"),
        ("Working group members", "member"),
        ("Members of the cooperation programme", "member"),
        ("Réunions du programme de coopération", "event"),
        ("合作计划成员", "member"),
        ("Programmes", "program"),
    ):
        assert table_named(name) == tag, name


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("members.csv", "Name,Country\nAlpha,Germany", "member"),
        ("成员名单.csv", "名称,国家\n示例,中国", "member"),
        ("a.csv", "Members of the network\nName,Country\nAlpha,Germany", "member"),
        ("a.csv", "Name,Country\nAlpha,Germany", "organization"),
        ("programme.csv", "Name,Country\nAlpha,Germany", "organization"),
        ("results.csv", "Name,Country\nAlpha,Germany", "organization"),
    ],
)
def test_the_name_of_a_file_of_text_says_what_its_table_is_of(
    tmp_path: Path, file: str, text: str, expected: str
) -> None:
    """As a title does; the headings come before it, and a rare class does not count."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert kind(tm.import_file(tmp_path / file)) == expected


# --- what is said ---


def test_an_id_that_stands_twice_is_said_at_its_cell() -> None:
    """With the other cell; the row is not imported, and nothing is said of its other cells."""
    found = tm.import_file(
        io.BytesIO(b"ID,Name,Country\norganization:a,Alpha,DE\norganization:b,Beta,KE\norganization:a,Gamma,KE"),
        format="csv",
    )
    (error,) = found.report.errors
    assert (error.code, error.cell) == ("import.id-twice", "A4") and '"organization:a" is also in A2' in error.message
    assert found.dataset is not None and [record.label() for record in found.dataset] == ["Alpha", "Beta"]


def test_the_headings_that_are_asked_for_are_in_the_language_of_the_reader() -> None:
    """They are examples to copy."""
    (problem,) = [one for one in read("a|b\n1|2").report if one.code == "import.sheet-skipped"]
    assert "Name + Country" in problem.message_in("en")
    assert "Nom + Pays" in problem.message_in("fr") and "名称 + 国家" in problem.message_in("zh")


@pytest.mark.parametrize(
    ("text", "is_note"),
    [
        ("The status is that of June", False),
        ("The status is that of the last meeting", True),
        ("Data were collected by the secretariat", True),
        ("Checked by the secretariat in May.", True),
        ("名单由秘书处整理，如有变更请通知。", True),
        ("Institute of International Studies", False),
        ("示例研究院", False),
    ],
)
def test_a_sentence_below_a_table_of_ours_is_a_note(text: str, is_note: bool) -> None:
    """Apart from the records, and alone in its row; a name is a record."""
    import openpyxl

    held = io.BytesIO()
    organizations = [
        tm.Organization(id=f"organization:{n}", names=[{"value": f"Body {n}"}], country="KE") for n in "ab"
    ]
    tm.export(tm.Dataset(records=organizations), held, format="xlsx", lang="en")
    book = openpyxl.load_workbook(io.BytesIO(held.getvalue()))
    book["Organizations"].append([])
    book["Organizations"].cell(book["Organizations"].max_row + 2, 1, text)
    held = io.BytesIO()
    book.save(held)
    found = tm.import_file(io.BytesIO(held.getvalue()), format="xlsx")
    codes = [problem.code for problem in found.report]
    assert found.dataset is not None and ("import.text-skipped" in codes) == is_note, found.report
    assert len(found.dataset.organizations) == (2 if is_note else 3)
