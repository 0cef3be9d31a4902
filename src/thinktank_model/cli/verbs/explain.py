"""`explain`: what a code means."""

from __future__ import annotations

import click

from ...problems import Code
from ...validation import catalogue
from ..codes import codes, matching, summary
from ..formats import STYLES
from ..output import OK, Paint, painter, write

__all__ = ["command"]


@click.command(short_help="Say what a code means.")
@click.argument("names", callback=codes, required=False, metavar="[CODE]")
def command(names: tuple[str, ...]) -> int:
    """Say what a code means: why the rule is there, what breaks it, and the same mended.

    CODE is a code such as date.syntax, or a family of codes such as date. Without it all codes are listed.
    """
    paint = painter()
    if not names:
        for code in catalogue().values():
            write(f"{paint(f'{code.name:36}', 'bold')} {_severity(code, paint)} {summary(code)}\n")
    else:
        found = {code.name: code for name in names for code in matching(name)}
        write("\n".join([_explanation(code, paint) for code in found.values()]))
    return OK


def _severity(code: Code, paint: Paint) -> str:
    return paint(f"{code.severity.value:7}", STYLES[code.severity])


def _explanation(code: Code, paint: Paint) -> str:
    lines = [f"{paint(code.name, 'bold')} {_severity(code, paint).strip()} {summary(code)}", "", code.why]
    if code.bad:
        lines += ["", "Wrong:", f"    {code.bad}"]
    if code.good:
        lines += ["", "Right:", f"    {code.good}"]
    if code.mends:
        lines += ["", f"--fix writes {code.mends}."]
    return "\n".join(lines) + "\n"
