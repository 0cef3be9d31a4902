"""Typing errors and other spellings in valid records, with the intended record for each.

`python -m tests.slips 100000` tries that many and prints what is suggested wrongly, with the counts.
"""

from __future__ import annotations

import copy
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, count, islice
from typing import Any, Final, NamedTuple

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.problems.pointers import pointer, pointer_tokens
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import dump, read
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from thinktank_model.values.countries import COUNTRY
from thinktank_model.values.counts import Count
from thinktank_model.values.dates import DATE, DATE_OR_TIME
from thinktank_model.values.identifiers import SCHEMES, Identifier
from thinktank_model.values.ids import Reference
from thinktank_model.values.language import LANGUAGE
from thinktank_model.values.licenses import LICENSE
from thinktank_model.values.strings import MEDIA_TYPE, SHA256
from thinktank_model.values.text import LABEL, PROSE, VERBATIM
from thinktank_model.values.urls import URL
from thinktank_model.vocab import Term

from . import generate

__all__ = ["Across", "Slip", "across", "applied", "judge", "judge_across", "slips"]

MONTHS: Final = (
    ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"), ("May", "mai"), ("June", "juin"),
    ("July", "juillet"), ("August", "août"), ("September", "septembre"), ("October", "octobre"), ("November", "novembre"),
    ("December", "décembre"),
)  # fmt: skip


class Slip(NamedTuple):
    """A record with one typing error.

    Attributes:
        what: the kind of slip.
        written: the record as it was written.
        meant: the record that was meant; None where what was written means something that the field cannot say, so that any
            suggestion changes the meaning.
    """

    what: str
    written: dict[str, Any]
    meant: dict[str, Any] | None


# --- To apply a suggestion, and to judge it ---


def applied(value: Any, problem: tm.Problem) -> Any:
    """Return the value with a suggestion applied: a value, a key, a key with its value, or several items for one."""
    assert problem.suggestion is not None
    changed = copy.deepcopy(value)
    place: Any = changed
    tokens = pointer_tokens(problem.pointer)
    for token in tokens[:-1]:
        place = place[int(token)] if isinstance(place, list) else place[token]
    last: Any = tokens[-1] if tokens else ""
    kind, new = _understood(problem.suggestion)
    if kind == "pair" and problem.code == "key.missing":
        target = place[last] if tokens else changed
        target.update(new)
    elif kind == "pair":
        del place[last]
        place.update(new)
    elif kind == "items":
        place[int(last) : int(last) + 1] = new
    elif problem.about_key:
        place[new] = place.pop(last)
    else:
        place[int(last) if isinstance(place, list) else last] = new
    return changed


def _understood(text: str) -> tuple[str, Any]:
    for kind, form in (("value", "{}"), ("pair", "{{{}}}"), ("items", "[{}]")):
        try:
            return kind, json.loads(form.format(text))
        except ValueError:
            continue
    raise AssertionError(f"not JSON: {text}")


def judge(slip: Slip) -> Iterator[tuple[tm.Problem, str]]:
    """Yield every suggestion for a wrong value, with what is wrong about it; empty if it is right."""
    for problem in read(shape_of(RECORD), slip.written)[1]:
        if problem.suggestion is None:
            continue
        value, problems = read(shape_of(RECORD), applied(slip.written, problem))
        if problems:
            yield problem, f"a second problem: {problems[0]}"
        elif slip.meant is None:
            yield problem, "another meaning"
        else:
            yield problem, "" if dump(value) == slip.meant else f"another value than {slip.meant}"


# --- Slips in one value ---


def _letters(text: str, rng: random.Random) -> Iterator[str]:
    """Yield a text with one typing error."""
    if len(text) >= 4:
        at = rng.randrange(1, len(text) - 1)
        yield text[:at] + text[at + 1 :]
        yield text[:at] + text[at] + text[at:]
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        yield text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]


def _terms(text: str, rng: random.Random) -> Iterator[str]:
    if ":" not in text:
        yield from (text.upper(), text.replace("_", " "), text.replace("_", "-").title(), f" {text} ")
        yield from _letters(text, rng)


