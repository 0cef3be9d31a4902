"""Where a record comes from, and what its sources say."""

from __future__ import annotations

from typing import Annotated

from ...shapes import declared
from ...shapes.annotations import Between
from ...shapes.declared import frozen
from ...shapes.node import Node
from ...shapes.takes import Takes
from ...values.dates import DATE_OR_TIME, DateLike, PartialDate
from ...values.ids import Ref
from ...values.strings import JSON_POINTER
from ...values.text import LABEL, VERBATIM
from ...vocab import Open, StatementMethod, StatementRank

__all__ = ["SourceRef", "Statement"]


@frozen(kw_only=True, repr=False, eq=False)
class SourceRef(Node):
    """A pointer from a record to a source that it rests on."""

    source_id: Annotated[str, Ref("source"), "The source."]
    locator: Annotated[str | None, LABEL, "The place in the source: a page, a paragraph, a time."] = None
    quote: Annotated[str | None, VERBATIM, "The words of the source, verbatim."] = None
    accessed: Annotated[PartialDate | None, DATE_OR_TIME, "The date on which the source was read."] = declared.field(
        default=None, converter=Takes[DateLike | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Statement(Node):
    """What one source says of one field of the record; two of them can disagree."""

    field: Annotated[str, JSON_POINTER, "The JSON Pointer (RFC 6901) of the field in the record."]
    value: Annotated[object, "The value in the source, any JSON."]
    source_id: Annotated[str, Ref("source"), "The source of the value."]
    quote: Annotated[str | None, VERBATIM, "The words of the source, verbatim."] = None
    method: Annotated[str | None, Open(StatementMethod), "How the value was taken from the source."] = None
    confidence: Annotated[float | None, Between(0, 1), "The confidence in the value, from 0 to 1."] = None
    rank: Annotated[StatementRank, "Whether the value is preferred, normal or deprecated."] = declared.field(
        default=StatementRank.NORMAL, converter=Takes[str]
    )
