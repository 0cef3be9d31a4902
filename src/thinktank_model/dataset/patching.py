"""Patches of one record: JSON Merge Patch (RFC 7396) and JSON Patch (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, TypeVar

from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..problems.translations import one_of
from ..records.single import from_dict, to_dict
from ..shapes.codes import MISSING, WRONG_TYPE
from ..shapes.explain import Unknown
from ..shapes.frozenjson import exact, freeze
from ..shapes.node import Node

__all__ = ["json_patch", "merge_patch"]

N = TypeVar("N", bound=Node)

FIXED = define(
    "patch.fixed-key",
    "error",
    "a patch cannot change the key {key!r}",
    why=(
        "The id of a record is part of its address, and other records refer to it. A record with another id is "
        "another record."
    ),
    bad='{"id": "event:b"}',
    good='{"names": [{"value": "Annual symposium"}]}',
)
OPERATION = define(
    "patch.operation",
    "error",
    "{found} is not an operation of JSON Patch",
    why=(
        "RFC 6902 defines six operations. An unknown operation is an error, because ignoring it would leave the "
        "record unchanged without notice."
    ),
    bad='[{"op": "set", "path": "/country", "value": "CN"}]',
    good='[{"op": "add", "path": "/country", "value": "CN"}]',
)
NO_PLACE = define(
    "patch.no-place",
    "error",
    "there is no value at {found} for the operation",
    why="The patch was made for another state of the record: the place that it changes does not exist here.",
    bad='[{"op": "replace", "path": "/names/9/value", "value": "Institute"}]',
    good='[{"op": "replace", "path": "/names/0/value", "value": "Institute"}]',
)
TEST_FAILED = define(
    "patch.test-failed",
    "error",
    "the value at {place} is {found}, which is not the value that the patch expects",
    why=(
        "A `test` operation gives the value that must be present before the patch is applied, so that no other "
        "change is overwritten."
    ),
    bad='[{"op": "test", "path": "/country", "value": "CN"}, {"op": "replace", "path": "/country", "value": "HK"}]',
    good='[{"op": "test", "path": "/country", "value": "FR"}, {"op": "replace", "path": "/country", "value": "HK"}]',
)


def merge_patch(record: N, patch: Mapping[str, Any], *, unknown: Unknown = "error") -> N:
    """Return the record with a JSON Merge Patch (RFC 7396) applied.

    Parameters:
        record: the record.
        patch: the keys to change; None removes a key, an object is merged, and a list replaces the whole list.
        unknown: as in `loads`.

    Raises:
        InvalidData: with all problems, if the result is not a valid record.

    >>> from thinktank_model import Person
    >>> person = Person(id="person:a", names=[{"value": "A"}], country="CN")
    >>> merge_patch(person, {"country": None, "notes": {"en": "Moved."}}) == Person(
    ...     id="person:a", names=[{"value": "A"}], notes={"en": "Moved."}
    ... )
    True
    """
    return from_dict(_merged(to_dict(record), patch), type(record), unknown=unknown)


def _merged(value: Any, patch: Any) -> Any:
    if not isinstance(patch, Mapping):
        return patch
    new = dict(value) if isinstance(value, Mapping) else {}
    for key, item in patch.items():
        if item is None:
            new.pop(key, None)
        else:
            new[key] = _merged(new.get(key), item)
    return new


def json_patch(record: N, operations: Iterable[Mapping[str, Any]], *, unknown: Unknown = "error") -> N:
    """Return the record with the operations of a JSON Patch (RFC 6902) applied in order.

    Parameters:
        record: the record.
        operations: each with `op` (`add`, `remove`, `replace`, `move`, `copy` or `test`), `path`, and `value` or `from`.
        unknown: as in `loads`.

    Raises:
        InvalidData: an operation cannot be applied, or the result is not a valid record.

    >>> from thinktank_model import Person
    >>> person = Person(id="person:a", names=[{"value": "A"}])
    >>> json_patch(person, [{"op": "add", "path": "/names/-", "value": {"value": "B"}}]).names[1].value
    'B'
    """
    value: Any = to_dict(record)
    for number, operation in enumerate(operations):
        value = _Operation(number, operation).made_on(value)
    return from_dict(value, type(record), unknown=unknown)


_NEEDS: Final = {
    "add": ("value",),
    "remove": (),
    "replace": ("value",),
    "move": ("from",),
    "copy": ("from",),
    "test": ("value",),
}


class _Operation:
    """An operation with its number in the patch."""

    def __init__(self, number: int, given: Mapping[str, Any]) -> None:
        self.number = number
        if not isinstance(given, Mapping):
            raise self.error(WRONG_TYPE(given, expected="an operation of JSON Patch"))
        self.op: Any = given.get("op")
        if not isinstance(self.op, str) or self.op not in _NEEDS:
            raise self.error(OPERATION(self.op, at="/op", expected=one_of(_NEEDS)))
        for key in ("path", *_NEEDS[self.op]):
            if key not in given:
                raise self.error(MISSING(key=key))
        self.path: str = given["path"]
        self.origin: str = given.get("from", "")
        self.value: Any = given.get("value")

    def error(self, problem: Problem) -> InvalidData:
        """Return the exception for a problem of this operation."""
        return InvalidData([problem.under(f"/{self.number}")])

    def made_on(self, value: Any) -> Any:
        """Return the value with the operation applied."""
        match self.op:
            case "test":
                found = self.at(value, self.path)
                if exact(freeze(found)) != exact(freeze(self.value)):
                    raise self.error(TEST_FAILED(found, at="/value", place=self.path))
                return value
            case "add":
                return self.put(value, self.path, self.value)
            case "replace":
                self.at(value, self.path)
                return self.put(self.without(value, self.path), self.path, self.value)
            case "remove":
                return self.without(value, self.path)
            case "copy":
                return self.put(value, self.path, self.at(value, self.origin))
        moved = self.at(value, self.origin)
        if self.path.startswith(self.origin + "/"):
            raise self.error(NO_PLACE(self.path, at="/path"))
        return self.put(self.without(value, self.origin), self.path, moved)

    def tokens(self, path: str) -> tuple[str, ...]:
        """Return the tokens of a pointer."""
        try:
            return pointer_tokens(path)
        except (ValueError, TypeError, AttributeError):
            raise self.error(NO_PLACE(path, at="/path")) from None

    def at(self, value: Any, path: str) -> Any:
        """Return the value at a pointer."""
        here = value
        for token in self.tokens(path):
            here = here[self.key(here, token, path)]
        return here

    def key(self, container: Any, token: str, path: str, *, new: bool = False) -> Any:
        """Return the key or index of a token in a container.

        Parameters:
            container: the object or list.
            token: the token.
            path: the whole pointer.
            new: whether it may be a part that does not exist yet.
        """
        if isinstance(container, dict) and (new or token in container):
            return token
        if isinstance(container, list):
            if new and token == "-":  # noqa: S105 - of a pointer
                return len(container)
            if token.isascii() and token.isdecimal() and str(int(token)) == token and int(token) < len(container) + new:
                return int(token)
        raise self.error(NO_PLACE(path, at="/path"))

    def put(self, value: Any, path: str, item: Any) -> Any:
        """Return the value with an item added at a pointer."""
        tokens = self.tokens(path)
        if not tokens:
            return deepcopy(item)
        new = deepcopy(value)
        container = self.at(new, path.rpartition("/")[0])
        key = self.key(container, tokens[-1], path, new=True)
        if isinstance(container, list):
            container.insert(key, deepcopy(item))
        else:
            container[key] = deepcopy(item)
        return new

    def without(self, value: Any, path: str) -> Any:
        """Return the value with the part at a pointer removed."""
        if not path:
            return None
        new = deepcopy(value)
        container = self.at(new, path.rpartition("/")[0])
        del container[self.key(container, self.tokens(path)[-1], path)]
        return new
