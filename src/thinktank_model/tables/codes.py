"""What can be wrong with tables."""

from __future__ import annotations

from ..problems.problem import define

__all__ = ["CONFLICT", "NOT_JSON", "NO_OWNER", "POSITION", "UNKNOWN_TABLE"]

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
    why="Two columns of the same name, or a list that stands in a cell and in a table of its own, cannot both be right.",
    bad='{"columns": ["id", "country", "country"]}',
    good='{"columns": ["id", "country"]}',
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
