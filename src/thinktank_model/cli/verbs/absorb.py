"""`absorb`: one record out of two."""

from __future__ import annotations

from typing import Final

import click

from ...jsontext.limits import Limits
from ..changing import changed_in_place
from ..options import limited, paths

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = ("thinktank-model absorb programme.json person:ada-example person:bo-sample",)


@click.command(short_help="Make one record out of two of one body.")
@click.argument("file", shell_complete=paths)
@click.argument("keep")
@click.argument("gone")
@click.option("--diff", is_flag=True, help="Show what would change, write nothing; exit with 1 if anything.")
@limited
def command(file: str, keep: str, gone: str, diff: bool, limits: Limits) -> int:
    """Make one record out of KEEP and GONE in the dataset FILE, in place: names, identifiers, references and memberships.

    FILE is a dataset; of - the new text goes to standard output. Where both say something and only one value can stand, KEEP is
    right.
    """
    return changed_in_place(file, lambda dataset: dataset.absorb(keep, gone), diff=diff, limits=limits)
