"""How large a schema for language models is, in the measures that providers limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Size(NamedTuple):
    """The measures of one schema."""

    properties: int
    levels: int
    enum_values: int
    characters: int
    optional: int
    unions: int


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema, each of `$defs` once."""
    if isinstance(node, dict):
        yield node
        for word in ("properties", "$defs"):
            for inner in node.get(word, {}).values():
                yield from parts(inner)
        for inner in (node.get("items"), *node.get("anyOf", ())):
            yield from parts(inner)


def levels(node: Any, defs: dict[str, Any]) -> int:
    """Return how deep objects and lists nest, through references."""
    if "$ref" in node:
        return levels(defs[node["$ref"].removeprefix("#/$defs/")], defs)
    inner = [*node.get("properties", {}).values(), *([node["items"]] if "items" in node else [])]
    own = bool(inner)
    return own + max([levels(one, defs) for one in (*inner, *node.get("anyOf", ()))], default=0)


def size_of(schema: dict[str, Any]) -> Size:
    """Return the measures of a schema. Its characters are those of names and of enumerated values, which is what is limited."""
    found = list(parts(schema))
    names = [name for one in found for name in one.get("properties", ())]
    values = [value for one in found for value in one.get("enum", ())]
    return Size(
        properties=len(names),
        levels=levels(schema, schema["$defs"]),
        enum_values=len(values),
        characters=sum(map(len, [*names, *values, *schema["$defs"]])),
        optional=sum([len(set(one.get("properties", ())) - set(one.get("required", ()))) for one in found]),
        unions=sum(["anyOf" in one or isinstance(one.get("type"), list) for one in found]),
    )
