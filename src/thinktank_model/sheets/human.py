"""Converts tables to sheets for people: one for each record class with the names first, and further sheets for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.translations import primary_subtag
from ..shapes.annotations import shape_of
from ..shapes.tree import MapOf, ObjectOf, Shape
from ..tables.columns import child_shape, declared, in_order, is_key, is_spread, levels
from ..tables.table import OWNER, Cell, Table
from ..values.text import TEXT
from ..vocab import Term
from .directory import Directory
from .headings import ACRONYM, heading, labels, sheet_title
from .showing import Show, shower

__all__ = ["NAMES", "Column", "Sheet", "directory_of", "keys_of", "name_column", "shape_of_table", "sheets_of"]

NAMES: Final = "names"  # the list that is also on the main sheet
NAME_COLUMNS: Final = 6  # languages of names on the main sheet; names in other languages are only on the sheet of names
LAST: Final = ("id", "merged_ids", "different_from_ids", "extensions", "unknown_keys")
UNKNOWN: Final = "unknown"  # the default term that an empty cell says
TITLE_LIMIT: Final = 31  # characters of the name of a sheet
ORDER: Final = (
    "dataset program group organization person member event output work_plan activity recommendation source".split()
)


class Column(NamedTuple):
    """A column of a sheet.

    Attributes:
        heading: its heading.
        key: the name of its column in the table; `names@fr`, `names@` and `names!acronym` for names on a main sheet.
        shape: the shape of its cells from the class.
        table: its table, if that differs from the table of the sheet.
    """

    heading: str
    key: str
    shape: Shape | None
    table: str = ""


class Sheet(NamedTuple):
    """A sheet.

    Attributes:
        title: its name.
        table: the name of its table.
        columns: its columns.
        rows: its rows.
    """

    title: str
    table: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def shape_of_table(name: str, scope: Scope = CORE_SCOPE) -> Shape | None:
    """Return the shape of the rows of a table; None if there is no such table. A list of texts or terms can have a table too."""
    tag, *names = name.split(".")
    root = shape_of(DatasetHeader) if tag == DatasetHeader.type else scope.record.options.get(tag)
    if root is None:
        return None
    found = levels(root, tuple(names))
    return None if found is None else found[1]


def keys_of(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Yield the column keys of a shape; keys of texts end in `@`."""
    if isinstance(shape, MapOf):
        yield f"{prefix}@"
    elif isinstance(shape, ObjectOf):
        for name, field in shape.fields.items():
            if is_spread(field.shape):
                yield from keys_of(field.shape, f"{prefix}.{name}".lstrip("."))
            elif child_shape(field.shape) is None:
                yield f"{prefix}.{name}".lstrip(".")


def name_column(lang: str | None, kind: str | None = None) -> str:
    """Return the key of a column with names on a main sheet."""
    return f"{NAMES}!{kind}" if kind else f"{NAMES}@{lang or ''}"


def directory_of(records: Iterable[Record]) -> Directory:
    """Return the names and titles of records."""
    directory = Directory()
    for record in records:
        for text in _texts(record):
            directory.add(record.id, text)
    return directory


def _texts(record: Any) -> Iterator[str]:
    if hasattr(record, NAMES):
        yield from [name.value for name in record.names]
    elif hasattr(record, "titles"):
        yield from record.titles.values()


# --- sheets ---


def sheets_of(tables: Iterable[Table], records: Iterable[Record], lang: str, scope: Scope = CORE_SCOPE) -> list[Sheet]:
    """Return the sheets of linked tables, main sheets first; reading them gives the same tables."""
    named = {table.name: table for table in tables}
    by_id = {record.id: record for record in records}
    directory = directory_of(by_id.values())
    known: dict[str, str] = {}

    def label_of(id: str) -> str:
        if id not in known:
            known[id] = by_id[id].label(lang) if id in by_id else id
        return known[id]

    context = _Context(lang, directory, label_of, scope)
    titles = _Titles(lang, scope)
    found: list[Sheet] = []
    names_kept: dict[str, Table] = {}
    for name in sorted(named, key=lambda name: ("." in name, _rank_of_type(name), name)):
        table = _with_defaults(named[name], scope)
        child = named.get(f"{name}.{NAMES}")
        if child is not None and "." not in name:
            by_record = _by_record(child)
            found.append(_main_with_names(table, by_record, context, titles))
            names_kept[child.name] = _names_kept(child, by_record, lang)
        elif name.endswith(f".{NAMES}"):
            kept = names_kept[name]
            if kept.rows:
                found.append(_sheet(kept, context, titles))
        else:
            found.append(_sheet(table, context, titles))
    return found


