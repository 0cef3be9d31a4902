"""`duplicates`: lists records that may be duplicates."""

from __future__ import annotations

from typing import Final

import click

from ...dataset.collection import Dataset
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...problems.display import escape
from ...problems.translations import translation
from ..datasets import whole_dataset
from ..languages import lang_option
from ..options import limited, paths
from ..output import OK, painter, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model duplicates programme.json",
    "thinktank-model duplicates --min 60 --format json programme.json",
)


@click.command(short_help="List records that may be duplicates.")
@click.argument("file", shell_complete=paths)
@click.option(
    "--min", "least", type=click.FloatRange(0, 100), default=85, show_default=True, help="The minimum score, up to 100."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
@limited
def command(file: str, least: float, form: str, lang: str, limits: Limits) -> int:
    """List pairs of organizations, persons and programmes in the dataset FILE that may be the same, with score and reasons.

    It needs the extra "match". To merge a pair: thinktank-model absorb FILE KEEP GONE.
    """
    dataset: Dataset = whole_dataset(file, limits)
    try:
        found = dataset.duplicates(least)
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    translate, paint = translation(lang), painter()
    if form == "json":
        listed = [
            {"ids": [one.first, one.second], "score": one.score, "reasons": [translate(said) for said in one.reasons]}
            for one in found
        ]
        write(json_text(listed, indent=2) + "\n")
        return OK
    for one in found:
        write(f"{one.score:5g}  {paint(one.first, 'bold')}  {paint(one.second, 'bold')}\n")
        write("".join([f"       {escape(translate(said))}\n" for said in one.reasons]))
    return OK
