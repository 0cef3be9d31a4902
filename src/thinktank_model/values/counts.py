"""Counts as sources give them: 40, more than 40, about 40, 40 to 60."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import islice
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from ..problems.patterns import pattern
from ..problems.problem import Problem, define
from ..problems.translations import Phrase, both
from ..shapes.annotations import AtLeast, within
from ..shapes.declared import field, frozen
from ..shapes.node import Node
from ..shapes.takes import Takes
from ..shapes.tree import Constraint
from ..vocab import CountQualifier, CountUnit, Open, Vocabulary
from .certainty import Certainty, certainty

__all__ = ["Count", "total"]

_Bounds: TypeAlias = tuple[int, int | None]

UNIT_WORDS: Final[Mapping[str, str]] = {
    "people": "{count:person|people}",
    "participants": "{count:participant|participants}",
    "representatives": "{count:representative|representatives}",
    "experts": "{count:expert|experts}",
    "organizations": "{count:organization|organizations}",
    "think_tanks": "{count:think tank|think tanks}",
    "countries": "{count:country or region|countries and regions}",
    "events": "{count:event|events}",
    "outputs": "{count:output|outputs}",
}
"""The unit of a count after its number, by term."""

UPPER_MISSING = define(
    "count.upper-missing",
    "error",
    "the range has no upper bound",
    why="The qualifier `between` needs both bounds. For a lower bound alone, use `at_least`.",
    bad='{"value": 40, "qualifier": "between"}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
UPPER_UNEXPECTED = define(
    "count.upper-unexpected",
    "error",
    "the qualifier {qualifier} does not take an upper bound, found {found}",
    why="Only the qualifier `between` takes an upper bound.",
    bad='{"value": 40, "qualifier": "about", "upper": 60}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
REVERSED = define(
    "count.reversed",
    "error",
    "the upper bound {found} is not above the lower bound {value}",
    why="`value` is the lower bound and `upper` the upper bound. If both are equal, the count is exact.",
    bad='{"value": 60, "qualifier": "between", "upper": 40}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
IMPOSSIBLE = define(
    "count.impossible",
    "error",
    "no count can be less than {found}",
    why="A count or an amount is 0 or more.",
    bad='{"value": 0, "qualifier": "less_than"}',
    good='{"value": 0}',
)


def _if(qualifier: CountQualifier) -> dict[str, Any]:
    """Return the JSON Schema condition that the qualifier is this one."""
    return {"required": ["qualifier"], "properties": {"qualifier": {"const": qualifier.value}}}


def _upper_with_between(count: Qualified) -> Iterator[Problem]:
    if count.qualifier is CountQualifier.BETWEEN:
        if count.upper is None:
            advice = 'Add "upper", or write the qualifier "at_least".'
            yield UPPER_MISSING(expected='the key "upper" with the qualifier "between"', help=advice)
    elif count.upper is not None:
        expected = 'the key "upper" only with the qualifier "between"'
        yield UPPER_UNEXPECTED(count.upper, at="/upper", qualifier=count.qualifier.value, expected=expected)


def _not_below_zero(count: Qualified) -> Iterator[Problem]:
    if count.qualifier is CountQualifier.LESS_THAN and count.value == 0:
        yield IMPOSSIBLE(count.value, at="/value", expected="1 or more with less_than")


UPPER_WITH_BETWEEN: Final = Constraint(
    fields=("qualifier", "upper"),
    check=_upper_with_between,
    schema={
        "if": _if(CountQualifier.BETWEEN),
        "then": {"required": ["upper"]},
        "else": {"not": {"required": ["upper"]}},
    },
    name="upper_with_between",
    description="An upper bound stands beside the qualifier between, and nowhere else.",
    needs=("qualifier", "upper"),
)
NOT_BELOW_ZERO: Final = Constraint(
    fields=("value", "qualifier"),
    check=_not_below_zero,
    schema={"if": _if(CountQualifier.LESS_THAN), "then": {"properties": {"value": {"minimum": 1}}}},
    name="not_below_zero",
    description="Nothing is less than 0.",
    needs=("qualifier",),
)


class Qualified:
    """The base of qualified numbers. It has no fields, since counts have integers and amounts have decimals."""

    __slots__ = ()

    value: Any
    qualifier: CountQualifier
    upper: Any

    @within("value", "qualifier", "upper", codes=(REVERSED,))
    def _upper_above_value(self) -> Iterator[Problem]:
        """The upper bound is above the lower one."""
        if self.qualifier is CountQualifier.BETWEEN and self.upper is not None and self.upper <= self.value:
            expected = Phrase("more than {value}", value=self.value)
            yield REVERSED(self.upper, at="/upper", value=self.value, expected=expected)


# How people write counts in the three languages of the vocabularies.
_BEFORE: Final = {
    CountQualifier.AT_LEAST: "at least|no (?:fewer|less) than|not (?:fewer|less) than|au moins|pas moins de|至少|不少于|不低于|>=|≥",
    CountQualifier.MORE_THAN: "more than|over|above|upwards of|plus de|超过|多于|高于|逾|>",
    CountQualifier.AT_MOST: "at most|up to|no more than|not (?:more than|over|above)|au plus|pas plus de|jusqu['’ ]?[àa]|至多|最多|不超过|不多于|<=|≤",
    CountQualifier.LESS_THAN: "less than|fewer than|under|below|moins de|不足|不到|少于|<",
    CountQualifier.ABOUT: "about|around|approximately|approx[.]?|circa|ca[.]?|some|nearly|almost|roughly|environ|quelque|"
    "pr[èe]s de|presque|大约|约|近|将近|~|≈",
}
_AFTER: Final = {
    CountQualifier.AT_LEAST: "[+]|or more|ou plus|au moins",
    CountQualifier.AT_MOST: "or (?:fewer|less)|at most|ou moins|au plus",
    CountQualifier.MORE_THAN: "余|餘|多",
}
_BEHIND: Final = {CountQualifier.AT_LEAST: "以上", CountQualifier.ABOUT: "左右|上下"}  # the unit
_UNITS: Final = {
    CountUnit.PEOPLE: "people|persons|personnes|人|名|位",
    CountUnit.ORGANIZATIONS: "organi[sz]ations|institutions|家",
}
_NUMBER: Final = "([0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3}){1,4}|[0-9]{1,15})"
_ALONE: Final = "(?![0-9%]|[.,]?[0-9]| [0-9]|(?:th|st|nd|rd|er|e)\\b|-[a-z])"
"""What does not follow a whole number of things: more of the number, and what makes it a share, a rank or an age."""


def _any_of(words: Mapping[Any, str]) -> str:
    """Return a pattern for one of these words or none, with a group for each term."""
    return f"(?:{'|'.join([f'({alternatives})' for alternatives in words.values()])})? ?"


_WORDED: Final = pattern(
    _any_of(_BEFORE) + _NUMBER + _ALONE + " ?" + _any_of(_AFTER) + _any_of(_UNITS) + _any_of(_BEHIND), re.IGNORECASE
)
_BETWEEN: Final = pattern(
    f"(?:between |entre |de )?{_NUMBER} ?(?:-|–|—|to|and|à|a|et|至|到) ?{_NUMBER} ?{_any_of(_UNITS)}", re.IGNORECASE
)
# A range among other words: "10 and 20" is one only behind "between", and no digit of "G20" is a count.
_AMONG_WORDS: Final = pattern(
    f"(?:(?<![A-Za-z0-9\u00c0-\u024f])(?<![0-9][.,])|(?=[\u3400-\u9fff]))(?:(?:between|entre) {_NUMBER} (?:and|et) {_NUMBER}"
    f"|{_NUMBER} ?(?:-|–|—|to|à|a|至|到) ?{_NUMBER}|{_WORDED.pattern})",
    re.IGNORECASE,
)
_FIRST_NUMBER: Final = pattern(_NUMBER)


@frozen(kw_only=True, repr=False, eq=False)
class Count(Node, Qualified):
    """A count, as precise as the source gives it.

    Its possible values are a range, its `bounds`; "about 40" has none, since its error is unknown. Comparisons
    use the bounds and are three-valued (`Certainty`). They compare numbers, whatever the unit.

    >>> count = Count(value=40, qualifier=CountQualifier.MORE_THAN)
    >>> str(count), count.bounds, count.at_least(41), count.less_than(50)
    ('more than 40', (41, None), True, None)
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (UPPER_WITH_BETWEEN, NOT_BELOW_ZERO)

    value: Annotated[int, AtLeast(0), "The number in the source; with between, the lower bound."]
    qualifier: Annotated[CountQualifier, "The qualifier of the number."] = field(
        default=CountQualifier.EXACT, converter=Takes[str]
    )
    upper: Annotated[int | None, AtLeast(0), "The upper bound, only with between."] = None
    unit: Annotated[str | None, Open(CountUnit), "What is counted."] = None

    @staticmethod
    def _meant(text: str) -> dict[str, Any] | None:
        """Return the count that "40+", "about 40 people", "40余位" and the like mean, with its unit if it is named."""
        return _worded(text)

    def __str__(self) -> str:
        words: list[str] = [] if self.qualifier is CountQualifier.EXACT else [Phrase(self.qualifier.label().lower())]
        words.append(str(self.value) if self.upper is None else both([str(self.value), str(self.upper)]))
        if self.unit is not None:
            counted = self.value if self.upper is None else self.upper
            words.append(Phrase(UNIT_WORDS.get(self.unit, self.unit.replace("_", " ")), count=counted))
        return reduce(lambda one, other: Phrase("{one} {other}", one=one, other=other), words)

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The minimum and the maximum, both included; None if there is no maximum."""
        match self.qualifier:
            case CountQualifier.EXACT:
                return self.value, self.value
            case CountQualifier.MORE_THAN:
                return self.value + 1, None
            case CountQualifier.AT_LEAST:
                return self.value, None
            case CountQualifier.AT_MOST:
                return 0, self.value
            case CountQualifier.LESS_THAN:
                return 0, self.value - 1
            case CountQualifier.BETWEEN:
                return self.value, self.upper
            case _:
                return 0, None

    @property
    def lower(self) -> int:
        """The minimum."""
        return self.bounds[0]

    @property
    def highest(self) -> int | None:
        """The maximum; None if there is none (`upper` is the JSON key of `between`)."""
        return self.bounds[1]

    def less_than(self, other: Count | int) -> Certainty:
        """Return whether it is less than another count or a number."""
        return _less(self.bounds, _bounds(other))

    def more_than(self, other: Count | int) -> Certainty:
        """Return whether it is more than another count or a number."""
        return _less(_bounds(other), self.bounds)

    def at_least(self, other: Count | int) -> Certainty:
        """Return whether it is at least another count or a number: the opposite of `less_than`."""
        less = self.less_than(other)
        return None if less is None else not less


def _worded(text: str) -> dict[str, Any] | None:
    """Return the count that a whole text means, as JSON has it; None if it means none."""
    bare = text.strip()
    match = _WORDED.fullmatch(bare)
    between = None if match else _BETWEEN.fullmatch(bare)
    if between is not None:
        low, high, *units = between.groups()
        ends = _integer(low), _integer(high)
        said = {"value": ends[0], "qualifier": CountQualifier.BETWEEN.value, "upper": ends[1]}
        return said | _under("unit", _named(_UNITS, units)) if ends[0] < ends[1] else None
    if match is None:
        return None
    groups = iter(match.groups())
    before, number = _named(_BEFORE, islice(groups, len(_BEFORE))), _integer(next(groups))
    after, unit, behind = [_named(words, islice(groups, len(words))) for words in (_AFTER, _UNITS, _BEHIND)]
    qualifiers = before | after | behind
    if len(qualifiers) > 1:
        return None  # "about 40+"
    return {"value": number} | _under("qualifier", qualifiers) | _under("unit", unit)


def counts_in(text: str) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """Yield the counts among the words of a text: where each begins and ends, and what it is in JSON.

    >>> [count for _, _, count in counts_in("plus de 40 experts, 30余名, awesome 7, 10 and 20")][:2]
    [{'value': 40, 'qualifier': 'more_than'}, {'value': 30, 'qualifier': 'more_than', 'unit': 'people'}]
    >>> [count["value"] for _, _, count in counts_in("awesome 7, 10 and 20, between 30 and 40, 60 to 50, G20")]
    [7, 10, 20, 30, 60, 50]
    """
    at = 0
    while (found := _AMONG_WORDS.search(text, at)) is not None:
        meant = _worded(found[0])
        if meant is None:  # 60 to 50 is not a range, and what is qualified twice is not qualified surely
            found = _FIRST_NUMBER.search(text, found.start())
            assert found is not None
            meant = {"value": _integer(found[1])}
        yield found.start(), found.end(), meant
        at = found.end()


def total(counts: Iterable[Count | int | None]) -> Count:
    """Return the sum of counts, as precise as the counts.

    None is an unknown count: it removes the upper bound, and so does "more than 40". An approximate count makes
    the sum approximate. The sum of no counts is exactly 0. An `int` is an exact count.

    Raises:
        ValueError: the counts have different units.
        TypeError: something is not a count.

    >>> str(total([Count(value=40, qualifier="more_than"), Count(value=10)])), str(total([20, None]))
    ('at least 51', 'at least 20')
    """
    known = [Count(value=count) if isinstance(count, int) else count for count in counts]
    said = [count for count in known if count is not None]
    wrong = next((count for count in said if not isinstance(count, Count)), None)
    if wrong is not None:
        raise TypeError(
            f"total adds counts, not objects of type {type(wrong).__name__}: event.attendance and event.attendance.total"
        )
    units = {count.unit for count in said if count.unit is not None}
    if len(units) > 1:
        raise ValueError(f"counts of different units have no sum: {', '.join(sorted(units))}")
    unit = next(iter(units), None)
    if any([count.qualifier is CountQualifier.ABOUT for count in said]):
        return Count(value=sum([count.value for count in said]), qualifier=CountQualifier.ABOUT, unit=unit)
    least = sum([count.lower for count in said])
    highest = [None if count is None else count.highest for count in known]
    upper = None if None in highest else sum([bound for bound in highest if bound is not None])
    if upper is None:
        return Count(value=least, qualifier=CountQualifier.AT_LEAST, unit=unit)
    if upper == least:
        return Count(value=least, unit=unit)
    return Count(value=least, qualifier=CountQualifier.BETWEEN, upper=upper, unit=unit)


def _integer(digits: str) -> int:
    return int("".join(filter(str.isdigit, digits)))


def _named(terms: Iterable[Vocabulary], words: Iterable[str | None]) -> set[str]:
    """Return the terms whose words were found."""
    return {term.value for term, word in zip(terms, words, strict=True) if word}


def _under(key: str, terms: set[str]) -> dict[str, Any]:
    """Return the term under its key, if there is exactly one."""
    return {key: next(iter(terms))} if terms else {}


def _bounds(counted: Count | int) -> _Bounds:
    return (counted, counted) if isinstance(counted, int) else counted.bounds


def _less(one: _Bounds, other: _Bounds) -> Certainty:
    (least, most), (other_least, other_most) = one, other
    return certainty(most is not None and most < other_least, other_most is not None and least >= other_most)
