"""Rules about sources, quotes, and statements that disagree."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from ..model.kept import KeptRecord
from ..model.parts.provenance import Statement
from ..model.sources import Source
from ..model.union import Record
from ..problems.patterns import pattern
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, define
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.frozenjson import exact, thaw
from ..shapes.pointing import shape_at
from ..shapes.tree import Anything
from ..values.counts import Count
from ..values.dates import PartialDate
from ..values.folding import WIDE
from ..vocab import StatementRank
from .base import Context, current, rule
from .cycles import cycle_problem, find_cycles

__all__: list[str] = []

_BESIDE_WIDE: Final = pattern(f"(?<={WIDE}) | (?={WIDE})")

CYCLE = define(
    "source.cycle",
    "error",
    "{found} is a translation of itself through a cycle of sources: {path}",
    why="A source cannot be a translation of its own translation.",
    bad='[{"id": "source:a", "translation_of": "source:b"}, {"id": "source:b", "translation_of": "source:a"}]',
    good='[{"id": "source:a", "translation_of": "source:b"}, {"id": "source:b"}]',
)
UNSOURCED = define(
    "source.unsourced",
    "info",
    "{found} has no source",
    together="{count} {count:record has|records have} no source",
    why="Without a source the record cannot be verified. Records of type source need none.",
    bad='[{"id": "organization:a"}]',
    good='[{"id": "organization:a", "sources": [{"source_id": "source:s"}]}]',
)
QUOTE_MISSING = define(
    "source.quote-missing",
    "error",
    "the words {found} are not in the text of {source}",
    why=(
        "A quote repeats the words of its source exactly, so that they can be found there. Differences in white "
        "space and in the encoding of accents are ignored."
    ),
    bad='{"texts": {"source:s": "More than 40 took part."}, '
    '"records": [{"id": "event:e", "sources": [{"source_id": "source:s", "quote": "Over 40 took part."}]}]}',
    good='{"texts": {"source:s": "More than 40 took part."}, '
    '"records": [{"id": "event:e", "sources": [{"source_id": "source:s", "quote": "More than 40"}]}]}',
)
CONFLICT = define(
    "statement.conflict",
    "warning",
    "{source} and {other} give different values for {field}; {source} has {found}",
    why=(
        "If two sources give different values for one field, one of them is wrong or out of date. Set the rank: "
        "preferred for the better value, or deprecated for the other. Dates and counts are compared by what they "
        "can mean, so 1960 and 1960-05 agree."
    ),
    bad='[{"id": "organization:a", "statements": [{"field": "/founded", "value": "1960", "source_id": "source:s"}, '
    '{"field": "/founded", "value": "1961", "source_id": "source:t"}]}]',
    good='[{"id": "organization:a", "statements": [{"field": "/founded", "value": "1960", "source_id": "source:s"}, '
    '{"field": "/founded", "value": "1961", "source_id": "source:t", "rank": "deprecated"}]}]',
)


@rule(CYCLE)
def translations_have_an_original(context: Context) -> Iterator[Problem]:
    """A source is not a translation of itself, directly or through others."""
    index = context.index
    sources = index.of(Source).items()
    graph = {
        id: [] if source.translation_of is None else [current(index, source.translation_of)] for id, source in sources
    }
    for path in find_cycles(graph):
        yield cycle_problem(
            CYCLE, path, at="/translation_of", expected="a source whose chain of translations has an original"
        )


@rule(UNSOURCED)
def records_have_sources(context: Context) -> Iterator[Problem]:
    """Every record except a source has a source, for the whole record or in a statement."""
    for record in context.index.by_id.values():
        if not isinstance(record, Source | KeptRecord) and not record.sources and not record.statements:
            yield UNSOURCED(record.id, record_id=record.id, expected="at least one entry in sources")


@rule(QUOTE_MISSING)
def quotes_stand_in_their_source(context: Context) -> Iterator[Problem]:
    """Every quote occurs in the text of its source, if that text is available."""
    texts = {current(context.index, id): _plain(text) for id, text in context.texts.items()}
    for record in context.index.by_id.values():
        for at, id, quote in _quotes(record) if texts else ():
            text = texts.get(current(context.index, id))
            if text is not None and quote is not None and _plain(quote) not in text:
                yield QUOTE_MISSING(
                    quote, at=at, record_id=record.id, source=id, expected="words of the source, verbatim"
                )


def _quotes(record: Record) -> list[tuple[str, str, str | None]]:
    """Return the quotes in a record: the pointer, the source id, and the words if there are any."""
    return [
        *[(f"/sources/{n}/quote", source.source_id, source.quote) for n, source in enumerate(record.sources)],
        *[(f"/statements/{n}/quote", said.source_id, said.quote) for n, said in enumerate(record.statements)],
    ]


def _plain(text: str) -> str:
    """Return the text in NFC with single spaces, and none next to Chinese characters, since line breaks depend on the page."""
    return _BESIDE_WIDE.sub("", " ".join(unicodedata.normalize("NFC", text).split()))


@rule(CONFLICT)
def statements_agree(context: Context) -> Iterator[Problem]:
    """The statements of the best rank about one field agree. Each different value is reported once.

    The best rank is preferred, or else normal. Each value is compared with the first.
    """
    for record in context.index.by_id.values():
        fields: dict[str, list[tuple[int, Statement]]] = {}
        for number, said in enumerate(record.statements):
            fields.setdefault(said.field, []).append((number, said))
        for entries in fields.values():
            ranks = {said.rank for _, said in entries}
            best = StatementRank.PREFERRED if StatementRank.PREFERRED in ranks else StatementRank.NORMAL
            ranked = [entry for entry in entries if entry[1].rank is best]
            if len(ranked) > 1:
                yield from _conflicts(record, ranked)


def _conflicts(record: Record, entries: Sequence[tuple[int, Statement]]) -> Iterator[Problem]:
    """Yield the conflicts between statements about one field, given with their indexes."""
    shape = shape_at(shape_of(type(record)), pointer_tokens(entries[0][1].field)) or Anything()
    first = entries[0][1]
    known = {exact(first.value)}  # 1 and true are two values
    meant = read(shape, thaw(first.value))[0]
    for number, said in entries:
        value = exact(said.value)
        if value not in known and _differ(meant, read(shape, thaw(said.value))[0]):
            yield CONFLICT(
                said.value,
                at=f"/statements/{number}/value",
                record_id=record.id,
                field=said.field,
                source=said.source_id,
                other=first.source_id,
                expected="one value, or a rank for each value",
            )
        known.add(value)


def _differ(one: object, other: object) -> bool:
    """Return whether two values certainly differ: dates and counts whatever they mean exactly."""
    match one, other:
        case (PartialDate() as date, PartialDate() as second):
            return date.before(second) is True or second.before(date) is True
        case (Count() as count, Count() as second) if len({count.unit, second.unit} - {None}) < 2:
            return count.less_than(second) is True or second.less_than(count) is True
    return True
