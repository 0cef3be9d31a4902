"""What can be wrong with tables."""

from __future__ import annotations

from ..problems.problem import define

__all__ = ["CONFLICT", "DUPLICATE_HEADING", "NOT_JSON", "NO_OWNER", "POSITION", "SECOND_HEADER", "UNKNOWN_TABLE"]

NOT_JSON = define(
    "import.not-json",
    "error",
    "{found} is not JSON",
    why="A list, free JSON or a whole object stands in one cell as JSON text, the only form that keeps it exactly.",
    bad='{"host_ids": "organization:a; organization:b"}',
    good='{"host_ids": ["organization:a", "organization:b"]}',
)
CONFLICT = define(
    "import.conflict",
    "error",
    "a second cell, {column}, gives a value to the same key",
    why="A value that stands in a cell and also, as a whole or in part, in another cell or in a table of its own, is ambiguous.",
    bad='{"columns": ["id", "notes", "notes@en"]}',
    good='{"columns": ["id", "notes@en"]}',
)
DUPLICATE_HEADING = define(
    "import.duplicate-heading",
    "error",
    "duplicate heading {found}",
    why="With two columns of one heading it is not clear which one is meant.",
    bad='{"columns": ["id", "country", "country"]}',
    good='{"columns": ["id", "country"]}',
)
SECOND_HEADER = define(
    "import.second-header",
    "error",
    "a second row describes the dataset",
    why="A file holds one dataset, so one row says its title, its licence and the version of its schema.",
    bad='{"dataset": [{"license": "CC-BY-4.0"}, {"license": "CC0-1.0"}]}',
    good='{"dataset": [{"license": "CC-BY-4.0"}]}',
)
NO_OWNER = define(
    "import.no-owner",
    "error",
    "the table {table} has a row for {owner}, which has no row of its own",
    why="A row of a child table belongs to the record that its column `_record` names, and to the items that it numbers.",
    bad='{"event": [], "event.participations": [{"_record": "event:a", "_participations": 0}]}',
    good='{"event": [{"id": "event:a"}], "event.participations": [{"_record": "event:a", "_participations": 0}]}',
)
POSITION = define(
    "import.position",
    "error",
    "{found} is not a position in a list",
    why="A column such as `_participations` numbers the items of a list from 0. Without a number a row follows the others.",
    bad='{"_record": "event:a", "_participations": "first"}',
    good='{"_record": "event:a", "_participations": 0}',
)
UNKNOWN_TABLE = define(
    "import.unknown-table",
    "error",
    "there is no table {found}",
    why="A table is named after a type of record, or after a list of objects in it: `event`, `event.participations`.",
    bad='{"events": [{"id": "event:a"}]}',
    good='{"event": [{"id": "event:a"}]}',
)
