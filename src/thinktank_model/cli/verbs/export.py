"""`export`: writes a dataset in another format."""

from __future__ import annotations

from typing import Final

import click

from ...formats.exchange import export
from ...jsontext.limits import Limits
from ...shapes.explain import Unknown
from ..carrying import OPTIONS, STRICT, carrying, choice, chosen, listing, read_or_tell, tell
from ..languages import lang_option
from ..options import UNKNOWN, limited, paths
from ..output import PROBLEMS
from ..targets import standing_in

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model export programme.json programme.csv",
    "thinktank-model export programme.json - --to csv | head -n 3",
    "thinktank-model export programme.json events.ics --lang fr",
    "thinktank-model export --list",
)


@click.command(short_help="Write a dataset in another format.")
@click.argument("source", shell_complete=paths)
@click.argument("target", shell_complete=paths)
@choice("--to", "write", "TARGET")
@listing("write")
@OPTIONS
@UNKNOWN
@STRICT
@lang_option
@limited
def command(
    source: str,
    target: str,
    format: str | None,
    options: dict[str, str],
    unknown: Unknown,
    strict: bool,
    lang: str,
    limits: Limits,
) -> int:
    """Write the dataset SOURCE as TARGET in another format, and report what that format cannot carry.

    SOURCE and TARGET are files, or - for standard input and output. Nothing is written if SOURCE has errors; an existing
    file is replaced atomically. The language is also that of headings and labels, in formats that have them.
    """
    name, output = chosen(format, target, "write"), standing_in(target)
    dataset = read_or_tell(source, unknown, limits, lang, strict=strict)
    if dataset is None:
        return PROBLEMS
    with output as stream, carrying():
        report = export(dataset, stream, format=name, lang=lang, **options)
    return tell(target, report, len(dataset), lang, strict=strict)