def _dates(text: str) -> Iterator[str]:
    """Return other ways to write a date or a time, none of which means another date."""
    mark = text[-1] if text[-1] in "?~%" else ""
    core, _, clock = text.removesuffix(mark).partition("T")
    if clock:
        yield from (f"{core} {clock}", f"{core.replace('-', '')}T{clock.replace(':', '')}", f"{core} {clock.lower()}")
        yield from (f"{text}[Asia/Shanghai]", f" {text}")
        if len(clock) > 8:
            day = date.fromisoformat(core)
            offset = clock[8:].replace("Z", "GMT")
            yield f"{day:%a}, {day.day} {MONTHS[day.month - 1][0][:3]} {day.year} {clock[:8]} {offset.replace(':', '')}"
        return
    parts = core.split("-")
    if mark == "~":
        yield from (f"c. {core}", f"vers {core}", f"约{core}")
    elif mark:
        yield from (f"{core} (?)", f"probably {core}") if mark == "?" else (f"about {core} (?)", f"约{core}?")
    elif len(parts) == 1:
        yield from (f" {core}", f"{core}年", f"{core}.")
    elif len(parts) == 2:
        english, french = MONTHS[int(parts[1]) - 1]
        yield from (
            f"{english} {parts[0]}",
            f"{french} {parts[0]}",
            f"{parts[0]}年{int(parts[1])}月",
            f"{parts[1]}/{parts[0]}",
        )
    else:
        year, month, day_ = parts
        english, french = MONTHS[int(month) - 1]
        yield from (
            f"{day_}/{month}/{year}",
            f"{day_}.{month}.{year}",
            f"{year}/{month}/{day_}",
            f"{year}{month}{day_}",
        )
        yield from (f"{int(day_)} {english} {year}", f"{english} {int(day_)}, {year}", f"{int(day_)} {french} {year}")
        yield from (f"{year}年{int(month)}月{int(day_)}日", f"{date.fromisoformat(core):%A} {day_} {english} {year}")


def _other_times(text: str) -> Iterator[str]:
    """Return texts with the year of a date that mean something else: decades, intervals, other eras, parts of years."""
    year = int(text[:4])
    yield from (
        f"{year}s",
        f"années {year}",
        f"../{year}",
        f"{year}/..",
        f"before {year}",
        f"depuis {year}",
        f"{year}至今",
    )
    yield from (f"{year} BCE", f"AH {year - 579}", f"B.E. {year + 543}", f"{year + 543}年", f"令和{year - 2018}年")
    yield from (
        f"{year}-Q{year % 4 + 1}",
        f"{year}-W{year % 52 + 1:02}",
        f"spring {year}",
        f"mid-{year}",
        f"{year} or {year + 1}",
    )
    yield from (
        f"{year}/{year + 1}",
        f"{year}-{year + 30}",
        f"{year} to {year + 2}",
        f"{year}-02-30",
        f"{year} n. Chr. {year}",
    )
    yield "".join([chr(0x06F0 + int(digit)) for digit in str(year - 621)])  # a year of the Persian calendar
    yield "".join([chr(0x0E50 + int(digit)) for digit in str(year + 543)])  # one of the Thai calendar


def _urls(text: str) -> Iterator[str]:
    bare = text.partition("://")[2]
    yield from (f" {text}", f"<{text}>", f"https:/{bare}", f"htps://{bare}", f"https:{bare}", bare)


def _references(text: str) -> Iterator[str]:
    kind, _, slug = text.partition(":")
    yield from (f"{kind}:{slug.upper()}", f"{kind.upper()}:{slug}", f" {text}", slug)


def _texts(text: str) -> Iterator[str]:
    yield from (f" {text}", f"{text} ", f"{text}\u0007")
    if " " in text:
        yield from (text.replace(" ", "  ", 1), text.replace(" ", "\u00a0", 1))


SLIPS: Final[tuple[tuple[Any, Callable[[str], Iterator[str]]], ...]] = (
    (URL, _urls),
    (LABEL, _texts),
    (PROSE, _texts),
    (VERBATIM, _texts),
    (COUNTRY, lambda text: iter((text.lower(), f" {text} "))),
    (LANGUAGE, lambda text: iter((text.upper(), text.replace("-", "_")))),
    (MEDIA_TYPE, lambda text: iter((text.upper(), f"{text}; charset=utf-8"))),
    (SHA256, lambda text: iter((text.upper(), f"{text}\n"))),
)
LICENCES: Final = (
    "MIT OR Apache-2.0",
    "No copyright statement in content.",
    "CC BY or CC0",
    "all rights reserved",
    "(MIT)",
)
COUNTS: Final = (
    "40%",
    "a few",
    "1.200",
    "40/60",
    "40 or 50",
    "2 x 20",
    "about 40+",
    "40-30",
    "dozens",
    "-40",
    "1 20",
    "40 %",
)


