"""Ways to break a valid plain value, each with the code and the place at which it must be reported."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..problems.pointers import pointer, pointer_tokens
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import Reference
from ..values.text import LABEL, PROSE, VERBATIM
from ..vocab import Term

__all__ = ["Fault", "faults", "plant"]


class Fault(NamedTuple):
    """One way to break a record: what is done, where, and the pointer at which it must be reported."""

    what: str
    at: str
    apply: Callable[[Any], None]
    reported_at: str


def _parent(value: Any, at: str) -> tuple[Any, Any]:
    *path, last = pointer_tokens(at)
    for token in path:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value, int(last) if isinstance(value, list) else last


def _put(what: str, at: str, wrong: Any, reported_at: str | None = None) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        parent[key] = copy.deepcopy(wrong)

    return Fault(what, at, apply, at if reported_at is None else reported_at)


def _drop(at: str) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        del parent[key]

    return Fault("required key dropped", at, apply, at.rpartition("/")[0])


def _add(what: str, at: str, wrong: Any = 1) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        parent[key] = wrong

    return Fault(what, at, apply, at)


WRONG_STRINGS: dict[str, Any] = {
    "empty": "",
    "white space only": " ",
    "control character": "a\x07b",
    "NUL at the end": "a\x00",
    "lone surrogate": "\ud800",
    "bidi override": "a\u202eb",
}
NOT_STRINGS: dict[str, Any] = {
    "integer for text": 7,
    "float for text": 1.5,
    "true for text": True,
    "list for text": ["a"],
    "object for text": {"a": "b"},
    "null": None,
}


def faults(shape: Shape, value: Any, at: str = "") -> Iterator[Fault]:
    """Every fault that must be refused and can be planted in this valid value."""
    match shape:
        case Scalar():
            yield from _scalar_faults(shape, value, at)
        case Number(integer=integer, least=least):
            for what, wrong in {
                "text for a number": str(value),
                "true for a number": True,
                "null": None,
                "list": [1],
            }.items():
                yield _put(what, at, wrong)
            yield _put("beyond 64 bits", at, 2**64)
            if integer:
                yield _put("float for an integer", at, 1.9)
            if least is not None:
                yield _put("below the least", at, least - 1)
        case Boolean():
            for what, wrong in {
                "'false'": "false",
                "0 for false": 0,
                "1 for true": 1,
                "null": None,
                "list": [],
            }.items():
                yield _put(what, at, wrong)
        case ListOf():
            for what, wrong in {
                "object for a list": {"a": 1},
                "text for a list": "abc",
                "null": None,
                "number": 3,
            }.items():
                yield _put(what, at, wrong)
            yield _put("item without its list", at, value[0])
            if shape.at_least:
                yield _put("empty list", at, [])
            if shape.unique:
                yield _put("item twice", at, [*value, value[0]], f"{at}/{len(value)}")
            for index, item in enumerate(value):
                yield from faults(shape.item, item, f"{at}/{index}")
        case MapOf():
            for what, wrong in {
                "list for a map": [["en", "x"]],
                "text for a map": "abc",
                "null": None,
                "number": 3,
            }.items():
                yield _put(what, at, wrong)
            if shape.at_least:
                yield _put("empty map", at, {})
            yield _add("bad key", f"{at}/!", "text")
            yield _add("empty key", f"{at}/", "text")
            for key, item in value.items():
                yield from faults(shape.value, item, at + pointer(key))
        case ObjectOf():
            yield from _object_faults(shape, value, at)


def _scalar_faults(shape: Scalar, value: str, at: str) -> Iterator[Fault]:
    for what, wrong in {**WRONG_STRINGS, **NOT_STRINGS}.items():
        yield _put(what, at, wrong)
    if shape in (PROSE, LABEL, VERBATIM):
        return
    yield _put("newline at the end", at, value + "\n")
    yield _put("space before", at, " " + value)
    yield _put("far too long", at, "a" * 5000)
    if shape in (DATE, DATE_OR_TIME):
        wrongs = (
            "20/12/2024",
            "2024-13",
            "2024-37",
            "2023-02-29",
            "20241220",
            "2024-W01-1",
            "٢٠٢٤",
            "2024-12-20T",
            "24",
            "2024-00",
        )
        for wrong in wrongs:
            yield _put("bad date", at, wrong)
    elif isinstance(shape, Reference):
        yield _put("reference to another type", at, "nothing:a")
        yield _put("slug in capitals", at, f"{shape.targets[0]}:ABC")
        yield _put("reference without a type", at, "abc")
    elif isinstance(shape, Term):
        yield _put("wrong term", at, "No Such Term!")
        if not shape.open:
            yield _put("term in capitals", at, value.upper())
    elif shape.schema.get("enum") or "country" in shape.name:
        yield _put("unknown code", at, "ZZ")


def _object_faults(shape: ObjectOf, value: dict[str, Any], at: str) -> Iterator[Fault]:
    if at:
        for what, wrong in {"list for an object": [1], "text for an object": "abc", "null": None, "number": 3}.items():
            yield _put(what, at, wrong)
    yield _add("unknown key", f"{at}/nonsense")
    yield _add("key in capitals", f"{at}/{next(iter(shape.fields)).upper()}")
    if shape.tag is not None:
        yield _drop(f"{at}/type")
        yield _put("another type", f"{at}/type", "thing")
    for name, field in shape.fields.items():
        there = f"{at}/{name}"
        if name not in value:
            yield _add("null for an absent key", there, None)
            continue
        if field.required:
            yield _drop(there)
        yield from faults(field.shape, value[name], there)


def plant(value: Any, chosen: list[Fault]) -> Any:
    """A copy of the value with these faults in it."""
    broken = copy.deepcopy(value)
    for fault in chosen:
        fault.apply(broken)
    return broken
