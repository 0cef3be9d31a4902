"""Ways to break a valid plain value, each with the expected code and pointer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ..problems.display import is_encodable
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Code, Severity
from ..shapes.codes import DUPLICATE, MISSING, NULL, OUT_OF_RANGE, SURROGATE, TOO_SHORT, UNKNOWN, WRONG_TYPE
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import SYNTAX as ID_SYNTAX
from ..values.ids import WRONG_TARGET, Reference
from ..values.text import LABEL, PROSE, VERBATIM
from ..vocab.term import SYNTAX as TERM_SYNTAX
from ..vocab.term import UNKNOWN as UNKNOWN_TERM
from ..vocab.term import Term

__all__ = ["Fault", "faults", "plant"]

CACHED: Final = 4096  # texts


class Fault(NamedTuple):
    """One way to break a valid value.

    Attributes:
        what: a description of the fault.
        at: the pointer to the fault.
        apply: a function that applies it.
        reported_at: the expected pointer of the problem.
        code: the code of the only expected problem.
    """

    what: str
    at: str
    apply: Callable[[Any], None]
    reported_at: str
    code: str


def _parent(value: Any, at: str) -> tuple[Any, Any]:
    *path, last = pointer_tokens(at)
    for token in path:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value, int(last) if isinstance(value, list) else last


def _put(what: str, at: str, wrong: Any, code: Code = WRONG_TYPE, reported_at: str | None = None) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        parent[key] = copy.deepcopy(wrong)

    return Fault(what, at, apply, at if reported_at is None else reported_at, (NULL if wrong is None else code).name)


def _drop(at: str) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        del parent[key]

    return Fault("required key dropped", at, apply, at.rpartition("/")[0], MISSING.name)


def _add(what: str, at: str, wrong: Any, code: str) -> Fault:
    def apply(value: Any) -> None:
        parent, key = _parent(value, at)
        parent[key] = wrong

    return Fault(what, at, apply, at, code)


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
BAD_DATES = ("20/12/2024 2024-13 2024-37 2023-02-29 20241220 2024-W01-1 ٢٠٢٤ 2024-12-20T 24 2024-00").split()


def faults(shape: Shape, value: Any, at: str = "") -> Iterator[Fault]:
    """Yield all faults that can be planted in this valid value and must be refused."""
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
            yield _put("beyond 64 bits", at, 2**64, OUT_OF_RANGE)
            if integer:
                yield _put("float for an integer", at, 1.9)
            if least is not None:
                yield _put("below the least", at, least - 1, OUT_OF_RANGE)
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
                yield _put("empty list", at, [], TOO_SHORT)
            if shape.unique:
                yield _put("item twice", at, [*value, value[0]], DUPLICATE, f"{at}/{len(value)}")
            for index, item in enumerate(value):
                there = f"{at}/{index}"
                for fault in faults(shape.item, item, there):
                    null_item = fault.at == there and fault.code == NULL.name
                    yield fault._replace(code=WRONG_TYPE.name) if null_item else fault
        case MapOf():
            for what, wrong in {
                "list for a map": [["en", "x"]],
                "text for a map": "abc",
                "null": None,
                "number": 3,
            }.items():
                yield _put(what, at, wrong)
            if shape.at_least:
                yield _put("empty map", at, {}, TOO_SHORT)
            for what, key in {"bad key": "!", "empty key": ""}.items():
                code = _code(shape.key, key)
                if code is not None:
                    yield _add(what, f"{at}/{key}", "text", code)
            for key, item in value.items():
                yield from faults(shape.value, item, at + pointer(key))
        case ObjectOf():
            yield from _object_faults(shape, value, at)


@lru_cache(CACHED)
def _code(shape: Scalar, text: str) -> str | None:
    """Return the code of the error that a scalar reports for a text; None if it takes it. Most wrong texts are the same in each draw."""
    value, problems = shape.read(text)
    return None if value is not None else next(one.code for one in problems if one.severity is Severity.ERROR)


def _scalar_faults(shape: Scalar, value: str, at: str) -> Iterator[Fault]:
    for what, wrong in WRONG_STRINGS.items():
        if not is_encodable(wrong):
            yield _put(what, at, wrong, SURROGATE)
        else:
            yield from _refused(shape, what, wrong, at)
    for what, wrong in NOT_STRINGS.items():
        yield _put(what, at, wrong)
    if shape in (PROSE, LABEL, VERBATIM):
        return
    yield from _refused(shape, "newline at the end", value + "\n", at)
    yield from _refused(shape, "space before", " " + value, at)
    yield from _refused(shape, "far too long", "a" * 5000, at)
    if shape in (DATE, DATE_OR_TIME):
        for wrong in BAD_DATES:
            yield from _refused(shape, "bad date", wrong, at)
    elif isinstance(shape, Reference):
        yield _put("reference to another type", at, "nothing:a", WRONG_TARGET)
        yield _put("slug in capitals", at, f"{shape.targets[0]}:ABC", ID_SYNTAX)
        yield _put("reference without a type", at, "abc", ID_SYNTAX)
    elif isinstance(shape, Term):
        yield _put("wrong term", at, "No Such Term!", TERM_SYNTAX if shape.open else UNKNOWN_TERM)
        if not shape.open and value.upper() != value:
            yield _put("term in capitals", at, value.upper(), UNKNOWN_TERM)
    elif shape.schema.get("enum") or "country" in shape.name:
        yield from _refused(shape, "unknown code", "ZZ", at)


def _refused(shape: Scalar, what: str, text: str, at: str) -> Iterator[Fault]:
    """Yield a text as a fault, if the scalar refuses it. The scalar of another project may take it."""
    code = _code(shape, text)
    if code is not None:
        yield Fault(what, at, _put(what, at, text).apply, at, code)


def _object_faults(shape: ObjectOf, value: dict[str, Any], at: str) -> Iterator[Fault]:
    if at:
        for what, wrong in {"list for an object": [1], "text for an object": "abc", "null": None, "number": 3}.items():
            yield _put(what, at, wrong)
    yield _add("unknown key", f"{at}/nonsense", 1, UNKNOWN.name)
    yield _add("key in capitals", f"{at}/{next(iter(shape.fields)).upper()}", 1, UNKNOWN.name)
    if shape.tag is not None:
        yield _drop(f"{at}/type")
        yield _put("another type", f"{at}/type", "thing")
    for name, field in shape.fields.items():
        there = f"{at}/{name}"
        if name not in value:
            yield _add("null for an absent key", there, None, NULL.name)
            continue
        if field.required:
            yield _drop(there)
        yield from faults(field.shape, value[name], there)


def plant(value: Any, chosen: list[Fault]) -> Any:
    """Return a copy of the value with these faults in it."""
    broken = copy.deepcopy(value)
    for fault in chosen:
        fault.apply(broken)
    return broken
