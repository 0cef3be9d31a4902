"""Checks how a project declares its classes of records, and the parts of them, when a profile is defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from keyword import iskeyword
from typing import Any

import attrs
from attrs import NOTHING

from ..dataset.collection import Dataset
from ..model.common import _Common
from ..model.kept import is_foreign_type
from ..model.scope import is_ours
from ..problems.meant import did_you_mean
from ..shapes.annotations import Headings, inherited, may_be_none, shape_of
from ..shapes.codec import read
from ..shapes.frozenjson import EMPTY
from ..shapes.tree import EXTRA, Field, ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from ..values.ids import Reference
from ..values.text import LABEL
from ..vocab.term import Term

__all__ = ["ProfileError", "has_prefix", "objects", "record_class", "references_lead_somewhere"]


class ProfileError(ValueError):
    """Raised for an invalid definition of a profile; the message is one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


def has_prefix(text: str, prefixes: Mapping[str, str], what: str) -> None:
    """Check that a type, term or code has a prefix of its profile."""
    if text.partition(":")[0] not in prefixes:
        raise ProfileError(f"{what} {text!r} has no prefix of its profile: {', '.join(prefixes)}")


def objects(shape: Shape) -> Iterator[ObjectOf]:
    """Yield the objects in a shape."""
    match shape:
        case ObjectOf():
            yield shape
            for field in shape.fields.values():
                yield from objects(field.shape)
        case ListOf():
            yield from objects(shape.item)


def _is_record_class(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, _Common) and attrs.has(cls)


def record_class(cls: Any, prefixes: Mapping[str, str]) -> Any:
    """Return a class of records that is declared as it should be."""
    name = getattr(cls, "__name__", repr(cls))
    if not _is_record_class(cls):
        raise ProfileError(
            f"{name} is not a class of records: derive it from RecordBase, NamedRecord or a class such as Event"
        )
    _is_frozen(cls)
    likely = f"{next(iter(prefixes))}:{name.lower()}"
    if "type" not in vars(cls) or "collection" not in vars(cls):
        raise ProfileError(
            f'{name} does not state its own type and collection: type: ClassVar[Literal["{likely}"]] = ..., and the name under '
            f"which a dataset has its records"
        )
    if not is_foreign_type(cls.type):
        raise ProfileError(f'{name}.type is {cls.type!r}; expected a prefix and lower-case words, such as "{likely}"')
    has_prefix(cls.type, prefixes, f"the type of {name}")
    _is_collection(cls, name)
    try:
        shape: ObjectOf = shape_of(cls)
    except NameError as error:
        raise ProfileError(
            f"{name} cannot be read: {error} in its module, where its annotations are looked up"
        ) from error
    except TypeError as error:
        raise ProfileError(f"{name} cannot be read: {error}") from error
    for base in cls.__mro__[1:]:
        if attrs.has(base) and issubclass(base, _Common):
            _adds_only(cls, shape, base)
    for part in objects(shape):
        if not is_ours(part.cls):
            _is_declared(part, is_record=part is shape)
    return cls


def _is_frozen(cls: Any) -> None:
    if (
        "__attrs_attrs__" not in vars(cls)
        or "__slots__" not in vars(cls)
        or "__eq__" in vars(cls)
        or not all([one.kw_only for one in attrs.fields(cls)])
    ):
        raise ProfileError(f"{cls.__name__} is not declared with @frozen(kw_only=True, repr=False, eq=False)")


def _is_collection(cls: Any, name: str) -> None:
    given = cls.collection
    if not (isinstance(given, str) and given.isidentifier()) or iskeyword(given) or given.startswith("_"):
        raise ProfileError(f"{name}.collection is {given!r}; expected a Python name such as {name.lower()}s")
    if hasattr(Dataset, given):
        raise ProfileError(f"{name}.collection is {given!r}, which means something in a dataset already")


def _is_declared(shape: ObjectOf, *, is_record: bool) -> None:
    """Check the declaration of a class of records, or of a part of them."""
    cls = shape.cls
    _is_frozen(cls)
    if "__doc__" not in vars(cls) or not shape.description:
        what = "a record of it" if is_record else "it"
        raise ProfileError(f"{cls.__name__} has no docstring: one sentence that says what {what} is")
    _have_headings(cls, shape)
    own = vars(cls).get("__annotations__", {})
    for name in own:
        if name in shape.fields:
            _is_field(cls, shape.fields[name])
        elif name == EXTRA:
            raise ProfileError(f"{cls.__name__}.{EXTRA} means something in each record already")
    for check in shape.checks:
        for name in check.fields:
            if name not in shape.fields:
                raise ProfileError(
                    f"the rule {check.name} of {cls.__name__} reads {name!r}, which is not a field of it"
                    f"{did_you_mean(name, shape.fields)}"
                )
            if check.said is not None and shape.fields[name].required:
                raise ProfileError(
                    f"{cls.__name__}.{name} is required, so no rule states whether it is given; expected the default None"
                )


