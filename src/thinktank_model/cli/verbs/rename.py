"""`rename`: changes the id of a record."""

from __future__ import annotations

from typing import Final

import click

from ...jsontext.limits import Limits
from ..changing import changed_in_place
from ..options import limited, paths

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model rename programme.json person:ada-example person:ada",
    "thinktank-model rename programme.jsonl person:bo-sample person:bo",
)


@click.command(short_help="Change the id of a record.")
@click.argument("file", shell_complete=paths)
@click.argument("old")
@click.argument("new")
@click.option("--diff", is_flag=True, help="Show the changes, write nothing; exit with 1 if there are any.")
@limited
def command(file: str, old: str, new: str, diff: bool, limits: Limits) -> int:
    """Rename the record OLD to NEW in the dataset FILE, in place, with all references to it.

    FILE is a dataset; with - the new text goes to standard output. The layout of the rest of the file is kept.
    """
    return changed_in_place(
        file, lambda dataset: dataset.rename(old, new), diff=diff, limits=limits, renamed={old: new}
    )
