"""The rules of a shape, for models that are not the library's: the same check functions, called by other means.

`reading(scalar)` is the rule of one value. `object_rules(shape)` writes one function with everything that a peer cannot say in
its own terms: what a careful author would write into `__post_init__` by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

from attrs import NOTHING

from thinktank_model.model.union import Record
from thinktank_model.problems.problem import Problem, Severity
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import Anything, Constraint, Field, ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.ids import ANY_ID, Reference
from thinktank_model.vocab import Term

__all__ = [
    "DICT",
    "OPTIONS",
    "TUPLE",
    "UNION",
    "Broken",
    "Remembering",
    "class_members",
    "default_of",
    "object_rules",
    "objects",
    "pattern_of",
    "reading",
]

UNION: Any = Record
# Types made of values, which no type checker can follow.
DICT: Any = dict
TUPLE: Any = tuple
OPTIONS: dict[str, ObjectOf] = dict(shape_of(UNION).options)


class Broken(ValueError):
    """A rule does not hold."""


@cache
def reading(scalar: Scalar) -> Callable[[Any], Any]:
    """Return the rule of a scalar as a function: raw value to value, or `Broken`."""
    read, clean = scalar.read, scalar.clean

    def check(text: Any) -> Any:
        if type(text) is not str:
            raise Broken(scalar.name)
        value, problems = read(text)
        if value is None:
            raise Broken(problems[0].code)
        return value

    def check_unique(text: Any) -> Any:
        if type(text) is str and clean is not None and clean(text):
            return text
        return check(text)

    return check if clean is None else check_unique


class Remembering(dict[Any, Any]):
    """A rule that remembers what it took: a bounded dict that is asked like a list."""

    __slots__ = ("read",)

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read

    def __missing__(self, text: Any) -> Any:
        value = self.read(text)
        if len(self) >= 65_536:
            self.clear()
        self[text] = value
        return value


def pattern_of(scalar: Scalar) -> tuple[str, int] | None:
    """Return the whole rule as a regular expression without anchors and a greatest length, where it is no more than that."""
    alternatives = scalar.schema.get("anyOf", [scalar.schema])
    plain = isinstance(scalar, Reference) or scalar is ANY_ID or scalar.name.startswith("the id of the record")
    if not plain and not (isinstance(scalar, Term) and scalar.open):
        return None
    patterns = [option["pattern"].removeprefix("^").removesuffix("$") for option in alternatives]
    return "|".join(patterns), max([option["maxLength"] for option in alternatives])


def objects(shape: Shape) -> list[ObjectOf]:
    """Return all object shapes that a shape holds, those that are held before those that hold them."""
    found: dict[ObjectOf, None] = {}

    def visit(shape: Shape) -> None:
        match shape:
            case ListOf():
                visit(shape.item)
            case MapOf():
                visit(shape.value)
            case OneOf():
                for option in shape.options.values():
                    visit(option)
            case ObjectOf() if shape not in found:
                for field in shape.fields.values():
                    visit(field.shape)
                found[shape] = None

    visit(shape)
    return list(found)


def class_members(shape: ObjectOf) -> dict[str, Any]:
    """Return what the rules of a class ask its objects' class for."""
    members: dict[str, Any] = {
        "__shape__": classmethod(lambda cls: shape),
        "__attrs_attrs__": shape.cls.__attrs_attrs__,
    }
    return members


class Entries:
    """A plain dict as the rules over a language map see it."""

    __slots__ = ("_entries",)

    def __init__(self, entries: dict[str, Any]) -> None:
        self._entries = entries


def _refuse(problem: Problem) -> None:
    if problem.severity is Severity.ERROR:
        raise Broken(problem.code)


