"""What formats lose, and what can be wrong with their files."""

from __future__ import annotations

from ..problems.problem import define

__all__ = [
    "CSV_SYNTAX",
    "DUPLICATE_ID",
    "FIELD_NOT_CARRIED",
    "HEADER_NOT_CARRIED",
    "ONLY_A_GRAPH",
    "PROPERTY_LEFT_OUT",
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
FIELD_NOT_CARRIED = define(
    "export.field-not-carried",
    "warning",
    "the format {format} has no place for {field} of the type {type}; records in which it is left out: {count}",
    why="Other programs have fewer fields. What is left out is still in the dataset, and is missing for those who only get the file. "
    "Parts of a field stand behind a dot, and so do languages: `titles.fr`.",
    bad='{"type": "event", "id": "event:a", "number": 11}',
    good='{"type": "event", "id": "event:a"}',
)
VALUE_CHANGED = define(
    "export.value-changed",
    "warning",
    "the format {format} cannot hold {found} and has {written} instead",
    why="A calendar has no event in a month, and a bibliography has few kinds of publications. The nearest value that the format "
    "can hold is written, and whoever reads the file gets that one.",
    bad='{"start": "2024-12"}',
    good='{"start": "2024-12-20"}',
)
RECORD_NOT_CARRIED = define(
    "export.record-not-carried",
    "warning",
    "the format {format} cannot hold {found}: {reason}",
    why="Some formats need what a record does not have. An event without a date has no place in a calendar.",
    bad='{"type": "event", "id": "event:a", "kind": "series"}',
    good='{"type": "event", "id": "event:a", "kind": "series", "start": "2024"}',
)
SYNTAX = define(
    "import.syntax",
    "error",
    "the file is not {format}: {reason}",
    why="The file was cut off, damaged on its way, or is of another kind than its name says.",
    bad='"BEGIN:VEVENT"',
    good='"BEGIN:VCALENDAR"',
)
PROPERTY_LEFT_OUT = define(
    "import.property-left-out",
    "warning",
    "the schema has no place for {property} of the format {format}; left out: {count}",
    why="Other programs keep what only they need, such as alarms and colours, and the schema keeps no private addresses.",
    bad='"BEGIN:VALARM"',
    good='"BEGIN:VEVENT"',
)
VALUE_LEFT_OUT = define(
    "import.value-left-out",
    "warning",
    "{found} is left out, because it breaks the rule {rule}",
    why="One wrong value does not keep the rest of a file of somebody else from being read. `thinktank-model explain` tells about the rule.",
    bad='"URL:htp//example"',
    good='"URL:https://example.org"',
)
RECORD_LEFT_OUT = define(
    "import.record-left-out",
    "warning",
    "an item is left out: {reason}",
    why="A record needs at least a name or a title, and text that can be read.",
    bad='"TY  - RPRT"',
    good='"TI  - Report"',
)
RECURRING = define(
    "import.recurrence",
    "warning",
    "the event is repeated by the rule {found}, and is read as a series without its single events",
    why="A rule can stand for events without end. The series says that there are several; with the option `recurring=events` each of "
    "them, the first thousand at most, becomes an event of its own.",
    bad='"RRULE:FREQ=WEEKLY"',
    good='"RRULE:FREQ=WEEKLY;COUNT=3"',
)
RECURRING_CUT = define(
    "import.recurrence-cut",
    "warning",
    "the event is repeated by the rule {found}; only the first {count} events are read",
    why="A rule can stand for events without end, and a dataset has an end.",
    bad='"RRULE:FREQ=DAILY"',
    good='"RRULE:FREQ=DAILY;COUNT=3"',
)
VALUE_ADDED = define(
    "export.value-added",
    "warning",
    "the format {format} has {written} where the record says nothing",
    why="A bibliography needs a language for its items, and names who issued a report as its publisher. Whoever reads the file takes that "
    "for what the record says.",
    bad='{"titles": {"en": "Report"}}',
    good='{"titles": {"en": "Report"}, "languages": ["en"]}',
)
