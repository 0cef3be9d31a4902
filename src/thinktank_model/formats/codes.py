"""What formats lose, and what can be wrong with their files."""

from __future__ import annotations

from ..problems.problem import define

__all__ = ["CSV_SYNTAX", "DUPLICATE_ID", "HEADER_NOT_CARRIED", "ONLY_A_GRAPH", "TYPE_NOT_CARRIED"]

HEADER_NOT_CARRIED = define(
    "export.header-not-carried",
    "warning",
    "the format {format} cannot hold the metadata of the dataset: {names}",
    why="A file that holds only records cannot tell which dataset they come from or which licence applies.",
    bad='{"type": "dataset", "schema_version": "1.0", "license": "CC-BY-4.0"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
TYPE_NOT_CARRIED = define(
    "export.type-not-carried",
    "warning",
    ("the format {format} cannot hold records of type {type}; {count} {count:record was|records were} not written"),
    why="Some formats hold only one type of record: a calendar holds events, a bibliography holds outputs.",
    bad='{"type": "member", "id": "member:a"}',
    good='{"type": "event", "id": "event:a"}',
)
ONLY_A_GRAPH = define(
    "export.only-a-graph",
    "warning",
    (
        "a graph holds only labels, kinds, dates and links; other fields of {count} {count:record are|records "
        "are} not written"
    ),
    why="A graph holds nodes and edges. It has no place for texts, sources, identifiers and unnamed participants.",
    bad='{"id": "event:a", "names": [{"value": "A"}], "description": {"en": "What happened there."}}',
    good='{"id": "event:a", "names": [{"value": "A"}]}',
)
DUPLICATE_ID = define(
    "export.duplicate-id",
    "error",
    "a second record with the id {found} is not written",
    why=(
        "Rows of linked tables refer to their record by its id. If two records have the same id, the rows cannot "
        "be assigned."
    ),
    bad='{"records": [{"id": "event:a"}, {"id": "event:a"}]}',
    good='{"records": [{"id": "event:a"}, {"id": "event:b"}]}',
)
CSV_SYNTAX = define(
    "import.csv-syntax",
    "error",
    "the CSV text has {what}",
    why=(
        "RFC 4180: the first line has the headings, and each row has one cell per heading. A cell with a comma, "
        "a quotation mark or a line ending is enclosed in quotation marks, and each quotation mark in it is "
        'doubled (`""`).'
    ),
    bad='"id,notes@en\\r\\nevent:a,\\"one\\",\\"two\\""',
    good='"id,notes@en\\r\\nevent:a,\\"one, two\\""',
)
