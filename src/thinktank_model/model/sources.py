"""Sources that records rest on."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from ..shapes.takes import Takes
from ..values.dates import DATE_OR_TIME, DateLike, PartialDate
from ..values.ids import Ref
from ..values.language import LANGUAGE
from ..values.licenses import LICENSE
from ..values.strings import SHA256
from ..values.text import LABEL, Text, TextLike
from ..values.urls import URL
from ..vocab import SourceKind
from .common import _Common

__all__ = [
    "Source",
]


@frozen(kw_only=True, repr=False, eq=False)
class Source(_Common):
    """A news article, web page, report, data set or interface that records rest on."""

    type: ClassVar[Literal["source"]] = "source"
    collection: ClassVar[str] = "sources"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/CreativeWork", "http://www.w3.org/ns/prov#Entity")

    titles: Annotated[Text, "Its title in every language."] = field(converter=Takes[TextLike])
    kind: Annotated[SourceKind | None, "What kind of source it is."] = field(default=None, converter=Takes[str | None])
    publisher: Annotated[Text | None, "Who published it, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    url: Annotated[str | None, URL, "Where it can be read."] = None
    published: Annotated[PartialDate | None, DATE_OR_TIME, "When it was published, as far as that is certain."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    published_raw: Annotated[str | None, LABEL, "The date as printed, where its meaning is not."] = None
    retrieved: Annotated[PartialDate | None, DATE_OR_TIME, "When it was read."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    lang: Annotated[str | None, LANGUAGE, "The language it is written in, BCP 47."] = None
    translation_of: Annotated[str | None, Ref("source"), "The source that it is a translation of."] = None
    sha256: Annotated[str | None, SHA256, "The hash of its text or file, as it was read."] = None
    license: Annotated[str | None, LICENSE, "The licence: an SPDX id or a URL."] = None
