"""Mappings: TOML files in which a person states the meaning of sheets and columns of a workbook, in place of automatic recognition."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..model.scope import CORE_SCOPE, Scope
from ..problems.meant import closest
from ..problems.translations import Phrase
from ..tables.columns import declared
from ..values.identifiers import SCHEMES
from .human import shape_of_table
from .nearest import nearest_column, nearest_type
from .plan import Plan, Role

__all__ = [
    "NOTHING_SAID",
    "NO_MAPPING",
    "MappingError",
    "SheetMapping",
    "WorkbookMapping",
    "mapping_of",
    "parse_mapping",
    "read_mapping",
    "toml_of",
]


LONGEST: Final = 60  # characters of a value in a message


class MappingError(ValueError):
    """Raised for an invalid mapping.

    Parameters:
        reason: what is wrong.
        suggestion: what is most likely meant.
    """

    def __init__(self, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


class SheetMapping(NamedTuple):
    """The mapping of a sheet; None for anything that it leaves open.

    Attributes:
        table: the type of its records; empty if the sheet is ignored.
        head: the first and the last row of its headings, from 0.
        lang: the language of its texts.
        columns: the column of each heading; None for one that is ignored.
        is_further: whether it is of a table below another, which the name of the sheet does not tell.
    """

    table: str | None = None
    head: tuple[int, int] | None = None
    lang: str | None = None
    columns: Mapping[str, Role | None] = {}
    is_further: bool = False


class WorkbookMapping(NamedTuple):
    """The mapping of a workbook.

    Attributes:
        sheets: the mappings of sheets by name.
        columns: the column of each heading on any sheet.
        values: for each column, the values that texts mean.
    """

    sheets: Mapping[str, SheetMapping]
    columns: Mapping[str, Role | None]
    values: Mapping[Role, Mapping[str, str]]

    def of(self, sheet: str) -> SheetMapping:
        """Return the mapping of a sheet."""
        own = self.sheets.get(sheet, SheetMapping())
        return own._replace(columns={**self.columns, **own.columns})


NOTHING_SAID: Final = SheetMapping()
NO_MAPPING: Final = WorkbookMapping({}, {}, {})


def read_mapping(text: str) -> Mapping[str, Any]:
    """Return the mapping in a TOML text.

    Raises:
        MappingError: the text is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"not TOML: {error}") from None


def parse_mapping(given: Mapping[str, Any], scope: Scope = CORE_SCOPE) -> WorkbookMapping:
    """Return a mapping from its plain data: `sheets` and `values`, or the column of each heading.

    Parameters:
        given: the plain data.
        scope: the records that there can be.

    Raises:
        MappingError: a type, column or row is not valid.
    """
    if not given.keys() & {"sheets", "values"}:
        _refuse_tables(given)
        return NO_MAPPING._replace(columns={text: _role(name, scope) for text, name in given.items()})
    _refuse_others(given, ("sheets", "values"))
    sheets = {name: _sheet(name, said, scope) for name, said in _table(given.get("sheets", {})).items()}
    values = {_own_role(name, scope): _table(said) for name, said in _table(given.get("values", {})).items()}
    return WorkbookMapping(
        sheets, {}, {role: {str(k): str(v) for k, v in said.items()} for role, said in values.items()}
    )


def _sheet(name: str, said: Any, scope: Scope) -> SheetMapping:
    said = _table(said)
    _refuse_others(said, ("type", "header", "lang", "columns"))
    table = said.get("type")
    if table is not None and table != "" and table not in scope.record.options:
        reason = Phrase("{name} of the sheet {sheet} is not a type of record", name=_shown(table), sheet=_shown(name))
        raise MappingError(reason, nearest_type(table, scope))
    rows = said.get("header")
    rows = [rows] if isinstance(rows, int) else rows
    if rows is not None and not (
        isinstance(rows, list) and 1 <= len(rows) <= 2 and all([type(row) is int and row > 0 for row in rows])
    ):
        reason = Phrase(
            "the `header` of the sheet {sheet} is not the number of a row, or of two rows", sheet=_shown(name)
        )
        raise MappingError(reason)
    columns = {text: _role(column, scope, table) for text, column in _table(said.get("columns", {})).items()}
    lang = said.get("lang")
    return SheetMapping(
        table, (rows[0] - 1, rows[-1] - 1) if rows else None, lang if isinstance(lang, str) else None, columns
    )


