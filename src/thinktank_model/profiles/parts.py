"""The part that one project adds to a profile, checked when it is defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs

from ..dataset.collection import Dataset
from ..model.common import _Common
from ..model.header import WELL_KNOWN
from ..model.kept import is_foreign_type
from ..problems.patterns import pattern
from ..problems.problem import CODES, Code
from ..rules.base import Context, Rule
from ..shapes.annotations import shape_of
from ..shapes.forms import FOREIGN_CODE
from ..shapes.tree import ListOf, MapOf, ObjectOf, Scalar, Shape
from ..values.record_types import RECORD_TYPES
from ..values.strings import PREFIX
from ..values.urls import URL
from ..vocab.term import _NAMESPACED, Term, Vocabulary

__all__ = ["Part", "ProfileError", "part"]

VERSION: Final = pattern("[0-9]{1,4}\\.[0-9]{1,4}", re.ASCII)

Terms = Mapping[type[Vocabulary], Iterable[Any]]


class ProfileError(ValueError):
    """Raised for an invalid definition of a profile; the message is one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


class Part(NamedTuple):
    """The part of a profile from one project.

    Attributes:
        name: the name of the profile in the headers of files and on the command line.
        iri: its identifier.
        version: the version of its schema.
        records: its record classes.
        terms: the terms that it adds, by open vocabulary.
        rules: its rules across records.
        codes: the codes that its rules and classes report, by name.
        prefixes: the IRIs of its prefixes.
    """

    name: str
    iri: str
    version: str
    records: tuple[Any, ...]
    terms: Mapping[type[Vocabulary], tuple[Vocabulary, ...]]
    rules: tuple[Rule, ...]
    codes: Mapping[str, Code]
    prefixes: Mapping[str, str]


def part(
    name: str,
    records: Iterable[Any],
    terms: Terms,
    rules: Iterable[Rule],
    prefixes: Mapping[str, str],
    codes: Iterable[Code],
    iri: str | None,
    version: str,
) -> Part:
    """Return the part of a project, checked by itself.

    Raises:
        ProfileError: the definition is not valid.
    """
    _reads(PREFIX, name, "the name of a profile")
    if VERSION.fullmatch(version) is None:
        raise ProfileError(f"the version of the profile {name!r} is {version!r}; expected two numbers such as 1.0")
    for prefix, base in prefixes.items():
        _reads(PREFIX, prefix, f"a prefix of the profile {name!r}")
        _reads(URL, base, f"the IRI of the prefix {prefix!r}")
        if prefix in RECORD_TYPES or prefix in WELL_KNOWN:
            raise ProfileError(f"the profile {name!r} cannot have the prefix {prefix!r}, which means something already")
    if not prefixes:
        raise ProfileError(f'the profile {name!r} has no prefix: prefixes={{"my": "https://example.org/my/"}}')
    own_iri = next(iter(prefixes.values())) if iri is None else iri
    _reads(URL, own_iri, f"the IRI of the profile {name!r}")
    classes = tuple([_record_class(cls, prefixes) for cls in records])
    known_rules = tuple([_rule(one) for one in rules])
    found = {code.name: code for code in _codes(classes, known_rules, codes, prefixes)}
    return Part(name, own_iri, version, classes, _terms(terms, prefixes), known_rules, found, dict(prefixes))


def _reads(scalar: Scalar, text: object, what: str) -> None:
    if not isinstance(text, str):
        raise ProfileError(f"{what} is a str, not an object of type {type(text).__name__}")
    problems = scalar.read(text)[1]
    if problems:
        raise ProfileError(f"{what}: {problems[0].message}")


def _has_prefix(text: str, prefixes: Iterable[str], what: str) -> None:
    if text.partition(":")[0] not in prefixes:
        raise ProfileError(f"{what} {text!r} has no prefix of its profile: {', '.join(prefixes)}")


# --- Classes ---


def _record_class(cls: Any, prefixes: Mapping[str, str]) -> Any:
    name = getattr(cls, "__name__", repr(cls))
    if not _is_record_class(cls):
        raise ProfileError(
            f"{name} is not a class of records: derive it from RecordBase, NamedRecord or a class such as Event"
        )
    if "__attrs_attrs__" not in vars(cls):
        raise ProfileError(f"{name} is not declared with @frozen(kw_only=True, repr=False, eq=False)")
    if "type" not in vars(cls) or "collection" not in vars(cls):
        raise ProfileError(
            f'{name} does not state its own type and collection: type: ClassVar[Literal["my:{name.lower()}"]] = ..., and the '
            f"name under which a dataset has its records"
        )
    if not is_foreign_type(cls.type):
        raise ProfileError(
            f'{name}.type is {cls.type!r}; expected a prefix and lower-case words, such as "my:{name.lower()}"'
        )
    _has_prefix(cls.type, prefixes, f"the type of {name}")
    if not (isinstance(cls.collection, str) and cls.collection.isidentifier()):
        raise ProfileError(f"{name}.collection is {cls.collection!r}; expected a Python name such as {name.lower()}s")
    if hasattr(Dataset, cls.collection):
        raise ProfileError(f"{name}.collection is {cls.collection!r}, which means something in a dataset already")
    try:
        shape: ObjectOf = shape_of(cls)
    except (TypeError, NameError) as error:
        raise ProfileError(f"{name} cannot be read: {error}") from error
    if "__doc__" not in vars(cls) or not shape.description:
        raise ProfileError(f"{name} has no docstring: one sentence that says what a record of it is")
    for base in cls.__mro__[1:]:
        if base is not _Common and attrs.has(base) and issubclass(base, _Common):
            _adds_only(cls, shape, base)
    return cls


