"""Compiles shapes to Python functions that load and dump records. This is the one clever place of the library.

For each class a **loader** is written from its shape as Python source and compiled on first use. It takes a plain JSON
value and either returns the frozen record, or raises `Bad`, or a `LookupError` or `TypeError` of its own
making, which never say why. It returns a record exactly where the explainer (`explain.py`) finds nothing to report, so a clean record
costs one pass, and `read` calls the explainer only after a failure. `source(cls)` shows the code; here is a part of it:

    def load_Place(d):
        n = 1                                   # known keys found so far; counting them reveals unknown ones
        o = Draft_Place()                       # the same slots, but not frozen
        o.kind = PlaceKind_[d["kind"]]          # one look-up checks the type and the rules, parses and interns
        if "country" not in d: o.country = None
        else:
            n += 1
            o.country = country_code_[d["country"]]
        ...
        if len(d) != n: raise Bad
        o.__class__ = Place                     # from here on it is frozen
        return o

Four devices make it fast. *Memos*: values that repeat (terms, dates, countries, references) are looked up in a dict whose
`__missing__` reads a new one. *Drafts*: attributes are set on an unfrozen twin class of equal layout, whose `__class__` is then
changed, instead of through the frozen class's `object.__setattr__`. *Counting*: `len(d)` is compared with the number of known keys.
*Quick tests*: a rule may have a test of plain values that is True only where it finds nothing; the rule itself is called after a False.

A **dumper** builds the canonical dict of a record in one expression after another. Both are registered with cattrs as
hook factories, so containers, unions and other people's classes around our records are cattrs' work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, Final, TypeVar, cast

from ..problems.display import DOUBLE_MOST, is_encodable
from ..problems.problem import PROBLEM_LIMIT, Problem, define
from ..problems.report import InvalidData
from .annotations import shape_of
from .drafts import draft
from .explain import INVALID, Explainer, Unknown
from .frozenjson import EMPTY, JsonMap, in_order, thaw
from .generated import Writer, compiled
from .node import Node
from .tree import (
    EXTRA,
    Anything,
    Bad,
    Boolean,
    Constraint,
    Field,
    ListOf,
    MapOf,
    Number,
    ObjectOf,
    OneOf,
    Scalar,
    Shape,
)

__all__ = [
    "DUMPERS",
    "CodecWriter",
    "dump",
    "dump_fresh",
    "read",
    "source",
]

FREE_LEVELS: Final = 40  # levels of nesting in free JSON, well below the limit of a record


T = TypeVar("T")


# --- Writing the source of a loader and a dumper ---


class CodecWriter(Writer):
    """Writes what loaders, dumpers and other functions over the fields of a class have in common."""

    def __init__(self) -> None:
        super().__init__(Bad=Bad, EMPTY=EMPTY, JsonMap_of=JsonMap._of, free=free, in_order=in_order, thaw=thaw)

    def differs(self, field: Field, value: str) -> str:
        """Return the condition that a value differs from the default of the field: only then is it written and checked by rules."""
        default = field.default
        if isinstance(default, JsonMap):
            return f"{value}._entries"
        if isinstance(default, tuple):
            return value
        if isinstance(default, Enum):
            return f"{value} is not {self.name(f'{type(default).__name__}_{default.name}', default)}"
        if isinstance(default, (str, int, float)) and not isinstance(default, bool):
            return f"{value} != {default!r}"
        return f"{value} is not {default!r}"


def _asked(check: Constraint) -> tuple[str, ...]:
    """Return the fields whose values a loader asks before it calls a rule."""
    return check.fields if check.quick is not None else check.needs or check.fields


class _LoaderWriter(CodecWriter):
    """Writes the loader of one object shape."""

    def function(self, shape: ObjectOf) -> str:
        cls = shape.cls
        fields = list(shape.fields.values())
        required = sum([field.required for field in fields]) + (shape.tag is not None)
        asked = {name for check in shape.checks for name in _asked(check)}
        self.line(0, f"def load_{cls.__name__}(d):")
        guard = "type(d) is not dict" if shape.tag is None else f'type(d) is not dict or d["type"] != {shape.tag!r}'
        self.line(1, f"if {guard}: raise Bad")
        self.line(1, f"n = {required}")
        self.line(1, f"o = {self.name(f'Draft_{cls.__name__}', draft(cls))}()")
        for field in fields:
            self.field(field, f"o.{field.name} = its_{field.name}" if field.name in asked else f"o.{field.name}")
        self.line(1, f"o.{EXTRA} = EMPTY")
        self.line(1, "if len(d) != n: raise Bad")
        self.line(1, f"o.__class__ = {self.name(cls.__name__, cls)}")
        for check in shape.checks:
            if check.said is not None:
                least, most = check.said
                self.line(1, f"if not {least} <= {self.count(shape, check.fields)} <= {most}: raise Bad")
                continue
            name = check.name or "check"
            said = self.asked(shape, check)
            if check.quick is not None:
                values = ", ".join([f"its_{field}" for field in check.fields])
                said = f"{f'({said}) and ' if said else ''}not {self.name(f'{name}_holds', check.quick)}({values})"
            if said:
                self.line(1, f"if {said}:")
            self.line(1 + bool(said), f"for _ in {self.name(name, check.check)}(o): raise Bad")
        self.line(1, "return o")
        return f"load_{cls.__name__}"

    def asked(self, shape: ObjectOf, check: Constraint) -> str:
        """Return the condition under which a rule can find anything; empty if the rule must always run.

        The values are in variables too, since reading them from the object takes longer.
        """
        if check.when == "several":
            return " or ".join([f"len(its_{name}) > 1" for name in check.needs or check.fields])
        differ = [self.differs(shape.fields[name], f"its_{name}") for name in check.needs]
        return (" and " if check.when == "all" else " or ").join(differ)

    def count(self, shape: ObjectOf, names: tuple[str, ...]) -> str:
        """Return an expression that counts the fields whose value is not the default."""
        return " + ".join([f"bool({self.differs(shape.fields[name], f'its_{name}')})" for name in names])

    def field(self, field: Field, target: str) -> None:
        """Write lines that assign the value of a field, or its default, to `target`."""
        if field.required:
            self.line(1, f'v = d["{field.name}"]')
            self.value(1, field.shape, target, field.beside)
            return
        self.line(1, f'if "{field.name}" not in d: {target} = {self.literal(field)}')
        self.line(1, "else:")
        self.line(2, "n += 1")
        self.line(2, f'v = d["{field.name}"]')
        self.value(2, field.shape, target, field.beside)

    def literal(self, field: Field) -> str:
        default = field.default
        if isinstance(default, Enum):
            return self.name(f"{type(default).__name__}_{default.name}", default)
        return "EMPTY" if default is EMPTY else repr(default)

    def value(self, depth: int, shape: Shape, target: str, beside: tuple[str, Scalar] | None = None) -> None:
        """Write lines that check the raw value `v` and assign the built value to `target`.

        `beside` is a key and the scalar that applies if the object has that key.
        """
        match shape:
            case Scalar(repeats=False):
                self.clean_text(depth, shape, "v", beside)
                self.line(depth, f"{target} = v")
            case Number():
                kinds = "type(v) is not int" if shape.integer else "type(v) is not float and type(v) is not int"
                low = -DOUBLE_MOST if shape.least is None else shape.least
                high = DOUBLE_MOST if shape.most is None else shape.most
                self.line(depth, f"if {kinds} or not {low} <= v <= {high}: raise Bad")
                self.line(
                    depth, f"{target} = v" if shape.integer else f"{target} = v + 0.0"
                )  # one form: 39 is 39.0, and -0.0 is 0.0
            case Boolean():
                self.line(depth, "if v is not True and v is not False: raise Bad")
                self.line(depth, f"{target} = v")
            case ListOf():
                self.line(depth, "if type(v) is not list: raise Bad")
                if shape.at_least:
                    self.line(depth, f"if len(v) < {shape.at_least}: raise Bad")
                self.line(depth, f"if len(v) == 1: {target} = ({self.expression(shape.item, 'v[0]')},)")  # as most do
                self.line(depth, "else:")
                self.line(depth + 1, f"{target} = v = tuple([{self.expression(shape.item, 'e')} for e in v])")
                if shape.unique:
                    self.line(depth + 1, "if len(set(v)) != len(v): raise Bad")
            case MapOf(value=Scalar() as text):
                self.line(depth, f"if type(v) is not dict or len(v) < {shape.at_least}: raise Bad")
                self.line(depth, 'last, sorted_ = "", True')
                self.line(depth, "for k, e in v.items():")
                self.line(depth + 1, self.expression(shape.key, "k"))
                self.clean_text(depth + 1, text, "e")
                for check in shape.checks:
                    begins = self.name(f"{check.name}_begins", check.begins)
                    fits = self.name(f"{check.name}_fits", check.fits)
                    self.line(depth + 1, f"if not {begins}[k][e[0]] and not {fits}(k, e): raise Bad")
                self.line(depth + 1, "if k < last: sorted_ = False")
                self.line(depth + 1, "last = k")
                name = shape.cls.__name__
                self.line(depth, f"{target} = m = {self.name(f'Draft_{name}', draft(shape.cls))}()")
                self.line(depth, "m._entries = v.copy() if sorted_ else in_order(v)")
                self.line(depth, f"m.__class__ = {self.name(name, shape.cls)}")
            case MapOf():
                self.line(depth, f"if type(v) is not dict or len(v) < {shape.at_least}: raise Bad")
                key = self.expression(shape.key, "k")
                self.line(
                    depth,
                    f"{target} = JsonMap_of({{{key}: free(e) for k, e in v.items()}})",
                )
            case Anything():
                self.line(depth, "if v is None: raise Bad")
                self.line(depth, f"{target} = free(v)")
            case _:
                self.line(depth, f"{target} = {self.expression(shape, 'v')}")

    def clean_text(self, depth: int, scalar: Scalar, name: str, beside: tuple[str, Scalar] | None = None) -> None:
        """Write lines that refuse a value that is not a string, and a string that has any problem."""
        read = f"{self.name(f'read_{scalar.name}', scalar.read)}({name})"
        if beside is not None:
            key, other = beside
            read = f"({self.name(f'read_{other.name}', other.read)}({name}) if '{key}' in d else {read})"
        clean = f"{self.name(f'clean_{scalar.name}', scalar.clean)}({name})"
        self.line(depth, f"if type({name}) is not str or not {clean} and {read}[1]: raise Bad")

    def expression(self, shape: Shape, name: str) -> str:
        """Return an expression that builds a value from `name`, or raises."""
        match shape:
            case Scalar(repeats=True):
                return f"{self.name(f'{shape.name}_', shape.memo)}[{name}]"
            case ObjectOf():
                return f"{self.name(f'load_{shape.cls.__name__}', loader(shape))}({name})"
            case OneOf():
                return f'{self.name("loaders", _Loaders(shape.options))}[{name}["type"]]({name})'
        return f"{self.name('load_item', _part_loader(shape))}({name})"


@cache
def _part_loader(shape: Shape) -> Callable[[object], Any]:
    """Return a separate loader for a part that needs more than an expression, such as a language map in a list."""
    writer = _LoaderWriter()
    writer.line(0, "def load_part(v):  # not load_item, which it may call")
    writer.value(1, shape, "built")
    writer.line(1, "return built")
    return cast("Callable[[object], Any]", compiled(writer, "load_part")[0])


def free(value: object, levels: int = FREE_LEVELS) -> Any:
    """Return frozen free JSON, as the explainer does. Deeply nested values are left to the explainer."""
    kind = type(value)
    if kind is str:
        if cast("str", value).isascii() or is_encodable(cast("str", value)):
            return value
    elif value is None or kind is bool:
        return value
    elif kind is int:
        if -DOUBLE_MOST <= cast("int", value) <= DOUBLE_MOST:
            return value
    elif kind is float:
        if isfinite(cast("float", value)):
            return value
    elif levels and kind is list:
        return tuple([free(item, levels - 1) for item in cast("list[object]", value)])
    elif levels and kind is dict:
        items = cast("dict[object, object]", value).items()
        return JsonMap._of({free(key) if type(key) is str else _no(): free(item, levels - 1) for key, item in items})
    raise Bad


def _no() -> Any:
    raise Bad


class _DumperWriter(CodecWriter):
    """Writes the dumper of one object shape.

    Parameters:
        fresh: whether language maps are copied; otherwise the dicts of the record itself are in its plain data.
    """

    def __init__(self, fresh: bool) -> None:
        super().__init__()
        self.fresh = fresh

    def function(self, shape: ObjectOf) -> str:
        self.line(0, f"def dump_{shape.cls.__name__}(o):")
        first = [] if shape.tag is None else [f'"type": {shape.tag!r}']
        fields = list(shape.fields.values())
        while fields and fields[0].required:
            field = fields.pop(0)
            first.append(f'"{field.name}": {self.expression(field.shape, f"o.{field.name}")}')
        self.line(1, f"d = {{{', '.join(first)}}}")
        for field in fields:
            self.line(1, f"v = o.{field.name}")
            guard = "" if field.required else f"if {self.differs(field, 'v')}: "
            self.line(1, f'{guard}d["{field.name}"] = {self.expression(field.shape, "v")}')
        self.line(1, f"if o.{EXTRA} is not EMPTY: d.update(thaw(o.{EXTRA}))")
        self.line(1, "return d")
        return f"dump_{shape.cls.__name__}"

    def expression(self, shape: Shape, name: str) -> str:
        match shape:
            case Scalar():
                return name if shape.attribute is None else f"{name}.{shape.attribute}"
            case ObjectOf():
                return f"{self.name(f'dump_{shape.cls.__name__}', dumper(shape, self.fresh))}({name})"
            case ListOf():
                item = self.expression(shape.item, "e")
                if item == "e":
                    return f"list({name})"
                only = self.expression(shape.item, f"{name}[0]")  # most lists have one item, which needs no loop
                return f"[{only}] if len({name}) == 1 else [{item} for e in {name}]"
            case MapOf(value=Scalar()):
                return f"{name}._entries.copy()" if self.fresh else f"{name}._entries"
            case OneOf():
                known = [*shape.options.values(), *([] if shape.other is None else [shape.other])]
                options = {option.cls: dumper(option, self.fresh) for option in known}
                return f"{self.name('dumpers', options)}[type({name})]({name})"
            case Number() | Boolean():
                return name
        return f"thaw({name})"


@cache
def _loader(shape: ObjectOf) -> tuple[Callable[[object], Any], str]:
    writer = _LoaderWriter()
    return compiled(writer, writer.function(shape))


@cache
def _dumper(shape: ObjectOf, fresh: bool = False) -> tuple[Callable[[Any], dict[str, Any]], str]:
    writer = _DumperWriter(fresh)
    return compiled(writer, writer.function(shape))


class _Loaders(dict[Any, Callable[[Any], Any]]):
    """The loader of each class of a union, by its tag; compiled when the first object with the tag is read."""

    __slots__ = ("options",)

    def __init__(self, options: Mapping[str, ObjectOf]) -> None:
        self.options: Mapping[str, ObjectOf] = options

    def __missing__(self, tag: Any) -> Callable[[Any], Any]:
        self[tag] = found = loader(self.options[tag])
        return found


def loader(shape: ObjectOf) -> Callable[[object], Any]:
    """Return the compiled loader of an object shape."""
    return _loader(shape)[0]


def dumper(shape: ObjectOf, fresh: bool = False) -> Callable[[Any], dict[str, Any]]:
    """Return the compiled dumper of an object shape."""
    return _dumper(shape, fresh)[0]


def source(cls: type[Any]) -> str:
    """Return the generated Python source of a class's loader and dumper."""
    shape = shape_of(cls)
    return _loader(shape)[1] + "\n\n" + _dumper(shape)[1]


