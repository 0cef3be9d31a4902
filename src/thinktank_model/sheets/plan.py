"""The plan for reading a sheet: the rows of records and the meaning of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .grid import Grid

__all__ = ["HEAD_ROWS", "Plan", "Role", "with_column", "with_own_rows"]

HEAD_ROWS: Final = 30  # rows that are searched for headings


class Role(NamedTuple):
    """The meaning of a column.

    Attributes:
        table: the name of a table.
        key: a column of it; `names@fr` and `names!acronym` for names.
    """

    table: str
    key: str

    @property
    def field(self) -> str:
        """The field of the record: `names` of `names@fr`."""
        return self.key.partition("@")[0].partition("!")[0].partition(".")[0]


class Plan(NamedTuple):
    """The plan for reading a sheet.

    Attributes:
        grid: its cells.
        table: the name of its table.
        rows: the numbers of the rows with records.
        columns: the meaning of each column, by its number.
        lang: the language of labels, and of texts without a language.
        is_ours: whether we made the workbook, so that nothing is inferred.
        titles: the cells above the headings that have a text.
        heads: the heading of each column, by its number.
        head: the number of the row with the headings.
        first_head: the same of the first row with headings, if there are two.
        is_known: whether the headings are ours, so that the meaning of columns is certain.
        nameless: the numbers of the rows that are not read, since they have no name.
    """

    grid: Grid
    table: str
    rows: Sequence[int]
    columns: dict[int, Role]
    lang: str
    is_ours: bool
    titles: tuple[tuple[int, int], ...] = ()
    heads: Mapping[int, str] = {}
    head: int = 0
    first_head: int = 0
    is_known: bool = False
    nameless: tuple[int, ...] = ()


def with_column(plan: Plan, role: Role, cells: Mapping[int, Any] = MappingProxyType({})) -> Plan:
    """Return a plan with a further column on the right, without a heading.

    Parameters:
        plan: the plan.
        role: the meaning of the column.
        cells: its cells, by row; the others are empty.
    """
    number = len(plan.grid.rows[0])
    rows = [[*row, cells.get(at, "")] for at, row in enumerate(plan.grid.rows)]
    return plan._replace(columns={**plan.columns, number: role}, grid=plan.grid._replace(rows=rows))


def with_own_rows(plan: Plan) -> Plan:
    """Return a plan whose cells can be replaced, without spaces around their texts, if it is that of a foreign sheet."""
    rows = plan.grid.rows if plan.is_ours else [list(map(_trimmed, row)) for row in plan.grid.rows]
    return plan._replace(grid=plan.grid._replace(rows=rows))


def _trimmed(cell: Any) -> Any:
    return cell.strip() if type(cell) is str else cell
