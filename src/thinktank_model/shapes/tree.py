"""Shapes: the JSON form of a class as a small tree.

A class declares its fields once, in its annotations:

    country: Annotated[str | None, COUNTRY, "Where it is established."] = None
    host_ids: Annotated[tuple[str, ...], Ref("organization"), AtLeast(1), "Who runs the programme."]

`shape_of(cls)` reads them into a tree of eight kinds of node: `Scalar` (a JSON string: text, date, term, reference, ...),
`Number`, `Boolean`, `Anything` (free JSON), `ListOf`, `MapOf`, `ObjectOf` and `OneOf` (a union told by `type`). Everything else in the library (the loader,
the explainer, the dumper, JSON Schema, reference checks, documentation, test data) walks that tree and never looks at a
class again.

The classes here are plain ones, not attrs classes: that saves a tenth of the library's import time.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import NOTHING

from ..problems.display import is_encodable
from ..problems.problem import Code, Problem

__all__ = [
    "EXTRA",
    "Anything",
    "Bad",
    "Boolean",
    "Constraint",
    "Field",
    "ListOf",
    "MapOf",
    "Memo",
    "Number",
    "ObjectOf",
    "OneOf",
    "Reading",
    "Scalar",
    "Shape",
    "also",
]

NO_KEYWORDS: Final[Mapping[str, Any]] = types.MappingProxyType({})
MEMO_LIMIT: Final = 65_536  # entries; a full cache is cleared
REFUSED_LIMIT: Final = 1024  # entries
REFUSED_LENGTH: Final = 200  # characters
EXTRA: Final = "unknown_keys"  # the attribute of every object with the keys that its shape does not know

Reading: TypeAlias = tuple[Any, tuple[Problem, ...]]
"""What reading one string gave: the value (None if there is an error), and everything there is to say about it."""


class Bad(LookupError):
    """Raised by fast readers for a value that is not clean. The explainer finds out why."""


class Memo(dict[str, Any]):
    """The values of the texts of a scalar that repeats. It only holds texts without any problem.

    One look-up checks the type and the rules, parses and interns. A text that is not clean raises `Bad`.
    """

    __slots__ = ("read", "refused")

    def __init__(self, read: Callable[[str], Reading]) -> None:
        self.read: Callable[[str], Reading] = read
        self.refused: dict[str, Reading] = {}  # the problems of the last texts that are not clean

    def __missing__(self, text: object) -> Any:
        if type(text) is not str or text in self.refused or not (text.isascii() or is_encodable(text)):
            raise Bad
        value, problems = reading = self.read(text)
        if problems:
            if len(text) <= REFUSED_LENGTH:
                if len(self.refused) >= REFUSED_LIMIT:
                    self.refused.clear()
                self.refused[text] = reading
            raise Bad
        if len(self) >= MEMO_LIMIT:
            self.clear()
        self[text] = value
        return value


def also(rule: str, *codes: Code) -> dict[str, Any]:
    """Return an entry of the annotation `x-also`: a rule that JSON Schema cannot express.

    Parameters:
        rule: the rule, in one sentence.
        codes: the codes of the problems that a breach of it has.
    """
    return {"codes": [code.name for code in codes], "rule": rule}


class Scalar:
    """A value that is a string in JSON.

    Attributes:
        name: its name in messages and documentation: "country code".
        read: a function that returns the value and the problems of a string. It is the only place with the rules of this value.
        cls: the Python type of the value.
        attribute: the attribute of the value with its JSON string; None if the value is a `str`.
        from_python: a function that returns the JSON string of another Python value with the same meaning, such as a `datetime.date`, and any
            other value unchanged; None if there is no such value.
        repeats: whether the same value occurs often (countries, terms, dates); such values are cached.
        clean: for values that do not repeat, a fast test that is True only if `read` would return the text as it
            is, without any problem.
        schema: the JSON Schema keywords besides `type: string`; under `x-also` the rules that they cannot express (`also`), and as `title`
            the name of the value, if it is to be one definition of the schema for all fields.
        examples: JSON texts that `read` takes without a problem.
        memo: the cache of its values, if it repeats.
    """

    __slots__ = ("attribute", "clean", "cls", "examples", "from_python", "memo", "name", "read", "repeats", "schema")

    def __init__(
        self,
        *,
        name: str,
        read: Callable[[str], Reading],
        cls: Any = str,
        attribute: str | None = None,
        from_python: Callable[[object], object] | None = None,
        repeats: bool = True,
        clean: Callable[[str], bool] | None = None,
        schema: Mapping[str, Any] = NO_KEYWORDS,
        examples: tuple[str, ...] = (),
    ) -> None:
        self.name: str = name
        self.read: Callable[[str], Reading] = read
        self.cls: Any = cls
        self.attribute: str | None = attribute
        self.from_python: Callable[[object], object] | None = from_python
        self.repeats: bool = repeats
        self.clean: Callable[[str], bool] | None = clean
        self.schema: Mapping[str, Any] = schema
        self.examples: tuple[str, ...] = examples
        self.memo: Memo = Memo(read)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class Number:
    """A JSON number: an integer, or any number; never a bool."""

    __slots__ = ("integer", "least", "most")

    def __init__(self, integer: bool, least: float | None = None, most: float | None = None) -> None:
        self.integer: bool = integer
        self.least: float | None = least
        self.most: float | None = most


class Boolean:
    """A JSON boolean; nothing is coerced."""


class Anything:
    """Any JSON value, kept unchanged."""


class ListOf:
    """A JSON list, in Python a tuple.

    Attributes:
        item: the shape of the items.
        at_least: the minimum number of items.
        unique: whether duplicate items are refused.
        ordered: whether the order of the items is significant.
    """

    __slots__ = ("at_least", "item", "ordered", "unique")

    def __init__(self, item: Shape, at_least: int = 0, unique: bool = False, ordered: bool = False) -> None:
        self.item: Shape = item
        self.at_least: int = at_least
        self.unique: bool = unique
        self.ordered: bool = ordered


class MapOf:
    """A JSON object with free keys, in Python an immutable mapping of class `cls`.

    Attributes:
        cls: the mapping's class; `cls._of(dict)` wraps checked entries.
        key: the shape of the keys.
        value: the shape of the values.
        at_least: the minimum number of entries.
        checks: rules over the whole mapping.
    """

    __slots__ = ("at_least", "checks", "cls", "key", "value")

    def __init__(
        self, cls: Any, key: Scalar, value: Shape, at_least: int = 0, checks: tuple[Constraint, ...] = ()
    ) -> None:
        self.cls: Any = cls
        self.key: Scalar = key
        self.value: Shape = value
        self.at_least: int = at_least
        self.checks: tuple[Constraint, ...] = checks


class Field:
    """One key of an object.

    Attributes:
        name: the JSON key and the Python attribute.
        shape: the shape of its value.
        description: one sentence for people.
        default: the value of a missing key; `attrs.NOTHING` if the key is required.
        beside: a key, and the shape that applies if the object has that key; it builds the same values and has the same
            errors, but fewer warnings. None if there is none.
        headings: a function that returns its heading on sheets in a language; None for a field of ours, whose headings are data of the
            sheets, and for one that has none.
    """

    __slots__ = ("beside", "default", "description", "headings", "name", "shape")

    def __init__(
        self,
        name: str,
        shape: Shape,
        description: str,
        default: Any = NOTHING,
        beside: tuple[str, Scalar] | None = None,
        headings: Callable[[str], str] | None = None,
    ) -> None:
        self.name: str = name
        self.shape: Shape = shape
        self.description: str = description
        self.default: Any = default
        self.beside: tuple[str, Scalar] | None = beside
        self.headings: Callable[[str], str] | None = headings

    def shape_among(self, keys: Container[str]) -> Shape:
        """Return the shape of its value in an object with these keys."""
        return self.shape if self.beside is None or self.beside[0] not in keys else self.beside[1]

    @property
    def required(self) -> bool:
        """Whether the key is required in JSON."""
        return self.default is NOTHING


class ObjectOf:
    """A JSON object with known keys, in Python an attrs class.

    Attributes:
        cls: the attrs class.
        fields: its keys in canonical order: `id`, the class's own, then those common to all.
        tag: the value of the key `type`; None if the object has no such key.
        checks: the rules about more than one field.
    """

    __slots__ = ("checks", "cls", "fields", "tag")

    def __init__(self, cls: Any, fields: Mapping[str, Field], tag: str | None, checks: tuple[Constraint, ...]) -> None:
        self.cls: Any = cls
        self.fields: Mapping[str, Field] = fields
        self.tag: str | None = tag
        self.checks: tuple[Constraint, ...] = checks

    @property
    def description(self) -> str:
        """The first paragraph of the class's docstring."""
        return " ".join((self.cls.__doc__ or "").split("\n\n")[0].split())


