"""The header of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Literal

from ..problems.problem import Problem
from ..shapes.annotations import Written, within
from ..shapes.declared import field, frozen
from ..shapes.frozenjson import EMPTY, JsonMap
from ..shapes.migrations import NEWER_MAJOR, NEWER_MINOR, SCHEMA_VERSION, UNKNOWN_OLD, version_problems
from ..shapes.node import Node
from ..shapes.takes import Fields, Takes
from ..shapes.tree import MapOf
from ..values.dates import DATE_OR_TIME, DateLike, PartialDate
from ..values.language import LANGUAGE
from ..values.licenses import LICENSE
from ..values.strings import PREFIX, SCHEMA_VERSION_TEXT
from ..values.text import Text, TextLike
from ..values.urls import URL
from .common import EXTENSIONS

__all__ = [
    "DatasetHeader",
]

PROFILES: Final = MapOf(JsonMap, PREFIX, URL)
PREFIXES: Final = MapOf(JsonMap, PREFIX, URL)
WELL_KNOWN: Final = {
    "sdg": "http://metadata.un.org/sdg/",
    "eurovoc": "http://eurovoc.europa.eu/",
    "ford": "https://w3id.org/italia/controlled-vocabulary/classifications-for-her/fields-of-research-development/",
    "jel": "http://zbw.eu/beta/external_identifiers/jel#",
    "wikidata": "http://www.wikidata.org/entity/",
}
"""Prefixes that every dataset has: Sustainable Development Goals, EuroVoc, the OECD's Fields of Research and Development, JEL codes, Wikidata."""


@frozen(kw_only=True, repr=False, eq=False)
class DatasetHeader(Node):
    """The metadata of a dataset: a dataset document without its records, or the first line of a JSON Lines file."""

    type: ClassVar[Literal["dataset"]] = "dataset"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/dcat#Dataset",)

    schema_version: Annotated[str, SCHEMA_VERSION_TEXT, Written(), "The version of the schema."] = SCHEMA_VERSION
    base_uri: Annotated[str | None, URL, "The prefix that turns an id into an IRI."] = None
    title: Annotated[Text | None, "The title in each language."] = field(default=None, converter=Takes[TextLike | None])
    description: Annotated[Text | None, "A description of the dataset and how it was made."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    language: Annotated[str | None, LANGUAGE, "The main language; records should have a preferred name in it."] = None
    license: Annotated[str | None, LICENSE, "The licence of the data: an SPDX id or a URL."] = None
    generated: Annotated[PartialDate | None, DATE_OR_TIME, "The date on which the dataset was made."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    profiles: Annotated[
        JsonMap, PROFILES, "The profiles that the data needs in addition to this schema: name to IRI."
    ] = field(default=EMPTY, converter=Takes[Fields])
    prefixes: Annotated[JsonMap, PREFIXES, "The prefixes of namespaced terms and keys: prefix to IRI."] = field(
        default=EMPTY, converter=Takes[Fields]
    )
    extensions: Annotated[JsonMap, EXTENSIONS, "Data of other projects: any JSON, under keys with a namespace."] = (
        field(default=EMPTY, converter=Takes[Fields])
    )

    def expand(self, term: str) -> str | None:
        """Return the IRI of a namespaced term; None if it has no prefix or an unknown one.

        >>> DatasetHeader(prefixes={"ours": "https://example.org/terms/"}).expand("ours:river-towns")
        'https://example.org/terms/river-towns'
        >>> DatasetHeader().expand("wikidata:Q495015")
        'http://www.wikidata.org/entity/Q495015'
        """
        prefix, colon, name = term.partition(":")
        iri = self.prefixes.get(prefix) or WELL_KNOWN.get(prefix)
        return f"{iri}{name}" if colon and isinstance(iri, str) else None

    @within(
        "schema_version",
        codes=(
            NEWER_MAJOR,
            NEWER_MINOR,
            UNKNOWN_OLD,
        ),
    )
    def _version_is_known(self) -> Iterator[Problem]:
        """Data of a newer major version is refused."""
        yield from version_problems(self.schema_version)
