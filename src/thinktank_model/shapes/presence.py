"""Rules about which fields of an object must, or must not, occur together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems.problem import Problem, define
from ..problems.translations import both
from .declared import defaults_of
from .tree import Constraint

__all__ = ["any_of", "at_most_one", "exactly_one"]

NONE_OF = define(
    "key.none-of",
    "error",
    "none of the keys {names} is given",
    why="At least one of these keys is required: without them the object has no content or no subject.",
    bad='{"role": "speaker"}',
    good='{"party_id": "organization:siis", "role": "speaker"}',
)
SEVERAL_OF = define(
    "key.several-of",
    "error",
    "the keys {names} exclude each other",
    why=("These keys are alternatives: refer to a party that has a record, and describe only a party that has none."),
    bad='{"party_id": "person:a", "name": {"en": "A"}, "role": "author"}',
    good='{"party_id": "person:a", "role": "author"}',
)


def _said(built: Any, names: tuple[str, ...]) -> list[str]:
    """Return the fields whose value is not the default."""
    defaults = defaults_of(type(built))
    return [name for name in names if getattr(built, name) != defaults[name]]


def _constraint(names: tuple[str, ...], least: int, most: int) -> Constraint:
    listed = ", ".join(names)

    def check(built: Any) -> Iterator[Problem]:
        said = _said(built, names)
        if len(said) < least:
            yield NONE_OF(names=listed, expected="exactly one of them" if most == 1 else "at least one of them")
        elif len(said) > most:
            yield SEVERAL_OF(at="/" + said[-1], names=both(said), expected="only one of them")

    said = [{"required": [name], "properties": {name: {"not": {"enum": [[], False]}}}} for name in names]
    schema: dict[str, Any] = {"oneOf" if most == 1 else "anyOf": said}
    if not least:
        schema = {"anyOf": [{"not": {"anyOf": said}}, schema]}
    word = "Exactly one" if least == most == 1 else "At least one" if least else "At most one"
    return Constraint(names, check, schema, "presence", f"{word} of {listed} is said.", said=(least, most))


def exactly_one(*names: str) -> Constraint:
    """Require that exactly one of these fields is given."""
    return _constraint(names, 1, 1)


def any_of(*names: str) -> Constraint:
    """Require that at least one of these fields is given."""
    return _constraint(names, 1, len(names))


def at_most_one(*names: str) -> Constraint:
    """Require that at most one of these fields is given."""
    return _constraint(names, 0, 1)
