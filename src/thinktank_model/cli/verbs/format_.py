"""`format`: fixes files and writes them in canonical form, in place."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from typing import Final

import click

from ...dataset.collection import assembled
from ...jsontext.limits import Limits
from ...problems.problem import Problem, Severity
from ...problems.translations import Phrase
from ...records.lines import write_jsonl
from ...records.readers import LineReader, TextReader
from ...rules.reading import gather
from ...shapes.explain import Unknown
from ...shapes.migrations import MIGRATED
from ..checking import Options
from ..fixing import Change, Rewritten, fixed, mended, preview, write_back
from ..inputs import Source, sources
from ..options import FILES, UNKNOWN, limited
from ..output import FAILED, OK, PROBLEMS, say, told
from ..profile import dataset_class, scope

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model format --diff data/",
    "thinktank-model format programme.json",
)


@click.command("format", short_help="Fix files and write them in canonical form.")
@FILES
@click.option("--diff", is_flag=True, help="Show the changes, write nothing; exit with 1 if there are any.")
@UNKNOWN
@limited
def command(files: tuple[str, ...], diff: bool, unknown: Unknown, limits: Limits) -> int:
    """Apply the safe fixes to files and write them in canonical form, in place.

    FILE is any file or folder that validate accepts. A file with errors that cannot be fixed is not changed; with -
    the new text goes to standard output.
    """
    wrong: list[str] = []
    change = _canonical(unknown, wrong)
    if diff:
        return preview(sources(files, limits), change) or (PROBLEMS if wrong else OK)
    changed = faults = 0

    def save(text: Rewritten) -> None:
        nonlocal changed
        write_back(text)
        changed += text.after != text.before

    for source in mended(sources(files, limits), change, Counter(), save):
        if source.fault:
            faults += 1
            say(f"{source.path}: {source.fault}")
    if changed:
        say(Phrase("{count} {count:file|files} changed", count=changed))
    return FAILED if faults else PROBLEMS if wrong else OK


def _canonical(unknown: Unknown, wrong: list[str]) -> Change:
    """Return the change to canonical form. The paths of files with errors, which are not changed, are added to `wrong`."""
    options = Options(today=datetime.date.today(), unknown=unknown)

    def change(source: Source, before: bytes, is_lines: bool) -> tuple[bytes, Counter[str]]:
        data, codes = fixed(before, is_lines, options)
        after, problems = _written(data, is_lines, unknown, source.limits)
        if MIGRATED.name in [
            problem.code for problem in problems
        ]:  # fixes are for the newest layout, which it has only now
            data, codes = fixed(after, is_lines, options)
            after, problems = _written(data, is_lines, unknown, source.limits)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if not errors:
            return after, codes
        wrong.append(source.path)
        for problem in errors[:10]:
            say(f"{source.path}: {told(problem)}")
        say(
            Phrase(
                "{path}: {count} {count:error|errors}, so it was not changed; thinktank-model validate {path} lists them",
                path=source.path,
                count=len(errors),
            )
        )
        return before, Counter()

    return change


def _written(data: bytes, is_lines: bool, unknown: Unknown, limits: Limits) -> tuple[bytes, list[Problem]]:
    """Return a document or JSON Lines in canonical form, and all its problems."""
    reader = (
        LineReader(io.BytesIO(data), unknown, limits, scope())
        if is_lines
        else TextReader(data, unknown, limits, scope())
    )
    lines = list(reader)
    gathered = gather(lines, scope=scope())
    headers = [line.header for line in lines if line.header is not None]
    written = io.BytesIO()
    if headers and not is_lines:
        assembled(gathered, dataset_class()).dump_to(written)
    else:
        write_jsonl(written, (*headers, *gathered.records))
    return written.getvalue(), gathered.problems
