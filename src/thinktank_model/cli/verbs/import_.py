"""`import`: a dataset out of any format that can be read."""

from __future__ import annotations

import io
import sys
from pathlib import PurePath
from typing import Final

import click

from ...formats.exchange import import_file
from ...jsontext.files import LINE_ENDINGS, Stamp, stamp
from ...shapes.explain import Unknown
from ..carrying import STRICT, choice, chosen, listing, tell
from ..languages import lang_option
from ..options import paths
from ..output import say, write_data

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model import programme.csv imported.json",
    "thinktank-model import - imported.jsonl --from csv < programme.csv",
    "thinktank-model import --list",
)


@click.command(short_help="Read a dataset from another format.")
@click.argument("source", shell_complete=paths)
@click.argument("target", shell_complete=paths)
@choice("--from", "read", "SOURCE")
@listing("read")
@click.option(
    "--unknown", type=click.Choice(["error", "keep"]), default="error", show_default=True, help="Unknown keys."
)
@STRICT
@lang_option
def command(source: str, target: str, format: str | None, unknown: Unknown, strict: bool, lang: str) -> int:
    """Read SOURCE, a file of another program, and write the dataset in it as TARGET, a document (.json) or JSON Lines (.jsonl).

    SOURCE and TARGET are files, or - for standard input and output; what goes to standard output is a document. Nothing is
    written if SOURCE has errors; a file that is there is replaced in one step.
    """
    if target != "-" and PurePath(target).suffix not in (".json", *LINE_ENDINGS):
        raise click.UsageError(f"TARGET ends in .json, .jsonl or .ndjson, and {target!r} does not")
    expected = Stamp() if target == "-" else stamp(target)
    name = chosen(format, source, "read")
    if source == "-" and sys.stdin is None:
        raise OSError(None, "there is no standard input", source)
    imported = import_file(sys.stdin.buffer if source == "-" else source, format=name, unknown=unknown)
    dataset = imported.dataset
    code = tell(source, imported.report, 0 if dataset is None else len(dataset), lang, strict=strict)
    if dataset is None:
        say(f"{source} has errors, nothing was written")
    elif target == "-":
        held = io.BytesIO()
        dataset.dump_to(held)
        held.seek(0)
        write_data(held)
    else:
        dataset.write(target, expected=expected)
    return code