def _have_headings(cls: Any, shape: ObjectOf) -> None:
    """Check the headings of a class and of its fields, of which no two are the same."""
    given = {cls.__name__: vars(cls).get("headings")}
    given |= {f"{cls.__name__}.{name}": field.headings for name, field in shape.fields.items()}
    known: dict[tuple[str, str], str] = {}
    for named, headings in given.items():
        if headings is None:
            continue
        texts = headings.named if isinstance(headings, Headings) else {"en": None}
        for lang, text in texts.items():
            if not isinstance(text, str) or (text and LABEL.read(text)[1]) or not texts["en"]:
                raise ProfileError(
                    f'the headings of {named} are texts of one line, the first of them in English: Headings("Budget", "Budget", "预算")'
                )
            other = known.setdefault((lang, text), named) if text and "." in named else named
            if other != named:
                raise ProfileError(f"{named} has the heading {text!r} of {other}; expected another one")


def _is_field(cls: Any, field: Field) -> None:
    named = f"{cls.__name__}.{field.name}"
    item = field.shape.item if isinstance(field.shape, ListOf) else field.shape
    if isinstance(item, Term):
        for term in item.vocabulary:
            if not term.label():
                raise ProfileError(f"the term {term.value!r} of {item.vocabulary.__name__} has no label in English")
    if field.name.startswith("_"):
        raise ProfileError(f"{named} starts with an underscore, which a key of JSON here does not")
    base = next(base for base in cls.__mro__[1:] if is_ours(base))
    known = attrs.fields_dict(base) if attrs.has(base) else {}
    if field.name not in known and hasattr(base, field.name):
        raise ProfileError(f"{named} means something in each record already")
    if isinstance(item, OneOf) or (isinstance(item, ObjectOf) and item.tag is not None):
        raise ProfileError(f'{named} holds a whole record; refer to it by its id: Annotated[str, Ref("event"), "..."]')
    optional = may_be_none(cls, field.name)
    if field.default is NOTHING:
        if optional:
            raise ProfileError(f"{named} may be None, so its default is None: add = None")
        return
    if not (optional if field.default is None else _is_default(field)):
        raise ProfileError(
            f"{named} has the default {field.default!r}, which it does not take; expected a valid text, number or term, () for a "
            f"list, or None where the annotation has | None"
        )


def _is_default(field: Field) -> bool:
    """Return whether a field takes its default, and files can omit it."""
    default: Any = field.default
    match field.shape:
        case ListOf():
            return type(default) is tuple and not default
        case MapOf():
            return default is EMPTY
        case Scalar(cls=cls) if not (cls is str or issubclass(cls, Enum)):
            return False
    raw = default.value if isinstance(default, Enum) else default
    built, problems = read(field.shape, raw)
    return not problems and type(built) is type(default) and built == default


def _adds_only(cls: Any, shape: ObjectOf, base: Any) -> None:
    """Check that a subclass does not change inherited fields, since readers of the base class rely on them."""
    own = vars(cls).get("__annotations__", {})
    for name, field in inherited(base, cls).items():
        mine = shape.fields[name]
        changed = name in own and not (_alike(mine.shape, field.shape) and mine.default == field.default)
        if changed or (name not in own and name in vars(cls)):
            raise ProfileError(
                f"{cls.__name__}.{name} is not the same as {base.__name__}.{name}; a subclass adds fields and leaves those that it has "
                f"as they are"
            )


def _alike(one: Shape, other: Shape) -> bool:
    """Return whether two shapes take the same values, by their declarations."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    match one:
        case ListOf():
            assert isinstance(other, ListOf)
            same = (one.at_least, one.unique, one.ordered) == (other.at_least, other.unique, other.ordered)
            return same and _alike(one.item, other.item)
        case MapOf():
            assert isinstance(other, MapOf)
            return (one.cls, one.at_least) == (other.cls, other.at_least) and _alike(one.value, other.value)
        case Scalar() | ObjectOf():
            return False
    slots = getattr(type(one), "__slots__", ())
    return all([getattr(one, slot) == getattr(other, slot) for slot in slots])


def references_lead_somewhere(cls: Any, known: Mapping[str, Any], prefixes: Mapping[str, str]) -> None:
    """Check that the references of a class are to types that there are, or to those of projects that are not known.

    Parameters:
        cls: the class of records.
        known: all types of records.
        prefixes: the prefixes whose types are all known.
    """
    for part in objects(shape_of(cls)):
        for field in part.fields.values():
            item = field.shape.item if isinstance(field.shape, ListOf) else field.shape
            for target in item.targets if isinstance(item, Reference) else ():
                elsewhere = is_foreign_type(target) and target.partition(":")[0] not in prefixes
                if target not in known and not elsewhere:
                    raise ProfileError(
                        f"{part.cls.__name__}.{field.name} refers to {target!r}, which is not a type of record"
                        f"{did_you_mean(target, known)}"
                    )
