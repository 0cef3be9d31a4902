"""Problem codes for tables."""

from __future__ import annotations

from ..problems.problem import define

__all__ = ["CONFLICT", "DUPLICATE_HEADING", "NOT_JSON", "NO_OWNER", "POSITION", "SECOND_HEADER", "UNKNOWN_TABLE"]

NOT_JSON = define(
    "import.not-json",
    "error",
    "{found} is not JSON",
    why=(
        "A list, an object or arbitrary JSON is written in one cell as JSON text, the only form that keeps it exactly."
    ),
    bad='{"host_ids": "organization:a; organization:b"}',
    good='{"host_ids": ["organization:a", "organization:b"]}',
)
CONFLICT = define(
    "import.conflict",
    "error",
    "the column {column} gives a second value for the same key",
    why=(
        "The value is ambiguous: it is given in one cell and also, whole or in part, in another cell or in a "
        "separate table."
    ),
    bad='{"columns": ["id", "notes", "notes@en"]}',
    good='{"columns": ["id", "notes@en"]}',
)
DUPLICATE_HEADING = define(
    "import.duplicate-heading",
    "error",
    "duplicate heading {found}",
    why="Two columns have the same heading, so it is not clear which one applies.",
    bad='{"columns": ["id", "country", "country"]}',
    good='{"columns": ["id", "country"]}',
)
SECOND_HEADER = define(
    "import.second-header",
    "error",
    "a second row describes the dataset",
    why="A file holds one dataset, so one row gives its title, licence and schema version.",
    bad='{"dataset": [{"license": "CC-BY-4.0"}, {"license": "CC0-1.0"}]}',
    good='{"dataset": [{"license": "CC-BY-4.0"}]}',
)
NO_OWNER = define(
    "import.no-owner",
    "error",
    "the table {table} has a row for {owner}, which has no row of its own",
    why=(
        "A row of a child table belongs to the record in its column `_record` and to the list items in its "
        "number columns."
    ),
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
    why="A table is named after a type of record or a list of objects in it: `event`, `event.participations`.",
    bad='{"events": [{"id": "event:a"}]}',
    good='{"event": [{"id": "event:a"}]}',
)
