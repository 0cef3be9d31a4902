"""Finds the problems in exceptions, including those of cattrs and pydantic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.v import format_exception

from ...problems.patterns import pattern
from ...problems.pointers import pointer
from ...problems.problem import Problem, define
from ...problems.report import InvalidData, Report
from ..forms import form_of

__all__ = ["problems_of"]

FOREIGN = define(
    "neighbour.refused",
    "error",
    "another library rejects the value: {reason}",
    why=("The value belongs to a class of another project, whose rules reject it. It is not a rule of this library."),
    bad='{"review": {"subject": "event:a", "stars": "many"}}',
    good='{"review": {"subject": "event:a", "stars": 5}}',
)

NOT_A_KEY: Final = pattern(r"function-\w+\[.*\]|\[key\]")
"""What pydantic writes among the keys of a place: which class of a union it tried, and that a key is meant."""


def problems_of(exception: BaseException | Report) -> tuple[Problem, ...]:
    """Return the problems in an exception, with pointers into the whole input.

    Problems of this library are unchanged, even if another library wrapped its own exceptions around them. An error of the
    other library has the code `neighbour.refused` and that library's message.

    Parameters:
        exception: an `InvalidData`, an exception of cattrs, pydantic or FastAPI about a value, or a report.

    Raises:
        TypeError: it is neither an exception nor a report.

    >>> from cattrs import Converter
    >>> from thinktank_model import PartialDate, register_hooks
    >>> try:
    ...     register_hooks(Converter()).structure({"a": "2024", "b": "soon"}, dict[str, PartialDate])
    ... except Exception as error:
    ...     print([(problem.code, problem.pointer) for problem in problems_of(error)])
    [('date.syntax', '/b')]
    """
    if isinstance(exception, Report):
        return exception.problems
    if not isinstance(exception, BaseException):
        raise TypeError(f"problems_of takes an exception or a Report, not an object of type {type(exception).__name__}")
    return tuple(_problems(exception, ""))


def _problems(exception: BaseException, at: str, wanted: Any = None) -> Iterator[Problem]:
    if isinstance(exception, InvalidData):
        yield from [problem.under(at) for problem in exception.problems]
    elif isinstance(exception, BaseExceptionGroup):
        for inner in exception.exceptions:
            key, kind = _note(inner)
            yield from _problems(inner, at + pointer(*key), kind)
    elif callable(lines := getattr(exception, "errors", None)):
        for line in lines():
            yield _of_line(line, at, in_request=hasattr(exception, "body"))
    else:
        yield FOREIGN(at=at, reason=_said(exception, wanted))


def _said(exception: BaseException, wanted: Any) -> str:
    """Return the message of an exception: that of cattrs, which names the expected type, and its own."""
    words, text = format_exception(exception, wanted), str(exception)
    if not isinstance(exception, (KeyError, ValueError, TypeError)):
        return text or type(exception).__name__
    return words if not text or text in words else f"{words} ({text})"


def _note(exception: BaseException) -> tuple[tuple[str | int, ...], Any]:
    """Return the path that cattrs notes for an exception, and the type that was expected there."""
    for note in getattr(exception, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name,), note.type
        if isinstance(note, IterableValidationNote):
            return (note.index,), note.type
    return (), None


def _of_line(line: Mapping[str, Any], at: str, in_request: bool) -> Problem:
    """Return the problem of one line of a pydantic error. Our own problems are in its context."""
    place: Sequence[str | int] = line["loc"]
    if in_request and place[:1] == ("body",):
        place = place[1:]
    at += pointer(*[key for key in place if not NOT_A_KEY.fullmatch(str(key))])
    context = line.get("ctx", {})
    problem: Problem | None = form_of(Problem).read(context, "error")[0]
    if problem is None or problem.code != line["type"]:
        return FOREIGN(line["input"], at=at, reason=line["msg"])
    return problem.under(at.removesuffix(problem.pointer))
