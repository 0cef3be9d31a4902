"""The parts of an output: its dates, its files, its relations to other outputs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from attrs import frozen

from ...shapes.annotations import AtLeast
from ...shapes.node import Node
from ...shapes.presence import any_of
from ...shapes.tree import Constraint
from ...values.dates import PartialDate
from ...values.ids import Ref
from ...values.language import LANGUAGE
from ...values.strings import MEDIA_TYPE, SHA256
from ...values.urls import URL
from ...vocab import OutputRelation

__all__ = ["File", "OutputDates", "Relation"]


@frozen(kw_only=True, repr=False, eq=False)
class OutputDates(Node):
    """The dates in the life of an output, in the order in which they follow each other."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        any_of("drafted", "submitted", "accepted", "issued", "updated", "withdrawn"),
    )

    drafted: Annotated[PartialDate | None, "When it was written."] = None
    submitted: Annotated[PartialDate | None, "When it was handed in."] = None
    accepted: Annotated[PartialDate | None, "When it was accepted."] = None
    issued: Annotated[PartialDate | None, "When it was published."] = None
    updated: Annotated[PartialDate | None, "When it was last changed after that."] = None
    withdrawn: Annotated[PartialDate | None, "When it was withdrawn."] = None


@frozen(kw_only=True, repr=False, eq=False)
class File(Node):
    """A file that an output can be read from."""

    url: Annotated[str, URL, "Where the file is."]
    media_type: Annotated[str | None, MEDIA_TYPE, "Its media type, e.g. application/pdf."] = None
    sha256: Annotated[str | None, SHA256, "The hash of its bytes."] = None
    bytes: Annotated[int | None, AtLeast(0), "Its size in bytes."] = None
    lang: Annotated[str | None, LANGUAGE, "The language it is written in, BCP 47."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Relation(Node):
    """How an output relates to another one."""

    type: Annotated[OutputRelation, "The relation, read from this output to the other."]
    target: Annotated[str, Ref("output"), "The other output."]
