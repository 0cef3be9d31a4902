"""Constructors: the keyword arguments are checked by the reader that explains JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import NOTHING

from ..problems.report import InvalidData
from .annotations import shape_of
from .declared import defaults_of
from .explain import Explainer
from .frozenjson import EMPTY
from .tree import EXTRA, Anything, ObjectOf

__all__ = ["construct"]


def construct(built: Any, given: Mapping[str, Any]) -> None:
    """Set the attributes of a new object from its keyword arguments, checked and in canonical form.

    Raises:
        InvalidData: with all problems, including missing and unknown keywords, if one is an error.
    """
    shape: ObjectOf = shape_of(type(built))
    explainer = Explainer()
    said = {
        name: value
        for name, value in {**_written(shape), **given}.items()
        if name not in shape.fields or value is not shape.fields[name].default
    }
    kept = said.pop(EXTRA, EMPTY)
    values = explainer.attributes(shape, said, "")
    if kept is not EMPTY:
        kept = {**values[EXTRA], **kept} if isinstance(kept, Mapping) else kept
        values[EXTRA] = explainer.walk(Anything(), kept, "")
    explainer.build(built, shape, values, "")
    if explainer.errors:
        raise InvalidData(explainer.problems)


@cache
def _written(shape: ObjectOf) -> Mapping[str, Any]:
    """Return the defaults of the attributes that are required in JSON only."""
    required = {name for name, field in shape.fields.items() if field.required}
    return {
        name: default for name, default in defaults_of(shape.cls).items() if name in required and default is not NOTHING
    }
