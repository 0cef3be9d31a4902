"""`enrich`: proposes identifiers for organizations from a register."""

from __future__ import annotations

from typing import Final

import click

from ...dataset.collection import Dataset
from ...formats.registries.enriching import LEAST, enriched, proposals
from ...formats.registries.stream import objects
from ...formats.ror import V2
from ...jsontext.compressed import opened
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...problems.display import escape
from ...problems.translations import translation
from ..changing import changed_in_place
from ..datasets import whole_dataset
from ..languages import lang_option
from ..options import limited, paths
from ..output import OK, painter, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model enrich programme.json --from ror-dump.zip",
    "thinktank-model enrich programme.json --from ror-dump.zip --write",
)


@click.command(short_help="Propose identifiers for organizations from a register.")
@click.argument("file", shell_complete=paths)
@click.option("--from", "register", required=True, metavar="REGISTER", shell_complete=paths, help="The dump of ROR.")
@click.option(
    "--min", "least", type=click.FloatRange(0, 100), default=LEAST, show_default=True, help="The minimum score."
)
@click.option("--write", "is_written", is_flag=True, help="Add the proposals to FILE, each with the status candidate.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
@limited
def command(file: str, register: str, least: float, is_written: bool, form: str, lang: str, limits: Limits) -> int:
    """Propose ROR ids for the organizations of the dataset FILE, by name, country and parent, with reasons.

    REGISTER is the data dump of ROR (a ZIP archive) or any file of its records. Organizations with a ROR id are
    skipped, and so are those for which two records of ROR are similarly likely. No proposal is confirmed: with
    --write it gets the status candidate, which a person changes to confirmed or rejected. It needs the extra "match".
    """
    dataset: Dataset = whole_dataset(file, limits)
    try:
        with opened(register, limits) as stream:
            found = proposals(dataset, objects(stream, "ROR", limits, V2), least)
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    translate, paint = translation(lang), painter()
    if form == "json":
        listed = [
            {
                "id": one.record_id,
                "scheme": one.identifier.scheme,
                "value": one.identifier.value,
                "name": one.name,
                "score": one.score,
                "reasons": [translate(said) for said in one.reasons],
            }
            for one in found
        ]
        write(json_text(listed, indent=2) + "\n")
    else:
        for one in found:
            value = f"https://ror.org/{one.identifier.value}"
            write(f"{one.score:5g}  {paint(one.record_id, 'bold')}  {value}  {escape(one.name)}\n")
            write("".join([f"       {escape(translate(said))}\n" for said in one.reasons]))
    if is_written and found:
        return changed_in_place(file, lambda dataset: enriched(dataset, found), diff=False, limits=limits)
    return OK
