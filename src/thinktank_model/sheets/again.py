"""Brings rows together that describe one record: gaps are filled, and what differs is reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from ..problems.translations import Phrase
from ..values.folding import folded
from .block import Block
from .codes import ID_TWICE, SAME_NAME, SKIPPED_VALUE, VALUE_IS
from .directory import Directory
from .grid import is_filled
from .meaning import plain_text
from .parts import Part
from .plan import Plan, Role
from .remarks import Remarks

__all__ = ["Again", "once"]

OTHER_ID: Final = Phrase(
    "Write another id, or none: then one is made. If both rows describe one record, keep one of them."
)


def once(remarks: Remarks, plan: Plan) -> Plan:
    """Return the plan without the rows whose id another row above has, which are reported."""
    number = next((n for n, role in plan.columns.items() if role == Role(plan.table, "id")), None)
    if number is None:
        return plan
    rows: dict[str, int] = {}
    kept: list[int] = []
    for row in plan.rows:
        cell = plan.grid.rows[row][number]
        first = rows.setdefault(plain_text(cell).strip(), row) if is_filled(cell) else row
        if first == row:
            kept.append(row)
        else:
            twice = ID_TWICE(plain_text(cell), other=plan.grid.address(first, number), help=OTHER_ID)
            remarks.say_in(twice, plan, row, number)
    return plan if len(kept) == len(plan.rows) else plan._replace(rows=kept)


class Again:
    """Knows which rows describe a record that another row describes too.

    Parameters:
        remarks: reports what differs.
        directory: the names of the records.
    """

    def __init__(self, remarks: Remarks, directory: Directory) -> None:
        self._remarks = remarks
        self._directory = directory
        self._ids: dict[tuple[tuple[int, str], int], str] = {}  # rows of records that another row already describes
        # the value of such a record in a column, and its cell
        self._described: dict[tuple[str, str], tuple[Any, str]] = {}
        self._rows: dict[str, tuple[Block, int]] = {}  # the rows that describe such records first
        self._items: set[tuple[Any, ...]] = set()  # of such records, in their lists

    def places(self, part: Part) -> set[int]:
        """Return the rows of a part whose record another row describes."""
        return {place for key, place in self._ids if key == part.key}

    def known(self, part: Part, place: int, texts: Sequence[str]) -> str | None:
        """Return the id of the record with these names that another sheet or row already describes."""
        for text in texts:
            found = self._directory.exact(text, [part.table]) or self._directory.alike(text, [part.table])
            number = part.naming[0][0] if part.naming else None
            if found and (part.table == part.plan.table or len(found) > 1):
                self._remarks.say(SAME_NAME(text, record_id=found[0]), part, place, number)
                return None
            if found:
                name = self._directory.name_of(found[0]) or found[0]
                if text not in self._directory.names([part.table]):
                    self._remarks.say(VALUE_IS(text, what=name, count=1), part, place, number)
                self._ids[part.key, place] = found[0]
                return found[0]
        return None

    def describe(self, part: Part, block: Block, again: Collection[int]) -> None:
        """Store the values of records that other rows name too."""
        wanted = set(self._ids.values())
        for place, id in enumerate(block.of("id") or () if wanted else ()):
            if id in wanted and place not in again:
                self._rows.setdefault(id, (block, place))
                for name, number, cell in zip(block.names, block.numbers, block.row(place), strict=True):
                    if cell is not None:
                        self._described.setdefault((id, name), (cell, part.address(place, number)))

    def bring_in(self, part: Part, block: Block, place: int) -> None:
        """Put the values of a row into the gaps of the row that describes its record first, and report those that differ.

        Parameters:
            part: the part of the sheet.
            block: its values.
            place: the row.
        """
        id = self._ids[part.key, place]
        first = self._rows.get(id)
        for name, number, cell in zip(block.names, block.numbers, block.row(place), strict=True):
            if cell is None or number is None or name == "id":
                continue
            kept, at = self._described.get((id, name), (None, ""))
            if kept is None and first is not None:
                first[0].put(name, first[1], cell)
                self._described[id, name] = cell, part.address(place, number)
            elif kept != cell:
                raw = plain_text(part.cells(number)[place])
                called = self._directory.name_of(id) or id
                advice = Phrase(
                    "Both rows describe {name}. Write the right value in {cell} and in {other}; if they are two records, give them different names.",
                    name=called,
                    cell=part.address(place, number),
                    other=at,
                )
                self._remarks.say(
                    SKIPPED_VALUE(raw, kept=at or called, help=advice if at else None), part, place, number
                )

    def is_new(self, part: Part, block: Block, place: int, ids: Sequence[str | None]) -> bool:
        """Return whether no other row has the same item for the same record."""
        return self.is_new_item(part.table, ids[place], zip(block.names, map(str, block.row(place)), strict=True))

    def is_new_item(self, table: str, id: str | None, values: Iterable[object]) -> bool:
        """Return whether no other row has these values in a list of a record."""
        if not self._ids:
            return True
        item = (table, id, *values)
        is_there = item in self._items
        self._items.add(item)
        return not is_there

    def is_new_name(self, part: Part, place: int, ids: Sequence[str | None], text: str) -> bool:
        """Return whether no other row has a name of the same record, ignoring case and accents."""
        is_new = self.is_new_item(part.table, ids[place], [folded(text)])
        return is_new or (part.key, place) not in self._ids
