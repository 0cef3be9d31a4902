"""`examples`: lists or writes the shipped datasets."""

from __future__ import annotations

import sys
from typing import Final

import click

from ...dataset.examples import example, example_names
from ...problems.meant import did_you_mean
from ..output import OK, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model examples",
    "thinktank-model examples riverside-2025 > programme.json",
)


@click.command(short_help="List the shipped datasets, or write one.")
@click.argument(
    "name",
    required=False,
    shell_complete=lambda _context, _argument, begun: [name for name in example_names() if name.startswith(begun)],
)
def command(name: str | None) -> int:
    """List the shipped datasets, or write the dataset NAME to standard output."""
    if name is None:
        for each in example_names():
            dataset = example(each)
            title = dataset.title.best("en") if dataset.title else ""
            write(f"{each:16} {len(dataset):4} records  {title}\n")
        return OK
    if name not in example_names():
        meant = did_you_mean(name, example_names(), quoted=False)
        raise click.BadParameter(
            f"there is no example {name!r}, only {', '.join(example_names())}{meant}", param_hint="NAME"
        )
    example(name).dump_to(sys.stdout.buffer)
    return OK
