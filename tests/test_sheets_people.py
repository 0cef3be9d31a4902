"""How cells with names, persons, places and the beginning of a membership are read: nothing is guessed without being said."""

from __future__ import annotations

import pytest

from .oracles import oracle
from .test_sheets_cells import of_cell, records

for name in ("openpyxl", "python_calamine"):
    oracle(name)


# --- halves of names ---


@pytest.mark.parametrize(
    ("heads", "cells", "whole"),
    [
        (["Nom", "Prénom"], ["Dupont", "Jean"], ("Jean Dupont", "Jean", "Dupont")),
        (["First name", "Name"], ["Jean", "Dupont"], ("Jean Dupont", "Jean", "Dupont")),
        (["Name", "First name"], ["Jean Dupont", "Jean"], ("Jean Dupont", "Jean", "Dupont")),
        (["Name", "First name"], ["Dupont, Jean", "Jean"], ("Jean Dupont", "Jean", "Dupont")),
        (["Name", "First name"], ["DUPONT Jean", "Jean"], ("DUPONT Jean", "Jean", "DUPONT")),
        (["Name", "First name"], ["Le Guen", "Anne Marie"], ("Anne Marie Le Guen", "Anne Marie", "Le Guen")),
        (["Name", "First name"], ["Jean Dupont", "J."], ("Jean Dupont", "J.", "Dupont")),
        (["姓", "名"], ["张", "三"], ("张三", "三", "张")),
        (["姓名", "名"], ["张三", "三"], ("张三", "三", "张")),
        (["姓名", "名"], ["张", "三"], ("张三", "三", "张")),
    ],
)
def test_a_name_beside_a_given_name_is_the_family_name(
    heads: list[str], cells: list[str], whole: tuple[str, ...]
) -> None:
    """Unless the given name is in it. It is one name of one person; what is concluded is said."""
    found, named = of_cell("Persons", [*heads, "Country"], [*cells, "France"], "person")
    (name,) = found["names"]
    assert (name["value"], name["given"], name["family"]) == whole
    at = "AB"[heads[0] == "First name"] + "2"
    assert (at in named.get("import.read-as", [])) is (heads[0] != "姓" and whole[0] != cells[heads[0] == "First name"])


def test_a_given_name_in_another_script_is_not_joined() -> None:
    """It goes into the notes, which is said; a name without a given name is read as it is."""
    rows: list[list[str | None]] = [["李华", "Hua", "China"], ["Anna Berg", None, "France"], ["Berg", "Bo", "France"]]
    found, named = records("Persons", ["Name", "First name", "Country"], *rows, type="person")
    assert [[name["value"] for name in one["names"]] for one in found] == [["李华"], ["Anna Berg"], ["Bo Berg"]]
    assert found[0]["notes"]["en"] == "First name: Hua" and named["import.kept-in-notes"] == ["B2"]


# --- several names of bodies in one cell ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Institute for Peace / Institut pour la paix", ["Institute for Peace", "Institut pour la paix"]),
        ("Institute for Peace/Institut pour la paix", ["Institute for Peace", "Institut pour la paix"]),
        ("Université de Paix | University of Peace", ["Université de Paix", "University of Peace"]),
        ("Instituto de Paz / Institute of Peace", ["Instituto de Paz", "Institute of Peace"]),
        ("CASS; 中国社会科学院", ["CASS", "中国社会科学院"]),
        ("示例大学\nExample University", ["示例大学", "Example University"]),
        ("Институт мира / Institute of Peace", ["Институт мира", "Institute of Peace"]),
        ("Example Policy Centre (EPC)", ["Example Policy Centre", "EPC"]),
        ("Institute for\nPeace", ["Institute for Peace"]),
        ("Institut pour la paix\net la sécurité", ["Institut pour la paix et la sécurité"]),
    ],
)
def test_names_of_one_body_are_told_apart_by_language(text: str, names: list[str]) -> None:
    """Or by script; a line end after "for" is in the middle of a name. What is concluded is said."""
    found, named = of_cell("Institutions", ["Name", "Country"], [text, "France"], "organization")
    assert [name["value"] for name in found["names"]] == names
    assert "A2" in named["import.read-as"] and "import.kept-whole" not in named


