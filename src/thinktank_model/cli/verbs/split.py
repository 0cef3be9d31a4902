"""`split`: separates the valid lines of JSON Lines from the invalid ones."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import combinations, product
from typing import Final

import click

from ...jsontext.compressed import plain_name
from ...jsontext.files import LINE_ENDINGS, writing
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...problems.translations import Phrase
from ...records.readers import Line, LineReader
from ...shapes.explain import Unknown
from ..inputs import Source, is_same
from ..languages import lang_option
from ..options import QUIET, UNKNOWN, limited, paths
from ..output import OK, PROBLEMS, advancing, is_terminal, progress, say, write_data
from ..profile import scope
from ..reports import fields_of
from ..splitting import MANY, Kept, Write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model split programme.jsonl --good g.jsonl --bad b.jsonl",
    "cat programme.jsonl | thinktank-model split - --good - --bad b.jsonl",
)


@click.command(short_help="Separate the valid lines of JSON Lines from the invalid ones.")
@click.argument("file", metavar="IN", shell_complete=paths)
@click.option("--good", required=True, metavar="FILE", shell_complete=paths, help="Write the valid lines to this file.")
@click.option(
    "--bad", required=True, metavar="FILE", shell_complete=paths, help="Write the invalid lines to this file."
)
@click.option(
    "--report",
    metavar="FILE",
    shell_complete=paths,
    help="Write the problems of the invalid lines to this file.  [default: beside --bad, as in bad.problems.jsonl]",
)
@UNKNOWN
@lang_option
@QUIET
@limited
def command(
    file: str, good: str, bad: str, report: str | None, unknown: Unknown, lang: str, quiet: bool, limits: Limits
) -> int:
    """Write the valid lines of the JSON Lines IN to one file and the invalid ones to another, in one pass.

    IN may be compressed (.gz, .zst) or - for standard input; one of the outputs may be - for standard output. Every line is
    written byte for byte as it was, in its order; the first line of a dataset goes with the valid ones. The report has one
    JSON object per problem, with the line in IN, as validate --format jsonl. The files are replaced atomically, and not at
    all if IN cannot be read to its end.
    """
    report = _beside(bad) if report is None else report
    _check(file, [good, bad, *filter(None, [report])])
    source = Source(file, limits=limits)
    counts = {True: 0, False: 0}
    on_screen = "-" in (good, bad, report) and is_terminal(sys.stdout)
    with ExitStack() as stack:
        stream = stack.enter_context(source.stream())
        # Closed in the reverse order: when the file of valid lines is in place, the others are too.
        write_good, write_bad = stack.enter_context(_output(good)), stack.enter_context(_output(bad))
        write_report: Write = stack.enter_context(_output(report)) if report else len
        bar = stack.enter_context(progress(source.size, quiet or on_screen))
        kept, advance = Kept(stream), advancing(bar, stream)
        write, poured = write_good, 0
        for line in LineReader(kept, unknown, limits, scope()):
            is_good = line.record is not None or line.header is not None
            target = write_good if is_good else write_bad
            if target is not write or line.offset - poured >= MANY:
                kept.pour(write, line.offset)
                advance(line.offset - poured)
                write, poured = target, line.offset
            if not is_good:
                write_report(_reported(line, source, lang))
            if not line.is_header or not is_good:
                counts[is_good] += 1
        if kept.fault is not None:
            raise OSError(None, f"{kept.fault.problem.message} Nothing was written.", file)
        kept.pour(write)
    said = Phrase("{valid} valid, {invalid} invalid", valid=counts[True], invalid=counts[False])
    if report and counts[False]:
        said = Phrase("{counts}; problems in {report}", counts=said, report=report)
    say(Phrase("{path}: {said}", path=file, said=said))
    return PROBLEMS if counts[False] else OK


def _beside(bad: str) -> str | None:
    """Return the default path of the report: None if the invalid lines go to a pipe or a device."""
    if bad == "-" or (os.path.exists(bad) and not os.path.isfile(bad)):  # noqa: PTH110, PTH113 - never raise
        return None
    root, ending = os.path.splitext(bad)  # noqa: PTH122 - a Path would drop a final slash
    return f"{root}.problems{ending}" if ending in LINE_ENDINGS else f"{bad}.problems.jsonl"


def _check(source: str, targets: Sequence[str]) -> None:
    """Refuse input that cannot be split, and outputs that would overwrite another file.

    Raises:
        UsageError: the input or the outputs are not valid.
    """
    if plain_name(source).endswith(".json"):
        raise click.UsageError(
            Phrase(
                "{path} is a document by its name, not JSON Lines; thinktank-model convert --to jsonl writes it as such",
                path=source,
            )
        )
    for one, other in [*combinations(targets, 2), *product([source] if source != "-" else [], targets)]:
        if one == other == "-":
            raise click.UsageError(Phrase("only one output can go to standard output"))
        if is_same(one, other):
            raise click.UsageError(
                Phrase("{one} and {other} are the same file; give each output a different file", one=one, other=other)
            )


@contextmanager
def _output(path: str) -> Iterator[Write]:
    """Return a context manager that writes to a file, or directly to standard output."""
    if path != "-":
        with writing(path) as stream:
            yield stream.write
    elif is_terminal(sys.stdout):
        yield lambda data: write_data(io.BytesIO(data))
    else:
        yield sys.stdout.buffer.write


def _reported(line: Line, source: Source, lang: str) -> bytes:
    """Return the problems of a line, one JSON object per line."""
    found = [json_text({"path": source.name} | fields_of(problem, lang)) for problem in line.problems]
    return "".join([text + "\n" for text in found]).encode()
