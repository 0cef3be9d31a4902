"""The fields that every record has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity, define
from ..problems.translations import Phrase
from ..shapes.annotations import AtLeast, OfClass, Unique, shape_of, within
from ..shapes.codec import read
from ..shapes.declared import field, frozen
from ..shapes.frozenjson import EMPTY, JsonMap, thaw
from ..shapes.node import Node
from ..shapes.pointing import shape_at
from ..shapes.takes import Fields, Takes
from ..shapes.tree import Anything, MapOf, Shape
from ..values.identifiers import Identifier
from ..values.ids import ANY_ID, OWN_ID, Ref
from ..values.language import lookup
from ..values.record_types import RECORD_TYPES
from ..values.strings import EXTENSION_KEY
from ..values.text import TEXT, Text, TextLike
from ..values.urls import URL
from ..vocab import NameKind, Open, Topic
from .kept import KeptRecord
from .parts.contacts import ContactPoint
from .parts.identifiers import REPEATED, SUBJECT, are_of_different_schemes, misplaced, repeated, subjects_of
from .parts.names import (
    REPEATED_NAME,
    SEVERAL_PREFERRED,
    Name,
    are_different,
    are_preferred_once,
    one_preferred_per_language,
    repeated_names,
)
from .parts.provenance import SourceRef, Statement

EXTENSIONS = MapOf(JsonMap, EXTENSION_KEY, Anything())

STATEMENT_FIELD = define(
    "statement.unknown-field",
    "error",
    "the record has no field {found}",
    why=(
        "A statement gives the value that a source has for one field of its record. A pointer that leads to no "
        "field has no meaning."
    ),
    bad='{"statements": [{"field": "/owner", "value": "organization:a", "source_id": "source:b"}]}',
    good='{"statements": [{"field": "/country", "value": "CN", "source_id": "source:b"}]}',
)
STATEMENT_VALUE = define(
    "statement.value",
    "error",
    "the field {field} cannot hold {found}",
    why=(
        "A statement gives the value that a source has for a field. A value that the field cannot hold cannot be "
        "compared with the record or copied into it. Most often the pointer leads to a list and the value is a "
        "single item."
    ),
    bad='{"statements": [{"field": "/founded", "value": "in the sixties", "source_id": "source:b"}]}',
    good='{"statements": [{"field": "/founded", "value": "1960~", "source_id": "source:b"}]}',
)
MERGED_ID = define(
    "id.merged-own",
    "error",
    "{found} cannot be the id of a record merged into this one",
    why="`merged_ids` are the ids of records of the same type that were merged into this one; its own id is not among them.",
    bad='{"id": "organization:a", "merged_ids": ["organization:a"]}',
    good='{"id": "organization:a", "merged_ids": ["organization:a-old"]}',
)

Urls: TypeAlias = Annotated[tuple[str, ...], URL, Unique()]
Topics: TypeAlias = Annotated[tuple[str, ...], Open(Topic), Unique()]
Names: TypeAlias = Annotated[tuple[Name, ...], AtLeast(1)]
Contacts: TypeAlias = Annotated[tuple[ContactPoint, ...], "Public contact points."]


@lru_cache(maxsize=4096)  # limited, because pointers come from outside
def place_in(cls: Any, field: str) -> Shape | None:
    """Return the shape of the value at a JSON Pointer in a record; None if there cannot be one."""
    return shape_at(shape_of(cls), pointer_tokens(field))


SAME_TYPE: Final = OfClass(lambda cls: Ref(cls.type))
"""The id of another record of the same type."""


@frozen(kw_only=True, repr=False, eq=False)
class _Common(Node):
    """The fields that every record has."""

    type: ClassVar[str]
    collection: ClassVar[str]
    anchors: ClassVar[tuple[str, ...]] = ()

    id: Annotated[str, OWN_ID, "The id of the record, <type>:<slug>, which is never reused."]
    identifiers: Annotated[
        tuple[Identifier, ...], "The identifiers in other registers (ROR, Wikidata, ORCID, DOI, ...)."
    ] = field(default=(), converter=Takes[Iterable[Identifier | Fields]])
    sources: Annotated[tuple[SourceRef, ...], "The sources that support the record."] = field(
        default=(), converter=Takes[Iterable[SourceRef | Fields]]
    )
    statements: Annotated[
        tuple[Statement, ...], "The values that single sources give for single fields, if they disagree."
    ] = field(default=(), converter=Takes[Iterable[Statement | Fields]])
    notes: Annotated[Text | None, "Notes of the editors of the record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    merged_ids: Annotated[tuple[str, ...], ANY_ID, Unique(), "Ids of records that were merged into this one."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    different_from_ids: Annotated[
        tuple[str, ...], SAME_TYPE, Unique(), "Ids of similar records that were checked and are different."
    ] = field(default=(), converter=Takes[Iterable[str]])
    extensions: Annotated[JsonMap, EXTENSIONS, "Data of other projects: any JSON, under keys with a namespace."] = (
        field(default=EMPTY, converter=Takes[Fields])
    )

    @staticmethod
    def __kept__() -> Any:
        """Return the shape that keeps a record of another project in a union of these classes."""
        return KeptRecord

    def label(self, *languages: str) -> str:
        """Return a label for the record: its preferred name or its title in the first available of these languages.

        The next choices are English and then any language. The label of a record without names and title is its id;
        `Dataset.label` knows more.

        Parameters:
            languages: language ranges in order of preference, such as `"fr-CA", "zh"`.
        """
        cls: Any = type(self)
        title: Text | None = next((getattr(self, name) for name in titles_of(cls)), None)
        return self.id if title is None else title.best(*languages)

    @within("statements", codes=(STATEMENT_FIELD, STATEMENT_VALUE))
    def _statements_fit_fields(self) -> Iterator[Problem]:
        """The pointer of each statement leads to a field of the record, and its value is valid there."""
        cls: Any = type(self)
        for index, statement in enumerate(self.statements):
            place = place_in(cls, statement.field)
            if place is not None:
                problems = read(place, thaw(statement.value), limit=1)[1]  # the first error is enough
                for fault in [problem for problem in problems if problem.severity is Severity.ERROR][:1]:
                    yield STATEMENT_VALUE(
                        statement.value if fault.value is None else fault.value,
                        at=f"/statements/{index}/value{fault.pointer}",
                        field=statement.field,
                        expected=fault.expected,
                        suggestion=fault.suggestion,
                        help=fault.help,
                        about_key=fault.about_key,
                    )
                continue
            expected = "a pointer to an existing or possible value of the record"
            fields = shape_of(cls).fields
            if pointer_tokens(statement.field)[0] not in fields:
                listed = ", ".join(["/" + name for name in fields])
                expected = Phrase("a pointer that starts with one of {names}", names=listed)
            yield STATEMENT_FIELD(statement.field, at=f"/statements/{index}/field", expected=expected)

    @within("id", "merged_ids", codes=(MERGED_ID,))
    def _merged_ids_are_alike(self) -> Iterator[Problem]:
        """Merged ids have the type of the record, and are not its own id."""
        for index, merged in enumerate(self.merged_ids):
            if merged == self.id or not merged.startswith(self.type + ":"):
                expected = Phrase("another id that starts with {type}:", type=self.type)
                yield MERGED_ID(merged, at=f"/merged_ids/{index}", expected=expected)

    @within("identifiers", codes=(SUBJECT,))
    def _identifiers_are_of_its_kind(self) -> Iterator[Problem]:
        """The scheme of each identifier is for records of this type."""
        types = types_of(type(self))
        known = types[-1] in RECORD_TYPES  # the classes of other projects are unknown here
        return misplaced(self.identifiers, subjects_of(types[-1])) if known else iter(())

    @within("identifiers", codes=(REPEATED,), when="several", quick=are_of_different_schemes)
    def _identifiers_stand_once(self) -> Iterator[Problem]:
        """Identifiers are unique and do not contradict each other."""
        return repeated(self.identifiers)


@frozen(kw_only=True, repr=False, eq=False)
class _Named(_Common):
    """What every record with names has."""

    names: Annotated[Names, "The names in each language, at most one of them preferred per language."] = field(
        converter=Takes[Iterable[Name | Fields]]
    )

    def label(self, *languages: str) -> str:
        """Return a label for the record, as for other records; current names are preferred to former ones."""
        by_tag: dict[str, str] = {}
        for name in sorted(self.names, key=lambda name: (not name.preferred, name.kind is NameKind.FORMER)):
            by_tag.setdefault(name.lang or "und", name.value)
        return by_tag[lookup((*languages, "en"), by_tag) or next(iter(by_tag))]

    @within("names", codes=(SEVERAL_PREFERRED,), when="several", quick=are_preferred_once)
    def _one_preferred_name_a_language(self) -> Iterator[Problem]:
        """At most one name in each language is preferred."""
        return one_preferred_per_language(self.names)

    @within("names", codes=(REPEATED_NAME,), when="several", quick=are_different)
    def _names_stand_once(self) -> Iterator[Problem]:
        """Names are unique."""
        return repeated_names(self.names)


def classes_of(cls: Any) -> tuple[Any, ...]:
    """Return the classes of a record: its own, and the core class that a class of another project extends."""
    return _classes_of(cls)


@cache
def _classes_of(cls: Any) -> tuple[Any, ...]:
    return tuple([base for base in cls.__mro__ if base is cls or "collection" in vars(base)])


def types_of(cls: Any) -> tuple[str, ...]:
    """Return the types of a record: its own, and that of the core class that a class of another project extends."""
    return _types_of(cls)


@cache  # called for each record with identifiers
def _types_of(cls: Any) -> tuple[str, ...]:
    return tuple([base.type for base in _classes_of(cls)])


@cache
def titles_of(cls: Any) -> tuple[str, ...]:
    """Return the required fields of a class that hold a `Text`: its records are labelled by them."""
    return tuple([name for name, field in shape_of(cls).fields.items() if field.required and field.shape is TEXT])