class _RulesWriter:
    """Writes the function of `object_rules`."""

    def __init__(self, check: Callable[[Scalar], Any], lengths: bool) -> None:
        self.check = check
        self.lengths = lengths
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"Broken": Broken, "Entries": Entries, "refuse": _refuse}

    def name(self, value: Any) -> str:
        name = f"_{len(self.names)}"
        self.names[name] = value
        return name

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def field(self, field: Field) -> None:
        """The checks of one attribute, if it needs any, guarded where it may be left out."""
        at = len(self.lines)
        depth = 1 + (not field.required)
        self.value(depth, field.shape, "v")
        if len(self.lines) > at:
            guard = [f"    v = o.{field.name}"]
            if not field.required:
                empty = isinstance(field.shape, (ListOf, MapOf)) and field.default is not None
                guard += ["    if v:" if empty else "    if v is not None:"]
            self.lines[at:at] = guard

    def value(self, depth: int, shape: Shape, name: str) -> None:
        if self.lengths and isinstance(shape, (ListOf, MapOf)) and shape.at_least:
            self.line(depth, f"if len({name}) < {shape.at_least}: raise Broken('too few')")
        match shape:
            case Scalar():
                check = self.check(shape)
                if isinstance(check, dict):
                    self.line(depth, f"{self.name(check)}[{name}]")
                elif check is not None:
                    if shape.clean is not None:  # a quick test first, as in the library's own loaders
                        self.line(depth, f"if type({name}) is not str or not {self.name(shape.clean)}({name}):")
                    self.line(depth + (shape.clean is not None), f"{self.name(check)}({name})")
            case Anything():
                self.line(depth, f"if {name} is None: raise Broken('null')")
            case ListOf():
                at = len(self.lines)
                self.value(depth + 1, shape.item, "e")
                if len(self.lines) > at:
                    self.lines.insert(at, "    " * depth + f"for e in {name}:")
                if shape.unique:
                    self.line(depth, f"if len({name}) > 1 and len(set({name})) < len({name}): raise Broken('twice')")
            case MapOf():
                at = len(self.lines)
                self.value(depth + 1, shape.key, "k")
                if not isinstance(shape.value, Anything):
                    self.value(depth + 1, shape.value, "t")
                for rule in shape.checks:
                    said = f"not {self.name(rule.begins)}[k][t[0]] and not {self.name(rule.fits)}(k, t)"
                    self.line(depth + 1, f"if {said}:")
                    self.line(depth + 2, f"for p in {self.name(rule.check)}(Entries({name})): refuse(p)")
                if len(self.lines) > at:
                    self.lines.insert(at, "    " * depth + f"for k, t in {name}.items():")

    def rule(self, shape: ObjectOf, rule: Constraint) -> None:
        """Write a rule as the library's own loaders have it: presence is counted, and others are asked only where they can find anything."""
        if rule.said is not None:
            given = [f"bool(o.{name}{self.differs(shape.fields[name].default)})" for name in rule.fields]
            least, most = rule.said
            self.line(1, f"if not {least} <= {' + '.join(given)} <= {most}: raise Broken('presence')")
            return
        if rule.when == "several":
            said = [f"len(o.{name}) > 1" for name in rule.needs or rule.fields]
        else:
            said = [f"o.{name}" + self.differs(shape.fields[name].default) for name in rule.needs]
        joined = (" and " if rule.when == "all" else " or ").join(said)
        if rule.quick is not None:  # a quick test first, as in the library's own loaders
            values = ", ".join([f"o.{name}" for name in rule.fields])
            joined = f"{f'({joined}) and ' if said else ''}not {self.name(rule.quick)}({values})"
        depth = 1
        if joined:
            self.line(1, f"if {joined}:")
            depth = 2
        self.line(depth, f"for p in {self.name(rule.check)}(o): refuse(p)")

    def differs(self, default: Any) -> str:
        if default is None:
            return " is not None"
        return f" != {self.name(default)}" if isinstance(default, (str, bool, Enum)) else ""


def object_rules(
    shape: ObjectOf, check: Callable[[Scalar], Any] = lambda scalar: None, *, lengths: bool = False
) -> Callable[[Any], None] | None:
    """Return a function of an object of a peer's class that raises `Broken`; None where the class needs none.

    Parameters:
        shape: the shape of the class.
        check: for a scalar whose value still has to be checked a function, or a dict that raises for what it refuses; None
            for one that the peer has checked itself.
        lengths: whether the least length of a list or map is still to be checked.
    """
    writer = _RulesWriter(check, lengths)
    writer.line(0, "def rules(o):")
    for field in shape.fields.values():
        writer.field(field)
    for rule in shape.checks:
        writer.rule(shape, rule)
    if len(writer.lines) == 1:
        return None
    exec("\n".join(writer.lines), writer.names)
    rules: Callable[[Any], None] = writer.names["rules"]
    return rules


def default_of(field: Field) -> Any:
    """Return the default of a field as a peer's class has it: plain data."""
    return {} if isinstance(field.shape, MapOf) and field.default not in (None, NOTHING) else field.default