def _rank_of_type(table: str) -> int:
    """Return the place of the type of a table; those of a profile come last."""
    tag = table.partition(".")[0]
    return ORDER.index(tag) if tag in ORDER else len(ORDER)


def _with_defaults(table: Table, scope: Scope) -> Table:
    """Return the table of a class with the terms that records have by default, since an empty cell does not say "Member"."""
    shape = None if "." in table.name else shape_of_table(table.name, scope)
    if not isinstance(shape, ObjectOf):
        return table
    for field in shape.fields.values():
        default = getattr(field.default, "value", field.default)
        if isinstance(field.shape, Term) and isinstance(default, str) and default != UNKNOWN:
            if field.name not in table.columns:
                columns = tuple(in_order(shape, [*table.columns, field.name]))
                at = columns.index(field.name)
                table = table._replace(columns=columns, rows=[(*row[:at], None, *row[at:]) for row in table.rows])
            at = table.columns.index(field.name)
            table = table._replace(
                rows=[row if row[at] is not None else (*row[:at], default, *row[at + 1 :]) for row in table.rows]
            )
    return table


class _Context(NamedTuple):
    lang: str
    directory: Directory
    label_of: Any
    scope: Scope


class _Titles:
    """Makes unique names of sheets that spreadsheet programs take."""

    def __init__(self, lang: str, scope: Scope) -> None:
        self.lang = lang
        self.scope = scope
        self.taken: set[str] = set()

    def of(self, table: str) -> str:
        whole = sheet_title(table, self.lang, self.scope)
        title = whole[:TITLE_LIMIT].strip()
        number = 1
        while title.casefold() in self.taken:
            number += 1
            title = f"{whole[: TITLE_LIMIT - 4].strip()} ({number})"
        self.taken.add(title.casefold())
        return title


def _sheet(table: Table, context: _Context, titles: _Titles) -> Sheet:
    shape = shape_of_table(table.name, context.scope)
    assert shape is not None  # tables are made of shapes
    order = sorted(table.columns, key=lambda name: _rank(table.columns, name, shape, context.lang))
    columns = columns_of(table.name, shape, order, context.lang)
    places = [table.columns.index(name) for name in order]
    shows = _shows(columns, context, is_of_names=table.name.endswith(f".{NAMES}"))
    rows = ([_shown(row[place], show) for place, show in zip(places, shows, strict=True)] for row in table.rows)
    return Sheet(titles.of(table.name), table.name, columns, rows)


def _rank(columns: Sequence[str], name: str, shape: Shape, lang: str) -> tuple[Any, ...]:
    """Return the sort key of a column: titles first, ids last, texts in the reader's language before others, else as declared."""
    base, at, tag = name.partition("@")
    first = next((number for number, other in enumerate(columns) if other.partition("@")[0] == base), 0)
    if is_key(name):
        return (-2, columns.index(name))
    is_title = base == "titles" and declared(shape, base) is TEXT
    place = -1 if is_title else 1 + LAST.index(base) if base in LAST else 0
    return place, first, at and not _is_of(tag, lang), tag


def _is_of(tag: str, lang: str) -> bool:
    return primary_subtag(tag) == primary_subtag(lang)


def columns_of(table: str, shape: Shape, names: Iterable[str], lang: str) -> list[Column]:
    """Return columns with unique headings."""
    found: list[Column] = []
    taken: set[str] = set()
    for name in names:
        text = _name_heading(name, lang) if _is_name(name) else heading(table, shape, name, lang)
        if text.casefold() in taken:
            text = f"{text} [{name}]"
        taken.add(text.casefold())
        found.append(Column(text, name, None if is_key(name) or _is_name(name) else declared(shape, name)))
    return found


def _is_name(key: str) -> bool:
    return key.startswith((f"{NAMES}@", f"{NAMES}!"))


def _name_heading(key: str, lang: str) -> str:
    if "!" in key:
        return labels()[ACRONYM](lang)
    tag = key.partition("@")[2]
    return f"{labels()['name'](lang)} ({tag})" if tag else labels()["name"](lang)


def _shows(columns: Iterable[Column], context: _Context, *, is_of_names: bool) -> list[Show | None]:
    lang, directory, label_of, _ = context
    shows: list[Show | None] = []
    for column in columns:
        if column.key == OWNER and is_of_names:
            shows.append(None)  # the id, which does not change with the name on the main sheet
        elif column.key == OWNER:
            shows.append(_owner(directory, label_of))
        elif is_key(column.key):
            shows.append(lambda cell: cell + 1)  # type: ignore[operator] # people count from 1
        else:
            shows.append(shower(column.shape, lang, directory, label_of))
    return shows


