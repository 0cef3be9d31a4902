"""Sorts records in canonical form, or removes duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

__all__ = ["Once", "by_id"]


def by_id(records: Iterable[bytes]) -> list[bytes]:
    """Return the records sorted by type and then by id. Records with the same id keep their order.

    >>> by_id([b'{"type":"source","id":"source:a"}', b'{"type":"event","id":"event:b"}'])[0]
    b'{"type":"event","id":"event:b"}'
    """
    return sorted(records, key=_type_and_id)


def _type_and_id(record: bytes) -> tuple[bytes, bytes]:
    """Return a sort key: the canonical form begins `{"type":"...","id":"..."`, and neither value can contain a quotation mark."""
    parts = record.split(b'"', 8)
    return parts[3], parts[7]


class Once:
    """Yields each record once, at its first position. Records are equal if their bytes are.

    Records are remembered as hashes, so that memory grows slowly.

    Attributes:
        written: the number of records that were yielded.
        again: the number of duplicates.
    """

    def __init__(self, records: Iterable[bytes]) -> None:
        self.written: int = 0
        self.again: int = 0
        self._records = records

    def __iter__(self) -> Iterator[bytes]:
        seen = set()
        for record in self._records:
            digest = sha256(record).digest()
            if digest in seen:
                self.again += 1
            else:
                seen.add(digest)
                self.written += 1
                yield record
