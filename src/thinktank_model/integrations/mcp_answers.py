"""Answers that are no longer than a client of a language model takes: what is too long is cut, and it is said where."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from ..jsontext.shown import json_text
from ..problems.pointers import pointer

__all__ = ["LIMIT", "answered", "cut"]

LIMIT: Final = 60_000  # characters of an answer
LISTED: Final = 20  # places of which it is said that something was cut there


class Measure(NamedTuple):
    """How much of each list and object, and of each text, is in an answer."""

    items: int
    characters: int


MEASURES: Final = (Measure(2000, 20_000), Measure(200, 4000), Measure(50, 1000), Measure(10, 200), Measure(2, 50))
"""What is tried, one after the other, until an answer is short enough."""


def answered(value: dict[str, Any]) -> str:
    """Return an answer as JSON text; where something was cut, it says so under `left_out`."""
    for measure in MEASURES:
        places: list[str] = []
        shown = cut(value, measure, "", places)
        if places:
            more = [f"and at {len(places) - LISTED} more places"] if len(places) > LISTED else []
            shown["left_out"] = places[:LISTED] + more
        text = json_text(shown, indent=1)
        if len(text) <= LIMIT:
            break
    return text


def cut(value: Any, measure: Measure, at: str, places: list[str]) -> Any:
    """Return a plain value with so many items of each list and object, and so many characters of each text, at most.

    Parameters:
        value: the value.
        measure: how much.
        at: where it is.
        places: takes what was cut, in words.
    """
    if isinstance(value, str):
        if len(value) <= measure.characters:
            return value
        places.append(f"{at}: {measure.characters} of {len(value)} characters are shown")
        return value[: measure.characters] + "…"
    if isinstance(value, (list, dict)) and len(value) > measure.items:
        places.append(f"{at}: {measure.items} of {len(value)} items are shown")
    if isinstance(value, list):
        return [cut(item, measure, f"{at}/{number}", places) for number, item in enumerate(value[: measure.items])]
    if isinstance(value, dict):
        kept = list(value.items())[: measure.items]
        return {key: cut(item, measure, at + pointer(key), places) for key, item in kept}
    return value