# --- Reading and writing ---


@cache
def _fast(shape: Shape) -> Callable[[object], Any]:
    """Return the function that builds a value from a raw one, or raises if the value is not clean."""
    match shape:
        case ObjectOf():
            return loader(shape)
        case OneOf():
            loaders = _Loaders(shape.options)

            def load(value: Any) -> Any:
                return loaders[value["type"]](value)

            return load
    return _part_loader(shape)


MORE_PROBLEMS = define(
    "record.more-problems",
    "warning",
    "{count} more {count:warning is|warnings are} not listed",
    why=(
        "The number of listed warnings is limited, because more of them would fill the memory. A record with "
        "warnings only is valid."
    ),
)


def read(
    shape: Shape, value: object, unknown: Unknown = "error", limit: int = PROBLEM_LIMIT
) -> tuple[Any, tuple[Problem, ...]]:
    """Return the value that a shape builds from a raw value, None if there is an error, and all problems.

    Reading stops after `limit` errors. As many other problems are listed, and the rest are counted.
    """
    load = _fast(shape)
    try:
        return load(value), ()
    except (LookupError, TypeError):
        explainer = Explainer(unknown, _fast, limit)
        try:
            built = explainer.explain(shape, value, "")
        except InvalidData:  # more errors than anyone would read
            built = INVALID
        if explainer.unlisted:
            explainer.problems.append(MORE_PROBLEMS(count=explainer.unlisted))
        return (None if built is INVALID else built), tuple(explainer.problems)


