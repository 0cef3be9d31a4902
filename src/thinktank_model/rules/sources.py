"""What records rest on: their sources, the words of these, and statements that disagree."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..model.sources import Source
from ..model.union import Record
from ..problems.problem import Problem, define
from ..shapes.frozenjson import exact
from ..vocab import StatementRank
from .base import Context, current, rule

__all__: list[str] = []

UNSOURCED = define(
    "source.unsourced",
    "info",
    "{found} names no source",
    why="Without a source nobody can check what the record says. A source itself needs none.",
    bad='[{"id": "organization:a"}]',
    good='[{"id": "organization:a", "sources": [{"source_id": "source:s"}]}]',
)
QUOTE_MISSING = define(
    "source.quote-missing",
    "error",
    "the words {found} do not stand in the text of {source}",
    why="A quote gives the words of its source as they are, so that they can be found there. White space and the way in which "
    "an accent is encoded make no difference.",
    bad='{"texts": {"source:s": "More than 40 took part."}, '
    '"records": [{"id": "event:e", "sources": [{"source_id": "source:s", "quote": "Over 40 took part."}]}]}',
    good='{"texts": {"source:s": "More than 40 took part."}, '
    '"records": [{"id": "event:e", "sources": [{"source_id": "source:s", "quote": "More than 40"}]}]}',
)
CONFLICT = define(
    "statement.conflict",
    "warning",
    "{source} gives another value for {field} than {other}: {found}",
    why="Of two values for one field one is wrong, or out of date. Which of them that is gets the rank deprecated.",
    bad='[{"id": "organization:a", "statements": [{"field": "/founded", "value": "1960", "source_id": "source:s"}, '
    '{"field": "/founded", "value": "1961", "source_id": "source:t"}]}]',
    good='[{"id": "organization:a", "statements": [{"field": "/founded", "value": "1960", "source_id": "source:s"}, '
    '{"field": "/founded", "value": "1961", "source_id": "source:t", "rank": "deprecated"}]}]',
)


@rule(UNSOURCED)
def records_have_sources(context: Context) -> Iterator[Problem]:
    """Every record rests on a source, as a whole or in a statement; except a source."""
    for record in context.index.by_id.values():
        if not isinstance(record, Source) and not record.sources and not record.statements:
            yield UNSOURCED(record.id, record_id=record.id, expected="at least one entry in sources")


@rule(QUOTE_MISSING)
def quotes_stand_in_their_source(context: Context) -> Iterator[Problem]:
    """Every quote is found in the text of its source, where that is at hand."""
    texts = {current(context.index, id): _plain(text) for id, text in context.texts.items()}
    for record in context.index.by_id.values():
        for at, id, quote in _quotes(record) if texts else ():
            text = texts.get(current(context.index, id))
            if text is not None and quote is not None and _plain(quote) not in text:
                yield QUOTE_MISSING(
                    quote, at=at, record_id=record.id, source=id, expected="words of the source, verbatim"
                )


def _quotes(record: Record) -> list[tuple[str, str, str | None]]:
    """The quotes in a record: where each stands, the source, and the words if there are any."""
    return [
        *[(f"/sources/{n}/quote", source.source_id, source.quote) for n, source in enumerate(record.sources)],
        *[(f"/statements/{n}/quote", said.source_id, said.quote) for n, said in enumerate(record.statements)],
    ]


def _plain(text: str) -> str:
    """The text in NFC, with single spaces for all white space: line breaks are those of the page, not of the author."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@rule(CONFLICT)
def statements_agree(context: Context) -> Iterator[Problem]:
    """Statements about one field that are not deprecated give one value; each further value is reported once."""
    for record in context.index.by_id.values():
        values: dict[str, dict[object, str]] = {}
        for number, said in enumerate(record.statements):
            if said.rank is StatementRank.DEPRECATED:
                continue
            known = values.setdefault(said.field, {})
            value = exact(said.value)  # 1 and true are two values
            if known and value not in known:
                yield CONFLICT(
                    said.value,
                    at=f"/statements/{number}/value",
                    record_id=record.id,
                    field=said.field,
                    source=said.source_id,
                    other=next(iter(known.values())),
                    expected="one value, or the rank deprecated for all others",
                )
            known.setdefault(value, said.source_id)
