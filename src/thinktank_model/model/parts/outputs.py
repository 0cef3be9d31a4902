"""The parts of an output: its dates, its files, the whole that it appeared in, its relations to other outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar

from ...problems.problem import Problem
from ...shapes.annotations import AtLeast, within
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.presence import any_of
from ...shapes.takes import Fields, Takes
from ...shapes.tree import Constraint
from ...values.dates import DateLike, PartialDate
from ...values.identifiers import Identifier
from ...values.ids import Ref
from ...values.language import LANGUAGE
from ...values.strings import MEDIA_TYPE, SHA256
from ...values.text import LABEL, Text, TextLike
from ...values.urls import URL
from ...vocab import ContainerKind, Open, OutputRelation
from .identifiers import REPEATED, SUBJECT, are_of_different_schemes, misplaced, repeated

__all__ = ["Container", "File", "OutputDates", "Relation"]


@frozen(kw_only=True, repr=False, eq=False)
class OutputDates(Node):
    """The dates in the life of an output, in the order in which they follow each other."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        any_of("drafted", "submitted", "accepted", "issued", "updated", "withdrawn"),
    )

    drafted: Annotated[PartialDate | None, "The date of writing."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    submitted: Annotated[PartialDate | None, "The date of submission."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    accepted: Annotated[PartialDate | None, "The date of acceptance."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    issued: Annotated[PartialDate | None, "The date of publication."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    updated: Annotated[PartialDate | None, "The date of the last update."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    withdrawn: Annotated[PartialDate | None, "The date of withdrawal."] = field(
        default=None, converter=Takes[DateLike | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Container(Node):
    """The journal, book or series that an output appeared in, and where in it."""

    title: Annotated[Text, "The title in each language."] = field(converter=Takes[TextLike])
    kind: Annotated[str | None, Open(ContainerKind), "The kind of container."] = None
    volume: Annotated[str | None, LABEL, "The volume, as printed."] = None
    issue: Annotated[str | None, LABEL, "The issue, as printed."] = None
    number: Annotated[str | None, LABEL, "The number in a series, as printed."] = None
    identifiers: Annotated[tuple[Identifier, ...], "The identifiers (ISSN, ISBN, ...)."] = field(
        default=(), converter=Takes[Iterable[Identifier | Fields]]
    )

    @within("identifiers", codes=(SUBJECT,))
    def _identifiers_are_of_its_kind(self) -> Iterator[Problem]:
        """Each identifier is of a scheme for journals, books or series."""
        return misplaced(self.identifiers, frozenset({"container"}))

    @within("identifiers", codes=(REPEATED,), when="several", quick=are_of_different_schemes)
    def _identifiers_stand_once(self) -> Iterator[Problem]:
        """Identifiers are unique and do not contradict each other."""
        return repeated(self.identifiers)


@frozen(kw_only=True, repr=False, eq=False)
class File(Node):
    """A file that an output can be read from."""

    url: Annotated[str, URL, "The location of the file."]
    media_type: Annotated[str | None, MEDIA_TYPE, "The media type, e.g. application/pdf."] = None
    sha256: Annotated[str | None, SHA256, "The hash of the bytes."] = None
    bytes: Annotated[int | None, AtLeast(0), "The size in bytes."] = None
    lang: Annotated[str | None, LANGUAGE, "The language of the text, as a BCP 47 tag."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Relation(Node):
    """How an output relates to another one."""

    type: Annotated[OutputRelation, "The relation from this output to the other one."] = field(converter=Takes[str])
    target: Annotated[str, Ref("output"), "The other output."]
