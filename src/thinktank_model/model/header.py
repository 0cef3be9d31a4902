"""What a dataset says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from ..problems.problem import Problem
from ..shapes.annotations import Written, within
from ..shapes.frozenjson import EMPTY, JsonMap
from ..shapes.migrations import NEWER_MAJOR, NEWER_MINOR, SCHEMA_VERSION, UNKNOWN_OLD, version_problems
from ..shapes.node import Node
from ..shapes.takes import Fields, Takes
from ..values.dates import DATE_OR_TIME, DateLike, PartialDate
from ..values.language import LANGUAGE
from ..values.licenses import LICENSE
from ..values.strings import SCHEMA_VERSION_TEXT
from ..values.text import Text, TextLike
from ..values.urls import URL
from .common import EXTENSIONS

__all__ = [
    "DatasetHeader",
]


@frozen(kw_only=True, repr=False, eq=False)
class DatasetHeader(Node):
    """What a dataset says of itself: a JSON document without its records, or the first line of a JSON Lines file."""

    type: ClassVar[Literal["dataset"]] = "dataset"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/dcat#Dataset",)

    schema_version: Annotated[str, SCHEMA_VERSION_TEXT, Written(), "The version of the schema it follows."] = (
        SCHEMA_VERSION
    )
    base_uri: Annotated[str | None, URL, "What goes before an id to make an IRI of it."] = None
    title: Annotated[Text | None, "Its title in every language."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    description: Annotated[Text | None, "What it holds, and how it was made."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    language: Annotated[str | None, LANGUAGE, "Its main language: records should have a preferred name in it."] = None
    license: Annotated[str | None, LICENSE, "The licence of the data: an SPDX id or a URL."] = None
    generated: Annotated[PartialDate | None, DATE_OR_TIME, "When it was made."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    extensions: Annotated[JsonMap, EXTENSIONS, "Keys of other projects, each with a namespace; any JSON."] = field(
        default=EMPTY, converter=Takes[Fields]
    )

    @within(
        "schema_version",
        codes=(
            NEWER_MAJOR,
            NEWER_MINOR,
            UNKNOWN_OLD,
        ),
    )
    def _version_is_known(self) -> Iterator[Problem]:
        """What follows a newer major version is not read."""
        yield from version_problems(self.schema_version)
