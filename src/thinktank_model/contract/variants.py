"""The variants of the JSON Schema for different uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from ..problems.meant import closest
from .codegen import codegen
from .lean import lean
from .llm import llm
from .schema import Schema, full_schema

__all__ = ["json_schema"]

Variant: TypeAlias = Literal["full", "lean", "codegen", "llm"]

VARIANTS: Final[Mapping[str, Callable[[Any], Schema]]] = MappingProxyType(
    {"full": full_schema, "lean": lean, "codegen": codegen, "llm": llm}
)


def json_schema(cls: Any = None, *, variant: Variant = "full") -> Schema:
    """Return the JSON Schema (2020-12) of one public class, or of everything: any record, and a dataset document.

    It is complete in itself and fetches nothing: classes, values and vocabularies are in `$defs`. A new dict each time.

    Parameters:
        cls: the class; None for any record or dataset document.
        variant: `full` has every rule, with descriptions, examples and labels. `lean` has the same rules and no prose.
            `codegen` only has the structure, for generators of code and forms; `x-dropped` lists the rules that it gives up.
            `llm` is for the constrained output of language models; `to_llm` and `from_llm` write and read its form, which leaves
            out the keys in `thinktank_model.contract.llm.LEFT_OUT`.

    Raises:
        ValueError: there is no such variant.
        TypeError: the class has no JSON form.

    >>> json_schema()["$id"]
    'urn:thinktank-model:schema:1.0'
    """
    if variant not in VARIANTS:
        near = closest(str(variant), VARIANTS)
        meant = f'; did you mean "{near}"?' if near else ""
        raise ValueError(f"{variant!r} is not a variant of the schema; expected one of {', '.join(VARIANTS)}{meant}")
    return VARIANTS[variant](cls)
