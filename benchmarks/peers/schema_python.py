"""jsonschema: the library's JSON Schema, interpreted in Python. No objects; only the rules that a schema can express."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema
import orjson

from benchmarks.json_schemas import by_type, explaining, loading
from thinktank_model.problems.pointers import pointer

from . import Contender

__all__ = ["CONTENDERS"]

VALIDATORS = by_type(jsonschema.Draft202012Validator)


def _pointers(validator: Any) -> Callable[[Any], list[str]]:
    def pointers(value: Any) -> list[str]:
        found = []
        for error in validator.iter_errors(value):
            known = error.schema.get("properties", {})
            wrong = (
                [key for key in error.instance if key not in known] if error.validator == "additionalProperties" else []
            )
            at = pointer(*error.absolute_path)
            found += [at + pointer(key) for key in wrong] or [at]
        return found

    return pointers


CONTENDERS = (
    Contender(
        name="jsonschema",
        load=loading({tag: validator.is_valid for tag, validator in VALIDATORS.items()}),
        explain=explaining({tag: _pointers(validator) for tag, validator in VALIDATORS.items()}),
        dump=orjson.dumps,
        objects=False,
        share=20,
        needs=("jsonschema",),
    ),
)
