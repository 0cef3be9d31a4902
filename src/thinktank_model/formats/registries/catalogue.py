"""Parties named in the entries of a register: each becomes one record if an identifier identifies it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model.ids import make_id
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ..codes import RECORD_LEFT_OUT
from ..losses import Losses
from ..settling import settled

__all__ = ["Catalogue", "compact", "left_out"]


class Catalogue:
    """Collects the records that are made while reading, and yields those of a file without duplicates.

    Parameters:
        reader: reads the plain data.
        losses: counts the values that are left out.
    """

    def __init__(self, reader: RecordReader, losses: Losses) -> None:
        self.reader = reader
        self.losses = losses
        self.number = -1
        self._given: set[str] = set()
        self._named: dict[str, dict[str, Any]] = {}
        self._names: dict[str, set[str]] = {}

    def record(self, data: dict[str, Any]) -> Iterator[Line]:
        """Yield the record of an entry; a second entry with the same id is left out and reported."""
        self.number += 1
        id = data.get("id")
        if isinstance(id, str) and id in self._given:
            yield left_out(self.number, Phrase("another item has the same id, {id}", id=id))
            return
        if isinstance(id, str):
            self._given.add(id)
        yield from settled(data, self.reader, self.number)

    def party(self, type: str, name: str, identifiers: list[dict[str, Any]], **more: str) -> str | None:
        """Return the id of a party named in an entry, and store the party; None if it has no identifier to distinguish it from namesakes.

        Parameters:
            type: `person` or `organization`.
            name: its name in the entry. A second name of one party becomes an alias.
            identifiers: as plain data; its id is made from the first one.
            more: parts of the name, and `country`.
        """
        if not identifiers:
            return None
        id = make_id(type, identifiers[0]["scheme"], identifiers[0]["value"])
        country = {key: more.pop(key) for key in ("country",) if key in more}
        made = self._named.setdefault(id, {"type": type, "id": id, "names": [], "identifiers": [], **country})
        names = self._names.setdefault(id, set())
        if name not in names:
            made["names"].append({"value": name, **more, **({"kind": "alias"} if names else {})})
            names.add(name)
        known = [one["scheme"] for one in made["identifiers"]]
        made["identifiers"] += [one for one in identifiers if one["scheme"] not in known]
        return id

    def parties(self) -> Iterator[Line]:
        """Yield the parties that have no entry of their own."""
        for id, data in self._named.items():
            if id not in self._given:
                yield from self.record(data)


def left_out(number: int, reason: str) -> Line:
    """Return the line of an item without a record."""
    return Line(number, 0, None, (RECORD_LEFT_OUT(reason=reason),))


def compact(data: dict[str, Any]) -> dict[str, Any]:
    """Return plain data without empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
