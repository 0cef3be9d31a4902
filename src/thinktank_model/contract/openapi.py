"""An OpenAPI 3.1 document of the classes, whose components a service refers to and generators read.

The components have the structure of the variant `codegen`, so that clients can be generated from them, and `Record` has the
discriminator `type`. Each component of an object has one complete example that is valid by every rule.
"""

from __future__ import annotations

from typing import Final

from ..dataset.collection import Dataset
from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.migrations import SCHEMA_VERSION
from ..shapes.tree import Number, ObjectOf, OneOf, Shape
from .codegen import DROPPED, Walk
from .samples import whole_sample
from .schema import Schema

__all__: list[str] = []

COMPONENTS: Final = "#/components/schemas/"


def openapi() -> Schema:
    """Return an OpenAPI 3.1 document with all classes as components and no paths.

    >>> openapi()["components"]["schemas"]["Record"]["discriminator"]["mapping"]["event"]
    '#/components/schemas/Event'
    """
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "thinktank-model",
            "description": "Records of think-tank cooperation programmes: members, events and outputs.",
            "version": SCHEMA_VERSION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {},
        "components": {"schemas": components()},
        "x-dropped": list(DROPPED),
    }


def components() -> dict[str, Schema]:
    """Return the components by name: `Record`, `Dataset`, and all classes and closed vocabularies that they refer to."""
    walk = _Components(COMPONENTS)
    for shape in (shape_of(RECORD), shape_of(Dataset)):
        walk.schema(shape)
    return dict(sorted(walk.defs.items()))


class _Components(Walk):
    def schema(self, shape: Shape) -> Schema:
        """Return the schema as for generators, with 64-bit integers, since the default of OpenAPI is 32."""
        schema = super().schema(shape)
        return {**schema, "format": "int64"} if isinstance(shape, Number) and shape.integer else schema

    def root(self, shape: Shape) -> Schema:
        """Return the schema as for generators, with an example."""
        example = next(iter(shape.options.values())) if isinstance(shape, OneOf) else shape
        assert isinstance(example, ObjectOf)  # no other kind is a component, except a vocabulary, which has no example
        return {**super().root(shape), "examples": [whole_sample(example)]}
