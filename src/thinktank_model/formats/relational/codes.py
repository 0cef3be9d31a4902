"""Problem codes for databases."""

from __future__ import annotations

from ...problems.problem import define

__all__ = ["JSON_NUL", "LARGE_INTEGER", "NOT_A_DATABASE", "NOT_TEXT", "SQL_SYNTAX", "TABLE_NOT_READ"]

LARGE_INTEGER = define(
    "export.large-integer",
    "warning",
    "the number {found} is larger than {limit}, the largest that the column {column} takes; it is in the column _other",
    why="An integer of a database has 64 bits, one of them for the sign. The value is kept as JSON, where queries do not see it.",
    bad='{"attendance": {"total": {"value": 18446744073709551615}}}',
    good='{"attendance": {"total": {"value": 40}}}',
)
JSON_NUL = define(
    "export.json-nul",
    "warning",
    "free JSON in the column {column} has the character NUL, which PostgreSQL stores there and cannot query",
    why="The type json of PostgreSQL keeps a text as it is, but `->>` and the type jsonb refuse the character NUL.",
    bad='{"extensions": {"x:a": "one\\u0000two"}}',
    good='{"extensions": {"x:a": "one two"}}',
)
NOT_A_DATABASE = define(
    "import.not-a-database",
    "error",
    "the file cannot be read as an SQLite database: {reason}",
    why="The file has another format, is damaged or incomplete, or has none of the tables that `export` writes.",
    bad='{"tables": ["customers", "orders"]}',
    good='{"tables": ["dataset", "record", "event", "event_names"]}',
)
NOT_TEXT = define(
    "import.not-text",
    "error",
    "{cell} in the column {column} holds bytes, not text",
    why="A database can hold any bytes in a cell. Texts of records are texts, and are not guessed from bytes.",
    bad='{"update": "source", "set": "titles = x\'00ff\'"}',
    good='{"update": "source", "set": "titles = json_object(\'en\', \'Minutes\')"}',
)
TABLE_NOT_READ = define(
    "import.table-not-read",
    "warning",
    "the table {found} is not one of a dataset, and was not read",
    why="A database can have other tables. Records cannot hold their content.",
    bad='{"tables": ["event", "my_notes"]}',
    good='{"tables": ["event"]}',
)
SQL_SYNTAX = define(
    "import.sql-syntax",
    "error",
    "the script has {what}",
    why=(
        "The data is read from the blocks `COPY table (columns) FROM stdin;` of a script written by `export` or "
        "pg_dump. Cells are separated by tabs, `\\N` is an empty cell, and `\\.` ends the block."
    ),
    bad='"COPY source (id, titles) FROM stdin;\\nsource:a\\n\\\\."',
    good='"COPY source (id, titles) FROM stdin;\\nsource:a\\t{\\"en\\": \\"A\\"}\\n\\\\."',
)
