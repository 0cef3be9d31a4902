"""`merge`: merges two datasets."""

from __future__ import annotations

from typing import Final

import click

from ...dataset.collection import Dataset
from ...dataset.merging import Conflict
from ...dataset.three import merge3
from ...jsontext.limits import Limits
from ...problems.display import display, escape
from ...problems.translations import Phrase, translation
from ..inputs import Source
from ..languages import lang_option
from ..options import limited, paths
from ..output import OK, PROBLEMS, write_aside
from ..splicing import dataset_of, spliced
from ..targets import standing_in

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model merge programme.json programme.jsonl > both.json",
    "thinktank-model merge --base programme.json programme.json programme.jsonl",
)


@click.command(short_help="Merge two datasets.")
@click.argument("ours", shell_complete=paths)
@click.argument("theirs", shell_complete=paths)
@click.option("--base", type=click.Path(), help="The common ancestor of both; the changes of both sides are applied.")
@click.option("-o", "--output", type=click.Path(), help="The output file; default: standard output.")
@click.option("--driver", is_flag=True, help="Write the result to OURS and mark conflicts, as a merge driver of git.")
@lang_option
@limited
def command(
    ours: str, theirs: str, base: str | None, output: str | None, driver: bool, lang: str, limits: Limits
) -> int:
    """Merge the datasets OURS and THEIRS, in the layout of OURS.

    Without --base, a record that is in both datasets must be equal in both; otherwise the differences are listed and
    nothing is written. With --base, the datasets are merged by record and field: a value that both changed
    differently is left unchanged, each such conflict is listed, and the exit code is 1.

    As a merge driver of git: thinktank-model merge --driver --base %O %A %B
    """
    if driver and (base is None or output is not None):
        raise click.UsageError(Phrase("--driver needs --base and cannot have --output"))
    result_to = standing_in(ours if driver else output or "-")
    data, is_lines, mine = _read(ours, limits)
    its = _read(theirs, limits)[2]
    conflicts: tuple[Conflict, ...] = ()
    if base is None:
        result = mine.merge(its)
    else:
        result, conflicts = merge3(_read(base, limits)[2], mine, its)
    made = spliced(data, is_lines, mine, result)
    with result_to as stream:
        stream.write(made)
    translate = translation(lang)
    for one in conflicts:
        at = f"{one.record_id or translate(Phrase('the metadata of the dataset'))} {one.pointer}".strip()
        said = Phrase(
            "conflict at {place}: the value was {base}, one side has {ours}, the other side has {theirs}",
            place=at,
            base=display(one.base),
            ours=display(one.ours),
            theirs=display(one.theirs),
        )
        write_aside(escape(translate(said)) + "\n")
    return PROBLEMS if conflicts else OK


def _read(path: str, limits: Limits) -> tuple[bytes, bool, Dataset]:
    """Return the bytes of a file, whether they are JSON Lines, and the dataset in them."""
    source = Source(path, limits=limits)
    with source.open() as content:
        is_lines, data = content.is_lines, content.read()
    return data, is_lines, dataset_of(source, data, is_lines)
