"""Records of an unknown profile, which are kept whole."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Final

from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..shapes.declared import frozen
from ..shapes.node import Node
from ..shapes.tree import Reading, Scalar
from ..values.ids import ANY_ID

__all__ = ["KeptRecord"]

TYPE_LIMIT: Final = 100  # characters
_TYPE: Final = pattern("[a-z][a-z0-9-]*:[a-z]+(?:_[a-z]+)*", re.ASCII)

TYPE_SYNTAX = define(
    "type.not-namespaced",
    "error",
    "{found} is not a record type with a prefix",
    why=(
        "Types of records of other projects have a prefix, so that two projects cannot use one type for "
        "different things."
    ),
    bad='{"type": "grant", "id": "grant:a"}',
    good='{"type": "my:grant", "id": "my:grant:a"}',
)


def is_foreign_type(text: object) -> bool:
    """Return whether a value of the key `type` can be a type of another project.

    >>> is_foreign_type("my:grant"), is_foreign_type("grant")
    (True, False)
    """
    return isinstance(text, str) and len(text) <= TYPE_LIMIT and _TYPE.fullmatch(text) is not None


def _read(text: str) -> Reading:
    if is_foreign_type(text):
        return text, ()
    return None, (TYPE_SYNTAX(text, expected='a type with a prefix, such as "my:grant"'),)


FOREIGN_TYPE: Final = Scalar(
    name="a type with a prefix",
    read=_read,
    schema={**whole(_TYPE.pattern), "maxLength": TYPE_LIMIT},
    examples=("my:grant",),
)


@frozen(kw_only=True, repr=False, eq=False)
class KeptRecord(Node):
    """A record of a profile that is not installed, read with `unknown="keep"`. Its keys are in `unknown_keys` and are written back.

    Only its id is checked. Its references are unknown.
    """

    type: Annotated[str, FOREIGN_TYPE, "Its type, with the prefix of its project."]
    id: Annotated[str, ANY_ID, "The record's own id."]

    collection: ClassVar[str] = "kept_records"
    anchors: ClassVar[tuple[str, ...]] = ()
    identifiers: ClassVar[tuple[Any, ...]] = ()
    sources: ClassVar[tuple[Any, ...]] = ()
    statements: ClassVar[tuple[Any, ...]] = ()
    different_from_ids: ClassVar[tuple[str, ...]] = ()

    @property
    def merged_ids(self) -> tuple[str, ...]:
        """The ids of records that were merged into this one, if it lists them."""
        listed = self.unknown_keys.get("merged_ids", ())
        return tuple([id for id in listed if isinstance(id, str)]) if isinstance(listed, tuple) else ()

    def label(self, *_languages: str) -> str:
        """Return the id, which is the label of the record."""
        return self.id