def _described(cls: type[Any]) -> str:
    """Return a description of a value that is not a record, with advice."""
    if issubclass(cls, Mapping):
        return f"a {cls.__name__}; make a record of it with from_dict"
    if issubclass(cls, (list, tuple, set, frozenset)):
        return f"a {cls.__name__}; write several records with write_jsonl, or as Dataset(records=...)"
    return f"an object of type {cls.__name__}"


class _Dumpers(dict[type[Any], Callable[[Any], "dict[str, Any]"]]):
    """The dumper of each class of the model, made when it is first needed."""

    __slots__ = ("fresh",)

    def __init__(self, fresh: bool) -> None:
        self.fresh: bool = fresh

    def __missing__(self, cls: Any) -> Callable[[Any], dict[str, Any]]:
        if not issubclass(cls, Node):
            raise TypeError(f"expected a record or another object of the model, found {_described(cls)}")
        self[cls] = found = dumper(shape_of(cls), self.fresh)
        return found


DUMPERS: Final = _Dumpers(fresh=False)
_FRESH: Final = _Dumpers(fresh=True)


def dump(record: Any) -> dict[str, Any]:
    """Return an object of the model as a canonical plain dict."""
    return DUMPERS[type(record)](record)


def dump_fresh(record: Any) -> dict[str, Any]:
    """Return the same, without any part that the record still holds, so that it can be changed."""
    return _FRESH[type(record)](record)
