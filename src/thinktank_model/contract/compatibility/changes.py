"""Changes of a schema, and whether they break records or readers."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

__all__ = ["Change", "Comparison", "Kind"]


class Kind(Enum):
    """The kinds of change: the name, whether old records stay readable, and whether old readers can read new records."""

    CLASS_ADDED = ("class added", True, False)
    CLASS_REMOVED = ("class removed", False, True)
    KEY_ADDED = ("optional key added", True, True)
    REQUIRED_KEY_ADDED = ("required key added", False, True)
    KEY_REMOVED = ("optional key removed", False, True)
    REQUIRED_KEY_REMOVED = ("required key removed", False, False)
    KEY_RENAMED = ("key renamed", False, False)
    MADE_REQUIRED = ("made required", False, True)
    MADE_OPTIONAL = ("made optional", True, False)
    TERM_ADDED = ("term added", True, False)
    TERM_REMOVED = ("term removed", False, True)
    OPEN_TERM_ADDED = ("term listed", True, True)
    OPEN_TERM_REMOVED = ("term no longer listed", True, True)
    NARROWED = ("narrowed", False, True)
    WIDENED = ("widened", True, False)
    TYPE_CHANGED = ("type changed", False, False)
    DEFAULT_CHANGED = ("default changed", False, False)
    CHANGED = ("changed", False, False)

    @property
    def text(self) -> str:
        """The name of the kind."""
        return self.value[0]

    @property
    def keeps_records(self) -> bool:
        """Whether the new schema accepts every record that the old one accepts, with the same meaning."""
        return self.value[1]

    @property
    def keeps_readers(self) -> bool:
        """Whether a reader of the old schema takes every record that the new one accepts, without loss."""
        return self.value[2]

    @property
    def needs_major(self) -> bool:
        """Whether it needs a new major version."""
        return self not in _ADDITIONS and not (self.keeps_records and self.keeps_readers)


_ADDITIONS: Final = frozenset([Kind.CLASS_ADDED, Kind.TERM_ADDED, Kind.WIDENED])
"""What an old reader refuses only in the record that makes use of it."""


class Change(NamedTuple):
    """One difference between two schemas.

    Attributes:
        where: the class and the key: `Event.start`; `[]` is each item of a list, `{}` each value of a map.
        kind: the kind of change.
        detail: the old and the new rule.
    """

    where: str
    kind: Kind
    detail: str = ""

    def __str__(self) -> str:
        records = "stay readable" if self.kind.keeps_records else "are no longer readable"
        readers = "can read" if self.kind.keeps_readers else "cannot read"
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where}: {self.kind.text}{detail}: old records {records}, old readers {readers} new records"


class Comparison(NamedTuple):
    """The differences between two schemas.

    Attributes:
        old: the version in the `$id` of the old schema; None if it has none.
        new: the version of the new one.
        changes: the differences, by class and key.
    """

    old: str | None
    new: str | None
    changes: tuple[Change, ...]

    @property
    def is_major(self) -> bool:
        """Whether the new schema has a newer major version, which may change anything."""
        return (
            self.old is not None and self.new is not None and int(self.old.split(".")[0]) < int(self.new.split(".")[0])
        )

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes that need a new major version, if the version is not new."""
        return () if self.is_major else tuple([change for change in self.changes if change.kind.needs_major])
