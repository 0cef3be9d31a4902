"""Hypothesis strategies of the tests: those of `thinktank_model.testing` by type, records that were changed, and whole datasets."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from functools import cache
from typing import Any

from hypothesis import strategies as st

from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.testing.faults import faults, plant
from thinktank_model.testing.values import JSON, values

from . import generate
from .mutate import mutated

__all__ = ["JSON", "TAGS", "broken", "changed", "datasets", "records", "values"]

TAGS = tuple(shape_of(RECORD).options)


@cache
def records(tag: str | None = None) -> st.SearchStrategy[Any]:
    """Valid plain records of a type, or of any."""
    return values(shape_of(RECORD) if tag is None else shape_of(RECORD).options[tag])


@st.composite
def broken(draw: st.DrawFn, tag: str) -> Any:
    """Return a record with a fault that must be refused, and the pointer at which it is reported."""
    value = draw(records(tag))
    fault = draw(st.sampled_from(list(faults(shape_of(RECORD).options[tag], value))))
    return plant(value, [fault]), fault.reported_at


@st.composite
def changed(draw: st.DrawFn, tag: str) -> Any:
    """Return a record to which something was done: nothing, a fault, or small changes that may leave it valid."""
    value = draw(records(tag))
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return value
    if kind == 1:
        return draw(broken(tag))[0]
    return mutated(draw(st.randoms(use_true_random=False)), value, kind - 1)


# --- Datasets ---

_IDS = re.compile(f'"({"|".join(TAGS)}):[^"]*"')


@st.composite
def datasets(draw: st.DrawFn, *first: str) -> Any:
    """Records of a dataset whose ids are so few that references lead somewhere; no id is twice.

    The records are those of `generate`, by seed: whole datasets of drawn values would be too large to draw.

    Parameters:
        first: the types of the first records; others follow.
    """
    found: list[Any] = []
    count: Counter[str] = Counter()
    for tag in [*first, *draw(st.lists(st.sampled_from(TAGS), max_size=5))]:
        text = json.dumps(generate.record(draw(st.integers(0, 2**16)), tag, draw(st.sampled_from([0.1, 0.3, 0.6]))))
        value = json.loads(_IDS.sub(_few, text))
        slug = "abcdefgh"[count[tag]]
        value["id"] = f"{tag}:{slug}"
        value.pop("merged_ids", None)
        if draw(st.booleans()):
            value["merged_ids"] = [f"{tag}:old-{slug}"]
        if not read(shape_of(RECORD), value)[1]:
            found.append(value)
            count[tag] += 1
    return found


def _few(found: re.Match[str]) -> str:
    return f'"{found[1]}:{("a", "b", "old-a")[zlib.crc32(found[0].encode()) % 3]}"'
