"""`convert`: converts between a dataset document and JSON Lines, in canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import PurePath
from typing import Final, NamedTuple

import click

from ...dataset.collection import write_document
from ...jsontext.limits import Limits
from ...model.header import DatasetHeader
from ...problems.problem import Problem, Severity
from ...problems.translations import Phrase
from ...records.readers import read_content
from ...records.single import dumps
from ...shapes.codec import dump
from ...shapes.explain import Unknown
from ..arranging import Once, by_id
from ..inputs import Source
from ..options import QUIET, UNKNOWN, limited, paths
from ..output import OK, PROBLEMS, Progress, advancing, progress, say, told
from ..parts import JOBS, Part, in_order, parts
from ..profile import scope
from ..targets import KINDS, standing_in

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model convert programme.json programme.jsonl",
    "thinktank-model convert --sort --dedupe programme.jsonl sorted.json",
    "thinktank-model convert programme.json - --to jsonl | head -n 3",
)

SHOWN = 10  # errors that are printed
BATCH = 2**20  # bytes of records in one batch
BATCH_PROBLEMS = 1000


@click.command(short_help="Write a dataset as a document or as JSON Lines.")
@click.argument("source", shell_complete=paths)
@click.argument("target", shell_complete=paths)
@click.option("--to", type=click.Choice(["json", "jsonl"]), help="The format; default: by the extension of TARGET.")
@UNKNOWN
@click.option("--sort", is_flag=True, help="Sort the records by type and id.")
@click.option("--dedupe", is_flag=True, help="Remove identical records.")
@JOBS
@QUIET
@limited
def command(
    source: str,
    target: str,
    to: str | None,
    unknown: Unknown,
    sort: bool,
    dedupe: bool,
    jobs: int,
    quiet: bool,
    limits: Limits,
) -> int:
    """Write the dataset SOURCE as TARGET, a document (.json) or JSON Lines (.jsonl), in canonical form.

    SOURCE and TARGET are files, or - for standard input and output. Nothing is written if SOURCE has errors; an existing
    file is replaced atomically.
    """
    kind = to or KINDS.get(PurePath(target).suffix)
    if kind is None:
        raise click.UsageError(
            Phrase(
                "the extension of {target} does not determine the format; use --to json or --to jsonl",
                target=repr(target),
            )
        )
    given = Source(source, limits=limits)
    output = standing_in(target)
    with progress(given.size, quiet) as bar:
        found = _Found(_batches(given, unknown, jobs), bar)
        once = Once(found.records())
        records = iter(once) if dedupe else found.records()
        with suppress(_RefusedError), output as stream:
            if kind == "json":
                write_document(stream, dump(found.header), by_id(records) if sort else records)
            else:
                stream.write(dumps(found.header) + b"\n")
                stream.writelines(record + b"\n" for record in (by_id(records) if sort else records))
            if found.errors:
                raise _RefusedError
    if found.errors:
        for problem in found.shown:
            say(f"{source}: {told(problem)}")
        say(
            Phrase(
                "{path}: {count} {count:error|errors}, nothing was written; thinktank-model validate {path} lists them",
                path=source,
                count=found.errors,
            )
        )
        return PROBLEMS
    if once.again:
        say(
            Phrase(
                "{again} of {all} records are duplicates and were written once",
                again=once.again,
                all=once.again + once.written,
            )
        )
    return OK


class _RefusedError(Exception):
    """The source has errors, so the target is not written."""


class _Batch(NamedTuple):
    """Some records, each in canonical form.

    Attributes:
        records: the records without errors.
        errors: the number of errors.
        shown: the first of them.
        header: the metadata of the dataset, if it was among the lines.
        lines: the number of lines read so far.
        done: the number of bytes of the file that were read for it.
    """

    records: list[bytes]
    errors: int
    shown: list[Problem]
    header: DatasetHeader | None
    lines: int
    done: int


class _Found:
    """The content of a source, batch by batch.

    Attributes:
        header: the metadata of the dataset.
        errors: the number of errors so far; after the first, no more records are yielded.
        shown: the first of them.
    """

    def __init__(self, batches: Iterator[_Batch], bar: Progress) -> None:
        self._bar = bar
        first = next(batches)
        self.header = first.header or DatasetHeader()
        self.errors = 0
        self.shown: list[Problem] = []
        self._batches = chain([first], batches)

    def records(self) -> Iterator[bytes]:
        """Yield the records, each in canonical form."""
        for batch in self._batches:
            self._bar.advance(batch.done)
            self.errors += batch.errors
            self.shown += batch.shown[: SHOWN - len(self.shown)]
            if not self.errors:
                yield from batch.records


def _batches(source: Source, unknown: Unknown, jobs: int) -> Iterator[_Batch]:
    """Yield the content of a source in order, in at least one batch."""
    if jobs == 1:
        yield from _read(Part(source), unknown)
        return
    lines = 0
    for part, batches in in_order(partial(_shared, unknown=unknown), parts(source), jobs):
        before = lines - bool(part.first)  # this line is read with every part
        done = part.weight
        for batch in _read(part, unknown) if batches is None else batches:
            yield batch._replace(shown=[part.placed(problem, before) for problem in batch.shown], done=done)
            lines, done = before + batch.lines, 0


def _shared(part: Part, unknown: Unknown) -> list[_Batch]:
    """Return the result of another process."""
    return list(_read(part, unknown))


def _read(part: Part, unknown: Unknown) -> Iterator[_Batch]:
    records: list[bytes] = []
    problems: list[Problem] = []
    header, size, done = None, 0, _Done()
    with part.open() as content:
        advance = advancing(done, content.stream)
        for line in read_content(content, unknown, scope()):
            if part.start and line.number == 1:
                continue  # it is read with the lines after it
            problems += line.problems
            if line.record is not None:
                records.append(dumps(line.record))
                size += len(records[-1])
                advance(len(line.raw) if content.is_lines else len(records[-1]))
            header = header or line.header
            if size > BATCH or len(problems) > BATCH_PROBLEMS:
                yield _batch(records, problems, header, content.ends, done)
                records, problems, size = [], [], 0
        yield _batch(records, problems, header, content.ends, done)


class _Done(Progress):
    """Counts the bytes of a file that were read since the last call of `asked`."""

    count = 0

    def advance(self, count: int) -> None:
        self.count += count

    def asked(self) -> int:
        """Return the number of bytes, and start again from 0."""
        count, self.count = self.count, 0
        return count


def _batch(
    records: list[bytes], problems: Iterable[Problem], header: DatasetHeader | None, lines: int, done: _Done
) -> _Batch:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return _Batch(records, len(errors), errors[:SHOWN], header, lines, done.asked())
