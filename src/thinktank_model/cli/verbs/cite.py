"""`cite`: references to outputs."""

from __future__ import annotations

from typing import Final

import click

from ...formats.citing import FORMS, cite
from ...jsontext.limits import Limits
from ...shapes.explain import Unknown
from ..carrying import read_or_tell
from ..languages import lang_option
from ..options import UNKNOWN, limited, paths
from ..output import OK, PROBLEMS, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model cite programme.json",
    "thinktank-model cite programme.json --style chicago-author-date",
)


@click.command(short_help="Write references to outputs.")
@click.argument("source", metavar="FILE", shell_complete=paths)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--style", default="apa", show_default=True, metavar="NAME", help="The style, by its name in the CSL repository."
)
@click.option("--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True, help="Text or HTML.")
@UNKNOWN
@lang_option
@limited
def command(
    source: str, ids: tuple[str, ...], style: str, form: str, unknown: Unknown, lang: str, limits: Limits
) -> int:
    """Write a reference to each output of FILE, or to the outputs with these ids, one per line.

    FILE is a dataset, or - for standard input. Words such as "edited by" are in the language of --lang.
    """
    dataset = read_or_tell(source, unknown, limits, lang, strict=False)
    if dataset is None:
        return PROBLEMS
    try:
        references = cite(dataset, ids or None, style=style, lang=lang, form="html" if form == "html" else "text")
    except (ImportError, ValueError, KeyError) as error:
        raise click.UsageError(str(error.args[0])) from None
    for reference in references:
        write(reference + "\n")
    return OK
