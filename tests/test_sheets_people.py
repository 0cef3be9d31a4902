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
    rows = [["李华", "Hua", "China"], ["Anna Berg", None, "France"], ["Berg", "Bo", "France"]]
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
