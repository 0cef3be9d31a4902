"""Partial dates and periods: what is read, refused and suggested, and what is certain about two of them."""

from __future__ import annotations

import copy
import datetime
import itertools
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.problems.problem import Problem
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.node import Node
from thinktank_model.shapes.tree import Scalar
from thinktank_model.values.certainty import Certainty
from thinktank_model.values.dates import DATE, DATE_OR_TIME, PartialDate, Precision
from thinktank_model.values.periods import Period, reversed_dates

from .oracles import oracle
from .scale import examples

D = PartialDate
YES, NO, OPEN = True, False, None


def refused(scalar: Scalar, text: str) -> Problem:
    """Return the only problem with which a scalar refuses a text."""
    value, problems = scalar.read(text)
    assert value is None
    (problem,) = problems
    assert problem.severity == "error" and problem.expected and problem.message
    return problem


# --- What is read ---


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("0001", "year", "0001-01-01", "0001-12-31"),
        ("9999", "year", "9999-01-01", "9999-12-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2023-02", "month", "2023-02-01", "2023-02-28"),
        ("1900-02", "month", "1900-02-01", "1900-02-28"),
        ("2000-02", "month", "2000-02-01", "2000-02-29"),
        ("2024-04", "month", "2024-04-01", "2024-04-30"),
        ("2024-12", "month", "2024-12-01", "2024-12-31"),
        ("2024-21", "season", "2023-12-01", "2025-02-28"),
        ("2024-24", "season", "2023-12-01", "2025-02-28"),
        ("0001-22", "season", "0001-01-01", "0002-02-28"),
        ("9999-23", "season", "9998-12-01", "9999-12-31"),
        ("2024-33", "season", "2024-01-01", "2024-03-31"),
        ("2024-36", "season", "2024-10-01", "2024-12-31"),
        ("2024-12-20", "day", "2024-12-20", "2024-12-20"),
        ("2024-12-20T00:30:00+14:00", "time", "2024-12-20", "2024-12-20"),
        ("2024-12-20T23:30:00-12:00", "time", "2024-12-20", "2024-12-20"),
        ("2024-12-20T14:00:00", "time", "2024-12-20", "2024-12-20"),
    ],
)
def test_a_date_names_a_first_and_a_last_day(text: str, precision: Precision, earliest: str, latest: str) -> None:
    """By the calendar; a time has the calendar day of its own place."""
    date = D(text)
    assert (date.precision, str(date.earliest), str(date.latest)) == (precision, earliest, latest)
    assert date.has_time == (precision == "time")


def test_parts_are_given_as_far_as_they_are_written() -> None:
    """A part that is not written is None, not 1."""
    assert [
        (D(text).year, D(text).month, D(text).day) for text in ("2024", "2024-12", "2024-12-20", "2024-12-20T14:00:00Z")
    ] == [
        (2024, None, None),
        (2024, 12, None),
        (2024, 12, 20),
        (2024, 12, 20),
    ]


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("2024", NO, NO), ("2024?", YES, NO), ("2024-12~", NO, YES), ("2024-12-20%", YES, YES)],
)
def test_a_qualifier_says_what_is_in_doubt(text: str, uncertain: bool, approximate: bool) -> None:
    """EDTF, level 1: ? uncertain, ~ approximate, % both. First and last day stay the same."""
    date = D(text)
    assert (date.uncertain, date.approximate, date.qualified) == (uncertain, approximate, uncertain or approximate)
    assert date.earliest == D(text.strip("?~%")).earliest and date.latest == D(text.strip("?~%")).latest


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2024-12-20T14:00:00Z", 0),
        ("2024-12-20T14:00:00+00:00", 0),
        ("2024-12-20T14:00:00+08:00", 8),
        ("2024-12-20T14:00:00-03:30", -3.5),
        ("2024-12-20T14:00:00+14:00", 14),
        ("2024-12-20T14:00:00-12:00", -12),
    ],
)
def test_a_time_with_offset_is_a_moment(text: str, hours: float) -> None:
    """The offset is local time minus UTC."""
    date = D(text)
    assert date.offset == datetime.timedelta(hours=hours) and not date.naive
    assert date.instant is not None and date.instant.utcoffset() == date.offset
    assert date.instant == datetime.datetime(2024, 12, 20, 14, tzinfo=datetime.UTC) - datetime.timedelta(hours=hours)


def test_a_time_without_offset_is_no_moment_and_neither_is_a_day() -> None:
    """So nobody takes it for UTC."""
    assert D("2024-12-20T14:00:00").naive and D("2024-12-20T14:00:00").instant is None
    assert not D("2024-12-20").naive and D("2024-12-20").instant is None and D("2024-12-20").offset is None


def test_a_fraction_is_exact_in_comparisons_and_cut_off_in_python() -> None:
    """Nine digits are compared; datetime holds six."""
    one, other = D("2024-12-20T14:00:00.123456788Z"), D("2024-12-20T14:00:00.123456789Z")
    assert one.before(other) is YES and one.instant == other.instant
    assert one.instant is not None and one.instant.microsecond == 123456
    assert D("2024-12-20T14:00:00.5Z").after(D("2024-12-20T14:00:00.05Z")) is YES


def test_the_first_and_the_last_moment_that_can_be_written() -> None:
    """With large offsets the moment is outside the calendar; comparing still works."""
    first, last = D("0001-01-01T00:00:00+14:00"), D("9999-12-31T23:59:59.999999999-12:00")
    assert first.before(last) is YES and first.before(D("0001-01-01T00:00:00")) is OPEN
    assert last.after(D("9999-12-31T23:59:59.999999999")) is OPEN


# --- What kind of value it is ---

DATES = st.builds(
    lambda day, length, qualifier: day.isoformat()[:length] + qualifier,
    st.dates(),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "", "?", "~", "%"]),
)
OFFSETS = ["", "Z", "+00:00", "-12:00", "-05:30", "+08:00", "+14:00"]
TIMES = st.builds(
    lambda moment, digits, zone: moment.isoformat(timespec="microseconds")[: 19 + digits] + zone,
    st.datetimes(),
    st.sampled_from([0, 2, 4, 7]),
    st.sampled_from(OFFSETS),
)


