"""Makes valid records from the data of foreign files: a value that breaks a rule is removed and reported, and all other values are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity
from ..problems.translations import Phrase
from ..records.placing import placed
from ..records.readers import Line, RecordReader
from ..values.text import LABEL, PROSE, repaired
from .codes import RECORD_LEFT_OUT, VALUE_LEFT_OUT

__all__ = ["label", "prose", "settled"]

PASSES: Final = 50  # what is left out can leave an object without a key that it needs


def label(text: str | None) -> str | None:
    """Return a text of one line without forbidden characters; None if nothing visible is left."""
    return None if text is None else repaired(text, LABEL, lines=False)


def prose(text: str | None) -> str | None:
    """Return the same for a text of several lines."""
    return None if text is None else repaired(text, PROSE, lines=True)


def settled(data: dict[str, Any], reader: RecordReader, number: int) -> Iterator[Line]:
    """Yield the record of plain data, without values that break a rule.

    Parameters:
        data: the plain data; values that break a rule are removed from it.
        reader: reads it.
        number: the index of the item in its file, from 0.
    """
    left: list[Problem] = []
    for _ in range(PASSES):
        record, problems, _ = reader.record(data)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if record is not None:
            yield Line(number, 0, record, placed([*left, *problems], data))
            return
        for at in sorted({error.pointer for error in errors}, key=_deepest, reverse=True):
            _remove(data, pointer_tokens(at) if at else ())
        left += [
            VALUE_LEFT_OUT(e.value, at=e.pointer, rule=e.code, expected=e.expected, suggestion=e.suggestion)
            for e in errors
        ]
        if not data:
            break
    reason = Phrase("it has no name or title, or no readable content")
    yield Line(number, 0, None, (RECORD_LEFT_OUT(reason=reason),))


def _deepest(at: str) -> tuple[Any, ...]:
    """Return a sort key that puts later items before earlier ones, so that no removal moves the target of another pointer."""
    return tuple([(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in at.split("/")])


def _remove(data: Any, tokens: tuple[str, ...] | list[str]) -> None:
    """Remove the value at a pointer, if it is still there; for the empty pointer the whole is emptied."""
    if not tokens:
        data.clear()
        return
    *path, last = tokens
    for token in path:
        data = data.get(token) if isinstance(data, dict) else data[int(token)] if int(token) < len(data) else None
        if data is None:
            return
    if isinstance(data, dict):
        data.pop(last, None)
    elif int(last) < len(data):
        del data[int(last)]
