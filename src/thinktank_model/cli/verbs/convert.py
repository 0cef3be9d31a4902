"""`convert`: between a dataset document and JSON Lines, in canonical form."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import PurePath

import click

from ...explain import Unknown
from ...files import LINE_ENDINGS, writing
from ...problems import Severity
from ...records import write_jsonl
from ..inputs import read_dataset
from ..output import OK, PROBLEMS, say

__all__ = ["command"]

KINDS = {".json": "json", **dict.fromkeys(LINE_ENDINGS, "jsonl")}


@click.command(short_help="Write a dataset as a document or as JSON Lines.")
@click.argument("source")
@click.argument("target")
@click.option(
    "--to", type=click.Choice(["json", "jsonl"]), help="What to write; default: what the ending of TARGET says."
)
@click.option(
    "--unknown", type=click.Choice(["error", "keep"]), default="error", show_default=True, help="Unknown keys."
)
def command(source: str, target: str, to: str | None, unknown: Unknown) -> int:
    """Write the dataset SOURCE as TARGET, a document (.json) or JSON Lines (.jsonl), in canonical form.

    SOURCE and TARGET are files, or - for standard input and output. Nothing is written if SOURCE has errors; a file that
    is there is replaced in one step.
    """
    kind = to or KINDS.get(PurePath(target).suffix)
    if kind is None:
        raise click.UsageError(f"the ending of {target!r} says no format; use --to json or --to jsonl")
    reading = read_dataset(source, unknown)
    dataset = reading.dataset
    if dataset is None:
        errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
        for problem in errors[:10]:
            say(f"{source}: {problem}")
        say(f"{source}: {len(errors)} errors, nothing was written; thinktank-model validate {source} lists them")
        return PROBLEMS
    with nullcontext(sys.stdout.buffer) if target == "-" else writing(target) as stream:
        if kind == "json":
            dataset.dump_to(stream)
        else:
            write_jsonl(stream, (dataset.header, *dataset.records))
    return OK
