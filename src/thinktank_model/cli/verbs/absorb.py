"""`absorb`: merges two records."""

from __future__ import annotations

from typing import Final

import click

from ...jsontext.limits import Limits
from ..changing import changed_in_place
from ..options import limited, paths

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = ("thinktank-model absorb programme.json person:ada-example person:bo-sample",)


@click.command(short_help="Merge two records of the same organization, person or programme.")
@click.argument("file", shell_complete=paths)
@click.argument("keep")
@click.argument("gone")
@click.option("--diff", is_flag=True, help="Show the changes, write nothing; exit with 1 if there are any.")
@limited
def command(file: str, keep: str, gone: str, diff: bool, limits: Limits) -> int:
    """Merge the record GONE into the record KEEP in the dataset FILE: names, identifiers, references and memberships.

    FILE is a dataset, or - for standard input, whose result goes to standard output. If both records have a value for
    a field that holds only one, the value of KEEP is kept.
    """
    return changed_in_place(file, lambda dataset: dataset.absorb(keep, gone), diff=diff, limits=limits)