class OneOf:
    """A JSON object of one of several classes, which its key `type` identifies.

    Attributes:
        options: the shape of the object for each value of `type`.
        other: the shape of an object whose type another project defines, which is kept on request; None if there is none.
    """

    __slots__ = ("options", "other")

    def __init__(self, options: Mapping[str, ObjectOf], other: ObjectOf | None = None) -> None:
        self.options: Mapping[str, ObjectOf] = options
        self.other: ObjectOf | None = other


Shape: TypeAlias = Scalar | Number | Boolean | Anything | ListOf | MapOf | ObjectOf | OneOf


# --- Rules over several fields of one object ---


When: TypeAlias = Literal["any", "all", "several"]


class Constraint:
    """A rule about more than one field of an object.

    Attributes:
        fields: the attributes it reads; it runs only where each of them is valid.
        check: a function that returns the problems of an object, with pointers into it.
        schema: the rule as JSON Schema keywords; None if JSON Schema cannot express it.
        name: its name.
        description: the rule in words.
        codes: the codes that it reports, if JSON Schema cannot express it.
        needs: those of its fields that have a default, if it finds nothing when all of them have it; empty
            for a rule that must always run.
        when: which of `needs` must differ from their default before it can find anything: any, all, or, for
            lists, any with several items.
        quick: for a rule of an object: a faster test of the values of its `fields`, which is True only if `check` finds nothing.
        fits: for a rule about each single entry of a mapping of texts: whether a key and a text obey it.
        begins: for such a rule, caches of the first characters of texts by key; True only if every text that begins so obeys it.
        said: for a rule about how many of its fields are given, the minimum and the maximum; this is the whole rule.
    """

    __slots__ = (
        "begins",
        "check",
        "codes",
        "description",
        "fields",
        "fits",
        "name",
        "needs",
        "quick",
        "said",
        "schema",
        "when",
    )

    def __init__(
        self,
        fields: tuple[str, ...],
        check: Callable[[Any], Iterator[Problem]],
        schema: Mapping[str, Any] | None = None,
        name: str = "",
        description: str = "",
        needs: tuple[str, ...] = (),
        codes: tuple[Code, ...] = (),
        quick: Callable[..., bool] | None = None,
        fits: Callable[[str, str], bool] | None = None,
        begins: Mapping[str, Mapping[str, bool]] | None = None,
        said: tuple[int, int] | None = None,
        when: When = "any",
    ) -> None:
        self.fields: tuple[str, ...] = fields
        self.check: Callable[[Any], Iterator[Problem]] = check
        self.schema: Mapping[str, Any] | None = schema
        self.name: str = name
        self.description: str = description
        self.needs: tuple[str, ...] = needs
        self.codes: tuple[Code, ...] = codes
        self.quick: Callable[..., bool] | None = quick
        self.fits: Callable[[str, str], bool] | None = fits
        self.begins: Mapping[str, Mapping[str, bool]] | None = begins
        self.said: tuple[int, int] | None = said
        self.when: When = when
