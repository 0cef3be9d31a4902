"""`mcp`: a server for the client of a language model."""

from __future__ import annotations

import sys
from typing import Final

import click

from ...jsontext.limits import Limits
from ...problems.translations import Phrase
from ..languages import lang_option
from ..options import limited, paths
from ..output import OK, program_version, say
from ..profile import dataset_class, scope

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model mcp programme.json",
    "thinktank-model mcp programme.json article.txt",
)


@click.command(short_help="Serve tools to a language model's client.")
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=paths)
@lang_option
@limited
def command(files: tuple[str, ...], lang: str, limits: Limits) -> int:
    """Serve tools to the client of a language model, by the Model Context Protocol (MCP) on standard input and output.

    The tools validate, explain, find, show, propose records and check quotes. They write nothing, and read only each FILE: a
    dataset if its name ends in .json, .jsonl or .ndjson, compressed or not, and otherwise a text in which quotes are looked up.

    A client starts this command itself; it needs the extra "mcp".
    """
    try:
        from ...integrations import mcp
        from ...integrations.mcp_files import Files
        from ...integrations.mcp_tools import Tools
    except ModuleNotFoundError:
        raise click.UsageError('mcp needs mcp: pip install "thinktank-model[mcp]"') from None
    if "-" in files:
        raise click.UsageError(Phrase("standard input is for the client; name a file"))
    known = Files(files, limits, scope(), dataset_class())
    for one in known.opened():
        if one.fault:
            say(one.fault)
    if sys.stdin and sys.stdout:  # None if a client has closed them before
        mcp.serve(Tools(known, lang), program_version())
    return OK