def _table(given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise MappingError(Phrase("{value} is not a table of names and values", value=_shown(given)))
    return given


def _refuse_others(given: Mapping[str, Any], known: Sequence[str]) -> None:
    """Raise an error for a key that a table of a mapping does not have."""
    for key in given:
        if key not in known:
            names = ", ".join(known)
            reason = Phrase("{name} is not a key of this table, which has {names}", name=_shown(key), names=names)
            raise MappingError(reason, closest(key, known))


def _refuse_tables(given: Mapping[str, Any]) -> None:
    """Raise an error for a table where the column of each heading is expected, as after a misspelt `sheets`."""
    for key, value in given.items():
        if isinstance(value, Mapping):
            _refuse_others({key: value}, ("sheets", "values"))


def _shown(value: object) -> str:
    """Return a value for a message."""
    return _quoted(value[:LONGEST]) if isinstance(value, str) else str(value)[:LONGEST]


def _own_role(name: str, scope: Scope) -> Role:
    role = _role(name, scope)
    if role is None:
        raise MappingError(Phrase("a column of values has no name"))
    return role


def _role(name: Any, scope: Scope, sheet: str | None = None) -> Role | None:
    """Return the column of a text such as `organization country`; None for an empty text.

    Raises:
        MappingError: there is no such column. It suggests one of the type of the sheet, if that is known.
    """
    if name == "":
        return None
    table, _, key = name.partition(" ") if isinstance(name, str) else ("", "", "")
    shape = shape_of_table(table, scope) if table else None
    if shape is None or not _is_column(table, shape, key):
        reason = Phrase("{name} is not a column such as {example}", name=_shown(name), example='"organization country"')
        raise MappingError(reason, nearest_column(name, sheet, scope) if isinstance(name, str) else None)
    return Role(table, key)


def _is_column(table: str, shape: Any, key: str) -> bool:
    if re.fullmatch(r"names(?:@[A-Za-z0-9-]*|!acronym|\.given|\.family)", key):
        return "names" in shape.fields
    if table.endswith(".identifiers"):
        return key in SCHEMES
    return declared(shape, key + "und" if key.endswith("@") else key) is not None


# --- mappings to write ---


def mapping_of(plans: Iterable[Plan], others: Sequence[str], added: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the mapping that results in the same plans.

    Parameters:
        plans: the plans of foreign sheets.
        others: the names of sheets that are not read.
        added: for each sheet of ours, the headings that people have added to what their columns hold.
    """
    sheets: dict[str, Any] = {name: {"type": ""} for name in others}
    sheets |= {name: {"columns": columns} for name, columns in added.items()}
    for plan in plans:
        if plan.grid.name in sheets:  # a further table on a sheet
            continue
        columns = dict.fromkeys(plan.heads.values(), "")
        known = [(plan.heads[number], role) for number, role in plan.columns.items() if number in plan.heads]
        columns |= {head: f"{role.table} {role.key}" for head, role in reversed(known)}
        header = [plan.head + 1] if plan.first_head == plan.head else [plan.first_head + 1, plan.head + 1]
        sheets[plan.grid.name] = {"type": plan.table, "header": header, "lang": plan.lang, "columns": columns}
    return {"sheets": sheets}


def toml_of(mapping: Mapping[str, Any]) -> str:
    """Return a mapping as TOML.

    >>> print(toml_of({"sheets": {"A": {"type": "event", "header": [1], "columns": {"Titre": "event names@"}}}}))
    [sheets."A"]
    type = "event"
    header = [1]
    <BLANKLINE>
    [sheets."A".columns]
    "Titre" = "event names@"
    <BLANKLINE>
    """
    lines: list[str] = []
    for name, said in mapping["sheets"].items():
        lines += [
            f"[sheets.{_quoted(name)}]",
            *[f"{key} = {json.dumps(value)}" for key, value in said.items() if key != "columns"],
            "",
        ]
        if "columns" in said:
            columns = [f"{_quoted(text)} = {_quoted(column)}" for text, column in said["columns"].items()]
            lines += [f"[sheets.{_quoted(name)}.columns]", *columns, ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
