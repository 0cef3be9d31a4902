"""Hypothesis strategies built from shapes: valid plain values of every class, which shrink.

A class, field or vocabulary that is added to the model or to a profile is covered without a change here. Rules about several fields are
met by construction if they are declared (`Constraint.said`); for others, keys that break a rule are removed.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st

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
            return JSON.filter(lambda value: value is not None)
        case ListOf():
            unique = str if shape.unique else None
            return st.lists(values(shape.item), min_size=max(1, shape.at_least), max_size=3, unique_by=unique)
        case MapOf(cls=cls) if cls is Text:
            return st.dictionaries(st.sampled_from(sorted(WORDS)), st.just(""), min_size=1, max_size=2).flatmap(_texts)
        case MapOf():
            return st.dictionaries(values(shape.key), values(shape.value), min_size=1, max_size=2)
        case OneOf():
            return st.one_of([values(option) for option in shape.options.values()])
        case ObjectOf():
            return _objects(shape)


# --- Strings ---


def _scalars(shape: Scalar) -> Values:
    if shape in (DATE, DATE_OR_TIME):
        found = _dates(shape is DATE_OR_TIME)
    elif isinstance(shape, Reference):
        found = st.builds("{}:{}".format, st.sampled_from(shape.targets), SLUGS)
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


@st.composite
def _dates(draw: st.DrawFn, times: bool) -> str:
    text = draw(st.dates()).isoformat()
    if times and draw(st.booleans()):
        return (
            text
            + draw(st.times().map(lambda time: time.isoformat("seconds")))
            + draw(st.sampled_from(["", "Z", "+08:00"]))
        )
    return text[: draw(st.sampled_from([4, 7, 10]))] + draw(st.sampled_from(["", "?", "~", "%"]))


def _words(tag: str) -> Values:
    return st.lists(st.sampled_from(WORDS[tag]), min_size=1, max_size=5).map(("" if tag == "zh-Hans" else " ").join)


def _texts(tags: dict[str, str]) -> Values:
    return st.fixed_dictionaries({tag: _words(tag) for tag in tags})


# --- Objects ---


def least(shape: ObjectOf) -> Values:
    """Draw valid plain objects of a shape with required fields only."""
    return _objects(shape, 0)


@st.composite
def _objects(draw: st.DrawFn, shape: ObjectOf, few: int = FEW) -> dict[str, Any]:
    optional = [name for name, field in shape.fields.items() if not field.required]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=few, unique=True)) if optional else []
    for check in shape.checks:
        if check.said is not None:
            least, most = check.said
            chosen = [name for name in chosen if name not in check.fields]
            chosen += draw(st.lists(st.sampled_from(check.fields), min_size=least, max_size=most, unique=True))
    built = {} if shape.tag is None else {"type": shape.tag}
    for name, field in shape.fields.items():
        if field.required or name in chosen:
            built[name] = draw(values(field.shape))
    _agree(draw, shape, built)
    return repaired(shape, built)


def _agree(draw: st.DrawFn, shape: ObjectOf, built: dict[str, Any]) -> None:
    """Make values agree that would rarely agree by chance."""
    if shape.cls is Identifier:
        built["scheme"], built["value"] = draw(
            st.sampled_from([(scheme.name, example) for scheme in SCHEMES.values() for example in scheme.examples])
        )
    if shape.cls is Amount:  # integers are valid in every currency
        built |= {name: float(round(built[name] % 1e9)) for name in ("value", "upper") if name in built}
    for statement in built.get("statements", ()):
        statement["field"] = "/" + draw(st.sampled_from(list(shape.fields)))
    for check in shape.checks:  # a key with its default, such as `false`, does not count
        if check.said is not None:
            built |= {name: True for name in check.fields if built.get(name) is False}


def repaired(shape: ObjectOf, built: dict[str, Any]) -> dict[str, Any]:
    """Remove the keys that have problems."""
    while problems := read(shape, built)[1]:
        at = [token for problem in problems for token in _spare(shape, built, problem.pointer)]
        at += [
            (built, name)
            for check in shape.checks
            if problems[0].code in [code.name for code in check.codes]
            for name in check.fields
            if name in built and not shape.fields[name].required
        ]
        assume(at)
        parent, key = at[0]
        del parent[key]
    return built


def _spare(shape: Any, value: Any, pointer: str) -> list[tuple[Any, Any]]:
    """Return the removable keys and items on the path of a pointer, the innermost first: each with its container."""
    found: list[tuple[Any, Any]] = []
    for token in pointer_tokens(pointer):
        match shape:
            case ObjectOf() if token in shape.fields and token in value:
                if not shape.fields[token].required:
                    found.append((value, token))
                shape, value = shape.fields[token].shape, value[token]
            case ListOf():
                if len(value) > 1:
                    found.append((value, int(token)))
                shape, value = shape.item, value[int(token)]
            case _:
                break
    return found[::-1]
