"""Adds places in the text to problems of raw values. All problems get their place here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from ..jsontext.places import SourceMap
from ..problems.problem import Problem

__all__ = ["id_of", "placed"]

ID_SHOWN = 200  # characters of an id, which has no more if it is valid


def id_of(value: object) -> str | None:
    """Return the id of a raw record."""
    own = value.get("id") if isinstance(value, Mapping) else getattr(value, "id", None)
    return own[:ID_SHOWN] if isinstance(own, str) else None


def placed(
    problems: Iterable[Problem], value: object, text: SourceMap | None = None, prefix: str = ""
) -> tuple[Problem, ...]:
    """Return the problems of a raw record with its id, and with their places if there is a text.

    Parameters:
        problems: the problems; their pointers go into the value.
        value: the record, as plain data.
        text: its text.
        prefix: the pointer to it in the whole value of that text.
    """
    own = id_of(value)
    if text is not None:
        return text.place(problems, prefix, own)
    return tuple(
        [
            evolve(
                problem,
                pointer=prefix + problem.pointer,
                fix=problem.fix and problem.fix.under(prefix),
                record_id=own if problem.record_id is None else problem.record_id,
            )
            for problem in problems
        ]
    )
