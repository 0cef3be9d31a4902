"""`explain`: explains problem codes."""

from __future__ import annotations

from typing import Final

import click

from ...problems.explanations import explanation
from ..codes import begun_codes, codes, known_codes, matching, summary
from ..languages import lang_option
from ..output import OK, painter, write
from ..reports import STYLES, severity_word

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model explain date.syntax",
    "thinktank-model explain identifier",
)


@click.command(short_help="Explain a problem code.")
@click.argument("names", callback=codes, shell_complete=begun_codes, required=False, metavar="[CODE]")
@lang_option
def command(names: tuple[str, ...], lang: str) -> int:
    """Explain a problem code: the reason for the rule, a wrong example and a correct one.

    CODE is a code such as date.syntax, or a family of codes such as date. Without it all codes are listed.
    """
    paint, known = painter(), known_codes(lang, names)
    if not names:
        for code in known.values():
            severity = severity_word(code.severity, lang, paint)
            write(f"{paint(f'{code.name:36}', 'bold')} {severity} {summary(code)}\n")
    else:
        found = {code.name: known[code.name] for name in names for code in matching(name, known)}
        write("\n".join([explanation(code, lang, paint, STYLES[code.severity]) for code in found.values()]))
    return OK