@given(DATES | TIMES)
def test_it_keeps_what_was_written(text: str) -> None:
    """As text, as code, in a pickle, in a copy; equal texts are equal dates."""
    date = D(text)
    assert str(date) == f"{date}" == date.text == text
    assert (
        eval(repr(date))
        == date
        == pickle.loads(pickle.dumps(date))
        == copy.copy(date)
        == copy.deepcopy(date)
        == D(text)
    )
    assert hash(date) == hash(D(text)) and D(date) == date


def test_equality_is_that_of_the_text() -> None:
    """A date in doubt is a different date; two spellings of one moment are different; a str is not equal to a date."""
    assert D("2024") != D("2024?") and D("2024") != "2024"
    assert D("2024-12-20T14:00:00Z") != D("2024-12-20T14:00:00+00:00")
    assert len({D("2024"), D("2024"), D("2024-01")}) == 2


def test_it_cannot_be_changed() -> None:
    """New attributes cannot be set either."""
    date: Any = D("2024")
    for name in ("text", "earliest", "note"):
        with pytest.raises(AttributeError):
            setattr(date, name, "2025")
    with pytest.raises(AttributeError):
        del date.text
    assert not hasattr(date, "__dict__")


def test_it_has_no_order_of_its_own() -> None:
    """Because 2024 and 2024-06 have no order; Python raises instead of guessing."""
    one: Any = D("2024")
    with pytest.raises(TypeError):
        one < D("2025")  # noqa: B015
    with pytest.raises(TypeError):
        sorted([one, D("2025")])


@pytest.mark.parametrize("wrong", [2024, None, datetime.time(12), b"2024", "\ud800", "", "20/12/2024"])
def test_making_one_of_anything_else_raises_with_the_problem(wrong: Any) -> None:
    """InvalidData, as everywhere."""
    with pytest.raises(tm.InvalidData) as caught:
        D(wrong)
    assert len(caught.value.problems) == 1 and caught.value.problems[0].severity == "error"


# --- What is refused, and what is offered ---

SYNTAX = [
    # text, suggestion, whether it is also a fix, reason
    ("20/12/2024", '"2024-12-20"', True, "day first"),
    ("12/20/2024", '"2024-12-20"', True, "month first, which only one reading allows"),
    ("03/04/2024", None, False, "both readings are possible"),
    ("04/04/2024", '"2024-04-04"', True, "both readings are the same"),
    ("13/13/2024", None, False, "no reading is possible"),
    ("20.12.2024", '"2024-12-20"', True, "with dots the day comes first"),
    ("03.04.2024", '"2024-04-03"', False, "as above, but that is only a convention"),
    ("04.04.2024", '"2024-04-04"', True, "both readings are the same"),
    ("04. 05. 2024", '"2024-05-04"', False, "a convention, with spaces"),
    ("2004/05", None, False, "May 2004, or a season of two years"),
    ("2004–5", None, False, "as above"),
    ("1999/00", None, False, "a season over the turn of the century"),
    ("1990/12", '"1990-12"', True, "no season of 22 years"),
    ("2024-1", '"2024-01"', True, "no season that ends before it begins"),
    ("20.12.2024.", '"2024-12-20"', True, "a full stop behind it"),
    ("2024/12/20", '"2024-12-20"', True, "other marks"),
    ("2024.12", '"2024-12"', True, "other marks"),
    ("12/2024", '"2024-12"', True, "month first"),
    ("20241220", '"2024-12-20"', True, "the basic format of ISO 8601"),
    ("202412", '"2024-12"', True, "year and month; 24 is no month, so it is not YYMMDD"),
    ("201205", None, False, "May 2012, or 5 December 1920 or 2020"),
    ("2024-W01-1", '"2024-01-01"', True, "an ISO week date"),
    ("2024-W54-1", None, False, "there is no such week"),
    ("2024-366", '"2024-12-31"', True, "an ISO ordinal date"),
    ("2023-366", None, False, "no leap year"),
    ("0000-001", None, False, "no such year"),
    ("December 2024", '"2024-12"', True, "the name of a month"),
    ("20 December 2024", '"2024-12-20"', True, "as above"),
    ("December 20, 2024", '"2024-12-20"', True, "as above"),
    ("Friday, 20th of December 2024", '"2024-12-20"', True, "as above, with words that say nothing more"),
    ("Monday, 20 December 2024", None, False, "that was a Friday"),
    ("samedi, décembre 2024", None, False, "a weekday and no day"),
    ("2024 Dec 5", '"2024-12-05"', True, "as above"),
    ("Sept. 2024", '"2024-09"', True, "an abbreviation"),
    ("20 décembre 2024", '"2024-12-20"', True, "in French"),
    ("1er août 2024", '"2024-08-01"', True, "in French"),
    ("Se 2024", None, False, "two letters are no month"),
    ("jui 2024", None, False, "juin or juillet"),
    ("May June 2024", None, False, "two months"),
    ("May 1 2 2024", None, False, "too many numbers"),
    ("2024年12月20日", '"2024-12-20"', True, "in Chinese"),
    ("2024 年 12 月 5 号", '"2024-12-05"', True, "in Chinese, with spaces"),
    ("2024年12月", '"2024-12"', True, "in Chinese"),
    ("2024年", '"2024"', True, "in Chinese"),
    ("2024-1-5", '"2024-01-05"', True, "zeros are missing"),
    ("２０２４－１２－２０", '"2024-12-20"', True, "full-width digits"),
    ("٢٠٢٤", '"2024"', False, "Arabic digits, which int() takes; but it may be a year of the Hijra"),
    ("๒๕๖๗", None, False, "Thai digits, and a year of the Buddhist era"),
    ("2024–12–20", '"2024-12-20"', True, "dashes that are no hyphens"),
    ("2024\u221212", '"2024-12"', True, "a minus sign"),
    (" 2024", '"2024"', True, "a space before"),
    ("2024\n", '"2024"', True, "a newline behind, which $ lets through"),
    ("2024\u2028", '"2024"', True, "a line separator behind"),
    ("2024\x00", None, False, "a NUL behind"),
    ("c. 2024", '"2024~"', True, "about"),
    ("ca.2024-12", '"2024-12~"', True, "about"),
    ("circa December 2024", '"2024-12~"', True, "about"),
    ("~2024", '"2024~"', True, "the qualifier in front"),
    ("约2024年", '"2024~"', True, "about, in Chinese"),
    ("2024年左右", '"2024~"', True, "about, in Chinese"),
    ("vers 2024", '"2024~"', True, "about, in French"),
    ("2024 (?)", '"2024?"', True, "in doubt"),
    ("?2024", '"2024?"', True, "in doubt"),
    ("possibly 2024", '"2024?"', True, "in doubt"),
    ("peut-être 2024", '"2024?"', True, "in doubt, in French"),
    ("2024~?", '"2024%"', True, "both at once have a sign of their own"),
    ("probably ca. 2024", '"2024%"', True, "both at once, in words"),
    ("2024 %", '"2024%"', True, "a space between"),
    ("2024?-12", None, False, "EDTF level 2: a qualifier for a part"),
    ("2024-12-XX", '"2024-12"', True, "EDTF level 1: a part that is not known is left out"),
    ("2024-uu-uu", '"2024"', True, "as in the draft of EDTF"),
    ("20XX", None, False, "a decade is no date here"),
    ("2024/2025", None, False, "an EDTF interval is two dates"),
    ("2024-2025", None, False, "two years"),
    ("2024, 2025 or 2026", None, False, "three years"),
    ("2024-Q4", None, False, "a quarter"),
    ("spring 2024", None, False, "a season"),
    ("before 2024", None, False, "the year itself is what is not meant"),
    ("depuis 2024", None, False, "as above, in French"),
    ("2024年以前", None, False, "as above, in Chinese"),
    ("-2024", None, False, "a year before Christ"),
    ("+2024", None, False, "an expanded year"),
    ("Y12024", None, False, "EDTF level 1: a year of more digits"),
    ("24", None, False, "a century, or half a year"),
    ("20/12/24", None, False, "the century is missing"),
    ("2024-12-", None, False, "cut off, or open to the right"),
    ("2024-12/", None, False, "an open interval"),
    ("/2024", None, False, "an open interval"),
    ("2024 & 2", None, False, "other marks"),
    ("2024-12-20T", None, False, "cut off"),
    ("December", None, False, "no year"),
    ("1734652800", None, False, "seconds since 1970"),
    ("unknown", None, False, "no date at all"),
    ("", None, False, "nothing"),
    (" ", None, False, "nothing"),
    ("?", None, False, "nothing but doubt"),
    ("2" * 5000, None, False, "too long to look at"),
    ("2024 " + "a" * 60, None, False, "too long to look at"),
]


