"""A title above the headings says what a list is of, and numbers that count the rows say nothing."""

from __future__ import annotations

import io

import pytest

import thinktank_model as tm

from .oracles import oracle
from .workbooks import excel

for name in ("openpyxl", "python_calamine"):
    oracle(name)


@pytest.mark.parametrize(
    ("title", "headings", "row"),
    [
        ("List of members of the River Programme", "No.|Name|Country|Status", "1|Institute A|DE|active"),
        ("List of members of the River Programme", "Name|Country|Date|Status", "Institute A|DE|2020-01-01|active"),
        ("Liste des membres du programme", "N°|Nom|Pays|Date|Statut", "1|Institute A|DE|2020-01-01|active"),
        ("项目成员名单", "序号|名称|国家|状态", "1|Institute A|DE|active"),
    ],
)
def test_a_title_says_that_a_list_is_of_members(title: str, headings: str, row: str) -> None:
    """Though events have the same headings."""
    data = excel(("Sheet1", [[title], headings.split("|"), row.split("|")]))
    dataset = tm.import_file(io.BytesIO(data), format="xlsx").dataset
    assert dataset is not None and not dataset.events
    assert [record.label() for record in dataset.organizations.values()] == ["Institute A"]


def test_a_running_number_is_not_the_number_of_an_event() -> None:
    """It only counts the rows."""
    rows = [["No.", "Event", "Date"], ["1", "Forum A", "2024-05-01"], ["2", "Forum B", "2024-06-01"]]
    dataset = tm.import_file(io.BytesIO(excel(("Events", rows))), format="xlsx").dataset
    assert dataset is not None and [event.number for event in dataset.events.values()] == [None, None]
