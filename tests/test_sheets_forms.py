"""Sheets in other forms: headings and cells in two languages, headings of groups of rows, tables beside each other, and questions."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.sheets.parts import count_in
from thinktank_model.sheets.roles import read_heading

from .losses import lost_cells
from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine"):
    oracle(name)


def read(text: str, sheet: str = "Sheet1", **more: Any) -> tm.Imported:
    """Read a sheet of lines with `|` between their cells; each cell is read or reported."""
    rows = [[cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines()]
    data = excel((sheet, rows))
    found = tm.import_file(io.BytesIO(data), format="xlsx", **more)
    assert lost_cells(data, found) == []
    return found


def values(found: tm.Imported, type: str, *fields: str) -> list[tuple[Any, ...]]:
    """Return some fields of the records of a class, in the order of their ids."""
    plain = [json.loads(tm.dumps(record)) for record in found.dataset or () if record.type == type]
    return sorted([tuple([one.get(field) for field in fields]) for one in plain], key=str)


def cells(found: tm.Imported, code: str) -> list[str | None]:
    return [problem.cell for problem in found.report if problem.code == code]


# --- two languages ---


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("机构名称（中文） Name in Chinese", "names@zh"),
        ("Name in English 机构名称（英文）", "names@en"),
        ("国家/地区 Country/Region", "country"),
        ("国家\nCountry", "country"),
        ("序号 No.", "#"),
    ],
)
def test_a_heading_in_two_languages_means_what_both_sides_mean(text: str, key: str) -> None:
    """Whichever is first."""
    assert read_heading(text, "organization")[0].key == key


def test_a_cell_in_two_languages_has_the_value_of_its_sides() -> None:
    """Of countries and terms, which is said; two names of a body are two names."""
    found = read(
        "机构名称 Name|国家 Country|类型 Type\n和平研究院 Peace Research Academy|中国 China|大学 University\n河流研究所 River Institute|肯尼亚 Kenya|智库 xyz"
    )
    assert values(found, "organization", "country", "kind") == [("CN", "higher_education"), ("KE", None)]
    names = [[name["value"] for name in names] for (names,) in values(found, "organization", "names")]
    assert ["和平研究院", "Peace Research Academy"] in names and ["河流研究所", "River Institute"] in names
    assert {"Sheet1!B2", "Sheet1!B3", "Sheet1!C2"} <= {*cells(found, "import.read-as")}


def test_sides_that_say_different_things_are_no_value() -> None:
    """The cell is kept in the notes."""
    found = read("Name|Country|City\nInstitute A|中国 France|Lyon\nInstitute B|Kenya|Nairobi")
    assert values(found, "organization", "country") == [("KE",), (None,)]
    assert cells(found, "import.kept-in-notes") == ["Sheet1!B2"]


def test_a_reference_in_two_languages_is_to_the_record_with_one_of_the_names() -> None:
    """No second record is made."""
    data = excel(
        ("Institutions", [["Name", "Country"], ["Peace Research Academy", "CN"]]),
        ("Events", [["Event", "Date", "Host"], ["Forum", "2024-05-01", "和平研究院 Peace Research Academy"]]),
    )
    found = tm.import_file(io.BytesIO(data), format="xlsx")
    assert values(found, "event", "host_ids") == [(["organization:peace-research-academy"],)]
    assert len(values(found, "organization")) == 1


# --- groups ---


def test_a_heading_of_a_group_gives_its_rows_their_country() -> None:
    """Which is said at the heading; a region ends what the country above it says."""
    found = read(
        "Institution|City\nAFRICA|\nKenya|\nRiver Institute|Nairobi\nSénégal|\nData Centre|Dakar\nEUROPE|\nTrade School|Paris"
    )
    assert values(found, "organization", "country") == [("KE",), ("SN",), (None,)]
    assert cells(found, "import.read-as") == ["Sheet1!A3", "Sheet1!A5"]
    assert cells(found, "import.group-heading") == ["Sheet1!A2", "Sheet1!A7"]


def test_a_column_goes_before_headings_of_groups() -> None:
    """The heading is then only one."""
    found = read("Name|Country|Since\nFrance|\nInstitute A|Kenya|2019\nInstitute B|Togo|2020", "Members")
    assert values(found, "organization", "country") == [("KE",), ("TG",)]
    assert cells(found, "import.group-heading") == ["Members!A2"]


@pytest.mark.parametrize(
    ("text", "type", "field", "expected"),
    [
        (
            "Institution|City|Joined\nFULL MEMBERS\nA Institute|Nairobi|2019\nObservers\nB Institute|Paris|2020",
            "member",
            "role",
            ["observer", None],  # the role of most members is the default
        ),
        (
            "Title|Authors|Date\nPolicy briefs\nRiver|Anna Example|2024-05\nReports\nTrade|Bo Sample|2024-06",
            "output",
            "kind",
            ["policy_brief", "report"],
        ),
        (
            "活动名称|时间|地点\n论坛\n和平论坛|2024-05-01|北京\n研讨会\n贸易研讨会|2024-06-01|上海",
            "event",
            "kind",
            ["forum", "symposium"],
        ),
    ],
)
def test_a_heading_of_a_group_is_a_term(text: str, type: str, field: str, expected: list[str | None]) -> None:
    """Of the roles of members, and of the kinds of bodies, events and outputs."""
    found = read(text)
    assert [one for (one,) in values(found, type, field)] == expected


def test_the_first_levels_of_groups_end_those_below_them() -> None:
    """Of countries within roles: no observer is in the last country of the members."""
    found = read("Name|Since\nMembers\nKenya\nInstitute A|2019\nObservers\nInstitute B|2020\nFrance\nInstitute C|2021")
    countries = {record["id"]: record.get("country") for (record,) in _records(found, "organization")}
    assert list(countries.values()) == ["KE", None, "FR"]


def _records(found: tm.Imported, type: str) -> list[tuple[dict[str, Any]]]:
    return [(json.loads(tm.dumps(record)),) for record in found.dataset or () if record.type == type]


def test_a_mapping_does_not_name_what_groups_say() -> None:
    """It says what the columns of the sheet are, and results in the same records."""
    text = "Institution|City\nKenya|\nRiver Institute|Nairobi\nSénégal|\nData Centre|Dakar"
    found = read(text)
    assert found.mapping is not None and list(found.mapping["sheets"]["Sheet1"]["columns"]) == ["Institution", "City"]
    assert read(text, mapping=found.mapping).dataset == found.dataset


# --- tables beside each other ---

BESIDE = "Members|||||Events||\nName|Country|Since|||Event|Date|Place\nInstitute A|KE|2019|||Forum|2025-09-01|Nairobi\nInstitute B|FR|2020|||Webinar|2025-10-05|Online"


def test_tables_beside_each_other_are_two() -> None:
    """If an empty column is between them, and each has headings that name its records."""
    found = read(BESIDE, "Overview")
    assert len(values(found, "member")) == 2 and len(values(found, "event")) == 2
    assert values(found, "event", "attendance_mode") == [("online",), (None,)]
    assert [place is None for (place,) in values(found, "organization", "places")] == [True, True]
    assert read(BESIDE, "Overview", mapping=found.mapping).dataset == found.dataset


@pytest.mark.parametrize(
    "text",
    [
        "Name|Country|||City|Since\nInstitute A|KE|||Nairobi|2019",
        "Name|Country||Event|Date\nInstitute A|KE|x|Forum|2024-01-01",
    ],
)
def test_columns_after_a_gap_are_of_the_same_table(text: str) -> None:
    """If they do not name records, or the gap is not empty."""
    found = read(text)
    assert not values(found, "event") and len(values(found, "organization")) == 1


# --- several sheets, two rows of headings ---


def test_a_record_on_two_sheets_has_the_values_of_both() -> None:
    """Whichever of them is read first: a list of members has the country, one of contacts the address."""
    members: tuple[str, list[list[Any]]] = (
        "Members",
        [["Name", "Country", "Since"], ["Institute A", "KE", 2019], ["Institute B", "FR", 2020]],
    )
    contacts: tuple[str, list[list[Any]]] = (
        "Contacts",
        [["Organization", "E-mail", "Founded"], ["Institute A", "a@x.example", 1998]],
    )
    for sheets in ((members, contacts), (contacts, members)):
        found = tm.import_file(io.BytesIO(excel(*sheets)), format="xlsx")
        expected = [("FR", None, None), ("KE", [{"email": "a@x.example"}], "1998")]
        assert values(found, "organization", "country", "contacts", "founded") == expected
        assert cells(found, "import.value-skipped") == []


def test_what_two_sheets_say_of_a_record_is_compared() -> None:
    """The value that is not imported is named, with the cell of the other."""
    members = ("Members", [["Name", "Country"], ["Institute A", "KE"]])
    contacts = ("Contacts", [["Organization", "Country", "E-mail"], ["Institute A", "FR", "a@x.example"]])
    found = tm.import_file(io.BytesIO(excel(members, contacts)), format="xlsx")
    assert values(found, "organization", "country") == [("FR",)]
    assert cells(found, "import.value-skipped") == ["Members!B2"]


def test_two_rows_of_headings_of_a_chinese_list() -> None:
    """Cells over several columns show that there are two; a name and a role may be under one heading."""
    rows: list[list[Any]] = [
        ["附件1"],
        ["三江智库合作网络成员单位通讯录（2025年3月更新）"],
        ["序号", "单位", None, "联系人", None, "加入年份"],
        [None, "中文名称", "英文名称", "姓名/职务", "手机", None],
        [1, "和平研究院", "Peace Academy", "李华 院长", "13800000000", 2021],
    ]

    def merge(book: Any) -> None:
        for over in ("B3:C3", "D3:E3"):
            book["附件1"].merge_cells(over)

    data = excel(("附件1", rows), change=merge)
    found = tm.import_file(io.BytesIO(data), format="xlsx")
    assert lost_cells(data, found) == []
    assert values(found, "person", "names") == [([{"value": "李华", "lang": "zh"}],)]
    assert values(found, "program", "names") == [([{"value": "三江智库合作网络", "lang": "zh"}],)]
    assert values(found, "organization", "contacts") == [([{"phone": "13800000000"}],)]


def test_a_term_with_words_in_brackets_is_the_term() -> None:
    """The whole cell is kept in the notes, which is said."""
    found = read("活动名称|时间|形式\n和平论坛|2024-06-01|线下（北京）\n年会|2024-12|线上")
    assert values(found, "event", "attendance_mode") == [("in_person",), ("online",)]
    assert values(found, "event", "notes") == [(None,), ({"zh": "形式: 线下（北京）"},)]


# --- questions, numbers, programmes ---


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What is the full name of your institution?", "names@"),
        ("In which country is your institution based?", "country"),
        ("Dans quel pays se trouve votre organisation ?", "country"),
        ("贵单位的名称是什么？", "names@"),
        ("How many researchers do you employ?", None),
        ("Would you like to host an event?", None),
        ("What is the name of your country?", "country"),
    ],
)
def test_a_question_asks_for_a_column(text: str, key: str | None) -> None:
    """As in the answers to a form; a question of another kind asks for none."""
    found = read_heading(text, "organization")
    assert (found[0].key if found else None) == key


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "upper"),
    [
        ("30-40", 30, "between", 40),
        ("30 à 40 personnes", 30, "between", 40),
        ("至少50人", 50, "at_least", None),
        ("max. 25", 25, "at_most", None),
        ("au plus 30", 30, "at_most", None),
        ("moins de 20", 20, "less_than", None),
        ("plus de 40", 40, "more_than", None),
        ("40余人", 40, "more_than", None),
    ],
)
def test_a_number_in_words_is_qualified(text: str, value: int, qualifier: str, upper: int | None) -> None:
    """As counts of participants are."""
    assert count_in(text) == (value, qualifier, upper)


def test_expected_participants_are_not_those_who_came() -> None:
    """Their number is of the plan."""
    found = read("Event|Date|Participants (expected)\nForum|2024-05-01|30-40\nWorkshop|2024-06-01|15")
    expected = [{"expected": {"value": 15}}, {"expected": {"value": 30, "qualifier": "between", "upper": 40}}]
    assert [attendance for (attendance,) in values(found, "event", "attendance")] == expected


def test_groups_are_put_into_a_programme() -> None:
    """Whose name is not on the sheet, which is said; as are activities."""
    found = read("Working group|Established\nTrade|2022-03\nClimate|2023", "Working groups")
    assert values(found, "group", "program_id") == [("program:programme",)] * 2
    assert cells(found, "import.program-made") == ["'Working groups'!2:2"]


def test_a_calendar_of_activities_is_one_of_events() -> None:
    """Since an activity has a kind, and its column is not there."""
    found = read(
        "Month|Activity|Lead|Venue\nMay|Workshop on data|Institute A|Nairobi\nJune|Annual forum|Institute B|Lyon"
    )
    assert len(values(found, "event")) == 2


def test_an_identifier_is_of_the_scheme_that_its_heading_names_too() -> None:
    """Which is said."""
    found = read(
        "Title|Authors|Date|ISBN / DOI\nRiver|Anna Example|2024|10.1234/abc\nTrade|Bo Sample|2024|978-2-1234-5680-3"
    )
    schemes = [[one["scheme"] for one in own] for (own,) in values(found, "output", "identifiers")]
    assert sorted(schemes) == [["doi"], ["isbn"]] and cells(found, "import.read-as") == ["Sheet1!D2"]
