"""Items of lists as a set has them: which item of one list is which of another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from ..jsontext.parsing import encode
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.ids import Reference

__all__ = ["Pair", "pairs"]


class Pair(NamedTuple):
    """The positions of an item in two lists; None where it is in the other one only."""

    before: int | None
    after: int | None


def pairs(shape: ListOf, before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Return the items of two lists of plain data, paired; those of the first in their order, then those that only the second has.

    Equal items are one, then those that agree in what names them: all that an object must have and refers to, then what it
    refers to alone (a participant whose role changed). Where the order says something, the items of lists of one length are
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
    """Return what items are paired by, the surest first."""
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
