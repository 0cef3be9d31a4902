"""`schema`: writes the JSON Schema for other languages and editors, and compares two schemas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click

from ...contract.compatibility import Comparison, compare, faults, is_schema, released, released_versions
from ...contract.openapi import openapi
from ...contract.typescript import typescript
from ...contract.variants import VARIANTS, Variant
from ...formats.linked.context import jsonld_context
from ...formats.linked.shacl import shacl_shapes
from ...formats.linked.skos import skos_vocabularies
from ...jsontext.compressed import read_whole
from ...jsontext.limits import LIMITS
from ...jsontext.parsing import parse
from ...jsontext.shown import json_text
from ...problems.display import escape
from ..editors import vscode, write_vscode
from ..output import OK, PROBLEMS, write
from ..profile import TypeName, schema_of, write_cases, write_pages

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model schema > thinktank.schema.json",
    "thinktank-model schema event",
    "thinktank-model schema event --variant lean",
    "thinktank-model schema --typescript > thinktank-model.d.ts",
)

CURRENT: Final = "current"


@click.command(short_help="Write the JSON Schema, or compare two.")
@click.argument("type_", required=False, metavar="[TYPE]", type=TypeName())
@click.option(
    "--variant",
    type=click.Choice(list(VARIANTS)),
    help="For whom: full, lean (no prose), codegen (for code generators) or llm (for language models).  [default: full]",
)
@click.option("--typescript", "types", is_flag=True, help="Write the TypeScript types instead.")
@click.option("--openapi", "components", is_flag=True, help="Write an OpenAPI 3.1 document of the components instead.")
@click.option("--shacl", "shapes", is_flag=True, help="Write the SHACL shapes in Turtle instead.")
@click.option("--skos", "concepts", is_flag=True, help="Write the vocabularies as SKOS in Turtle instead.")
@click.option("--jsonld-context", "context", is_flag=True, help="Write the JSON-LD context instead.")
@click.option("--diff", "two", nargs=2, metavar="OLD NEW", help="Compare two schemas.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), help="The output format of --diff.  [default: text]"
)
@click.option("--vscode", "settings", is_flag=True, help="Write settings for Visual Studio Code instead.")
@click.option("--pages", type=click.Path(file_okay=False, path_type=Path), help="Write reference pages into a folder.")
@click.option(
    "--cases", type=click.Path(file_okay=False, path_type=Path), help="Write conformance cases into a folder."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write the settings to.")
def command(
    type_: str | None,
    variant: Variant | None,
    types: bool,
    components: bool,
    shapes: bool,
    concepts: bool,
    context: bool,
    two: tuple[str, str] | None,
    form: str | None,
    settings: bool,
    output: Path | None,
    pages: Path | None,
    cases: Path | None,
) -> int:
    """Write the JSON Schema (2020-12) of everything, or of one TYPE of record.

    TYPE is a value of the key "type" in records: event, organization, ..., dataset.

    The variants have the same classes. "lean" gives the same verdicts as "full" without titles, descriptions and labels. "codegen"
    only has the structure, and lists under "x-dropped" the rules that it cannot express. "llm" is for the constrained output of
    language models. --typescript and --openapi write the structure in those forms; --shacl, --skos and --jsonld-context are for
    linked data.

    With --diff it shows for each change from OLD to NEW whether old records stay readable, and whether old readers can read new
    records. Each of the two is a file, a released version such as 1.0, or "current". The exit code is 1 if a change needs a new
    major version and NEW has none.

    With --pages and --cases it writes the files of a --profile: Markdown pages of its classes, terms and codes, and
    conformance cases with the problems that every reader must report.

    With --vscode it writes settings with which the editor completes *.thinktank.json offline; with --output FILE it adds them to
    that file, and writes the schema next to it.
    """
    chosen = [
        type_ is not None or variant is not None,
        two is not None,
        settings,
        types,
        components,
        shapes,
        concepts,
        context,
        pages is not None,
        cases is not None,
    ]
    if sum(chosen) > 1:
        raise click.UsageError(
            "a TYPE or --variant, --diff, --vscode, --typescript, --openapi, --shacl, --skos, --jsonld-context, --pages "
            "and --cases are different things; give one of them"
        )
    if (form is not None and two is None) or (output is not None and not settings):
        raise click.UsageError("--format is for --diff, and --output for --vscode")
    if two is not None:
        comparison = compare(*[_schema(name) for name in two])
        write(FORMATS[form or "text"](two, comparison))
        return PROBLEMS if comparison.breaking else OK
    if pages is not None:
        write("".join([f"{path}\n" for path in write_pages(pages)]))
        return OK
    if cases is not None:
        write("".join([f"{path}\n" for path in write_cases(cases)]))
        return OK
    if settings and output is not None:
        path = write_vscode(output, schema_of())
        write(f"{output}: uses {path} for *.thinktank.json\n")
    elif settings:
        write(json_text(vscode(schema_of()), indent=2) + "\n")
    elif types:
        write(typescript())
    elif components:
        write(json_text(openapi(), indent=2) + "\n")
    elif shapes:
        write(shacl_shapes())
    elif concepts:
        write(skos_vocabularies())
    elif context:
        write(json_text({"@context": jsonld_context()}, indent=2) + "\n")
    else:
        write(json_text(schema_of(type_, variant or "full"), indent=2) + "\n")
    return OK


def _schema(name: str) -> dict[str, Any]:
    """Return the schema for a name on the command line.

    Raises:
        UsageError: there is no such schema.
        OSError: it is a file that cannot be read.
    """
    if name == CURRENT:
        return schema_of()
    if name in released_versions():
        return released(name)
    if not Path(name).exists():
        known = ", ".join([*released_versions(), CURRENT])
        raise click.UsageError(f"{name!r} is neither a file nor a known schema version: {known}")
    value: dict[str, Any]
    value, problems = parse(read_whole(name, LIMITS))
    if problems or not is_schema(value):
        raise click.UsageError(f"{name!r} is not a JSON Schema" + "".join([f": {one}" for one in problems[:1]]))
    for fault in faults(value):
        raise click.UsageError(f"{name!r} is not a JSON Schema that can be compared: {escape(fault)}")
    return value


# --- How a comparison is written ---


def _title(name: str, version: str | None) -> str:
    return name if version is None or version == name else f"{name} ({version})"


def _text(two: tuple[str, str], comparison: Comparison) -> str:
    breaking = set(comparison.breaking)
    lines = [f"{'BREAKING ' if change in breaking else ''}{change}" for change in comparison.changes]
    old, new = _title(two[0], comparison.old), _title(two[1], comparison.new)
    count = f"{len(lines)} {'change' if len(lines) == 1 else 'changes'} from {old} to {new}"
    verdict = ""
    if breaking:
        verdict = f", {len(breaking)} of them breaking: that needs a new major version"
    elif comparison.is_major:
        verdict = ", a new major version, which may change anything"
    return "\n".join([*lines, count + verdict]) + "\n"


def _json(two: tuple[str, str], comparison: Comparison) -> str:
    breaking = set(comparison.breaking)
    return (
        json_text(
            {
                "old": {"name": two[0], "version": comparison.old},
                "new": {"name": two[1], "version": comparison.new},
                "changes": [
                    {
                        "where": change.where,
                        "change": change.kind.text,
                        "detail": change.detail,
                        "old_records_stay_readable": change.kind.keeps_records,
                        "old_readers_can_read": change.kind.keeps_readers,
                        "breaking": change in breaking,
                    }
                    for change in comparison.changes
                ],
                "major": comparison.is_major,
                "breaking": len(breaking),
            },
            indent=2,
        )
        + "\n"
    )


FORMATS: Final[Mapping[str, Callable[[tuple[str, str], Comparison], str]]] = MappingProxyType(
    {"text": _text, "json": _json}
)
