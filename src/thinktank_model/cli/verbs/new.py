"""`new`: creates a record with empty required fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

import attrs
import click

from ...jsontext.files import LINE_ENDINGS
from ...jsontext.parsing import encode
from ...jsontext.shown import json_text
from ...model.header import DatasetHeader
from ...problems.translations import Phrase
from ...shapes.annotations import shape_of
from ...shapes.tree import Constraint, ListOf, MapOf, ObjectOf, Scalar, Shape
from ...values.ids import Reference
from ..languages import language
from ..output import OK, write
from ..profile import TypeName, scope

__all__ = ["EXAMPLES", "command", "skeleton"]

EXAMPLES: Final = (
    "thinktank-model new event --id forum-2025 --output forum.json",
    "thinktank-model new dataset --output programme.jsonl",
    "thinktank-model new member --id siis --format jsonl >> programme.jsonl",
)


def shapes() -> Mapping[str, ObjectOf]:
    """Return the shapes of the types that can be created."""
    return {**scope().record.options, "dataset": shape_of(DatasetHeader)}


@click.command(short_help="Create a record template.")
@click.argument("type_", metavar="TYPE", type=TypeName())
@click.option("--id", "id", metavar="ID", help="The record's id, with or without its type.")
@click.option("--format", "form", type=click.Choice(["json", "jsonl"]), help="Indented, or one line.  [default: json]")
@click.option("--output", type=click.Path(), metavar="FILE", help="A new file; default: standard output.")
def command(type_: str, id: str | None, form: str | None, output: str | None) -> int:
    """Write a skeleton record of a TYPE with its required fields. `validate` reports what is still missing.

    TYPE is a value of the key "type" in records: event, organization, ..., dataset.
    """
    built = skeleton(shapes()[type_])
    if id is not None:
        built["id"] = _own_id(type_, id)
    if type_ == "dataset" and scope().profiles:
        built |= {"profiles": dict(scope().profiles), "prefixes": dict(scope().prefixes)}
    if type_ == "dataset" and form != "jsonl" and not (output or "").endswith(LINE_ENDINGS):
        built["records"] = []
    lines = form == "jsonl" or (form is None and PurePath(output or "").suffix in LINE_ENDINGS)
    text = (encode(built).decode() if lines else json_text(built, indent=2)) + "\n"
    if output is None:
        write(text)
    else:
        with open(output, "x", encoding="utf-8", newline="\n") as stream:  # an existing file is never overwritten
            stream.write(text)
    return OK


def _own_id(type_: str, given: str) -> str:
    """Return the id for the record.

    Raises:
        BadParameter: it is not a valid id, or records of this type have no id.
    """
    own = shapes()[type_].fields.get("id")
    if own is None:
        raise click.BadParameter(Phrase("a {type} has no id", type=type_), param_hint="--id")
    assert isinstance(own.shape, Scalar)
    id = given if given.startswith(f"{type_}:") or (":" in given and ":" not in type_) else f"{type_}:{given}"
    _, problems = own.shape.read(id)
    if problems:
        raise click.BadParameter(problems[0].message_in(language()), param_hint="--id")
    return id


def skeleton(shape: ObjectOf) -> dict[str, Any]:
    """Return an object with empty required values: empty texts, ids that are only a type, null for a number.

    A field with a default in Python has that default. If one of several fields is required, the first of them is
    included.
    """
    needed = {name for name, field in shape.fields.items() if field.required}
    needed |= {check.fields[0] for check in shape.checks if _asks(check) and needed.isdisjoint(check.fields)}
    built: dict[str, Any] = {} if shape.tag is None else {"type": shape.tag}
    for name in shape.fields:
        if name in needed:
            default = attrs.fields_dict(shape.cls)[name].default
            stated = shape.fields[name].required and default is not attrs.NOTHING
            built[name] = default if stated else _blank(shape.fields[name].shape)
    if "id" in built:
        built["id"] = f"{shape.tag}:"
    return built


def _asks(check: Constraint) -> bool:
    """Return whether a rule requires at least one of its fields."""
    return check.said is not None and check.said[0] > 0


def _blank(shape: Shape) -> Any:
    match shape:
        case ObjectOf():
            return skeleton(shape)
        case ListOf():
            return [_blank(shape.item)]
        case MapOf():
            return {shape.key.examples[0]: _blank(shape.value)}
        case Reference(targets=(target,)):
            return f"{target}:"
        case Scalar():
            return ""
    return None
