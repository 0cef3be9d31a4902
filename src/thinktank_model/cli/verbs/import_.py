"""`import`: reads a dataset from another format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

import click

from ...formats.exchange import export, imported_as
from ...jsontext.limits import Limits
from ...problems.translations import Phrase
from ...shapes.explain import Unknown
from ...sheets.mapping import toml_of
from ..carrying import OPTIONS, STRICT, carrying, choice, chosen, listing, tell
from ..inputs import standard_source
from ..languages import lang_option
from ..mapping import MAP, columns_listed
from ..options import UNKNOWN, limited, paths
from ..output import say
from ..profile import dataset_class
from ..targets import KINDS, keep_existing, standing_in

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model import programme.csv imported.json",
    "thinktank-model import - imported.jsonl --from csv < programme.csv",
    "thinktank-model import meetings.ics out.json --option recurring=events",
    "thinktank-model import members.xlsx programme.json --write-map members.toml",
    "thinktank-model import --list",
)


@click.command(short_help="Read a dataset from another format.")
@click.argument("source", shell_complete=paths)
@click.argument("target", shell_complete=paths)
@choice("--from", "read", "SOURCE")
@listing("read")
@OPTIONS
@MAP
@columns_listed
@click.option(
    "--write-map",
    "map_target",
    type=click.Path(),
    metavar="FILE.toml",
    help="Write the mapping that was used as a new file, so that you can change it.",
)
@UNKNOWN
@STRICT
@lang_option
@limited
def command(
    source: str,
    target: str,
    format: str | None,
    options: dict[str, Any],
    mapping: Mapping[str, Any] | None,
    map_target: str | None,
    unknown: Unknown,
    strict: bool,
    lang: str,
    limits: Limits,
) -> int:
    """Read SOURCE, a file of another program, and write the dataset in it as TARGET, a document (.json) or JSON Lines (.jsonl).

    SOURCE and TARGET are files, or - for standard input and output; standard output is a document. Nothing is
    written if SOURCE has errors, except from a table of other people: only its rows with errors are left out. An existing file is
    replaced atomically.
    """
    kind = "json" if target == "-" else KINDS.get(PurePath(target).suffix)
    if kind is None:
        raise click.UsageError(
            Phrase("TARGET must end in .json, .jsonl or .ndjson, but {target} does not", target=repr(target))
        )
    if format is not None or source != "-":
        chosen(format, source, "read")  # an unknown one is refused before anything is read
    if map_target is not None:
        keep_existing(map_target)
    output = standing_in(target)
    given = standard_source() if source == "-" else source
    with carrying():
        imported = imported_as(dataset_class(), given, format, mapping, unknown, limits, options)
    if map_target is not None:
        if imported.mapping is None:
            raise click.UsageError(Phrase("the format of {path} needs no mapping", path=source))
        with standing_in(map_target) as stream:
            stream.write(toml_of(imported.mapping).encode())
    dataset = imported.dataset
    code = tell(source, imported.report, 0 if dataset is None else len(dataset), lang, strict=strict)
    if dataset is None:
        say(Phrase("{path} has errors, nothing was written", path=source))
    else:
        with output as stream:
            export(dataset, stream, format=kind)
        if imported.report.errors:
            say(
                Phrase(
                    "{path} has errors; these rows or cells were left out, and everything else was written",
                    path=source,
                )
            )
    return code
