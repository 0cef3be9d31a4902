"""What formats lose, and what can be wrong with their files."""

from __future__ import annotations

from ..problems.problem import define

__all__ = ["CSV_READ_AS", "CSV_SYNTAX", "DUPLICATE_ID", "HEADER_NOT_CARRIED", "ONLY_A_GRAPH", "TYPE_NOT_CARRIED"]

HEADER_NOT_CARRIED = define(
    "export.header-not-carried",
    "warning",
    "the format {format} has no place for what the dataset says of itself: {names}",
    why="A file that holds records alone cannot say which dataset they are from, nor under which licence.",
    bad='{"type": "dataset", "schema_version": "1.0", "license": "CC-BY-4.0"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
TYPE_NOT_CARRIED = define(
    "export.type-not-carried",
    "warning",
    "the format {format} has no place for records of the type {type}; not written: {count}",
    why="Some formats are for one kind of thing alone: a calendar holds events, a bibliography holds outputs.",
    bad='{"type": "member", "id": "member:a"}',
    good='{"type": "event", "id": "event:a"}',
)
ONLY_A_GRAPH = define(
    "export.only-a-graph",
    "warning",
    "a graph holds labels, kinds, dates and links; what else the records say is not written: {count}",
    why="A graph shows who is linked to whom. Texts, sources, identifiers and unnamed participants have no place in its nodes and edges.",
    bad='{"id": "event:a", "names": [{"value": "A"}], "description": {"en": "What happened there."}}',
    good='{"id": "event:a", "names": [{"value": "A"}]}',
)
DUPLICATE_ID = define(
    "export.duplicate-id",
    "error",
    "a second record with the id {found} is not written",
    why="Rows of linked tables name their record by its id. With two records of one id it is not clear whose they are.",
    bad='{"records": [{"id": "event:a"}, {"id": "event:a"}]}',
    good='{"records": [{"id": "event:a"}, {"id": "event:b"}]}',
)
CSV_SYNTAX = define(
    "import.csv-syntax",
    "error",
    "the CSV text has {what}",
    why="RFC 4180: the first line holds the headings, each row has a cell for each of them, and a cell that holds a comma, a "
    'quotation mark or a line end stands between quotation marks, with each mark in it doubled (`""`).',
    bad='"id,notes@en\\r\\nevent:a,\\"one\\",\\"two\\""',
    good='"id,notes@en\\r\\nevent:a,\\"one, two\\""',
)
CSV_READ_AS = define(
    "import.csv-read-as",
    "info",
    "the text is read as {encoding}, with {separator} between cells",
    why="CSV says neither in which encoding it is written nor what stands between its cells, so both are concluded from the text.",
    bad='"Nom;Pays\\r\\nInstitut;Chine"',
    good='"Name,Country\\r\\nInstitute,China"',
)