def _scalar(shape: Scalar, value: str, rng: random.Random) -> Iterator[tuple[str, Any, bool]]:
    """Yield what people write for a text: the kind of mistake, the text, and whether its meaning is still clear."""
    if isinstance(shape, Term):
        yield from [("term", text, True) for text in _terms(value, rng)]
    elif shape in (DATE, DATE_OR_TIME):
        yield from [("date", text, True) for text in _dates(value)]
        yield from [("time that no date says", text, False) for text in _other_times(value)]
        if shape is DATE:
            yield from [("time for a date", f"{value[:4]}-03-15T{clock}", False) for clock in ("14:00:00Z", "10:30")]
        if value.isdigit():
            yield "number", int(value), True
    elif isinstance(shape, Reference) or shape.name.startswith("the id of the record"):
        yield from [("id", text, True) for text in _references(value)]
    elif shape is LICENSE:
        yield "licence", "cc by 4.0" if value == "CC-BY-4.0" else f" {value}", True
        yield from [("licence that is none", text, False) for text in LICENCES]
    for kind, write in SLIPS:
        if shape is kind:
            yield from [(shape.name, text, True) for text in write(value)]


def _identifier(value: dict[str, Any], rng: random.Random) -> Iterator[tuple[str, Any, bool]]:
    """Yield an identifier in other forms, with a typing error, and next to another one."""
    scheme, text = SCHEMES[value["scheme"]], value["value"]
    for resolver in scheme.resolvers[:1]:
        yield "identifier", {**value, "value": f"https://{resolver}{text}"}, True
    if scheme.name != "url":
        yield "identifier", {**value, "value": f"{scheme.label} {text}"}, True
        yield "identifier", {**value, "value": f"{text} (hbk.)"}, True
        yield "identifier", {**value, "value": f"\u201c{text}\u201d"}, True
        at = rng.randrange(len(text))
        changed = text[:at] + rng.choice("0123456789xlo") + text[at + 1 :]
        if scheme.check is not None and changed != text:
            yield "identifier with a typing error", {**value, "value": changed}, False
    yield "scheme", {**value, "scheme": scheme.name.upper()}, True
    yield "scheme", {**value, "scheme": scheme.label}, True
    yield "scheme that is another", {**value, "scheme": rng.choice(("isil", "ssrn", "issnl2"))}, False
    if set(value) == {"scheme", "value"} and scheme.check is not None and scheme.name not in ("isni", "issn", "orcid"):
        yield "bare identifier", text, True