@pytest.mark.parametrize(
    "text",
    [
        "Institute for Peace; Institute for War",
        "Institute for Peace / Institute for War",
        "Institute A/Institute B",
        "Institute A\nInstitute B",
        "Institut pour la paix | Institut pour la guerre",
        "Example Institute and Sample University",
        "University of A, University of B",
        "北京大学；清华大学",
        "中国科学院 / 中国社会科学院",
        "甲大学、乙大学",
        "CEPS; IFRI",
    ],
)
def test_the_names_of_two_bodies_in_one_cell_are_named(text: str) -> None:
    """The cell is kept whole as one name, so that no other cell refers to the wrong body; the advice is a row for each."""
    found, named = of_cell("Institutions", ["Name", "Country"], [text, "France"], "organization")
    assert [name["value"] for name in found["names"]] == ["; ".join(text.split("\n"))]
    assert named["import.kept-whole"] == ["A2"]


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Education and Science",
        "Department of History, University of Example",
        "Institute for Peace",
        "中国社会科学院",
        "Centre for Trade, Peace and Security",
    ],
)
def test_a_name_with_marks_of_its_own_is_read_as_it_is(text: str) -> None:
    """Nothing is said of it."""
    found, named = of_cell("Institutions", ["Name", "Country"], [text, "France"], "organization")
    assert [name["value"] for name in found["names"]] == [text]
    assert "import.kept-whole" not in named and "A2" not in named.get("import.read-as", [])


def test_two_bodies_where_one_is_expected_are_named() -> None:
    """In a column that refers to a body too."""
    found, named = of_cell(
        "Persons", ["Name", "Organization"], ["Anna Berg", "Institute A; Institute B"], "organization"
    )
    assert [name["value"] for name in found["names"]] == ["Institute A; Institute B"]
    assert named["import.kept-whole"] == ["B2"]


# --- the beginning of a membership ---


@pytest.mark.parametrize("head", ["Joined", "Member since", "Date d'adhésion", "加入时间"])
@pytest.mark.parametrize(
    ("text", "start"),
    [("2011/2012", "2011?"), ("2011–2012", "2011?"), ("2011-03-05 – 2011-03-09", "2011-03-05?")],
)
def test_two_dates_of_joining_do_not_end_a_membership(head: str, text: str, start: str) -> None:
    """The beginning is uncertain, and the cell is kept in the notes. It is said."""
    found, named = of_cell("Members", ["Name", "Country", head], ["A", "France", text], "member")
    assert found["period"] == {"start": start} and text in next(iter(found["notes"].values()))
    assert "C2" in named["import.read-as"]


@pytest.mark.parametrize("head", ["Membership period", "Période", "Duration", "期间"])
def test_a_heading_may_speak_of_a_period(head: str) -> None:
    """Then the cell has its beginning and its end."""
    found, named = of_cell("Members", ["Name", "Country", head], ["A", "France", "2011/2012"], "member")
    assert found["period"] == {"start": "2011", "end": "2012"} and "C2" in named["import.read-as"]


# --- persons ---


def people_of(text: str) -> tuple[list[str], str | None, list[str]]:
    """Return the persons that a contact cell of a member names, the note that it leaves, and the codes of its problems."""
    heads, cells = ["Name", "Country", "Contact person"], ["A", "France", text]
    persons, named = records("Members", heads, cells, type="person")
    member, _ = of_cell("Members", heads, cells, "member")
    assert len(member.get("representative_ids", ())) == len(persons)
    codes = sorted([code for code, at in named.items() if "C2" in at])
    return [one["names"][0]["value"] for one in persons], member.get("notes", {}).get("en"), codes


@pytest.mark.parametrize(
    "text",
    [
        "vacant",
        "Vacant",
        "N.N.",
        "NN",
        "TBD",
        "tbc",
        "à pourvoir",
        "Poste vacant",
        "待定",
        "空缺",
        "to be confirmed",
        "none",
    ],
)
def test_a_vacant_post_is_nobody(text: str) -> None:
    """Which is said; nothing else is lost, so that no note is left."""
    assert people_of(text) == ([], None, ["import.read-as"])


