"""`find`: finds records by a name."""

from __future__ import annotations

from typing import Final

import click

from ...dataset.collection import Dataset
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...problems.display import escape
from ..datasets import whole_dataset
from ..options import limited, paths
from ..output import OK, PROBLEMS, painter, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model find programme.json marsh observatory",
    "thinktank-model find --format json -n 1 programme.json riverside",
)


@click.command(short_help="Find records by any of their names.")
@click.argument("file", shell_complete=paths)
@click.argument("text", nargs=-1, required=True)
@click.option("-n", "number", type=click.IntRange(1), default=10, show_default=True, help="Show at most this many.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@limited
def command(file: str, text: tuple[str, ...], number: int, form: str, limits: Limits) -> int:
    """Find the records of the dataset FILE by any name or title, in any language, the closest first.

    TEXT is a name or the first letters of its words. Case, accents, width, and simplified or traditional characters do not matter;
    nor do typing errors if the extra "match" is installed. The exit code is 1 if nothing is found.
    """
    dataset: Dataset = whole_dataset(file, limits)
    hits = dataset.find(" ".join(text), number)
    if form == "json":
        listed = [{"id": hit.record.id, "name": hit.name, "lang": hit.lang, "score": hit.score} for hit in hits]
        write(json_text(listed, indent=2) + "\n")
    else:
        paint = painter()
        write("".join([f"{hit.score:5g}  {paint(hit.record.id, 'bold')}  {escape(hit.name)}\n" for hit in hits]))
    return OK if hits else PROBLEMS