@pytest.mark.parametrize(
    ("text", "suggestion", "fixed"), [row[:3] for row in SYNTAX], ids=[repr(row[0][:30]) for row in SYNTAX]
)
def test_what_is_written_otherwise_is_refused_with_what_was_meant(
    text: str, suggestion: str | None, fixed: bool
) -> None:
    """A fix only if the whole text has one meaning."""
    for scalar in (DATE, DATE_OR_TIME):
        problem = refused(scalar, text)
        assert (problem.code, problem.suggestion) == ("date.syntax", suggestion)
        assert (problem.fix is not None) == fixed
        if problem.fix is not None:
            assert (problem.fix.op, problem.fix.path) == (
                "replace",
                "",
            ) and problem.suggestion == f'"{problem.fix.value}"'


TIME_SYNTAX = [
    ("2024-12-20 14:00", "2024-12-20T14:00:00", True, "a space, and no seconds"),
    ("2024-12-20T14:00Z", "2024-12-20T14:00:00Z", True, "no seconds, which RFC 3339 wants"),
    ("2024-12-20t14:00:00z", "2024-12-20T14:00:00Z", True, "small letters: one writing is enough"),
    ("2024-12-20T14:00:00+0800", "2024-12-20T14:00:00+08:00", True, "no colon in the offset"),
    ("2024-12-20T14:00:00+8", "2024-12-20T14:00:00+08:00", True, "hours only in the offset"),
    ("2024-12-20 9:05:07,25 UTC", "2024-12-20T09:05:07.25Z", True, "a decimal comma, UTC by name"),
    ("20 December 2024 at 14:00 UTC+8", "2024-12-20T14:00:00+08:00", True, "a month by name"),
    ("20 décembre 2024 à 14:00", "2024-12-20T14:00:00", True, "in French"),
    ("2024年12月20日14:00", "2024-12-20T14:00:00", True, "in Chinese"),
    ("20241220T140000Z", "2024-12-20T14:00:00Z", True, "the basic format, as in iCalendar"),
    ("2024-12-20T10:00:00-00:00", "2024-12-20T10:00:00Z", True, "forbidden by ISO 8601; RFC 9557 says Z"),
    ("2024-12-20 14:00 CST", None, False, "three zones have that name"),
    ("2024-12-20T14:00:00?", None, False, "a qualifier on a time"),
    ("2024-12-20T14:00:00Z~", None, False, "a qualifier on a time"),
    ("2024-12T14:00:00Z", None, False, "a time on no day"),
    ("2024-12-20T14:00:00.Z", None, False, "an empty fraction"),
    ("2024-12-20T14:00:00.1234567890Z", None, False, "more than nine digits"),
    (
        "2024-12-20T14:00:00+08:00[Asia/Shanghai]",
        "2024-12-20T14:00:00+08:00",
        False,
        "RFC 9557: the zone has a field of its own",
    ),
]