def _count(value: dict[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """Yield a count in words."""
    number = value["value"]
    words = {
        "exact": ("{}", "{:,}"),
        "about": ("about {}", "约{}", "nearly {}", "environ {}", "~{}"),
        "more_than": ("more than {}", "plus de {}", "{}余", "over {}"),
        "at_least": ("{}+", "at least {}", "{} or more", "≥{}"),
        "at_most": ("at most {}", "up to {}"),
        "less_than": ("less than {}", "moins de {}"),
    }
    unit = {"people": "人", "organizations": "家", None: ""}.get(value.get("unit"))
    if unit is not None:
        for template in words.get(value.get("qualifier", "exact"), ()):
            yield "count", template.format(number) + unit, True
    yield from [("count that is none", text, False) for text in COUNTS]
    yield "number for a text", {**value, "value": float(number)}, True
    yield "text for a number", {**value, "value": str(number)}, True


def _in_value(shape: Shape, value: Any, rng: random.Random) -> Iterator[tuple[str, Any, bool]]:
    """Yield what people write in place of a value."""
    match shape:
        case Scalar():
            yield from _scalar(shape, value, rng)
        case Boolean():
            yield from [("truth", text, True) for text in (str(value), "yes" if value else "no", int(value))]
        case Number(integer=False):
            yield "text for a number", str(value), True
        case ListOf() if len(value) == 1:
            yield "one for a list", value[0], True
        case ObjectOf(cls=cls) if cls is Identifier:
            yield from _identifier(value, rng)
        case ObjectOf(cls=cls) if cls is Count:
            yield from _count(value)
        case ObjectOf(tag=None) if (
            len(value) == 1 and [field.required for field in shape.fields.values()].count(True) == 1
        ):
            yield "bare value", next(iter(value.values())), True


def _keys(value: dict[str, Any], rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield an object with one misspelt key."""
    for key in [key for key in value if len(key) > 3 and key != "type"]:
        camel = key.title().replace("_", "")
        for other in (camel[0].lower() + camel[1:], key.replace("_", "-"), *_letters(key, rng)):
            if other != key and rng.random() < 0.2:
                yield {other if name == key else name: item for name, item in value.items()}


# --- Slips in a record ---


def _places(shape: Shape, value: Any, at: str = "") -> Iterator[tuple[str, Shape, Any]]:
    """Yield every value of a record with its shape and its pointer."""
    yield at, shape, value
    match shape:
        case ListOf():
            for index, item in enumerate(value):
                yield from _places(shape.item, item, f"{at}/{index}")
        case MapOf() if not isinstance(shape.value, Anything):
            for key, item in value.items():
                yield from _places(shape.value, item, at + pointer(key))
        case ObjectOf():
            for name, item in value.items():
                if name != "type":
                    yield from _places(shape.fields[name].shape, item, f"{at}/{name}")


def _with(record: dict[str, Any], at: str, written: Any) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    place: Any = changed
    *path, last = pointer_tokens(at)
    for token in path:
        place = place[int(token)] if isinstance(place, list) else place[token]
    place[int(last) if isinstance(place, list) else last] = written
    return changed


def _of_record(seed: int) -> Iterator[Slip]:
    record, rng = generate.record(seed), random.Random(seed)
    shape = generate.CLASSES[record["type"]]
    meant = dump(read(shape_of(RECORD), record)[0])
    for at, inner, value in _places(shape, record):
        if at:
            for what, written, is_meant in _in_value(inner, value, rng):
                yield Slip(what, _with(record, at, written), meant if is_meant else None)
        if isinstance(inner, ObjectOf):
            for keys in _keys(value, rng):
                yield Slip("key", _with(record, at, keys) if at else keys, meant)
    if record["type"] == "organization" and "is_think_tank" not in record:
        for text in ("Think Tank", "think tank", "thinktank", "think_tanks"):
            bare = {name: item for name, item in record.items() if name != "kind"}
            flagged = {**bare, "is_think_tank": True}
            yield Slip("flag", {**bare, "kind": text}, dump(read(shape_of(RECORD), flagged)[0]))


# --- Slips across records ---


class Across(NamedTuple):
    """Records with a typing error in one reference.

    Attributes:
        written: the records as they were written.
        meant: the records that were meant.
    """

    written: list[dict[str, Any]]
    meant: list[dict[str, Any]]


def across(records: list[dict[str, Any]], rng: random.Random) -> Iterator[Across]:
    """Yield each reference of the records once with each typing error that leaves it an id."""
    for number, record in enumerate(records):
        for at, shape, value in _places(generate.CLASSES[record["type"]], record):
            if isinstance(shape, Reference):
                kind, _, slug = value.partition(":")
                for text in [f"{kind}:{letters}" for letters in _letters(slug, rng)]:
                    if text != value and shape.read(text)[0] is not None:
                        written = _with(record, at, text)
                        yield Across([*records[:number], written, *records[number + 1 :]], records)


def judge_across(slip: Across, today: date) -> Iterator[tuple[tm.Problem, str]]:
    """Yield every suggestion of the rules across records that does not restore the intended records, with the reason."""
    before = _found(slip.meant, today)
    for problem in _found(slip.written, today):
        if problem.suggestion is None or problem in before:
            continue
        (number,) = [n for n, record in enumerate(slip.written) if record["id"] == problem.record_id]
        mended = [*slip.written]
        mended[number] = applied(mended[number], problem)
        if mended != slip.meant:
            yield problem, f"not what was meant: {problem.suggestion}"
        else:
            yield problem, ""


def _found(records: list[dict[str, Any]], today: date) -> list[tm.Problem]:
    return list(tm.Dataset(records=[tm.from_dict(record) for record in records]).check(today))


def slips(seed: int = 0) -> Iterator[Slip]:
    """Yield mistakes without end, always the same ones."""
    return chain.from_iterable(map(_of_record, count(seed)))


if __name__ == "__main__":
    told: Counter[str] = Counter()
    for slip in islice(slips(), int(sys.argv[1])):
        told["slips"] += 1
        told["slips: " + slip.what] += 1
        for problem, fault in judge(slip):
            told["suggestions"] += 1
            told["suggestions: " + slip.what] += 1
            if fault:
                told["wrong"] += 1
                told["wrong: " + slip.what] += 1
                if told["wrong: " + slip.what] <= 3:
                    print(f"{slip.what}: {problem}\n    {fault[:300]}")
    for name, number in sorted(told.items()):
        print(f"{number:8} {name}")
