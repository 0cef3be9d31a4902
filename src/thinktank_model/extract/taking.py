"""The answer of a model, taken apart: what its quotes support is kept, and for everything else there is a problem.

Errors of form with a clear meaning are accepted: one item for a list, "40" for 40, a label for its term, a date as it
is printed. Refusing an entry does not affect the entries beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from ..problems.pointers import pointer
from ..problems.problem import PROBLEM_LIMIT, Problem, Severity
from ..problems.translations import Phrase, one_of
from ..shapes.annotations import shape_of
from ..shapes.explain import meaning
from ..shapes.tree import Field, ListOf, Number, ObjectOf, Scalar, Shape
from ..vocab import Term
from ..vocab.spelling import fold
from . import codes
from .asked import (
    DATE,
    NAME,
    WORDS,
    Asked,
    Attendees,
    Numbers,
    PrintedCount,
    PrintedDate,
    PrintedEventStatus,
    PrintedMode,
    PrintedPlace,
)
from .counting import counted_in
from .cues import is_description
from .proving import Proof, is_whole
from .quotes import Found, Near, Passages

__all__ = ["Taking"]

QUOTE_LIMIT: Final = 4000  # characters; a name is searched in all of them
NUMBER_LIMIT: Final = 15  # digits
WORDS_LIMIT: Final = 200  # characters of a number with its words
NUMBERS: Final = frozenset(shape_of(Numbers).fields)
UNKNOWN: Final = "unknown"  # the term of closed vocabularies for it; an answer has null


class _Refused:
    """The mark of a value that was refused."""


REFUSED: Final = _Refused()
NOTHING: Final = attrs.NOTHING


class Taking:
    """One answer, checked against one article.

    Attributes:
        problems: what is wrong with the answer.
        places: the objects that were taken, each with its pointer into the answer, by their identity.
        inferred: the pointers of what the article does not say plainly, and of dates whose year was completed, or whose day and month
            could be the other way round.
    """

    def __init__(self, article: Passages, proof: Proof) -> None:
        self.article: Passages = article
        self.proof: Proof = proof
        self.problems: list[Problem] = []
        self.places: dict[int, str] = {}
        self.inferred: set[str] = set()
        self._found: dict[str, Found | Near | None] = {}
        self._kept: list[object] = []  # so that no identity is given twice

    def report(self, problem: Problem, at: str) -> _Refused:
        """Report a problem at a place of the answer."""
        if len(self.problems) < PROBLEM_LIMIT:  # nobody reads more
            self.problems.append(problem.under(at))
        return REFUSED

    # --- objects ---

    def take(self, shape: ObjectOf, given: object, at: str, outer: str = "", what: str = "") -> Any:
        """Return what an object of the answer says, as far as its quote supports it; or that it is refused.

        Parameters:
            shape: its shape.
            given: the value in the answer.
            at: the pointer to it.
            outer: the quote of the object around it, used if it has none of its own.
            what: its key.
        """
        first = len(self.problems)
        entries = self._entries(shape, given, at)
        if isinstance(entries, _Refused):
            return entries
        values: dict[str, Any] = {}
        if "quote" in shape.fields:
            outer = self._quote(entries.pop("quote", None), at, outer)
        for name, field in shape.fields.items():
            if name != "quote":
                values[name] = self._field(shape, field, entries.get(name), f"{at}/{name}", outer)
        if "quote" in shape.fields:
            values["quote"] = outer or self._quote_of_a_part(values)
        if shape.cls is PrintedCount and not self._count(values, at, what):
            return REFUSED
        for name, field in shape.fields.items():
            if field.required and (values[name] is NOTHING or values[name] is REFUSED):
                if len(self.problems) == first and name in entries:
                    return NOTHING  # "unknown" is not an answer
                if len(self.problems) == first:
                    self.report(codes.MISSING(key=name, about_key=True, expected=meaning(field)), at)
                return REFUSED
        built = shape.cls(
            **{name: value for name, value in values.items() if value is not NOTHING and value is not REFUSED}
        )
        if not self._is_plain(built, what):
            self.inferred.add(at)
        self.places[id(built)] = at
        self._kept.append(built)
        return built

    def _entries(self, shape: ObjectOf, given: object, at: str) -> dict[str, Any] | _Refused:
        """Return the keys of an object with their values, without empty ones; a bare value is that of its only key."""
        if not isinstance(given, Mapping):
            own = [name for name, field in shape.fields.items() if field.required and name != "quote"]
            if len(own) != 1 or not isinstance(given, (str, int)) or isinstance(given, bool):
                expected = Phrase("an object with the keys of {name}", name=shape.cls.__name__)
                return self.report(codes.FORM(given, expected=expected), at)
            given = {own[0]: given}
        said = cast("Mapping[object, object]", given)
        entries: dict[str, Any] = {}
        spelled = {_spelling(name): name for name in shape.fields}
        for key, value in said.items():
            if not isinstance(key, str):
                self.report(codes.FORM(key, expected="a string as key"), at)
                continue
            name = spelled.get(_spelling(key))
            if name is None or name in entries:
                if not _says_nothing(value):
                    expected = one_of(shape.fields)
                    problem = codes.UNKNOWN_KEY(value, key=key[:100], about_key=True, expected=expected)
                    self.report(problem, at + pointer(key))
            elif not _says_nothing(value):
                entries[name] = value
        if shape.cls is PrintedCount and isinstance(entries.get("value"), str):
            counted = [one.plain for one in counted_in(entries["value"][:WORDS_LIMIT]) if one.is_clear]
            if len(counted) == 1:  # "more than 40"
                entries = {**counted[0], **entries, "value": counted[0]["value"]}
        return entries

    def _is_plain(self, built: Any, what: str) -> bool:
        """Return whether the article says plainly what was taken; everything but counts, dates, places and states has other rules."""
        sentences = self.article.sentences
        plainly = self.proof.plainly
        match built:
            case PrintedCount() if what in NUMBERS:
                return self.proof.says_count(built, what, sentences(built.quote))
            case PrintedDate():
                return plainly.date(built.date, what, sentences(built.quote))
            case PrintedPlace():
                return plainly.place(built.locality, built.country, sentences(built.quote))
            case PrintedEventStatus():
                return plainly.status(built.term, sentences(built.quote))
            case PrintedMode():
                return plainly.mode(built.term, sentences(built.quote))
            case _:
                return True

    # --- quotes ---

    def _quote(self, given: object, at: str, outer: str) -> str:
        """Return a quote as it is in the article; the outer quote if there is none, and an empty text if it is not in the article."""
        if given is None:
            if not outer:
                self.report(
                    codes.MISSING(key="quote", about_key=True, expected="words of the article, copied exactly"), at
                )
            return outer
        if not isinstance(given, str) or len(given) > QUOTE_LIMIT:
            expected = Phrase("words of the article, at most {limit} {limit:character|characters}", limit=QUOTE_LIMIT)
            self.report(codes.FORM(given, expected=expected), f"{at}/quote")
            return ""
        if given not in self._found:
            self._found[given] = self.article.find(given)
        found = self._found[given]
        if isinstance(found, Found) and is_whole(self.article.text, found.start, found.end):
            return found.passage
        advice = None
        if isinstance(found, Near):
            advice = Phrase("The nearest passage is: {passage}", passage=found.passage)
        self.report(codes.QUOTE(given, expected="words of the article, copied exactly", help=advice), f"{at}/quote")
        return ""

    def _quote_of_a_part(self, values: Mapping[str, Any]) -> str | _Refused:
        """Return the quote of a part of an object whose own quote was refused."""
        lists: list[tuple[Any, ...]] = [value for value in values.values() if isinstance(value, tuple)]
        return next((item.quote for items in lists for item in items if isinstance(item, Asked)), REFUSED)

    # --- fields ---

    def _field(self, shape: ObjectOf, field: Field, given: object, at: str, quote: str) -> Any:
        if given is None:
            return NOTHING
        if not isinstance(field.shape, ListOf):
            return self._value(shape, field, field.shape, given, at, quote)
        if isinstance(given, str) and _is_list(given):
            return self.report(codes.FORM(given, expected="a list with one string for each name"), at)
        items = cast("list[object]", given) if isinstance(given, list) else [given]
        taken: list[Any] = []
        for number, item in enumerate(items):
            if not _says_nothing(item):
                there = f"{at}/{number}" if items is given else at
                taken.append(self._value(shape, field, field.shape.item, item, there, quote))
        kept = tuple([value for value in taken if value is not REFUSED and value is not NOTHING])
        if len(kept) < field.shape.at_least:
            return REFUSED if taken else NOTHING
        return kept or NOTHING

    def _value(self, owner: ObjectOf, field: Field, shape: Shape, given: object, at: str, quote: str) -> Any:
        match shape:
            case ObjectOf():
                return self.take(shape, given, at, quote, field.name)
            case Number():
                return self._number(given, at)
            case _:
                assert isinstance(shape, Scalar)  # an answer has no other kinds of shapes
                return self._scalar(owner, field.name, shape, given, at, quote)

    def _number(self, given: object, at: str) -> Any:
        value = int(given) if isinstance(given, float) and given.is_integer() else given
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value.strip()[:NUMBER_LIMIT])
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**NUMBER_LIMIT:
            return self.report(codes.FORM(given, expected="an integer"), at)
        return value

    def _scalar(self, owner: ObjectOf, name: str, shape: Scalar, given: object, at: str, quote: str) -> Any:
        if not isinstance(given, str):
            return self.report(codes.FORM(given, expected=Phrase("a string: {name}", name=Phrase(shape.name))), at)
        if isinstance(shape, Term):
            return self._term(owner, name, shape, given, at, quote)
        text, problems = shape.read(given)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors and shape not in (NAME, WORDS, DATE) and errors[0].suggestion is not None:
            text, errors = shape.read(json.loads(errors[0].suggestion))[0], []
        if errors:
            return self.report(codes.FORM(given, expected=Phrase(shape.name)), at)
        if not quote:
            return NOTHING if shape in (NAME, WORDS, DATE) else text
        return self._proven(owner, name, shape, text, at, quote)

    def _proven(self, owner: ObjectOf, name: str, shape: Scalar, text: str, at: str, quote: str) -> Any:
        if shape is DATE:
            date = self.proof.date(text, quote, self.article.before(quote))
            if isinstance(date, Problem):
                return self.report(date, at)
            if date[1]:
                self.inferred.add(at)
            return date[0]
        if shape is not NAME and shape is not WORDS:
            return text
        found = self.proof.name(text, quote) if shape is NAME else self.proof.words(text, quote)
        if name == "persons" and any([is_description(one, self.proof.lang) for one in (text, found) if one]):
            advice = "Write it in `unnamed` instead." if owner.cls is Attendees else "Leave it out."
            return self.report(codes.DESCRIPTION(text, help=advice), at)
        return (
            found if found is not None else self.report(codes.NAME(text, expected="words of its quote, as printed"), at)
        )

    def _term(self, owner: ObjectOf, name: str, shape: Term, given: str, at: str, quote: str) -> Any:
        term = self.proof.term(shape, given)
        if isinstance(term, Problem):
            return self.report(term, at)
        if term == UNKNOWN:
            return NOTHING
        if owner.cls is PrintedCount or name in owner.cls.unproven or not quote:
            return term
        problem = self.proof.is_said(shape.vocabulary, term, quote, self.article.before(quote))
        return term if problem is None else self.report(problem, at)

    # --- counts ---

    def _count(self, values: dict[str, Any], at: str, what: str) -> bool:
        """Give a count the qualifier in its quote, and return whether the quote has the count."""
        said = {key: value for key, value in values.items() if value is not NOTHING and value is not REFUSED}
        if "value" not in said or "quote" not in said:
            return False
        around = self.article.around(said["quote"])
        proven = self.proof.count(said, said["quote"], what if what in NUMBERS else "", around)
        if isinstance(proven, Problem):
            self.report(proven if proven.pointer else attrs.evolve(proven, pointer="/value"), at)
            return False
        values |= {key: NOTHING if value is None else value for key, value in proven.items()}
        return True


def _spelling(key: str) -> str:
    """Return a common form of the spellings of a key: "Organisers", "organizer"."""
    return fold(key).replace("_", "").replace("s", "z").rstrip("z")


def _says_nothing(value: object) -> bool:
    return (
        value is None
        or value == []
        or value == {}
        or (isinstance(value, str) and value.strip().lower() in ("", "null", "n/a"))
    )


def _is_list(text: str) -> bool:
    return any([mark in text for mark in (", ", ";", "、", "，", "；", "\n")])
