"""jsonschema-rs: the library's JSON Schema, checked in Rust. No objects; only the rules that a schema can express."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema_rs
import orjson

from benchmarks.json_schemas import by_type, explaining, loading
from thinktank_model.problems.pointers import pointer

from . import Contender

__all__ = ["CONTENDERS"]

VALIDATORS = by_type(jsonschema_rs.Draft202012Validator)


def _pointers(validator: Any) -> Callable[[Any], list[str]]:
    def pointers(value: Any) -> list[str]:
        found = []
        for error in validator.iter_errors(value):
            unexpected = getattr(error.kind, "unexpected", None) or [None]
            found += [pointer(*error.instance_path, *([] if key is None else [key])) for key in unexpected]
        return found

    return pointers


CONTENDERS = (
    Contender(
        name="jsonschema-rs",
        load=loading({tag: validator.is_valid for tag, validator in VALIDATORS.items()}),
        explain=explaining({tag: _pointers(validator) for tag, validator in VALIDATORS.items()}),
        dump=orjson.dumps,
        objects=False,
        needs=("jsonschema_rs", "orjson"),
    ),
)
