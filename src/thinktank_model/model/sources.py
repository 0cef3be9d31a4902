"""Sources of records."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from ..shapes.declared import field, frozen
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
    """A news article, web page, report, dataset or API that supports records."""

    type: ClassVar[Literal["source"]] = "source"
    collection: ClassVar[str] = "sources"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/CreativeWork", "http://www.w3.org/ns/prov#Entity")

    titles: Annotated[Text, "The title in each language."] = field(converter=Takes[TextLike])
    kind: Annotated[SourceKind | None, "The kind of source."] = field(default=None, converter=Takes[str | None])
    publisher: Annotated[Text | None, "The publisher, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    url: Annotated[str | None, URL, "The web address."] = None
    published: Annotated[PartialDate | None, DATE_OR_TIME, "The date of publication, as far as it is certain."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    published_raw: Annotated[str | None, LABEL, "The date of publication as printed, if its meaning is uncertain."] = (
        None
    )
    retrieved: Annotated[PartialDate | None, DATE_OR_TIME, "The date of access."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    lang: Annotated[str | None, LANGUAGE, "The language of the text, as a BCP 47 tag."] = None
    translation_of: Annotated[str | None, Ref("source"), "The source that the source is a translation of."] = None
    sha256: Annotated[str | None, SHA256, "The hash of the text or file on the date of access."] = None
    license: Annotated[str | None, LICENSE, "The licence: an SPDX id or a URL."] = None
