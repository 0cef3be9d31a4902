"""Takes values out of a foreign item: understood values are removed from it, and the remaining ones have no place in a record.

So no key of an item is forgotten: each is taken over, or reported by `Losses.rest`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...values.identifiers import SCHEMES
from ..settling import label, prose

__all__ = ["drop", "identifier", "objects_in", "observations", "string", "strings_in", "taken_text"]


def drop(data: dict[str, Any], *keys: str) -> None:
    """Remove keys without information for a record: who asserted a value, and its scheme. Objects and lists are kept."""
    for key in keys:
        if not isinstance(data.get(key), (dict, list)):
            data.pop(key, None)


def string(data: dict[str, Any], key: str) -> str | None:
    """Take a text of one line; a value of another type is left in the item."""
    value = data.get(key)
    if not isinstance(value, str) or (value.strip() and label(value) is None):
        return None
    del data[key]
    return label(value)


def taken_text(data: dict[str, Any], key: str) -> str | None:
    """Take a text of several lines."""
    value = data.get(key)
    if not isinstance(value, str) or (value.strip() and prose(value) is None):
        return None
    del data[key]
    return prose(value)


def observations(data: dict[str, Any], key: str, measure: str) -> list[dict[str, Any]]:
    """Take a whole number as an observation of a measure; 0 is taken but not recorded, other values are left."""
    count = data.get(key)
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        return []
    del data[key]
    return [{"measure": measure, "count": {"value": count}}] if count else []


def objects_in(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects in a list, or a single object; they are left in the item."""
    value = data.get(key)
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def strings_in(data: dict[str, Any], key: str) -> list[str]:
    """Take the texts in a list, or a single text; other values are left."""
    value = data.get(key)
    listed = value if isinstance(value, list) else [value]
    found = [text for one in listed if isinstance(one, str) and (text := label(one)) is not None]
    left = [one for one in listed if not isinstance(one, str) or (one.strip() and label(one) is None)]
    if found or not left:
        data.pop(key, None)
        if left:
            data[key] = left
    return list(dict.fromkeys(found))


def identifier(data: dict[str, Any], key: str, scheme: str) -> dict[str, Any] | None:
    """Take a valid identifier of its scheme, as plain data; other values are left."""
    value = data.get(key)
    found = SCHEMES[scheme].canonical(str(value)) if isinstance(value, (str, int)) and value is not True else None
    if found is None:
        return None
    del data[key]
    return {"scheme": scheme, "value": found}