@pytest.mark.parametrize(("text", "suggestion", "fixed"), [row[:3] for row in TIME_SYNTAX])
def test_a_time_written_otherwise_is_refused_with_what_was_meant(
    text: str, suggestion: str | None, fixed: bool
) -> None:
    """In a field that takes times; its day alone is never suggested."""
    problem = refused(DATE_OR_TIME, text)
    offered = suggestion and f'"{suggestion}"'
    assert (problem.code, problem.suggestion, problem.fix is not None) == ("date.syntax", offered, fixed)


@pytest.mark.parametrize(
    "text", ["2024-12-20T14:00:00+08:00", "2024-12-20T14:00:00", "20/12/2024 14:00", "20241220T140000Z"]
)
def test_a_date_field_takes_no_time_and_says_so(text: str) -> None:
    """The day alone has another meaning, so it is advice for people who do not need the time."""
    problem = refused(DATE, text)
    assert (problem.code, problem.suggestion, problem.fix) == ("date.syntax", None, None)
    assert problem.help == 'Write "2024-12-20" if the time does not matter.'
    assert problem.expected.endswith("without a time") or ":" not in text


IMPOSSIBLE = [
    ("2023-02-29", None, "28", "no leap year"),
    ("1900-02-29", None, "28", "a century that is no leap year"),
    ("2024-02-30", None, "29", "not even in a leap year"),
    ("2024-04-31", None, "30", "a short month"),
    ("2024-12-32", None, "31", "no month has that day"),
    ("2024-12-00", None, "31", "a day that is not known"),
    ("2024-00-00", None, "month", "a month that is not known"),
    ("2024-13", None, "month", "no month"),
    ("2024-25", None, "season", "most often two years; in EDTF level 2 the spring of a hemisphere"),
    ("2024-32", None, "quarter", "the last of the seasons of a hemisphere"),
    ("2024-37", None, "month", "what EDTF says of quarters ends with 36"),
    ("2024-21-01", '"2024-01-21"', "month", "a season has no days"),
    ("2024-20-12", '"2024-12-20"', "month", "day and month in the other order"),
    ("2024-13-13", None, "month", "no month in either order"),
    ("2024-12-32?", None, "31", "a qualifier changes nothing"),
    ("0000", None, "year", "EDTF has a year 0; most software has none"),
    ("0000-01-01", None, "year", "as above"),
]
IMPOSSIBLE_TIMES = [
    ("2023-02-29T14:00:00Z", None, "28", "no such day"),
    ("2024-20-12T14:00:00Z", '"2024-12-20T14:00:00Z"', "month", "day and month in the other order"),
    ("2024-12-20T24:00:00+08:00", '"2024-12-21T00:00:00+08:00"', "hour", "the end of a day is the start of the next"),
    ("9999-12-31T24:00:00Z", None, "hour", "there is no next day"),
    ("2023-02-29T24:00:00Z", None, "28", "no such day, and so no next one"),
    ("2024-12-20T25:00:00Z", None, "hour", "no hour"),
    ("2024-12-20T14:60:00Z", None, "minutes", "no minute"),
    ("2016-12-31T23:59:60Z", None, "seconds", "a leap second, which Python cannot hold"),
    ("2024-12-20T14:00:61Z", None, "seconds", "no second"),
    ("2024-12-20T14:00:00+14:01", None, "offset", "no place on earth"),
    ("2024-12-20T14:00:00-12:01", None, "offset", "no place on earth"),
    ("2024-12-20T14:00:00+08:60", None, "offset", "no minute"),
]


@pytest.mark.parametrize(("text", "suggestion", "expected"), [row[:3] for row in IMPOSSIBLE + IMPOSSIBLE_TIMES])
def test_what_is_not_in_the_calendar_is_refused_with_the_reason(
    text: str, suggestion: str | None, expected: str
) -> None:
    """Never with a fix, because it is not known which part is wrong."""
    problem = refused(DATE_OR_TIME, text)
    assert (problem.code, problem.fix) == ("date.impossible", None) and expected in problem.expected
    if text != "9999-12-31T24:00:00Z":
        assert problem.suggestion == suggestion
    if "T" not in text:
        assert refused(DATE, text) == problem


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("03/04/2024", 'Write "2024-04-03" or "2024-03-04".'),
        ("2004/05", 'Write "2004-05" or "2004" or "2005".'),
        ("2024/2025", 'A range takes two fields: "2024" for its start, "2025" for its end.'),
        ("2024-12-20 to 2024-12-21", 'A range takes two fields: "2024-12-20" for its start, "2024-12-21" for its end.'),
        ("2024/2025-13", None),
        ("2023-02-29", 'Write "2023-02" if the rest is not known.'),
        ("2024-00-00", 'Write "2024" if the rest is not known.'),
        ("before 2024", None),
    ],
)
def test_what_no_date_can_say_has_advice(text: str, advice: str | None) -> None:
    """If there is a choice, or if the text means two dates."""
    assert (refused(DATE, text).suggestion, refused(DATE, text).help) == (None, advice)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-25", "2024", "2025"),
        ("2024-28", "2024", "2028"),
        ("2019-20", "2019", "2020"),
        ("1999-00", "1999", "2000"),
    ],
)
def test_a_range_of_years_that_is_shortened_is_refused_as_one(text: str, first: str, last: str) -> None:
    """It is neither a season nor a month: the advice gives both years."""
    problem = refused(DATE, text)
    assert (problem.code, problem.suggestion, problem.fix) == ("date.impossible", None, None)
    assert problem.help == f'A range takes two fields: "{first}" for its start, "{last}" for its end.'


