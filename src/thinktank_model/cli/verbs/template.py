"""`template`: writes a workbook to fill in."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

import click

from ...problems.translations import Phrase
from ...sheets.endings import XLSX
from ...sheets.template import write_template
from ..languages import lang_option
from ..options import paths
from ..output import OK
from ..profile import TypeName, scope
from ..targets import keep_existing, standing_in

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model template members.xlsx --for member --lang fr",
    "thinktank-model template programme.xlsx --for member --for event",
)


@click.command(short_help="Write a workbook to fill in.")
@click.argument("target", metavar="FILE.xlsx", shell_complete=paths)
@click.option(
    "--for",
    "types",
    type=TypeName(only_records=True),
    multiple=True,
    default=("member",),
    show_default=True,
    metavar="TYPE",
    help="The type of record; may be given several times.",
)
@lang_option
def command(target: str, types: tuple[str, ...], lang: str) -> int:
    """Write a workbook to fill in, with headings, notes and drop-downs in the language of --lang.

    TYPE is a value of the key "type" in records: member, event, output, ... A sheet of members
    describes an organization and its membership in one row. `import` reads the workbook and skips its example row.
    """
    if not target.lower().endswith(XLSX) and target != "-":
        raise click.UsageError(Phrase("FILE must end in .xlsx, but {target} does not", target=repr(target)))
    if find_spec("xlsxwriter") is None:
        raise click.UsageError('template needs xlsxwriter: pip install "thinktank-model[excel]"')
    keep_existing(target)
    with standing_in(target) as stream:
        write_template(stream, dict.fromkeys(types), lang, scope())
    return OK
