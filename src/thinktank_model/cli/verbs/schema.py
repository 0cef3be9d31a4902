"""`schema`: the JSON Schema, for programs in other languages and for editors."""

from __future__ import annotations

import click

from ...dataset import Dataset
from ...model import RECORD
from ...schema import json_schema
from ...shapes import shape_of
from ..output import OK, json_text, write

__all__ = ["command"]

CLASSES = {**{tag: shape.cls for tag, shape in shape_of(RECORD).options.items()}, "dataset": Dataset}


@click.command(short_help="Write the JSON Schema.")
@click.argument("type_", required=False, metavar="[TYPE]", type=click.Choice(list(CLASSES)))
def command(type_: str | None) -> int:
    """Write the JSON Schema (2020-12) of everything, or of one TYPE of record.

    \b
    TYPE is one of the words that stand in records under the key "type": event, organization, ..., dataset.
    """
    write(json_text(json_schema(None if type_ is None else CLASSES[type_]), indent=2) + "\n")
    return OK