@pytest.mark.parametrize("text", ["2020-21", "2023-24?", "2032-33"])
def test_a_season_that_is_most_often_two_years_has_a_warning(text: str) -> None:
    """It is read as in EDTF, with a warning to check it; 2024-21 and 2024-33 have only one meaning."""
    date, problems = DATE.read(text)
    assert date is not None and date.precision == "season"
    assert [(problem.code, problem.severity, problem.fix) for problem in problems] == [
        ("date.season-or-years", "warning", None)
    ]
    assert f'"{int(text[:4]) + 1}" for its end' in str(problems[0].help)
    assert DATE.read("2024-21")[1] == DATE.read("2024-33")[1] == ()


@given(
    st.text() | st.text("0123456789-/.:TZ+?~%c W年月日", max_size=24) | DATES | TIMES,
    st.sampled_from([DATE, DATE_OR_TIME]),
)
@settings(max_examples=examples(500))
def test_reading_never_raises_and_offers_only_what_it_reads(text: str, scalar: Scalar) -> None:
    """For any text; and no problem is left after a fix."""
    value, problems = scalar.read(text)
    if value is not None:
        assert value.text == text and [p.code for p in problems] in ([], ["date.placeholder"], ["date.season-or-years"])
        return
    (problem,) = problems
    assert len(problem.message) < 1000
    for offered in re.findall('"([^"]*)"', problem.suggestion or ""):
        assert scalar.read(offered)[1] == (), (text, offered)
    if problem.fix is not None:
        assert scalar.read(str(problem.fix.value))[1] == ()


@pytest.mark.parametrize("text", ["0404-05?\n", "0404-05? ", "0405?x"])
def test_years_before_1000_in_another_writing_are_refused(text: str) -> None:
    """With a problem and no suggestion, never with an exception of Python."""
    (problem,) = DATE.read(text)[1]
    assert problem.code == "date.syntax" and problem.suggestion is None


def test_a_day_is_read_if_it_is_in_the_calendar() -> None:
    """Checked with datetime: the ends of all months of fourteen years, and every 29 February that could exist."""
    for year, month, day in itertools.product(range(1999, 2013), range(14), (0, 1, 28, 29, 30, 31, 32)):
        text = f"{year}-{month:02}-{day:02}"
        try:
            exists = bool(datetime.date(year, month, day))
        except ValueError:
            exists = False
        assert (DATE.read(text)[0] is not None) == exists, text
    for year in range(1, 10000):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        assert (DATE.read(f"{year:04}-02-29")[0] is not None) == leap


@given(TIMES)
def test_times_mean_what_datetime_makes_of_them(text: str) -> None:
    """Where both accept a text, they give the same time; datetime.fromisoformat accepts more."""
    date = D(text)
    oracle = datetime.datetime.fromisoformat(text)
    assert date.instant == (None if oracle.tzinfo is None else oracle)
    assert date.earliest == oracle.date() and date.offset == oracle.utcoffset()


@given(DATES | TIMES | st.text("0123456789-TZ:+?~%", max_size=12))
def test_the_schema_takes_what_is_read_and_refuses_every_other_syntax(text: str) -> None:
    """The pattern of the schema does not check the length of months or the size of offsets."""
    for scalar in (DATE, DATE_OR_TIME):
        value, problems = scalar.read(text)
        taken = re.search(scalar.schema["pattern"], text) is not None and len(text) <= scalar.schema["maxLength"]
        if value is not None:
            assert taken
        elif problems[0].code == "date.syntax" and not text.endswith("-00:00"):
            assert not taken


# --- The edtf package as oracle ---

EDTF_DISAGREES = {
    # text: (whether edtf accepts it, the reason)
    "2023-02-29": (True, "edtf takes 29 February in every year"),
    "1900-02-29": (True, "as above"),
    "0000": (True, "year 0 is in EDTF, and not in Python's calendar"),
    "2024-12-20T24:00:00Z": (True, "ISO 8601 had this end of a day until 2019; RFC 3339 never had it"),
    "2024-12-20T14:00:00.5Z": (False, "RFC 3339 has fractions, EDTF has none"),
}
EDTF_AGREES = """
    2024 2024-12 2024-12-20 0001 9999 2024-02-29 2000-02-29 2024? 2024~ 2024% 2024-12? 2024-12~ 2024-12% 2024-12-20? 2024-12-20~
    2024-12-20% 2024-12-20T14:00:00 2024-12-20T14:00:00Z 2024-12-20T14:00:00+08:00 2024-12-20T14:00:00-03:30
    2024-13 2024-00 2024-04-31 2024-12-32 2024-12-00 2024-02-30 20241220 2024-1 2024-12-2 24 2024-W01-1 2024-366 2024-12-20T14:00
    2024-12-20T25:00:00Z 2024-12-20T23:59:60Z 2024-12-20T14:00:00-00:00 2024/12/20 20.12.2024 2024?? 2024?~ +2024 12024 2024- 2024-12-
    2024-12-20T14:00:00Z? ٢٠٢٤
""".split()


def edtf_reads(text: str) -> Any:
    edtf = oracle("edtf")
    try:
        return edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        return None


@pytest.mark.parametrize("text", EDTF_AGREES)
def test_edtf_takes_and_refuses_the_same(text: str) -> None:
    """And the same first and last day."""
    date, _ = DATE_OR_TIME.read(text)
    theirs = edtf_reads(text)
    assert (date is None) == (theirs is None)
    if date is not None:
        assert tuple(theirs.lower_strict()[:3]) == (date.earliest.year, date.earliest.month, date.earliest.day)
        assert tuple(theirs.upper_strict()[:3]) == (date.latest.year, date.latest.month, date.latest.day)
        if not date.has_time:
            both = theirs.is_uncertain_and_approximate
            assert (theirs.is_uncertain or both, theirs.is_approximate or both) == (date.uncertain, date.approximate)


@pytest.mark.parametrize(("text", "theirs"), [(text, theirs) for text, (theirs, _) in EDTF_DISAGREES.items()])
def test_each_disagreement_with_edtf_is_named(text: str, theirs: bool) -> None:
    """If an entry is no longer needed, the list is out of date."""
    assert (edtf_reads(text) is not None) == theirs
    assert (DATE_OR_TIME.read(text)[0] is None) == theirs


