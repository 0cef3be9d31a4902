"""Pairs the items of two lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from ..jsontext.parsing import encode
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.ids import Reference

__all__ = ["Pair", "pairs"]


class Pair(NamedTuple):
    """The positions of an item in two lists; None if it is only in the other one."""

    before: int | None
    after: int | None


def pairs(shape: ListOf, before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Return the items of two lists of plain data in pairs: those of the first in order, and then those that only the second has.

    Equal items are paired first, then items that agree in what identifies them: their required fields and references, then their
    references alone (a participant whose role changed). If the order is significant, the items of lists of equal length are
    paired by position.
    """
    if shape.ordered and len(before) == len(after):
        return [Pair(number, number) for number in range(len(before))]
    found: dict[int, int] = {}
    free = list(range(len(after)))
    for key_of in _keys(shape.item):
        waiting: dict[bytes, list[int]] = {}
        for position in reversed(free):
            if (key := key_of(after[position])) is not None:
                waiting.setdefault(key, []).append(position)
        for number, item in enumerate(before):
            key = None if number in found else key_of(item)
            if key is not None and waiting.get(key):
                found[number] = waiting[key].pop()
        taken = set(found.values())
        free = [position for position in free if position not in taken]
    return [*[Pair(number, found.get(number)) for number in range(len(before))], *[Pair(None, at) for at in free]]


@cache
def _keys(shape: Shape) -> tuple[Any, ...]:
    """Return the keys that items are paired by, the most reliable first."""
    if not isinstance(shape, ObjectOf):
        return (encode,)
    names = [field.name for field in shape.fields.values() if isinstance(field.shape, Reference)]
    needed = [field.name for field in shape.fields.values() if field.required and field.name not in names]
    return (encode, _of(tuple(needed), tuple(names)), *([_of((), tuple(names[:1]))] if names else []))


def _of(needed: tuple[str, ...], names: tuple[str, ...]) -> Any:
    def key(item: dict[str, Any]) -> bytes | None:
        said = [item.get(name) for name in (*needed, *names)]
        if not said or (names and not needed and said[0] is None):
            return None
        return encode(said)

    return key
