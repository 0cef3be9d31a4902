"""Limits the length of answers to the client of a language model: an answer that is too long is cut, and says where."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from ..jsontext.shown import json_text
from ..problems.pointers import pointer

__all__ = ["LIMIT", "answered"]

LIMIT: Final = 60_000  # characters of an answer
LISTED: Final = 20  # number of cut places that an answer lists


class Measure(NamedTuple):
    """How much of each list, object and text an answer keeps."""

    items: int
    characters: int


MEASURES: Final = (Measure(2000, 20_000), Measure(200, 4000), Measure(50, 1000), Measure(10, 200), Measure(2, 50))
"""The measures, tried one after the other until an answer is short enough."""


class _TooLongError(Exception):
    """The answer is too long even after cutting."""


def answered(value: dict[str, Any]) -> str:
    """Return an answer as JSON text; the places that were cut are listed under `left_out`."""
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
    """Copies a limited part of a plain value.

    Parameters:
        measure: how much it keeps.
    """

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.places: list[str] = []
        self.kept = 0

    def cut(self, value: Any, at: str) -> Any:
        """Return a part of the value; a description of each cut place is appended to `places`.

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
