"""Problems as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import asdict, fields

from ..problems.problem import CODES, Fix, Problem, Severity, reworded
from ..problems.translations import Phrase
from .profile import scope

__all__ = ["packed", "unpacked"]

WORDED: Final = "worded"
"""The key of the message that a problem has in place of that of its code."""


def packed(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain JSON values, from which `unpacked` makes an equal one, in any language."""
    values = {a.name: (getattr(problem, a.name), a.default) for a in fields(Problem) if a.name != "definition"}
    data = {name: _packed(value) for name, (value, default) in values.items() if value != default}
    if problem.definition is not None and problem.code in CODES:  # a code of the catalogue with another message
        data[WORDED] = problem.definition.message
    return data


def _packed(value: Any) -> Any:
    if type(value) is Phrase:
        return {"template": value.template, "params": {name: _packed(one) for name, one in value.params.items()}}
    if isinstance(value, Fix):
        return {"fix": asdict(value)}
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    return value


def unpacked(data: Mapping[str, Any]) -> Problem:
    """Return the problem that was packed."""
    given = {name: _unpacked(value) for name, value in data.items() if name != WORDED}
    code = reworded(data["code"], data[WORDED]) if WORDED in data else scope().codes.get(data["code"])
    return Problem(**(given | {"severity": Severity(data["severity"]), "definition": code}))


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_unpacked(one) for one in value])
    if not isinstance(value, dict):
        return value
    if "fix" in value:
        return Fix(**value["fix"])
    return Phrase(value["template"], **{name: _unpacked(one) for name, one in value["params"].items()})