@pytest.mark.parametrize(
    "text",
    [
        "+33 1 23 45 67 89",
        "Tel: 010-62781234",
        "vacant (Anna Example until 2024)",
        "Director",
        "秘书处主任",
        "Office of the President",
        "Institute of Peace",
    ],
)
def test_a_cell_without_a_name_is_nobody(text: str) -> None:
    """It is kept in the notes, which is said: a telephone number, a role alone, a vacancy with more words."""
    assert people_of(text) == ([], f"Contact person: {text}", ["import.kept-in-notes"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Director: Anna Example", ["Anna Example"]),
        ("Dr. Anna Example (dir.)", ["Dr. Anna Example"]),
        ("Anna Example (lead)", ["Anna Example"]),
        ("Anna Example, Director", ["Anna Example"]),
        ("Anna Example, Head of International Affairs", ["Anna Example"]),
        ("Anna Example, Energy Policy Analyst", ["Anna Example"]),
        ("Jean Exemple, directeur adjoint", ["Jean Exemple"]),
        ("Responsable : Jean Exemple", ["Jean Exemple"]),
        ("Anna Example – Secretary-General", ["Anna Example"]),
        ("Anna Example\nDirector", ["Anna Example"]),
        ("Director Anna Example", ["Anna Example"]),
        ("张三（主任）", ["张三"]),
        ("主任：张三", ["张三"]),
        ("张三 副院长", ["张三"]),
        ("Anna Example, Director; Bo Sample, Deputy Director", ["Anna Example", "Bo Sample"]),
        ("Anna Example, +33 1 23 45 67 89", ["Anna Example"]),
        ("Anna Example, Institute of Peace", ["Anna Example"]),
        ("Anna Example / Director", ["Anna Example"]),
        ("张三、李四（主任）", ["张三", "李四"]),
    ],
)
def test_a_role_is_no_part_of_a_name(text: str, names: list[str]) -> None:
    """Nor is a number. The whole cell is kept in the notes, which is said."""
    found, note, codes = people_of(text)
    assert found == names and note == f"Contact person: {text}" and "import.read-as" in codes


@pytest.mark.parametrize(
    "text",
    ["Anna Lead", "Dean Example", "Anna Chief", "欧阳明", "Anna Example, PhD", "Anna Nann", "Anna Example (Paris)"],
)
def test_a_name_that_looks_like_a_role_stays(text: str) -> None:
    """People are called Dean, Head and Chief."""
    found, note, _ = people_of(text)
    assert found == [text] and note is None


def test_a_vacancy_among_persons_is_left_out() -> None:
    """Which is said."""
    assert people_of("Anna Example; N.N.")[:2] == (["Anna Example"], None)


def test_a_role_goes_into_the_column_for_it() -> None:
    """On a list of persons, where that cell is empty; else into the notes. A row of nobody is not imported. Each is said."""
    rows: list[list[str | None]] = [
        ["Anna Example, Director", None, "Institute A"],
        ["Bo Sample (lead)", "Fellow", "Institute A"],
        ["vacant", "Director", "Institute A"],
    ]
    found, named = records("Persons", ["Name", "Position", "Organization"], *rows, type="person")
    assert [one["names"][0]["value"] for one in found] == ["Anna Example", "Bo Sample"]
    assert [one["affiliations"][0]["title"]["en"] for one in found] == ["Director", "Fellow"]
    assert found[1]["notes"]["en"] == "Name: Bo Sample (lead)"
    assert named["import.read-as"] == ["A2", "A3"] and named["import.value-skipped"] == ["A4"]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_note_stays_with_its_row_where_rows_of_nobody_are_left_out(at: int) -> None:
    """Wherever the row of a vacant post stands."""
    rows = [["Anna Example (tel. +33 1 23 45 67 89)"], ["Bo Sample (tel. +33 1 98 76 54 32)"]]
    rows.insert(at, ["vacant"])
    found, _ = records("Persons", ["Name", "Position"], *[[*row, None] for row in rows], type="person")
    assert ["Anna" in one["notes"]["en"] for one in found] == [True, False]
    assert ["Bo" in one["notes"]["en"] for one in found] == [False, True]


@pytest.mark.parametrize("text", ["à confirmer", "to be determined", "vacant"])
def test_a_body_that_is_not_named_yet_is_none(text: str) -> None:
    """In a column that refers to bodies; which is said."""
    found, named = of_cell("Events", ["Title", "Date", "Host"], ["A", "2024-01-01", text], "event")
    assert "host_ids" not in found and named["import.read-as"] == ["C2"]


# --- places ---


@pytest.mark.parametrize(
    "text", ["Online", "virtual", "en ligne", "线上", "Zoom", "Hybrid", "https://zoom.us/j/1234567"]
)
def test_a_body_is_not_online(text: str) -> None:
    """A word for how events are held is not the city of a body; it is kept in the notes, which is said. Its country stays."""
    found, named = of_cell("Institutions", ["Name", "City", "Country"], ["A", text, "France"], "organization")
    assert "places" not in found and found["country"] == "FR" and text in found["notes"]["en"]
    assert named["import.kept-in-notes"] == ["B2"]


def test_a_city_of_a_body_beside_a_word_for_online_is_read() -> None:
    """The whole cell is kept in the notes, which is said."""
    found, named = of_cell(
        "Institutions", ["Name", "City", "Country"], ["A", "Paris / online", "France"], "organization"
    )
    assert [place["locality"]["en"] for place in found["places"]] == ["Paris"]
    assert found["notes"]["en"] == "City: Paris / online" and "B2" in named["import.read-as"]


