"""Dates in running text: every supported way to write a date is read, and other text is not."""

from __future__ import annotations

import pytest

from thinktank_model import PartialDate
from thinktank_model.extract.dates import Stated, completed, dates_in, parts_of, without_dates

WRITTEN = [
    ("Le 20 décembre, le symposium", [(None, 12, 20)]),
    ("le 1er mars 2025", [(2025, 3, 1)]),
    ("RCI en ligne|20-12-2024 06:09:47", [(2024, 12, 20)]),
    ("on December 20th", [(None, 12, 20)]),
    ("Dec. 20, 2024", [(2024, 12, 20)]),
    ("20 of March 2025", [(2025, 3, 20)]),
    ("March 3 to 5, 2025", [(2025, 3, 3), (2025, 3, 5)]),
    ("19–22 November 2024", [(2024, 11, 19), (2024, 11, 22)]),
    ("from 30 November to 2 December 2024", [(2024, 11, 30), (2024, 12, 2)]),
    ("du 30 novembre au 2 décembre 2024", [(2024, 11, 30), (2024, 12, 2)]),
    ("November 30 to December 2, 2024", [(2024, 11, 30), (2024, 12, 2)]),
    ("2024年12月20日", [(2024, 12, 20)]),
    ("二〇二四年十二月二十日", [(2024, 12, 20)]),
    ("１２月２０日", [(None, 12, 20)]),
    ("11月19日至22日", [(None, 11, 19), (None, 11, 22)]),
    ("12月", [(None, 12, None)]),
    ("in November", [(None, 11, None)]),
    ("in may", []),
    ("May 2025", [(2025, 5, None)]),
    ("au mois de mars", [(None, 3, None)]),
    ("pour l'année 2025", [(2025, None, None)]),
    ("31/12/2024", [(2024, 12, 31)]),
    ("05/06/2025", [(2025, 6, 5), (2025, 5, 6)]),
    ("05/05/2025", [(2025, 5, 5)]),
    ("2024-12-20", [(2024, 12, 20)]),
    ("30 février", []),
    ("31 February 2024", [(2024, 2, None)]),
    ("40 experts and 12 ministers", []),
    ("20 marks", []),
    ("in particular", []),
    ("40 think tanks", []),
    ("room 20241", []),
    ("13月5日", []),
    ("28 December to 3 January 2025", [(2024, 12, 28), (2025, 1, 3)]),
    ("December 28 to January 3, 2025", [(2024, 12, 28), (2025, 1, 3)]),
    ("du 28 décembre au 3 janvier 2025", [(2024, 12, 28), (2025, 1, 3)]),
    ("12月28日至2025年1月3日", [(2024, 12, 28), (2025, 1, 3)]),
    ("2024年12月28日至1月3日", [(2024, 12, 28), (2025, 1, 3)]),
    ("2025年12月28日-2026年1月3日", [(2025, 12, 28), (2026, 1, 3)]),
    ("3月4日至4月5日", [(None, 3, 4), (None, 4, 5)]),
    ("4, 5 and 6 March 2025", [(2025, 3, 4), (2025, 3, 5), (2025, 3, 6)]),
    ("March 4, 5 and 6, 2025", [(2025, 3, 4), (2025, 3, 5), (2025, 3, 6)]),
    ("les 4, 5 et 6 mars 2025", [(2025, 3, 4), (2025, 3, 5), (2025, 3, 6)]),
    ("2025年3月4日、5日、6日", [(2025, 3, 4), (2025, 3, 5), (2025, 3, 6)]),
    ("March the 4th, 2025", [(2025, 3, 4)]),
    ("the fourth of March 2025", [(2025, 3, 4)]),
    ("on the twenty-first of May", [(None, 5, 21)]),
    ("the first may be cancelled", []),
    ("le premier mars 2025", [(2025, 3, 1)]),
    ("4-Mar-2025", [(2025, 3, 4)]),
    ("in 2025-03", [(2025, 3, None)]),
    ("in 2005-10", [(2005, None, None)]),
    ("1500 participants", []),
    ("Resolution 2025", []),
    ("$2025 and 2025 euros", []),
    ("2025人", []),
    ("Agenda 2030", []),
    ("in 2025 experts met", [(2025, None, None)]),
    ("2025 World Forum", [(2025, None, None)]),
]


@pytest.mark.parametrize(("text", "dates"), WRITTEN)
def test_dates_are_read_among_words(text: str, dates: list[tuple[int | None, ...]]) -> None:
    """In order; the parts that are not written are None."""
    assert [tuple(date) for date in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("published", "date", "year"),
    [
        ("2024-12-20", (None, 12, 20), 2024),
        ("2025-01-03", (None, 12, 20), 2024),
        ("2024-12-20", (None, 1, 15), 2025),
        ("2024-12-20", (None, 3, None), 2025),
        ("2023-06-30", (None, 2, 29), 2024),
        ("2022-06-30", (None, 2, 29), None),
        ("2024", (None, 12, 20), None),
        ("2024-12-20", (None, None, None), None),
        ("2024-12-20", (2020, 1, 15), 2020),
        (None, (None, 12, 20), None),
    ],
)
def test_a_year_follows_from_the_day_of_publication(
    published: str | None, date: tuple[int | None, ...], year: int | None
) -> None:
    """The year that gives the date nearest to the day of publication; without that day there is no year."""
    assert completed(Stated(*date), None if published is None else PartialDate(published)).year == year


def test_parts_of_a_date() -> None:
    """As many parts as are known."""
    assert parts_of(PartialDate("2024-12~")) == (2024, 12, None)
    assert parts_of(PartialDate("2024-12-20T14:00:00Z")) == (2024, 12, 20)
    assert Stated(2024, 12, 20).agrees(Stated(2023, 12, None)) and not Stated(None, 12, None).agrees(
        Stated(None, 12, 1)
    )


def test_dates_are_taken_out_before_numbers_are_counted() -> None:
    """A year alone is not removed, because "1200 participants" could be a number too."""
    assert without_dates("Le 20 décembre, 40 experts") == "le |||||||||||, 40 experts"
    assert without_dates("12月20日，1200人") == "||||||,1200人"
