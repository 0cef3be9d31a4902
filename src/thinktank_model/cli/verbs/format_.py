"""`format`: files in canonical form, in place."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from typing import Any, Final

import click

from ...dataset.collection import read_document, read_lines
from ...jsontext.parsing import parse
from ...jsontext.places import locate
from ...problems.problem import Problem, Severity
from ...records.reading import all_lines, dumps, write_jsonl
from ...shapes.explain import Unknown
from ...shapes.migrations import MIGRATED
from ..checking import Options
from ..fixing import Change, Rewritten, fixed, mended, preview, write_back
from ..inputs import Source, is_dataset, read_any, sources
from ..options import FILES
from ..output import FAILED, OK, PROBLEMS, say

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model format --diff data/",
    "thinktank-model format programme.json",
)


@click.command("format", short_help="Mend files and write them in canonical form.")
@FILES
@click.option("--diff", is_flag=True, help="Show what would change, write nothing; exit with 1 if anything.")
@click.option(
    "--unknown", type=click.Choice(["error", "keep"]), default="error", show_default=True, help="Unknown keys."
)
def command(files: tuple[str, ...], diff: bool, unknown: Unknown) -> int:
    """Make the safe fixes in files and write them in canonical form, each in place and as what it is.

    FILE is as for validate. A file with errors that cannot be mended is left as it is; of - the new text goes to standard
    output.
    """
    wrong: list[str] = []
    change = _canonical(unknown, wrong)
    if diff:
        return preview(sources(files), change) or (PROBLEMS if wrong else OK)
    changed = faults = 0

    def save(text: Rewritten) -> None:
        nonlocal changed
        write_back(text)
        changed += text.after != text.before

    for source in mended(sources(files), change, Counter(), save):
        if source.fault:
            faults += 1
            say(f"{source.path}: {source.fault}")
    if changed:
        say(f"{changed} file{'s' * (changed != 1)} changed")
    return FAILED if faults else PROBLEMS if wrong else OK


def _canonical(unknown: Unknown, wrong: list[str]) -> Change:
    """The change to canonical form. The paths of files that stay as they are, for they have errors, go to `wrong`."""
    options = Options(today=datetime.date.today(), unknown=unknown)

    def change(source: Source, before: bytes, is_lines: bool) -> tuple[bytes, Counter[str]]:
        write = _lines if is_lines else _document
        data, codes = fixed(before, is_lines, options)
        after, problems = write(data, unknown)
        if MIGRATED.name in [
            problem.code for problem in problems
        ]:  # fixes are for the newest layout, which it has only now
            data, codes = fixed(after, is_lines, options)
            after, problems = write(data, unknown)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if not errors:
            return after, codes
        wrong.append(source.path)
        for problem in errors[:10]:
            say(f"{source.path}: {problem}")
        count = f"{len(errors)} error{'s' * (len(errors) != 1)}"
        say(f"{source.path}: {count}, so it is left as it is; thinktank-model validate {source.path} lists them")
        return before, Counter()

    return change


def _document(data: bytes, unknown: Unknown) -> tuple[bytes, tuple[Problem, ...]]:
    """A record or a dataset document in canonical form, and every problem of it."""
    value, problems = parse(data)
    if problems:
        return data, problems
    if is_dataset(value):
        reading = read_document(data, unknown)
        written = io.BytesIO()
        if reading.dataset is not None:
            reading.dataset.dump_to(written)
        return written.getvalue(), reading.problems
    reading = read_any(value, unknown)
    return b"".join([dumps(record) + b"\n" for record in reading.records]), locate(data, reading.problems)


def _lines(data: bytes, unknown: Unknown) -> tuple[bytes, tuple[Problem, ...]]:
    """JSON Lines in canonical form, with the first line about the dataset if there is one, and every problem of them."""
    reading = read_lines(io.BytesIO(data), unknown)
    first: Any = next(all_lines(io.BytesIO(data), unknown), None)
    header = () if first is None or first.header is None else (first.header,)
    written = io.BytesIO()
    write_jsonl(written, (*header, *reading.records))
    return written.getvalue(), reading.problems