def test_a_country_is_that_of_each_city_in_its_row() -> None:
    """Which is said."""
    heads = ["Title", "Date", "City", "Country"]
    found, named = of_cell("Events", heads, ["A", "2024-01-01", "Paris; Lyon; Lille", "France"], "event")
    assert [(place["locality"]["en"], place["country"]) for place in found["places"]] == [
        ("Paris", "FR"),
        ("Lyon", "FR"),
        ("Lille", "FR"),
    ]
    assert "D2" in named["import.read-as"]


@pytest.mark.parametrize(
    ("text", "cities", "mode", "code"),
    [
        ("Paris, Lyon; Bruxelles", ["Paris, Lyon; Bruxelles"], None, "import.kept-whole"),
        ("Paris, Lyon", ["Paris, Lyon"], None, "import.kept-whole"),
        ("Paris or Lyon", ["Paris or Lyon"], None, "import.kept-whole"),
        ("Paris - Lyon", ["Paris - Lyon"], None, "import.kept-whole"),
        ("北京，上海", ["北京，上海"], None, "import.kept-whole"),
        ("北京和上海", ["北京和上海"], None, "import.kept-whole"),
        ("Hybride (Paris)", ["Paris"], "mixed", "import.read-as"),
        ("hybrid (Paris + Zoom)", ["Paris"], "mixed", "import.read-as"),
        ("Hybrid: Paris and online", ["Paris"], "mixed", "import.read-as"),
        ("Paris [online]", ["Paris"], "mixed", "import.read-as"),
        ("Paris – hybrid", ["Paris"], "mixed", "import.read-as"),
        ("Paris (and online)", ["Paris"], "mixed", "import.read-as"),
        ("Paris (France) and online", ["Paris (France)"], "mixed", "import.read-as"),
        ("北京（线上+线下）", ["北京"], "mixed", "import.read-as"),
        ("En présentiel (Paris)", ["Paris"], "in_person", "import.read-as"),
        ("线下：北京", ["北京"], "in_person", "import.read-as"),
        ("Zoom (https://zoom.us/j/123)", [], "online", "import.read-as"),
        ("腾讯会议：123-456-789", [], "online", "import.read-as"),
        ("Online, Beijing time 15:00", [], "online", "import.read-as"),
        ("Live on YouTube", [], "online", "import.read-as"),
        ("Online from Paris", [], None, "import.kept-in-notes"),
        ("Various locations", [], None, "import.kept-in-notes"),
        ("https://example.org/venue", [], None, "import.kept-in-notes"),
        ("Paris (tbc)", ["Paris"], None, "import.read-as"),
        ("北京（待定）", ["北京"], None, "import.read-as"),
        ("Paris?", ["Paris"], None, "import.read-as"),
        ("à confirmer", [], None, "import.read-as"),
        ("lieu à préciser", [], None, "import.read-as"),
        ("Paris;", ["Paris"], None, "import.read-as"),
    ],
)
def test_what_an_odd_cell_of_a_city_is_read_as_is_said(
    text: str, cities: list[str], mode: str | None, code: str
) -> None:
    """What is left out of it is kept in the notes."""
    found, named = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert [next(iter(place["locality"].values())) for place in found.get("places", [])] == cities
    assert found.get("attendance_mode") == mode and "C2" in named[code]


@pytest.mark.parametrize(
    "text",
    [
        "Trinidad and Tobago",
        "Washington, DC",
        "Palais des Nations, Geneva",
        "UNESCO, Paris",
        "Port-au-Prince",
        "Frankfurt (Oder)",
        "Reading",
        "Rio de Janeiro",
        "Clichy-sous-Bois",
        "北京市海淀区",
        "北京 (Beijing)",
        "Hong Kong, China",
    ],
)
def test_a_city_with_marks_of_its_own_is_read_as_it_is(text: str) -> None:
    """Nothing is said of it."""
    found, named = of_cell("Events", ["Title", "Date", "City"], ["A", "2024-03-01", text], "event")
    assert [list(place["locality"].values()) for place in found["places"]] == [[text]]
    assert not [code for code, at in named.items() if "C2" in at]


def test_what_is_kept_in_the_notes_is_there_beside_a_city() -> None:
    """The cells of one row are read one after another."""
    cells = ["A Institute (a@x.example)", "Paris; Lyon", "France"]
    found, _ = of_cell("Institutions", ["Name", "City", "Country"], cells, "organization")
    assert found["notes"]["en"] == "Name: A Institute (a@x.example)" and len(found["places"]) == 2
