"""Checks that the report explains every difference between a record and the record that is read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import thinktank_model as tm

__all__ = ["unexplained"]


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every value of a record with the keys on the way to it; positions in lists do not count."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, repr(value)


def unexplained(record: Any, back: Any, report: tm.Report) -> list[tuple[str, str]]:
    """Return the differences that no entry of the report explains; for a record that did not come back, all of its values."""
    if back is None:
        said = {(p.code, p.record_id) for p in report}
        return [] if ("export.record-not-carried", record.id) in said else [("(whole)", record.id)]
    one, two = Counter(leaves(tm.to_dict(record))), Counter(leaves(tm.to_dict(back)))
    # a format without ids of parties has their names instead
    fields = {
        dict(p.params)["field"]
        for p in report
        if p.code == "export.field-not-carried" and dict(p.params)["type"] == record.type
    }
    fields |= {"contributions.name"} & {str(f).replace("party_id", "name") for f in fields}
    places = {
        p.pointer.split("/")[1]
        for p in report
        if p.code in ("export.value-changed", "export.value-added") and p.record_id == record.id
    }
    return [
        (".".join(path), value)
        for path, value in ((one - two) + (two - one))
        if path[0] not in places and not any(".".join(path[:depth]) in fields for depth in (1, 2))
    ]
