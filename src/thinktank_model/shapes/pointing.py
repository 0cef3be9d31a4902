"""Finds the shape of the value at a JSON Pointer."""

from __future__ import annotations

from functools import lru_cache

from .tree import Anything, ListOf, MapOf, ObjectOf, Shape

__all__: list[str] = []


@lru_cache(maxsize=1024)  # limited, because steps come from outside
def shape_at(shape: Shape, steps: tuple[str, ...]) -> Shape | None:
    """Return the shape of the value at these keys and indexes in a value of the given shape; None if there cannot be one.

    The value need not exist: `/parents/3` gives the shape of a parent.

    >>> from thinktank_model import Organization
    >>> from thinktank_model.shapes.annotations import shape_of
    >>> shape_at(shape_of(Organization), ("names", "0", "value"))
    <Scalar text of one line>
    """
    here: Shape | None = shape
    for step in steps:
        match here:
            case ObjectOf():
                here = here.fields[step].shape if step in here.fields else None
            case ListOf():
                here = here.item if step == "-" or (step.isascii() and step.isdigit()) else None
            case MapOf():
                here = here.value
            case Anything():
                return here
            case _:
                return None
    return here