def _is_record_class(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, _Common) and attrs.has(cls)


def _adds_only(cls: Any, shape: ObjectOf, base: Any) -> None:
    """Check that a subclass does not change inherited fields, since readers of the base class rely on them."""
    kept: ObjectOf = shape_of(base) if hasattr(base, "type") else shape
    for name, field in kept.fields.items():
        own = shape.fields[name]
        redeclared = name in vars(cls).get("__annotations__", {})
        if redeclared and not (_alike(own.shape, field.shape) and own.default == field.default):
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


# --- Terms ---


def _terms(given: Terms, prefixes: Mapping[str, str]) -> Mapping[type[Vocabulary], tuple[Vocabulary, ...]]:
    found: dict[type[Vocabulary], tuple[Vocabulary, ...]] = {}
    for vocabulary, listed in given.items():
        if not (isinstance(vocabulary, type) and issubclass(vocabulary, Vocabulary)):
            raise ProfileError(f"terms come to a vocabulary such as EventKind, not to {vocabulary!r}")
        found[vocabulary] = tuple([_term(one, vocabulary, prefixes) for one in listed])
    return found


def _term(given: Any, vocabulary: type[Vocabulary], prefixes: Mapping[str, str]) -> Vocabulary:
    """Return a term: a member of a vocabulary of the project, or a tuple of the term and its labels, as such a member is declared."""
    if isinstance(given, Vocabulary):
        term = given
    elif isinstance(given, tuple) and given and all([part is None or isinstance(part, str) for part in given]):
        make: Any = Vocabulary
        term = make(vocabulary.__name__, {"TERM": given}).TERM
    else:
        raise ProfileError(
            f"a term of {vocabulary.__name__} is a member of a Vocabulary or a tuple of the term and its labels, "
            f'("my:term", "Label", "Libellé"), not {given!r}'
        )
    if not term.label():
        raise ProfileError(f"the term {term.value!r} of {vocabulary.__name__} has no label in English")
    if _NAMESPACED.fullmatch(term.value) is None:
        raise ProfileError(f'the term {term.value!r} of {vocabulary.__name__} has no prefix: "my:{term.value}"')
    _has_prefix(term.value, prefixes, f"the term of {vocabulary.__name__}")
    return term


# --- Rules and codes ---


def _rule(given: Any) -> Rule:
    if not isinstance(given, Rule):
        raise ProfileError(f"{getattr(given, '__name__', repr(given))} is not a rule: mark it with @rule(CODE, ...)")
    return given


def tried(one: Rule, context: Context) -> Rule:
    """Return the rule after a trial run on no records.

    Raises:
        ProfileError: it raises.
    """
    try:
        found = list(one.check(context))
    except Exception as error:
        name = getattr(one.check, "__name__", repr(one.check))
        raise ProfileError(
            f"the rule {name} raises {type(error).__name__} on a dataset without records: {error}"
        ) from error
    del found
    return one


def _codes(
    classes: Iterable[Any], rules: Iterable[Rule], more: Iterable[Code], prefixes: Mapping[str, str]
) -> Iterator[Code]:
    """Yield the codes of a project: those of its rules and classes, and further ones."""
    of_classes = [
        code for cls in classes for shape in _objects(shape_of(cls)) for check in shape.checks for code in check.codes
    ]
    listed = [*[code for rule in rules for code in rule.codes], *of_classes, *more]
    known: dict[str, Code] = {}
    for code in listed:
        if CODES.get(code.name) is code:
            continue
        if FOREIGN_CODE.fullmatch(code.name) is None:
            raise ProfileError(f'the code {code.name!r} is not a prefix and a dotted name such as "my:grant.too-large"')
        _has_prefix(code.name, prefixes, "the code")
        if not code.why:
            raise ProfileError(f"the code {code.name!r} has no explanation: Code(..., why='One or two sentences.')")
        if known.setdefault(code.name, code) is not code:
            raise ProfileError(f"the code {code.name!r} is defined twice")
        yield code


def _objects(shape: Shape) -> Iterator[ObjectOf]:
    match shape:
        case ObjectOf():
            yield shape
            for field in shape.fields.values():
                yield from _objects(field.shape)
        case ListOf():
            yield from _objects(shape.item)


def vocabularies_of(shape: Shape) -> Iterator[type[Vocabulary]]:
    """Yield the vocabularies in a shape."""
    match shape:
        case Term():
            yield shape.vocabulary
        case ObjectOf():
            for field in shape.fields.values():
                yield from vocabularies_of(field.shape)
        case ListOf():
            yield from vocabularies_of(shape.item)