# --- Comparing: a model that tries every reading ---


def outcome(answers: Iterable[bool]) -> Certainty:
    """Return the three-valued answer, found by trying."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


IN_USE = [quarter * 15 for quarter in range(-48, 57)]  # offsets from -12:00 to +14:00, in minutes


def days(date: PartialDate) -> Iterator[int]:
    """Return every day that a date without a qualifier can mean."""
    return iter(range(date.earliest.toordinal(), date.latest.toordinal() + 1))


def clock(date: PartialDate) -> int:
    """Return the minutes on the local clock since the first day of the calendar."""
    hour, minute = int(date.text[11:13]), int(date.text[14:16])
    return date.earliest.toordinal() * 1440 + hour * 60 + minute


def moments(date: PartialDate) -> list[int]:
    """Return every moment that a time can mean, in minutes of UTC."""
    if date.offset is not None:
        return [clock(date) - int(date.offset.total_seconds()) // 60]
    return [clock(date) - ahead for ahead in IN_USE]


def model_before(one: PartialDate, other: PartialDate) -> Certainty:
    """Return the answer of `before`, found by trying every reading of both."""
    if one.qualified or other.qualified:
        return None
    if one.naive and other.naive:
        return clock(one) < clock(other)
    if one.has_time and other.has_time:
        return outcome(a < b for a in moments(one) for b in moments(other))
    if not one.has_time and not other.has_time:
        return outcome(a < b for a in days(one) for b in days(other))
    # for the comparison with a time, a day is the span from its first to its last minute
    whole = {
        True: lambda d: [clock(d)],
        False: lambda d: [day * 1440 + minute for day in days(d) for minute in (0, 1439)],
    }
    return outcome(a < b for a in whole[one.has_time](one) for b in whole[other.has_time](other))


POOL = [
    *(
        "2023",
        "2024",
        "2024-02",
        "2024-03",
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
        "2025-01",
        "2024~",
        "2024-02-29?",
        "2023%",
    ),
    *("2024-02-29T12:00:00", "2024-02-29T13:00:00", "2024-03-01T14:00:00", "2024-03-01T15:00:00"),
    *("2024-02-28T12:00:00Z", "2024-02-29T12:00:00Z", "2024-02-29T13:00:00+01:00", "2024-02-29T12:00:00+08:00"),
    *("2024-02-29T23:00:00-12:00", "2024-03-01T00:30:00+14:00", "2024-03-01T01:00:00+14:00", "2024-03-02T02:00:00Z"),
    *("2024-03-02T02:01:00Z", "2024-03-02T03:00:00Z", "2024-03-02T12:00:00Z"),
]


def test_before_is_exact() -> None:
    """For every pair of dates of all kinds: the same answer as trying every reading."""
    for one, other in itertools.product(map(D, POOL), repeat=2):
        assert one.before(other) is model_before(one, other), (one, other)
        assert one.after(other) is other.before(one)


@pytest.mark.parametrize(
    ("one", "other", "before", "after", "same_day"),
    [
        ("2024-11", "2024-12", YES, NO, NO),
        ("2024", "2024", OPEN, OPEN, OPEN),
        ("2024-12-20", "2024-12-20", NO, NO, YES),
        ("2024", "2024-12-31", OPEN, NO, OPEN),
        ("2024", "2024-01-01", NO, OPEN, OPEN),
        ("2024", "2025-01-01", YES, NO, NO),
        ("1990~", "2024", OPEN, OPEN, OPEN),
        ("2024-12-20", "2024-12-20T00:00:00+08:00", OPEN, OPEN, YES),
        ("2024-12-20", "2024-12-20T23:59:59+08:00", OPEN, OPEN, YES),
        ("2024-12-20", "2024-12-21T00:00:00+08:00", YES, NO, NO),
        ("2024-12", "2024-12-20T12:00:00Z", OPEN, OPEN, OPEN),
        ("2024-12-20", "2024-12-20T14:00:00", OPEN, OPEN, YES),
        ("2024-12-20", "2024-12-21T14:00:00", YES, NO, NO),
        ("2024-12-20T14:00:00+08:00", "2024-12-20T06:00:00Z", NO, NO, YES),
        ("2024-12-20T14:00:00+08:00", "2024-12-20T06:00:01Z", YES, NO, YES),
        ("2024-12-20T23:00:00-12:00", "2024-12-21T00:30:00+14:00", NO, YES, NO),
        ("2024-12-20T14:00:00", "2024-12-20T14:00:00", NO, NO, YES),
        ("2024-12-20T14:00:00", "2024-12-20T14:00:01", YES, NO, YES),
        ("2024-12-20T12:00:00", "2024-12-21T00:00:00Z", OPEN, NO, NO),
        ("2024-12-20T12:00:00", "2024-12-21T00:00:01Z", YES, NO, NO),
        ("2024-12-20T14:00:00", "2024-12-20T00:00:00Z", NO, OPEN, YES),
        ("2024-12-20T14:00:01", "2024-12-20T00:00:00Z", NO, YES, YES),
    ],
)
def test_what_is_certain_of_two_dates(
    one: str, other: str, before: Certainty, after: Certainty, same_day: Certainty
) -> None:
    """The documented cases, including the limits."""
    assert D(one).before(D(other)) is before and D(one).after(D(other)) is after
    assert D(other).after(D(one)) is before and D(other).before(D(one)) is after
    assert D(one).same_day(D(other)) is D(other).same_day(D(one)) is same_day


NEAR = st.builds(
    lambda day, hour, zone, length, qualifier: (
        f"2024-{day:%m-%d}"[:length] + qualifier if length < 11 else f"2024-{day:%m-%d}T{hour:02}:00:00" + zone
    ),
    st.dates(datetime.date(2024, 2, 26), datetime.date(2024, 3, 3)),
    st.integers(0, 23),
    st.sampled_from(OFFSETS),
    st.sampled_from([4, 7, 10, 10, 11, 11]),
    st.sampled_from(["", "", "", "", "?"]),
).map(D)


@given(NEAR, NEAR)
@settings(max_examples=examples(500))
def test_nothing_is_before_what_is_before_it(one: PartialDate, other: PartialDate) -> None:
    """Certain answers are transitive, and dates that are certainly on the same day compare alike."""
    if one.before(other) is YES:
        assert other.before(one) is NO
    if one.same_day(other) is NO and one.offset == other.offset and not (one.naive or other.naive):
        assert YES in (one.before(other), other.before(one)) or one.qualified or other.qualified
    if one.same_day(other) is YES and not (one.has_time or other.has_time):
        assert one.before(other) is NO and other.before(one) is NO


def one_zone(*dates: PartialDate) -> bool:
    """Return whether all times among the dates have the same offset, or none."""
    return len({date.offset for date in dates if date.has_time}) <= 1


@given(NEAR, NEAR, NEAR)
@settings(max_examples=examples(1000))
def test_certain_answers_chain(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    """Certain answers are transitive among dates, among times, and among both if all times have one offset."""
    one_kind = a.has_time and b.has_time and c.has_time
    if a.before(b) is YES and b.before(c) is YES and (one_kind or one_zone(a, b, c)):
        assert a.before(c) is YES


def test_the_passages_over_which_answers_do_not_chain() -> None:
    """A calendar day in two time zones is two spans of time. The documentation names these exceptions, and they still exist."""
    evening, day, morning = D("2024-12-20T23:00:00-12:00"), D("2024-12-21"), D("2024-12-22T00:00:00+14:00")
    assert evening.before(day) is YES and day.before(morning) is YES and evening.before(morning) is NO
    day, midnight, afternoon = D("2024-02-26"), D("2024-02-27T00:00:00Z"), D("2024-02-26T13:00:00-12:00")
    assert day.before(midnight) is YES and midnight.before(afternoon) is YES and day.before(afternoon) is None


@given(NEAR, NEAR)
@settings(max_examples=examples(500))
def test_the_sort_key_agrees_with_before(one: PartialDate, other: PartialDate) -> None:
    """Except for times of different offsets on different days."""
    if one.before(other) is YES and (
        one_zone(one, other) or one.earliest == other.earliest or one.naive or other.naive
    ):
        assert one.sort_key < other.sort_key
    assert (one.sort_key == other.sort_key) == (one == other)


def test_sorting_gives_one_order() -> None:
    """By day, less precise dates first, then by time; independent of the order before."""
    texts = [
        *("2023-12-31", "2024", "2024?", "2024-01", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T09:00:00+08:00"),
        *("2024-01-01T02:00:00Z", "2024-01-01T09:00:00+01:00", "2024-01-02"),
    ]
    assert [date.text for date in sorted(map(D, reversed(texts)), key=lambda date: date.sort_key)] == texts


# --- Periods ---


def test_a_period_is_two_dates_of_which_one_can_be_missing() -> None:
    """As text or as dates; a period without both dates carries no information."""
    assert Period(start="2024", end=D("2025")) == Period(start=D("2024"), end="2025")
    assert Period(start=D("2024")).end is None and Period(end=D("2024")).start is None
    with pytest.raises(tm.InvalidData) as caught:
        Period()
    assert [problem.code for problem in caught.value.problems] == ["key.none-of"]
    with pytest.raises(tm.InvalidData) as caught:
        Period(start=D("2024-12-20T14:00:00Z"))
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [("date.syntax", "/start")]


def test_a_period_that_is_certainly_reversed_is_refused() -> None:
    """At its end; and only if the order is certain."""
    with pytest.raises(tm.InvalidData) as caught:
        Period(start=D("2024-12"), end=D("2024-11-30"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer, problem.value) == ("date.reversed", "/end", "2024-11-30")
    assert "2024-12 or later" in problem.message
    for start, end in (("2024-12", "2024"), ("2024-12-20", "2024-12-20"), ("2024", "2023?"), ("2024", "2024-01")):
        assert Period(start=D(start), end=D(end)).end == D(end)


def test_dates_are_reversed_only_if_both_are_there() -> None:
    """The problem has the pointer that was passed."""
    assert [*reversed_dates(None, D("2024"), "/x")] == [*reversed_dates(D("2024"), None, "/x")] == []
    (problem,) = reversed_dates(D("2024-12-20T14:00:00Z"), D("2024-12-20T13:00:00Z"), "/x")
    assert problem.pointer == "/x"


@pytest.mark.parametrize(
    ("period", "date", "answer"),
    [
        (("2024-09", "2025"), "2024-09-01", OPEN),
        (("2024-09", "2025"), "2024-09-30", YES),
        (("2024-09", "2025"), "2025-01-01", YES),
        (("2024-09", "2025"), "2025-01-02", OPEN),
        (("2024-09", "2025-06-30"), "2024-10-01", YES),
        (("2024-09", "2025-06-30"), "2025-06-30T23:59:59+08:00", YES),
        (("2024-09", "2025-06-30"), "2025-07-01T00:00:00+08:00", NO),
        (("2024-09", "2025-06-30"), "2024-08", NO),
        (("2024-09-01", "2025-06-30"), "2024-12", YES),
        (("2024-09-01", "2025-06-30"), "2024", OPEN),
        (("2024-09-01", "2025-06-30"), "2024-12~", OPEN),
        (("2024-09-01", None), "2124", YES),
        (("2024-09-01", None), "2024-08-31", NO),
        ((None, "2024-09-01"), "2024-08-31", OPEN),
        ((None, "2024-09-01"), "2024-09-01", YES),
        ((None, "2024-09-01"), "2024-09-02", NO),
        (("2024?", "2024-09-01"), "2024-09-02", NO),
        (("2024-09-01", "2025?"), "2024-09-01", YES),
        (("2024", "2024-01-01"), "2024-01-01", YES),
    ],
)
def test_what_a_period_certainly_contains(period: tuple[str | None, str | None], date: str, answer: Certainty) -> None:
    """The last day is included; without an end the period continues; without a start its beginning is not known."""
    assert make(period).contains(D(date)) is answer


def make(period: tuple[str | None, str | None]) -> Period:
    start, end = period
    return Period(start=None if start is None else D(start), end=None if end is None else D(end))


FOREVER = 10**9
UNIVERSE = [
    datetime.date.fromisoformat(day).toordinal()
    for day in (
        *("2023-12-31", "2024-01-01", "2024-01-15", "2024-01-31", "2024-02-01", "2024-02-15", "2024-02-29"),
        *("2024-03-01", "2024-03-15", "2024-03-31", "2024-04-01"),
    )
]
BOUNDS = [None, "2024-01", "2024-02", "2024-03", "2024-01-31", "2024-02-01", "2024-02-15", "2024-02~"]
PAIRS = [pair for pair in itertools.product(BOUNDS, BOUNDS) if pair != (None, None)]


def in_universe(date: str | None) -> list[int]:
    if date is None or date.endswith("~"):
        return UNIVERSE
    return [day for day in UNIVERSE if D(date).earliest.toordinal() <= day <= D(date).latest.toordinal()]


def readings(period: tuple[str | None, str | None], ends: list[int] | None = None) -> list[tuple[int, int]]:
    """Return every first and last day that a period can have; a missing end is FOREVER, or one of `ends`."""
    lasts = (ends or [FOREVER]) if period[1] is None else in_universe(period[1])
    return [(first, last) for first in in_universe(period[0]) for last in lasts if first <= last]


def possible(period: tuple[str | None, str | None]) -> bool:
    return bool(readings(period))


VALID = [pair for pair in PAIRS if possible(pair)]
Model = Callable[[tuple[int, int], tuple[int, int]], bool]


@given(st.sampled_from(VALID), st.sampled_from(VALID))
@settings(max_examples=examples(400), deadline=None)
def test_the_answers_of_periods_are_exact(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None]
) -> None:
    """The same answers as trying every day that the starts and ends of both can mean."""
    mine, its = make(one), make(other)
    models: list[tuple[Certainty, Model]] = [
        (mine.overlaps(its), lambda a, b: a[0] <= b[1] and b[0] <= a[1]),
        (mine.before(its), lambda a, b: a[1] < b[0]),
        (mine.after(its), lambda a, b: b[1] < a[0]),
    ]
    for answer, model in models:
        assert answer is outcome(model(a, b) for a in readings(one) for b in readings(other)), (one, other, model)
    inner = readings(one, [*UNIVERSE, FOREVER])  # an ongoing period may still end
    assert mine.within(its) is outcome(b[0] <= a[0] and a[1] <= b[1] for a in inner for b in readings(other))


@given(st.sampled_from(VALID), st.sampled_from([date for date in BOUNDS if date is not None]))
@settings(max_examples=examples(400), deadline=None)
def test_what_a_period_contains_is_exact(period: tuple[str | None, str | None], date: str) -> None:
    """The same for dates."""
    expected = outcome(first <= day <= last for first, last in readings(period) for day in in_universe(date))
    assert make(period).contains(D(date)) is expected


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "within"),
    [
        (("2020", None), ("2022", None), YES, NO),
        (("2022", None), ("2020", None), YES, YES),
        (("2022", None), ("2020", "2024"), YES, OPEN),
        (("2025", None), ("2020", "2024"), NO, NO),
        (("2020", "2024"), ("2022", None), YES, NO),
        ((None, "2021"), ("2022", None), NO, NO),
        ((None, "2023"), ("2022", None), YES, OPEN),
        ((None, "2022"), ("2022", None), OPEN, OPEN),
        (("2020", "2021"), ("2021", "2022"), OPEN, NO),
        (("2021", "2021"), ("2021", "2022"), OPEN, OPEN),
        (("2020", "2021-06-30"), ("2021-06-30", "2022"), YES, NO),
    ],
)
def test_periods_without_end_go_on_but_may_still_end(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], overlaps: Certainty, within: Certainty
) -> None:
    """The documented cases."""
    assert make(one).overlaps(make(other)) is make(other).overlaps(make(one)) is overlaps
    assert make(one).within(make(other)) is within


# --- In records ---


def test_a_field_says_whether_it_takes_times() -> None:
    """A plain PartialDate takes no times; with DATE_OR_TIME it does; a date object is checked again."""

    @frozen(kw_only=True, repr=False, eq=False)
    class Visit(Node):
        """A visit."""

        day: Annotated[PartialDate | None, "When."] = None
        moment: Annotated[PartialDate | None, DATE_OR_TIME, "When exactly."] = None

    shape = shape_of(Visit)
    assert shape.fields["day"].shape is DATE and shape.fields["moment"].shape is DATE_OR_TIME
    time = D("2024-12-20T14:00:00+08:00")
    assert Visit(day=D("2024"), moment=time).moment == time
    with pytest.raises(tm.InvalidData) as caught:
        Visit(day=time, moment=time)
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [("date.syntax", "/day")]


def test_a_date_is_written_as_it_was_read() -> None:
    """Through JSON and back, byte for byte."""
    data = b'{"type":"event","id":"event:e","names":[{"value":"E"}],"start":"2024-12-20T14:00:00.50+08:00","end":"2024-12-20"}'
    assert tm.dumps(tm.loads(data)) == data


@pytest.mark.parametrize("minutes", ["60", "61", "99"])
def test_an_offset_has_less_than_sixty_minutes(minutes: str) -> None:
    """With either sign; 59 minutes are allowed."""
    for sign in "+-":
        assert tm.PartialDate(f"2024-12-20T14:00:00{sign}08:59").has_time
        with pytest.raises(tm.InvalidData, match="an offset from"):
            tm.PartialDate(f"2024-12-20T14:00:00{sign}08:{minutes}")