def _owner(directory: Directory, label_of: Any) -> Show:
    """Return the name of a record if it is unique, else its id."""

    def show(cell: Cell) -> Cell:
        text = label_of(cell)
        return text if directory.exact(text, [str(cell).rpartition(":")[0]]) == [cell] and ":" not in text else cell

    return show


def _shown(cell: Cell, show: Show | None) -> Cell:
    return cell if cell is None or show is None else show(cell)


# --- names on main sheets ---


def _main_with_names(
    table: Table, by_record: dict[str, list[dict[str, Cell]]], context: _Context, titles: _Titles
) -> Sheet:
    tags = _tags(by_record.values(), context.lang)
    keys = [name_column(tag) for tag in tags]
    if any([name.get("kind") == ACRONYM for names in by_record.values() for name in names]):
        keys.append(name_column(None, ACRONYM))
    sheet = _sheet(table, context, titles)
    shape = shape_of_table(table.name, context.scope)
    assert shape is not None  # tables are made of shapes
    columns = columns_of(table.name, shape, [*keys, *[column.key for column in sheet.columns]], context.lang)
    ids = [str(row[table.columns.index("id")]) for row in table.rows]
    named = [_named(by_record.get(id, ()), keys) for id in ids]
    rows = ([*names, *row] for names, row in zip(named, sheet.rows, strict=True))
    return sheet._replace(columns=columns, rows=rows)


def _by_record(child: Table) -> dict[str, list[dict[str, Cell]]]:
    found: dict[str, list[dict[str, Cell]]] = {}
    for row in child.rows:
        name: dict[str, Cell] = {key: cell for key, cell in zip(child.columns, row, strict=True) if cell is not None}
        found.setdefault(str(name.pop(OWNER)), []).append(name)
    return found


def _tags(names: Iterable[Iterable[Mapping[str, Cell]]], lang: str) -> list[str]:
    """Return the languages of the name columns: that of the reader first, then the most frequent ones."""
    count = Counter([str(name.get("lang", "")) for own in names for name in own if name.get("kind") != ACRONYM])
    ranked = sorted(count, key=lambda tag: (not _is_of(tag, lang), -count[tag], tag))
    return ranked[:NAME_COLUMNS]


def shown_name(names: Iterable[Mapping[str, Cell]], key: str) -> Cell:
    """Return the name in a column of a main sheet: the preferred one of its language."""
    if "!" in key:
        return next((name.get("value") for name in names if name.get("kind") == ACRONYM), None)
    tag = key.partition("@")[2]
    own = [name for name in names if name.get("lang", "") == tag and name.get("kind") != ACRONYM]
    own.sort(key=lambda name: (not name.get("preferred"), name.get("kind") == "former"))
    return own[0].get("value") if own else None


def _named(names: Iterable[Mapping[str, Cell]], keys: Iterable[str]) -> list[Cell]:
    return [shown_name(names, key) for key in keys]


def _names_kept(child: Table, by_record: dict[str, list[dict[str, Cell]]], lang: str) -> Table:
    """Return the rows for the sheet of names: all names of records whose names do not fit on the main sheet."""
    keys = [name_column(tag) for tag in _tags(by_record.values(), lang)]
    keys.append(name_column(None, ACRONYM))
    plain = {id for id, names in by_record.items() if _are_plain(names, keys)}
    owner = child.columns.index(OWNER)
    rows = [row for row in child.rows if row[owner] not in plain]
    used = [number for number, _ in enumerate(child.columns) if any([row[number] is not None for row in rows])]
    columns = tuple([child.columns[number] for number in used])
    return Table(child.name, columns, [[row[number] for number in used] for row in rows])


def _are_plain(names: Sequence[Mapping[str, Cell]], keys: Sequence[str]) -> bool:
    """Return whether the main sheet alone holds the names, in order."""
    made = [{"value": text, **said(key)} for key in keys if (text := shown_name(names, key)) is not None]
    return made == [{key: cell for key, cell in name.items() if not is_key(key)} for name in names]


def said(key: str) -> dict[str, str]:
    """Return the attributes of names in a column."""
    if "!" in key:
        return {"kind": key.partition("!")[2]}
    tag = key.partition("@")[2]
    return {"lang": tag} if tag else {}
