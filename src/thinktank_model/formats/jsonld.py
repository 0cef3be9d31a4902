"""JSON-LD: the dataset as linked data, with its context in the file. Nothing is lost; events and organizations of others are read too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import read_all
from ..jsontext.parsing import encode, parse
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import DocumentReader
from ..shapes.explain import Unknown
from ..shapes.migrations import SCHEMA_VERSION
from .format import Format, Imported, imported
from .linked.reading import is_own, plain_records
from .linked.schemaorg import SchemaOrg
from .linked.writing import Writer, missing_base

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the context, and then a line for the dataset and for each record."""
    writer = Writer(dataset.header, dataset.scope)
    target.write(b'{"@context":' + encode(writer.names.context) + b',"@graph":[\n')
    separator = b""
    for node in writer.nodes(dataset):
        target.write(separator + encode(node))
        separator = b",\n"
    target.write(b"\n]}\n")
    return missing_base(dataset.header)


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read what `write` wrote, or the events, organizations and persons of schema.org in a foreign file."""
    found = Listing(limits.problems)
    value, problems = parse(read_all(source, limits.document))
    found.add(problems)
    if problems:
        return imported((), found)
    return imported(DocumentReader(_document(value, found, scope), unknown, limits, scope=scope), found)


def _document(value: Any, found: Listing, scope: Scope) -> dict[str, Any]:
    """Return a dataset document in our form."""
    header: dict[str, Any] = {"type": "dataset", "schema_version": SCHEMA_VERSION}
    if not isinstance(value, dict) or not is_own(value.get("@context")):
        return {**header, "records": SchemaOrg(value, lambda problem: found.add([problem])).records}
    nodes = value.get("@graph")
    records = plain_records(nodes if isinstance(nodes, list) else [value], scope)
    if records and isinstance(records[0], dict) and records[0].get("type") == "dataset":
        header = records.pop(0)
    return {**header, "records": records}


FORMAT: Final = Format(
    name="jsonld", title="JSON-LD, linked data", endings=(".jsonld",), write=write, read=read, profiles=True
)
