"""The OpenAPI document of a FastAPI application, with components of records that clients can be generated from.

pydantic puts our full JSON Schema into the document, which generators of code do not understand. It is replaced by the
components that `thinktank-model schema --openapi` writes: the structure, `Record` with a discriminator, a valid example each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from ..contract.openapi import COMPONENTS, components
from ..contract.schema import full_schema

__all__ = ["describe"]


def describe(app: FastAPI) -> FastAPI:
    """Give the OpenAPI document of an application our components in place of those that pydantic makes for our classes.

    An application that has a class `Event` of its own keeps it.
    """
    made = app.openapi
    seen: list[Any] = []

    def openapi() -> dict[str, Any]:
        document = made()
        if not any([one is document for one in seen]):
            seen[:] = [document]
            replace_components(document)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def replace_components(document: dict[str, Any]) -> None:
    """Replace the components of our classes in an OpenAPI document, and drop those that nothing refers to any more."""
    found: dict[str, Any] = document.get("components", {}).get("schemas", {})
    ours, whole = components(), full_schema()["$defs"]
    theirs = {name for name in found if name in ours and not _is_ours(found[name], ours[name])}
    if theirs or not set(found) & set(ours):
        return
    found.update({name: schema for name, schema in ours.items() if name in found})
    while missing := {ref for ref in _refs(document) if ref in ours and ref not in found}:
        found.update({name: ours[name] for name in missing})
    while idle := [name for name in found if name in {*ours, *whole} and name not in set(_refs(document))]:
        for name in idle:
            del found[name]


def _is_ours(found: dict[str, Any], own: dict[str, Any]) -> bool:
    """Return whether a component is of our class, and not of another class with its name."""
    kind = "properties" if "properties" in own else "oneOf"
    return len(found.get(kind, ())) > 0 and (kind == "oneOf" or set(found[kind]) == set(own[kind]))


def _refs(node: Any) -> Iterator[str]:
    """Yield the names of the components that are referred to."""
    if isinstance(node, dict):
        ref = node.get("$ref")
        if isinstance(ref, str) and ref.startswith(COMPONENTS):
            yield ref.removeprefix(COMPONENTS)
        for item in node.values():
            yield from _refs(item)
    elif isinstance(node, list):
        for item in node:
            yield from _refs(item)
