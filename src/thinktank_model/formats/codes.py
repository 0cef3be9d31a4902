"""Problem codes for losses of formats and faults of their files."""

from __future__ import annotations

from typing import Final

from ..problems.problem import define
from ..problems.translations import Phrase

__all__ = [
    "CSV_READ_AS",
    "CSV_SYNTAX",
    "DUPLICATE_ID",
    "FIELD_NOT_CARRIED",
    "HEADER_NOT_CARRIED",
    "NOT_UTF8",
    "ONLY_A_GRAPH",
    "PROPERTY_NOT_CARRIED",
    "RECORD_LEFT_OUT",
    "RECORD_NOT_CARRIED",
    "RECURRING",
    "RECURRING_CUT",
    "SYNTAX",
    "TYPE_NOT_CARRIED",
    "VALUE_ADDED",
    "VALUE_CHANGED",
    "VALUE_LEFT_OUT",
]

NOT_UTF8: Final = Phrase("a text in it is not UTF-8")

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
FIELD_NOT_CARRIED = define(
    "export.field-not-carried",
    "warning",
    "the format {format} cannot hold {field} of {type}; it was omitted from {count} {count:record|records}",
    why=(
        "The format has fewer fields than the dataset. The omitted values are still in the dataset, but not in "
        "the exported file. Subfields and languages follow a dot: `titles.fr`."
    ),
    bad='{"type": "event", "id": "event:a", "number": 11}',
    good='{"type": "event", "id": "event:a"}',
)
VALUE_CHANGED = define(
    "export.value-changed",
    "warning",
    "the format {format} cannot hold {found}; {written} was written instead",
    why=(
        "A calendar cannot hold an event that is dated only to a month, and a bibliography has few kinds of "
        "publications. The nearest value that the format can hold is written instead."
    ),
    bad='{"start": "2024-12"}',
    good='{"start": "2024-12-20"}',
)
RECORD_NOT_CARRIED = define(
    "export.record-not-carried",
    "warning",
    "the format {format} cannot hold {found}: {reason}",
    why="Some formats require a value that the record lacks: a calendar cannot hold an event without a date.",
    bad='{"type": "event", "id": "event:a", "kind": "series"}',
    good='{"type": "event", "id": "event:a", "kind": "series", "start": "2024"}',
)
SYNTAX = define(
    "import.syntax",
    "error",
    "the file is not {format}: {reason}",
    why="The file is incomplete or damaged, or its extension is wrong.",
    bad='"BEGIN:VEVENT"',
    good='"BEGIN:VCALENDAR"',
)
PROPERTY_NOT_CARRIED = define(
    "import.property-not-carried",
    "warning",
    "a record cannot hold the property {property} of {source}; {count} {count:value was|values were} omitted",
    why=(
        "Other formats have properties that the model does not have, such as alarms, prices and pictures, or values "
        "that a record cannot hold. The rest of the item is read. Private addresses are never stored."
    ),
    bad='"BEGIN:VALARM"',
    good='"BEGIN:VEVENT"',
)
VALUE_LEFT_OUT = define(
    "import.value-left-out",
    "warning",
    "{found} was omitted because it breaks the rule {rule}",
    why=(
        "One wrong value does not prevent the rest of the file from being read. `thinktank-model explain` "
        "explains the rule."
    ),
    bad='"URL:htp//example"',
    good='"URL:https://example.org"',
)
RECORD_LEFT_OUT = define(
    "import.record-left-out",
    "warning",
    "an item was omitted: {reason}",
    why="A record needs at least a name or a title, and text that can be read.",
    bad='"TY  - RPRT"',
    good='"TI  - Report"',
)
RECURRING = define(
    "import.recurrence",
    "warning",
    "the recurrence rule {found} is read as a series without single events",
    why=(
        "A recurrence rule can describe infinitely many events, so it is read as one series. With the option "
        "`recurring=events`, the first events, at most 1000, are read one by one."
    ),
    bad='"RRULE:FREQ=WEEKLY"',
    good='"RRULE:FREQ=WEEKLY;COUNT=3"',
)
RECURRING_CUT = define(
    "import.recurrence-cut",
    "warning",
    "the recurrence rule {found} is read up to the first {count} {count:event|events}",
    why="A recurrence rule can describe infinitely many events, but a dataset is finite.",
    bad='"RRULE:FREQ=DAILY"',
    good='"RRULE:FREQ=DAILY;COUNT=3"',
)
VALUE_ADDED = define(
    "export.value-added",
    "warning",
    "the format {format} requires a value that the record lacks; {written} was written",
    why=(
        "A bibliography needs a language for each item, and it names the issuing body of a report as the "
        "publisher. Readers of the file cannot tell this from the data of the record."
    ),
    bad='{"titles": {"en": "Report"}}',
    good='{"titles": {"en": "Report"}, "languages": ["en"]}',
)
CSV_READ_AS = define(
    "import.csv-read-as",
    "info",
    "the text is read as {encoding}, with {separator} between cells",
    why="A CSV file does not declare its encoding or its separator, so both are inferred from the text.",
    bad='"Nom;Pays\\r\\nInstitut;Chine"',
    good='"Name,Country\\r\\nInstitute,China"',
)
