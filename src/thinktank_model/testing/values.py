"""Hypothesis strategies built from shapes: valid plain values of every class, which shrink.

A class, field or vocabulary that is added to the model or to a profile is covered without a change here. Rules about several fields are
met by construction if they are declared (`Constraint.said`); for others, keys that break a rule are removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import chain, combinations
from typing import Any, Final, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st

from ..contract.samples import sample
from ..problems.pointers import pointer_tokens
from ..shapes.codec import read
from ..shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from ..values.amounts import Amount
from ..values.dates import DATE, DATE_OR_TIME
from ..values.identifiers import SCHEMES, Identifier
from ..values.ids import Reference
from ..values.text import LABEL, PROSE, VERBATIM, Text
from ..vocab import Term
from .words import WORDS

__all__ = ["JSON", "SLUGS", "Values", "least", "repaired", "values"]

Values: TypeAlias = st.SearchStrategy[Any]

FEW: Final = 4  # optional keys of an object, so that a record stays small
JSON: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e9, 1e9)
    | st.sampled_from(["text", "é智", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=4,
)
SLUGS: Final = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)


@cache
def values(shape: Shape) -> Values:
    """Draw valid plain values of a shape, without any problem."""
    match shape:
        case Scalar():
            return _scalars(shape)
        case Number(integer=True, least=least, most=most):
            return st.integers(0 if least is None else int(least), 2**53 if most is None else int(most))
        case Number(least=least, most=most):
            return st.floats(least, most, allow_nan=False, allow_infinity=False)
        case Boolean():
            return st.booleans()
        case Anything():
            return JSON.map(lambda value: "" if value is None else value)
        case ListOf():
            unique = str if shape.unique else None
            return st.lists(values(shape.item), min_size=max(1, shape.at_least), max_size=3, unique_by=unique)
        case MapOf(cls=cls) if cls is Text:
            return _texts()
        case MapOf():
            return st.dictionaries(values(shape.key), values(shape.value), min_size=1, max_size=2)
        case OneOf():
            return st.one_of([values(option) for option in shape.options.values()])
        case ObjectOf():
            return _objects(shape)


# --- Strings ---

# A draw costs what its choices cost: a text of several words is made of one number, and a date of two.


def _scalars(shape: Scalar) -> Values:
    if shape in (DATE, DATE_OR_TIME):
        found = _dates() | _times() if shape is DATE_OR_TIME else _dates()
    elif isinstance(shape, Reference):
        found = st.one_of([SLUGS.map(f"{target}:".__add__) for target in shape.targets])
    elif isinstance(shape, Term):
        live = [term.value for term in shape.terms if term.replaced_by is None]
        found = st.sampled_from([*live, "x:own"] if shape.open else live)
    elif shape in (PROSE, LABEL, VERBATIM):
        found = _words("en") | _words("zh-Hans") | st.text(min_size=1, max_size=8)
    elif "enum" in shape.schema:
        found = st.sampled_from(shape.schema["enum"])
    elif shape.examples and shape.examples[0].endswith(":example"):
        found = SLUGS.map(lambda slug: shape.examples[0].replace("example", slug))
    else:
        found = st.sampled_from(shape.examples)
        if "pattern" in shape.schema and shape.schema.get("maxLength", 0) <= 200:
            found |= st.from_regex(shape.schema["pattern"])
    return _clean(shape, found)


def _clean(shape: Scalar, found: Values) -> Values:
    """Return the texts without any problem. Other texts are replaced by an example, so that hypothesis need not draw again."""
    examples = [text for text in (*shape.examples, *WORDS["en"]) if not read(shape, text)[1]]
    if not examples:
        return found.filter(lambda text: not read(shape, text)[1])
    return found.map(lambda text: examples[0] if read(shape, text)[1] else text)


def _days() -> Values:
    """Draw days of the calendar, which shrink to the first of this century."""
    first = date(2000, 1, 1).toordinal()
    days = st.integers(date.min.toordinal() - first, date.max.toordinal() - first)
    return days.map(lambda day: date.fromordinal(first + day).isoformat())


def _dates() -> Values:
    """Draw dates as precise as a year, season, month or day, some of them with a qualifier."""
    kinds = [(length, more) for more in ("", "?", "~", "%") for length in (4, 7, 10)]
    seasons = [(4, f"-{season}") for season in (21, 24, 33)]
    return st.builds(lambda day, kind: day[: kind[0]] + kind[1], _days(), st.sampled_from(kinds + seasons))


def _times() -> Values:
    """Draw days with a time, with or without an offset."""
    clock = st.integers(0, 86_399).map(lambda second: f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}")
    return st.builds("{}T{}{}".format, _days(), clock, st.sampled_from(["", "Z", "+08:00"]))


def _texts() -> Values:
    """Draw texts in one or two languages."""
    tags = [tags for count in (1, 2) for tags in combinations(sorted(WORDS), count)]
    return st.one_of([st.fixed_dictionaries({tag: _words(tag) for tag in some}) for some in tags])


def _words(tag: str) -> Values:
    """Draw texts of one to five words of a language; a number stands for each."""
    words, between = WORDS[tag], "" if tag == "zh-Hans" else " "

    def text(number: int) -> str:
        found = [words[number % len(words)]]
        while number := number // len(words):
            number -= 1
            found.append(words[number % len(words)])
        return between.join(found)

    return st.integers(0, sum([len(words) ** count for count in range(1, 6)]) - 1).map(text)


# --- Objects ---

IDENTIFIERS: Final = st.sampled_from(
    [{"scheme": scheme.name, "value": example} for scheme in SCHEMES.values() for example in scheme.examples]
)
AMOUNTS: Final = st.integers(0, 10**9).map(float)  # which are valid in every currency


def least(shape: ObjectOf) -> Values:
    """Draw valid plain objects of a shape with required fields only."""
    return _objects(shape, 0)


def _objects(shape: ObjectOf, few: int = FEW) -> Values:
    """Draw objects with at most a few optional keys, besides those whose number a rule states."""
    stated = [(check.fields, *check.said) for check in shape.checks if check.said is not None]
    told = {name for names, _least, _most in stated for name in names}
    optional = [name for name, field in shape.fields.items() if not field.required and name not in told]
    chosen = st.tuples(_names(optional, 0, few), *[_names(*one) for one in stated]).map(lambda many: {*chain(*many)})
    fields = {name: (field.required, _field(shape, name)) for name, field in shape.fields.items()}
    paths = st.sampled_from([f"/{name}" for name in shape.fields])

    @st.composite
    def drawn(draw: st.DrawFn) -> dict[str, Any]:
        names = draw(chosen)
        built: dict[str, Any] = {} if shape.tag is None else {"type": shape.tag}
        built |= {name: draw(field) for name, (required, field) in fields.items() if required or name in names}
        if shape.cls is Identifier:
            built |= draw(IDENTIFIERS)
        for statement in built.get("statements", ()):
            statement["field"] = draw(paths)
        built |= {name: True for name in told if built.get(name) is False}  # a default does not count as given
        return repaired(shape, built)

    return drawn()


def _names(fields: Sequence[str], least: int, most: int) -> Values:
    """Draw some of these keys."""
    if not fields or not most:
        return st.just([])
    if least == most == 1:
        return st.sampled_from(fields).map(lambda name: [name])
    return st.lists(st.sampled_from(fields), min_size=least, max_size=most, unique=True)


def _field(shape: ObjectOf, name: str) -> Values:
    if shape.cls is Identifier and name in ("scheme", "value"):
        return st.just("")  # they are drawn together
    return AMOUNTS if shape.cls is Amount and name in ("value", "upper") else values(shape.fields[name].shape)


def repaired(shape: ObjectOf, built: dict[str, Any]) -> dict[str, Any]:
    """Remove the keys that have problems; a required value gives way to a small one."""
    while problems := read(shape, built)[1]:
        path = [step for problem in problems for step in _path(shape, built, problem.pointer)]
        at = [(parent, key) for parent, key, spare in path if spare is None]
        at += [
            (built, name)
            for check in sorted(shape.checks, key=lambda one: problems[0].code not in [code.name for code in one.codes])
            for name in check.fields
            if name in built and not shape.fields[name].required
        ]
        if at:
            parent, key = at[0]
            del parent[key]
            continue
        smaller = [(parent, key, spare) for parent, key, spare in path if spare is not None and parent[key] != spare]
        assume(smaller)
        parent, key, spare = smaller[0]
        parent[key] = spare
    return built


def _path(shape: Any, value: Any, pointer: str) -> list[tuple[Any, Any, Any]]:
    """Return the keys and items on the path of a pointer, the innermost first: each with its container, and a small value if it is required."""
    found: list[tuple[Any, Any, Any]] = []
    for token in pointer_tokens(pointer):
        match shape:
            case ObjectOf() if token in shape.fields and token in value:
                field = shape.fields[token]
                found.append((value, token, sample(field.shape) if field.required else None))
                shape, value = field.shape, value[token]
            case ListOf():
                if len(value) > 1:
                    found.append((value, int(token), None))
                shape, value = shape.item, value[int(token)]
            case _:
                break
    return found[::-1]
