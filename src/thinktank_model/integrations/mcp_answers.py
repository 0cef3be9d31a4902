"""Answers that are no longer than a client of a language model takes: what is too long is cut, and it is said where."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from ..jsontext.shown import json_text
from ..problems.pointers import pointer

__all__ = ["LIMIT", "answered"]

LIMIT: Final = 60_000  # characters of an answer
LISTED: Final = 20  # places of which it is said that something was cut there


class Measure(NamedTuple):
    """How much of each list and object, and of each text, is in an answer."""

    items: int
    characters: int


MEASURES: Final = (Measure(2000, 20_000), Measure(200, 4000), Measure(50, 1000), Measure(10, 200), Measure(2, 50))
"""What is tried, one after the other, until an answer is short enough."""


class _TooLongError(Exception):
    """More was kept than an answer can have."""


def answered(value: dict[str, Any]) -> str:
    """Return an answer as JSON text; where something was cut, it says so under `left_out`."""
    for measure in MEASURES:
        cutter = _Cutter(measure)
        try:
            shown = cutter.cut(value, "")
        except _TooLongError:
            continue
        places = cutter.places
        if places:
            more = [f"and at {len(places) - LISTED} more places"] if len(places) > LISTED else []
            shown["left_out"] = places[:LISTED] + more
        text = json_text(shown, indent=1)
        if len(text) <= LIMIT:
            return text
    return json_text({"left_out": ["everything: ask for less"]})


class _Cutter:
    """Copies a plain value, with so much of it at most.

    Parameters:
        measure: how much.
    """

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.places: list[str] = []
        self.kept = 0

    def cut(self, value: Any, at: str) -> Any:
        """Return a part of the value; `places` takes what was cut, in words.

        Raises:
            _TooLongError: what is kept is too long nevertheless.
        """
        items, characters = self.measure
        self.kept += min(len(value), characters) if isinstance(value, str) else 1
        if self.kept > LIMIT:
            raise _TooLongError
        if isinstance(value, str):
            if len(value) <= characters:
                return value
            self.places.append(f"{at}: {characters} of {len(value)} characters are shown")
            return value[:characters] + "…"
        if isinstance(value, (list, dict)) and len(value) > items:
            self.places.append(f"{at}: {items} of {len(value)} items are shown")
        if isinstance(value, list):
            return [self.cut(item, f"{at}/{number}") for number, item in enumerate(value[:items])]
        if isinstance(value, dict):
            return {key: self.cut(item, at + pointer(key)) for key, item in list(value.items())[:items]}
        return value
