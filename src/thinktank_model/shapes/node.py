"""The base of every class of the model that is an object in JSON."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from ..problems.guesses import GuidedValue
from ..problems.portable import Portable, Shown
from .annotations import shape_of
from .construct import construct
from .declared import defaults_of
from .frozenjson import EMPTY, JsonMap, exact
from .helptext import LazyDocstring, LazySignature
from .takes import Fields, Takes
from .tree import EXTRA, Anything

__all__ = ["Node"]


@frozen(kw_only=True, repr=False, eq=False)
class Node(Portable, Shown, GuidedValue):
    """A frozen object that checks itself: wrong values raise `InvalidData` with all problems.

    The constructor takes the attributes by name, each as its own type or in its JSON form (a `str` for a date, a dict
    for a `Text`, any iterable for a tuple), and the object holds their canonical values. All classes share this constructor,
    in place of those that attrs writes: it reports missing and misspelt keywords with all other problems.

    A subclass is declared with `@frozen(kw_only=True, repr=False, eq=False)`, the one of `declared.py` in this library and
    that of attrs in another project: representation, equality and hash are defined here, once.

    Attributes:
        unknown_keys: keys that the schema does not know, kept by `unknown="keep"`, and `$schema`; written back.
    """

    unknown_keys: JsonMap = field(default=EMPTY, converter=Takes[Fields])

    __signature__: ClassVar[LazySignature] = LazySignature()

    def __init__(self, /, *positional: Any, **given: Any) -> None:
        if positional:
            name, first = type(self).__name__, next(iter(inspect.signature(type(self)).parameters))
            raise TypeError(f"{name}() takes no positional arguments; name them: {name}({first}=..., ...)")
        construct(self, given)

    def __init_subclass__(cls) -> None:
        own = vars(cls)
        given = {"__init__": own.get("__init__", Node.__init__)}  # attrs does not write a method that the class has
        if isinstance(own.get("__doc__"), str):
            given["__doc__"] = LazyDocstring(own["__doc__"])
        for name, value in given.items():
            setattr(cls, name, value)
        if "__attrs_init__" in own:  # attrs writes it in addition to our constructor, and nothing calls it
            del cls.__attrs_init__  # type: ignore[attr-defined]

    def __getstate__(self) -> Mapping[str, Any]:
        """Return the attributes, for copies and pickles, as attrs does."""
        return {name: getattr(self, name) for name in defaults_of(type(self))}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        content = _content_of(self)
        return bool(content(self) == content(other))

    def __hash__(self) -> int:
        return hash(_content_of(self)(self))

    def __repr__(self) -> str:
        """Return Python code that makes the object, without attributes that have their default."""
        defaults = sorted(defaults_of(type(self)).items(), key=lambda one: (one[0] != "id", one[0] == EXTRA))
        shown = [f"{name}={value!r}" for name, default in defaults if (value := getattr(self, name)) != default]
        return f"{type(self).__name__}({', '.join(shown)})"


del Node.__attrs_init__  # type: ignore[attr-defined]  # as of its subclasses


def _content_of(built: Node) -> Callable[[Any], Any]:
    cls: Any = type(built)
    return _content(cls)


@cache
def _content(cls: Any) -> Callable[[Any], Any]:
    """Return the function that returns all attributes of an object, one for each class. attrs would compile two methods.

    Python compares these values as JSON would, except free JSON that is not an object: `1` and `true`.
    """
    names = list(defaults_of(cls))
    free = [name for name, field in shape_of(cls).fields.items() if isinstance(field.shape, Anything)]
    rest = attrgetter(*[name for name in names if name not in free])
    if not free:
        return rest
    values = attrgetter(*free)
    return lambda built: (rest(built), exact(values(built)))
