"""Records in canonical form in another arrangement: sorted, or each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

__all__ = ["Once", "by_id"]


def by_id(records: Iterable[bytes]) -> list[bytes]:
    """Return the records by type, and those of one type by id. Records with one id stay in their order.

    >>> by_id([b'{"type":"source","id":"source:a"}', b'{"type":"event","id":"event:b"}'])[0]
    b'{"type":"event","id":"event:b"}'
    """
    return sorted(records, key=_type_and_id)


def _type_and_id(record: bytes) -> tuple[bytes, bytes]:
    """Return the canonical form begins `{"type":"...","id":"..."`, and neither of the two can hold a quotation mark."""
    parts = record.split(b'"', 8)
    return parts[3], parts[7]


class Once:
    """Each record once, where it is first; only those that are written with the same bytes are one.

    What was met is kept as hashes, so that memory grows by little.

    Attributes:
        written: how many records were given.
        again: how many were left out.
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
